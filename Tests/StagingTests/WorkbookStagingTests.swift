import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Workbooks are made and judged by Python.
@Suite struct WorkbookStagingTests {
  /// A workbook with shared strings, made by hand, with what a script adds to its parts.
  private static let make = """
    import sys, zipfile
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    texts = ['MRN', 'Patient Name', 'Born', 'Note', 'Kwabena Vxyzzy', 'Mail b.okafor@example.org', 'open']
    si = ''.join('<si><t>%s</t></si>' % t for t in texts) + '<si><r><t>SSN 536-22</t></r><r><t>-1458</t></r></si>'
    def c(ref, v, extra): return '<c r="%s" %s><v>%s</v></c>' % (ref, extra, v)
    s = 't="s"'
    rows = [[c('A1', 0, s), c('B1', 1, s), c('C1', 2, s), c('D1', 3, s)],
            [c('A2', 4451118, ''), c('B2', 4, s), c('C2', 22352, 's="1"'), c('D2', 5, s)],
            [c('A3', 4451199, ''), c('B3', 4, s), c('C3', 22417, 's="1"'), c('D3', 7, s)],
            [c('A4', 4451277, ''), c('B4', 4, s), c('C4', 22812, 's="1"'), c('D4', 6, s)]]
    data = ''.join('<row r="%d">%s</row>' % (i + 1, ''.join(r)) for i, r in enumerate(rows))
    parts = {
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
      '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % rel,
      'xl/_rels/workbook.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="%s/styles" Target="styles.xml"/><Relationship Id="r3" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % (rel, rel, rel),
      'xl/workbook.xml': '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="Visits" sheetId="1" r:id="r1"/></sheets></workbook>' % (main, rel),
      'xl/styles.xml': '<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>' % main,
      'xl/sharedStrings.xml': '<sst xmlns="%s">%s</sst>' % (main, si),
      'xl/worksheets/sheet1.xml': '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, data)}
    exec(sys.argv[2])
    with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            if text is not None: z.writestr(name, text)
    """

  private static let read = """
    import sys, openpyxl
    for sheet in openpyxl.load_workbook(sys.argv[1]):
        for row in sheet.iter_rows(values_only=True): print('|'.join(str(v) for v in row))
    """

  /// A landing zone with a workbook.
  private func world(_ change: String = "") throws -> StagingWorld {
    let world = try StagingWorld()
    let made = try tool(["python3", "-c", Self.make, world.landing + "/a.xlsx", change])
    try #require(made.code == 0, "\(made.output)")
    return world
  }

  @Test(.enabled(if: isOutsideInstalled("openpyxl"), "needs openpyxl"))
  func cellsAreJudgedByTheirColumns() throws {
    let world = try world()
    let manifest = try world.scan()
    let entry = try manifest.entry("a.xlsx")
    #expect(entry.disposition == .masked && entry.format == "xlsx")
    let read = try tool([
      outsidePython(), "-W", "ignore", "-c", Self.read, world.stage + "/data/a.xlsx",
    ])
    try #require(read.code == 0, "\(read.output)")
    let rows = read.output.split(separator: "\n").map(String.init)
    #expect(
      rows == [
        "MRN|Patient Name|Born|Note", "0|[NAME]|1961-01-01 00:00:00|Mail [EMAIL]",
        "0|[NAME]|1961-01-01 00:00:00|SSN [SSN]", "0|[NAME]|1962-01-01 00:00:00|open",
      ]
    )
    let again = try StagingWorld()
    let copy = try world.bytes("stage/data/a.xlsx")
    try again.put(Array("a.xlsx".utf8), copy)
    #expect(try again.scan().entry("a.xlsx").disposition == .clean)
    #expect(try again.bytes("stage/data/a.xlsx") == copy)
  }

  @Test func whatClaimsToPointToAStringIsReadWhereItDoesNot() throws {
    let world = try world(
      "n = 'xl/worksheets/sheet1.xml'; parts[n] = parts[n].replace('<v>6</v>', '<v>536-22-1458</v>')"
    )
    try world.scan()
    let sums = try tool([
      "sh", "-c", "unzip -p \"$0\" xl/worksheets/sheet1.xml", world.stage + "/data/a.xlsx",
    ])
    #expect(!sums.output.contains("536-22-1458") && sums.output.contains("[SSN]"))
  }

  @Test func aDayOfNoYearThatStaysIsNoDayAnyMore() throws {
    // A day of the year 2276, whose year is no year of anybody: nothing may be found in its place.
    let world = try world(
      "n = 'xl/worksheets/sheet1.xml'; parts[n] = parts[n].replace('<v>22352</v>', '<v>137656</v>')"
    )
    try world.scan()
    let again = try StagingWorld()
    try again.put(Array("a.xlsx".utf8), try world.bytes("stage/data/a.xlsx"))
    #expect(try again.scan().entry("a.xlsx").disposition == .clean)
  }

  /// A sheet of counts alone with a chart that repeats a text.
  private func counts(_ text: String) throws -> StagingWorld {
    let row = "<row r=\"2\"><c r=\"A2\"><v>4</v></c></row>"
    let cell = "<c r=\"A1\" t=\"inlineStr\"><is><t>quantity</t></is></c>"
    return try world(
      "parts['xl/worksheets/sheet1.xml'] = '<worksheet xmlns=\"%s\"><sheetData><row r=\"1\">\(cell)</row>"
        + "\(row)</sheetData></worksheet>' % main; parts['xl/sharedStrings.xml'] = '<sst xmlns=\"%s\"/>' % main; "
        + "parts['xl/charts/chart1.xml'] = '<c:chart xmlns:c=\"urn:c\"><c:v>\(text)</c:v></c:chart>'"
    )
  }

  @Test func chartsOfSheetsWithoutIdentifyingColumnsAreRead() throws {
    #expect(try counts("wards by quarter").scan().entry("a.xlsx").disposition == .clean)
    let world = try counts("seen by Dr. Ingrid Aaberg")
    #expect(try world.scan().entry("a.xlsx").disposition == .masked)
    let part =
      "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode(), end='')"
    let chart = try tool([
      "python3", "-c", part, world.stage + "/data/a.xlsx", "xl/charts/chart1.xml",
    ])
    #expect(chart.output == "<c:chart xmlns:c=\"urn:c\"><c:v>seen by [NAME]</c:v></c:chart>")
  }

  @Test(arguments: [
    ("xl/revisions/log.xml", Reason.unscannableContent),
    ("xl/pivotCache/a.xml", .unscannableContent),
    ("xl/pivotCache/pivotCacheRecords1.xml", .unscannableContent),
    ("xl/media/scan.pdf", .unscannableContent),
    ("xl/embeddings/oleObject1.bin", .unscannableContent),
  ]) func partsWithoutAReaderWithholdTheWorkbook(part: String, reason: Reason) throws {
    let content =
      part.hasSuffix("pdf")
      ? "%PDF-1.7\\r\\n" : part.hasSuffix("bin") ? "\\xd0\\xcf\\x11\\xe0\\0" : "<a/>"
    let world = try world("parts['\(part)'] = b'\(content)'")
    let entry = try world.scan().entry("a.xlsx")
    #expect(entry.disposition == .withheld && entry.reason == reason)
  }

  /// The bytes of a part of the copy.
  private func part(_ path: String, of world: StagingWorld) throws -> String {
    let print =
      "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode(), end='')"
    return try tool(["python3", "-c", print, world.stage + "/data/a.xlsx", path]).output
  }

  /// What a workbook with another part is masked to in that part; its copy is clean.
  private func masked(_ path: String, _ content: String, _ more: String = "") throws -> String {
    let world = try world("parts['\(path)'] = '''\(content)'''; \(more)")
    #expect(try world.scan().entry("a.xlsx").disposition == .masked)
    let again = try StagingWorld()
    try again.put(Array("a.xlsx".utf8), try world.bytes("stage/data/a.xlsx"))
    #expect(try again.scan().entry("a.xlsx").disposition == .clean)
    return try part(path, of: world)
  }

  @Test func chartsShowNoMoreThanTheCellsThatTheyRepeat() throws {
    func chart(_ name: String, _ number: String, _ day: String) -> String {
      "<c:chartSpace xmlns:c=\"urn:c\"><c:cat><c:strRef><c:f>Visits!$B$2</c:f><c:strCache><c:pt idx=\"0\"><c:v>"
        + "\(name)</c:v></c:pt><c:pt idx=\"1\"><c:v>Oncology</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        + "<c:val><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>\(number)</c:v></c:pt><c:pt>"
        + "<c:v>4.5</c:v></c:pt></c:numCache></c:val><c:val><c:numCache><c:formatCode>m/d/yyyy</c:formatCode>"
        + "<c:pt><c:v>\(day)</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
    }
    let copy = try masked("xl/charts/chart1.xml", chart("Kwabena Vxyzzy", "4451118", "22352"))
    #expect(copy == chart("[NAME]", "0", "22282"))
  }

  @Test func pivotTablesAreJudgedByTheNamesOfTheirColumns() throws {
    func fields(_ name: String, _ number: String, _ day: String) -> String {
      "<pivotCacheDefinition><cacheFields><cacheField name=\"Patient\"><sharedItems><s v=\"\(name)\"/>"
        + "</sharedItems></cacheField><cacheField name=\"MRN\"><sharedItems minValue=\"\(number)\">"
        + "<n v=\"\(number)\"/></sharedItems></cacheField><cacheField name=\"Shade\"><sharedItems>"
        + "<n v=\"48213\"/><s v=\"Blue\"/></sharedItems></cacheField><cacheField name=\"Born\"><sharedItems>"
        + "<d v=\"\(day)T00:00:00\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>"
    }
    func rows(_ name: String, _ number: String) -> String {
      "<pivotCacheRecords><r><x v=\"0\"/><n v=\"\(number)\"/><n v=\"48213\"/><x v=\"0\"/></r><r>"
        + "<s v=\"\(name)\"/><m/><s v=\"Skip\"/><x v=\"0\"/></r></pivotCacheRecords>"
    }
    let path = "xl/pivotCache/pivotCacheDefinition1.xml"
    #expect(
      try masked(path, fields("June Fox", "85449", "1961-03-12"))
        == fields("[NAME]", "0", "1961-01-01").replacing("T00:00:00", with: "T00:00:00Z")
    )
    let names = fields("June Fox", "85449", "1961-03-12")
    #expect(
      try masked(
        "xl/pivotCache/pivotCacheRecords1.xml",
        rows("Fox", "48213"),
        "parts['\(path)'] = '''\(names)'''"
      ) == rows("[NAME]", "0")
    )
  }

  @Test func cellsOfOtherWorkbooksAreJudgedByTheirColumns() throws {
    func link(_ name: String, _ number: String, _ second: String) -> String {
      func cell(_ place: String, _ text: String) -> String {
        "<cell r=\"\(place)\" t=\"str\"><v>\(text)</v></cell>"
      }
      return
        "<externalLink><externalBook><sheetNames><sheetName val=\"Pts\"/></sheetNames><sheetDataSet>"
        + "<sheetData sheetId=\"0\"><row r=\"1\">" + cell("A1", "Patient") + cell("B1", "MRN")
        + cell("C1", "Sodium") + "</row><row r=\"2\">" + cell("A2", name)
        + "<cell r=\"B2\"><v>\(number)</v></cell><cell r=\"C2\"><v>138</v></cell></row></sheetData>"
        + "<sheetData sheetId=\"1\"><row r=\"1\">" + cell("A1", "Drug")
        + cell("B1", "Account number")
        + "</row><row r=\"2\">" + cell("A2", "Lasix") + cell("B2", second)
        + "</row></sheetData></sheetDataSet></externalBook></externalLink>"
    }
    #expect(
      try masked("xl/externalLinks/externalLink1.xml", link("Skip Hill", "48213", "77120"))
        == link("[NAME]", "0", "[ACCOUNT]")
    )
  }

  @Test func settingsOfPrintersAreEmptied() throws {
    let world = try world("parts['xl/printerSettings/printerSettings1.bin'] = b'\\0J\\0o\\0h\\0n'")
    #expect(try world.scan().entry("a.xlsx").disposition == .masked)
    let list = try tool(["unzip", "-l", world.stage + "/data/a.xlsx"])
    #expect(list.output.contains("        0  ") && list.output.contains("printerSettings1.bin"))
  }

  @Test(.enabled(if: isOutsideInstalled("openpyxl"), "needs openpyxl"))
  func whatOpenpyxlWritesStaysReadable() throws {
    let world = try StagingWorld()
    let script = """
      import sys, datetime, openpyxl
      from openpyxl.comments import Comment
      book = openpyxl.Workbook()
      sheet = book.active
      sheet.append(['Name', 'Date of Birth', 'Phone'])
      for i, name in enumerate(['Anna Okafor', 'John Smith', 'Mary Jones']):
          sheet.append([name, datetime.date(1961 + i, 3, 12), '312-555-018%d' % i])
      sheet['A2'].comment = Comment('mail a.okafor@example.org', 'Ann Roe')
      sheet.oddHeader.center.text = 'SSN 536-22-1458'
      hidden = book.create_sheet('Okafor, Anna')
      hidden.sheet_state = 'hidden'
      hidden.append(['SSN 536-22-1459'])
      book.properties.creator = 'Ann Roe'
      book.save(sys.argv[1])
      """
    let made = try tool([outsidePython(), "-c", script, world.landing + "/a.xlsx"])
    try #require(made.code == 0, "\(made.output)")
    #expect(try world.scan().entry("a.xlsx").disposition == .masked)
    let read = """
      import sys, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      print(book.sheetnames, book.properties.creator, [s.sheet_state for s in book])
      for sheet in book:
          print(sheet.oddHeader.center.text, sheet.dimensions)
          for row in sheet.iter_rows():
              for cell in row: print(cell.value, cell.comment and cell.comment.text)
      """
    let got = try tool([outsidePython(), "-c", read, world.stage + "/data/a.xlsx"])
    try #require(got.code == 0, "\(got.output)")
    for value in ["Okafor", "Smith", "Roe", "536-22", "555-018", "-12", "example.org"] {
      #expect(!got.output.contains(value), "\(got.output)")
    }
    #expect(got.output.contains("A1:C4") && got.output.contains("1961-01-01"))
    #expect(got.output.contains("'visible', 'hidden'"))
  }
}
