import CTagger
import Vocabulary

/// Runs that are no words of a sentence: names in programs, abbreviations, numerals, kinds of plans.
extension TagFinder {
  /// Bytes of an abbreviation in capitals, at most.
  private static let abbreviationBytes = 4

  /// Whether a run is part of a program, holds abbreviations alone, or is a state's or maker's plan:
  /// `luhn_ok(tok[2:])`, `EKG ST`, `II III`, `Illinois PPO`.
  func isNoise(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    for index in first..<last where scratch.tagged[index].rule != 0 { return false }
    if (first..<last).allSatisfy({ isShorthand($0, scratch) }) { return true }
    if last == first &+ 1, isMeasuredBy(last, scratch) { return true }
    guard !goesOn(first, last, scratch) else { return false }
    if isOfSmallWords(first, last, scratch) { return true }
    if last == first &+ 1, isCapitals(first, scratch) { return true }
    if last == first &+ 1, isPeople(scratch.tagged[first]) { return true }
    if last == first &+ 1, scratch.tagged[first].isUpper,
      scratch.taggedHashes[first] == Self.null
    {
      return true
    }
    if isCode(first, last, text, scratch) { return true }
    if scratch.tagged[first].isPlace {
      if isPlan(first, last, scratch) || isTrial(first, last, scratch) { return true }
    }
    if last == first &+ 1, isStatement(first, scratch) { return true }
    return !scratch.tagged[first].isDigits
      && (first..<last).allSatisfy { isAbbreviation($0, scratch) }
      && !hasSupport(first, last, scratch)
  }

  /// The words of a name without ordinary ones in small letters behind it: `maribel quinteros resting
  /// comfortably`; none where nothing else stands there behind a name.
  func withoutSpills(_ words: Range<Int>, _ scratch: borrowing ScanScratch) -> Range<Int> {
    let first = words.lowerBound
    var last = words.upperBound
    while last > first &+ 1, isSpill(last &- 1, scratch) { last &-= 1 }
    let name = IdentifierKind.name.rawValue &+ 1
    if last == first &+ 1, first > 0, scratch.tagged[first &- 1].rule == name,
      scratch.tagged[first].before == UInt8(phigate_gap_blank), isSpill(first, scratch)
    {
      last = first
    }
    return first..<last
  }

  /// Whether a word in small letters is an ordinary one and nobody's name.
  private func isSpill(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return word.isLetters && word.shape == UInt8(phigate_shape_lower) && bands.english == 1
      && bands.first == 0 && bands.last == 0 && word.end &- word.start > 3
  }

  /// Whether what is like, of the size of or made for a word follows a hyphen: `Penny-sized`, `Hudson-style`.
  private func isMeasuredBy(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    next < scratch.tagged.count && scratch.tagged[next].before == UInt8(phigate_gap_hyphen)
      && scratch.tagged[next].start &- scratch.tagged[next &- 1].end == 1
      && scratch.tagged[next].shape == UInt8(phigate_shape_lower)
      && Self.likenesses(scratch.taggedHashes[next]) != 0
  }

  /// Whether a run is of words in small letters that nobody is called by and no town, to which nothing
  /// leads: `gcloud alpha`, `the ioctl numbers`.
  ///
  /// In a line without capitals names are written so, too: there nothing sure may be near, or they are more
  /// than names have words.
  private func isOfSmallWords(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var areOrdinary = true
    for index in first..<last {
      let word = scratch.tagged[index]
      let bands = LexiconBands(rawValue: word.bands)
      guard word.found == 1, word.soft == 0, word.shape == UInt8(phigate_shape_lower),
        word.caseless == 0 || word.near == 0 || last &- first > Self.nameWords, bands.first == 0,
        bands.last < 2, bands.place == 0,
        !bands.isState, !bands.isCountry, !isHead(word),
        // Letters of other alphabets are in no list.
        (word.prefix | word.suffix) & 0x8080_8080 == 0
      else { return false }
      areOrdinary = areOrdinary && bands.english == 1
    }
    // `the named repository`
    return areOrdinary || !isAheadOfPlace(first, scratch) && !hasSupport(first, last, scratch)
  }

  /// Words of a name, at most.
  private static let nameWords = 4

  /// Bytes of an abbreviation in capitals that is no place, at most.
  private static let capitalsBytes = 5

  /// Whether a word is capitals among small letters that name no town and hardly anybody: `EVS`, `FLOT`.
  func isCapitals(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return (word.isPlace || word.soft == 2) && word.isUpper && word.caseless == 0
      && word.end &- word.start <= Self.capitalsBytes && word.found < 2 && bands.first < 2
      && bands.last < 3 && bands.place == 0 && !bands.isState
      && !bands.isCountry && word.phraseMarks == 0
  }

  /// Whether a run is a state and a kind of plan: `Illinois PPO`; a town before one is somebody's.
  private func isPlan(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last == first &+ 2 && Self.plans(scratch.taggedHashes[first &+ 1]) != 0
      && LexiconBands(rawValue: scratch.tagged[first].bands).isState
  }

  /// Whether a word is part of a statement of SQL: `BEGIN TRAN`, which else is a surname.
  private func isStatement(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index > 0 && scratch.taggedHashes[index] == Self.transaction
      && scratch.tagged[index].before == UInt8(phigate_gap_blank)
      && Self.statements(scratch.taggedHashes[index &- 1]) != 0
  }

  /// Whether a run begins with capitals that name no place and a number behind a hyphen, as trials do:
  /// `KEYNOTE-522`.
  private func isTrial(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    first &+ 1 < last && scratch.tagged[first].isUpper && scratch.tagged[first &+ 1].isDigits
      && LexiconBands(rawValue: scratch.tagged[first].bands).place == 0
      && scratch.tagged[first &+ 1].before == UInt8(phigate_gap_hyphen)
  }

  /// Whether a word is a people's or a language's and hardly anybody's: `interpreter Tigrinya booked`.
  private func isPeople(_ word: phigate_tag_word) -> Bool {
    LexiconBands(rawValue: word.bands).isNation && isRare(word)
  }

  /// Whether a word is shorthand that may stand right behind a name: `Ida Lockett rm 118B`.
  private func isShorthand(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[index].shape == UInt8(phigate_shape_lower)
      && Self.shorthand(scratch.taggedHashes[index]) != 0
  }

  /// Whether a word is an abbreviation of forms and monitors, a numeral, one small letter or a number.
  private func isAbbreviation(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let count = word.end &- word.start
    if word.isDigits { return !word.isZIP }
    if count == 1 { return word.shape == UInt8(phigate_shape_small) }
    guard count <= Self.abbreviationBytes else { return false }
    return Self.abbreviations(scratch.taggedHashes[index]) != 0
      && (word.isUpper || word.shape == UInt8(phigate_shape_lower))
  }

  /// Whether a run in small letters is part of a program: `tok[2:]`, `pat_id`, `for tok in text`.
  private func isCode(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    for index in first..<last
    where scratch.tagged[index].shape != UInt8(phigate_shape_lower)
      || scratch.tagged[index].found != 1
    {
      return false
    }
    let end = Int(scratch.tagged[last &- 1].end)
    let isRareHere = (first..<last).allSatisfy { isRare(scratch.tagged[$0]) }
    // `luhn_ok(tok`
    for index in first &+ 1..<max(last, first &+ 1) where isRare(scratch.tagged[index &- 1]) {
      let start = Int(scratch.tagged[index].start)
      let joint = text.at(start - 1)
      if joint == 0x28 || joint == 0x5F, Int(scratch.tagged[index &- 1].end) == start - 1 {
        return true
      }
    }
    switch text.at(end) {
    // `maria(mom)` is somebody.
    case 0x28: return isRareHere
    case 0x5B: return isRareHere && text.at(end + 1).isAlphanumeric
    // `smith_notes.txt` may be somebody's.
    case 0x5F:
      return last < scratch.tagged.count && Int(scratch.tagged[last].start) == end + 1
        && Engine.columnEnds.contains(scratch.taggedHashes[last])
    default: return isCounted(first, last, text, scratch)
    }
  }

  /// Whether a word is what a loop counts with: `for tok in text.split(" "):`, not `for maria in 214`.
  private func isCounted(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first > 0, last == first &+ 1, last &+ 1 < scratch.tagged.count,
      scratch.taggedHashes[first &- 1] == Self.each, scratch.taggedHashes[last] == Self.member,
      scratch.tagged[first].before == UInt8(phigate_gap_blank),
      scratch.tagged[last].before == UInt8(phigate_gap_blank),
      scratch.tagged[last &+ 1].before == UInt8(phigate_gap_blank)
    else { return false }
    let end = Int(scratch.tagged[last &+ 1].end)
    return switch text.at(end) {
    case 0x28, 0x5B: true
    case 0x2E: text.at(end + 1).isLetter
    default: false
    }
  }

  private static var each: UInt64 { Token.word("for") }
  private static var member: UInt64 { Token.word("in") }
  private static var null: UInt64 { Token.word("null") }
  private static var transaction: UInt64 { Token.word("tran") }
  private static let statements = Engine.table("begin commit rollback save")
  private static let likenesses = Engine.table(
    """
    style type like sized shaped colored coloured based themed inspired induced related associated compatible \
    certified approved branded powered enabled driven tinged specific negative positive
    """
  )
  private static let plans = Engine.table("ppo hmo epo hdhp medicaid medicare")
  private static let shorthand = Engine.table(
    "rm hx dx rx tx sx fx bp hr rr bpm npo prn bid tid qid"
  )
  private static let abbreviations = Engine.table(
    """
    ii iii iv vii viii ix xii ok okay rm ekg ecg st bgl bp hr rr pr qrs qt avf avl avr bpm \
    hx dx rx tx sx fx nkda npo prn bid tid qid wnl nad
    """
  )
}
