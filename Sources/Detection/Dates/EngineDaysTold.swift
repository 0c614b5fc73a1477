import Vocabulary

/// Months and days with a stroke by what stands behind them: values in a row, a study, a time, a second day.
extension Engine {
  /// Whether a month and a day are one by what follows: `3/1 190.2 | 3/2 191.0`, `her 1/9 admission`,
  /// `3/3 0905`, `3/4 - 3/9`, `4/2ish`, `2/9, 2/13`, or the line before began with a day.
  func isMonthDayTold(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    isOfValues(text, first, last, scratch) || isBeforeWeekday(text, last, scratch)
      || isMovedTo(first, scratch) || isAbout(text, scratch.tokens[last].end)
      || isDayOfThing(first, last, scratch) || isBeforeTime(text, first, last, scratch)
      || isOfPair(text, first, last, scratch)
      || goesOnColumn(text, first, scratch)
  }

  /// Whether `ish` ends a day: `4/22ish`, `3/5-ish`.
  func isAbout(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let word = text.at(end) == 0x2D ? end + 1 : end
    return text.at(word).lowercased == 0x69 && text.at(word + 1).lowercased == 0x73
      && text.at(word + 2).lowercased == 0x68 && !text.isWordByte(word + 3)
  }

  /// Whether a value stands behind a day, and a later day with its value before or behind both.
  private func isOfValues(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard hasValue(text, last, scratch) else { return false }
    if let other = risingDay(text, last, nil, scratch), hasValue(text, other, scratch) {
      return true
    }
    guard let found = scratch.found.last, found.kind == .date, first > 0,
      Int(scratch.tokens[first].start) - found.end <= Self.valueBytes
    else { return false }
    var index = first - 1
    while index > 0, Int(scratch.tokens[index].start) > found.start { index -= 1 }
    return Int(scratch.tokens[index].start) == found.start
      && hasValue(text, index + 1, scratch) && rises(index, first, scratch)
  }

  /// Whether a decimal or a count stands behind a day: `190.2`, `193.`, `x2`.
  private func hasValue(_ text: Span<UInt8>, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return false }
    let value = scratch.tokens[next]
    if value.isDigits {
      return text.at(value.end) == 0x2E || value.length > 1 && text.at(value.end) != 0x2F
    }
    return value.hash == Self.x && next + 1 < scratch.tokens.count
      && scratch.tokens[next + 1].isDigits && scratch.tokens[next + 1].gap == .none
  }

  /// Whether what is dated stands right behind a day: `her 1/9 admission`, `the 2/7 visit`, `3/6 labs`.
  private func isDayOfThing(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return false }
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    let begins = first == 0 || scratch.tokens[first].gap == .lineBreak
    if !begins, scratch.tokens[first].gap == .blank,
      isWord(first - 1, [.fraction, .unit, .score], scratch)
    {
      return false
    }
    if Self.stays.contains(scratch.tokens[next].hash) { return true }
    guard day > 4, !Self.isLow(month, day), day != 5, day != 8, day != 10 else { return false }
    if Self.datedSets.contains(scratch.tokens[next].hash) { return true }
    return Self.datedThings.contains(scratch.tokens[next].hash)
      && (begins || Self.determiners.contains(scratch.tokens[first - 1].hash))
  }

  /// Whether four digits of a time or one with its half of the day stand behind a day: `3/3 0905`,
  /// `3/3 9am`.
  private func isBeforeTime(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if first > 0, scratch.tokens[first].gap != .lineBreak,
      isWord(first - 1, [.fraction, .unit, .score], scratch), !isOwnCell(text, first, scratch)
    {
      return false
    }
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      scratch.tokens[next].isDigits
    else { return false }
    let time = scratch.tokens[next]
    guard time.length == 4 else { return isTimeBehind(text, last, scratch) }
    guard time.hash < 2_400, time.hash % 100 < 60, !text.isWordByte(time.end),
      text.at(time.end) != 0x2F, text.at(time.end) != 0x2E || !text.at(time.end + 1).isDigit
    else { return false }
    return !isWord(next + 1, [.unit, .fraction], scratch)
      || scratch.tokens[next + 1].gap == .lineBreak
  }

  /// Whether a hyphen leads to a later day: `3/4 - 3/9`, for `1/4 - 3/8` of an inch.
  func beginsSpan(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (next, day) = (last + 1, last + 2)
    let end = scratch.tokens[last].end
    guard day < scratch.tokens.count, scratch.tokens[next].isDigits, scratch.tokens[day].isDigits,
      text.at(scratch.tokens[next].end) == 0x2F, scratch.tokens[day].gap == .mark
    else { return false }
    let mark = text.at(end) == 0x20 ? end + 1 : end
    guard text.at(mark) == 0x2D, Int(scratch.tokens[next].start) - mark <= 2,
      rises(first, next, scratch), !isWord(day + 1, [.unit, .fraction], scratch)
    else { return false }
    return scratch.tokens[day].hash > 8 || scratch.tokens[last].hash > 8
      || scratch.tokens[first].hash == scratch.tokens[next].hash
        && scratch.tokens[day].hash > 4
  }

  /// Whether a day that no score goes up to follows in the same month: `2/9, 2/13`.
  private func isOfPair(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (next, day) = (last + 1, last + 2)
    guard text.at(scratch.tokens[last].end) == 0x2C, day < scratch.tokens.count,
      scratch.tokens[next].isDigits, scratch.tokens[next].hash == scratch.tokens[first].hash,
      Int(scratch.tokens[next].start) - scratch.tokens[last].end <= 2,
      text.at(scratch.tokens[next].end) == 0x2F, scratch.tokens[day].isDigits,
      scratch.tokens[day].gap == .mark, (13...31).contains(scratch.tokens[day].hash)
    else { return false }
    return rises(first, next, scratch)
      && !(1...3).contains { first >= $0 && isWord(first - $0, .fraction, scratch) }
  }

  /// Whether a day begins its line as an earlier one did shortly before: `6/5 faxed` above `6/10 approved`.
  private func goesOnColumn(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard scratch.tokens[first].gap == .lineBreak, first + 2 < scratch.tokens.count,
      scratch.tokens[first + 2].isWord, scratch.tokens[first + 2].gap != .lineBreak,
      !isWord(first + 2, [.unit, .fraction], scratch),
      let found = scratch.found.last(where: { $0.kind == .date }),
      Int(scratch.tokens[first].start) - found.end <= Self.columnBytes
    else { return false }
    var index = first - 1
    while index > 0, Int(scratch.tokens[index].start) > found.start { index -= 1 }
    return Int(scratch.tokens[index].start) == found.start && index + 1 < first
      && scratch.tokens[index].gap == .lineBreak && text.at(scratch.tokens[index].end) == 0x2F
      && rises(index, first, scratch)
  }

  /// Whether a day of the week stands behind a day: `3/4 Mon`, `3/4 (Mon)`.
  func isBeforeWeekday(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].shape.startsWithCapital,
      isWord(next, .weekday, scratch)
    else { return false }
    return scratch.tokens[next].gap == .blank
      || Int(scratch.tokens[next].start) - scratch.tokens[last].end == 2
        && text.at(Int(scratch.tokens[next].start) - 1) == 0x28
  }

  /// Whether `rescheduled to`, `moved to` stands before a day.
  func isMovedTo(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    first > 1 && scratch.tokens[first - 1].hash == Self.to
      && Self.movings.contains(scratch.tokens[first - 2].hash)
  }

  // Signs of East Asia

  // Six digits

  /// `seen 040225 1510`, `ekg_031924.tif`: month, day and year without marks, before a time of four digits
  /// or behind what is dated in a file's name.
  /// - Returns: whether they are one.
  func matchSixDigits(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.length == 6, index > 0, token.gap != .none, let rule = rule(.dottedDay),
      isSixDigits(token.hash), !text.isWordByte(token.end)
    else { return false }
    let (before, after) = (text.at(Int(token.start) - 1), text.at(token.end))
    let previous = scratch.tokens[index - 1]
    let next = index + 1
    let isNamed =
      (before == 0x5F || before == 0x2D)
      && (after == 0x2E && text.at(token.end + 1).isLetter || after == 0x5F)
      && (Self.studies.contains(previous.hash) || Self.datedThings.contains(previous.hash)
        || Self.datedSets.contains(previous.hash))
    let isTimed =
      token.gap == .blank && next < scratch.tokens.count
      && (isWord(index - 1, .dayCue, scratch) || isCareVerb(index - 1, scratch))
      && scratch.tokens[next].gap == .blank && scratch.tokens[next].length == 4
      && scratch.tokens[next].isDigits && scratch.tokens[next].hash < 2_400
      && scratch.tokens[next].hash % 100 < 60 && !text.isWordByte(scratch.tokens[next].end)
    guard isNamed || isTimed else { return false }
    emitTokens(rule, index, index, &scratch)
    return true
  }

  /// Whether six digits are a month, a day and a year.
  private func isSixDigits(_ value: UInt64) -> Bool {
    let (month, day, year) = (Int(value / 10_000), Int(value / 100 % 100), Int(value % 100))
    return Checks.isDate(year: year, month: month, day: day, yearDigits: 2)
  }

  // Ordinals

  /// Whether what stands before an article makes the ordinal behind it a day: `changed the 14th`, `pulled it
  /// the 7th`, `see you the 19th`, `first fall was the 3rd`, `from the 9th to the 16th`.
  func isToldOrdinal(
    _ text: Span<UInt8>,
    _ ending: Int,
    _ cue: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard cue > 0, scratch.tokens[cue].isWord, scratch.tokens[cue + 1].gap == .blank else {
      return false
    }
    let (word, before) = (scratch.tokens[cue], scratch.tokens[cue - 1])
    let day = scratch.tokens[ending - 1].hash
    if isWord(cue, .being, scratch) {
      return (1...3)
        .contains { cue >= $0 && Self.dayEvents.contains(scratch.tokens[cue - $0].hash) }
    }
    if Self.spanWords.contains(word.hash), let found = scratch.found.last, found.kind == .date,
      Int(word.start) - found.end == 1, isOrdinalEnd(text, found.end)
    {
      return true
    }
    if word.hash == Self.between { return leadsToOrdinal(ending, scratch) }
    guard day >= Self.toldMin else { return false }
    if Self.objects.contains(word.hash) {
      return before.isWord && scratch.tokens[cue].gap == .blank
    }
    if Self.greeted.contains(word.hash) { return before.hash == Self.see }
    if Self.doings.contains(word.hash) {
      return ending + 1 < scratch.tokens.count
        && scratch.tokens[ending + 1].hash == Self.instead
    }
    return Self.pastVerbs.contains(word.hash) || isCareVerb(cue, scratch)
  }

  /// Whether an ordinal goes on to another one with its article: `between the 9th and the 16th`.
  func isLedOn(_ ending: Int, _ scratch: borrowing ScanScratch) -> Bool {
    leadsToOrdinal(ending, scratch)
      || ending + 1 < scratch.tokens.count && scratch.tokens[ending + 1].gap == .blank
        && scratch.tokens[ending + 1].hash == Self.instead
  }

  /// Whether `and the 16th` stands behind an ordinal.
  private func leadsToOrdinal(_ ending: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let other = ending + 4
    return other < scratch.tokens.count && isWord(ending + 1, .and, scratch)
      && isWord(ending + 2, .the, scratch) && scratch.tokens[ending + 3].isDigits
      && isWord(other, .ordinalEnding, scratch) && scratch.tokens[other].gap == .none
  }

  /// Whether an ordinal's two letters end at an offset.
  private func isOrdinalEnd(_ text: Span<UInt8>, _ end: Int) -> Bool {
    switch (text.at(end - 2).lowercased, text.at(end - 1).lowercased) {
    case (0x74, 0x68), (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64): return text.at(end - 3).isDigit
    default: return false
    }
  }

  /// Whether an ordinal without an article is the next day behind one that was just found: `sat 22nd, rash
  /// 24th`.
  func isNextOrdinal(_ text: Span<UInt8>, _ ending: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard let found = scratch.found.last, found.kind == .date, isOrdinalEnd(text, found.end),
      Int(scratch.tokens[ending].start) - found.end <= Self.ordinalBytes
    else { return false }
    var index = ending - 2
    while index > 0, scratch.tokens[index].end > found.end {
      guard scratch.tokens[index].gap != .lineBreak else { return false }
      index -= 1
    }
    guard index > 0, scratch.tokens[index].end == found.end,
      scratch.tokens[index - 1].hash < scratch.tokens[ending - 1].hash
    else { return false }
    let next = ending + 1
    return endsPhrase(text, ending, scratch)
      || next < scratch.tokens.count && Self.noted.contains(scratch.tokens[next].hash)
  }

  /// Whether a day in words is one of several, each behind what was done then: `bx the fourth, results the
  /// eleventh`.
  func isOfOrdinalWords(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard isBehindNoun(first - 1, scratch), endsPhrase(text, last, scratch),
      !Self.lowWords.contains(scratch.tokens[last].hash)
    else { return false }
    if let found = scratch.found.last, found.kind == .date,
      Int(scratch.tokens[first].start) - found.end <= Self.rowBytes
    {
      var index = first - 2
      while index > 0, scratch.tokens[index].end > found.end { index -= 1 }
      if scratch.tokens[index].end == found.end { return isWord(index, .ordinalWord, scratch) }
    }
    var index = last + 1
    while index + 1 < scratch.tokens.count, index - last <= Self.rowWords,
      scratch.tokens[index].gap != .lineBreak
    {
      if isWord(index, .the, scratch), isBehindNoun(index, scratch) {
        let ordinal = isWord(index + 1, .spokenNumber, scratch) ? index + 2 : index + 1
        if ordinal < scratch.tokens.count, isWord(ordinal, .ordinalWord, scratch) {
          return endsPhrase(text, ordinal, scratch)
            && !Self.lowWords.contains(scratch.tokens[ordinal].hash)
        }
      }
      index += 1
    }
    return false
  }

  /// Whether an article stands a blank behind a word that joins nothing.
  private func isBehindNoun(_ article: Int, _ scratch: borrowing ScanScratch) -> Bool {
    // `family conf. the twelfth`
    let shortMax = 5
    return article > 0 && scratch.tokens[article - 1].isWord
      && (scratch.tokens[article].gap == .blank
        || scratch.tokens[article].gap == .marks && scratch.tokens[article - 1].length < shortMax
          && scratch.tokens[article].shape == .lower)
      && !isWord(article - 1, [.and, .of, .being], scratch)
      && !Self.linkWords.contains(scratch.tokens[article - 1].hash)
  }

  // Words

  /// Bytes between the days of values, the lines of a column, ordinals of a list and the same in words.
  private static let valueBytes = 24
  private static let columnBytes = 256
  private static let ordinalBytes = 120
  private static let rowBytes = 60
  /// Tokens ahead in which the next day in words is looked for.
  private static let rowWords = 12
  /// The least ordinal that a verb makes a day: smaller ones count other things.
  private static let toldMin: UInt64 = 4
  private static var x: UInt64 { Token.word("x") }
  private static var see: UInt64 { Token.word("see") }
  private static var instead: UInt64 { Token.word("instead") }
  private static var to: UInt64 { Token.word("to") }
  private static let movings = hashes(
    "resched rescheduled moved changed postponed pushed bumped switched r/s deferred extended"
  )
  private static var between: UInt64 { Token.word("between") }
  private static let spanWords = hashes("to and thru through until")
  private static let lowWords = hashes("first second third")
  private static let linkWords = hashes("or to in on from with by then but as at for than into")
  private static let objects = hashes("it him them me")
  private static let greeted = hashes("you u ya ye")
  private static let doings = hashes("do make try have")
  private static let pastVerbs = hashes(
    "done given seen drawn taken home changed pulled placed removed started stopped fell inserted admitted "
      + "discharged dcd came went quit replaced increased decreased tapered"
  )
  private static let dayEvents = hashes(
    "fall visit appt appointment surgery seizure period lmp admission discharge fever onset bm dialysis first last"
  )
  private static let noted = hashes("rx dx tx w pt got still no had seen then started")
  /// What is dated by a day right before it.
  private static let datedThings = hashes(
    """
    admission visit note clinic mri ct echo ekg ecg eeg xray cxr scan biopsy surgery procedure message email \
    letter report consult encounter injection infusion eval evaluation discharge ultrasound colonoscopy egd \
    fall consent referral img labs films
    """
  )
  private static let datedSets = hashes("labs films bloods")
  private static let stays = hashes(
    "admission readmission appt appointment hospitalization hospitalisation"
  )
  private static let determiners = hashes("the her his my your their our this last per from of")
}
