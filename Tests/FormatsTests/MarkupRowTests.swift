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
  private mutating func roles(
    _ row: String,
    in table: inout MarkupTable,
    next: [[[UInt8]]]? = nil
  ) -> [CellRole] {
    table.beginRow()
    for cell in row.split(separator: "|", omittingEmptySubsequences: false) {
      let text = cell.filter { $0 != "!" && $0 != "*" }
      _ = table.beginCell(cell.hasPrefix("!") ? .header : .plain)
      if cell.hasSuffix("*") { table.span(2) }
      table.add(Array(text.utf8))
    }
    defer { table.endRow() }
    return table.roles(&labels, isWhole: true, next: next.map { rows in { rows } })
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

  @Test mutating func aMarkedLabelIsThatOfAllCellsBehindIt() {
    var table = MarkupTable()
    #expect(roles("!MRN|77|DOB", in: &table) == [.plain, .value(of: "MRN"), .value(of: "MRN")])
    #expect(roles("!Patient|MRN", in: &table) == [.plain, .value(of: "Patient")])
    #expect(roles("!Ward|MRN", in: &table) == [.plain, .plain])
  }

  /// `DOB` and `MRN` are values where the rows that follow say that the first column holds labels.
  @Test mutating func rowsThatFollowTellWhereLabelsStand() {
    var (pairs, persons, columns) = (MarkupTable(), MarkupTable(), MarkupTable())
    let labelled = [["DOB", "1951"], ["Status", "MRN"]].map { $0.map { Array($0.utf8) } }
    #expect(roles("MRN|DOB", in: &pairs, next: labelled) == [.plain, .value(of: "MRN")])
    #expect(roles("Status|MRN", in: &pairs) == [.plain, .plain])
    let wide = [["DOB", "1951", "1960"]].map { $0.map { Array($0.utf8) } }
    #expect(
      roles("MRN|DOB|77", in: &persons, next: wide)
        == [.plain, .value(of: "MRN"), .value(of: "MRN")]
    )
    let plain = [["77", "1951"], ["78", "1960"]].map { $0.map { Array($0.utf8) } }
    #expect(roles("MRN|DOB", in: &columns, next: plain) == [.plain, .plain])
    #expect(roles("77|1951", in: &columns) == [.value(of: "MRN"), .value(of: "DOB")])
  }

  @Test func rowsAreSeenBeforeTheyAreRead() {
    let text =
      "</tr><tr class=x><td>MRN:</td><td><b>7</b>7</td></tr><!-- --><tr><th>DOB<td>1951</table>"
      + "<tr><td>9"
    let rows = MarkupPreview.rows(Array(text.utf8), from: 0, isHTML: true)
    let texts = rows.map { row in row.map { String(decoding: $0, as: UTF8.self) } }
    #expect(texts == [["MRN", "77"], ["DOB", "1951"]])
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
