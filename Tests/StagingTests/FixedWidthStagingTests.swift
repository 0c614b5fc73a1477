import Testing

/// Tables of fixed width whose columns the votes of most lines tell.
@Suite struct FixedWidthStagingTests {
  /// Numbers of members, surnames, first names, days of birth, houses, streets and towns.
  private static let rows = [
    ["W365391301", "CASTELLANO", "MARTA", "19390612", "8213", "KESTREL RD", "HELENA"],
    ["W365391417", "OKONKWO", "KLARA", "19480405", "1904", "DUNMORE PL", "POLSON"],
    ["W365391852", "LINDQVIST", "DIEGO", "19511130", "637", "SW 112TH WAY", "BOZEMAN"],
    ["W365392066", "QUINTEROS", "IVOR", "19620809", "3999", "AMBER AVENUE", "HELENA"],
    ["W365392288", "ABERNATHY", "LENA", "19770123", "1109", "JUNIPER TER", "POLSON"],
    ["W365392530", "PETROV", "ROSA", "19390217", "2502", "HOLLOW PKWY", "BOZEMAN"],
    ["W365392771", "ZHANG", "JUNE", "19450224", "6826", "KESTREL RD", "HELENA"],
    ["W365393012", "VANDERSLOOT", "SKIP", "19800311", "1037", "OTTAWA AVENUE", "POLSON"],
    ["W365394000", "CASTELLANOS", "MARTIN", "19400101", "7719", "KESTREL RD", "HELENA"],
    ["W365394137", "OKAFOR", "KLAUS", "19410304", "1422", "DUNMORE PL", "POLSON"],
    ["W365394274", "LINDGREN", "DIANA", "19420507", "4410", "AMBER AVENUE", "BOZEMAN"],
    ["W365394411", "QUINTERO", "IVETTE", "19430710", "9023", "JUNIPER TER", "HELENA"],
    ["W365394548", "ABBOTT", "LENORE", "19440913", "1567", "HOLLOW PKWY", "POLSON"],
    ["W365394685", "PETROVA", "ROSALIE", "19451116", "2975", "OTTAWA AVENUE", "BOZEMAN"],
    ["W365394822", "ZHOU", "JULIET", "19460119", "1139", "KESTREL RD", "HELENA"],
    ["W365394959", "VANDERBERG", "STELLA", "19470222", "1776", "DUNMORE PL", "POLSON"],
    ["W365395096", "MORALES", "BRUNO", "19480325", "2457", "AMBER AVENUE", "HELENA"],
    ["W365395233", "SZABO", "ILONA", "19490428", "5450", "JUNIPER TER", "POLSON"],
    ["W365395370", "PADILLA", "NOEMI", "19500501", "6839", "HOLLOW PKWY", "BOZEMAN"],
    ["W365395507", "THOMPSON", "ELIAS", "19510604", "3878", "KESTREL RD", "HELENA"],
  ]
  /// What is written in place of each, cut to the value's width; a day keeps its year.
  private static let tags = [
    "[UNIQUE_ID]", "[NAME]", "[NAME]", "", "[LOCATION]", "[LOCATION]", "[LOCATION]",
  ]
  /// Characters of each column; a house and its street share one, with a blank between.
  private static let widths = [12, 14, 10, 9, 0, 20, 10]

  private static func line(_ cells: [String]) -> String {
    var (line, end) = ("", 0)
    for (cell, width) in zip(cells, widths) {
      line += cell
      guard width > 0 else {
        line += " "
        continue
      }
      end += width
      line += String(repeating: " ", count: max(0, end - line.count))
    }
    return line + "\n"
  }

  /// One house has three digits where all others have four: its street begins before the column that the others make.
  @Test func aValueThatBeginsEarlierKeepsItsRowARow() throws {
    let masked = Self.rows.map { row in
      zip(row, Self.tags)
        .map { value, tag in tag.isEmpty ? String(value.prefix(4)) : String(tag.prefix(value.count))
        }
    }
    let text = Self.rows.map(Self.line).joined()
    let copy = masked.map(Self.line).joined()
    try StagedDocument(name: "members.dat", text: text, copy: copy).check()
  }

  /// A title among the rows is text, and no row.
  @Test func aLineOfWordsIsNoRow() throws {
    let title = "page 2 of all the members that were open\n"
    var lines = Self.rows.map(Self.line)
    lines.insert(title, at: 9)
    let world = try StagingWorld()
    try world.put("in/members.dat", lines.joined())
    _ = try world.scan()
    let copy = try world.text("stage/data/in/members.dat")
    #expect(copy.contains(title) && !copy.contains("LINDQVIST") && !copy.contains("637 SW"))
  }
}
