import CTagger
import Vocabulary

/// Words that are somebody's name elsewhere, in text in which nobody is: states, and what scales, stains, signs and
/// protocols are called by.
///
/// ```
/// records from Arizona, Florida and Washington      ADL (Katz) 5/6      scraped, Kimura and BAP      S1 (Castellvi n/a)
/// ```
extension TagFinder {
  /// Words to both sides in which somebody's name or number counts.
  private static let aloneReach = 120
  /// Words of several names, at most.
  private static let aloneMax = 3
  /// Names from this band on are doubted in brackets alone: `(exercise Bruce)`.
  private static let commonFirst: UInt32 = 3
  private static let commonLast: UInt32 = 4

  /// Whether a run is nothing but states that hardly anybody is called by, or one of several that are listed.
  func isNameOfState(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard !scratch.tagged[first].isPlace, last &- first <= 2 else { return false }
    if last == first &+ 2 {
      return scratch.tagged[first &+ 1].before == UInt8(phigate_gap_blank)
        && isPhrase(first, scratch)
    }
    let bands = LexiconBands(rawValue: scratch.tagged[first].bands)
    guard bands.isState, scratch.tagged[first].end &- scratch.tagged[first].start > 2,
      bands.first < Self.commonFirst
    else { return false }
    return bands.last < 3 || isState(first &- 1, scratch) || isState(first &- 2, scratch)
      || isState(last, scratch)
  }

  /// Whether another state stands beside two that are listed, behind a comma or a small word.
  func isAmongStates(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isState(first, scratch) && isState(first &+ 1, scratch)
      && [first &- 1, first &- 2, last, last &+ 1]
        .contains { isState($0, scratch) || isPhrase($0, scratch) }
  }

  /// Whether two words from an index on are a state: `New York`.
  private func isPhrase(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, index &+ 1 < scratch.tagged.count else { return false }
    return
      Lexicon.placeBands(
        Lexicon.phrase(scratch.taggedHashes[index], scratch.taggedHashes[index &+ 1])
      )
      .isState
  }

  private func isState(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, index < scratch.tagged.count else { return false }
    let word = scratch.tagged[index]
    return word.end &- word.start > 2 && LexiconBands(rawValue: word.bands).isState
  }

  /// Whether a word that gave its name to something stands alone where nobody is spoken of.
  ///
  /// A mask is somebody, so that a masked copy shows no more.
  func isAlone(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[first]
    guard last &- first <= Self.aloneMax, !word.isPlace,
      word.flags & UInt8(phigate_flag_possessive) == 0, !isLed(first, scratch)
    else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    let isBracketed =
      text.at(Int(word.start) - 1) == 0x28 || text.at(Int(scratch.tagged[last &- 1].end)) == 0x29
    let isCommon = bands.first >= Self.commonFirst || bands.last >= Self.commonLast
    let end = withoutGrade(first, last, scratch)
    let isOne = end == first &+ 1 || isChain(first, end, scratch)
    guard isBracketed || isOne && !isCommon else { return false }
    // `(Finkelstein, Eichhoff)`: several, apart by marks.
    let areEponyms = (first..<last)
      .allSatisfy { index in
        scratch.tagged[index].rule == 0 && isEponym(index, scratch)
          && (index == first || scratch.tagged[index].before != UInt8(phigate_gap_blank))
      }
    guard !hasSupport(first, last, scratch),
      areEponyms || isOther(first, end, isBracketed, scratch)
    else { return false }
    let near = max(0, first &- Self.aloneReach)..<min(scratch.tagged.count, last &+ Self.aloneReach)
    return !near.contains { isAnybodys($0, scratch) }
  }

  /// The end of a run without a grade: `Haraguchi I`.
  private func withoutGrade(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard last > first &+ 1, scratch.tagged[last &- 1].before == UInt8(phigate_gap_blank),
      isGrade(last &- 1, scratch) || scratch.taggedHashes[last &- 1] == Self.one
    else { return last }
    return last &- 1
  }

  /// The first grade.
  private static var one: UInt64 { Token.word("i") }

  /// Whether hyphens join all words of a run that few are called by: `Verhoeff-Kossa`.
  private func isChain(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (first &+ 1..<last)
      .allSatisfy { index in
        scratch.tagged[index].before == UInt8(phigate_gap_hyphen) && touches(index, scratch)
          && isRare(scratch.tagged[index])
      } && isRare(scratch.tagged[first])
  }

  /// Whether a word that gave its name to nothing stands among clinical ones, few are called by it or it stands in
  /// brackets: `lumbarized S1 (Castellvi n/a)`.
  private func isOther(
    _ first: Int,
    _ last: Int,
    _ isBracketed: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[first]
    return (last == first &+ 1 || isChain(first, last, scratch)) && word.rule == 0 && word.soft == 0
      && (isBracketed || isRare(word)) && isAmongClinical(first, scratch)
  }

  /// Whether what stands before a word leads to a person as well as to a thing: `for Katz`, `d/w Bruce`, `Facility: Stanford`,
  /// `bed request - Johnson`, the beginning of a line, a cell or a sentence.
  private func isLed(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0 else { return true }
    return switch Int(scratch.tagged[index].before) {
    case phigate_gap_blank: Self.leading(scratch.taggedHashes[index &- 1]) != 0
    case phigate_gap_hyphen: !touches(index, scratch)
    case phigate_gap_bracket, phigate_gap_comma, phigate_gap_none: false
    default: true
    }
  }

  private static let leading = Engine.table(
    "for with w dw per to from and or about on by says said adds added replied wrote asks call called tell ask told asked page paged is was has had that if when "
      + "emt medic rn lpn lvn cna np pa md do tech aide nurse sw cm rt officer deputy driver attorney judge baby miss law"
  )

  /// Whether a word is somebody's name, number or address that a rule has found, or stands for one.
  private func isAnybodys(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.part == ScanScratch.maskPart { return true }
    guard word.rule != 0 else { return false }
    return switch IdentifierKind(rawValue: word.rule &- 1) {
    case .name, .mrn, .ssn, .phone, .email, .healthPlan, .date, .location, .account, .username: true
    default: false
    }
  }

  /// Whether a neighbour that a blank joins is as likely a name: `Gherardo Napolitani`.
  private func isSure(_ index: Int, _ joint: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, joint < scratch.tagged.count, index < scratch.tagged.count else {
      return false
    }
    let word = scratch.tagged[index]
    return word.isNameShaped && Int(word.probability.1) >= Self.sureFrom
      && scratch.tagged[joint].before == UInt8(phigate_gap_blank)
  }

  /// Words to both sides among which clinical ones are counted, and how many make a text a clinical one.
  private static let clinicalReach = 40
  private static let clinicalMin = 4

  /// Whether much of what stands around a word is clinical: findings, drugs, abbreviations.
  func isAmongClinical(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let start = max(0, index &- Self.clinicalReach)
    let end = min(scratch.tagged.count, index &+ Self.clinicalReach)
    var count = 0
    for near in start..<end where scratch.tagged[near].rule == 0 {
      let word = scratch.tagged[near]
      let bands = LexiconBands(rawValue: word.bands)
      let isClinical = bands.clinical > 0 && bands.english == 0
      if isClinical || word.cue == TagCue.abbreviation.rawValue { count &+= 1 }
    }
    return count >= Self.clinicalMin
  }

  /// Whether a word that is too little likely where nobody is near may not be made somebody's by itself: a thing's word as
  /// well as a person's, or one that few are called by in clinical text.
  func isNotOfItself(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    guard bands.first < Self.commonFirst, bands.last < Self.commonLast else { return false }
    let isThings =
      bands.isEponym || bands.isBrand || bands.clinical > 0 || bands.english > 0
      || bands.isState
    return (isThings || isRare(word) && isAmongClinical(index, scratch)) && !isLed(index, scratch)
      && !isSure(index &- 1, index, scratch) && !isSure(index &+ 1, index &+ 1, scratch)
  }
}
