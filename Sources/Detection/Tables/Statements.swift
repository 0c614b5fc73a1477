import Vocabulary

/// A statement of SQL in a text: which columns its places are of, to which values are bound elsewhere.
struct Statement {
  /// A place for a value: `?`, `$1`, `@p0`, `:mrn`, `%s`.
  struct Place {
    /// What it is called; empty where it is known by its number alone.
    var name: [UInt8] = []
    /// Its number from 1.
    var number: Int
    /// What the name of its column says.
    var judgement: FieldJudgement
  }

  /// Where it stands.
  var range: Range<Int>
  /// Its places, in order.
  var places: [Place] = []

  /// The place of a number.
  func place(_ number: Int) -> Place? { places.first { $0.number == number } }
}

/// Literals of statements beside the names of their columns (`WHERE lname LIKE 'Frost%'`), and values that are bound
/// to places of one (`BoundValues`).
///
/// Rows of insertions are read by `Inserts`.
extension Scanner {
  /// Bytes of a statement, of a literal in it, and before a place in which its column is looked for, at most.
  private static let statementBytesMax = 16_384
  private static let literalBytesMax = 128
  private static let columnReach = 512
  /// Places of a statement, at most.
  private static let placesMax = 256
  /// Words with which a statement begins, those after which they begin none, and those with which a line goes on.
  private static let verbs = Engine.hashes("select insert update delete merge replace")
  private static let noBeginnings = Engine.hashes("for on key do or")
  private static let continuations = Engine.hashes(
    """
    from where values and or set on inner left right outer full cross join order group limit returning having offset \
    union when then using
    """
  )
  /// Functions that leave what they are given to the column beside them.
  private static let functions = Engine.hashes(
    "lower upper trim cast coalesce nullif nvl convert to_date date timestamp unaccent soundex"
  )
  private static let operators = Engine.hashes("like ilike rlike regexp is between")
  private static var notWord: UInt64 { Token.word("not") }
  private static var inWord: UInt64 { Token.word("in") }
  private static var andWord: UInt64 { Token.word("and") }

  /// Takes what the columns of statements say of their literals, and of the values that are bound to their places.
  func findStatements(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var (statements, cells) = ([Statement](), [DumpCell]())
    var known: [String: FieldJudgement] = [:]
    let indices = scratch.hasInserts ? scratch.tokens.indices : 0..<0
    for index in indices where Self.verbs.contains(scratch.tokens[index].hash) {
      let token = scratch.tokens[index]
      let start = Int(token.start)
      guard token.isWord, text.at(token.end) <= 0x20,
        start >= statements.last?.range.upperBound ?? 0,
        index == 0 || !Self.noBeginnings.contains(scratch.tokens[index - 1].hash)
      else { continue }
      statements.append(statement(text, from: start, &known, &cells))
    }
    takeKeys(text, scratch, &cells)
    takeBound(text, statements, &cells)
    join(cells, &scratch)
  }

  /// Reads the statement that begins at an offset, and takes its literals.
  private func statement(
    _ text: Span<UInt8>,
    from start: Int,
    _ known: inout [String: FieldJudgement],
    _ cells: inout [DumpCell]
  ) -> Statement {
    var found = Statement(range: start..<start)
    var row = RowOfPlaces()
    let limit = min(text.count, start + Self.statementBytesMax)
    var index = start
    while index < limit, found.places.count < Self.placesMax {
      let byte = text[index]
      if byte == 0x3B || byte == 0x0A && !Self.goesOn(text, behind: index) { break }
      if byte == 0x27 || byte == 0x22 {
        index = literal(text, index, row, &known, &cells)
        continue
      }
      if byte.isLetter, !text.isWordByte(index - 1) {
        let end = Self.wordEnd(text, index)
        let hash = Token.hash(text, index..<end)
        if hash == Self.values {
          row = RowOfPlaces(judgements: columns(text, before: index).map { judgements($0) } ?? [])
        } else if index > start, Self.verbs.contains(hash), !row.isOpen,
          Self.beginsLine(text, index)
        {
          break
        }
        index = end
        continue
      }
      row.step(byte)
      if let place = Self.place(text, index) {
        var judgement = row.judgement
        if judgement == nil, let column = Self.column(text, before: index) {
          judgement = self.judgement(text, column, &known)
        }
        let number = place.number ?? found.places.count + 1
        found.places.append(
          Statement.Place(
            name: place.name.map { text[$0] },
            number: number,
            judgement: judgement ?? FieldJudgement()
          )
        )
        index = place.end
        continue
      }
      index += 1
    }
    found.range = start..<max(index, start + 1)
    return found
  }

  /// The judgement of a column's name, each asked for once.
  private func judgement(
    _ text: Span<UInt8>,
    _ column: Range<Int>,
    _ known: inout [String: FieldJudgement]
  ) -> FieldJudgement {
    let name = String(decoding: column.map { text[$0] }, as: UTF8.self)
    if let judgement = known[name] { return judgement }
    let judgement = judgements([name])[0]
    known[name] = judgement
    return judgement
  }

  /// Takes the literal that begins with the quote at an offset, where it is compared with a column or given to one.
  /// - Returns: the offset behind it, or behind the quote where it is none.
  private func literal(
    _ text: Span<UInt8>,
    _ start: Int,
    _ row: RowOfPlaces,
    _ known: inout [String: FieldJudgement],
    _ cells: inout [DumpCell]
  ) -> Int {
    let quote = text[start]
    var end = start + 1
    while end < text.count, end - start <= Self.literalBytesMax, text[end] != 0x0A {
      if text[end] == quote {
        guard text.at(end + 1) == quote, quote == 0x27 else { break }
        end += 1
      } else if text[end] == 0x5C, text.at(end + 1) == quote, quote == 0x27 {
        end += 1
      }
      end += 1
    }
    guard text.at(end) == quote else { return start + 1 }
    guard row.judgement == nil, let column = Self.column(text, before: start) else {
      // What stands in other quotes is a name, or the end of a string around all.
      return quote == 0x27 ? end + 1 : start + 1
    }
    var value = start + 1..<end
    while let first = value.first, text[first] == 0x25 { value = first + 1..<value.upperBound }
    while let last = value.last, text[last] == 0x25 { value = value.lowerBound..<last }
    take(text, value, judgement(text, column, &known), &cells)
    return end + 1
  }

  /// Takes a value by what its column says.
  func take(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ judgement: FieldJudgement,
    _ cells: inout [DumpCell]
  ) {
    guard !value.isEmpty, value.count <= Self.literalBytesMax else { return }
    var cell = cell(text, value, judgement)
    if cell.finding != nil, isThing(text, value, judgement) { cell.finding = nil }
    // `status = 'seen by Dr. June Frost'`: codes are one word.
    let isCode = cell.content != .text && !value.contains { text[$0] == 0x20 }
    if cell.finding != nil || isCode { cells.append(cell) }
  }

  // MARK: Where a statement ends

  private static func wordEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, text.isWordByte(end) || text[end] == 0x5F { end += 1 }
    return end
  }

  /// Whether nothing but blanks stands before an offset in its line.
  private static func beginsLine(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    var place = offset - 1
    while text.at(place) == 0x20 || text.at(place) == 0x09 { place -= 1 }
    return place < 0 || text.at(place) == 0x0A
  }

  /// Whether a statement goes on in the line behind a line feed: one that is indented, or begins with a word of
  /// statements or a bracket.
  private static func goesOn(_ text: Span<UInt8>, behind feed: Int) -> Bool {
    let start = feed + 1
    switch text.at(start) {
    case 0x09, 0x20:
      var place = start
      while text.at(place) == 0x20 || text.at(place) == 0x09 { place += 1 }
      return text.at(place) > 0x20
    case 0x28, 0x29: return true
    default: return continuations.contains(Token.hash(text, start..<wordEnd(text, start)))
    }
  }

  // MARK: Places and columns

  /// The place for a value that begins at an offset, where it ends, and its name or number; nil where none does.
  private static func place(
    _ text: Span<UInt8>,
    _ index: Int
  ) -> (name: Range<Int>, number: Int?, end: Int)? {
    let none = index..<index
    let before = text.at(index - 1)
    switch text[index] {
    case 0x3F: return text.isWordByte(index - 1) ? nil : (none, nil, index + 1)
    case 0x24:
      guard let number = number(text, index + 1) else { return nil }
      return (none, number.value, number.end)
    case 0x40, 0x3A:
      // `::date` is a cast.
      guard before != 0x3A, !text.isWordByte(index - 1), before != 0x40 else { return nil }
      let end = wordEnd(text, index + 1)
      return end > index + 1 && !text.at(index + 1).isDigit ? (index + 1..<end, nil, end) : nil
    case 0x25:
      if text.at(index + 1) == 0x73, !text.isWordByte(index + 2) { return (none, nil, index + 2) }
      guard text.at(index + 1) == 0x28 else { return nil }
      let end = wordEnd(text, index + 2)
      return text.at(end) == 0x29 && text.at(end + 1) == 0x73
        ? (index + 2..<end, nil, end + 2) : nil
    default: return nil
    }
  }

  /// The name of the column with which what begins at an offset is compared: `p.last_name = `, `lower("mrn") IN (`.
  private static func column(_ text: Span<UInt8>, before offset: Int) -> Range<Int>? {
    let floor = max(0, offset - columnReach)
    var place = blanksBefore(text, offset, floor)
    // `N'…'`, `E'…'`, `\"…\"`
    if place == offset, text.at(place - 1) == 0x5C { place -= 1 }
    if place == offset, [0x4E, 0x45, 0x6E].contains(text.at(place - 1)),
      !text.isWordByte(place - 2)
    {
      place = blanksBefore(text, place - 1, floor)
    }
    // What follows the first of a list belongs to the same column.
    let isFurther = text.at(place - 1) == 0x2C
    if isFurther {
      while place > floor, text[place - 1] != 0x28 {
        if text[place - 1] == 0x29 || text[place - 1] == 0x3B || text[place - 1] == 0x3D {
          return nil
        }
        place -= 1
      }
    }
    if text.at(place - 1) == 0x28 {
      place = blanksBefore(text, place - 1, floor)
      let word = wordBefore(text, place, floor)
      place = blanksBefore(text, word.lowerBound, floor)
      if Token.hash(text, word) == inWord {
        return name(text, before: place, floor)
      }
      guard !isFurther, functions.contains(Token.hash(text, word)) else { return nil }
    }
    let end = place
    while place > floor, [0x3C, 0x3D, 0x3E, 0x21, 0x7E].contains(text[place - 1]), end - place < 3 {
      place -= 1
    }
    if place == end {
      var word = wordBefore(text, place, floor)
      if Token.hash(text, word) == andWord {
        // `BETWEEN ? AND ?`
        let before = blanksBefore(text, word.lowerBound, floor)
        word = wordBefore(text, before, floor)
        var between = word.lowerBound
        if text.at(before - 1) == 0x27 {
          between = before - 1
          while between > floor, text[between - 1] != 0x27 { between -= 1 }
          between -= 1
        }
        while between > floor,
          text[between - 1] <= 0x20 || [0x3F, 0x24].contains(text[between - 1])
        {
          between -= 1
        }
        word = wordBefore(text, between, floor)
      }
      guard operators.contains(Token.hash(text, word)) else { return nil }
      place = word.lowerBound
    }
    return name(text, before: blanksBefore(text, place, floor), floor)
  }

  /// The last part of a name that ends at an offset: `p.[LastName]`, `lower(p.last_name)`.
  private static func name(_ text: Span<UInt8>, before offset: Int, _ floor: Int) -> Range<Int>? {
    var place = offset
    let negation = wordBefore(text, place, floor)
    if Token.hash(text, negation) == notWord {
      place = blanksBefore(text, negation.lowerBound, floor)
    }
    if text.at(place - 1) == 0x29 { place = blanksBefore(text, place - 1, floor) }
    while [0x22, 0x60, 0x5D, 0x5C].contains(text.at(place - 1)) { place -= 1 }
    let word = wordBefore(text, place, floor)
    return word.isEmpty || text[word.lowerBound].isDigit ? nil : word
  }

  private static func blanksBefore(_ text: Span<UInt8>, _ offset: Int, _ floor: Int) -> Int {
    var place = offset
    while place > floor, text[place - 1] <= 0x20 { place -= 1 }
    return place
  }

  /// The word that ends at an offset; empty where none does.
  private static func wordBefore(_ text: Span<UInt8>, _ end: Int, _ floor: Int) -> Range<Int> {
    var start = end
    while start > floor, text.isWordByte(start - 1) || text[start - 1] == 0x5F { start -= 1 }
    return start..<end
  }
}

/// Where the reading stands in rows behind `VALUES`.
private struct RowOfPlaces {
  /// What the columns say; empty where nobody names them.
  var judgements: [FieldJudgement] = []
  /// Brackets that are open, and the column in hand.
  private var (depth, column) = (0, 0)

  init(judgements: [FieldJudgement] = []) { self.judgements = judgements }

  /// Whether the reading stands in one.
  var isOpen: Bool { depth > 0 }

  /// What the column in hand says; nil outside of rows.
  var judgement: FieldJudgement? {
    guard depth > 0, !judgements.isEmpty else { return nil }
    return column < judgements.count ? judgements[column] : FieldJudgement()
  }

  /// Goes over a byte.
  mutating func step(_ byte: UInt8) {
    guard !judgements.isEmpty else { return }
    switch byte {
    case 0x28:
      if depth == 0 { column = 0 }
      depth += 1
    case 0x29: depth = max(0, depth - 1)
    case 0x2C: if depth == 1 { column += 1 }
    default: break
    }
  }
}
