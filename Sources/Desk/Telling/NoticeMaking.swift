import Database
import DeskChannels
import Gate
import Records
import Vocabulary

extension DeskCore {
  /// Requests of which channels are told when the desk starts: what happened while it stood still.
  func openRequests() throws(Failure) -> [String] {
    var ids: [String] = []
    try database.query("SELECT id FROM request WHERE state IN ('open', 'approved')") {
      (row) throws(Failure) in ids.append(row.text(0))
    }
    return ids
  }

  /// All that a message outside the desk may show of a request; nil where there is none.
  ///
  /// Numbers and classes come from the review document, the rest from where the request stands.
  func notice(of id: String) throws(Failure) -> DeskChannels.Notice? {
    guard let stored = try stored(id) else { return nil }
    let evaluation = try evaluate(stored)
    let request = stored.facts.request
    var notice = DeskChannels.Notice(
      request: id,
      link: "\(settings.url)/requests/\(id)",
      reviewDigest: stored.facts.digest,
      requester: request.principal,
      purpose: request.purpose,
      destination: request.destinationID,
      profile: request.profile.rawValue,
      files: request.files,
      bytes: request.bytes,
      state: Self.state(evaluation),
      expiresAt: request.expiresAt,
      needsAttestation: request.profile == .safeHarbor
    )
    notice.ticket = request.ticket
    notice.difference = request.difference.summary
    notice.residual = Int64(stored.facts.residual)
    let review = try self.review(id)
    notice.findings = Self.findings(review)
    notice.classes = Self.counts(review["classes"])
    notice.withheld = Self.counts(review["reasons"])
    let approvers = evaluation.standing.approvals.map(\.approver)
    notice.clauses = evaluation.state.isFinal ? [] : Self.clauses(request, evaluation.standing)
    notice.decisions = evaluation.standing.approvals.map { token in
      .init(
        human: token.approver.human,
        verdict: token.decision.verdict.rawValue,
        assurance: token.approver.assurance.rawValue,
        at: token.decision.issuedAt
      )
    }
    notice.decisions += try denials(evaluation, besides: approvers)
    return notice
  }

  /// Where a request stands, as messages say it.
  private static func state(_ evaluation: Evaluation) -> DeskChannels.Notice.State {
    switch evaluation.state {
    case .open: evaluation.standing.revoked > 0 ? .revoked : .pending
    case .approved: .approved
    case .denied: .denied
    case .expired: .expired
    case .released: .released
    }
  }

  /// The review document of a request.
  private func review(_ id: String) throws(Failure) -> JSONValue {
    var bytes: [UInt8] = []
    try database.query("SELECT review FROM request WHERE id=?", [.text(id)]) {
      (row) throws(Failure) in bytes = row.blob(0)
    }
    do throws(RecordFault) {
      return try StrictJSON.parse(bytes.span, limits: .document)
    } catch {
      throw .refusal(.logIncomplete, "a review of the desk", path: settings.database)
    }
  }

  /// What was found, by kind.
  private static func findings(_ review: JSONValue) -> [DeskChannels.Notice.Count] {
    guard case .array(let rows)? = review["findings"] else { return [] }
    return rows.compactMap { row in
      guard case .string(let kind)? = row["kind"], case .integer(let count)? = row["count"] else {
        return nil
      }
      var letter: String?
      if case .string(let text)? = row["hipaa"] { letter = text }
      return .init(kind, letter: letter, count)
    }
  }

  /// The members of an object of counts.
  private static func counts(_ value: JSONValue?) -> [DeskChannels.Notice.Count] {
    guard case .object(let object)? = value else { return [] }
    return object.members.compactMap { member in
      guard case .integer(let count) = member.value else { return nil }
      return .init(member.name, count)
    }
  }

  /// Open clauses of the nearest list, with who may still fill them.
  private static func clauses(
    _ request: ReleaseRequest,
    _ standing: Standing
  ) -> [DeskChannels.Notice.Clause] {
    let decided = Set(standing.approvals.map(\.approver.human))
    return standing.open.map { open in
      let eligible = request.clauses.flatMap { $0 }.first { $0.clause == open.clause }?.eligible
      return .init(
        group: open.clause.group,
        assurance: open.clause.assurance.rawValue,
        missing: Int64(open.missing),
        humans: (eligible ?? []).map(\.human).filter { !decided.contains($0) }
      )
    }
  }

  /// Denials, which are told beside approvals.
  private func denials(
    _ evaluation: Evaluation,
    besides approvers: [Approver]
  ) throws(Failure) -> [DeskChannels.Notice.Decision] {
    var denials: [DeskChannels.Notice.Decision] = []
    for stored in evaluation.decisions where stored.verdict == Decision.Verdict.deny.rawValue {
      let decision = try Decision(payload: try Evaluation.envelope(stored.envelope).payload)
      denials.append(
        .init(
          human: decision.approver,
          verdict: stored.verdict,
          assurance: decision.channel.assurance.rawValue,
          at: decision.issuedAt
        )
      )
    }
    return denials
  }
}
