import Glibc
import Testing
import Vocabulary

@testable import Files

/// A folder of a test's own, removed with it.
private final class Scratch {
  let path: String

  init() {
    var template = Array("/tmp/phigate-files-XXXXXX".utf8CString)
    _ = unsafe mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeTree(path) }

  /// Writes a file with `count` bytes.
  func write(_ name: String, count: Int) {
    guard let file = unsafe fopen(path + "/" + name, "wb") else { return }
    let bytes = [UInt8](repeating: 0x61, count: count)
    _ = unsafe fwrite(bytes, 1, count, file)
    _ = unsafe fclose(file)
  }
}

@Suite struct InputFileTests {
  @Test func readsSmallAndMappedFilesAlike() throws {
    let scratch = Scratch()
    for count in [10, 3 << 20] {
      scratch.write("f", count: count)
      let folder = try Folder(path: scratch.path)
      let file = try InputFile(owning: folder.open(Array("f".utf8)))
      var bytes: [UInt8] = []
      try file.read(at: 1, into: &bytes, count: count - 1)
      #expect(bytes == [UInt8](repeating: 0x61, count: count - 1))
      try file.verifyUnchanged()
    }
  }

  @Test func readsAcrossWindowsInAnyOrder() throws {
    let scratch = Scratch()
    let size = 19 << 20
    let pattern = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    let file = unsafe open(scratch.path + "/f", O_CREAT | O_WRONLY, 0o600)
    #expect(unsafe Glibc.write(file, pattern, size) == size)
    close(file)
    let input = try InputFile(owning: Folder(path: scratch.path).open(Array("f".utf8)))
    for range in [(8 << 20) - 5..<(8 << 20) + 9, 0..<10, size - 7..<size, 1..<size] {
      var bytes: [UInt8] = [9]
      try input.read(at: Int64(range.lowerBound), into: &bytes, count: range.count)
      #expect(bytes.dropFirst().elementsEqual(pattern[range]))
    }
  }

  @Test func noticesAMappedFileThatShrinks() throws {
    let scratch = Scratch()
    scratch.write("f", count: 4 << 20)
    let folder = try Folder(path: scratch.path)
    let file = try InputFile(owning: folder.open(Array("f".utf8)))
    #expect(unsafe truncate(scratch.path + "/f", 4_096) == 0)
    var bytes: [UInt8] = []
    #expect(throws: Withholding(.changedWhileReading)) {
      try file.read(at: 1 << 20, into: &bytes, count: 1 << 20)
    }
    #expect(throws: Withholding(.changedWhileReading)) { try file.verifyUnchanged() }
  }

  @Test func neverFollowsALink() throws {
    let scratch = Scratch()
    scratch.write("real", count: 5)
    #expect(unsafe symlink("real", scratch.path + "/link") == 0)
    let folder = try Folder(path: scratch.path)
    #expect(folder.open(Array("link".utf8)) == -ELOOP)
    #expect(folder.open(Array("../etc/passwd".utf8)) == -EXDEV)
    #expect(folder.facts(of: Array("link".utf8))?.isLink == true)
    let real = folder.open(Array("real".utf8))
    #expect(real >= 0)
    close(real)
  }

  @Test func publishesAFolderWholeOrNotAtAll() throws {
    let scratch = Scratch()
    let building = try FolderInProgress(path: scratch.path + "/stage", mayReplace: false)
    #expect(unsafe access(scratch.path + "/stage", F_OK) != 0)
    try building.publish()
    #expect(unsafe access(scratch.path + "/stage", F_OK) == 0)
    scratch.write("stage/f", count: 1)
    #expect(throws: Failure.self) {
      _ = try FolderInProgress(path: scratch.path + "/stage", mayReplace: false)
    }
  }
}
