import Vocabulary

/// Tables of fixed width below a title: reports and results of queries.
extension Sniffer {
  /// Lines that may stand above the names of columns.
  private static let titleLinesMax = 12

  /// A table of fixed width below a few lines of text; nil where there is none.
  ///
  /// Only a line that names columns without any doubt begins one, its cells held apart by two blanks.
  func titledFixedWidth() -> SniffedFormat? {
    let shape = TableShape(naming: naming, masked: masked)
    var (start, titles) = (0, 0)
    while start < head.count, titles <= Self.titleLinesMax {
      let end = head.first(of: 0x0A, from: start, to: head.count)
      let line = start..<end
      if titles > 0, mayHaveCells(line), shape.isHeader(cells(line)),
        let votes = FixedWidthVotes(Array(head[start...]), isWhole: isWhole, isNamed: true),
        let table = votes.columns(masked: masked), table.hasHeader,
        keepsNames(line, table.columns)
      {
        var found = SniffedFormat(.fixedWidth)
        (found.columns, found.hasHeader) = table
        found.layout.preambleLines = titles
        return found
      }
      if head[line].contains(where: { $0 > 0x20 }) { titles += 1 }
      start = end + 1
    }
    return nil
  }

  /// Whether each name of a header begins a column: where lines of other pages stand among the rows, votes lose some, and
  /// two names of one column say nothing of it.
  func keepsNames(_ line: Range<Int>, _ columns: [FixedColumn]) -> Bool {
    let starts = Set(columns.map(\.start))
    return cells(line)
      .allSatisfy { cell in
        guard let text = cell.text else { return false }
        let before = head[line.lowerBound..<text.startIndex]
        return starts.contains(before.count { $0 & 0xC0 != 0x80 })
          || before.allSatisfy { $0 <= 0x20 }
      }
  }

  /// The first line that is not empty.
  var firstLine: Range<Int> {
    var start = 0
    while start < head.count {
      let end = head.first(of: 0x0A, from: start, to: head.count)
      if head[start..<end].contains(where: { $0 > 0x20 }) { return start..<end }
      start = end + 1
    }
    return head.count..<head.count
  }

  /// Whether one of the lines names columns: pages of a report, each with its header, are read as text, which knows
  /// the columns of every page.
  var holdsHeader: Bool {
    let shape = TableShape(naming: naming, masked: masked)
    var start = 0
    while start < head.count {
      let end = head.first(of: 0x0A, from: start, to: head.count)
      if mayHaveCells(start..<end), shape.isHeader(cells(start..<end)) { return true }
      start = end + 1
    }
    return false
  }

  /// Whether two blanks, or one behind a control character, stand in a line behind its first word.
  private func mayHaveCells(_ line: Range<Int>) -> Bool {
    var place = line.lowerBound
    while place < line.upperBound, head[place] <= 0x20 { place += 1 }
    return head.firstGap(from: place, to: line.upperBound) < line.upperBound
  }

  /// What two blanks hold apart in a line.
  private func cells(_ line: Range<Int>) -> [TableShape.Cell] {
    var cells: [TableShape.Cell] = []
    var place = line.lowerBound
    while place < line.upperBound {
      while place < line.upperBound, head[place] <= 0x20 { place += 1 }
      var end = place
      while end < line.upperBound, head[end] != 0x0D,
        head[end] != 0x20 || end + 1 < line.upperBound && head[end + 1] != 0x20
      {
        end += 1
      }
      if end > place { cells.append(TableShape.Cell(column: cells.count, text: head[place..<end])) }
      place = end + 1
    }
    return cells
  }
}
