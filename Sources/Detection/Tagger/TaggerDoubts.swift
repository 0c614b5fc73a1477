import CTagger
import Vocabulary

/// Words that stand alone where names stand and that are most probably none: eponyms, products,
/// ordinary words with a capital.
///
/// A word is doubted by what it is and by the words beside it, which a masked copy has as well.
extension TagFinder {
  /// The likelihood from on which nothing is doubted: .98.
  private static let certainFrom = 250
  /// The same of a word in small letters among others: .73.
  private static let smallFrom = 185
  /// The same of an eponym that is a surname, too: .75.
  private static let eponymFrom = 190
  /// The same of the commonest surnames: .78.
  private static let surnameFrom = 200

  /// Takes back marked words that stand alone and are doubted, and products of two words.
  func doubt(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    var next = scratch.nextFound(0)
    while next < count {
      let first = next
      var last = first &+ 1
      while last < count, scratch.tagged[last].found != 0, !scratch.tagged[last].startsAnew {
        last &+= 1
      }
      next = scratch.nextFound(last)
      let isNone =
        scratch.tagged[first].isPlace && scratch.tagged[first].soft == 0
        && isService(first, last, scratch)
        || isLanguageField(first, last, scratch)
        || isOfRegions(first, last, scratch) || isOfTongues(first, last, scratch)
        || isBareParticle(first, last, scratch)
        || last &- first <= 2 && isDoubted(first, last, scratch)
        || isGermanicRun(first, last, text, scratch) || isNamesake(first, last, text, scratch)
        || isImaged(first, last, scratch) || isStandIn(first, last, scratch)
        || isSeason(first, last, scratch)
        || areFindings(first, last, scratch) || isPlural(first, last, text, scratch)
        || isThingHere(first, last, scratch) || isNoise(first, last, text, scratch)
        || isNameOfState(first, last, scratch) || isAlone(first, last, text, scratch)
      guard isNone || isSmallTalk(first, last, scratch) else { continue }
      for index in first..<last {
        scratch.tagged[index].found = 0
        // Nor is it a sure name that is looked for in the rest of the text.
        guard scratch.tagged[index].likelihood >= Self.sureFrom else { continue }
        (scratch.tagged[index].probability.1, scratch.tagged[index].probability.2) = (0, 0)
      }
    }
  }

  /// Whether a finding of a rule that is seldom sure is none: a facility of words that name none, or a
  /// place that is an ordinary word or a product.
  func isDoubtful(
    _ finding: Finding,
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isThingHere(first, last, scratch) || isNamesake(first, last, text, scratch) { return true }
    let isOfForm = finding.rule == place || finding.rule == full || finding.rule == context
    if isOfForm, isGermanic(first, last, text, scratch, isLed: finding.rule == context) {
      return true
    }
    if finding.rule == facility {
      return isService(first, last, scratch) || isGenericHouse(first, last, text, scratch)
    }
    guard finding.rule == place, last == first &+ 1 else { return false }
    if isCapitals(first, scratch) || isTongue(first, scratch) { return true }
    let best = certainty(first, scratch)
    return best < Self.sureFrom && !goesOn(first, last, scratch) && isNoPlace(first, best, scratch)
  }

  /// Whether a word is a people's or a language's and no town: `prefers Helen in English`.
  private func isTongue(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.isNation && !bands.isCountry && !bands.isState && bands.place < 2
      && scratch.tagged[index].phraseMarks == 0
  }

  /// Whether a word is what somebody speaks, behind the label that asks for it, or that label: `Lang: Karen`.
  private func isLanguageField(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    func isLabel(_ index: Int, _ next: Int) -> Bool {
      next < scratch.tagged.count && Self.languages(scratch.taggedHashes[index]) != 0
        && scratch.tagged[next].before == UInt8(phigate_gap_colon)
    }
    return last == first &+ 1
      && (first > 0 && isLabel(first &- 1, first) || isLabel(first, first &+ 1))
  }

  private static let languages = Engine.table("lang language languages")

  /// Whether a word of another language leads with a colon to what it is of: `De : Solange`.
  func isLabelAbroad(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index &+ 1 < scratch.tagged.count
      && scratch.tagged[index &+ 1].before == UInt8(phigate_gap_colon)
      && NoNames.abroad(scratch.taggedHashes[index]) != 0
  }

  /// Whether a name of a rule that is seldom sure is made of words of another language: `Ella nació`,
  /// `carte Vitale`.
  func isWordAbroad(
    _ finding: Finding,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    finding.kind == .name && first < last
      && (first..<last).allSatisfy { NoNames.holds($0, scratch) }
  }

  /// Whether a run is of words in small letters of which half are of a language that English is mixed with:
  /// `biglang panghihina ng kanan`.
  private func isOfRegions(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var count = 0
    for index in first..<last {
      guard scratch.tagged[index].shape == UInt8(phigate_shape_lower) else { return false }
      if NoNames.regions(scratch.taggedHashes[index]) != 0 { count += 1 }
    }
    return count > 0 && count &* 2 >= last &- first
  }

  /// Whether a run that no frame of a sentence has found is one of German or Dutch nouns.
  private func isGermanicRun(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    for index in first..<last
    where scratch.tagged[index].soft != 0 || scratch.tagged[index].found != 1 { return false }
    return isGermanic(first, last, text, scratch)
  }

  /// Whether a run that nothing says to be a person's is the name of a thing or part of one.
  func isThingHere(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first < last, (first..<last).allSatisfy({ scratch.tagged[$0].rule == 0 }) else {
      return false
    }
    // The side behind the name of a drain: `Jackson-Pratt R`.
    let hasSide =
      last > first &+ 1 && scratch.tagged[last &- 1].shape == UInt8(phigate_shape_capital)
    let last = hasSide ? last &- 1 : last
    // `in Market Place`
    let isPlaceAhead =
      scratch.tagged[first].isPlace && isAheadOfPlace(first, scratch)
      && scratch.tagged[first &- 1].cue != TagCue.determiner.rawValue
    if isPlaceAhead { return false }
    if last == first &+ 1, isDegree(first, scratch) { return true }
    // The looks into the lexicon come last.
    if goesOn(first, last, scratch) { return false }
    guard !hasSupport(first, last, scratch) else {
      return last > first &+ 1 && !hasSupport(first, last, isThing: true, scratch)
        && isOfThings(first, last, scratch)
    }
    return last &- first <= 2 && isSign(first, last, scratch)
      || last == first &+ 1 && isAssay(first, scratch)
      || scratch.tagged[first].isPlace
        && (isFollowed(last, scratch) || last > first &+ 1 && isFollowed(last &- 1, scratch))
      || isOfThings(first, last, scratch) && !leadsFacility(first, last, scratch)
  }

  /// Whether a word says how great what stands behind it is: `Major medical`, `Minor bleeding`.
  private func isDegree(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index &+ 1 < scratch.tagged.count, Self.degrees(scratch.taggedHashes[index]) != 0 else {
      return false
    }
    let next = scratch.tagged[index &+ 1]
    return next.before == UInt8(phigate_gap_blank)
      && LexiconBands(rawValue: next.bands).clinical > 0
  }

  private static let degrees = Engine.table("major minor")

  /// Whether a place goes on with a capital: `Market Place Surgery`.
  private func leadsFacility(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[first].isPlace && last < scratch.tagged.count
      && scratch.tagged[last].isNameShaped
      && scratch.tagged[last].before == UInt8(phigate_gap_blank)
  }

  /// Whether all words are of services, bodies and forms, and two at least or the first in small letters.
  func isService(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard last > first &+ 1 || scratch.tagged[first].shape == UInt8(phigate_shape_lower) else {
      return false
    }
    if goesOn(first, last, scratch) { return false }
    if first > 0, scratch.tagged[first &- 1].isNameShaped,
      scratch.tagged[first].before == UInt8(phigate_gap_blank)
    {
      return false
    }
    return (first..<last).allSatisfy { NoNames.services(scratch.taggedHashes[$0]) != 0 }
      && (last == scratch.tagged.count || scratch.tagged[last].cue != TagCue.of.rawValue)
  }

  /// Whether a run of marked words is doubted.
  private func isDoubted(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var best = 0
    for index in first..<last {
      let word = scratch.tagged[index]
      guard word.soft == 0, word.rule == 0, word.found == 1 else { return false }
      best = max(best, certainty(index, scratch))
    }
    guard !goesOn(first, last, scratch),
      !hasSupport(first, last, scratch)
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[first].bands)
    if isFollowed(last, scratch), bands.first < 3 || last == first &+ 2 { return true }
    if last == first &+ 1, !scratch.tagged[first].isPlace, isBehindArticle(first, scratch) {
      return true
    }
    if last == first &+ 1,
      isPatients(first, scratch) || isMethod(first, scratch) || isClinicalForm(first, scratch)
    {
      return true
    }
    // Hardly anybody is called by these.
    if last == first &+ 1, bands.first < 2, bands.last < 3, bands.place < 3,
      NoNames.eponyms(scratch.taggedHashes[first]) != 0
    {
      return true
    }
    guard best < Self.certainFrom else { return false }
    if last > first &+ 1, scratch.tagged[first].isPlace, best < Self.sureFrom {
      return isPhrase(first, last, scratch)
    }
    guard last == first &+ 1 else { return false }
    return scratch.tagged[first].isPlace
      ? isNoPlace(first, best, scratch) : isNoName(first, best, scratch)
  }

  /// Whether a word that is a thing's as well stands behind the patient whose it is: `pt's Foley`, `The patient's Troponin`.
  private func isPatients(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank) else { return false }
    let owner = scratch.tagged[index &- 1]
    guard owner.cue == TagCue.patient.rawValue,
      owner.flags & UInt8(phigate_flag_possessive) != 0
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.isEponym || bands.clinical > 0 || bands.isBrand || bands.english > 0
      || bands.first == 0
  }

  /// Whether a word that gave its name to something, and that few are called by, stands behind what a method stands behind:
  /// `severity per Hinchey`, `graded using Balthazar`.
  private func isMethod(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank),
      Self.methods(scratch.taggedHashes[index &- 1]) != 0
    else { return false }
    return isRare(scratch.tagged[index]) && isEponym(index, scratch)
  }

  private static let methods = Engine.table("per via using")

  /// Whether a noun that people do not stand before follows: `Mason jar`, `Homer Wright rosettes`.
  private func isFollowed(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tagged.count, scratch.tagged[next].rule == 0 else { return false }
    // `Simpson's paradox`
    if Self.theories(scratch.taggedHashes[next]) != 0 { return true }
    guard scratch.tagged[next &- 1].flags & UInt8(phigate_flag_possessive) == 0 else {
      return false
    }
    let isFollower = NoNames.followers(scratch.taggedHashes[next]) != 0
    // Lines are broken between them as well.
    if isFollower, scratch.tagged[next].before == UInt8(phigate_gap_line) {
      return scratch.tagged[next].shape == UInt8(phigate_shape_lower)
    }
    guard scratch.tagged[next].before == UInt8(phigate_gap_blank) else { return false }
    if isFollower { return true }
    // `Norway spruce`, `Blackburnian Warbler`; `Royal Oak` is a town.
    return scratch.tagged[next].isNameShaped != scratch.tagged[next &- 1].isPlace
      && isKind(next, scratch)
  }

  private static let theories = Engine.table(
    "paradox fallacy bias effect theorem lemma inequality razor postulate postulates hypothesis"
  )

  /// Whether a run goes on with a finding of another rule, or is one of several that are listed.
  func goesOn(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if first > 0, joins(scratch.tagged[first], first &- 1, first &- 2, scratch) { return true }
    return last < scratch.tagged.count && joins(scratch.tagged[last], last, last &+ 1, scratch)
  }

  /// Whether the word at `other` belongs to a run, or leads to a name at `beyond`: `word` has the gap
  /// between the two.
  private func joins(
    _ word: phigate_tag_word,
    _ other: Int,
    _ beyond: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let beside = scratch.tagged[other]
    let isBlank =
      word.before == UInt8(phigate_gap_blank) || word.before == UInt8(phigate_gap_hyphen)
    // A mask may stand for a word that gave no support.
    let isMask = beside.part == ScanScratch.maskPart
    if isBlank, !isMask, beside.rule == Self.nameRule || beside.rule == Self.placeRule {
      return true
    }
    guard beside.cue == TagCue.with.rawValue, word.before == UInt8(phigate_gap_blank) else {
      return false
    }
    guard beyond >= 0, beyond < scratch.tagged.count else { return false }
    return scratch.tagged[beyond].rule == Self.nameRule
      && scratch.tagged[beyond].part != ScanScratch.maskPart
      || scratch.tagged[beyond].found != 0 && NoNames.eponyms(scratch.taggedHashes[beyond]) == 0
  }

  /// Words to both sides in which a mask takes away certainty.
  private static let maskReach = 8

  /// How likely a word is a name or place; not at all beside a mask, which raises or lowers what its
  /// original had left as it was: a masked copy must not show more.
  private func certainty(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (first, last) = (
      max(0, index &- Self.maskReach), min(scratch.tagged.count, index &+ Self.maskReach &+ 1)
    )
    for near in first..<last where scratch.tagged[near].part == ScanScratch.maskPart {
      if scratch.tagged[near].rule != 0 { return 0 }
    }
    return scratch.tagged[index].likelihood
  }

  private static let nameRule = IdentifierKind.name.rawValue &+ 1
  private static let placeRule = IdentifierKind.location.rawValue &+ 1

  /// Whether a word beside a run says that it is a person's: a title, a relative, an initial, a degree,
  /// a verb that people are the subject of, or a colon as behind a speaker.
  ///
  /// `isThing`: whether the run is the name of a thing, behind which a colon is that of a result.
  func hasSupport(
    _ first: Int,
    _ last: Int,
    isThing: Bool = false,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if first > 0 {
      let before = scratch.tagged[first &- 1]
      let gap = scratch.tagged[first].before
      let isBeside =
        gap == UInt8(phigate_gap_blank) || gap == UInt8(phigate_gap_comma)
        || gap == UInt8(phigate_gap_colon) || gap == UInt8(phigate_gap_sentence)
      if isBeside, before.shape == UInt8(phigate_shape_capital) { return true }
      let isBy =
        scratch.taggedHashes[first &- 1] == Self.by
        || Self.methods(scratch.taggedHashes[first &- 1]) != 0
      let isOwner =
        before.cue == TagCue.patient.rawValue && before.flags & UInt8(phigate_flag_possessive) != 0
      if isBeside, !isBy, !isOwner, scratch.taggedHashes[first &- 1] != Self.discussed,
        let cue = TagCue(rawValue: before.cue), Self.supports.contains(cue)
      {
        return true
      }
      if isBeside, NoNames.kin(scratch.taggedHashes[first &- 1]) != 0 { return true }
    }
    guard last < scratch.tagged.count else { return false }
    let behind = scratch.tagged[last]
    if behind.before == UInt8(phigate_gap_colon) {
      return !isThing && (last > first &+ 1 || !isHeading(first, scratch))
    }
    guard behind.before == UInt8(phigate_gap_blank) || behind.before == UInt8(phigate_gap_comma)
    else { return false }
    if behind.cue == TagCue.credential.rawValue {
      // `Daugirdas II` is the second formula.
      return !isGrade(last, scratch) || !isEponym(last &- 1, scratch)
    }
    return behind.cue == TagCue.says.rawValue
  }

  private static var by: UInt64 { Token.word("by") }
  /// What is discussed is as often a thing; somebody is discussed with.
  private static var discussed: UInt64 { Token.word("discussed") }

  /// Whether a word before a colon is a heading that is a surname, too, and no speaker: `Gross: received
  /// fresh`.
  private func isHeading(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[index].rule == 0 && Self.headings(scratch.taggedHashes[index]) != 0
  }

  private static let headings = Engine.table(
    "gross frozen micro grossing bill block blocks page field case cases link flags pool worker host rank"
  )

  /// What stands before a name.
  private static let supports: Set<TagCue> = [
    .title, .role, .provider, .kin, .patient, .greeting, .named, .asked, .user,
  ]

  /// Whether a lone word is no name.
  private func isNoName(_ index: Int, _ best: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let hash = scratch.taggedHashes[index]
    let bands = LexiconBands(rawValue: word.bands)
    if isHeading(index, scratch), index &+ 1 < scratch.tagged.count,
      scratch.tagged[index &+ 1].before == UInt8(phigate_gap_colon)
    {
      return true
    }
    guard bands.first < 3, !bands.isCountry else { return false }
    let isRare = bands.first < 2 && bands.last < 3 && bands.place < 3
    if isRare, NoNames.eponyms(hash) != 0 || NoNames.products(hash) != 0 { return true }
    if isSaidToBe(index, scratch) { return false }
    if word.shape == UInt8(phigate_shape_lower), word.caseless == 1, best < Self.smallFrom {
      return true
    }
    guard best < Self.sureFrom else { return false }
    // `Jones is at the fifth`, `the old Ford`: the commonest surnames are eponyms and makers, too.
    if bands.last >= 4, best < Self.surnameFrom { return true }
    if bands.isNation { return true }
    if bands.isEponym, bands.first < 2, best < Self.eponymFrom {
      return !isSpokenWith(index, scratch)
    }
    guard bands.first < 2 else { return false }
    if bands.english == 1 || bands.english == 2 || bands.clinical > 0 || bands.isBrand {
      return true
    }
    if word.isUpper, word.caseless == 0, bands.last < 3 { return true }
    return bands.english == 3 && bands.last < 2 || isForeignNoun(word)
  }

  /// Whether something was discussed with whom a word names, as in `Discussed with Fontaine`.
  private func isSpokenWith(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index > 1 && scratch.tagged[index].before == UInt8(phigate_gap_blank)
      && scratch.taggedHashes[index &- 1] == Self.with
      && Self.spoken(scratch.taggedHashes[index &- 2]) != 0
  }

  private static var with: UInt64 { Token.word("with") }
  private static let spoken = Engine.table(
    "discussed spoke spoken talked met reviewed consulted conferred rounded staffed coordinated"
  )

  /// Whether an article stands before a word that is an ordinary one, too, or before one with a noun behind
  /// it: `Report of the Dean`, `the Julian date`.
  func isBehindArticle(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0,
      scratch.tagged[index].before == UInt8(phigate_gap_blank)
        || scratch.tagged[index].before == UInt8(phigate_gap_line),
      scratch.tagged[index].isNameShaped, Self.articles(scratch.taggedHashes[index &- 1]) != 0
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    if bands.english == 1 || bands.english == 2 { return true }
    let next = index &+ 1
    // `the Hernandez case` is somebody's.
    guard
      bands.last < 3
        || next < scratch.tagged.count
          && NoNames.followers(scratch.taggedHashes[next]) != 0,
      next < scratch.tagged.count, scratch.tagged[next].rule == 0, scratch.tagged[next].cue == 0,
      scratch.tagged[next].before == UInt8(phigate_gap_blank),
      scratch.tagged[next].shape == UInt8(phigate_shape_lower),
      scratch.tagged[index].flags & UInt8(phigate_flag_possessive) == 0
    else { return false }
    return LexiconBands(rawValue: scratch.tagged[next].bands).english == 1
  }

  private static let articles = Engine.table("the a an")

  /// Whether somebody is or is called by the word, or one stands beside him: `my name is`, `calls me`.
  private func isSaidToBe(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank) else { return false }
    let cue = scratch.tagged[index &- 1].cue
    return cue == TagCue.auxiliary.rawValue || cue == TagCue.pronoun.rawValue
      || cue == TagCue.with.rawValue && scratch.tagged[index].shape == UInt8(phigate_shape_lower)
  }

  /// Whether a lone word is no place.
  private func isNoPlace(_ index: Int, _ best: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    if bands.place < 3, NoNames.products(scratch.taggedHashes[index]) != 0 { return true }
    if isCamel(word) { return true }
    guard best < Self.sureFrom, !isSaidToBe(index, scratch) else { return false }
    if bands.isCountry || bands.isState || bands.isNation { return false }
    let goesOn =
      index &+ 1 < scratch.tagged.count
      && scratch.tagged[index &+ 1].before != UInt8(phigate_gap_line)
    let isName = word.isUpper && word.end &- word.start > 5
    if word.before == UInt8(phigate_gap_line), goesOn, !isName { return true }
    if bands.isBrand || isForeignNoun(word) || bands.clinical > 0 && bands.place < 2 { return true }
    if word.shape == UInt8(phigate_shape_lower), word.foreign < 2 { return true }
    if index > 0, scratch.tagged[index &- 1].isDigits, bands.place < 3 { return true }
    guard bands.place < 3 else { return false }
    if word.isUpper, word.caseless == 0, word.end &- word.start < 6, goesOn { return true }
    let isOrdinary = bands.english == 1 || bands.english == 2 || bands.clinical > 0
    return isOrdinary && !isAheadOfPlace(index, scratch) || isNumbered(index &+ 1, scratch)
  }

  /// Whether an unknown word of plain letters has capitals within, as products have: `BodyBlade`; those
  /// of towns and people begin alike: `McAllister`, `DeKalb`, `LaFayette`.
  private func isCamel(_ word: phigate_tag_word) -> Bool {
    word.shape == UInt8(phigate_shape_mixed) && word.bands == 0 && word.prefix != 0
      && (word.prefix | word.suffix) & 0x8080_8080 == 0
      && Self.camelStarts.contains(word.prefix >> 8 & 0xFFFF) == false
  }

  private static let camelStarts = Set(
    NoNames.words("mc ma de la le du di da va vo fi lo el al st sa")
      .map { $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
  )

  /// Whether two words that nothing leads to are ordinary ones: `Freq flyer`, `approve CPT`.
  private func isPhrase(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard !isAheadOfPlace(first, scratch) else { return false }
    return (first..<last)
      .allSatisfy { index in
        let word = scratch.tagged[index]
        let bands = LexiconBands(rawValue: word.bands)
        return !isHead(word) && bands.place < 2 && word.phraseMarks == 0
          && (bands.english > 0 || bands.clinical > 0 || bands.isBrand || word.isUpper
            || word.isDigits)
      }
  }

  /// Whether a run of a place holds ordinary words and numbers in small letters alone.
  private func isSmallTalk(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[first].isPlace, last > first &+ 1, !goesOn(first, last, scratch) else {
      return false
    }
    return (first..<last)
      .allSatisfy { index in
        let word = scratch.tagged[index]
        let bands = LexiconBands(rawValue: word.bands)
        if word.soft != 0 || word.found != 1 { return false }
        if word.isDigits { return !word.isZIP }
        let isOrdinary = bands.english == 1 || bands.english == 2 || bands.clinical > 0
        return word.shape == UInt8(phigate_shape_lower) && isOrdinary && !isHead(word)
          && bands.place < 2 && bands.last < 3
      }
  }

  /// Whether a word is part of the name of a facility, a street or a district.
  func isHead(_ word: phigate_tag_word) -> Bool {
    guard let cue = TagCue(rawValue: word.cue) else { return false }
    return Self.heads.contains(cue) || word.flags & UInt8(phigate_flag_state) != 0
  }

  private static let heads: Set<TagCue> = [
    .facility, .facilityPart, .street, .unit, .district, .saint, .organization, .place,
  ]

  /// Whether a preposition or a verb of living leads to a place.
  func isAheadOfPlace(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0 else { return false }
    let cue = scratch.tagged[index &- 1].cue
    return cue == TagCue.preposition.rawValue || cue == TagCue.lives.rawValue
      || cue == TagCue.placeLabel.rawValue || cue == TagCue.seen.rawValue
      || cue == TagCue.determiner.rawValue
  }

  /// Whether a number that is no ZIP code stands behind: `Room 412`, `satphone 8816`.
  private func isNumbered(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tagged.count else { return false }
    let word = scratch.tagged[next]
    return word.isDigits && !word.isZIP && word.before == UInt8(phigate_gap_blank)
  }

  /// Whether a word that no list of names knows ends as nouns of German, French and Spanish do.
  private func isForeignNoun(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    guard bands.first == 0, bands.last == 0, bands.place == 0, word.end &- word.start > 6 else {
      return false
    }
    return NoNames.endings.contains(word.suffix)
  }
}
