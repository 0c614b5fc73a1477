/// How the bytes beyond ASCII of a font are read.
///
/// Source: Rich Text Format Specification 1.9.1 (`\fcharset`, `\ansicpg`).
enum RTFCharacters: Sendable, Hashable {
  /// Windows-1252.
  case latin
  /// Another set of one byte a character.
  case single(SingleByteSet)
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

  /// By `\fcharset`.
  private static let sets: [Int: RTFCharacters] = {
    var sets: [Int: RTFCharacters] = [
      128: .double(.shiftJIS), 129: .double(.korean), 134: .double(.chinese), 136: .double(.big5),
    ]
    for latin in [2, 255] { sets[latin] = .latin }
    let pages = [
      161: 1_253, 162: 1_254, 163: 1_258, 177: 1_255, 178: 1_256, 186: 1_257, 204: 1_251, 222: 874,
      238: 1_250, 254: 437,
    ]
    for (set, page) in pages { sets[set] = SingleByteSet(codePage: page).map { .single($0) } }
    sets[77] = SingleByteSet(charset: "macintosh").map { .single($0) }
    return sets
  }()

  /// By `\ansicpg`.
  private static let pages: [Int: RTFCharacters] = {
    var pages: [Int: RTFCharacters] = [
      932: .double(.shiftJIS), 949: .double(.korean), 936: .double(.chinese), 950: .double(.big5),
    ]
    for latin in [0, 1_252, 20_127, 28_591, 65_001] { pages[latin] = .latin }
    let single = [
      437, 850, 852, 855, 858, 866, 874, 1_250, 1_251, 1_253, 1_254, 1_255, 1_256, 1_257, 1_258,
    ]
    for page in single { pages[page] = SingleByteSet(codePage: page).map { .single($0) } }
    pages[10_000] = SingleByteSet(charset: "macintosh").map { .single($0) }
    for (page, name) in [(20_866, "koi8-r"), (21_866, "koi8-u"), (28_592, "iso-8859-2")] {
      pages[page] = SingleByteSet(charset: name).map { .single($0) }
    }
    return pages
  }()

  /// The character of a byte beyond ASCII that is one by itself.
  func scalar(_ byte: UInt8) -> UInt32? {
    switch self {
    case .latin: windows1252(byte)
    case .single(let set): set.scalar(byte)
    case .double(let set): set.single(byte)
    }
  }
}
