import Vocabulary

/// Values that a trail says were changed: `Last Name changed from 'Frost' to 'Page'`.
extension Scanner {
  /// Words that say so behind the name of a field.
  static let changing = Engine.table("changed updated modified corrected edited amended")
  /// Bytes of a value, at most.
  private static let changedBytesMax = 64

  /// Whether the next word says so of what a word ends.
  @inline(__always)
  func isChanged(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let end = scratch.tokens[index].end
    guard text.at(end) == 0x20, index &+ 2 < scratch.tokens.count, Self.mayChange(text.at(end &+ 1))
    else { return false }
    return Self.changing(scratch.tokens[index &+ 1].hash) != 0
  }

  /// Whether a word that says so may begin with a byte.
  @inline(__always)
  static func mayChange(_ first: UInt8) -> Bool {
    switch first {
    case 0x61, 0x63, 0x65, 0x6D, 0x75: true
    default: false
    }
  }

  /// Takes both values behind a label that ends with a word: `from … to …`.
  func takeChange(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tokens[index + 2].hash == Self.fromWord,
      let label = label(text, index, 0x3D, scratch), label != .person
    else { return }
    let start = scratch.tokens[index + 2].end
    guard let before = changed(text, start), emitChanged(text, before.value, label, &scratch) else {
      return
    }
    // `to`, between blanks.
    let place = before.end
    guard text.at(place) == 0x20, text.at(place + 1) == 0x74, text.at(place + 2) == 0x6F,
      let after = changed(text, place + 3)
    else { return }
    _ = emitChanged(text, after.value, label, &scratch)
  }

  private func emitChanged(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ label: Label,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let isName = value.allSatisfy {
      let byte = text[$0]
      return byte.isLetter || byte >= 0x80 || [0x20, 0x27, 0x2C, 0x2D, 0x2E].contains(byte)
    }
    guard isName, value.count > 1 else { return false }
    if !Self.isNone(text, value) { emit(text, value, label, &scratch) }
    return true
  }

  /// The value behind an offset, in quotes or up to ` to ` or the end of what is said, and where it ends.
  private func changed(_ text: Span<UInt8>, _ start: Int) -> (value: Range<Int>, end: Int)? {
    guard text.at(start) == 0x20 else { return nil }
    let first = start + 1
    let quote = text.at(first)
    if quote == 0x22 || quote == 0x27 {
      var end = first + 1
      while end - first < Self.changedBytesMax, end < text.count, text[end] != 0x0A {
        if text[end] == quote, !text.at(end + 1).isLetter { return (first + 1..<end, end + 1) }
        end += 1
      }
      return nil
    }
    guard quote.isUppercase || quote >= 0xC3 else { return nil }
    var end = first
    while end - first < Self.changedBytesMax, end < text.count, !Self.endsChange(text, end) {
      end += 1
    }
    return end > first ? (first..<end, end) : nil
  }

  private static func endsChange(_ text: Span<UInt8>, _ end: Int) -> Bool {
    switch text[end] {
    case 0x0A, 0x0D, 0x28, 0x2C, 0x3B: return true
    case 0x2E: return text.at(end + 1) <= 0x20
    case 0x20:
      // Words with capitals go on a name; `to`, `by` and `on` do not.
      return !(text.at(end + 1).isUppercase || text.at(end + 1) >= 0xC3)
    default: return false
    }
  }

  private static var fromWord: UInt64 { Token.word("from") }
}
