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
  private static let (tick, seconds, servers): (Int64, Int64, Int64) = (
    20_000_000, 2_000_000_000, 600_000_000_000
  )

  /// The times of what lies in a folder.
  ///
  /// `staysOnMount`: whether nothing of another file system is looked at.
  package init(_ folder: Folder, staysOnMount: Bool) {
    isOwnClock = staysOnMount && phigate_is_own_clock(folder.descriptor) != 0
  }

  /// Nanoseconds after the last change of a file from which on its facts tell every later change.
  private func margin(_ facts: FileFacts) -> Int64 {
    guard isOwnClock else { return Self.servers }
    return facts.changed % 1_000_000_000 == 0 ? Self.seconds : Self.tick
  }

  /// Whether a change made after `time` would be seen in the facts.
  ///
  /// `time`: in nanoseconds since 1970, not after the facts were taken.
  package func isSettled(_ facts: FileFacts, at time: Int64) -> Bool {
    max(facts.modified, facts.changed) < time - margin(facts)
  }
}

extension FileFacts {
  /// Device, inode, size and the two times as 40 bytes: equal exactly where all of them are.
  package var stamp: [UInt8] { contentStamp + Self.bytes(UInt64(bitPattern: changed)) }

  /// Bytes of a `contentStamp`, with which a `stamp` begins.
  package static let contentStampBytes = 32

  /// The same without the time of the inode, which a new name changes: 32 bytes.
  package var contentStamp: [UInt8] {
    [device, inode, UInt64(bitPattern: self.bytes), UInt64(bitPattern: modified)]
      .flatMap(Self.bytes)
  }

  /// A number as eight bytes, the low ones first.
  private static func bytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
