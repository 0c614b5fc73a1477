/// The desk's own tables, beside those of its log in one database.
///
/// Rows of the log are the truth of what happened; these tables hold what the rows are about, and
/// are written in the same transactions. Times are seconds since 1970, digests 32 bytes.
enum DeskSchema {
  /// Raised when the tables change.
  static let version: Int64 = 1

  /// The tables.
  static let tables = """
    CREATE TABLE request(
      place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
      document BLOB NOT NULL, digest BLOB NOT NULL, manifest BLOB NOT NULL, review BLOB NOT NULL,
      view BLOB NOT NULL, residual INTEGER NOT NULL, destination TEXT NOT NULL,
      requester TEXT NOT NULL, submitter TEXT NOT NULL, submitted INTEGER NOT NULL,
      state TEXT NOT NULL, version INTEGER NOT NULL, summary BLOB NOT NULL, due INTEGER,
      receipt BLOB) STRICT;
    CREATE INDEX request_state ON request(state, place);
    CREATE INDEX request_destination ON request(destination, place);
    CREATE INDEX request_requester ON request(requester, place);
    CREATE INDEX request_due ON request(due) WHERE due IS NOT NULL;
    CREATE TABLE decision(
      row INTEGER PRIMARY KEY, request TEXT NOT NULL REFERENCES request(id),
      verdict TEXT NOT NULL, human TEXT NOT NULL, sha256 BLOB NOT NULL UNIQUE,
      envelope BLOB NOT NULL, evidence BLOB) STRICT;
    CREATE INDEX decision_request ON decision(request, row);
    CREATE TABLE event(
      id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, type TEXT NOT NULL,
      data BLOB NOT NULL) STRICT;
    CREATE INDEX event_request ON event(request, id);
    CREATE TABLE idempotency(
      principal TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, request TEXT NOT NULL,
      at INTEGER NOT NULL, PRIMARY KEY(principal, key)) STRICT;
    CREATE TABLE bearer(
      id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, scopes TEXT NOT NULL,
      created INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER) STRICT;
    CREATE TABLE sign_in(
      sha256 BLOB PRIMARY KEY, human TEXT NOT NULL, account TEXT NOT NULL,
      created INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;
    PRAGMA user_version=1;
    """
}
