import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Break-glass, and requests that expire")
struct BreakGlassTests {
  /// A comment of 40 characters.
  private static let comment = "outage of the ward's system, ticket 4411"

  /// A world whose policy lets one of `incident` break the glass: `v.stray` is in it.
  private func world() throws -> GateWorld {
    let world = try GateWorld()
    try world.amend { draft in
      draft.document.breakGlass = [.init(group: "incident", min: 1, assurance: .humanKey)]
      let index = try #require(draft.document.humans.firstIndex { $0.id == "v.stray" })
      draft.document.humans[index].groups.append("incident")
      let requester = try #require(draft.document.humans.firstIndex { $0.id == "r.ames" })
      draft.document.humans[requester].groups.append("incident")
    }
    return world
  }

  /// A break-glass approval.
  private func broken(
    _ world: GateWorld,
    by human: String = "v.stray",
    comment: String = Self.comment,
    lifetime: Int64? = nil,
    at seconds: Int64 = 20
  ) throws -> [UInt8] {
    var maker = DecisionMaker(
      review: try world.review(),
      human: human,
      key: ApprovalKey(try world.key(human)),
      comment: comment,
      now: GateWorld.start.advanced(by: seconds)
    )
    maker.isBreakGlass = true
    maker.lifetimeSeconds = lifetime
    return try maker.sign(.approve)
  }

  /// Releases the stage with a broken glass.
  private func release(_ world: GateWorld, at seconds: Int64 = 20) throws -> ReleaseResult {
    try world.put(broken(world, at: seconds))
    return try world.release(at: seconds + 1)
  }

  /// Asks for another stage.
  private func next(_ world: GateWorld, at seconds: Int64) throws {
    try world.makeStage([("n\(seconds).txt", "no one\n")])
    try world.request(at: seconds)
  }

  @Test func releasesWithOneSignatureAndSaysSo() throws {
    let world = try world()
    try world.makeStage()
    try world.request()
    let result = try release(world)
    let folder = try #require(result.folder)
    #expect(result.isBreakGlass)
    #expect(result.approvals.map(\.approver.human) == ["v.stray"])
    let bytes = try SmallFile.read("\(folder)/receipt.dsse.json", bytesMax: 1 << 20)
    let receipt = try Envelope.parse(bytes.span, limits: .document)
    let text = String(decoding: receipt.payload, as: UTF8.self)
    #expect(text.contains("\"action\":\"export.release.break-glass\""))
    var codes: [String] = []
    try world.gate(30).log
      .rows { (row) throws(Failure) in
        if row.event.event == GateEvent.begin { codes = row.event.reasonCodes }
      }
    #expect(codes == ["break_glass"])
    #expect(try world.gate(30).owedReviews().count == 1)
  }

  @Test func ordinaryReleaseOwesNoReview() throws {
    let world = try world()
    try world.approvedStage()
    #expect(try world.gate(25).standing(of: world.stage()).progress == .waiting)
    #expect(try !world.release().isBreakGlass)
    #expect(try world.gate(40).owedReviews().isEmpty)
    #expect(try world.gate(40).standing(of: world.stage()).progress == .released)
  }

  @Test func nextOneWaitsForTheReviewByOthers() throws {
    let world = try world()
    try world.makeStage()
    try world.request()
    _ = try release(world)
    try GateWorld.keepAside(world, as: "first")
    try next(world, at: 100)
    try world.put(broken(world, at: 101))
    let failure = #expect(throws: Failure.self) { try world.release(at: 102) }
    #expect(failure?.reasons == ["review_owed"])
    #expect(failure?.code == .refused)
    // An ordinary release is not held up.
    try world.put(world.decision("m.okafor", at: 103))
    try world.put(world.decision("s.lind", at: 103))
    #expect(try !world.release(at: 104).isBreakGlass)
    // The review: the ordinary approvals of the first request, one of them is not enough.
    try GateWorld.keepAside(world, as: "second")
    try GateWorld.takeBack(world, "first")
    try world.put(world.decision("m.okafor", at: 110))
    _ = try world.gate(111).intake(world.stage())
    #expect(try world.gate(112).owedReviews().count == 1)
    #expect(try world.gate(112).standing(of: world.stage()).progress == .reviewOwed)
    try world.put(world.decision("s.lind", at: 113))
    _ = try world.gate(114).intake(world.stage())
    #expect(try world.gate(115).owedReviews().isEmpty)
    #expect(try world.gate(115).standing(of: world.stage()).progress == .released)
    try next(world, at: 200)
    #expect(try release(world, at: 201).isBreakGlass)
  }

  @Test func denialAfterwardsIsAReviewToo() throws {
    let world = try world()
    try world.makeStage()
    try world.request()
    _ = try release(world)
    try world.put(world.decision("s.lind", .deny, at: 30))
    _ = try world.gate(31).intake(world.stage())
    #expect(try world.gate(32).owedReviews().isEmpty)
    var decision: String?
    try world.gate(33).log
      .rows { (row) throws(Failure) in
        if row.event.event == GateEvent.reviewed { decision = row.event.decision }
      }
    #expect(decision == "deny")
  }

  @Test func reviewHoldsAfterTrustChangedAndNotByWhoBrokeTheGlass() throws {
    let world = try world()
    try world.amend { draft in
      let index = try #require(draft.document.humans.firstIndex { $0.id == "v.stray" })
      draft.document.humans[index].groups.append("privacy")
    }
    try world.makeStage()
    try world.request()
    _ = try release(world)
    try world.amend { try $0.addHuman("n.new", groups: ["privacy"], aliases: []) }
    try world.put(world.decision("v.stray", at: 30))
    try world.put(world.decision("s.lind", at: 30))
    _ = try world.gate(31).intake(world.stage())
    #expect(try world.gate(32).owedReviews().count == 1)
    try world.put(world.decision("m.okafor", at: 33))
    _ = try world.gate(34).intake(world.stage())
    #expect(try world.gate(35).owedReviews().isEmpty)
  }

  @Test func needsAReasonAnHourAndSomebodyElse() throws {
    let world = try world()
    try world.makeStage()
    try world.request()
    let short = String(Self.comment.dropLast())
    let failure = #expect(throws: Failure.self) { try broken(world, comment: short) }
    #expect(failure?.code == .usage)
    try world.expectRefusal(.tokenLifetime) { _ = try broken(world, lifetime: 3601) }
    try world.expectRefusal(.approverIsRequester) { _ = try broken(world, by: "r.ames") }
    try world.expectRefusal(.approverMismatch) { _ = try broken(world, by: "m.okafor") }
    // The gate says the same of envelopes that were made without asking.
    let model = try broken(world, lifetime: 3600)
    let good = try Decision(payload: Envelope.parse(model.span, limits: .decision).payload)
    for (change, code) in [
      ({ $0.comment = short }, .tokenSchema),
      ({ $0.expiresAt = $0.expiresAt.advanced(by: 1) }, .tokenLifetime),
      ({ $0.verdict = .deny }, .actionUnsupported),
      ({ $0.channel.assurance = .gatewayAttested }, .tokenSchema),
    ] as [((inout Decision) -> Void, RefusalCode)] {
      var decision = good
      change(&decision)
      let bytes = try DSSE.sign(payload: decision.payload, with: world.key("v.stray")).bytes()
      let path = try world.put(bytes)
      try world.expectRefusal(code, .refused) { try world.release() }
      try SystemFiles.remove(path)
    }
    // Nobody of `incident` is a requester's stand-in.
    var own = good
    own.approver = "r.ames"
    own.keyID = try world.key("r.ames").verifyingKey.keyID
    let path = try world.put(
      try DSSE.sign(payload: own.payload, with: world.key("r.ames")).bytes()
    )
    try world.expectRefusal(.approverIsRequester, .refused) { try world.release() }
    try SystemFiles.remove(path)
    try world.put(model)
    #expect(try world.release().isBreakGlass)
  }

  @Test func isRefusedWhereThePolicyHasNone() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    try world.expectRefusal(.actionUnsupported) { _ = try broken(world, by: "m.okafor") }
    try world.put(
      world.forged("m.okafor") {
        $0.action = .breakGlass
        $0.comment = Self.comment
        $0.expiresAt = $0.issuedAt.advanced(by: 60)
      }
    )
    try world.expectRefusal(.actionUnsupported, .refused) { try world.release() }
  }

  @Test func brokenGlassFillsNoOrdinaryClause() throws {
    let world = try GateWorld()
    try world.amend { draft in
      draft.document.breakGlass = [.init(group: "data-owner", min: 2, assurance: .humanKey)]
    }
    try world.makeStage()
    try world.request()
    try world.put(broken(world, by: "s.lind"))
    try world.put(world.decision("m.okafor"))
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
    try world.put(broken(world, by: "m.okafor"))
    #expect(try world.release().isBreakGlass)
  }

  @Test func expiredRequestIsAskedAnew() throws {
    let world = try GateWorld()
    try world.amend { $0.document.requestLifetimeSecondsMax = 3600 }
    try world.approvedStage()
    let request = try world.stage().request()
    #expect(request.expiresAt == request.createdAt.advanced(by: 3600))
    let end: Int64 = 10 + 3600
    #expect(try world.gate(end - 1).pendingRequests().count == 1)
    #expect(try world.gate(end).pendingRequests().isEmpty)
    #expect(try world.gate(end - 1).standing(of: world.stage()).progress == .waiting)
    #expect(try world.gate(end).standing(of: world.stage()).progress == .expired)
    try world.expectRefusal(.requestExpired, .refused) { try world.release(at: end) }
    try world.expectRefusal(.requestExpired, .refused) {
      _ = try world.gate(end).intake(world.stage())
    }
    try #require(GateWorld.run(["rm", "-r", "\(world.stagePath)/approvals"]) == 0)
    #expect(try world.request(at: end).id != request.id)
    try world.put(world.decision("m.okafor", at: end + 1))
    try world.put(world.decision("s.lind", at: end + 1))
    #expect(try world.release(at: end + 2).folder != nil)
  }

  @Test func requestThatStillStandsIsReleasedInItsLastSecond() throws {
    let world = try GateWorld()
    try world.amend { $0.document.requestLifetimeSecondsMax = 3600 }
    try world.approvedStage()
    #expect(try world.release(at: 10 + 3599).folder != nil)
  }

  @Test func deniesOnlyWhoCouldApprove() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = try world.put(
      world.forged("v.stray", group: "kitchen") {
        $0.verdict = .deny
        $0.attests = []
      }
    )
    try world.expectRefusal(.approverMismatch, .refused) { try world.release() }
    try SystemFiles.remove(path)
    #expect(try world.release().folder != nil)
  }

  @Test func weakBreakGlassClauseIsNoTrust() throws {
    let world = try GateWorld()
    try world.expectRefusal(.trustInvalid, .integrity) {
      try world.amend {
        $0.document.breakGlass = [.init(group: "x", min: 1, assurance: .gatewayAttested)]
      }
    }
  }
}

extension GateWorld {
  /// Puts the stage aside under a name.
  static func keepAside(_ world: GateWorld, as name: String) throws {
    try #require(run(["mv", world.stagePath, "\(world.path)/stage-\(name)"]) == 0)
  }

  /// Takes a stage back that was put aside.
  static func takeBack(_ world: GateWorld, _ name: String) throws {
    try #require(run(["rm", "-rf", world.stagePath]) == 0)
    try #require(run(["mv", "\(world.path)/stage-\(name)", world.stagePath]) == 0)
  }
}
