package import Records
package import Vocabulary

/// What an approver signs with: a key of ours, or one that OpenSSH holds.
package struct ApprovalKey: Sendable {
  /// The key's id.
  package let keyID: String
  /// Signs what it is given; the bytes of an Ed25519 or of an SSH signature.
  package let sign: @Sendable ([UInt8]) throws(Failure) -> [UInt8]

  /// A key file of ours.
  package init(_ key: SigningKey) {
    keyID = key.verifyingKey.keyID
    sign = { (bytes) throws(Failure) in try key.signature(over: bytes) }
  }

  /// A key of which only the id is known: nothing can be signed with it here.
  package init(unsignedWith keyID: String) {
    self.keyID = keyID
    sign = { (_) throws(Failure) in throw Failure(.internalError, "there is no key to sign with") }
  }

  /// A key that somebody else signs with, in a form of the key's.
  package init(
    _ key: VerifyingKey,
    sign: @escaping @Sendable ([UInt8]) throws(Failure) -> [UInt8]
  ) {
    keyID = key.keyID
    self.sign = sign
  }
}

/// What an approver does: looks at a review, decides, signs.
///
/// Needs no state of the gate.
package struct DecisionMaker: Sendable {
  /// What the approver saw.
  package var review: ReviewFacts
  /// The approver's id.
  package var human: String
  /// The approver's key.
  package var key: ApprovalKey
  /// The group to sign for; nil: the first clause in which the key is listed.
  package var group: String?
  /// Why.
  package var comment: String
  /// Seconds of validity; nil: as long as the policy allows, at most eight hours.
  package var lifetimeSeconds: Int64?
  /// Whether the glass is broken: an approval in an emergency, to be reviewed afterwards.
  package var isBreakGlass = false
  /// The time now.
  package var now: Timestamp
  /// Where it was decided: `cli`, `web`, `slack`, `teams`.
  package var channelKind = "cli"
  /// What a channel's key says beside that, by field name: account, message, time, evidence.
  package var channelDetails: [String: String] = [:]

  /// Seconds for which a token is valid unless asked otherwise.
  package static let lifetimeSecondsDefault: Int64 = 8 * 3600

  /// Creates a maker of decisions.
  package init(
    review: ReviewFacts,
    human: String,
    key: ApprovalKey,
    comment: String,
    now: Timestamp
  ) {
    self.review = review
    self.human = human
    self.key = key
    self.comment = comment
    self.now = now
  }

  /// Signs a decision.
  /// - Parameters:
  ///   - verdict: what was decided.
  ///   - revokes: the envelope that a revocation takes back.
  /// - Returns: the envelope's bytes.
  /// - Throws: `approver_is_requester`, `approver_mismatch`: said here already, and by the gate again.
  package func sign(
    _ verdict: Decision.Verdict,
    revokes: Digest256? = nil
  ) throws(Failure) -> [UInt8] {
    try checkWho()
    guard 1...2000 ~= comment.unicodeScalars.count else {
      throw Failure(.usage, "a comment has 1 to 2000 characters, nothing was signed")
    }
    try checkBreakGlass(verdict)
    return try envelope(of: try decision(verdict, revokes: revokes))
  }

  /// Refuses whoever asked.
  private func checkWho() throws(Failure) {
    let request = review.request
    guard !request.humans.contains(human), request.principal != human else {
      throw .refusal(
        .approverIsRequester,
        "\(human) asked for this release, nothing was signed",
        next: "let somebody else decide: phigate status names who may"
      )
    }
  }

  /// The decision, unsigned: what somebody else's key may sign.
  ///
  /// `key` is asked for its id alone, and the comment may still be empty.
  /// - Throws: as `sign` does, but for the comment.
  package func decision(
    _ verdict: Decision.Verdict,
    revokes: Digest256? = nil
  ) throws(Failure) -> Decision {
    try checkWho()
    let request = review.request
    let place = try place()
    let most = min(
      request.tokenLifetimeSecondsMax,
      isBreakGlass ? TokenLimits.breakGlassSecondsMax : .max
    )
    let life = lifetimeSeconds ?? min(Self.lifetimeSecondsDefault, most)
    guard 1...most ~= life else {
      throw .refusal(.tokenLifetime, "\(life) seconds, at most \(most)")
    }
    let attests = verdict == .approve && request.profile == .safeHarbor
    var channel = Decision.Channel(kind: channelKind, assurance: place.assurance)
    channel.details = channelDetails
    return Decision(
      manifest: review.manifest,
      verdict: verdict,
      action: isBreakGlass ? .breakGlass : .release,
      origin: request.origin,
      gateKeyID: request.gateKeyID,
      requestID: request.id,
      requestDigest: request.digest,
      bundleID: request.bundleID,
      files: request.files,
      bytes: request.bytes,
      destinationID: request.destinationID,
      destinationURI: request.destinationURI,
      destinationDigest: request.destinationDigest,
      requesterPrincipal: request.principal,
      requesterHuman: request.human,
      approver: human,
      group: place.group,
      keyID: key.keyID,
      purposeCode: "release",
      purpose: request.purpose,
      ticket: request.ticket,
      profile: request.profile,
      policyURI: request.policyURI,
      policy: request.policy,
      rulesetURI: request.rulesetURI,
      ruleset: request.rulesetDigest,
      rulesetEpoch: request.rulesetEpoch,
      issuedAt: now,
      notBefore: now,
      expiresAt: now.advanced(by: life),
      nonce: Randomness.bytes(16).lowercaseHex,
      comment: comment,
      viewDigest: review.digest,
      residualFindings: Int64(review.residual),
      revokes: revokes,
      channel: channel,
      attests: attests ? [Decision.noActualKnowledge] : []
    )
  }

  /// The signed envelope of a decision.
  private func envelope(of decision: Decision) throws(Failure) -> [UInt8] {
    var envelope = Envelope(payloadType: DSSE.inTotoType, payload: decision.payload)
    envelope.signatures = [
      .init(keyID: key.keyID, bytes: try key.sign(envelope.preAuthEncoding))
    ]
    return envelope.bytes()
  }

  /// Refuses what no gate would take for the breaking of a glass.
  private func checkBreakGlass(_ verdict: Decision.Verdict) throws(Failure) {
    guard isBreakGlass else { return }
    guard verdict == .approve else { throw Failure(.usage, "only an approval breaks the glass") }
    guard comment.unicodeScalars.count >= TokenLimits.breakGlassCommentMin else {
      throw Failure(
        .usage,
        "break-glass needs a comment of \(TokenLimits.breakGlassCommentMin) characters or more, "
          + "nothing was signed"
      )
    }
    guard !review.request.breakGlass.isEmpty else {
      throw .refusal(.actionUnsupported, "the policy has no break-glass, nothing was signed")
    }
  }

  /// The group to sign for, and what the key is worth, as the request lists them.
  private func place() throws(Failure) -> (group: String, assurance: Assurance) {
    let clauses =
      isBreakGlass ? review.request.breakGlass : review.request.clauses.flatMap { $0 }
    let keyID = key.keyID
    for clause in clauses where group == nil || clause.clause.group == group {
      for person in clause.eligible where person.human == human {
        guard let assurance = person.keys[keyID] else { continue }
        return (clause.clause.group, assurance)
      }
    }
    throw .refusal(
      .approverMismatch,
      "\(human) with this key may fill no clause, nothing was signed",
      next: "phigate review names who may; new keys count for requests made after them"
    )
  }
}

/// Random bytes of the system.
package enum Randomness {
  /// So many random bytes.
  package static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  /// A random UUID, version 4.
  ///
  /// Source: RFC 9562 §5.4.
  package static func uuid() -> String {
    var value = bytes(16)
    value[6] = value[6] & 0x0F | 0x40
    value[8] = value[8] & 0x3F | 0x80
    let hex = value.lowercaseHex.utf8.map { $0 }
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { String(decoding: hex[$0], as: UTF8.self) }.joined(separator: "-")
  }
}
