import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Trust, clock and permissions")
struct TrustTests {
  /// Expects that a change of the draft is refused with a code.
  private func expect(
    _ code: RefusalCode,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout TrustDocument, GateWorld) throws -> Void
  ) throws {
    let world = try GateWorld()
    try world.expectRefusal(code, sourceLocation: sourceLocation) {
      try world.amend { draft in
        var document = draft.document
        try change(&document, world)
        draft.document = document
      }
    }
  }

  @Test("7, 42: a key enrolled twice") func refusesKeyOfTwoHumans() throws {
    try expect(.trustDuplicateKey) { document, _ in
      document.humans[3].keys.append(document.humans[2].keys[0])
    }
    try expect(.trustDuplicateKey) { document, _ in
      document.humans[3].keys[0].key = document.gateKey
    }
  }

  @Test func refusesAliasOfTwoHumans() throws {
    try expect(.trustDuplicateAlias) { document, _ in document.humans[3].aliases = ["unix:4242"] }
    try expect(.trustDuplicateAlias) { document, _ in document.humans[3].id = "r.ames" }
  }

  @Test func refusesRulesThatCannotHold() throws {
    try expect(.trustInvalid) { document, _ in document.approvals = [] }
    try expect(.trustInvalid) { document, _ in document.rootThreshold = 2 }
    try expect(.trustInvalid) { document, _ in document.humans[3].aliases = ["unix:007"] }
    try expect(.trustInvalid) { document, _ in document.expires = document.issuedAt }
    try expect(.trustInvalid) { document, _ in document.origin = "gate-other" }
  }

  @Test("12: an older version") func refusesOlderTrust() throws {
    let world = try GateWorld()
    let path = world.setup.places.trust
    let old = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    _ = try world.gate()
    try world.amend { try $0.addHuman("n.new", groups: [], aliases: []) }
    #expect(try world.gate().trust.document.version == 3)
    try SmallFile.replace(path, old)
    try world.expectRefusal(.trustRollback, .integrity) { _ = try world.gate() }
  }

  @Test("13: a version that the roots did not sign") func refusesForeignSignature() throws {
    let world = try GateWorld()
    let path = world.setup.places.trust
    var document = try world.gate().trust.document
    let thief = try SigningKey.generate()
    document.version += 1
    document.roots = [.init(key: try TrustKey(pem: thief.verifyingKey.pem), human: nil)]
    let forged =
      try DSSE.sign(
        payloadType: TrustDocument.payloadType,
        payload: document.payload,
        with: thief
      )
      .bytes()
    try SmallFile.replace(path, forged)
    try world.expectRefusal(.trustSignatures, .integrity) { _ = try world.gate() }
  }

  @Test func newRootsNeedOldAndNewThreshold() throws {
    let world = try GateWorld()
    let next = try SigningKey.generate()
    var draft = try TrustDraft(trust: world.setup.places.trust, now: GateWorld.start)
    let key = try TrustKey(pem: next.verifyingKey.pem)
    draft.document.roots = [.init(key: key, human: nil)]
    #expect(try draft.sign(with: [next]) == 1)
    #expect(try world.gate().trust.document.version == 2)
    #expect(try draft.sign(with: [world.key("root")]) == nil)
    #expect(try world.gate().trust.document.version == 3)
  }

  @Test func whoSignedTheTrustCannotApprove() throws {
    let world = try GateWorld()
    try world.amend { $0.document.roots[0].human = "m.okafor" }
    try world.makeStage()
    try world.request()
    try world.expectRefusal(.approverMismatch) { _ = try world.decision("m.okafor") }
  }

  @Test func refusesExpiredTrust() throws {
    let world = try GateWorld()
    try world.makeStage()
    let end = GateSetup.trustDays * 86_400
    try world.expectRefusal(.trustExpired, .refused) {
      _ = try world.gate(end, acceptClock: true)
        .request(
          world.stage(),
          Asking(destination: "research", purpose: "x", uid: 4242),
          rescan: GateWorld.rescan
        )
    }
  }

  @Test("14: rule set below the floor") func refusesOldRuleSet() throws {
    let world = try GateWorld()
    try world.amend { $0.document.rulesetEpochMin = 2 }
    try world.makeStage(epoch: 2)
    try world.request()
    try world.makeStage(epoch: 1)
    try world.expectRefusal(.rulesetBelowFloor, .refused) { try world.request() }
  }

  @Test("9: clock behind the log") func refusesClockBehindTheLog() throws {
    let world = try GateWorld()
    try world.approvedStage()
    _ = try world.gate(400).intake(world.stage())
    try world.expectRefusal(.clockBehind, .refused) { try world.release(at: 99) }
    #expect(try world.release(at: 100).folder != nil)
  }

  @Test("10: clock far ahead of the log") func refusesClockJump() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request(at: 0)
    let failure = #expect(throws: Failure.self) { _ = try world.gate(86_401) }
    #expect(failure?.code == .refused)
    #expect(try world.gate(86_400).trust.document.version == 2)
    #expect(try world.gate(86_401, acceptClock: true).trust.document.version == 2)
  }

  @Test("53: others may write the gate's files", arguments: ["config/trust.json", "state"])
  func refusesFilesThatOthersCanWrite(name: String) throws {
    let world = try GateWorld()
    GateWorld.run(["chmod", "go+w", "\(world.path)/gate/\(name)"])
    try world.expectRefusal(.unsafePermissions) { _ = try world.gate() }
    GateWorld.run(["chmod", "go-w", "\(world.path)/gate/\(name)"])
    #expect(try world.gate().trust.document.version == 2)
  }

  @Test func initRefusesAGateThatIsThere() throws {
    let world = try GateWorld()
    #expect(throws: Failure.self) { _ = try world.setup.run(configuration: "") }
  }

  @Test func allowedSignersNameEveryKeyThatIsNotRevoked() throws {
    let world = try GateWorld()
    let trust = try world.gate().trust
    let lines = trust.allowedSigners.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.contains("ssh-ed25519 ") })
  }

  @Test func everyRefusalHasAMeaning() {
    for code in RefusalCode.allCases {
      #expect(code.meaning != code.rawValue)
      #expect(!code.meaning.hasSuffix("."))
    }
  }
}

@Suite("Threshold: a matching, not a count")
struct ThresholdTests {
  /// An approver.
  private func approver(_ human: String, _ groups: [String], key: String? = nil) -> Approver {
    Approver(human: human, groups: groups, keyID: key ?? human, assurance: .humanKey)
  }

  /// A clause.
  private func clause(_ group: String, _ min: Int = 1) -> TrustDocument.Clause {
    .init(group: group, min: min, assurance: .humanKey)
  }

  @Test func findsThePlacingThatGreedyMisses() {
    let policy = [[clause("a"), clause("b")]]
    let both = approver("both", ["a", "b"])
    #expect(Threshold.open(policy, approvers: [both, approver("x", ["a"])]).isEmpty)
    #expect(Threshold.open(policy, approvers: [approver("x", ["a"]), both]).isEmpty)
    #expect(Threshold.open(policy, approvers: [both]).count == 1)
  }

  @Test func countsHumansAndKeysOnce() {
    let policy = [[clause("a", 2)]]
    let one = approver("one", ["a"])
    #expect(!Threshold.open(policy, approvers: [one, approver("one", ["a"], key: "k2")]).isEmpty)
    #expect(!Threshold.open(policy, approvers: [one, approver("two", ["a"], key: "one")]).isEmpty)
    #expect(Threshold.open(policy, approvers: [one, approver("two", ["a"])]).isEmpty)
  }

  @Test func anyListWillDo() {
    let policy = [[clause("a", 3)], [clause("b")]]
    #expect(Threshold.open(policy, approvers: [approver("x", ["b"])]).isEmpty)
    #expect(Threshold.open(policy, approvers: []).map(\.clause.group) == ["b"])
    #expect(!Threshold.open([], approvers: [approver("x", ["b"])]).isEmpty)
  }

  @Test func weakSignaturesDoNotFillStrongClauses() {
    var weak = approver("x", ["a"])
    weak.assurance = .gatewayAttested
    #expect(!Threshold.open([[clause("a")]], approvers: [weak]).isEmpty)
    weak.assurance = .hardwareKey
    #expect(Threshold.open([[clause("a")]], approvers: [weak]).isEmpty)
  }
}
