import AuditLog
import Files
import Records
package import Vocabulary

/// What stands of a request for a command: decisions that count, and what is still open.
package struct ActionStanding: Sendable {
  /// The review document that all decisions must speak of.
  package var review: ActionReview
  /// Approvals that count now.
  package var approvals: [VerifiedActionToken]
  /// Logged approvals that do not count now, and why.
  package var lapsed: [Failure]
  /// Whether an eligible person denied.
  package var isDenied: Bool
  /// Clauses that are still open; empty: the policy is met.
  package var open: [Threshold.OpenClause]
  /// How far the command came.
  package var progress: Progress

  /// How far a command came.
  package enum Progress: String, Sendable {
    /// It was not started.
    case waiting
    /// It was not started, and will not be: the request stood for too long.
    case expired
    /// Its approvals were used, and nothing says how it ended.
    case begun
    /// It ended, or somebody ended it after it broke off.
    case ended
  }

  /// Refuses what may not run yet.
  /// - Throws: `denied`, `approval_missing`, `threshold_not_met`, or why the only approvals lapsed.
  func check() throws(Failure) {
    guard !isDenied else {
      throw .refusal(.denied, "nothing was run", next: "ask anew: phigate run --ask")
    }
    guard !open.isEmpty else { return }
    if let first = lapsed.first { throw first }
    let missing = open.map { "\($0.missing) of \($0.clause.group)" }.joined(separator: ", ")
    throw .refusal(
      approvals.isEmpty ? .approvalMissing : .thresholdNotMet,
      "\(missing) missing, nothing was run",
      next: "let them decide: phigate approve DIR --as HUMAN --key FILE --comment TEXT"
    )
  }
}

extension ReleaseGate {
  /// What stands of the request for a command now, from the log.
  /// - Throws: `request_missing`, `request_mismatch`, `action_mismatch`, `gate_mismatch`.
  package func standing(
    ofAction folder: borrowing StageFolder
  ) throws(Failure) -> ActionStanding {
    try standing(try knownReview(folder), index)
  }

  /// Verifies every logged decision of a request again, against trust and time as they are now.
  func standing(_ review: ActionReview, _ index: LogIndex) throws(Failure) -> ActionStanding {
    let known = index.requests[review.request.id]
    var approvals: [VerifiedActionToken] = []
    var lapsed: [Failure] = []
    var revoked: Set<Digest256> = []
    for (verdict, digest) in known?.decisions ?? [] {
      let token = try UnverifiedToken(try store.record(digest))
      if verdict == Decision.Verdict.revoke.rawValue {
        if let revokes = try ActionDecision(payload: token.envelope.payload).revokes {
          revoked.insert(revokes)
        }
      }
      guard verdict == Decision.Verdict.approve.rawValue else { continue }
      do throws(Failure) {
        let verified = try VerifiedActionToken(token, trust: trust, review: review, now: try now())
        guard verified.decision.verdict == .approve else { throw .refusal(.tokenSchema) }
        approvals.append(verified)
      } catch {
        lapsed.append(error)
      }
    }
    approvals.removeAll { revoked.contains($0.digest) }
    return ActionStanding(
      review: review,
      approvals: approvals,
      lapsed: lapsed,
      isDenied: known?.isDenied == true,
      open: Threshold.open(trust.document.approvals, approvers: approvals.map(\.approver)),
      progress: progress(of: review.request, known, try now())
    )
  }

  /// How far a command came.
  private func progress(
    of request: ActionRequest,
    _ known: LogIndex.Request?,
    _ now: Timestamp
  ) -> ActionStanding.Progress {
    guard let known, known.hasBegun else { return now < request.expiresAt ? .waiting : .expired }
    return known.hasEnded || known.isAbandoned ? .ended : .begun
  }

  /// Requests for commands that were neither denied nor run to an end and have not expired, oldest
  /// first; of those that began, nothing says how they ended.
  package func pendingActions() throws(Failure) -> [ActionRequest] {
    let now = try now()
    var pending: [ActionRequest] = []
    for id in index.actions {
      guard let known = index.requests[id], !known.hasEnded, !known.isAbandoned, !known.isDenied
      else { continue }
      let request = try ActionRequest(reading: try store.record(known.digest))
      if now < request.expiresAt || known.hasBegun { pending.append(request) }
    }
    return pending
  }

  /// Ends a command that was started and of which nothing says how it ended, by a person's decision;
  /// its approvals stay used.
  ///
  /// A row and a receipt say so, FAILED with `release_unfinished`. Throws: exit 2 where no command of
  /// this request broke off, exit 11 where it is running.
  package func abandon(action folder: borrowing StageFolder) throws(Failure) -> ActionRequest {
    let request = try knownReview(folder).request
    let lock = try lockAction(request)
    defer { withExtendedLifetime(lock) {} }
    try refresh()
    guard let known = index.requests[request.id], known.hasBegun, !known.hasEnded,
      !known.isAbandoned
    else {
      throw Failure(
        .usage,
        "no command of this request broke off, nothing was changed",
        path: folder.path
      )
    }
    let reasons = [RefusalCode.releaseUnfinished.rawValue]
    try append(try ended(GateEvent.actionAbandoned, request, [], nil, reasons))
    return request
  }
}
