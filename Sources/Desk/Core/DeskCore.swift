import AuditLog
import Database
import Files
import Gate
package import Logging
package import NIOCore
import NIOPosix
package import Records
package import Vocabulary

/// The desk's state, and everything that changes it: one writer, on a thread of its own.
///
/// What happened is a row of the desk's log; what the row is about is written in the same
/// transaction, so that neither can be without the other.
package actor DeskCore {
  /// What the configuration says.
  let settings: DeskSettings
  /// Where the time comes from.
  let clock: WallClock
  /// The log.
  let log: AuditLog
  /// Manifests and trust versions, by their digests.
  let store: ObjectStore
  /// Signs what people clicked.
  let channelKey: SigningKey
  /// Signs checkpoints.
  let logKey: SigningKey
  /// The trust version in force.
  var trust: VerifiedTrust
  /// Tells followers.
  nonisolated let hub: EventHub
  /// Counts, for `/metrics`.
  nonisolated let metrics: DeskMetrics
  /// The desk's own log lines.
  let logger: Logger
  /// What `evaluate` computed last.
  var lastEvaluation: Evaluation?
  /// Told about every change of a request, after it was written.
  var onChange: (@Sendable (String) async -> Void)?

  /// The thread.
  private nonisolated let loop: any EventLoop
  /// Runs everything on that thread, since a database belongs to one.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe loop.executor.asUnownedSerialExecutor()
  }

  /// The database, which the log shares.
  var database: Connection { log.database }
  /// Accounts in it.
  var accounts: AccountTable { AccountTable(database: database) }

  /// Opens the state that `init` made.
  ///
  /// `loop`: a thread that nothing else blocks.
  /// - Throws: exit 2 without a state, exit 5 where log and checkpoints do not match, `trust_…`.
  package init(
    _ settings: DeskSettings,
    clock: WallClock = .system,
    loop: any EventLoop,
    metrics: DeskMetrics,
    logger: Logger
  ) throws(Failure) {
    for path in [settings.state, settings.trust] { try SystemFiles.checkOwned(path) }
    let logKey = try SigningKey.load(path: settings.logKey)
    channelKey = try SigningKey.load(path: settings.channelKey)
    let store = ObjectStore(state: settings.state)
    guard SystemFiles.exists(settings.database) else {
      throw Failure(
        .usage,
        "there is no desk here",
        path: settings.database,
        next: "make one: phigate-desk init"
      )
    }
    log = try AuditLog.open(Self.auditSettings(settings, logKey, clock))
    trust = try TrustChain(log, store, wantsRequests: false).current
    self.settings = settings
    self.clock = clock
    self.logKey = logKey
    self.store = store
    self.loop = loop
    self.metrics = metrics
    self.logger = logger
    hub = EventHub(followersMax: settings.limits.followersMax)
  }

  /// Opens the state beside a desk that may be running, for one change.
  package static func beside(
    _ settings: DeskSettings,
    clock: WallClock = .system,
    logger: Logger
  ) throws(Failure) -> DeskCore {
    try DeskCore(
      settings,
      clock: clock,
      loop: MultiThreadedEventLoopGroup.singleton.next(),
      metrics: DeskMetrics(),
      logger: logger
    )
  }

  /// Where the desk's log is and who signs for it.
  static func auditSettings(
    _ settings: DeskSettings,
    _ key: SigningKey,
    _ clock: WallClock
  ) -> AuditSettings {
    AuditSettings(
      path: settings.database,
      origin: origin(of: key),
      keys: [key.verifyingKey],
      secondPlace: settings.checkpoints,
      clock: clock
    )
  }

  /// The name of a desk's log: unique, since its key is.
  static func origin(of key: SigningKey) -> String {
    "desk-\(key.verifyingKey.keyID.prefix(16))"
  }

  /// Who is told about changes; the channels.
  package func notify(_ body: @escaping @Sendable (String) async -> Void) { onChange = body }

  /// The channel key's id, for the trust document.
  package nonisolated var channelKeyID: String { channelKey.verifyingKey.keyID }

  /// Writes rows and what they are about in one transaction, then tells followers.
  ///
  /// `write` is given the number of the row. A desk that stood still for days goes on: the jump of
  /// its clock is a row of its own.
  func commit(
    _ event: AuditEvent,
    _ write: @escaping (Int64) throws(Failure) -> [DeskEvent]
  ) throws(Failure) {
    var event = event
    event.policy = event.policy ?? trust.digest
    event.trustVersion = trust.document.version
    let written = event
    var events: [DeskEvent] = []
    let log = log
    do throws(Failure) {
      try log.checkClock()
    } catch  where error.reasons == [AuditReason.clockAhead.rawValue] {
      let actor = AuditActor(principal: "desk", channel: "desk")
      try log.append(AuditEvent(DeskEventName.resumed, actor: actor), acceptClock: true)
    }
    do throws(Failure) {
      try log.append(written, signer: logKey) { () throws(Failure) in
        events = try write(log.count)
      }
    } catch {
      // It may have been computed from what was undone.
      lastEvaluation = nil
      throw error
    }
    hub.publish(events)
    metrics.count(row: event.event)
    guard let onChange else { return }
    for request in Set(events.map(\.request)) { Task { await onChange(request) } }
  }

  /// Logs that something was refused; nothing else is changed.
  func note(
    refusal: Failure,
    _ actor: AuditActor,
    request: String?,
    subject: AuditSubject? = nil
  ) {
    let event = AuditEvent(
      DeskEventName.refused,
      actor: actor,
      subject: subject,
      requestID: request,
      reasonCodes: Array(refusal.reasons.prefix(1))
    )
    do throws(Failure) {
      try commit(event) { (_) throws(Failure) in [] }
    } catch {
      logger.error("cannot log a refusal", metadata: ["reason": "\(error.reasons.first ?? "")"])
    }
  }

  /// What has to be done from time to time: a new trust version, requests whose time is over.
  package func tick() throws(Failure) {
    try takeTrust()
    let now = clock.now()
    var due: [String] = []
    try database.query(
      "SELECT id FROM request WHERE due<=? ORDER BY due LIMIT \(Self.dueMax)",
      [.integer(now.seconds)]
    ) { (row) throws(Failure) in due.append(row.text(0)) }
    for id in due { try reconsider(id, DeskEventName.lapsed) }
  }

  /// Requests that one tick looks at.
  private static let dueMax = 256

  /// Takes a new trust version in, once the roots' signatures hold; open requests are asked anew.
  private func takeTrust() throws(Failure) {
    guard let file = try SmallFile.readIfThere(settings.trust, bytesMax: Self.trustBytesMax) else {
      throw Failure(.usage, "there is no trust document", path: settings.trust)
    }
    guard file != trust.envelope else { return }
    let next = try VerifiedTrust(envelope: file, following: trust)
    try store.keep(file, as: next.digest)
    let event = AuditEvent(
      GateEvent.trust,
      actor: AuditActor(principal: "desk", channel: "desk"),
      subject: AuditSubject(
        kind: "trust",
        id: "version-\(next.document.version)",
        sha256: next.digest
      )
    )
    let before = trust
    trust = next
    do throws(Failure) {
      try commit(event) { (_) throws(Failure) in
        // Looked at with the next ticks.
        try self.database.run("UPDATE request SET due=0 WHERE state IN ('open', 'approved')")
        return []
      }
    } catch {
      // What is not in the log is not in force.
      trust = before
      throw error
    }
    logger.notice("trust version taken in", metadata: ["version": "\(next.document.version)"])
  }

  /// Refuses to take anything in under a trust document that has expired, as the gate would.
  /// - Throws: `trust_expired`.
  func checkTrust() throws(Failure) {
    guard clock.now() < trust.document.expires else {
      throw .refusal(.trustExpired, "\(trust.document.expires)")
    }
  }

  /// Bytes of a trust document.
  static let trustBytesMax = 4 << 20

  /// The time, for others on this thread.
  func now() -> Timestamp { clock.now() }
}

/// Events of the desk's log beside those that the gate has, too.
enum DeskEventName {
  /// A request was submitted; the subject's digest is request.json's, the detail the manifest's.
  static let submitted = "request.submit"
  /// A request's state changed because time passed or the policy changed.
  static let lapsed = "request.lapse"
  /// The desk goes on after more than a day without a row.
  static let resumed = "desk.resume"
  /// Something was refused; the codes say why.
  static let refused = "refused"
  /// The gate's receipt arrived; the subject's digest is the envelope's.
  static let receipt = "receipt"
  /// Somebody signed in.
  static let signedIn = "sign-in"
  /// A program's token was made.
  static let bearerMade = "bearer.create"
  /// A program's token was revoked.
  static let bearerRevoked = "bearer.revoke"
}
