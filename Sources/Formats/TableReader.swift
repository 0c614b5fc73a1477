import Vocabulary

/// Reads CSV and its relatives: a segment a cell, with the column's header as its field.
///
/// RFC 4180 with the usual deviations: any line end, ragged rows, quotes inside bare cells.
struct TableReader {
  /// What separates cells.
  let delimiter: UInt8
  /// The header's cells; nil until the first row was read; empty where there is no header.
  private var headers: [String]?
  /// Whether the row being read is the header, whose cells are data without a column.
  private var isHeaderRow = false
  /// The column of the next cell.
  private var column = 0
  /// Whether the block before ended inside a cell, and whether that one is quoted.
  private var openCell: Bool?

  /// Creates a reader.
  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// Columns of a table without a header whose field is made once a block.
  private static let columnsCached = 256

  /// A cell as found in the source.
  private struct Cell {
    /// The bytes between the quotes, or of the whole bare cell.
    var content: Range<Int>
    /// Whether quotes are doubled inside.
    var hasDoubledQuotes = false
    /// Behind the cell and its delimiter or line end.
    var next: Int
    /// Whether the row ends with the cell.
    var endsRow: Bool
  }

  /// Finds the block's end and a segment for each cell.
  mutating func parse(_ block: Block, atEnd: Bool) {
    let start = block.body.lowerBound
    let remaining = block.source.count - start
    let limit =
      atEnd && remaining <= BlockSize.maxBytes ? block.source.count : start + BlockSize.maxBytes
    let isLast = limit == block.source.count && atEnd
    var position = start
    if headers == nil, block.source[start...].starts(with: [0xEF, 0xBB, 0xBF]) { position += 3 }
    if headers == nil { readHeader(block, from: position, limit: limit, isLast: isLast) }
    var fields = [Int32](repeating: -1, count: max(Self.columnsCached, headers?.count ?? 0))
    while position < limit {
      if openCell == nil, column == 0, position - start >= BlockSize.targetBytes { break }
      guard let cell = cell(block.source, at: position, limit: limit, isLast: isLast) else {
        if position == start { position = addPiece(block, from: position, limit: limit, &fields) }
        break
      }
      add(cell, to: block, &fields)
      openCell = nil
      column = cell.endsRow ? 0 : column + 1
      if cell.endsRow, isHeaderRow {
        isHeaderRow = false
        fields = fields.map { _ in -1 }
      }
      position = cell.next
    }
    block.body = start..<position
  }

  /// The cell at `position`; nil where it does not end before `limit`.
  private func cell(_ source: [UInt8], at position: Int, limit: Int, isLast: Bool) -> Cell? {
    let isQuoted = openCell ?? (source[position] == 0x22)
    guard isQuoted else { return bareCell(source, from: position, at: position, limit, isLast) }
    var cursor = openCell == nil ? position + 1 : position
    let first = cursor
    var doubled = false
    while cursor < limit {
      if source[cursor] == 0x22 {
        if cursor + 1 < source.count, source[cursor + 1] == 0x22 {
          doubled = true
          cursor += 2
          continue
        }
        guard var rest = bareCell(source, from: first, at: cursor + 1, limit, isLast) else {
          return nil
        }
        let isClean = rest.content.upperBound == cursor + 1
        rest.content = first..<(isClean ? cursor : rest.content.upperBound)
        rest.hasDoubledQuotes = doubled && isClean
        return rest
      }
      cursor += 1
    }
    guard isLast else { return nil }
    return Cell(content: first..<limit, hasDoubledQuotes: doubled, next: limit, endsRow: true)
  }

  /// A cell that ends at the next delimiter or line end from `cursor` on.
  private func bareCell(
    _ source: [UInt8],
    from first: Int,
    at start: Int,
    _ limit: Int,
    _ isLast: Bool
  ) -> Cell? {
    var cursor = start
    while cursor < limit {
      let byte = source[cursor]
      if byte == delimiter {
        return Cell(content: first..<cursor, next: cursor + 1, endsRow: false)
      }
      if byte == 0x0A || byte == 0x0D {
        let isPair = byte == 0x0D && cursor + 1 < source.count && source[cursor + 1] == 0x0A
        return Cell(content: first..<cursor, next: cursor + (isPair ? 2 : 1), endsRow: true)
      }
      cursor += 1
    }
    return isLast ? Cell(content: first..<limit, next: limit, endsRow: true) : nil
  }

  /// Adds a part of a cell that is longer than a block, with context.
  /// - Returns: where the part ends.
  private mutating func addPiece(
    _ block: Block,
    from position: Int,
    limit: Int,
    _ fields: inout [Int32]
  ) -> Int {
    let isQuoted = openCell ?? (block.source[position] == 0x22)
    var end = limit - 2
    while end > position + 1, block.source[end] & 0xC0 == 0x80 || block.source[end - 1] == 0x22 {
      end -= 1
    }
    if end <= position + 1 { end = limit - 2 }
    let contextStart = openCell == nil ? position : 0
    addIdentitySegment(
      block,
      owned: position..<end,
      context: contextStart..<min(block.source.count, end + BlockSize.marginBytes),
      field: field(block, &fields)
    )
    openCell = isQuoted
    return end
  }

  /// Adds a cell's segment, decoded where quotes are doubled in it.
  private func add(_ cell: Cell, to block: Block, _ fields: inout [Int32]) {
    guard !cell.content.isEmpty else { return }
    let field = field(block, &fields)
    if openCell == nil, cell.hasDoubledQuotes {
      let writer = DecodedWriter(block)
      var position = cell.content.lowerBound
      while position < cell.content.upperBound {
        writer.add(block.source[position], at: position)
        position += block.source[position] == 0x22 ? 2 : 1
      }
      writer.finish(
        end: cell.content.upperBound,
        owned: cell.content,
        field: field,
        coding: .ascii
      )
    } else {
      addIdentitySegment(
        block,
        owned: cell.content,
        context: (openCell == nil ? cell.content.lowerBound : 0)..<cell.content.upperBound,
        field: field
      )
    }
  }

  /// The field of the current column, added to the block when first needed.
  private func field(_ block: Block, _ fields: inout [Int32]) -> Int32 {
    let index = column < fields.count ? column : fields.count - 1
    if column < fields.count, fields[index] >= 0 { return fields[index] }
    let name = isHeaderRow ? "" : headers.flatMap { column < $0.count ? $0[column] : nil } ?? ""
    let number = block.addField(
      FieldContext(name: name, column: Int32(column + 1), isHeader: isHeaderRow)
    )
    if column < fields.count { fields[index] = number }
    return number
  }

  /// Reads the first row and decides whether it is a header: every cell begins with a letter, none
  /// is mostly digits, none is longer than a name of a column should be.
  private mutating func readHeader(_ block: Block, from start: Int, limit: Int, isLast: Bool) {
    var names: [String] = []
    var position = start
    var isHeader = true
    let columnsMax = 16_384
    while position < limit, names.count < columnsMax {
      guard let cell = cell(block.source, at: position, limit: limit, isLast: isLast) else {
        isHeader = false
        break
      }
      let content = block.source[cell.content]
      let digits = content.reduce(into: 0) { $0 += $1.isDigit ? 1 : 0 }
      let letters = content.reduce(into: 0) { $0 += $1.isLetter || $1 >= 0x80 ? 1 : 0 }
      if content.count > 64 || digits * 2 > content.count || (letters == 0 && !content.isEmpty) {
        isHeader = false
      }
      names.append(String(decoding: content, as: UTF8.self))
      position = cell.next
      if cell.endsRow { break }
    }
    if names.allSatisfy(\.isEmpty) { isHeader = false }
    headers = isHeader ? names : []
    isHeaderRow = isHeader
  }
}
