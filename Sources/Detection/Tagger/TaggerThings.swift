import CTagger
import Vocabulary

/// Things that are called by names: plants, birds, dishes, stars, tests, signs and instruments.
///
/// The lexicon holds them as phrases, from WordNet and an own list; what no list holds is told by the
/// company it keeps: a sign in a list of signs, a number or `negative` behind the name of a test.
extension TagFinder {
  /// Words of a thing's name, at most.
  private static let thingWordsMax = 4

  /// Whether all of a run, cut at its commas, is part of the names of things.
  func isOfThings(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var start = first
    while start < last {
      var end = start &+ 1
      while end < last, joinsThing(end, scratch) { end &+= 1 }
      guard isOfThing(start, end, scratch) else { return false }
      start = end
    }
    return true
  }

  /// Whether a run is the name of a thing or a part of it: `creeping jenny`, `Anne` of
  /// `Queen Anne's lace`.
  private func isOfThing(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if last == first &+ 1, isFew(scratch.tagged[first]),
      Lexicon.bands(Lexicon.phrase(Self.thing, scratch.taggedHashes[first])).isBrand
    {
      return true
    }
    var start = first
    while start >= 0, first &- start < Self.thingWordsMax, scratch.tagged[start].rule == 0 {
      if isThing(from: start, covering: last, scratch) { return true }
      guard start > 0, joinsThing(start, scratch) else { return false }
      start &-= 1
    }
    return false
  }

  /// Whether the name of a thing begins at `start` and ends at `last` or behind it.
  private func isThing(
    from start: Int,
    covering last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var hash = scratch.taggedHashes[start]
    var end = start &+ 1
    while end < scratch.tagged.count, end &- start < Self.thingWordsMax, joinsThing(end, scratch) {
      hash = Lexicon.phrase(hash, scratch.taggedHashes[end])
      end &+= 1
      if end >= last, Lexicon.bands(hash).isBrand { return !isPair(start, end, scratch) }
    }
    return false
  }

  /// Whether two words that a blank joins are a first name and a surname: `Stanley Brown`.
  private func isPair(_ start: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard end == start &+ 2, scratch.tagged[start &+ 1].before == UInt8(phigate_gap_blank),
      scratch.tagged[start].flags & UInt8(phigate_flag_possessive) == 0
    else { return false }
    let first = LexiconBands(rawValue: scratch.tagged[start].bands).first
    return first > 2 && LexiconBands(rawValue: scratch.tagged[start &+ 1].bands).last > 2
  }

  /// Whether a word goes on with the one before it.
  private func joinsThing(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[index].rule == 0 else { return false }
    return switch Int(scratch.tagged[index].before) {
    case phigate_gap_blank, phigate_gap_apostrophe: true
    case phigate_gap_hyphen: touches(index, scratch)
    // `St. John's wort`
    case phigate_gap_sentence: scratch.tagged[index &- 1].cue == TagCue.saint.rawValue
    default: false
    }
  }

  /// Whether one byte stands before a word: `Lou - Macintosh` are two.
  func touches(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[index].start &- scratch.tagged[index &- 1].end == 1
  }

  private static var thing: UInt64 { Token.word("thing") }
  private static var kind: UInt64 { Token.word("kind") }

  /// Whether hardly anybody is called by a word, and no large town.
  func isRare(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return bands.first < 2 && bands.last < 3 && bands.place < 3
  }

  /// Whether few people are called by a word, and no large town.
  private func isFew(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return bands.first < 3 && bands.last < 4 && bands.place < 3
  }

  /// Whether a word is the noun of a kind of plants or animals: `Warbler`.
  func isKind(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Lexicon.bands(Lexicon.phrase(Self.kind, scratch.taggedHashes[index])).isBrand
  }

  // MARK: Eponyms

  /// Whether a word gave its name to a test, a sign or a product.
  func isEponym(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    LexiconBands(rawValue: scratch.tagged[index].bands).isEponym
      || NoNames.eponyms(scratch.taggedHashes[index]) != 0
  }

  /// Whether a run of eponyms is a test or sign: two joined by a hyphen, one with a grade or a finding
  /// behind it, or one in a list of such.
  func isSign(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let areEponyms = (first..<last).allSatisfy { isEponym($0, scratch) }
    if areEponyms, last == first &+ 2,
      scratch.tagged[first &+ 1].before == UInt8(phigate_gap_hyphen), touches(first &+ 1, scratch),
      isRare(scratch.tagged[first]) || isRare(scratch.tagged[first &+ 1])
    {
      return true
    }
    if isDescribed(first, last, scratch) { return true }
    let few = LexiconBands(rawValue: scratch.tagged[first].bands).first < 3
    if areEponyms, few, isGraded(last, scratch) { return true }
    return (few || areEponyms) && isListed(first, last, scratch)
  }

  /// Whether hyphens join a run to who described what is named behind them: `Garg-Mishra syndrome`.
  private func isDescribed(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var end = first &+ 1
    while end < scratch.tagged.count, end &- first < NameFinder.describersMax,
      scratch.tagged[end].before == UInt8(phigate_gap_hyphen), touches(end, scratch),
      scratch.tagged[end].shape != UInt8(phigate_shape_lower)
    {
      end &+= 1
    }
    guard end > first &+ 1, end >= last, end < scratch.tagged.count else { return false }
    let thing = scratch.tagged[end]
    return thing.before == UInt8(phigate_gap_blank) && thing.shape == UInt8(phigate_shape_lower)
      && NameFinder.isDescribedThing(scratch.taggedHashes[end])
  }

  /// Whether a finding or a grade stands behind a word: `Finkelstein neg`, `Forrest Ib`.
  private func isGraded(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tagged.count else { return false }
    let word = scratch.tagged[next]
    guard word.rule == 0, word.before == UInt8(phigate_gap_blank) else { return false }
    if Self.results(scratch.taggedHashes[next]) != 0 { return true }
    return isGrade(next, scratch)
  }

  /// Whether a word is a grade in Roman numerals.
  func isGrade(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[index].isUpper && Self.grades(scratch.taggedHashes[index]) != 0
  }

  private static let results = Engine.table(
    "negative positive absent equivocal neg pos unremarkable nonreactive indeterminate"
  )
  private static let grades = Engine.table("ii iii iv iia iib iic iiia iiib iiic iva ivb")

  /// Words before an assay among which one that measures is looked for.
  private static let assayReach = 4

  /// Whether a given name in capitals is a method, as a word that measures says before it: `antigen measured by ELISA`.
  func isAssay(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.isUpper, word.caseless == 0, scratch.taggedHashes[index] == Self.elisa else {
      return false
    }
    return (max(0, index &- Self.assayReach)..<index)
      .contains { Self.measuring(scratch.taggedHashes[$0]) != 0 }
  }

  private static var elisa: UInt64 { Token.word("elisa") }
  private static let measuring = Engine.table(
    "measured determined detected quantified assayed tested immunosorbent titer titers antibody antibodies antigen"
  )

  /// Letters of an abbreviation, digits of its value, words to both sides that are looked at, and values that make a list.
  private static let valueLetters: UInt32 = 5
  private static let valueDigits: UInt32 = 3
  private static let valueReach = 4
  private static let valuesMin = 2

  /// Whether a run is of values behind their abbreviations, apart by commas: `FSIQ 108, VCI 116, PRI 102`.
  func areValues(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard isValue(first, scratch) else { return false }
    let end = min(scratch.tagged.count, last &+ Self.valueReach)
    let others = (max(0, first &- Self.valueReach)..<end).count { isValue($0, scratch) }
    return others >= Self.valuesMin
  }

  /// Whether an abbreviation and its value stand from an index on, a comma before or behind them.
  private func isValue(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index &+ 1 < scratch.tagged.count else { return false }
    let (word, value) = (scratch.tagged[index], scratch.tagged[index &+ 1])
    let comma = UInt8(phigate_gap_comma)
    guard word.isUpper, word.cue != TagCue.street.rawValue,
      word.end &- word.start <= Self.valueLetters, word.end &- word.start > 2,
      value.isDigits, value.before == UInt8(phigate_gap_blank),
      value.end &- value.start <= Self.valueDigits
    else { return false }
    return word.before == comma
      || index &+ 2 < scratch.tagged.count && scratch.tagged[index &+ 2].before == comma
  }

  // MARK: Lists

  /// Members of a list that are looked at to each side, and words of one.
  private static let membersMax = 8
  private static let memberWordsMax = 4

  /// Whether a run is a member of a list two other members of which are names of tests, signs and
  /// products that hardly anybody bears, and none is a person's.
  func isListed(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var company = Company()
    look(from: first, step: -1, &company, scratch)
    if company.hasPerson { return false }
    look(from: last &- 1, step: 1, &company, scratch)
    return !company.hasPerson && company.known > 1 && company.known &* 3 >= company.members
  }

  /// What else stands in a list.
  private struct Company {
    /// Members, and those that are known for no persons.
    var (members, known) = (0, 0)
    /// Whether one is a person's name.
    var hasPerson = false

    /// Takes in a member.
    mutating func take(_ isKnown: Bool) {
      members &+= 1
      known &+= isKnown ? 1 : 0
    }
  }

  /// Looks at the members before or behind the one that begins or ends at an index.
  private func look(
    from start: Int,
    step: Int,
    _ company: inout Company,
    _ scratch: borrowing ScanScratch
  ) {
    var index = start
    var (words, members, rest) = (0, 0, 0)
    var isKnown = false
    while members <= Self.membersMax {
      let next = index &+ step
      guard next >= 0, next < scratch.tagged.count else { break }
      let gap = Int(scratch.tagged[max(index, next)].before)
      let joins = gap == phigate_gap_blank || gap == phigate_gap_hyphen
      let parts = gap == phigate_gap_comma || gap == phigate_gap_other
      guard joins || parts else { break }
      index = next
      if parts || Self.joints(scratch.taggedHashes[next]) != 0 && scratch.tagged[next].rule == 0 {
        if members > 0 { company.take(isKnown) }
        members &+= 1
        (words, isKnown) = (0, false)
        if !parts { continue }
      }
      // The rest of the member that it was begun from.
      if members == 0 {
        rest &+= 1
        if rest > Self.memberWordsMax { break }
        continue
      }
      words &+= 1
      if words > Self.memberWordsMax { break }
      isKnown = isKnown || isKnownThing(next, scratch)
      if isPerson(next, scratch) {
        company.hasPerson = true
        return
      }
    }
    if members > 0 { company.take(isKnown) }
  }

  private static let joints = Engine.table("and or vs versus nor")

  /// Whether a word with a capital names a test, a sign or a product and hardly anybody; a mask may
  /// stand for one.
  private func isKnownThing(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 { return word.part == ScanScratch.maskPart }
    guard word.isNameShaped, isFew(word) else { return false }
    if NoNames.eponyms(scratch.taggedHashes[index]) != 0 { return true }
    guard isRare(word) else { return false }
    return isEponym(index, scratch) || LexiconBands(rawValue: word.bands).isBrand
      || NoNames.products(scratch.taggedHashes[index]) != 0
  }

  /// Whether a word is a person's name or stands beside one.
  private func isPerson(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 {
      return word.rule == IdentifierKind.name.rawValue &+ 1 && word.part != ScanScratch.maskPart
    }
    guard let cue = TagCue(rawValue: word.cue) else { return false }
    return cue == .title || cue == .kin || cue == .credential && word.isUpper
  }
}
