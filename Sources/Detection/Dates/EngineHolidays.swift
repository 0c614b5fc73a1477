import Vocabulary

/// Days that have a name.
extension Engine {
  /// A holiday of several words: `Super Bowl Sunday 2024`, `New Year's Eve 2023`, `died Veterans Day`.
  func matchHolidayStart(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    // `Canada in 2019` is no day.
    guard isWord(index + 1, .holidayEnding, scratch),
      scratch.tokens[index + 1].hash != Self.inWord
    else {
      return matchSaintsDay(text, index, &scratch)
    }
    matchHoliday(text, index, &scratch)
  }

  /// A named holiday with its year: `Christmas 2022`, `Thanksgiving Day of 2021`; without one where
  /// somebody's event is told: `since Halloween`, `seizure on halloween night`.
  func matchHoliday(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.holiday), !emitGermanicHoliday(text, index, &scratch) else { return }
    var next = index + 1
    var steps = 0
    while steps < 3, isWord(next, [.of, .holidayEnding], scratch) {
      next += 1
      steps += 1
    }
    let start = Int(scratch.tokens[index].start)
    if let end = yearEnd(text, next, twoDigits: false, scratch) {
      return emit(rule, start, end, .format, scratch: &scratch)
    }
    let isAlone = isWord(index, .holiday, scratch)
    var hasPart =
      isAlone && next > index + 1
      && Self.partsOfDay.contains(scratch.tokens[next - 1].hash)
    if isAlone, next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      Self.partsOfDay.contains(scratch.tokens[next].hash)
    {
      next += 1
      hasPart = true
      // `Halloween night 2024`
      if let end = yearEnd(text, next, twoDigits: false, scratch) {
        return emit(rule, start, end, .format, scratch: &scratch)
      }
    }
    guard isEndOfDay(text, next, scratch) || hasPart && isEventBefore(index, scratch) else {
      return
    }
    let isCued =
      isWord(index - 1, [.through, .dayAhead, .on, .dayCue, .weekday], scratch)
      && scratch.tokens[index].gap == .blank
    if isCued {
      // `the day after Thanksgiving`
      let isBeside = index > 2 && scratch.tokens[index - 2].hash == Self.day
      let first = isBeside ? isWord(index - 3, .the, scratch) ? index - 3 : index - 2 : index
      if scratch.tokens[index - 1].hash == Self.since {
        return emitTokens(rule, first, next - 1, &scratch)
      }
      if isEventBefore(index, scratch) { return emitTokens(rule, first, next - 1, &scratch) }
      return emitDay(first, next - 1, &scratch)
    }
    guard hasPart || isNamedDay(index, next, scratch) else { return }
    if isEventBefore(index, scratch) { return emitTokens(rule, index, next - 1, &scratch) }
    emitDay(index, next - 1, &scratch)
  }

  /// Whether several words are the name of one day: `Labor Day`, `Valentine's`.
  private func isNamedDay(_ index: Int, _ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, last) = (scratch.tokens[index].hash, scratch.tokens[next - 1].hash)
    if first == Self.new {
      return Self.years.contains(scratch.tokens[index + 1].hash)
        && (last == Self.day || last == Self.eve)
    }
    // `Good Friday`, `Easter Monday`
    if first == Self.good || first == Self.easter || Self.fasts.contains(first) {
      return scratch.tokens[index].shape.startsWithCapital && isWord(next - 1, .weekday, scratch)
    }
    return Self.namedStarts.contains(first) && (last == Self.day || first == Self.valentine)
  }

  /// Whether what happens to a person stands in the line shortly before a day.
  private func isEventBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var word = index - 1
    while word >= 0, index - word <= Self.eventWords, scratch.tokens[word + 1].gap != .lineBreak {
      if Self.events.contains(scratch.tokens[word].hash) { return true }
      word -= 1
    }
    return false
  }

  /// `on St Urho's day`: the day of a saint whom no list holds.
  private func matchSaintsDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let last = index + 3
    guard let rule = rule(.holiday), Self.saints.contains(scratch.tokens[index].hash),
      last < scratch.tokens.count, scratch.tokens[index + 1].shape == .capitalized,
      scratch.tokens[index + 2].hash == Self.s, scratch.tokens[index + 2].gap == .mark,
      scratch.tokens[last].hash == Self.day, scratch.tokens[last].gap == .blank,
      isWord(index - 1, [.on, .through, .dayAhead], scratch)
    else { return }
    emitTokens(rule, index, last, &scratch)
  }

  /// Words before a holiday in which what happened then is looked for.
  private static let eventWords = 6
  private static var since: UInt64 { Token.word("since") }
  private static var s: UInt64 { Token.word("s") }
  private static var valentine: UInt64 { Token.word("valentine") }
  private static var good: UInt64 { Token.word("good") }
  private static var easter: UInt64 { Token.word("easter") }
  private static var inWord: UInt64 { Token.word("in") }
  private static let fasts = hashes("ash palm maundy shrove fat black whit")
  private static var new: UInt64 { Token.word("new") }
  private static var eve: UInt64 { Token.word("eve") }
  private static let years = hashes("year years")
  private static let saints = hashes("st saint")
  private static let partsOfDay = hashes(
    "day eve night morning afternoon evening week weekend dinner sunday monday friday"
  )
  private static let namedStarts = hashes(
    "anzac waitangi mashujaa madaraka jamhuri heritage memorial labor veterans valentine valentines presidents groundhog boxing mothers fathers"
  )
  private static let events = hashes(
    "quit found smoking seizure seizures sz migraine onset fell fall suicide died killed passed overdosed od admitted "
      + "relapsed relapse drank drinking sober collapsed assaulted raped attacked shot crashed mvc mva "
      + "wreck intubated stroke began started discharged hospitalized surgery miscarried miscarriage "
      + "delivered born widowed divorced cut attempt attempted symptoms lmp fired evicted arrested "
      + "wandered wandering tripped slipped fever cough confused missing overdose syncope syncopized fainted vomiting bleeding epistaxis nosebleed flare visit"
  )
}
