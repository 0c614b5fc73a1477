import Vocabulary

/// A source read in large pieces and handed out in small ones.
final class BufferedSource: ByteSource {
  /// Bytes read at once.
  private static let pieceBytes = 64 << 10
  /// What is read.
  private let base: any ByteSource
  /// Bytes read and not yet handed out, from `taken` on.
  private var piece: [UInt8] = []
  /// How many bytes of `piece` were handed out.
  private var taken = 0

  /// Wraps a source from which nothing is read by anybody else from now on.
  init(_ base: any ByteSource) {
    self.base = base
  }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    if taken == piece.count {
      if count >= Self.pieceBytes { return try base.read(into: &buffer, upTo: count) }
      piece.removeAll(keepingCapacity: true)
      taken = 0
      if try base.read(into: &piece, upTo: Self.pieceBytes) == 0 { return 0 }
    }
    let now = min(count, piece.count - taken)
    buffer.append(contentsOf: piece[taken..<taken + now])
    taken += now
    return now
  }
}

/// A moving window over bytes that are read at any place but mostly forwards.
struct ByteWindow {
  /// Bytes read at once where so many are left.
  private static let windowBytes = 16 << 10
  /// What is read.
  private let base: any ArchiveBytes
  /// The bytes of the window.
  private(set) var bytes: [UInt8] = []
  /// Offset in `base` of the window's first byte.
  private var start: Int64 = 0

  /// A window over `base`, empty at first.
  init(_ base: any ArchiveBytes) {
    self.base = base
  }

  /// Moves the window so that it holds `count` bytes from `offset` on.
  ///
  /// - Returns: the index in `bytes` of the first of them.
  /// - Throws: `truncated` where they are not all there.
  mutating func index(of offset: Int64, count: Int) throws(Withholding) -> Int {
    let end = Int64(count)
    if offset >= start, offset - start <= Int64(bytes.count) - end { return Int(offset - start) }
    guard offset >= 0, offset <= base.count - end else {
      throw Withholding(.truncated, "\(count) bytes at \(offset) are not there")
    }
    bytes.removeAll(keepingCapacity: true)
    start = offset
    let wanted = max(end, min(Int64(Self.windowBytes), base.count - offset))
    try base.read(at: offset, into: &bytes, count: Int(wanted))
    return 0
  }
}
