import Vocabulary

/// What stands between a bracket and its counterpart, cut at commas.
struct LiteralGroup {
  /// The offset of the bracket that opens.
  var open: Int
  /// The offset of the one that closes.
  var close = 0
  /// What the commas hold apart, without white space around; in braces, lines, too.
  var items: [Range<Int>] = []
  /// Whether the text ends before its counterpart.
  var isCut = false

  /// Hands on every group of a text once it closes, the inner ones first, and those that do not at its end.
  ///
  /// Brackets in strings are none; a string ends at its line's end, and a quote begins one where a value may stand:
  /// the apostrophe of `don't` does not.
  static func walk(_ text: Span<UInt8>, depthMax: Int, _ take: (LiteralGroup) -> Void) {
    var open: [(group: LiteralGroup, start: Int, kind: UInt8)] = []
    var (index, before): (Int, UInt8) = (0, 0x0A)
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x22, 0x27, 0x60:
        if mayOpen(before, text.at(index - 1)), let end = stringEnd(text, index) { index = end }
      case 0x28, 0x5B, 0x7B:
        if open.count == depthMax { open.removeFirst() }
        open.append((LiteralGroup(open: index), index + 1, byte))
      case 0x2C, 0x0A:
        if let last = open.indices.last, byte == 0x2C || open[last].kind == 0x7B {
          open[last].group.add(text, open[last].start..<index)
          open[last].start = index + 1
        }
      case 0x29, 0x5D, 0x7D:
        // What was opened otherwise and never closed is none.
        guard let last = open.lastIndex(where: { closes(byte, $0.kind) }) else { break }
        open.removeSubrange((last + 1)...)
        if var found = open.popLast() {
          found.group.add(text, found.start..<index)
          found.group.close = index
          take(found.group)
        }
      default: break
      }
      if index < text.count, text[index] > 0x20 || text[index] == 0x0A { before = text[index] }
      index += 1
    }
    for var found in open.map(\.group) {
      (found.close, found.isCut) = (text.count, true)
      take(found)
    }
  }

  private static func closes(_ byte: UInt8, _ kind: UInt8) -> Bool {
    byte == 0x29 ? kind == 0x28 : byte == kind + 2
  }

  /// Whether a quote may begin a string behind a byte that is no blank, right behind `last`.
  private static func mayOpen(_ before: UInt8, _ last: UInt8) -> Bool {
    switch before {
    case 0x28, 0x5B, 0x7B, 0x2C, 0x3D, 0x3A, 0x0A, 0x3E: true
    // `N'…'`, `u"…"`.
    default: last.isLetter && [0x4E, 0x75, 0x62, 0x72, 0x66, 0x65].contains(last)
    }
  }

  /// Where the string ends that begins at an offset; nil where it does not in its line.
  private static func stringEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let quote = text[start]
    var index = start + 1
    while index < text.count, text[index] != 0x0A {
      if text[index] == 0x5C {
        index += 2
        continue
      }
      if text[index] == quote {
        guard text.at(index + 1) == quote else { return index }
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// Adds an item, without white space around it; nothing where it is empty.
  private mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    if start < end { items.append(start..<end) }
  }

  /// The bytes in the quotes of a string; nil for what is none.
  static func string(_ text: Span<UInt8>, _ item: Range<Int>) -> Range<Int>? {
    var start = item.lowerBound
    if text[start].isLetter { start += 1 }
    let quote = text.at(start)
    guard quote == 0x22 || quote == 0x27 || quote == 0x60, item.upperBound - start > 1,
      text[item.upperBound - 1] == quote
    else { return nil }
    // `"level": "info"` is two.
    var index = start + 1
    while index < item.upperBound - 1 {
      if text[index] == 0x5C {
        index += 1
      } else if text[index] == quote {
        guard text[index + 1] == quote, index + 2 < item.upperBound else { return nil }
        index += 1
      }
      index += 1
    }
    return start + 1..<item.upperBound - 1
  }

  /// What an item is the literal of: in quotes, a number, or for a date what a call is given; nil for others.
  static func value(_ text: Span<UInt8>, _ item: Range<Int>, isDate: Bool) -> Range<Int>? {
    if let inside = string(text, item) { return inside.isEmpty ? nil : inside }
    let first = text[item.lowerBound]
    if first.isDigit { return item }
    guard isDate, text[item.upperBound - 1] == 0x29,
      let open = item.first(where: { text[$0] == 0x28 }), open + 1 < item.upperBound - 1
    else { return nil }
    let inside = open + 1..<item.upperBound - 1
    return string(text, inside) ?? inside
  }

  /// Whether the group is the year, month and day from which a program makes a date: `date(1960, 6, 20)`,
  /// `LocalDate.of(1957, 9, 13)`.
  func isDay(_ text: Span<UInt8>) -> Bool {
    guard items.count == 3, text[open] == 0x28 else { return false }
    let numbers = items.map { Self.number(text, $0) }
    guard (1_850...2_100).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { return false }
    var start = open
    while text.at(start - 1).isAlphanumeric || [0x2E, 0x5F, 0x3A].contains(text.at(start - 1)) {
      start -= 1
    }
    let date: [UInt8] = Array("date".utf8)
    return start + date.count <= open
      && (start...open - date.count)
        .contains { first in date.indices.allSatisfy { text[first + $0] | 0x20 == date[$0] } }
  }

  /// The number that an item is; -1 for what is none.
  private static func number(_ text: Span<UInt8>, _ item: Range<Int>) -> Int {
    let digitsMax = 4
    guard item.count <= digitsMax, item.allSatisfy({ text[$0].isDigit }) else { return -1 }
    return item.reduce(0) { $0 * 10 + Int(text[$1] &- 0x30) }
  }

  /// Whether at least half of the items are literals, one of them a string.
  func isRow(_ text: Span<UInt8>) -> Bool {
    var (strings, literals) = (0, 0)
    for item in items {
      if Self.string(text, item) != nil {
        strings += 1
      } else if text[item.lowerBound].isDigit {
        literals += 1
      }
    }
    return strings > 0 && (strings + literals) * 2 >= items.count
  }

  /// Whether a name stands right before the bracket.
  func isCall(_ text: Span<UInt8>) -> Bool {
    text[open] == 0x28 && (text.at(open - 1).isAlphanumeric || text.at(open - 1) == 0x5F)
  }

  /// The hash of the name right before the bracket; 0 where none does, and where it makes lists of anything.
  func callee(_ text: Span<UInt8>) -> UInt64 {
    var start = open
    while text.at(start - 1) == 0x20 { start -= 1 }
    let end = start
    while text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x5F { start -= 1 }
    guard start < end else { return 0 }
    let hash = Token.hash(text, start..<end)
    return Self.makers.contains(hash) ? 0 : hash
  }

  /// What makes a list or a row of anything, or stands before one.
  private static let makers = Engine.hashes(
    """
    c list tuple values array vector row rows dict frame dataframe data columns names fields in of and new return \
    struct interface class s as into set init constructor append push add insert struct_list createdataframe
    """
  )

  /// The hash of what the first item says, as the name of what is defined; 0 where it is no string.
  func firstHash(_ text: Span<UInt8>) -> UInt64 {
    guard let item = items.first, let inside = Self.string(text, item), !inside.isEmpty else {
      return 0
    }
    return Token.hash(text, inside)
  }
}
