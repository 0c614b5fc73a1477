import Vocabulary

/// Content that has no reader and whose place may be empty: pictures of documents, and what an operating
/// system notes beside files.
///
/// What is put in its place is known again, so that a copy stays as it is.
package enum EmptiedContent: Sendable, Hashable {
  /// A picture of that kind.
  case picture(Picture)
  /// What stands beside a file's content on a Mac, in a file of its own: `._note.txt`.
  ///
  /// Source: AppleSingle/AppleDouble Formats, version 2 (RFC 1740, appendix B).
  case appleDouble
  /// What Finder and Explorer note of a folder's files, and small pictures of them: `.DS_Store`,
  /// `Thumbs.db`.
  case metadata

  /// An object of another program in a document, sound or film in one.
  ///
  /// Source: MS-CFB (compound files); RIFF, ISO/IEC 14496-12, RFC 3533 and the like by their beginnings.
  case object(Object)

  /// Kinds of objects: an empty compound file or a recording of nothing takes their place, or nothing at all.
  package enum Object: Sendable, CaseIterable {
    case compound, wave, recording, page

    /// Whether somebody may be heard or seen in it.
    package var isRecording: Bool { self == .wave || self == .recording }
  }

  /// Kinds of pictures.
  package enum Picture: Sendable, CaseIterable {
    case png, jpeg, gif, bmp, tiff, emf, wmf
    /// Others, in whose place nothing stands.
    case other
  }

  /// Bytes at the beginning by which content is told.
  package static let headBytes = 64

  /// What content is by its beginning and, for small pictures of Explorer, by its name; nil for anything
  /// else.
  package init?(head: [UInt8], name: [UInt8]) {
    let isDouble = head.starts(with: [0, 5, 0x16, 7])
    let isStore = head.starts(with: [0, 0, 0, 1]) && head.holds("Bud1", at: 4)
    let isThumbs =
      head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
      && String(decoding: name.map(\.lowercased), as: UTF8.self).hasSuffix("thumbs.db")
    guard isDouble || isStore || isThumbs else { return nil }
    self = isDouble ? .appleDouble : .metadata
  }

  /// The kind of object in a document that content is by its beginning; nil for anything else.
  package static func object(_ head: [UInt8]) -> Object? {
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return .compound }
    if head.holds("%PDF-", at: 0) { return .page }
    if head.holds("RIFF", at: 0) { return head.holds("WAVE", at: 8) ? .wave : .recording }
    let isNamed = ["OggS", "ID3", "fLaC", "#!AMR", "MThd", ".snd", "FLV\u{1}"]
      .contains { head.starts(with: Array($0.utf8)) }
    let marks: [[UInt8]] = [
      [0x1A, 0x45, 0xDF, 0xA3], [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11],
      [0, 0, 1, 0xBA], [0, 0, 1, 0xB3],
    ]
    let isMarked = marks.contains { head.starts(with: $0) }
    let isForm = head.holds("FORM", at: 0) && head.holds("AIF", at: 8)
    let isMovie =
      head.holds("ftyp", at: 4) || head.holds("moov", at: 4) || head.holds("mdat", at: 4)
    // Frames of MPEG audio: eleven bits, a version, a layer.
    let isFrame =
      head.count > 3 && head[0] == 0xFF && head[1] & 0xE0 == 0xE0 && head[1] & 0x06 != 0
      && head[1] & 0x18 != 0x08 && head[2] & 0xF0 != 0xF0 && head[1] != 0xFE
    return isNamed || isMarked || isForm || isMovie || isFrame ? .recording : nil
  }

  /// The kind of picture that content is by its beginning; nil for anything else.
  package static func picture(_ head: [UInt8]) -> Picture? {
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if head.holds("GIF8", at: 0) { return .gif }
    if head.holds("BM", at: 0), head.count > 17, head[6..<10].allSatisfy({ $0 == 0 }) {
      return .bmp
    }
    if head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
      return .tiff
    }
    if head.starts(with: [1, 0, 0, 0]), head.holds(" EMF", at: 40) { return .emf }
    if head.starts(with: [0xD7, 0xCD, 0xC6, 0x9A]) || head.starts(with: [1, 0, 9, 0, 0, 3]) {
      return .wmf
    }
    let isOther =
      head.starts(with: [0x49, 0x49, 0xBC, 1]) || head.holds("VCLMTF", at: 0)
      || head.holds("RIFF", at: 0) && head.holds("WEBP", at: 8)
    return isOther ? .other : nil
  }

  /// What stands in the place of the content: a white point of the same kind, an AppleDouble without
  /// entries, or nothing.
  package var empty: [UInt8] {
    switch self {
    case .picture(let kind): Self.points[kind].flatMap { decodeBase64(Array($0.utf8)[...]) } ?? []
    case .appleDouble: [0, 5, 0x16, 7, 0, 2, 0, 0] + Array("Mac OS X        ".utf8) + [0, 0]
    case .metadata, .object(.recording), .object(.page): []
    case .object(.wave): Self.silence
    case .object(.compound): Self.compoundFile
    }
  }

  /// A file of PCM, one channel of eight bits, without a sample.
  private static let silence: [UInt8] =
    Array("RIFF".utf8) + [36, 0, 0, 0] + Array("WAVEfmt ".utf8)
    + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0]
    + Array("data".utf8) + [0, 0, 0, 0]

  /// A compound file of which nothing but the root is stored: a header, a sector of the table, one of the directory.
  ///
  /// Source: MS-CFB 2.2, 2.3, 2.6.
  private static let compoundFile: [UInt8] = {
    let (free, end, table): ([UInt8], [UInt8], [UInt8]) = (
      [0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0xFF, 0xFF], [0xFD, 0xFF, 0xFF, 0xFF]
    )
    func filled(_ bytes: [UInt8], to count: Int) -> [UInt8] {
      bytes + [UInt8](repeating: 0, count: count - bytes.count)
    }
    let zero: [UInt8] = [0, 0, 0, 0]
    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    header += [UInt8](repeating: 0, count: 16) + [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]
    header += [UInt8](repeating: 0, count: 6) + zero + [1, 0, 0, 0, 1, 0, 0, 0] + zero
    header += [0, 0x10, 0, 0] + end + zero + end + zero + zero
    let sector = 512
    header += [UInt8](repeating: 0xFF, count: sector - header.count)
    let sectors = table + end + [UInt8](repeating: 0xFF, count: sector - 8)
    let name = "Root Entry".utf8.flatMap { [$0, 0] as [UInt8] }
    let root =
      filled(filled(name, to: 64) + [22, 0, 5, 1] + free + free + free, to: 116) + end
      + [UInt8](repeating: 0, count: 8)
    let unused = filled([UInt8](repeating: 0, count: 68) + free + free + free, to: 128)
    return header + sectors + root + unused + unused + unused
  }()

  /// Pictures of one white point, so that programs which open a document find what it names; a metafile
  /// that draws nothing.
  private static let points: [Picture: String] = [
    .png:
      """
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5E\
    rkJggg==
    """,
    .jpeg:
      """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////\
    ////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//E\
    ABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z
    """,
    .gif:
      """
    R0lGODdhAQABAIEAAP///wAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw==
    """,
    .bmp:
      """
    Qk06AAAAAAAAADYAAAAoAAAAAQAAAAEAAAABABgAAAAAAAQAAADEDgAAxA4AAAAAAAAAAAAA////AA==
    """,
    .tiff:
      """
    SUkqAAgAAAAJAAABBAABAAAAAQAAAAEBBAABAAAAAQAAAAIBAwABAAAACAAAAAMBAwABAAAAAQAAAAYBAwAB\
    AAAAAQAAABEBBAABAAAAegAAABYBBAABAAAAAQAAABcBBAABAAAAAQAAABwBAwABAAAAAQAAAAAAAAD/
    """,
    .emf:
      """
    AQAAAFgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACBFTUYAAAEAbAAAAAIAAAABAAAAAAAA\
    AAAAAAAAAAAAAQAAAAEAAAABAAAAAQAAAA4AAAAUAAAAAAAAABAAAAAUAAAA
    """,
    .wmf:
      """
    183GmgAAAAAAAAEAAQCgBQAAAACxUgEACQAAAwwAAAAAAAMAAAAAAAMAAAAAAA==
    """,
  ]

  /// The words in content of the system's: what stands in ASCII, and in UTF-16 as names of files are written.
  ///
  /// - Parameter bytes: all of it.
  /// - Returns: a line for each run of four characters and more.
  package static func texts(in bytes: [UInt8]) -> [[UInt8]] {
    let bytesMin = 4
    var texts: [[UInt8]] = []
    for isWide in [false, true] {
      for start in isWide ? [0, 1] : [0] {
        var text: [UInt8] = []
        var position = start
        while position < bytes.count {
          let high = isWide ? bytes[position] : 0
          let low = isWide ? position + 1 < bytes.count ? bytes[position + 1] : 0 : bytes[position]
          position += isWide ? 2 : 1
          // Letters beyond ASCII are those of a name, whichever they are.
          let scalar = UInt32(high) << 8 | UInt32(low)
          let isText = isWide ? (0x20..<0x250).contains(scalar) : (0x20..<0x7F).contains(scalar)
          if isText, scalar != 0x7F, let unicode = Unicode.Scalar(scalar) {
            text += Array(String(unicode).utf8)
            continue
          }
          if text.count >= bytesMin { texts.append(text) }
          text.removeAll()
        }
        if text.count >= bytesMin { texts.append(text) }
      }
    }
    return texts
  }
}
