import CScan
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
    if taggedHashes.count < tokens.count {
      taggedHashes += repeatElement(0, count: tokens.count &- taggedHashes.count)
    }
    var next = 0
    var previousEnd = 0
    var rest = 0
    while rest < tokens.count {
      if rest > 0, tokens[rest].shape == .lower, tokens[rest].gap == .blank {
        let limit = next < found.count ? found[next].start : Int.max
        rest = appendPlain(from: rest, limit: limit, text, &previousEnd)
        if rest == tokens.count { break }
      }
      let index = rest
      rest &+= 1
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
    // What a text before left here would be read as a word beside others.
    if tagged.count < taggedHashes.count { taggedHashes[tagged.count] = 0 }
    tagged.append(word)
    previousEnd = max(end, previousEnd)
  }

  /// Appends the words in small letters of ASCII, each behind a blank, that stand from a token on and
  /// end before `limit`.
  ///
  /// - Returns: the index behind the last one, or `first`.
  private mutating func appendPlain(
    from first: Int,
    limit: Int,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int
  ) -> Int {
    let end = plainEnd(
      from: first,
      text,
      previousEnd: previousEnd,
      limit: limit,
      telling: []
    )
    guard end > first else { return first }
    let buffer = unsafe wordBuffer.tagged
    var done = first
    while done < end {
      let count = min(end &- done, WordBuffer.wordsMax)
      unsafe fillPlain(buffer, from: done, count: count, text)
      unsafe tagged.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
      done &+= count
    }
    previousEnd = tokens[end &- 1].end
    return end
  }

  /// Writes words in small letters of ASCII that stand behind one blank each, and their hashes behind
  /// those of the words so far.
  @unsafe private mutating func fillPlain(
    _ words: UnsafeMutableBufferPointer<phigate_tag_word>,
    from first: Int,
    count: Int,
    _ text: Span<UInt8>
  ) {
    precondition(
      count <= words.count && first &+ count <= tokens.count && first &+ count <= facts.count
        && tagged.count &+ count <= taggedHashes.count
    )
    let (tokens, facts, known) = (tokens, facts, tagged.count)
    unsafe taggedHashes.withUnsafeMutableBufferPointer { hashes in
      unsafe text.withUnsafeBufferPointer { bytes in
        unsafe tokens.withUnsafeBufferPointer { tokens in
          unsafe tokens.withMemoryRebound(to: phigate_token.self) { tokens in
            unsafe facts.withUnsafeBufferPointer { facts in
              unsafe phigate_tag_fill_plain(
                bytes.baseAddress,
                tokens.baseAddress?.advanced(by: first),
                facts.baseAddress?.advanced(by: first),
                count,
                words.baseAddress,
                hashes.baseAddress?.advanced(by: known)
              )
            }
          }
        }
      }
    }
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
      let isGlottal =
        token.shape == .lower && token.length > 2
        && (2...5).contains(Int(tagged[last].end) - Int(tagged[last].start))
        && MisreadText.isVowel(text[Int(tagged[last].end) - 1])
        && text[Int(tagged[last].end) - 2] | 0x20 != 0x71
      if isCapital && token.length > 1 || isGlottal,
        tagged[last].shape == UInt8(phigate_shape_capital)
      {
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
    taggedHashes[tagged.count] = token.isWord ? token.hash : 0
    tagged.append(word)
    fillAffixes(tagged.count &- 1, start, end, text)
    previousEnd = end
  }

  /// The first three and the last four bytes of a word, in small letters.
  @inline(__always)
  private mutating func fillAffixes(_ index: Int, _ start: Int, _ end: Int, _ text: Span<UInt8>) {
    guard end &- start > 3 else { return }
    (tagged[index].prefix, tagged[index].suffix) = Self.affixes(text, start..<end)
  }

  /// The first three and the last four of four bytes or more, each OR 0x20.
  @inline(__always)
  private static func affixes(_ text: Span<UInt8>, _ range: Range<Int>) -> (UInt32, UInt32) {
    precondition(range.count > 3 && range.lowerBound >= 0 && range.upperBound <= text.count)
    let bytes = unsafe text.bytes
    let last = range.upperBound &- 4
    let head = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt32.self)
    let tail = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: last, as: UInt32.self)
    // The last byte is the highest, so that shifts leave the last three and two.
    return (UInt32(bigEndian: head) >> 8 | 0x20_2020, UInt32(littleEndian: tail) | 0x2020_2020)
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
    return phigate_is_capital(first, second) != 0
  }

  /// Bytes of a gap that are looked at.
  private static let gapLengthMax = 16

  /// The code of what stands between two offsets.
  @inline(__always)
  private func gapCode(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> UInt8 {
    if tagged.isEmpty { return UInt8(phigate_gap_line) }
    let length = to &- from
    if length <= 0 { return UInt8(phigate_gap_none) }
    let first = text[from]
    if length == 1 {
      if first == 0x20 { return UInt8(phigate_gap_blank) }
      if first < 0x80 { return UInt8(TagGaps.code(first, 0)) }
    } else if length == 2 {
      // A mark and one blank: the mark tells more, a full stop ends a sentence.
      let second = text[from &+ 1]
      if (first == 0x20) != (second == 0x20), first < 0x80, second < 0x80 {
        let code = TagGaps.code(first == 0x20 ? second : first, 0)
        return UInt8(code == phigate_gap_period ? phigate_gap_sentence : code)
      }
    }
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
  static let codes = HashIndex(
    words:
      """
      al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm \
      ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr
      """
      .split(separator: " ").map(String.init)
  )
}

extension phigate_tag_word {
  /// Whether it begins with a capital.
  var isNameShaped: Bool {
    shape == UInt8(phigate_shape_capital)
      || shape >= UInt8(phigate_shape_title) && shape <= UInt8(phigate_shape_mixed)
  }
  /// Whether it is a run of letters.
  var isLetters: Bool {
    shape >= UInt8(phigate_shape_small) && shape < UInt8(phigate_shape_rule)
  }
  /// Whether it is two capitals or more.
  var isUpper: Bool {
    shape >= UInt8(phigate_shape_upper) && shape < UInt8(phigate_shape_mixed)
  }
  /// Whether a place is more probable than a name.
  var isPlace: Bool { probability.2 > probability.1 }
  /// The probability of name or place, in 255ths.
  var likelihood: Int { Int(probability.1) &+ Int(probability.2) }
  /// What is known of the phrase that it is a part of.
  var phraseMarks: UInt8 {
    flags & UInt8(phigate_flag_phrase | phigate_flag_inside | phigate_flag_region)
  }
  /// Whether it is five digits.
  var isZIP: Bool { shape == UInt8(phigate_shape_digits) &+ 4 }
  /// Whether it does not go on with what stands before.
  var startsAnew: Bool {
    before == UInt8(phigate_gap_line) || before == UInt8(phigate_gap_wide)
      || before == UInt8(phigate_gap_colon)
  }
}

extension TagFinder {
  /// Words behind one that are looked at for a name that it belongs to.
  static let runWordsMax = 8

  /// Whether a word that may be a name stands behind one in the same run.
  func goesOnWithName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let isPlace = scratch.tagged[index].isPlace
    var next = index &+ 1
    while next < scratch.tagged.count, next &- index <= Self.runWordsMax,
      scratch.tagged[next].found != 0,
      scratch.tagged[next].isPlace == isPlace
    {
      if !NoNames.holds(next, scratch) { return true }
      next &+= 1
    }
    return false
  }
}
