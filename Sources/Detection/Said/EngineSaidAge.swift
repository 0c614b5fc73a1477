import Vocabulary

/// Ages of ninety and more in words.
extension Engine {
  /// Words before an age in which one of ages is looked for, where it is a sentence of its own.
  private static let ageCueWords = 30
  /// Bytes between an age and the same one in words, at most.
  private static let retoldBytes = 24

  /// `ninety-three year old`, `he'll be a hundred and two`, `How old is he? Ninety-one.`: found from
  /// `ninety` or `hundred`.
  func matchSpelledAge(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    if scratch.tokens[index].hash == Self.nineties {
      _ = matchDecade(index, index, &scratch)
      return
    }
    if Self.oldPersons.contains(scratch.tokens[index].hash) {
      return matchNonagenarian(text, index, &scratch)
    }
    if Self.oldOrdinals.contains(scratch.tokens[index].hash) {
      return matchOldOrdinal(index, &scratch)
    }
    guard let rule = rule(.age), let (first, last) = ageWords(index, scratch) else { return }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[last].end
    if isBirthday(last, scratch) || isAge(text, first, last, scratch)
      || isOfInitial(text, first, last, scratch) || isQuoted(text, first, last, scratch)
      || isOwnYear(first, last, scratch)
      || !isFollowed(last, scratch) && isAgeInWords(text, first, last, scratch)
    {
      if isForbidden(rule, first, last + 1, scratch) { return }
      emit(rule, start, end, .format | .context, scratch: &scratch)
    } else if text.at(start - 2) == 0x2C, text.at(end) == 0x2C, isPerson(first - 1, scratch) {
      // `Mr. Ostrander, ninety-four, lives alone`
      emitOpen(.openAge, start, end, &scratch)
    }
  }

  /// The first and the last word of an age.
  private func ageWords(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (first: Int, last: Int)? {
    var (first, last) = (index, index)
    if scratch.tokens[index].hash == Self.hundred {
      // `one hundred and two`, `a hundred`
      guard index > 0, Self.ones.contains(scratch.tokens[index - 1].hash) else { return nil }
      first = index - 1
      let low = isWord(last + 1, .and, scratch) ? last + 2 : last + 1
      if isNext(low, scratch), let number = smallNumber(low, scratch) {
        guard number.value < 16 else { return nil }
        last = number.last
      }
    } else if isWord(last + 1, .spelledDigit, scratch), isNext(last + 1, scratch) {
      last += 1
    } else if isWord(last + 1, .ordinalWord, scratch), isNext(last + 1, scratch) {
      last += 1
    }
    if last + 3 < scratch.tokens.count, isWord(last + 1, .and, scratch),
      scratch.tokens[last + 2].hash == Self.a, scratch.tokens[last + 3].hash == Self.half
    {
      last += 3
    }
    return (first, last)
  }

  /// Whether `birthday` stands behind an ordinal.
  private func isBirthday(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isWord(last, .ordinalWord, scratch) && last + 1 < scratch.tokens.count
      && scratch.tokens[last + 1].hash == Self.birthday
  }

  /// Whether words of a number are an age by what stands around them.
  private func isAge(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard !isWord(last, .ordinalWord, scratch) else { return false }
    let next = last + 1
    if isWord(next, .ageUnit, scratch), isNext(next, scratch) {
      return isAgeUnit(text, next, scratch)
        || next + 1 < scratch.tokens.count && scratch.tokens[next + 1].hash == Self.young
        || isSaidOfPerson(first, scratch) && !isFollowed(last, scratch)
        || isYearsOf(text, first, next, scratch)
    }
    if isFollowed(last, scratch) { return false }
    if isWord(first - 1, .ageCue, scratch) || isSaidOfPerson(first, scratch)
      || isCorrection(first, scratch)
    {
      return true
    }
    // `at ninety-four she still drives`, `passed at ninety-eight`
    if scratch.tokens[max(0, first - 1)].hash == Self.at, first > 0 {
      let isFollowed =
        isNext(next, scratch) && isWord(next, .person, scratch)
        || first > 1 && scratch.tokens[first - 2].hash == Self.now
          && text.at(scratch.tokens[last].end) == 0x2C
      if isFollowed || first > 1 && Self.deaths.contains(scratch.tokens[first - 2].hash) {
        return true
      }
    }
    if isNearly(first, scratch) { return true }
    return isOwnSentence(text, first, last, scratch) && isOfAges(first, scratch)
  }

  /// Whether commas set an age behind a title with its initial: `Miss B., ninety-eight, a teacher`.
  private func isOfInitial(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    first > 1 && text.at(Int(scratch.tokens[first].start) - 2) == 0x2C
      && text.at(scratch.tokens[last].end) == 0x2C && scratch.tokens[first - 1].length == 1
      && isTitle(first - 2, scratch)
  }

  /// Whether somebody says a number of years: `the son says ninety-seven,`, `"ninety and a half!"`.
  private func isQuoted(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first > 1, scratch.tokens[first].gap != .lineBreak,
      !isWord(last, .ordinalWord, scratch), !isFollowed(last, scratch),
      last + 1 >= scratch.tokens.count || scratch.tokens[last + 1].gap != .blank
    else { return false }
    let isHalf = scratch.tokens[last].hash == Self.half
    let reach = isHalf ? Self.halfReach : 1
    for verb in stride(from: first - 1, through: max(1, first - reach), by: -1)
    where Self.sayings.contains(scratch.tokens[verb].hash) {
      return isWord(verb - 1, .person, scratch)
        || Self.tellers.contains(scratch.tokens[verb - 1].hash)
    }
    return false
  }

  /// Words between who says an age with its half and the age, at most.
  private static let halfReach = 3

  /// Whether so many years begin a sentence that goes on with a person: `Ninety-six years and he never`.
  private func isYearsOf(
    _ text: Span<UInt8>,
    _ first: Int,
    _ years: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let begins =
      first == 0 || scratch.tokens[first].gap == .lineBreak
      || scratch.tokens[first].gap == .marks && scratch.tokens[first].shape == .capitalized
    guard begins, years + 1 < scratch.tokens.count, scratch.tokens[years + 1].gap != .lineBreak
    else {
      return false
    }
    if isWord(years + 1, .and, scratch) { return isPerson(years + 2, scratch) }
    return scratch.tokens[years + 1].gap == .marks && text.at(scratch.tokens[years].end) == 0x2C
      && isWord(years + 1, .person, scratch)
  }

  /// Whether a word behind a number makes it a quantity, a reading or a part of a longer one.
  private func isFollowed(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, isNext(next, scratch) else { return false }
    if isWord(next, .ageUnit, scratch) { return false }
    return isWord(next, [.unit, .spokenNumber, .spokenDigit, .ordinalWord], scratch)
      || scratch.tokens[next].gap == .blank
        && Self.quantities.contains(scratch.tokens[next].hash)
        && !(scratch.tokens[next].hash == Self.on && isWord(next + 1, [.weekday, .month], scratch))
  }

  /// Whether a number is said of a person: `she's almost`, `he'll be`, `I'm`, `Dad is going on`.
  private func isSaidOfPerson(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var verb = first - 1
    while verb > 0, first - verb < 4, Self.adverbs.contains(scratch.tokens[verb].hash),
      scratch.tokens[verb + 1].gap != .lineBreak
    {
      verb -= 1
    }
    guard verb >= 0, scratch.tokens[verb + 1].gap != .lineBreak else { return false }
    let hash = scratch.tokens[verb].hash
    if Self.reaching.contains(hash) {
      return hash != Self.on || verb > 0 && scratch.tokens[verb - 1].hash == Self.going
    }
    guard verb > 0 else { return false }
    if hash == Self.m { return scratch.tokens[verb - 1].hash == Self.i }
    if hash == Self.be || hash == Self.been {
      return (1...5).contains { verb >= $0 && isPerson(verb - $0, scratch) }
        || (1...2).contains { verb >= $0 && scratch.tokens[verb - $0].hash == Self.i }
        || isOfAges(first, scratch)
    }
    guard isWord(verb, .being, scratch) || hash == Self.contracted else { return false }
    return isPerson(verb - 1, scratch) || isWord(verb - 1, .ageCue, scratch)
      || Self.relatives.contains(scratch.tokens[verb - 1].hash)
  }

  /// Whether an age that was just found is told once more: `98, nearly a hundred`.
  private func isNearly(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0, Self.adverbs.contains(scratch.tokens[first - 1].hash),
      let last = scratch.found.last, last.kind == .age
    else { return false }
    let distance = Int(scratch.tokens[first].start) - last.end
    return distance > 0 && distance <= Self.retoldBytes
  }

  /// Whether nothing else is said in a sentence.
  private func isOwnSentence(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    switch text.at(scratch.tokens[last].end) {
    case 0x2E, 0x21, 0x3F, 0x2C, 0x0A, 0x0D, 0: break
    default: return false
    }
    guard first > 0, scratch.tokens[first].gap != .lineBreak else { return true }
    let mark = text.at(scratch.tokens[first - 1].end)
    return mark == 0x2E || mark == 0x3F || mark == 0x21 || mark == 0x3A || mark == 0x3E
      || mark == 0x2C && Self.adverbs.contains(scratch.tokens[first - 1].hash)
  }

  /// Whether ages are spoken of before a word.
  private func isOfAges(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first - 1
    while index >= 0, first - index <= Self.ageCueWords {
      let hash = scratch.tokens[index].hash
      if Self.ages.contains(hash) { return true }
      if Self.others.contains(hash) { return false }
      index -= 1
    }
    return false
  }

  private static func words(_ text: String) -> WordSet {
    WordSet(text.split(separator: " ").map { Token.hash(String($0)) })
  }

  private static var nineties: UInt64 { Token.word("nineties") }
  private static var now: UInt64 { Token.word("now") }
  private static let oldPersons = words(
    "nonagenarian centenarian supercentenarian " + Engine.personsAbroad
  )
  private static let oldOrdinals = words("ninetieth hundredth")
  private static let sayings = words("says said states stated claims tells told insists answers")
  private static let tellers = words("son daughter dtr niece nephew grandson granddaughter family")
  private static var contracted: UInt64 { Token.word("s") }
  private static var hundred: UInt64 { Token.word("hundred") }
  private static let ones = words("one a")
  private static var a: UInt64 { Token.word("a") }
  private static var half: UInt64 { Token.word("half") }
  private static var young: UInt64 { Token.word("young") }
  private static var birthday: UInt64 { Token.word("birthday") }
  private static var m: UInt64 { Token.word("m") }
  private static var i: UInt64 { Token.word("i") }
  private static var be: UInt64 { Token.word("be") }
  private static var been: UInt64 { Token.word("been") }
  private static var at: UInt64 { Token.word("at") }
  private static let deaths = words("passed died dead gone")
  private static let relatives = words(
    "nan nanna mam mammy da daddy granda granddad grandad law gramps gran nana papa granny mum mama cousin friend landlady landlord nonna "
      + "abuela abuelo everybody"
  )
  private static var on: UInt64 { Token.word("on") }
  private static var going: UInt64 { Token.word("going") }
  private static let adverbs = words(
    "almost nearly about just like now only still well already actually yes oh uh um roughly what"
  )
  private static let reaching = words("on pushing turning turned turns turn hit hits reached past")
  private static let ages = words("old age aged turned turning turns birthday born hundred ninety")
  private static let others = words(
    "pulse pressure sugar sats sat temp weight weigh weighs units percent dose milligrams score bp"
  )
  private static let quantities = words(
    "over percent degrees pounds kilos dollars cents on systolic plus point minutes seconds out"
  )
}
