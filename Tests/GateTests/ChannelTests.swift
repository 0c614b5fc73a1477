import Records
import Testing
import Vocabulary

@testable import Gate

/// What a desk signs for people who click: it counts where a clause takes that, and nowhere else.
///
/// Source: phigate-threats(7), row 47.
@Suite struct ChannelTests {
  /// A gate whose desk may speak for the web and Slack; the privacy clause takes a click, the
  /// data-owner clause a key.
  private func world(
    privacy: Assurance = .gatewayAttested,
    kinds: [String] = ["web", "slack"]
  ) throws -> GateWorld {
    let world = try GateWorld()
    let channel = try SigningKey.generate()
    world.keep(channel, as: "channel")
    try world.amend { draft in
      try draft.addHuman("m.okafor", groups: [], aliases: [Self.web("okafor"), "slack:T1/U1"])
      try draft.addHuman("s.lind", groups: ["privacy"], aliases: [Self.web("lind")])
      try draft.addHuman("r.ames", groups: [], aliases: [Self.web("ames")])
      try draft.addHuman("t.clicks", groups: ["privacy"], aliases: [Self.web("clicks")])
      try draft.addChannel(
        "desk",
        pem: channel.verifyingKey.pem,
        kinds: kinds,
        validAfter: GateWorld.start,
        validBefore: GateWorld.start.advanced(by: 30 * 86_400)
      )
      draft.document.approvals = [
        [
          .init(group: "privacy", min: 1, assurance: privacy),
          .init(group: "data-owner", min: 1, assurance: .humanKey),
        ]
      ]
    }
    try world.makeStage()
    try world.request()
    return world
  }

  /// An account of the web.
  private static func web(_ subject: String) -> String {
    "oidc:https://login.example.org|\(subject)"
  }

  /// A click as the desk signs it.
  private func click(
    _ world: GateWorld,
    _ human: String,
    _ subject: String,
    _ verdict: Decision.Verdict = .approve,
    key: String = "channel",
    revokes: Digest256? = nil,
    _ change: (inout [String: String]) -> Void = { _ in }
  ) throws -> [UInt8] {
    let now = GateWorld.start.advanced(by: 20)
    var maker = DecisionMaker(
      review: try world.review(),
      human: human,
      key: ApprovalKey(try world.key(key)),
      comment: "looked at the samples",
      now: now
    )
    maker.group = "privacy"
    maker.channelKind = "web"
    maker.channelDetails = [
      "userId": TrustDocument.Channel.accountName(Self.web(subject)), "messageId": "form-1",
      "receivedAt": now.description, "verifier": "desk-sign-in",
      "evidenceDigest": Digest256(hashing: Array("the form".utf8)).hex,
    ]
    change(&maker.channelDetails)
    return try maker.sign(verdict, revokes: revokes)
  }

  /// The reason with which intake refuses the only new envelope; nil where it takes it.
  private func refusal(_ world: GateWorld, _ envelope: [UInt8]) throws -> String? {
    let path = try world.put(envelope)
    let results = try world.gate(25).intake(try world.stage())
    #expect(results.count == 1)
    if results.first?.refusal != nil { GateWorld.run(["rm", path]) }
    return results.first?.refusal?.reasons.first
  }

  @Test func clickCountsWhereTheClauseTakesIt() throws {
    let world = try world()
    try world.put(try click(world, "m.okafor", "okafor"))
    try world.put(try world.decision("s.lind"))
    try world.release()
    #expect(try world.released().count == 1)
  }

  @Test func clickOfSlackNamesItsAccount() throws {
    let world = try world()
    let slack: (inout [String: String]) -> Void = { details in
      details["workspace"] = "T1"
      details["userId"] = "U1"
    }
    var maker = DecisionMaker(
      review: try world.review(),
      human: "m.okafor",
      key: ApprovalKey(try world.key("channel")),
      comment: "looked",
      now: GateWorld.start.advanced(by: 20)
    )
    maker.channelKind = "slack"
    maker.channelDetails = [
      "messageId": "C1/1.2", "receivedAt": GateWorld.start.advanced(by: 20).description,
      "verifier": "slack-v0-hmac-sha256",
      "evidenceDigest": Digest256(hashing: Array("v0".utf8)).hex,
    ]
    slack(&maker.channelDetails)
    let good = try maker.sign(.approve)
    maker.channelDetails["workspace"] = "T2"
    #expect(try refusal(world, try maker.sign(.approve)) == "channel_mismatch")
    #expect(try refusal(world, good) == nil)
  }

  /// Row 47: whoever steals the channel's key fills no clause that asks for a key of the human's.
  @Test func channelKeyFillsNoClauseThatNeedsAHumansKey() throws {
    let world = try world(privacy: .humanKey)
    // `sign` would not find a place for the key; the thief writes the token by hand.
    let forged = try world.forged("m.okafor", key: "channel") { decision in
      decision.channel = .init(kind: "web", assurance: .gatewayAttested)
      decision.channel.details = [
        "userId": TrustDocument.Channel.accountName(Self.web("okafor")), "messageId": "form-1",
        "receivedAt": decision.issuedAt.description, "verifier": "desk-sign-in",
        "evidenceDigest": Digest256(hashing: [1]).hex,
      ]
    }
    #expect(try refusal(world, forged) == "assurance_too_weak")
    try world.put(try world.decision("s.lind"))
    try world.expectRefusal(.thresholdNotMet) { try world.release() }
  }

  @Test func channelKeyCannotClaimToBeAHumansKey() throws {
    let world = try world()
    let forged = try world.forged("m.okafor", key: "channel")
    #expect(try refusal(world, forged) == "assurance_mismatch")
  }

  @Test(arguments: [
    ("userId", "0000"), ("messageId", nil), ("verifier", nil), ("evidenceDigest", nil),
    ("receivedAt", GateWorld.start.advanced(by: -281).description),
    ("receivedAt", GateWorld.start.advanced(by: 21).description), ("receivedAt", nil),
  ])
  func clickWithoutItsEvidenceIsRefused(field: String, value: String?) throws {
    let world = try world()
    let bad = try click(world, "m.okafor", "okafor") { $0[field] = value }
    #expect(try refusal(world, bad) == "channel_mismatch")
    let good = try click(world, "m.okafor", "okafor") { details in
      details["receivedAt"] = GateWorld.start.advanced(by: -280).description
    }
    #expect(try refusal(world, good) == nil)
  }

  @Test func clickInAnothersNameIsRefused() throws {
    let world = try world()
    #expect(try refusal(world, try click(world, "m.okafor", "lind")) == "channel_mismatch")
    #expect(try refusal(world, try click(world, "m.okafor", "okafor")) == nil)
  }

  @Test func clickOfTheRequesterIsRefused() throws {
    let world = try world()
    let forged = try world.forged("r.ames", key: "channel") { decision in
      decision.channel = .init(kind: "web", assurance: .gatewayAttested)
      decision.channel.details = [
        "userId": TrustDocument.Channel.accountName(Self.web("ames")), "messageId": "form-1",
        "receivedAt": decision.issuedAt.description, "verifier": "desk-sign-in",
        "evidenceDigest": Digest256(hashing: [1]).hex,
      ]
    }
    #expect(try refusal(world, forged) == "approver_is_requester")
  }

  @Test func channelSpeaksForItsOwnKindsAlone() throws {
    let world = try world(kinds: ["slack"])
    #expect(throws: Failure.self) { try self.click(world, "s.lind", "lind") }
    let bad = try click(world, "m.okafor", "okafor")
    #expect(try refusal(world, bad) == "channel_mismatch")
  }

  @Test func revokedChannelCountsNoMore() throws {
    let world = try world()
    #expect(try refusal(world, try click(world, "m.okafor", "okafor")) == nil)
    let keyID = try world.key("channel").verifyingKey.keyID
    try world.amend { try $0.revokeKey(String(keyID.prefix(12)), at: GateWorld.start) }
    let standing = try world.gate(26).standing(of: try world.stage())
    #expect(standing.approvals.isEmpty && standing.lapsed.count == 1)
    try world.makeStage([("c.txt", "seen: [NAME]\n")])
    try world.request(at: 27)
    #expect(throws: Failure.self) { try self.click(world, "m.okafor", "okafor") }
    let forged = try world.forged("m.okafor", key: "channel") { decision in
      decision.issuedAt = GateWorld.start.advanced(by: 28)
      decision.notBefore = decision.issuedAt
      decision.channel = .init(kind: "web", assurance: .gatewayAttested)
    }
    try world.put(forged)
    let results = try world.gate(29).intake(try world.stage())
    #expect(results.last?.refusal?.reasons == ["key_revoked"])
  }

  @Test func oneChannelKeySignsForManyHumans() throws {
    let world = try world()
    try world.amend { draft in
      draft.document.approvals = [[.init(group: "privacy", min: 2, assurance: .gatewayAttested)]]
    }
    try world.makeStage()
    try world.request(at: 12)
    #expect(try refusal(world, try click(world, "m.okafor", "okafor")) == nil)
    #expect(
      try refusal(world, try click(world, "m.okafor", "okafor") { $0["messageId"] = "form-2" })
        == "duplicate_approver"
    )
    #expect(try refusal(world, try click(world, "t.clicks", "clicks")) == nil)
    #expect(try world.gate(26).standing(of: try world.stage()).open.isEmpty)
  }

  /// Whoever holds the channel's key takes no place away: the human's own key comes after it.
  @Test func humansKeyFollowsAClickAndNotTheOtherWay() throws {
    let world = try world()
    #expect(try refusal(world, try click(world, "m.okafor", "okafor")) == nil)
    #expect(try refusal(world, try world.decision("m.okafor")) == nil)
    let later = try click(world, "m.okafor", "okafor") { $0["messageId"] = "form-2" }
    #expect(try refusal(world, later) == "duplicate_approver")
    let standing = try world.gate(26).standing(of: try world.stage())
    #expect(standing.open.map(\.clause.group) == ["data-owner"])
  }

  @Test func clickBreaksNoGlass() throws {
    let world = try world()
    let forged = try world.forged("m.okafor", key: "channel") { decision in
      decision.action = .breakGlass
      decision.comment = String(repeating: "why ", count: 12)
      decision.channel = .init(kind: "web", assurance: .gatewayAttested)
    }
    #expect(try refusal(world, forged) == "token_schema")
  }

  @Test func trustDocumentHoldsChannelsApart() throws {
    let world = try world()
    let pem = try world.key("channel").verifyingKey.pem
    let other = try SigningKey.generate().verifyingKey.pem
    let add = { (id: String, pem: String, kinds: [String]) in
      try world.amend { draft in
        try draft.addChannel(
          id,
          pem: pem,
          kinds: kinds,
          validAfter: GateWorld.start,
          validBefore: GateWorld.start.advanced(by: 60)
        )
      }
    }
    #expect(throws: Failure.self) { try add("second", pem, ["web"]) }
    #expect(throws: Failure.self) { try add("desk", other, ["web"]) }
    #expect(throws: Failure.self) { try add("second", other, ["mail"]) }
    #expect(throws: Failure.self) { try add("second", other, []) }
    try add("second", other, ["web"])
  }
}
