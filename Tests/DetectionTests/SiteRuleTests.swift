import Testing
import Vocabulary

@testable import Detection

/// Rules that a site adds: what they find, and what is refused.
@Suite struct SiteRuleTests {
  private func rule(
    _ pattern: String,
    labels: [String] = [],
    _ more: (inout SiteRule) -> Void = { _ in }
  )
    -> SiteRule
  {
    var rule = SiteRule(id: "site.one", kind: .mrn, pattern: pattern, line: 7)
    rule.labels = labels
    more(&rule)
    return rule
  }

  /// The kinds and values that a scanner with these rules finds.
  private func found(_ text: String, _ rules: [SiteRule], column: String = "") throws -> [String] {
    let scanner = Scanner(
      ruleSet: try RuleSet.builtIn(adding: rules, path: nil),
      options: DetectionOptions(referenceYear: 2_026)
    )
    var scratch = ScanScratch()
    var findings: [Finding] = []
    let bytes = Array(text.utf8)
    let field = column.isEmpty ? FieldContext.plainText : FieldContext(name: column)
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: scanner.judge(field),
      scratch: &scratch,
      into: &findings
    )
    return findings.map {
      "\($0.kind.label) " + String(decoding: bytes[$0.range], as: UTF8.self)
    }
  }

  /// The message of a refusal.
  private func refusal(_ rules: [SiteRule]) -> String {
    do throws(Failure) {
      _ = try RuleSet.builtIn(adding: rules, path: "/etc/phigate.yml")
      return "accepted"
    } catch {
      return "\(error.code.rawValue) \(error.path ?? "") \(error.message)"
    }
  }

  @Test func aPatternFindsWholeWordsOnly() throws {
    let rules = [rule("KH-?[0-9]{7}")]
    #expect(try found("seen KH-0012345", rules) == ["MRN KH-0012345"])
    #expect(try found("seen xKH0012345", rules).isEmpty)
    #expect(try found("KH00123456 and KH001234", rules).isEmpty)
  }

  @Test func aLabelMustStandBeforeTheValueOrNameItsField() throws {
    let rules = [rule("[A-Z]{2}[0-9]{3}", labels: ["safe box"])]
    #expect(try found("safe box no. QX123, QX124", rules) == ["MRN QX123"])
    #expect(try found("QX123", rules, column: "SafeBox") == ["MRN QX123"])
    #expect(try found("QX123", rules, column: "grade").isEmpty)
  }

  @Test func theSiteSaysWhatAValueIs() throws {
    let rules = [rule("[0-9]{3}-[0-9]{2}-[0-9]{4}")]
    #expect(try found("219-09-9999", rules) == ["MRN 219-09-9999"])
    #expect(try found("219-09-9999", []) == ["SSN 219-09-9999"])
  }

  @Test func aValidatorMustHold() throws {
    let rules = [rule("Q[0-9]{8}") { $0.validator = "luhn" }]
    #expect(try found("at Q18000000", rules) == ["MRN Q18000000"])
    #expect(try found("at Q18000001", rules).isEmpty)
  }

  @Test(arguments: [
    ("KH[0-9]+", "has no bound"), ("[0-9]*", "matches an empty text"),
    ("(KH", "cannot be compiled"),
    ("K{1,600}", "exceeds limit 512"), ("Kü", "other than printable ASCII"),
    ("(?=K)H", "cannot be compiled"),
  ])
  func aPatternThatCannotBeKeptToIsRefusedByNameAndLine(_ pattern: String, _ words: String) {
    let message = refusal([rule(pattern)])
    #expect(message.hasPrefix("2 /etc/phigate.yml:7 configuration: rule site.one "), "\(message)")
    #expect(message.contains(words), "\(message)")
  }

  @Test func wrongExamplesValidatorsAndIdsAreRefused() {
    #expect(refusal([rule("KH[0-9]{7}") { $0.finds = ["KH0012345"] }]) == "accepted")
    #expect(
      refusal([rule("KH[0-9]{7}") { $0.finds = ["KH001"] }]).contains("finds nothing in example 1")
    )
    #expect(
      refusal([rule("KH[0-9]{7}") { $0.leaves = ["a", "KH0012345"] }])
        .contains("finds something in example 2")
    )
    #expect(refusal([rule("KH[0-9]{7}") { $0.validator = "md5" }]).contains("unknown validator"))
    #expect(
      refusal([rule("KH[0-9]{7}") { $0.id = "ssn.dashed" }]).contains("the id of another rule")
    )
  }

  @Test func everyPartOfARuleIsInTheDigest() throws {
    var seen: Set<[UInt8]> = [RuleSet.builtIn.canonicalBytes]
    let variants = [
      rule("KH[0-9]{7}"), rule("KH[0-9]{8}"), rule("KH[0-9]{7}", labels: ["box"]),
      rule("KH[0-9]{7}") { $0.validator = "luhn" }, rule("KH[0-9]{7}") { $0.transform = .remove },
      rule("KH[0-9]{7}") { $0.dataClass = .financial }, rule("KH[0-9]{7}") { $0.kind = .account },
    ]
    for variant in variants {
      let bytes = try RuleSet.builtIn(adding: [variant], path: nil).canonicalBytes
      #expect(seen.insert(bytes).inserted)
    }
  }

  @Test func whereATextIsCutChangesNothing() throws {
    let seed: UInt64 = 20_261_125
    var generator = SplitMix(state: seed)
    let rules = [
      rule("[A-Z]{2}[0-9 ]{2,40}[a-z]"), rule("Z[0-9]{3}", labels: ["box"]) { $0.id = "b" },
    ]
    let scanner = Scanner(
      ruleSet: try RuleSet.builtIn(adding: rules, path: nil),
      options: DetectionOptions(referenceYear: 2_026)
    )
    var text: [UInt8] = []
    let pieces = ["AB12 34", "7 7 7", "box: Z123 ", "q ", "\n", "Z999 ", "xx ", "CD00 "]
    while text.count < 40_000 { text += Array(pieces[Int(generator.next() % 8)].utf8) }
    var scratch = ScanScratch()
    let field = scanner.judge(.plainText)
    var whole: [Finding] = []
    scanner.scan(text.span, owned: 0..<text.count, field: field, scratch: &scratch, into: &whole)
    #expect(whole.count > 100)
    var cut: [Finding] = []
    var start = 0
    while start < text.count {
      let end = min(text.count, start + 3_000 + Int(generator.next() % 3_000))
      let window =
        max(0, start - BlockSize.marginBytes)..<min(text.count, end + BlockSize.marginBytes)
      var found: [Finding] = []
      scanner.scan(
        text.span.extracting(window),
        owned: start - window.lowerBound..<end - window.lowerBound,
        field: field,
        scratch: &scratch,
        into: &found
      )
      for var finding in found {
        finding.start += window.lowerBound
        finding.end += window.lowerBound
        cut.append(finding)
      }
      start = end
    }
    #expect(cut == whole, "seed \(seed)")
  }
}
