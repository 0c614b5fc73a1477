package import Vocabulary

/// Sets of characters of East Asia in which two bytes are a character and ASCII is one of them.
///
/// What a character means is not looked up: letters, digits and signs of full width are what they
/// are in Unicode, every other one is an ideograph of its own, so that text is read as what it is,
/// text between which Latin letters and digits stand, and is written back byte for byte.
/// Source: WHATWG Encoding, chapters 10 to 13; RFC 1468.
package enum DoubleByteSet: Sendable, Hashable {
  /// Shift_JIS, code page 932.
  case shiftJIS
  /// EUC-KR and code page 949.
  case korean
  /// GB2312 and GBK, code page 936.
  case chinese
  /// Big5, code page 950.
  case big5
  /// EUC-JP.
  case japanese
  /// ISO-2022-JP: escapes say how many bytes the next characters have.
  case shifted

  /// The set that a mail's `charset` names; nil for one without a reader.
  package init?(charset: String) {
    switch charset {
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "cp932", "ms932", "windows-31j":
      self = .shiftJIS
    case "euc-kr", "ks_c_5601-1987", "ksc5601", "cp949", "uhc", "windows-949": self = .korean
    case "gb2312", "gbk", "cp936", "x-gbk", "gb18030": self = .chinese
    case "big5", "cp950", "big5-hkscs", "x-x-big5": self = .big5
    case "euc-jp", "x-euc-jp": self = .japanese
    case "iso-2022-jp": self = .shifted
    default: return nil
    }
  }

  /// Where characters without a meaning stand, and those of three bytes.
  private static let base: UInt32 = 0x20000
  private static let longBase: UInt32 = 0x30000
  /// What begins characters of two bytes, of JIS X 0208, and what ends them.
  private static let shiftIn = Array("\u{1B}$B".utf8)
  private static let shiftOut = Array("\u{1B}(B".utf8)

  /// Whether a byte begins a character of two bytes.
  package func isLead(_ byte: UInt8) -> Bool {
    switch self {
    case .shiftJIS: (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte)
    case .korean, .chinese, .big5: (0x81...0xFE).contains(byte)
    case .japanese: (0xA1...0xFE).contains(byte) || byte == 0x8E
    case .shifted: false
    }
  }

  /// Whether a byte ends a character of two bytes.
  package func isTrail(_ byte: UInt8) -> Bool {
    switch self {
    case .shiftJIS: (0x40...0x7E).contains(byte) || (0x80...0xFC).contains(byte)
    case .korean: byte.isLetter || (0x81...0xFE).contains(byte)
    case .chinese: (0x40...0x7E).contains(byte) || (0x80...0xFE).contains(byte)
    case .big5: (0x40...0x7E).contains(byte) || (0xA1...0xFE).contains(byte)
    case .japanese, .shifted: (0xA1...0xFE).contains(byte)
    }
  }

  /// The character of a byte beyond ASCII that stands alone; nil where none does.
  package func single(_ byte: UInt8) -> UInt32? {
    self == .shiftJIS && (0xA1...0xDF).contains(byte) ? 0xFF61 + UInt32(byte) - 0xA1 : nil
  }

  /// The characters of full width: the code of the first, how many, and what they are.
  private var wide: [(code: UInt32, count: UInt32, scalar: UInt32)] {
    switch self {
    case .shiftJIS: [(0x824F, 10, 0xFF10), (0x8260, 26, 0xFF21), (0x8281, 26, 0xFF41)]
    case .korean, .chinese: [(0xA3A1, 94, 0xFF01)]
    case .big5:
      [(0xA2AF, 10, 0xFF10), (0xA2CF, 26, 0xFF21), (0xA2E9, 22, 0xFF41), (0xA340, 4, 0xFF57)]
    case .japanese, .shifted: [(0xA3B0, 10, 0xFF10), (0xA3C1, 26, 0xFF21), (0xA3E1, 26, 0xFF41)]
    }
  }

  /// The character of two bytes.
  package func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt32 {
    let code = UInt32(lead) << 8 | UInt32(trail)
    for row in wide where code >= row.code && code < row.code + row.count {
      return row.scalar + code - row.code
    }
    return Self.base + code
  }

  /// The bytes of a character beyond ASCII; nil for one that `decode` never makes.
  private func bytes(_ scalar: UInt32) -> [UInt8]? {
    for row in wide where scalar >= row.scalar && scalar < row.scalar + row.count {
      let code = row.code + scalar - row.scalar
      return [UInt8(code >> 8), UInt8(code & 0xFF)]
    }
    if self == .shiftJIS, (0xFF61...0xFF9F).contains(scalar) {
      return [UInt8(scalar - 0xFF61) + 0xA1]
    }
    let code = scalar & 0xFFFF
    switch scalar - code {
    case Self.base: return [UInt8(code >> 8), UInt8(code & 0xFF)]
    case Self.longBase: return [0x8F, UInt8(code >> 8), UInt8(code & 0xFF)]
    default: return nil
    }
  }

  /// Text as UTF-8.
  ///
  /// - Throws: `corrupt` for bytes that are no character, or that would not be written back the same.
  package func decode(_ text: [UInt8]) throws(Withholding) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count * 2)
    var (position, isShifted) = (0, false)
    func add(_ scalar: UInt32) {
      let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
      out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
    while position < text.count {
      let byte = text[position]
      let next = position + 1 < text.count ? text[position + 1] : 0
      if self == .shifted, byte == 0x1B {
        let rest = text[position...]
        guard rest.starts(with: isShifted ? Self.shiftOut : Self.shiftIn) else { break }
        (position, isShifted) = (position + 3, !isShifted)
      } else if isShifted, byte > 0x20 {
        guard byte < 0x7F, (0x21...0x7E).contains(next) else { break }
        add(scalar(byte | 0x80, next | 0x80))
        position += 2
      } else if byte < 0x80 {
        guard !isShifted else { break }
        out.append(byte)
        position += 1
      } else if let alone = single(byte) {
        add(alone)
        position += 1
      } else if self == .japanese, byte == 0x8F, position + 2 < text.count, isTrail(next),
        isTrail(text[position + 2])
      {
        add(Self.longBase + UInt32(next) << 8 + UInt32(text[position + 2]))
        position += 3
      } else {
        guard isLead(byte), isTrail(next) else { break }
        add(scalar(byte, next))
        position += 2
      }
    }
    guard position == text.count, encode(out) == text else {
      throw Withholding(.corrupt, "a byte that is no character of its set at \(position)")
    }
    return out
  }

  /// UTF-8 in this set; nil for characters that `decode` never makes.
  package func encode(_ text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var isShifted = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let isWide = scalar.value >= 0x80
      if self == .shifted, isWide != isShifted {
        out += isWide ? Self.shiftIn : Self.shiftOut
        isShifted = isWide
      }
      guard isWide else {
        out.append(UInt8(scalar.value))
        continue
      }
      guard let bytes = bytes(scalar.value) else { return nil }
      out += self == .shifted ? bytes.map { $0 & 0x7F } : bytes
    }
    if isShifted { out += Self.shiftOut }
    return out
  }
}
