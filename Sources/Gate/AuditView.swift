package import AuditLog
import Files
import Records
package import Vocabulary

/// The gate's log and the trust that it rests on, read without the gate's private key.
package struct AuditView {
  /// The log, open for reading.
  package let log: AuditLog
  /// The trust versions that the log names, each verified against the one before, the first against
  /// the roots that row 0 pins.
  package let versions: [VerifiedTrust]
  /// Records that the log names.
  let store: ObjectStore

  /// Opens the log of a gate; `isThorough` where it is verified next.
  ///
  /// The trust file says which key checkpoints must hold under; that it may say so is verified
  /// against row 0 afterwards.
  /// - Throws: exit 2 where there is no trust document, exit 5 where log, checkpoints or trust do
  ///   not match.
  package init(_ places: GatePlaces, isThorough: Bool = false) throws(Failure) {
    guard let file = try SmallFile.readIfThere(places.trust, bytesMax: 4 << 20) else {
      throw Failure(.usage, "there is no trust document", path: places.trust)
    }
    let claim = try Self.claim(file, places.trust)
    let store = ObjectStore(state: places.state)
    var chain: TrustChain?
    log = try AuditLog.open(
      AuditSettings(
        path: places.log,
        origin: claim.origin,
        keys: [],
        secondPlace: places.checkpoints
      ),
      readOnly: true,
      isThorough: isThorough
    ) { (log) throws(Failure) in
      let read = try TrustChain(log, store, wantsRequests: false)
      chain = read
      log.witnesses = read.witnesses
      return try read.keys()
    }
    self.store = store
    versions = chain?.versions ?? []
    guard let last = versions.last, last.document.gateKey.keyID == claim.gateKey.keyID,
      last.document.origin.hasSameBytes(as: claim.origin)
    else {
      throw Failure(
        .integrity,
        "the trust document is not the one that the audit log names",
        path: places.trust,
        next: "phigate trust verify",
        reasons: ["trust_mismatch"]
      )
    }
  }

  /// Trust versions, envelopes, receipts and requests for an export, every one under its digest.
  /// - Throws: `log_incomplete` where one that the log names is missing or altered.
  package func files() throws(Failure) -> [ExportFile] {
    var files = versions.map { version in
      ExportFile(path: "trust/\(version.document.version).json", bytes: version.envelope)
    }
    if let last = versions.last {
      files.append(
        ExportFile(path: "allowed_signers", bytes: Array(last.allowedSigners.utf8))
      )
      files.append(ExportFile(path: "revoked_keys", bytes: Array(last.revokedKeys.utf8)))
    }
    var seen: Set<Digest256> = []
    try log.rows { (row) throws(Failure) in
      guard let (digest, place) = Self.record(of: row), seen.insert(digest).inserted else {
        return
      }
      files.append(ExportFile(path: place, bytes: try store.record(digest)))
    }
    return files
  }

  /// The log, sorted by what evidence is made of.
  func evidenceBook() throws(Failure) -> EvidenceBook {
    try EvidenceBook(log, versions, store)
  }

  /// The record that a row names, and its place in an export.
  private static func record(of row: AuditRow) -> (digest: Digest256, place: String)? {
    switch row.event.event {
    case GateEvent.decision:
      guard let digest = row.event.subject?.sha256 else { return nil }
      return (digest, "envelopes/\(digest.hex).dsse.json")
    case GateEvent.actionBegin:
      guard let digest = row.event.detail else { return nil }
      return (digest, "actions/\(digest.hex).json")
    case GateEvent.request, GateEvent.actionRequest:
      guard let digest = row.event.subject?.sha256 else { return nil }
      return (digest, "requests/\(digest.hex).json")
    case GateEvent.begin, GateEvent.end, GateEvent.refused, GateEvent.abandoned,
      GateEvent.actionEnd, GateEvent.actionRefused, GateEvent.actionAbandoned, GateEvent.trust:
      guard let digest = row.event.detail else { return nil }
      return (digest, "receipts/\(row.seq)-\(digest.hex).dsse.json")
    default: return nil
    }
  }

  /// What a trust file says before anything of it is verified.
  private static func claim(_ file: [UInt8], _ path: String) throws(Failure) -> TrustDocument {
    let envelope: Envelope
    do throws(RecordFault) {
      envelope = try Envelope.parse(file.span, limits: .document)
    } catch {
      throw error.failure(.integrity, "cannot read the trust document", path: path)
    }
    return try TrustDocument(payload: envelope.payload)
  }
}
