import Configuration
import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Files
@testable import Staging

/// A second run over the same sources keeps what has not changed, and nothing else.
@Suite(.serialized) struct CatalogTests {
  /// A world of a few files of several kinds, older than any tick of a clock.
  private func world() throws -> StagingWorld {
    let world = try StagingWorld()
    try world.put("a/note.txt", "mail nurse.one@example.org today\n")
    try world.put("a/plain.txt", "potassium is fine\n")
    try world.put("b/secret.bin", "%PDF-1.7 not read\n")
    try world.put("jane.q@example.org.txt", "phone 617-555-2368\n")
    try tool([
      "sh", "-c", "cd \"$0\" && echo 'mail two@example.org' > in.txt && zip -q a/m.zip in.txt",
      world.landing,
    ])
    settle()
    return world
  }

  /// Waits until files written before are told from files written later.
  private func settle() { usleep(60_000) }

  /// Everything of a stage but run.json: paths, modes and contents.
  private func contents(_ world: StagingWorld, _ stage: String) throws -> String {
    let list =
      "cd \"$0\" && find . ! -name run.json -type f -printf '%P %m ' -exec sha256sum {} \\;"
    return try tool(["sh", "-c", list + " | LC_ALL=C sort", world.path + "/" + stage]).output
  }

  /// Scans once more fully beside the stage, and compares everything.
  private func expectSameAsFull(_ world: StagingWorld) throws {
    let full = world.path + "/full"
    let (_, reused) = try world.scanCounting(replace: false, reuse: .nothing, stage: full)
    #expect(reused == 0)
    #expect(try contents(world, "stage") == contents(world, "full"))
    try tool(["rm", "-rf", full])
  }

  @Test func unchangedFilesAreNotScannedAndTheStageIsTheSame() throws {
    let world = try world()
    let (first, none) = try world.scanCounting(replace: false)
    #expect(none == 0)
    let before = try contents(world, "stage")
    // Twice, because the links of the first reuse change the copies' inodes.
    for _ in 0..<2 {
      let (again, reused) = try world.scanCounting()
      #expect(reused == 6)
      #expect(again.digest == first.digest)
      #expect(try contents(world, "stage") == before)
      #expect(try world.stageSums().isEmpty)
    }
    #expect(try world.text("stage/run.json").contains("\"filesReused\":6,"))
    try expectSameAsFull(world)
  }

  @Test func copiesOfAnotherStageAreLinked() throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    let (second, reused) = try world.scanCounting(replace: false, stage: world.path + "/next")
    #expect(reused == 6 && second.digest == first.digest)
    let paths = ["stage", "next"].map { "\(world.path)/\($0)/data/a/note.txt" }
    let inodes = try tool(["stat", "-c", "%i %h"] + paths).output.split(separator: "\n")
    #expect(inodes[0] == inodes[1] && inodes[0].hasSuffix(" 2"))
    // The older stage is no longer what the catalog speaks of, but nothing of it is lost.
    #expect(try contents(world, "stage") == contents(world, "next"))
    let (third, still) = try world.scanCounting()
    #expect(still == 6 && third.digest == first.digest)
  }

  @Test func fullIgnoresTheCatalog() throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    let (again, reused) = try world.scanCounting(reuse: .nothing)
    #expect(reused == 0 && again.digest == first.digest)
  }

  @Test func changedContentOfTheSameSizeIsScanned() throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    try world.put("a/note.txt", "mail nurse.two@example.com now!!\n")
    settle()
    // The old time of the content does not hide the change: the inode's own time is newer.
    try tool(["touch", "-d", "2020-01-01", world.landing + "/a/note.txt"])
    settle()
    let (second, reused) = try world.scanCounting()
    #expect(reused == 5 && second.digest != first.digest)
    #expect(try world.text("stage/data/a/note.txt") == "mail [EMAIL] now!!\n")
    try expectSameAsFull(world)
  }

  @Test func aTouchedFileIsScannedAndTheManifestStays() throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    try tool(["touch", world.landing + "/a/note.txt"])
    settle()
    let (second, reused) = try world.scanCounting()
    #expect(reused == 5 && second.digest == first.digest)
  }

  @Test func newAndRemovedFilesAreSeen() throws {
    let world = try world()
    try world.scanCounting(replace: false)
    try world.put("c/new.txt", "mail three@example.org\n")
    try tool(["rm", world.landing + "/a/plain.txt"])
    settle()
    let (second, reused) = try world.scanCounting()
    #expect(reused == 5)
    #expect(second.entries.contains { $0.path == "c/new.txt" })
    #expect(!second.entries.contains { $0.path == "a/plain.txt" })
    try expectSameAsFull(world)
  }

  @Test(arguments: [
    "echo x >> \"$0\"", "chmod 600 \"$0\"", "cp -p \"$0\" \"$0.new\" && mv \"$0.new\" \"$0\"",
    "touch \"$0\"", "rm \"$0\"",
  ])
  func aTamperedCopyIsNotTakenOver(how: String) throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    let copy = world.stage + "/data/a/note.txt"
    try #require(try tool(["sh", "-c", how, copy]).code == 0)
    settle()
    let (second, reused) = try world.scanCounting()
    #expect(reused == 5 && second.digest == first.digest)
    #expect(try world.text("stage/data/a/note.txt") == "mail [EMAIL] today\n")
    #expect(try world.stageSums().isEmpty)
  }

  @Test func otherRulesKeysSettingsAndYearsCountForNothing() throws {
    let world = try world()
    try world.scanCounting(replace: false)
    let key = world.path + "/site.key"
    try Data((0..<32).map { UInt8($0) }).write(to: URL(fileURLWithPath: key))
    try #require(unsafe chmod(key, 0o600) == 0)
    let changes: [(inout Configuration) -> Void] = [
      { $0.scan.covered = false }, { $0.limits.archiveDepthMax = 3 },
      {
        $0.scan.profile = .limitedDataSet
        $0.siteKeyPath = key
      }, { $0.siteKeyPath = key },
      { $0.scan.maskProviders.toggle() },
    ]
    for (index, change) in changes.enumerated() {
      let (_, reused) = try world.scanCounting { change(&$0) }
      #expect(reused == 0, "\(index)")
      let (_, again) = try world.scanCounting { change(&$0) }
      #expect(again == 6, "\(index)")
    }
    let (_, reused) = try world.scanCounting(year: 2027)
    #expect(reused == 0)
  }

  @Test func anotherProgramCountsForNothing() throws {
    let world = try world()
    #expect(try world.run(isFull: false) == 3)
    #expect(try world.run(["--replace"], isFull: false) == 3)
    #expect(try world.text("stage/run.json").contains("\"filesReused\":6,"))
    // The tests' own process is another build of the same version.
    let (_, reused) = try world.scanCounting()
    #expect(reused == 0)
  }

  @Test func aFileThatMayChangeWithinATickIsScannedAgain() throws {
    let world = try StagingWorld()
    try world.put("old.txt", "potassium\n")
    settle()
    try world.put("young.txt", "potassium\n")
    // The time of the file is that of the run, as if it were written a moment before.
    let begun = wallClockNanoseconds()
    let folder = try Folder(path: world.landing)
    let times = FileTimes(folder, staysOnMount: true)
    let young = try #require(folder.facts(of: Array("young.txt".utf8)))
    let old = try #require(folder.facts(of: Array("old.txt".utf8)))
    #expect(!times.isSettled(young, at: young.changed))
    #expect(!times.isSettled(young, at: young.changed + 19_999_999))
    #expect(times.isSettled(young, at: young.changed + 20_000_001))
    #expect(times.isSettled(old, at: begun))
    // A file system that keeps whole seconds, one of a server, and a time that has not come yet.
    var coarse = young
    (coarse.changed, coarse.modified) = (5_000_000_000, 5_000_000_000)
    #expect(!times.isSettled(coarse, at: 6_999_999_999))
    #expect(times.isSettled(coarse, at: 7_000_000_001))
    let remote = FileTimes(folder, staysOnMount: false)
    #expect(!remote.isSettled(young, at: young.changed + 599_000_000_000))
    #expect(remote.isSettled(young, at: young.changed + 601_000_000_000))
    var ahead = old
    ahead.modified = begun + 1_000_000_000
    #expect(!times.isSettled(ahead, at: begun))
  }

  @Test func aFileOfTheFutureIsScannedEveryNight() throws {
    let world = try world()
    try tool(["touch", "-d", "2040-01-01", world.landing + "/a/note.txt"])
    settle()
    let (first, _) = try world.scanCounting(replace: false)
    let (second, reused) = try world.scanCounting()
    #expect(reused == 5 && second.digest == first.digest)
  }

  @Test func aBrokenCatalogIsNone() throws {
    let world = try world()
    let (first, _) = try world.scanCounting(replace: false)
    let catalogs = "\(world.path)/state/catalog"
    let names = try FileManager.default.contentsOfDirectory(atPath: catalogs)
    #expect(names.count == 1 && names[0].hasSuffix(".db"))
    for damage in ["truncate -s 5000", "truncate -s 0", "chmod 000; true", "shred -n 1"] {
      let file = "'\(catalogs)/\(names[0])'"
      try tool(["sh", "-c", "\(damage.replacingOccurrences(of: ";", with: " \(file);")) \(file)"])
      let (again, _) = try world.scanCounting()
      #expect(again.digest == first.digest, "\(damage)")
      #expect(try world.stageSums().isEmpty)
      let (_, reused) = try world.scanCounting()
      #expect(reused == 6, "\(damage)")
    }
  }

  @Test func theStateHoldsNoNameOfASourceAndNoPath() throws {
    let world = try world()
    try world.scanCounting(replace: false)
    let found = try tool(["grep", "-rlaE", "jane.q|landing|/tmp/", world.path + "/state"])
    #expect(found.output.isEmpty)
    let modes = try tool([
      "find", world.path + "/state", "-mindepth", "1", "-perm", "/077", "-printf", "%p %m\n",
    ])
    #expect(modes.output.isEmpty)
  }

  @Test func twoNamesOfOneFileStayTwoNamesOfOneCopy() throws {
    let world = try world()
    try tool(["ln", world.landing + "/a/note.txt", world.landing + "/b/other.txt"])
    settle()
    let (first, _) = try world.scanCounting(replace: false)
    let (second, _) = try world.scanCounting()
    #expect(second.digest == first.digest)
    #expect(try world.stageSums().isEmpty)
    try expectSameAsFull(world)
  }

  @Test func onlyWhatWasWithheldIsScannedAgain() throws {
    let world = try world()
    try tool([
      "sh", "-c", "cd \"$0\" && zip -q b/n.zip a/m.zip && rm -f in.txt", world.landing,
    ])
    settle()
    func shallow(_ settings: inout Configuration) { settings.limits.archiveDepthMax = 1 }
    let (first, _) = try world.scanCounting(replace: false, shallow)
    #expect(first.footer.withheld > 1)
    // Nothing that was withheld has changed, so an ordinary run keeps that, too.
    let (second, all) = try world.scanCounting(replace: true, shallow)
    #expect(second.digest == first.digest && all == 6)
    let (third, some) = try world.scanCounting(reuse: .released, shallow)
    #expect(third.digest == first.digest && some == 4)
    // A higher limit: an ordinary run scans everything, this one only what was withheld.
    let (fourth, rest) = try world.scanCounting(reuse: .released)
    #expect(rest == 4)
    #expect(fourth.footer.withheld == 1)
    try expectSameAsFull(world)
    // A lower one may withhold what was released.
    let (_, lower) = try world.scanCounting(reuse: .released, shallow)
    #expect(lower == 0)
  }

  @Test func fullAndRetryExcludeEachOther() throws {
    let world = try world()
    #expect(try world.run(["--retry-withheld"]) == 2)
    #expect(world.errorText.contains("--full and --retry-withheld exclude each other"))
    #expect(try world.run(["--retry-withheld"], isFull: false) == 3)
  }

  @Test func aStateThatCannotBeWrittenIsSaidAndLosesNothing() throws {
    let world = try world()
    try Data().write(to: URL(fileURLWithPath: world.path + "/state"))
    #expect(try world.run(isFull: false) == 3)
    #expect(world.errorText.contains("warning: the next run will scan everything: "))
    #expect(try world.stageSums().isEmpty)
  }
}
