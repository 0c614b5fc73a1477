import CPlatform
import Glibc

/// What the times of files on one file system are worth.
///
/// A file that is changed twice within one tick of the file system's clock has the same times, so
/// facts that were taken within a tick of them say nothing about the second change.
package struct FileTimes: Sendable {
  /// Whether times come from this machine's clock, not from a server's.
  private let isOwnClock: Bool
  /// The margins, in nanoseconds: where the kernel ticks (100 times a second at least), where only
  /// whole seconds or two are kept, and where clocks of servers differ from ours.
  private static let tick: Int64 = 20_000_000
  private static let seconds: Int64 = 2_000_000_000
  private static let servers: Int64 = 600_000_000_000

  /// The times of what lies in a folder.
  ///
  /// `staysOnMount`: whether nothing of another file system is looked at.
  package init(_ folder: Folder, staysOnMount: Bool) {
    isOwnClock = staysOnMount && phigate_is_own_clock(folder.descriptor) != 0
  }

  /// Nanoseconds after the last change of a file from which on its facts tell every later change.
  private func margin(_ changed: Int64) -> Int64 {
    guard isOwnClock else { return Self.servers }
    return changed % 1_000_000_000 == 0 ? Self.seconds : Self.tick
  }

  /// Whether a change made after `time` would be seen in the facts.
  ///
  /// `time`: in nanoseconds since 1970, not after the facts were taken.
  package func isSettled(_ facts: FileFacts, at time: Int64) -> Bool {
    max(facts.modified, facts.changed) < time - margin(facts.changed)
  }

  /// The same of facts that were kept as a `FileFacts.stamp`; never of fewer bytes.
  package func isSettled(stamp: [UInt8], at time: Int64) -> Bool {
    guard stamp.count == FileFacts.stampBytes else { return false }
    func number(_ start: Int) -> Int64 {
      Int64(bitPattern: stamp[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    let (modified, changed) = (number(24), number(32))
    return max(modified, changed) < time - margin(changed)
  }
}

extension FileFacts {
  /// Device, inode, size and the two times as 40 bytes: equal exactly where all of them are.
  package var stamp: [UInt8] {
    Self.bytes([device, inode, size, time, UInt64(bitPattern: changed)])
  }

  /// Bytes of a `stamp`.
  package static let stampBytes = 40

  /// Bytes of a `contentStamp`, with which a `stamp` begins.
  package static let contentStampBytes = 32

  /// The same without the time of the inode, which a new name changes: 32 bytes.
  package var contentStamp: [UInt8] { Self.bytes([device, inode, size, time]) }

  /// Size and time of the content as they are stamped.
  private var size: UInt64 { UInt64(bitPattern: self.bytes) }
  private var time: UInt64 { UInt64(bitPattern: modified) }

  /// Numbers as eight bytes each, the low ones first.
  private static func bytes(_ numbers: [UInt64]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: numbers.count * 8) { buffer, used in
      for (index, number) in numbers.enumerated() {
        for byte in 0..<8 {
          unsafe buffer[index * 8 + byte] = UInt8(truncatingIfNeeded: number >> (byte * 8))
        }
      }
      used = numbers.count * 8
    }
  }
}
