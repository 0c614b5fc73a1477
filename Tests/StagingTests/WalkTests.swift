import Configuration
import Files
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
}
