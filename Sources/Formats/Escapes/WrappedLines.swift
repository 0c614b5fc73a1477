import Vocabulary

/// Ends of lines in prose at which a value may be cut in two: letters and quoted mail break their lines
/// at a width, whatever stands there.
///
/// ```
/// > You can call me at (251)
/// > 555-1234 after five. She was born on January
/// > 19, 1972. The nurse lives at 640
/// > County Route 9.
/// ```
///
/// In most values what stands before the break or behind it has digits; names are found across lines anyway,
/// but for those behind a title.
struct WrappedLines {
  private let bytes: [UInt8]
  private let range: Range<Int>

  /// Bytes of a line from which on it may have been broken, and words in small letters that make it prose.
  private static let lineBytesMin = 32
  private static let smallWordsMin = 3
  /// Bytes of a line that are looked at, before its end.
  private static let lineBytesMax = 160
  /// Bytes of what stands before a line of quoted mail, and of a word beside the break.
  private static let prefixBytesMax = 16
  private static let wordBytesMax = 12

  private static let months = words(
    """
    january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
  )
  private static let titles = words("mr mrs ms miss dr prof")
  private static let streets = words(
    "st street ave avenue rd road ln lane dr drive ct court blvd boulevard ter terrace pl place way hwy highway"
  )

  private static func words(_ text: String) -> Set<[UInt8]> {
    Set(text.split(separator: " ").map { Array($0.utf8) })
  }

  /// Looks at a range of bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// The first such end from `position` on: with the blanks before it, and what begins the next line.
  func next(from position: Int) -> Range<Int>? {
    var position = position
    while position < range.upperBound {
      position = bytes.first(of: 0x0A, from: position, to: range.upperBound)
      if position == range.upperBound { return nil }
      if let found = wrap(at: position) { return found }
      position += 1
    }
    return nil
  }

  private func wrap(at end: Int) -> Range<Int>? {
    var (start, next) = (end, end + 1)
    while start > range.lowerBound, bytes[start - 1] <= 0x20, bytes[start - 1] != 0x0A {
      start -= 1
    }
    while next < range.upperBound, next - end <= Self.prefixBytesMax,
      bytes[next] == 0x20 || bytes[next] == 0x3E || bytes[next] == 0x09
    { next += 1 }
    guard start > range.lowerBound, next < range.upperBound,
      mayBeCut(start, next), isProse(before: start)
    else { return nil }
    return start..<next
  }

  /// Whether what stands on both sides of a break may be one value.
  private func mayBeCut(_ start: Int, _ next: Int) -> Bool {
    let (last, first) = (bytes[start - 1], bytes[next])
    guard first.isDigit || first.isUppercase else { return false }
    if first.isDigit, isTime(next) { return false }
    if last.isDigit || last == 0x29 && start > 1 && bytes[start - 2].isDigit {
      return first.isDigit || first.isUppercase
    }
    let word = word(before: last == 0x2E ? start - 1 : start)
    if first.isDigit {
      return last.isLetter
        && (Self.months.contains(word.map { $0 | 0x20 }) || word.allSatisfy(\.isUppercase))
        || last == 0x2E && Self.months.contains(word.map { $0 | 0x20 })
    }
    guard first.isUppercase, word.first?.isUppercase == true else { return false }
    if Self.titles.contains(word.map { $0 | 0x20 }) { return true }
    return last.isLetter && Self.streets.contains(self.word(from: next).map { $0 | 0x20 })
  }

  /// Whether a line begins with a day or a time, as each one of a log does: `2026-11-21`, `09:12`, `3/4`.
  private func isTime(_ start: Int) -> Bool {
    var end = start
    while end < range.upperBound, end - start <= Self.yearDigits, bytes[end].isDigit { end += 1 }
    guard end < range.upperBound else { return false }
    return switch bytes[end] {
    case 0x3A: true
    case 0x2D, 0x2F: end - start == Self.yearDigits || end - start < 3
    case 0x2E: end - start < 3 && end + 1 < range.upperBound && bytes[end + 1].isDigit
    default: false
    }
  }

  private static let yearDigits = 4

  private func word(before end: Int) -> [UInt8] {
    var start = end
    while start > range.lowerBound, end - start <= Self.wordBytesMax, bytes[start - 1].isLetter {
      start -= 1
    }
    return Array(bytes[start..<end])
  }

  private func word(from start: Int) -> [UInt8] {
    var end = start
    while end < range.upperBound, end - start <= Self.wordBytesMax, bytes[end].isLetter { end += 1 }
    return Array(bytes[start..<end])
  }

  /// Whether the line that ends at an offset is long enough, and prose.
  private func isProse(before end: Int) -> Bool {
    // Rows of tables have no blanks.
    let first = max(range.lowerBound, end - Self.lineBytesMax)
    guard bytes.first(of: 0x20, from: first, to: end) < end else { return false }
    var (start, words, letters) = (end, 0, 0)
    while start > range.lowerBound, end - start < Self.lineBytesMax, bytes[start - 1] != 0x0A {
      start -= 1
      let byte = bytes[start]
      if byte.isLetter, !byte.isUppercase {
        letters += 1
      } else {
        if letters > 1, byte == 0x20 { words += 1 }
        letters = 0
      }
    }
    return end - start >= Self.lineBytesMin && words >= Self.smallWordsMin
  }
}
