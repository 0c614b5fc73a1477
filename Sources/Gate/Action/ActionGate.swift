import AuditLog
import Files
import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// What came of a command.
package struct ActionResult: Sendable {
  /// The request.
  package var request: ActionRequest
  /// Approvals that were used.
  package var approvals: [VerifiedActionToken]
  /// How it ended; nil for a dry run.
  package var end: ActionEnd?
}

// Privileged commands under the thresholds, log and receipts of releases.
extension ReleaseGate {
  /// The action of the trust document.
  /// - Throws: `action_unknown`.
  package func action(_ id: String) throws(Failure) -> TrustDocument.Action {
    guard let action = trust.document.action(id) else {
      let known = trust.document.actions.map(\.id).joined(separator: ", ")
      throw .refusal(
        .actionUnknown,
        "nothing was run",
        next: known.isEmpty ? "add one: phigate trust draft, actions" : "known: \(known)"
      )
    }
    return action
  }

  /// Enters the request for a command into the log and writes action.json and request.json.
  ///
  /// `folder`: must be there and empty of both. Throws: `requester_unknown`, `request_pending`.
  package func request(
    _ command: ActionDocument,
    in folder: String,
    purpose: String,
    ticket: String? = nil,
    uid: UInt32 = getuid()
  ) throws(Failure) -> ActionRequest {
    let now = try now()
    let document = trust.document
    guard let requester = document.principal(alias: "unix:\(uid)") else {
      throw .refusal(.requesterUnknown, "uid \(uid), nothing was requested")
    }
    guard 1...2000 ~= purpose.unicodeScalars.count, (ticket ?? "").unicodeScalars.count <= 256
    else { throw Failure(.usage, "a purpose has 1 to 2000 characters, a ticket at most 256") }
    for name in [ActionDocument.fileName, "request.json", "approvals"] {
      guard !SystemFiles.exists("\(folder)/\(name)") else {
        throw .refusal(.requestPending, "the folder holds one already", path: folder)
      }
    }
    let excluded = Set(requester.humans + [requester.id])
    let request = ActionRequest(
      id: Randomness.uuid(),
      createdAt: now,
      expiresAt: now.advanced(by: document.requestLifetimeSecondsMax),
      origin: document.origin,
      gateKeyID: document.gateKey.keyID,
      principal: requester.id,
      humans: requester.humans,
      action: command.action,
      actionDigest: command.digest,
      purpose: purpose,
      ticket: ticket,
      policy: trust.digest,
      trustVersion: document.version,
      isSingleUser: document.isSingleUser,
      tokenLifetimeSecondsMax: document.tokenLifetimeSecondsMax,
      clauses: document.approvals.map { clauses($0, excluding: excluded, at: now) }
    )
    try store.keep(command.encoded)
    try store.keep(request.encoded)
    var row = actionEvent(GateEvent.actionRequest, request, request.actionDigest)
    row.actor = AuditActor(principal: request.principal, human: request.humans.first)
    row.subject = AuditSubject(kind: "request", id: request.action, sha256: request.digest)
    try append(row)
    try SmallFile.replace("\(folder)/\(ActionDocument.fileName)", command.encoded)
    try SmallFile.replace("\(folder)/request.json", request.encoded)
    return request
  }

  /// Verifies everything and runs the command, once.
  ///
  /// `folder`: with action.json, request.json and approvals. `command`: what was asked to run, as it
  /// is here and now. Throws: one reason code; where the request is known, a row and a signed receipt
  /// say so too. A command that fails is no error of the gate: it is in the result.
  package func run(
    _ command: ActionDocument,
    _ folder: borrowing StageFolder,
    isDryRun: Bool = false
  ) throws(Failure) -> ActionResult {
    do throws(Failure) {
      return try attempt(command, folder, isDryRun)
    } catch {
      if !isDryRun { noteRefusal(folder, error) }
      throw error
    }
  }

  /// One attempt; every refusal is thrown.
  private func attempt(
    _ command: ActionDocument,
    _ folder: borrowing StageFolder,
    _ isDryRun: Bool
  ) throws(Failure) -> ActionResult {
    let now = try now()
    let review = try knownReview(folder)
    let request = review.request
    let lock = try lockAction(request)
    defer { withExtendedLifetime(lock) {} }
    try refresh()
    guard index.requests[request.id]?.hasBegun != true else {
      throw .refusal(.tokenSpent, "nothing was run", next: "ask anew: phigate run --ask")
    }
    guard now < request.expiresAt else {
      throw .refusal(.requestExpired, "it stood until \(request.expiresAt)")
    }
    if let difference = command.difference(from: review.action) {
      throw .refusal(.actionMismatch, "\(difference), nothing was run")
    }
    let action = try action(request.action)
    guard action.programs.contains(where: { $0.hasSameBytes(as: command.words[0]) }) else {
      throw .refusal(.actionNotAllowed, "nothing was run", path: command.words[0])
    }
    if let refused = try intakeAction(folder).first(where: { $0.refusal != nil })?.refusal {
      throw refused
    }
    let standing = try standing(review, index)
    try standing.check()
    let used = standing.approvals
    try checkWitnessed(request.id)
    guard !isDryRun else { return ActionResult(request: request, approvals: used) }
    try spendAction(review, used)
    let end = ActionProcess.run(command)
    let reasons = end.fault == nil ? [] : [RefusalCode.commandFailed.rawValue]
    try append(try ended(GateEvent.actionEnd, request, used, end, reasons))
    return ActionResult(request: request, approvals: used, end: end)
  }

  /// Spends the approvals in the transaction that writes `action.begin`, after a look at what was
  /// logged meanwhile.
  private func spendAction(
    _ review: ActionReview,
    _ used: [VerifiedActionToken]
  ) throws(Failure) {
    var row = actionEvent(GateEvent.actionBegin, review.request, review.request.actionDigest)
    row.decision = "PASSED"
    _ = try log.spend(
      tokens: used.map(\.digest),
      requestID: review.request.id,
      event: row,
      signer: key,
      acceptClock: acceptClock
    ) { () throws(Failure) in
      let fresh = try self.freshIndex()
      try self.checkTrust(fresh)
      let standing = try self.standing(review, fresh)
      try standing.check()
      let counting = Set(standing.approvals.map(\.digest))
      guard used.allSatisfy({ counting.contains($0.digest) }) else {
        throw .refusal(.thresholdNotMet, "an approval was taken back, nothing was run")
      }
    }
    try refresh()
  }

  /// The review of the folder, whose request must be the log's.
  /// - Throws: `request_missing`, `request_mismatch`, `action_mismatch`, `gate_mismatch`.
  func knownReview(_ folder: borrowing StageFolder) throws(Failure) -> ActionReview {
    let review = try folder.actionReview()
    guard let known = index.requests[review.request.id] else {
      guard review.request.origin == trust.document.origin else { throw .refusal(.gateMismatch) }
      throw .refusal(.requestMissing, "the log does not know it", path: folder.path)
    }
    guard known.isAction, known.digest == review.request.digest,
      known.manifest == review.action.digest
    else { throw .refusal(.requestMismatch, path: "\(folder.path)/request.json") }
    return review
  }

  /// Verifies new envelopes of the folder and logs those that hold.
  package func intakeAction(_ folder: borrowing StageFolder) throws(Failure) -> [IntakeResult] {
    let review = try knownReview(folder)
    var results: [IntakeResult] = []
    for (name, bytes) in try folder.envelopes() {
      let digest = Digest256(hashing: bytes)
      let known = index.requests[review.request.id]?.decisions ?? []
      guard !known.contains(where: { $0.envelope == digest }) else { continue }
      do throws(Failure) {
        let token = try VerifiedActionToken(
          try UnverifiedToken(bytes),
          trust: trust,
          review: review,
          now: try now()
        )
        try checkNew(token, try standing(review, index).approvals)
        try enter(token, bytes, review.request)
        results.append(
          IntakeResult(
            name: name,
            digest: digest,
            verdict: token.decision.verdict,
            human: token.approver.human
          )
        )
      } catch {
        let failure = error.of(envelope: "\(folder.path)/approvals/\(name)", stops: "run")
        results.append(IntakeResult(name: name, digest: digest, refusal: failure))
      }
    }
    return results
  }

  /// Each human and key decides once; a revocation takes back an approval of one's own.
  private func checkNew(
    _ token: VerifiedActionToken,
    _ approvals: [VerifiedActionToken]
  ) throws(Failure) {
    switch token.decision.verdict {
    case .deny:
      guard Threshold.mayFill(trust.document.approvals, token.approver) else {
        throw .refusal(.approverMismatch, "nobody who could approve denies")
      }
    case .approve:
      let isSecond = approvals.contains {
        $0.approver.human == token.approver.human || $0.approver.keyID == token.approver.keyID
      }
      guard !isSecond else { throw .refusal(.duplicateApprover, token.approver.human) }
    case .revoke:
      let isOwn = approvals.contains {
        $0.digest == token.decision.revokes && $0.approver.human == token.approver.human
      }
      guard isOwn else { throw .refusal(.approverMismatch, "it takes back no approval of theirs") }
    }
  }

  /// Writes a decision to the log.
  private func enter(
    _ token: VerifiedActionToken,
    _ bytes: [UInt8],
    _ request: ActionRequest
  ) throws(Failure) {
    try store.keep(bytes, as: token.digest)
    var row = actionEvent(GateEvent.decision, request, token.decision.viewDigest)
    row.actor = AuditActor(principal: token.approver.human, human: token.approver.human)
    row.subject = AuditSubject(
      kind: "envelope",
      id: "key-\(token.approver.keyID.prefix(16))",
      sha256: token.digest
    )
    row.decision = token.decision.verdict.rawValue
    try append(row) { (fresh) throws(Failure) in
      let known = fresh.requests[request.id]?.decisions ?? []
      guard !known.contains(where: { $0.envelope == token.digest }) else {
        throw Failure(.temporary, "another process logged it meanwhile", next: "run it again")
      }
    }
  }
}

// What stands of a request for a command, and what is said of it.
extension ReleaseGate {
  /// Takes the lock of a request.
  func lockAction(_ request: ActionRequest) throws(Failure) -> FileLock {
    try SystemFiles.makeFolders(places.locks)
    return try FileLock(
      path: "\(places.locks)/\(request.id)",
      what: "the command of request \(request.id)"
    )
  }

  /// A row about a command.
  private func actionEvent(
    _ name: String,
    _ request: ActionRequest,
    _ detail: Digest256
  ) -> AuditEvent {
    AuditEvent(
      name,
      actor: actor(),
      subject: AuditSubject(kind: "action", id: request.action, sha256: request.actionDigest),
      requestID: request.id,
      policy: trust.digest,
      trustVersion: trust.document.version,
      detail: detail
    )
  }

  /// The row of an end, with its signed receipt.
  func ended(
    _ name: String,
    _ request: ActionRequest,
    _ used: [VerifiedActionToken],
    _ end: ActionEnd?,
    _ reasons: [String]
  ) throws(Failure) -> AuditEvent {
    let receipt = ActionReceipt(
      request: request,
      envelopes: used.map(\.digest),
      time: clock.now(),
      end: end,
      reasonCodes: reasons
    )
    let bytes = try DSSE.sign(payload: CanonicalJSON.bytes(receipt.statement), with: key).bytes()
    var row = actionEvent(name, request, try store.keep(bytes))
    row.decision = reasons.isEmpty ? "PASSED" : "FAILED"
    row.reasonCodes = reasons
    return row
  }

  /// Leaves a row and a receipt of a refused attempt, where the request is one of the log.
  private func noteRefusal(_ folder: borrowing StageFolder, _ failure: Failure) {
    guard failure.code != .locked,
      let bytes = try? folder.read("request.json", bytesMax: StageFolder.requestBytesMax),
      let request = try? ActionRequest(reading: bytes),
      index.requests[request.id]?.digest == request.digest
    else { return }
    let reasons = failure.reasons.isEmpty ? ["internal"] : failure.reasons
    guard let row = try? ended(GateEvent.actionRefused, request, [], nil, reasons) else { return }
    // What refuses a command because of the clock or of new trust refuses the row as well.
    try? append(row)
  }
}

/// What the gate says about a command that was run or refused, in the shape of a receipt.
struct ActionReceipt {
  /// The request.
  var request: ActionRequest
  /// Envelopes that were used.
  var envelopes: [Digest256]
  /// When it was said.
  var time: Timestamp
  /// How the command ended; nil: it was not run.
  var end: ActionEnd?
  /// Why it was refused or failed; empty: it ended with 0.
  var reasonCodes: [String]

  /// The in-toto statement.
  var statement: JSONValue {
    let isPassed = reasonCodes.isEmpty
    return [
      "_type": .string(Decision.statementType),
      "subject": [
        [
          "name": .string(ActionDocument.fileName),
          "digest": ["sha256": .string(request.actionDigest.hex)],
        ]
      ],
      "predicateType": .string(Receipt.predicateType),
      "predicate": [
        "verifier": ["id": .string("urn:phigate:gate:\(request.origin)")],
        "timeVerified": .string(time.description),
        "resourceUri": .string("urn:phigate:action:\(request.action)"),
        "policy": [
          "uri": .string(request.policyURI), "digest": ["sha256": .string(request.policy.hex)],
        ],
        "inputAttestations": .array(
          envelopes.map { ["digest": ["sha256": .string($0.hex)]] }
        ),
        "verificationResult": .string(isPassed ? "PASSED" : "FAILED"),
        "verifiedLevels": isPassed ? ["PHIGATE_APPROVED"] : [],
        "phigate": [
          "requestId": .string(request.id), "requestDigest": .string(request.digest.hex),
          "gateKey": .string(request.gateKeyID), "singleUser": .bool(request.isSingleUser),
          "action": .string("run"), "wasRun": .bool(end != nil),
          "exitCode": end?.exitCode.map { .integer(Int64($0)) } ?? .null,
          "signal": end?.signal.map { .integer(Int64($0)) } ?? .null,
          "reasonCodes": .array(reasonCodes.map { .string($0) }),
        ],
      ],
    ]
  }
}
