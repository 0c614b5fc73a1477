import Vocabulary

/// Days and ZIP codes in printed forms, which have boxes and no labels.
///
/// ```
/// OKAFOR, CHIDI N               04 12 61 X         OKAFOR, CHIDI N
/// 12180          518 5550134                       12180        518 5550134
/// 04121961 M 030125 08 1 1 12 01
/// ```
///
/// Sources: NUCC, 1500 Claim Form Reference Instruction Manual, items 3, 5 and 11; NUBC, UB-04, form locators 10 and 11.
extension Engine {
  /// Digits of days written in one, and lines between a town and its ZIP code.
  private static let (shortDay, longDay, linesBetween) = (6, 8, 2)
  /// Bytes of a line that is looked at.
  private static let formLineMax = 240

  /// Appends days beside a sex or a name in a line to `scratch.found`, which is sorted before and behind.
  func matchFormDays(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var days: [Finding] = []
    for index in scratch.tokens.indices where scratch.tokens[index].isDigits {
      let token = scratch.tokens[index]
      let range: Range<Int>
      switch Int(token.length) {
      case 2:
        guard let end = boxedDayEnd(text, index, scratch) else { continue }
        range = Int(token.start)..<end
      case Self.shortDay, Self.longDay:
        guard isWhole(text, token), isDay(text, token), isBeforeSex(text, token.end) else {
          continue
        }
        range = token.range
      default: continue
      }
      guard
        !scratch.found.contains(where: { $0.start < range.upperBound && range.lowerBound < $0.end }
        ),
        let finding = wholeValue(text, at: range, .date, .none)
      else { continue }
      days.append(finding)
    }
    let zips = formZips(text, scratch)
    guard !days.isEmpty || !zips.isEmpty else { return }
    for zip in zips {
      scratch.found.removeAll { $0.start < zip.end && zip.start < $0.end }
    }
    scratch.found += days + zips
    scratch.found.sort { $0.start < $1.start }
  }

  /// Whether blanks or the line's ends stand on both sides of digits.
  private func isWhole(_ text: Span<UInt8>, _ token: Token) -> Bool {
    (token.start == 0 || text[Int(token.start) - 1] <= 0x20) && text.at(token.end) <= 0x20
  }

  /// Where a day in three boxes ends whose first one is a token: `04 12 61`, with a sex behind it or a name in its line.
  private func boxedDayEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard index + 2 < scratch.tokens.count else { return nil }
    let parts = (index...index + 2).map { scratch.tokens[$0] }
    let start = Int(parts[0].start)
    guard parts[1].isDigits, parts[1].length == 2, parts[2].isDigits,
      parts[2].length == 2 || parts[2].length == 4,
      zip(parts, parts.dropFirst())
        .allSatisfy({ one, two in
          let gap = Int(two.start) - one.end
          return (1...2).contains(gap) && text[one.end] == 0x20
        }),
      (1...12).contains(parts[0].hash), (1...31).contains(parts[1].hash),
      parts[2].length == 2 || (1_900...2_099).contains(parts[2].hash),
      start == 0 || text[start - 1] == 0x0A
        || text[start - 1] == 0x20 && (start == 1 || text[start - 2] <= 0x20)
    else { return nil }
    let end = parts[2].end
    if isBeforeSex(text, end) { return end }
    guard text.at(end) < 0x20 || text.at(end + 1) <= 0x20,
      let line = text.line(around: start, bytesMax: Self.formLineMax)
    else { return nil }
    return scratch.found.contains {
      $0.kind == .name && $0.masked && line.contains($0.start)
    } ? end : nil
  }

  /// Whether a sex stands behind an offset, or the mark in its box.
  private func isBeforeSex(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var place = end
    while text.at(place) == 0x20, place - end < Self.sexBytesMax { place += 1 }
    return place > end && [0x4D, 0x46, 0x58, 0x55].contains(text.at(place))
      && (text.at(place + 1) <= 0x20 || place + 1 >= text.count)
  }

  /// Blanks between a day and a sex.
  private static let sexBytesMax = 6

  /// Whether digits are a month, a day and a year, or a year first.
  private func isDay(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let digits = token.range.map { Int(text[$0] &- 0x30) }
    func two(_ place: Int) -> Int { digits[place] * 10 + digits[place + 1] }
    func isMonthDay(_ place: Int) -> Bool {
      (1...12).contains(two(place)) && (1...31).contains(two(place + 2))
    }
    if token.length == Self.shortDay { return isMonthDay(0) }
    return isMonthDay(0) && (18...20).contains(two(4))
      || (18...20).contains(two(0)) && isMonthDay(4)
  }

  // MARK: ZIP codes

  /// ZIP codes in lines of numbers alone below a line with a state.
  private func formZips(_ text: Span<UInt8>, _ scratch: borrowing ScanScratch) -> [Finding] {
    var (zips, index, last) = ([Finding](), 0, -1)
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      if token.shape == .upper, token.length == 2, States.codes(token.hash) != 0,
        isBoxed(text, token)
      {
        last = index
      }
      defer { index += 1 }
      guard last >= 0, token.isDigits, token.length == 5, isLineStart(text, Int(token.start)),
        Self.lines(text, scratch.tokens[last].end, Int(token.start)) <= Self.linesBetween
      else { continue }
      let end = text.lineEnd(from: Int(token.start))
      var next = index
      var line: [Token] = []
      while next < scratch.tokens.count, Int(scratch.tokens[next].start) < end {
        line.append(scratch.tokens[next])
        next += 1
      }
      guard line.allSatisfy({ $0.isDigits && $0.length > 2 }) else { continue }
      zips += line.filter { $0.length == 5 && isWhole(text, $0) }
        .compactMap { wholeValue(text, at: $0.range, .location, .zip) }
    }
    return zips
  }

  /// Whether two blanks or the line's end stand on both sides of a word.
  private func isBoxed(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let start = Int(token.start)
    let isBefore = start > 1 && text[start - 1] == 0x20 && text[start - 2] == 0x20
    return isBefore && (text.at(token.end) < 0x20 || text.at(token.end + 1) == 0x20)
  }

  private func isLineStart(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    while place > 0, text[place - 1] == 0x20 { place -= 1 }
    return place == 0 || text[place - 1] == 0x0A
  }

  /// Line ends between two offsets.
  private static func lines(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard end - start < formLineMax * linesBetween else { return linesBetween + 1 }
    return (start..<end).count { text[$0] == 0x0A }
  }
}
