import Vocabulary

/// Ages of ninety and more that are told by the words around, where a person stands near.
extension Engine {
  /// Whether a number is an isotope's: `Tc-99m`, `99mTc`.
  func isIsotope(_ text: Span<UInt8>, _ token: Token) -> Bool {
    guard text.at(token.end) == 0x6D else { return false }
    let start = Int(token.start)
    return text.at(start - 1) == 0x2D && text.at(start - 2).isLetter
      || text.at(token.end + 1) == 0x54 && text.at(token.end + 2) == 0x63
  }

  /// Whether a bare number is an age by its place: `is 96`, `(95)`, `94 F`, `| 92 | M`, `F/93`.
  func isPlacedAge(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    guard index > 0, !text.isWordByte(token.end) else { return false }
    let previous = scratch.tokens[index - 1]
    let next = index + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap != .lineBreak
    if isSex(index - 1, scratch), text.at(start - 1) == 0x2F, Int(token.start) == previous.end + 1,
      !isCapitalWord(index - 2, text, scratch) || text.at(Int(previous.start) - 1) == 0x20
    {
      return text.at(token.end) != 0x2F
    }
    if text.at(start - 1) == 0x28, text.at(token.end) == 0x29 {
      return isNamed(index - 1, scratch) && Int(token.start) - previous.end == 2
    }
    let isCell = text.at(start - 1) == 0x20 && text.at(start - 2) == 0x7C
    if follows, isSex(next, scratch) {
      let gap = text.at(scratch.tokens[next].end)
      let isWordEnd = gap == 0x20 || gap == 0x2C || gap == 0x0A || gap == 0 || gap == 0x7C
      let bar = text.at(token.end) == 0x20 && text.at(token.end + 1) == 0x7C
      if isCell, bar || scratch.tokens[next].gap == .blank, isWordEnd { return true }
      if scratch.tokens[next].gap == .blank, isWordEnd, isNamed(index - 1, scratch),
        token.gap == .blank
      {
        return true
      }
    }
    return isSaidOf(text, index, scratch)
  }

  /// Whether a first name and a word that may be a surname stand right before a number:
  /// `Gilbert Redbird 93, CHF`.
  func isBehindFullName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, last) = (scratch.tokens[index - 2], scratch.tokens[index - 1])
    guard last.gap == .blank, first.shape == .capitalized,
      last.shape == .capitalized || last.shape == .mixed, last.length > 2
    else { return false }
    let (given, surname) = (Lexicon.bands(first.hash), Lexicon.bands(last.hash))
    return given.first >= 3 && given.clinical == 0 && surname.clinical == 0 && !surname.isBrand
      && (surname.english != 1 || surname.last >= 4) && !isWord(index - 1, .counted, scratch)
      && !isWord(index - 1, [.fraction, .unit, .month], scratch)
  }

  /// Whether a number is said of a person: `he's 90`, `Mrs. Crane will be 91 in June`.
  private func isSaidOf(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let next = index + 1
    guard index > 1, token.gap == .blank, text.at(token.end) != 0x25,
      text.at(token.end) != 0x2E || !text.at(token.end + 1).isDigit
    else { return false }
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      isWord(next, [.unit, .fraction, .ageUnit], scratch) || scratch.tokens[next].isDigits
    {
      return false
    }
    let verb = scratch.tokens[index - 1].hash
    if Self.heIs.contains(verb) { return true }
    let isShort = verb == Self.shortIs && text.at(Int(scratch.tokens[index - 1].start) - 1) == 0x27
    if isShort || Self.verbs.contains(verb) {
      return isSubject(index - 2, scratch)
    }
    return isSaidToBe(index - 1, scratch)
  }

  /// Whether a word ends what says that somebody is or comes to be so old: `will be almost`,
  /// `I'll be`, `is going on`, `would have been`, `she's nearly`.
  private func isSaidToBe(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var verb = last
    var isReaching = false
    while verb > 0, last - verb < Self.phraseWords, scratch.tokens[verb].gap != .lineBreak,
      Self.becoming.contains(scratch.tokens[verb].hash)
    {
      let hash = scratch.tokens[verb].hash
      isReaching =
        isReaching || Self.reaching.contains(hash)
        || hash == Self.on && scratch.tokens[verb - 1].hash == Self.going
      verb -= 1
    }
    guard verb < last, isReaching else { return false }
    return isSubject(verb, scratch) || scratch.tokens[verb].hash == Self.i
  }

  /// Words of such a phrase at most.
  private static let phraseWords = 6
  private static let becoming = words(
    "be been will ll would d to going gonna about have has s is was m am on almost nearly just "
      + "already soon only now pushing approaching nearing hit reached turned still like roughly"
  )
  private static let reaching = words(
    "be been pushing approaching nearing hit reached turned almost nearly already"
  )
  private static var i: UInt64 { Token.word("i") }
  private static var on: UInt64 { Token.word("on") }
  private static var going: UInt64 { Token.word("going") }

  /// Whether a word may be whom an age is said of.
  private func isSubject(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0 else { return false }
    if isWord(index, .person, scratch) || isNamed(index, scratch) { return true }
    let token = scratch.tokens[index]
    guard token.shape == .capitalized, token.length > 2 else { return false }
    if index > 0, Self.titles.contains(scratch.tokens[index - 1].hash) { return true }
    let bands = Lexicon.bands(token.hash)
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand
  }

  /// Whether a word is a known name with a capital.
  private func isNamed(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, scratch.tokens[index].isWord else { return false }
    let shape = scratch.tokens[index].shape
    guard shape.startsWithCapital || shape == .mixed, scratch.tokens[index].length > 2 else {
      return false
    }
    let bands = Lexicon.bands(scratch.tokens[index].hash)
    return (bands.first >= 2 || bands.last >= 2) && bands.clinical == 0 && !bands.isEponym
  }

  /// The end of a year of four digits that makes a living person ninety or older.
  func birthYearEnd(_ text: Span<UInt8>, _ token: Token) -> Int? {
    let oldest = options.referenceYear - 90
    let isYear = token.isDigits && token.length == 4 && token.hash >= 1_850
    let next = text.at(token.end)
    let isLonger = (next == 0x2D || next == 0x2F) && text.at(token.end + 1).isDigit
    return isYear && Int(token.hash) <= oldest && !isLonger ? token.end : nil
  }

  /// Whether a word is one of several letters with a capital.
  private func isCapitalWord(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    index >= 0 && scratch.tokens[index].isWord && scratch.tokens[index].length > 1
  }

  /// Whether a token is the capital of a sex.
  private func isSex(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index >= 0 && scratch.tokens[index].length == 1 && scratch.tokens[index].shape == .capitalized
      && isWord(index, .sex, scratch)
  }

  /// `her 95th birthday`, `his 90th is on Sunday`: found from the ending.
  func matchBirthday(_ text: Span<UInt8>, _ ending: Int, _ scratch: inout ScanScratch) {
    guard ending > 1, let rule = rule(.openAge) else { return }
    let age = scratch.tokens[ending - 1]
    guard age.isDigits, (90...115).contains(age.hash), age.gap == .blank,
      scratch.tokens[ending].gap == .none
    else { return }
    let owner = scratch.tokens[ending - 2]
    let isOwned =
      Self.owners.contains(owner.hash)
      || owner.hash == Self.shortIs && ending > 2
        && (isSubject(ending - 3, scratch) || isElderWord(ending - 3, scratch))
    let next = ending + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    guard !isOfThing(ending - 2, scratch) else { return }
    let isBirthday =
      follows
      && (Self.birthdays.contains(scratch.tokens[next].hash)
        || Self.lived.contains(owner.hash) && scratch.tokens[next].hash == Self.year)
    let isPercentile =
      next < scratch.tokens.count && Self.centiles.contains(scratch.tokens[next].hash)
    guard isBirthday || isOwned && !isPercentile else { return }
    emit(
      rule,
      Int(age.start),
      scratch.tokens[ending].end,
      .format | .context,
      masked: isBirthday || owner.hash == Self.shortIs && isElderWord(ending - 3, scratch),
      scratch: &scratch
    )
  }

  /// Whether a word before an ordinal is no person's: `the hospital's 100th birthday`, `its hundredth`.
  func isOfThing(_ owner: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[owner].hash
    return hash == Self.its
      || hash == Self.shortIs && owner > 0 && Self.things.contains(scratch.tokens[owner - 1].hash)
  }

  private static let heIs = words("hes shes")
  private static var shortIs: UInt64 { Token.word("s") }
  private static var its: UInt64 { Token.word("its") }
  private static var year: UInt64 { Token.word("year") }
  private static let lived = words("his her")
  private static let things = words(
    "hospital clinic city town village company foundation school church society university college "
      + "association department club institute library museum building center centre"
  )
  private static let verbs = words("is was turns turned turning")
  private static let owners = words("his her my their our your mom's")
  private static let birthdays = words("birthday bday b-day birthdays")
  private static let titles = words("mr mrs ms miss dr mx")
  private static let centiles = words("percentile centile percentiles th time visit day week dose")

  private static func words(_ text: String) -> WordSet {
    WordSet(text.split(separator: " ").map { Token.hash(String($0)) })
  }

  /// Whether a word behind a number makes it an age and no duration: `93 y/o`, `93 years old`.
  func isAgeUnit(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard isWord(index, .duration, scratch) else { return true }
    // `(91Y)`
    if text.at(Int(scratch.tokens[index - 1].start) - 1) == 0x28,
      text.at(scratch.tokens[index].end) == 0x29
    {
      return true
    }
    return isWord(index + 1, [.old, .sex], scratch)
      || index + 1 < scratch.tokens.count && scratch.tokens[index + 1].hash == Self.young
      || isWord(index + 1, .of, scratch) && isWord(index + 2, .ageCue, scratch)
  }

  private static var young: UInt64 { Token.word("young") }
}
