import Vocabulary

extension Surrogates {
  /// A piece of a text: a word, a run of digits, or what stands between.
  private enum Piece {
    case word(ArraySlice<UInt8>)
    case digits(ArraySlice<UInt8>)
    case other(UInt8)
  }

  /// Letters and digits of the longest text whose words are replaced.
  private static let bytesMax = 1_024

  /// A name or address with other words in the place of its own.
  ///
  /// Each word is replaced by itself, so that a person's surname has one surrogate in every form:
  /// `Smith, John`, `JOHN SMITH`, `Mr. Smith`. Titles, particles and words of streets stay.
  /// `neutral`: words that stay, in lower case. Returns nil where nothing was replaced.
  func words(_ value: [UInt8], _ kind: IdentifierKind, _ neutral: Set<[UInt8]>) -> [UInt8]? {
    guard value.count <= Self.bytesMax else { return nil }
    var out: [UInt8] = []
    var isReplaced = false
    for piece in Self.pieces(of: value) {
      switch piece {
      case .other(let byte): out.append(.separator(byte))
      case .digits(let digits):
        out += streamed(Array(digits), kind)
        isReplaced = true
      case .word(let word):
        let plain = Self.plain(word)
        if neutral.contains(plain) {
          out += plain.count == word.count ? Array(word) : plain
          continue
        }
        out += cased(surrogate(of: plain, kind), as: word)
        isReplaced = true
      }
    }
    return isReplaced ? out : nil
  }

  /// Whether a text is made of surrogates' words, and of what may stand between them.
  func areWords(_ value: [UInt8], isCut: Bool) -> Bool {
    var hasSurrogate = false
    for piece in Self.pieces(of: Masker.withoutTags(value)) {
      switch piece {
      case .other(let byte): if byte >= 0x80 { return false }
      case .digits: hasSurrogate = true
      case .word(let word):
        let plain = Self.plain(word)
        let isKnown =
          isCut ? SurrogateWords.isCutSurrogate(plain) : SurrogateWords.isSurrogate(plain)
        if isKnown || plain.count == 1 {
          hasSurrogate = true
        } else if !SurrogateWords.neutralInNames.contains(plain)
          && !SurrogateWords.neutralInPlaces.contains(plain)
        {
          return false
        }
      }
    }
    return hasSurrogate
  }

  /// The surrogate of a word in lower case.
  private func surrogate(of plain: [UInt8], _ kind: IdentifierKind) -> [UInt8] {
    var stream = KeyedStream(key(kind), plain)
    if plain.count == 1 {
      var letter = plain
      while letter == plain { letter = [UInt8(ascii: "a") + UInt8(stream.below(26))] }
      return letter
    }
    let isGiven = kind == .name && SurrogateWords.commonGiven.contains(plain)
    while true {
      let made =
        isGiven
        ? SurrogateWords.given[stream.below(SurrogateWords.given.count)]
        : SurrogateWords.surname(stream.below(SurrogateWords.surnameCount))
      if made != plain { return made }
    }
  }

  /// A word in the case of another.
  private func cased(_ word: [UInt8], as other: ArraySlice<UInt8>) -> [UInt8] {
    let letters = other.filter(\.isLetter)
    if letters.count > 1, letters.allSatisfy(\.isUppercase) { return word.map(Self.capital) }
    if let first = letters.first, first.isLowercase { return word }
    return word.prefix(1).map(Self.capital) + word.dropFirst()
  }

  private static func capital(_ byte: UInt8) -> UInt8 { byte.isLowercase ? byte - 0x20 : byte }

  /// A word in lower case without apostrophes; of what is not ASCII as the standard library has it.
  private static func plain(_ word: ArraySlice<UInt8>) -> [UInt8] {
    if word.allSatisfy({ $0 < 0x80 }) { return word.filter(\.isLetter).map(\.lowercased) }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    return Array(text.utf8.filter { $0 != UInt8(ascii: "'") })
  }

  /// The words of a text: letters, those beyond ASCII, and apostrophes between them.
  private static func pieces(of raw: [UInt8]) -> [Piece] {
    let value = asciiPunctuation(raw)
    var pieces: [Piece] = []
    var index = 0
    while index < value.count {
      let start = index
      if value[index].isDigit {
        while index < value.count, value[index].isDigit { index += 1 }
        pieces.append(.digits(value[start..<index]))
      } else if isLetter(value, index) {
        while index < value.count, isLetter(value, index) || isApostrophe(value, index) {
          index += 1
        }
        pieces += wordPieces(value[start..<index])
      } else {
        pieces.append(.other(value[index]))
        index += 1
      }
    }
    return pieces
  }

  /// A text with the apostrophes, dashes and spaces of typography as those of ASCII.
  private static func asciiPunctuation(_ value: [UInt8]) -> [UInt8] {
    guard value.contains(where: { $0 >= 0x80 }) else { return value }
    var out: [UInt8] = []
    var index = 0
    while index < value.count {
      let next = index + 1 < value.count ? value[index + 1] : 0
      if value[index] == 0xE2, next == 0x80, index + 2 < value.count {
        let isApostrophe = value[index + 2] == 0x98 || value[index + 2] == 0x99
        let isDash = 0x90...0x95 ~= value[index + 2]
        out.append(isApostrophe ? UInt8(ascii: "'") : isDash ? UInt8(ascii: "-") : 0x20)
        index += 3
      } else if value[index] == 0xC2, next == 0xA0 {
        out.append(0x20)
        index += 2
      } else {
        out.append(value[index])
        index += 1
      }
    }
    return out
  }

  /// A word, and a possessive ending behind it by itself.
  private static func wordPieces(_ word: ArraySlice<UInt8>) -> [Piece] {
    guard word.count > 3, word.last.map({ $0 | 0x20 == UInt8(ascii: "s") }) == true,
      word[word.endIndex - 2] == UInt8(ascii: "'")
    else { return [.word(word)] }
    return [.word(word.dropLast(2)), .other(0x20), .word(word.suffix(1))]
  }

  private static func isLetter(_ value: [UInt8], _ index: Int) -> Bool {
    value[index].isLetter || value[index] >= 0x80
  }

  /// Whether an apostrophe stands between letters.
  private static func isApostrophe(_ value: [UInt8], _ index: Int) -> Bool {
    value[index] == UInt8(ascii: "'") && index + 1 < value.count && isLetter(value, index + 1)
  }
}
