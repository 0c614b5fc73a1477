import AuditLog
import Database
import Files
import Gate
import Records
package import Vocabulary

/// A request as somebody submits it: `request.json` and `manifest.jsonl`, read but not yet believed.
package struct Submission: Sendable {
  /// The bytes of request.json.
  let document: [UInt8]
  /// The bytes of manifest.jsonl.
  let manifest: [UInt8]
  /// SHA-256 of the whole body.
  let digest: Digest256
  /// The review document.
  let review: [UInt8]
  /// What decisions will say of it.
  let facts: ReviewFacts

  /// Reads a body: the line of request.json, then the lines of manifest.jsonl.
  ///
  /// Parses the whole manifest; not to be called on a thread that others wait for.
  /// - Throws: `request_mismatch`, `manifest_mismatch`, `manifest_invalid`.
  package init(body: [UInt8]) throws(Failure) {
    guard let end = body.firstIndex(of: 0x0A) else {
      throw .refusal(.requestMismatch, "the body has no lines")
    }
    document = Array(body[...end])
    manifest = Array(body[(end + 1)...])
    let request = try ReleaseRequest(reading: document)
    let review = try Review(manifest: StoredManifest(manifest), request: request)
    guard review.files == request.files, review.bytes == request.bytes else {
      throw .refusal(.requestMismatch, "it counts other files than the manifest")
    }
    self.review = review.encoded
    facts = review.facts
    digest = Digest256(hashing: body)
  }
}

/// What became of a submission.
package struct Submitted: Sendable {
  /// The request's id.
  package let id: String
  /// Whether it was there already.
  package let isReplayed: Bool
}

/// What the desk keeps of a request.
struct StoredRequest {
  /// What decisions say of it.
  var facts: ReviewFacts
  /// When it was submitted.
  var submitted: Timestamp
  /// By whom.
  var submitter: String
  /// Where it stood when it was last looked at.
  var state: DeskState
  /// How often it changed.
  var version: Int64
  /// Whether the gate's receipt is there.
  var isReleased: Bool
}

extension DeskCore {
  /// Takes a request in.
  ///
  /// The same key with the same body is one request, however often it comes; so is the same
  /// request under another key.
  /// - Throws: `gate_mismatch`, `policy_mismatch` and the gate's other codes; `idempotency_mismatch`;
  ///   `too_many_requests`.
  package func submit(
    _ submission: Submission,
    key: String,
    by principal: Principal
  ) throws -> Submitted {
    let request = submission.facts.request
    var earlier: (body: [UInt8], request: String)?
    try database.query(
      "SELECT body, request FROM idempotency WHERE principal=? AND key=?",
      [.text(principal.key), .text(key)]
    ) { (row) throws(Failure) in earlier = (row.blob(0), row.text(1)) }
    if let earlier {
      guard earlier.body == submission.digest.bytes else {
        throw Problem(422, "idempotency_mismatch", "the key was used for another request")
      }
      return Submitted(id: earlier.request, isReplayed: true)
    }
    if let known = try stored(request.id) {
      guard known.facts.request.digest == request.digest else {
        throw Problem(409, "request_mismatch", "another request has this id")
      }
      try remember(key, principal, submission)
      return Submitted(id: request.id, isReplayed: true)
    }
    let actor = AuditActor(principal: principal.key, channel: "api")
    do throws(Failure) {
      try check(request)
      try store.keep(submission.manifest, as: submission.facts.manifest)
      try enter(submission, key, principal, actor)
    } catch {
      if error.code == .refused || error.code == .integrity {
        note(refusal: error, actor, request: request.id)
      }
      throw error
    }
    return Submitted(id: request.id, isReplayed: false)
  }

  /// Holds a request against the trust version in force, as the gate made it.
  private func check(_ request: ReleaseRequest) throws(Failure) {
    try checkTrust()
    let document = trust.document
    guard request.origin == document.origin, request.gateKeyID == document.gateKey.keyID else {
      throw .refusal(.gateMismatch, "nothing was taken in")
    }
    guard request.policy == trust.digest, request.trustVersion == document.version else {
      throw .refusal(
        .policyMismatch,
        "the desk knows version \(document.version)",
        next: "give the desk the gate's trust.json, then submit again"
      )
    }
    guard let destination = document.destination(request.destinationID),
      destination.digest == request.destinationDigest,
      destination.uri.hasSameBytes(as: request.destinationURI)
    else { throw .refusal(.destinationMismatch) }
    let now = clock.now()
    guard request.createdAt.seconds <= now.seconds + AuditLog.clockBehindSecondsMax else {
      throw .refusal(.clockBehind, "the request was made at \(request.createdAt), now \(now)")
    }
    guard now < request.expiresAt else {
      throw .refusal(.requestExpired, "it stood until \(request.expiresAt)")
    }
    try document.checkProfile(request.profile, to: destination, at: now)
    guard request.rulesetEpoch >= document.rulesetEpochMin else {
      throw .refusal(.rulesetBelowFloor, "epoch \(request.rulesetEpoch)")
    }
    let known =
      document.human(request.principal).map { [$0.id] }
      ?? document.serviceAccounts.first { $0.id == request.principal }?.humans
    guard let known, Set(known) == Set(request.humans) else {
      throw .refusal(.requesterUnknown, "nothing was taken in")
    }
    guard request.clauses.map({ $0.map(\.clause) }) == document.approvals,
      request.tokenLifetimeSecondsMax == document.tokenLifetimeSecondsMax
    else { throw .refusal(.requestMismatch, "it states other clauses than the policy") }
  }

  /// Writes a request with its row, its key and its event.
  private func enter(
    _ submission: Submission,
    _ key: String,
    _ principal: Principal,
    _ actor: AuditActor
  ) throws(Failure) {
    let facts = submission.facts
    let request = facts.request
    let now = clock.now()
    let open = try database.integer(
      "SELECT count(*) FROM request WHERE state IN ('open', 'approved')"
    )
    guard (open ?? 0) < settings.limits.openMax else {
      throw Failure(.temporary, "too many open requests", reasons: ["too_many_requests"])
    }
    let stored = StoredRequest(
      facts: facts,
      submitted: now,
      submitter: principal.key,
      state: .open,
      version: 1,
      isReleased: false
    )
    let evaluation = try Evaluation(
      facts: facts,
      decisions: [],
      trust: trust,
      now: now,
      isReleased: false
    )
    let summary = try summary(evaluation, stored)
    let event = AuditEvent(
      DeskEventName.submitted,
      actor: actor,
      subject: AuditSubject(kind: "request", id: request.destinationID, sha256: request.digest),
      requestID: request.id,
      ruleset: request.rulesetDigest,
      detail: request.manifest
    )
    let database = database
    try commit(event) { (_) throws(Failure) in
      try database.run(
        """
        INSERT INTO request(id, document, digest, manifest, review, view, residual, destination,
          requester, submitter, submitted, state, version, summary, due)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
        """,
        [
          .text(request.id), .blob(submission.document), .blob(request.digest.bytes),
          .blob(facts.manifest.bytes), .blob(submission.review), .blob(facts.digest.bytes),
          .integer(Int64(facts.residual)), .text(request.destinationID), .text(request.principal),
          .text(principal.key), .integer(now.seconds), .text(evaluation.state.rawValue),
          .blob(summary), evaluation.due.map { .integer($0.seconds) } ?? .null,
        ]
      )
      try self.remember(key, principal, submission)
      return [try self.insertEvent(request.id, "request", evaluation.state, 1)]
    }
  }

  /// Keeps an idempotency key.
  private func remember(
    _ key: String,
    _ principal: Principal,
    _ submission: Submission
  ) throws(Failure) {
    try database.run(
      "INSERT INTO idempotency(principal, key, body, request, at) VALUES(?, ?, ?, ?, ?)",
      [
        .text(principal.key), .text(key), .blob(submission.digest.bytes),
        .text(submission.facts.request.id), .integer(clock.now().seconds),
      ]
    )
  }

  /// What is kept of a request; nil where there is none.
  func stored(_ id: String) throws(Failure) -> StoredRequest? {
    var found: StoredRequest?
    try database.query(
      """
      SELECT document, manifest, view, residual, submitted, submitter, state, version,
        receipt IS NOT NULL FROM request WHERE id=?
      """,
      [.text(id)]
    ) { (row) throws(Failure) in
      guard let manifest = Digest256(bytes: row.blob(1)), let view = Digest256(bytes: row.blob(2)),
        let state = DeskState(rawValue: row.text(6))
      else { throw .refusal(.logIncomplete, "a request of the desk", path: self.settings.database) }
      found = StoredRequest(
        facts: ReviewFacts(
          request: try ReleaseRequest(reading: row.blob(0)),
          manifest: manifest,
          digest: view,
          residual: Int(row.integer(3))
        ),
        submitted: Timestamp(seconds: row.integer(4)),
        submitter: row.text(5),
        state: state,
        version: row.integer(7),
        isReleased: row.integer(8) != 0
      )
    }
    return found
  }

  /// The decisions of a request, in the order of the log.
  func decisions(_ id: String) throws(Failure) -> [StoredDecision] {
    var decisions: [StoredDecision] = []
    try database.query(
      "SELECT verdict, sha256, envelope FROM decision WHERE request=? ORDER BY row",
      [.text(id)]
    ) { (row) throws(Failure) in
      guard let digest = Digest256(bytes: row.blob(1)) else {
        throw .refusal(.logIncomplete, "a decision of the desk", path: self.settings.database)
      }
      decisions.append(
        StoredDecision(verdict: row.text(0), digest: digest, envelope: row.blob(2))
      )
    }
    return decisions
  }

  /// Where a request stands now.
  ///
  /// One decision asks several times; what was computed last is taken again where nothing that it was
  /// computed from has changed.
  func evaluate(_ stored: StoredRequest) throws(Failure) -> Evaluation {
    let id = stored.facts.request.id
    let now = clock.now()
    let count = try database.integer("SELECT count(*) FROM decision WHERE request=?", [.text(id)])
    if let last = lastEvaluation, last.facts == stored.facts, last.now == now,
      last.trust.digest == trust.digest, last.isReleased == stored.isReleased,
      Int64(last.decisions.count) == count
    {
      return last
    }
    let evaluation = try Evaluation(
      facts: stored.facts,
      decisions: try decisions(id),
      trust: trust,
      now: now,
      isReleased: stored.isReleased
    )
    lastEvaluation = evaluation
    return evaluation
  }

  /// What the API shows of a request.
  func summary(_ evaluation: Evaluation, _ stored: StoredRequest) throws(Failure) -> [UInt8] {
    try evaluation.summary(
      link: "\(settings.url)/requests/\(stored.facts.request.id)",
      submitted: stored.submitted,
      submitter: stored.submitter,
      version: stored.version
    )
  }

  /// Writes where a request stands, in the transaction that is open, and its event.
  /// - Returns: the events to tell.
  func update(
    _ stored: StoredRequest,
    _ type: String,
    _ more: [JSONObject.Member] = []
  ) throws(Failure) -> [DeskEvent] {
    var stored = stored
    let evaluation = try evaluate(stored)
    stored.version += 1
    let id = stored.facts.request.id
    try database.run(
      "UPDATE request SET state=?, version=?, summary=?, due=? WHERE id=?",
      [
        .text(evaluation.state.rawValue), .integer(stored.version),
        .blob(try summary(evaluation, stored)),
        evaluation.due.map { .integer($0.seconds) } ?? .null, .text(id),
      ]
    )
    return [try insertEvent(id, type, evaluation.state, stored.version, more)]
  }

  /// Writes an event in the transaction that is open.
  private func insertEvent(
    _ id: String,
    _ type: String,
    _ state: DeskState,
    _ version: Int64,
    _ more: [JSONObject.Member] = []
  ) throws(Failure) -> DeskEvent {
    let data = CanonicalJSON.bytes(
      .object(
        JSONObject(
          [
            .init("request", .string(id)), .init("type", .string(type)),
            .init("state", .string(state.rawValue)), .init("version", .integer(version)),
            .init("at", .string(clock.now().description)),
          ] + more
        )
      )
    )
    let number = try database.integer(
      "INSERT INTO event(request, type, data) VALUES(?, ?, ?) RETURNING id",
      [.text(id), .text(type), .blob(data)]
    )
    return DeskEvent(id: number ?? 0, request: id, type: type, data: data)
  }

  /// Looks at a request again because time passed; writes only where something changed.
  func reconsider(_ id: String, _ name: String) throws(Failure) {
    guard let stored = try stored(id) else { return }
    let evaluation = try evaluate(stored)
    let actor = AuditActor(principal: "desk", channel: "desk")
    var event = AuditEvent(name, actor: actor, requestID: id, reasonCodes: evaluation.reasons)
    event.decision = evaluation.state.rawValue
    let type = evaluation.state == .expired ? "expired" : "state"
    try commit(event) { (_) throws(Failure) in try self.update(stored, type) }
  }
}
