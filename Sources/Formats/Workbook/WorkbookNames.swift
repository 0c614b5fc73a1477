import Vocabulary

/// What takes the place of whole pieces of a workbook's formulas, filters and names: what its cells and sheets
/// are masked with, so that what refers to them still does, and what repeats them shows no more than they do.
package struct WorkbookNames: Sendable {
  /// New names of sheets and defined names, by the old ones in small letters.
  package var renamed: [[UInt8]: Imposed] = [:]
  /// Values of columns that identify somebody, in small letters.
  package var values: [[UInt8]: Imposed] = [:]
  /// Words of such values that are names, in small letters.
  package private(set) var words: Set<[UInt8]> = []
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

  /// What takes the place of a number that may be a value of a cell.
  func number(_ text: some Sequence<UInt8>) -> Imposed? {
    values[Self.key(text)].map { Imposed(bytes: [0x30], kind: $0.kind) }
  }

  /// Remembers the words of a name.
  package mutating func addWords(of name: [UInt8]) {
    // A mask is nobody's name.
    guard words.count < Self.valuesMax, !name.contains(0x5B) else { return }
    for word in name.split(whereSeparator: Self.parts) where word.count >= Self.wordBytesMin {
      words.insert(Self.key(word))
    }
  }

  /// Bytes of the shortest word of a name that is known again.
  private static let wordBytesMin = 3

  /// Whether a byte stands between words of a name.
  private static func parts(_ byte: UInt8) -> Bool {
    !(byte.isLetter || byte >= 0x80 || byte == 0x27 || byte == 0x2D)
  }

  /// Whether a word is one of a name, written with a capital as names are.
  package func holds(word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, first.isUppercase || first >= 0x80 else { return false }
    return words.contains(Self.key(word))
  }

  /// The parts of a text, words of names by themselves.
  ///
  /// - Returns: ranges of the text, each with what takes its place; nil where it is scanned.
  func words(of text: [UInt8]) -> [(range: Range<Int>, imposed: Imposed?)] {
    if let whole = value(text) { return [(text.indices, whole)] }
    var out: [(Range<Int>, Imposed?)] = []
    var start = 0
    for word in text.split(whereSeparator: Self.parts) where holds(word: word) {
      if start < word.startIndex { out.append((start..<word.startIndex, nil)) }
      let name = Imposed(bytes: Array("[NAME]".utf8), kind: .name)
      out.append((word.startIndex..<word.endIndex, name))
      start = word.endIndex
    }
    if start < text.count { out.append((start..<text.count, nil)) }
    return out
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
      case .number:
        out.append((range, number(formula[range]) ?? sought(formula, range, isText: false)))
      case .string:
        if let sought = sought(formula, range, isText: true) {
          out.append((range, sought))
        } else {
          out += strings(formula, range)
        }
      }
    }
    return out
  }

  /// What takes the place of what a formula looks up in a workbook that names persons, where that is as long as
  /// a record's number: `VLOOKUP("48213", …)`.
  private func sought(_ formula: [UInt8], _ range: Range<Int>, isText: Bool) -> Imposed? {
    guard !words.isEmpty else { return nil }
    let before = formula[..<(isText ? range.lowerBound - 1 : range.lowerBound)]
    guard Self.lookUps.contains(where: { before.suffix($0.count).elementsEqual($0) }) else {
      return nil
    }
    let value = formula[range]
    let digits = value.count(where: \.isDigit)
    guard digits >= Self.digitsMin, digits * 2 > value.count else { return nil }
    return Imposed(bytes: Array((isText ? "[MRN]" : "0").utf8), kind: .mrn)
  }

  /// Functions that look their first argument up.
  private static let lookUps = ["LOOKUP(", "MATCH("].map { Array($0.utf8) }
  /// Digits of the shortest number of a record that is looked up.
  private static let digitsMin = 5

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
