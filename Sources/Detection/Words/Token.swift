/// A run of letters or a run of digits: what every rule looks at.
///
/// Tokens are in the order of the text and disjoint; everything between two tokens is blanks,
/// punctuation and control bytes, and is read from the text where a rule needs it. `O'Brien` is
/// three things: `O`, an apostrophe between tokens, `Brien`; `AB12` is the word `AB` with the
/// digits `12` right behind it. 16 bytes, no references; `CScan` writes them as `phigate_token`.
struct Token: Sendable {
  /// Of a word: `Token.hash` of its bytes, the same for upper and lower case.
  ///
  /// Of digits: their value, up to 18 digits; `UInt64.max` for more.
  var hash: UInt64
  /// Offset of the first byte in the text.
  var start: UInt32
  /// Bytes, at most `Token.lengthMax`: longer runs are cut into several tokens that touch.
  var length: UInt16
  /// Word or digits, and the case of a word.
  var shape: TokenShape
  /// What stands between the previous token and this one.
  var gap: TokenGap

  /// Bytes of the longest token.
  static let lengthMax = 1_024

  /// Offset behind the last byte in the text.
  var end: Int { Int(start) &+ Int(length) }
  /// The bytes in the text, half-open.
  var range: Range<Int> { Int(start)..<end }
  /// Whether the token is a run of digits.
  var isDigits: Bool { shape == .digits }
  /// Whether the token is a run of letters.
  var isWord: Bool { shape != .digits }
}

/// Word or digits, and the case of a word.
///
/// Bytes of 0x80 and above are letters without a case.
enum TokenShape: UInt8, Sendable {
  /// `0` to `9` only.
  case digits
  /// `word`, or only letters without a case.
  case lower
  /// `Word`; also a single capital, and a capital before letters without a case.
  case capitalized
  /// `WORD`, two letters or more.
  case upper
  /// `wOrD`, `McCoy`, `iPhone`.
  case mixed

  /// Whether the first byte is an ASCII capital, as names in ordinary prose are.
  var startsWithCapital: Bool { self == .capitalized || self == .upper }
}

/// What stands between a token and the one before it; the first token of a text has `lineBreak`.
enum TokenGap: UInt8, Sendable {
  /// Nothing: the tokens touch (`AB12`), or a run was cut.
  case none
  /// Blanks and tabs only.
  case blank
  /// One punctuation byte and nothing else (`O'Brien`, `12/31`, `a,b`): read it from the text.
  case mark
  /// Punctuation with blanks or more punctuation, within the line.
  case marks
  /// A line end, alone or with anything else.
  case lineBreak
}

extension Token {
  /// The hash of a word, whatever its case: lexicons are built with the same function.
  ///
  /// Over the bytes, each OR 0x20 (small letters from capitals; `É` and `é` meet as well), in
  /// little-endian groups of eight, the last padded with zeros: `h = (h ^ group) * k; h ^= h >> 32`
  /// with `h = 0` before the first and k = 0x9E3779B97F4A7C15, modulo 2^64.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0
    var group: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      group |= UInt64(byte | 0x20) << shift
      shift += 8
      if shift == 64 {
        hash = mixed(hash, group)
        group = 0
        shift = 0
      }
    }
    return shift > 0 ? mixed(hash, group) : hash
  }

  /// The hash of the bytes of a range.
  static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0
    var group: UInt64 = 0
    var shift: UInt64 = 0
    for index in range {
      group |= UInt64(text[index] | 0x20) &<< shift
      shift &+= 8
      if shift == 64 {
        hash = mixed(hash, group)
        group = 0
        shift = 0
      }
    }
    return shift > 0 ? mixed(hash, group) : hash
  }

  /// The hash of a word of the rule tables.
  static func hash(_ word: String) -> UInt64 { hash(word.utf8) }

  /// The hash of a word that the source writes out: a number in the program, and nothing that is made once and asked for
  /// by a call whenever it is read.
  @inline(__always)
  static func word(_ word: StaticString) -> UInt64 {
    var (hash, group, shift): (UInt64, UInt64, UInt64) = (0, 0, 0)
    for index in 0..<word.utf8CodeUnitCount {
      let byte = unsafe word.utf8Start[index]
      group |= UInt64(byte | 0x20) &<< shift
      shift &+= 8
      if shift == 64 {
        hash = mixed(hash, group)
        (group, shift) = (0, 0)
      }
    }
    return shift > 0 ? mixed(hash, group) : hash
  }

  /// One step of `hash`.
  @inline(__always)
  static func mixed(_ hash: UInt64, _ group: UInt64) -> UInt64 {
    let product = (hash ^ group) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }
}
