import Testing
import Vocabulary

@testable import Detection

/// What looks like a form of programs hides nobody: definitions, vectors, codes, marks and quotes close nothing but themselves.
@Suite struct OpenFormTests {
  @Test(arguments: [
    // A comment that says where fields stand, and more.
    (
      "# col 1-8 MRN\n# col 9-20 surname, for questions call June Frost 555-123-4567\nfoo\n",
      "June Frost 555-123-4567"
    ),
    (
      "DATA LIST FREE / surname mrn\n* Patient June Frost SSN 519-38-1724\nBEGIN DATA\nx\n",
      "June Frost 519-38-1724"
    ),
    (
      "$ 40 copay was paid by June Frost, phone 555-123-4567: date 3/4/2021\n",
      "June Frost 555-123-4567"
    ),
    ("$ x : chr 212.555.0147\n", "212.555.0147"),
    ("UPDATE visits SET status = 'seen by Dr. June Frost' WHERE id = 5;\n", "June Frost"),
    ("10:43:01 >> <note>ok</note> Seen by <June Frost> today\n", "June Frost"),
    ("Sent to Mercy <hi rend=\"b\">General Hospital</hi> in town\n", "General Hospital"),
    ("Patient Robert (\"Bob\") Smith was seen\n", "Robert Bob Smith"),
    ("Lives at Hart House (\"Rose Cottage\"), Mill Road.\n", "Hart House Mill Road"),
    ("ERROR Duplicate entry '4711-Frost-1971-03-09' for key 'last_name_dob'\n", "Frost"),
    ("City: Troy NY 12180\n", "Troy 12180"),
  ])
  func whoStandsInAFormIsFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "# col 1-8 MRN\n# col 9-20 Last name\n", "$ hgb : num 12.1 13.4 9.8 ...\n",
    "UPDATE visits SET status = 'DISCHARGED' WHERE ward = 'ICU';\n",
    "valueOf(\"Cardiology\") and first: \"May\"\n", "<visit><type>Follow</type></visit>\n",
  ])
  func whatFormsSayOfThemselvesStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  /// Texts that once ended a scan: a name of one letter before a number, empty items, a line without a sign, the end of a text,
  /// numbers longer than any.
  @Test(arguments: [
    "name:HILL  M  62 99123\n", "FROST,JUNE^F^29001^29001\n", "Hill  c RN at 14300\n",
    "last_name:\n- \nmr:\n- \n",
    "last_name:\n-", "Some text of a log line here and more words\n==Columns: id, last_name\n",
    "Ninetysix year<and",
    "zip co13125%50142de 0zip co13125%50142de 0211700000021170000000039-4307",
  ])
  func textsThatEndInTheMiddleAreScanned(_ text: String) {
    let scanned = ScannedText(text)
    for (one, next) in zip(scanned.findings, scanned.findings.dropFirst()) {
      #expect(one.end <= next.start)
    }
    #expect(scanned.findings.allSatisfy { $0.start >= 0 && $0.end <= scanned.bytes.count })
  }

  /// Texts whose scan once took twice as long for each word more, or for each line all lines again: they would never end.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "last_name: " + String(repeating: "{const:", count: 60) + "\n",
      "last_name:\n" + (1..<60).map { String(repeating: " ", count: $0) + "example:\n" }.joined(),
      String(repeating: "invoice  abc\n", count: 20_000),
      "a line\n" + String(repeating: "# col 1-2 foo\n", count: 8_000),
      String(repeating: "RE FW ", count: 50_000), String(repeating: "PID-3=", count: 50_000),
      String(repeating: "Offset:1 key=4711 ", count: 20_000),
      String(repeating: "cards;\n", count: 30_000),
    ]
  )
  func textsOfOneThingAgainAndAgainEnd(_ text: String) {
    #expect(ScannedText(text).findings.allSatisfy { $0.end <= text.utf8.count })
  }

  /// A second header in other columns of the same table is one all the same, and a table is read to its end.
  @Test func columnsAreReadOnceAndToTheirEnd() {
    let rows = (0..<900).map { "77\(1_000 + $0)  note\n" }.joined()
    let scanned = ScannedText("Visits of the week\n\nmrn     text\n" + rows)
    #expect(scanned.findings.count(where: { $0.kind == .mrn }) == 900)
  }
}
