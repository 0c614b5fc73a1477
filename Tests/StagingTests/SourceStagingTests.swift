import Configuration
import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Staging

@Suite struct SourceStagingTests {
  @Test func whatIsNoFileIsListedAndNeverOpened() throws {
    let world = try StagingWorld()
    try world.put("empty.txt", "")
    try #require(unsafe mkdir(world.landing + "/hollow", 0o755) == 0)
    try #require(unsafe symlink("/etc/passwd", world.landing + "/link") == 0)
    try #require(unsafe symlink("gone", world.landing + "/broken") == 0)
    try #require(unsafe mkfifo(world.landing + "/pipe", 0o644) == 0)
    try #require(try tool(["python3", "-c", Self.socket, world.landing + "/socket"]).code == 0)
    var expected: [String: Reason] = [
      "link": .unsafeLink, "broken": .unsafeLink, "pipe": .specialFile, "socket": .specialFile,
    ]
    if unsafe mknod(world.landing + "/null", S_IFCHR | 0o600, 0x103) == 0 {
      expected["null"] = .specialFile
    }
    let manifest = try world.scan()
    #expect(manifest.reasons == expected)
    #expect(try manifest.entry("empty.txt").disposition == .clean)
    #expect(try manifest.entry("empty.txt").output?.bytes == 0)
    #expect(manifest.footer.recorded == expected.count)
    #expect(try world.stageSums().isEmpty)
  }

  private static let socket =
    "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1])"

  @Test func unreadableFoldersAndFilesAreWithheld() throws {
    let world = try StagingWorld()
    try world.put("open.txt", "the plan\n")
    try world.put("shut/in.txt", "the plan\n")
    try world.put("shut.txt", "the plan\n")
    _ = unsafe chmod(world.landing + "/shut", 0)
    _ = unsafe chmod(world.landing + "/shut.txt", 0)
    _ = unsafe chmod(world.path, 0o777)
    if geteuid() == 0 {
      let done = try tool([
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env",
        "PHIGATE_STATE=\(world.path)/state", StagingWorld.program, "scan", world.landing,
        "--stage", world.stage,
      ])
      #expect(done.code == 3, "\(done.output)")
    } else {
      try world.scan()
    }
    let manifest = try world.manifest()
    #expect(manifest.reasons == ["shut": .unreadable, "shut.txt": .unreadable])
    #expect(try manifest.entry("shut").kind == .directory)
    #expect(try manifest.entry("open.txt").disposition == .clean)
    _ = unsafe chmod(world.landing + "/shut", 0o755)
  }

  @Test func excludedYoungAndUnfinishedFilesAreRecorded() throws {
    let world = try StagingWorld()
    for name in ["a.log", "deep/b.log", "c.part", "d.txt.filepart", "e.tmp", "f.crdownload"] {
      try world.put(name, "the plan\n")
    }
    try world.put("keep.txt", "the plan\n")
    try world.put("skip/in.txt", "the plan\n")
    let old = timespec(tv_sec: time(nil) - 7_200, tv_nsec: 0)
    _ = unsafe utimensat(AT_FDCWD, world.landing + "/keep.txt", [old, old], 0)
    try world.put("young.txt", "the plan\n")
    let manifest = try world.scan(excludes: ["*.log", "skip"]) { $0.scan.minAgeSeconds = 3_600 }
    #expect(
      manifest.reasons == [
        "a.log": .excluded, "deep/b.log": .excluded, "skip": .excluded, "c.part": .inProgress,
        "d.txt.filepart": .inProgress, "e.tmp": .inProgress, "f.crdownload": .inProgress,
        "young.txt": .inProgress,
      ]
    )
    #expect(try manifest.entry("keep.txt").disposition == .clean)
    #expect(!world.exists("stage/data/a.log"))
  }

  @Test func severalSourcesArePrefixed() throws {
    let world = try StagingWorld()
    try world.put("one/a.txt", "the plan\n")
    try world.put("two/a.txt", "another plan\n")
    try world.put("three.txt", "a third\n")
    let manifest = try world.scan(["one", "two/", "three.txt"].map { "\(world.landing)/\($0)" })
    #expect(manifest.entries.map(\.path) == ["one/a.txt", "three.txt", "two/a.txt"])
  }

  @Test func sourcesThatCannotBeToldApartAreRefused() throws {
    let world = try StagingWorld()
    try world.put("one/x/a.txt", "the plan\n")
    try world.put("two/x/a.txt", "the plan\n")
    let sources = ["\(world.landing)/one/x", "\(world.landing)/two/x"]
    let failure = #expect(throws: Failure.self) { try world.scan(sources) }
    #expect(failure?.code == .usage)
    #expect(try world.names() == ["landing"])
  }

  @Test func aMissingSourceIsRefusedAndAnEmptyOneIsNot() throws {
    let world = try StagingWorld()
    let failure = #expect(throws: Failure.self) { try world.scan([world.path + "/gone"]) }
    #expect(failure?.code == .usage)
    #expect(!world.exists("stage"))
    #expect(try world.scan().entries.isEmpty)
    #expect(try world.run(stage: world.path + "/second") == 0)
    #expect(world.errorText.contains("empty"))
  }

  @Test func aStageInsideASourceIsRefused() throws {
    let world = try StagingWorld()
    try world.put("a.txt", "the plan\n")
    #expect(try world.run(stage: world.landing + "/stage") == 2)
    #expect(try world.run(stage: world.path + "/stage") == 0)
  }

  @Test func anInodeWithSeveralNamesIsScannedOnce() throws {
    let world = try StagingWorld()
    let text = "mail b.okafor@example.org about the plan\n"
    try world.put("a.txt", text)
    for name in ["b.txt", "deep.txt"] {
      try #require(unsafe link(world.landing + "/a.txt", "\(world.landing)/\(name)") == 0)
    }
    let manifest = try world.scan()
    #expect(manifest.entries.map(\.path) == ["a.txt", "b.txt", "deep.txt"])
    #expect(Set(manifest.entries.map(\.output?.sha256)).count == 1)
    #expect(manifest.entries.allSatisfy { $0.findings[.email]?.count == 1 })
    #expect(try world.stageSums().isEmpty)
    // Read once: what run.json counts are the bytes of names, what is staged is one inode.
    var status = stat()
    #expect(unsafe lstat(world.stage + "/data/b.txt", &status) == 0 && status.st_nlink == 3)
  }

  @Test func otherFileSystemsAreNotEntered() throws {
    let world = try StagingWorld()
    try world.put("a.txt", "the plan\n")
    let point = world.landing + "/mounted"
    try #require(unsafe mkdir(point, 0o755) == 0)
    guard try tool(["mount", "-t", "tmpfs", "tmpfs", point]).code == 0 else {
      print("skipped: this user may not mount")
      return
    }
    defer { _ = try? tool(["umount", point]) }
    try world.put("mounted/b.txt", "the plan\n")
    #expect(try world.scan().reasons == ["mounted": .mountBoundary])
    let other = try world.scan(replace: true) { $0.scan.followMounts = true }
    #expect(other.entries.map(\.path) == ["a.txt", "mounted/b.txt"])
  }
}
