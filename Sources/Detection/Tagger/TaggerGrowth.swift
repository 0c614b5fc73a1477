import CTagger
import Vocabulary

/// What may go on with a name or place that was found, and what is dropped again.
extension TagFinder {
  /// The least likelihood of a word that is in no list right before a name: .04.
  private static let growsUnknownFrom = 10

  /// The least likelihood of a word beside a marked one: an ordinary word in small letters needs as
  /// much as alone, and nothing of a clause of its own goes on with a name.
  func leastBeside(_ index: Int, _ other: Int, _ scratch: borrowing ScanScratch) -> Int {
    let word = scratch.tagged[index]
    guard word.shape == UInt8(phigate_shape_lower) else {
      // A word in no list right before a name goes with it: `Tzigane Lantos`.
      let leads =
        index < other && LexiconBands(rawValue: word.bands).isUnknown
        && word.cue == 0 && word.end &- word.start > 3
        && !word.isUpper && !scratch.tagged[other].isPlace
        && scratch.tagged[other].before == UInt8(phigate_gap_blank)
      if isOfKin(index, other, scratch) { return 1 }
      return leads ? Self.growsUnknownFrom : Self.growsFrom
    }
    if isTooShort(word) { return Self.findsOrdinaryFrom }
    let gap = scratch.tagged[max(index, other)].before
    let goesOn =
      gap == UInt8(phigate_gap_blank) || gap == UInt8(phigate_gap_hyphen)
      || gap == UInt8(phigate_gap_apostrophe)
    let isOrdinary = LexiconBands(rawValue: word.bands).english == 1
    return goesOn && !isOrdinary ? Self.growsFrom : Self.findsFrom
  }

  /// Whether a word called like a product stands between a word for a relative and a name: `daughter Humira
  /// Begum`.
  private func isOfKin(_ index: Int, _ other: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard index < other, index > 0, word.shape == UInt8(phigate_shape_title),
      LexiconBands(rawValue: word.bands).isBrand, !scratch.tagged[other].isPlace,
      scratch.tagged[other].before == UInt8(phigate_gap_blank),
      word.before == UInt8(phigate_gap_blank)
    else { return false }
    let cue = scratch.tagged[index &- 1].cue
    return cue == TagCue.kin.rawValue || cue == TagCue.title.rawValue
  }

  /// Whether a word stands behind a possessive and is no known name: `Okonkwo's Aadhar`.
  func isOwned(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[index &- 1].flags & UInt8(phigate_flag_possessive) != 0 else {
      return false
    }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.first == 0 && bands.last == 0
  }

  /// Whether a word that is no known name stands before a colon, as labels do: `Prov:`, `Imm:`.
  func isLabel(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return index &+ 1 < scratch.tagged.count
      && scratch.tagged[index &+ 1].before == UInt8(phigate_gap_colon)
      && bands.first == 0 && bands.last < 2 && bands.place == 0
  }

  /// Whether a word of capitals among others in small letters is no known name: `BCBSLA`, `VIN`.
  func isUnknownCapitals(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    guard word.isUpper, word.caseless == 0, word.likelihood < Self.sureFrom, bands.place == 0,
      // Abbreviations are of plain letters.
      (word.prefix | word.suffix) & 0x8080_8080 == 0
    else { return false }
    // Short names that few are called by are abbreviations as well: `ISA`, `IBAN`.
    let isShort = word.end &- word.start <= 4
    return isShort
      ? bands.first < 3 && bands.last < 3 : bands.first == 0 && bands.last == 0
  }
}
