import Glibc
import Testing
import Vocabulary

@testable import Files

@Suite struct FileLockTests {
  /// A path in a folder of the test's own, and what removes it.
  private func place() throws -> String {
    var template = Array("/tmp/phigate-lock-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Leaves a lock file behind as a process that died would.
  private func leave(_ holder: LockHolder, at path: String) throws {
    let file = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let text = Array(holder.text.utf8)
    try #require(unsafe write(file, text, text.count) == text.count)
  }

  @Test func excludesASecondHolderAndNamesTheFirst() throws {
    let folder = try place()
    defer { removeTree(folder) }
    let first = try FileLock(path: folder + "/lock", what: "the stage")
    let failure = #expect(throws: Failure.self) {
      _ = try FileLock(path: folder + "/lock", what: "the stage")
    }
    #expect(failure?.code == .locked)
    #expect(failure?.message.contains("process \(getpid()) on ") == true)
    #expect(failure?.message.contains(" since 20") == true)
    _ = consume first
  }

  @Test func isFreeAgainWhenGivenUp() throws {
    let folder = try place()
    defer { removeTree(folder) }
    for _ in 0..<3 {
      let lock = try FileLock(path: folder + "/lock", what: "the stage")
      #expect(lock.formerHolder == nil)
    }
    #expect(unsafe access(folder + "/lock", F_OK) != 0)
  }

  @Test func isTakenOverFromTheDeadOfThisMachine() throws {
    let folder = try place()
    defer { removeTree(folder) }
    let me = LockHolder.current()
    for (host, boot) in [(me.host, me.boot), (me.host, "before"), ("a-container", me.boot)] {
      let dead = LockHolder(process: 7, host: host, boot: boot, since: "2026-01-01T00:00:00Z")
      try leave(dead, at: folder + "/lock")
      let lock = try FileLock(path: folder + "/lock", what: "the stage")
      #expect(lock.formerHolder == dead)
    }
  }

  @Test func isNeverTakenFromAMachineThatMayLive() throws {
    let folder = try place()
    defer { removeTree(folder) }
    let other = LockHolder(process: 7, host: "far", boot: "x", since: "2026-01-01T00:00:00Z")
    try leave(other, at: folder + "/lock")
    let failure = #expect(throws: Failure.self) {
      _ = try FileLock(path: folder + "/lock", what: "the stage")
    }
    #expect(failure?.code == .locked)
    #expect(failure?.message.contains("process 7 on far") == true)
    #expect(unsafe access(folder + "/lock", F_OK) == 0)
  }

  @Test func isNoWayToWriteThroughALink() throws {
    let folder = try place()
    defer { removeTree(folder) }
    try #require(unsafe symlink("target", folder + "/lock") == 0)
    #expect(throws: Failure.self) { _ = try FileLock(path: folder + "/lock", what: "the stage") }
    #expect(unsafe access(folder + "/target", F_OK) != 0)
  }
}
