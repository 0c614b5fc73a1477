import Testing
import Vocabulary

@testable import Detection

/// Rows of SQL in text, judged by the names of their columns.
@Suite struct InsertTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test func valuesAreJudgedByTheirColumns() {
    let text = """
      INSERT INTO pt (last_name, [first_name], `ssn`, home_phone, weight) VALUES
        ('Winter', 'June', '226901184', '8047750921', 61.5),
        (N'O''Hara', 'Skip', NULL, NULL, 70);
      """
    let all = found(text)
    for value in [
      "NAME Winter", "NAME June", "SSN 226901184", "PHONE 8047750921", "NAME O''Hara", "NAME Skip",
    ] {
      #expect(all.contains(value), "\(value) in \(all)")
    }
    #expect(!all.contains { $0.contains("61.5") || $0.contains("NULL") })
  }

  @Test func columnsOfCodesStay() {
    let text = "INSERT INTO unit (code, label, factor) VALUES ('mmol', 'winter', 226901184);"
    #expect(found(text).isEmpty)
  }

  @Test func rowsThatDoNotEndAreNoError() {
    for text in [
      "insert into a (last_name) values ('Winter", "insert into a (last_name) values (",
      "values ('x')", ") values ('x')", "insert into a (last_name values ('Winter')",
    ] {
      #expect(found(text).allSatisfy { $0.hasPrefix("NAME") })
    }
  }
}
