package import Database
import Files
package import Records
package import Vocabulary

/// A key of the gate and how far its checkpoints count.
package struct AuditKey: Sendable, Hashable {
  /// The key.
  package var key: VerifyingKey
  /// Rows of the largest checkpoint that it may have signed; nil: it is the gate's present key.
  ///
  /// A former key may have been stolen since: what it signs after its rotation holds for nothing.
  package var sizeMax: Int64?

  /// Creates a key; a present one where no bound is given.
  package init(_ key: VerifyingKey, sizeMax: Int64? = nil) {
    self.key = key
    self.sizeMax = sizeMax
  }
}

/// Where a log is kept and who signs for it.
package struct AuditSettings: Sendable {
  /// The database, `state/audit.sqlite`.
  package var path: String
  /// The log's name, unique in the world: the gate's origin.
  package var origin: String
  /// Keys under which checkpoints hold: the gate's present one and, after a rotation, former ones.
  package var keys: [AuditKey]
  /// A folder that keeps checkpoints out of the gate's reach; nil without one.
  package var secondPlace: String?
  /// Where the time comes from.
  package var clock: WallClock

  /// Creates settings.
  package init(
    path: String,
    origin: String,
    keys: [VerifyingKey],
    secondPlace: String? = nil,
    clock: WallClock = .system
  ) {
    self.path = path
    self.origin = origin
    self.keys = keys.map { AuditKey($0) }
    self.secondPlace = secondPlace
    self.clock = clock
  }
}

/// The append-only log of the gate: rows in SQLite under an RFC 6962 Merkle tree.
///
/// Opening replays every row's hash and compares with the checkpoints, here and in the second
/// place, so that nothing is ever appended to a log that was rolled back, cut or forked. Used by
/// one thread; several processes may hold one open, each write takes SQLite's lock first.
package final class AuditLog {
  /// The database; a desk keeps its own tables in it, so that a row of the log and what it changes
  /// are written in one transaction.
  package let database: Connection
  /// Where it is and who signs.
  package private(set) var settings: AuditSettings
  /// The tree over the rows that this process has seen.
  var tree = MerkleAccumulator()
  /// The time of the newest row that this process has seen.
  var newestTime = Timestamp(seconds: 0)

  /// Witnesses whose cosignatures count: named by the trust version in force.
  package var witnesses: [VerifyingKey] = []
  /// The newest checkpoint that a witness cosigned, and when; nil for none.
  package internal(set) var cosigned: CosignedCheckpoint?

  /// Seconds that the clock may stand before the newest row.
  package static let clockBehindSecondsMax: Int64 = 300
  /// Seconds between two rows after which the later one needs acceptance.
  package static let clockAheadSecondsMax: Int64 = 86_400

  /// The event of row 0.
  package static let beginEvent = "log.begin"
  /// The event that accepts a jump of the clock.
  package static let clockEvent = "clock.accepted"
  /// The event of one token being spent; its subject's digest is the token's.
  package static let spentEvent = "token.spent"

  /// What `open` compared where it was asked to compare all, and the state of the database then.
  private(set) var thorough: (known: [KnownCheckpoint], state: Int64?)?

  /// Opens the database.
  private init(_ settings: AuditSettings, mode: OpenMode) throws(Failure) {
    self.settings = settings
    database = try Connection(path: settings.path, mode: mode)
  }

  /// Creates a log whose row 0 pins the first roots.
  /// - Parameters:
  ///   - settings: where; nothing may be there yet.
  ///   - roots: the root keys of the first trust version.
  ///   - actor: who created it.
  ///   - trust: SHA-256 of the first trust version's payload.
  ///   - signer: the gate's key, which signs the first checkpoint.
  /// - Returns: the log, with row 0.
  /// - Throws: exit 2 where a log is there already.
  package static func create(
    _ settings: AuditSettings,
    roots: [VerifyingKey],
    actor: AuditActor,
    trust: Digest256?,
    signer: SigningKey
  ) throws(Failure) -> AuditLog {
    guard try SmallFile.reserve(settings.path) else {
      throw Failure(
        .usage,
        "cannot create the audit log: there is one already",
        path: settings.path
      )
    }
    let log = try AuditLog(settings, mode: .readWrite)
    try log.database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    try log.database.execute(schema)
    let event = AuditEvent(
      beginEvent,
      actor: actor,
      subject: AuditSubject(kind: "log", id: settings.origin, sha256: rootsDigest(roots)),
      policy: trust,
      trustVersion: 1
    )
    try log.append([event], signer: signer, acceptClock: true)
    return log
  }

  /// Opens a log and refuses one that was rolled back, cut or forked.
  /// - Parameters:
  ///   - settings: where it is.
  ///   - readOnly: whether appending is out of the question.
  ///   - isThorough: whether all checkpoints are compared, not the newest of each place alone: then
  ///     `verify` need not hash every row again.
  ///   - keys: told the rows, before anything of them is believed, names the keys under which
  ///     checkpoints hold instead of those of the settings; nil: the settings' keys.
  /// - Returns: the log.
  /// - Throws: exit 5 with an `AuditReason` where rows and checkpoints disagree; what `keys` throws.
  package static func open(
    _ settings: AuditSettings,
    readOnly: Bool = false,
    isThorough: Bool = false,
    keys: ((AuditLog) throws(Failure) -> [AuditKey])? = nil
  ) throws(Failure) -> AuditLog {
    let log = try AuditLog(settings, mode: readOnly ? .readOnly : .readWrite)
    if !readOnly { try log.database.execute("PRAGMA synchronous=FULL;") }
    try log.database.transaction(.deferred) { () throws(Failure) in
      if let keys { log.settings.keys = try keys(log) }
      let known = try log.replayAndCompare(newestOnly: !isThorough)
      if isThorough { log.thorough = (known, try log.databaseState()) }
    }
    return log
  }

  /// A number that is another one once another connection has written to the database.
  func databaseState() throws(Failure) -> Int64? {
    try database.integer("PRAGMA data_version")
  }

  /// Takes a new key of the gate in; the present one becomes a former one, whose checkpoints count
  /// up to the rows that are there now.
  ///
  /// The caller verified the trust version that names the new key, and logs it next.
  package func rotate(to key: VerifyingKey) {
    guard !settings.keys.contains(AuditKey(key)) else { return }
    settings.keys = settings.keys.map { AuditKey($0.key, sizeMax: $0.sizeMax ?? tree.count) }
    settings.keys.insert(AuditKey(key), at: 0)
  }

  /// What row 0 pins: SHA-256 of the JCS array of the roots' key ids, sorted.
  package static func rootsDigest(_ roots: [VerifyingKey]) -> Digest256 {
    let ids = roots.map(\.keyID).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Digest256(hashing: CanonicalJSON.bytes(.array(ids.map { .string($0) })))
  }

  /// Rows of the log, as this process has seen it.
  package var count: Int64 { tree.count }

  /// Appends a row.
  /// - Parameters:
  ///   - event: what happened.
  ///   - signer: the gate's key where the row is a decision or a release: a checkpoint follows, in
  ///     the same transaction, and is copied to the second place before this returns.
  ///   - acceptClock: whether a jump of the clock by more than a day is accepted, and logged.
  ///   - check: looks, in the same transaction, at what other processes wrote since; what it throws
  ///     undoes everything.
  /// - Returns: the row as it stands in the log.
  /// - Throws: `clock_behind` and `clock_ahead` as exit 6; what `check` throws.
  @discardableResult
  package func append(
    _ event: AuditEvent,
    signer: SigningKey? = nil,
    acceptClock: Bool = false,
    check: Check? = nil
  ) throws(Failure) -> AuditRow {
    try append([event], signer: signer, acceptClock: acceptClock, check: check)
  }

  /// Looks at the log in the transaction that is about to write.
  package typealias Check = () throws(Failure) -> Void

  /// Spends tokens and their request, in the transaction that writes the row `release.begin`.
  /// - Parameters:
  ///   - tokens: SHA-256 of each envelope; at least one.
  ///   - requestID: the request that they release; used once.
  ///   - event: the row `release.begin`.
  ///   - signer: the gate's key.
  ///   - acceptClock: as for `append`.
  ///   - check: as for `append`.
  /// - Returns: the row `release.begin`.
  /// - Throws: `token_spent` as exit 6 where any of them was used before; what `check` throws;
  ///   nothing is written then.
  package func spend(
    tokens: [Digest256],
    requestID: String,
    event: AuditEvent,
    signer: SigningKey,
    acceptClock: Bool = false,
    check: Check? = nil
  ) throws(Failure) -> AuditRow {
    guard !tokens.isEmpty else {
      throw Failure(.internalError, "cannot spend 0 tokens, nothing was released")
    }
    let spent = tokens.map { token in
      AuditEvent(
        Self.spentEvent,
        actor: event.actor,
        subject: AuditSubject(kind: "envelope", id: requestID, sha256: token),
        requestID: requestID
      )
    }
    return try append(spent + [event], signer: signer, acceptClock: acceptClock, check: check)
  }

  /// Whether a token was used.
  package func isSpent(token: Digest256) throws(Failure) -> Bool {
    try database.integer("SELECT 1 FROM spent WHERE token_sha256=?", [.blob(token.bytes)]) != nil
  }

  /// Whether a request was released.
  package func isSpent(requestID: String) throws(Failure) -> Bool {
    try database.integer("SELECT 1 FROM spent WHERE request_id=?", [.text(requestID)]) != nil
  }

  /// Hands every row from `first` on to `body`, in order.
  package func rows(
    from first: Int64 = 0,
    _ body: (AuditRow) throws(Failure) -> Void
  ) throws(Failure) {
    try database.query(
      "SELECT seq, row FROM log WHERE seq>=? ORDER BY seq",
      [.integer(first)]
    ) { (statement) throws(Failure) in
      let seq = statement.integer(0)
      try body(try Self.row(statement.blob(1), seq: seq, path: settings.path))
    }
  }

  /// Hands over the rows that put a trust version in force, in order; the others are not read.
  package func trustRows(_ body: (AuditRow) throws(Failure) -> Void) throws(Failure) {
    try glances { (glance, row) throws(Failure) in
      switch glance?.kind {
      case .other?, .clock?, .spent?: return
      default: try body(try row())
      }
    }
  }

  /// Looks at every row in order; `body` is given what a glance shows, nil where a row has to be read
  /// in full, and a way to do so.
  func glances(
    _ body: (RowGlance?, () throws(Failure) -> AuditRow) throws(Failure) -> Void
  ) throws(Failure) {
    let path = settings.path
    try database.query("SELECT seq, row FROM log ORDER BY seq") { (statement) throws(Failure) in
      let seq = statement.integer(0)
      var glance = try statement.withBlob(1) { (bytes) throws(Failure) in RowGlance(bytes) }
      if glance?.seq != seq { glance = nil }
      try body(glance) { () throws(Failure) in
        try Self.row(statement.blob(1), seq: seq, path: path)
      }
    }
  }

  /// Writes a checkpoint of the log as it stands, here and in the second place.
  @discardableResult
  package func checkpoint(signer: SigningKey) throws(Failure) -> Checkpoint {
    try database.transaction(.immediate) { () throws(Failure) in
      try catchUp()
      try storeCheckpoint(signer)
    }
    try replicate()
    return Checkpoint(origin: settings.origin, size: tree.count, root: tree.root)
  }

  /// The tables; rows and notes are bytes that others verify, so they are stored as they are.
  private static let schema = """
    CREATE TABLE log(seq INTEGER PRIMARY KEY, row BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
    CREATE TABLE spent(
      token_sha256 BLOB PRIMARY KEY, request_id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
    CREATE INDEX spent_request ON spent(request_id);
    """

  /// Appends rows in one transaction, with the checkpoint where a signer is given.
  /// - Returns: the last row.
  @discardableResult
  private func append(
    _ events: [AuditEvent],
    signer: SigningKey?,
    acceptClock: Bool,
    check: Check? = nil
  ) throws(Failure) -> AuditRow {
    if signer != nil { try place?.checkWritable() }
    let before = (tree, newestTime)
    let row: AuditRow
    do throws(Failure) {
      row = try database.transaction(.immediate) { () throws(Failure) -> AuditRow in
        try catchUp()
        try check?()
        let row = try insert(events, at: try time(acceptClock: acceptClock))
        if let signer { try storeCheckpoint(signer) }
        return row
      }
    } catch {
      (tree, newestTime) = before
      throw error
    }
    if signer != nil { try replicate() }
    return row
  }

  /// Inserts rows, the one that accepts a jump of the clock first where it is needed.
  private func insert(
    _ events: [AuditEvent],
    at time: (now: Timestamp, isJump: Bool)
  ) throws(Failure) -> AuditRow {
    var events = events
    guard let last = events.last else {
      throw Failure(.internalError, "cannot append 0 rows to the audit log")
    }
    if time.isJump {
      events.insert(AuditEvent(Self.clockEvent, actor: last.actor), at: 0)
    }
    try refuseSpent(events)
    var row = AuditRow(seq: tree.count, time: time.now, event: last)
    for event in events {
      row = AuditRow(seq: tree.count, time: time.now, event: event)
      let bytes = row.bytes
      guard bytes.count <= JSONLimits.row.bytesMax else {
        throw Failure(.internalError, "a row of the audit log has \(bytes.count) bytes")
      }
      try database.run(
        "INSERT INTO log(seq, row) VALUES(?, ?)",
        [.integer(row.seq), .blob(bytes)]
      )
      try recordSpent(row)
      tree.append(bytes)
    }
    newestTime = time.now
    return row
  }

  /// Refuses tokens and requests that the ledger or the same batch holds already.
  private func refuseSpent(_ events: [AuditEvent]) throws(Failure) {
    let spent = events.filter { $0.event == Self.spentEvent }
    var tokens: Set<Digest256> = []
    for event in spent {
      guard let token = event.subject?.sha256, let request = event.requestID else { continue }
      let isTokenUsed = try isSpent(token: token)
      let isRequestUsed = try isSpent(requestID: request)
      guard !isTokenUsed, !isRequestUsed, tokens.insert(token).inserted else {
        throw Failure(
          .refused,
          "a token or its request was used before, nothing was released",
          next: "request the release again",
          reasons: [AuditReason.tokenSpent.rawValue]
        )
      }
    }
  }

  /// Enters a row `token.spent` into the ledger.
  private func recordSpent(_ row: AuditRow) throws(Failure) {
    guard row.event.event == Self.spentEvent, let token = row.event.subject?.sha256,
      let request = row.event.requestID
    else { return }
    try database.run(
      "INSERT INTO spent(token_sha256, request_id, seq) VALUES(?, ?, ?)",
      [.blob(token.bytes), .text(request), .integer(row.seq)]
    )
  }

  /// The time of the next row.
  ///
  /// A clock that lags by up to five minutes does not make time run backwards: the newest row's
  /// time is taken again.
  private func time(acceptClock: Bool) throws(Failure) -> (now: Timestamp, isJump: Bool) {
    let now = settings.clock.now()
    guard tree.count > 0 else { return (now, false) }
    try Self.checkClock(now: now, newest: newestTime, acceptJump: acceptClock)
    let isJump = now.seconds - newestTime.seconds > Self.clockAheadSecondsMax
    return (max(now, newestTime), isJump)
  }

  /// Refuses a clock that stands before the newest row, or far after it.
  /// - Parameters:
  ///   - now: what the clock says.
  ///   - newest: the time of the newest row.
  ///   - acceptJump: whether a person accepted a jump ahead.
  /// - Throws: `clock_behind` or `clock_ahead` as exit 6.
  package static func checkClock(
    now: Timestamp,
    newest: Timestamp,
    acceptJump: Bool
  ) throws(Failure) {
    let ahead = now.seconds - newest.seconds
    guard ahead >= -clockBehindSecondsMax else {
      throw Failure(
        .refused,
        "the clock stands \(-ahead) seconds before the newest row of the audit log",
        next: "set the clock; the log was written until \(newest)",
        reasons: [AuditReason.clockBehind.rawValue]
      )
    }
    guard acceptJump || ahead <= clockAheadSecondsMax else {
      throw Failure(
        .refused,
        "the clock stands \(ahead) seconds after the newest row of the audit log",
        next: "check the clock, then run again with --accept-clock",
        reasons: [AuditReason.clockAhead.rawValue]
      )
    }
  }

  /// Refuses the present clock as `append` would.
  package func checkClock(acceptJump: Bool = false) throws(Failure) {
    try Self.checkClock(
      now: settings.clock.now(),
      newest: newestTime,
      acceptJump: acceptJump
    )
  }
}
