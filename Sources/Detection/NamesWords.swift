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
  /// Offset behind its `'s`; `end` without one.
  var possessiveEnd: Int32
  /// Whether a finding covers it.
  var isTaken = false

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
  static let blank = Separator(rawValue: 1)
  /// A comma.
  static let comma = Separator(rawValue: 2)
  /// A full stop.
  static let period = Separator(rawValue: 4)
  /// A colon or an equals sign.
  static let colon = Separator(rawValue: 8)
  /// The end of a line.
  static let line = Separator(rawValue: 16)
  /// A hyphen.
  static let hyphen = Separator(rawValue: 32)
  /// An apostrophe.
  static let apostrophe = Separator(rawValue: 64)
  /// `!`, `?`, `;`, a quotation mark, a bullet: a sentence may begin behind it.
  static let strong = Separator(rawValue: 128)
  /// Anything else.
  static let other = Separator(rawValue: 256)
  /// A bracket.
  static let bracket = Separator(rawValue: 512)
  /// More than one blank, or a tab: a column.
  static let wide = Separator(rawValue: 1_024)
  /// `&` between the words.
  static let ampersand = Separator(rawValue: 2_048)

  /// Blanks only.
  var isPlain: Bool { self == .blank }
  /// Whether a sentence may begin behind it.
  var endsSentence: Bool {
    !isDisjoint(with: [.line, .strong]) || isSuperset(of: [.period, .blank])
      || isSuperset(of: [.colon, .blank])
  }
}

/// The words of the text being scanned; part of `ScanScratch`.
struct WordScratch: Sendable {
  /// In the order of the text; tokens with `'s` merged into the word before.
  var words: [Word] = []
  /// Names established so far: hash and offset behind their last byte.
  var known: [(hash: UInt64, end: Int32)] = []
}

extension ScanScratch {
  /// Bytes of a gap that are looked at.
  private static let gapBytesMax = 16
  /// Words of a line without capitals, from its start, that are looked up.
  private static let caselessWordsMax = 128

  /// Fills `word.words` from the tokens and marks what other rules have found.
  mutating func annotate(_ text: Span<UInt8>, cues: CueTable) {
    word.words.removeAll(keepingCapacity: true)
    word.known.removeAll(keepingCapacity: true)
    var previousEnd = 0
    for token in tokens {
      append(token, text, previousEnd: &previousEnd, cues: cues)
    }
    markTaken()
    lookUpCaseless()
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

  /// Looks up the words of lines that have no capital at all.
  private mutating func lookUpCaseless() {
    var start = 0
    while start < word.words.count {
      var end = start
      var hasCapital = false
      repeat {
        if word.words[end].isCapital { hasCapital = true }
        end &+= 1
      } while end < word.words.count && !word.words[end].before.contains(.line)
      if !hasCapital && end &- start > 1 {
        for index in start..<min(end, start &+ Self.caselessWordsMax)
        where !word.words[index].isDigits && word.words[index].count > 2 {
          word.words[index].bands = Lexicon.bands(word.words[index].hash)
        }
      }
      start = end
    }
  }

  /// Appends a token's words: dashes and quotation marks of UTF-8 (E2 80 xx), which the tokenizer
  /// takes for letters, separate them.
  private mutating func append(
    _ token: Token,
    _ text: Span<UInt8>,
    previousEnd: inout Int,
    cues: CueTable
  ) {
    var start = Int(token.start)
    var hasMark = false
    var index = start
    if !token.isDigits && token.length > 2 && token.shape != .upper {
      while index &+ 2 < token.end {
        if text[index] == 0xE2 && text[index &+ 1] == 0x80 {
          hasMark = true
          if index > start {
            push(
              token,
              start,
              index,
              Token.hash(bytes(text, start, index)),
              text,
              &previousEnd,
              cues
            )
          }
          start = index &+ 3
          index = start
        } else {
          index &+= 1
        }
      }
    }
    guard start < token.end else { return }
    let hash = hasMark ? Token.hash(bytes(text, start, token.end)) : token.hash
    push(token, start, token.end, hash, text, &previousEnd, cues)
  }

  /// The bytes of a range, for words that were cut.
  private func bytes(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
    (start..<end).map { text[$0] }
  }

  /// Appends one word, or merges it into the one before.
  private mutating func push(
    _ token: Token,
    _ start: Int,
    _ end: Int,
    _ hash: UInt64,
    _ text: Span<UInt8>,
    _ previousEnd: inout Int,
    _ cues: CueTable
  ) {
    let separator = separator(text, previousEnd, start)
    let isFirst = word.words.isEmpty
    previousEnd = end
    let first = text[start]
    let isCapital =
      first.isUppercase
      || (first == 0xC3 && start &+ 1 < end && text[start &+ 1] < 0x9F)
      || ((first == 0xC4 || first == 0xC5) && start &+ 1 < end && text[start &+ 1] & 1 == 0)
    if separator == .apostrophe, !isFirst {
      let last = word.words.count &- 1
      if end &- start == 1 && first | 0x20 == 0x73 {
        word.words[last].isPossessive = true
        word.words[last].possessiveEnd = Int32(truncatingIfNeeded: end)
        return
      }
      if isCapital && word.words[last].isInitial {
        word.words[last].hash = hash
        word.words[last].end = Int32(truncatingIfNeeded: end)
        word.words[last].possessiveEnd = word.words[last].end
        word.words[last].shape = token.shape
        word.words[last].bands = Lexicon.bands(hash)
        word.words[last].cue = []
        return
      }
    }
    var entry = Word(
      hash: hash,
      start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: end),
      before: isFirst ? [.line] : separator,
      shape: token.shape,
      isCapital: isCapital,
      possessiveEnd: Int32(truncatingIfNeeded: end)
    )
    if token.isWord {
      entry.cue = cues.cue(hash)
      if isCapital && end &- start > 1 {
        entry.bands = Lexicon.bands(hash)
      } else if let last = word.words.last,
        !last.cue.isDisjoint(with: [.title, .label, .kin, .introduces, .greeting, .role])
          || (last.bands.first > 0 && !last.isCapital)
      {
        entry.bands = Lexicon.bands(hash)
      }
    }
    word.words.append(entry)
  }

  /// What stands between two offsets.
  private func separator(_ text: Span<UInt8>, _ from: Int, _ to: Int) -> Separator {
    var out: Separator = []
    var blanks = 0
    for index in from..<min(to, from &+ Self.gapBytesMax) {
      switch text[index] {
      case 0x20:
        out.insert(.blank)
        blanks &+= 1
      case 0x09: out.formUnion([.blank, .wide])
      case 0x0A, 0x0D: out.insert(.line)
      case 0x2C: out.insert(.comma)
      case 0x2E: out.insert(.period)
      case 0x3A, 0x3D: out.insert(.colon)
      case 0x2D: out.insert(.hyphen)
      case 0x27: out.insert(.apostrophe)
      case 0x28, 0x29, 0x5B, 0x5D: out.insert(.bracket)
      case 0x21, 0x3F, 0x3B, 0x22, 0x2A, 0x7C, 0x5E: out.insert(.strong)
      case 0x26: out.insert(.ampersand)
      case 0xE2: out.insert(index &+ 2 < to && text[index &+ 2] == 0x99 ? .apostrophe : .strong)
      case 0x80, 0x99, 0x98, 0x93, 0x94, 0x9C, 0x9D: break
      default: out.insert(.other)
      }
    }
    if blanks > 1 { out.insert(.wide) }
    if to &- from > Self.gapBytesMax { out.insert(.line) }
    return out
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
        isCapital: false,
        possessiveEnd: 0
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
