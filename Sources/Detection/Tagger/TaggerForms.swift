import CTagger
import Vocabulary

/// Words that are told by their form, or by what stands right before them, to be no names.
extension TagFinder {
  /// Whether a word of the body or of language stands behind how it is imaged: `MRI Brain`.
  func isImaged(_ index: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard last == index &+ 1, index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank),
      Self.imaging(scratch.taggedHashes[index &- 1]) != 0
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.clinical > 0 || bands.english > 0 && bands.first < 3 && bands.last < 4
  }

  private static let imaging = Engine.table("mri ct mra cta us pet xray cxr ultrasound echo dexa")

  /// Whether a word that nobody is known by ends as words of medicine do: `Laryngology`, `Pyloromyotomy`.
  func isClinicalForm(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return word.end &- word.start > Self.clinicalLetters && bands.first == 0 && bands.last == 0
      && bands.place == 0 && Self.clinicalEndings.contains(word.suffix)
  }

  /// Letters that such a word has more of.
  private static let clinicalLetters = 7
  private static let clinicalEndings = Set(
    NoNames.words("logy tomy copy itis osis asty aphy logi ysis")
      .map(NoNames.ending)
  )

  /// Whether a run holds what stands for parts of a date: `Month DD, YYYY`.
  func isDateForm(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (first..<last).contains { Self.dateForms(scratch.taggedHashes[$0]) != 0 }
  }

  /// Whether a run of several begins with a clinical word and holds nothing but such and ordinary ones that few are
  /// called by: `Pulmonary - Increase`.
  func areFindings(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard last > first &+ 1, !scratch.tagged[first].isPlace,
      LexiconBands(rawValue: scratch.tagged[first].bands).clinical > 0,
      !goesOn(first, last, scratch)
    else { return false }
    return (first..<last)
      .allSatisfy { index in
        let word = scratch.tagged[index]
        let bands = LexiconBands(rawValue: word.bands)
        return word.rule == 0
          && (word.end &- word.start == 1
            || (bands.clinical > 0 || bands.english == 1 || bands.english == 2) && bands.first < 2
              && bands.last < 3)
      }
  }

  private static let dateForms = Engine.table("yyyy mmyyyy ddmmyyyy mmddyyyy")
}
