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

  @Test func columnsWhoseNameSaysNothingAreJudgedByTheirValues() {
    let rows = [
      ("contreras2", "denied"), ("jberanova", "open"), ("elisabethl07", "paid"),
      ("adamo07", "open"),
    ]
    let copied = rows.enumerated()
      .map { "\($0.offset + 1)\t\($0.element.0)\t\($0.element.1)\n" }.joined()
    let copy = "COPY public.appeal (id, handler, state) FROM stdin;\n\(copied)\\.\n"
    let inserted = rows.enumerated()
      .map { "(\($0.offset + 1), '\($0.element.0)', '\($0.element.1)')" }.joined(separator: ",\n")
    let insert = "INSERT INTO appeal (id, handler, state) VALUES \(inserted);"
    for text in [copy, insert] {
      let all = found(text)
      for (user, state) in rows {
        #expect(all.contains("USERNAME \(user)"), "\(user) in \(all)")
        #expect(!all.contains { $0.contains(state) }, "\(all)")
      }
    }
  }

  @Test func whoMadeARowMayBeAProgram() {
    let all = found("INSERT INTO n (id, created_by) VALUES (1, 'system'), (2, 'rclarke2');")
    #expect(all.contains { $0.contains("rclarke2") } && !all.contains { $0.contains("system") })
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

  /// A quote that is missing, or the end of rows, leaves what follows to the rules of text.
  @Test(arguments: [
    "INSERT INTO unit (code, code) VALUES ('mmol, 'x');\nDictated: Patient Ingrid Solheim was seen today.\n",
    "INSERT INTO unit (code) VALUES ('mmol\nDictated: Patient Ingrid Solheim was seen today.\n",
    "COPY unit (code, code) FROM stdin;\nmmol\t5\nPatient Ingrid Solheim was seen today.\n",
    "COPY pt (last_name, code) FROM stdin;\nRoe\tA1\nPatient Ingrid Solheim was seen today.\n",
  ]) func textBehindBrokenRowsIsText(text: String) {
    let all = found(text)
    #expect(all.contains { $0.contains("Solheim") && !$0.contains("today") }, "\(all)")
  }
}
