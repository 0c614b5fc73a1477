import CScan
import Vocabulary

/// A token with what names and places need to know of it.
struct Word: Sendable {
  /// `Token.hash`; of `O'Brien` that of `Brien`; of digits their value.
  var hash: UInt64
  /// Offset of the first byte.
  var start: Int32
  /// Offset behind the last byte.
  var end: Int32
  /// What the lexicon says; looked up for words that can be names only.
  var bands = LexiconBands(rawValue: 0)
  /// What the word says of its neighbours.
  var cue: Cue = []
  /// What stands between this word and the one before it.
  var before: Separator
  /// The case.
  var shape: TokenShape
  /// Whether it begins with a capital.
  var isCapital: Bool
  /// Whether `'s` stands behind it.
  var isPossessive = false
  /// Whether a finding covers it.
  var isTaken = false

  /// Offset behind its `'s`; `end` without one.
  var possessiveEnd: Int32 { isPossessive ? end &+ 2 : end }
  /// Bytes of the word.
  var count: Int { Int(end &- start) }
  /// Whether it is a run of digits.
  var isDigits: Bool { shape == .digits }
  /// Whether it is a capital by itself.
  var isInitial: Bool { isCapital && count == 1 }
  /// Whether two capitals or more and nothing else.
  var isUpper: Bool { shape == .upper }
  /// Whether it is a clinical or other abbreviation in capitals.
  var isAbbreviation: Bool { isUpper && cue.contains(.abbreviation) }
  /// Whether the lexicon knows it as a first name or surname.
  var isNameWord: Bool { bands.first > 0 || bands.last > 0 }
  /// Whether it is an ordinary, clinical, brand or other word that seldom is a name.
  var isPlain: Bool {
    (bands.english > 0 && bands.english < (bands.first >= 4 ? 2 : 3)) || bands.clinical > 0
      || bands.isBrand
      || bands.isNation
  }
  /// Whether a name may hold it at all.
  var canBeName: Bool {
    isCapital && !isTaken && !isDigits && cue.isDisjoint(with: .neverName) && !bands.isBrand
      && !bands.isNation && !bands.isCountry && !isAbbreviation
  }
}

/// What stands between two words.
struct Separator: OptionSet, Sendable, Hashable {
  /// The bits.
  let rawValue: UInt16

  /// Blanks and tabs.
  static var blank: Separator { Separator(rawValue: 1) }
  /// A comma.
  static var comma: Separator { Separator(rawValue: 2) }
  /// A full stop.
  static var period: Separator { Separator(rawValue: 4) }
  /// A colon or an equals sign.
  static var colon: Separator { Separator(rawValue: 8) }
  /// The end of a line.
  static var line: Separator { Separator(rawValue: 16) }
  /// A hyphen.
  static var hyphen: Separator { Separator(rawValue: 32) }
  /// An apostrophe.
  static var apostrophe: Separator { Separator(rawValue: 64) }
  /// `!`, `?`, `;`, a quotation mark, a bullet: a sentence may begin behind it.
  static var strong: Separator { Separator(rawValue: 128) }
  /// Anything else.
  static var other: Separator { Separator(rawValue: 256) }
  /// A bracket.
  static var bracket: Separator { Separator(rawValue: 512) }
  /// More than one blank, or a tab: a column.
  static var wide: Separator { Separator(rawValue: 1_024) }
  /// `&` between the words.
  static var ampersand: Separator { Separator(rawValue: 2_048) }
  /// `\u{23}`, the sign of a number; `other` as well.
  static var numberSign: Separator { Separator(rawValue: 4_096) }

  /// Blanks only.
  var isPlain: Bool { self == .blank }
  /// Whether a sentence may begin behind it.
  var endsSentence: Bool {
    rawValue & (16 | 128) != 0 || rawValue & 5 == 5 || rawValue & 9 == 9
  }
}

/// The words of the text being scanned; part of `ScanScratch`.
struct WordScratch: Sendable {
  /// In the order of the text; tokens with `'s` merged into the word before.
  var words: [Word] = []
  /// Names established so far: hash and offset behind their last byte.
  var known: [(hash: UInt64, end: Int32)] = []
  /// Indices of the words at which a name or place may begin, in order.
  var active: [Int32] = []
  /// The first word of the line being annotated.
  var lineStart = 0
  /// The number of `active` when the line began.
  var lineActive = 0
  /// Whether the line has a word with a capital.
  var lineHasCapital = false

  /// Forgets everything and makes room for words.
  mutating func reset(capacity: Int) {
    words.removeAll(keepingCapacity: true)
    words.reserveCapacity(capacity)
    known.removeAll(keepingCapacity: true)
    active.removeAll(keepingCapacity: true)
    lineStart = 0
    lineActive = 0
    lineHasCapital = false
  }
}

extension ScanScratch {
  /// Bytes of a gap that are looked at.
  private static let gapBytesMax = 16
  /// Bytes of a gap of blanks, at most.
  private static let blankBytesMax = 128
  /// Words of a line without capitals, from its start, that are looked up.
  private static let caselessWordsMax = 128

  /// Fills `word.words` from the tokens, marks what other rules have found, and lists the words at
  /// which a name or place may begin.
  mutating func annotate(_ text: Span<UInt8>) {
    word.reset(capacity: tokens.count)
    lookUpWords()
    var previousEnd = 0
    var opens = false
    var introduces = false
    let copula = Self.is
    var rest = 0
    while rest < tokens.count {
      if rest > 0, !opens, tokens[rest].shape == .lower, tokens[rest].gap == .blank {
        let first = rest
        rest = annotatePlain(from: first, text, &previousEnd)
        if rest > first {
          if introduces, tokens[first].hash == copula {
            let behind = word.words.count &- (rest &- first)
            word.active.append(Int32(truncatingIfNeeded: behind &- 1))
          }
          introduces = false
          if rest == tokens.count { break }
        }
      }
      let index = rest
      rest &+= 1
      let token = tokens[index]
      let start = Int(token.start)
      let separator = separator(text, previousEnd, start, token.gap)
      previousEnd = token.end
      let isCapital = isCapital(text, token)
      if separator == .apostrophe, !word.words.isEmpty,
        merge(token, isCapital: isCapital, text)
      {
        opens = opensName(word.words[word.words.count &- 1])
        introduces = false
        continue
      }
      var entry = Word(
        hash: token.hash,
        start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: token.end),
        before: word.words.isEmpty ? .line : separator,
        shape: token.shape,
        isCapital: isCapital
      )
      if token.isWord {
        // A mask is nobody's name, whatever stands before it.
        entry.isTaken =
          Placeholders.holds(text, token)
          || token.shape == .mixed && isOfProgram(text, token)
        entry.cue = facts[index].cue
        if isCapital ? token.length > 1 || opens : opens { entry.bands = facts[index].bands }
      }
      if word.words.isEmpty || separator.contains(.line) { endLine() }
      let place = Int32(truncatingIfNeeded: word.words.count)
      if introduces, isCapital || token.hash == Self.is { word.active.append(place &- 1) }
      opens = opensName(entry)
      introduces = false
      if isCapital || token.isDigits || entry.cue.meets(Cue.acts)
        || opens && entry.bands.first > 0
      {
        word.active.append(place)
        if isCapital { word.lineHasCapital = true }
      } else {
        introduces = entry.cue.contains(.introduces)
      }
      word.words.append(entry)
    }
    endLine()
    markTaken()
  }

  /// Letters of a part of a program's name, at least.
  private static let partBytes = 3

  /// Whether a word is the name of something in a program: English words with capitals, three or more, or
  /// two before a bracket: `FallRiskLevel`, `WebClient(`; `WhiteHorse` and `DeLaCruz` may be people.
  private func isOfProgram(_ text: Span<UInt8>, _ token: Token) -> Bool {
    var (start, parts) = (Int(token.start), 0)
    for offset in token.range.dropFirst() {
      let isEnd = offset + 1 == token.end
      guard isEnd || text[offset].isUppercase && text[offset - 1].isLowercase else { continue }
      let end = isEnd ? offset + 1 : offset
      guard end - start >= Self.partBytes,
        Lexicon.bands(Token.hash(text, start..<end)).english > 0
      else { return false }
      parts += 1
      start = end
    }
    return parts > 2 || parts == 2 && text.at(token.end) == 0x28
  }

  private static var `is`: UInt64 { Token.word("is") }
  /// What keeps a word from being passed over.
  private static let telling: Cue = [.acts, .opensName, .introduces]

  /// Annotates the words from a token on as long as they are most words: small letters behind a
  /// blank, of which nothing is known that counts.
  ///
  /// - Returns: the index behind the last one, or `first`.
  private mutating func annotatePlain(
    from first: Int,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int
  ) -> Int {
    let end = plainEnd(
      from: first,
      text,
      previousEnd: previousEnd,
      limit: .max,
      telling: Self.telling
    )
    guard end > first else { return first }
    let buffer = unsafe wordBuffer.words
    var done = first
    while done < end {
      let count = min(end &- done, WordBuffer.wordsMax)
      unsafe fillPlain(buffer, from: done, count: count)
      unsafe word.words.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
      done &+= count
    }
    previousEnd = tokens[end &- 1].end
    return end
  }

  /// Writes words in small letters that stand behind one blank each.
  @unsafe private func fillPlain(
    _ words: UnsafeMutableBufferPointer<Word>,
    from first: Int,
    count: Int
  ) {
    precondition(count <= words.count && first &+ count <= tokens.count)
    unsafe tokens.withUnsafeBufferPointer { tokens in
      unsafe facts.withUnsafeBufferPointer { facts in
        for offset in 0..<count {
          let token = unsafe tokens[first &+ offset]
          unsafe words.initializeElement(
            at: offset,
            to: Word(
              hash: token.hash,
              start: Int32(truncatingIfNeeded: token.start),
              end: Int32(truncatingIfNeeded: token.start &+ UInt32(token.length)),
              cue: facts[first &+ offset].cue,
              before: .blank,
              shape: .lower,
              isCapital: false
            )
          )
        }
      }
    }
  }

  /// Looks up the words of a line that has no capital at all, and begins the next.
  private mutating func endLine() {
    let start = word.lineStart
    let end = word.words.count
    let hasCapital = word.lineHasCapital
    word.lineStart = end
    word.lineHasCapital = false
    if !hasCapital && end &- start > 1 {
      word.active.removeLast(word.active.count &- word.lineActive)
      for index in start..<end {
        var entry = word.words[index]
        if index < start &+ Self.caselessWordsMax, !entry.isDigits, entry.count > 2 {
          entry.bands = wordMemory.facts(entry.hash).bands
          word.words[index].bands = entry.bands
        }
        let introduces =
          entry.cue.contains(.introduces) && index &+ 1 < end
          && word.words[index &+ 1].hash == Self.is
        if entry.isDigits || entry.cue.meets(Cue.acts) || entry.bands.first > 0 || introduces {
          word.active.append(Int32(truncatingIfNeeded: index))
        }
      }
    }
    word.lineActive = word.active.count
  }

  /// Whether the word behind this one is looked up whatever its case.
  @inline(__always)
  private func opensName(_ word: Word) -> Bool {
    word.cue.meets(Cue.opensName) || (word.bands.first > 0 && !word.isCapital)
  }

  /// Whether a token begins with a capital, Latin-1 and Latin Extended-A included.
  @inline(__always)
  private func isCapital(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let first = text[Int(token.start)]
    if first < 0x80 { return first.isUppercase }
    guard token.length > 1 else { return false }
    let second = text[Int(token.start) &+ 1]
    return first <= 0xC5 && phigate_is_capital(first, second) != 0
  }

  /// Merges what stands behind an apostrophe into the word before: `'s`, and the `Brien` of
  /// `O'Brien`.
  /// - Returns: whether it did.
  private mutating func merge(_ token: Token, isCapital: Bool, _ text: Span<UInt8>) -> Bool {
    let last = word.words.count &- 1
    let end = Int32(truncatingIfNeeded: token.end)
    if token.length == 1 && text[Int(token.start)] | 0x20 == 0x73 {
      word.words[last].isPossessive = true
      return true
    }
    guard isCapital && word.words[last].isInitial || isGlottal(token, word.words[last], text) else {
      return false
    }
    word.words[last].hash = token.hash
    word.words[last].end = end
    word.words[last].shape = token.shape
    word.words[last].bands = Lexicon.bands(token.hash)
    word.words[last].cue = Cue()
    return true
  }

  /// Whether small letters go on with a name behind its glottal stop: `Fa'asavalu`, `Ka'ahumanu`; an elision of French or
  /// Italian ends with a consonant.
  private func isGlottal(_ token: Token, _ before: Word, _ text: Span<UInt8>) -> Bool {
    let lettersMin: UInt16 = 3
    guard token.shape == .lower, token.length >= lettersMin, before.isCapital,
      (2...5).contains(before.count), before.shape == .capitalized,
      Int(token.start) <= Int(before.end) + 3
    else { return false }
    // `Qu'elle`
    return MisreadText.isVowel(text[Int(before.end) - 1])
      && text[Int(before.end) - 2] | 0x20 != 0x71
  }

  /// Marks the words that findings cover.
  private mutating func markTaken() {
    var index = 0
    for finding in found {
      while index < word.words.count && Int(word.words[index].end) <= finding.start { index &+= 1 }
      var inside = index
      while inside < word.words.count && Int(word.words[inside].start) < finding.end {
        word.words[inside].isTaken = true
        inside &+= 1
      }
    }
  }

  /// What stands between two offsets.
  @inline(__always)
  private func separator(
    _ text: Span<UInt8>,
    _ from: Int,
    _ to: Int,
    _ gap: TokenGap
  ) -> Separator {
    if to &- from == 1, text[from] == 0x20 { return .blank }
    return gap == .none && to == from ? Separator() : separator(text, from, to)
  }

  /// What stands between two offsets, byte by byte.
  private func separator(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> Separator {
    var out = Separator()
    var blanks = 0
    for index in from..<min(to, from &+ Self.gapBytesMax) {
      switch text[index] {
      case 0x20:
        out.insert(.blank)
        blanks &+= 1
      case 0x09: out = Separator(rawValue: out.rawValue | 1_025)
      case 0x0A, 0x0D: out.insert(.line)
      case 0x2C, 0x5E: out.insert(.comma)
      case 0x2E: out.insert(.period)
      case 0x3A, 0x3D: out.insert(.colon)
      case 0x2D: out.insert(.hyphen)
      case 0x27: out.insert(.apostrophe)
      case 0x28, 0x29, 0x5B, 0x5D: out.insert(.bracket)
      case 0x21, 0x3F, 0x3B, 0x22, 0x2A, 0x7C: out.insert(.strong)
      case 0x26: out.insert(.ampersand)
      case 0x23: out.formUnion([.other, .numberSign])
      case 0xE2: out.insert(index &+ 2 < to && text[index &+ 2] == 0x99 ? .apostrophe : .strong)
      case 0x80, 0x99, 0x98, 0x93, 0x94, 0x9C, 0x9D: break
      default: out.insert(.other)
      }
    }
    if blanks > 1 { out.insert(.wide) }
    if to &- from > Self.gapBytesMax, !isBlank(text, from &+ Self.gapBytesMax, to) {
      out.insert(.line)
    }
    return out
  }

  /// Whether blanks alone stand between two offsets, as between the columns of a form.
  private func isBlank(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
    to &- from <= Self.blankBytesMax
      && (from..<to).allSatisfy { text[$0] == 0x20 || text[$0] == 0x09 }
  }

  /// The word at an index; a word of nothing outside.
  @inline(__always)
  func wordAt(_ index: Int) -> Word {
    index >= 0 && index < word.words.count
      ? word.words[index]
      : Word(
        hash: 0,
        start: 0,
        end: 0,
        before: [.line],
        shape: .digits,
        isCapital: false
      )
  }

  /// Appends a finding over words `first..<last` and marks them.
  mutating func add(
    _ first: Int,
    _ last: Int,
    _ kind: IdentifierKind,
    _ part: LocationPart,
    rule: UInt16,
    _ confidence: Confidence,
    _ evidence: Evidence
  ) {
    guard first < last, last <= word.words.count else { return }
    found.append(
      Finding(
        start: Int(word.words[first].start),
        end: Int(
          part == .facility
            ? word.words[last &- 1].possessiveEnd : word.words[last &- 1].end
        ),
        kind: kind,
        part: part,
        confidence: confidence,
        evidence: evidence,
        rule: rule
      )
    )
    for index in first..<last { word.words[index].isTaken = true }
  }
}
