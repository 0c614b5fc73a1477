import Configuration
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Dumps of databases of many blocks: what a statement says of its rows holds wherever they stand.
@Suite struct DumpStagingTests {
  /// Names that are words, in no order that tells anything.
  private static let (families, given) = (
    ["Page", "Hill", "Castellan", "Young", "Frost", "Banks"],
    ["June", "Iris", "Skip", "Grace", "Amias"]
  )
  /// Rows enough for several blocks.
  private static let rowCount = 16_000

  /// A way to write a table and its rows.
  struct Writing: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What stands before the rows, between two of them, behind every thousandth, and behind the last.
    let (head, between, again, tail): (String, String, String, String)
    /// Around a row, and between its values.
    let (open, separator, close): (String, String, String)

    /// A row of values that hold no apostrophe.
    func row(_ values: [String]) -> String { open + values.joined(separator: separator) + close }

    /// The dump of a table.
    func dump(_ rows: [[String]]) -> String {
      var text = head
      for (index, values) in rows.enumerated() {
        if index > 0 { text += index % 1_000 == 0 ? again : between }
        text += row(values)
      }
      return text + tail
    }
  }

  private static let create =
    "CREATE TABLE public.pt (\n  n integer NOT NULL,\n  lname varchar(40),\n  fname text,\n  mrn text,\n  unit text\n);\n"
  private static let writings = [
    Writing(
      testDescription: "COPY",
      head: "COPY public.pt (n, lname, fname, mrn, unit) FROM stdin;\n",
      between: "\n",
      again: "\n",
      tail: "\n\\.\n\nSELECT 1;\n",
      open: "",
      separator: "\t",
      close: ""
    ),
    Writing(
      testDescription: "COPY of a created table, as CSV",
      head: create + "COPY pt FROM stdin WITH CSV;\n",
      between: "\n",
      again: "\n",
      tail: "\n\\.\n",
      open: "",
      separator: ",",
      close: ""
    ),
    Writing(
      testDescription: "INSERT of many rows on a line",
      head: create + "INSERT INTO `pt` VALUES ",
      between: ",",
      again: ";\nINSERT INTO `pt` VALUES ",
      tail: ";\nUNLOCK TABLES;\n",
      open: "('",
      separator: "','",
      close: "')"
    ),
    Writing(
      testDescription: "a printed table",
      head: "# Export\n\n| n | Last name | First name | MRN | Unit |\n|---|---|---|---|---|\n",
      between: "\n",
      again: "\n",
      tail: "\n\nThat was all.\n",
      open: "| ",
      separator: " | ",
      close: " |"
    ),
    Writing(
      testDescription: "tuples behind a list of fields",
      head: "COLUMNS = ('n', 'last_name', 'first_name', 'mrn', 'unit')\nROWS = [\n",
      between: ",\n",
      again: ",\n",
      tail: "]\n",
      open: "  ('",
      separator: "', '",
      close: "')"
    ),
    Writing(
      testDescription: "INSERT of one row each",
      head: create + "INSERT INTO pt VALUES ",
      between: ";\nINSERT INTO pt VALUES ",
      again: ";\nINSERT INTO pt VALUES ",
      tail: ";\n",
      open: "('",
      separator: "', '",
      close: "')"
    ),
  ]

  /// Where two texts differ first; nil where they do not.
  private func difference(_ one: String, _ other: String) -> String? {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    guard one != other else { return nil }
    let place = zip(one, other).prefix { $0 == $1 }.count
    let shown = max(0, place - 60)..<place + 60
    return "at \(place): "
      + String(decoding: one[shown.clamped(to: one.indices)], as: UTF8.self) + " instead of "
      + String(decoding: other[shown.clamped(to: other.indices)], as: UTF8.self)
  }

  @Test(arguments: writings) func rowsAreJudgedByTheirColumnsInEveryBlock(_ writing: Writing) throws
  {
    let rows = (0..<Self.rowCount)
      .map { index in
        [
          "\(index)", Self.families[index * 7 % Self.families.count],
          Self.given[index * 3 % Self.given.count], "\(4_000_000 + index * 7_919 % 900_000)",
          index % 2 == 0 ? "mEq" : "mmol",
        ]
      }
    let world = try StagingWorld()
    let text = writing.dump(rows)
    #expect(text.utf8.count > 2 * BlockSize.maxBytes)
    try world.put("in/dump.sql", text)
    _ = try world.scan()
    let wanted = writing.dump(rows.map { [$0[0], "[NAME]", "[NAME]", "[MRN]", $0[4]] })
    let copy = try world.text("stage/data/in/dump.sql")
    #expect(difference(copy, wanted) == nil)
    let again = try StagingWorld()
    try again.put("in/dump.sql", copy)
    #expect(try again.scan().footer.masked == 0)
  }

  @Test func aTableOfCodesAndTextBehindRowsStay() throws {
    let world = try StagingWorld()
    var text = Self.create + "COPY public.unit (code, label) FROM stdin;\n"
    for index in 0..<20_000 { text += "\(index)\tHill sphere, June value\n" }
    text += "\\.\n-- it's the end; the page faults were counted\nSELECT 'mode' FROM mode;\n"
    try world.put("in/codes.sql", text)
    let manifest = try world.scan()
    #expect(manifest.footer.masked == 0)
  }

  /// As many commas in every line make no table of them, and rows whose columns nobody names are judged by
  /// their values.
  @Test func fewRowsOfOneStatementEach() throws {
    try StagedDocument(
      name: "named.sql",
      text: """
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1033', 'Hill', 'Iris', 'mmol');
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1034', 'Castellan', 'Skip', 'Slate');
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1039', 'Page', 'Grace', 'mmol');

        """,
      copy: """
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1033', '[NAME]', '[NAME]', 'mmol');
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1034', '[NAME]', '[NAME]', 'Slate');
        INSERT INTO pt (n, last_name, first_name, unit) VALUES ('1039', '[NAME]', '[NAME]', 'mmol');

        """
    )
    .check()
    try StagedDocument(
      name: "bare.sql",
      text: """
        INSERT INTO pt VALUES ('1033', 'Hill', 'Iris', '4080327', 'mmol', 5.2);
        INSERT INTO pt VALUES ('1034', 'Banks', 'Grace', '4088246', 'mmol', 4.1);
        INSERT INTO pt VALUES ('1039', 'Page', 'June', '4127841', 'mmol', 6.0);

        """,
      copy: """
        INSERT INTO pt VALUES ('1033', '[NAME]', '[NAME]', '[MRN]', 'mmol', 5.2);
        INSERT INTO pt VALUES ('1034', '[NAME]', '[NAME]', '[MRN]', 'mmol', 4.1);
        INSERT INTO pt VALUES ('1039', '[NAME]', '[NAME]', '[MRN]', 'mmol', 6.0);

        """
    )
    .check()
    try StagedDocument(
      name: "rows.csv",
      text: """
        4992383,Grace,Page,1946-06-20,802-555-0160,E11.9,4.1
        8872412,Iris,Okonjo,1959-04-23,802-555-0161,E11.9,5.9
        4891005,June,Young,1996-07-24,802-555-0101,I10,4.5

        """,
      copy: """
        [MRN],[NAME],[NAME],1946,[PHONE],E11.9,4.1
        [MRN],[NAME],[NAME],1959,[PHONE],E11.9,5.9
        [MRN],[NAME],[NAME],1996,[PHONE],I10,4.5

        """
    )
    .check()
  }

  /// Things of a few rows are no persons, whatever they are called.
  @Test func fewRowsOfThingsStay() throws {
    let rows = [
      "INSERT INTO shade VALUES (1, 'Rose', 'matte', 40);\nINSERT INTO shade VALUES (2, 'Slate', 'gloss', 41);\n",
      "4992383,Sodium,mmol/L,final\n8872412,Potassium,mmol/L,final\n4891005,Glucose,mg/dL,final\n",
    ]
    for (index, text) in rows.enumerated() {
      let name = index == 0 ? "shade.sql" : "tests.csv"
      try StagedDocument(name: name, text: text, copy: text).check()
    }
  }

  /// A value whose apostrophe is escaped ends where it ends, in blocks that begin inside of it as well.
  @Test func stringsEndWhereTheirKindOfDumpEndsThem() throws {
    let world = try StagingWorld()
    var (text, wanted) = ("INSERT INTO `pt` (`lname`, `note`) VALUES ", "")
    wanted = text
    for index in 0..<9_000 {
      let comma = index == 0 ? "" : ","
      text += comma + "('O\\'Hill','plan (a), it\\'s \\\\')"
      wanted += comma + "('[NAME]','plan (a), it\\'s \\\\')"
    }
    try world.put("in/dump.sql", text + ";\n")
    _ = try world.scan()
    #expect(difference(try world.text("stage/data/in/dump.sql"), wanted + ";\n") == nil)
  }

  /// A report below its title, of many blocks: columns are found by the header, which later blocks do not see.
  @Test func aTableBelowATitleKeepsItsColumnsInEveryBlock() throws {
    let title = "Census of the night, ward 4\nfor internal use\n\n"
    let head = "MRN      Last Name  First Name  Unit\n-------  ---------  ----------  ----\n"
    var (text, wanted) = (title + head, title + head)
    for index in 0..<6_000 {
      let family = Self.families[index * 7 % Self.families.count]
      let given = Self.given[index * 3 % Self.given.count]
      let pad = (
        String(repeating: " ", count: 11 - family.count),
        String(repeating: " ", count: 12 - given.count)
      )
      text += "\(4_000_000 + index)  \(family)\(pad.0)\(given)\(pad.1)mmol\n"
      // A field of fixed width stays as wide as it was.
      let tags = [family, given].map { "[NAME]".prefix($0.count).padded(to: $0.count) }
      wanted += "[MRN]    \(tags[0])\(pad.0)\(tags[1])\(pad.1)mmol\n"
    }
    let world = try StagingWorld()
    try world.put("in/census.txt", text)
    _ = try world.scan()
    let copy = try world.text("stage/data/in/census.txt")
    #expect(difference(copy, wanted) == nil)
    let again = try StagingWorld()
    try again.put("in/census.txt", copy)
    #expect(try again.scan().footer.masked == 0)
  }
}

extension Substring {
  /// With blanks up to a width.
  fileprivate func padded(to width: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
