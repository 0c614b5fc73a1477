import Testing

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

  /// A table of several blocks: what its header says holds to its end.
  @Test func columnsHoldOverBlocks() throws {
    let count = 6_000
    let text = String(repeating: Self.row("Amias", "Frost", "88", "12"), count: count)
    let copy = String(repeating: Self.row("[NAME]", "[NAME]", "[MRN]", "12"), count: count)
    try Self.document("long.rtf", Self.heads + text, Self.heads + copy).check()
  }
}
