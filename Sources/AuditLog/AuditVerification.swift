import Database
package import Records
package import Vocabulary

/// What a verified log is known to be.
package struct AuditReport: Sendable {
  /// Rows.
  package var rows: Int64
  /// The tree's root over all of them.
  package var root: Digest256
  /// Row 0, whose subject's digest pins the first roots (`AuditLog.rootsDigest`).
  package var first: AuditRow
  /// The time of the newest row.
  package var newestTime: Timestamp
  /// Checkpoints in the log, all verified.
  package var checkpoints: Int
  /// The size of the newest checkpoint in the log; rows after it are attested by nobody yet.
  package var newestCheckpoint: Int64?
  /// The second place, where one is configured.
  package var secondPlace: String?
  /// The size of the newest checkpoint that the second place holds; nil where it holds none.
  package var heldElsewhere: Int64?
  /// Tokens in the ledger, the same as in the rows.
  package var spentTokens: Int
  /// The newest checkpoint that a witness of the policy cosigned; nil for none.
  package var cosigned: CosignedCheckpoint?

  /// Who else could tell that the log was changed, as `audit verify` says it.
  package var attestation: String {
    if let cosigned {
      return "checkpoint of \(cosigned.size) rows cosigned by a witness at \(cosigned.time)"
    }
    guard let secondPlace, let heldElsewhere else { return "self-attested only" }
    return "checkpoint of \(heldElsewhere) rows also held by \(secondPlace)"
  }
}

extension AuditLog {
  /// Replays the whole log offline: form, order and time of every row, every checkpoint here and in
  /// the second place, and the ledger.
  ///
  /// That rows and checkpoints agree was established when the log was opened; rows that were
  /// appended since are looked at, too.
  /// - Returns: what is known when everything holds.
  /// - Throws: exit 5 with the `AuditReason` of the first thing that does not hold.
  package func verify() throws(Failure) -> AuditReport {
    try database.transaction(.deferred) { () throws(Failure) in try verifyInTransaction() }
  }

  /// The replay, over one state of the database.
  private func verifyInTransaction() throws(Failure) -> AuditReport {
    let known: [KnownCheckpoint]
    if let thorough, try thorough.state == databaseState() {
      // Opened a moment ago, and nobody has written since.
      known = thorough.known
      try catchUp()
    } else {
      tree = MerkleAccumulator()
      known = try replayAndCompare(newestOnly: false)
    }
    var replay = RowReplay(path: settings.path, origin: settings.origin)
    try glances { (glance, bytes) throws(Failure) in
      if let glance, glance.seq > 0, glance.kind == .other || glance.kind == .trust {
        try replay.take(seq: glance.seq, time: glance.time, isAccepted: false)
      } else {
        try replay.take(try bytes())
      }
    }
    guard let first = replay.first else {
      throw Self.integrity(.truncated, "the audit log has no rows", settings.path)
    }
    try compareLedger(replay.spent)
    let here = known.filter { !$0.isElsewhere }.map(\.size)
    let elsewhere = known.filter(\.isElsewhere).map(\.size)
    return AuditReport(
      rows: tree.count,
      root: tree.root,
      first: first,
      newestTime: newestTime,
      checkpoints: here.count,
      newestCheckpoint: here.max(),
      secondPlace: settings.secondPlace,
      heldElsewhere: elsewhere.max(),
      spentTokens: replay.spent.count,
      cosigned: cosigned
    )
  }

  /// Refuses a ledger that is not what the rows say: a forgotten token could be used again.
  private func compareLedger(_ spent: [Digest256: SpentToken]) throws(Failure) {
    var ledger: [Digest256: SpentToken] = [:]
    try database.query("SELECT token_sha256, request_id, seq FROM spent") {
      (statement) throws(Failure) in
      guard let token = Digest256(bytes: statement.blob(0)) else {
        throw Self.integrity(.ledgerMismatch, "the ledger holds a malformed token", settings.path)
      }
      ledger[token] = SpentToken(requestID: statement.text(1), seq: statement.integer(2))
    }
    guard ledger == spent else {
      throw Self.integrity(
        .ledgerMismatch,
        "the ledger holds \(ledger.count) spent tokens, the rows tell of \(spent.count) or others",
        settings.path
      )
    }
  }

  /// Makes the ledger anew from the rows.
  /// - Returns: tokens in it.
  package func rebuildLedger() throws(Failure) -> Int {
    try database.transaction(.immediate) { () throws(Failure) in
      var replay = RowReplay(path: settings.path, origin: settings.origin)
      try rows { (row) throws(Failure) in try replay.take(row) }
      try database.run("DELETE FROM spent")
      for (token, use) in replay.spent {
        try database.run(
          "INSERT INTO spent(token_sha256, request_id, seq) VALUES(?, ?, ?)",
          [.blob(token.bytes), .text(use.requestID), .integer(use.seq)]
        )
      }
      return replay.spent.count
    }
  }
}

/// Where a token was spent.
private struct SpentToken: Equatable {
  /// The request that it released.
  let requestID: String
  /// The row that says so.
  let seq: Int64
}

/// What is carried from row to row in a replay.
private struct RowReplay {
  /// The database, for messages.
  let path: String
  /// The log's name, which row 0 must state.
  let origin: String
  /// Row 0, once it was seen.
  private(set) var first: AuditRow?
  /// Tokens that the rows spend.
  private(set) var spent: [Digest256: SpentToken] = [:]
  /// The time of the row before.
  private var time = Timestamp(seconds: 0)

  /// Begins before row 0.
  init(path: String, origin: String) {
    self.path = path
    self.origin = origin
  }

  /// Takes the next row and refuses one that cannot follow.
  mutating func take(_ row: AuditRow) throws(Failure) {
    if row.seq == 0 { try takeFirst(row) }
    let isAccepted = row.event.event == AuditLog.clockEvent
    try take(seq: row.seq, time: row.time, isAccepted: isAccepted)
    guard row.event.event == AuditLog.spentEvent else { return }
    guard let token = row.event.subject?.sha256, let request = row.event.requestID,
      spent.updateValue(SpentToken(requestID: request, seq: row.seq), forKey: token) == nil
    else {
      throw AuditLog.integrity(
        .ledgerMismatch,
        "row \(row.seq) spends a token again, or none",
        path
      )
    }
  }

  /// Row 0 names the log.
  private mutating func takeFirst(_ row: AuditRow) throws(Failure) {
    guard row.event.event == AuditLog.beginEvent, let subject = row.event.subject,
      subject.id.hasSameBytes(as: origin), subject.sha256 != nil
    else {
      throw AuditLog.integrity(.rowMalformed, "row 0 does not begin this gate's log", path)
    }
    first = row
  }

  /// Time never runs backwards, and a jump of more than a day is accepted in a row of its own.
  ///
  /// Row 0 has none before it, and must have been taken as a row.
  mutating func take(seq: Int64, time next: Timestamp, isAccepted: Bool) throws(Failure) {
    defer { time = next }
    guard seq > 0 else { return }
    let ahead = next.seconds - time.seconds
    guard ahead >= 0 else {
      throw AuditLog.integrity(
        .timeBackwards,
        "row \(seq) lies \(-ahead) seconds before the row before it",
        path
      )
    }
    guard isAccepted || ahead <= AuditLog.clockAheadSecondsMax else {
      throw AuditLog.integrity(
        .timeJump,
        "row \(seq) lies \(ahead) seconds after the row before it",
        path
      )
    }
  }
}
