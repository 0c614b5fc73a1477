import Vocabulary

/// Short numbers of records in lists of people: nothing but their place says what they are.
///
/// ```
/// FROST, JUNE          34370      DOB 08/06/1976        re: Rose Short (7/24/40) \u{23}48117        1) Hale, Sue / 73451
/// ```
extension Engine {
  /// Digits of such a number: longer ones are found beside anybody, shorter ones are too many things.
  private static let recordDigits = 5
  /// Bytes between it and what stands beside it, at most.
  private static let recordGapMax = 24

  /// Whether a number of that length stands behind the full name of somebody as the next cell of a line does.
  ///
  /// `next`: the index of the first finding behind it, of `known`.
  func isRecordBeside(
    _ text: Span<UInt8>,
    _ index: Int,
    _ next: Int,
    _ known: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.isDigits, token.length == Self.recordDigits, next > 0 else { return false }
    if isLineOfStaff(text, index, scratch.found[next - 1], scratch) { return true }
    var last = next - 1
    // A day of birth in brackets may stand between.
    if scratch.found[last].kind == .date, last > 0 { last -= 1 }
    let (name, before) = (scratch.found[last], scratch.found[next - 1])
    guard name.kind == .name, name.masked, isFullName(text, name),
      scratch.found[next - 1].end - name.end <= Self.recordGapMax
    else { return false }
    let gap = before.end..<Int(token.start)
    guard gap.count <= Self.recordGapMax, let sign = Self.sign(text, gap) else { return false }
    if sign == .number { return true }
    let isDay =
      next < known && scratch.found[next].kind == .date
      && scratch.found[next].start - token.end <= Self.dayGapMax
    return isDay || sign == .cell && last == next - 1 && Self.endsCell(text, token.end)
  }

  /// Whether a number stands right behind the name of somebody whose post is named before it, as the line at which one is
  /// reached: `ED rn is Kofi 52208`.
  private func isLineOfStaff(
    _ text: Span<UInt8>,
    _ index: Int,
    _ name: Finding,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard name.kind == .name, name.masked, name.end == Int(token.start) - 1,
      text[name.end] == 0x20, token.hash % 500 != 0, !isWord(index + 1, [.unit, .ageUnit], scratch)
    else { return false }
    var at = index - 1
    while at > 0, index - at <= Self.postReach, scratch.tokens[at].gap != .lineBreak {
      at -= 1
      if Self.posts.contains(scratch.tokens[at].hash) { return true }
    }
    return false
  }

  /// Tokens before a number in which a post is looked for.
  private static let postReach = 8
  private static let posts = hashes(
    "rn nurse charge resident intern fellow attending hospitalist np pa md dr pharmacist pharm tech rt sw coordinator "
      + "supervisor operator call page paged pager"
  )

  /// Bytes between such a number and the day of birth behind it.
  private static let dayGapMax = 12

  /// What stands between a name and a number.
  private enum Sign { case number, cell, blank }

  private static func sign(_ text: Span<UInt8>, _ gap: Range<Int>) -> Sign? {
    var (blanks, marks) = (0, 0)
    for offset in gap {
      switch text[offset] {
      case 0x20: blanks += 1
      case 0x09: blanks += 2
      case 0x2F, 0x7C, 0x3B: marks += 1
      case 0x29 where offset == gap.lowerBound: break
      case 0x23 where offset == gap.upperBound - 1: return .number
      default: return nil
      }
    }
    guard marks < 2 else { return nil }
    return blanks > 1 ? .cell : blanks == 1 && marks == 0 ? .blank : nil
  }

  /// Whether a cell of a line ends at an offset.
  private static func endsCell(_ text: Span<UInt8>, _ end: Int) -> Bool {
    switch (text.at(end), text.at(end + 1)) {
    case (0x20, 0x20), (0x20, 0x2F), (0x20, 0x7C), (0x09, _), (0x0A, _), (0x0D, _), (0, _): true
    default: false
    }
  }

  /// Whether a name has two words.
  private func isFullName(_ text: Span<UInt8>, _ name: Finding) -> Bool {
    name.range.dropFirst().dropLast().contains { text[$0] == 0x20 || text[$0] == 0x2C }
  }
}
