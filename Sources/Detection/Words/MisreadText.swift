import Vocabulary

/// A stretch of text as it was before a machine misread it: `0` and `O`, `1`, `l` and `I`, `5` and `S`,
/// `8` and `B` for each other, `rn` for `m`, `vv` for `w`.
struct MisreadText {
  /// The stretch as it was meant.
  private(set) var bytes: [UInt8] = []
  /// For each byte of `bytes` its offset in the text, and one more entry for the end.
  private(set) var offsets: [Int] = []
  /// For each byte of `bytes` whether it was read as another one.
  private(set) var isChanged: [Bool] = []
  /// Whether any was.
  private(set) var hasChanges = false

  /// Letters of a word that is read again, at least, and of one that gets other letters.
  private static let (lettersMin, longMin) = (3, 5)

  /// Reads a range of a text again.
  init(_ text: Span<UInt8>, _ range: Range<Int>) {
    bytes.reserveCapacity(range.count)
    offsets.reserveCapacity(range.count + 1)
    isChanged.reserveCapacity(range.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      var end = offset
      while end < range.upperBound, text[end].isAlphanumeric || text[end] == 0x7C { end += 1 }
      if end > offset {
        append(text, offset..<end)
        offset = end
      } else {
        add(text[offset], offset, changed: false)
        offset += 1
      }
    }
    offsets.append(range.upperBound)
  }

  /// Adds one byte.
  private mutating func add(_ byte: UInt8, _ offset: Int, changed: Bool) {
    bytes.append(byte)
    offsets.append(offset)
    isChanged.append(changed)
    hasChanges = hasChanges || changed
  }

  /// What a run of letters and digits is made of.
  private struct Run {
    var (digits, likeDigits, letters, capitals, small) = (0, 0, 0, 0, 0)
    /// Digits that no letter looks like.
    var hardDigits = 0
    /// Small letters that are no `l`.
    var otherSmall = 0

    init(_ text: Span<UInt8>, _ range: Range<Int>) {
      for offset in range {
        let byte = text[offset]
        if byte.isDigit {
          digits += 1
          hardDigits += MisreadText.letter(byte, isCapital: true) == nil ? 1 : 0
          continue
        }
        likeDigits += MisreadText.digit(byte) == nil ? 0 : 1
        letters += byte.isLetter ? 1 : 0
        capitals += byte.isUppercase ? 1 : 0
        small += byte.isLowercase ? 1 : 0
        otherSmall += byte.isLowercase && byte != 0x6C ? 1 : 0
      }
    }
  }

  /// Appends a run of letters and digits as it was meant.
  private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    let run = Run(text, range)
    let count = range.count
    // Digits with nothing but letters that look like some.
    let isNumber = run.digits > 0 && run.likeDigits > 0 && run.digits + run.likeDigits == count
    let isWord =
      run.letters >= Self.lettersMin && run.digits > 0 && run.hardDigits == 0
      && run.letters >= 2 * run.digits
    let isCapitals = run.otherSmall == 0 && run.capitals >= 2
    if isNumber || isWord || isCapitals && run.small > 0 {
      for offset in range {
        let byte = text[offset]
        var meant: UInt8?
        if isNumber {
          meant = Self.digit(byte)
        } else if byte.isDigit {
          meant = Self.letter(byte, isCapital: isCapitals || offset == range.lowerBound)
        } else if isCapitals, byte == 0x6C {
          meant = 0x49
        }
        add(meant ?? byte, offset, changed: meant != nil)
      }
      return
    }
    appendWord(text, range, run)
  }

  /// Appends a word of letters, in which some may stand for others.
  private mutating func appendWord(_ text: Span<UInt8>, _ range: Range<Int>, _ run: Run) {
    guard run.letters == range.count, range.count >= Self.longMin else {
      for offset in range { add(text[offset], offset, changed: false) }
      return
    }
    let isKnown = !Lexicon.bands(Token.hash(text, range)).isUnknown
    let first = range.lowerBound
    // No word of English begins with `l` and another consonant.
    let isCapitalI =
      text[first] == 0x6C && run.capitals == 0 && !isKnown && !Self.isVowel(text[first + 1])
    let repaired = isKnown ? nil : Self.withoutPairs(text, range)
    guard let repaired, !Lexicon.bands(Token.hash(repaired.bytes)).isUnknown else {
      for offset in range {
        let isI = isCapitalI && offset == first
        add(isI ? 0x49 : text[offset], offset, changed: isI)
      }
      return
    }
    for (byte, offset) in zip(repaired.bytes, repaired.offsets) {
      let isI = isCapitalI && offset == first
      add(isI ? 0x49 : byte, offset, changed: isI || byte != text[offset])
    }
  }

  /// A word with `m` for `rn` and `w` for `vv`; nil where it has neither.
  private static func withoutPairs(
    _ text: Span<UInt8>,
    _ range: Range<Int>
  ) -> (bytes: [UInt8], offsets: [Int])? {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let next = offset + 1 < range.upperBound ? text[offset + 1] : 0
      offsets.append(offset)
      switch (text[offset], next) {
      case (0x72, 0x6E):
        bytes.append(0x6D)
        offset += 2
      case (0x76, 0x76):
        bytes.append(0x77)
        offset += 2
      default:
        bytes.append(text[offset])
        offset += 1
      }
    }
    return bytes.count < range.count ? (bytes, offsets) : nil
  }

  /// `a`, `e`, `i`, `o`, `u`, `y`.
  private static func isVowel(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    default: false
    }
  }

  /// The digit that a letter looks like.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x4F, 0x6F: 0x30
    case 0x6C, 0x49, 0x7C: 0x31
    case 0x53: 0x35
    case 0x42: 0x38
    default: nil
    }
  }

  /// The letter that a digit looks like.
  private static func letter(_ byte: UInt8, isCapital: Bool) -> UInt8? {
    switch byte {
    case 0x30: isCapital ? 0x4F : 0x6F
    case 0x31: isCapital ? 0x49 : 0x6C
    case 0x35: isCapital ? 0x53 : 0x73
    case 0x38: isCapital ? 0x42 : 0x62
    default: nil
    }
  }
}

extension ScanScratch {
  /// Whether the word at a token was misread by the look of it: `Val1ey`, `0hio`, `PATlENT`.
  func isMisreadWord(_ text: Span<UInt8>, _ index: Int) -> Bool {
    let token = tokens[index]
    let last = index &+ 2
    if token.shape == .mixed {
      // Capitals, and an `l` for the one that looks like it.
      var capitals = 0
      for offset in token.range {
        guard text[offset] != 0x6C else { continue }
        guard text[offset].isUppercase else { return false }
        capitals &+= 1
      }
      return capitals >= 3
    }
    let next = index &+ 1
    guard next < tokens.count, tokens[next].gap == .none else { return false }
    if token.isDigits {
      return token.length == 1 && token.hash == 0 && tokens[next].shape == .lower
        && tokens[next].length >= 3 && (last == tokens.count || tokens[last].gap != .none)
    }
    guard tokens[next].isDigits, tokens[next].length == 1, last < tokens.count,
      tokens[last].gap == .none, tokens[last].isWord,
      [0, 1, 5, 8].contains(tokens[next].hash),
      token.length &+ tokens[last].length >= 4
    else { return false }
    let behind = last &+ 1
    guard behind == tokens.count || tokens[behind].gap != .none else { return false }
    return tokens[last].shape == .lower
      ? token.shape != .upper || token.length == 1
      : tokens[last].shape == .upper && (token.shape == .upper || token.length == 1)
  }
}

extension Scanner {
  /// Bytes on each side of a misread word that are read again.
  private static let misreadReach = 240

  /// Reads the surroundings of misread words as they were meant, and takes over what is found of those
  /// words; what only looked like a name or a place goes.
  func readMisread(_ text: Span<UInt8>, field: FieldJudgement, _ scratch: inout ScanScratch) {
    var windows: [Range<Int>] = []
    for index in scratch.tokens.indices
    where scratch.isMisreadWord(text, index)
      || engine.isMisread(text, index, scratch)
    {
      let token = scratch.tokens[index]
      let start = max(0, Int(token.start) - Self.misreadReach)
      let end = min(text.count, token.end + Self.misreadReach)
      if let last = windows.last, start <= last.upperBound {
        windows[windows.count - 1] = last.lowerBound..<end
      } else {
        windows.append(start..<end)
      }
    }
    guard !windows.isEmpty else { return }
    var inner = ScanScratch()
    inner.isSecondReading = true
    for window in windows { readMisread(text, window, field: field, &inner, &scratch) }
    engine.settle(&scratch)
  }

  /// Reads one window again.
  private func readMisread(
    _ text: Span<UInt8>,
    _ window: Range<Int>,
    field: FieldJudgement,
    _ inner: inout ScanScratch,
    _ scratch: inout ScanScratch
  ) {
    var window = window
    while window.lowerBound > 0, text.isWordByte(window.lowerBound), !window.isEmpty {
      window = window.lowerBound + 1..<window.upperBound
    }
    let meant = MisreadText(text, window)
    guard meant.hasChanges else { return }
    inner.found.removeAll(keepingCapacity: true)
    inner.tokenize(meant.bytes.span)
    guard !inner.tokens.isEmpty else { return }
    find(meant.bytes.span, field: field, scratch: &inner)
    let taken = inner.found.filter { finding in
      finding.masked && finding.range.contains { meant.isChanged[$0] }
    }
    scratch.found.removeAll { finding in
      guard tagger.weak[Int(finding.rule)] || finding.rule == tagger.name,
        window.contains(finding.start), finding.end <= window.upperBound
      else { return false }
      let isOfMisread = meant.offsets.indices.dropLast()
        .contains { meant.isChanged[$0] && finding.range.contains(meant.offsets[$0]) }
      return isOfMisread
        && !inner.found.contains { known in
          known.masked && meant.offsets[known.start] < finding.end
            && finding.start < meant.offsets[known.end]
        }
    }
    for var finding in taken {
      finding.end = meant.offsets[finding.end]
      finding.start = meant.offsets[finding.start]
      scratch.found.append(finding)
    }
  }
}
