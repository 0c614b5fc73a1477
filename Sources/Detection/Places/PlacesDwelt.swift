import Vocabulary

/// Small towns whose names are ordinary words or known to few, told by what is said of people there alone:
/// `resides in Spur`, `collapsed at home in Cisco`, `drives her from Onyx`, `SNF Newton`.
extension PlaceFinder {
  /// Words before a place in which a way to it, or who saw somebody there, is looked for.
  private static let wayWords = 5
  private static let seenWords = 6
  /// The band from which on a very common word may be a town: `Orange`.
  private static let commonBand: UInt32 = 2

  /// Whether what stands before a place of the lexicon says that somebody lives, stays or was seen there.
  func isDweltIn(
    _ index: Int,
    _ bands: LexiconBands,
    isPhrase: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (word, previous) = (scratch.wordAt(index), scratch.wordAt(index &- 1))
    guard word.before.isPlain,
      isPhrase || word.bands.english != 1 || bands.place >= Self.commonBand
        || isLivedIn(index, scratch),
      word.bands.clinical == 0 || bands.place >= Self.commonBand || isLivedIn(index, scratch),
      !word.bands.isState,
      !word.bands.isCountry, !word.bands.isNation,
      word.cue.isDisjoint(with: [.calendar, .facility])
    else { return false }
    if Self.homes.contains(previous.hash), previous.isUpper { return true }
    if previous.hash == Self.from { return isBehindWay(index, scratch) }
    guard Self.near.contains(previous.hash), previous.before.isPlain else { return false }
    let verb = scratch.wordAt(index &- 2)
    if Self.dwelling.contains(verb.hash) { return true }
    if Self.houses.contains(verb.hash), verb.before.isPlain {
      return Self.owners.contains(scratch.wordAt(index &- 3).hash)
    }
    return isSeenThere(index, scratch)
  }

  /// Finds a town of no list behind a word of living, where nothing else is told: `resides in Spur`,
  /// `drive her from Onyx`, `SNF South Glastonbury`.
  /// - Returns: the index behind it; `index` for none.
  func findDwelt(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    let isSide = Self.sides.contains(word.hash)
    guard word.shape == .capitalized, word.count > 3, !word.isTaken, !word.isPossessive,
      isSide || !word.cue.contains(.stop),
      isSide || word.bands.english != 1 || isLivedIn(index, scratch),
      !Self.noTowns.contains(word.hash),
      isDweltIn(index, word.bands, isPhrase: isSide, scratch)
    else { return index }
    var end = index &+ 1
    let next = scratch.wordAt(end)
    // `resides in Maple House`, `lives in Memory Care` are for other finders.
    if next.before.isPlain, next.isCapital, !next.isDigits {
      guard isSide, next.shape == .capitalized, next.bands.english == 0 else { return index }
      end &+= 1
    } else if isSide {
      return index
    }
    scratch.add(index, end, .location, .city, rule: city, .medium, .context)
    return end
  }

  /// Whether a word of living stands right before `in`: then whatever has a capital is a place, `resides in Spur`.
  private func isLivedIn(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.wordAt(index &- 1).hash == Self.inWord
      && Self.living.contains(scratch.wordAt(index &- 2).hash)
  }

  /// Whether a way leads from a place: `long drive from Ider`, `husband Leif drives pt from Spring`.
  private func isBehindWay(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    for distance in 2...Self.wayWords where index >= distance {
      let word = scratch.wordAt(index &- distance)
      if Self.ways.contains(word.hash) { return true }
      guard word.before.isPlain else { return false }
    }
    return false
  }

  /// Whether somebody was seen by whose name stands between: `Seen by Dr. Okafor in Bowman`.
  private func isSeenThere(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    for distance in 2...Self.seenWords where index > distance {
      let word = scratch.wordAt(index &- distance)
      if word.hash == Self.by { return distance > 2 && word.before.isPlain }
      guard word.isCapital || word.isInitial,
        word.before.isPlain || word.before == [.period, .blank] || word.before == .hyphen
      else { return false }
    }
    return false
  }

  private static let sides = Engine.hashes("north south east west new old upper lower mount")
  /// Where somebody may live that is no town.
  private static let noTowns = Engine.hashes(
    """
    assisted memory skilled nursing senior independent group supportive supported subsidized public hospice \
    rehab rehabilitation hospital facility clinic ward nursing shelter apartment trailer dorm dormitory isolation squalor poverty fear pain harmony unit section housing \
    home house homes houses condo duplex mobile trailer camper car tent hotel motel basement duplex building\
     residence residential facilities town city country rural community family foster care custody long
    """
  )

  private static var from: UInt64 { Token.word("from") }
  private static var by: UInt64 { Token.word("by") }
  private static var inWord: UInt64 { Token.word("in") }
  private static let living = Engine.hashes("resides residing resided reside lives lived living")
  private static let near = Engine.hashes("in near outside")
  private static let dwelling = Engine.hashes(
    "resides residing resided reside lives lived living wedding funeral reunion grandparents hometown"
  )
  private static let houses = Engine.hashes(
    "home house apartment farm ranch residence cabin trailer"
  )
  private static let owners = Engine.hashes("at her his their the my our a from")
  private static let ways = Engine.hashes(
    "drive drives driving drove driven commute commutes commuting travels traveled travelled bus bused flew"
  )
  /// Kinds of houses of care in short, which a town's name stands behind.
  private static let homes = Engine.hashes("snf alf ltac ltach ltc irf")
}
