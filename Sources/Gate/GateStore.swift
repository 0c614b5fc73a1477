import AuditLog
import Files
import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Where a gate keeps what it needs.
package struct GatePlaces: Sendable, Hashable {
  /// The state folder: audit.sqlite, trust/, objects/.
  package var state: String
  /// The signed trust document.
  package var trust: String
  /// The gate's private key.
  package var gateKey: String
  /// A second place for checkpoints; nil without one.
  package var checkpoints: String?

  /// Creates places.
  package init(state: String, trust: String, gateKey: String, checkpoints: String?) {
    self.state = state
    self.trust = trust
    self.gateKey = gateKey
    self.checkpoints = checkpoints
  }

  /// The log's database.
  package var log: String { "\(state)/audit.sqlite" }
  /// Locks of requests whose release is under way.
  package var locks: String { "\(state)/locks" }
}

/// Records that rows of the log name by their SHA-256: requests, envelopes, manifests, receipts.
///
/// The log is the truth; a record that is missing or altered is refused, never replaced.
package struct ObjectStore: Sendable {
  /// The folder `state/objects`.
  let folder: String

  /// Bytes of a record at most.
  static let bytesMax = 1 << 30

  /// The store of a state folder.
  package init(state: String) { folder = "\(state)/objects" }

  /// Keeps a record under its digest.
  @discardableResult
  package func keep(_ bytes: [UInt8]) throws(Failure) -> Digest256 {
    let digest = Digest256(hashing: bytes)
    try keep(bytes, as: digest)
    return digest
  }

  /// Keeps a record under the digest of what it holds (a trust document's payload).
  package func keep(_ bytes: [UInt8], as digest: Digest256) throws(Failure) {
    guard !SystemFiles.exists(path(digest)) else { return }
    try SystemFiles.makeFolders(folder)
    try SmallFile.replace(path(digest), bytes, mode: 0o600)
  }

  /// Keeps a manifest under its digest, a piece at a time.
  /// - Throws: `manifest_mismatch`, exit 74; nothing half-written stays.
  func keep(_ manifest: StoredManifest, as digest: Digest256) throws(Failure) {
    guard !SystemFiles.exists(path(digest)) else { return }
    try SystemFiles.makeFolders(folder)
    try SmallFile.replace(path(digest), mode: 0o600) { (write) throws(Failure) in
      try manifest.copy(expecting: digest, to: write)
    }
  }

  /// The manifest of a digest, open; whoever reads it holds its digest against this one.
  /// - Throws: `log_incomplete`.
  func manifest(_ digest: Digest256) throws(Failure) -> StoredManifest {
    let number = unsafe open(path(digest), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard number >= 0 else { throw .refusal(.logIncomplete, "missing", path: path(digest)) }
    return StoredManifest(OpenFile(number), path: path(digest))
  }

  /// The record of a digest.
  /// - Throws: `log_incomplete`.
  package func record(_ digest: Digest256) throws(Failure) -> [UInt8] {
    let bytes = try rawRecord(digest)
    guard Digest256(hashing: bytes) == digest else {
      throw .refusal(.logIncomplete, "altered", path: path(digest))
    }
    return bytes
  }

  /// The record of a digest without comparing it.
  func rawRecord(_ digest: Digest256) throws(Failure) -> [UInt8] {
    guard let bytes = try SmallFile.readIfThere(path(digest), bytesMax: Self.bytesMax) else {
      throw .refusal(.logIncomplete, "missing", path: path(digest))
    }
    return bytes
  }

  /// The file of a digest.
  package func path(_ digest: Digest256) -> String {
    "\(folder)/\(digest.hex)"
  }
}

/// Events of the log that the gate writes.
package enum GateEvent {
  /// A new trust version came into force; the subject's digest is its payload's.
  package static let trust = "trust.accept"
  /// Somebody asked; the subject's digest is request.json's, the detail the manifest's.
  package static let request = "request.create"
  /// Somebody decided; the subject's digest is the envelope's.
  package static let decision = "decision"
  /// Approvals were spent; the rename follows.
  package static let begin = "release.begin"
  /// The bundle is at its destination; the detail is the receipt's digest.
  package static let end = "release.end"
  /// A break-glass release was reviewed: approved or denied afterwards.
  package static let reviewed = "breakglass.reviewed"
  /// The reason code of a release that broke the glass.
  package static let breakGlass = "break_glass"
  /// A person decided that a release that began and broke off is over; nothing was published.
  package static let abandoned = "release.abandoned"
  /// Somebody asked for a command to be run; the subject's digest is request.json's, the detail
  /// action.json's.
  package static let actionRequest = "action.request"
  /// Approvals were spent; the command starts.
  ///
  /// The detail is action.json's digest.
  package static let actionBegin = "action.begin"
  /// The command ended; the detail is the receipt's digest.
  package static let actionEnd = "action.end"
  /// A command was not run; the detail is the receipt's digest.
  package static let actionRefused = "action.refused"
  /// A person decided that a command that began and broke off is over.
  package static let actionAbandoned = "action.abandoned"
  /// A release was refused; the detail is the receipt's digest.
  package static let refused = "release.refused"
}

/// What the rows of the log say, by request.
struct LogIndex {
  /// What is known of a request.
  struct Request {
    /// SHA-256 of request.json.
    var digest: Digest256
    /// SHA-256 of the manifest.
    var manifest: Digest256?
    /// The destination's id.
    var destination: String
    /// The row that asked.
    var seq: Int64 = 0
    /// Whether it asks for a command, not for a release.
    var isAction = false
    /// Envelopes with their decisions, in the order of the log.
    var decisions: [(verdict: String, envelope: Digest256)] = []
    /// Whether `release.begin` is there.
    var hasBegun = false
    /// The receipt that `release.begin` names: what was prepared to be published.
    var receipt: Digest256?
    /// Whether `release.end` is there.
    var hasEnded = false
    /// Whether `release.abandoned` is there.
    var isAbandoned = false
    /// Whether it was released by breaking the glass.
    var isBreakGlass = false
    /// Whether that was reviewed.
    var isReviewed = false
    /// Whether others still owe a review of it.
    var owesReview: Bool { isBreakGlass && !isReviewed && !isAbandoned }
    /// Whether an eligible person denied.
    var isDenied: Bool {
      decisions.contains { $0.verdict == Decision.Verdict.deny.rawValue }
    }
  }

  /// Rows that were taken in: the number of the next.
  var rows: Int64 = 0
  /// Requests by id.
  var requests: [String: Request] = [:]
  /// Ids in the order in which they were asked.
  var order: [String] = []
  /// Ids of requests for commands, in the order in which they were asked.
  var actions: [String] = []
  /// Ids of released requests, in order.
  var released: [String] = []
  /// Payload digests of trust versions, in order.
  var trust: [Digest256] = []
  /// Numbers of the rows that put them in force.
  var trustRows: [Int64] = []
  /// Row 0's digest of the first roots.
  var roots: Digest256?

  /// Takes a row in.
  mutating func add(_ row: AuditRow) {
    let event = row.event
    rows = row.seq + 1
    switch event.event {
    case AuditLog.beginEvent:
      roots = event.subject?.sha256
      if let policy = event.policy { addTrust(policy, row.seq) }
    case GateEvent.trust: if let digest = event.subject?.sha256 { addTrust(digest, row.seq) }
    case GateEvent.request:
      guard let id = event.requestID, let digest = event.subject?.sha256 else { return }
      requests[id] = Request(
        digest: digest,
        manifest: event.detail,
        destination: event.subject?.id ?? "",
        seq: row.seq
      )
      order.append(id)
    case GateEvent.decision:
      guard let id = event.requestID, let digest = event.subject?.sha256 else { return }
      requests[id]?.decisions.append((event.decision ?? "", digest))
    case GateEvent.begin:
      guard let id = event.requestID else { return }
      requests[id]?.hasBegun = true
      requests[id]?.receipt = event.detail
      requests[id]?.isBreakGlass = event.reasonCodes.contains(GateEvent.breakGlass)
    case GateEvent.actionRequest:
      guard let id = event.requestID, let digest = event.subject?.sha256 else { return }
      var request = Request(
        digest: digest,
        manifest: event.detail,
        destination: event.subject?.id ?? ""
      )
      request.isAction = true
      request.seq = row.seq
      requests[id] = request
      actions.append(id)
    case GateEvent.actionBegin: if let id = event.requestID { requests[id]?.hasBegun = true }
    case GateEvent.actionEnd: if let id = event.requestID { requests[id]?.hasEnded = true }
    case GateEvent.reviewed: if let id = event.requestID { requests[id]?.isReviewed = true }
    case GateEvent.abandoned, GateEvent.actionAbandoned:
      if let id = event.requestID { requests[id]?.isAbandoned = true }
    case GateEvent.end:
      guard let id = event.requestID else { return }
      requests[id]?.hasEnded = true
      if event.decision == "PASSED" { released.append(id) }
    default: return
    }
  }

  /// Takes a trust version in.
  private mutating func addTrust(_ digest: Digest256, _ seq: Int64) {
    trust.append(digest)
    trustRows.append(seq)
  }

  /// How far the release of a request came.
  func progress(of id: String) -> Standing.Progress {
    guard let known = requests[id], known.hasBegun else { return .waiting }
    if known.isAbandoned { return .failed }
    guard known.hasEnded else { return .begun }
    guard released.contains(id) else { return .failed }
    return known.owesReview ? .reviewOwed : .released
  }

  /// The newest released request to a destination.
  func lastRelease(to destination: String) -> (id: String, manifest: Digest256)? {
    for id in released.reversed() {
      guard let request = requests[id], request.destination == destination,
        let manifest = request.manifest
      else { continue }
      return (id, manifest)
    }
    return nil
  }
}
