import CSQLite
import Glibc
package import Vocabulary

/// How a database is opened.
package enum OpenMode: Sendable {
  /// Must exist; nothing is written.
  case readOnly
  /// Must exist.
  case readWrite
  /// Is created where it is missing.
  case create
}

/// How a transaction begins.
package enum TransactionKind: String, Sendable {
  /// Takes the write lock at once, so that what is read inside cannot change before it is written.
  case immediate = "BEGIN IMMEDIATE"
  /// Reads one consistent state.
  case deferred = "BEGIN DEFERRED"
}

/// A connection to one SQLite database, used by one thread at a time.
///
/// Every error is a `Failure` with SQLite's own code and words, and never a bound value: a full
/// disk or I/O error exits 74, a busy or locked database 75, a file that is no sound database 5.
@safe package final class Connection {
  /// The database, never nil while the connection is open.
  private var handle: OpaquePointer?
  /// Statements by their text, so that each is compiled once.
  private var statements: [String: Statement] = [:]
  /// The file, for messages.
  package let path: String
  /// Whether the database is this process's own, made anew: what is wrong with it is then an output
  /// that could not be written, and no record that was tampered with.
  private let isScratch: Bool

  /// Whether SQLite was told not to count the memory it takes: the lock over that count is one for all
  /// connections, and threads with a connection each waited for it.
  private static let countsNoMemory = phigate_count_no_memory() == SQLITE_OK

  /// Milliseconds that a call waits for another process to give up its lock.
  package static let busyMillisecondsDefault: Int32 = 10_000

  /// Opens a database.
  /// - Parameters:
  ///   - path: the file; `:memory:` for one that is gone with the connection.
  ///   - mode: whether it may be written or created.
  ///   - busyMilliseconds: how long a call waits for another's lock.
  ///   - isScratch: whether it is this process's own, so that every error is one of writing.
  /// - Throws: exit 2 where the file cannot be opened.
  package init(
    path: String,
    mode: OpenMode,
    busyMilliseconds: Int32 = busyMillisecondsDefault,
    isScratch: Bool = false
  ) throws(Failure) {
    self.path = path
    self.isScratch = isScratch
    _ = Self.countsNoMemory
    let access =
      switch mode {
      case .readOnly: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE
      case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK else {
      let failure = failure(code, "cannot open the database")
      unsafe sqlite3_close_v2(handle)
      unsafe handle = nil
      throw failure
    }
    unsafe sqlite3_busy_timeout(handle, busyMilliseconds)
    // A schema from outside must not run functions, and corrupt cells are looked for while reading.
    try execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;")
  }

  deinit { close() }

  /// Closes the database; later calls fail.
  ///
  /// Safe to call twice.
  package func close() {
    statements.removeAll()
    unsafe sqlite3_close_v2(handle)
    unsafe handle = nil
  }

  /// Leaves the write-ahead log as it is at the end, for a database that is removed then.
  package func keepLogOnClose() throws(Failure) {
    try check(unsafe phigate_keep_log_on_close(handle), "cannot set up the database")
  }

  /// Runs statements that give no rows and hold no values.
  /// - Parameter sql: one or more statements, never made from outside values.
  /// - Throws: SQLite's error.
  package func execute(_ sql: String) throws(Failure) {
    try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil), "cannot run a statement")
  }

  /// Compiles a statement, or gives the one compiled before, reset and without values.
  ///
  /// One text is one statement: do not step two of the same text at once.
  package func prepare(_ sql: String) throws(Failure) -> Statement {
    if let statement = statements[sql] {
      statement.reset()
      return statement
    }
    var compiled: OpaquePointer?
    let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
    try check(
      unsafe sqlite3_prepare_v3(handle, sql, -1, flags, &compiled, nil),
      "cannot compile a statement"
    )
    guard let pointer = unsafe compiled else {
      throw Failure(.internalError, "cannot compile a statement: it is empty", path: path)
    }
    let statement = unsafe Statement(pointer, of: self)
    statements[sql] = statement
    return statement
  }

  /// Runs a statement with values, for its effect.
  /// - Returns: rows that it changed.
  @discardableResult
  package func run(_ sql: String, _ values: [Value] = []) throws(Failure) -> Int {
    let statement = try prepare(sql)
    try statement.bind(values)
    while try statement.step() {}
    statement.reset()
    return unsafe Int(sqlite3_changes(handle))
  }

  /// Runs a statement with values and hands each row to `body`.
  package func query(
    _ sql: String,
    _ values: [Value] = [],
    _ body: (Statement) throws(Failure) -> Void
  ) throws(Failure) {
    let statement = try prepare(sql)
    try statement.bind(values)
    defer { statement.reset() }
    while try statement.step() { try body(statement) }
  }

  /// The first column of the first row, as an integer; nil without a row or where it is null.
  package func integer(_ sql: String, _ values: [Value] = []) throws(Failure) -> Int64? {
    let statement = try prepare(sql)
    try statement.bind(values)
    defer { statement.reset() }
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.integer(0)
  }

  /// Runs `body` in a transaction: committed when it returns, undone when it throws.
  package func transaction<Result>(
    _ kind: TransactionKind = .immediate,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try execute(kind.rawValue)
    do throws(Failure) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // A full disk may have undone it already; either way nothing of it stays.
      for statement in statements.values { statement.reset() }
      _ = unsafe sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// Whether a transaction is open.
  package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Throws unless `code` is SQLITE_OK.
  ///
  /// `what`: made only where it is said, because it is asked for every value that is bound.
  func check(_ code: Int32, _ what: @autoclosure () -> String) throws(Failure) {
    guard code == SQLITE_OK else { throw failure(code, what()) }
  }

  /// Whether the file, read once more by a connection of its own, is a sound database.
  private var isWhole: Bool {
    var other: OpaquePointer?
    defer { unsafe sqlite3_close_v2(other) }
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW
    guard unsafe sqlite3_open_v2(path, &other, flags, nil) == SQLITE_OK else { return false }
    var statement: OpaquePointer?
    defer { unsafe sqlite3_finalize(statement) }
    let check = "PRAGMA integrity_check(1)"
    guard unsafe sqlite3_prepare_v2(other, check, -1, &statement, nil) == SQLITE_OK,
      unsafe sqlite3_step(statement) == SQLITE_ROW,
      let text = unsafe sqlite3_column_text(statement, 0)
    else { return false }
    return unsafe String(cString: text) == "ok"
  }

  /// An error of SQLite as the command line reports it.
  /// - Parameters:
  ///   - code: an extended result code.
  ///   - what: what was not done.
  /// - Returns: the exit code that the kind of error asks for.
  func failure(_ code: Int32, _ what: String) -> Failure {
    let words = unsafe String(cString: sqlite3_errstr(code)).lowercased()
    let message = "\(what): \(words) (sqlite \(code))"
    switch code & 0xFF {
    case _ where isScratch, SQLITE_FULL, SQLITE_IOERR:
      return Failure(.outputFailed, message, path: path, reasons: ["database_write_failed"])
    case SQLITE_BUSY, SQLITE_LOCKED:
      return Failure(
        .temporary,
        message,
        path: path,
        next: "run it again when the other process is done",
        reasons: ["database_busy"]
      )
    case SQLITE_NOMEM:
      return Failure(.temporary, message, path: path, reasons: ["out_of_memory"])
    case SQLITE_CORRUPT where isWhole:
      // SQLite says so of a page that could not be read, too.
      return Failure(.temporary, message, path: path, reasons: ["database_unreadable"])
    case SQLITE_CANTOPEN where unsafe access(path, R_OK | W_OK) == 0:
      // It is there and may be used: what is lacking are descriptors, or the disk does not answer.
      return Failure(.temporary, message, path: path, reasons: ["database_unreadable"])
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      return Failure(.integrity, message, path: path, reasons: ["database_corrupt"])
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
      return Failure(.usage, message, path: path, reasons: ["database_unusable"])
    case SQLITE_CONSTRAINT:
      return Failure(.integrity, message, path: path, reasons: ["database_constraint"])
    default:
      return Failure(.internalError, message, path: path)
    }
  }
}
