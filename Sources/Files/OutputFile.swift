import Glibc
package import Vocabulary

/// A file that is written from front to back in few large writes, with its digest.
package final class OutputFile {
  /// Bytes that are gathered before a write.
  private static let bufferBytes = 1 << 20

  /// The open file; -1 once it was closed.
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private var hasher = Hasher256()
  private var isHashing: Bool
  /// Bytes given to `write` until now.
  package private(set) var byteCount: Int64 = 0

  /// Takes over a descriptor that is open for reading and writing.
  ///
  /// `isHashed`: whether its digest will be asked for; it is taken from the file where it was not said.
  package init(owning descriptor: Int32, isHashed: Bool = true) {
    self.descriptor = descriptor
    isHashing = isHashed
  }

  deinit { if descriptor >= 0 { _ = Glibc.close(descriptor) } }

  /// Appends bytes.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    byteCount += Int64(bytes.count)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what is gathered and closes the file; nothing can be written or read any more.
  ///
  /// File systems with quotas or servers may say only here that something was not kept.
  package func close() throws(Failure) {
    try flush()
    guard descriptor >= 0 else { return }
    let code = Glibc.close(descriptor) == 0 ? 0 : errno
    descriptor = -1
    // After EINTR the descriptor is gone and the write-back goes on; syncfs tells the rest.
    guard code == 0 || code == EINTR else {
      throw outputFailure(code, "an output cannot be written")
    }
  }

  /// Overwrites bytes written before; from then on the digest is taken from the file.
  package func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {
    try flush()
    isHashing = false
    let copy = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    try writeAll(copy, at: offset)
  }

  /// Writes what is gathered.
  package func flush() throws(Failure) {
    guard !buffer.isEmpty else { return }
    ItemInHand.step()
    if isHashing { hasher.update(buffer) }
    try writeAll(buffer, at: byteCount - Int64(buffer.count))
    buffer.removeAll(keepingCapacity: true)
  }

  /// Flushes and answers the SHA-256 of everything in the file.
  package func finish() throws(Failure) -> Digest256 {
    try flush()
    if isHashing { return hasher.finish() }
    var whole = Hasher256()
    var offset: Int64 = 0
    var chunk = [UInt8](repeating: 0, count: Self.bufferBytes)
    while offset < byteCount {
      let got = unsafe chunk.withUnsafeMutableBytes { bytes in
        unsafe pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { throw outputFailure(EIO, "an output cannot be read back") }
      ItemInHand.step()
      whole.update(Array(chunk[..<got]))
      offset += Int64(got)
    }
    return whole.finish()
  }

  /// Reads back bytes of the file, which was flushed.
  package func read(at offset: Int64, into target: inout [UInt8], count: Int) throws(Failure) {
    ItemInHand.step()
    let start = target.count
    target.append(contentsOf: repeatElement(0, count: count))
    let got = unsafe target.withUnsafeMutableBytes { bytes in
      unsafe readAll(
        descriptor,
        UnsafeMutableRawBufferPointer(rebasing: bytes[start...]),
        at: offset
      )
    }
    guard got == count else { throw outputFailure(EIO, "an output cannot be read back") }
  }

  /// What the kernel says of the file now; nil where it refuses.
  package var facts: FileFacts? { FileFacts(descriptor: descriptor) }

  /// Another descriptor of the same file, which the caller closes; -1 where there is none.
  package func duplicateDescriptor() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }

  /// Writes all bytes at a place, retrying short writes.
  private func writeAll(_ bytes: [UInt8], at offset: Int64) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes { data in
        unsafe pwrite(
          descriptor,
          data.baseAddress?.advanced(by: done),
          bytes.count - done,
          off_t(offset) + off_t(done)
        )
      }
      if put < 0, errno == EINTR { continue }
      if put < 0 { throw outputFailure(errno, "an output cannot be written") }
      done += put
    }
  }
}
