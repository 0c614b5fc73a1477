import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Tokens: the order of verification")
struct TokenTests {
  /// Verifies an envelope against a world's stage, so many seconds after the start.
  /// - Returns: the approver.
  @discardableResult
  private func verify(
    _ bytes: [UInt8],
    _ world: GateWorld,
    at seconds: Int64 = 30
  ) throws -> String {
    let gate = try world.gate(seconds)
    let review = try world.review()
    let now = GateWorld.start.advanced(by: seconds)
    let context = VerificationContext(trust: gate.trust, review: review, now: now)
    let unverified = try UnverifiedToken(bytes)
    let token = try VerifiedToken(unverified, in: context)
    return token.approver.human
  }

  /// A world with a request.
  private func requested() throws -> GateWorld {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    return world
  }

  @Test func acceptsWhatApproveMakes() throws {
    let world = try requested()
    let made = try world.decision("m.okafor")
    #expect(try verify(made, world) == "m.okafor")
    let forged = try world.forged("m.okafor")
    #expect(try verify(forged, world) == "m.okafor")
  }

  @Test("5, 13, 14, 30, 52: each binding", arguments: Binding.allCases)
  func refusesBrokenBinding(binding: Binding) throws {
    let world = try requested()
    let bytes = try world.forged("m.okafor") { binding.breaks(&$0) }
    try world.expectRefusal(binding.code) { try verify(bytes, world) }
  }

  @Test("8: one second on both edges") func holdsFromNotBeforeUntilExpiry() throws {
    let world = try requested()
    let bytes = try world.decision("m.okafor", at: 20)
    let end = 20 + DecisionMaker.lifetimeSecondsDefault
    try world.expectRefusal(.tokenNotYetValid, .refused) {
      try verify(bytes, world, at: 19)
    }
    #expect(try verify(bytes, world, at: 20) == "m.okafor")
    #expect(try verify(bytes, world, at: end - 1) == "m.okafor")
    try world.expectRefusal(.tokenExpired, .refused) {
      try verify(bytes, world, at: end)
    }
  }

  @Test func refusesTokenThatLivesTooLong() throws {
    let world = try requested()
    let bytes = try world.forged("m.okafor") {
      $0.expiresAt = $0.issuedAt.advanced(by: GateSetup.tokenLifetimeSecondsMax + 1)
    }
    try world.expectRefusal(.tokenLifetime, .refused) { try verify(bytes, world) }
  }

  @Test("11: key revoked between approval and release") func refusesRevokedKey() throws {
    let world = try GateWorld()
    try world.approvedStage()
    _ = try world.gate(25).intake(world.stage())
    let keyID = try world.key("m.okafor").verifyingKey.keyID
    try world.amend { try $0.revokeKey(keyID, at: GateWorld.start.advanced(by: 26)) }
    let failure = #expect(throws: Failure.self) { try world.release() }
    #expect(failure?.code == .refused)
    #expect(try world.released().isEmpty)
    // In a request made after the revocation the key is refused by name.
    try world.request(at: 40)
    try world.expectRefusal(.approverMismatch) { _ = try world.decision("m.okafor", at: 41) }
    let stale = try world.forgedAfterRevocation()
    try world.expectRefusal(.keyRevoked, .refused) {
      try verify(stale, world, at: 45)
    }
  }

  @Test("13: policy edited after approval") func refusesApprovalUnderAnotherPolicy() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.amend { $0.document.approvals[0].removeLast() }
    try world.expectRefusal(.policyMismatch, .refused) { try world.release() }
  }

  @Test func refusesUnknownKeyAndBrokenSignature() throws {
    let world = try requested()
    let good = try world.decision("m.okafor")
    var envelope = try Envelope.parse(good.span, limits: .decision)
    var signature = envelope.signatures[0]
    signature.bytes[3] ^= 1
    envelope.signatures = [signature]
    let broken = envelope.bytes()
    try world.expectRefusal(.signatureInvalid) { try verify(broken, world) }
    let stranger = try SigningKey.generate()
    let foreign = try DSSE.sign(payload: envelope.payload, with: stranger).bytes()
    try world.expectRefusal(.keyUnknown) { try verify(foreign, world) }
  }

  @Test("44: type confusion") func refusesOtherPayloadType() throws {
    let world = try requested()
    let bytes = try world.forged("m.okafor", payloadType: "application/json")
    try world.expectRefusal(.payloadType) { try verify(bytes, world) }
  }

  @Test func refusesTwoSignatures() throws {
    let world = try requested()
    let made = try world.decision("m.okafor")
    var envelope = try Envelope.parse(made.span, limits: .decision)
    try envelope.sign(with: world.key("s.lind"))
    let bytes = envelope.bytes()
    try world.expectRefusal(.signatureCount) { _ = try UnverifiedToken(bytes) }
  }

  @Test("43: oversize") func refusesOversizeEnvelope() throws {
    let world = try requested()
    let good = try world.decision("m.okafor")
    let padded = good + [UInt8](repeating: 0x20, count: (64 << 10) - good.count)
    let largest = try UnverifiedToken(padded)
    #expect(largest.bytes.count == 64 << 10)
    try world.expectRefusal(.envelopeTooLarge) { _ = try UnverifiedToken(padded + [0x20]) }
  }

  @Test("36, 38: duplicate keys, unknown fields, other numbers", arguments: Corruption.allCases)
  func refusesCorruptPayload(corruption: Corruption) throws {
    let world = try requested()
    let made = try world.decision("m.okafor")
    let good = try Envelope.parse(made.span, limits: .decision)
    let text = String(decoding: good.payload, as: UTF8.self)
    let payload = Array(corruption.corrupts(text).utf8)
    #expect(payload != good.payload)
    let bytes = try DSSE.sign(payload: payload, with: world.key("m.okafor")).bytes()
    try world.expectRefusal(corruption.code) { try verify(bytes, world) }
  }

  @Test func refusesOutsiderOfTheGroups() throws {
    let world = try requested()
    try world.expectRefusal(.approverMismatch) { _ = try world.decision("v.stray") }
    try world.put(world.forged("v.stray", group: "privacy"))
    try world.expectRefusal(.approverMismatch, .refused) { try world.release() }
  }

  @Test("47: a weaker channel than the clause asks for") func refusesWrongAssurance() throws {
    let world = try requested()
    let bytes = try world.forged("m.okafor") { $0.channel.assurance = .hardwareKey }
    try world.expectRefusal(.assuranceMismatch) { try verify(bytes, world) }
  }

  /// What one approval costs: a figure for people, never for a test to fail by.
  @Test(.enabled(if: unsafe getenv("PHIGATE_MEASURE") != nil, "prints a figure: PHIGATE_MEASURE=1"))
  func measuresOneApproval() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    let bytes = try world.decision("m.okafor")
    let gate = try world.gate(30)
    let now = GateWorld.start.advanced(by: 30)
    let context = VerificationContext(trust: gate.trust, review: try world.review(), now: now)
    let rounds = 2000
    let begun = clock()
    for _ in 0..<rounds { _ = try VerifiedToken(try UnverifiedToken(bytes), in: context) }
    let microseconds = Double(clock() - begun) / Double(CLOCKS_PER_SEC) * 1_000_000
    print("one approval: \(Int(microseconds) / rounds) microseconds of a processor")
  }

  @Test("oracle: openssl verifies every token over the PAE bytes") func opensslVerifies() throws {
    let world = try requested()
    let made = try world.decision("m.okafor")
    let good = try Envelope.parse(made.span, limits: .decision)
    let type = good.payloadType
    let pae =
      Array("DSSEv1 \(type.utf8.count) \(type) \(good.payload.count) ".utf8) + good.payload
    let pem = try world.key("m.okafor").verifyingKey.pem
    try SmallFile.replace("\(world.path)/pae", pae)
    try SmallFile.replace("\(world.path)/sig", good.signatures[0].bytes)
    try SmallFile.replace("\(world.path)/pub", Array(pem.utf8))
    let command = [
      "openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "\(world.path)/pub",
      "-sigfile", "\(world.path)/sig", "-in", "\(world.path)/pae",
    ]
    #expect(GateWorld.run(command) == 0)
    try SmallFile.replace("\(world.path)/pae", pae + [0])
    #expect(GateWorld.run(command) != 0)
  }
}

/// One thing that a token is bound to.
enum Binding: CaseIterable {
  case manifest, origin, gateKey, request, requestDigest, destination, uri, destinationDigest
  case policy, ruleset, epoch, view, action, purpose, files

  /// Breaks it.
  func breaks(_ decision: inout Decision) {
    let other = Digest256(hashing: [1])
    switch self {
    case .manifest: decision.manifest = other
    case .origin: decision.origin = "gate-other"
    case .gateKey: decision.gateKeyID = other.hex
    case .request: decision.requestID = Randomness.uuid()
    case .requestDigest: decision.requestDigest = other
    case .destination: decision.destinationID = "partner"
    case .uri: decision.destinationURI += "x"
    case .destinationDigest: decision.destinationDigest = other
    case .policy: decision.policy = other
    case .ruleset: decision.ruleset = other
    case .epoch: decision.rulesetEpoch += 1
    case .view: decision.viewDigest = other
    case .action:
      decision.action = .breakGlass
      decision.comment = String(repeating: "urgent ", count: 8)
    case .purpose: decision.purpose += "x"
    case .files: decision.files += 1
    }
  }

  /// The code that it is refused with.
  var code: RefusalCode {
    switch self {
    case .manifest: .manifestMismatch
    case .origin, .gateKey: .gateMismatch
    case .request, .requestDigest, .purpose, .files: .requestMismatch
    case .destination, .uri, .destinationDigest: .destinationMismatch
    case .policy: .policyMismatch
    case .ruleset, .epoch: .rulesetMismatch
    case .view: .viewMismatch
    case .action: .actionUnsupported
    }
  }
}

/// A payload that other parsers may read otherwise.
enum Corruption: CaseIterable {
  case duplicate, escapedDuplicate, unknown, fraction, exponent, missingAttestation, uses, time

  /// Breaks it.
  func corrupts(_ text: String) -> String {
    switch self {
    case .duplicate: replaced(text, "\"uses\":1", "\"uses\":1,\"uses\":1")
    case .escapedDuplicate: replaced(text, "\"uses\":1", "\"uses\":1,\"\\u0075ses\":1")
    case .unknown: replaced(text, "\"uses\":1", "\"uses\":1,\"usesMax\":1")
    case .fraction: replaced(text, "\"uses\":1", "\"uses\":1.0")
    case .exponent: replaced(text, "\"uses\":1", "\"uses\":1e0")
    case .missingAttestation: replaced(text, "[\"no-actual-knowledge\"]", "[]")
    case .uses: replaced(text, "\"uses\":1", "\"uses\":2")
    case .time: replaced(text, "\"notBefore\":\"2026", "\"notBefore\":\"1926")
    }
  }

  /// The code that it is refused with.
  var code: RefusalCode {
    switch self {
    case .duplicate, .escapedDuplicate, .fraction, .exponent: .tokenInvalid
    default: .tokenSchema
    }
  }

  /// The text with the first `old` made `new`.
  private func replaced(_ text: String, _ old: String, _ new: String) -> String {
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.joined(separator: new)
  }
}

extension GateWorld {
  /// An approval of the present request, signed with a key that was revoked.
  func forgedAfterRevocation() throws -> [UInt8] {
    let model = try decision("s.lind", at: 41)
    let envelope = try Envelope.parse(model.span, limits: .decision)
    var decision = try Decision(payload: envelope.payload)
    let key = try key("m.okafor")
    decision.approver = "m.okafor"
    decision.keyID = key.verifyingKey.keyID
    return try DSSE.sign(payload: decision.payload, with: key).bytes()
  }
}
