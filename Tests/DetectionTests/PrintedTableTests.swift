import Testing
import Vocabulary

@testable import Detection

/// Tables printed into text, judged by the names of their columns.
@Suite struct PrintedTableTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test func valuesOfAConsoleAreJudgedByTheirColumns() {
    let all = found(
      """
      select now, see what came back:
       lname   | member_id   | zip   | qty
      ---------+-------------+-------+-----
       Winter  | W8841207-01 | 04233 |  17
       Skipper |             | 04239 | 226
      (2 rows)
      """
    )
    for value in [
      "NAME Winter", "NAME Skipper", "HEALTH_PLAN W8841207-01", "LOCATION 04233", "LOCATION 04239",
    ] {
      #expect(all.contains(value), "\(value) in \(all)")
    }
    #expect(!all.contains { $0.hasSuffix("17") || $0.hasSuffix("226") || $0.contains("rows") })
  }

  @Test func framesAndMarkdownAreTablesToo() {
    let framed = found(
      """
      +------+-----------+
      | mrn  | last_name |
      +------+-----------+
      | 4471 | Winter    |
      +------+-----------+
      """
    )
    #expect(framed == ["MRN 4471", "NAME Winter"])
    let markdown = found(
      "Look:\n\n| last name | dose |\n|:---|---:|\n| Winter | 4471 |\n\nThat is all."
    )
    #expect(markdown == ["NAME Winter"])
  }

  @Test(arguments: [
    ("||First name||MRN||Note||\n|Skip|53750|fine|\n|Olive|9602||\n", "Skip 53750 Olive 9602"),
    ("    | first name | mrn |\n    | Skip | 53750 |\n", "Skip 53750"),
    (
      "{| class=\"x\"\n! First name !! MRN\n|-\n| Skip || 53750\n|-\n| Bolt || 9602\n|}\n",
      "Skip 53750 Bolt 9602"
    ),
    ("First name & MRN \\\\\n\\hline\nSkip & 53750 \\\\\n", "Skip 53750"),
    (
      "+------+------+\n| mrn  | last |\n+======+======+\n| 4471 | Bolt |\n+------+------+\n| 4472 | Skip |\n",
      "4471 Bolt 4472 Skip"
    ),
    ("  visit    mrn\n0     2  53750\n1     3   9602\n", "53750 9602"),
    (
      "+------+--------+\n| mrn  | town   |\n+------+--------+\n| 4471 | Mobile |\n+------+--------+\n| 4472 | Bath   |\n+--+--+\n",
      "4471 Mobile 4472 Bath"
    ),
    // Two strokes hold an empty cell where the header has single ones.
    ("|First name|Unit|MRN|\n|Skip||53750|\n||4W|9602|\n", "Skip 53750 9602"),
    // What goes on behind a row is kept, and cells that nobody names lose nothing.
    ("||First name||MRN||\n|Skip|53750|\nOlive Hartmann called", "Skip 53750 Olive Hartmann"),
    ("||MRN||Seen by||Last name||\n|53750|Olive Hartmann|Bolt|\n", "53750 Olive Hartmann Bolt"),
  ])
  func tablesOfNotesAndToolsAreTables(_ text: String, _ values: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.map(scanned.text).joined(separator: " ") == values)
  }

  @Test(arguments: [
    "Home | Patients | Account\nAbout | Contact | Help\n", "First name | dose\nSkip | 53750\n",
    "R & D \\\\\nSkip & 53750 \\\\\n", "  visit    count\n0     2  53750\n",
    "||First name||MRN||\n|[NAME]|[MRN]|\n", "first name | mrn\nand so on\n",
  ])
  func otherRowsAreNone(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    (
      "| login | password |\n| frontdsk4 | Thistle44 |\n| ward | Thistle45 |\n",
      "frontdsk4 Thistle44 Thistle45"
    ),
    ("**account** | `pin`\n`frontdsk4` | `8802`\n", "frontdsk4 8802"),
  ])
  func accountsNeedNoLineOfDashes(_ text: String, _ values: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.map(scanned.text).joined(separator: " ") == values)
  }

  @Test(arguments: [
    "| code | label |\n| 4471 | winter |\n", "| field | password |\n| name | char(60) |\n",
    "| password | length |\n| changed | 12 |\n", "| password |\n| **** |\n| [SECRET] |\n",
    "| last_name | dose |\n| 4471 | 17 |\n",
    "| code | label |\n|------|-------|\n| 4471 | winter |\n",
    "city | dose\nblue | 4471 and no line of dashes\n",
    "| last_name |\n|-----------|\n\n| Winter |\n",
    "a|b\n---+---\n|||||\n|\n", "|\n-|-\n|", "---+---\n| 4471 |",
    "| last_name |\n|---|\n| [NAME] |\n| NULL |\n| - |\n",
  ])
  func otherStrokesStay(_ text: String) {
    #expect(found(text).isEmpty, "\(found(text))")
  }
}
