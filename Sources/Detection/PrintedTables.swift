import CScan
import Vocabulary

/// Tables printed into text by a database's console or written in Markdown: a line of names, a line of
/// dashes, rows of values between strokes.
///
/// ```
///  member_id   | dob
/// -------------+------------
///  W8841207-01 | 1961-05-09
/// ```
///
/// A value is judged by the name of its column, as in a file of comma-separated values.
extension Scanner {
  /// Bytes of a text at least, of a line and columns at most.
  private static let (tableBytesMin, lineBytesMax, printedColumnsMax) = (24, 4_096, 64)

  /// Appends the values of printed columns that hold identifiers to `scratch.found`.
  func findPrintedTables(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count >= Self.tableBytesMin, holdsStroke(text) else { return }
    var header = 0..<0
    var judgements: [FieldJudgement] = []
    var start = 0
    while start < text.count {
      let line = start..<lineEnd(text, start)
      start = line.upperBound + 1
      if isRuler(text, line) {
        // What stands between two rulers may be the names or, at the end, a row.
        if !header.isEmpty { judgements = columnJudgements(text, header) }
        header = 0..<0
      } else if line.count <= Self.lineBytesMax, holdsStroke(text.extracting(line)) {
        if !judgements.isEmpty { takeCells(text, line, judgements, &scratch) }
        header = line
      } else {
        header = 0..<0
        judgements = []
      }
    }
  }

  /// Whether a text holds a stroke.
  private func holdsStroke(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x7C) < bytes.count
    }
  }

  /// The offset of the line feed that ends a line, or of the text's end.
  private func lineEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    let rest = text.extracting(start..<text.count)
    return unsafe rest.withUnsafeBufferPointer { bytes in
      start + (unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x0A))
    }
  }

  /// Whether a line is nothing but dashes and what crosses them: `---+---`, `|:--|--:|`.
  private func isRuler(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var (dashes, crosses) = (0, 0)
    for index in line {
      switch text[index] {
      case 0x2D, 0x3D: dashes += 1
      case 0x2B, 0x7C: crosses += 1
      case 0x3A, 0x20, 0x09, 0x0D: break
      default: return false
      }
    }
    return dashes >= 3 && crosses >= 1
  }

  /// What the names of a header say of their columns; empty where none is one of an identifier.
  private func columnJudgements(_ text: Span<UInt8>, _ header: Range<Int>) -> [FieldJudgement] {
    var judgements: [FieldJudgement] = []
    var isAny = false
    eachCell(text, header) { column, cell in
      let name = String(decoding: cell.map { text[$0] }, as: UTF8.self)
      let judgement = judge(FieldContext(name: name, column: Int32(column + 1)))
      if case .identifier = judgement.verdict { isAny = true }
      judgements.append(judgement)
    }
    return isAny ? judgements : []
  }

  /// Takes the cells of a row whose columns hold identifiers.
  private func takeCells(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ judgements: [FieldJudgement],
    _ scratch: inout ScanScratch
  ) {
    eachCell(text, line) { column, cell in
      guard column < judgements.count, !cell.isEmpty,
        case .identifier(let kind, let part) = judgements[column].verdict,
        var finding = engine.wholeValue(text.extracting(cell), kind, part),
        Token.hash(text, cell) != Self.nullCell
      else { return }
      finding.start += cell.lowerBound
      finding.end += cell.lowerBound
      scratch.found.append(finding)
    }
  }

  private static let nullCell = Token.hash("null")

  /// Calls `body` with each cell of a line and its column, without blanks around it; a stroke at either
  /// end of the line bounds no cell of its own.
  private func eachCell(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ body: (Int, Range<Int>) -> Void
  ) {
    var bounds = trimmed(text, line)
    if text.at(bounds.lowerBound) == 0x7C { bounds = (bounds.lowerBound + 1)..<bounds.upperBound }
    if !bounds.isEmpty, text[bounds.upperBound - 1] == 0x7C {
      bounds = bounds.lowerBound..<(bounds.upperBound - 1)
    }
    var start = bounds.lowerBound
    var column = 0
    for index in bounds.lowerBound...bounds.upperBound
    where index == bounds.upperBound || text[index] == 0x7C {
      guard column < Self.printedColumnsMax else { return }
      body(column, trimmed(text, start..<index))
      column += 1
      start = index + 1
    }
  }

  /// A range without blanks at its ends.
  private func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
