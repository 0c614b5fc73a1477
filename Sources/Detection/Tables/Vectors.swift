import Vocabulary

/// Vectors as R prints them, whose names stand in front or in the command above:
///
/// ```
///  $ surname: chr  "Rice" "Fox" "March" ...
/// > unique(pts$city)
///  [1] "Bath" "Troy" "Salem"
/// ```
extension Scanner {
  /// Bytes of a line, and of a component's name, at most.
  private static let vectorBytesMax = 4_096
  private static let vectorNameMax = 48

  /// Appends the values of vectors that hold identifiers to `scratch.cells`.
  func findVectors(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var cells: [DumpCell] = []
    var start = 0
    var printed: FieldJudgement?
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      guard let first = line.first(where: { text[$0] > 0x20 && text[$0] != 0x2E }),
        line.count <= Self.vectorBytesMax
      else { continue }
      switch text[first] {
      case 0x24: takeComponent(text, first..<line.upperBound, &cells)
      case 0x3E: printed = extracted(text, first + 1..<line.upperBound)
      case 0x5B:
        if let printed, let values = Self.behindIndex(text, first..<line.upperBound) {
          takeValues(text, values, printed, &cells)
        } else {
          printed = nil
        }
      default: printed = nil
      }
    }
    if !cells.isEmpty { join(cells, &scratch) }
  }

  /// Takes the values in a line `$ surname: chr  "Rice" "Fox" ...`.
  private func takeComponent(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ cells: inout [DumpCell]
  ) {
    guard text.at(line.lowerBound + 1) == 0x20,
      let colon = line.first(where: { text[$0] == 0x3A }), colon > line.lowerBound + 2
    else { return }
    var type = colon + 1
    while text.at(type) == 0x20 { type += 1 }
    var end = type
    while end < line.upperBound, text[end].isLetter { end += 1 }
    guard end > type, Self.vectorTypes.contains(Token.hash(text, type..<end)) else { return }
    let name = Self.dataTrimmed(text, line.lowerBound + 1..<colon)
    guard (1...Self.vectorNameMax).contains(name.count),
      name.allSatisfy({ text.isWordByte($0) || text[$0] == 0x5F || text[$0] == 0x2E })
    else { return }
    let judgement = judge(
      FieldContext(name: String(decoding: name.map { text[$0] }, as: UTF8.self), column: 1)
    )
    cells.append(
      DumpCell(start: name.lowerBound, end: name.upperBound, content: .closed)
    )
    takeValues(text, end..<line.upperBound, judgement, &cells)
  }

  private static let vectorTypes = Engine.hashes("chr int num date logi factor posixct")

  /// Takes the values of a vector: strings and numbers.
  private func takeValues(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ judgement: FieldJudgement,
    _ cells: inout [DumpCell]
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let byte = text[start]
      var end = start + 1
      if byte == 0x22 {
        while end < range.upperBound, text[end] != 0x22 { end += text[end] == 0x5C ? 2 : 1 }
        if end < range.upperBound, end > start + 1 {
          cells.append(cell(text, start + 1..<end, judgement))
        }
        end += 1
      } else if byte.isDigit, text.at(start - 1) <= 0x20 {
        while end < range.upperBound, text[end] > 0x20 { end += 1 }
        var cell = cell(text, start..<end, judgement)
        // A measurement is no number of a person.
        if cell.finding == nil, Self.isMeasured(text, start..<end) { cell.content = .closed }
        cells.append(cell)
      }
      start = end
    }
  }

  /// Whether a value is digits with one point among them.
  private static func isMeasured(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    value.count { text[$0] == 0x2E } == 1
      && value.allSatisfy { text[$0].isDigit || text[$0] == 0x2E }
  }

  /// What the column is called that a command prints: the name behind its last `$`; nil where it prints none.
  private func extracted(_ text: Span<UInt8>, _ command: Range<Int>) -> FieldJudgement? {
    guard let sign = command.last(where: { text[$0] == 0x24 }) else { return nil }
    var end = sign + 1
    while end < command.upperBound,
      text[end].isAlphanumeric || text[end] == 0x5F || text[end] == 0x2E
    {
      end += 1
    }
    let name = String(decoding: (sign + 1..<end).map { text[$0] }, as: UTF8.self)
    let judgement = judge(FieldContext(name: name, column: 1))
    return judgement.isIdentifier ? judgement : nil
  }

  /// What stands behind the number of a line's first value: `[1]`; nil for other lines.
  private static func behindIndex(_ text: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    guard let close = line.first(where: { text[$0] == 0x5D }), close > line.lowerBound + 1,
      (line.lowerBound + 1..<close).allSatisfy({ text[$0].isDigit })
    else { return nil }
    return close + 1..<line.upperBound
  }
}
