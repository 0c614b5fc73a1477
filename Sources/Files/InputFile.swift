import CSystem
import Glibc
package import Vocabulary

/// A regular file that is read at any place, from any thread; whoever changes it meanwhile is noticed.
///
/// Files below `mapFromBytes` are read, larger ones mapped in windows. Each byte of a window is
/// copied once into the caller's buffer, which is what is hashed, scanned and spliced.
package final class InputFile: Sendable {
  /// Size from which files are mapped: mapping smaller ones is slower than reading them.
  package static let mapFromBytes: Int64 = 1 << 20

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
    let isMapped = facts.bytes >= Self.mapFromBytes
    let isWhole =
      isMapped
      ? try copyMapped(at: offset, into: &buffer, count: count)
      : copyRead(at: offset, into: &buffer, count: count)
    guard isWhole else { throw Withholding(.changedWhileReading) }
  }

  /// Throws `changed-while-reading` unless the file is still what it was when it was opened.
  package func verifyUnchanged() throws(Withholding) {
    guard let now = FileFacts(descriptor: descriptor) else { throw Withholding(.unreadable) }
    var before = facts
    before.links = now.links
    guard before == now else { throw Withholding(.changedWhileReading) }
  }

  /// Copies through read(2); false where the file ends early.
  private func copyRead(at offset: Int64, into buffer: inout [UInt8], count: Int) -> Bool {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var done = 0
    while done < count {
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor,
          bytes.baseAddress?.advanced(by: start + done),
          count - done,
          off_t(offset) + off_t(done)
        )
      }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { return false }
      done += got
    }
    return true
  }

  /// Copies from a mapped window under the guard; false where the file shrank.
  private func copyMapped(
    at offset: Int64,
    into buffer: inout [UInt8],
    count: Int
  ) throws(Withholding) -> Bool {
    let page = Int64(sysconf(Int32(_SC_PAGESIZE)))
    let first = offset / page * page
    let length = Int(offset - first) + count
    guard let mapping = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, off_t(first)),
      unsafe mapping != MAP_FAILED
    else { throw Withholding(.unreadable, "mapping \(length) bytes failed") }
    defer { _ = unsafe munmap(mapping, length) }
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    let hit = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe phigate_guarded_copy(
        bytes.baseAddress?.advanced(by: start),
        mapping.advanced(by: Int(offset - first)),
        count,
        mapping,
        length
      )
    }
    return hit == 0
  }
}

/// Installs the guard under which mapped files are copied; once a process, before any is read.
package func installMappingGuard() throws(Failure) {
  let code = phigate_install_bus_guard()
  if code != 0 { throw Failure(.internalError, "cannot guard mapped files: \(describe(code))") }
}
