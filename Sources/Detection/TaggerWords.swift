import CTagger
import Vocabulary

extension ScanScratch {
  /// Fills `tagged` with the words of the text as the tagger sees them.
  ///
  /// What a sure rule has found is one word of its kind; the words of one that is seldom sure, an
  /// index in `weak`, are marked and judged like others. One word is a mask, too, such as
  /// `[NAME]`, so that a masked copy looks to the tagger as its original did.
  mutating func fillTagged(_ text: Span<UInt8>, engine: Engine, weak: [Bool]) {
    tagged.removeAll(keepingCapacity: true)
    tagged.reserveCapacity(tokens.count)
    var next = 0
    var previousEnd = 0
    for index in tokens.indices {
      let token = tokens[index]
      let start = Int(token.start)
      while next < found.count, found[next].end <= start { next &+= 1 }
      if next < found.count, found[next].start < token.end {
        if weak[Int(found[next].rule)] {
          append(token, facts[index], text, &previousEnd)
          tagged[tagged.count &- 1].soft = found[next].kind == .name ? 1 : 2
        } else {
          appendFinding(found[next], text, &previousEnd)
        }
        continue
      }
      if token.shape == .upper, text.at(start &- 1) == 0x5B || text.at(token.end) == 0x5D,
        let kind = engine.placeholder(text, around: start)
      {
        appendRule(kind, .none, start, token.end, text, &previousEnd)
        tagged[tagged.count &- 1].part = Self.maskPart
        continue
      }
      if token.shape == .upper, isBlanked(text, token) {
        appendRule(.uniqueID, .none, start, token.end, text, &previousEnd)
        tagged[tagged.count &- 1].part = Self.maskPart
        continue
      }
      append(token, facts[index], text, &previousEnd)
    }
  }

  /// Whether a word is all `X`, as numbers are blanked out.
  private func isBlanked(_ text: Span<UInt8>, _ token: Token) -> Bool {
    token.range.allSatisfy { text[$0] == 0x58 }
  }

  /// The part of a word that is a mask.
  static let maskPart: UInt8 = 0xFF

  /// Appends a finding, or its further token to it.
  private mutating func appendFinding(
    _ finding: Finding,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int
  ) {
    if let last = tagged.last, last.rule != 0, Int(last.start) == finding.start { return }
    appendRule(finding.kind, finding.part, finding.start, finding.end, text, &previousEnd)
  }

  /// Appends a word that stands for a finding of another rule.
  private mutating func appendRule(
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ start: Int,
    _ end: Int,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int
  ) {
    var word = phigate_tag_word()
    word.start = UInt32(truncatingIfNeeded: start)
    word.end = UInt32(truncatingIfNeeded: end)
    word.part = part.rawValue
    word.shape = UInt8(phigate_shape_rule)
    word.rule = kind.rawValue &+ 1
    word.before = gapCode(text, previousEnd, start)
    tagged.append(word)
    previousEnd = max(end, previousEnd)
  }

  /// Appends a token, or merges it into the word before: `'s`, and the `Brien` of `O'Brien`.
  @inline(__always)
  private mutating func append(
    _ token: Token,
    _ facts: WordFacts,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int
  ) {
    let start = Int(token.start)
    let end = token.end
    let before = gapCode(text, previousEnd, start)
    let isCapital = isCapitalised(text, token)
    let last = tagged.count &- 1
    if before == UInt8(phigate_gap_apostrophe), last >= 0, tagged[last].rule == 0 {
      if token.length == 1, text[start] | 0x20 == 0x73 {
        tagged[last].flags |= UInt8(phigate_flag_possessive)
        previousEnd = end
        return
      }
      if isCapital, tagged[last].shape == UInt8(phigate_shape_capital), token.length > 1 {
        tagged[last].end = UInt32(truncatingIfNeeded: end)
        tagged[last].bands = facts.bands.rawValue
        tagged[last].shape = shapeCode(token, isCapital: true)
        tagged[last].cue = 0
        taggedHashes[last] = token.hash
        fillAffixes(last, start, end, text)
        previousEnd = end
        return
      }
    }
    var word = phigate_tag_word()
    word.start = token.start
    word.end = UInt32(truncatingIfNeeded: end)
    word.before = before
    word.shape = shapeCode(token, isCapital: isCapital)
    if token.isWord {
      word.cue = facts.tagCue
      if token.length > 1 { word.bands = facts.bands.rawValue }
      if token.shape == .upper, token.length == 2, facts.isStateCode {
        word.flags |= UInt8(phigate_flag_state)
      }
    }
    while taggedHashes.count <= tagged.count { taggedHashes.append(0) }
    taggedHashes[tagged.count] = token.isWord ? token.hash : 0
    tagged.append(word)
    fillAffixes(tagged.count &- 1, start, end, text)
    previousEnd = end
  }

  /// The first three and the last four bytes of a word, in small letters.
  @inline(__always)
  private mutating func fillAffixes(_ index: Int, _ start: Int, _ end: Int, _ text: Span<UInt8>) {
    guard end &- start > 3 else { return }
    var head: UInt32 = 0
    var tail: UInt32 = 0
    for offset in 0..<3 { head = head << 8 | UInt32(text[start &+ offset] | 0x20) }
    // The last byte is the highest, so that shifts leave the last three and two.
    for offset in 0..<4 { tail |= UInt32(text[end &- 4 &+ offset] | 0x20) << UInt32(8 &* offset) }
    tagged[index].prefix = head
    tagged[index].suffix = tail
  }

  /// The code of a token's case or length.
  @inline(__always)
  private func shapeCode(_ token: Token, isCapital: Bool) -> UInt8 {
    switch token.shape {
    case .digits: UInt8(phigate_shape_digits) &+ UInt8(min(token.length, 6)) &- 1
    case .lower:
      if isCapital {
        UInt8(phigate_shape_title)
      } else {
        UInt8(token.length == 1 ? phigate_shape_small : phigate_shape_lower)
      }
    case .capitalized: UInt8(token.length == 1 ? phigate_shape_capital : phigate_shape_title)
    case .upper: UInt8(phigate_shape_upper) &+ UInt8(min(token.length, 5)) &- 2
    case .mixed: UInt8(isCapital ? phigate_shape_mixed : phigate_shape_mixed_lower)
    }
  }

  /// Whether a token begins with a capital of the Latin, Greek or Cyrillic script.
  @inline(__always)
  private func isCapitalised(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let first = text[Int(token.start)]
    if first < 0x80 { return first.isUppercase }
    guard token.length > 1 else { return false }
    let second = text[Int(token.start) &+ 1]
    switch first {
    case 0xC3: return second < 0x9F
    case 0xC4, 0xC5: return second & 1 == 0
    case 0xCE: return second >= 0x86 && second < 0xAB
    case 0xD0: return second >= 0x80 && second < 0xB0
    default: return false
    }
  }

  /// Bytes of a gap that are looked at.
  private static let gapLengthMax = 16

  /// The code of what stands between two offsets.
  @inline(__always)
  private func gapCode(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> UInt8 {
    if tagged.isEmpty { return UInt8(phigate_gap_line) }
    let length = to &- from
    if length <= 0 { return UInt8(phigate_gap_none) }
    if length == 1, text[from] == 0x20 { return UInt8(phigate_gap_blank) }
    return longGapCode(text, from, to)
  }

  /// The code of a gap that is more than one blank: what tells most of it.
  private func longGapCode(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> UInt8 {
    if to &- from > Self.gapLengthMax { return UInt8(phigate_gap_line) }
    var seen: UInt32 = 0
    var blanks = 0
    for index in from..<to {
      let byte = text[index]
      if byte == 0x20 { blanks &+= 1 }
      seen |= 1 << UInt32(TagGaps.code(byte, text.at(index &+ 2)))
    }
    let hasBlank = seen & 1 << UInt32(phigate_gap_blank) != 0
    for code in TagGaps.order where seen & 1 << UInt32(code) != 0 {
      if code == phigate_gap_period, hasBlank { return UInt8(phigate_gap_sentence) }
      if code == phigate_gap_blank, blanks > 1 { return UInt8(phigate_gap_wide) }
      return UInt8(code)
    }
    return UInt8(phigate_gap_other)
  }

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
    var index = start
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
    }
    return index
  }

  /// Whether a phrase may begin at a word.
  private func mayStartPhrase(_ index: Int) -> Bool {
    index &+ 1 < tagged.count && tagged[index].rule == 0
      && LexiconBands(rawValue: tagged[index].bands).startsPhrase && joinsPhrase(index &+ 1)
  }

  /// How many words from `index` are a place's name of the lexicon; 0 for none.
  private mutating func phraseLength(_ index: Int) -> (count: Int, isRegion: Bool) {
    guard mayStartPhrase(index) else { return (0, false) }
    let two = Lexicon.phrase(taggedHashes[index], taggedHashes[index &+ 1])
    if index &+ 2 < tagged.count, joinsPhrase(index &+ 2) {
      let bands = phraseMemory.bands(Lexicon.phrase(two, taggedHashes[index &+ 2]))
      if bands.place > 0 || bands.isState || bands.isCountry || bands.isCounty {
        return (3, bands.isState || bands.isCountry)
      }
    }
    let bands = phraseMemory.bands(two)
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

/// Codes of the bytes between words.
enum TagGaps {
  /// The codes, the most telling first.
  static let order = [
    phigate_gap_line, phigate_gap_colon, phigate_gap_strong, phigate_gap_bracket,
    phigate_gap_period, phigate_gap_comma, phigate_gap_ampersand, phigate_gap_other,
    phigate_gap_hyphen, phigate_gap_apostrophe, phigate_gap_wide, phigate_gap_blank,
  ]

  /// The code of a byte, `ahead` the one two bytes behind it.
  @inline(__always)
  static func code(_ byte: UInt8, _ ahead: UInt8) -> Int {
    switch byte {
    case 0x20: phigate_gap_blank
    case 0x09: phigate_gap_wide
    case 0x0A, 0x0D: phigate_gap_line
    case 0x2C, 0x5E: phigate_gap_comma
    case 0x2E: phigate_gap_period
    case 0x3A, 0x3D: phigate_gap_colon
    case 0x2D: phigate_gap_hyphen
    case 0x27: phigate_gap_apostrophe
    case 0x28, 0x29, 0x5B, 0x5D: phigate_gap_bracket
    case 0x21, 0x3F, 0x3B, 0x22, 0x2A, 0x7C, 0x3E, 0x3C, 0x7B, 0x7D: phigate_gap_strong
    case 0x26: phigate_gap_ampersand
    case 0xE2: ahead == 0x99 ? phigate_gap_apostrophe : phigate_gap_strong
    case 0x80, 0x99, 0x98, 0x93, 0x94, 0x9C, 0x9D: phigate_gap_blank
    default: phigate_gap_other
    }
  }
}

/// The two letters of the states of the United States.
enum States {
  /// Their hashes.
  static let codes: Set<UInt64> = Set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny \
    nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
    """
    .split(separator: " ").map { Token.hash(String($0)) }
  )
}
