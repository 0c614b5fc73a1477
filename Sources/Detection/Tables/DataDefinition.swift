import Vocabulary

/// What a definition says of rows of data behind it: the names of fields, where they stand or what parts them.
struct DataDefinition {
  /// The fields in their order, with their places in characters from 0.
  var fields: [(name: String, place: Range<Int>?)] = []
  /// What parts cells where they have no places; a blank stands for any number of them.
  var separator: UInt8 = 0x20
  /// What a line is that ends the rows; none where an empty one does.
  var end: [String] = []
  /// The words of the definition in the text.
  var words: [Range<Int>] = []
  /// The offset of the first row.
  var first: Int

  /// Places in a row and widths of fields.
  private static let places = 1...32_767
  /// Digits of a place, at most.
  private static let placeDigitsMax = 5

  // MARK: SPSS

  /// `DATA LIST … / names (formats).`, the last one in a range before `BEGIN DATA`; nil where there is none.
  init?(dataList text: Span<UInt8>, _ before: Range<Int>, _ first: Int) {
    guard let start = Self.last("data list", text, before),
      let slash = (start..<before.upperBound).first(where: { text[$0] == 0x2F })
    else { return nil }
    (self.first, end) = (first, ["end data", "end data."])
    separator = Self.quoted(text, start..<slash) ?? separator
    for word in Self.words(text, slash + 1..<before.upperBound) {
      if fields.isEmpty && !text[word.lowerBound].isLetter || !Self.isOfDefinition(text, word) {
        break
      }
      words.append(word)
      let isLast = text[word.upperBound - 1] == 0x2E
      let bare = word.lowerBound..<(isLast ? word.upperBound - 1 : word.upperBound)
      if text[word.lowerBound].isLetter {
        fields.append((Self.string(text, bare), nil))
      } else if let place = Self.place(text, bare), !fields.isEmpty {
        fields[fields.count - 1].place = place
      }
      if isLast { break }
    }
    if fields.isEmpty { return nil }
  }

  // MARK: SAS

  /// `input …;`, the last one in a range before `datalines;`; nil where there is none.
  init?(step text: Span<UInt8>, _ before: Range<Int>, _ first: Int) {
    guard let start = Self.last("input ", text, before),
      let close = (start..<before.upperBound).first(where: { text[$0] == 0x3B })
    else { return nil }
    (self.first, end) = (first, [";", ";;;;", "run;"])
    let step = Self.last("data ", text, before.lowerBound..<start) ?? before.lowerBound
    let options = Self.string(text, step..<start).lowercased()
    if options.contains("dsd") { separator = 0x2C }
    if let sign = options.firstRange(of: "dlm=") ?? options.firstRange(of: "delimiter=") {
      separator = options[sign.upperBound...].utf8.first { $0 != 0x22 && $0 != 0x27 } ?? separator
    }
    var pointer: Int?
    for word in Self.words(text, start + "input ".utf8.count..<close) {
      guard Self.isOfDefinition(text, word) else { break }
      words.append(word)
      let string = Self.string(text, word)
      if string.hasPrefix("@") {
        pointer = Int(string.dropFirst()).flatMap { Self.places.contains($0) ? $0 - 1 : nil }
      } else if let width = Self.width(string), let last = fields.indices.last {
        let begin = fields[last].place?.lowerBound
        if let begin { fields[last].place = begin..<begin + width }
      } else if let place = Self.place(text, word), let last = fields.indices.last {
        fields[last].place = place
      } else if text[word.lowerBound].isLetter {
        fields.append((string, pointer.map { $0..<$0 + Self.openPlace }))
        pointer = nil
      }
    }
    if fields.isEmpty { return nil }
  }

  /// Characters of a field whose width nothing says: up to the next blank would be too few.
  private static let openPlace = 40

  /// The width in an informat: `$12.`, `8.`, `date9.`; nil for what is none.
  private static func width(_ word: String) -> Int? {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].allSatisfy(\.isNumber) else { return nil }
    let digits = parts[0].reversed().prefix(while: \.isNumber)
    return Int(String(digits.reversed())).flatMap { places.contains($0) ? $0 : nil }
  }

  // MARK: Stata

  /// `input str20 surname long mrn` in a line; nil where none of its words is a type.
  init?(input text: Span<UInt8>, _ line: Range<Int>, _ first: Int) {
    let words = Self.words(text, line)
    guard words.count > 2, Self.string(text, words[0]).lowercased() == "input" else { return nil }
    (self.first, end, self.words) = (first, ["end"], words)
    var types = 0
    for word in words.dropFirst() {
      let string = Self.string(text, word)
      guard string.utf8.allSatisfy({ $0.isAlphanumeric || $0 == 0x5F }) else { return nil }
      let isType =
        Self.types.contains(string)
        || string.hasPrefix("str") && string.dropFirst(3).allSatisfy(\.isNumber)
      if isType { types += 1 } else { fields.append((string, nil)) }
    }
    if types == 0 || fields.isEmpty { return nil }
  }

  private static let types: Set<String> = ["byte", "int", "long", "float", "double", "strL"]

  // MARK: SQL*Loader

  /// The last list in brackets in a range before `BEGINDATA`; nil where there is none.
  init?(control text: Span<UInt8>, _ before: Range<Int>, _ first: Int) {
    guard
      let terms = Self.last("terminated by", text, before) ?? Self.last("into table", text, before)
    else { return nil }
    self.first = first
    separator = Self.quoted(text, terms..<before.upperBound) ?? 0x2C
    // The list begins behind the brackets of a quoted sign, if any.
    guard let open = (terms..<before.upperBound).first(where: { text[$0] == 0x28 }) else {
      return nil
    }
    var (depth, isFirst, isPlace) = (0, true, false)
    for word in Self.words(text, open + 1..<before.upperBound, marks: true) {
      words.append(word)
      switch text[word.lowerBound] {
      case 0x28: depth += 1
      case 0x29: depth -= 1
      case 0x2C where depth == 0: isFirst = true
      default:
        if isFirst, text[word.lowerBound].isLetter { fields.append((Self.string(text, word), nil)) }
        if isPlace, let place = Self.place(text, word), let last = fields.indices.last {
          fields[last].place = place
        }
        isFirst = false
        // The number in other brackets is a length.
        isPlace = Self.string(text, word).lowercased() == "position"
      }
      if depth < 0 { break }
    }
    if fields.isEmpty || depth >= 0 { return nil }
  }

  // MARK: Comments

  /// Lines of a comment that say in which columns fields stand, from one that is the first such; nil for other lines.
  init?(layout text: Span<UInt8>, _ line: Range<Int>, _ next: Int) {
    (first, end) = (next, [])
    guard take(text, line) else { return nil }
    var start = next
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      guard take(text, line) || line.first.map({ Self.isComment(text[$0]) }) == true else { break }
      start = line.upperBound + 1
    }
    first = start
    if fields.count < 2 { return nil }
  }

  private static func isComment(_ byte: UInt8) -> Bool {
    byte == 0x23 || byte == 0x2A || byte == 0x2D || byte == 0x2F
  }

  /// Takes a line `# cols 001-008  Chart number`.
  ///
  /// - Returns: whether it is one.
  private mutating func take(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let words = Self.words(text, line)
      .filter { word in
        !word.allSatisfy { Self.isComment(text[$0]) }
      }
    guard words.count > 2, line.first.map({ Self.isComment(text[$0]) }) == true,
      Self.columnWords.contains(Self.string(text, words[0]).lowercased()),
      let place = Self.place(text, words[1]), let last = words.last
    else { return false }
    // What a longer line says may be of anybody.
    let isName = words.count - 2 <= Self.nameWordsMax
    let name = words[2].lowerBound..<(isName ? last : words[2]).upperBound
    fields.append((Self.string(text, name), place))
    self.words += [words[0], words[1]]
    if isName { self.words += words[2...] }
    return true
  }

  /// Words of a field's name, at most.
  private static let nameWordsMax = 4
  private static let columnWords: Set<String> = [
    "col", "cols", "column", "columns", "pos", "position", "positions", "bytes", "byte",
  ]

  // MARK: Words

  /// Whether a word may be one of a definition: a name, a place, a format, a pointer.
  ///
  /// What is none ends the definition: a comment, a sentence.
  private static func isOfDefinition(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.count <= wordBytesMax
      && word.allSatisfy { text[$0].isAlphanumeric || marksOfWords.contains(text[$0]) }
      && word.contains {
        text[$0].isAlphanumeric || text[$0] == 0x24 || text[$0] == 0x26 || text[$0] == 0x3A
      }
  }

  /// Bytes of a word of a definition, at most, and its marks: `$20.`, `@21`, `(A)`, `1-20`, `:date9.`, `f8.2`.
  private static let wordBytesMax = 64
  private static let marksOfWords = Array("_$@#.():-+,&".utf8)

  /// Whether a word is a place or a width, which is no day and no number of somebody's.
  static func isPlace(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool { place(text, word) != nil }

  /// A text as a string.
  private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: range.map { text[$0] }, as: UTF8.self)
  }

  /// Where a word in small letters stands last in a range, behind no letter.
  private static func last(_ word: String, _ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let bytes = Array(word.utf8)
    guard range.count >= bytes.count else { return nil }
    return (range.lowerBound...range.upperBound - bytes.count)
      .last { start in
        bytes.indices.allSatisfy { text[start + $0].lowercased == bytes[$0] }
          && !text.at(start - 1).isAlphanumeric
      }
  }

  /// The sign in the first quotes of a range.
  private static func quoted(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt8? {
    guard let quote = range.first(where: { text[$0] == 0x22 || text[$0] == 0x27 }),
      quote + 2 < range.upperBound, text[quote + 2] == text[quote]
    else { return nil }
    return text[quote + 1]
  }

  /// The words of a range; `marks`: whether brackets and commas are words of their own.
  private static func words(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    marks: Bool = false
  ) -> [Range<Int>] {
    var (words, start) = ([Range<Int>](), range.lowerBound)
    for index in range.lowerBound...range.upperBound {
      let byte = index < range.upperBound ? text[index] : 0x20
      let isMark = marks && [0x28, 0x29, 0x2C].contains(byte)
      guard byte <= 0x20 || isMark else { continue }
      if index > start { words.append(start..<index) }
      if isMark { words.append(index..<index + 1) }
      start = index + 1
    }
    return words
  }

  /// The place in a word `24-30`, `(24:30)` or `7`, which counts from 1; nil for other words.
  private static func place(_ text: Span<UInt8>, _ word: Range<Int>) -> Range<Int>? {
    let parts = word.split { text[$0] == 0x2D || text[$0] == 0x3A }
    guard (1...2).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard part.count <= placeDigitsMax, part.allSatisfy({ text[$0].isDigit }) else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int(text[$1] &- 0x30) })
    }
    guard numbers[0] > 0, numbers[numbers.count - 1] >= numbers[0] else { return nil }
    return numbers[0] - 1..<numbers[numbers.count - 1]
  }
}
