import Database
import Gate
package import NIOCore
package import Records
package import Vocabulary

/// What a list is narrowed to.
package struct ListQuery: Sendable, Hashable {
  /// Only in this state.
  package var state: DeskState?
  /// Only to this destination.
  package var destination: String?
  /// Only of this requester.
  package var requester: String?
  /// Where the page begins: the place of the last row of the page before; nil for the first page.
  package var before: Int64?
  /// Rows of the page.
  package var limit: Int64

  /// Rows of a page unless asked otherwise.
  package static let limitDefault: Int64 = 50
  /// Rows of a page at most.
  package static let limitMax: Int64 = 200

  /// Creates a query.
  package init(
    state: DeskState? = nil,
    destination: String? = nil,
    requester: String? = nil,
    before: Int64? = nil,
    limit: Int64 = limitDefault
  ) {
    self.state = state
    self.destination = destination
    self.requester = requester
    self.before = before
    self.limit = limit
  }
}

/// A page of the list, newest first.
package struct ListPageRows: Sendable {
  /// What the API shows of each.
  package var summaries: [[UInt8]]
  /// Where the next page begins; nil: this is the last.
  package var next: Int64?
}

/// A request as it is read.
package struct ReadRequest: Sendable {
  /// What the API shows.
  package var summary: [UInt8]
  /// How often it changed.
  package var version: Int64
  /// The review document.
  package var review: [UInt8]
  /// Its digest.
  package var view: Digest256
  /// The bytes of request.json.
  package var document: [UInt8]
  /// The gate's receipt; nil without.
  package var receipt: [UInt8]?
}

/// Reads the desk's database on a thread of its own, beside the writer: readers of a WAL wait for
/// nobody.
package actor DeskReader {
  /// The connection.
  let database: Connection
  /// The tree over the rows of the log that were read so far, for proofs.
  var tree = MerkleTree()
  /// The thread.
  private nonisolated let loop: any EventLoop
  /// Runs everything on that thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe loop.executor.asUnownedSerialExecutor()
  }

  /// Opens the database that the writer has opened.
  package init(path: String, loop: any EventLoop) throws(Failure) {
    database = try Connection(path: path, mode: .readOnly)
    self.loop = loop
  }

  /// Accounts.
  private var accounts: AccountTable { AccountTable(database: database) }

  /// The program of a token; nil where there is none.
  package func program(_ token: String, at now: Timestamp) throws(Failure) -> Principal? {
    try accounts.program(token, at: now)
  }

  /// The person of a sign-in's secret, and when it was last in use; nil where it is over.
  package func person(
    _ secret: String,
    at now: Timestamp,
    _ times: DeskSettings.SignInTimes
  ) throws(Failure) -> (person: Person, seen: Timestamp)? {
    try accounts.person(secret, at: now, times)
  }

  /// A request; nil where there is none.
  package func request(_ id: String) throws(Failure) -> ReadRequest? {
    var found: ReadRequest?
    try database.query(
      "SELECT summary, version, review, view, document, receipt FROM request WHERE id=?",
      [.text(id)]
    ) { (row) throws(Failure) in
      guard let view = Digest256(bytes: row.blob(3)) else { return }
      found = ReadRequest(
        summary: row.blob(0),
        version: row.integer(1),
        review: row.blob(2),
        view: view,
        document: row.blob(4),
        receipt: row.isNull(5) ? nil : row.blob(5)
      )
    }
    return found
  }

  /// A request without its documents: what the API shows, and how often it changed.
  package func summary(_ id: String) throws(Failure) -> (bytes: [UInt8], version: Int64)? {
    var found: ([UInt8], Int64)?
    try database.query("SELECT summary, version FROM request WHERE id=?", [.text(id)]) {
      (row) throws(Failure) in found = (row.blob(0), row.integer(1))
    }
    return found
  }

  /// A page of the list.
  package func list(_ query: ListQuery) throws(Failure) -> ListPageRows {
    var terms: [String] = []
    var values: [Value] = []
    for (column, value) in [
      ("state", query.state?.rawValue), ("destination", query.destination),
      ("requester", query.requester),
    ] {
      guard let value else { continue }
      terms.append("\(column)=?")
      values.append(.text(value))
    }
    if let before = query.before {
      terms.append("place<?")
      values.append(.integer(before))
    }
    let narrowed = terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ")
    var page = ListPageRows(summaries: [], next: nil)
    var last: Int64 = 0
    var isMore = false
    try database.query(
      "SELECT place, summary FROM request\(narrowed) ORDER BY place DESC LIMIT ?",
      values + [.integer(query.limit + 1)]
    ) { (row) throws(Failure) in
      guard Int64(page.summaries.count) < query.limit else {
        isMore = true
        return
      }
      last = row.integer(0)
      page.summaries.append(row.blob(1))
    }
    page.next = isMore ? last : nil
    return page
  }

  /// Requests in each state.
  package func counts() throws(Failure) -> [DeskState: Int64] {
    var counts: [DeskState: Int64] = [:]
    try database.query("SELECT state, count(*) FROM request GROUP BY state") {
      (row) throws(Failure) in
      if let state = DeskState(rawValue: row.text(0)) { counts[state] = row.integer(1) }
    }
    return counts
  }

  /// The distinct destinations and requesters of all requests, for filters.
  package func names() throws(Failure) -> (destinations: [String], requesters: [String]) {
    func all(_ column: String) throws(Failure) -> [String] {
      var names: [String] = []
      try database.query(
        "SELECT DISTINCT \(column) FROM request ORDER BY \(column) LIMIT \(Self.namesMax)"
      ) { (row) throws(Failure) in names.append(row.text(0)) }
      return names
    }
    return (try all("destination"), try all("requester"))
  }

  /// Names that a filter offers.
  private static let namesMax = 200

  /// The envelopes of a request, in the order of the log, each with its digest; nil where there is
  /// no such request.
  package func tokens(_ id: String) throws(Failure) -> [(verdict: String, envelope: [UInt8])]? {
    guard try database.integer("SELECT 1 FROM request WHERE id=?", [.text(id)]) != nil else {
      return nil
    }
    var tokens: [(String, [UInt8])] = []
    try database.query(
      "SELECT verdict, envelope FROM decision WHERE request=? ORDER BY row",
      [.text(id)]
    ) { (row) throws(Failure) in tokens.append((row.text(0), row.blob(1))) }
    return tokens
  }

  /// Events after one, of one request or of all; at most `eventsMax`.
  package func events(after id: Int64, of request: String?) throws(Failure) -> [DeskEvent] {
    var events: [DeskEvent] = []
    let narrowed = request == nil ? "" : " AND request=?"
    let values: [Value] = [.integer(id)] + (request.map { [.text($0)] } ?? [])
    try database.query(
      """
      SELECT id, request, type, data FROM event WHERE id>?\(narrowed)
      ORDER BY id LIMIT \(Self.eventsMax)
      """,
      values
    ) { (row) throws(Failure) in
      events.append(
        DeskEvent(id: row.integer(0), request: row.text(1), type: row.text(2), data: row.blob(3))
      )
    }
    return events
  }

  /// Events that one look into the database gives.
  static let eventsMax = 500

  /// The number of the newest event; 0 without any.
  package func newestEvent(of request: String? = nil) throws(Failure) -> Int64 {
    guard let request else { return try database.integer("SELECT max(id) FROM event") ?? 0 }
    return try database.integer("SELECT max(id) FROM event WHERE request=?", [.text(request)]) ?? 0
  }

  /// The newest checkpoint, a signed note; nil where there is none.
  package func checkpoint() throws(Failure) -> [UInt8]? {
    var note: [UInt8]?
    try database.query("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1") {
      (row) throws(Failure) in note = row.blob(0)
    }
    return note
  }

  /// Whether the database answers.
  package func isAlive() -> Bool { (try? database.integer("SELECT 1")) == 1 }
}
