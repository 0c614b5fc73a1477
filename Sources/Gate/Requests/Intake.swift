import AuditLog
import Records
package import Vocabulary

/// What stands of a request: decisions that count, and what is still open.
package struct Standing: Sendable {
  /// The review document that all decisions must speak of.
  package var review: ReviewFacts
  /// Ordinary approvals that count now.
  package var approvals: [VerifiedToken]
  /// Break-glass approvals that count now.
  package var breakGlass: [VerifiedToken]
  /// Logged approvals that do not count now, and why.
  package var lapsed: [Failure]
  /// Whether an eligible person denied.
  package var isDenied: Bool
  /// How many approvals were taken back.
  package var revoked: Int
  /// Clauses that are still open; empty: the policy is met.
  package var open: [Threshold.OpenClause]
  /// Break-glass clauses that are still open.
  package var breakGlassOpen: [Threshold.OpenClause]
  /// Earlier break-glass releases that nobody has reviewed yet.
  package var reviewsOwed: [String]
  /// How far the release came.
  package var progress = Progress.waiting

  /// How far a release came, by the rows of the log.
  package enum Progress: String, Sendable {
    /// Nothing of it was published.
    case waiting
    /// Nothing of it was published, and nothing will be: it stood for too long.
    case expired
    /// Its approvals were used, and nothing says how it ended.
    case begun
    /// The bundle left.
    case released
    /// The bundle left by breaking the glass, and others owe its review.
    case reviewOwed = "review-owed"
    /// The destination did not take it, or somebody ended it after it broke off.
    case failed
  }

  /// Whether it is the breaking of the glass that lets the bundle leave.
  package var isBreakGlass: Bool { !open.isEmpty && !breakGlass.isEmpty && breakGlassOpen.isEmpty }
  /// The approvals that a release uses up.
  package var used: [VerifiedToken] { isBreakGlass ? breakGlass : approvals }

  /// Refuses what may not leave yet.
  ///
  /// Steps 14 to 16.
  /// - Throws: `denied`, `approval_missing`, `threshold_not_met`, or why the only approvals lapsed.
  package func check() throws(Failure) {
    guard !isDenied else {
      throw .refusal(
        .denied,
        "nothing was released",
        next: "ask anew: phigate request STAGE --destination ID"
      )
    }
    guard !open.isEmpty else { return }
    if isBreakGlass {
      guard reviewsOwed.isEmpty else {
        throw .refusal(
          .reviewOwed,
          "\(reviewsOwed.joined(separator: ", ")), nothing was released",
          next: "let others approve or deny it, then: phigate intake STAGE"
        )
      }
      return
    }
    if let first = lapsed.first { throw first }
    let missing = open.map { "\($0.missing) of \($0.clause.group)" }.joined(separator: ", ")
    throw .refusal(
      approvals.isEmpty && revoked == 0 ? .approvalMissing : .thresholdNotMet,
      "\(missing) missing, nothing was released",
      next: "let them decide: phigate approve STAGE --as HUMAN --key FILE --comment TEXT"
    )
  }
}

/// What intake made of one new envelope.
package struct IntakeResult: Sendable {
  /// The file's name in `approvals/`, chosen by whoever put it there.
  package var name: String
  /// SHA-256 of the envelope.
  package var digest: Digest256
  /// What was decided; nil where it was refused.
  package var verdict: Decision.Verdict?
  /// Who decided; nil where it was refused.
  package var human: String?
  /// Why it was refused.
  package var refusal: Failure?
}

extension Failure {
  /// The same with the envelope's path, and what to do about an envelope that was refused.
  func of(envelope path: String, stops what: String) -> Failure {
    var failure = self
    failure.path = self.path ?? path
    if code == .refused || code == .integrity {
      failure.next = next ?? "take the file away: until then nothing is \(what)"
    }
    return failure
  }
}

extension ReleaseGate {
  /// The request of a stage as the log knows it.
  /// - Throws: `request_missing`, `request_mismatch`, `manifest_mismatch`.
  func review(of stage: borrowing StageFolder) throws(Failure) -> Review {
    let request = try stage.request()
    guard let known = index.requests[request.id] else {
      guard request.origin == trust.document.origin else { throw .refusal(.gateMismatch) }
      throw .refusal(.requestMissing, "the log does not know it", path: stage.path)
    }
    guard known.digest == request.digest, known.manifest == request.manifest else {
      throw .refusal(.requestMismatch, path: "\(stage.path)/request.json")
    }
    return try Review(manifest: try stage.manifest(), request: request)
  }

  /// Verifies new envelopes of a stage and logs those that hold.
  ///
  /// Envelopes are taken in the order of their names; one that is in the log is passed over. What is
  /// refused stays in the folder and stops a release until somebody takes it away.
  package func intake(_ stage: borrowing StageFolder) throws(Failure) -> [IntakeResult] {
    let now = try now()
    let review = try review(of: stage)
    let context = context(review, now)
    if !context.isReview { try checkUnexpired(review.request, now) }
    var results: [IntakeResult] = []
    for (name, bytes) in try stage.envelopes() {
      let digest = Digest256(hashing: bytes)
      let known = index.requests[review.request.id]?.decisions ?? []
      guard !known.contains(where: { $0.envelope == digest }) else { continue }
      do throws(Failure) {
        let token = try VerifiedToken(try UnverifiedToken(bytes), in: context)
        try counting.checkNew(token, try standing(review, context))
        try enter(token, bytes, review.request)
        if context.isReview { try noteReview(review, context) }
        results.append(
          IntakeResult(
            name: name,
            digest: digest,
            verdict: token.decision.verdict,
            human: token.approver.human
          )
        )
      } catch {
        let failure = error.of(envelope: "\(stage.path)/approvals/\(name)", stops: "released")
        results.append(IntakeResult(name: name, digest: digest, refusal: failure))
      }
    }
    return results
  }

  /// Writes a decision to the log.
  private func enter(
    _ token: VerifiedToken,
    _ bytes: [UInt8],
    _ request: ReleaseRequest
  ) throws(Failure) {
    try store.keep(bytes, as: token.digest)
    try append(
      AuditEvent(
        GateEvent.decision,
        actor: AuditActor(
          principal: token.approver.human,
          human: token.approver.human,
          channel: token.decision.channel.kind
        ),
        subject: AuditSubject(
          kind: "envelope",
          id: "key-\(token.approver.keyID.prefix(16))",
          sha256: token.digest
        ),
        requestID: request.id,
        decision: token.decision.verdict.rawValue,
        policy: trust.digest,
        ruleset: request.rulesetDigest,
        trustVersion: trust.document.version,
        detail: token.decision.viewDigest
      )
    ) { (fresh) throws(Failure) in
      let known = fresh.requests[request.id]?.decisions ?? []
      guard !known.contains(where: { $0.envelope == token.digest }) else {
        throw Failure(.temporary, "another process logged it meanwhile", next: "run it again")
      }
    }
  }

  /// Verifies every logged decision of a request again, against trust and time as they are now.
  ///
  /// `index`: what the log says; nil: as this process last read it.
  func standing(
    _ review: Review,
    _ context: VerificationContext,
    index: LogIndex? = nil
  ) throws(Failure) -> Standing {
    let index = index ?? self.index
    let decisions = index.requests[review.request.id]?.decisions ?? []
    var standing = try counting.standing(review.facts, context, decisions) {
      (digest) throws(Failure) in try store.record(digest)
    }
    standing.progress = index.progress(of: review.request.id)
    if standing.progress == .waiting, context.now >= review.request.expiresAt {
      standing.progress = .expired
    }
    standing.reviewsOwed = index.order.filter {
      $0 != review.request.id && index.requests[$0]?.owesReview == true
    }
    return standing
  }

  /// How decisions are counted under the trust version in force.
  private var counting: DecisionCounting { DecisionCounting(trust: trust) }

  /// What stands of a stage's request now, from the log.
  package func standing(of stage: borrowing StageFolder) throws(Failure) -> Standing {
    let review = try review(of: stage)
    return try standing(review, context(review, try now()))
  }

  /// What the tokens of a request are held against now.
  func context(_ review: Review, _ now: Timestamp) -> VerificationContext {
    var context = VerificationContext(trust: trust, review: review, now: now)
    let known = index.requests[review.request.id]
    context.isReview = known?.isBreakGlass == true && known?.hasEnded == true
    return context
  }

  /// Refuses a request that stood for too long.
  func checkUnexpired(_ request: ReleaseRequest, _ now: Timestamp) throws(Failure) {
    guard now < request.expiresAt else {
      throw .refusal(
        .requestExpired,
        "it stood until \(request.expiresAt)",
        next: "ask anew: phigate request STAGE"
      )
    }
  }

  /// Logs that a break-glass release was reviewed, once the ordinary approvals or a denial are there.
  private func noteReview(
    _ review: Review,
    _ context: VerificationContext
  ) throws(Failure) {
    let request = review.request
    guard let known = index.requests[request.id], known.owesReview,
      let receipt = known.receipt
    else { return }
    let standing = try standing(review, context)
    guard standing.isDenied || standing.open.isEmpty else { return }
    var row = event(GateEvent.reviewed, request, receipt)
    let verdict: Decision.Verdict = standing.isDenied ? .deny : .approve
    row.decision = verdict.rawValue
    try append(row)
  }

  /// Requests that were released by breaking the glass and wait for their review, oldest first.
  package func owedReviews() throws(Failure) -> [ReleaseRequest] {
    var owed: [ReleaseRequest] = []
    for id in index.order {
      guard let known = index.requests[id], known.owesReview else { continue }
      owed.append(try ReleaseRequest(reading: try store.record(known.digest)))
    }
    return owed
  }

  /// Requests that were neither denied nor released and have not expired, oldest first.
  package func pendingRequests() throws(Failure) -> [ReleaseRequest] {
    let now = try now()
    var pending: [ReleaseRequest] = []
    for id in index.order {
      guard let known = index.requests[id], !known.hasEnded, !known.isAbandoned, !known.isDenied
      else { continue }
      let request = try ReleaseRequest(reading: try store.record(known.digest))
      if now < request.expiresAt || known.hasBegun { pending.append(request) }
    }
    return pending
  }
}
