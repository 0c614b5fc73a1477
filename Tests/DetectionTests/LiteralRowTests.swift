import Testing
import Vocabulary

@testable import Detection

/// Rows of literals whose places a list says elsewhere, with the twins that must stay.
@Suite struct LiteralRowTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// What is found in a text.
  private func found(_ text: String, dump: DumpContext? = nil) -> [String] {
    var scratch = ScanScratch()
    scratch.dump = dump
    var findings: [Finding] = []
    let bytes = Array(text.utf8)
    scanner.scan(
      bytes.span,
      owned: bytes.indices,
      field: FieldJudgement(),
      scratch: &scratch,
      into: &findings
    )
    return findings.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    """
    COLUMNS = ("last_name", "first_name", "mrn", "city", "ward")
    ROWS = [
      ('Winter', 'Forrest', 50910, 'Mobile', 'ICU'),
    """,
    """
    record Patient(String lastName, String firstName, int mrn, String city, String ward) {}
    var one = new Patient("Winter", "Forrest", 50910, "Mobile", "ICU");
    """,
    """
    CREATE PROCEDURE add_patient(IN p_last_name VARCHAR(40), IN p_first_name VARCHAR(40), IN p_mrn INT,
      IN p_city VARCHAR(40), IN p_ward VARCHAR(8)) BEGIN END;
    CALL add_patient('Winter', 'Forrest', 50910, 'Mobile', 'ICU');
    """,
    """
    Patient = namedtuple('Patient', 'last_name first_name mrn city ward')
    rows = [Patient('Winter', 'Forrest', 50910, 'Mobile', 'ICU')]
    """,
    """
    @pytest.mark.parametrize("last_name,first_name,mrn,city,ward", [
      ("Winter", "Forrest", 50910, "Mobile", "ICU"),
    ])
    """,
    """
    class Fixtures {
      record Patient(String lastName, String firstName, int mrn, String city, String ward) {}
      List<Patient> all = List.of(
        new Patient("Winter", "Forrest", 50910, "Mobile", "ICU"),
        new Patient("Winter", "Forrest", 50910, "Mobile", "ICU"),
        new Patient("Winter", "Forrest", 50910, "Mobile", "ICU"),
        new Patient("Winter", "Forrest", 50910, "Mobile", "ICU")
      );
    }
    """,
    """
    type Patient struct {
      LastName  string
      FirstName string
      MRN       int
      City      string
      Ward      string
    }
    var rows = []Patient{
      {"Winter", "Forrest", 50910, "Mobile", "ICU"},
    }
    """,
    """
    insert into patient (last_name, first_name, mrn, city, ward) values (?, ?, ?, ?, ?)
    INFO [generated in 0.0004s] ('Winter', 'Forrest', 50910, 'Mobile', 'ICU')
    """,
  ]) func placesOfRowsMeanWhatTheirListSays(text: String) {
    let found = found(text)
    for value in ["Winter", "Forrest", "50910", "Mobile"] {
      #expect(found.contains(value), "\(value)")
    }
    #expect(!found.contains("ICU"))
  }

  @Test func valuesBoundToAStatementAreThoseOfItsColumns() {
    let hibernate = """
      insert into patient (city, first_name, last_name, mrn, status) values (?, ?, ?, ?, ?)
      binding parameter [1] as [VARCHAR] - [Mobile]
      binding parameter [2] as [VARCHAR] - [June]
      binding parameter [3] as [VARCHAR] - [Frost]
      binding parameter [4] as [BIGINT] - [50910]
      binding parameter [5] as [VARCHAR] - [open]
      """
    #expect(found(hibernate) == ["Mobile", "June", "Frost", "50910"])
    let server = """
      INSERT INTO patient (last_name, mrn, city) VALUES ($1, $2, $3)
      DETAIL:  parameters: $1 = 'Best', $2 = '40213', $3 = 'Orange'
      """
    #expect(found(server) == ["Best", "40213", "Orange"])
    // Each value belongs to the statement before it, whatever statements follow.
    let visits = """

      INSERT INTO visit (status, mrn, surname) VALUES ($1, $2, $3)
      DETAIL:  parameters: $1 = 'open', $2 = '40214', $3 = 'Orange'
      """
    #expect(found(server + visits) == ["Best", "40213", "Orange", "40214", "Orange"])
  }

  @Test(arguments: [
    // Another name than the list's, and rows of another length.
    "record Patient(String lastName, String firstName, int mrn) {}\nlog.write(\"utf-8\", \"strict\", 509);",
    "COLUMNS = (\"last_name\", \"first_name\", \"mrn\")\nrange = ('left', 'right')",
    "FIELDS = (\"width\", \"height\", \"depth\")\nboxes = [('left', 'right', 12)]",
    "COLUMNS = (\"last_name\", \"first_name\", \"mrn\")\nrows = [('[NAME]', '[NAME]', '[MRN]')]",
    "def f(last_name, first_name, mrn):\n  return g(a, b, c)",
  ]) func otherRowsStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func valuesThatAreCalledLikeFieldsAreNoList() {
    let rows = "rows = [\n  ('Mobile', 'Street', 'AL'),\n  ('Ana Ruiz', 'Okonkwo', 'AL'),\n]\n"
    #expect(found(rows).contains { $0.contains("Okonkwo") })
    #expect(scanner.rowHeads(Array("('Mobile', 'Street', 'AL')".utf8).span).isEmpty)
    #expect(!scanner.rowHeads(Array("('Mobile', 'Street', 'MRN')".utf8).span).isEmpty)
  }

  @Test func statementsThatComeAgainAreKnownAtTheLast() {
    var log = ""
    for _ in 0..<80 {
      log += "insert into visit (status, mrn, surname) values (?, ?, ?)\n"
      log += "insert into patient (surname, status, mrn) values (?, ?, ?)\n"
    }
    log += "[generated in 0.0004s] ('Frost', 'Hope', 50910)\n"
    #expect(found(log) == ["Frost", "50910"])
  }

  @Test func daysThatAProgramMakesAreDays() {
    let rows = """
      data class Patient(val surname: String, val chartNo: Int, val seen: LocalDate, val ward: String)
      Patient("Frost", 50910, LocalDate.of(1942, 9, 30), "ICU")
      Patient("Hope", 50911, date(1957, 12, 3), "ICU")
      Size("Frost", 50910, area(1942, 9, 30), "ICU")
      """
    let found = found(rows)
    #expect(found.contains("1942, 9, 30") && found.contains("1957, 12, 3"))
    #expect(found.count { $0 == "1942, 9, 30" } == 1)
  }

  @Test func listsAtTheBeginningCountInLaterTexts() {
    let head = "columns = [\"last_name\", \"first_name\", \"mrn\"]\n"
    let row = "  ('Hope', 'Sunny', 50910),\n  ('Hope', 'Sunny', 50911),\n"
    #expect(!found(row).contains("50910"))
    let heads = scanner.rowHeads(Array(head.utf8).span)
    #expect(
      found(row, dump: DumpContext(heads: heads)) == [
        "Hope", "Sunny", "50910", "Hope", "Sunny", "50911",
      ]
    )
  }

  @Test func rowsWithoutAListAreJudgedByOneAnother() {
    let names = ["Okonkwo", "Petrov", "Zhang", "Castellano", "Lindqvist", "Abernathy"]
    let rows = names.enumerated().map { "  ('\($1)', \(48_213 + $0 * 731), 'stable'),\n" }.joined()
    #expect(found(rows).filter { names.contains($0) } == names)
    #expect(!found(rows).contains("stable"))
    let words = ["width", "height", "depth", "colour", "weight", "margin"]
    #expect(found(words.map { "  ('\($0)', 'size', 12),\n" }.joined()).isEmpty)
  }

  @Test func partsOfFormsAndDumpsHaveTheirNamesInAnotherLine() {
    let form = """
      ------WKB7
      Content-Disposition: form-data; name="patient_last"

      Pool
      ------WKB7
      Content-Disposition: form-data; name="mrn"

      48213
      ------WKB7
      Content-Disposition: form-data; name="ward"

      Pool
      """
    #expect(found(form) == ["Pool", "48213"])
    let dump = """
      array(3) {
        ["surname"]=>
        string(5) "Sharp"
        ["mrn"]=>
        int(48213)
        ["edge"]=>
        string(5) "Blunt"
      }
      """
    #expect(found(dump) == ["Sharp", "48213"])
  }

  @Test func columnsOfALogAreNamedByItsComment() {
    let head = "#Fields: date time cs-method cs-uri-stem cs-username sc-status\n"
    let row = "2026-03-01 10:00:12 GET /Chart.aspx drivers29 200\n"
    #expect(found(head + row).contains("drivers29"))
    #expect(!found(row).contains("drivers29"))
    let heads = scanner.rowHeads(Array(head.utf8).span)
    #expect(found(row, dump: DumpContext(heads: heads)).contains("drivers29"))
    // A day and a time are two cells, and names of columns are nobody.
    #expect(!found(head + row).contains { $0.contains(" ") || head.contains($0) })
    // Another number of cells is no row, a dash is nobody.
    #expect(!found(head + "GET drivers29 200\n").contains("drivers29"))
    #expect(!found(head + "2026-03-01 10:00:12 GET /Chart.aspx - 200\n").contains("-"))
  }

  @Test func aListSaysWhatManyRowsHold() {
    let rows = (0..<400).map { "    (\"Stone\", \"\(9_000 + $0)\", \"final\"),\n" }.joined()
    let all = found("@pytest.mark.parametrize('last_name, chart_no, status', [\n" + rows + "])\n")
    #expect(all.count == 800)
    // The text may end before the list does, and two names are enough before a list.
    let two = (0..<400).map { "    (\"Stone\", \"\(9_000 + $0)\"),\n" }.joined()
    #expect(found("@pytest.mark.parametrize('last_name, mrn', [\n" + two).count == 800)
    #expect(found("print('last_name, mrn')\nx = [(\"stone\", \"blue\")]\n").isEmpty)
  }

  @Test func namesOfATribbleHeadItsValues() {
    let table =
      "tibble::tribble(\n  ~surname, ~mrn, ~ward,\n  \"Pool\", 48213, \"ED\",\n  \"Hill\", 4821, \"ICU\",\n)\n"
    #expect(found(table) == ["Pool", "48213", "Hill", "4821"])
    #expect(
      found(table.replacing("surname", with: "colour").replacing("mrn", with: "width")).isEmpty
    )
  }

  @Test(arguments: [
    ("Last Name changed from 'Wood' to 'Long' by batch", ["Wood", "Long"]),
    ("Surname changed from Frost to Page", ["Frost", "Page"]),
    ("City updated from Mobile to Orange Park.", ["Mobile", "Orange Park"]),
    ("Department changed from Cardiology to Oncology", []),
    ("Last name changed from '[NAME]' to '[NAME]'", []),
    ("Name changed from time to time", []),
  ]) func bothValuesOfAChangeAreFound(text: String, values: [String]) {
    #expect(found(text) == values)
  }
}
