/// How the bytes beyond ASCII of a font are read.
///
/// Letters without a table of their own are read by their distance from the first one of their
/// script: what they are called is all that matters here. Source: Rich Text Format Specification
/// 1.9.1 (`\fcharset`, `\ansicpg`); Microsoft code pages 1251, 1253, 1255, 1256, 874.
enum RTFCharacters: Sendable, Hashable {
  /// Like Windows-1252: Latin letters are the same in all of them.
  case latin
  /// From a byte on letters of one script, the first of which has this number.
  case script(from: UInt8, first: UInt32)
  /// Two bytes a character.
  case double(DoubleByteSet)

  /// The characters of a font; nil where nobody can say.
  ///
  /// `set`: 0 or 1 where the code page of the document decides.
  init?(set: Int, codePage: Int) {
    if set == 0 || set == 1 {
      guard let characters = Self.pages[codePage] else { return nil }
      self = characters
    } else {
      guard let characters = Self.sets[set] else { return nil }
      self = characters
    }
  }

  private static let (cyrillic, greek) = (
    RTFCharacters.script(from: 0xC0, first: 0x410), RTFCharacters.script(from: 0xC0, first: 0x390)
  )
  private static let (hebrew, arabic, thai) = (
    RTFCharacters.script(from: 0xE0, first: 0x5D0), RTFCharacters.script(from: 0xC0, first: 0x620),
    RTFCharacters.script(from: 0xA1, first: 0xE01)
  )

  /// By `\fcharset`.
  private static let sets: [Int: RTFCharacters] = {
    var sets: [Int: RTFCharacters] = [
      128: .double(.shiftJIS), 129: .double(.korean), 134: .double(.chinese), 136: .double(.big5),
      161: greek, 177: hebrew, 178: arabic, 204: cyrillic, 222: thai,
    ]
    for latin in [2, 77, 162, 163, 186, 238, 254, 255] { sets[latin] = .latin }
    return sets
  }()

  /// By `\ansicpg`.
  private static let pages: [Int: RTFCharacters] = {
    var pages: [Int: RTFCharacters] = [
      932: .double(.shiftJIS), 949: .double(.korean), 936: .double(.chinese), 950: .double(.big5),
      1_253: greek, 1_255: hebrew, 1_256: arabic, 1_251: cyrillic, 874: thai,
    ]
    let latin = [
      0, 437, 850, 852, 1_250, 1_252, 1_254, 1_257, 1_258, 10_000, 20_127, 28_591, 65_001,
    ]
    for page in latin { pages[page] = .latin }
    return pages
  }()

  /// The character of a byte beyond ASCII that is one by itself.
  func scalar(_ byte: UInt8) -> UInt32? {
    switch self {
    case .latin: windows1252(byte)
    case .script(let from, let first):
      byte < from ? windows1252(byte) : first + UInt32(byte) - UInt32(from)
    case .double(let set): set.single(byte)
    }
  }
}
