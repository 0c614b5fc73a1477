package import Vocabulary

/// A sequence of bytes that is read once, from front to back.
///
/// A class, because a stream has one position: copies of a struct would share it or lose it.
package protocol ByteSource: AnyObject {
  /// Appends the next bytes to `buffer`.
  ///
  /// - Parameters:
  ///   - buffer: what it holds stays; at most `count` bytes are appended.
  ///   - count: more than 0; fewer bytes do not mean the end.
  /// - Returns: how many bytes were appended; 0 only at the verified end, again and again.
  /// - Throws: why nothing of this source may be released. Bytes handed out before are void, too:
  ///   checksums stand at the end.
  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int
}

extension ByteSource {
  /// Reads until `count` bytes were appended or the source ends.
  ///
  /// - Returns: how many bytes were appended; fewer than `count` only at the end.
  package func fill(_ buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    var total = 0
    while total < count {
      let got = try read(into: &buffer, upTo: count - total)
      if got == 0 { break }
      total += got
    }
    return total
  }

  /// Reads to the verified end and forgets the bytes.
  ///
  /// - Returns: how many bytes there were.
  @discardableResult
  package func drain() throws(Withholding) -> Int64 {
    var total: Int64 = 0
    var buffer: [UInt8] = []
    while true {
      buffer.removeAll(keepingCapacity: true)
      let got = try read(into: &buffer, upTo: 64 << 10)
      if got == 0 { return total }
      total += Int64(got)
    }
  }
}

/// Where a writer's bytes go: a file or memory, from front to back, with corrections.
package protocol ByteSink: AnyObject {
  /// Appends bytes at the end.
  func write(_ bytes: Span<UInt8>) throws(Failure)

  /// Overwrites bytes that were written before.
  ///
  /// Used for sizes and checksums, which stand before the data that they describe.
  /// - Parameters:
  ///   - offset: of the first byte, counted from where this sink began; `offset + bytes.count` is
  ///     at most what was written.
  ///   - bytes: what stands there from now on.
  /// - Throws: where the output cannot be written.
  func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure)
}

/// Bytes that can be read at any place, from any thread: an archive that is walked.
package protocol ArchiveBytes: Sendable {
  /// How many bytes there are.
  var count: Int64 { get }

  /// Appends exactly `count` bytes from `offset` on to `buffer`.
  ///
  /// - Throws: `truncated` where there are fewer, `unreadable` or `changed-while-reading` where the
  ///   file says so.
  func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding)
}

/// Bytes in memory that can be read at any place.
package struct MemoryBytes: ArchiveBytes {
  /// The bytes.
  package let bytes: [UInt8]

  /// Wraps bytes.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many bytes there are.
  package var count: Int64 { Int64(bytes.count) }

  /// As `ArchiveBytes.read`.
  package func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    guard offset >= 0, count >= 0, offset <= self.count - Int64(count) else {
      throw Withholding(.truncated, "\(count) bytes at \(offset) are not there")
    }
    buffer.append(contentsOf: bytes[Int(offset)..<Int(offset) + count])
  }
}

/// A range of other bytes, as an archive of its own.
package struct ArchiveSlice: ArchiveBytes {
  /// The bytes that the slice is a part of.
  private let base: any ArchiveBytes
  /// Where it begins in them.
  private let start: Int64
  /// How many bytes the slice has.
  package let count: Int64

  /// A slice of `count` bytes from `start` on; both must lie inside `base`.
  package init(_ base: any ArchiveBytes, from start: Int64, count: Int64) {
    assert(start >= 0 && count >= 0 && start <= base.count - count, "a slice lies inside its base")
    self.base = base
    self.start = start
    self.count = count
  }

  /// As `ArchiveBytes.read`.
  package func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    guard offset >= 0, count >= 0, offset <= self.count - Int64(count) else {
      throw Withholding(.truncated, "\(count) bytes at \(offset) are not there")
    }
    try base.read(at: start + offset, into: &buffer, count: count)
  }
}

/// Bytes that can be read at any place, read from front to back.
package final class SequentialBytes: ByteSource {
  /// Where they come from.
  private let base: any ArchiveBytes
  /// The next byte to read.
  private var position: Int64 = 0

  /// Reads all of `base`.
  package init(_ base: any ArchiveBytes) {
    self.base = base
  }

  /// As `ByteSource.read`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let wanted = Int(min(Int64(count), base.count - position))
    guard wanted > 0 else { return 0 }
    try base.read(at: position, into: &buffer, count: wanted)
    position += Int64(wanted)
    return wanted
  }
}

/// A source whose beginning can be looked at before it is read, as sniffing needs.
package final class PeekingSource: ByteSource {
  /// What follows the bytes looked at.
  private let base: any ByteSource
  /// The bytes looked at.
  private var head: [UInt8] = []
  /// How many of them were read.
  private var taken = 0

  /// Wraps a source from which nothing is read by anybody else from now on.
  package init(_ base: any ByteSource) {
    self.base = base
  }

  /// The next bytes, which a later `read` returns again.
  ///
  /// - Returns: `count` bytes, fewer only where the source ends.
  package func peek(_ count: Int) throws(Withholding) -> [UInt8] {
    head.removeFirst(taken)
    taken = 0
    if head.count < count { _ = try base.fill(&head, upTo: count - head.count) }
    return Array(head.prefix(count))
  }

  /// As `ByteSource.read`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let left = head.count - taken
    if left == 0 { return try base.read(into: &buffer, upTo: count) }
    let now = min(left, count)
    buffer.append(contentsOf: head[taken..<taken + now])
    taken += now
    if taken == head.count {
      head = []
      taken = 0
    }
    return now
  }
}

/// A sink in memory.
package final class MemorySink: ByteSink {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// An empty sink.
  package init() {}

  /// As `ByteSink.write`.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    self.bytes.append(span: bytes)
  }

  /// As `ByteSink.overwrite`.
  package func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {
    guard offset >= 0, offset <= Int64(self.bytes.count - bytes.count) else {
      throw Failure(.internalError, "correction at \(offset) lies outside what was written")
    }
    for index in bytes.indices { self.bytes[Int(offset) + index] = bytes[index] }
  }
}

extension [UInt8] {
  /// Appends all bytes of a span.
  package mutating func append(span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Appends an unsigned number of 16 bits, low byte first.
  mutating func append(little16 value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  /// Appends an unsigned number of 32 bits, low byte first.
  mutating func append(little32 value: UInt32) {
    append(little16: UInt16(truncatingIfNeeded: value))
    append(little16: UInt16(truncatingIfNeeded: value >> 16))
  }

  /// Appends an unsigned number of 64 bits, low byte first.
  mutating func append(little64 value: UInt64) {
    append(little32: UInt32(truncatingIfNeeded: value))
    append(little32: UInt32(truncatingIfNeeded: value >> 32))
  }

  /// The unsigned number of 16 bits at `offset`, low byte first; both bytes must be there.
  func little16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// The unsigned number of 32 bits at `offset`, low byte first; all bytes must be there.
  func little32(at offset: Int) -> UInt32 {
    UInt32(little16(at: offset)) | UInt32(little16(at: offset + 2)) << 16
  }

  /// The unsigned number of 64 bits at `offset`, low byte first; all bytes must be there.
  func little64(at offset: Int) -> UInt64 {
    UInt64(little32(at: offset)) | UInt64(little32(at: offset + 4)) << 32
  }
}
