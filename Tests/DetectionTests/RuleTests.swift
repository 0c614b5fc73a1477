import Testing
import Vocabulary

@testable import Detection

/// Built once for all tests.
let sharedScanner = Scanner(
  ruleSet: .builtIn,
  options: DetectionOptions(referenceYear: 2_026)
)

/// Scans text as prose.
func findings(in text: String, field: FieldContext = .plainText) -> [Finding] {
  let scanner = sharedScanner
  var scratch = ScanScratch()
  var found: [Finding] = []
  let bytes = Array(text.utf8)
  scanner.scan(
    bytes.span,
    owned: 0..<bytes.count,
    field: scanner.judge(field),
    scratch: &scratch,
    into: &found
  )
  return found
}

/// A seeded generator, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  /// The state, printed by tests that fail.
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct RuleTests {
  @Test func everyExampleOfEveryRuleHolds() {
    let failures = RuleCheck.failures(of: .builtIn)
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test func ruleIdsAreUnique() {
    let ids = RuleSet.builtIn.rules.map { $0.id }
    #expect(Set(ids).count == ids.count)
  }

  @Test func placeholdersAreInert() {
    for kind in IdentifierKind.allCases {
      #expect(findings(in: "value: [\(kind.label)] stays").isEmpty)
    }
  }

  @Test func epochSecondsStay() {
    var generator = SplitMix(state: 7)
    var log = ""
    for _ in 0..<2_000 {
      log +=
        "job \(1_600_000_000 + generator.next() % 100_000_000) took \(generator.next() % 9_000) us\n"
    }
    #expect(findings(in: log).isEmpty)
  }

  @Test func machineTimestampsStayUnlessThePersonIsOnTheLine() {
    #expect(findings(in: "2026-11-22T03:14:07Z INFO worker started\n").isEmpty)
    #expect(findings(in: "2026-11-22T03:14:07Z INFO sent to a.b@example.org\n").count == 2)
    #expect(findings(in: "2026-11-22 03:14:07 patient was seen\n").count == 1)
  }

  @Test(arguments: [
    ("pain on 7/10", 0), ("rated on 8/10 today", 0), ("seen on 7/10", 1), ("etc.com puter", 0),
    ("SSN one two three, four five, six seven eight nine", 1), ("SSN 123-45- 6789", 1),
    ("nacida el 3 de mayo de 1952", 1), ("le 14 mars 2021", 1), ("Medicare 1EG4 TE5 MK73", 1),
    ("(01)09506000134352(17)261231(10)A1234(21)SN998877", 1), ("aged ninety four", 1),
  ])
  func brokenSpokenAndForeignFormsAreFoundAndScoresStay(_ text: String, _ count: Int) {
    #expect(findings(in: text).count == count)
  }

  @Test(arguments: [
    ("http://hl7.org/fhir/sid/us-ssn", 0), ("http://loinc.org", 0), ("OKONKWO", 1), ("GARCIA", 1),
    ("https://portal.example.org/p?id=7", 1), ("GLUCOSE", 0), ("final", 0), ("E11.9", 0),
    ("MALE", 0), ("urn:oid:2.16.840.1.113883.4.1", 0),
  ])
  func codedFieldsKeepTheirCodesAndStandardsAndLoseNames(_ value: String, _ count: Int) {
    #expect(findings(in: value, field: FieldContext(name: "x", hint: .coded)).count == count)
  }

  @Test(arguments: [
    ("k219-09-9999 was seen", 1), ("SSN219-09-9999", 1), ("x912-70-1234", 1),
    ("model k21-09-9999", 0), ("k219-09-99995", 0), ("k219-09-9999-1", 0), ("k666-09-9999", 0),
    ("part 4-k219-09-9999", 0), ("Model219-09-9999", 0),
  ])
  func socialSecurityNumbersAreFoundBehindGluedLetters(_ text: String, _ count: Int) {
    #expect(findings(in: text).filter { $0.kind == .ssn || $0.kind == .taxID }.count == count)
  }

  @Test(arguments: [
    ("<a xmlns=\"http://example.org/ns/219-09-9999\">", 1),
    ("<a xmlns=\"http://example.org/ns/v4-123-45\">", 0),
    ("<a xmlns=\"http://example.org/ns/v3\">", 0),
  ])
  func namespacesStayUnlessTheyHoldANumber(_ text: String, _ count: Int) {
    #expect(findings(in: text).count == count)
  }

  @Test func identifiersInOtherDigitsAreFound() {
    #expect(findings(in: "SSN ２１９-０９-９９９９").count == 1)
    #expect(findings(in: "SSN 219\u{AD}-09\u{200B}-9999").count == 1)
  }

  @Test func fieldsMakeValuesIdentifiers() {
    let name = FieldContext(name: "LastName")
    #expect(findings(in: "quux", field: name).first?.kind == .name)
    #expect(findings(in: "N/A", field: name).isEmpty)
    #expect(findings(in: "1980", field: FieldContext(name: "dob")).isEmpty)
    #expect(findings(in: "19800102", field: FieldContext(name: "dob")).first?.kind == .date)
    #expect(findings(in: "42", field: FieldContext(name: "age")).isEmpty)
    #expect(findings(in: "93", field: FieldContext(name: "age")).first?.kind == .age)
    #expect(findings(in: "E11.9", field: FieldContext(name: "icd_code")).isEmpty)
  }

  @Test func cardsWithABrokenCheckDigitAreNone() {
    var generator = SplitMix(state: 11)
    for _ in 0..<10_000 {
      var digits = [4] + (0..<14).map { _ in Int(generator.next() % 10) }
      var sum = 0
      for (index, digit) in digits.reversed().enumerated() {
        let doubled = index % 2 == 0 ? digit * 2 : digit
        sum += doubled > 9 ? doubled - 9 : doubled
      }
      let check = (10 - sum % 10) % 10
      digits.append(check)
      let number = digits.map { String($0) }.joined()
      let broken = digits.dropLast().map { String($0) }.joined() + String((check + 1) % 10)
      let values = digits.map { UInt8($0) }
      let holds = Checks.card(values.span)
      #expect(holds)
      #expect(findings(in: "x \(number) y").count == 1)
      #expect(findings(in: "x \(broken) y").isEmpty)
    }
  }

  @Test func piecesGiveWhatTheWholeGives() {
    let seed: UInt64 = 23
    var generator = SplitMix(state: seed)
    let examples = RuleSet.builtIn.rules.filter { $0.matcher != .field }
      .flatMap {
        $0.positive + $0.negative
      }
    var text = ""
    while text.utf8.count < 60_000 {
      text += (examples.randomElement(using: &generator) ?? "") + ".\n"
    }
    let bytes = Array(text.utf8)
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    var scratch = ScanScratch()
    var whole: [Finding] = []
    let field = scanner.judge(.plainText)
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: field,
      scratch: &scratch,
      into: &whole
    )
    var pieces: [Finding] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 7_001)
      let from = max(0, start - BlockSize.marginBytes)
      let to = min(bytes.count, end + BlockSize.marginBytes)
      let piece = Array(bytes[from..<to])
      var found: [Finding] = []
      scanner.scan(
        piece.span,
        owned: start - from..<end - from,
        field: field,
        scratch: &scratch,
        into: &found
      )
      pieces += found.map {
        var moved = $0
        moved.start += from
        moved.end += from
        return moved
      }
      start = end
    }
    // A number that a label has shown is known again as far as the scanned text reaches.
    let isLocal = { (finding: Finding) in finding.kind == .name || !finding.evidence.meets(.memory)
    }
    #expect(
      pieces.filter(isLocal).map { $0.range } == whole.filter(isLocal).map { $0.range },
      "seed \(seed)"
    )
  }

  @Test(arguments: ["9", "a", "@", ":", "a@", "1-", "1.", "A1", "ssn ", "\u{E9}", "1:", "( "])
  func hostileRunsEnd(unit: String) {
    _ = findings(in: String(repeating: unit, count: 1 << 18))
  }
}
