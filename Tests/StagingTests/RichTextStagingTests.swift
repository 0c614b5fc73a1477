import Manifest
import Testing
import Vocabulary

/// Documents of RTF: what rows of tables say of their cells, and what beside that stays.
@Suite struct RichTextStagingTests {
  private typealias Document = StagedDocument

  /// A row as Word and LibreOffice write it; `end`: what its cells are closed with.
  private static func row(
    _ cells: String...,
    mark: String = "",
    end: String = "{\\trowd\\cellx900\\row}\n"
  ) -> String {
    "\\trowd\(mark)\\trgaph70\\cellx900 " + cells.map { "\\pard\\intbl\\f0 \($0)\\cell " }.joined()
      + end
  }

  /// A document around a text.
  private static func document(_ text: String) -> String {
    "{\\rtf1\\ansi\\uc1{\\fonttbl{\\f0\\fswiss Arial;}}{\\info{\\title List}}\\f0\\pard " + text
      + "\\par }"
  }

  private static func document(_ name: String, _ text: String, _ copy: String) -> Document {
    Document(name, document(text), document(copy))
  }

  private static func document(_ name: String, stays text: String) -> Document {
    document(name, text, text)
  }

  private static let heads = row("First name", "Last name", "MRN", "Bed")

  private static let tables = [
    document(
      "columns.rtf",
      "Ward 4\\par " + heads + row("Amias", "Frost", "88", "12") + row("June", "Page", "40", "7")
        + "\\pard The rose is red.",
      "Ward 4\\par " + heads + row("[NAME]", "[NAME]", "[MRN]", "12")
        + row("[NAME]", "[NAME]", "[MRN]", "7") + "\\pard The rose is red."
    ),
    document(
      "marked.rtf",
      row("Patient", "Zone", mark: "\\trhdr") + row("Page", "Hill", end: "\\row "),
      row("Patient", "Zone", mark: "\\trhdr") + row("[NAME]", "Hill", end: "\\row ")
    ),
    document(
      "labels.rtf",
      row("Patient", "Quist", "Room", "12") + row("Weight", "71 kg", "MRN", "5512", end: "\\row "),
      row("Patient", "[NAME]", "Room", "12") + row("Weight", "71 kg", "MRN", "[MRN]", end: "\\row ")
    ),
    // Groups, bookmarks, a note and escapes inside of cells.
    document(
      "groups.rtf",
      heads
        + row(
          "{\\b Am\\u237?as}",
          "Fr\\'f6st{\\*\\bkmkstart a}{\\*\\bkmkend a}",
          "{\\footnote verified}88",
          "12"
        ),
      heads
        + row(
          "{\\b [NAME]}",
          "[NAME]{\\*\\bkmkstart a}{\\*\\bkmkend a}",
          "{\\footnote verified}[MRN]",
          "12"
        )
    ),
    // Each table has columns of its own.
    document(
      "two.rtf",
      heads + row("Skip", "Hill", "30119", "7") + "\\pard Doses\\par "
        + row("Sand", "Gravel", "30", "7"),
      heads + row("[NAME]", "[NAME]", "[MRN]", "7") + "\\pard Doses\\par "
        + row("Sand", "Gravel", "30", "7")
    ),
    document(
      "doses.rtf",
      stays: row("Drug", "Strength", "Route") + row("Page", "5 mg", "oral") + row("", "", "")
    ),
  ]

  @Test(arguments: tables)
  private func cellsAreJudgedByTheirRows(_ document: Document) throws { try document.check() }

  private static let named = [
    // Variables, properties, fields and bookmarks say what their values are; other ones stay.
    document(
      "variables.rtf",
      "{\\*\\docvar {MRN0}{48213}}{\\*\\docvar {Copies}{48213}}Plan\\par",
      "{\\*\\docvar {MRN0}{[MRN]}}{\\*\\docvar {Copies}{48213}}Plan\\par"
    ),
    document(
      "properties.rtf",
      "{\\*\\userprops {\\propname MRN}\\proptype30{\\staticval 75906}{\\propname Pages}\\proptype3"
        + "{\\staticval 75906}}Plan\\par",
      "{\\*\\userprops {\\propname MRN}\\proptype30{\\staticval [MRN]}{\\propname Pages}\\proptype3"
        + "{\\staticval 75906}}Plan\\par"
    ),
    document(
      "fields.rtf",
      "Dear {\\field{\\*\\fldinst MERGEFIELD \"Patient Last Name\" }{\\fldrslt {\\b Church}}}, your church "
        + "has {\\field{\\*\\fldinst MERGEFIELD Colour}{\\fldrslt Rose}} windows.\\par",
      "Dear {\\field{\\*\\fldinst MERGEFIELD \"Patient Last Name\" }{\\fldrslt {\\b [NAME]}}}, your church "
        + "has {\\field{\\*\\fldinst MERGEFIELD Colour}{\\fldrslt Rose}} windows.\\par"
    ),
    document(
      "bookmarks.rtf",
      "Chart {\\*\\bkmkstart MRN}48213{\\*\\bkmkend MRN}, see {\\*\\bkmkstart Figure}48213{\\*\\bkmkend Figure}\\par",
      "Chart {\\*\\bkmkstart MRN}[MRN]{\\*\\bkmkend MRN}, see {\\*\\bkmkstart Figure}48213{\\*\\bkmkend Figure}\\par"
    ),
    // A bookmark that nothing ends goes no further than its line.
    document(
      "open.rtf",
      "{\\*\\bkmkstart MRN}48213\\par Bed 48213\\par",
      "{\\*\\bkmkstart MRN}[MRN]\\par Bed 48213\\par"
    ),
    // A picture loses its data in as many lines as it has, a letter its logo; what is around it stays.
    document(
      "picture.rtf",
      "{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn fLine}{\\sv 0}}}\\pngblip\\picw9\\pich9 89504e470d0a\n1a0a0000\n"
        + "49454e44}}{\\nonshppict{\\pict\\wmetafile8 0100}}Seen on the ward.\\par",
      "{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn fLine}{\\sv 0}}}\\pngblip\\picw9\\pich9 }}"
        + "{\\nonshppict{\\pict\\wmetafile8 }}Seen on the ward.\\par"
    ),
  ]

  @Test(arguments: named)
  private func whatNamesAValueApartFromItCounts(_ document: Document) throws {
    try document.check()
  }

  @Test func aPictureIsCounted() throws {
    let world = try StagingWorld()
    let lines = String(repeating: String(repeating: "4d", count: 64) + "\n", count: 4)
    try world.put("in/a.rtf", Self.document("{\\pict\\jpegblip \(lines)}Clear"))
    let entry = try world.scan().entry("in/a.rtf")
    #expect(entry.disposition == .masked && entry.findings[.photo]?.count == 1)
  }

  /// A table of several blocks: what its header says holds to its end.
  @Test func columnsHoldOverBlocks() throws {
    let count = 6_000
    let text = String(repeating: Self.row("Amias", "Frost", "88", "12"), count: count)
    let copy = String(repeating: Self.row("[NAME]", "[NAME]", "[MRN]", "12"), count: count)
    try Self.document("long.rtf", Self.heads + text, Self.heads + copy).check()
  }
}
