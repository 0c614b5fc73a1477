import Testing
import Vocabulary

@testable import Detection

/// Fields and texts that look like those of persons and are nobody's, with the twins that are somebody's.
@Suite struct NobodysTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// The verdicts over fields of objects, or columns where they are numbered.
  private func verdicts(
    _ fields: [(String, [String])],
    areColumns: Bool = false,
    isLabelled: Bool = false
  ) -> [FieldJudgement.Verdict] {
    let samples = fields.enumerated()
      .map { index, field in
        FieldSample(
          field: FieldContext(
            name: field.0,
            column: areColumns ? Int32(index + 1) : 0,
            isLabelled: isLabelled
          ),
          values: field.1.map { Array($0.utf8) }
        )
      }
    var scratch = ScanScratch()
    return scanner.judge(samples, scratch: &scratch).map(\.verdict)
  }

  /// What is found in a value of a field.
  private func found(_ field: String, _ value: String) -> String {
    var scratch = ScanScratch()
    var findings: [Finding] = []
    let bytes = Array(value.utf8)
    scanner.scan(
      bytes.span,
      owned: bytes.indices,
      field: scanner.judge(FieldContext(name: field)),
      scratch: &scratch,
      into: &findings
    )
    return findings.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined(separator: " ")
  }

  private let name = FieldJudgement.Verdict.identifier(.name, .none)

  @Test func namesOfProgramsAreNobody() {
    let version = ("version", ["5.1.0"])
    #expect(verdicts([("name", ["zqx-router"]), version]).first == .text)
    #expect(verdicts([("span_id", ["a1"]), ("name", ["cache.get", "GET /metadata"])])[1] == .text)
    #expect(verdicts([("name", ["Comprehensive Metabolic Panel"])]) == [.text])
    // Of people, of one who has a version, and where a document tells of people elsewhere.
    for value in ["Skip Hill", "June", "rose hill", "Blessing Okonkwo", "Skip", "okonkwo"] {
      #expect(verdicts([("name", [value]), version]).first == name, "\(value)")
    }
    #expect(verdicts([("name", ["zqx-router"]), ("version", ["3"])]).first == name)
    #expect(verdicts([("name", ["zqx-router"]), version, ("mrn", ["5512093"])]).first == name)
    #expect(verdicts([("patient.name", ["adult panel"]), version]).first == name)
  }

  @Test func namesOfTestsBesideLabelsAreNobody() {
    #expect(verdicts([("Name", ["Sodium", "Potassium"])], isLabelled: true) == [.text])
    #expect(verdicts([("Name", ["Sodium"])], isLabelled: true) == [name])
    #expect(verdicts([("Name", ["Sodium", "June Frost"])], isLabelled: true) == [name])
  }

  @Test func releasesOfTerminologiesAndCensusesAreNobody() {
    let release = [
      ("id", ["755676018"]), ("effectiveTime", ["20170731"]), ("active", ["1"]),
      ("moduleId", ["900000000000207008"]), ("caseSignificanceId", ["900000000000017005"]),
    ]
    #expect(verdicts(release, areColumns: true).allSatisfy { $0 == .coded })
    let age = FieldJudgement.Verdict.identifier(.age, .none)
    let census = [("age", ["88", "89", "90", "91"]), ("count", ["140", "122", "111", "70"])]
    #expect(verdicts(census, areColumns: true).first == .coded)
    #expect(verdicts(census + [("mrn", ["71", "72", "73", "74"])], areColumns: true).first == age)
    let patients = [("age", ["88", "93", "91"]), ("count", ["1", "2", "1"])]
    #expect(verdicts(patients, areColumns: true).first == age)
  }

  @Test func headerWithoutDigitIsNoNumber() {
    var column = FieldJudgement()
    column.verdict = .identifier(.mrn, .none)
    column.isVoted = true
    var scratch = ScanScratch()
    func verdict(_ header: String) -> FieldJudgement.Verdict {
      let sample = FieldSample(
        field: FieldContext(column: 1, isHeader: true),
        values: [Array(header.utf8)]
      )
      return scanner.judgeHeader(sample, column: column, scratch: &scratch).verdict
    }
    #expect(verdict("ensembl") == .text)
    #expect(verdict("A4471902") == .identifier(.mrn, .none))
  }

  @Test(arguments: [
    ("properties.mrn.pattern", "^[0-9]{8}$"), ("properties.email.format", "email"),
    ("properties.mrn.description", "Medical record number"),
    ("properties.address.$ref", "#/$defs/Address"),
    ("phone", "Phone"), ("city", "City"), ("firstName", "Nombre"), ("mrn", "Medical record number"),
    ("zip", "ZIP code"), ("email", "Correo electrónico"), ("doctor", "Doctor"),
    ("license", "UNLICENSED"), ("groupId", "org.apache.camel"), ("postal", "CO"),
    ("hospital_size", "100-299"), ("payer_id", "60054"), ("ProprietaryName", "Humalog"),
    ("manufacturer", "B. Braun"), ("caseSignificanceId", "900000000000448009"),
    ("mrn", "${MRN}"), ("last_name", "{{ last }}"), ("phone", "(999) 999-9999"),
    ("ssn", "000-00-0000"), ("mrn", "<MRN>"), ("last_name", "%s"), ("phone", "tel:${phone}"),
    ("Age high", "120"), ("Tag", "(0008,0020)"),
  ])
  func valuesOfNobodyStay(_ field: String, _ value: String) {
    #expect(found(field, value).isEmpty, "\(found(field, value))")
  }

  @Test(arguments: [
    ("phone", "802-555-0101"), ("city", "Tarrow"), ("firstName", "Skip"),
    ("lastName", "Nombre de Dios"),
    ("mrn", "5512093"), ("mrn", "QKXWTZ"), ("license", "Okonkwo"), ("groupId", "ZFR-11"),
    ("zip", "05401"), ("password", "Password"), ("password", "${x}Tulip77"), ("last_name", "$kip"),
    ("phone", "(999) 555-0142"), ("name", "june frost"), ("last", "Doctor"),
    ("address.type", "q.vander@example.org"), ("Age", "94"),
  ])
  func valuesLikeThemAreFound(_ field: String, _ value: String) {
    #expect(!found(field, value).isEmpty)
  }

  @Test(arguments: [
    "--- PASS: TestLuhn (0.00s)\n", "TRIVY PASS v0.45.1\n", "QC result: PASS   Score=92\n",
    "First pass: 98.2 %\n", "chr7\t117\trs1\tA\tT\t99\tPASS\tDP=20;AF=0.01\n",
    "x <- ifelse(age >= 90, 90, age)\n", "CASE WHEN age < 90 THEN age ELSE 90 END\n",
    "if age >= 90 then age = 90;\n", "In adults >= 90 years of age data are sparse.\n",
    "Mayores de 90 años\n", "Criteria: 90 years or older.\n",
    " 0   patient_id      20541 non-null  int64\n", "mask 255.240.0.0 here\n",
    "( 2.5.4.42 NAME 'givenName' )\n", "Format: (999) 999-9999 or 999-99-9999\n",
    "The SEP-1 bundle is due.\n", "0 6 * jan,apr * run\n",
    "INSERT INTO zc_unit (id, name) VALUES (1, 'Labor and Delivery');\n",
    "INSERT INTO zc_state (id, name) VALUES (1, 'Alabama');\n",
  ])
  func textsOfNobodyStay(_ text: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.isEmpty, "\(scanned.covered)")
  }

  @Test(arguments: [
    ("USER jdoe\nPASS hunter2\n", "hunter2"), ("pass: otter9 for the portal\n", "otter9"),
    ("Patient is a 90 year old man.\n", "90"), ("Pt age: 94\n", "94"),
    ("She is 90 years old.\n", "90"),
    ("patient_id 20541 seen\n", "20541"), ("It came from 255.12.3.4 there.\n", "255.12.3.4"),
    ("call (999) 555-0142 now\n", "(999) 555-0142"), ("Seen on Sep-1 in clinic.\n", "Sep-1"),
    ("INSERT INTO t (id, name) VALUES (1, 'Blessing Okonkwo');\n", "Blessing Okonkwo"),
    ("INSERT INTO t (id, name) VALUES (1, 'Skip Hill');\n", "Skip Hill"),
    ("INSERT INTO t (name, mrn) VALUES ('Labor and Delivery', '5512093');\n", "Labor and Delivery"),
  ])
  func textsLikeThemAreFound(_ text: String, _ value: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(value), "\(scanned.covered)")
  }
}
