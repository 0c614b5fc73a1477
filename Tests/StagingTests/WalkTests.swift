import Configuration
import Files
import Glibc
import Testing
import Vocabulary

@testable import Staging

/// Folders that change while they are listed.
@Suite struct WalkTests {
  /// A walk over the landing zone, which as yet has looked at nothing.
  private func walk(_ world: StagingWorld) throws -> Walk {
    let folder = try Folder(path: world.landing)
    let source = ScanSource(folder: folder, fileName: nil, prefix: [], realPath: world.landing)
    return Walk([source], configuration: .builtIn, excludes: [], now: 0)
  }

  /// What is met, `change` being done after each item.
  private func met(_ world: StagingWorld, _ change: (Int) throws -> Void) throws -> [String] {
    var walk = try walk(world)
    var names: [String] = []
    while let item = walk.next() {
      names.append(String(decoding: item.listedPath, as: UTF8.self))
      try change(names.count)
    }
    return names
  }

  @Test func aNameThatAppearsWhileItsFolderIsListedIsMet() throws {
    let world = try StagingWorld()
    for name in ["a", "b", "c"] { try world.put(name, "the plan\n") }
    let names = try met(world) { count in if count == 1 { try world.put("late", "the plan\n") } }
    #expect(names.sorted() == ["a", "b", "c", "late"])
  }

  @Test func aFolderThatStaysIsListedOnce() throws {
    let world = try StagingWorld()
    for name in ["a", "b", "c"] { try world.put(name, "the plan\n") }
    #expect(try met(world) { _ in }.sorted() == ["a", "b", "c"])
  }

  @Test func aFolderInWhichNamesKeepAppearingIsListedItself() throws {
    let world = try StagingWorld()
    try world.put("0", "the plan\n")
    let names = try met(world) { count in
      if count < 1_000 { try world.put("\(count)", "the plan\n") }
    }
    #expect(names.count < 1_000 && names.last == ".")
    #expect(Set(names).count == names.count, "nothing is met twice")
  }

  /// All that a walk meets from here on.
  private func rest(_ walk: inout Walk) -> [String] {
    var names: [String] = []
    while let item = walk.next() {
      #expect(item.isSecondLook)
      names.append(String(decoding: item.listedPath, as: UTF8.self))
    }
    return names.sorted()
  }

  @Test func aSecondLookMeetsWhatAFileIsCalledNow() throws {
    let world = try StagingWorld()
    try world.put("in/old.txt", "the plan\n")
    try world.put("other/deep/stays.txt", "the plan\n")
    var walk = try walk(world)
    while walk.next() != nil {}
    try tool(["mv", world.landing + "/in/old.txt", world.landing + "/in/new.txt"])
    walk.lookAgain(at: [SourceFolder(source: 0, path: Array("in".utf8))], since: 0)
    #expect(rest(&walk) == ["in/new.txt"])
  }

  @Test func aSecondLookEntersAFolderThatWasRenamed() throws {
    let world = try StagingWorld()
    try world.put("day-1/a.txt", "the plan\n")
    try world.put("quiet/b.txt", "the plan\n")
    var walk = try walk(world)
    while walk.next() != nil {}
    let quiet = try #require(Folder(path: world.landing).facts(of: Array("quiet".utf8)))
    usleep(20_000)
    try tool(["mv", world.landing + "/day-1", world.landing + "/day-2"])
    walk.lookAgain(
      at: [SourceFolder(source: 0, path: Array("day-1".utf8))],
      since: quiet.changed + 1
    )
    #expect(rest(&walk) == ["day-1", "day-2/a.txt"], "what did not change is not entered")
  }
}
