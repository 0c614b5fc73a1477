import Vocabulary

/// Days without a year: what tells `11/1` and `4-16` from a score, a fraction or a range.
extension Engine {
  /// Scores go up to these, so that `7/10` and `4/5` alone are no days.
  private static let scoreDays: WordSet = [5, 10]
  /// The least day that no range of doses goes up to.
  private static let rangeMax: UInt64 = 12

  /// Whether a month and a day with a slash are a date by themselves: no score is larger than what
  /// it is out of.
  func isAboveOne(_ month: UInt64, _ day: UInt64) -> Bool { month > day }

  /// Whether two numbers are a simple fraction, as in `1/2 tablet` and `2/3 of them`.
  private func isFraction(_ one: UInt64, _ two: UInt64) -> Bool {
    two <= 4 && one < two || two == 8 && one < two && one % 2 == 1
  }

  /// Whether a month and a day begin a line of a record: a word or a pressure stands behind them.
  func beginsEntry(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (one, two) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard scratch.tokens[first].gap == .lineBreak, !Self.scoreDays.contains(two),
      last + 1 < scratch.tokens.count
    else { return false }
    let next = scratch.tokens[last + 1]
    if isFraction(one, two), next.shape != .upper { return false }
    // A shop and a day of 2001.
    if two == 11, one == 7 || one == 9 { return false }
    guard next.gap == .blank || next.gap == .marks else { return false }
    return next.isWord ? next.length > 1 : text.at(next.end) == 0x2F
  }

  /// Whether a colon behind a month and a day begins what was found then: `MBS 8/9: no aspiration`.
  func isHeading(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (one, two) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    let end = scratch.tokens[last].end
    guard text.at(end) == 0x3A, text.at(end + 1) == 0x20, !Self.scoreDays.contains(two) else {
      return false
    }
    return !isFraction(one, two) || goesOnNearby(first, scratch)
  }

  /// Bytes between the entries of a record.
  private static let entryBytes = 256

  /// Whether a date was found shortly before.
  private func goesOnNearby(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard let last = scratch.found.last(where: { $0.kind == .date }) else { return false }
    return Int(scratch.tokens[first].start) - last.end <= Self.entryBytes
  }

  /// Whether a day stands before its month, as in Europe and Latin America: `jueves 14/11`,
  /// `el 15/10`, `fixé au 14/02`.
  func isDayMonth(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (day, month) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard (1...31).contains(day), (1...12).contains(month), first > 0,
      scratch.tokens[first].gap != .lineBreak || isDayOfEntry(first, last, scratch),
      scratch.tokens[last].length == 2 || day > 12
        || Self.dutchWeekdays.contains(scratch.tokens[first - 1].hash)
    else { return false }
    if scratch.tokens[first].gap == .lineBreak { return true }
    // `last disp 24/02`
    if day > 12, isWord(first - 1, .dayCue, scratch) { return true }
    // `to see in clinic 21/11`: what is larger than what it would be out of is no score, but sight is out of less.
    let before = scratch.tokens[first - 1]
    if day > 12, day != 20, before.gap == .blank, scratch.tokens[first].gap == .blank,
      Self.results.contains(before.hash) || Self.careVerbs.contains(before.hash)
        || Self.studies.contains(before.hash),
      !isCounted(last + 1, scratch)
    {
      return true
    }
    if Self.dutchWeekdays.contains(scratch.tokens[first - 1].hash) { return true }
    if !Self.scoreDays.contains(month), scratch.tokens[first].gap == .blank,
      Self.dutchAhead.contains(scratch.tokens[first - 1].hash)
    {
      return true
    }
    return isWord(first - 1, [.weekday, .foreignOn], scratch)
  }

  /// Whether a day that can be no month and a month begin a line with a word behind them: `13/7 bloods`, for `24/7 care` and
  /// `20/10 vision`.
  private func isDayOfEntry(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (day, month) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard day > 12, day != 20, day != 24 || month != 7, last + 1 < scratch.tokens.count else {
      return false
    }
    let next = scratch.tokens[last + 1]
    return next.gap == .blank && next.isWord && next.length > 2
      && !isWord(last + 1, [.unit, .fraction, .ageUnit], scratch) && !isCounted(last + 1, scratch)
  }

  /// Whether a day stands behind what was done to a patient, and nothing behind it that could be
  /// counted: `cleared 4/5,`, `booster given 4/6`.
  func isDayOfCare(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isWord(first - 1, .dayCue, scratch) { return true }
    return scratch.tokens[first].gap == .blank
      && Self.careVerbs.contains(scratch.tokens[first - 1].hash)
      && !isFraction(scratch.tokens[first].hash, scratch.tokens[last].hash)
      && endsPhrase(text, last, scratch) && !isCounted(last + 1, scratch)
  }

  /// Whether a day is that of a report, a study or a letter: `ultrasound of 10/06`, `note from 4/5`.
  func isDayOfResult(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isWord(first - 1, .of, scratch), isWord(first - 2, .dayCue, scratch) { return true }
    guard first > 1, scratch.tokens[first].gap == .blank, scratch.tokens[first - 1].gap == .blank,
      !isCounted(last + 1, scratch), !isWord(last + 1, .fraction, scratch)
    else { return false }
    let thing = scratch.tokens[first - 2].hash
    // `cxl for 5/7`
    if scratch.tokens[first - 1].hash == Self.forWord { return Self.bookings.contains(thing) }
    guard isWord(first - 1, .of, scratch) || Self.from.contains(scratch.tokens[first - 1].hash)
    else { return false }
    return Self.results.contains(thing) || Self.studies.contains(thing)
  }

  /// Whether a word says what was done to a patient.
  func isCareVerb(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.careVerbs.contains(scratch.tokens[index].hash)
  }

  private static let from = hashes("from dated")
  /// What is dated by the day it was made.
  private static let results = hashes(
    """
    report reports result results ultrasound sonogram film films xray radiograph mammogram scan scans \
    culture cultures biopsy pathology cytology panel bloodwork bloods cbc bmp cmp note notes letter letters \
    email message fax consult consultation visit encounter appointment order orders prescription script \
    referral bronchoscopy endoscopy angiogram venogram dexa study studies exam imaging tracing holter \
    spirometry surgery operation procedure clinic admission discharge invoice statement claim appeal denial request \
    hearing complaint
    """
  )
  private static var at: UInt64 { Token.word("at") }
  private static var system: UInt64 { Token.word("system") }
  private static var forWord: UInt64 { Token.word("for") }
  /// What is said of an appointment before its day.
  private static let bookings = hashes(
    "cxl cancelled canceled scheduled rescheduled resched sched booked appt appointment slot confirmed due set"
  )
  /// What is done to patients on a day, as it stands before it.
  private static let careVerbs = hashes(
    """
    given cleared administered infused dosed vaccinated immunized immunised injected swabbed cultured \
    biopsied excised inserted implanted exchanged restarted resumed initiated weaned drained tapped \
    irradiated delivered hospitalized hospitalised readmitted consulted referred ordered requested texted \
    emailed consented enrolled randomized randomised cardioverted ablated stented dialyzed dialysed \
    amputated casted sutured quarantined isolated exposed boosted transfused extubated decannulated \
    trached pegged bronched scoped cathed picked received administer prescribed home rehab snf hospice \
    foley picc trach ngt cvc tka tha tkr thr orif cabg ercp tavr pci bka lov rov rtc cx resched rescheduled rcvd \
    missed read shot vaccine vaccination booster consulted
    """
  )

  /// Days of the week in Dutch that are no words of English.
  private static let dutchWeekdays = hashes(
    "dd wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
  )
  /// Words of Dutch before a day and its month.
  private static let dutchAhead = hashes("vóór voor op vanaf tot sinds uiterlijk dd wo vr za zo")

  /// Whether two numbers with a hyphen are a month and a day: `4-16 9:20`, `by 1-22`, `3-15 139/86`.
  func isHyphenDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard last == first + 1, (1...12).contains(month), (1...31).contains(day),
      text.at(Int(scratch.tokens[first].start) - 1) != 0x2D, !isRangeOfUnits(last, scratch),
      // `10-20 system`: where electrodes lie.
      last + 1 == scratch.tokens.count || scratch.tokens[last + 1].hash != Self.system
    else { return false }
    let near = first > 0 && scratch.tokens[first].gap != .lineBreak
    if near, isWord(first - 1, .weekday, scratch) { return !isOpen(text, first, last, scratch) }
    if isTimeBehind(text, last, scratch) { return true }
    if near, day != month, goesOnWithDates(text, first, scratch) { return true }
    if near, isWord(first - 1, .dayCue, scratch), scratch.tokens[first].length == 2,
      text.at(Int(scratch.tokens[first].start)) == 0x30
    {
      return true
    }
    guard day > Self.rangeMax else { return false }
    // `hgb 9.9 (05-15)`
    let start = Int(scratch.tokens[first].start)
    if scratch.tokens[first].length == 2, scratch.tokens[last].length == 2, text.at(start) == 0x30,
      text.at(start - 1) == 0x28, text.at(scratch.tokens[last].end) == 0x29
    {
      return true
    }
    if near, isPaddedDay(text, first, last, scratch) { return true }
    // `72 h at 8-25`: degrees.
    if near, scratch.tokens[first - 1].hash == Self.at { return false }
    if near { return isWord(first - 1, [.dayCue, .on], scratch) }
    return beginsEntry(text, first, last, scratch)
  }

  /// Whether two numbers behind days of the week are hours in which somebody is there: `Mon-Fri 8-4:30`.
  private func isOpen(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    return text.at(end) == 0x3A && text.at(end + 1).isDigit
      || scratch.tokens[first - 1].gap != .blank
        && isWord(first - 2, [.weekday, .through], scratch)
      || isWord(first - 2, .through, scratch) && isWord(first - 3, .weekday, scratch)
  }

  /// Whether a month with its nought stands behind a word that counts nothing: `from Mercy 07-22 after`, for
  /// `visits 01-24`.
  private func isPaddedDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (before, next) = (scratch.tokens[first - 1], last + 1)
    guard scratch.tokens[first].length == 2, text.at(Int(scratch.tokens[first].start)) == 0x30,
      scratch.tokens[first].gap == .blank, before.isWord, before.length > 2,
      text[before.end - 1] | 0x20 != 0x73, Lexicon.bands(before.hash).clinical == 0,
      !isWord(first - 1, [.unit, .fraction, .score], scratch)
    else { return false }
    return next >= scratch.tokens.count || !scratch.tokens[next].isDigits
  }

  /// Whether a range of two numbers counts something.
  private func isRangeOfUnits(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak else { return false }
    return isWord(next, [.unit, .ageUnit, .fraction], scratch)
      || Self.spanUnits.contains(scratch.tokens[next].hash)
  }

  private static let spanUnits = hashes("mo wk h yr x mth mths")

  /// Whether a time of day stands behind a token: `9:20`, `240pm`, `8 am`.
  func isTimeBehind(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].gap == .blank, scratch.tokens[next].length <= 4
    else { return false }
    let end = scratch.tokens[next].end
    if text.at(end) == 0x3A, text.at(end + 1).isDigit { return true }
    let letter = text.at(end) == 0x20 ? end + 1 : end
    let meridiem = text.at(letter).lowercased
    guard meridiem == 0x61 || meridiem == 0x70 else { return false }
    // `2p`
    if letter == end, !text.isWordByte(letter + 1) { return true }
    return text.at(letter + 1).lowercased == 0x6D && !text.isWordByte(letter + 2)
  }

  /// Where a date begins with the weekday and the article before it: `Fri 2/21/25`, `on the 31st`.
  func dayStart(_ first: Int, isOrdinal: Bool, _ scratch: borrowing ScanScratch) -> Int {
    var first = first
    if isOrdinal, first > 0, isWord(first - 1, .the, scratch),
      scratch.tokens[first].gap == .blank
    {
      first -= 1
    }
    // `mar. 04/06`, `Friday, March 3`.
    let gapMax = 2
    if first > 0, isWord(first - 1, .weekday, scratch), scratch.tokens[first].gap != .lineBreak,
      Int(scratch.tokens[first].start) - scratch.tokens[first - 1].end <= gapMax
    {
      first -= 1
    }
    return Int(scratch.tokens[first].start)
  }

  /// `jueves 14`, `vendredi 7`: the day of a week that is named, where no time is meant.
  func matchWeekday(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let next = index + 1
    // `Jueves Santo`, `sexta-feira santa`
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      Self.holyDays.contains(scratch.tokens[next].hash),
      isWord(index, .foreignWeekday, scratch)
    {
      return emitDay(index, next, &scratch)
    }
    guard let rule = rule(.ordinalDay), next < scratch.tokens.count,
      isWord(index, .foreignWeekday, scratch), scratch.tokens[next].isDigits,
      scratch.tokens[next].gap == .blank, scratch.tokens[next].length <= 2,
      (1...31).contains(scratch.tokens[next].hash)
    else { return }
    let end = scratch.tokens[next].end
    guard !text.isWordByte(end), text.at(end) != 0x3A, text.at(end) != 0x2F,
      text.at(end) != 0x2E
        || !text.at(end + 1).isDigit
    else { return }
    let behind = next + 1
    if behind < scratch.tokens.count, scratch.tokens[behind].gap == .blank,
      isWord(behind, [.unit, .month], scratch) || Self.hours.contains(scratch.tokens[behind].hash)
    {
      return
    }
    emit(rule, Int(scratch.tokens[index].start), end, .format | .context, scratch: &scratch)
  }

  // Days behind others

  /// Bytes behind a date in which ordinals go on with it, and the least day that does.
  private static let dayBytes: Int = 240
  private static let dayMin: UInt64 = 4

  /// Whether a day with its article goes on with a date that was found in the paragraph:
  /// `extubated on the 16th, trached the 27th`, `on the 12th EMS called`.
  func isBehindDates(
    _ text: Span<UInt8>,
    _ ending: Int,
    _ cue: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let day = scratch.tokens[ending - 1]
    guard cue >= 0, day.hash >= Self.dayMin, scratch.tokens[cue + 1].gap == .blank,
      let found = scratch.found.last(where: { $0.kind == .date }),
      Int(day.start) - found.end <= Self.dayBytes, found.end < Int(day.start)
    else { return false }
    let word = scratch.tokens[cue]
    let isVerb =
      isWord(cue, .on, scratch) || Self.dayVerbs.contains(word.hash)
      || word.isWord && word.length > 4 && text.at(word.end - 1).lowercased == 0x64
        && text.at(word.end - 2).lowercased == 0x65
      || isWord(cue, .and, scratch) && Int(word.start) - found.end <= 2
    guard isVerb else { return false }
    let next = ending + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else {
      // `the 5th, 6th and 7th ribs`
      return next + 1 >= scratch.tokens.count || !isWord(next + 1, .ordinalEnding, scratch)
        || isWord(next, .ordinalWord, scratch)
    }
    if endsPhrase(text, ending, scratch) { return true }
    return scratch.tokens[next].shape.startsWithCapital
      && !Self.numberedParts.contains(scratch.tokens[next].hash)
  }

  /// Appends the month alone to which a day belongs that is told shortly behind it:
  /// `july. like the 30th?`.
  /// - Returns: whether there is one.
  func emitMonthBefore(_ text: Span<UInt8>, _ ending: Int, _ scratch: inout ScanScratch) -> Bool {
    guard let rule = rule(.ordinalDay) else { return false }
    let wordsMax = 6
    var index = ending - 3
    while index >= 0, ending - index <= wordsMax, scratch.tokens[index + 1].gap != .lineBreak {
      let token = scratch.tokens[index]
      if token.isDigits { return false }
      if isWord(index, .month, scratch) {
        guard !isWord(index, .verb, scratch) || token.shape == .capitalized else { return false }
        if scratch.found.last.map({ $0.end <= Int(token.start) }) ?? true {
          emit(rule, Int(token.start), token.end, .format | .context, scratch: &scratch)
        }
        return true
      }
      index -= 1
    }
    return false
  }

  /// The end of further days behind a month and a day: `May 1, 8 and 22`, `June 3rd & 10th`.
  func dayListEnd(
    _ text: Span<UInt8>,
    _ next: Int,
    _ scratch: borrowing ScanScratch
  ) -> (end: Int, next: Int)? {
    var (index, count, isClosed) = (next, 0, false)
    var last = lastDay(before: next, scratch)
    var end: (end: Int, next: Int)?
    let listMax = 8
    while index < scratch.tokens.count, count < listMax, !isClosed {
      var number = index
      if isWord(number, .and, scratch), scratch.tokens[number].gap != .lineBreak { number += 1 }
      guard number < scratch.tokens.count, number > 0, scratch.tokens[number].isDigits,
        scratch.tokens[number].length <= 2, scratch.tokens[number].hash > last,
        scratch.tokens[number].hash <= 31, scratch.tokens[number].gap != .lineBreak,
        scratch.tokens[number].gap != .none
      else { break }
      let gapEnd = scratch.tokens[number - 1].end
      let length = Int(scratch.tokens[number].start) - gapEnd
      let mark = text.at(gapEnd) == 0x20 ? text.at(gapEnd + 1) : text.at(gapEnd)
      isClosed = number > index || mark == 0x26
      guard isClosed && length <= 3 || mark == 0x2C && length <= 2 else { break }
      var stop = number
      if isWord(number + 1, .ordinalEnding, scratch), scratch.tokens[number + 1].gap == .none {
        stop += 1
      }
      let after = text.at(scratch.tokens[stop].end)
      guard !text.isWordByte(scratch.tokens[stop].end), after != 0x3A, after != 0x2F,
        after != 0x25, after != 0x2E || !text.at(scratch.tokens[stop].end + 1).isDigit,
        !isCounted(stop + 1, scratch)
      else { break }
      last = scratch.tokens[number].hash
      count += 1
      if isClosed || count > 1 { end = (scratch.tokens[stop].end, stop + 1) }
      index = stop + 1
    }
    guard let end,
      count > 1 || endsPhrase(text, end.next - 1, scratch) || endsSaid(end.next - 1, scratch)
    else { return nil }
    return end
  }

  /// The day that ends right before a token.
  private func lastDay(before next: Int, _ scratch: borrowing ScanScratch) -> UInt64 {
    var index = next - 1
    while index >= 0, next - index <= 2 {
      if scratch.tokens[index].isDigits { return scratch.tokens[index].hash }
      index -= 1
    }
    return 31
  }

  /// Whether a word counts or measures what a number before it gives, or is a month or a half of a
  /// day.
  private func isCounted(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && scratch.tokens[index].gap == .blank
      && (isWord(index, [.unit, .month, .ageUnit, .fraction], scratch)
        || Self.hours.contains(scratch.tokens[index].hash))
  }

  private static let dayVerbs = hashes(
    "went came left got was saw felt did again home like maybe then til until since before after "
      + "around about by through thru fell died quit had d dc"
  )
  private static let numberedParts = hashes(
    "mtp mcp pip dip mt mc mts mcs ics pod cn icu st street ave avenue floor fl rib ribs toe finger "
      + "digit digits percentile day week visit time dose cycle grade amendment circuit"
  )
  /// What the days before Easter are called in Spanish, Portuguese and Italian.
  private static let holyDays = hashes("santo santa")
  private static let hours: WordSet = WordSet(
    ["h", "heures", "horas", "uhr", "am", "pm", "a", "p"].map { Token.hash($0) }
  )
}

/// Ages that no word names.
extension Engine {
  /// `she is 90 and lives alone`, `9-9-1934 (90)`, `** F 96 on the floor`.
  func isAgeBeside(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0 else { return false }
    let token = scratch.tokens[index]
    let before = text.at(Int(token.start) - 1)
    if before == 0x28, text.at(token.end) == 0x29 { return isBehindDate(index, scratch) }
    guard token.gap == .blank, !text.isWordByte(token.end) else { return false }
    let next = index + 1
    let goesOn = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    let previous = scratch.tokens[index - 1]
    if previous.length == 1, previous.shape == .capitalized, isWord(index - 1, .sex, scratch) {
      let isReading =
        index > 1 && scratch.tokens[index - 2].isDigits && previous.gap == .blank
      return !isReading && (!goesOn || !isWord(next, .unit, scratch)) && text.at(token.end) != 0x2E
    }
    let isSaid =
      isWord(index - 1, .being, scratch) && isWord(index - 2, .person, scratch)
      || previous.hash == Self.s && isWord(index - 2, .person, scratch)
    return isSaid && goesOn && isWord(next, [.and, .ageFollower], scratch)
  }

  private static var s: UInt64 { Token.word("s") }

  /// Whether a date stands right before a number in brackets.
  private func isBehindDate(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard let last = scratch.found.last, last.kind == .date else { return false }
    let distance = Int(scratch.tokens[index].start) - last.end
    return distance > 0 && distance <= 2
  }
}
