import Records
package import Vocabulary

extension Decision {
  /// Reads verified payload bytes: strict JSON, then every rule of the schema.
  /// - Throws: `token_invalid`, `payload_type` (another statement), `token_schema`.
  package init(payload: [UInt8]) throws(Failure) {
    self = try StatementReading.decision(payload, predicateType: Self.predicateType) {
      (value) throws(RecordFault) in try Self(statement: value)
    }
  }

  /// Reads the statement.
  private init(statement: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(statement)
    try fields.constant("_type", Self.statementType)
    try fields.constant("predicateType", Self.predicateType)
    let subjects = try fields.objects("subject")
    guard subjects.count == 1, var subject = subjects.first else {
      throw fields.fault(.wrongValue, "subject")
    }
    try subject.constant("name", "manifest.jsonl")
    let manifest = try subject.wrappedDigest("digest")
    try subject.finish()
    var predicate = try fields.object("predicate")
    try fields.finish()
    try self.init(manifest: manifest, &predicate)
    try predicate.finish()
    try checkConditions()
  }

  /// Reads the predicate.
  private init(manifest: Digest256, _ fields: inout JSONFields) throws(RecordFault) {
    self.manifest = manifest
    verdict = try fields.choice("decision", Verdict.self)
    action = try fields.choice("action", Action.self)
    var gate = try fields.object("gate")
    origin = try gate.identifier("origin")
    gateKeyID = try gate.digest("keyid").hex
    try gate.finish()
    requestID = try fields.string("requestId")
    guard requestID.isUUID else { throw fields.fault(.wrongValue, "requestId") }
    requestDigest = try fields.digest("requestDigest")
    var bundle = try fields.object("bundle")
    bundleID = try bundle.identifier("id")
    files = try bundle.integer("files")
    bytes = try bundle.integer("bytes")
    try bundle.finish()
    var destination = try fields.object("destination")
    destinationID = try destination.identifier("id")
    destinationURI = try destination.text("uri", max: 1024)
    destinationDigest = try destination.wrappedDigest("digest")
    try destination.finish()
    var requester = try fields.object("requester")
    requesterPrincipal = try requester.identifier("principal")
    requesterHuman = try requester.identifier("human")
    try requester.finish()
    var person = try fields.object("approver")
    let principal = try person.identifier("principal")
    approver = try person.identifier("human")
    guard principal == approver else { throw person.fault(.wrongValue, "principal") }
    group = try person.identifier("group")
    keyID = try person.digest("keyid").hex
    try person.finish()
    var purposeFields = try fields.object("purpose")
    purposeCode = try purposeFields.identifier("code")
    purpose = try purposeFields.text("text", max: 2000)
    ticket = try purposeFields.optionalText("ticket", max: 256)
    try purposeFields.finish()
    profile = try fields.choice("profile", Profile.self)
    (policyURI, policy) = try fields.reference("policy")
    var rules = try fields.object("ruleset")
    rulesetURI = try rules.text("uri", max: 1024)
    ruleset = try rules.wrappedDigest("digest")
    rulesetEpoch = try rules.integer("epoch", in: 1...StrictJSON.integerMax)
    try rules.finish()
    issuedAt = try fields.schemaTime("issuedAt")
    notBefore = try fields.schemaTime("notBefore")
    expiresAt = try fields.schemaTime("expiresAt")
    nonce = try fields.string("nonce")
    guard let random = [UInt8](lowercaseHex: nonce), random.count == 16 else {
      throw fields.fault(.wrongValue, "nonce")
    }
    _ = try fields.integer("uses", in: 1...1)
    comment = try fields.text("comment", max: 2000)
    var reviewed = try fields.object("reviewed")
    viewDigest = try reviewed.digest("viewDigest")
    residualFindings = try reviewed.integer("residualFindings")
    try reviewed.finish()
    revokes = try fields.take("revokes")
      .map { (value) throws(RecordFault) in
        var revocation = try JSONFields(value, at: "predicate.revokes")
        let digest = try revocation.digest("envelopeDigest")
        try revocation.finish()
        return digest
      }
    channel = try Channel(try fields.object("channel"))
    attests = try fields.strings("attests")
    guard attests.allSatisfy({ $0 == Self.noActualKnowledge }), attests.count <= 1 else {
      throw fields.fault(.wrongValue, "attests")
    }
  }

  /// The schema's conditions between fields.
  private func checkConditions() throws(RecordFault) {
    guard (verdict == .revoke) == (revokes != nil) else {
      throw RecordFault(.wrongValue, field: "predicate.revokes")
    }
    if action == .breakGlass {
      guard comment.unicodeScalars.count >= TokenLimits.breakGlassCommentMin else {
        throw RecordFault(.wrongValue, field: "predicate.comment")
      }
      guard channel.assurance >= .humanKey else {
        throw RecordFault(.wrongValue, field: "predicate.channel.assurance")
      }
    }
    if verdict == .approve, profile == .safeHarbor {
      guard attests.contains(Self.noActualKnowledge) else {
        throw RecordFault(.wrongValue, field: "predicate.attests")
      }
    }
  }
}

extension Decision.Channel {
  /// What a chat decision must hold beside its kind.
  private static let chatFields = [
    "workspace", "userId", "messageId", "receivedAt", "evidenceDigest", "verifier",
  ]

  /// Reads a channel.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    kind = try fields.string("kind")
    guard ["cli", "web", "api", "slack", "teams"].contains(kind) else {
      throw fields.fault(.wrongValue, "kind")
    }
    assurance = try fields.choice("assurance", Assurance.self)
    for (name, bytesMax) in [("workspace", 64), ("userId", 128), ("messageId", 128)] {
      guard let text = try fields.optionalText(name, max: bytesMax) else { continue }
      details[name] = text
    }
    for name in ["receivedAt", "mfaAt"] where fields.remainingNames.contains(name) {
      details[name] = try fields.schemaTime(name).description
    }
    if fields.remainingNames.contains("evidenceDigest") {
      details["evidenceDigest"] = try fields.digest("evidenceDigest").hex
    }
    if fields.remainingNames.contains("verifier") {
      details["verifier"] = try fields.identifier("verifier")
    }
    try fields.finish()
    guard kind == "slack" || kind == "teams" else { return }
    for name in Self.chatFields where details[name] == nil {
      throw fields.fault(.missingField, name)
    }
    guard assurance == .gatewayAttested else { throw fields.fault(.wrongValue, "assurance") }
  }
}

extension JSONFields {
  /// Takes a text of at most so many characters.
  mutating func text(_ name: String, max: Int) throws(RecordFault) -> String {
    let text = try string(name)
    guard text.unicodeScalars.count <= max else { throw fault(.tooLarge, name) }
    return text
  }

  /// Takes a text that may be missing; null is refused.
  mutating func optionalText(_ name: String, max: Int) throws(RecordFault) -> String? {
    guard remainingNames.contains(name) else { return nil }
    return try text(name, max: max)
  }

  /// Takes a time of this century, as the schema's pattern asks.
  mutating func schemaTime(_ name: String) throws(RecordFault) -> Timestamp {
    let time = try timestamp(name)
    guard 2000...2099 ~= time.year else { throw fault(.wrongValue, name) }
    return time
  }

  /// Takes `{"uri": …, "digest": {"sha256": …}}`.
  mutating func reference(_ name: String) throws(RecordFault) -> (String, Digest256) {
    var fields = try object(name)
    let uri = try fields.text("uri", max: 1024)
    let digest = try fields.wrappedDigest("digest")
    try fields.finish()
    return (uri, digest)
  }
}
