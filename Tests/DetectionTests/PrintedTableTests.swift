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
