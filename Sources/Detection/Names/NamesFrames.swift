import Vocabulary

/// People whose names are ordinary words or eponyms as well, told by words that only people stand beside.
///
/// ```
/// anyone seen Becker's chart      Cross disagreed      spoke to Hall about it      Teacher Weiss
/// ```
extension NameFinder {
  /// What is done to people alone, right before a name.
  private static let addressed = Engine.hashes(
    """
    told asked paged texted emailed phoned bumped notified teacher coord driver cellie sitter counselor tutor preceptor \
    roommate neighbor neighbour coworker foreman
    """
  )
  /// What is done with people, before a small word and a name.
  private static let dealt: [(before: WordSet, small: WordSet)] = [
    (
      Engine.hashes("spoke spoken speak talked talk talking swap swapped rode riding traded"),
      Engine.hashes("to with w")
    ),
    (Engine.hashes("gave handed passed reported waved"), Engine.hashes("to")),
    (Engine.hashes("ask asking asked covering subbing"), Engine.hashes("for")),
    (Engine.hashes("covered staffed witnessed"), Engine.hashes("by")),
  ]
  /// What people do, behind a name.
  private static let done = Engine.hashes(
    """
    disagreed charting texted paged emailed replied apologized apologised insisted mentioned volunteered smiled laughed \
    cried yelled shrugged
    """
  )
  /// What belongs to people, behind their names.
  private static let owned = Engine.hashes(
    """
    chart appt appointment room bed mom mother dad father wife husband son daughter sister brother family house car phone \
    dog labs meds shift visit paperwork discharge referral consult
    """
  )
  /// What goes on behind somebody.
  private static let onward = Engine.hashes(
    """
    from to at on in re about for who and is was will has had today tomorrow tonight yesterday this now with w that as but \
    or if before after around by again here there back asap because when since
    """
  )
  private static var with: UInt64 { Token.word("w") }
  /// The band from which on a name is one that thousands have.
  private static let knownBand: UInt32 = 3

  /// Finds a lone name in such a frame.
  ///
  /// - Returns: the index behind the name; `index` where there is none.
  func findFramed(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    guard word.shape == .capitalized, word.count > 2,
      max(word.bands.first, word.bands.last) >= Self.knownBand, !word.bands.isNation,
      !word.bands.isState, !word.bands.isCountry, word.cue.isDisjoint(with: .neverName)
    else { return index }
    let next = scratch.wordAt(index &+ 1)
    let isFramed: Bool
    if word.isPossessive {
      isFramed = next.before.isPlain && Self.owned.contains(next.hash)
    } else {
      isFramed =
        isBehindPeople(index, scratch) && isOver(next)
        || next.before.isPlain && next.shape == .lower && Self.done.contains(next.hash)
    }
    guard isFramed else { return index }
    scratch.add(index, index &+ 1, .name, .none, rule: context, .medium, .context)
    return index &+ 1
  }

  /// Whether a word stands right behind what is done to people or with them.
  private func isBehindPeople(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, small) = (scratch.wordAt(index), scratch.wordAt(index &- 1))
    guard index > 0 else { return false }
    if word.before.isPlain, Self.addressed.contains(small.hash) { return true }
    // `swap w/ Rinne`
    let isSmall = word.before.isPlain || word.before == [.other, .blank] && small.hash == Self.with
    guard isSmall, index > 1, small.before.isPlain else { return false }
    let verb = scratch.wordAt(index &- 2).hash
    return Self.dealt.contains { $0.small.contains(small.hash) && $0.before.contains(verb) }
  }

  /// Whether a name is over before a word: nothing that it would be the first part of stands there.
  private func isOver(_ next: Word) -> Bool {
    next.end == 0 || !next.before.isPlain || next.shape == .lower && Self.onward.contains(next.hash)
  }
}
