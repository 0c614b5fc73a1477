import Vocabulary

/// Months and days with a stroke: what tells `3/6` of a calendar from a score or a fraction.
extension Engine {
  /// Whether a date that was just found stands right before, as in `4/14, 6/3`.
  func goesOnWithDates(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard let last = scratch.found.last, last.kind == .date else { return false }
    let start = Int(scratch.tokens[first].start)
    // `, ` and ` and `.
    let gapMax = 5
    return last.end < start && start - last.end <= gapMax
  }

  /// Whether a time of four digits or a blood pressure stands beside: `0530 3/4`, `3/3 ~0640`,
  /// `142/80 3/1`.
  private func isBesideTime(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let before = scratch.tokens[first - 1]
    if before.isDigits, scratch.tokens[first].gap == .blank {
      // `EULAR 2010 9/10`: a year's criteria, unless a line begins with the time.
      let isYear = (1_950..<2_060).contains(before.hash) && before.gap == .blank
      if before.length == 4, before.hash < 2_400, before.hash % 100 < 60, !isYear { return true }
      let systolic = first >= 2 ? scratch.tokens[first - 2] : before
      if first >= 2, systolic.isDigits, text.at(systolic.end) == 0x2F,
        (70...250).contains(systolic.hash), (30...150).contains(before.hash)
      {
        return true
      }
    }
    guard last + 1 < scratch.tokens.count else { return false }
    let next = scratch.tokens[last + 1]
    return next.isDigits && next.length == 4 && next.hash < 2_400
      && text.at(Int(next.start) - 1) == 0x7E
  }

  /// Studies, whose results stand behind their day.
  static let studies = hashes(
    "tte tee ekg ecg eeg cxr kub cath egd pfts echo mri ct mra us labs lab pap mammo bcx ucx ray"
  )

  /// What several days are told of.
  private static let series = hashes("visits seizures spells episodes events infusions")

  /// What is counted in parts of a whole.
  private static let courses = hashes("wk wks week cycle fx day iddsi")

  /// Whether two numbers are a share of four at most: `2/2`, `3/4`.
  static func isLow(_ month: UInt64, _ day: UInt64) -> Bool { day <= 4 && month <= day }

  /// Days from which on `6/18` is hardly a score or a fraction.
  private static let scoreMax: UInt64 = 12

  /// Whether two numbers are a month and a day rather than a score, a fraction or a pressure.
  func isMonthDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard (1...12).contains(month), (1...31).contains(day), last == first + 1 else { return false }
    guard Int(scratch.tokens[last].start) == scratch.tokens[first].end + 1 else { return false }
    if let told = isMonthDayBySight(text, first, last, scratch) { return told }
    if isMonthDayTold(text, first, last, scratch) { return true }
    let near = first > 0 && scratch.tokens[first].gap != .lineBreak
    let isStudy = near && Self.studies.contains(scratch.tokens[first - 1].hash)
    if leadsToDay(text, last, scratch) { return true }
    let next = last + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    if follows, isWord(next, [.fraction, .unit], scratch) { return false }
    let goesOn =
      follows && next + 1 < scratch.tokens.count && scratch.tokens[next + 1].gap == .blank
    if goesOn, isWord(next + 1, .fraction, scratch), !isWord(next + 1, .of, scratch) {
      return false
    }
    let after = text.at(scratch.tokens[last].end)
    if after == 0x22 || after == 0x27 { return false }
    // `5/1.25`
    if after == 0x2E, text.at(scratch.tokens[last].end + 1).isDigit { return false }
    // `6/18` and `6/24` are what eyes see.
    if day > Self.scoreMax, month != 6 || day != 18 && day != 24 { return true }
    if isAboveOne(month, day) || isToldDay(text, first, last, scratch)
      || isOfSeries(text, first, last, scratch)
    {
      return true
    }
    if near, day > Self.scoreMax, isStudy || isWord(first - 1, [.on, .monthCue], scratch) {
      return true
    }
    if near, isDayOfCare(text, first, last, scratch) { return true }
    if beginsEntry(text, first, last, scratch) || isHeading(text, first, last, scratch) {
      return true
    }
    guard next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak else { return false }
    let end = scratch.tokens[last].end
    if text.at(end) == 0x40 || text.at(end) == 0x20 && text.at(end + 1) == 0x40 { return true }
    return scratch.tokens[next].isDigits && text.at(scratch.tokens[next].end) == 0x3A
  }

  /// Whether two blanks hold a day apart from what is before it, as the cells of a printed table.
  func isOwnCell(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let start = Int(scratch.tokens[first].start)
    return text.at(start - 1) == 0x20 && text.at(start - 2) == 0x20
  }

  private static var page: UInt64 { Token.word("p") }

  /// What stands before a month and a day, and how they are written, says of them: a date, none, or
  /// nothing (nil).
  private func isMonthDayBySight(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool? {
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    let near = first > 0 && scratch.tokens[first].gap != .lineBreak
    // `P.01/04`: a page of a fax.
    if near, scratch.tokens[first - 1].hash == Self.page,
      text.at(Int(scratch.tokens[first].start) - 1) == 0x2E
    {
      return false
    }
    if near, isWord(first - 1, .weekday, scratch) { return true }
    if near, goesOnWithDates(text, first, scratch) || isBesideTime(text, first, last, scratch) {
      return true
    }
    if near, isDayOfResult(text, first, last, scratch) { return true }
    if isContactDay(text, first, last, scratch) { return true }
    if isAbout(text, scratch.tokens[last].end) || beginsSpan(text, first, last, scratch) {
      return true
    }
    if isRatio(text, first, last, scratch) { return false }
    // `visits 9/2, 9/9, 9/16`
    if near, Self.series.contains(scratch.tokens[first - 1].hash),
      isOfSeries(text, first, last, scratch)
    {
      return true
    }
    let isStudy = near && Self.studies.contains(scratch.tokens[first - 1].hash)
    if isStudy && !Self.isLow(month, day) || near && isLastTime(first, scratch) { return true }
    // `03/19 02:11`
    if scratch.tokens[first].length == 2, scratch.tokens[last].length == 2,
      text.at(Int(scratch.tokens[first].start)) == 0x30, last + 1 < scratch.tokens.count,
      scratch.tokens[last + 1].isDigits, scratch.tokens[last + 1].gap == .blank,
      text.at(scratch.tokens[last + 1].end) == 0x3A
    {
      return true
    }
    // `3rd this month: 2/9`
    let isApart = near && (scratch.tokens[first].gap == .marks || isOwnCell(text, first, scratch))
    let isHoliday = near && isWord(first - 2, .holidayStart, scratch)
    if near,
      isWord(first - 1, .fraction, scratch)
        || !isApart && !isHoliday && isWord(first - 1, .unit, scratch)
    {
      return false
    }
    if near, day <= Self.scoreMax, isWord(first - 2, .fraction, scratch),
      scratch.tokens[last].length == 1 || text.at(Int(scratch.tokens[last].start)) != 0x30
    {
      return false
    }
    // `chemoRT wk 4/7`
    if near, month <= day, day <= Self.scoreMax, scratch.tokens[first].gap == .blank,
      Self.courses.contains(scratch.tokens[first - 1].hash)
    {
      return false
    }
    // `PHQ-9 12/27`
    if near, first > 1, scratch.tokens[first].gap == .blank, scratch.tokens[first - 1].isDigits,
      scratch.tokens[first - 1].length == 1, scratch.tokens[first - 1].gap == .mark,
      scratch.tokens[first - 2].shape == .upper
    {
      return false
    }
    return nil
  }

  /// Whether a span goes on to a second month and day: `7/1 through 9/28`, `10/6→10/11`.
  private func leadsToDay(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var next = last + 1
    guard next + 1 < scratch.tokens.count else { return false }
    let end = scratch.tokens[last].end
    let mark = text.at(end) == 0x20 ? end + 1 : end
    // An arrow, which is read as this sign, or one that is written `->`.
    let isArrow = text.at(mark) == 0x3E || text.at(mark) == 0x2D && text.at(mark + 1) == 0x3E
    if !isArrow {
      guard scratch.tokens[next].gap == .blank, isWord(next, .through, scratch) else {
        return false
      }
    }
    while next < scratch.tokens.count, !scratch.tokens[next].isDigits, next - last <= 2 {
      next += 1
    }
    guard next + 1 < scratch.tokens.count, scratch.tokens[next].isDigits,
      (1...12).contains(scratch.tokens[next].hash), text.at(scratch.tokens[next].end) == 0x2F,
      scratch.tokens[next + 1].isDigits, scratch.tokens[next + 1].gap == .mark,
      (1...31).contains(scratch.tokens[next + 1].hash)
    else { return false }
    return Int(scratch.tokens[next].start) - end <= 9
  }

  /// Days up to which a fraction is more probable: `2/2`, `3/4`, `4/5`.
  private static let fractionMax: UInt64 = 6

  /// Whether two numbers may be a month and a day where a person stands near.
  func isOpenDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard (1...12).contains(month), day > Self.fractionMax, day <= Self.scoreMax, day != 10,
      last == first + 1, Int(scratch.tokens[last].start) == scratch.tokens[first].end + 1
    else { return false }
    let near = first > 0 && scratch.tokens[first].gap != .lineBreak
    if isRatio(text, first, last, scratch) { return false }
    if near, isWord(first - 1, [.fraction, .unit, .score], scratch) { return false }
    if near, isWord(first - 2, [.fraction, .score], scratch) { return false }
    let next = last + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    return !follows || !isWord(next, [.fraction, .unit], scratch)
  }
}
