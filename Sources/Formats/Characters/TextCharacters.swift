package import Vocabulary

/// How the bytes of a text are characters, where a label says it.
///
/// Source: RFC 2045, 2.2; RFC 2046, 4.1.2; RFC 2781 for UTF-16.
package enum TextCharacters: Sendable, Hashable {
  /// UTF-8, or a set that is read byte by byte like it: ASCII, Latin-1, Windows-1252.
  case plain
  /// One byte a character.
  case single(SingleByteSet)
  /// Two bytes a character of East Asia.
  case double(DoubleByteSet)
  /// UTF-16; nil where the text's own mark says in which order, and the high byte comes first without one.
  case wide(TextEncoding?)

  /// The characters that a `charset` names; nil for one without a reader.
  package init?(charset label: String) {
    let label = label.filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }.lowercased()
    switch label {
    case "utf-16", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode": self = .wide(nil)
    case "utf-16le", "utf-16-le": self = .wide(.utf16LittleEndian)
    case "utf-16be", "utf-16-be": self = .wide(.utf16BigEndian)
    case _ where Self.plainLabels.contains(label): self = .plain
    default:
      if let set = DoubleByteSet(charset: label) {
        self = .double(set)
      } else if let set = SingleByteSet(charset: label) {
        self = .single(set)
      } else {
        return nil
      }
    }
  }

  /// Labels of sets whose letters are read byte by byte, and of those that name none.
  private static let plainLabels: Set<String> = [
    "", "utf-8", "utf8", "utf_8", "unicode-1-1-utf-8", "us-ascii", "ascii", "ansi_x3.4-1968",
    "iso-8859-1", "iso8859-1", "iso_8859-1", "iso_8859-1:1987", "iso88591", "latin1", "latin-1",
    "l1", "windows-1252", "cp1252", "cp-1252", "x-cp1252", "ansi", "unknown-8bit", "x-unknown",
    "unknown", "default", "none", "8bit", "7bit",
  ]

  /// Text as UTF-8.
  ///
  /// - Throws: `corrupt` for bytes that are no character, or that would not be written back the same.
  package func decode(_ text: [UInt8]) throws(Withholding) -> [UInt8] {
    switch self {
    case .plain: return text
    case .single(let set): return set.decode(text)
    case .double(let set): return try set.decode(text)
    case .wide(let order):
      var out: [UInt8] = []
      let used = try decodeUTF16(text, isBig: Self.isBig(order, text), into: &out)
      guard used == text.count else { throw Withholding(.corrupt, "half a character at the end") }
      return out
    }
  }

  /// UTF-8 in these characters, as the `original` is written; nil for a character that they do not have.
  package func encode(_ text: [UInt8], like original: [UInt8]) -> [UInt8]? {
    switch self {
    case .plain: return text
    case .single(let set): return set.encode(text)
    case .double(let set): return set.encode(text)
    case .wide(let order):
      var encoder = WideEncoder(
        Self.isBig(order, original) ? .utf16BigEndian : .utf16LittleEndian
      )
      let out = encoder.encode(text.span)
      return encoder.isWhole ? out : nil
    }
  }

  /// Whether the high byte of a unit comes first.
  private static func isBig(_ order: TextEncoding?, _ text: [UInt8]) -> Bool {
    if let order { return order == .utf16BigEndian }
    if text.starts(with: [0xFF, 0xFE]) { return false }
    if text.starts(with: [0xFE, 0xFF]) { return true }
    // Programs of Windows leave the mark out and write the low byte first.
    let zeros = text.indices.reduce(into: (even: 0, odd: 0)) { zeros, index in
      guard text[index] == 0 else { return }
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    return zeros.even >= zeros.odd
  }
}
