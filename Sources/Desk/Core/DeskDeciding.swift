import AuditLog
import Database
package import Gate
package import Records
package import Vocabulary

/// What became of a decision.
package struct Decided: Sendable, Hashable {
  /// SHA-256 of the envelope.
  package let envelope: Digest256
  /// What was decided.
  package let verdict: Decision.Verdict
  /// Where the request stands now.
  package let state: DeskState
  /// Whether it was in the log already.
  package let isReplayed: Bool
}

/// What somebody clicked, where nobody signs: on the page without a key, or in Slack.
package struct Click: Sendable {
  /// What was decided.
  package var verdict: Decision.Verdict
  /// Who, by the trust document.
  package var human: String
  /// `web` or `slack`.
  package var kind: String
  /// The account in the form that the channel has: see `TrustDocument.Channel`.
  package var userID: String
  /// The workspace; nil on the web.
  package var workspace: String?
  /// The message or form.
  package var messageID: String
  /// When it arrived.
  package var receivedAt: Timestamp
  /// How it was verified.
  package var verifier: String
  /// What was verified, byte for byte; its digest stands in the token.
  package var evidence: [UInt8]
  /// Why.
  package var comment: String
  /// Whether the person attested to know of nobody who could be recognised.
  package var attests: Bool
  /// The review document that they saw; nil: the newest, which is the only one.
  package var view: Digest256?
  /// The approval that a revocation takes back; nil: their own that counts.
  package var revokes: Digest256?

  /// Names of what the token says of the channel.
  var details: [String: String] {
    var details = [
      "userId": userID, "messageId": messageID, "receivedAt": receivedAt.description,
      "verifier": verifier, "evidenceDigest": Digest256(hashing: evidence).hex,
    ]
    if let workspace { details["workspace"] = workspace }
    return details
  }
}

extension DeskCore {
  /// Takes a decision that a human signed with a key of their own.
  ///
  /// `person`: who sends it; nobody sends another's, and no program sends any.
  /// - Throws: the gate's codes, in the gate's order; `not_found`, `request_closed`.
  package func decide(
    _ envelope: [UInt8],
    on id: String,
    by person: Person,
    wanting verdicts: Set<Decision.Verdict>
  ) throws -> Decided {
    let stored = try open(id)
    let digest = Digest256(hashing: envelope)
    if let known = try replayed(digest, stored) { return known }
    let actor = AuditActor(principal: person.human, human: person.human, channel: "web")
    do throws(Failure) {
      let context = context(stored)
      let token = try VerifiedToken(try UnverifiedToken(envelope), in: context)
      guard token.approver.human == person.human else {
        throw .refusal(.approverMismatch, "it is not signed by who sent it")
      }
      guard token.approver.assurance >= .humanKey else { throw .refusal(.assuranceTooWeak) }
      guard verdicts.contains(token.decision.verdict) else {
        throw .refusal(.tokenSchema, "another kind of decision belongs here")
      }
      return try enter(token, envelope, evidence: nil, stored, actor)
    } catch {
      note(
        refusal: error,
        actor,
        request: id,
        subject: AuditSubject(kind: "envelope", id: "refused", sha256: digest)
      )
      throw error
    }
  }

  /// Takes a click: the desk says with the channel's key that this person did it.
  ///
  /// Deciding the same twice is one decision.
  /// - Throws: the gate's codes; `attestation_missing`, `not_found`, `request_closed`.
  package func decide(_ click: Click, on id: String) throws -> Decided {
    let stored = try open(id)
    let request = stored.facts.request
    let actor = AuditActor(principal: click.human, human: click.human, channel: click.kind)
    do throws(Failure) {
      let standing = try evaluate(stored).standing
      if let known = try repeated(click, stored, standing) { return known }
      if let view = click.view, view != stored.facts.digest { throw .refusal(.viewMismatch) }
      if click.verdict == .approve, request.profile == .safeHarbor, !click.attests {
        throw Failure(
          .refused,
          "an approval under safe harbor needs the statement about actual knowledge",
          reasons: ["attestation_missing"]
        )
      }
      var maker = DecisionMaker(
        review: stored.facts,
        human: click.human,
        key: ApprovalKey(channelKey),
        comment: click.comment,
        now: clock.now()
      )
      maker.channelKind = click.kind
      maker.channelDetails = click.details
      maker.group = Self.group(click.human, channelKeyID, stored.facts.request, standing)
      let revokes = click.verdict == .revoke ? click.revokes ?? own(click.human, standing) : nil
      if click.verdict == .revoke, revokes == nil {
        throw .refusal(.approverMismatch, "there is no approval of theirs")
      }
      let envelope = try maker.sign(click.verdict, revokes: revokes)
      let token = try VerifiedToken(try UnverifiedToken(envelope), in: context(stored))
      return try enter(token, envelope, evidence: click.evidence, stored, actor)
    } catch {
      note(refusal: Self.explained(error, stored, click.human, channelKeyID), actor, request: id)
      throw Self.explained(error, stored, click.human, channelKeyID)
    }
  }

  /// The statement that a human may sign, unsigned.
  /// - Throws: as signing it would.
  package func statement(
    _ verdict: Decision.Verdict,
    on id: String,
    by person: Person,
    keyID: String,
    group: String?,
    comment: String,
    revokes: Digest256?
  ) throws -> [UInt8] {
    let stored = try open(id)
    guard !stored.state.isFinal else { throw Self.closed(stored.state) }
    guard trust.document.owner(ofKey: keyID)?.human.id == person.human else {
      throw Failure.refusal(.approverMismatch, "the key is not one of \(person.human)")
    }
    var maker = DecisionMaker(
      review: stored.facts,
      human: person.human,
      key: ApprovalKey(unsignedWith: keyID),
      comment: comment,
      now: clock.now()
    )
    maker.channelKind = "web"
    maker.group = group
    var own: Digest256?
    if verdict == .revoke {
      own = try revokes ?? self.own(person.human, evaluate(stored).standing)
      guard own != nil else {
        throw Failure.refusal(.approverMismatch, "there is no approval of theirs")
      }
    }
    return try maker.decision(verdict, revokes: own).payload
  }

  /// Takes the gate's receipt: PASSED closes the request as released.
  /// - Throws: `signature_invalid`, `request_mismatch`, `not_found`.
  package func receive(
    receipt bytes: [UInt8],
    for id: String,
    by principal: Principal
  ) throws -> DeskState {
    guard let stored = try stored(id) else { throw Problem.notFound }
    guard !stored.isReleased else { return .released }
    let facts = try ReceiptReading(bytes, stored.facts.request, trust.document)
    guard facts.isPassed else { return stored.state }
    let event = AuditEvent(
      DeskEventName.receipt,
      actor: AuditActor(principal: principal.key, channel: "api"),
      subject: AuditSubject(kind: "receipt", id: "gate", sha256: Digest256(hashing: bytes)),
      requestID: id,
      decision: "PASSED"
    )
    let database = database
    try commit(event) { (_) throws(Failure) in
      try database.run("UPDATE request SET receipt=? WHERE id=?", [.blob(bytes), .text(id)])
      var released = stored
      released.isReleased = true
      return try self.update(released, "released")
    }
    return .released
  }

  /// A request on which something can still be decided.
  private func open(_ id: String) throws -> StoredRequest {
    guard var stored = try stored(id) else { throw Problem.notFound }
    try checkTrust()
    let state = try evaluate(stored).state
    if state != stored.state {
      try reconsider(id, DeskEventName.lapsed)
      stored = try self.stored(id) ?? stored
    }
    return stored
  }

  /// What the tokens of a request are held against now.
  private func context(_ stored: StoredRequest) -> VerificationContext {
    VerificationContext(trust: trust, review: stored.facts, now: clock.now())
  }

  /// A request that is over.
  private static func closed(_ state: DeskState) -> Problem {
    Problem(409, "request_closed", "the request is \(state.rawValue)")
  }

  /// The outcome of an envelope that is in the log already.
  private func replayed(
    _ digest: Digest256,
    _ stored: StoredRequest
  ) throws(Failure) -> Decided? {
    let known = try decisions(stored.facts.request.id).first { $0.digest == digest }
    guard let known, let verdict = Decision.Verdict(rawValue: known.verdict) else { return nil }
    return Decided(envelope: digest, verdict: verdict, state: stored.state, isReplayed: true)
  }

  /// The outcome of a click that repeats one which counts.
  private func repeated(
    _ click: Click,
    _ stored: StoredRequest,
    _ standing: Standing
  ) throws(Failure) -> Decided? {
    switch click.verdict {
    case .approve:
      guard let own = own(click.human, standing) else { return nil }
      return Decided(envelope: own, verdict: .approve, state: stored.state, isReplayed: true)
    case .deny:
      for known in try decisions(stored.facts.request.id) where known.verdict == "deny" {
        let payload = try Evaluation.envelope(known.envelope).payload
        guard try Decision(payload: payload).approver == click.human else { continue }
        return Decided(
          envelope: known.digest,
          verdict: .deny,
          state: stored.state,
          isReplayed: true
        )
      }
      return nil
    case .revoke: return nil
    }
  }

  /// A human's approval that counts.
  private func own(_ human: String, _ standing: Standing) -> Digest256? {
    standing.approvals.last { $0.approver.human == human }?.digest
  }

  /// The group to decide for: of an open clause where there is one.
  static func group(
    _ human: String,
    _ keyID: String,
    _ request: ReleaseRequest,
    _ standing: Standing
  ) -> String? {
    let mine = request.clauses.flatMap { $0 }
      .filter { clause in
        clause.eligible.contains { $0.human == human && $0.keys[keyID] != nil }
      }
      .map(\.clause.group)
    return mine.first { group in standing.open.contains { $0.clause.group == group } } ?? mine.first
  }

  /// A refusal in the words that help: who may fill a clause with a key is told so.
  private static func explained(
    _ failure: Failure,
    _ stored: StoredRequest,
    _ human: String,
    _ keyID: String
  ) -> Failure {
    let clauses = stored.facts.request.clauses.flatMap { $0 }
    let mine = clauses.flatMap(\.eligible).filter { $0.human == human }
    guard failure.reasons == [RefusalCode.approverMismatch.rawValue], !mine.isEmpty,
      mine.allSatisfy({ $0.keys[keyID] == nil })
    else { return failure }
    return .refusal(.assuranceTooWeak, "a key of your own is needed")
  }

  /// Counts a decision, writes it with its row, and where the request stands.
  private func enter(
    _ token: VerifiedToken,
    _ envelope: [UInt8],
    evidence: [UInt8]?,
    _ stored: StoredRequest,
    _ actor: AuditActor
  ) throws(Failure) -> Decided {
    let request = stored.facts.request
    let before = try evaluate(stored)
    let verdict = token.decision.verdict
    guard !before.state.isFinal, verdict != .approve || before.state == .open else {
      throw Failure(
        .refused,
        "the request is \(before.state.rawValue)",
        reasons: ["request_closed"]
      )
    }
    guard before.decisions.count < TokenLimits.envelopesMax else {
      throw .refusal(.tooManyEnvelopes, "\(before.decisions.count)")
    }
    try DecisionCounting(trust: trust).checkNew(token, before.standing)
    let event = AuditEvent(
      GateEvent.decision,
      actor: actor,
      subject: AuditSubject(
        kind: "envelope",
        id: "key-\(token.approver.keyID.prefix(16))",
        sha256: token.digest
      ),
      requestID: request.id,
      decision: verdict.rawValue,
      ruleset: request.rulesetDigest,
      detail: token.decision.viewDigest
    )
    let database = database
    try commit(event) { (row) throws(Failure) in
      try database.run(
        """
        INSERT INTO decision(row, request, verdict, human, sha256, envelope, evidence)
        VALUES(?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(row), .text(request.id), .text(verdict.rawValue),
          .text(token.approver.human), .blob(token.digest.bytes), .blob(envelope),
          evidence.map { .blob($0) } ?? .null,
        ]
      )
      return try self.update(
        stored,
        verdict == .revoke ? "revocation" : "decision",
        [
          .init("decision", .string(verdict.rawValue)),
          .init("human", .string(token.approver.human)),
        ]
      )
    }
    return Decided(
      envelope: token.digest,
      verdict: verdict,
      state: try evaluate(stored).state,
      isReplayed: false
    )
  }
}
