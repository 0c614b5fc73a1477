import Testing
import Vocabulary

@testable import Detection

/// Columns judged by their values, with the twin that must stay.
@Suite struct ColumnTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )
  private let surnames = ["Okonkwo", "Petrov", "Zhang", "Castellano", "Lindqvist", "Abernathy"]
  private let numbers = ["35234785", "4804733", "5105718", "59772277", "56858725", "41717432"]
  private let phones = [
    "802-555-0101", "802-555-0133", "802-555-0142", "802-555-0177", "802-555-0119",
    "802-555-0160",
  ]

  /// The verdicts over columns, each a header and values.
  private func verdicts(_ columns: [(String, [String])]) -> [FieldJudgement.Verdict] {
    let samples = columns.enumerated()
      .map { index, column in
        FieldSample(
          field: FieldContext(name: column.0, column: Int32(index + 1)),
          values: column.1.map { Array($0.utf8) }
        )
      }
    var scratch = ScanScratch()
    return scanner.judge(samples, scratch: &scratch).map(\.verdict)
  }

  @Test func columnOfSurnamesIsFoundWithoutHelpfulHeader() {
    #expect(verdicts([("c2", surnames)]) == [.identifier(.name, .none)])
    #expect(verdicts([("", surnames)]) == [.identifier(.name, .none)])
  }

  @Test func columnsOfOrdinaryWordsStay() {
    let words = ["Glucose", "Potassium", "Sodium", "Creatinine", "Hemoglobin", "Calcium"]
    let drugs = ["Lisinopril", "Metformin", "Aspirin", "Warfarin", "Ibuprofen", "Insulin"]
    let states = ["Vermont", "Texas", "Ohio", "Maine", "Utah", "Nevada"]
    let sizes = ["small", "large", "medium", "tiny", "huge", "normal"]
    for values in [words, drugs, states, sizes] {
      #expect(verdicts([("c", values), ("d", phones)]).first == .text)
    }
  }

  @Test func longDistinctNumbersBesidePersonsAreRecords() {
    #expect(
      verdicts([("c1", numbers), ("c2", surnames)])
        == [.identifier(.mrn, .none), .identifier(.name, .none)]
    )
  }

  @Test func evenNumbersBesideDaysAreRecordsWithoutAHeader() {
    let records = ["2225901", "9296186", "4397078", "4733622", "1884823", "7361133"]
    let days = [
      "2024-04-15", "2025-08-05", "2024-03-02", "2024-01-10", "2025-11-21", "2024-06-30",
    ]
    let codes = ["E11.9", "I10", "F41.1", "Z00.00", "E11.9", "J45.909"]
    #expect(
      verdicts([("", codes), ("", records), ("", days)]).dropFirst().first
        == .identifier(.mrn, .none)
    )
    // Numbers of different lengths are sizes, such as come again are codes, and a header says that they count.
    let sizes = ["2225901", "92961", "439707801", "473362", "188482", "73611337"]
    let again = ["2225901", "2225901", "4397078", "4397078", "2225901", "4397078"]
    for (name, values) in [("", sizes), ("", again), ("bytes", records)] {
      #expect(verdicts([("", codes), (name, values), ("", days)])[1] == .text)
    }
    #expect(verdicts([("", codes), ("", records), ("", codes)])[1] == .text)
  }

  @Test func accountsAmongNamesAreOnesOfThatColumn() {
    let writers = [
      "Allen, Shelly", "pyaman07", "smurphy2", "Sensoy, Tutkucan", "Parmar, Yash", "tlancaster",
    ]
    #expect(verdicts([("NOTE_BY", writers)]) == [.identifier(.name, .none)])
    let steps = ["loading", "checked", "Sent, done", "sorted", "import2", "export2"]
    #expect(verdicts([("NOTE_BY", steps)]) == [.text])
  }

  @Test func housesBesideStreetsAreAddresses() {
    let houses = ["8213", "1904", "1794", "3999"]
    let streets = ["KESTREL RD", "DUNMORE PL", "PULASKI DR.", "N 14TH WAY"]
    #expect(
      verdicts([("", houses), ("", streets)])
        == [.identifier(.location, .street), .identifier(.location, .street)]
    )
    // All of one ending are scans.
    let scans = ["CHEST CT", "HEAD CT", "NECK CT", "SINUS CT"]
    #expect(verdicts([("", houses), ("", scans)]) == [.text, .text])
  }

  @Test func keysOfRowsAreIdentifiersByThemselves() {
    let keys = [
      "00013D2EFD8E45D1", "00016F745862898F", "0001FDD721E223DC", "00021CA6FF03E670",
      "00024B3D2352D2D0", "0002DAE0C81CC70D",
    ]
    let years = ["1923", "1943", "1936", "1941", "1936", "1932"]
    #expect(
      verdicts([("column 1", years), ("column 2", keys)]) == [.text, .identifier(.uniqueID, .none)]
    )
    // Repeated ones are codes, longer ones digests, and numbers without a letter may be amounts.
    for other in [
      keys.map { _ in keys[0] }, keys.map { $0 + $0 }, keys.map { String($0.prefix(8)) },
      (0..<6).map { "000\($0)135729481123" }, keys.dropLast() + ["unknown"],
    ] { #expect(verdicts([("column 1", years), ("column 2", other)]) == [.text, .text]) }
  }

  @Test func generalisedPostalCodesAreFoundByTheirColumns() {
    let codes = ["47677", "47602", "47678", "47905", "47909", "47906"]
    func cut(_ count: Int) -> [String] {
      codes.map { $0.prefix(5 - count) + String(repeating: "*", count: count) }
    }
    let zip = FieldJudgement.Verdict.identifier(.location, .zip)
    #expect(
      verdicts([("", codes), ("", cut(1)), ("", cut(2)), ("", cut(3)), ("", cut(5))])
        == [zip, zip, zip, .text, .text]
    )
    #expect(verdicts([("", codes), ("", cut(3))]) == [.text, .text])
    #expect(verdicts([("", codes), ("", Array(cut(1).reversed()))]) == [.text, .text])
    #expect(verdicts([("", codes), ("", ["a", "b", "c", "d", "e", "f"])]).first == .text)
  }

  @Test func numbersWithoutPersonsStay() {
    #expect(verdicts([("c1", numbers), ("c2", ["a", "b", "c", "d", "e", "f"])]).first == .text)
  }

  @Test func resultsRowNumbersAndSecondsBesidePersonsStay() {
    let results = ["7.4", "8.1", "6.9", "140", "99", "101"]
    let rows = ["10001", "10002", "10003", "10004", "10005", "10006"]
    let seconds = [
      "1764000001", "1764000907", "1764001333", "1764002999", "1764004123", "1764009876",
    ]
    for values in [results, rows, seconds] {
      #expect(verdicts([("c1", values), ("c2", surnames)]).first == .text)
    }
  }

  @Test func headerThatSaysWhatItIsDecides() {
    #expect(verdicts([("drug name", surnames.map { $0 + " 5 mg" })]) == [.coded])
    #expect(verdicts([("last_name", ["Glucose"])]) == [.identifier(.name, .none)])
  }

  @Test func fieldOfAPersonIsNoNameUnlessItSaysSo() {
    for name in ["patient_note", "patient.note", "provider specialty", "member.status"] {
      #expect(scanner.judge(FieldContext(name: name)).verdict != .identifier(.name, .none))
    }
    for name in ["patient", "patient_name", "patients.lastName", "attending", "mother.name"] {
      #expect(scanner.judge(FieldContext(name: name)).verdict == .identifier(.name, .none))
    }
  }

  @Test func maskInTheNameOfAFieldSaysNothing() {
    for name in ["[NAME] list", "[MRN] count", "[DATE]", "patient_[NAME]_note"] {
      let verdict = scanner.judge(FieldContext(name: name)).verdict
      #expect(verdict == .text || verdict == .coded, "\(name)")
    }
    #expect(scanner.judge(FieldContext(name: "[NAME] MRN")).isIdentifier)
  }

  @Test func anIdentifierInTheNameOfAFieldSaysNothing() {
    for (name, copy) in [
      ("q.vander@example.org email", "[EMAIL] email"),
      ("email q.vander@example.org", "email [EMAIL]"), ("Dr. Quillfeather list", "[NAME] list"),
      ("MRN 00817264", "MRN [MRN]"),
    ] {
      let judgement = scanner.judge(FieldContext(name: name))
      #expect(judgement == scanner.judge(FieldContext(name: copy)), "\(name)")
    }
    #expect(scanner.judge(FieldContext(name: "q.vander@example.org email")).isIdentifier)
  }

  /// The values that are found in a field of this name.
  private func found(_ value: String, in name: String) -> [String] {
    let bytes = Array(value.utf8)
    var scratch = ScanScratch()
    var found: [Finding] = []
    scanner.scan(
      bytes.span,
      owned: bytes.indices,
      field: scanner.judge(FieldContext(name: name, column: 1)),
      scratch: &scratch,
      into: &found
    )
    return found.filter(\.masked).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func whatIsNoAgeAndNoDayIsScannedAsText() {
    #expect(
      found("45, call Dr. Quillfeather, 802-555-0142", in: "age") == [
        "Dr. Quillfeather", "802-555-0142",
      ]
    )
    #expect(found("per Ingrid Solheimsen", in: "dob") == ["Ingrid Solheimsen"])
    #expect(found("46", in: "age").isEmpty)
    #expect(found("unknown", in: "dob").isEmpty)
    #expect(found("94", in: "age") == ["94"])
  }

  @Test func codedFieldsLosePersonsThatATitleOrALabelNames() {
    #expect(found("Dr. Quillfeather", in: "status") == ["Dr. Quillfeather"])
    #expect(found("Patient: Ingrid Solheimsen", in: "status") == ["Ingrid Solheimsen"])
    #expect(
      found("refused it after his wife Ingrid Solheimsen had called", in: "status")
        == ["Ingrid Solheimsen"]
    )
    for code in ["final", "Dr. Pepper", "Hoehn and Yahr stage 3", "Paget's disease of bone"] {
      #expect(found(code, in: "status").isEmpty, "\(code)")
    }
  }

  @Test func nothingButMasksIsNoValue() {
    for value in ["[NAME]", "[NAME], [NAME]", "[LOCATION] [NAME]"] {
      #expect(found(value, in: "last_name").isEmpty, "\(value)")
    }
    #expect(found("[NAME] Solheimsen [NAME]", in: "last_name") == ["[NAME] Solheimsen [NAME]"])
  }

  @Test func aMaskSpeaksAgainstAJudgementOfItsColumn() {
    let mixed = [
      "Okonkwo", "Petrov", "9 RUE DES LILAS", "Zhang", "9 RUE DES LILAS", "Castellano",
      "9 RUE DES LILAS", "9 RUE DES LILAS",
    ]
    let copy = mixed.map { $0.hasPrefix("9") ? "[LOCATION]" : $0 }
    #expect(verdicts([("c1", mixed)]) == verdicts([("c1", copy)]))
  }

  @Test(arguments: [("1910", true), ("1936", true), ("1937", false), ("1975", false)])
  func yearOfBirthIsFoundWhereItMakesNinety(year: String, isFound: Bool) {
    let judgement = scanner.judge(FieldContext(name: "birth_date", column: 1))
    let bytes = Array(year.utf8)
    var scratch = ScanScratch()
    var found: [Finding] = []
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: judgement,
      scratch: &scratch,
      into: &found
    )
    #expect(!found.isEmpty == isFound)
  }

  @Test func firstRowThatIsDataIsJudgedLikeItsColumn() {
    var scratch = ScanScratch()
    let column =
      scanner.judge(
        [FieldSample(field: FieldContext(column: 1), values: surnames.map { Array($0.utf8) })],
        scratch: &scratch
      )[0]
    let header = FieldContext(column: 1, isHeader: true)
    let value = FieldSample(field: header, values: [Array("Vandersloot".utf8)])
    let name = FieldSample(field: header, values: [Array("Result".utf8)])
    #expect(
      scanner.judgeHeader(value, column: column, scratch: &scratch).verdict
        == .identifier(.name, .none)
    )
    #expect(scanner.judgeHeader(name, column: column, scratch: &scratch).verdict == .text)
  }

  @Test func keysOfAnObjectThatArePersonsAreNames() {
    let field = FieldContext(name: "visits", isHeader: true)
    let keys = surnames.map { Array("\($0), Deborah".utf8) }
    let words = ["status", "code", "subject", "issued", "category", "value"].map { Array($0.utf8) }
    var scratch = ScanScratch()
    let judged = scanner.judge([FieldSample(field: field, values: keys)], scratch: &scratch)
    #expect(judged[0].verdict == .identifier(.name, .none))
    let kept = scanner.judge([FieldSample(field: field, values: words)], scratch: &scratch)
    #expect(kept[0].verdict == .text)
  }

  @Test(arguments: [
    ("dateOfBirth", ["date", "of", "birth"]), ("date_of-birth", ["date", "of", "birth"]),
    ("PatientMRN", ["patient", "mrn"]), ("MRNumber", ["mr", "number"]), ("SSN", ["ssn"]),
    ("addr2Line", ["addr2line"]), (" first  name:", ["first", "name"]), ("a\r\nb", ["a", "b"]),
    ("--", []),
  ]) func namesOfFieldsAreCutIntoWords(name: String, words: [String]) {
    #expect(FieldNames.words(name) == words)
    // A letter of another script takes the way over characters.
    #expect(FieldNames.words(name + " é") == words + ["é"])
  }

  @Test(arguments: [
    ("patient last name", NamedField.person), ("status", .code),
    ("Name of the person we are to call first now", .unknown),
    ("1234", .unknown), ("x", .unknown),
  ]) func textsThatNameFieldsAreKnown(text: String, named: NamedField) {
    #expect(scanner.namedField(Array(text.utf8)[...]) == named)
  }
}
