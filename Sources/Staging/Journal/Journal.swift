import Database
import Files
import Manifest
import Masking
import Vocabulary

/// One finished item as the journal keeps it.
struct JournalRow: Sendable {
  /// HMAC of the listed path under the local key.
  var key: Digest256
  /// What the file was when it was scanned; empty where nobody would see a later change.
  var stamp: [UInt8] = []
  /// The masked path, escaped, before collisions are resolved.
  var base: String
  /// Whether something in the path was masked.
  var isMasked = false
  /// The entry; neither its path nor what `isMasked` says is read from it.
  var entry: ManifestEntry
  /// Entries of members; their paths are relative to the item's.
  var members: [ManifestEntry] = []
  /// The copy's name in the folder of copies, or `WorkFolder.placed`; nil where there is none.
  var copy: String?
  /// What the copy was when it was written, as `CopyFacts.bytes`; empty where there is none.
  var made: [UInt8] = []
  /// Whether the copy was written by this round; no part of the row.
  var isScanned = false
  /// HMAC of the original's content under the site key.
  var original: Digest256?
  /// HMAC of the listed path under the site key.
  var name: Digest256?
  /// The key of the item whose content this is, by another name of the same inode.
  var twin: Digest256?
}

/// What was finished, in one SQLite file of the work folder: journal of a run that may be killed,
/// and sorter of its manifest, so that memory does not grow with the number of files.
///
/// Holds masked paths and HMACs alone, never a name or a plain digest of a source. A commit may be
/// lost with the machine, never be half there; copies are hashed again before they count.
final class Journal: Sendable {
  /// What the lock guards.
  private struct State {
    let connection: Connection
    var rows = 0
    var committed = monotonicMilliseconds()
    /// Whether rows can be found by their keys, and whether one of this round is another's twin.
    var hasKeys = false
    var hasTwins = false
    /// Whether all copies of this round stand at their places and nothing has members or is a twin.
    var isPlain = true
  }

  /// The journal's file in the work folder.
  static let fileName = "journal.db"
  /// Rows and milliseconds after which what was finished is committed.
  private static let rowsMax = 512
  private static let millisecondsMax = Int64(20)
  /// Changes with the tables.
  private static let version: Int64 = 3

  private let state: Monitor<State>
  /// Makes keys of listed paths.
  let localKey: SiteKey
  /// How often the run was begun; 1 for the first time.
  let round: Int64
  /// The year against which ages are counted, kept from the first round.
  let referenceYear: Int
  /// Whether there may be rows of a round before.
  var isResumed: Bool { round > 1 }

  /// Opens the journal of a killed run, or begins one.
  ///
  /// - Parameters:
  ///   - folder: the work folder's path.
  ///   - fingerprint: of everything that must be the same for a row to count.
  ///   - referenceYear: kept from the first round on.
  ///   - localKey: makes keys of listed paths.
  /// - Throws: where it belongs to another run or cannot be read; the caller empties the folder.
  init(
    folder: String,
    fingerprint: Digest256,
    referenceYear: Int,
    localKey: SiteKey
  ) throws(Failure) {
    self.localKey = localKey
    let connection = try Connection(
      path: "\(folder)/\(Self.fileName)",
      mode: .create,
      isScratch: true
    )
    try connection.execute(
      """
      PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;
      PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4096;
      CREATE TABLE IF NOT EXISTS run(
        version INTEGER, fingerprint BLOB, round INTEGER, year INTEGER, named INTEGER);
      CREATE TABLE IF NOT EXISTS item(
        id INTEGER PRIMARY KEY, key BLOB NOT NULL, stamp BLOB, base BLOB NOT NULL,
        masked INTEGER NOT NULL, digest BLOB, entry BLOB NOT NULL, copy TEXT, made BLOB,
        original BLOB, name BLOB, twin BLOB, round INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS member(
        item INTEGER, place INTEGER, path BLOB NOT NULL, entry BLOB NOT NULL,
        PRIMARY KEY(item, place)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS inode(
        content BLOB PRIMARY KEY, key BLOB NOT NULL, round INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS line(
        path BLOB PRIMARY KEY, entry BLOB NOT NULL, copy TEXT, twin BLOB, item INTEGER)
        WITHOUT ROWID;
      BEGIN IMMEDIATE;
      """
    )
    try connection.keepLogOnClose()
    var found: (version: Int64, fingerprint: [UInt8], round: Int64, year: Int64)?
    try connection.query("SELECT version, fingerprint, round, year FROM run") { row in
      found = (row.integer(0), row.blob(1), row.integer(2), row.integer(3))
    }
    if let found {
      guard found.version == Self.version, found.fingerprint == fingerprint.bytes else {
        throw Failure(.internalError, "the journal is of another run")
      }
      round = found.round + 1
      self.referenceYear = Int(found.year)
      try connection.run("UPDATE run SET round = ?", [.integer(round)])
    } else {
      round = 1
      self.referenceYear = referenceYear
      try connection.run(
        "INSERT INTO run VALUES(?, ?, 1, ?, 0)",
        [.integer(Self.version), .blob(fingerprint.bytes), .integer(Int64(referenceYear))]
      )
    }
    state = Monitor(State(connection: connection))
    if isResumed { try state.update { (state) throws(Failure) in try Self.index(&state) } }
    try commit()
  }

  /// Makes rows be found by their keys: keys are as good as random, and an index over them costs more
  /// to keep than all else of a row, so that a first round without twins has none.
  private static func index(_ state: inout State) throws(Failure) {
    try state.connection.execute("CREATE UNIQUE INDEX IF NOT EXISTS item_key ON item(key)")
    state.hasKeys = true
  }

  /// The database, for whoever works alone once all rows are there.
  var connection: Connection { state.update { $0.connection } }

  /// Makes everything until now outlive a kill.
  func commit() throws(Failure) {
    try state.update { (state) throws(Failure) in try Self.commit(&state) }
  }

  /// Commits and begins the next transaction.
  private static func commit(_ state: inout State) throws(Failure) {
    if state.connection.isInTransaction { try state.connection.execute("COMMIT") }
    try state.connection.execute("BEGIN IMMEDIATE")
    state.rows = 0
    state.committed = monotonicMilliseconds()
  }

  /// Adds finished items; those of a round before with the same keys go.
  func add(_ rows: [JournalRow]) throws(Failure) {
    let coded = rows.map { row in
      (
        row: row, entry: EntryCoding.encode(row.entry),
        members: row.members.map { ($0.path, EntryCoding.encode($0)) }
      )
    }
    try state.update { (state) throws(Failure) in
      for (row, entry, members) in coded {
        if isResumed { try Self.remove(row.key, state.connection) }
        try insert(row, entry, members, state.connection)
        if row.twin != nil { state.hasTwins = true }
        let isPlaced = row.copy == nil || row.copy == WorkFolder.placed
        if !isPlaced || row.twin != nil || !members.isEmpty { state.isPlain = false }
        state.rows += 1 + members.count
      }
      let isDue = monotonicMilliseconds() - state.committed >= Self.millisecondsMax
      if isDue || state.rows >= Self.rowsMax { try Self.commit(&state) }
    }
  }

  /// Inserts an item with its members.
  private func insert(
    _ row: JournalRow,
    _ entry: [UInt8],
    _ members: [(path: String, entry: [UInt8])],
    _ connection: Connection
  ) throws(Failure) {
    let digest = row.entry.output.map { Value.blob($0.sha256.bytes) } ?? .null
    try connection.run(
      """
      INSERT INTO item(
        key, stamp, base, masked, digest, entry, copy, made, original, name, twin, round)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .blob(row.key.bytes), .blob(row.stamp), .blob(Array(row.base.utf8)),
        .integer(row.isMasked ? 1 : 0), digest, .blob(entry), row.copy.map { .text($0) } ?? .null,
        .blob(row.made), row.original.map { .blob($0.bytes) } ?? .null,
        row.name.map { .blob($0.bytes) } ?? .null, row.twin.map { .blob($0.bytes) } ?? .null,
        .integer(round),
      ]
    )
    guard !members.isEmpty else { return }
    let item = try connection.integer("SELECT last_insert_rowid()") ?? 0
    for (place, member) in members.enumerated() {
      try connection.run(
        "INSERT INTO member VALUES(?, ?, ?, ?)",
        [
          .integer(item), .integer(Int64(place)), .blob(Array(member.path.utf8)),
          .blob(member.entry),
        ]
      )
    }
  }

  /// Removes an item with its members.
  private static func remove(_ key: Digest256, _ connection: Connection) throws(Failure) {
    let key = Value.blob(key.bytes)
    try connection.run(
      "DELETE FROM member WHERE item IN (SELECT id FROM item WHERE key = ?)",
      [key]
    )
    try connection.run("DELETE FROM item WHERE key = ?", [key])
  }

  /// What a round before left of an item that was the same file then.
  ///
  /// - Returns: nil where it must be scanned; else its entry, and the name of its copy and what that was
  ///   when it was finished.
  func find(
    _ key: Digest256,
    stamp: [UInt8]
  ) throws(Failure) -> (entry: ManifestEntry, copy: String?, made: CopyFacts?)? {
    guard isResumed, !stamp.isEmpty else { return nil }
    var found: (entry: ManifestEntry, copy: String?, made: CopyFacts?)?
    try state.update { (state) throws(Failure) in
      try state.connection.query(
        "SELECT entry, copy, made FROM item WHERE key = ? AND stamp = ? AND twin IS NULL",
        [.blob(key.bytes), .blob(stamp)]
      ) { row in
        guard let entry = EntryCoding.decode(row.blob(0), path: "x") else { return }
        found = (entry, row.isNull(1) ? nil : row.text(1), CopyFacts(bytes: row.blob(2)))
      }
    }
    return found
  }

  /// Whether this round has met an item already.
  func isListed(_ key: Digest256) throws(Failure) -> Bool {
    var isListed = false
    try state.update { (state) throws(Failure) in
      if !state.hasKeys { try Self.index(&state) }
      try state.connection.query(
        "SELECT 1 FROM item WHERE key = ? AND round = ?",
        [.blob(key.bytes), .integer(round)]
      ) { _ in isListed = true }
    }
    return isListed
  }

  /// Says that an item of a round before counts.
  func keep(_ key: Digest256) throws(Failure) {
    try state.update { (state) throws(Failure) in
      _ = try state.connection.run(
        "UPDATE item SET round = ? WHERE key = ?",
        [.integer(round), .blob(key.bytes)]
      )
    }
  }

  /// Takes a content that has several names.
  ///
  /// - Parameters:
  ///   - content: HMAC of inode, device and what of the name matters.
  ///   - key: of the item that asks.
  /// - Returns: nil where it is the first to ask; else the key of the one that was.
  /// - Throws: where the journal cannot be written.
  func claim(_ content: Digest256, for key: Digest256) throws(Failure) -> Digest256? {
    try state.update { (state) throws(Failure) -> Digest256? in
      var first: Digest256?
      try state.connection.query(
        "SELECT key FROM inode WHERE content = ? AND round = ?",
        [.blob(content.bytes), .integer(round)]
      ) { row in
        first = Digest256(bytes: row.blob(0))
      }
      if first == nil {
        _ = try state.connection.run(
          "INSERT OR REPLACE INTO inode VALUES(?, ?, ?)",
          [.blob(content.bytes), .blob(key.bytes), .integer(round)]
        )
      }
      return first
    }
  }

  /// Forgets what rounds before left and this one did not meet, and gives twins what was found.
  func finish() throws(Failure) {
    let connection = connection
    if isResumed {
      let old = [Value.integer(round)]
      try connection.run(
        "DELETE FROM member WHERE item IN (SELECT id FROM item WHERE round <> ?)",
        old
      )
      try connection.run("DELETE FROM item WHERE round <> ?", old)
    }
    if try hasTwins() {
      try connection.run(
        """
        UPDATE item SET digest = first.digest, entry = first.entry, original = first.original
        FROM item AS first WHERE item.twin = first.key AND item.twin IS NOT NULL
        """
      )
    }
    try connection.execute("CREATE INDEX IF NOT EXISTS item_base ON item(base)")
    try commit()
  }

  /// Whether an item may be another's twin; rows are found by their keys then.
  func hasTwins() throws(Failure) -> Bool {
    try state.update { (state) throws(Failure) in
      if state.hasTwins, !state.hasKeys { try Self.index(&state) }
      return state.hasTwins || isResumed
    }
  }

  /// Whether every copy stands at its place, and nothing has members or is another's twin; said of a first
  /// round alone.
  var isPlain: Bool { state.update { $0.isPlain } && !isResumed }

  /// Ends the journal; its files may be removed.
  func close() { state.update { $0.connection.close() } }
}
