import Vocabulary

/// Further ways to tell an age of ninety and more: lists, deaths, races, and what makes somebody so old.
extension Engine {
  /// Bytes between the ages of a list, and between an age and another word on it.
  private static let listedBytes = 7
  private static let retoldBytes = 24

  /// Whether a number goes on with ages or is one by a word that tells nothing else: `92 and 94`,
  /// `mother d. 97`, `alive at 93`, `hes 95`, `that makes her 93`.
  func isToldAge(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if isListedAge(text, index, scratch) { return true }
    guard index > 0, endsAge(text, index, scratch) else { return false }
    let token = scratch.tokens[index]
    let previous = scratch.tokens[index - 1]
    let mark = text.at(previous.end)
    if token.gap == .marks, mark == 0x2C || mark == 0x3A || mark == 0x2E {
      return isBehindMark(text, index, mark, scratch)
    }
    guard token.gap == .blank else { return false }
    let before = index > 1 ? scratch.tokens[index - 2].hash : 0
    switch previous.hash {
    case Self.turn: return Self.turners.contains(before)
    case Self.big: return index > 2 && isTurning(index - 3, scratch)
    case Self.at: return isAtAge(text, index, scratch)
    case Self.to: return isElderWord(index - 2, scratch)
    default: break
    }
    if Self.heIs.contains(previous.hash) { return true }
    if Self.objects.contains(previous.hash) { return Self.makings.contains(before) }
    if Self.livings.contains(previous.hash) { return isKin(index - 1, scratch) }
    if Self.deaths.contains(previous.hash) {
      return previous.length > 3 || isKin(index - 1, scratch)
    }
    if Self.adverbs.contains(previous.hash) {
      return isElderWord(index - 2, scratch)
        || isWord(index - 2, .being, scratch) && isPerson(index - 3, scratch)
    }
    return false
  }

  /// Whether capitals of race and sex stand behind a number: `92WM`, `94 WF`.
  func isOfRace(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].shape == .upper,
      scratch.tokens[next].gap == .none || scratch.tokens[next].gap == .blank,
      Self.races.contains(scratch.tokens[next].hash),
      index == 0 || !scratch.tokens[index - 1].isDigits
    else { return false }
    return !text.isWordByte(scratch.tokens[next].end) && text.at(scratch.tokens[next].end) != 0x2D
  }

  /// Whether an age that was just found is the one before in a list, or is told once more:
  /// `92 and 94`, `shes 91 but chart says 92`.
  private func isListedAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard let last = scratch.found.last, last.kind == .age, index > 0,
      scratch.tokens[index].gap != .lineBreak
    else { return false }
    let distance = Int(scratch.tokens[index].start) - last.end
    guard distance > 0, distance <= Self.retoldBytes, endsAge(text, index, scratch) else {
      return false
    }
    if Self.retold.contains(scratch.tokens[index - 1].hash) { return true }
    guard distance <= Self.listedBytes else { return false }
    let previous = scratch.tokens[index - 1]
    return previous.end <= last.end && text.at(previous.end) != 0x2E
      || isWord(index - 1, .and, scratch) || isEither(index, scratch)
      || text.at(Int(scratch.tokens[index].start) - 2) == 0x26
  }

  /// Whether a number behind a comma, a colon or a point is an age: `nun, 97,`, `Ages of siblings: 90`,
  /// `M, 94, NKDA`, `mother d. 97`.
  private func isBehindMark(
    _ text: Span<UInt8>,
    _ index: Int,
    _ mark: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let previous = scratch.tokens[index - 1]
    if mark == 0x2E { return Self.deaths.contains(previous.hash) && isKin(index - 1, scratch) }
    if mark == 0x3A {
      return (1...3).contains { index >= $0 && scratch.tokens[index - $0].hash == Self.ages }
    }
    let after = text.at(scratch.tokens[index].end)
    guard after == 0x2C || after == 0x3B || after == 0x2E || after == 0x29 else { return false }
    if isElderWord(index - 1, scratch) { return true }
    // `(F, 95)`
    let isBracketed = after == 0x29 && text.at(Int(previous.start) - 1) == 0x28
    return (after == 0x2C || isBracketed) && previous.length == 1 && previous.shape == .capitalized
      && isWord(index - 1, .sex, scratch)
      && (index < 2 || !scratch.tokens[index - 2].isDigits)
  }

  /// Whether `at` before a number is said of a person who lives, works or died, not of a reading.
  private func isAtAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 1, !isWord(index - 2, .being, scratch) else { return false }
    let hash = scratch.tokens[index - 2].hash
    return Self.livings.contains(hash) || Self.deaths.contains(hash) && hash != Self.d
      || isOfSomeone(text, index - 1, scratch)
  }

  /// Whether a relative stands within a few words before a word.
  private func isKin(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (1...3)
      .contains {
        index >= $0 && (isElderWord(index - $0, scratch) || isPerson(index - $0, scratch))
      }
  }

  /// Whether a word says that somebody turns so old.
  private func isTurning(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index >= 0
      && (isWord(index, .ageCue, scratch) || scratch.tokens[index].hash == Self.turn)
  }

  private static var turn: UInt64 { Token.word("turn") }
  private static var big: UInt64 { Token.word("big") }
  private static var at: UInt64 { Token.word("at") }
  private static var to: UInt64 { Token.word("to") }
  private static var d: UInt64 { Token.word("d") }
  private static var ages: UInt64 { Token.word("ages") }
  private static let turners = hashes("i will ll to we you would gonna both they")
  private static let heIs = hashes("hes shes im youre whos")
  private static let objects = hashes("him her me")
  private static let makings = hashes("makes making made make puts putting")
  private static let livings = hashes("alive living lives")
  private static let deaths = hashes("died d dec deceased passed dod")
  private static let adverbs = hashes("also now just already still only currently")
  private static let retold = hashes("says said reads listed shows chart record")
  private static let races = hashes("wm wf aam aaf")
}
