import AuditLog
import DeskPages
import Files
import Records
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

/// What the desk takes in, what it refuses, and that the gate believes what it says.
@Suite struct DecisionTests {
  /// A world with a request at the desk.
  private func begin(
    privacy: Assurance = .gatewayAttested,
    start: Int64? = nil
  ) async throws -> (DeskWorld, DeskStage, DeskCore) {
    let world = try DeskWorld(privacy: privacy, start: start)
    let core = try await world.core()
    let stage = try DeskStage(world)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    return (world, stage, core)
  }

  /// A person who signed in now.
  private func person(_ human: String, _ subject: String, _ world: DeskWorld) -> Person {
    DeskWorld.person(human, subject, at: world.clock.wall.now())
  }

  @Test func gateReleasesWhatWasClickedAndSignedAtTheDesk() async throws {
    let (world, stage, core) = try await begin()
    let id = stage.request.id
    let first = try await core.decide(stage.click("t.clicks", "clicks"), on: id)
    #expect(first.state == .open)
    let second = try await core.decide(
      try stage.signed("s.lind"),
      on: id,
      by: person("s.lind", "lind", world),
      wanting: [.approve, .deny]
    )
    #expect(second.state == .approved)
    let tokens = try #require(try await world.reader().tokens(id))
    #expect(tokens.map(\.verdict) == ["approve", "approve"])
    #expect(try stage.release(tokens.map(\.envelope)) != nil)
  }

  /// Row 47: the desk holds the channel's key alone, and no clause that asks for more takes it.
  @Test("47: a click where a key is needed")
  func clickFillsNoClauseThatNeedsAKey() async throws {
    let (_, strict, refusing) = try await begin(privacy: .humanKey)
    await expectRefusal("assurance_too_weak") {
      _ = try await refusing.decide(strict.click("m.okafor", "okafor"), on: strict.request.id)
    }
    let (_, lax, taking) = try await begin()
    let taken = try await taking.decide(lax.click("m.okafor", "okafor"), on: lax.request.id)
    #expect(taken.verdict == .approve)
  }

  @Test func clickTwiceIsOneDecision() async throws {
    let (world, stage, core) = try await begin()
    let id = stage.request.id
    let first = try await core.decide(stage.click("t.clicks", "clicks"), on: id)
    let again = try await core.decide(stage.click("t.clicks", "clicks", message: "2"), on: id)
    #expect(again.isReplayed && again.envelope == first.envelope)
    let tokens = try await world.reader().tokens(id)
    #expect(tokens?.count == 1)
  }

  @Test func approvalNeedsTheStatementOfSafeHarbor() async throws {
    let (_, stage, core) = try await begin()
    await expectRefusal("attestation_missing") {
      _ = try await core.decide(
        stage.click("t.clicks", "clicks", attests: false),
        on: stage.request.id
      )
    }
    let denied = try await core.decide(
      stage.click("t.clicks", "clicks", .deny, attests: false),
      on: stage.request.id
    )
    #expect(denied.state == .denied)
  }

  @Test func pageOffersNoSecurityKey() async throws {
    let world = try DeskWorld(privacy: .gatewayAttested, start: nil)
    let now = world.clock.wall.now()
    let plain = try world.key("s.lind").verifyingKey
    let other = try SigningKey.generate().verifyingKey
    try world.amend { draft in
      try draft.addKey(
        human: "s.lind",
        publicKey: SSHPublicKey(other, application: "ssh:"),
        validAfter: now,
        validBefore: now.advanced(by: 86_400),
        assurance: .hardwareKey
      )
    }
    let core = try await world.core()
    let stage = try DeskStage(world)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    let eligible = stage.request.clauses.flatMap { $0 }.flatMap(\.eligible)
    #expect(eligible.contains { $0.keys[other.keyID] == .hardwareKey })
    let standing = try await core.viewerStanding(of: "s.lind", on: stage.request.id)
    guard case .mayDecide(let ways) = standing else { throw RecordFault(.badKey) }
    #expect(ways.keys.map(\.keyID) == [plain.keyID])
  }

  @Test func requestersDecideNothing() async throws {
    let (world, stage, core) = try await begin()
    await expectRefusal("approver_is_requester") {
      _ = try await core.decide(stage.click("r.ames", "ames"), on: stage.request.id)
    }
    let forged = try Self.forged(try stage.signed("m.okafor"), "r.ames", try world.key("r.ames"))
    await expectRefusal("approver_is_requester") {
      _ = try await core.decide(
        forged,
        on: stage.request.id,
        by: self.person("r.ames", "ames", world),
        wanting: [.approve]
      )
    }
  }

  /// The decision of a model, in the name of another and with their key.
  private static func forged(
    _ model: [UInt8],
    _ human: String,
    _ key: SigningKey
  ) throws -> [UInt8] {
    let envelope = try Envelope.parse(model.span, limits: .decision)
    var decision = try Decision(payload: envelope.payload)
    decision.approver = human
    decision.keyID = key.verifyingKey.keyID
    return try DSSE.sign(payload: decision.payload, with: key).bytes()
  }

  /// An envelope with one bit of its payload turned.
  private static func edited(_ bytes: [UInt8]) throws -> [UInt8] {
    var envelope = try Envelope.parse(bytes.span, limits: .decision)
    envelope.payload[envelope.payload.count / 2] ^= 1
    return envelope.bytes()
  }

  @Test func nobodySendsAnothersDecision() async throws {
    let (world, stage, core) = try await begin()
    let envelope = try stage.signed("s.lind")
    await expectRefusal("approver_mismatch") {
      _ = try await core.decide(
        envelope,
        on: stage.request.id,
        by: self.person("m.okafor", "okafor", world),
        wanting: [.approve]
      )
    }
    let taken = try await core.decide(
      envelope,
      on: stage.request.id,
      by: person("s.lind", "lind", world),
      wanting: [.approve]
    )
    #expect(!taken.isReplayed)
  }

  @Test func editedEnvelopeIsRefusedAndLogged() async throws {
    let (world, stage, core) = try await begin()
    let edited = try Self.edited(try stage.signed("s.lind"))
    await expectRefusal("signature_invalid") {
      _ = try await core.decide(
        edited,
        on: stage.request.id,
        by: self.person("s.lind", "lind", world),
        wanting: [.approve]
      )
    }
    let rows = try await world.reader().rows(of: stage.request.id)
    #expect(rows.map(\.event.event) == ["request.submit", "refused"])
    #expect(rows.last?.event.reasonCodes == ["signature_invalid"])
  }

  @Test func denialEndsTheRequest() async throws {
    let (world, stage, core) = try await begin()
    let id = stage.request.id
    let denied = try await core.decide(stage.click("t.clicks", "clicks", .deny), on: id)
    #expect(denied.state == .denied)
    await expectRefusal("request_closed") {
      _ = try await core.decide(
        try stage.signed("s.lind"),
        on: id,
        by: self.person("s.lind", "lind", world),
        wanting: [.approve]
      )
    }
  }

  @Test func revocationOpensTheRequestAgain() async throws {
    let (world, stage, core) = try await begin()
    let id = stage.request.id
    _ = try await core.decide(stage.click("t.clicks", "clicks"), on: id)
    let lind = person("s.lind", "lind", world)
    let given = try await core.decide(
      try stage.signed("s.lind"),
      on: id,
      by: lind,
      wanting: [.approve]
    )
    #expect(given.state == .approved)
    let taken = try await core.decide(
      try stage.signed("s.lind", .revoke, revokes: given.envelope),
      on: id,
      by: lind,
      wanting: [.revoke]
    )
    #expect(taken.state == .open)
    let own = try await core.decide(stage.click("t.clicks", "clicks", .revoke), on: id)
    #expect(own.verdict == .revoke)
  }

  @Test func onlyThePersonsOwnKeyGetsAStatement() async throws {
    let (world, stage, core) = try await begin()
    let key = try world.key("s.lind")
    let lind = person("s.lind", "lind", world)
    let payload = try await core.statement(
      .approve,
      on: stage.request.id,
      by: lind,
      keyID: key.verifyingKey.keyID,
      group: nil,
      comment: "checked",
      revokes: nil
    )
    let envelope = try DSSE.sign(payload: payload, with: key).bytes()
    let taken = try await core.decide(
      envelope,
      on: stage.request.id,
      by: lind,
      wanting: [.approve]
    )
    #expect(taken.verdict == .approve)
    await expectRefusal("approver_mismatch") {
      _ = try await core.statement(
        .approve,
        on: stage.request.id,
        by: self.person("m.okafor", "okafor", world),
        keyID: key.verifyingKey.keyID,
        group: nil,
        comment: "",
        revokes: nil
      )
    }
  }

  @Test func strangersSignInToNothing() async throws {
    let (world, _, core) = try await begin()
    let stranger = try await core.signIn([DeskWorld.web("nobody")])
    // A service account's alias is no human's.
    let program = try await core.signIn(["unix:\(DeskWorld.requesterUID)"])
    #expect(stranger == nil && program == nil)
    let secret = try await signIn("lind", core)
    #expect(try await human(secret, world, at: world.clock.wall.now()) == "s.lind")
    try await core.signOut(secret)
    #expect(try await human(secret, world, at: world.clock.wall.now()) == nil)
  }

  @Test func signInsEndByIdlenessAndByAge() async throws {
    let (world, _, core) = try await begin(start: 1_790_000_000)
    let secret = try await signIn("lind", core)
    let times = DeskSettings.SignInTimes(idleSeconds: 100, absoluteSeconds: 250)
    for (seconds, isThere) in [(99, true), (100, true), (198, true), (199, false)] {
      let now = Timestamp(seconds: 1_790_000_000 + Int64(seconds))
      if seconds == 100 {
        world.clock.advance(by: 99)
        try await core.touch(secret)
      }
      let found = try await human(secret, world, at: now, times)
      #expect((found != nil) == isThere, "\(seconds)")
    }
    world.clock.advance(by: 140)
    try await core.touch(secret)
    let last = Timestamp(seconds: 1_790_000_249)
    #expect(try await human(secret, world, at: last, times) == "s.lind")
    let late = Timestamp(seconds: 1_790_000_250)
    #expect(try await human(secret, world, at: late, times) == nil)
  }

  /// The secret of a new sign-in.
  private func signIn(_ subject: String, _ core: DeskCore) async throws -> String {
    let secret = try await core.signIn([DeskWorld.web(subject)])
    return try #require(secret)
  }

  /// The human of a sign-in.
  private func human(
    _ secret: String,
    _ world: DeskWorld,
    at now: Timestamp,
    _ times: DeskSettings.SignInTimes = .init()
  ) async throws -> String? {
    guard let found = try await world.reader().person(secret, at: now, times) else { return nil }
    return found.person.human
  }

  @Test func logOfTheDeskHolds() async throws {
    let (world, stage, core) = try await begin()
    _ = try await core.decide(stage.click("t.clicks", "clicks"), on: stage.request.id)
    let key = try SigningKey.load(path: world.settings.logKey)
    let log = try AuditLog.open(
      DeskCore.auditSettings(world.settings, key, world.clock.wall),
      readOnly: true
    )
    #expect(try log.verify().rows == log.count)
    let reader = try world.reader()
    let rows = log.count
    let proof = try await reader.proof(of: rows - 1)
    let row = String(decoding: proof?.row ?? [], as: UTF8.self)
    #expect(row.contains("\"decision\":\"approve\""))
    let missing = try await reader.proof(of: rows)
    #expect(missing == nil)
    let consistency = try await reader.consistency(from: 1, to: rows)
    #expect(consistency?.newSize == rows)
    let tooLong = try await reader.consistency(from: 1, to: rows + 1)
    #expect(tooLong == nil)
  }
}
