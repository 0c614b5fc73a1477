import CTagger
import Vocabulary

/// Names of places, states and countries of several words.
extension ScanScratch {
  /// Marks the words of places, states and countries of several words.
  mutating func markPhrases() { _ = markPhrases(from: 0, to: tagged.count) }

  /// The same where somebody asks for it: in the chains that the tagger judges, with a neighbour on
  /// each side, and at words with a capital, which may be part of an address.
  ///
  /// Call it when `phigate_tag_prepare` has told which words may be names.
  mutating func markWantedPhrases() {
    // A chain that is cut is computed with so many words on both sides.
    let (overlap, cutWords) = (17, 128)
    var walked = 0
    var done = 0
    while done < tagged.count {
      var first = tagged.count
      let last = nextChain(done, &first)
      if last == done { first = tagged.count }
      for index in done..<first where tagged[index].isNameShaped {
        want(index..<index &+ 1, &walked)
      }
      if last == done { break }
      let behind = last &- first < cutWords ? 1 : overlap
      want(max(0, first &- 1)..<min(tagged.count, last &+ behind), &walked)
      done = last
    }
  }

  /// The index behind the next chain from `done` on, `done` where there is none.
  private func nextChain(_ done: Int, _ first: inout Int) -> Int {
    unsafe tagged.withUnsafeBufferPointer { buffer in
      unsafe phigate_tag_next(buffer.baseAddress, buffer.count, done, &first)
    }
  }

  /// Marks the phrases that reach into a range, as a walk from the first word would.
  ///
  /// `walked`: the index behind what was walked before, at which no phrase is open.
  private mutating func want(_ range: Range<Int>, _ walked: inout Int) {
    guard walked < range.upperBound else { return }
    var start = max(walked, range.lowerBound &- 2)
    // A phrase has three words at most: behind two that begin none nothing is open.
    while start > walked, mayStartPhrase(start &- 1) || start > 1 && mayStartPhrase(start &- 2) {
      start &-= 1
    }
    walked = markPhrases(from: start, to: range.upperBound)
  }

  /// Walks from a word at which no phrase is open.
  /// - Returns: the index behind the last word walked over, at least `end`.
  private mutating func markPhrases(from start: Int, to end: Int) -> Int {
    var index = nextPhrase(start, end)
    while index < end {
      let step = phraseLength(index)
      if step.count > 1 {
        let region = step.isRegion ? UInt8(phigate_flag_region) : 0
        tagged[index].flags |= UInt8(phigate_flag_phrase) | region
        for inside in (index &+ 1)..<(index &+ step.count) {
          tagged[inside].flags |= UInt8(phigate_flag_inside) | region
        }
        index &+= step.count
      } else {
        index &+= 1
      }
      index = nextPhrase(index, end)
    }
    return index
  }

  /// The first word from `start` on with which a phrase of the lexicon begins; `end`, or `start`
  /// behind it, where there is none.
  private func nextPhrase(_ start: Int, _ end: Int) -> Int {
    unsafe tagged.withUnsafeBufferPointer { words in
      var index = start
      while index < end, unsafe !LexiconBands(rawValue: words[index].bands).startsPhrase {
        index &+= 1
      }
      return index
    }
  }

  /// Whether a phrase may begin at a word.
  private func mayStartPhrase(_ index: Int) -> Bool {
    index &+ 1 < tagged.count && tagged[index].rule == 0
      && LexiconBands(rawValue: tagged[index].bands).startsPhrase && joinsPhrase(index &+ 1)
  }

  /// How many words from `index` are a place's name of the lexicon; 0 for none.
  private func phraseLength(_ index: Int) -> (count: Int, isRegion: Bool) {
    guard mayStartPhrase(index) else { return (0, false) }
    let two = Lexicon.phrase(taggedHashes[index], taggedHashes[index &+ 1])
    if index &+ 2 < tagged.count, joinsPhrase(index &+ 2) {
      let bands = Lexicon.placeBands(Lexicon.phrase(two, taggedHashes[index &+ 2]))
      if bands.place > 0 || bands.isState || bands.isCountry || bands.isCounty {
        return (3, bands.isState || bands.isCountry)
      }
    }
    let bands = Lexicon.placeBands(two)
    guard bands.place > 0 || bands.isState || bands.isCountry || bands.isCounty else {
      return (0, false)
    }
    return (2, bands.isState || bands.isCountry)
  }

  /// Whether a word may go on a place's name.
  private func joinsPhrase(_ index: Int) -> Bool {
    let before = tagged[index].before
    return tagged[index].rule == 0 && tagged[index].shape >= UInt8(phigate_shape_small)
      && (before == UInt8(phigate_gap_blank) || before == UInt8(phigate_gap_hyphen)
        || before == UInt8(phigate_gap_sentence))
  }
}
