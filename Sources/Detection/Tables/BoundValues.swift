import Vocabulary

/// Values that are bound to the places of a statement next to it or below, as logs have them.
///
/// ```
/// binding parameter [1] as [VARCHAR] - [Frost]          $1 = 'Frost', $2 = '4711'
/// binding parameter (1:VARCHAR) <- [Frost]              [Parameters=[@p0='Frost' (Size = 40), @p1='4711']]
/// ==> Parameters: Frost(String), 4711(Integer)          bindings: [ "Frost", "4711" ]
/// ```
///
/// Sources: logs of PostgreSQL, Hibernate 5 and 6, EF Core, MyBatis, knex, TypeORM, SQLAlchemy and Django.
extension Scanner {
  /// Bytes behind a statement and before one in which values are bound, and of one of these, at most.
  private static let behindMax = 8_192
  private static let beforeMax = 4_096
  private static let boundBytesMax = 256
  /// Bytes between the number of a place and its value, at most; open brackets in a list of values, at most.
  private static let boundReach = 48
  private static let boundDepthMax = 16
  /// Words before a list of bound values, those of a report that a row or a key is refused, and what stands for no value.
  private static let cues = Engine.hashes(
    "bindings binds bind params parameters args arguments values replacements"
  )
  private static var key: UInt64 { Token.word("key") }
  private static var null: UInt64 { Token.word("null") }
  private static let parametersLine = Array("Parameters: ".utf8)

  /// Takes the values that are bound to the places of statements.
  func takeBound(_ text: Span<UInt8>, _ statements: [Statement], _ cells: inout [DumpCell]) {
    for (index, statement) in statements.enumerated() where !statement.places.isEmpty {
      let start = statement.range.lowerBound
      let next = index + 1 < statements.count ? statements[index + 1].range.lowerBound : text.count
      let last = index > 0 ? statements[index - 1].range.upperBound : 0
      let behind =
        statement.range
        .upperBound..<min(
          next,
          statement.range.upperBound + Self.behindMax
        )
      takeNumbered(text, behind, statement, &cells)
      if statement.places.contains(where: { !$0.name.isEmpty }) {
        takeNamed(text, max(last, start - Self.beforeMax)..<start, statement, &cells)
        takeNamed(text, behind, statement, &cells)
      }
      takeListed(text, start..<behind.upperBound, statement, &cells)
    }
  }

  /// `$2 = 'Troy'`, `parameter [2] as [VARCHAR] - [Troy]`, `parameter (2:VARCHAR) <- [Troy]`.
  private func takeNumbered(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ statement: Statement,
    _ cells: inout [DumpCell]
  ) {
    var index = range.lowerBound
    while index + 4 < range.upperBound {
      defer { index += 1 }
      let byte = text[index]
      guard byte == 0x24 || byte == 0x5B || byte == 0x28, let found = Self.number(text, index + 1)
      else { continue }
      let open: Int
      if byte == 0x24 {
        guard text.at(found.end) == 0x20, text.at(found.end + 1) == 0x3D,
          text.at(found.end + 2) == 0x20, text.at(found.end + 3) == 0x27
        else { continue }
        open = found.end + 4
      } else {
        guard index > 2, text[index - 1] == 0x20, text[index - 2] == 0x72,
          text.at(found.end) == (byte == 0x5B ? 0x5D : 0x3A),
          let value = Self.boundValue(text, found.end + 1)
        else { continue }
        open = value
      }
      let quote: UInt8 = text[open - 1] == 0x27 ? 0x27 : 0x5D
      guard let end = Self.end(text, from: open, quote) else { continue }
      if let place = statement.place(found.value) { takeValue(text, open..<end, place, &cells) }
      index = end
    }
  }

  /// `@p0='Bill'`, `@__lastName_0='Frost' (Size = 40)`, `:mrn = '4711'`.
  private func takeNamed(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ statement: Statement,
    _ cells: inout [DumpCell]
  ) {
    var index = range.lowerBound
    while index + 3 < range.upperBound {
      defer { index += 1 }
      guard text[index] == 0x40 || text[index] == 0x3A else { continue }
      var end = index + 1
      while text.isWordByte(end) || text.at(end) == 0x5F { end += 1 }
      let name = index + 1..<end
      while text.at(end) == 0x20 { end += 1 }
      guard text.at(end) == 0x3D, !name.isEmpty,
        let place = statement.places.first(where: { place in
          place.name.count == name.count && zip(place.name, name).allSatisfy { $0 == text[$1] }
        })
      else { continue }
      end += 1
      while text.at(end) == 0x20 { end += 1 }
      if text.at(end) == 0x4E, text.at(end + 1) == 0x27 { end += 1 }
      if text.at(end) == 0x27 {
        guard let close = Self.end(text, from: end + 1, 0x27) else { continue }
        takeValue(text, end + 1..<close, place, &cells)
        index = close
      } else {
        let start = end
        while text.at(end).isAlphanumeric || text.at(end) == 0x2D { end += 1 }
        takeValue(text, start..<end, place, &cells)
      }
    }
  }

  /// Lists of as many values as there are places, behind the last of them: the first one only.
  private func takeListed(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ statement: Statement,
    _ cells: inout [DumpCell]
  ) {
    let (places, start) = (statement.places, range.lowerBound)
    if takeTyped(text, range, statement, &cells) { return }
    guard !text.extracting(range).isEmpty else { return }
    var isTaken = false
    LiteralGroup.walk(text.extracting(range), depthMax: Self.boundDepthMax) { group in
      guard !isTaken, group.items.count == places.count else { return }
      let items = group.items.map { $0.lowerBound + start..<$0.upperBound + start }
      let isTold = Self.isTold(text, group.open + start)
      let values = items.map { LiteralGroup.value(text, $0, isDate: true) }
      guard
        isTold
          || items.count > 1
            && zip(items, values)
              .allSatisfy({ item, value in value != nil || Token.hash(text, item) == Self.null }),
        // The rows of the statement itself hold its places.
        !items.contains(where: { [0x3F, 0x24, 0x40, 0x3A, 0x25].contains(text[$0.lowerBound]) })
      else { return }
      isTaken = true
      for (place, (item, value)) in zip(places, zip(items, values)) {
        takeValue(text, value ?? item, place, &cells)
      }
    }
  }

  /// Whether a word before a bracket says that values are bound in it.
  private static func isTold(_ text: Span<UInt8>, _ open: Int) -> Bool {
    var end = open
    while [0x20, 0x3A, 0x3D, 0x3E, 0x22, 0x27].contains(text.at(end - 1)), open - end < 4 {
      end -= 1
    }
    var start = end
    while text.at(start - 1).isLetter { start -= 1 }
    return start < end && cues.contains(Token.hash(text, start..<end))
  }

  /// `Parameters: Frost(String), 4711(Integer)`.
  private func takeTyped(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ statement: Statement,
    _ cells: inout [DumpCell]
  ) -> Bool {
    let cue = Self.parametersLine
    var index = range.lowerBound
    while index + cue.count < range.upperBound {
      if text[index] == cue[0], cue.indices.allSatisfy({ text[index + $0] == cue[$0] }) { break }
      index += 1
    }
    index += cue.count
    guard index < range.upperBound, !text.at(index).isMark else { return false }
    let end = min(range.upperBound, text.lineEnd(from: index))
    var values: [Range<Int>] = []
    var start = index
    while index < end {
      // `null, Frost(String)`
      if index == start, Token.hash(text, index..<min(end, index + 4)) == Self.null {
        values.append(index..<index)
        index += 6
        start = index
        continue
      }
      if text[index] == 0x29, index + 1 == end || text[index + 1] == 0x2C || text[index + 1] == 0x0D
      {
        var open = index
        while open > start, text[open] != 0x28 { open -= 1 }
        values.append(start..<open)
        index += 3
        start = index
        continue
      }
      index += 1
    }
    guard values.count == statement.places.count else { return false }
    for (value, place) in zip(values, statement.places) { takeValue(text, value, place, &cells) }
    return true
  }

  /// Takes a value that is bound to a place.
  private func takeValue(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ place: Statement.Place,
    _ cells: inout [DumpCell]
  ) {
    guard Token.hash(text, value) != Self.null else { return }
    take(text, value, place.judgement, &cells)
  }

  /// Where a value ends that a quote closes in its line; nil where none does.
  private static func end(_ text: Span<UInt8>, from start: Int, _ quote: UInt8) -> Int? {
    var end = start
    while end < text.count, end - start <= boundBytesMax, text[end] != 0x0A {
      if text[end] == quote {
        guard quote == 0x27, text.at(end + 1) == 0x27 else { return end > start ? end : nil }
        end += 1
      }
      end += 1
    }
    return nil
  }

  /// The number at an offset, and where it ends.
  static func number(_ text: Span<UInt8>, _ start: Int) -> (value: Int, end: Int)? {
    var (end, value) = (start, 0)
    while end - start < 3, text.at(end).isDigit {
      value = value * 10 + Int(text[end] &- 0x30)
      end += 1
    }
    return end > start && !text.at(end).isDigit ? (value, end) : nil
  }

  /// Where the value begins that is bound behind the number of a place: ` as [VARCHAR] - [`, `VARCHAR) <- [`.
  private static func boundValue(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var index = start
    while index - start < boundReach, index < text.count, text[index] != 0x0A {
      if text[index] == 0x2D, text.at(index + 1) == 0x20, text.at(index + 2) == 0x5B {
        return index + 3
      }
      index += 1
    }
    return nil
  }

  // MARK: Keys

  /// Takes the values of a key that is refused: `Key (surname, dob)=(Frost, 1971-03-09)`.
  func takeKeys(
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch,
    _ cells: inout [DumpCell]
  ) {
    for token in scratch.tokens
    where token.hash == Self.key && text.at(token.end) == 0x20 && text.at(token.end + 1) == 0x28 {
      let start = token.end + 2
      guard let close = Self.end(text, from: start, 0x29), text.at(close + 1) == 0x3D,
        text.at(close + 2) == 0x28, let end = Self.end(text, from: close + 3, 0x29)
      else { continue }
      let names = Self.parts(text, start..<close)
      let values = Self.parts(text, close + 3..<end)
      guard names.count == values.count else { continue }
      let columns = names.map { name in String(decoding: name.map { text[$0] }, as: UTF8.self) }
      for (value, judgement) in zip(values, judgements(columns)) {
        take(text, value, judgement, &cells)
      }
    }
  }

  /// What a comma and a blank hold apart.
  static func parts(_ text: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
    var (parts, start) = ([Range<Int>](), range.lowerBound)
    for index in range.lowerBound...range.upperBound
    where index == range.upperBound || text[index] == 0x2C && text.at(index + 1) == 0x20 {
      if start < index { parts.append(start..<index) }
      start = index + 2
    }
    return parts
  }
}

extension UInt8 {
  /// Whether the byte opens a list.
  fileprivate var isMark: Bool { self == 0x28 || self == 0x5B || self == 0x7B }
}
