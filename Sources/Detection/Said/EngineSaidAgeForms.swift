import Vocabulary

/// Ages of ninety and more in words, by whom they stand beside and by what is told of somebody so old.
extension Engine {
  /// Whether words of a number are an age by what stands before them: `his wife, ninety-one,`, `a woman of
  /// ninety-six`, `lived to ninety-nine`, `still drives at ninety-four`, `was ninety-two when he fell`.
  func isAgeInWords(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard !isWord(last, .ordinalWord, scratch) else { return false }
    guard first > 0, scratch.tokens[first].gap != .lineBreak else {
      return beginsAge(first, last, scratch)
    }
    if isSetOff(text, first, last, scratch) { return true }
    if isListedInWords(text, first, scratch) { return true }
    guard scratch.tokens[first].gap == .blank else { return beginsAge(first, last, scratch) }
    let (previous, before) = (scratch.tokens[first - 1].hash, max(0, first - 2))
    if previous == Self.was { return isWhen(last, scratch) }
    guard endsAge(text, last, scratch) || isWhen(last, scratch) else { return false }
    switch previous {
    case Self.of: return Self.elderly.contains(scratch.tokens[before].hash)
    case Self.to, Self.until: return isReached(before, scratch)
    case Self.be: return scratch.tokens[before].hash == Self.to
    case Self.are: return Self.several.contains(scratch.tokens[before].hash)
    case Self.am: return scratch.tokens[before].hash == Self.i
    case Self.at: return isStillAt(first - 1, scratch) || isElderWord(before, scratch)
    case Self.im, Self.he, Self.she: return true
    default: break
    }
    if isWord(first - 1, .being, scratch), first > 2, isTitled(text, first - 2, scratch) {
      return true
    }
    return Self.oldAdjectives.contains(previous)
  }

  /// Whether commas or brackets set a number off behind whom it is of.
  private func isSetOff(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[first].start)
    let (mark, after) = (text.at(start - 1), text.at(scratch.tokens[last].end))
    let previous = first - 1
    guard start - scratch.tokens[previous].end == 2 else { return false }
    let isBracketed = mark == 0x28 && after == 0x29
    guard isBracketed || text.at(start - 2) == 0x2C && (after == 0x2C || after == 0x2E) else {
      return false
    }
    return isElderWord(previous, scratch) || isWord(previous, .person, scratch)
      || isHolder(previous, scratch) || isTitled(text, previous, scratch)
      || Self.oldest.contains(scratch.tokens[previous].hash)
      || Self.elderly.contains(scratch.tokens[previous].hash)
  }

  /// Whether an age that was just found is the one before in a list: `ninety-one and ninety-three`.
  private func isListedInWords(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard let found = scratch.found.last, found.kind == .age else { return false }
    let distance = Int(scratch.tokens[first].start) - found.end
    return distance > 0 && distance <= Self.listedBytes
      && (isWord(first - 1, .and, scratch) || text.at(found.end) == 0x2C)
  }

  /// Whether a number of years begins a sentence that goes on with a life: `Ninety-four and still driving`.
  private func beginsAge(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    guard next + 1 < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      scratch.tokens[next + 1].gap == .blank
    else { return false }
    if isWord(next, .and, scratch) { return Self.lasting.contains(scratch.tokens[next + 1].hash) }
    return scratch.tokens[next].hash == Self.lastWord
      && Self.anniversaries.contains(scratch.tokens[next + 1].hash)
  }

  /// Whether `when he` or `when she` stands behind a number.
  private func isWhen(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last + 2 < scratch.tokens.count && scratch.tokens[last + 1].gap == .blank
      && scratch.tokens[last + 1].hash == Self.when
      && (isWord(last + 2, .person, scratch) || Self.they.contains(scratch.tokens[last + 2].hash))
  }

  /// Whether what somebody still does stands before `at`: `still drives at`, `living alone at`.
  func isStillAt(_ at: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var isLiving = false
    var word = at - 1
    while word >= 0, at - word <= Self.stillWords, scratch.tokens[word + 1].gap != .lineBreak {
      if isReading(word, scratch) { return false }
      isLiving = isLiving || Self.doings.contains(scratch.tokens[word].hash)
      word -= 1
    }
    return isLiving
  }

  /// `her ninetieth birthday`, `celebrated her hundredth`: found from the ordinal.
  func matchOldOrdinal(_ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, let rule = rule(.age) else { return }
    let next = index + 1
    let follows = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    let isNamed = follows && Self.anniversaries.contains(scratch.tokens[next].hash)
    let isOwned = Self.owning.contains(scratch.tokens[index - 1].hash)
    let isCounted = follows && isWord(next, [.unit, .counted], scratch) && !isNamed
    guard isNamed && !isOfThing(index - 1, scratch) || isOwned && !isCounted else { return }
    emitTokens(rule, index, index, &scratch)
  }

  /// Whether `of a life` stands behind an ordinal with its year: `in her ninety-fourth year`.
  func isOwnYear(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isWord(last, .ordinalWord, scratch) && first > 0 && last + 1 < scratch.tokens.count
      && Self.owning.contains(scratch.tokens[first - 1].hash)
      && scratch.tokens[last + 1].hash == Self.year
  }

  // Words

  /// Bytes between the ages of a list, and words in which somebody's doings stand.
  private static let listedBytes = 7
  private static let stillWords = 4
  private static var was: UInt64 { Token.word("was") }
  private static var of: UInt64 { Token.word("of") }
  private static var to: UInt64 { Token.word("to") }
  private static var until: UInt64 { Token.word("until") }
  private static var be: UInt64 { Token.word("be") }
  private static var are: UInt64 { Token.word("are") }
  private static var am: UInt64 { Token.word("am") }
  private static var at: UInt64 { Token.word("at") }
  private static var i: UInt64 { Token.word("i") }
  private static var im: UInt64 { Token.word("im") }
  private static var he: UInt64 { Token.word("he") }
  private static var she: UInt64 { Token.word("she") }
  private static var when: UInt64 { Token.word("when") }
  private static var lastWord: UInt64 { Token.word("last") }
  private static var year: UInt64 { Token.word("year") }
  private static let elderly = hashes(
    "man woman gentleman lady male female person widow widower veteran vet patient fellow soul"
  )
  private static let several = hashes(
    "both they we parents you grandparents sisters brothers twins"
  )
  private static let oldest = hashes("oldest eldest matriarch patriarch")
  private static let oldAdjectives = hashes("spry ripe sprightly young feisty frail")
  private static let lasting = hashes("still counting going never doing living alone lives he she")
  private static let they = hashes("they i we mom dad mother father")
  private static let doings = hashes(
    "still living lives alive drives driving works working walks walking cooks gardens independent passed died"
  )
  private static let owning = hashes("his her my their your mom's mother's father's")
  private static let anniversaries = hashes("birthday bday birthdays")
}
