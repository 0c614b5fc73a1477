import Vocabulary

/// Days, ages and numbers that only a person nearby makes identifiers.
extension Engine {
  /// Appends a finding that counts where a person stands near.
  func emitOpen(_ form: Form, _ start: Int, _ end: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(form) else { return }
    var isSaid = false
    if form == .openDay || form == .openAge {
      let (first, next) = (firstToken(at: start, scratch), firstToken(at: end, scratch))
      isSaid = isSaidOfPerson(first, next - 1, scratch)
    }
    emit(rule, start, end, .format | .context, masked: isSaid, scratch: &scratch)
  }

  /// What a number by itself may be beside a person: a day behind `le` or `día`, an age, a run of
  /// single digits.
  func matchOpenNumber(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    switch token.length {
    case 1:
      matchSpacedDigits(text, index, &scratch)
      fallthrough
    case 2:
      matchDayBehind(text, index, &scratch)
      matchDottedDay(text, index, &scratch)
      matchGermanicDay(text, index, &scratch)
      matchDutchOrdinal(text, index, &scratch)
      if token.hash >= Self.oldMin { matchOpenAge(text, index, &scratch) }
    case 3:
      if token.hash >= Self.oldMin, token.hash < 120 { matchOpenAge(text, index, &scratch) }
    default: break
    }
  }

  /// The least age that tells who somebody is (164.514(b)(2)(i)(C)).
  private static let oldMin: UInt64 = 90

  /// `depuis le 22,`, `el día 14`, `am 7.`: a day of the month in another language.
  private func matchDayBehind(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard index > 0, token.gap == .blank, (1...31).contains(token.hash),
      isWord(index - 1, .foreignOn, scratch)
        || Self.dayWords.contains(scratch.tokens[index - 1].hash)
        || scratch.tokens[index - 1].hash == Self.den && isWord(index - 2, .weekday, scratch),
      !text.isWordByte(token.end), endsDay(text, index, scratch)
    else { return }
    // `el día 8`
    let isSaid =
      index > 1 && scratch.tokens[index - 2].hash == Self.el
      && Self.dayWords.contains(scratch.tokens[index - 1].hash)
      && scratch.tokens[index - 1].gap == .blank
    let first = isSaid ? index - 2 : index
    emitOpen(.openDay, Int(scratch.tokens[first].start), token.end, &scratch)
  }

  private static var el: UInt64 { Token.word("el") }
  private static var den: UInt64 { Token.word("den") }
  private static let dayWords: WordSet = WordSet(["día", "dia", "dias"].map { Token.hash($0) })

  /// Whether nothing behind a number makes it a quantity, a time or a date of another form.
  private func endsDay(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let after = text.at(scratch.tokens[index].end)
    let isOpen = after == 0 || after == 0x0A || after == 0x0D || after == 0x20 || after == 0x29
    let isMark = after == 0x2C || after == 0x3B || after == 0x2E
    guard isOpen || isMark && !text.at(scratch.tokens[index].end + 1).isDigit else { return false }
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return true }
    return !scratch.tokens[next].isDigits
      && isWord(next, [.dayFollower, .foreignOn, .the], scratch)
      || Self.foreignFollowers.contains(scratch.tokens[next].hash)
  }

  /// Whether nothing behind a holiday makes it an adjective: `Christmas tree`.
  func isEndOfDay(_ text: Span<UInt8>, _ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return true }
    return isWord(next, .dayFollower, scratch)
  }

  private static let foreignFollowers: WordSet = WordSet(
    "y e con por para a en et avec pour à und mit um que pero si sin no na às ore alle dans chez"
      .split(separator: " ")
      .map { Token.hash(String($0)) }
  )

  /// `booked 15.04`, `01.18 15:05`, `du 08.01`: day and month with a dot, behind a cue or before a
  /// time.
  private func matchDottedDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let last = index + 1
    guard text.at(token.end) == 0x2E, last < scratch.tokens.count,
      let rule = rule(.dottedDay)
    else { return }
    let other = scratch.tokens[last]
    if isGermanDay(text, index, scratch) {
      let first = scratch.tokens[weekdayAhead(spanToken(text, index, scratch), scratch)]
      emit(rule, Int(first.start), other.end, .format | .context, scratch: &scratch)
      return
    }
    guard token.length == 2 else { return }
    let fits =
      (1...31).contains(token.hash) && (1...12).contains(other.hash)
      || (1...12).contains(token.hash) && (1...31).contains(other.hash)
    guard other.isDigits, other.length == 2, other.gap == .mark, fits,
      !text.isWordByte(other.end), text.at(other.end) != 0x25, index > 0,
      text.at(other.end) != 0x2E || !text.at(other.end + 1).isDigit,
      text.at(Int(token.start) - 1) != 0x2E, text.at(Int(token.start) - 1) != 0x2D
    else { return }
    let isTimed =
      last + 1 < scratch.tokens.count && scratch.tokens[last + 1].isDigits
      && scratch.tokens[last + 1].gap == .blank && text.at(scratch.tokens[last + 1].end) == 0x3A
    let isCued =
      token.gap == .blank && isWord(index - 1, [.weekday, .dayCue, .foreignOn], scratch)
      && !isWord(last + 1, [.unit, .fraction, .ageUnit], scratch)
    guard isTimed || isCued else { return }
    emit(rule, Int(token.start), other.end, .format | .context, scratch: &scratch)
  }

  /// `am 16.2.`, `zum 30.9. kündigen`, `Di 18.6. 9 Uhr`: day and month, each with its dot.
  private func isGermanDay(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (day, month) = (scratch.tokens[index], scratch.tokens[index + 1])
    guard index > 0, day.gap != .none, month.isDigits, month.length <= 2,
      Int(month.start) == day.end + 1, (1...31).contains(day.hash), (1...12).contains(month.hash),
      text.at(month.end) == 0x2E, !text.at(month.end + 1).isDigit
    else { return false }
    let before = text.at(Int(day.start) - 1)
    if spanToken(text, index, scratch) < index { return !isOfText(max(0, index - 2), scratch) }
    guard before == 0x20 || before == 0x28 || before == 0x5B, !isOfText(index - 1, scratch) else {
      return false
    }
    if isBehindGermanCue(index, scratch) { return true }
    // `morgen, 11.2., LP`, `(8.8.)`, `13.6. um 10 Uhr`: no sentence ends in a number and goes on so.
    let after = text.at(month.end + 1)
    if after == 0x29, before == 0x28 { return true }
    let next = index + 2
    if after == 0x2C || after == 0x29 || after == 0x3B {
      return isOfGermanic(index - 1, scratch) || isOfGermanic(next, scratch)
    }
    guard next < scratch.tokens.count, Int(scratch.tokens[next].start) == month.end + 2 else {
      return false
    }
    let behind = scratch.tokens[next]
    if behind.isDigits { return behind.length <= 2 && text.at(behind.end) == 0x3A }
    return day.gap != .lineBreak && Self.germanBehind.contains(behind.hash)
  }

  /// Whether a word is one of German or Dutch and none of English.
  private func isOfGermanic(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, index < scratch.tokens.count, scratch.tokens[index].isWord else {
      return false
    }
    let bands = Lexicon.bands(scratch.tokens[index].hash)
    return bands.isGermanic && bands.english == 0 && bands.clinical == 0
  }

  /// Whether a word before numbers with dots counts the parts of a text: `Kapitel 3.2.`.
  private func isOfText(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.textParts.contains(scratch.tokens[index].hash)
  }

  private static var born: UInt64 { Token.word("geb") }
  private static let textParts = hashes(
    "kapitel abschnitt punkt ziffer nr tabelle tab abb abbildung version v section table figure chapter "
      + "anlage anhang absatz teil hoofdstuk paragraaf fig release step"
  )

  /// Whether a word before a number is one that days stand behind in German or Dutch.
  func isBehindGermanCue(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0 else { return false }
    let before = scratch.tokens[index - 1].hash
    if scratch.tokens[index].gap == .marks, before == Self.born { return true }
    // `am Fr., 17.5.`, for `16 Fr. 5.0` of a catheter
    if scratch.tokens[index].gap == .marks, Self.shortWeekdays.contains(before),
      Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end <= 3,
      scratch.tokens[index - 1].shape == .capitalized,
      index < 2 || !scratch.tokens[index - 2].isDigits
    {
      return true
    }
    return scratch.tokens[index].gap == .blank && Self.germanAhead.contains(before)
  }

  private static let shortWeekdays = hashes("mo di mi do fr sa so")
  private static let germanAhead = hashes(
    "am vom zum ab bis seit dem den mo di mi do fr sa so gestern heute morgen datum op vanaf sinds tot dd "
      + "uiterlijk stand beginn start eintritt austritt aufnahme entlassung termin kontrolle visite wv et "
      + "wiedervorstellung untersuchung besuch impfung opname ontslag controle afspraak geb geboren"
  )

  /// Ages of ninety and more that a person nearby makes one: `94 F   lives alone`, `rm 6, 98 yrs.`,
  /// `, 95, frail`.
  private func matchOpenAge(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    // The mask of an age.
    if token.hash == 90, text.at(token.end) == 0x2B { return }
    if isToldAbroad(text, index, scratch), let rule = rule(.age) {
      return emitTokens(rule, index, index, &scratch)
    }
    if isPlacedAge(text, index, scratch) {
      return emitOpen(.openAge, Int(token.start), token.end, &scratch)
    }
    let after = text.at(token.end)
    if index > 1, after == 0x2C || after == 0x3B || after == 0x0A, token.gap == .blank,
      isBehindFullName(index, scratch)
    {
      return emitOpen(.openAge, Int(token.start), token.end, &scratch)
    }
    guard index > 0, after != 0x25, after != 0x2F, after != 0x2E || !text.at(token.end + 1).isDigit
    else { return }
    let previous = scratch.tokens[index - 1]
    let isSaid =
      token.gap == .blank && previous.hash == Self.am && index > 1
      && scratch.tokens[index - 2].hash == Self.i
    if isAgeAt(text, index, scratch) {
      return emitOpen(.openAge, Int(token.start), token.end, &scratch)
    }
    guard
      isSaid || previous.isWord || text.at(previous.end) == 0x2C || text.at(previous.end) == 0x20,
      isSaid || !isWord(index - 1, [.fraction, .unit, .counted], scratch),
      !Self.readings.contains(previous.hash) || text.at(previous.end) == 0x2E
    else { return }
    let next = index + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    let isYears =
      follows && isWord(next, .duration, scratch)
      && !Self.spans.contains(previous.hash)
    let before = text.at(Int(token.start) - 1)
    let ahead = text.at(Int(token.start) - 2)
    let isSet = after == 0x2C && before == 0x20 && ahead == 0x2C && previous.isWord
    if follows, Self.yearLetters.contains(scratch.tokens[next].hash),
      text.at(scratch.tokens[next].end) == 0x2E, before == 0x20 || before == 0x28
    {
      return emitOpen(.openAge, Int(token.start), token.end, &scratch)
    }
    let isSex =
      follows && scratch.tokens[next].length == 1 && isWord(next, .sex, scratch)
      && scratch.tokens[next].shape.startsWithCapital
      && (ahead == 0x20 || ahead == 0x2C || ahead == 0x7C || ahead == 0x2E)
      && !text.isWordByte(scratch.tokens[next].end)
    guard isYears || isSet || isSex || isSaid,
      !(follows && isWord(next, [.fraction], scratch)),
      isYears || !(follows && isWord(next, .unit, scratch))
    else {
      return
    }
    emitOpen(.openAge, Int(token.start), token.end, &scratch)
  }

  /// `left us at 95`, `passed away at 97`, `at 98 he may`.
  private func isAgeAt(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard index > 0, token.gap == .blank, scratch.tokens[index - 1].hash == Self.at,
      !text.isWordByte(token.end)
    else { return false }
    if index > 1, Self.ends.contains(scratch.tokens[index - 2].hash) { return true }
    let next = index + 1
    return next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && Self.pronouns.contains(scratch.tokens[next].hash)
  }

  private static var at: UInt64 { Token.word("at") }
  private static let ends = hashes("us died passed away death gone expired")
  private static let pronouns = hashes("he she i my they")
  private static let yearLetters = hashes("j a jr jaar")
  private static var am: UInt64 { Token.word("m") }
  private static var i: UInt64 { Token.word("i") }
  private static let readings: WordSet = WordSet(
    "temp t tmax hr p pulse spo2 sat sats o2 rr map sbp dbp glucose bg fsbg hgb plt na gcs wt"
      .split(separator: " ").map { Token.hash(String($0)) }
  )
  private static let spans: WordSet = WordSet(
    "for in over past last next within every after about x since than least most"
      .split(separator: " ")
      .map { Token.hash(String($0)) }
  )

  /// Single digits of a number that is written one by one, at least.
  private static let spacedMin = 7

  /// `7 0 0 3 1 8 8 5`, `6 0 8, 7 7 1, 0 3 5 5`: found from the first digit.
  private func matchSpacedDigits(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    if first > 0, isSpacedDigit(text, first - 1, scratch), isSpaced(text, first, scratch) { return }
    guard isSpacedDigit(text, first, scratch) else { return }
    var last = first
    var rising = 0
    while last + 1 < scratch.tokens.count, isSpacedDigit(text, last + 1, scratch),
      isSpaced(text, last + 1, scratch), last - first < 24
    {
      if scratch.tokens[last + 1].hash == scratch.tokens[last].hash + 1 { rising += 1 }
      last += 1
    }
    let digits = last - first + 1
    guard digits >= Self.spacedMin, rising < digits / 2 else { return }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[last].end
    if digits == 7 || digits == 10 || digits == 11, let rule = rule(.spokenDigits),
      text[scratch.tokens[first + 2].end] == 0x2C || text[scratch.tokens[first + 2].end] == 0x20
    {
      emit(rule, start, end, .format | .context, scratch: &scratch)
    } else {
      emitOpen(.spokenCode, start, end, &scratch)
    }
  }

  /// Whether a token is one digit by itself.
  private func isSpacedDigit(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    return token.isDigits && token.length == 1 && !text.isWordByte(token.end)
      && !text.isWordByte(Int(token.start) - 1)
  }

  /// Whether a blank, or a comma and a blank, stands before a token.
  private func isSpaced(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    let length = Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end
    let mark = text[scratch.tokens[index - 1].end]
    return length == 1 && mark == 0x20
      || length == 2 && mark == 0x2C && text[scratch.tokens[index - 1].end + 1] == 0x20
  }
}
