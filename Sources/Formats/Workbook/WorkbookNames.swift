import Vocabulary

/// What takes the place of whole pieces of a workbook's formulas, filters and names: what its cells and sheets
/// are masked with, so that what refers to them still does, and what repeats them shows no more than they do.
package struct WorkbookNames: Sendable {
  /// New names of sheets and defined names, by the old ones in small letters.
  package var renamed: [[UInt8]: Imposed] = [:]
  /// Values of columns that identify somebody, in small letters.
  package var values: [[UInt8]: Imposed] = [:]
  /// Whether there are more such values than are known: any text may be one then.
  package var isCut = false
  /// Values that are known at most.
  package static let valuesMax = 100_000

  /// Nothing is named, no column identifies anybody.
  package init() {}

  /// A text as a key: without doubled marks, ASCII in small letters.
  package static func key(_ text: some Sequence<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text {
      if byte == 0x22 || byte == 0x27, out.last == byte { continue }
      out.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return out
  }

  /// What takes the place of a text that may be a value of a cell.
  func value(_ text: some Sequence<UInt8>) -> Imposed? {
    if let known = values[Self.key(text)] { return known }
    guard isCut, text.contains(where: { $0.isLetter || $0 >= 0x80 }) else { return nil }
    return Imposed(bytes: Array("[NAME]".utf8), kind: .name)
  }

  /// The pieces of a formula that are judged by themselves; nil pieces of a name stay.
  ///
  /// - Returns: ranges of the text, each with what takes its place; nil where it is scanned.
  func pieces(of formula: [UInt8]) -> [(range: Range<Int>, imposed: Imposed?)] {
    var out: [(Range<Int>, Imposed?)] = []
    for (kind, range) in FormulaLexer.pieces(formula) {
      switch kind {
      case .rest: out.append((range, nil))
      case .sheet, .name: out.append((range, renamed[Self.key(formula[range])]))
      case .string: out += strings(formula, range)
      }
    }
    return out
  }

  /// A string, or what stands between its commas where one of that is a value: a list to choose from.
  private func strings(
    _ formula: [UInt8],
    _ range: Range<Int>
  ) -> [(range: Range<Int>, imposed: Imposed?)] {
    if let whole = value(formula[range]) { return [(range, whole)] }
    // `INDIRECT("'A sheet'!B2")` and links refer to sheets in a string; none stands in another one.
    if range.count < formula.count, formula[range].contains(0x21) {
      return pieces(of: Array(formula[range]))
        .map { piece in
          let start = range.lowerBound + piece.range.lowerBound
          return (start..<start + piece.range.count, piece.imposed)
        }
    }
    let parts = formula[range].split(separator: 0x2C)
    let known = parts.map { part in value(part.trimmed) }
    guard known.contains(where: { $0 != nil }) else { return [(range, nil)] }
    return zip(parts, known).map { ($0.startIndex..<$0.endIndex, $1) }
  }
}

extension ArraySlice<UInt8> {
  /// Without blanks around it.
  fileprivate var trimmed: ArraySlice<UInt8> {
    drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()[...]
  }
}
