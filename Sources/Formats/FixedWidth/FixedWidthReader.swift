import Vocabulary

/// Reads a table of fixed width: a segment a cell, whose replacement is as long as the value.
///
/// A line that does not keep to the columns is one text.
struct FixedWidthReader {
  private let columns: [FixedColumn]
  /// Whether the first line names them.
  private let hasHeader: Bool
  /// What the lines begin with that are records; empty where all are.
  private let mark: [UInt8]
  /// Whether a layout in the lines above names the columns.
  private let hasLayout: Bool
  private var fields = FieldTable()
  /// Numbers of the fields of values and of headers, and of whole lines.
  private var numbers: (values: [Int32], headers: [Int32], line: Int32)?
  private var isFirstLine = true
  /// Lines above the table that are still to come, empty ones not counted.
  private var titles: Int

  /// Creates a reader of a table with these columns.
  init(_ sniffed: SniffedFormat) {
    columns = sniffed.columns
    hasHeader = sniffed.hasHeader
    mark = sniffed.recordMark
    hasLayout = sniffed.columns.contains { !$0.name.isEmpty }
    titles = sniffed.layout.preambleLines
  }

  /// Finds the block's end and a segment for each cell.
  mutating func parse(_ block: Block, atEnd: Bool) {
    fields.beginBlock()
    var writer = BlockWriter(block)
    let source = writer.source
    let start = block.body.lowerBound
    let isLast = atEnd && source.count - start <= BlockSize.maxBytes
    let limit = min(source.count, start + BlockSize.maxBytes)
    var position = start
    if isFirstLine, source.holds("\u{FEFF}", at: start) { position += 3 }
    while position < limit, position - start < BlockSize.targetBytes {
      let end = source.first(of: 0x0A, from: position, to: limit)
      if end == limit, !isLast, position > start { break }
      let text = end > position && source[end - 1] == 0x0D ? position..<end - 1 : position..<end
      if titles > 0 {
        // The table's titles are one text.
        if text.contains(where: { source[$0] > 0x20 }) { titles -= 1 }
        if hasLayout {
          if !text.isEmpty { addComment(&writer, text) }
        } else if titles == 0 {
          addText(&writer, start..<text.upperBound)
        }
      } else if !text.isEmpty {
        addLine(&writer, text)
      }
      position = min(limit, end + 1)
    }
    writer.finish(block, end: position)
  }

  /// Adds a line above records, which may say what a column is called and where it stands.
  private mutating func addComment(_ writer: inout BlockWriter, _ line: Range<Int>) {
    guard FixedLayout.field(writer.source[line]) != nil else { return addText(&writer, line) }
    // `7-21` is no day.
    let index = fields.index(of: fields.add(FieldContext(hint: .version)), in: &writer)
    writer.addIdentity(owned: line, context: line, field: index)
  }

  /// Adds what stands above the table.
  private mutating func addText(_ writer: inout BlockWriter, _ range: Range<Int>) {
    let index = fields.index(of: fields.add(.plainText), in: &writer)
    writer.addIdentity(owned: range, context: range, field: index)
  }

  /// Adds the cells of a line.
  private mutating func addLine(_ writer: inout BlockWriter, _ line: Range<Int>) {
    let cells = cells(writer.source, line)
    let isHeader = isFirstLine
    isFirstLine = false
    if numbers == nil { makeFields(writer.source, cells) }
    guard let numbers else { return }
    let isRecord = writer.source[line].starts(with: mark)
    guard let cells, isRecord, line.count <= FixedWidthVotes.lineBytesMax else {
      let index = fields.index(of: numbers.line, in: &writer)
      writer.addIdentity(owned: line, context: line, field: index)
      return
    }
    for (column, cell) in cells.enumerated() where !cell.isEmpty {
      let list = isHeader ? numbers.headers : numbers.values
      let index = fields.index(of: list[column], in: &writer)
      writer.addIdentity(owned: cell, context: cell, field: index)
    }
  }

  /// Columns that stand where they must in a line in which one does not, at least.
  private static let keptMin = 4

  /// The cells of a line without blanks around them; nil where the line does not keep to the columns.
  private func cells(_ source: [UInt8], _ line: Range<Int>) -> [Range<Int>]? {
    var places: [Int] = []
    var (position, character) = (line.lowerBound, 0)
    var (kept, moved) = (0, 0)
    for column in columns {
      while position < line.upperBound, character < column.start {
        position += 1
        while position < line.upperBound, source[position] & 0xC0 == 0x80 { position += 1 }
        character += 1
      }
      let isInside = position > line.lowerBound && position < line.upperBound
      var place = position
      if column.isApart, isInside {
        kept += 1
        if source[position - 1] != 0x20 {
          // A value that begins earlier than most: `637 SW 112TH WAY` below `8213 KESTREL RD`.
          let before = (places.last ?? line.lowerBound)..<position
          guard let blank = source[before].lastIndex(of: 0x20) else { return nil }
          (place, moved) = (blank + 1, moved + 1)
        }
      }
      places.append(place)
    }
    // Of few columns so many stand elsewhere in a line of words, too.
    guard moved == 0 || moved == 1 && kept > Self.keptMin else { return nil }
    places.append(line.upperBound)
    return columns.indices.map { index in
      var (low, high) = (places[index], places[index + 1])
      while low < high, source[low] == 0x20 { low += 1 }
      while high > low, source[high - 1] == 0x20 { high -= 1 }
      return low..<high
    }
  }

  /// Makes the fields of the columns; a header names them where no cell is too long for a name.
  private mutating func makeFields(_ source: [UInt8], _ cells: [Range<Int>]?) {
    let hasNames = hasHeader && cells?.allSatisfy { $0.count <= HeaderRow.nameBytesMax } ?? false
    var made: (values: [Int32], headers: [Int32], line: Int32) = ([], [], fields.add(.plainText))
    for column in columns.indices {
      var name = columns[column].name
      if hasNames, let cells { name = String(decoding: source[cells[column]], as: UTF8.self) }
      let number = Int32(column + 1)
      let value = fields.add(FieldContext(name: name, shape: .fill, column: number))
      made.values.append(value)
      made.headers.append(
        hasNames ? fields.add(FieldContext(shape: .fill, column: number, isHeader: true)) : value
      )
    }
    numbers = made
  }
}
