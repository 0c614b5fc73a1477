import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Staging

@Suite struct NameStagingTests {
  @Test func equalMaskedNamesAreNumberedByTheirDigests() throws {
    let world = try StagingWorld()
    for (number, letter) in ["4", "5", "6"].enumerated() {
      try world.put("SSN 219-09-999\(letter).txt", "part \(number * 7 % 3) of the plan\n")
    }
    let manifest = try world.scan()
    #expect(manifest.entries.count == 3)
    let base = manifest.entries[0].path
    #expect(!base.contains("219-09"))
    let stem = base.dropLast(4)
    #expect(manifest.entries.map(\.path) == [base, "\(stem)~2.txt", "\(stem)~3.txt"])
    #expect(manifest.entries.allSatisfy { $0.pathMasked })
    let digests = manifest.entries.compactMap { $0.output?.sha256 }
    #expect(digests == digests.sorted() && Set(digests).count == 3)
    #expect(try world.stageSums().isEmpty)
  }

  @Test func aMaskedFileNeverTakesTheNameOfAFolder() throws {
    let world = try StagingWorld()
    try world.put("SSN 219-09-9994", "a\n")
    let masked = try world.scan().entries[0].path
    #expect(masked != "SSN 219-09-9994")
    let other = try StagingWorld()
    try other.put("SSN 219-09-9994", "a\n")
    try other.put("\(masked)/inner.txt", "b\n")
    let paths = try other.scan().entries.map(\.path)
    #expect(paths.contains("\(masked)~2"))
    #expect(paths.contains { $0.hasSuffix("/inner.txt") })
    #expect(try other.stageSums().isEmpty)
  }

  @Test(arguments: [
    ("line\nend.txt", "line%0Aend.txt"), ("-rf", "-rf"), ("50%", "50%25"), ("a!", "a!"),
    ("back\\slash.txt", "back\\slash.txt"), (" ", " "), ("ü.txt", "ü.txt"),
  ])
  func oddNamesAreEscapedAndKept(name: String, listed: String) throws {
    let world = try StagingWorld()
    try world.put(name, "the plan\n")
    let manifest = try world.scan()
    #expect(manifest.entries.map(\.path) == [listed])
    #expect(world.exists("stage/data/\(name)"))
    #expect(try world.stageSums().isEmpty)
  }

  @Test func namesThatAreNotUTF8AreKeptByteForByte() throws {
    let world = try StagingWorld()
    try world.put([0x61, 0xFF, 0xFE, 0x2E, 0x74, 0x78, 0x74], Array("x\n".utf8))
    let manifest = try world.scan()
    #expect(manifest.entries.map(\.path) == ["a%FF%FE.txt"])
    #expect(manifest.entries[0].disposition == .clean)
    #expect(try world.stageSums().isEmpty)
  }

  @Test func composedAndDecomposedNamesAreTwoFiles() throws {
    let world = try StagingWorld()
    try world.put("caf\u{E9}.txt", "one\n")
    try world.put("cafe\u{301}.txt", "two\n")
    #expect(try world.scan().entries.count == 2)
    #expect(try world.stageSums().isEmpty)
  }

  @Test func theLongestNameIsKeptAndOneThatGrowsTooLongIsWithheld() throws {
    let world = try StagingWorld()
    let longest = String(repeating: "x", count: 251) + ".txt"
    try world.put(longest, "the plan\n")
    // Each address is shorter than what it becomes.
    let grows = String(repeating: "a@b.co ", count: 35) + "n.txt"
    try world.put(grows, "the plan\n")
    let manifest = try world.scan()
    #expect(try manifest.entry(longest).disposition == .clean)
    let other = try #require(manifest.entries.first { $0.path != longest })
    #expect(!other.path.contains("a@b.co"))
    #expect(other.path.utf8.count > 255 && other.reason == .unsafePath)
    #expect(try world.stageSums().isEmpty)
  }

  @Test(arguments: [
    ("2026-11-22", true), ("day=2026-11-22", true), ("20261122", true), ("2026_11_22", true),
    ("12345678", false), ("2026-13-01", false), ("mrn=123456789", false), ("20261122x", false),
  ])
  func onlyDatesArePartitionDates(name: String, isDate: Bool) {
    #expect((PartitionDate(Array(name.utf8)) != nil) == isDate)
  }
}
