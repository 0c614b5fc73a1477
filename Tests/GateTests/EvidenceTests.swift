import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Evidence of a period")
struct EvidenceTests {
  /// A world with a refused attempt, a release, a broken glass and, where asked for, its review.
  private func world(reviewed: Bool = true) throws -> GateWorld {
    let world = try GateWorld()
    try world.amend { draft in
      draft.document.breakGlass = [.init(group: "incident", min: 1, assurance: .humanKey)]
      let index = try #require(draft.document.humans.firstIndex { $0.id == "v.stray" })
      draft.document.humans[index].groups.append("incident")
    }
    try world.makeStage()
    try world.request()
    let early = #expect(throws: Failure.self) { try world.release(at: 12) }
    #expect(early?.reasons == ["approval_missing"])
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    try world.release()
    try world.makeStage([("n.txt", "again: [NAME], [NAME]\n")])
    try world.request(at: 86_400)
    var maker = DecisionMaker(
      review: try world.review(),
      human: "v.stray",
      key: ApprovalKey(try world.key("v.stray")),
      comment: "outage of the ward's system, ticket 4411",
      now: GateWorld.start.advanced(by: 86_410)
    )
    maker.isBreakGlass = true
    try world.put(maker.sign(.approve))
    #expect(try world.release(at: 86_420).isBreakGlass)
    guard reviewed else { return world }
    try world.put(world.decision("s.lind", .deny, at: 86_430))
    _ = try world.gate(86_440).intake(world.stage())
    return world
  }

  /// The evidence of the first days.
  private func report(
    _ world: GateWorld,
    from: Int64 = 0,
    until: Int64 = 10 * 86_400,
    framework: EvidenceFramework = .soc2,
    seed: String? = "seven",
    sampleMax: Int = 25
  ) throws -> EvidenceReport {
    try EvidenceReport(
      AuditView(world.setup.places),
      EvidenceQuestion(
        from: GateWorld.start.advanced(by: from),
        until: GateWorld.start.advanced(by: until),
        framework: framework,
        seed: seed,
        sampleMax: sampleMax
      )
    )
  }

  /// The document of the first days; the world is there as long as it is made.
  private func json(
    _ world: GateWorld,
    framework: EvidenceFramework = .soc2
  ) throws -> JSONValue {
    let json = try report(world, framework: framework).json()
    return withExtendedLifetime(world) { json }
  }

  /// A member of an object, by a path of names.
  private func at(_ value: JSONValue, _ path: String...) throws -> JSONValue {
    var value = value
    for name in path {
      guard case .object(let object) = value else { throw Missing() }
      value = try #require(object[name])
    }
    return value
  }

  /// The elements of an array.
  private func list(_ value: JSONValue, _ path: String) throws -> [JSONValue] {
    guard case .array(let values) = try at(value, path) else { throw Missing() }
    return values
  }

  /// Something that a test expected to be there.
  private struct Missing: Error {}

  /// How many items each population has.
  private func counts(_ json: JSONValue) throws -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for each in try list(json, "populations") {
      guard case .string(let id) = try at(each, "id"),
        case .integer(let count) = try at(each, "count")
      else { throw Missing() }
      counts[id] = count
    }
    return counts
  }

  @Test func countsWhatHappened() throws {
    let json = try json(try world())
    #expect(
      try counts(json) == [
        "requests": 2, "decisions": 4, "releases": 2, "refused": 1, "break-glass": 1, "trust": 2,
        "failed-deliveries": 0, "commands": 0, "commands-broken-off": 0, "commands-refused": 0,
      ]
    )
    let refused = try list(json, "refused")
    #expect(try refused.map { try at($0, "reasonCodes") } == [["approval_missing"]])
    let broken = try list(json, "breakGlass")
    #expect(try at(broken[0], "review", "decision") == "deny")
    #expect(try at(broken[0], "reasons") == ["outage of the ward's system, ticket 4411"])
  }

  @Test func countsCommandsAndWhatLeftInPart() throws {
    let actions = try ActionWorld()
    try actions.world.amend { $0.document.destinations[0].uri = "exec:/bin/false" }
    try actions.approved()
    try actions.run()
    let again = #expect(throws: Failure.self) { try actions.run(at: 40) }
    #expect(again?.reasons == ["token_spent"])
    try actions.world.makeStage()
    try actions.world.request(at: 50)
    try actions.world.put(actions.world.decision("m.okafor", at: 51))
    try actions.world.put(actions.world.decision("s.lind", at: 51))
    let failed = #expect(throws: Failure.self) { try actions.world.release(at: 60) }
    #expect(failed?.reasons == ["delivery_failed"])
    let counts = try counts(try json(actions.world))
    #expect(counts["commands"] == 1)
    #expect(counts["commands-refused"] == 1)
    #expect(counts["commands-broken-off"] == 0)
    #expect(counts["failed-deliveries"] == 1)
    #expect(counts["releases"] == 0)
  }

  @Test func saysThatAReviewIsOwed() throws {
    let json = try json(try world(reviewed: false))
    #expect(try at(try list(json, "breakGlass")[0], "review") == .null)
  }

  @Test func periodHoldsItsFirstSecondAndNotTheOneAfter() throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    // The first release ends at 30, the second at 86420.
    #expect(try counts(report(world, from: 30, until: 31).json())["releases"] == 1)
    #expect(try counts(report(world, from: 31, until: 86_420).json())["releases"] == 0)
    #expect(try counts(report(world, from: 31, until: 86_421).json())["releases"] == 1)
    #expect(try counts(report(world, from: 0, until: 30).json())["releases"] == 0)
  }

  @Test func performsAgainWhatAReleaseRestsOn() throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    let report = try report(world)
    for each in report.releases {
      for test in try list(try report.release(each), "tests") {
        #expect(try at(test, "holds") == true, "\(test)")
      }
    }
    // The other way round: each test fails on a case that breaks its rule.
    var own = try #require(report.releases.first)
    own.decisions[0].approver.human = "r.ames"
    #expect(try failing(report, own).contains("no approver is the requester"))
    var few = try #require(report.releases.first)
    few.decisions[0].approver = few.decisions[1].approver
    #expect(try failing(report, few).contains("distinct people meet the policy in force"))
    var forgotten = try #require(report.releases.first)
    forgotten.decisions.removeLast()
    #expect(try failing(report, forgotten).contains("distinct people meet the policy in force"))
    var other = try #require(report.releases.first)
    other.decisions[0].decision.manifest = Digest256(hashing: [9])
    #expect(try failing(report, other).contains("each signed this manifest and this request"))
    var late = try #require(report.releases.first)
    late.decisions[0].decision.expiresAt = late.row.time
    #expect(try failing(report, late).count == 1)
    var none = try #require(report.releases.first)
    none.begin?.event.detail = nil
    #expect(try failing(report, none).contains("the gate signed a receipt that says PASSED"))
    var gone = try #require(report.releases.first)
    gone.request.manifest = Digest256(hashing: [7])
    #expect(try failing(report, gone).contains("the manifest is kept and complete"))
  }

  /// The tests that do not hold of a case.
  private func failing(_ report: EvidenceReport, _ each: EvidenceCase) throws -> [String] {
    try list(try report.release(each), "tests")
      .compactMap { test in
        guard try at(test, "holds") == false, case .string(let name) = try at(test, "test") else {
          return nil
        }
        return name
      }
  }

  @Test func countsTheEighteenIdentifiersOfEachBundle() throws {
    let tables = try list(try json(try world()), "safeHarbor")
    #expect(tables.count == 2)
    for (table, names) in zip(tables, [1, 2] as [Int64]) {
      let rows = try list(table, "rows")
      #expect(
        try rows.map { try at($0, "letter") } == "ABCDEFGHIJKLMNOPQR".map { .string("\($0)") }
      )
      #expect(try at(rows[0], "found") == .integer(names) || names == 2)
      #expect(try rows.allSatisfy { try at($0, "residual") == 0 })
      #expect(try rows[1...].allSatisfy { try at($0, "found") == 0 })
    }
    // Safe Harbor's attestation is signed by every approver.
    #expect(Set(try list(tables[0], "attested")) == ["m.okafor", "s.lind"])
  }

  @Test func anybodyDrawsTheSameSample() throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    let json = try report(world, sampleMax: 2).json()
    let population = try #require(
      try list(json, "populations").first { try at($0, "id") == "decisions" }
    )
    let sample = try #require(
      try list(json, "samples").first { try at($0, "population") == "decisions" }
    )
    // sha256sum draws: the two smallest digests of seed, population and item.
    let items = try list(population, "items")
      .map { item -> String in
        guard case .string(let text) = item else { throw Missing() }
        return text
      }
    let script =
      "for item in \(items.joined(separator: " ")); do "
      + "echo \"$(printf 'seven decisions %s' $item | sha256sum | cut -c1-64) $item\"; "
      + "done | sort | head -n 2 | cut -d' ' -f2 > '\(world.path)/drawn'"
    #expect(GateWorld.run(["sh", "-c", script]) == 0)
    let drawn = String(
      decoding: try SmallFile.read("\(world.path)/drawn", bytesMax: 4096),
      as: UTF8.self
    )
    .split(separator: "\n").map { JSONValue.string(String($0)) }
    #expect(try list(sample, "items") == drawn)
    #expect(drawn.count == 2)
    let other = try report(world, seed: "eight", sampleMax: 2).document()
    #expect(try other != report(world, sampleMax: 2).document())
    #expect(try report(world, sampleMax: 2).document() == report(world, sampleMax: 2).document())
    // Without a seed it is the root of the log, which nobody chose.
    let report = try report(world, seed: nil)
    #expect(report.seed == report.audit.root.hex)
  }

  @Test func showsAccessOverTime() throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    try world.amend { draft in
      try draft.revokeKey(
        String(try world.key("m.okafor").verifyingKey.keyID.prefix(16)),
        at: GateWorld.start.advanced(by: 90_000)
      )
    }
    _ = try world.gate(100_000)
    let versions = try list(try report(world).json(), "access")
    // The first version, the one with people in it, the one without a key.
    try #require(versions.count == 3)
    #expect(try at(versions[1], "until") == at(versions[2], "from"))
    #expect(try at(versions[2], "until") == .null)
    guard case .array(let changes) = try at(versions[2], "changes") else { throw Missing() }
    #expect(
      changes.contains { change in
        if case .string(let text) = change { text.hasPrefix("human m.okafor loses") } else { false }
      }
    )
    // Before the revocation only the versions of that time are shown.
    #expect(try list(try report(world, from: 0, until: 5).json(), "access").count < 3)
  }

  @Test(arguments: EvidenceFramework.allCases)
  func mapsToControlsAndSaysWhatItDoesNotShow(framework: EvidenceFramework) throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    let json = try json(world, framework: framework)
    #expect(try list(json, "controls").count >= 6)
    for control in try list(json, "controls") {
      for section in try list(control, "sections") {
        guard case .string(let name) = section else { throw Missing() }
        _ = try at(json, name)
      }
      guard case .string(let limit) = try at(control, "limit") else { throw Missing() }
      #expect(!limit.isEmpty)
    }
    let limits = try list(json, "notShown")
    let alone = "That nobody who holds the gate’s key wrote the log anew"
    func isThere(_ limits: [JSONValue]) -> Bool {
      limits.contains { if case .string(let text) = $0 { text.hasPrefix(alone) } else { false } }
    }
    #expect(!isThere(limits))
    var places = world.setup.places
    places.checkpoints = nil
    let without = try EvidenceReport(
      AuditView(places),
      EvidenceQuestion(
        from: GateWorld.start,
        until: GateWorld.start.advanced(by: 1),
        framework: framework
      )
    )
    #expect(isThere(try list(try without.json(), "notShown")))
  }

  @Test func isNotMadeOfRecordsThatWereAltered() throws {
    let world = try world()
    defer { withExtendedLifetime(world) {} }
    let store = ObjectStore(state: world.setup.places.state)
    let report = try report(world)
    let each = try #require(report.releases.first)
    for digest in [each.spent[0], each.request.digest, each.request.manifest] {
      let bytes = try store.record(digest)
      try SmallFile.replace(store.path(digest), bytes + [0x20])
      let failure = #expect(throws: Failure.self) { try self.report(world).document() }
      #expect(failure?.reasons == ["log_incomplete"])
      try SmallFile.replace(store.path(digest), bytes)
    }
    #expect(throws: Never.self) { try self.report(world).document() }
  }
}
