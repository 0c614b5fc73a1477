import Vocabulary

/// Reads CSV and its relatives: a segment a cell, with the column's header as its field.
///
/// RFC 4180 with the usual deviations: any line end, ragged rows, quotes inside bare cells. Lines above
/// the header are text; behind an empty row the columns may have other names.
struct TableReader {
  /// What separates cells.
  let delimiter: UInt8
  private var fields = FieldTable()
  /// The header's cells; nil until the first row was read; empty where there is no header.
  private var headers: [String]?
  /// The numbers in `fields` of columns, for their values and for their headers.
  private var columns: (values: [Int32], headers: [Int32]) = ([], [])
  /// Columns whose fields are told apart, and tables in one document.
  private static let columnsMax = 16_384
  private static let tablesMax = 1_024
  /// Whether the row being read is the header, whose cells are data without a column.
  private var isHeaderRow = false
  /// Rows of the header that are still to be read.
  private var headerRows = 0
  /// The column of the next cell.
  private var column = 0
  /// Fields of values, by the text that names them.
  private var labels: [[UInt8]: Int32] = [:]
  /// The field of the values behind a label in this row, and that of labels.
  private var label: (values: Int32?, own: Int32) = (nil, -1)
  /// Whether the block before ended inside a cell, and whether that one is quoted.
  private var openCell: Bool?
  /// Whether all cells of the row before are empty, and of this one.
  private var isEmpty = (before: false, now: true)
  /// Tables that were begun.
  private var tables = 0
  /// What is known of the row in hand of a document of sections, and of the one before.
  private var section = TableSection()
  /// Columns of the tables of sections by what names them: those that come again are one table.
  private var sections: [[String]: (values: [Int32], headers: [Int32])] = [:]
  /// Columns of rows of several types.
  private var records = RecordTypes()
  /// Bytes from the beginning of a row on that tell whether it begins another table.
  private static let lookBytes = 4_096

  /// Whether the first row names the columns.
  private let hasHeader: Bool
  /// Where the table begins, and what names what.
  private var layout: TableLayout
  /// Tells names of fields from values.
  private let shape: TableShape

  /// Creates a reader.
  init(delimiter: UInt8, hasHeader: Bool = false) {
    var sniffed = SniffedFormat(.csv)
    sniffed.delimiter = delimiter
    sniffed.hasHeader = hasHeader
    self.init(sniffed)
  }

  /// Creates a reader of what was sniffed.
  init(_ sniffed: SniffedFormat) {
    delimiter = sniffed.delimiter
    hasHeader = sniffed.hasHeader
    layout = sniffed.layout
    shape = TableShape(naming: sniffed.naming)
  }

  /// A cell as found in the source.
  private struct Cell {
    /// The bytes between the quotes, or of the whole bare cell.
    var content: Range<Int>
    /// Whether quotes are doubled inside.
    var hasDoubledQuotes = false
    /// Whether something stands behind its closing quote: its quotes stay, whatever is masked.
    var isBroken = false
    /// Behind the cell and its delimiter or line end.
    var next: Int
    /// Whether the row ends with the cell.
    var endsRow: Bool
  }

  /// Where the cells of a block may lie.
  private struct Limits {
    /// Cells end before this.
    var end: Int
    /// Whether the document ends there.
    var isLast: Bool
  }

  /// Finds the block's end and a segment for each cell.
  mutating func parse(_ block: Block, atEnd: Bool) {
    fields.beginBlock()
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let count = writer.source.count
    let end = atEnd && count - start <= BlockSize.maxBytes ? count : start + BlockSize.maxBytes
    let limits = Limits(end: end, isLast: end == count && atEnd)
    var position = start
    if headers == nil {
      if tables == 0, writer.source.holds("\u{FEFF}", at: start) { position += 3 }
      position = addPreamble(&writer, from: position, limits)
      if layout.preambleLines == 0 { readHeader(writer.source, from: position, limits) }
    }
    while position < limits.end, headers != nil {
      if openCell == nil, column == 0 {
        if position - start >= BlockSize.targetBytes { break }
        if layout.isTyped {
          openRecord(writer.source, from: position, limits)
        } else if layout.isSectioned {
          lookAtSection(writer.source, from: position, limits)
        } else if isEmpty.before {
          beginTable(writer.source, from: position, limits)
        }
      }
      guard let cell = cell(writer.source, at: position, limits) else {
        if position == start { position = addPiece(&writer, from: position, limit: limits.end) }
        break
      }
      if !cell.content.isEmpty {
        isEmpty.now = false
        add(cell, to: &writer)
      }
      openCell = nil
      let isOnlyCell = cell.endsRow && column == 0
      column = cell.endsRow ? 0 : column + 1
      if cell.endsRow { endRow(isTitle: isOnlyCell) }
      position = cell.next
    }
    writer.finish(block, end: position)
  }

  /// Forgets what holds for one row.
  ///
  /// `isTitle`: whether it has one cell, which may stand between an empty row and the header of a table.
  @inline(__always)
  private mutating func endRow(isTitle: Bool) {
    headerRows = max(0, headerRows - 1)
    isHeaderRow = headerRows > 0
    label.values = nil
    isEmpty = (isEmpty.now || isTitle && isEmpty.before, true)
  }

  /// Adds the lines above the table, as texts.
  ///
  /// - Returns: where they end.
  private mutating func addPreamble(
    _ writer: inout BlockWriter,
    from start: Int,
    _ limits: Limits
  ) -> Int {
    var position = start
    let text = layout.preambleLines > 0 ? fields.add(.plainText) : -1
    while layout.preambleLines > 0, position < limits.end {
      let end = writer.source.first(of: 0x0A, 0x0D, 0x0A, 0x0D, from: position, to: limits.end)
      if end > position {
        layout.preambleLines -= 1
        let index = fields.index(of: text, in: &writer)
        writer.addIdentity(owned: position..<end, context: position..<end, field: index)
      }
      position = min(limits.end, end + 1)
    }
    while position < limits.end, writer.source[position] == 0x0A || writer.source[position] == 0x0D
    {
      position += 1
    }
    return position
  }

  /// Takes the names or labels of another table, where one begins behind an empty row.
  private mutating func beginTable(_ source: [UInt8], from start: Int, _ limits: Limits) {
    let end = min(source.count, start + Self.lookBytes)
    let look = Limits(end: end, isLast: limits.isLast && end == limits.end)
    let rows = rows(source, from: start, look, count: TableShape.rowsMax)
    guard let first = rows.first, first.count > 1, tables < Self.tablesMax else { return }
    let found = shape.labels(rows)
    let isHeader =
      found.columns.isEmpty
      ? shape.isHeader(first)
        || shape.isHeader(first, above: rows.dropFirst().first, behind: headers?.count ?? 0)
      : found.hasHeader
    guard isHeader || !found.columns.isEmpty else { return }
    tables += 1
    layout.labelColumns = found.columns
    layout.valueColumns = found.values
    layout.isOfPerson = found.isOfPerson
    labels.removeAll(keepingCapacity: true)
    columns = ([], [])
    isHeaderRow = isHeader
    headers = isHeader ? HeaderRow.texts(of: first.map { $0.text ?? [] }) : []
  }

  /// Takes the columns of the type of record that a row is.
  private mutating func openRecord(_ source: [UInt8], from start: Int, _ limits: Limits) {
    let end = source.first(of: delimiter, 0x0A, 0x0D, 0x0A, from: start, to: limits.end)
    let code = RecordTypes.code(source[start..<end])
    guard records.changes(code) else { return }
    let before = (columns.values, columns.headers, headers ?? [])
    if let known = records.change(to: code, from: before) {
      columns = (known.values, known.headers)
      headers = known.names
      return
    }
    tables = min(tables + 1, Self.tablesMax)
    columns = ([], [])
    headers = []
    let look = Limits(
      end: min(source.count, start + Self.lookBytes),
      isLast: limits.isLast && start + Self.lookBytes >= limits.end
    )
    guard let first = rows(source, from: start, look, count: 1).first,
      shape.isHeader(Array(first.dropFirst()))
    else { return }
    isHeaderRow = true
    headers = HeaderRow.texts(of: first.map { $0.text ?? [] })
  }

  /// Looks at a row of a document of sections before it is read: whether it begins another one, and whether it is a
  /// label with its value.
  private mutating func lookAtSection(_ source: [UInt8], from start: Int, _ limits: Limits) {
    let end = min(source.count, start + Self.lookBytes)
    let look = Limits(end: end, isLast: limits.isLast && end == limits.end)
    guard let row = rows(source, from: start, look, count: 1).first,
      section.take(row, isBehindEmpty: isEmpty.before, shape), section.width > 1
    else { return }
    let rows = rows(source, from: start, look, count: TableShape.rowsMax)
      .prefix { TableShape.width($0) == section.width }
    if tables < Self.tablesMax, let found = shape.section(Array(rows), section) {
      beginSection(found)
    }
  }

  /// Takes the names of a section's columns or its labels.
  private mutating func beginSection(_ found: TableShape.Section) {
    sections[section.key] = columns
    layout.labelColumns = found.labels.columns
    layout.valueColumns = found.labels.values
    layout.isOfPerson = layout.isOfPerson || found.labels.isOfPerson || section.isPair
    section.isOfLabels = section.isPair && found.header == nil || !found.labels.columns.isEmpty
    isHeaderRow = found.header != nil
    headers = found.header ?? []
    section.key = (headers ?? []) + ["\(section.width)"]
    if let known = sections[section.key] {
      columns = known
    } else {
      tables += 1
      columns = ([], [])
    }
  }

  /// The cell at `position`; nil where it does not end before the limit.
  @inline(__always)
  private func cell(_ source: [UInt8], at position: Int, _ limits: Limits) -> Cell? {
    let isQuoted = openCell ?? (source[position] == 0x22)
    return isQuoted
      ? quotedCell(source, at: position, limits)
      : bareCell(source, from: position, at: position, limits)
  }

  /// The cell whose opening quote is at `position`, or whose piece begins there.
  private func quotedCell(_ source: [UInt8], at position: Int, _ limits: Limits) -> Cell? {
    let first = openCell == nil ? position + 1 : position
    var cursor = first
    var doubled = false
    while true {
      cursor = source.first(of: 0x22, from: min(cursor, limits.end), to: limits.end)
      if cursor == limits.end { break }
      if cursor + 1 < source.count, source[cursor + 1] == 0x22 {
        doubled = true
        cursor += 2
        continue
      }
      guard var rest = bareCell(source, from: first, at: cursor + 1, limits) else { return nil }
      let isClean = rest.content.upperBound == cursor + 1
      rest.content = first..<(isClean ? cursor : rest.content.upperBound)
      rest.hasDoubledQuotes = doubled && isClean
      rest.isBroken = !isClean
      return rest
    }
    guard limits.isLast else { return nil }
    let content = min(first, limits.end)..<limits.end
    return Cell(content: content, hasDoubledQuotes: doubled, next: limits.end, endsRow: true)
  }

  /// A cell that ends at the next delimiter or line end from `cursor` on.
  @inline(__always)
  private func bareCell(
    _ source: [UInt8],
    from first: Int,
    at start: Int,
    _ limits: Limits
  ) -> Cell? {
    guard start <= limits.end else { return nil }
    let cursor = source.first(of: delimiter, 0x0A, 0x0D, 0x0A, from: start, to: limits.end)
    if cursor == limits.end {
      guard limits.isLast else { return nil }
      return Cell(content: first..<cursor, next: cursor, endsRow: true)
    }
    let byte = source[cursor]
    if byte == delimiter {
      return Cell(content: first..<cursor, next: cursor + 1, endsRow: false)
    }
    let isPair = byte == 0x0D && cursor + 1 < source.count && source[cursor + 1] == 0x0A
    return Cell(content: first..<cursor, next: cursor + (isPair ? 2 : 1), endsRow: true)
  }

  /// Adds a part of a cell that is longer than a block, with context.
  ///
  /// - Returns: where the part ends.
  private mutating func addPiece(
    _ writer: inout BlockWriter,
    from position: Int,
    limit: Int
  ) -> Int {
    let source = writer.source
    let isQuoted = openCell ?? (source[position] == 0x22)
    var end = limit - 2
    while end > position + 1, source[end] & 0xC0 == 0x80 || source[end - 1] == 0x22 { end -= 1 }
    if end <= position + 1 { end = limit - 2 }
    let first = openCell == nil && isQuoted ? position + 1 : position
    let contextEnd = min(source.count, end + BlockSize.marginBytes)
    let index = field(&writer)
    isEmpty.now = false
    writer.addIdentity(
      owned: first..<end,
      context: (openCell == nil ? first : 0)..<contextEnd,
      field: index
    )
    openCell = isQuoted
    return end
  }

  /// Adds a cell's segment, decoded where quotes are doubled in it.
  @inline(__always)
  private mutating func add(_ cell: Cell, to writer: inout BlockWriter) {
    let isLabel = !isHeaderRow && openCell == nil && mayLabel(writer.source, cell.content)
    let index = isLabel ? labelField(cell.content, &writer) : field(&writer)
    if cell.isBroken {
      for place in cell.content where writer.source[place] == 0x22 {
        writer.keep(place..<place + 1)
      }
    }
    if openCell == nil, cell.hasDoubledQuotes {
      addDoubled(cell.content, to: &writer, field: index)
    } else {
      writer.addIdentity(
        owned: cell.content,
        context: (openCell == nil ? cell.content.lowerBound : 0)..<cell.content.upperBound,
        field: index,
        coding: cell.isBroken ? .repeated : .ascii
      )
    }
  }

  /// Adds a cell in which quotes are doubled.
  private func addDoubled(_ content: Range<Int>, to writer: inout BlockWriter, field: Int32) {
    writer.beginDecoded()
    var position = content.lowerBound
    while position < content.upperBound {
      if writer.source[position] == 0x22 {
        writer.add(0x22, at: position)
        position += 2
      } else {
        position = writer.addCharacter(position, to: content.upperBound)
      }
    }
    writer.endDecoded(end: content.upperBound, owned: content, field: field)
  }

  /// The index in the block of the current column's field.
  @inline(__always)
  private mutating func field(_ writer: inout BlockWriter) -> Int32 {
    let place = min(column, Self.columnsMax)
    if let values = label.values,
      layout.valueColumns.isEmpty || layout.valueColumns.contains(column)
    {
      return fields.index(of: values, in: &writer)
    }
    if isHeaderRow, headerRows == 1, layout.headerRows == TableShape.importRows {
      // What a program calls its own columns.
      return fields.index(of: fields.add(FieldContext(hint: .coded)), in: &writer)
    }
    if place >= columns.values.count { addColumns(to: place) }
    return fields.index(
      of: isHeaderRow ? columns.headers[place] : columns.values[place],
      in: &writer
    )
  }

  /// Makes the fields of columns up to one.
  private mutating func addColumns(to last: Int) {
    for place in columns.values.count...last {
      let name = headers.flatMap { place < $0.count ? $0[place] : nil } ?? ""
      // Columns of several tables are judged each by itself.
      let column = Int32(tables * (Self.columnsMax + 2) + place + 1)
      columns.values.append(fields.add(FieldContext(name: name, column: column)))
      columns.headers.append(fields.add(FieldContext(column: column, isHeader: true)))
    }
  }

  /// Whether the first row of a table names its columns; one that is not whole does not.
  ///
  /// `head`: its first bytes. `isWhole`: whether they are all. `masked`: writes tags in place of what
  /// would be masked in a cell.
  func namesColumns(_ head: [UInt8], isWhole: Bool, masked: Tagging) -> Bool {
    let start = head.holds("\u{FEFF}", at: 0) ? 3 : 0
    let limits = Limits(end: head.count, isLast: isWhole)
    guard let cells = firstRow(head, from: start, limits) else { return false }
    return HeaderRow.names(cells, allowsEmpty: true, masked: masked) != nil
  }

  /// Takes the names of the columns from the first row, where that is a header.
  private mutating func readHeader(_ source: [UInt8], from start: Int, _ limits: Limits) {
    isHeaderRow = hasHeader
    guard hasHeader, let cells = firstRow(source, from: start, limits) else {
      headers = []
      return
    }
    headerRows = layout.headerRows
    guard headerRows > 1 else {
      headers = HeaderRow.texts(of: cells)
      return
    }
    headers = TableShape.names(of: rows(source, from: start, limits, count: headerRows))
  }

  /// Whether a cell may name what stands to the right of it.
  @inline(__always)
  private func mayLabel(_ source: [UInt8], _ content: Range<Int>) -> Bool {
    if source[content.upperBound - 1] == 0x3A || section.isPair && column == 0 { return true }
    // Below a header that is only a device's own, a label may stand in any column: `Serial Number;NG34`.
    if layout.isSectioned, !section.isPair, source[content].contains(0x20),
      shape.naming(source[content]).isKnown
    {
      return true
    }
    return !layout.labelColumns.isEmpty && layout.labelColumns.contains(column)
  }

  /// The index in the block of the field of a cell that may be a label; what it names is kept.
  private mutating func labelField(_ content: Range<Int>, _ writer: inout BlockWriter) -> Int32 {
    let cell = TableShape.bareLabel(writer.source[content])
    let isName = shape.naming(cell).isKnown
    let index = isName ? ownField(&writer) : field(&writer)
    // A code beside it may have named the field: `HOSPNO,Number on the chart`.
    if !isName, column > 0, label.values != nil, layout.labelColumns.contains(column - 1) {
      return index
    }
    label.values = nil
    guard isName || layout.labelColumns.contains(column) || section.isPair,
      let name = LabelRole.label(cell, isOfPerson: layout.isOfPerson)
    else { return index }
    let key = Array(cell)
    if labels[key] == nil, labels.count < LabelRole.labelsMax {
      let context = FieldContext(name: name, column: Int32(column + 2), isLabelled: true)
      labels[key] = fields.add(context)
    }
    label.values = labels[key]
    return index
  }

  /// The index in the block of the field of labels.
  private mutating func ownField(_ writer: inout BlockWriter) -> Int32 {
    if label.own < 0 { label.own = fields.add(FieldContext(isHeader: true)) }
    return fields.index(of: label.own, in: &writer)
  }

  /// The cells of the first row; nil where it does not end, or all of them are empty.
  private func firstRow(
    _ source: [UInt8],
    from start: Int,
    _ limits: Limits
  ) -> [ArraySlice<UInt8>]? {
    guard let row = row(source, from: start, limits) else { return nil }
    return row.cells.contains { !$0.isEmpty } ? row.cells : nil
  }

  /// The rows from an offset on, up to an empty one, as many as are whole.
  func rows(_ source: [UInt8], from start: Int, isWhole: Bool, count: Int) -> [[TableShape.Cell]] {
    rows(source, from: start, Limits(end: source.count, isLast: isWhole), count: count)
  }

  /// The rows from an offset on that end before a limit, up to an empty one.
  private func rows(
    _ source: [UInt8],
    from start: Int,
    _ limits: Limits,
    count: Int
  ) -> [[TableShape.Cell]] {
    var rows: [[TableShape.Cell]] = []
    var position = start
    while rows.count < count, let row = row(source, from: position, limits) {
      if row.cells.allSatisfy(\.isEmpty) { break }
      rows.append(row.cells.enumerated().map { TableShape.Cell(column: $0, text: $1) })
      position = row.next
    }
    return rows
  }

  /// The cells of a row, and where the next one begins; nil where it does not end, or is at the end.
  private func row(
    _ source: [UInt8],
    from start: Int,
    _ limits: Limits
  ) -> (cells: [ArraySlice<UInt8>], next: Int)? {
    var cells: [ArraySlice<UInt8>] = []
    var position = start
    while position < limits.end, cells.count < Self.columnsMax {
      guard let cell = cell(source, at: position, limits) else { return nil }
      cells.append(source[cell.content])
      position = cell.next
      if cell.endsRow { return (cells, position) }
    }
    return cells.isEmpty ? nil : (cells, position)
  }
}
