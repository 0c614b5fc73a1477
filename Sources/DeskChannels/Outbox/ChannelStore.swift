import Crypto
import Database
import DeskOutbound
import Records
import Vocabulary

/// A delivery that waits.
struct WaitingDelivery: Sendable {
  /// What is to be done.
  enum Kind: String, Sendable {
    case post
    case update
    case close
  }

  /// Its number, ascending in the order in which deliveries were asked for.
  let number: Int64
  /// What is to be done.
  let kind: Kind
  /// The notice and its names.
  let delivery: Delivery
  /// Where the message stands; nil where it is not out yet.
  let handle: MessageHandle?
  /// How often it was tried before.
  let attempts: Int64
}

/// A message that is on record.
struct MessageRecord: Sendable {
  /// The opaque name of the message.
  let reference: String
  /// Who shows it.
  let notifier: String
  /// Where it stands; nil where it is not out yet.
  let handle: MessageHandle?
  /// The newest notice.
  let notice: Notice
  /// Whether nothing can be decided from it any more.
  let isClosed: Bool
}

/// A question that a person was asked in a window.
struct QuestionRecord: Sendable, Hashable {
  /// The message from which it was asked.
  let message: String
  /// Who was asked.
  let person: SlackPerson
  /// Which button they had clicked.
  let verdict: ChannelDecision.Verdict
  /// The review document that the message was made from at that time.
  let reviewDigest: Digest256
  /// The window; nil where Slack has not said yet which.
  let view: String?
}

/// What the channels remember: messages, deliveries that wait, signatures seen, questions asked.
///
/// One SQLite file. Whatever a call reports as done is on disk.
actor ChannelStore {
  /// Seconds for which a question can be answered.
  static let questionSecondsMax: Int64 = 3_600
  /// Seconds for which closed messages and deliveries given up are kept.
  static let keepSeconds: Int64 = 90 * 86_400
  /// The version of the tables.
  private static let version: Int64 = 1

  /// The database.
  private let database: Connection
  /// The time.
  private let clock: WallClock

  /// Opens the database, and makes its tables where it is new.
  /// - Throws: exit 2 where it cannot be opened, exit 5 where it is of a later version.
  init(path: String, clock: WallClock) throws(Failure) {
    let database = try Connection(path: path, mode: .create)
    try database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    let version = try database.integer("PRAGMA user_version") ?? 0
    guard version <= Self.version else {
      throw Failure(
        .integrity,
        "the channels' database has version \(version), this program knows \(Self.version)",
        path: path
      )
    }
    try database.execute(Self.tables)
    self.database = database
    self.clock = clock
  }

  /// The tables.
  private static let tables = """
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS message(
      reference TEXT PRIMARY KEY, notifier TEXT NOT NULL, request TEXT NOT NULL,
      handle TEXT, notice BLOB NOT NULL, closed INTEGER NOT NULL, changed INTEGER NOT NULL,
      UNIQUE(notifier, request)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS delivery(
      number INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL REFERENCES message,
      notifier TEXT NOT NULL, kind TEXT NOT NULL, notice BLOB NOT NULL,
      attempts INTEGER NOT NULL, due INTEGER NOT NULL, dead INTEGER NOT NULL, cause TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS delivery_order ON delivery(reference, dead, number);
    CREATE INDEX IF NOT EXISTS delivery_due ON delivery(notifier, dead, due);
    CREATE TABLE IF NOT EXISTS seen(signature BLOB PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS question(
      reference TEXT PRIMARY KEY, message TEXT NOT NULL REFERENCES message,
      team TEXT NOT NULL, person TEXT NOT NULL, verdict TEXT NOT NULL, review TEXT NOT NULL,
      view TEXT, taken INTEGER NOT NULL, until INTEGER NOT NULL
    ) STRICT;
    PRAGMA user_version=1;
    COMMIT;
    """

  /// Puts a notice on its way to every notifier that has not been told exactly this.
  ///
  /// A notice replaces those of the same message that nobody has tried to deliver yet. One whose
  /// request is over is not posted where it was never told about.
  /// - Returns: names of the notifiers with something to deliver.
  func publish(_ notice: Notice, to notifiers: [String]) throws(Failure) -> [String] {
    let bytes = notice.encoded
    let now = clock.now().seconds
    return try database.transaction { () throws(Failure) in
      var told: [String] = []
      for notifier in notifiers
      where try publish(notice, bytes, to: notifier, now: now) { told.append(notifier) }
      return told
    }
  }

  /// Puts a notice on its way to one notifier, within a transaction.
  private func publish(
    _ notice: Notice,
    _ bytes: [UInt8],
    to notifier: String,
    now: Int64
  ) throws(Failure) -> Bool {
    var known: (reference: String, notice: [UInt8], isClosed: Bool)?
    try database.query(
      "SELECT reference, notice, closed FROM message WHERE notifier=? AND request=?",
      [.text(notifier), .text(notice.request)]
    ) { known = ($0.text(0), $0.blob(1), $0.integer(2) != 0) }
    let isFinal: Value = .integer(notice.state.isFinal ? 1 : 0)
    let kind: WaitingDelivery.Kind
    let reference: String
    if let known {
      guard !known.isClosed, known.notice != bytes else { return false }
      reference = known.reference
      kind = notice.state.isFinal ? .close : .update
      try database.run(
        "UPDATE message SET notice=?, closed=?, changed=? WHERE reference=?",
        [.blob(bytes), isFinal, .integer(now), .text(reference)]
      )
      try database.run(
        "DELETE FROM delivery WHERE reference=? AND kind='update' AND attempts=0 AND dead=0",
        [.text(reference)]
      )
    } else {
      guard !notice.state.isFinal else { return false }
      reference = RandomToken.make()
      kind = .post
      try database.run(
        "INSERT INTO message VALUES(?, ?, ?, NULL, ?, ?, ?)",
        [
          .text(reference), .text(notifier), .text(notice.request), .blob(bytes), isFinal,
          .integer(now),
        ]
      )
    }
    try database.run(
      "INSERT INTO delivery(reference, notifier, kind, notice, attempts, due, dead) "
        + "VALUES(?, ?, ?, ?, 0, ?, 0)",
      [
        .text(reference), .text(notifier), .text(kind.rawValue), .blob(bytes), .integer(now),
      ]
    )
    return true
  }

  /// The next delivery of a notifier that is due: of each message only its oldest may go.
  ///
  /// It counts as tried from now on, so that one that ends the process is not tried for ever.
  func next(of notifier: String) throws(Failure) -> WaitingDelivery? {
    var found: (number: Int64, kind: String, reference: String, notice: [UInt8])?
    var handle: String?
    var attempts: Int64 = 0
    try database.query(
      "SELECT d.number, d.kind, d.reference, d.notice, d.attempts, m.handle FROM delivery d "
        + "JOIN message m ON m.reference=d.reference WHERE d.notifier=? AND d.dead=0 "
        + "AND d.due<=? AND d.number=(SELECT min(number) FROM delivery "
        + "WHERE reference=d.reference AND dead=0) ORDER BY d.number LIMIT 1",
      [.text(notifier), .integer(clock.now().seconds)]
    ) {
      found = ($0.integer(0), $0.text(1), $0.text(2), $0.blob(3))
      attempts = $0.integer(4)
      handle = $0.isNull(5) ? nil : $0.text(5)
    }
    guard let found, let kind = WaitingDelivery.Kind(rawValue: found.kind) else { return nil }
    try database.run(
      "UPDATE delivery SET attempts=attempts+1 WHERE number=?",
      [.integer(found.number)]
    )
    return WaitingDelivery(
      number: found.number,
      kind: kind,
      delivery: Delivery(
        notice: try Self.notice(found.notice, database.path),
        reference: found.reference,
        id: "\(found.reference)-\(found.number)"
      ),
      handle: handle.map { MessageHandle($0) },
      attempts: attempts
    )
  }

  /// When the next delivery of a notifier is due; nil where none waits.
  func nextDue(of notifier: String) throws(Failure) -> Timestamp? {
    try database.integer(
      "SELECT min(d.due) FROM delivery d WHERE d.notifier=? AND d.dead=0 AND d.number=("
        + "SELECT min(number) FROM delivery WHERE reference=d.reference AND dead=0)",
      [.text(notifier)]
    )
    .map { Timestamp(seconds: $0) }
  }

  /// A delivery was made.
  func succeed(_ waiting: WaitingDelivery, handle: MessageHandle?) throws(Failure) {
    try database.transaction { () throws(Failure) in
      if let handle {
        try database.run(
          "UPDATE message SET handle=? WHERE reference=?",
          [.text(handle.text), .text(waiting.delivery.reference)]
        )
      }
      try database.run("DELETE FROM delivery WHERE number=?", [.integer(waiting.number)])
    }
  }

  /// A delivery is to be tried again, unless a newer state of the same message waits behind it.
  func postpone(
    _ waiting: WaitingDelivery,
    until due: Timestamp,
    cause: String
  ) throws(Failure) {
    try database.transaction { () throws(Failure) in
      if waiting.kind == .update {
        let dropped = try database.run(
          "DELETE FROM delivery WHERE number=? AND EXISTS(SELECT 1 FROM delivery newer "
            + "WHERE newer.reference=delivery.reference AND newer.number>delivery.number)",
          [.integer(waiting.number)]
        )
        guard dropped == 0 else { return }
      }
      try database.run(
        "UPDATE delivery SET due=?, cause=? WHERE number=?",
        [.integer(due.seconds), .text(cause), .integer(waiting.number)]
      )
    }
  }

  /// A delivery is given up; it stays where it can be seen and asked for again.
  func bury(_ number: Int64, cause: String) throws(Failure) {
    try database.run(
      "UPDATE delivery SET dead=1, cause=? WHERE number=?",
      [.text(cause), .integer(number)]
    )
  }

  /// Puts deliveries that were given up on their way again, each message with its newest notice.
  /// - Returns: how many messages.
  func revive() throws(Failure) -> Int {
    let now = clock.now().seconds
    return try database.transaction { () throws(Failure) in
      let revived = try database.run(
        "INSERT INTO delivery(reference, notifier, kind, notice, attempts, due, dead) "
          + "SELECT reference, notifier, CASE WHEN closed THEN 'close' ELSE 'update' END, notice, "
          + "0, ?, 0 FROM message WHERE reference IN (SELECT reference FROM delivery WHERE dead=1)",
        [.integer(now)]
      )
      try database.run("DELETE FROM delivery WHERE dead=1")
      return revived
    }
  }

  /// Deliveries that wait and those given up, by notifier.
  func counts() throws(Failure) -> (waiting: [String: Int], dead: [String: Int]) {
    var waiting: [String: Int] = [:]
    var dead: [String: Int] = [:]
    try database.query("SELECT notifier, dead, count(*) FROM delivery GROUP BY 1, 2") { row in
      if row.integer(1) == 0 {
        waiting[row.text(0)] = Int(row.integer(2))
      } else {
        dead[row.text(0)] = Int(row.integer(2))
      }
    }
    return (waiting, dead)
  }

  /// A message by its reference; nil where there is none.
  func message(_ reference: String) throws(Failure) -> MessageRecord? {
    var found: (notifier: String, handle: String?, notice: [UInt8], isClosed: Bool)?
    try database.query(
      "SELECT notifier, handle, notice, closed FROM message WHERE reference=?",
      [.text(reference)]
    ) { row in
      found = (
        row.text(0), row.isNull(1) ? nil : row.text(1), row.blob(2), row.integer(3) != 0
      )
    }
    guard let found else { return nil }
    return MessageRecord(
      reference: reference,
      notifier: found.notifier,
      handle: found.handle.map { MessageHandle($0) },
      notice: try Self.notice(found.notice, database.path),
      isClosed: found.isClosed
    )
  }

  /// Remembers a request that Slack signed.
  /// - Returns: false where it is remembered already.
  func remember(_ timestamp: String, _ signature: String) throws(Failure) -> Bool {
    let name = Digest256(hashing: Array("\(timestamp):\(signature)".utf8))
    let until = clock.now().advanced(by: SlackSignature.memorySeconds).seconds
    return try database.run(
      "INSERT OR IGNORE INTO seen VALUES(?, ?)",
      [.blob(name.bytes), .integer(until)]
    ) == 1
  }

  /// Notes that a person is about to be asked.
  /// - Returns: the opaque name of the question.
  func ask(
    _ person: SlackPerson,
    _ verdict: ChannelDecision.Verdict,
    from message: MessageRecord
  ) throws(Failure) -> String {
    let reference = RandomToken.make()
    let until = clock.now().advanced(by: Self.questionSecondsMax).seconds
    try database.run(
      "INSERT INTO question VALUES(?, ?, ?, ?, ?, ?, NULL, 0, ?)",
      [
        .text(reference), .text(message.reference), .text(person.team), .text(person.user),
        .text(verdict.rawValue), .text(message.notice.reviewDigest.hex), .integer(until),
      ]
    )
    return reference
  }

  /// Notes in which window a question was asked.
  func note(view: String, of question: String) throws(Failure) {
    try database.run(
      "UPDATE question SET view=? WHERE reference=?",
      [.text(view), .text(question)]
    )
  }

  /// Takes a question for its answer, once: nobody else gets it until it is given back.
  /// - Returns: nil where there is none, where it is over or where it was taken.
  func take(question: String) throws(Failure) -> QuestionRecord? {
    let isTaken = try database.run(
      "UPDATE question SET taken=1 WHERE reference=? AND taken=0 AND until>?",
      [.text(question), .integer(clock.now().seconds)]
    )
    guard isTaken == 1 else { return nil }
    var record: QuestionRecord?
    try database.query(
      "SELECT message, team, person, verdict, review, view FROM question WHERE reference=?",
      [.text(question)]
    ) { row in
      guard let verdict = ChannelDecision.Verdict(rawValue: row.text(3)),
        let review = Digest256(hex: row.text(4))
      else { return }
      record = QuestionRecord(
        message: row.text(0),
        person: SlackPerson(team: row.text(1), user: row.text(2)),
        verdict: verdict,
        reviewDigest: review,
        view: row.isNull(5) ? nil : row.text(5)
      )
    }
    return record
  }

  /// Gives a question back whose answer decided nothing.
  func giveBack(question: String) throws(Failure) {
    try database.run("UPDATE question SET taken=0 WHERE reference=?", [.text(question)])
  }

  /// Forgets what is over: signatures, questions, closed messages, deliveries given up long ago.
  func forget() throws(Failure) {
    let now = clock.now()
    let old = Value.integer(now.advanced(by: -Self.keepSeconds).seconds)
    try database.transaction { () throws(Failure) in
      try database.run("DELETE FROM seen WHERE until<=?", [.integer(now.seconds)])
      try database.run("DELETE FROM question WHERE until<=?", [.integer(now.seconds)])
      try database.run("DELETE FROM delivery WHERE dead=1 AND due<=?", [old])
      try database.run(
        "DELETE FROM message WHERE closed=1 AND changed<=? AND NOT EXISTS(SELECT 1 FROM delivery "
          + "WHERE reference=message.reference) AND NOT EXISTS(SELECT 1 FROM question "
          + "WHERE message=message.reference)",
        [old]
      )
    }
  }

  /// Reads a notice of the database.
  private static func notice(_ bytes: [UInt8], _ path: String) throws(Failure) -> Notice {
    do throws(RecordFault) {
      return try Notice(reading: bytes)
    } catch {
      throw error.failure(.integrity, "cannot read a notice", path: path)
    }
  }
}
