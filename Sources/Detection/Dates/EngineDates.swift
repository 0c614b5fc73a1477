import Vocabulary

extension Engine {
  /// The end of a time of day behind a date, and whether it has seconds; the date's end for none.
  func timeEnd(_ text: Span<UInt8>, _ end: Int) -> (end: Int, hasSeconds: Bool) {
    var index = end
    if text.at(index) == 0x2C { index += 1 }
    while text.at(index) == 0x20, index - end < 4 { index += 1 }
    if text.at(index).lowercased == 0x74, text.at(index + 1).isDigit {
      index += 1
      // `20250611T081500`
      let digits = digitCount(text, index)
      if index == end + 1, digits == 4 || digits == 6 {
        return (zoneEnd(text, index + digits), false)
      }
    }
    if index == end, text.at(index) == 0x3A { index += 1 }
    if text.at(index).lowercased == 0x61, text.at(index + 1).lowercased == 0x74,
      text.at(index + 2) == 0x20
    {
      index += 3
    }
    guard index > end else { return (clockEnd(text, end) ?? zoneEnd(text, end), false) }
    var fields = 0
    var last = end
    while fields < 3 {
      let digits = digitCount(text, index)
      guard digits == 2 || (digits == 1 && fields == 0) else { break }
      index += digits
      fields += 1
      if fields > 1 { last = index }
      guard text.at(index) == 0x3A else { break }
      index += 1
    }
    guard fields >= 2 else { return (end, false) }
    index = last
    if fields == 3, text.at(index) == 0x2E || text.at(index) == 0x2C {
      let digits = digitCount(text, index + 1)
      if digits > 0 { index += 1 + digits }
    }
    let meridiem = text.at(index) == 0x20 ? index + 1 : index
    let letter = text.at(meridiem).lowercased
    if letter == 0x61 || letter == 0x70, text.at(meridiem + 1).lowercased == 0x6D,
      !text.isWordByte(meridiem + 2)
    {
      return (meridiem + 2, fields == 3)
    }
    return (zoneEnd(text, index), fields == 3)
  }

  /// The end of `@1430` behind a date; nil where there is none.
  private func clockEnd(_ text: Span<UInt8>, _ end: Int) -> Int? {
    guard text.at(end) == 0x40, digitCount(text, end + 1) == 4, text[end + 1] <= 0x32,
      text[end + 3] <= 0x35, !text.isWordByte(end + 5)
    else { return nil }
    return end + 5
  }

  /// The end of `Z`, `+01:00`, ` +0100` or a fraction behind a time.
  private func zoneEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    var end = end
    if text.at(end) == 0x2E, text.at(end - 1).isDigit, text.at(end + 1).isDigit {
      end += 1 + digitCount(text, end + 1)
    }
    if text.at(end) == 0x5A, !text.isWordByte(end + 1) { return end + 1 }
    let sign = text.at(end) == 0x20 ? end + 1 : end
    guard text.at(sign) == 0x2B || text.at(sign) == 0x2D else { return end }
    let hours = digitCount(text, sign + 1)
    if hours == 4 { return sign + 5 }
    guard hours == 2, text.at(sign + 3) == 0x3A, digitCount(text, sign + 4) == 2 else { return end }
    return sign + 6
  }

  /// Digits from an offset, at most 12.
  private func digitCount(_ text: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while text.at(index).isDigit, index - start < 12 { index += 1 }
    return index - start
  }

  /// Dates with a named month, found from the month.
  func matchMonth(
    _ text: Span<UInt8>,
    _ index: Int,
    _ entry: Int,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    // A picture by magnets, and the month of March of Dutch.
    if token.hash == Self.mrt, token.shape == .upper { return }
    // A lead of an electrocardiogram, and April of French: `aVR 1`.
    if token.shape == .mixed, token.length == 3 { return }
    if index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .none {
      // `14MAR21` is a date, the inside of `2AUG7CGV4` none.
      let year = scratch.tokens[index + 1]
      guard year.isDigits, year.length == 2 || year.length == 4, !text.isWordByte(year.end) else {
        return
      }
    }
    if isBundle(text, index, scratch) { return }
    let day = dayBesideMonth(text, index, scratch)
    let isSure =
      token.shape != .lower || !isWord(index, .verb, scratch) || isOtherDay(index, scratch)
    var start = Int(token.start)
    if let day { start = rangeStart(text, day, scratch) }
    if let day = yearFirst(text, index, scratch) {
      return emitDate(
        .dayMonthYear,
        text,
        Int(scratch.tokens[index - 1].start),
        day,
        index - 1,
        scratch: &scratch
      )
    }
    let yearAt = index + 1
    if let day, let end = yearEnd(text, yearAt, twoDigits: true, scratch) {
      return emitDate(.dayMonthYear, text, start, end, day, scratch: &scratch)
    }
    if let end = dayAfter(text, index, scratch) {
      let listed = dayListEnd(text, end.next, scratch)
      if let listed {
        let year = yearEnd(text, listed.next, twoDigits: false, scratch)
        return emitDate(.monthDay, text, start, year ?? listed.end, index, scratch: &scratch)
      }
      if let year = yearEnd(text, end.next, twoDigits: false, scratch) {
        return emitDate(.monthDayYear, text, start, year, index, scratch: &scratch)
      }
      if isSure || end.isOrdinal || isWord(index - 1, [.on, .through], scratch)
        || Self.dayAheads.contains(scratch.tokens[max(0, index - 1)].hash),
        !isUnit(text, end.next, scratch)
      {
        return emitDate(.monthDay, text, start, end.end, index, scratch: &scratch)
      }
      return
    }
    let isRange = day.map { start < Int(scratch.tokens[$0].start) } ?? false
    let isForeign =
      token.hash == Self.mei || (day.map { isWord($0 - 1, .foreignOn, scratch) } ?? false)
    if let day,
      isSure || !isWord(index, .verb, scratch) || day < index - 1 || isRange || isForeign
        || isDayAbroad(text, day, index, scratch)
    {
      return emitDate(.dayMonth, text, start, token.end, day, scratch: &scratch)
    }
    if let end = yearEnd(text, yearAt, twoDigits: false, scratch) {
      start = partOfMonth(text, index, scratch)
      return emitDate(.monthYear, text, start, end, index, scratch: &scratch)
    }
    matchMonthAlone(text, index, isSure: isSure, &scratch)
  }

  /// Appends a date with its weekday before and its time behind.
  private func emitDate(
    _ form: Form,
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ first: Int,
    scratch: inout ScanScratch
  ) {
    guard let rule = rule(form), !isForbidden(rule, first, first, scratch) else { return }
    var start = start
    if start == Int(scratch.tokens[first].start) {
      start = dayStart(first, isOrdinal: isOrdinal(first, scratch), scratch)
    }
    let time = timeEnd(text, end)
    emit(rule, start, time.end, .format, masked: !time.hasSeconds, scratch: &scratch)
  }

  /// Whether a token is an ordinal: `3rd`, `third`.
  private func isOrdinal(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isWord(index, .ordinalWord, scratch)
      || isWord(index, .spokenNumber, scratch) && isWord(index + 1, .ordinalWord, scratch)
      || index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap == .none
        && isWord(index + 1, .ordinalEnding, scratch)
  }

  /// The end of `1949-Feb-07`, whose year stands before the month; nil where it is none.
  private func yearFirst(
    _ text: Span<UInt8>,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard month > 0, month + 1 < scratch.tokens.count else { return nil }
    let (year, day) = (scratch.tokens[month - 1], scratch.tokens[month + 1])
    let mark = text.at(year.end)
    guard year.isDigits, year.length == 4, Checks.years.contains(Int(clamping: year.hash)),
      mark == 0x2D || mark == 0x2F || mark == 0x20,
      Int(scratch.tokens[month].start) == year.end + 1,
      text.at(scratch.tokens[month].end) == mark, day.isDigits, day.length <= 2,
      (1...31).contains(day.hash), Int(day.start) == scratch.tokens[month].end + 1,
      !text.isWordByte(day.end)
    else { return nil }
    return day.end
  }

  /// Where `3 au 4 mars` and `12-14 May` begin; the day's own start for a single one.
  private func rangeStart(
    _ text: Span<UInt8>,
    _ day: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    let own = Int(scratch.tokens[day].start)
    guard day > 0, scratch.tokens[day].isDigits else { return own }
    let span = spanToken(text, day, scratch)
    if span < day { return Int(scratch.tokens[span].start) }
    let previous = scratch.tokens[day - 1]
    if previous.isDigits, previous.length <= 2, (1...31).contains(previous.hash),
      own == previous.end + 1, text.at(previous.end) == 0x2D || text.at(previous.end) == 0x2F
    {
      return Int(previous.start)
    }
    return spanStart(text, day, scratch) ?? own
  }

  private static let dayAheads = hashes("from dated before after of")
  /// The word `day`.
  static var day: UInt64 { Token.word("day") }
  /// The word `mayo`, a month and a hospital.
  static var mayo: UInt64 { Token.word("mayo") }

  /// `18-III-2024`, found from the month.
  func matchRomanMonth(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, index + 1 < scratch.tokens.count, let rule = rule(.dayMonthYear) else {
      return
    }
    let (day, month, year) = (
      scratch.tokens[index - 1], scratch.tokens[index], scratch.tokens[index + 1]
    )
    let mark = text.at(day.end)
    guard mark == 0x2D || mark == 0x2E || mark == 0x2F, text.at(month.end) == mark,
      month.shape == .upper || month.length == 1 && month.shape == .capitalized, day.isDigits,
      day.length <= 2, (1...31).contains(day.hash), Int(month.start) == day.end + 1,
      year.isDigits, year.length == 4, Checks.years.contains(Int(clamping: year.hash)),
      Int(year.start) == month.end + 1, !text.isWordByte(year.end),
      !text.isWordByte(Int(day.start) - 1)
    else { return }
    emit(rule, Int(day.start), year.end, .format, scratch: &scratch)
  }

  /// The token of a day before a month: `3 May`, `3rd of May`, `the third of May`, `03-May`.
  func dayBefore(
    _ text: Span<UInt8>,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = month - 1
    guard index >= 0, scratch.tokens[month].gap != .lineBreak else { return nil }
    if isWord(index, .of, scratch) { index -= 1 }
    if index > 0, scratch.tokens[index].hash == Self.day { index -= 1 }
    if isWord(index, .ordinalWord, scratch) {
      // `the twenty-first of June`
      let isCompound =
        index > 0 && isWord(index - 1, .spokenNumber, scratch) && isNext(index, scratch)
        && (smallNumber(index - 1, scratch)?.value ?? 0) >= 20
      return isCompound ? index - 1 : index
    }
    if isWord(index, .ordinalEnding, scratch), scratch.tokens[index].gap == .none { index -= 1 }
    guard index >= 0 else { return nil }
    let day = scratch.tokens[index]
    guard day.isDigits, day.length <= 2, day.hash >= 1, day.hash <= 31, day.gap != .none else {
      return nil
    }
    let before = text.at(Int(day.start) - 1)
    guard before != 0x2E && before != 0x24, before != 0x2F || isNight(text, index, month, scratch)
    else {
      return nil
    }
    // `MAR-410 (5), MAR-417`: a bracket ends what the number belongs to.
    if text.at(day.end) == 0x29 { return nil }
    let gap = Int(scratch.tokens[month].start) - scratch.tokens[month - 1].end
    // `Mar 17 - Mar 30`: the day is the other month's.
    if gap == 3, text.at(scratch.tokens[month - 1].end + 1) == 0x2D { return nil }
    return gap <= 3 && Int(scratch.tokens[index + 1].start) - day.end <= 3 ? index : nil
  }

  /// The day behind a month: `May 3`, `May 3rd`, `May third`, `May 3-5`; with the next token.
  private func dayAfter(
    _ text: Span<UInt8>,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> (end: Int, next: Int, isOrdinal: Bool)? {
    var index = month + 1
    if index + 1 < scratch.tokens.count, scratch.tokens[index].hash == Self.the,
      isWord(index + 1, [.ordinalWord, .spokenNumber], scratch)
        || scratch.tokens[index + 1].isDigits
    {
      index += 1
    }
    guard index < scratch.tokens.count else { return nil }
    var day = scratch.tokens[index]
    guard day.gap != .lineBreak, Int(day.start) - scratch.tokens[index - 1].end <= 2 else {
      return nil
    }
    if isWord(index, .ordinalWord, scratch) { return (day.end, index + 1, true) }
    // `twenty third`, `thirty first`
    if isWord(index, .spokenNumber, scratch), isWord(index + 1, .ordinalWord, scratch),
      scratch.tokens[index + 1].gap == .blank || scratch.tokens[index + 1].gap == .mark
    {
      return (scratch.tokens[index + 1].end, index + 2, true)
    }
    let isMonth =
      !isWord(month, .verb, scratch)
      || scratch.tokens[month].gap == .blank && isWord(month - 1, [.on, .through], scratch)
        && !isPerson(month - 2, scratch)
    if isMonth, isWord(index, .spokenNumber, scratch),
      let last = cardinalDay(index, scratch) ?? saidDay(month, index, scratch)
    {
      return (scratch.tokens[last].end, last + 1, true)
    }
    if let end = misreadDay(text, Int(day.start)) {
      return (end, firstToken(at: end, scratch), true)
    }
    guard day.isDigits, day.length <= 2, day.hash >= 1, day.hash <= 31 else { return nil }
    var next = index + 1
    if isWord(next, .ordinalEnding, scratch), scratch.tokens[next].gap == .none {
      let last = ordinalSpan(text, next, scratch)
      return (scratch.tokens[last].end, last + 1, true)
    }
    let after = text.at(day.end)
    if after == 0x25 || after == 0x2E && text.at(day.end + 1).isDigit { return nil }
    if after == 0x3A || after.isLetter || after >= 0x80 { return nil }
    if after == 0x2D, next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].length <= 2
    {
      day = scratch.tokens[next]
      next += 1
    } else if let last = spanEnd(text, index, scratch) {
      day = scratch.tokens[last]
      next = last + 1
    }
    return (day.end, next, false)
  }

  private static var the: UInt64 { Token.word("the") }

  /// The end of a year: four digits from 1900 to 2099, or two behind an apostrophe or a hyphen.
  func yearEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    twoDigits: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = index
    if isWord(index, .of, scratch) { index += 1 }
    guard index > 0, index < scratch.tokens.count else { return nil }
    let token = scratch.tokens[index]
    if !token.isDigits { return spokenYearEnd(index, scratch) }
    guard token.isDigits, token.gap != .lineBreak else { return nil }
    let gap = Int(token.start) - scratch.tokens[index - 1].end
    guard gap <= 3 else { return nil }
    let after = text.at(token.end)
    if after == 0x25 || after == 0x2E && text.at(token.end + 1).isDigit { return nil }
    if after.isLetter && after.lowercased != 0x74 { return nil }
    if token.length == 4, (1_850...2_100).contains(token.hash) { return token.end }
    guard token.length == 2 else { return nil }
    let before = text.at(Int(token.start) - 1)
    if before == 0x27 || before == 0x60 { return token.end }
    guard twoDigits, before == 0x2D || before == 0x20 || gap == 0 || before == 0x2F else {
      return nil
    }
    return isUnit(text, index + 1, scratch) || after == 0x3A ? nil : token.end
  }

  /// Whether the token is a unit of measure, so that the number before it is no day.
  private func isUnit(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index < scratch.tokens.count else { return false }
    return scratch.tokens[index].gap != .lineBreak && isWord(index, .unit, scratch)
  }

  /// `Wed the 3rd`, `thru the 19th`, `through 23rd`: a day whose month is not said, found from its
  /// ending.
  func matchOrdinalDay(_ text: Span<UInt8>, _ ending: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.ordinalDay), ending > 1 else { return }
    let day = scratch.tokens[ending - 1]
    guard day.isDigits, day.length <= 2, (1...31).contains(day.hash),
      scratch.tokens[ending].gap == .none, !isCountedRun(ending, scratch)
    else { return }
    guard day.gap == .blank else { return matchBareOrdinal(text, ending, &scratch) }
    let hasArticle = isWord(ending - 2, .the, scratch)
    if !hasArticle, isNextOrdinal(text, ending, scratch) {
      return emitTokens(rule, ending - 1, ending, &scratch)
    }
    let cue = hasArticle ? ending - 3 : ending - 2
    guard hasArticle || isWord(ending - 2, [.through, .weekday], scratch), cue >= 0 else {
      return matchBareOrdinal(text, ending, &scratch)
    }
    let start = dayStart(ending - 1, isOrdinal: true, scratch)
    let isCue =
      hasArticle && isToldOrdinal(text, ending, cue, scratch)
      || isWord(cue, [.weekday, .dayCue, .through, .dayAhead], scratch)
      || isWord(cue, .of, scratch) && isWord(cue - 1, .dayCue, scratch)
      || hasArticle && isWord(cue, .on, scratch)
    let isNear =
      scratch.tokens[cue + 1].gap == .blank
      || scratch.tokens[cue + 1].gap == .marks && isWord(cue, .weekday, scratch)
    let isOfWeek = hasArticle && isWord(cue, .weekday, scratch)
    // `Tues 3rd: sugars`, but `open Mon 3rd floor`.
    let isHeading =
      !hasArticle && isWord(ending - 2, .weekday, scratch)
      && text.at(Int(scratch.tokens[ending].end)) == 0x3A
    guard
      endsPhrase(text, ending, scratch) || hasArticle && isLedOn(ending, scratch) || isOfWeek
        || isHeading || isOfMonth(ending, scratch)
        || hasArticle && isBehindDates(text, ending, cue, scratch)
    else { return matchBareOrdinal(text, ending, &scratch) }
    if isCue && isNear || hasArticle && isOfMonth(ending, scratch)
      || hasArticle && isBehindDates(text, ending, cue, scratch)
    {
      emit(rule, start, scratch.tokens[ending].end, .format | .context, scratch: &scratch)
    } else if hasArticle, emitMonthBefore(text, ending, &scratch) {
      emit(rule, start, scratch.tokens[ending].end, .format | .context, scratch: &scratch)
    } else if hasArticle, day.hash >= Self.openDayMin || scratch.tokens[ending].hash == Self.er,
      let open = self.rule(.openDay)
    {
      emit(
        open,
        start,
        scratch.tokens[ending].end,
        .format | .context,
        masked: false,
        scratch: &scratch
      )
    }
  }

  /// The least day that is one where a person stands near: smaller ones count other things.
  private static let openDayMin: UInt64 = 4
  private static var er: UInt64 { Token.word("er") }

  /// Whether no noun stands behind a token that it could be an adjective of.
  func endsPhrase(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index + 1
    guard next < scratch.tokens.count else { return true }
    if scratch.tokens[next].gap != .blank {
      let mark = text.at(scratch.tokens[index].end)
      return scratch.tokens[next].gap == .lineBreak || mark == 0x2E || mark == 0x2C || mark == 0x3B
        || mark == 0x21 || mark == 0x3F || mark == 0x22
    }
    // `the first 10 kg`
    if scratch.tokens[next].isDigits { return !isWord(next + 1, .unit, scratch) }
    guard isWord(next, .dayFollower, scratch), !isWord(next, .of, scratch) else { return false }
    // `the 3rd and 4th ribs`
    let beyond = next + 2
    return beyond >= scratch.tokens.count
      || !isWord(beyond, .ordinalEnding, scratch)
        && !isWord(beyond - 1, .ordinalWord, scratch)
  }

  /// `on the second`, `since about the twenty eighth`: the same in words.
  func matchOrdinalWord(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.ordinalDay) else { return }
    var first = index
    if first > 0, isWord(first - 1, .spokenNumber, scratch), isNext(first, scratch) {
      first -= 1
    }
    if matchOrdinalMonth(first, index, &scratch) { return }
    // The line of a transcript may end before the day.
    let isWrapped =
      first > 0 && scratch.tokens[first].gap == .lineBreak
      && Int(scratch.tokens[first].start) - scratch.tokens[first - 1].end == 1
    guard first > 0, isWord(first - 1, .the, scratch),
      scratch.tokens[first].gap == .blank || isWrapped,
      endsPhrase(text, index, scratch) || isOfMonth(index, scratch)
    else { return }
    let isCued =
      scratch.tokens[first - 1].gap == .blank
      && (isOfMonth(index, scratch) || !isWord(first - 2, .of, scratch))
      && (isWord(first - 2, [.on, .through, .dayAhead], scratch) || isOfMonth(index, scratch)
        || isWord(first - 2, .weekday, scratch)
        || isWord(first - 2, .dayCue, scratch) && index + 1 < scratch.tokens.count
        || isOfOrdinalWords(text, first, index, scratch))
    // `Tuesday the fourteenth`
    let isOfWeek =
      isWord(first - 2, .weekday, scratch) && scratch.tokens[first - 1].gap == .blank
    let start = Int(scratch.tokens[isOfWeek ? first - 2 : first - 1].start)
    let end = scratch.tokens[isOfMonth(index, scratch) ? index + 3 : index].end
    if isCued {
      emit(rule, start, end, .format | .context, scratch: &scratch)
    } else if first < index || !Self.lowOrdinals.contains(scratch.tokens[index].hash) {
      emitDay(first - 1, index, &scratch)
    }
  }

  /// Whether `of this month` stands behind a day.
  private func isOfMonth(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index + 3 < scratch.tokens.count && isWord(index + 1, .of, scratch)
      && scratch.tokens[index + 3].hash == Self.monthWord
  }

  private static var monthWord: UInt64 { Token.word("month") }
  private static let lowOrdinals: WordSet = WordSet(
    ["first", "second", "third"].map { Token.hash($0) }
  )

  /// `93-year-old`, `93 y/o`, `aged 93`; and younger ages where kept findings are wanted.
  func matchAge(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard token.length <= 3, token.hash > 0, token.hash <= 125 else { return }
    let isOld = token.hash >= 90
    if isOld, isLimit(text, index, scratch) || isAngle(index + 1, scratch) { return }
    if isOld, matchDecadeDigits(text, index, &scratch) { return }
    guard isOld || options.includeKept, !isElementOrWay(text, index, scratch),
      !isIsotope(text, token), let rule = rule(isOld ? .age : .ageKept)
    else { return }
    let after = text.at(token.end)
    if after == 0x2B || after == 0x25 || after == 0x2E && text.at(token.end + 1).isDigit { return }
    let before = text.at(Int(token.start) - 1)
    if before == 0x2E || before == 0x2F || before == 0x24 { return }
    // `T+90`: minutes and days behind a beginning.
    if before == 0x2B, text.at(Int(token.start) - 2).isLetter { return }
    let follows = index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap != .lineBreak
    let hasUnit = follows && isWord(index + 1, .ageUnit, scratch)
    let hasCue =
      token.gap != .lineBreak
      && (isWord(index - 1, .ageCue, scratch) && !isOfMany(index - 1, scratch)
        || isWord(index - 2, .ageCue, scratch) && isWord(index - 1, .of, scratch))
    // `98f13708`: what goes on in digits is no sex.
    let isSex =
      follows && isWord(index + 1, .sex, scratch)
      && !text.at(scratch.tokens[index + 1].end).isDigit && !isHeat(index, scratch)
      && (after == 0x2F || after.isLetter
        || before == 0x28)
    let isOfPerson =
      isOld
      && (isAgeOfPerson(text, index, scratch) || isAgeBeside(text, index, scratch)
        || isElder(text, index, scratch) || isGluedYears(text, index, scratch)
        || isAgeTold(text, index, scratch))
    guard hasUnit && isAgeUnit(text, index + 1, scratch) || hasCue || isSex || isOfPerson else {
      return
    }
    if !isEither(index, scratch),
      isForbidden(rule, index, index, scratch) || isForbidden(rule, index, index + 1, scratch)
    {
      return
    }
    if hasCue, !hasUnit, follows, scratch.tokens[index + 1].gap == .blank,
      scratch.tokens[index + 1].shape != .upper, isWord(index + 1, .unit, scratch)
    {
      return
    }
    emit(rule, Int(token.start), token.end, .format | .context, masked: isOld, scratch: &scratch)
  }

  /// Whether a bare number is said of a person: `Pt is 93, wants`, `Ms. Crane, 95, developed`,
  /// `wife Dot (90, dementia)`.
  private func isAgeOfPerson(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0 else { return false }
    let token = scratch.tokens[index]
    let after = text.at(token.end)
    let previous = scratch.tokens[index - 1]
    guard after == 0x2C || after == 0x2E || after == 0x3B || after == 0x29, previous.isWord,
      !text.at(token.end + 1).isDigit, Int(token.start) - previous.end <= 2
    else { return false }
    if isWord(index - 1, .being, scratch) { return isPerson(index - 2, scratch) }
    let mark = text.at(previous.end)
    let isBracketed = mark == 0x20 && text.at(Int(token.start) - 1) == 0x28
    guard after == 0x2C && (mark == 0x2C || isBracketed) || after == 0x29 && mark == 0x2C else {
      return false
    }
    if isPerson(index - 1, scratch) { return true }
    // `his wife Dot (90, frail)`, `Fruma (sister, 91)`
    let wordsMax = 3
    return (isBracketed || after == 0x29) && previous.shape == .capitalized
      && (2...wordsMax).contains { isWord(index - $0, .person, scratch) }
  }

  /// Whether a word is a person's: `he`, `wife`, or a name with a capital.
  func isPerson(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tokens.indices.contains(index) else { return false }
    if isWord(index, .person, scratch) { return true }
    let token = scratch.tokens[index]
    guard token.shape == .capitalized || token.shape == .mixed else { return false }
    let bands = Lexicon.bands(token.hash)
    return (bands.first >= 2 || bands.last >= 2) && bands.clinical == 0
  }
}
