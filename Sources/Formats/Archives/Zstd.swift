import CZstd
package import Vocabulary

/// The frames of a zstd file, which tile it exactly.
///
/// Source: RFC 8878 §3.1.
struct ZstdFrames {
  /// Begins a frame; begins one that holds anything else, but for its last four bits.
  static let magic: UInt32 = 0xFD2F_B528
  static let skippable: UInt32 = 0x184D_2A50
  /// Where frames with content end.
  private(set) var ends: [Int64] = []
  /// Frames that hold anything else: they are not rebuilt.
  private(set) var skipped: [Range<Int64>] = []
  /// Frames of one file.
  private static let framesMax = 1_000_000

  /// Walks all frames.
  ///
  /// - Throws: `truncated`, `corrupt`, `ambiguous-structure` for bytes that are no frame,
  ///   `unsupported-format` for dictionaries, `limit-members`.
  init(_ bytes: any ArchiveBytes) throws(Withholding) {
    var window = ByteWindow(bytes)
    var position: Int64 = 0
    while position < bytes.count {
      guard ends.count + skipped.count < Self.framesMax else {
        throw Withholding(.limitMembers, "more than \(Self.framesMax) frames")
      }
      let at = try window.index(of: position, count: 4)
      let magic = window.bytes.little32(at: at)
      if magic & 0xFFFF_FFF0 == Self.skippable {
        let size = try window.index(of: position + 4, count: 4)
        let end = position + 8 + Int64(window.bytes.little32(at: size))
        guard end <= bytes.count else { throw Withholding(.truncated, "a frame is cut off") }
        skipped.append(position..<end)
        position = end
        continue
      }
      guard magic == Self.magic else {
        throw Withholding(.ambiguousStructure, "bytes that are no frame follow at \(position)")
      }
      position = try Self.frameEnd(&window, from: position + 4)
      ends.append(position)
    }
  }

  /// Where the frame ends whose header begins at `start`.
  private static func frameEnd(
    _ window: inout ByteWindow,
    from start: Int64
  ) throws(Withholding) -> Int64 {
    let at = try window.index(of: start, count: 1)
    let flags = window.bytes[at]
    guard flags & 0x08 == 0 else { throw Withholding(.corrupt, "a reserved bit of a frame is set") }
    guard flags & 0x03 == 0 else {
      throw Withholding(.unsupportedFormat, "a frame needs a dictionary")
    }
    let isSingle = flags & 0x20 != 0
    let sizes: [Int64] = [isSingle ? 1 : 0, 2, 4, 8]
    var position = start + 1 + (isSingle ? 0 : 1) + sizes[Int(flags >> 6)]
    while true {
      let at = try window.index(of: position, count: 3)
      let header =
        UInt32(window.bytes[at]) | UInt32(window.bytes[at + 1]) << 8
        | UInt32(window.bytes[at + 2]) << 16
      let type = header >> 1 & 3
      guard type != 3 else { throw Withholding(.corrupt, "a block of a reserved type") }
      position += 3 + (type == 1 ? 1 : Int64(header >> 3))
      if header & 1 != 0 { break }
    }
    if flags & 0x04 != 0 { position += 4 }
    _ = try window.index(of: position - 1, count: 1)
    return position
  }
}

/// The content of a zstd file: all frames back to back, every checksum verified.
@safe
package final class ZstdStream: ByteSource {
  private let bytes: any ArchiveBytes
  private let budget: UnpackBudget
  private let frames: ZstdFrames
  private let stream: OpaquePointer
  /// Compressed bytes read, used up to `taken`, and where in the file the next are.
  private var input: [UInt8] = []
  private var taken = 0
  private var offset: Int64 = 0
  /// Frames whose end was reached.
  private var frame = 0
  private var output = [UInt8](repeating: 0, count: outputBytes)
  private var waiting = 0..<0
  private var totalBytes: Int64 = 0
  /// Bytes read and decompressed at once.
  private static let inputBytes = 64 << 10
  private static let outputBytes = 128 << 10

  /// Whether frames that are not rebuilt stand between those with content.
  package var holdsOtherText: Bool { !frames.skipped.isEmpty }

  /// Unpacks a file.
  ///
  /// - Throws: as `ZstdFrames.init`; `unreadable` without memory.
  package init(_ bytes: any ArchiveBytes, budget: UnpackBudget) throws(Withholding) {
    self.bytes = bytes
    self.budget = budget
    frames = try ZstdFrames(bytes)
    guard let stream = unsafe ZSTD_createDStream() else {
      throw Withholding(.unreadable, "no memory for decompression")
    }
    unsafe self.stream = stream
  }

  deinit { unsafe ZSTD_freeDStream(stream) }

  /// As `ByteSource.read`.
  ///
  /// - Throws: `corrupt`, `limit-ratio`, `limit-size`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    while waiting.isEmpty {
      if frame == frames.ends.count { return 0 }
      try produce()
    }
    let now = min(count, waiting.count)
    buffer.append(contentsOf: output[waiting.lowerBound..<waiting.lowerBound + now])
    waiting = waiting.lowerBound + now..<waiting.upperBound
    return now
  }

  /// Decompresses a piece of the current frame.
  private func produce() throws(Withholding) {
    if let skip = frames.skipped.first(where: { $0.contains(offset) }), taken == input.count {
      offset = skip.upperBound
    }
    let end = frames.ends[frame]
    if taken == input.count, offset < end {
      input.removeAll(keepingCapacity: true)
      taken = 0
      let next = frames.skipped.first { $0.lowerBound >= offset }?.lowerBound ?? end
      let count = Int(min(Int64(Self.inputBytes), min(end, next) - offset))
      try bytes.read(at: offset, into: &input, count: count)
      offset += Int64(count)
    }
    let before = taken
    let (status, produced) = step()
    guard ZSTD_isError(status) == 0 else {
      throw Withholding(.corrupt, "compressed data is damaged")
    }
    waiting = 0..<produced
    totalBytes += Int64(produced)
    guard totalBytes <= budget.limits.memberBytesMax else {
      throw Withholding(.limitSize, "more than \(budget.limits.memberBytesMax) bytes unpacked")
    }
    try budget.limits.checkRatio(unpacked: totalBytes, packed: bytes.count)
    try budget.spend(produced)
    if status == 0 {
      guard offset == end, taken == input.count else {
        throw Withholding(.ambiguousStructure, "a frame ends elsewhere than its blocks say")
      }
      frame += 1
    } else if produced == 0, taken == before, offset == end, taken == input.count {
      throw Withholding(.corrupt, "a frame does not end with its blocks")
    }
  }

  /// One call of the library.
  private func step() -> (status: Int, produced: Int) {
    let start = taken
    var consumed = 0
    var produced = 0
    let status = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: start)
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let status = unsafe ZSTD_decompressStream(stream, &to, &from)
        (consumed, produced) = unsafe (from.pos, to.pos)
        return status
      }
    }
    taken = consumed
    return (status, produced)
  }
}

/// Writes one zstd frame with a checksum, level 3, one thread.
@safe
package final class ZstdWriter {
  private let sink: any ByteSink
  private let stream: OpaquePointer
  private var output = [UInt8](repeating: 0, count: 128 << 10)

  /// Writes to `sink`.
  ///
  /// - Throws: an internal error without memory.
  package init(_ sink: any ByteSink) throws(Failure) {
    self.sink = sink
    guard let stream = unsafe ZSTD_createCCtx() else {
      throw Failure(.internalError, "no memory for compression")
    }
    unsafe self.stream = stream
    unsafe ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
  }

  deinit { unsafe ZSTD_freeCCtx(stream) }

  /// Content.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    try run(bytes, ZSTD_e_continue)
  }

  /// Ends the frame.
  package func finish() throws(Failure) {
    let nothing: [UInt8] = []
    try run(nothing.span, ZSTD_e_end)
  }

  /// Compresses a piece until it is used up and, at the end, until the frame has ended.
  private func run(_ bytes: Span<UInt8>, _ directive: ZSTD_EndDirective) throws(Failure) {
    var consumed = 0
    while true {
      var produced = 0
      let start = consumed
      let status = unsafe bytes.withUnsafeBytes { source in
        unsafe output.withUnsafeMutableBytes { target in
          var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: start)
          var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let status = unsafe ZSTD_compressStream2(stream, &to, &from, directive)
          (consumed, produced) = unsafe (from.pos, to.pos)
          return status
        }
      }
      guard ZSTD_isError(status) == 0 else {
        throw Failure(.internalError, "compression failed")
      }
      if produced > 0 {
        let piece = output
        try sink.write(piece.span.extracting(0..<produced))
      }
      if directive == ZSTD_e_end ? status == 0 : consumed == bytes.count { return }
    }
  }
}
