import Vocabulary

/// A stretch of text as it was before a machine misread it: `0` and `O`, `1`, `l` and `I`, `5` and `S`,
/// `8` and `B` for each other, `rn` for `m` and `m` for `rn`, `vv` for `w`, words that a blank breaks and days
/// that none sets off.
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
  private static let lettersMin = 3
  private static let longMin = 5

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
        if let next = appendBroken(text, offset..<end, range.upperBound) {
          offset = next
          continue
        }
        appendCut(text, offset..<end)
        offset = end
      } else {
        add(text[offset], offset, changed: false)
        offset += 1
      }
    }
    offsets.append(range.upperBound)
  }

  /// Appends a run with a blank where a day begins or ends in it.
  private mutating func appendCut(_ text: Span<UInt8>, _ range: Range<Int>) {
    var (start, edges) = (range.lowerBound, [Int]())
    for cut in Self.dayCuts(text, range) {
      append(text, start..<cut)
      edges += [bytes.count - 1, bytes.count + 1]
      add(0x20, cut, changed: true)
      start = cut
    }
    append(text, start..<range.upperBound)
    for edge in edges { isChanged[edge] = true }
  }

  /// Adds one byte.
  private mutating func add(_ byte: UInt8, _ offset: Int, changed: Bool) {
    bytes.append(byte)
    offsets.append(offset)
    isChanged.append(changed)
    hasChanges = hasChanges || changed
  }

  /// Letters of a word that a blank breaks, at least and at most.
  private static let brokenMin = 4
  private static let brokenMax = 20

  /// Appends a word that blanks have broken in two or three, as in `Dak ota`, where parts of it are no words
  /// and the whole is one.
  /// - Returns: where the text goes on; nil where no word is broken.
  private mutating func appendBroken(
    _ text: Span<UInt8>,
    _ first: Range<Int>,
    _ limit: Int
  ) -> Int? {
    guard let second = Self.nextPart(text, first, limit) else { return nil }
    if let third = Self.nextPart(text, second, limit), Self.areParts(text, first, second, third),
      appendJoined(text, [first, second, third])
    {
      return third.upperBound
    }
    guard Self.mayBeBroken(text, first, second), appendJoined(text, [first, second]) else {
      return nil
    }
    return second.upperBound
  }

  /// Appends the word that parts make together.
  /// - Returns: whether the lexicon has it.
  private mutating func appendJoined(_ text: Span<UInt8>, _ parts: [Range<Int>]) -> Bool {
    var offsets = parts.flatMap { Array($0) }
    guard (Self.brokenMin...Self.brokenMax).contains(offsets.count) else { return false }
    var bytes = offsets.map { text[$0] }
    if !Self.isKnown(bytes), let repaired = Self.repaired(bytes, offsets) {
      (bytes, offsets) = repaired
    }
    guard Self.isKnown(bytes) else { return false }
    let edges =
      parts.dropFirst().map { $0.lowerBound } + parts.dropLast().map { $0.upperBound - 1 }
    for (byte, offset) in zip(bytes, offsets) {
      add(byte, offset, changed: byte != text[offset] || edges.contains(offset))
    }
    return true
  }

  /// The letters behind one blank; nil where something else stands there.
  private static func nextPart(
    _ text: Span<UInt8>,
    _ part: Range<Int>,
    _ limit: Int
  ) -> Range<Int>? {
    let start = part.upperBound + 1
    guard text.at(part.upperBound) == 0x20, start < limit, text[start].isLetter else { return nil }
    var end = start
    while end < limit, text[end].isLetter { end += 1 }
    return text.isWordByte(end) ? nil : start..<end
  }

  /// Whether three runs may be parts of one word: two of them at least are no words.
  private static func areParts(
    _ text: Span<UInt8>,
    _ first: Range<Int>,
    _ second: Range<Int>,
    _ third: Range<Int>
  ) -> Bool {
    guard
      first.allSatisfy({
        text[$0].isLetter && ($0 == first.lowerBound || text[$0].isLowercase)
      }),
      second.allSatisfy({ text[$0].isLowercase }), third.allSatisfy({ text[$0].isLowercase })
    else { return false }
    return [first, second, third].count(where: { !isWord(text, $0) }) > 1
  }

  /// Whether a run is a word as it stands: no single letter, and one of dictionaries.
  private static func isWord(_ text: Span<UInt8>, _ part: Range<Int>) -> Bool {
    let bands = Lexicon.bands(Token.hash(text, part))
    return part.count > 1 && (bands.english > 0 || bands.clinical > 0 || bands.isTongue)
  }

  /// Whether the beginning of a surname and the rest of it stand apart: `Mc Allister`.
  private static func isMac(
    _ text: Span<UInt8>,
    _ first: Range<Int>,
    _ second: Range<Int>
  ) -> Bool {
    first.count == 2 && text[first.lowerBound] == 0x4D && text[first.lowerBound + 1] == 0x63
      && second.count > 2 && text[second.lowerBound].isUppercase
      && second.dropFirst().allSatisfy { text[$0].isLowercase }
  }

  /// Whether two runs may be parts of one word by their letters: one of them is in no list.
  private static func mayBeBroken(
    _ text: Span<UInt8>,
    _ first: Range<Int>,
    _ second: Range<Int>
  ) -> Bool {
    if isMac(text, first, second) { return true }
    let isUpper = text[second.lowerBound].isUppercase
    for offset in first
    where !text[offset].isLetter
      || offset > first.lowerBound && text[offset].isUppercase != isUpper
    {
      return false
    }
    for offset in second where !text[offset].isLetter || text[offset].isUppercase != isUpper {
      return false
    }
    // `B ARBARA`
    if first.count == 1, !text[first.lowerBound].isUppercase { return false }
    if second.count == 1,
      isUpper || isVowel(text[second.lowerBound]) && text[second.lowerBound] != 0x65
    {
      return false
    }
    // A name in small letters is none behind a capital: `Theo dore`.
    let isName = isUpper && !Lexicon.bands(Token.hash(text, second)).isUnknown
    let isSecondWord = second.count > 1 && (isWord(text, second) || isName)
    if first.count == 1 { return !isSecondWord }
    return !isSecondWord || Lexicon.bands(Token.hash(text, first)).isUnknown
  }

  /// Whether the lexicon has a word that is seldom met by chance.
  private static func isKnown(_ bytes: [UInt8]) -> Bool {
    let bands = Lexicon.bands(Token.hash(bytes))
    return (1...2).contains(bands.english) || bands.clinical > 0 || bands.isCapital
      || bands.first > 1 || bands.last > 1 || bands.place > 1
  }

  /// Where days that touch a word end and begin: `Admitted02/11/24Discharged02/15/24`.
  private static func dayCuts(_ text: Span<UInt8>, _ run: Range<Int>) -> [Int] {
    var cuts: [Int] = []
    var end = run.lowerBound
    while end < run.upperBound, text[end].isDigit { end += 1 }
    if end > run.lowerBound, end < run.upperBound, text[end].isUppercase,
      (max(0, end - dayBytes.upperBound)...max(0, end - dayBytes.lowerBound))
        .contains(where: { isDay(text, $0, end: end) })
    {
      cuts.append(end)
    }
    var start = run.upperBound
    while start > run.lowerBound, text[start - 1].isDigit { start -= 1 }
    if start - max(end, run.lowerBound) >= gluedMin, start < run.upperBound, isDay(text, start) {
      cuts.append(start)
    }
    return cuts
  }

  /// Bytes of a day in three numbers.
  private static let dayBytes = 6...10

  /// Letters that touch a day, at least: fewer are part of a code.
  private static let gluedMin = 4

  /// Whether a day in three numbers with strokes begins at an offset, and ends at one.
  static func isDay(_ text: Span<UInt8>, _ start: Int, end: Int? = nil) -> Bool {
    var (offset, values) = (start, [Int]())
    while values.count < 3 {
      var (digits, value) = (0, 0)
      while text.at(offset).isDigit, digits < 5 {
        value = value * 10 + Int(text[offset] - 0x30)
        (digits, offset) = (digits + 1, offset + 1)
      }
      guard values.count < 2 ? (1...2).contains(digits) : digits == 2 || digits == 4 else {
        return false
      }
      values.append(value)
      guard values.count == 3 || text.at(offset) == 0x2F else { return false }
      offset += values.count == 3 ? 0 : 1
    }
    return (1...12).contains(values[0]) && (1...31).contains(values[1])
      && end.map { $0 == offset } ?? true
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
    let repaired = isKnown ? nil : Self.repaired(range.map { text[$0] }, Array(range))
    guard let repaired else {
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

  /// A word that the lexicon has with `m` for `rn` and `w` for `vv`, or with `rn` for one `m`; nil for none.
  private static func repaired(
    _ word: [UInt8],
    _ places: [Int]
  ) -> (bytes: [UInt8], offsets: [Int])? {
    let paired = withoutPairs(word, places)
    if paired.bytes.count < word.count, !Lexicon.bands(Token.hash(paired.bytes)).isUnknown {
      return paired
    }
    for index in word.indices.dropFirst() where word[index] == 0x6D {
      var (bytes, offsets) = (word, places)
      bytes.replaceSubrange(index...index, with: [0x72, 0x6E])
      offsets.insert(places[index], at: index)
      if isKnown(bytes) { return (bytes, offsets) }
    }
    return nil
  }

  /// A word with `m` for `rn` and `w` for `vv`.
  private static func withoutPairs(
    _ word: [UInt8],
    _ places: [Int]
  ) -> (bytes: [UInt8], offsets: [Int]) {
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    var index = 0
    while index < word.count {
      let next = index + 1 < word.count ? word[index + 1] : 0
      offsets.append(places[index])
      switch (word[index], next) {
      case (0x72, 0x6E):
        bytes.append(0x6D)
        index += 2
      case (0x76, 0x76):
        bytes.append(0x77)
        index += 2
      default:
        bytes.append(word[index])
        index += 1
      }
    }
    return (bytes, offsets)
  }

  /// `a`, `e`, `i`, `o`, `u`, `y`.
  static func isVowel(_ byte: UInt8) -> Bool {
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
    if token.isDigits, token.gap == .none, text.at(token.end) == 0x2F {
      return isGluedDay(text, index)
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

extension ScanScratch {
  /// Whether a day in numbers begins right behind a word: `Discharged02/15/24`.
  func isGluedDay(_ text: Span<UInt8>, _ index: Int) -> Bool {
    let wordBytes: UInt16 = 4
    return index > 0 && tokens[index].length <= 2 && tokens[index &- 1].isWord
      && tokens[index &- 1].length >= wordBytes && tokens[index &- 1].shape != .upper
      && MisreadText.isDay(text, Int(tokens[index].start))
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
