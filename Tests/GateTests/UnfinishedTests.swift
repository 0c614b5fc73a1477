import AuditLog
import Files
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("A release that was killed: nothing lost, nothing published twice")
struct UnfinishedTests {
  /// A world in which the approvals are spent and the rename failed: the state in which a kill
  /// between step 19 and step 20 leaves it.
  private func spent() throws -> GateWorld {
    let world = try GateWorld()
    try world.approvedStage()
    let target = try target(world)
    let rescan = Rescan { (descriptor, entry) throws(Failure) in
      try SystemFiles.makeFolders(target)
      return try GateWorld.scan(descriptor, entry)
    }
    let failure = #expect(throws: Failure.self) {
      try world.gate(30).release(world.stage(), to: "research", rescan: rescan)
    }
    #expect(failure?.reasons == ["destination_occupied"])
    try #require(GateWorld.run(["rmdir", target]) == 0)
    #expect(try world.gate(31).log.isSpent(requestID: world.stage().request().id))
    return world
  }

  /// Where the bundle of the present request appears.
  private func target(_ world: GateWorld) throws -> String {
    "\(world.path)/gate/released/\(try world.stage().request().folderName)"
  }

  /// The private folder of the present request.
  private func draft(_ world: GateWorld) throws -> String {
    let id = try world.stage().request().id
    return PreparedFolder.draftPath(below: "\(world.path)/gate/released", requestID: id)
  }

  /// Events of the log, in order.
  private func events(_ world: GateWorld, at seconds: Int64 = 60) throws -> [String] {
    var events: [String] = []
    try world.gate(seconds).log.rows { (row) throws(Failure) in events.append(row.event.event) }
    return events
  }

  /// Expects that the log ends the present request once, and that the bundle stands there whole.
  private func expectPublishedOnce(
    _ world: GateWorld,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let target = try target(world)
    let ends = try events(world).filter { $0 == GateEvent.end }
    #expect(ends.count == 1, sourceLocation: sourceLocation)
    let names = try world.released()
    #expect(names == [try world.stage().request().folderName], sourceLocation: sourceLocation)
    let check = "cd '\(target)' && sha256sum -c --quiet SHA256SUMS && test -s receipt.dsse.json"
    #expect(GateWorld.run(["sh", "-c", check]) == 0, sourceLocation: sourceLocation)
  }

  @Test func nextReleaseRenamesWhatWasPrepared() throws {
    let world = try spent()
    let id = try world.stage().request().id
    #expect(try world.released() == [".phigate-\(id)"])
    let result = try world.release(at: 40)
    #expect(result.folder == (try target(world)))
    #expect(result.approvals.count == 2)
    try expectPublishedOnce(world)
    let again = #expect(throws: Failure.self) { try world.release(at: 50) }
    #expect(again?.reasons == ["token_spent"])
  }

  @Test func nextReleaseLogsTheEndOfWhatWasRenamed() throws {
    let world = try spent()
    // What the rename of a killed run leaves.
    try #require(GateWorld.run(["chmod", "755", draft(world)]) == 0)
    try #require(GateWorld.run(["mv", draft(world), target(world)]) == 0)
    #expect(try world.release(at: 40).folder == (try target(world)))
    try expectPublishedOnce(world)
  }

  @Test func refusesToGuessWhereNeitherFolderIsThere() throws {
    let world = try spent()
    try #require(GateWorld.run(["rm", "-rf", draft(world)]) == 0)
    try world.expectRefusal(.releaseUnfinished, .refused) { try world.release(at: 40) }
    try world.expectRefusal(.requestPending, .refused) { try world.request(at: 41) }
    // A person looked and decides; the approvals stay used and people decide anew.
    let old = try world.gate(42).abandon(world.stage(), at: "research").id
    try world.expectRefusal(.tokenSpent, .refused) { try world.release(at: 43) }
    #expect(try events(world).filter { $0 == GateEvent.abandoned }.count == 1)
    #expect(throws: Failure.self) { try world.gate(44).abandon(world.stage(), at: "research") }
    try #require(GateWorld.run(["rm", "-rf", "\(world.stagePath)/approvals"]) == 0)
    #expect(try world.request(at: 45).id != old)
    try world.put(world.decision("m.okafor", at: 46))
    try world.put(world.decision("s.lind", at: 46))
    #expect(try world.release(at: 47).folder != nil)
    try expectPublishedOnce(world)
  }

  @Test func refusesAPreparedFolderWithAnotherReceipt() throws {
    let world = try spent()
    try SmallFile.replace("\(try draft(world))/receipt.dsse.json", [0x7B, 0x7D])
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["release_unfinished"])
    #expect(!SystemFiles.exists(try target(world)))
  }

  @Test func refusesAStageThatWasEditedMeanwhile() throws {
    let world = try spent()
    try SmallFile.replace("\(world.stagePath)/data/sub/b.txt", Array("No one\n".utf8))
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["bytes_mismatch"])
    #expect(!SystemFiles.exists(try target(world)))
    // The proof that nothing left is still there.
    try SmallFile.replace("\(world.stagePath)/data/sub/b.txt", Array("no one\n".utf8))
    #expect(try world.release(at: 50).folder != nil)
    try expectPublishedOnce(world)
  }

  @Test func refusesAPublishedBundleThatWasEdited() throws {
    let world = try spent()
    try #require(GateWorld.run(["mv", draft(world), target(world)]) == 0)
    let file = "\(try target(world))/data/a.txt"
    try SmallFile.replace(file, Array("seen: [nAME]\n".utf8))
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["bytes_mismatch"])
    let ended = #expect(throws: Failure.self) {
      try world.gate(41).abandon(world.stage(), at: "research")
    }
    #expect(ended?.reasons == ["destination_occupied"])
  }

  @Test func refusesToFinishWhatWasDeniedMeanwhile() throws {
    let world = try spent()
    try world.put(world.decision("s.lind", .deny, at: 35))
    _ = try world.gate(36).intake(world.stage())
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["denied"])
    #expect(!SystemFiles.exists(try target(world)))
  }

  @Test func endsAlsoWhereTrustChangedMeanwhile() throws {
    let world = try spent()
    try world.amend { $0.document.destinations.removeAll { $0.id == "research" } }
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["destination_unknown"])
    #expect(throws: Failure.self) { try world.gate(41).abandon(world.stage(), at: "partner") }
    _ = try world.gate(42).abandon(world.stage(), at: "research")
    #expect(try world.released().isEmpty)
    #expect(try world.gate(43).pendingRequests().isEmpty)
  }

  @Test func dryRunFinishesNothing() throws {
    let world = try spent()
    let failure = #expect(throws: Failure.self) { try world.release(at: 40, dryRun: true) }
    #expect(failure?.reasons == ["release_unfinished"])
  }

  @Test func removesWhatAKilledCopyLeft() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let left = try draft(world)
    try SystemFiles.makeFolders("\(left)/data/sub")
    try SmallFile.replace("\(left)/data/sub/half", [0x41])
    #expect(try world.release().folder != nil)
    try expectPublishedOnce(world)
  }

  @Test("35: kill -9 at 50 random moments of a release") func survivesKills() throws {
    let world = try GateWorld()
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededSteps(state: seed)
    var outcomes: [String: Int] = [:]
    for round in 0..<50 {
      let second = Int64(100 + round * 100)
      try world.makeStage([("a.txt", "seen: [NAME]\n"), ("b\(round).txt", "no one\n")])
      try #require(GateWorld.run(["rm", "-f", "\(world.stagePath)/request.json"]) == 0)
      let request = try world.request(at: second)
      try world.put(world.decision("m.okafor", at: second + 1))
      try world.put(world.decision("s.lind", at: second + 1))
      let words = [RunningTool.built("gate-worker"), "release", world.path, "\(second + 2)"]
      let tool = try RunningTool(words, output: "\(world.path)/killed")
      // A third anywhere, a third from when the evidence is written, a third from the rename on.
      let mode = Int.random(in: 0..<3, using: &random)
      let target = try target(world)
      let awaited = mode == 1 ? "\(try draft(world))/receipt.dsse.json" : target
      for _ in 0..<200_000 where mode > 0 && !SystemFiles.exists(awaited) {
        if SystemFiles.exists(target) { break }
        usleep(10)
      }
      usleep(UInt32.random(in: 0...[60_000, 2_500, 400][mode], using: &random))
      let isKilled = tool.kill() < 0
      let isThere = SystemFiles.exists(target)
      let gate = try world.gate(second + 3)
      let known = try #require(gate.index.requests[request.id])
      outcomes[
        "\(known.hasBegun ? "spent" : "not spent"), \(isThere ? "renamed" : "not"), "
          + "\(known.hasEnded ? "ended" : "not"), \(isKilled ? "killed" : "whole")",
        default: 0
      ] += 1
      if isThere { #expect(known.hasBegun, "seed \(seed): published before it was spent") }
      if !known.hasEnded {
        #expect(try world.release(at: second + 4).folder == target, "seed \(seed)")
      }
      let failure = #expect(throws: Failure.self) { try world.release(at: second + 5) }
      #expect(failure?.reasons == ["token_spent"])
      let sums = "cd '\(target)' && sha256sum -c --quiet SHA256SUMS"
      #expect(GateWorld.run(["sh", "-c", sums]) == 0, "seed \(seed) round \(round)")
    }
    print("kill -9, seed \(seed): \(outcomes)")
    let names = try world.released()
    #expect(names.count == 50 && names.allSatisfy { !$0.hasPrefix(".") }, "\(names)")
    #expect(try events(world, at: 6000).filter { $0 == GateEvent.end }.count == 50)
    #expect(try world.gate(6000).log.verify().spentTokens == 100)
  }
}

/// A generator with a seed (SplitMix64).
struct SeededSteps: RandomNumberGenerator {
  /// The state.
  var state: UInt64

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
