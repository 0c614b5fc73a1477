package import Records
package import Vocabulary

/// What a token for a command says: one person's decision, field by field.
///
/// Source: run-approval/v1, phigate-approval(5); an in-toto Statement v1 with one subject,
/// `action.json`.
package struct ActionDecision: Sendable, Hashable {
  /// The type of the predicate.
  package static let predicateType = "https://phigate.example/attestations/run-approval/v1"

  /// SHA-256 of action.json.
  package var action: Digest256
  /// The action of the trust document.
  package var actionID: String
  /// What was decided.
  package var verdict: Decision.Verdict
  /// The gate's name.
  package var origin: String
  /// The gate's key.
  package var gateKeyID: String
  /// The request.
  package var requestID: String
  /// SHA-256 of request.json.
  package var requestDigest: Digest256
  /// Who asked.
  package var requester: String
  /// Who decided.
  package var approver: String
  /// For which group.
  package var group: String
  /// With which key.
  package var keyID: String
  /// The policy's digest.
  package var policy: Digest256
  /// When it was signed.
  package var issuedAt: Timestamp
  /// First moment of validity.
  package var notBefore: Timestamp
  /// First moment at which it is not valid any more.
  package var expiresAt: Timestamp
  /// 32 random hexadecimal digits.
  package var nonce: String
  /// Why.
  package var comment: String
  /// SHA-256 of the review that the approver saw.
  package var viewDigest: Digest256
  /// The envelope that a revocation takes back.
  package var revokes: Digest256?
  /// What the signature is worth, as claimed.
  package var assurance: Assurance

  /// The statement as canonical JSON: what is signed.
  package var payload: [UInt8] { CanonicalJSON.bytes(statement) }

  /// The in-toto statement.
  package var statement: JSONValue {
    var predicate = JSONObject([
      .init("decision", .string(verdict.rawValue)), .init("action", .string(actionID)),
      .init("gate", ["origin": .string(origin), "keyid": .string(gateKeyID)]),
      .init("requestId", .string(requestID)), .init("requestDigest", .string(requestDigest.hex)),
      .init("requester", .string(requester)),
      .init(
        "approver",
        ["human": .string(approver), "group": .string(group), "keyid": .string(keyID)]
      ),
      .init("policy", ["sha256": .string(policy.hex)]),
      .init("issuedAt", .string(issuedAt.description)),
      .init("notBefore", .string(notBefore.description)),
      .init("expiresAt", .string(expiresAt.description)), .init("nonce", .string(nonce)),
      .init("uses", 1), .init("comment", .string(comment)),
      .init("reviewed", ["viewDigest": .string(viewDigest.hex)]),
      .init("channel", ["kind": "cli", "assurance": .string(assurance.rawValue)]),
    ])
    if let revokes { predicate["revokes"] = ["envelopeDigest": .string(revokes.hex)] }
    return [
      "_type": .string(Decision.statementType),
      "subject": [
        [
          "name": .string(ActionDocument.fileName), "digest": ["sha256": .string(action.hex)],
        ]
      ],
      "predicateType": .string(Self.predicateType), "predicate": .object(predicate),
    ]
  }
}

extension ActionDecision {
  /// Reads verified payload bytes: strict JSON, then every rule.
  /// - Throws: `token_invalid`, `payload_type` (another statement), `token_schema`.
  package init(payload: [UInt8]) throws(Failure) {
    self = try StatementReading.decision(payload, predicateType: Self.predicateType) {
      (value) throws(RecordFault) in try Self(statement: value)
    }
  }

  /// Reads the statement.
  private init(statement: JSONValue) throws(RecordFault) {
    var outer = try JSONFields(statement)
    try outer.constant("_type", Decision.statementType)
    try outer.constant("predicateType", Self.predicateType)
    let subjects = try outer.objects("subject")
    guard subjects.count == 1, var subject = subjects.first else {
      throw outer.fault(.wrongValue, "subject")
    }
    try subject.constant("name", ActionDocument.fileName)
    action = try subject.wrappedDigest("digest")
    try subject.finish()
    var fields = try outer.object("predicate")
    try outer.finish()
    verdict = try fields.choice("decision", Decision.Verdict.self)
    actionID = try fields.identifier("action")
    var gate = try fields.object("gate")
    origin = try gate.identifier("origin")
    gateKeyID = try gate.digest("keyid").hex
    try gate.finish()
    requestID = try fields.string("requestId")
    guard requestID.isUUID else { throw fields.fault(.wrongValue, "requestId") }
    requestDigest = try fields.digest("requestDigest")
    requester = try fields.identifier("requester")
    var person = try fields.object("approver")
    approver = try person.identifier("human")
    group = try person.identifier("group")
    keyID = try person.digest("keyid").hex
    try person.finish()
    policy = try fields.wrappedDigest("policy")
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
    try reviewed.finish()
    var channel = try fields.object("channel")
    try channel.constant("kind", "cli")
    assurance = try channel.choice("assurance", Assurance.self)
    guard assurance >= .humanKey else { throw channel.fault(.wrongValue, "assurance") }
    try channel.finish()
    if fields.remainingNames.contains("revokes") {
      var revocation = try fields.object("revokes")
      revokes = try revocation.digest("envelopeDigest")
      try revocation.finish()
    }
    guard (verdict == .revoke) == (revokes != nil) else {
      throw fields.fault(.wrongValue, "revokes")
    }
    try fields.finish()
  }
}

extension TokenTerms {
  /// The terms of a decision on a command.
  init(_ decision: ActionDecision) {
    approver = decision.approver
    group = decision.group
    keyID = decision.keyID
    issuedAt = decision.issuedAt
    notBefore = decision.notBefore
    expiresAt = decision.expiresAt
    assurance = decision.assurance
  }
}

/// A token for a command that passed steps 1 to 13.
package struct VerifiedActionToken: Sendable, Hashable {
  /// SHA-256 of the envelope.
  package let digest: Digest256
  /// What it says.
  package let decision: ActionDecision
  /// Who said it, for counting.
  package let approver: Approver

  /// Verifies a token; the first failure is the one that is named.
  package init(
    _ token: UnverifiedToken,
    trust: VerifiedTrust,
    review: ActionReview,
    now: Timestamp
  ) throws(Failure) {
    let document = trust.document
    guard let owner = document.owner(ofKey: token.signature.keyID) else {
      throw .refusal(.keyUnknown, "key \(token.signature.keyID.prefix(16).escapingQuotes)")
    }
    try document.checkSignature(of: token, by: owner.key)
    guard token.envelope.payloadType == DSSE.inTotoType else {
      throw .refusal(.payloadType, "the envelope's payload type is another")
    }
    let decision = try ActionDecision(payload: token.envelope.payload)
    try Self.checkBinding(decision, trust, review)
    let terms = TokenTerms(decision)
    try terms.checkTime(
      now,
      lifetimeMax: document.tokenLifetimeSecondsMax,
      createdAt: review.request.createdAt
    )
    try terms.checkKey(owner.key, now)
    try terms.checkApprover(
      owner,
      requesters: document.requesters(
        principal: review.request.principal,
        humans: review.request.humans
      ),
      signers: trust.signers
    )
    digest = token.digest
    self.decision = decision
    approver = Approver(
      human: owner.human.id,
      groups: owner.human.groups,
      keyID: owner.key.key.keyID,
      assurance: owner.key.assurance
    )
  }

  /// Steps 9 and 10: command, gate, request, policy and view.
  private static func checkBinding(
    _ decision: ActionDecision,
    _ trust: VerifiedTrust,
    _ review: ActionReview
  ) throws(Failure) {
    let request = review.request
    guard decision.action == review.action.digest, decision.actionID == request.action else {
      throw .refusal(.actionMismatch, "the token was made for another command")
    }
    guard decision.origin == trust.document.origin,
      decision.gateKeyID == trust.document.gateKey.keyID
    else { throw .refusal(.gateMismatch) }
    guard decision.requestID == request.id, decision.requestDigest == request.digest,
      decision.requester == request.principal
    else { throw .refusal(.requestMismatch, "the token names another request") }
    guard decision.policy == trust.digest else { throw .refusal(.policyMismatch) }
    guard decision.viewDigest == review.digest else { throw .refusal(.viewMismatch) }
  }
}
