import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Files
@testable import Staging

/// Copies are made where they stay, and nothing else is ever left beside them.
@Suite(.serialized) struct PlacedCopyTests {
  /// Folders and files below a stage's data, as `find` says them.
  private func tree(_ stage: String) throws -> [Substring] {
    try tool(["sh", "-c", "cd \"$0/data\" && find . | LC_ALL=C sort", stage]).output
      .split(separator: "\n")
  }

  @Test func pathsThatBecomeTheSameAreKeptApart() throws {
    let world = try StagingWorld()
    // Each of these is called the same once it is masked, and one is called so already.
    try world.put("one@example.org/a.txt", "first plan\n")
    try world.put("two@example.org/a.txt", "second plan\n")
    try world.put("[EMAIL]/a.txt", "third plan\n")
    try world.put("[EMAIL]/a~2.txt", "fourth plan\n")
    let manifest = try world.scan()
    let texts = try manifest.entries.map { try world.text("stage/data/\($0.path)") }
    #expect(Set(texts) == ["first plan\n", "second plan\n", "third plan\n", "fourth plan\n"])
    #expect(Set(manifest.entries.map(\.path)).count == 4)
    #expect(try world.stageSums().isEmpty)
    #expect(try tree(world.stage).count == 2 + 4)
  }

  @Test func aFileAndAFolderOfOneNameAreKeptApart() throws {
    let world = try StagingWorld()
    try world.put("one@example.org", "a file\n")
    try world.put("two@example.org/in.txt", "in a folder\n")
    let manifest = try world.scan()
    let texts = try manifest.entries.map { try world.text("stage/data/\($0.path)") }
    #expect(Set(texts) == ["a file\n", "in a folder\n"])
    #expect(try world.stageSums().isEmpty)
  }

  @Test func whatIsWithheldGetsAPathOfItsOwnToo() throws {
    let world = try StagingWorld()
    // Neither has a copy that could stand in the other's way.
    try world.put("one@example.org/a.pdf", "%PDF-1.7 not read\n")
    try world.put("two@example.org/a.pdf", "%PDF-1.7 not read, either\n")
    try world.put("three@example.org", "%PDF-1.7 a file where others have a folder\n")
    try world.put("b.txt", "potassium is fine\n")
    let paths = try world.scan().entries.map(\.path)
    #expect(
      Set(paths).count == 4 && paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    )
    #expect(paths.filter { $0.hasSuffix("a.pdf") || $0.hasSuffix("a~2.pdf") }.count == 2)
    #expect(try world.stageSums().isEmpty)
  }

  @Test func pathsThatBeginAlikeStandInTheOrderOfTheirBytes() throws {
    let world = try StagingWorld()
    for name in ["a-b.txt", "a/b.txt", "a.txt", "ab.txt", "a b.txt", "a/b-c.txt"] {
      try world.put(name, "plan of \(name.count)\n")
    }
    let paths = try world.scan().entries.map(\.path)
    #expect(paths == ["a b.txt", "a-b.txt", "a.txt", "a/b-c.txt", "a/b.txt", "ab.txt"])
    #expect(try world.stageSums().isEmpty)
  }

  @Test func foldersOfWhatIsWithheldAreNoPartOfAStage() throws {
    let world = try StagingWorld()
    try world.put("a/b/c/read.bin", "%PDF-1.7 not read\n")
    try world.put("a/d/note.txt", "potassium is fine\n")
    try world.scan()
    #expect(try tree(world.stage) == [".", "./a", "./a/d", "./a/d/note.txt"])
  }

  @Test func whatStandsInTheWayGetsAnotherName() throws {
    let world = try StagingWorld()
    let folder = try Folder(path: world.landing)
    let work = try WorkFolder(folder)
    let place = Array("data/a/b.txt".utf8)
    let first = try work.newCopy(at: place)
    #expect(first.name == WorkFolder.placed && folder.facts(of: place)?.isRegular == true)
    #expect(try work.newCopy(at: place).name == "1-1")
    #expect(try work.newCopy(at: Array("data/a/b.txt/c.txt".utf8)).name == "1-2")
    #expect(try work.newCopy(at: Array("data/a".utf8)).name == "1-3")
    let long = Array("data/x/\(String(repeating: "y", count: 300))".utf8)
    #expect(try work.newCopy(at: long).name == "1-4")
    #expect(folder.facts(of: Array("data/x".utf8)) == nil)
    #expect(try work.newCopy(at: nil).name == "1-5")
    work.removeCopy(WorkFolder.placed, at: place)
    #expect(folder.facts(of: Array("data/a".utf8)) == nil)
    #expect(folder.facts(of: Array("data".utf8)) != nil)
  }

  @Test func aKilledRunsCopiesAreTakenBackAndTheirOrphansGo() throws {
    let world = try StagingWorld()
    for index in 0..<40 { try world.put("w\(index % 3)/n\(index).txt", "plan \(index)\n") }
    let big = String(repeating: "mail nurse@example.org today\n", count: 1_500_000)
    try world.put("big.txt", big)
    usleep(60_000)
    let process = try world.start()
    while !world.exists("stage.partial/data/big.txt"), process.isRunning { usleep(1_000) }
    usleep(100_000)
    kill(process.processIdentifier, SIGKILL)
    _ = StagingWorld.end(of: process)
    try #require(world.exists("stage.partial/journal.db"))
    // Whatever stands in the work folder without the journal's knowing goes.
    try tool(["mkdir", "-p", world.path + "/stage.partial/data/orphan"])
    try tool(["touch", world.path + "/stage.partial/data/orphan/file.txt"])
    try tool(["rm", world.landing + "/w1/n1.txt", world.landing + "/big.txt"])
    try world.put("big.txt", "short by now\n")
    #expect(try world.run() == 0)
    #expect(try world.stageSums().isEmpty)
    #expect(try tree(world.stage).count == 1 + 3 + 39 + 1)
    #expect(!world.exists("stage/data/w1/n1.txt") && !world.exists("stage/data/orphan"))
    #expect(try world.text("stage/data/big.txt") == "short by now\n")
  }
}

/// Copies are written to the disk while others are made.
@Suite struct EarlySyncTests {
  @Test func whatCannotBeWrittenIsSaid() throws {
    let world = try StagingWorld()
    let folder = try Folder(path: world.landing)
    let quiet = EarlySync(folder, copies: 2)
    quiet.start()
    quiet.add(1)
    try quiet.finish()
    let early = EarlySync(folder, copies: 2)
    early.start()
    early.add(2)
    try early.finish()
    // A descriptor that is but a place cannot be synced. One that was closed could not either, and would
    // be another test's by the time the folder closes it.
    let pathOnly: Int32 = 0o10_000_000  // O_PATH, which the C library's module lacks
    let place = unsafe open(world.landing, pathOnly | O_DIRECTORY | O_CLOEXEC)
    try #require(place >= 0)
    let broken = EarlySync(Folder(owning: place), copies: 1)
    broken.start()
    broken.add(1)
    usleep(100_000)
    #expect(throws: Failure.self) { try broken.finish() }
  }
}
