import CZlib
import Synchronization
import Vocabulary

/// Runs pieces of work side by side, on as many threads as there are.
package protocol SideBySide: Sendable {
  /// Calls `body` once with each number below `count`, in any order and on any thread.
  ///
  /// Returns when all calls have returned.
  func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void)
}

/// One piece after the other, on the calling thread.
package struct InOrder: SideBySide {
  /// Needs nothing.
  package init() {}

  /// As `SideBySide.run`.
  package func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    for index in 0..<count { body(index) }
  }
}

/// zlib's deflate, writing to a sink.
///
/// Content is cut into blocks that are compressed side by side, each with the end of the one before
/// it in sight; the bytes written depend neither on the threads nor on how the content arrives.
final class Deflater {
  /// Bytes of a block.
  static let blockBytes = 256 << 10
  /// Blocks that are compressed side by side.
  private static let blocksMax = 8
  /// Bytes before a block that it may repeat: as many as deflate reaches.
  ///
  /// Source: RFC 1951 §2.
  private static let windowBytes = 32 << 10
  /// Header of a gzip member: deflate, no flags, time 0, operating system unknown.
  ///
  /// Source: RFC 1952 §2.3.
  private static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]

  private let wrapping: DeflateWrapping
  private let threads: any SideBySide
  /// Content of the block that is not full yet.
  private var content: [UInt8] = []
  /// The end of the content before it.
  private var window: [UInt8] = []
  /// Blocks that wait for others.
  private var blocks: [DeflateBlock] = []
  private var checksum = CRC32()
  private var contentBytes: UInt64 = 0
  private var hasBegun = false
  /// Compressed bytes written to the sink until now.
  private(set) var writtenBytes: Int64 = 0

  /// Compresses on `threads`.
  init(_ wrapping: DeflateWrapping, threads: any SideBySide) {
    self.wrapping = wrapping
    self.threads = threads
  }

  /// Takes content and writes what is ready.
  func write(_ bytes: Span<UInt8>, to sink: any ByteSink) throws(Failure) {
    if wrapping == .gzip { checksum.update(bytes) }
    contentBytes &+= UInt64(bytes.count)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Self.blockBytes - content.count)
      content.append(span: bytes.extracting(start..<end))
      start = end
      if content.count == Self.blockBytes { try add(isLast: false, to: sink) }
    }
  }

  /// Ends the stream.
  func finish(to sink: any ByteSink) throws(Failure) {
    try add(isLast: true, to: sink)
    guard wrapping == .gzip else { return }
    var end: [UInt8] = []
    end.append(little32: checksum.value)
    end.append(little32: UInt32(truncatingIfNeeded: contentBytes))
    try emit(end, to: sink)
  }

  /// Prepares for another stream with the same settings.
  func reset() {
    content.removeAll(keepingCapacity: true)
    window = []
    blocks = []
    checksum = CRC32()
    contentBytes = 0
    hasBegun = false
    writtenBytes = 0
  }

  /// Queues the current block and, when enough wait or it is the last one, writes all.
  private func add(isLast: Bool, to sink: any ByteSink) throws(Failure) {
    let block = DeflateBlock(content, window: window, isLast: isLast)
    blocks.append(block)
    window = Array(content.suffix(Self.windowBytes))
    content.removeAll(keepingCapacity: true)
    guard isLast || blocks.count == Self.blocksMax else { return }
    let ready = blocks
    blocks = []
    threads.run(ready.count) { ready[$0].compress() }
    if !hasBegun, wrapping == .gzip { try emit(Self.gzipHeader, to: sink) }
    hasBegun = true
    for block in ready {
      guard let packed = block.packed else {
        throw Failure(.internalError, "compression failed, or there is no memory for it")
      }
      try emit(packed, to: sink)
    }
  }

  /// Writes bytes of the stream.
  private func emit(_ bytes: [UInt8], to sink: any ByteSink) throws(Failure) {
    try sink.write(bytes.span)
    writtenBytes += Int64(bytes.count)
  }
}

/// A stretch of content that is compressed by itself.
private final class DeflateBlock: Sendable {
  /// Compression level: level 6 makes copies a tenth smaller and takes three times as long.
  private static let level: Int32 = 4
  private let content: [UInt8]
  private let window: [UInt8]
  private let isLast: Bool
  private let result = Mutex<[UInt8]?>(nil)

  /// A block and what stands before it.
  init(_ content: [UInt8], window: [UInt8], isLast: Bool) {
    self.content = content
    self.window = window
    self.isLast = isLast
  }

  /// The compressed bytes; nil before `compress`, and where it failed.
  var packed: [UInt8]? { result.withLock { $0 } }

  /// Compresses the block; ends at a whole byte.
  func compress() {
    let packed = unsafe withUnsafeTemporaryAllocation(of: z_stream.self, capacity: 1) { streams in
      unsafe streams.initialize(repeating: z_stream())
      guard let stream = streams.baseAddress else { return nil as [UInt8]? }
      let size = unsafe Int32(MemoryLayout<z_stream>.size)
      let (raw, memory) = (DeflateWrapping.raw.rawValue, Int32(8))
      guard
        unsafe deflateInit2_(
          stream,
          Self.level,
          Z_DEFLATED,
          raw,
          memory,
          Z_DEFAULT_STRATEGY,
          ZLIB_VERSION,
          size
        ) == Z_OK
      else { return nil }
      defer { unsafe deflateEnd(stream) }
      return unsafe run(stream)
    }
    result.withLock { $0 = packed }
  }

  /// Compresses with a stream that was prepared; nil where it does not come to its end.
  @unsafe private func run(_ stream: UnsafeMutablePointer<z_stream>) -> [UInt8]? {
    if !window.isEmpty {
      let status = unsafe window.withUnsafeBufferPointer {
        unsafe deflateSetDictionary(stream, $0.baseAddress, UInt32($0.count))
      }
      guard status == Z_OK else { return nil }
    }
    // What a flush adds beyond the bound is an empty stored block.
    let room = Int(unsafe deflateBound(stream, UInt(content.count))) + 64
    var isWhole = false
    let out = unsafe content.withUnsafeBufferPointer { source in
      unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let status = unsafe deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
        count = unsafe target.count - Int(stream.pointee.avail_out)
        isWhole =
          unsafe stream.pointee.avail_in == 0 && stream.pointee.avail_out > 0
          && status == (isLast ? Z_STREAM_END : Z_OK)
      }
    }
    return isWhole ? out : nil
  }
}
