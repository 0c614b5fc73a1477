/// The phrases of a word by what they go on with: a word of many phrases is asked for the few that may stand.
struct PhraseHead: Sendable {
  /// A bit for each second word, by the lowest bits of its hash.
  var seconds: UInt64 = 0
  /// Where the phrases of one word begin, which stand behind all others.
  var alone: Int32 = 0

  /// What some phrases of a word go on with.
  init(_ phrases: [Phrase], from start: Int32) {
    alone = start
    for (index, phrase) in phrases.enumerated() {
      guard let second = phrase.rest.first else { continue }
      seconds |= 1 << (second & 63)
      alone = start + Int32(index) + 1
    }
  }
}

extension Engine {
  /// The phrases of a word that may stand where another word follows: all, or those of one word alone.
  ///
  /// `second`: the hash of the word that follows, 0 for none.
  @inline(__always)
  func phrasesOf(_ entry: Int, before second: UInt64) -> Range<Int32> {
    let (head, all) = (phraseHeads[entry], phraseRanges[entry])
    return head.seconds >> (second & 63) & 1 == 0 ? head.alone..<all.upperBound : all
  }
}
