import CTagger
import Vocabulary

/// Letters and parts of keys that look like initials and names.
extension TagFinder {
  /// Whether a letter is one of `U.S.`, which looks like somebody's initials.
  func isOfStates(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (next, before) = (index &+ 1, index &- 1)
    guard scratch.tagged[index].end &- scratch.tagged[index].start == 1 else { return false }
    func holds(_ first: Int, _ last: Int) -> Bool {
      first >= 0 && last < scratch.tagged.count && scratch.taggedHashes[first] == Self.u
        && scratch.taggedHashes[last] == Self.s
        && scratch.tagged[last].start == scratch.tagged[first].end &+ 1
    }
    return holds(index, next) || holds(before, index)
  }

  private static var u: UInt64 { Token.word("u") }
  private static var s: UInt64 { Token.word("s") }

  /// Whether a word is a single letter or two small ones: `-v`, `ok`, `quai B`, `U.S.`.
  func isTooShort(_ word: phigate_tag_word) -> Bool {
    let bytes = word.end &- word.start
    return bytes < 2 || bytes == 2 && word.shape == UInt8(phigate_shape_lower)
  }

  /// Whether an ordinary word is joined to the one before by a hyphen and names what follows a colon:
  /// `X-Api-Key: …`.
  func isOfKey(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index &+ 1
    return next < scratch.tagged.count && joins(scratch.tagged[index].before)
      && scratch.tagged[next].before == UInt8(phigate_gap_colon)
      && LexiconBands(rawValue: scratch.tagged[index].bands).english != 0
  }

  /// Whether a word in small letters is a unit or a stretch of time.
  func isMeasure(_ word: phigate_tag_word) -> Bool {
    word.shape == UInt8(phigate_shape_lower)
      && (word.cue == TagCue.quantity.rawValue || word.cue == TagCue.demographic.rawValue)
  }
}
