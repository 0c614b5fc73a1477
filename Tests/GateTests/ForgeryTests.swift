import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Forged and confused signatures")
struct ForgeryTests {
  /// A world with a request.
  private func requested() throws -> GateWorld {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    return world
  }

  /// Verifies an envelope against the stage of a world.
  @discardableResult
  private func verify(_ bytes: [UInt8], _ world: GateWorld) throws -> VerifiedToken {
    let gate = try world.gate(30)
    let now = GateWorld.start.advanced(by: 30)
    let context = VerificationContext(trust: gate.trust, review: try world.review(), now: now)
    return try VerifiedToken(try UnverifiedToken(bytes), in: context)
  }

  /// A good envelope with another signature.
  private func envelope(
    _ world: GateWorld,
    signature: (_ pae: [UInt8], _ key: VerifyingKey) throws -> [UInt8]
  ) throws -> [UInt8] {
    let made = try world.decision("m.okafor")
    var envelope = try Envelope.parse(made.span, limits: .decision)
    let key = try world.key("m.okafor").verifyingKey
    envelope.signatures[0].bytes = try signature(envelope.preAuthEncoding, key)
    return envelope.bytes()
  }

  @Test("39: the public key as HMAC secret, SHA-512 prehash, another curve, nothing")
  func refusesOtherAlgorithms() throws {
    let world = try requested()
    try SmallFile.replace("\(world.path)/other.pem", [])
    func tool(_ script: String) -> (_ pae: [UInt8], _ key: VerifyingKey) throws -> [UInt8] {
      { pae, key in
        try SmallFile.replace("\(world.path)/pae", pae)
        try SmallFile.replace("\(world.path)/pub", key.raw)
        let code = GateWorld.run(["sh", "-c", "cd '\(world.path)' && \(script) > signature"])
        try #require(code == 0)
        return try SmallFile.read("\(world.path)/signature", bytesMax: 4096)
      }
    }
    let hmac =
      "python3 -c 'import hmac,sys;k=open(\"pub\",\"rb\").read();"
      + "sys.stdout.buffer.write(hmac.new(k,open(\"pae\",\"rb\").read(),\"sha512\").digest())'"
    let ecdsa =
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem && "
      + "openssl dgst -sha256 -sign ec.pem pae"
    for script in [hmac, ecdsa, "openssl dgst -sha512 -binary pae", "true"] {
      let bytes = try envelope(world, signature: tool(script))
      // The oracle: openssl takes none of them for the key's signature over the same bytes.
      let pem = try world.key("m.okafor").verifyingKey.pem
      try SmallFile.replace("\(world.path)/pub.pem", Array(pem.utf8))
      let ask =
        "cd '\(world.path)' && openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in pae"
        + " -sigfile signature"
      #expect(GateWorld.run(["sh", "-c", ask]) != 0)
      try world.expectRefusal(.signatureInvalid, .refused) { try verify(bytes, world) }
    }
    // Ed25519 over the hash of the PAE instead of the PAE: what a mistaken Ed25519ph would sign.
    let key = try world.key("m.okafor")
    let prehashed = try envelope(world) { pae, _ in
      try key.signature(over: Digest256(hashing: pae).bytes)
    }
    try world.expectRefusal(.signatureInvalid, .refused) { try verify(prehashed, world) }
    let good = try envelope(world) { pae, _ in
      let signature = try key.signature(over: pae)
      try SmallFile.replace("\(world.path)/pae", pae)
      try SmallFile.replace("\(world.path)/signature", signature)
      return signature
    }
    let ask =
      "cd '\(world.path)' && openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in pae"
      + " -sigfile signature"
    #expect(GateWorld.run(["sh", "-c", ask]) == 0)
    #expect(try verify(good, world).approver.human == "m.okafor")
  }

  @Test("39, 42: a trust document with another algorithm, or a key under a second id")
  func refusesAliasedKeys() throws {
    let world = try GateWorld()
    let ec = "\(world.path)/ec.pem"
    let make =
      "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | "
      + "openssl pkey -pubout -out '\(ec)'"
    try #require(GateWorld.run(["sh", "-c", make]) == 0)
    let pem = String(decoding: try SmallFile.read(ec, bytesMax: 4096), as: UTF8.self)
    #expect(throws: RecordFault.self) { _ = try TrustKey(pem: pem) }
    let trust = try world.gate().trust.document
    let good = trust.humans[1].keys[0].key
    #expect(try TrustDocument(payload: trust.payload) == trust)
    for (keyID, text) in [(Digest256(hashing: [1]).hex, good.pem), (good.keyID, pem)] {
      var forged = trust
      forged.humans[2].keys[0].key = TrustKey(keyID: keyID, pem: text)
      try world.expectRefusal(.trustInvalid, .integrity) {
        _ = try TrustDocument(payload: forged.payload)
      }
    }
  }

  @Test("44: a receipt, a trust document, a denial are no approval") func refusesOtherTypes() throws
  {
    let world = try requested()
    let request = try world.stage().request()
    let key = try world.key("m.okafor")
    let receipt = Receipt(
      request: request,
      envelopes: [],
      time: GateWorld.start,
      reasonCodes: []
    )
    for (type, payload) in [
      (DSSE.inTotoType, CanonicalJSON.bytes(receipt.statement)),
      (TrustDocument.payloadType, try world.gate().trust.document.payload),
      ("application/json", request.encoded),
    ] {
      let bytes = try DSSE.sign(payloadType: type, payload: payload, with: key).bytes()
      try world.expectRefusal(.payloadType, .refused) { try verify(bytes, world) }
    }
    let approval = try world.decision("m.okafor")
    let denial = try world.decision("m.okafor", .deny)
    #expect(try verify(denial, world).decision.verdict == .deny)
    // The denial's payload under the approval's signature, and the other way round.
    var swapped = try Envelope.parse(denial.span, limits: .decision)
    swapped.signatures = try Envelope.parse(approval.span, limits: .decision).signatures
    let bytes = swapped.bytes()
    try world.expectRefusal(.signatureInvalid, .refused) { try verify(bytes, world) }
  }

  @Test("43: depth, base64 that does not end, 65 signatures, 65 envelopes")
  func refusesHugeInputs() throws {
    let world = try requested()
    let key = try world.key("m.okafor")
    let deep = Array((String(repeating: "[", count: 40) + String(repeating: "]", count: 40)).utf8)
    let nested = try DSSE.sign(payload: deep, with: key).bytes()
    try world.expectRefusal(.tokenInvalid, .refused) { try verify(nested, world) }
    let large = try DSSE.sign(payload: [UInt8](repeating: 0x20, count: 32 << 10), with: key).bytes()
    try world.expectRefusal(.tokenInvalid) { try verify(large, world) }
    let larger = try DSSE.sign(payload: [UInt8](repeating: 0x20, count: 33 << 10), with: key)
      .bytes()
    try world.expectRefusal(.envelopeTooLarge) { _ = try UnverifiedToken(larger) }
    let model = try world.decision("m.okafor")
    let good = String(decoding: model, as: UTF8.self)
    for broken in [
      good.replacing("\"sig\":\"", with: "\"sig\":\"\n"),
      good.replacing("==\"}]", with: "=\"}]"), good.replacing("==\"}]", with: "\"}]"),
    ] {
      try world.expectRefusal(.envelopeInvalid) { _ = try UnverifiedToken(Array(broken.utf8)) }
    }
    var many = try Envelope.parse(model.span, limits: .decision)
    many.signatures = Array(repeating: many.signatures[0], count: 64)
    let most = many.bytes()
    try world.expectRefusal(.signatureCount) { _ = try UnverifiedToken(most) }
    many.signatures.append(many.signatures[0])
    let tooMany = many.bytes()
    try world.expectRefusal(.envelopeInvalid) { _ = try UnverifiedToken(tooMany) }
    for number in 0..<65 {
      try SmallFile.replace("\(world.path)/\(number)", model)
      try SystemFiles.makeFolders("\(world.stagePath)/approvals")
      try SmallFile.replace("\(world.stagePath)/approvals/\(number).dsse.json", model)
    }
    try world.expectRefusal(.tooManyEnvelopes, .refused) { try world.release() }
    try #require(GateWorld.run(["rm", "\(world.stagePath)/approvals/64.dsse.json"]) == 0)
    // The same envelope 64 times is one decision: who is missing is what stops the release.
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
  }

  @Test("37: byte order mark, UTF-16, overlong and lone surrogates in an envelope and its payload")
  func refusesOtherEncodings() throws {
    let world = try requested()
    let key = try world.key("m.okafor")
    let made = try world.decision("m.okafor")
    let payload = try Envelope.parse(made.span, limits: .decision).payload
    let text = String(decoding: payload, as: UTF8.self)
    let wide = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let surrogate = Array(text.replacing("checked", with: "\\ud800").utf8)
    let overlong = payload.map { [$0] }.flatMap { $0 == [0x20] ? [0xC0, 0xA0] : $0 }
    for bytes in [[0xEF, 0xBB, 0xBF] + payload, wide, surrogate, overlong + [0xC0]] {
      let signed = try DSSE.sign(payload: bytes, with: key).bytes()
      try world.expectRefusal(.tokenInvalid, .refused) { try verify(signed, world) }
    }
    // Names of people and groups are ASCII: no look-alike, no invisible character.
    for name in ["m.okаfor", "m.okafor\u{200B}", "M.Okafor", "m.okafor\u{202E}", "m.okafor "] {
      let forged = try world.forged("m.okafor") { $0.approver = name }
      try world.expectRefusal(.tokenSchema, .refused) { try verify(forged, world) }
    }
    try world.expectRefusal(.envelopeInvalid) {
      _ = try UnverifiedToken([0xEF, 0xBB, 0xBF] + made)
    }
    #expect(try verify(made, world).approver.human == "m.okafor")
  }

  @Test("47: a gateway's key fills no clause that asks for a key of the human's own")
  func gatewayFillsNoKeyClause() throws {
    let world = try GateWorld()
    try world.amend { draft in
      let key = try SigningKey.generate()
      try SmallFile.replace("\(world.path)/unused", [])
      try draft.addKey(
        human: "m.okafor",
        publicKey: try SSHPublicKey(key.verifyingKey),
        validAfter: GateWorld.start,
        validBefore: GateWorld.start.advanced(by: 86_400),
        assurance: .gatewayAttested
      )
      world.keep(key, as: "channel")
    }
    try world.makeStage()
    try world.request()
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.approverMismatch) {
      _ = try world.decision("m.okafor", key: "channel")
    }
    try world.put(
      world.forged("m.okafor", key: "channel") { $0.channel.assurance = .gatewayAttested }
    )
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
    let claimed = try world.forged("m.okafor", key: "channel") { $0.nonce = Self.nonce }
    try world.expectRefusal(.assuranceMismatch) { try verify(claimed, world) }
  }

  /// Some nonce.
  private static let nonce = String(repeating: "0f", count: 16)

  @Test("48: a service account is no approver") func refusesServiceAccount() throws {
    let world = try GateWorld()
    try world.amend {
      $0.document.serviceAccounts.append(
        .init(id: "svc-approve", aliases: ["api:approve"], humans: ["v.stray"])
      )
    }
    try world.makeStage()
    try world.request()
    try world.expectRefusal(.approverMismatch) {
      let maker = DecisionMaker(
        review: try world.review(),
        human: "svc-approve",
        key: ApprovalKey(try world.key("m.okafor")),
        comment: "automatic",
        now: GateWorld.start.advanced(by: 20)
      )
      _ = try maker.sign(.approve)
    }
    // With a key of its own the account is unknown; with a person's it is not that person.
    world.keep(try SigningKey.generate(), as: "service")
    let unknown = try world.forged("svc-approve", key: "service")
    try world.expectRefusal(.keyUnknown, .refused) { try verify(unknown, world) }
    let borrowed = try world.forged("svc-approve", key: "m.okafor")
    try world.expectRefusal(.approverMismatch, .refused) { try verify(borrowed, world) }
    #expect(try verify(world.forged("m.okafor"), world).approver.human == "m.okafor")
  }

  @Test("41: one human by two keys, two groups, two channels") func countsOneHumanOnce() throws {
    let world = try GateWorld()
    try world.amend { try world.addKey("m.okafor", &$0, name: "second") }
    try world.makeStage()
    try world.request()
    try world.put(world.forged("m.okafor", group: "privacy"))
    // Several envelopes taken in at once: the second one of the same human is refused.
    try world.put(world.forged("m.okafor", group: "data-owner") { $0.nonce = Self.nonce })
    try world.expectRefusal(.duplicateApprover, .refused) { try world.release() }
    try #require(GateWorld.run(["rm", "-r", "\(world.stagePath)/approvals"]) == 0)
    try world.put(world.forged("m.okafor", key: "second", group: "data-owner"))
    try world.expectRefusal(.duplicateApprover, .refused) { try world.release() }
    try #require(GateWorld.run(["rm", "-r", "\(world.stagePath)/approvals"]) == 0)
    try world.put(world.forged("m.okafor", group: "data-owner") { $0.channel.kind = "web" })
    try world.expectRefusal(.duplicateApprover, .refused) { try world.release() }
    try #require(GateWorld.run(["rm", "-r", "\(world.stagePath)/approvals"]) == 0)
    try world.put(world.decision("s.lind"))
    #expect(try world.release().folder != nil)
  }
}
