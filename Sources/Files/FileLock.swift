import Glibc
package import Vocabulary

/// Who holds a lock, as its file says.
package struct LockHolder: Sendable, Hashable {
  /// The process.
  package var process: Int32
  /// The host's name.
  package var host: String
  /// The kernel's boot id: the same for all containers of a machine until it starts again.
  package var boot: String
  /// When the lock was taken, RFC 3339 in UTC.
  package var since: String

  /// The calling process, now.
  package static func current() -> LockHolder {
    var name = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&name, name.count - 1)
    return LockHolder(
      process: getpid(),
      host: String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self),
      boot: firstLine("/proc/sys/kernel/random/boot_id"),
      since: utcTime(Int64(time(nil)))
    )
  }

  /// The holder that a lock's file names; nil where it is empty or not one of ours.
  init?(_ text: String) {
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard words.count >= 4, let process = Int32(words[0]), process > 0 else { return nil }
    (self.process, host, boot, since) = (process, words[1], words[2], words[3])
  }

  /// Creates a holder.
  init(process: Int32, host: String, boot: String, since: String) {
    (self.process, self.host, self.boot, self.since) = (process, host, boot, since)
  }

  /// The file's text, a field a line.
  var text: String { "\(process)\n\(host)\n\(boot)\n\(since)\n" }
}

/// A lock that one process at a time holds, as a file that names the holder.
///
/// The kernel gives it up when the process ends, however that comes about, so that a stale file is
/// taken over. What flock(2) cannot know is whether a process of another machine lives: where the
/// file names another host and another boot, the lock counts as held.
package final class FileLock {
  /// The lock's file; removed when the lock is given up.
  package let path: String
  /// Whoever left the lock behind when it died; nil where nobody did.
  package let formerHolder: LockHolder?
  private let descriptor: Int32
  /// Attempts against runs that end at the same moment.
  private static let attemptsMax = 100

  /// Takes the lock without waiting.
  ///
  /// - Parameters:
  ///   - path: created where it is missing, mode 0600.
  ///   - what: what is locked, for the message (`the stage`).
  /// - Throws: `locked` with the holder's process, host and time; `outputFailed` where the file
  ///   cannot be made.
  package init(path: String, what: String) throws(Failure) {
    let me = LockHolder.current()
    for attempt in 0..<Self.attemptsMax {
      let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
      guard file >= 0 else {
        throw outputFailure(errno, "\(what) cannot be locked", path: path)
      }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        let holder = Self.holder(file)
        close(file)
        guard code == EWOULDBLOCK else {
          throw outputFailure(code, "\(what) cannot be locked", path: path)
        }
        // The holder may not have written its name yet.
        if holder == nil, attempt < Self.attemptsMax / 2 {
          usleep(2_000)
          continue
        }
        throw Self.held(holder, what: what, path: path)
      }
      guard Self.isStill(file, at: path) else {
        close(file)
        continue
      }
      let former = Self.holder(file)
      if let former, former.host != me.host, former.boot != me.boot {
        close(file)
        throw Self.held(former, what: what, path: path)
      }
      let text = Array(me.text.utf8)
      guard ftruncate(file, 0) == 0, unsafe pwrite(file, text, text.count, 0) == text.count else {
        let code = errno
        // Half a name would be nobody's; the lock is still held here.
        _ = unsafe unlink(path)
        close(file)
        throw outputFailure(code, "\(what) cannot be locked", path: path)
      }
      (self.path, descriptor, formerHolder) = (path, file, former)
      return
    }
    throw Failure(.temporary, "\(what) is being locked by others; run it again", path: path)
  }

  deinit {
    // Removed while it is held: whoever opened it meanwhile sees that it is not the file any more.
    _ = unsafe unlink(path)
    close(descriptor)
  }

  /// The error that another holds the lock.
  private static func held(_ holder: LockHolder?, what: String, path: String) -> Failure {
    let name =
      holder.map { "process \($0.process) on \($0.host) since \($0.since)" } ?? "another process"
    return Failure(
      .locked,
      "\(what) is locked by \(name); nothing was done",
      path: path,
      next: "wait for it; where that host is known to be down, remove the lock file",
      reasons: ["locked"]
    )
  }

  /// Whether an open file is the one that its path leads to.
  private static func isStill(_ file: Int32, at path: String) -> Bool {
    var there = stat()
    guard let here = FileFacts(descriptor: file), unsafe lstat(path, &there) == 0 else {
      return false
    }
    let named = FileFacts(there)
    return named.inode == here.inode && named.device == here.device
  }

  /// Who an open lock file says holds it.
  private static func holder(_ file: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = unsafe pread(file, &bytes, bytes.count, 0)
    return count > 0 ? LockHolder(String(decoding: bytes[..<count], as: UTF8.self)) : nil
  }
}

/// The first line of a small file of the kernel; empty where there is none.
private func firstLine(_ path: String) -> String {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return "" }
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: 256)
  let count = unsafe read(file, &bytes, bytes.count)
  return String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
}

/// A time as RFC 3339 has it, in UTC.
private func utcTime(_ seconds: Int64) -> String {
  var parts = unsafe tm()
  var time = time_t(seconds)
  _ = unsafe gmtime_r(&time, &parts)
  let numbers = unsafe [
    Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour),
    Int(parts.tm_min), Int(parts.tm_sec),
  ]
  let text = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
  return "\(text[0])-\(text[1])-\(text[2])T\(text[3]):\(text[4]):\(text[5])Z"
}
