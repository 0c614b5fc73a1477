import AuditLog
import Manifest
import Records
import Vocabulary

/// A decision as the log and its envelope tell of it, its signature verified again.
struct EvidenceDecision {
  /// The row that entered it.
  var row: AuditRow
  /// SHA-256 of the envelope.
  var envelope: Digest256
  /// What was signed.
  var decision: Decision
  /// Who signed, as the trust version of the row knows that person.
  var approver: Approver
}

/// Everything that the log tells of one request.
struct EvidenceCase {
  /// The request.
  var request: ReleaseRequest
  /// The row that entered it.
  var row: AuditRow
  /// Decisions, in the order of the log.
  var decisions: [EvidenceDecision] = []
  /// Envelopes that were spent.
  var spent: [Digest256] = []
  /// The row `release.begin`.
  var begin: AuditRow?
  /// The row `release.end`.
  var end: AuditRow?
  /// Rows of refused attempts.
  var refused: [AuditRow] = []
  /// The row that ended a release which broke off.
  var abandoned: AuditRow?
  /// The row of the review that a broken glass owed.
  var reviewed: AuditRow?

  /// Whether the glass was broken for it.
  var isBreakGlass: Bool { begin?.event.reasonCodes.contains(GateEvent.breakGlass) == true }
  /// Approvals that were used.
  var used: [EvidenceDecision] { decisions.filter { spent.contains($0.envelope) } }
}

/// A trust version and the time for which it was in force.
struct EvidenceTrust {
  /// The version.
  var trust: VerifiedTrust
  /// The version before; nil for the first.
  var previous: VerifiedTrust?
  /// The row that put it in force.
  var row: AuditRow
  /// When the next one replaced it; nil: it is in force.
  var until: Timestamp?
}

/// The log, read once and sorted by what auditors ask for.
///
/// Every record is read from the store under its digest and every signature is verified again.
struct EvidenceBook {
  /// Requests by id.
  private(set) var cases: [String: EvidenceCase] = [:]
  /// Their ids, in the order of the log.
  private(set) var order: [String] = []
  /// Rows of commands: that began, ended, broke off or were refused.
  private(set) var commands: [AuditRow] = []
  /// Trust versions, oldest first.
  private(set) var trusts: [EvidenceTrust] = []
  /// Trust versions by the digest of their payload.
  private let versions: [Digest256: VerifiedTrust]
  /// Records that the log names.
  private let store: ObjectStore

  /// Reads a log.
  /// - Throws: `log_incomplete`, `signature_invalid` for a record that is not what the log says.
  init(_ log: AuditLog, _ versions: [VerifiedTrust], _ store: ObjectStore) throws(Failure) {
    self.versions = Dictionary(versions.map { ($0.digest, $0) }) { first, _ in first }
    self.store = store
    try log.rows { (row) throws(Failure) in try take(row) }
  }

  /// Takes a row in.
  private mutating func take(_ row: AuditRow) throws(Failure) {
    let event = row.event
    switch event.event {
    case AuditLog.beginEvent: if let digest = event.policy { take(trust: digest, row) }
    case GateEvent.trust: if let digest = event.subject?.sha256 { take(trust: digest, row) }
    case GateEvent.request:
      guard let id = event.requestID, let digest = event.subject?.sha256 else { return }
      let request = try ReleaseRequest(reading: try store.record(digest))
      cases[id] = EvidenceCase(request: request, row: row)
      order.append(id)
    case GateEvent.decision: try take(decision: row)
    case AuditLog.spentEvent:
      guard let id = event.requestID, let digest = event.subject?.sha256 else { return }
      cases[id]?.spent.append(digest)
    case GateEvent.actionBegin, GateEvent.actionEnd, GateEvent.actionRefused,
      GateEvent.actionAbandoned:
      commands.append(row)
    default:
      guard let id = event.requestID else { return }
      take(row, of: id)
    }
  }

  /// Takes a row of a release in.
  private mutating func take(_ row: AuditRow, of id: String) {
    switch row.event.event {
    case GateEvent.begin: cases[id]?.begin = row
    case GateEvent.end: cases[id]?.end = row
    case GateEvent.refused: cases[id]?.refused.append(row)
    case GateEvent.abandoned: cases[id]?.abandoned = row
    case GateEvent.reviewed: cases[id]?.reviewed = row
    default: return
    }
  }

  /// Takes a trust version in.
  private mutating func take(trust digest: Digest256, _ row: AuditRow) {
    guard let trust = versions[digest] else { return }
    if !trusts.isEmpty { trusts[trusts.count - 1].until = row.time }
    trusts.append(EvidenceTrust(trust: trust, previous: trusts.last?.trust, row: row))
  }

  /// Takes a decision in: the envelope as it is kept, under the trust version of its row.
  private mutating func take(decision row: AuditRow) throws(Failure) {
    guard let id = row.event.requestID, cases[id] != nil, let digest = row.event.subject?.sha256
    else { return }
    let token = try UnverifiedToken(try store.record(digest))
    guard let trust = row.event.policy.flatMap({ versions[$0] }),
      let known = trust.document.signingKey(token.signature.keyID)
    else { throw .refusal(.signatureInvalid, "the decision of row \(row.seq)") }
    do throws(Failure) {
      try trust.document.checkSignature(of: token, by: known)
    } catch {
      throw .refusal(.signatureInvalid, "the decision of row \(row.seq)")
    }
    let decision = try Decision(payload: token.envelope.payload)
    let owner = try trust.document.signer(known.key.keyID, of: decision)
    cases[id]?.decisions
      .append(
        EvidenceDecision(
          row: row,
          envelope: digest,
          decision: decision,
          approver: Approver(
            human: owner.human.id,
            groups: owner.human.groups,
            keyID: owner.key.key.keyID,
            assurance: owner.key.assurance
          )
        )
      )
  }

  /// The trust version that was in force for a row.
  func trust(of row: AuditRow) -> VerifiedTrust? { row.event.policy.flatMap { versions[$0] } }

  /// The receipt that a row names, verified under the gate's key of its time.
  /// - Returns: the payload; nil where the row names none.
  /// - Throws: `log_incomplete`, `signature_invalid`.
  func receipt(_ row: AuditRow) throws(Failure) -> JSONValue? {
    guard let digest = row.event.detail, let trust = trust(of: row) else { return nil }
    let bytes = try store.record(digest)
    do throws(RecordFault) {
      let envelope = try Envelope.parse(bytes.span, limits: .document)
      let key = try trust.document.gateKey.verifyingKey()
      guard envelope.signatures.count == 1, envelope.isSigned(at: 0, by: key) else {
        throw RecordFault(.badSignature)
      }
      return try StrictJSON.parse(envelope.payload.span, limits: .document)
    } catch {
      throw .refusal(.signatureInvalid, "the receipt of row \(row.seq): \(error)")
    }
  }

  /// Reads the manifest of a request.
  /// - Throws: `log_incomplete`, `manifest_invalid`.
  @discardableResult
  func readManifest(
    _ request: ReleaseRequest,
    _ body: (ManifestEntry) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> StoredManifest.Reading {
    do throws(Failure) {
      return try store.manifest(request.manifest).read(expecting: request.manifest, body)
    } catch {
      guard error.reasons.first == RefusalCode.manifestMismatch.rawValue else { throw error }
      throw .refusal(.logIncomplete, "altered", path: store.path(request.manifest))
    }
  }
}
