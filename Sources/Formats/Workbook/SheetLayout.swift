import Vocabulary

/// Which rows of a worksheet name its columns, and which of its cells name others.
struct SheetLayout: Sendable {
  /// A stretch of rows whose columns mean the same.
  struct Table: Sendable {
    /// The row with which it begins: that of its names, where it has some.
    var row: Int
    /// What its columns are called.
    var names: [Int: String] = [:]
    /// Whether its first row names its columns.
    var hasHeader = false
    /// Columns whose cells name what stands to the right of them.
    var labelColumns: [Int] = []
    /// Columns whose cells such names are of; none where all to the right are.
    var valueColumns: [Int] = []
    /// Whether such names tell of a person.
    var isOfPerson = false
  }

  /// The tables from the first row on, ascending.
  private(set) var tables: [Table] = []
  /// What names the value of a cell, by its place; empty for a cell that names others.
  private(set) var labels: [Int: String] = [:]
  /// Whether cells do not say where they stand.
  var hasUnplacedCells = false

  /// Tables of a sheet that are told apart, and cells with labels that are known.
  private static let tablesMax = 64
  private static let labelsMax = 1 << 16

  /// Begins another table.
  mutating func begin(_ table: Table) { tables.append(table) }

  /// Keeps what names a cell; nothing where it names others itself.
  mutating func setLabel(_ label: String, row: Int, column: Int) {
    guard labels.count < Self.labelsMax else { return }
    labels[Self.place(row, column)] = label
  }

  /// The field of a cell of the sheet with a number.
  func field(_ cell: SheetCell, sheet: Int) -> FieldContext {
    let index = tables.lastIndex { $0.row <= cell.row }
    let number = sheet * Self.tablesMax + min(index ?? 0, Self.tablesMax - 1)
    let place = min(cell.column, WorkbookIndex.columnsMax - 1)
    let column = Int32(clamping: number * WorkbookIndex.columnsMax + place + 1)
    if !labels.isEmpty, let label = labels[Self.place(cell.row, cell.column)] {
      return label.isEmpty
        ? FieldContext(isHeader: true)
        : FieldContext(name: label, column: column, isLabelled: true)
    }
    guard let index else {
      let isTitle = cell.row > 0 && tables.first?.hasHeader == true
      return isTitle ? FieldContext(isHeader: true) : FieldContext(column: column)
    }
    let table = tables[index]
    if table.hasHeader, cell.row == table.row {
      return FieldContext(column: column, isHeader: true)
    }
    return FieldContext(name: table.names[cell.column] ?? "", column: column)
  }

  private static func place(_ row: Int, _ column: Int) -> Int { row << 16 | min(column, 0xFFFF) }
}

/// A cell with what is known of its value.
struct SheetValue {
  /// Where it stands.
  var cell: SheetCell
  /// Its text; nil for a number.
  var text: [UInt8]?
}

/// Finds the tables of a worksheet, row by row.
///
/// A row of names of fields begins a table wherever it stands; behind an empty row, and at the beginning,
/// columns of labels do, too.
struct SheetLayoutFinder {
  /// What was found.
  private(set) var layout = SheetLayout()
  private let shape: TableShape
  /// Rows whose table is not known yet.
  private var pending: [[SheetValue]] = []
  /// Whether the next rows may be labels and values, or lie below a title.
  private var mayBegin = true
  /// Whether no row was taken for one of names so far.
  private var isFirst = true
  private var lastRow = 0
  /// The label that the only cell of the row before is, of cells below it.
  private var above: LabelAbove?
  /// Rows at the beginning among which any short texts may be names.
  private static let headerRowsMax = 10
  /// Rows above the names of columns in the same block.
  private static let groupRowsMax = 8

  /// A label that stands above its value.
  private struct LabelAbove {
    var label: String
    /// Where the last cell stands that it or its value is.
    var place: SheetCell
    /// Cells that may still be its value: lines of an address.
    var cellsLeft: Int
  }

  /// Begins a sheet.
  init(_ shape: TableShape) {
    self.shape = shape
  }

  /// Takes the next row that holds anything.
  ///
  /// - Returns: rows whose cells' fields are known from now on.
  mutating func add(_ row: [SheetValue]) -> [[SheetValue]] {
    guard let number = row.first?.cell.row else { return [] }
    var out: [[SheetValue]] = []
    if number > lastRow + 1, lastRow > 0 {
      out = finish()
      mayBegin = true
    }
    lastRow = number
    if mayBegin {
      pending.append(row)
      return pending.count < TableShape.rowsMax ? out : out + finish()
    }
    beginIfNamed(row)
    label(row)
    out.append(row)
    return out
  }

  /// Decides about the rows that were waited for.
  ///
  /// - Returns: them.
  mutating func finish() -> [[SheetValue]] {
    guard !pending.isEmpty else { return [] }
    let rows = pending
    (pending, mayBegin) = ([], false)
    let rest = begin(rows)
    for (index, row) in rows.enumerated() {
      if index > rest { beginIfNamed(row) }
      label(row)
    }
    return rows
  }

  /// Begins the table of a block of rows.
  ///
  /// - Returns: the index of the row with which it begins; -1 where none does.
  private mutating func begin(_ rows: [[SheetValue]]) -> Int {
    guard let first = rows.firstIndex(where: { $0.count > 1 }) ?? (rows.count == 1 ? 0 : nil) else {
      return -1
    }
    let number = rows[first][0].cell.row
    let found = shape.labels(rows[first...].map(Self.cells))
    if !found.columns.isEmpty {
      var table = SheetLayout.Table(row: number, hasHeader: found.hasHeader)
      table.labelColumns = found.columns
      table.valueColumns = found.values
      table.isOfPerson = found.isOfPerson
      if found.hasHeader { table.names = names(rows[first]) }
      layout.begin(table)
      isFirst = false
      return first
    }
    var filled = 0
    for index in first..<min(rows.count, first + Self.groupRowsMax) where rows[index].count > filled
    {
      let row = Self.cells(rows[index])
      let isNamed = isHeader(rows, index, behindTitle: index > first)
      if index > first || isNamed || !row.contains(where: TableShape.givesValue) {
        filled = rows[index].count
      }
      guard isNamed else { continue }
      if index + 1 < rows.count, beginGrouped(rows[index], rows[index + 1]) { return index + 1 }
      begin(rows[index])
      return index
    }
    let texts = rows[first].compactMap { $0.text?[...] }
    if isFirst, number <= Self.headerRowsMax {
      isFirst = false
      if texts.count == rows[first].count,
        HeaderRow.names(texts, allowsEmpty: false, masked: shape.masked) != nil
      {
        begin(rows[first])
        return first
      }
    }
    if let width = layout.tables.last.map({ $0.hasHeader ? $0.names.count : 0 }),
      shape.isHeader(
        Self.cells(rows[first]),
        above: first + 1 < rows.count ? Self.cells(rows[first + 1]) : nil,
        behind: width
      )
    {
      begin(rows[first])
      return first
    }
    // Behind labels and an empty row stands something else.
    if layout.tables.last?.labelColumns.isEmpty == false {
      layout.begin(SheetLayout.Table(row: number))
    }
    return -1
  }

  /// Whether a row of a block names the columns of those below it.
  private func isHeader(_ rows: [[SheetValue]], _ index: Int, behindTitle: Bool) -> Bool {
    let row = Self.cells(rows[index])
    if shape.isHeader(row) { return true }
    return behindTitle
      && shape.isHeader(row, belowTitle: rows[(index + 1)...].lazy.map(Self.cells))
  }

  /// Begins a table with the row that names its columns.
  private mutating func begin(_ row: [SheetValue]) {
    layout.begin(SheetLayout.Table(row: row[0].cell.row, names: names(row), hasHeader: true))
    isFirst = false
  }

  /// Begins a table of which two rows name the columns: groups of them, and below some groups each one.
  ///
  /// ```
  /// MRN | Patient |       | Admission |
  ///     | Last    | First | Date      | Service
  /// ```
  /// - Returns: whether they do.
  private mutating func beginGrouped(_ top: [SheetValue], _ row: [SheetValue]) -> Bool {
    let (top, row) = (top.filter { $0.text != [] }, row.filter { $0.text != [] })
    guard !top.isEmpty, !row.isEmpty else { return false }
    let (own, below) = (Set(top.map(\.cell.column)), Set(row.map(\.cell.column)))
    guard let first = own.min(), let last = own.union(below).max(), last - first <= Self.cellsMax,
      row[0].cell.row == top[0].cell.row + 1
    else { return false }
    let gaps = Set(first...last).subtracting(own)
    let known = row.count { shape.naming(($0.text ?? [])[...]).isKnown }
    // A row of values fills every column.
    guard !gaps.isEmpty, gaps.isSubset(of: below), !own.isSubset(of: below), known > 1,
      known * 3 >= row.count,
      row.allSatisfy({ $0.text?.contains(where: \.isDigit) == false })
    else { return false }
    var names = names(top)
    var group = ""
    for (column, name) in self.names(row).sorted(by: { $0.key < $1.key }) {
      group = names[column] ?? group
      // Alone these say nothing of whom or of what.
      let isBare = ["name", "id", "no", "no.", "number"].contains(name.lowercased())
      names[column] = isBare ? group + " " + name : name
    }
    for value in top { layout.setLabel("", row: value.cell.row, column: value.cell.column) }
    layout.begin(SheetLayout.Table(row: row[0].cell.row, names: names, hasHeader: true))
    isFirst = false
    return true
  }

  /// Columns of a table with two rows of names.
  private static let cellsMax = 256

  /// Begins a table where a row among values names columns.
  private mutating func beginIfNamed(_ row: [SheetValue]) {
    guard row.count > 1, let first = row[0].text, row.allSatisfy({ $0.text != nil }),
      shape.naming(first[...]).isKnown, layout.tables.last?.labelColumns.isEmpty ?? true,
      shape.isHeader(Self.cells(row))
    else { return }
    begin(row)
  }

  /// Keeps which cells of a row name others.
  private mutating func label(_ row: [SheetValue]) {
    let table = layout.tables.last
    if let table, table.hasHeader, table.row == row[0].cell.row { return }
    labelBelow(row)
    // Above the names of columns a cell with a colon, or the first one of two, names the next one, whatever it is called.
    let isAbove = table.map { $0.hasHeader && $0.row > row[0].cell.row } ?? false
    var label = ""
    for (index, value) in row.enumerated() {
      let cell = value.cell
      let isInColumn =
        table?.labelColumns.contains(cell.column) ?? false || isNextLabel(row, index)
        || isAbove && index == 0 && row.count == 2
          && !Self.cells(row).contains(where: TableShape.givesValue)
      if let text = value.text, isInColumn || text.last == 0x3A {
        label = ""
        let isName = shape.naming(text[...]).isKnown
        if isName { layout.setLabel("", row: cell.row, column: cell.column) }
        if isName || isInColumn || isAbove {
          let isOfPerson = table?.isOfPerson ?? false
          label = LabelRole.label(text[...], isOfPerson: isOfPerson) ?? ""
        }
      } else if !label.isEmpty, takesLabel(cell.column) {
        layout.setLabel(label, row: cell.row, column: cell.column)
      }
    }
  }

  /// Whether a cell behind a label and its value is a label as well: `Birth date | 1/4/1960 | SSN | …`.
  private func isNextLabel(_ row: [SheetValue], _ index: Int) -> Bool {
    guard index > 0, index.isMultiple(of: 2), row.count.isMultiple(of: 2),
      let table = layout.tables.last, table.valueColumns.isEmpty,
      table.labelColumns == [row[0].cell.column], let text = row[index].text
    else { return false }
    let word = String(decoding: text, as: UTF8.self).lowercased()
    return shape.naming(text[...]).isIdentifying && !MarkupTable.ambiguous.contains(word)
      && row[..<index].allSatisfy { $0.cell.row == row[0].cell.row }
  }

  /// Keeps that the only cell of a row is the value of the one above: `Address`, a street, a town.
  private mutating func labelBelow(_ row: [SheetValue]) {
    guard row.count == 1, row[0].text?.count ?? 0 <= MarkupLabels.bytesMax else {
      above = nil
      return
    }
    let cell = row[0].cell
    if let text = row[0].text, shape.naming(text[...]).isIdentifying,
      let label = LabelRole.label(text[...])
    {
      let isAddress = label.lowercased().hasSuffix("address")
      let isLabel =
        isAddress || label.contains(" ") || text.last == 0x3A
        || label.allSatisfy { !$0.isLowercase }
      let cells = isAddress ? Self.addressCells : 1
      above = isLabel ? LabelAbove(label: label, place: cell, cellsLeft: cells) : nil
    } else if let known = above, known.cellsLeft > 0, known.place.column == cell.column,
      known.place.row + 1 == cell.row
    {
      layout.setLabel(known.label, row: cell.row, column: cell.column)
      above = LabelAbove(label: known.label, place: cell, cellsLeft: known.cellsLeft - 1)
    } else {
      above = nil
    }
  }

  /// Lines of an address below its label.
  private static let addressCells = 3

  /// Whether cells of a column are what those of the columns of labels name.
  private func takesLabel(_ column: Int) -> Bool {
    guard let values = layout.tables.last?.valueColumns, !values.isEmpty else { return true }
    return values.contains(column)
  }

  private func names(_ row: [SheetValue]) -> [Int: String] {
    let names = HeaderRow.texts(of: row.map { $0.text?[...] ?? [] })
    return Dictionary(zip(row.map(\.cell.column), names)) { _, last in last }
  }

  private static func cells(_ row: [SheetValue]) -> [TableShape.Cell] {
    row.map { TableShape.Cell(column: $0.cell.column, text: $0.text?[...]) }
  }
}

/// Says where cells stand that do not say it themselves: behind the one before.
struct CellPlaces {
  private var (row, column) = (0, 0)
  /// Rows of the sheets before in the same part, and one that parts them.
  private var before = 0

  /// Takes the tag that begins a sheet's cells.
  ///
  /// - Returns: whether its cells are where they say.
  mutating func beginSheet() -> Bool {
    before = row > 0 ? row + 1 : 0
    return before == 0
  }

  /// Takes the tag of a row.
  mutating func beginRow(_ tag: SheetCell) {
    (row, column) = (tag.row > 0 ? before + tag.row : row + 1, 0)
  }

  /// Gives a cell its place.
  mutating func place(_ cell: inout SheetCell) {
    column = cell.column > 0 ? cell.column : column + 1
    row = cell.row > 0 ? before + cell.row : row
    (cell.column, cell.row) = (column, row)
  }
}
