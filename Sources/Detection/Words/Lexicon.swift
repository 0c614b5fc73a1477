import CLexicon

/// What the compiled lexicon knows of a word, or of a phrase of up to three words.
///
/// 24 bits; the layout is that of scripts/lexicon. Bands run from 1 (rare) upwards, 0 is unknown;
/// only for `english` is 1 the commonest.
struct LexiconBands: Sendable, Hashable {
  /// The bits.
  var rawValue: UInt32

  /// First name, 0 to 5: from 0.003, 0.01, 0.05 and 0.3 per cent of a sex's people.
  var first: UInt32 { rawValue & 7 }
  /// Surname, 0 to 5: from 0.0005, 0.002, 0.01 and 0.05 per cent of people.
  var last: UInt32 { rawValue >> 3 & 7 }
  /// City, town or village, 0 to 5: from 10, 50, 200 thousand and a million people, American
  /// ones counted five times.
  var place: UInt32 { rawValue >> 6 & 7 }
  /// Whether a place, state or country of several words starts with it.
  var startsPhrase: Bool { rawValue >> 9 & 1 != 0 }
  /// Written small in English dictionaries: 1 common, 2 middling, 3 rare, 0 not.
  var english: UInt32 { rawValue >> 10 & 3 }
  /// Written small in the text of ICD-10-CM, 1 to 3, or in our list of clinical words.
  var clinical: UInt32 { rawValue >> 12 & 3 }
  /// Gave its name to a disease, sign or device.
  var isEponym: Bool { rawValue >> 14 & 1 != 0 }
  /// Only written with a capital in English dictionaries.
  var isCapital: Bool { rawValue >> 15 & 1 != 0 }
  /// A state of the United States.
  var isState: Bool { rawValue >> 16 & 1 != 0 }
  /// A country, or a region larger than a state.
  var isCountry: Bool { rawValue >> 17 & 1 != 0 }
  /// A county with its word `County`.
  var isCounty: Bool { rawValue >> 18 & 1 != 0 }
  /// A drug, a device or software.
  var isBrand: Bool { rawValue >> 19 & 1 != 0 }
  /// A nationality, language, religion or people.
  var isNation: Bool { rawValue >> 20 & 1 != 0 }
  /// A word of Spanish, French, German, Portuguese, Italian or Dutch that is none of English.
  var isTongue: Bool { rawValue >> 22 & 1 != 0 }
  /// A word of German or Dutch dictionaries, or what their compounds end in.
  var isGermanic: Bool { rawValue >> 23 & 1 != 0 }
  /// Whether it is a word of the language and of nothing else that is told of it.
  var isPlainWord: Bool { clinical == 0 && !isBrand && !isNation && !isState && !isCountry }
  /// Nothing is known but that, perhaps.
  var isUnknown: Bool { rawValue & 0x7F_FFFF == 0 }
}

/// The compiled lexicon: frequencies of names, places and ordinary words.
///
/// It holds fingerprints of 40 bits, so that a word which is not in it is mistaken for one that is
/// about three times in ten million. Looking up allocates nothing.
enum Lexicon {
  /// Words of the longest phrase.
  static let phraseWordsMax = 3

  /// The bands of a word by its `Token.hash`.
  @inline(__always)
  static func bands(_ hash: UInt64) -> LexiconBands {
    LexiconBands(rawValue: phigate_lexicon_find(hash))
  }

  /// The bands of a phrase where they are those of a place, a state or a country; else perhaps none.
  ///
  /// For phrases, nearly all of which are in no lexicon: a bitmap says so without a look at the table.
  @inline(__always)
  static func placeBands(_ hash: UInt64) -> LexiconBands {
    phigate_lexicon_may_be_place(hash) != 0 ? bands(hash) : LexiconBands(rawValue: 0)
  }

  /// The hash of a phrase: that of its beginning and that of the next word.
  @inline(__always)
  static func phrase(_ start: UInt64, _ next: UInt64) -> UInt64 {
    Token.mixed(start &* 3 &+ 1, next)
  }

  /// Bytes of the table.
  static var byteCount: Int { Int(phigate_lexicon_bytes) }

  /// Entries, as the table's header states them.
  static var entryCount: Int { Int(phigate_lexicon_number(8, 4)) }

  /// SHA-256 of the table but for these bytes, in hexadecimal digits, as the table's end states it.
  ///
  /// Written by what makes the table, and not computed here: it would take a tenth of every start.
  static var digest: String {
    (0..<digestBytes)
      .map { index in
        let byte = phigate_lexicon_number(byteCount - digestBytes + index, 1)
        return (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      .joined()
  }

  /// Bytes of the digest at the table's end.
  private static let digestBytes = 32

  /// The whole table, to check the digest.
  static var bytes: [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      unsafe phigate_lexicon_copy(buffer.baseAddress)
      count = byteCount
    }
  }
}
