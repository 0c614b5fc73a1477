import Testing
import Vocabulary

@testable import Formats

/// Lines that have as many commas by chance are text, and rows are none of it.
@Suite struct WrittenLineTests {
  private func format(_ line: String, _ name: String = "a.txt") throws -> FormatName {
    let text = (1...3).map { line.replacing("#", with: String($0)) + "\n" }.joined()
    let bytes = Array(text.utf8)
    return try sniff(head: bytes.span, isWhole: true, name: Array(name.utf8).span).format
  }

  @Test(arguments: [
    "Lives at # Mill Rd, Troy, NY 12180", "Seen today by the nurse, age 5#, stable",
    "09:12:4#,551 INFO patient Frost, June moved to ward, bed 4",
    "11:46:0# RX MSH|^~\\&|LAB|A|EHR|B|2026||ORU^R01|771|P|2.5\\rPID|1||6310||Stone^Olive",
    "(0.00#) INSERT INTO \"pt\" (\"first_name\", \"city\") VALUES ('Bill', 'Mobile') RETURNING id",
    "DEBUG # SELECT last_name,city FROM pt WHERE mrn IN (4711,4712)",
  ])
  func sentencesLogsAndStatementsAreText(_ line: String) throws {
    #expect(try format(line) == .text)
  }

  @Test(arguments: [
    "Frost,June,4711#,1971-03-0#", "#|Frost|June|seen today and is stable",
    "#|Frost, June|seen today, is stable and well",
    "Frost, June, 4711#, Troy",
    "47#1,Skip Hill,seen today and is stable,12 Mill Rd", "BLUE SELECT PLAN,#,4711,Troy",
  ])
  func rowsAreTables(_ line: String) throws { #expect(try format(line) == .csv) }

  /// A name that says so decides.
  @Test func aNamedTableIsOne() throws {
    #expect(try format("Seen today by the nurse, age 5#, stable", "a.csv") == .csv)
  }
}
