import Vocabulary

/// Tables inside of other texts: lines of cells below one that names the columns.
///
/// ```
/// LastName,FirstName,ChartNo,Glucose
/// Frost,June,48213,6.6
/// ```
///
/// An export in a string of JSON, in a section of XML or in a mail is text to its reader. What stands in a cell is
/// judged by its column, and nothing that is found goes over a cell's end. Source: RFC 4180.
extension Scanner {
  /// Bytes of a name, cells of a row, bytes of a row.
  private static let columnNameBytesMax = 40
  private static let cellsMax = 64
  private static let tableRowBytesMax = 4_096

  /// Appends the cells of such tables to `scratch.cells`.
  func findEmbeddedTables(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var cells: [DumpCell] = []
    // The next sign that may stand between cells: a line without one names nothing.
    var (start, sign) = (0, 0)
    while start < text.count {
      if sign < start { sign = text.firstOffset(of: 0x2C, or: 0x3B, from: start) }
      guard sign < text.count else { break }
      start = text.lineStart(before: sign, from: start)
      let line = start..<text.lineEnd(from: sign)
      start = line.upperBound + 1
      guard start < text.count, let head = tableHead(text, line) else { continue }
      // What no column is called may be somebody, where a row of values seemed to name columns.
      let names = zip(head.cells, head.judgements).filter { $1.verdict != .text }
        .map { DumpCell(start: $0.0.lowerBound, end: $0.0.upperBound, content: .codes) }
      let count = cells.count
      while start < text.count {
        let row = start..<text.lineEnd(from: start)
        guard row.count <= Self.tableRowBytesMax else { break }
        let values = Self.separated(text, row, head.sign)
        guard values.count == head.judgements.count else { break }
        for (value, judgement) in zip(values, head.judgements) where !value.isEmpty {
          cells.append(cell(text, value, judgement))
        }
        start = row.upperBound + 1
      }
      if cells.count > count { cells += names }
    }
    if !cells.isEmpty { join(cells, &scratch) }
  }

  /// A line that names the columns of persons: its cells, what they say, and the sign between them.
  ///
  /// Two of the names identify, one of them a person, or all are names of fields and one does; no blank stands behind
  /// a sign, as it does in sentences.
  private func tableHead(
    _ text: Span<UInt8>,
    _ line: Range<Int>
  ) -> (cells: [Range<Int>], judgements: [FieldJudgement], sign: UInt8)? {
    guard let sign = Self.sign(text, line) else { return nil }
    let cells = Self.separated(text, line, sign)
    guard (2...Self.cellsMax).contains(cells.count),
      cells.allSatisfy({ Self.isColumnName(text, $0) })
    else { return nil }
    let names = cells.map { cell in String(decoding: cell.map { text[$0] }, as: UTF8.self) }
    guard names.contains(where: { fields.known($0, engine: engine) != nil }) else { return nil }
    let judgements = judgements(names)
    let identifying = judgements.count(where: \.isIdentifier)
    let known = judgements.count { $0.verdict != .text }
    guard identifying > 1 || identifying == 1 && known == cells.count, known * 3 >= cells.count
    else { return nil }
    return (cells, judgements, sign)
  }

  /// The sign between the cells of a line; nil where there is none, or a blank stands behind one.
  private static func sign(_ text: Span<UInt8>, _ line: Range<Int>) -> UInt8? {
    var sign: UInt8?
    for offset in line {
      switch text[offset] {
      case 0x2C, 0x3B:
        if sign != nil, sign != text[offset] { return nil }
        sign = text[offset]
        if text.at(offset + 1) == 0x20 { return nil }
      case 0x22, 0x27, 0x23, 0x20, 0x5F, 0x2D, 0x2E, 0x2F, 0x0D: break
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: break
      default: return nil
      }
    }
    return sign
  }

  /// Whether a cell may be the name of a column: a few words that begin with a letter.
  private static func isColumnName(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    guard (1...columnNameBytesMax).contains(cell.count),
      text[cell.lowerBound].isLetter || text[cell.lowerBound] >= 0x80
    else { return false }
    let (wordsMax, digitsMax) = (4, 2)
    return cell.count(where: { text[$0] == 0x20 }) < wordsMax
      && cell.count(where: { text[$0].isDigit }) <= digitsMax
  }
}
