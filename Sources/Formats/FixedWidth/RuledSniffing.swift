import Vocabulary

/// Tables of fixed width whose columns a line of dashes draws below their names, as clients of databases print them:
///
/// ```
/// LNAME        CHART_NO CITY
/// ---------- ---------- ----------
/// Bean           301961 Hope
/// ```
extension Sniffer {
  /// Lines that may stand above the names of columns, and rows that are looked at.
  private static let titleLinesMax = 12
  private static let rowsMax = 40

  /// Such a table, below a few lines of text or none; nil where there is none.
  ///
  /// A table that names its columns again on each page is text, which knows the columns of every page.
  func ruledFixedWidth() -> SniffedFormat? {
    let shape = TableShape(naming: naming, masked: masked)
    var (names, start, titles) = (0..<0, 0, 0)
    while start < head.count, titles <= Self.titleLinesMax {
      let line = start..<head.first(of: 0x0A, from: start, to: head.count)
      start = line.upperBound + 1
      if !names.isEmpty, let starts = dashes(line) {
        let cells = cells(names, starts)
        guard shape.isHeader(cells), keepColumns(from: start, starts, names) else { return nil }
        var found = SniffedFormat(.fixedWidth)
        found.columns = starts.map { FixedColumn(start: $0, isApart: true) }
        found.hasHeader = true
        found.layout.preambleLines = titles - 1
        return found
      }
      let isEmpty = !head[line].contains { $0 > 0x20 }
      names = isEmpty ? 0..<0 : line
      if !isEmpty { titles += 1 }
    }
    return nil
  }

  /// Where the dashes of each column begin in a line of nothing else; nil for other lines and for one column.
  private func dashes(_ line: Range<Int>) -> [Int]? {
    var (starts, before) = ([Int](), UInt8(0x20))
    for place in line where head[place] != 0x0D {
      let byte = head[place]
      guard byte == 0x2D || byte == 0x3D || byte == 0x20 else { return nil }
      if byte != 0x20, before == 0x20 { starts.append(place - line.lowerBound) }
      before = byte
    }
    return starts.count > 1 && starts[0] == 0 ? starts : nil
  }

  /// The names above columns, without blanks around them.
  private func cells(_ line: Range<Int>, _ starts: [Int]) -> [TableShape.Cell] {
    starts.indices.map { index in
      let first = min(line.upperBound, line.lowerBound + starts[index])
      let end =
        index + 1 < starts.count
        ? min(line.upperBound, line.lowerBound + starts[index + 1]) : line.upperBound
      var (low, high) = (first, end)
      while low < high, head[low] <= 0x20 { low += 1 }
      while high > low, head[high - 1] <= 0x20 { high -= 1 }
      return TableShape.Cell(column: index, text: head[low..<high])
    }
  }

  /// Whether nearly all rows below have a blank before each column, and none is the line of names again.
  private func keepColumns(from first: Int, _ starts: [Int], _ names: Range<Int>) -> Bool {
    var (start, rows, kept) = (first, 0, 0)
    while start < head.count {
      let line = start..<head.first(of: 0x0A, from: start, to: head.count)
      start = line.upperBound + 1
      if line.count == names.count, head[line] == head[names] { return false }
      guard rows < Self.rowsMax, head[line].contains(where: { $0 > 0x20 }) else { continue }
      // What was cut off is no row.
      if line.upperBound == head.count, !isWhole { break }
      rows += 1
      if starts.dropFirst().allSatisfy({ isBlank(before: $0, in: line) }) { kept += 1 }
    }
    return kept > 0 && kept * 10 >= rows * 8
  }

  /// Whether a blank stands before a character's place, or the line ends before it.
  private func isBlank(before place: Int, in line: Range<Int>) -> Bool {
    var (offset, character) = (line.lowerBound, 0)
    while offset < line.upperBound, character < place - 1 {
      offset += 1
      while offset < line.upperBound, head[offset] & 0xC0 == 0x80 { offset += 1 }
      character += 1
    }
    return offset >= line.upperBound || head[offset] <= 0x20
  }
}
