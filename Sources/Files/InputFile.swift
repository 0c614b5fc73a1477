import Glibc
package import Vocabulary

/// A regular file that is read at any place, from any thread; whoever changes it meanwhile is noticed.
///
/// Every byte is read once into the caller's buffer, which is what is hashed, scanned and spliced.
/// Read, not mapped: reading is faster, and a mapped file that shrinks kills the process.
package final class InputFile: Sendable {
  /// The open file; closed with the object.
  private let descriptor: Int32
  /// What the kernel said when it was opened.
  package let facts: FileFacts

  /// Takes over an open descriptor.
  /// - Throws: `special-file` where it is no regular file, `unreadable` where nothing is known.
  package init(owning descriptor: Int32) throws(Withholding) {
    guard let facts = FileFacts(descriptor: descriptor) else {
      close(descriptor)
      throw Withholding(.unreadable)
    }
    guard facts.isRegular else {
      close(descriptor)
      throw Withholding(.specialFile)
    }
    self.descriptor = descriptor
    self.facts = facts
  }

  deinit { close(descriptor) }

  /// Appends exactly `count` bytes from `offset` on.
  /// - Throws: `changed-while-reading` where the file no longer has them.
  package func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    guard offset >= 0, count >= 0, offset <= facts.bytes - Int64(count) else {
      throw Withholding(.truncated, "\(count) bytes at \(offset) are not there")
    }
    if count == 0 { return }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    let descriptor = descriptor
    let got = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe readAll(
        descriptor,
        UnsafeMutableRawBufferPointer(rebasing: bytes[start...]),
        at: offset
      )
    }
    guard got >= 0 else { throw Withholding(.unreadable) }
    guard got == count else { throw Withholding(.changedWhileReading) }
  }

  /// Throws `changed-while-reading` unless the file is still what it was when it was opened.
  package func verifyUnchanged() throws(Withholding) {
    guard let now = FileFacts(descriptor: descriptor) else { throw Withholding(.unreadable) }
    var before = facts
    before.links = now.links
    guard before == now else { throw Withholding(.changedWhileReading) }
  }
}

/// Fills a buffer from a place of a file, retrying short and interrupted reads.
///
/// - Returns: how many bytes were read, fewer only where the file ends; minus the errno where
///   nothing could be read.
func readAll(_ descriptor: Int32, _ target: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int
{
  var done = 0
  while done < target.count {
    let got = unsafe pread(
      descriptor,
      target.baseAddress?.advanced(by: done),
      target.count - done,
      off_t(offset) + off_t(done)
    )
    if got < 0, errno == EINTR { continue }
    if got < 0 { return -Int(errno) }
    if got == 0 { break }
    done += got
  }
  return done
}
