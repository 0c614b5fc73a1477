import Vocabulary

/// Dates whose month is a number that is said, and days by their ordinals.
extension Engine {
  /// A date that is read: its last token, and whether its year is told in full.
  private struct SaidDate {
    var last: Int
    var isFull: Bool
    /// Whether all four places of its year are said.
    var isWhole: Bool
  }

  /// Words before a date in which its label is looked for.
  private static let dateCueWords = 12

  /// Words of a month, a day and a year: `eleven nineteen fifty-two`, `four two of forty seven`,
  /// `oh three twelve nineteen fifty one`, `six slash two slash forty`.
  ///
  /// Found from the month, which no other number stands before; without a label it counts where a
  /// person stands near.
  func matchSpokenDate(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard
      !(first > 0 && isWord(first - 1, [.spokenNumber, .spokenDigit], scratch)
        && isNext(first, scratch))
    else { return }
    guard let date = saidDate(first, scratch) else { return matchMonthDay(first, &scratch) }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[date.last].end
    if date.isWhole || isDateCued(first, scratch), let rule = rule(.openDay) {
      emit(rule, start, end, .format | .context, scratch: &scratch)
    } else if date.isFull {
      emitDay(first, date.last, &scratch)
    }
  }

  /// `admitted ten fourteen`: a month and a day right behind a word that asks for a date.
  private func matchMonthDay(_ first: Int, _ scratch: inout ScanScratch) {
    guard first > 0, let rule = rule(.openDay), let month = smallNumber(first, scratch),
      month.value <= 12,
      Self.nearCues(scratch.tokens[first - 1].hash) != 0 || goesOnSaid(first, scratch)
        || isSlashed(month.last, scratch)
        || first > 1 && Self.copulas.contains(scratch.tokens[first - 1].hash)
          && Self.nearCues(scratch.tokens[first - 2].hash) != 0,
      isNext(first, scratch)
    else { return }
    let second = separated(month.last + 1, scratch)
    guard isNext(second, scratch), let day = dayNumber(second, scratch) else { return }
    let next = day.last + 1
    guard
      next >= scratch.tokens.count || !isNext(next, scratch)
        || !isWord(next, [.unit, .spokenNumber, .spokenDigit, .ageUnit], scratch)
    else { return }
    emitTokens(rule, first, day.last, &scratch)
  }

  /// Whether a stroke and a day are said behind a month: `one slash twenty six`, but for `four slash five`, which is of
  /// five.
  private func isSlashed(_ month: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let slash = month + 1
    guard slash + 1 < scratch.tokens.count, scratch.tokens[slash].hash == Self.slash,
      isNext(slash, scratch), isNext(slash + 1, scratch),
      let day = dayNumber(slash + 1, scratch)
    else { return false }
    return !Self.scales.contains(day.value)
  }

  private static var slash: UInt64 { Token.word("slash") }
  /// What strength, pain and tests are counted of, and the days that look like it.
  private static let scales = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 21, 24, 27, 30]

  /// Whether a day that was said stands shortly before in the line: `on ten twelve twenty four, ortho ten
  /// thirteen`.
  private func goesOnSaid(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard let found = scratch.found.last, found.kind == .date,
      Int(scratch.tokens[first].start) - found.end <= Self.goingBytes
    else { return false }
    var index = first - 1
    while index > 0, scratch.tokens[index].end > found.end {
      guard scratch.tokens[index].gap != .lineBreak else { return false }
      index -= 1
    }
    guard index > 0, scratch.tokens[index].end == found.end,
      isWord(index, [.spokenNumber, .spokenDigit], scratch),
      let month = smallNumber(first, scratch)
    else { return false }
    let next = separated(month.last + 1, scratch)
    guard isNext(next, scratch), let day = dayNumber(next, scratch) else { return false }
    return endsSaid(day.last, scratch)
  }

  /// Bytes between days that are said one after the other, at most.
  private static let goingBytes = 60

  /// Words of a sentence before a day in which a speaker or whom is spoken of is looked for.
  private static let speakerWords = 10

  /// Appends a day that counts where somebody speaks of himself or of a relative, or where a person
  /// stands near.
  func emitDay(_ first: Int, _ last: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.openDay) else { return }
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[last].end,
      .format | .context,
      masked: isSaidOfPerson(first, last, scratch),
      scratch: &scratch
    )
  }

  /// Whether a speaker, a person or what happens to one stands in the sentence before a day, or right
  /// behind it.
  func isSaidOfPerson(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first - 1
    while index >= 0, first - index <= Self.speakerWords,
      scratch.tokens[index + 1].gap == .blank || scratch.tokens[index + 1].gap == .mark
        || scratch.tokens[index + 1].gap == .marks && first - index <= Self.clauseWords
    {
      if Self.speakers(scratch.tokens[index].hash) != 0 || isWord(index, .person, scratch) {
        return true
      }
      index -= 1
    }
    // `since Halloween I've had it`
    for next in last + 1...last + 2
    where next < scratch.tokens.count && scratch.tokens[next].gap == .blank {
      if Self.speakers(scratch.tokens[next].hash) != 0 { return true }
    }
    return false
  }

  /// Words before a day in which a mark or two may stand between: a clause.
  private static let clauseWords = 6

  /// Who speaks or is spoken of, and what happens to persons.
  private static let speakers = table(
    "i i'm my mine he she his her him mom dad patients husband wife son daughter baby infant mother "
      + "admitted discharged relapsed quit sober died passed intubated extubated transfused delivered "
      + "born hospitalized hospitalised vomited fell drank smoked sutured widowed readmitted operated "
      + "paciente patiente patientin elle il ella refiere acude ingresó sr sra señor señora mme herr "
      + "maman papa mère père mamma madre padre figlio figlia mãe pai filho filha ele ela lui lei mijn zij zoon "
      + "dochter moeder vader mevrouw meneer patiënt patiënte dhr mw mevr ich wir mutter vater ehemann bewohner "
      + "bewohnerin je utente doente paziente "
      + "frau cumplí cumplo hijo hija fils fille sohn tochter mi mon ma sutures surgery lmp menses seen"
  )

  /// The date that begins at a token.
  private func saidDate(_ first: Int, _ scratch: borrowing ScanScratch) -> SaidDate? {
    guard let one = dayNumber(first, scratch) else { return nil }
    let second = separated(one.last + 1, scratch)
    guard isNext(second, scratch), let two = dayNumber(second, scratch),
      one.value <= 12 || two.value <= 12
    else { return nil }
    var year = separated(two.last + 1, scratch)
    if year < scratch.tokens.count, isWord(year, .of, scratch) { year += 1 }
    guard isNext(year, scratch), let last = saidYear(year, scratch),
      !isWord(last + 1, [.spokenNumber, .spokenDigit, .unit], scratch)
        || !isNext(last + 1, scratch)
    else { return nil }
    let isFull = one.last == first && (smallNumber(year, scratch)?.value ?? 20) >= 19
    let number = smallNumber(year, scratch)
    let isWhole =
      number.map { $0.last < last && [2, 19, 20].contains($0.value) } ?? false
      && scratch.tokens[last].hash != Self.thousand
    return SaidDate(last: last, isFull: isFull, isWhole: isWhole)
  }

  /// A day or a month as a number: `twelve`, `oh five`, `thirty-one`.
  private func dayNumber(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (value: Int, last: Int)? {
    guard index < scratch.tokens.count else { return nil }
    if Self.zeros.contains(scratch.tokens[index].hash) {
      guard isNext(index + 1, scratch), let low = smallNumber(index + 1, scratch), low.value < 10
      else { return nil }
      return low
    }
    guard let number = smallNumber(index, scratch), number.value <= 31 else { return nil }
    return number
  }

  /// The token behind a separator that is said.
  private func separated(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard index < scratch.tokens.count, isNext(index, scratch),
      isWord(index, .spokenMark, scratch) || scratch.tokens[index].hash == Self.dot
    else { return index }
    return index + 1
  }

  /// The last word of a year that is said: `fifty-two`, `oh four`, `nineteen fifty-two`, `twenty oh
  /// six`, `two thousand and four`.
  private func saidYear(_ first: Int, _ scratch: borrowing ScanScratch) -> Int? {
    if Self.zeros.contains(scratch.tokens[first].hash) {
      return isNext(first + 1, scratch)
        ? smallNumber(first + 1, scratch).flatMap { $0.value < 10 ? $0.last : nil } : nil
    }
    guard let one = smallNumber(first, scratch) else { return nil }
    let next = one.last + 1
    if one.value == 2, isNext(next, scratch), scratch.tokens[next].hash == Self.thousand {
      var low = next + 1
      if isNext(low, scratch), isWord(low, .and, scratch) { low += 1 }
      return isNext(low, scratch) ? smallNumber(low, scratch)?.last ?? next : next
    }
    guard one.value >= 10 else { return nil }
    if one.value == 19, isNext(next, scratch), scratch.tokens[next].hash == Self.hundred {
      var low = next + 1
      if isNext(low, scratch), isWord(low, .and, scratch) { low += 1 }
      return isNext(low, scratch) ? smallNumber(low, scratch)?.last ?? next : next
    }
    if one.value == 19 || one.value == 20, isNext(next, scratch) {
      if Self.zeros.contains(scratch.tokens[next].hash) {
        return smallNumber(next + 1, scratch)?.last
      }
      if let two = smallNumber(next, scratch), two.value >= 10 { return two.last }
    }
    return one.last
  }

  /// Whether a word such as `born` stands before a token, in its turn or at the end of the one before.
  func isDateCued(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first - 1
    while index >= 0, first - index <= Self.dateCueWords {
      let hash = scratch.tokens[index].hash
      if Self.dateCues(hash) != 0 { return true }
      if first - index > 3, Self.notDates(hash) != 0 { return false }
      index -= 1
    }
    return false
  }

  /// `eighth of the tenth forty-six`, `the third of the second`: a day and a month by their ordinals,
  /// found from the day.
  func matchOrdinalMonth(_ first: Int, _ ordinal: Int, _ scratch: inout ScanScratch) -> Bool {
    guard let rule = rule(.ordinalDay), ordinal + 3 < scratch.tokens.count,
      isWord(ordinal + 1, .of, scratch), scratch.tokens[ordinal + 1].gap == .blank
    else { return false }
    let month = isWord(ordinal + 2, .the, scratch) ? ordinal + 3 : ordinal + 2
    guard isWord(month, .ordinalWord, scratch),
      let number = Self.ordinals.firstIndex(of: scratch.tokens[month].hash), number < 12
    else { return false }
    var last = month
    if isNext(month + 1, scratch), let year = saidYear(month + 1, scratch) { last = year }
    guard last > month || isDateCued(first, scratch) else { return false }
    emitTokens(rule, first, last, &scratch)
    return true
  }

  /// The last token of a day in words behind a month: `June twenty-one`, `October eight`.
  func cardinalDay(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    // `In April two residents` counts something.
    guard let day = smallNumber(index, scratch), day.value <= 31,
      endsSaid(day.last, scratch) || isWord(day.last + 1, .spokenNumber, scratch)
    else { return nil }
    // `June nineteen fifty` is a month and a year.
    if day.value == 19 || day.value == 20, let year = saidYear(index, scratch), year > day.last,
      saidYear(day.last + 1, scratch) == year
    {
      return nil
    }
    return day.last
  }

  /// The last word of a day in words behind its month, where `on` or `since` stands before both and
  /// nothing behind it is counted: `better since the injection on march eleven still gets it`.
  func saidDay(_ month: Int, _ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard isWord(month - 1, [.on, .through], scratch), scratch.tokens[month].gap == .blank,
      let day = smallNumber(index, scratch), (1...31).contains(day.value)
    else { return nil }
    let next = day.last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].shape == .lower,
      Self.goingOn.contains(scratch.tokens[next].hash)
    else { return nil }
    return day.last
  }

  /// What goes on behind a day and is counted by no number.
  private static let goingOn = hashes(
    "still then no not now got had has having never also again it its this that there since which who "
      + "went came did does feels felt started began said says told everything nothing"
  )

  /// Whether no noun stands behind a number that it could count.
  func endsSaid(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    return next >= scratch.tokens.count || scratch.tokens[next].gap != .blank
      || isWord(next, .dayFollower, scratch)
  }

  /// Whether a token goes on with what is said: blanks, a comma or a hyphen before it.
  func isNext(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, index < scratch.tokens.count else { return false }
    let length = Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end
    return length > 0 && length <= 2 && scratch.tokens[index].gap != .lineBreak
  }

  private static let zeros: WordSet = WordSet(["oh", "o", "zero"].map { Token.hash($0) })
  private static var dot: UInt64 { Token.word("dot") }
  private static var hundred: UInt64 { Token.word("hundred") }
  private static var thousand: UInt64 { Token.word("thousand") }
  private static let dateCues = HashIndex(
    words: """
      dob birth birthday birthdate born date dated dates nacimiento died passed service admitted \
      discharged expires expired expiration
      """
      .split(separator: " ").map(String.init)
  )
  private static let nearCues = HashIndex(
    words: "admitted admit discharged discharge admission visit dated dob birthday birthdate"
      .split(separator: " ")
      .map(String.init)
  )
  private static let copulas: WordSet = WordSet(["is", "was", "s", "on"].map { Token.hash($0) })
  private static let notDates = HashIndex(
    words: "number phone cell call account id card fax pin policy member license serial zip"
      .split(separator: " ").map(String.init)
  )
  private static let ordinals: [UInt64] =
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    .split(separator: " ").map { Token.hash(String($0)) }
}
