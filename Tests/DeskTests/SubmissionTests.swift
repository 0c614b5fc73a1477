import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

/// Which requests the desk takes in, and how they end by themselves.
@Suite struct SubmissionTests {
  @Test func sameKeyAndBodyIsOneRequest() async throws {
    let world = try DeskWorld()
    let core = try await world.core()
    let stage = try DeskStage(world)
    let first = try await core.submit(try stage.submission, key: "one", by: nightly)
    let again = try await core.submit(try stage.submission, key: "one", by: nightly)
    let other = try await core.submit(try stage.submission, key: "two", by: nightly)
    #expect([first.isReplayed, again.isReplayed, other.isReplayed] == [false, true, true])
    #expect(Set([first.id, again.id, other.id]) == [stage.request.id])
    #expect(try await world.reader().list(ListQuery()).summaries.count == 1)
  }

  @Test func keyOfAnotherBodyIsRefused() async throws {
    let world = try DeskWorld()
    let core = try await world.core()
    let stage = try DeskStage(world)
    let second = try DeskStage(world, name: "second", extra: "else")
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    await expectRefusal("idempotency_mismatch") {
      _ = try await core.submit(try second.submission, key: "one", by: nightly)
    }
    // The key is the principal's own.
    let other = Principal.program(name: "b", id: "00112233aabb", scopes: [.submit])
    #expect(try await !core.submit(try second.submission, key: "one", by: other).isReplayed)
  }

  @Test func refusesWhatTheGateDidNotMake() async throws {
    let world = try DeskWorld()
    let elsewhere = try DeskWorld()
    let core = try await world.core()
    _ = try await elsewhere.core()
    let foreign = try DeskStage(elsewhere)
    await expectRefusal("gate_mismatch") {
      _ = try await core.submit(try foreign.submission, key: "one", by: nightly)
    }
    let stage = try DeskStage(world)
    let manifest = Array(try stage.body.dropFirst(stage.request.encoded.count))
    let changes: [((inout ReleaseRequest) -> Void, String)] = [
      ({ $0.clauses[0].removeLast() }, "request_mismatch"),
      ({ $0.clauses[0][0].clause.assurance = .humanKey }, "request_mismatch"),
      ({ $0.policy = Digest256(hashing: [1]) }, "policy_mismatch"),
      ({ $0.destinationURI = "file:/srv/other" }, "destination_mismatch"),
      ({ $0.humans = ["s.lind"] }, "requester_unknown"),
      ({ $0.principal = "svc-other" }, "requester_unknown"),
      ({ $0.createdAt = $0.createdAt.advanced(by: 3_600) }, "clock_behind"),
    ]
    for (change, code) in changes {
      var request = stage.request
      change(&request)
      await expectRefusal(code) {
        let submission = try Submission(body: request.encoded + manifest)
        _ = try await core.submit(submission, key: code, by: nightly)
      }
    }
    #expect(try await !core.submit(try stage.submission, key: "good", by: nightly).isReplayed)
  }

  @Test func refusesAnotherManifest() throws {
    let world = try DeskWorld()
    let stage = try DeskStage(world)
    var body = try stage.body
    body[body.count - 20] ^= 1
    let failure = #expect(throws: Failure.self) { _ = try Submission(body: body) }
    #expect(failure?.reasons == ["manifest_mismatch"])
    #expect(try Submission(body: try stage.body).facts.request == stage.request)
  }

  @Test func requestsEndWhenTheirTimeIsOver() async throws {
    let world = try DeskWorld(start: 1_790_000_000)
    let core = try await world.core()
    let stage = try DeskStage(world)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    let life = stage.request.expiresAt.seconds - stage.request.createdAt.seconds
    world.clock.advance(by: life - 1)
    try await core.tick()
    #expect(try await state(world, stage) == "open")
    world.clock.advance(by: 1)
    try await core.tick()
    #expect(try await state(world, stage) == "expired")
  }

  @Test func approvalsThatLapseOpenTheRequestAgain() async throws {
    let world = try DeskWorld(start: 1_790_000_000)
    let core = try await world.core()
    let stage = try DeskStage(world)
    let id = stage.request.id
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    _ = try await core.decide(stage.click("t.clicks", "clicks"), on: id)
    let lind = DeskWorld.person("s.lind", "lind", at: world.clock.wall.now())
    let last = try await core.decide(
      try stage.signed("s.lind"),
      on: id,
      by: lind,
      wanting: [.approve]
    )
    #expect(last.state == .approved)
    world.clock.advance(by: DecisionMaker.lifetimeSecondsDefault)
    try await core.tick()
    #expect(try await state(world, stage) == "open")
  }

  @Test func newTrustVersionEndsWhatWasAskedUnderTheOldOne() async throws {
    let world = try DeskWorld()
    let core = try await world.core()
    let stage = try DeskStage(world)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    try world.amend { try $0.addHuman("n.new", groups: ["privacy"], aliases: []) }
    try await core.tick()
    #expect(try await state(world, stage) == "expired")
    await expectRefusal("policy_mismatch") {
      _ = try await core.decide(stage.click("t.clicks", "clicks"), on: stage.request.id)
    }
  }

  @Test func expiredTrustTakesNothingIn() async throws {
    let world = try DeskWorld(start: 1_790_000_000)
    let core = try await world.core()
    let stage = try DeskStage(world)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    // The click of the last second counts, the one after it does not.
    let end = try TrustDraft(trust: world.setup.places.trust, now: world.clock.wall.now()).current
    let left = end.document.expires.seconds - world.clock.wall.now().seconds
    var request = stage.request
    request.id = "00000000-0000-4000-8000-000000000001"
    request.expiresAt = request.createdAt.advanced(by: left + 10)
    let manifest = Array(try stage.body.dropFirst(stage.request.encoded.count))
    let late = try Submission(body: request.encoded + manifest)
    world.clock.advance(by: left - 1)
    #expect(try await !core.submit(late, key: "two", by: nightly).isReplayed)
    world.clock.advance(by: 1)
    await expectRefusal("trust_expired") {
      _ = try await core.decide(stage.click("t.clicks", "clicks"), on: request.id)
    }
  }

  @Test func trustWithoutTheRootsSignatureChangesNothing() async throws {
    let world = try DeskWorld()
    let core = try await world.core()
    let stage = try DeskStage(world)
    let good = try SmallFile.read(world.settings.trust, bytesMax: 1 << 20)
    try SmallFile.replace(world.settings.trust, try Self.unsigned(good))
    await expectRefusal("trust_signatures") { try await core.tick() }
    try SmallFile.replace(world.settings.trust, good)
    #expect(try await !core.submit(try stage.submission, key: "one", by: nightly).isReplayed)
  }

  /// A trust document whose first signature does not hold.
  private static func unsigned(_ bytes: [UInt8]) throws -> [UInt8] {
    var envelope = try Envelope.parse(bytes.span, limits: .document)
    envelope.signatures[0].bytes[3] ^= 1
    return envelope.bytes()
  }

  @Test func deskThatWasKilledGoesOnWhereItWas() async throws {
    let world = try DeskWorld()
    let stage = try DeskStage(world)
    _ = try await world.core().submit(try stage.submission, key: "one", by: nightly)
    let reopened = try await world.core()
    let decided = try await reopened.decide(
      stage.click("t.clicks", "clicks"),
      on: stage.request.id
    )
    #expect(decided.state == .open)
    #expect(try await !reopened.submit(try stage.submission, key: "two", by: nightly).id.isEmpty)
  }

  @Test func deskThatStoodStillForDaysGoesOn() async throws {
    let world = try DeskWorld(start: 1_790_000_000)
    let core = try await world.core()
    world.clock.advance(by: 3 * 86_400)
    let stage = try DeskStage(world, clockJump: true)
    _ = try await core.submit(try stage.submission, key: "one", by: nightly)
    let rows = try await world.reader().rows(of: stage.request.id)
    #expect(rows.map(\.event.event) == ["request.submit"])
    let decided = try await core.decide(stage.click("t.clicks", "clicks"), on: stage.request.id)
    #expect(decided.verdict == .approve)
  }

  @Test func pagesOfTheListHoldEveryRequestOnce() async throws {
    let world = try DeskWorld()
    let core = try await world.core()
    var ids: Set<String> = []
    for number in 0..<5 {
      let stage = try DeskStage(world, name: "stage-\(number)", extra: "\(number)")
      ids.insert(try await core.submit(try stage.submission, key: "\(number)", by: nightly).id)
    }
    let reader = try world.reader()
    var seen: [String] = []
    var query = ListQuery(state: .open, destination: "research", limit: 2)
    while true {
      let page = try await reader.list(query)
      for summary in page.summaries {
        if let id = try Self.text(summary, "id") { seen.append(id) }
      }
      guard let next = page.next else { break }
      query.before = next
    }
    #expect(seen.count == 5 && Set(seen) == ids)
    #expect(try await reader.list(ListQuery(destination: "nowhere")).summaries.isEmpty)
  }

  /// Where the desk says that a request stands.
  private func state(_ world: DeskWorld, _ stage: DeskStage) async throws -> String? {
    let found = try await world.reader().summary(stage.request.id)
    return try Self.text(found?.bytes ?? [], "state")
  }

  /// A text of a JSON document.
  private static func text(_ bytes: [UInt8], _ name: String) throws -> String? {
    guard case .string(let text)? = try StrictJSON.parse(bytes.span, limits: .document)[name] else {
      return nil
    }
    return text
  }
}
