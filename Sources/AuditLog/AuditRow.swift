package import Records
package import Vocabulary

/// Why the log is refused or refuses; stable codes for scripts.
package enum AuditReason: String, Sendable, CaseIterable {
  /// A row is not a canonical row of this version, or its number is not its place.
  case rowMalformed = "log_row_malformed"
  /// A row's number is missing.
  case gap = "log_gap"
  /// A row's time lies before the one of the row before it.
  case timeBackwards = "log_time_backwards"
  /// A row lies more than a day after the one before it and nobody accepted that.
  case timeJump = "log_time_jump"
  /// The rows do not hash to the root that a checkpoint states.
  case rootMismatch = "log_root_mismatch"
  /// A checkpoint is malformed, of another log or not signed by the gate's key.
  case checkpointInvalid = "log_checkpoint_invalid"
  /// The log holds fewer rows than a checkpoint of its own states.
  case truncated = "log_truncated"
  /// The log holds fewer rows than a checkpoint kept elsewhere states.
  case rolledBack = "log_rolled_back"
  /// The log's rows are not those of a checkpoint kept elsewhere.
  case forked = "log_forked"
  /// The ledger of spent tokens is not what the rows say.
  case ledgerMismatch = "log_ledger_mismatch"
  /// The clock stands before the newest row.
  case clockBehind = "clock_behind"
  /// The clock stands more than a day after the newest row.
  case clockAhead = "clock_ahead"
  /// A token or request was used before.
  case tokenSpent = "token_spent"
}

/// Who caused a row.
package struct AuditActor: Sendable, Hashable {
  /// The account that acted (`uid:1001`, a key id, a service account).
  package var principal: String
  /// The human behind it; nil where it is not known or not a human.
  package var human: String?
  /// How it came in: `cli`, `web`, `api`, `slack`, `teams`.
  package var channel: String

  /// Creates an actor.
  package init(principal: String, human: String? = nil, channel: String = "cli") {
    self.principal = principal
    self.human = human
    self.channel = channel
  }
}

/// What a row is about.
package struct AuditSubject: Sendable, Hashable {
  /// What kind of thing: `manifest`, `envelope`, `trust` or another word of the gate.
  package var kind: String
  /// Its identifier; never a name from the data.
  package var id: String
  /// Its digest; nil where it has none.
  package var sha256: Digest256?

  /// Creates a subject.
  package init(kind: String, id: String, sha256: Digest256? = nil) {
    self.kind = kind
    self.id = id
    self.sha256 = sha256
  }
}

/// What happened, before it has a place and a time in the log.
///
/// No field may hold PHI.
package struct AuditEvent: Sendable, Hashable {
  /// What happened: `request.create`, `decision.approve`, `release.begin` and so on.
  package var event: String
  /// Who caused it.
  package var actor: AuditActor
  /// What it is about.
  package var subject: AuditSubject?
  /// The request that it belongs to.
  package var requestID: String?
  /// `approve`, `deny`, `revoke`, `PASSED`, `FAILED`; nil where nothing was decided.
  package var decision: String?
  /// Stable codes, most important first.
  package var reasonCodes: [String]
  /// SHA-256 of the trust payload in force.
  package var policy: Digest256?
  /// The rule set's digest.
  package var ruleset: Digest256?
  /// The trust version in force.
  package var trustVersion: Int64?
  /// SHA-256 of a document that holds the rest.
  package var detail: Digest256?

  /// Creates an event.
  package init(
    _ event: String,
    actor: AuditActor,
    subject: AuditSubject? = nil,
    requestID: String? = nil,
    decision: String? = nil,
    reasonCodes: [String] = [],
    policy: Digest256? = nil,
    ruleset: Digest256? = nil,
    trustVersion: Int64? = nil,
    detail: Digest256? = nil
  ) {
    self.event = event
    self.actor = actor
    self.subject = subject
    self.requestID = requestID
    self.decision = decision
    self.reasonCodes = reasonCodes
    self.policy = policy
    self.ruleset = ruleset
    self.trustVersion = trustVersion
    self.detail = detail
  }
}

/// A row of the log: an event with its place and time.
package struct AuditRow: Sendable, Hashable {
  /// Its place, from 0, without gaps.
  package var seq: Int64
  /// When it was written, never before the row before it.
  package var time: Timestamp
  /// What happened.
  package var event: AuditEvent

  /// The version of the row's form.
  package static let version: Int64 = 1

  /// Creates a row.
  package init(seq: Int64, time: Timestamp, event: AuditEvent) {
    self.seq = seq
    self.time = time
    self.event = event
  }

  /// The row in RFC 8785 canonical form, without a line end: the leaf of the Merkle tree.
  ///
  /// Written field by field, in the order that the RFC asks for: a log has millions of rows.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(Self.usualBytes)
    append("{\"actor\":{\"channel\":", event.actor.channel, to: &out)
    append(",\"human\":", event.actor.human, to: &out)
    append(",\"principal\":", event.actor.principal, to: &out)
    append("},\"decision\":", event.decision, to: &out)
    append(",\"detailSha256\":", event.detail?.hex, to: &out)
    append(",\"event\":", event.event, to: &out)
    append(",\"policy\":", event.policy?.hex, to: &out)
    out.append(contentsOf: ",\"reasonCodes\":[".utf8)
    for (index, code) in event.reasonCodes.enumerated() {
      append(index == 0 ? "" : ",", code, to: &out)
    }
    append("],\"requestId\":", event.requestID, to: &out)
    append(",\"ruleset\":", event.ruleset?.hex, to: &out)
    append(",\"seq\":", seq, to: &out)
    if let subject = event.subject {
      append(",\"subject\":{\"id\":", subject.id, to: &out)
      append(",\"kind\":", subject.kind, to: &out)
      append(",\"sha256\":", subject.sha256?.hex, to: &out)
      out.append(UInt8(ascii: "}"))
    } else {
      out.append(contentsOf: ",\"subject\":null".utf8)
    }
    append(",\"time\":", time.description, to: &out)
    append(",\"trustVersion\":", event.trustVersion, to: &out)
    append(",\"v\":", Self.version, to: &out)
    out.append(UInt8(ascii: "}"))
    return out
  }

  /// Bytes that a row rarely exceeds.
  private static let usualBytes = 1024

  /// Appends what stands before a value, and a string or null.
  private func append(_ before: String, _ value: String?, to out: inout [UInt8]) {
    out.append(contentsOf: before.utf8)
    if let value {
      CanonicalJSON.append(value, to: &out)
    } else {
      out.append(contentsOf: "null".utf8)
    }
  }

  /// Appends what stands before a value, and an integer or null.
  private func append(_ before: String, _ value: Int64?, to out: inout [UInt8]) {
    out.append(contentsOf: before.utf8)
    if let value {
      CanonicalJSON.append(value, to: &out)
    } else {
      out.append(contentsOf: "null".utf8)
    }
  }

  /// Reads a row; only its canonical form is accepted.
  package init(_ bytes: Span<UInt8>) throws(RecordFault) {
    var fields = try JSONFields(try StrictJSON.parse(bytes, limits: .row))
    _ = try fields.integer("v", in: Self.version...Self.version)
    seq = try fields.integer("seq")
    time = try fields.timestamp("time")
    var actor = try fields.object("actor")
    event = AuditEvent(
      try fields.string("event"),
      actor: AuditActor(
        principal: try actor.string("principal"),
        human: try actor.nullableString("human"),
        channel: try actor.string("channel")
      )
    )
    try actor.finish()
    if var subject = try fields.nullableObject("subject") {
      event.subject = AuditSubject(
        kind: try subject.string("kind"),
        id: try subject.string("id"),
        sha256: try subject.nullableDigest("sha256")
      )
      try subject.finish()
    }
    event.requestID = try fields.nullableString("requestId")
    event.decision = try fields.nullableString("decision")
    event.reasonCodes = try fields.strings("reasonCodes")
    event.policy = try fields.nullableDigest("policy")
    event.ruleset = try fields.nullableDigest("ruleset")
    _ = try fields.require("trustVersion")
    event.trustVersion = try fields.optionalInteger("trustVersion")
    event.detail = try fields.nullableDigest("detailSha256")
    try fields.finish()
    // Every field has been read, so one row has one text only.
    guard self.bytes.hasSameBytes(as: bytes) else { throw RecordFault(.notCanonical) }
  }
}

extension JSONFields {
  /// Takes a string that must be there and may be null.
  fileprivate mutating func nullableString(_ name: String) throws(RecordFault) -> String? {
    _ = try require(name)
    return try optionalString(name)
  }

  /// Takes a digest that must be there and may be null.
  fileprivate mutating func nullableDigest(_ name: String) throws(RecordFault) -> Digest256? {
    _ = try require(name)
    return try optionalDigest(name)
  }

  /// Takes an object that must be there and may be null.
  fileprivate mutating func nullableObject(_ name: String) throws(RecordFault) -> JSONFields? {
    _ = try require(name)
    return try optionalObject(name)
  }
}
