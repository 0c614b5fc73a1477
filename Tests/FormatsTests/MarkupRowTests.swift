import Testing
import Vocabulary

@testable import Formats

/// What the cells of a table of markup are to each other.
@Suite struct MarkupRowTests {
  /// What labels mean here.
  private static let known: [String: FieldMeaning] = [
    "MRN": .identifier, "DOB": .identifier, "Chart  number": .identifier, "Patient": .role,
    "Name": .name, "Status": .coded,
  ]
  private var labels = MarkupLabels { label, _ in known[label] ?? .nothing }

  /// The roles of a row's cells; `|` is between cells, `!` before one that is marked as a header, a
  /// star behind one that takes two columns.
  private mutating func roles(_ row: String, in table: inout MarkupTable) -> [CellRole] {
    table.beginRow()
    for cell in row.split(separator: "|", omittingEmptySubsequences: false) {
      let text = cell.filter { $0 != "!" && $0 != "*" }
      _ = table.beginCell(isHeader: cell.hasPrefix("!"))
      if cell.hasSuffix("*") { table.span(2) }
      table.add(Array(text.utf8))
    }
    defer { table.endRow() }
    return table.roles(&labels, isWhole: true)
  }

  @Test mutating func aLabelIsThatOfTheNextCell() {
    var table = MarkupTable()
    #expect(
      roles("MRN:|77|Chart #|91", in: &table)
        == [.plain, .value(of: "MRN"), .plain, .value(of: "Chart  number")]
    )
    #expect(roles("Weight|71|Status|MRN", in: &table) == [.plain, .plain, .plain, .plain])
    #expect(roles("MRN||77", in: &table) == [.plain, .plain, .value(of: "MRN")])
    #expect(roles("Patient|Rose", in: &table) == [.plain, .joined])
  }

  @Test mutating func aHeaderNamesItsColumns() {
    var table = MarkupTable()
    #expect(roles("Patient*|MRN|K", in: &table) == [.plain, .plain, .plain])
    #expect(
      roles("Rose|May|77|4.1", in: &table)
        == [.value(of: "Patient"), .plain, .value(of: "MRN"), .plain]
    )
    #expect(roles("Patient|x|MRN|K", in: &table) == [.plain, .plain, .plain, .plain])
  }

  @Test mutating func aNameAloneIsAPersonsBesideWhatIdentifiesOne() {
    var drugs = MarkupTable()
    _ = roles("!Name|!Status", in: &drugs)
    #expect(roles("Metformin|active", in: &drugs) == [.plain, .plain])
    var people = MarkupTable()
    _ = roles("!Name|!DOB", in: &people)
    #expect(roles("May Rose|1951", in: &people) == [.value(of: "Name"), .value(of: "DOB")])
  }

  /// What decides is never what is masked.
  @Test(arguments: [
    ("MRN|7718204|DOB|3/14/1951", "MRN|[MRN]|DOB|1951"),
    ("Patient|Torvald Brekke|MRN|77", "Patient|[NAME]|MRN|[MRN]"),
    ("7718204|MRN|991", "[MRN]|MRN|[MRN]"),
    ("Torvald|MRN|991", "[NAME]|MRN|991"),
  ])
  func aMaskedRowIsReadAsItsOriginal(row: String, copy: String) {
    var (left, right) = (self, self)
    var (table, masked) = (MarkupTable(), MarkupTable())
    #expect(left.roles(row, in: &table) == right.roles(copy, in: &masked))
    #expect(table.columns == masked.columns)
  }
}
