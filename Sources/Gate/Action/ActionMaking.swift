package import Records
package import Vocabulary

/// What an approver of a command does: looks at its review, decides, signs.
///
/// Needs no state of the gate.
package struct ActionDecisionMaker: Sendable {
  /// What the approver saw.
  package var review: ActionReview
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
  /// The time now.
  package var now: Timestamp

  /// Creates a maker of decisions.
  package init(
    review: ActionReview,
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
  /// - Returns: the envelope's bytes.
  /// - Throws: `approver_is_requester`, `approver_mismatch`, `token_lifetime`: said here already, and
  ///   by the gate again.
  package func sign(
    _ verdict: Decision.Verdict,
    revokes: Digest256? = nil
  ) throws(Failure) -> [UInt8] {
    let request = review.request
    guard !request.humans.contains(human), request.principal != human else {
      throw .refusal(.approverIsRequester, "\(human) asked for this command, nothing was signed")
    }
    guard 1...2000 ~= comment.unicodeScalars.count else {
      throw Failure(.usage, "a comment has 1 to 2000 characters, nothing was signed")
    }
    let place = try place()
    let most = request.tokenLifetimeSecondsMax
    let life = lifetimeSeconds ?? min(DecisionMaker.lifetimeSecondsDefault, most)
    guard 1...most ~= life else {
      throw .refusal(.tokenLifetime, "\(life) seconds, at most \(most)")
    }
    let decision = ActionDecision(
      action: review.action.digest,
      actionID: request.action,
      verdict: verdict,
      origin: request.origin,
      gateKeyID: request.gateKeyID,
      requestID: request.id,
      requestDigest: request.digest,
      requester: request.principal,
      approver: human,
      group: place.group,
      keyID: key.keyID,
      policy: request.policy,
      issuedAt: now,
      notBefore: now,
      expiresAt: now.advanced(by: life),
      nonce: Randomness.bytes(16).lowercaseHex,
      comment: comment,
      viewDigest: review.digest,
      revokes: revokes,
      assurance: place.assurance
    )
    var envelope = Envelope(payloadType: DSSE.inTotoType, payload: decision.payload)
    envelope.signatures = [
      .init(keyID: key.keyID, bytes: try key.sign(envelope.preAuthEncoding))
    ]
    return envelope.bytes()
  }

  /// The group to sign for, and what the key is worth, as the request lists them.
  private func place() throws(Failure) -> (group: String, assurance: Assurance) {
    for clause in review.request.clauses.flatMap({ $0 })
    where group == nil || clause.clause.group == group {
      for person in clause.eligible where person.human == human {
        guard let assurance = person.keys[key.keyID] else { continue }
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
