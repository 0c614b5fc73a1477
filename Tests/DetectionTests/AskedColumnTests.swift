import Testing
import Vocabulary

@testable import Detection

/// Columns that their values tell: accounts, codes of which each row has its own, points of the earth, and columns that are
/// called as identifiers are and hold none.
@Suite struct AskedColumnTests {
  private static let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// What each column of a table is judged to be; `name`: empty for a table without a header.
  private func kinds(_ columns: [(name: String, values: [String])]) -> [IdentifierKind?] {
    var scratch = ScanScratch()
    let samples = columns.enumerated()
      .map { column, entry in
        FieldSample(
          field: FieldContext(name: entry.name, column: Int32(column + 1)),
          values: entry.values.map { Array($0.utf8) }
        )
      }
    return Self.scanner.judge(samples, scratch: &scratch).map(\.kind)
  }

  private static let people = [
    "Thornbury, Ezekiel", "Abernathy, Tamsin", "Kowalczyk, Anna", "Lindgren, Solveig",
    "Oduya, Clement",
    "Merriweather, Thomas", "Castellano, Marco",
  ]
  private static let amounts = ["12.50", "80.00", "9.75", "120.00", "33.10", "7.25", "18.00"]

  @Test(arguments: [
    ["jmurphy", "xrodriguez", "rclarke2", "ksmith", "jmurphy", "dpetersen", "xrodriguez"],
    ["adamo07", "johansu", "elisabethl07", "kathyp07", "johansu", "denniso07", "patrickc"],
  ])
  func accountsAreToldByTheirForm(_ users: [String]) {
    #expect(kinds([("Case", Self.amounts), ("Bearbeitung", users)])[1] == .username)
  }

  @Test(arguments: [
    ["auto", "manual", "import", "system", "batch", "auto", "manual"],
    ["HGB", "CREAT", "ALT", "HGB", "AST", "GLUC", "CREAT"],
  ])
  func wordsAndCodesAreNoAccounts(_ values: [String]) {
    #expect(kinds([("Case", Self.amounts), ("Bearbeitung", values)])[1] == nil)
  }

  @Test(arguments: [
    [
      "A268011842", "26CY816590", "H63396280-01", "202682931311", "W717767282", "26-219-69864",
      "MB0014471",
    ],
    [
      "15908094-be24-4812-a933-446863025577", "52051276-be98-4884-a725-616477813107",
      "85794209-be38-4225-a173-871747194518", "28806051-be92-4688-a764-982588223873",
      "3a806051-be92-4688-a764-982588223873", "4b806051-be92-4688-a764-982588223873",
      "5c806051-be92-4688-a764-982588223873",
    ],
  ])
  func codesOfEachRowsOwnBesidePeopleAreSomebodys(_ codes: [String]) {
    #expect(kinds([("", Self.people), ("", codes)])[1] == .uniqueID)
  }

  @Test(arguments: [
    [
      "0409-1234-01", "0071-0155-23", "0378-1805-10", "0093-0058-01", "0781-1506-10",
      "0143-9924-20", "0406-0552-01",
    ],
    ["J1885", "E11.9", "S82.101A", "K21.9", "J18.9", "E78.5", "I10"],
    ["ACTIVE", "DENIED", "PENDED", "PAID", "ACTIVE", "PAID", "DENIED"],
  ])
  func codesOfThingsBesidePeopleStay(_ codes: [String]) {
    #expect(kinds([("", Self.people), ("", codes)])[1] == nil)
  }

  @Test func daysWithoutMarksAreFound() {
    let days = ["100226", "112026", "031561", "042971", "120199", "062044", "091512"]
    let long = ["10022026", "11202025", "03151961", "04291971", "12011999", "06202004", "09151982"]
    let counts = ["100226", "981220", "31561", "442971", "120199", "762044", "91512"]
    let rows = ["100101", "100102", "100103", "100104", "100105", "100106", "100107"]
    #expect(kinds([("From", days), ("Thru whenever", long)]) == [.date, .date])
    #expect(kinds([("From", counts), ("Seq", rows)]) == [nil, nil])
  }

  @Test func pointsInTwoColumnsAreFound() {
    let found = kinds([
      ("", ["38.48334", "45.28269", "44.23795", "35.48093", "41.10021"]),
      ("", ["-104.58446", "-73.50311", "-93.72766", "-84.93966", "-80.11212"]),
    ])
    #expect(found == [.location, .location])
    #expect(kinds([("", Self.amounts), ("", Self.amounts)]) == [nil, nil])
  }

  @Test func columnsCalledAsIdentifiersMayHoldNone() {
    let found = kinds([
      ("NOTE_ID", ["48213", "48213", "48213", "48214", "48214", "48215", "48216"]),
      ("LINE", ["1", "2", "3", "1", "2", "1", "1"]),
      ("Credentials", ["RN", "MD", "RN, BSN", "PA-C", "CNA", "RN", "MD"]),
    ])
    #expect(found[1] == nil && found[2] == nil)
    let secrets = kinds([
      ("LINE", ["14 Elm St", "9 Oak Ave"]), ("Credentials", ["svc:Heron!98x", "adm:Kite-77q"]),
    ])
    #expect(secrets == [.location, .secret])
    let rates = kinds([
      ("measure", ["CBP", "COL"]), ("num", ["5558", "6589"]), ("den", ["17730", "12971"]),
    ])
    #expect(rates[1] == nil)
  }

  @Test func degreesBehindNamesAreOfNames() {
    let doctors = [
      "EKWUEME, COMFORT MD", "Tola Twardzik", "Butcher, Ann DO", "Marco Castellano MD",
      "Anna Kowalczyk",
      "Solveig Lindgren MD", "Clement Oduya",
    ]
    #expect(kinds([("Amount", Self.amounts), ("Rx by whom", doctors)])[1] == .name)
  }
}
