import Records
package import Vocabulary

/// How decisions are counted, by the gate and by a desk alike: one place says which of them stand.
package struct DecisionCounting: Sendable {
  /// The trust version in force.
  package var trust: VerifiedTrust

  /// Counts under a trust version.
  package init(trust: VerifiedTrust) { self.trust = trust }

  /// Step 14: each human and key decides once; a revocation takes back an approval of one's own.
  ///
  /// What a channel says has to be of use: where no clause takes it, nothing of it is kept.
  /// - Throws: `duplicate_approver`, `approver_mismatch`, `assurance_too_weak`.
  package func checkNew(_ token: VerifiedToken, _ standing: Standing) throws(Failure) {
    let policy = trust.document.approvals
    let isUseful = Threshold.mayFill(policy, token.approver)
    let isChannel = trust.document.channel(ofKey: token.approver.keyID) != nil
    if isChannel, token.decision.verdict != .revoke {
      guard isUseful else { throw .refusal(.assuranceTooWeak, token.approver.human) }
    }
    switch token.decision.verdict {
    case .deny:
      guard isUseful else {
        throw .refusal(.approverMismatch, "nobody who could approve denies")
      }
    case .approve:
      let others = token.decision.action == .breakGlass ? standing.breakGlass : standing.approvals
      let isSecond = others.contains { token.approver.isRepeated(of: $0.approver) }
      guard !isSecond else { throw .refusal(.duplicateApprover, token.approver.human) }
    case .revoke:
      let own = (standing.approvals + standing.breakGlass)
        .contains {
          $0.digest == token.decision.revokes && $0.approver.human == token.approver.human
        }
      guard own else { throw .refusal(.approverMismatch, "it takes back no approval of theirs") }
    }
  }

  /// Verifies every decision of a request again, against trust and time as they are now.
  /// - Parameters:
  ///   - review: the document that all of them must speak of.
  ///   - context: what they are held against.
  ///   - decisions: verdicts and envelopes in the order in which they were logged.
  ///   - record: reads an envelope.
  /// - Returns: what stands; `reviewsOwed` is the caller's to know.
  /// - Throws: what `record` throws, and where an envelope is none.
  package func standing(
    _ review: ReviewFacts,
    _ context: VerificationContext,
    _ decisions: [(verdict: String, envelope: Digest256)],
    record: (Digest256) throws(Failure) -> [UInt8]
  ) throws(Failure) -> Standing {
    var approvals: [VerifiedToken] = []
    var lapsed: [Failure] = []
    var isDenied = false
    var revoked: Set<Digest256> = []
    for (verdict, digest) in decisions {
      // A decision to stop was verified when it was logged; nothing that happens later undoes it.
      if verdict == Decision.Verdict.deny.rawValue { isDenied = true }
      let token = try UnverifiedToken(try record(digest))
      if verdict == Decision.Verdict.revoke.rawValue {
        if let revokes = try Decision(payload: token.envelope.payload).revokes {
          revoked.insert(revokes)
        }
      }
      guard verdict == Decision.Verdict.approve.rawValue else { continue }
      do throws(Failure) {
        let verified = try VerifiedToken(token, in: context)
        guard verified.decision.verdict == .approve else { throw .refusal(.tokenSchema) }
        approvals.append(verified)
      } catch {
        lapsed.append(error)
      }
    }
    approvals.removeAll { revoked.contains($0.digest) }
    let breakGlass = approvals.filter { $0.decision.action == .breakGlass }
    approvals.removeAll { $0.decision.action == .breakGlass }
    // Whoever broke the glass does not review it.
    let breakers = Set(breakGlass.map(\.approver.human))
    let reviewers =
      context.isReview
      ? approvals.filter { !breakers.contains($0.approver.human) } : approvals
    let policy = trust.document
    return Standing(
      review: review,
      approvals: approvals,
      breakGlass: breakGlass,
      lapsed: lapsed,
      isDenied: isDenied,
      revoked: revoked.count,
      open: Threshold.open(policy.approvals, approvers: reviewers.map(\.approver)),
      breakGlassOpen: Threshold.open([policy.breakGlass], approvers: breakGlass.map(\.approver)),
      reviewsOwed: []
    )
  }
}
