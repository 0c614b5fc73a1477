import AuditLog
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Release: who, what, once")
struct ReleaseTests {
  @Test func releasesWhatBothGroupsApproved() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let result = try world.release()
    let folder = try #require(result.folder)
    let sums = GateWorld.run(["sh", "-c", "cd '\(folder)' && sha256sum -c --quiet SHA256SUMS"])
    #expect(sums == 0)
    for name in ["receipt.dsse.json", "request.json", "approvals", "data/sub/b.txt"] {
      #expect(SystemFiles.exists("\(folder)/\(name)"))
    }
    #expect(try world.released().count == 1)
  }

  @Test func givesOnlyTheReceiptWhereTheDestinationSaysSo() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request(to: "partner")
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    let folder = try #require(try world.release(to: "partner").folder)
    #expect(SystemFiles.exists("\(folder)/receipt.dsse.json"))
    #expect(!SystemFiles.exists("\(folder)/manifest.jsonl"))
  }

  @Test func dryRunPublishesAndSpendsNothing() throws {
    let world = try GateWorld()
    try world.approvedStage()
    #expect(try world.release(dryRun: true).folder == nil)
    #expect(try world.released().isEmpty)
    #expect(try world.release().folder != nil)
  }

  @Test func refusesWithoutApproval() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    try world.expectRefusal(.approvalMissing, .refused) { try world.release() }
  }

  @Test func refusesTooFewApprovals() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    try world.put(world.decision("m.okafor"))
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
  }

  @Test("4: replay of the same request") func refusesReplay() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.reasons == ["token_spent"])
    #expect(failure?.code == .refused)
    #expect(try world.released().count == 1)
  }

  @Test("6: self approval") func refusesApprovalSignedByRequester() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    try world.expectRefusal(.approverIsRequester, .refused) { _ = try world.decision("r.ames") }
    try world.put(world.forged("r.ames"))
    try world.expectRefusal(.approverIsRequester, .refused) { try world.release() }
  }

  @Test("7: requester's second key") func refusesRequestersSecondKey() throws {
    let world = try GateWorld()
    try world.amend { try world.addKey("r.ames", &$0, name: "second") }
    try world.makeStage()
    try world.request()
    try world.put(world.forged("r.ames", key: "second"))
    try world.expectRefusal(.approverIsRequester, .refused) { try world.release() }
  }

  @Test("7: a service account stands for its humans") func excludesHumansOfServiceAccount() throws {
    let world = try GateWorld()
    try world.amend {
      $0.document.serviceAccounts.append(
        .init(id: "svc-nightly", aliases: ["unix:4300"], humans: ["m.okafor"])
      )
    }
    try world.makeStage()
    let request = try world.request(uid: 4300)
    #expect(request.humans == ["m.okafor"])
    try world.expectRefusal(.approverIsRequester) { _ = try world.decision("m.okafor") }
    #expect(try !world.decision("s.lind").isEmpty)
  }

  @Test("41: one human in two groups, two keys") func countsOneHumanOnce() throws {
    let world = try GateWorld()
    try world.amend { try world.addKey("m.okafor", &$0, name: "second") }
    try world.makeStage()
    try world.request()
    try world.put(world.decision("m.okafor"))
    _ = try world.gate(25).intake(world.stage())
    try world.put(world.decision("m.okafor", key: "second"))
    try world.expectRefusal(.duplicateApprover, .refused) { try world.release() }
  }

  @Test("46: a deny holds when its file is gone") func denyOutlivesItsFile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = try world.put(world.decision("m.okafor", .deny, at: 21))
    _ = try world.gate(25).intake(world.stage())
    try SystemFiles.remove(path)
    try world.expectRefusal(.denied, .refused) { try world.release() }
  }

  @Test func revokedApprovalDoesNotCount() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    try world.put(world.decision("s.lind"))
    let approval = try world.decision("m.okafor")
    try world.put(approval)
    _ = try world.gate(25).intake(world.stage())
    try world.put(
      world.decision("m.okafor", .revoke, at: 26, revokes: Digest256(hashing: approval))
    )
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
  }

  @Test func refusesUnknownRequesterAndDestination() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.expectRefusal(.requesterUnknown, .refused) { try world.request(uid: 4999) }
    try world.expectRefusal(.destinationUnknown, .usage) { try world.request(to: "moon") }
  }

  @Test func refusesManifestMadeWithoutConfiguration() throws {
    let world = try GateWorld()
    try world.makeStage(isConfigured: false)
    try world.expectRefusal(.unconfigured) { try world.request() }
  }

  @Test("54: profile not accepted") func refusesProfileThatDestinationDoesNotAccept() throws {
    let world = try GateWorld()
    try world.makeStage(profile: .expert)
    try world.expectRefusal(.profileNotAccepted, .refused) { try world.request() }
  }

  @Test func saysWhatChangedSinceLastRelease() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    try world.makeStage([
      ("a.txt", "seen: [NAME]\n"), ("sub/b.txt", "no one\n"), ("c.txt", "new\n"),
    ])
    let request = try world.request(at: 50)
    #expect(request.difference.added == 1)
    #expect(request.difference.unchanged == 2)
    #expect(request.difference.against != nil)
    #expect(request.difference.summary == "same as last, +1 file")
    #expect(request.difference.entries == [.init(change: "added", path: "c.txt")])
    #expect(request.difference.findings.isEmpty)
  }

  @Test func saysByHowManyFindingsDiffer() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    try world.makeStage([("d.txt", "[NAME] was seen\n"), ("sub/b.txt", "[NAME] left\n")])
    let request = try world.request(at: 50)
    let entries = request.difference.entries.map { "\($0.change) \($0.path)" }
    #expect(entries == ["added d.txt", "changed sub/b.txt", "removed a.txt"])
    #expect(request.difference.findings == [.init(kind: "NAME", change: 1)])
    let again = try ReleaseRequest(reading: request.encoded)
    #expect(again == request)
  }

  @Test("35: two gates race for one token") func onlyOneOfTwoRacingGatesReleases() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let first = try world.gate(30)
    let second = try world.gate(30)
    _ = try first.release(world.stage(), to: "research", rescan: GateWorld.rescan)
    // The second process read the log before the first wrote: only the ledger can stop it.
    let failure = #expect(throws: Failure.self) {
      try second.release(world.stage(), to: "research", rescan: GateWorld.rescan)
    }
    #expect(failure?.code == .refused)
    #expect(try world.released().count == 1)
  }

  @Test("52: another gate") func refusesRequestOfAnotherGate() throws {
    let world = try GateWorld()
    let other = try GateWorld()
    try world.approvedStage()
    let failure = #expect(throws: Failure.self) {
      try other.gate(30).release(world.stage(), to: "research", rescan: GateWorld.rescan)
    }
    #expect(failure?.reasons == ["gate_mismatch"])
    #expect(try world.release().folder != nil)
  }

  @Test("5: another destination") func refusesAnotherDestination() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.expectRefusal(.destinationMismatch, .refused) {
      try world.release(to: "partner")
    }
    #expect(try world.released("partner").isEmpty)
  }
}
