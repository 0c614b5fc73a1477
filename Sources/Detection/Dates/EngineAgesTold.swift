import Vocabulary

/// Ages of ninety and more behind their label, in brackets behind whom they are of,
/// and by their decade.
extension Engine {
  /// Words between `age` and its number, at most.
  private static let labelWords = 9

  /// Whether a number is somebody's age in one of these forms.
  func isAgeTold(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isLabelledAge(text, index, scratch) || isAgeOfHolder(text, index, scratch)
      || isRoomedAge(text, index, scratch)
      || isSexedAge(text, index, scratch) || isAgeOfYears(text, index, scratch)
      || isAgeAhead(text, index, scratch)
  }

  /// Whether `age` stands before a number with nothing but what says whose and when between, or a list
  /// of ages: `Age at death: 94`, `ages 68, 88 and 92`, `Edad: 94`, `age is 93`, `age > 89: 90, 92`.
  private func isLabelledAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0, !isMeasured(text, index, scratch) else { return false }
    var word = index - 1
    var (isList, isCompared) = (false, false)
    while word >= 0, index - word <= Self.labelWords, scratch.tokens[word + 1].gap != .lineBreak {
      let token = scratch.tokens[word]
      guard let compares = comparison(text, token.end, Int(scratch.tokens[word + 1].start)),
        !compares || isList
      else { return false }
      isCompared = isCompared || compares
      if token.isDigits {
        guard token.length <= 3, token.hash <= Self.ageMax else { return false }
        isList = true
      } else if Self.labels.contains(token.hash) {
        if token.hash == Self.alter, token.shape == .lower { return false }
        return (!isList || isCompared || token.hash == Self.ages) && !isOfMany(word, scratch)
      } else if token.hash == Self.of, isList, word > 0,
        Self.plurals.contains(scratch.tokens[word - 1].hash)
      {
        // `women of 81, 88 and 94`
        return true
      } else if isWord(word, .and, scratch) || Self.ageJoints.contains(token.hash) {
        isCompared = isCompared || Self.comparisons.contains(token.hash)
      } else {
        return false
      }
      word -= 1
    }
    return false
  }

  /// Whether what stands between two words compares them; nil where it parts them.
  private func comparison(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool? {
    guard end - start <= 5 else { return nil }
    var compares = false
    for offset in start..<end {
      switch text[offset] {
      case 0x20, 0x09, 0x3A, 0x3D, 0x28, 0x29, 0x2C, 0x7E, 0x22, 0x27, 0x5F, 0x7B, 0x26: continue
      case 0x2D where text.at(offset + 1) == 0x20: continue
      case 0x3E: compares = true
      default: return nil
      }
    }
    return compares
  }

  /// Whether an age is one of a group, or of no life: `mean age`, `bone age`.
  func isOfMany(_ label: Int, _ scratch: borrowing ScanScratch) -> Bool {
    label > 0 && Self.statistics.contains(scratch.tokens[label - 1].hash)
  }

  /// Whether a number in brackets stands behind whom it is of: `Resident (96)`, `Witness C (92)`,
  /// `Couple (92 and 90)`.
  private func isAgeOfHolder(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard index > 0, text.at(Int(token.start) - 1) == 0x28,
      Int(token.start) - scratch.tokens[index - 1].end == 2
    else { return false }
    let after = text.at(token.end)
    let isClosed =
      after == 0x29 || (after == 0x2C || after == 0x3B) && text.at(token.end + 1) == 0x20
    if isPair(text, index, scratch) { return Self.couples.contains(scratch.tokens[index - 1].hash) }
    guard isClosed else { return false }
    return isHolder(index - 1, scratch)
  }

  /// Whether a word is one for a person, a capital behind it taken along: `Resident`, `Witness C`.
  func isHolder(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    if token.length == 1, token.shape == .capitalized, index > 0 {
      return Self.holders.contains(scratch.tokens[index - 1].hash)
    }
    // `PT (98)` is a time of coagulation.
    return Self.holders.contains(token.hash) && (token.shape != .upper || token.length > 2)
  }

  /// Whether `and` and a second number end what a bracket before a number begins.
  private func isPair(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let other = index + 2
    guard other < scratch.tokens.count, isWord(index + 1, .and, scratch),
      scratch.tokens[index + 1].gap == .blank, scratch.tokens[other].isDigits
    else { return false }
    return scratch.tokens[other].length <= 3 && text.at(scratch.tokens[other].end) == 0x29
  }

  /// Whether a number is the age of whoever lies in a room: `Rm 4 is 92, pleasantly confused`.
  private func isRoomedAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index + 1
    guard index > 2, next < scratch.tokens.count, text.at(scratch.tokens[index].end) == 0x2C,
      scratch.tokens[next].gap == .marks, isWord(index - 1, .being, scratch),
      scratch.tokens[index - 2].isDigits, Self.rooms.contains(scratch.tokens[index - 3].hash)
    else { return false }
    let word = scratch.tokens[next]
    return Lexicon.bands(word.hash).clinical > 0
      || word.length > 4 && text.at(word.end - 1) == 0x79 && text.at(word.end - 2) == 0x6C
  }

  /// Whether a capital of a sex and what brings somebody stand behind a number: `93 F w/ CHF`.
  private func isSexedAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (sex, next) = (index + 1, index + 2)
    guard next < scratch.tokens.count, scratch.tokens[sex].gap == .blank,
      scratch.tokens[sex].length == 1, scratch.tokens[sex].shape == .capitalized,
      isWord(sex, .sex, scratch), scratch.tokens[next].gap == .blank,
      Self.comings.contains(scratch.tokens[next].hash)
    else { return false }
    // So many degrees are what bodies have.
    let isWarmth =
      scratch.tokens[sex].hash == Self.f && Self.warmth.contains(scratch.tokens[index].hash)
    return !isWarmth
      && (scratch.tokens[index].gap == .lineBreak
        || text.at(Int(scratch.tokens[index].start) - 2) == 0x3A)
  }

  /// Whether what touches or follows a number says years of a life in another way: `92 j. Pat.`,
  /// `di anni 92`, `95. Geburtstag`, `93歳`, `93yrs`.
  private func isAgeOfYears(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    if isYearSign(text, token.end) { return true }
    if index > 1, scratch.tokens[index - 1].hash == Self.anni {
      return scratch.tokens[index - 2].hash == Self.di && !isMeasured(text, index, scratch)
    }
    let next = index + 1
    guard next < scratch.tokens.count else { return false }
    let unit = scratch.tokens[next]
    switch unit.gap {
    case .none:
      return isLife(index, scratch)
        && (Self.gluedYears.contains(unit.hash) || hasMonths(next, scratch))
    case .marks:
      return text.at(token.end) == 0x2E && Int(unit.start) == token.end + 2
        && Self.birthdaysAbroad.contains(unit.hash)
    case .blank:
      if Self.birthdaysAbroad.contains(unit.hash) { return true }
      if Self.northernYears.contains(unit.hash), index > 0 {
        return Self.northernVerbs.contains(scratch.tokens[index - 1].hash)
      }
      guard unit.hash == Self.j, text.at(unit.end) == 0x2E else { return false }
      return (1...3)
        .contains { index >= $0 && Self.patients.contains(scratch.tokens[index - $0].hash) }
        || next + 1 < scratch.tokens.count && Self.patients.contains(scratch.tokens[next + 1].hash)
    default: return false
    }
  }

  /// Whether months stand behind the `y` of years: `95y8m`.
  private func hasMonths(_ unit: Int, _ scratch: borrowing ScanScratch) -> Bool {
    unit + 2 < scratch.tokens.count && scratch.tokens[unit].hash == Self.y
      && scratch.tokens[unit + 1].isDigits && scratch.tokens[unit + 1].gap != .lineBreak
      && Self.monthUnits.contains(scratch.tokens[unit + 2].hash)
  }

  /// Whether no word before so many years makes them a length of time.
  private func isLife(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index == 0 || scratch.tokens[index].gap == .lineBreak
      || !Self.lengths.contains(scratch.tokens[index - 1].hash)
  }

  /// Whether the sign for years of a life in Japanese, Chinese or Korean stands at an offset.
  private func isYearSign(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard text.at(end) >= 0x80 || text.at(end + 1) >= 0x80 else { return false }
    let offset = text.at(end) == 0x20 ? end + 1 : end
    let (one, two, three) = (text.at(offset), text.at(offset + 1), text.at(offset + 2))
    switch (one, two) {
    case (0xE6, 0xAD): return three == 0xB3 || three == 0xB2
    case (0xE5, 0xB2): return three == 0x81
    case (0xEC, 0x84): return three == 0xB8
    default: return false
    }
  }

  /// Whether `At` and a comma make a number the age at which somebody does something: `At 93, he still
  /// drives`, `and now, at 95, a pacemaker`; or a person would be so old: `would be 93 or 94`.
  private func isAgeAhead(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0, scratch.tokens[index].gap == .blank, !isMeasured(text, index, scratch) else {
      return false
    }
    let (previous, next) = (scratch.tokens[index - 1].hash, index + 1)
    if previous == Self.am {
      return index > 1 && scratch.tokens[index - 2].hash == Self.i && endsAge(text, index, scratch)
    }
    if previous == Self.at, isStillAt(index - 1, scratch) { return endsAge(text, index, scratch) }
    if previous == Self.at, text.at(scratch.tokens[index].end) == 0x2C,
      next < scratch.tokens.count
    {
      if index > 1, scratch.tokens[index - 2].hash == Self.now { return true }
      return scratch.tokens[next].gap == .marks && Self.pronouns.contains(scratch.tokens[next].hash)
    }
    guard previous == Self.be || previous == Self.been, index > 2 else { return false }
    let verb = previous == Self.been ? index - 3 : index - 2
    return Self.wouldBe.contains(scratch.tokens[verb].hash) && isOfSomeone(text, index - 1, scratch)
      && (endsAge(text, index, scratch) || isEither(index, scratch))
  }

  /// Whether a number is one of two of which either may be the age: `93 or 94`.
  func isEither(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let other = index + 2
    if other < scratch.tokens.count, scratch.tokens[index + 1].hash == Self.or,
      scratch.tokens[index + 1].gap == .blank, scratch.tokens[other].isDigits,
      (Self.oldMin...Self.ageMax).contains(scratch.tokens[other].hash)
    {
      return true
    }
    guard index > 1, scratch.tokens[index - 1].hash == Self.or, let last = scratch.found.last else {
      return false
    }
    return last.kind == .age && last.start == Int(scratch.tokens[index - 2].start)
  }

  // Decades

  /// `in her nineties`, `a man in his mid-90s`, `Age: 90s`, `late 90s female`: the decade of a life, from
  /// its first token to its last.
  ///
  /// Ninety to ninety-nine say more than the class of ninety and more.
  /// - Returns: whether it is one.
  func matchDecade(_ first: Int, _ last: Int, _ scratch: inout ScanScratch) -> Bool {
    var owner = first - 1
    while owner >= 0, Self.parts.contains(scratch.tokens[owner].hash),
      scratch.tokens[owner + 1].gap != .lineBreak
    {
      owner -= 1
    }
    guard let rule = rule(.age),
      isOwnDecade(owner, scratch) || owner < first - 1 && isOfSex(last + 1, scratch)
    else { return false }
    emitTokens(rule, first, last, &scratch)
    return true
  }

  /// Whether a decade behind a word is one of a life: `into her`, `age`, `both in`.
  private func isOwnDecade(_ owner: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard owner >= 0, scratch.tokens[owner + 1].gap != .lineBreak else { return false }
    let hash = scratch.tokens[owner].hash
    if Self.labels.contains(hash) { return hash != Self.alter && !isOfMany(owner, scratch) }
    guard owner > 0 else { return false }
    if hash == Self.inWord { return scratch.tokens[owner - 1].hash == Self.both }
    guard Self.owners.contains(hash), Self.into.contains(scratch.tokens[owner - 1].hash) else {
      return false
    }
    return !(2...4).contains { owner >= $0 && isReading(owner - $0, scratch) }
  }

  /// Whether a word of a sex stands at a token, in its line.
  private func isOfSex(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && scratch.tokens[index].gap == .blank
      && isWord(index, .sex, scratch)
  }

  /// `90s`, `90's`: found from the number.
  func matchDecadeDigits(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let next = index + 1
    guard scratch.tokens[index].hash == Self.oldMin, next < scratch.tokens.count,
      scratch.tokens[next].hash == Self.s, !text.isWordByte(scratch.tokens[next].end),
      scratch.tokens[next].gap == .none
        || scratch.tokens[next].gap == .mark && text.at(scratch.tokens[index].end) == 0x27
    else { return false }
    return matchDecade(index, next, &scratch)
  }

  /// `This nonagenarian was admitted`: found from the word; nobody by name in `studies of centenarians`.
  func matchNonagenarian(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.age) else { return }
    let next = index + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    if follows, Self.groups.contains(scratch.tokens[next].hash) { return }
    if scratch.tokens[index].length > 10, Self.oldAbroad.contains(scratch.tokens[index].hash) {
      return emitTokens(rule, index, index, &scratch)
    }
    var word = index - 1
    if word > 0, Self.kinds.contains(scratch.tokens[word].hash) { word -= 1 }
    let begins = scratch.tokens[index].gap == .lineBreak
    let isPointed = !begins && word >= 0 && Self.pointers.contains(scratch.tokens[word].hash)
    let isSaid =
      !begins && word > 1 && Self.articles.contains(scratch.tokens[word].hash)
      && isWord(word - 1, .being, scratch) && isPerson(word - 2, scratch)
    if isPointed || isSaid || follows && Self.comings.contains(scratch.tokens[next].hash) {
      return emitTokens(rule, index, index, &scratch)
    }
    // `the centenarian project`
    guard !follows || isWord(next, [.dayFollower, .being], scratch) else { return }
    emitOpen(.openAge, Int(scratch.tokens[index].start), scratch.tokens[index].end, &scratch)
  }

  // Words

  private static let oldMin: UInt64 = 90
  private static let ageMax: UInt64 = 125
  private static var of: UInt64 { Token.word("of") }
  private static var or: UInt64 { Token.word("or") }
  private static var at: UInt64 { Token.word("at") }
  private static var am: UInt64 { Token.word("am") }
  private static var i: UInt64 { Token.word("i") }
  private static var now: UInt64 { Token.word("now") }
  private static var be: UInt64 { Token.word("be") }
  private static var been: UInt64 { Token.word("been") }
  private static var ages: UInt64 { Token.word("ages") }
  private static var alter: UInt64 { Token.word("alter") }
  private static var both: UInt64 { Token.word("both") }
  private static var inWord: UInt64 { Token.word("in") }
  private static var anni: UInt64 { Token.word("anni") }
  private static var di: UInt64 { Token.word("di") }
  private static var j: UInt64 { Token.word("j") }
  private static var f: UInt64 { Token.word("f") }
  private static var s: UInt64 { Token.word("s") }
  /// Degrees of Fahrenheit that bodies have.
  private static let warmth: ClosedRange<UInt64> = 96...106
  private static let labels = hashes(
    "age ages ptage patientage edad età âge idade leeftijd alter возраст wiek ålder alder ikä"
  )
  private static let ageJoints = hashes(
    """
    at of on in the time death dx diagnosis admission admit visit presentation enrollment enrolment onset \
    years yrs year yr now today is was listed as about approx approximately around roughly current currently \
    registration stated exact intake surgery consent injury entry discharge last birthday est estimated \
    reported given recorded documented referral transplant value found not capped over above that sex her his
    """
  )
  private static let comparisons = hashes("over above")
  private static let statistics = hashes(
    """
    mean median average avg minimum maximum min max gestational mental bone vascular lung heart biological \
    cutoff legal retirement
    """
  )
  private static let plurals = hashes("women men ladies gentlemen patients residents siblings pts")
  private static let couples = hashes(
    "couple parents grandparents twins sisters brothers siblings spouses residents aunts uncles both"
  )
  private static let holders = hashes(
    """
    pt patient resident client caller tenant deceased decedent witness complainant applicant claimant plaintiff \
    defendant beneficiary subscriber insured donor recipient driver passenger victim customer proband veteran \
    man woman gentleman lady widow widower grandmother grandfather roommate spouse guest homeowner parishioner
    """
  )
  private static let rooms = hashes("rm room bed bay bedspace")
  private static let comings = hashes(
    """
    w with s c h p from here adm admitted presents presenting presented hx lives living seen found per who \
    gentleman lady woman man male female resident patient pt widow widower veteran on dnr dni
    """
  )
  private static var y: UInt64 { Token.word("y") }
  private static let monthUnits = hashes("m mo mos mth mths")
  private static let gluedYears = hashes("yrs yr ym yf ymo years jr")
  private static let lengths = hashes(
    "for in over past last next within every after about x since than least most"
  )
  private static let birthdaysAbroad = hashes("geburtstag geburtstags cumpleaños compleanno")
  private static let northernYears = hashes("år lata lat")
  private static let northernVerbs = hashes(
    "är er var blev ble bliver blir fyller ma mam miał miała ukończyła"
  )
  private static let patients = hashes(
    "pat patient patientin patienten männl männlich weibl weiblich frau herr hr fr bew bewohnerin bewohner"
  )
  private static let pronouns = hashes("he she i my his her mom dad")
  private static let wouldBe = hashes("would will ll d wouldve should must could")
  private static let parts = hashes("early mid late very middle")
  private static let owners = hashes("his her their my your")
  private static let into = hashes("in into to of past through reached reach")
  private static let groups = hashes(
    "cohort cohorts study studies population populations group groups patients research trial project"
  )
  private static let kinds = hashes(
    "pleasant frail spry elderly delightful independent healthy active sprightly lovely former"
  )
  private static let pointers = hashes("this our")
  private static let articles = hashes("a the")
  /// Words of other languages for somebody of ninety and more, for the lists of words.
  static let personsAbroad: String = {
    let endings = ["jährige", "jähriger", "jährigen", "jähriges", "jarige"]
    let stems = (90..<100).flatMap { [germanWord($0), dutchWord($0)] } + ["hundert", "honderd"]
    let aged = stems.flatMap { stem in endings.map { stem + $0 } }
    return (aged + ["nonagénaire", "nonagenaria", "nonagenario", "nonagenária", "nonagenário"])
      .joined(separator: " ") + " centenaire novantenne neunzigerin"
  }()
  private static let oldAbroad = hashes(personsAbroad)
}
