import CPlatform
import Glibc
import Synchronization
package import Vocabulary

/// A regular file that is read at any place, from any thread; whoever changes it meanwhile is noticed.
///
/// Files below `mapFromBytes` are read, larger ones mapped in windows. Each byte is copied once into
/// the caller's buffer, which is what is hashed, scanned and spliced.
package final class InputFile: Sendable {
  /// Size from which files are mapped, in bytes: mapping smaller ones is slower than reading them.
  package static let mapFromBytes: Int64 = 1 << 20
  /// Bytes of a window, a multiple of any page.
  private static let windowBytes: Int64 = 8 << 20
  /// Installs the guard under which windows are copied, once a process: 0 or an errno.
  private static let guardCode = phigate_install_bus_guard()

  /// The open file; closed with the object.
  private let descriptor: Int32
  /// What the kernel said when it was opened.
  package let facts: FileFacts
  /// The window that was read from last.
  private let window = Mutex<MappedWindow?>(nil)

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
    ItemInHand.step()
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    let isMapped = facts.bytes >= Self.mapFromBytes
    let reason = unsafe buffer.withUnsafeMutableBytes { bytes -> Reason? in
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      if isMapped { return unsafe copyMapped(target, at: offset) }
      let got = unsafe readAll(descriptor, target, at: offset)
      return got == count ? nil : got < 0 ? .unreadable : .changedWhileReading
    }
    if let reason { throw Withholding(reason) }
  }

  /// Fills `target` from mapped windows under the guard.
  ///
  /// - Returns: why that cannot be done; nil where it was.
  private func copyMapped(_ target: UnsafeMutableRawBufferPointer, at offset: Int64) -> Reason? {
    guard Self.guardCode == 0 else { return .unreadable }
    return window.withLock { window in
      var done = 0
      while done < target.count {
        let position = offset + Int64(done)
        let first = position / Self.windowBytes * Self.windowBytes
        if window?.offset != first {
          window = nil
          let length = Int(min(Self.windowBytes, facts.bytes - first))
          window = MappedWindow(descriptor, at: first, count: length)
        }
        let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: target[done...])
        guard let got = unsafe window?.copy(from: Int(position - first), into: piece) else {
          return .unreadable
        }
        if got == 0 { return .changedWhileReading }
        done += got
      }
      return nil
    }
  }

  /// Whether users have attached extended attributes to the file.
  package var hasAttributes: Bool {
    phigate_has_attributes(descriptor) != 0
  }

  /// Throws `changed-while-reading` unless the file is still what it was when it was opened.
  package func verifyUnchanged() throws(Withholding) {
    guard let now = FileFacts(descriptor: descriptor) else { throw Withholding(.unreadable) }
    var before = facts
    before.links = now.links
    before.storedBytes = now.storedBytes
    guard before == now else { throw Withholding(.changedWhileReading) }
  }
}

/// A part of a file in memory, gone with the value.
private struct MappedWindow: ~Copyable, Sendable {
  /// Where in the file it begins.
  let offset: Int64
  /// Address of its first byte.
  private let address: UInt
  /// Its bytes.
  private let count: Int

  /// Maps `count` bytes from `offset` on, which is a multiple of the page; nil where that fails.
  init?(_ descriptor: Int32, at offset: Int64, count: Int) {
    guard
      let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, off_t(offset)),
      unsafe start != MAP_FAILED
    else { return nil }
    _ = unsafe madvise(start, count, MADV_SEQUENTIAL)
    address = UInt(bitPattern: start)
    self.count = count
    self.offset = offset
  }

  deinit { _ = unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count) }

  /// Copies from a place of the window on as much as it has.
  ///
  /// - Returns: bytes copied; 0 where the file no longer has them.
  func copy(from place: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(target.count, count - place)
    let hit = unsafe phigate_guarded_copy(
      target.baseAddress,
      UnsafeRawPointer(bitPattern: address + UInt(place)),
      count,
      UnsafeRawPointer(bitPattern: address),
      self.count
    )
    return hit == 0 ? count : 0
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
