import AuditLog
import DeskPages
import Gate
import Pages
import Records
import Vocabulary

/// What the API shows of a request, as pages show it: both have one source.
struct PageReading {
  /// The document of `GET /v1/requests/{id}`.
  private let summary: PageData

  /// Reads the document.
  init(_ bytes: [UInt8]) throws(Failure) { summary = try PageData(document: bytes) }

  /// Where the request stands.
  func state() throws(Failure) -> RequestState {
    guard let state = RequestState(rawValue: try summary.text("state")) else {
      throw Failure(.internalError, "a request's state has no page")
    }
    return state
  }

  /// A row of the list.
  ///
  /// `human`: who looks.
  func row(for human: String) throws(Failure) -> ListRow {
    let state = try state()
    let lists = try clauses()
    let nearest = lists.min { Self.missing($0) < Self.missing($1) } ?? []
    let needed = nearest.reduce(0) { $0 + $1.min }
    let waits = lists.contains { list in list.contains { $0.mayFill.contains(human) } }
    return ListRow(
      id: try summary.text("id"),
      state: state,
      destination: try summary.text("destination"),
      requester: try summary.text("requester", "principal"),
      purpose: try summary.text("purpose"),
      files: try summary.number("bundle", "files"),
      residual: try summary.number("residual"),
      createdAt: try time("createdAt"),
      expiresAt: try time("expiresAt"),
      filled: needed - Self.missing(nearest),
      needed: needed,
      awaitsViewer: state == .open && waits
    )
  }

  /// Places of a list that are open.
  private static func missing(_ list: [ClauseProgress]) -> Int64 {
    list.reduce(0) { $0 + max(0, $1.min - Int64($1.filledBy.count)) }
  }

  /// The clauses and who filled them.
  func clauses() throws(Failure) -> [[ClauseProgress]] {
    try summary.list("clauses")
      .mapping { (list) throws(Failure) -> [ClauseProgress] in
        guard case .array(let clauses) = list.value else { return [] }
        return try clauses.map(PageData.init)
          .mapping { (clause) throws(Failure) in
            ClauseProgress(
              group: try clause.text("group"),
              min: try clause.number("min"),
              assurance: try Self.assurance(clause),
              filledBy: try clause.texts("filledBy"),
              mayFill: try clause.texts("mayFill")
            )
          }
      }
  }

  /// Decisions, oldest first.
  func decisions() throws(Failure) -> [DecisionEntry] {
    try summary.list("decisions")
      .mapping { (entry) throws(Failure) -> DecisionEntry in
        guard let verdict = Verdict(rawValue: try entry.text("decision")),
          let at = Timestamp(try entry.text("at")),
          let end = Timestamp(try entry.text("expiresAt")),
          let envelope = Digest256(hex: try entry.text("envelope"))
        else { throw Failure(.internalError, "a decision has no page") }
        return DecisionEntry(
          verdict: verdict,
          human: try entry.text("human"),
          group: try entry.text("group"),
          assurance: try Self.assurance(entry),
          channel: try entry.text("channel"),
          at: at,
          expiresAt: end,
          comment: try entry.text("comment"),
          envelope: envelope,
          setAside: try entry.optionalText("reason").map { Self.reasons[$0] ?? $0 }
        )
      }
  }

  /// Why an approval does not count, in words.
  private static let reasons = [
    "revoked": "it was taken back", "expired": "its time is over",
    "lapsed": "trust or keys have changed since",
  ]

  /// What a signature is worth.
  private static func assurance(_ data: PageData) throws(Failure) -> Assurance {
    guard let assurance = Assurance(rawValue: try data.text("assurance")) else {
      throw Failure(.internalError, "an assurance has no page")
    }
    return assurance
  }

  /// A time of the document.
  private func time(_ name: String) throws(Failure) -> Timestamp {
    guard let time = Timestamp(try summary.text(name)) else {
      throw Failure(.internalError, "a time has no page")
    }
    return time
  }

  /// A row of the log.
  static func entry(_ row: AuditRow) -> LogEntry {
    let event = row.event
    let words = [event.event, event.decision].compactMap { $0 } + event.reasonCodes
    return LogEntry(
      sequence: row.seq,
      time: row.time,
      event: words.joined(separator: " "),
      actor: event.actor.human ?? event.actor.principal,
      detail: event.subject?.sha256 ?? event.detail
    )
  }
}

extension DeskCore {
  /// What a person may do on a request, and why not if not.
  ///
  /// Says beforehand what the gate's code would say afterwards; the code decides.
  /// - Throws: `not_found`.
  func viewerStanding(of human: String, on id: String) throws -> ViewerStanding {
    guard let stored = try stored(id) else { throw Problem.notFound }
    let evaluation = try evaluate(stored)
    let request = stored.facts.request
    let standing = evaluation.standing
    if evaluation.state == .denied, try hasDenied(human, evaluation) { return .hasDecided(.deny) }
    if standing.approvals.contains(where: { $0.approver.human == human }) {
      return .hasDecided(.approve)
    }
    guard evaluation.state == .open else {
      return .isClosed(RequestState(rawValue: evaluation.state.rawValue) ?? .expired)
    }
    if trust.document.requesters(of: request).contains(human) { return .isRequester }
    if trust.signers.contains(human) { return .signedTrust }
    let approvers = standing.approvals.map(\.approver)
    let clauses = request.clauses.flatMap { list in
      zip(list, Threshold.holders(list.map(\.clause), approvers: approvers))
        .map { clause, holders in (clause: clause, isOpen: holders.count < clause.clause.min) }
    }
    // A clause that is full takes no approval more, but a denial.
    let mine = clauses.filter { each in each.clause.eligible.contains { $0.human == human } }
    let open = mine.filter { $0.isOpen }
    let best =
      open.first { keys(of: human, in: $0.clause)[channelKeyID] != nil } ?? open.first
      ?? mine.first
    guard let best else {
      let groups = trust.document.human(human)?.groups ?? []
      let missed = clauses.first { groups.contains($0.clause.clause.group) }
      return missed.map { .hasNoKey($0.clause.clause.assurance) } ?? .inNoGroup
    }
    let held = keys(of: human, in: best.clause)
    return .mayDecide(
      DecisionWays(
        group: best.clause.clause.group,
        needed: held[channelKeyID] != nil ? .gatewayAttested : best.clause.clause.assurance,
        keys: enrolledKeys(of: human, among: held)
      )
    )
  }

  /// Keys with which somebody may fill a clause, and what they are worth.
  private func keys(of human: String, in clause: ReleaseRequest.Clause) -> [String: Assurance] {
    clause.eligible.first { $0.human == human }?.keys ?? [:]
  }

  /// The person's own keys that are valid now and that a page can sign with.
  private func enrolledKeys(
    of human: String,
    among keys: [String: Assurance]
  ) -> [EnrolledKey] {
    let now = clock.now()
    let known = trust.document.human(human)?.keys ?? []
    return known.compactMap { key in
      guard let assurance = keys[key.key.keyID], key.securityKey == nil, key.revokedAt == nil,
        now >= key.validAfter, now < key.validBefore, let open = try? key.key.verifyingKey()
      else { return nil }
      return EnrolledKey(keyID: key.key.keyID, publicKey: open.raw, assurance: assurance)
    }
  }

  /// Whether it was this person who said no.
  private func hasDenied(_ human: String, _ evaluation: Evaluation) throws(Failure) -> Bool {
    for stored in evaluation.decisions where stored.verdict == Decision.Verdict.deny.rawValue {
      let payload = try Evaluation.envelope(stored.envelope).payload
      if try Decision(payload: payload).approver == human { return true }
    }
    return false
  }

  /// What the gate's receipt says; nil without one.
  func receiptFacts(_ found: ReadRequest) throws(Failure) -> ReceiptFacts? {
    guard let bytes = found.receipt else { return nil }
    let request = try ReleaseRequest(reading: found.document)
    let reading = try ReceiptReading(bytes, request, trust.document)
    return ReceiptFacts(
      time: reading.time,
      isPassed: reading.isPassed,
      reasonCodes: reading.reasonCodes,
      digest: Digest256(hashing: bytes)
    )
  }
}
