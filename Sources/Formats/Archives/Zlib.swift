import CZlib
import Vocabulary

/// What stands around a deflate stream.
enum DeflateWrapping: Int32 {
  /// Nothing, as in zip: `windowBits` -15.
  case raw = -15
  /// Header, CRC-32 and size of RFC 1952, verified by zlib: `windowBits` 15 + 16.
  case gzip = 31
}

/// CRC-32 of zip and gzip, over bytes that come in pieces.
struct CRC32 {
  /// The checksum of all bytes until now.
  private(set) var value: UInt32 = 0

  /// Continues with `bytes[start...]`.
  mutating func update(_ bytes: [UInt8], from start: Int = 0) {
    update(bytes.span.extracting(start..<bytes.count))
  }

  /// Continues with all of `bytes`.
  mutating func update(_ bytes: Span<UInt8>) {
    let before = UInt(value)
    value = unsafe bytes.withUnsafeBufferPointer { pointer in
      unsafe UInt32(truncatingIfNeeded: crc32_z(before, pointer.baseAddress, pointer.count))
    }
  }
}

/// zlib's inflate, one call at a time.
///
/// The state lives at one address from `init` to `deinit`, as zlib requires.
@safe
final class Inflater {
  /// What one call did.
  struct Progress {
    /// Bytes taken from the input.
    var consumed: Int
    /// Bytes put into the output.
    var produced: Int
    /// Whether the stream's end was reached, its checksums verified.
    var isEnd: Bool
  }

  /// zlib's state.
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Throws: `unreadable` without memory.
  init(_ wrapping: DeflateWrapping) throws(Withholding) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream,
      wrapping.rawValue,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    guard status == Z_OK else {
      throw Withholding(.unreadable, "no memory for decompression, zlib status \(status)")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Prepares for another stream.
  func reset() {
    unsafe inflateReset(stream)
  }

  /// Decompresses `input[inputStart...]` into `output[outputStart...]` as far as both reach.
  ///
  /// - Throws: `corrupt` where the stream breaks the format or its own checksums.
  func step(
    _ input: [UInt8],
    from inputStart: Int,
    into output: inout [UInt8],
    from outputStart: Int
  ) throws(Withholding) -> Progress {
    let inputCount = input.count - inputStart
    let outputCount = output.count - outputStart
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { unsafe $0 + inputStart }
        )
        unsafe stream.pointee.avail_in = UInt32(clamping: inputCount)
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + outputStart }
        unsafe stream.pointee.avail_out = UInt32(clamping: outputCount)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    switch status {
    case Z_OK, Z_BUF_ERROR, Z_STREAM_END:
      return unsafe Progress(
        consumed: inputCount - Int(stream.pointee.avail_in),
        produced: outputCount - Int(stream.pointee.avail_out),
        isEnd: status == Z_STREAM_END
      )
    case Z_MEM_ERROR: throw Withholding(.unreadable, "no memory for decompression")
    default: throw Withholding(.corrupt, "compressed data is damaged, zlib status \(status)")
    }
  }
}
