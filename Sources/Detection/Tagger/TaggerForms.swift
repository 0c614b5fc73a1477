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

  /// Whether a run begins with what stands for a name, or holds what stands for parts of a date: `ABC Hospital`,
  /// `Month DD, YYYY`.
  func isStandIn(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[first].isUpper && NameFinder.standIns.contains(scratch.taggedHashes[first])
      && scratch.tagged[first].isPlace
      || (first..<last).contains { Self.dateForms(scratch.taggedHashes[$0]) != 0 }
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

  /// Whether a lone word that hardly anybody is called by is the plural of an ordinary or clinical one: `Warnings`.
  func isPlural(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[first]
    let (start, end) = (Int(word.start), Int(word.end))
    let bands = LexiconBands(rawValue: word.bands)
    guard last == first &+ 1, word.rule == 0, word.soft == 0, end - start > Self.pluralLetters,
      text[end - 1] | 0x20 == 0x73, bands.first == 0, bands.last < 2, bands.place == 0
    else { return false }
    let single = Lexicon.bands(Token.hash(text, start..<end - 1))
    guard single.english == 1 || single.english == 2 || single.clinical > 0, single.first < 3,
      single.last < 3
    else { return false }
    return !goesOn(first, last, scratch) && !hasSupport(first, last, scratch)
  }

  /// Letters that a plural has more of.
  private static let pluralLetters = 4

  /// Whether a word in small letters is a season: `in the spring , summer and fall`.
  func isSeason(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last == first &+ 1 && scratch.tagged[first].shape == UInt8(phigate_shape_lower)
      && Self.seasons(scratch.taggedHashes[first]) != 0 && !hasSupport(first, last, scratch)
  }

  private static let seasons = Engine.table("summer winter spring autumn")

  private static let dateForms = Engine.table("yyyy mmyyyy ddmmyyyy mmddyyyy")
}
