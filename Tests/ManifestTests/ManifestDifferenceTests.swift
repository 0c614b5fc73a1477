import Records
import Testing
import Vocabulary

@testable import Manifest

/// What reviewers see first.
@Suite struct ManifestDifferenceTests {
  /// The difference between two manifests.
  private func difference(
    _ older: [ManifestEntry],
    _ newer: [ManifestEntry],
    header: ManifestHeader = ManifestSample.header
  ) throws -> ManifestDifference {
    try ManifestDifference(
      from: ManifestReader(bytes: ManifestSample.bytes(older)),
      to: ManifestReader(bytes: ManifestSample.bytes(newer, header: header))
    )
  }

  @Test func seesNoDifferenceInTheSame() throws {
    let result = try difference([ManifestSample.masked("a")], [ManifestSample.masked("a")])
    #expect(result.isEmpty)
    #expect(result.unchanged == 1)
    #expect(result.summary == "same as last")
  }

  @Test func countsAddedFiles() throws {
    var member = ManifestSample.masked("c.zip!/m")
    member.kind = .member
    let result = try difference(
      [ManifestSample.masked("b")],
      [
        ManifestSample.withheld("a"), ManifestSample.masked("b"), ManifestSample.masked("c.zip"),
        member,
      ]
    )
    #expect(result.added.first.map(\.path) == ["a", "c.zip", "c.zip!/m"])
    #expect(result.summary == "same as last, +2 files, +1 member")
  }

  @Test func countsRemovedAndChangedFiles() throws {
    let result = try difference(
      [ManifestSample.masked("a"), ManifestSample.masked("b")],
      [ManifestSample.masked("b", bytes: 11), ManifestSample.masked("c")]
    )
    #expect(result.removed.first.map(\.path) == ["a"])
    #expect(result.changed.first.map(\.fields) == [["bytes"]])
    #expect(result.summary == "+1 file, -1 file, 1 changed")
  }

  @Test func namesOtherRulesAndSettings() throws {
    var header = ManifestSample.header
    header.ruleset.epoch = 2
    header.settings = Digest256(hashing: [1])
    header.sources = Digest256(hashing: [2])
    let result = try difference([], [], header: header)
    #expect(result.headerFields == ["ruleset", "settings", "sources"])
    #expect(result.summary == "same as last, other ruleset and settings")
    #expect(!result.isEmpty)
  }
}
