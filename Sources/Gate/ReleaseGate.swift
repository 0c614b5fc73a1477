package import AuditLog
package import Manifest
package import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Scans the bytes of an open file as an entry's rule set asks; handed in, so that the gate itself
/// holds no scanner.
package struct Rescan {
  /// Given an open descriptor at offset 0 and the entry that it is the copy of; returns findings of
  /// masked kinds that are left, by kind, empty where nothing is.
  package typealias Body = (_ descriptor: Int32, _ entry: ManifestEntry) throws(Failure) ->
    [IdentifierKind: Int]

  /// The scan.
  private let body: Body

  /// Creates a scan from a function.
  package init(_ body: @escaping Body) { self.body = body }

  /// Scans.
  func callAsFunction(
    _ descriptor: Int32,
    _ entry: ManifestEntry
  ) throws(Failure) -> [IdentifierKind: Int] {
    try body(descriptor, entry)
  }
}

/// The gate with its state open: log, key, trust.
///
/// Used by one thread.
package final class ReleaseGate {
  /// Where everything is.
  package let places: GatePlaces
  /// The log.
  package let log: AuditLog
  /// The gate's key.
  let key: SigningKey
  /// Records that the log names.
  package let store: ObjectStore
  /// The trust document in force.
  package private(set) var trust: VerifiedTrust
  /// What the log says.
  private(set) var index: LogIndex
  /// Where the time comes from.
  let clock: WallClock
  /// Whether a jump of the clock is accepted.
  let acceptClock: Bool

  /// Opens a gate: permissions, key, log, trust, in this order.
  ///
  /// A new trust version in the file is verified, logged and in force from here on.
  /// - Parameters:
  ///   - places: where everything is.
  ///   - clock: where the time comes from.
  ///   - acceptClock: whether a jump of the clock by more than a day is accepted.
  /// - Throws: `unsafe_permissions`, the log's codes, `trust_…`, `clock_behind`.
  package init(
    _ places: GatePlaces,
    clock: WallClock = .system,
    acceptClock: Bool = false
  ) throws(Failure) {
    for path in [places.state, places.log, places.trust, Self.parent(places.trust)] {
      try SystemFiles.checkOwned(path)
    }
    let key = try SigningKey.load(path: places.gateKey)
    let store = ObjectStore(state: places.state)
    guard let file = try SystemFiles.readFile(places.trust, bytesMax: 4 << 20) else {
      throw Failure(
        .usage,
        "there is no trust document",
        path: places.trust,
        next: "make one: phigate init"
      )
    }
    let origin = try Self.originClaim(file)
    let log = try AuditLog.open(
      AuditSettings(
        path: places.log,
        origin: origin,
        keys: [key.verifyingKey],
        secondPlace: places.checkpoints,
        clock: clock
      )
    )
    var index = LogIndex()
    try log.rows { (row) throws(Failure) in index.add(row) }
    self.places = places
    self.log = log
    self.key = key
    self.store = store
    self.clock = clock
    self.acceptClock = acceptClock
    self.index = index
    self.trust = try Self.replayTrust(index, store)
    try log.checkClock(acceptJump: acceptClock)
    try acceptTrust(file)
    guard trust.document.gateKey.keyID == key.verifyingKey.keyID else {
      throw .refusal(.gateMismatch, "the gate's key is not the one in the trust document")
    }
  }

  /// The time now, no earlier than the trust document and the log allow.
  /// - Throws: `clock_behind`, `trust_expired`.
  func now() throws(Failure) -> Timestamp {
    let now = clock.now()
    let issued = trust.document.issuedAt
    guard now.seconds >= issued.seconds - AuditLog.clockBehindSecondsMax else {
      throw .refusal(.clockBehind, "the trust document was issued at \(issued)")
    }
    try log.checkClock(acceptJump: acceptClock)
    guard now < trust.document.expires else {
      throw .refusal(
        .trustExpired,
        "\(trust.document.expires)",
        path: places.trust,
        next: "sign a new version: phigate trust draft, phigate trust sign"
      )
    }
    return now
  }

  /// Reads the log again: other processes may have written.
  func refresh() throws(Failure) {
    var fresh = LogIndex()
    try log.rows { (row) throws(Failure) in fresh.add(row) }
    index = fresh
  }

  /// Who runs this process, as rows name them.
  func actor() -> AuditActor {
    let alias = "unix:\(getuid())"
    let known = trust.document.principal(alias: alias)
    return AuditActor(
      principal: known?.id ?? "uid:\(getuid())",
      human: known?.humans.first,
      channel: "cli"
    )
  }

  /// Verifies the chain of trust versions that the log names, from the pinned first on.
  private static func replayTrust(
    _ index: LogIndex,
    _ store: ObjectStore
  ) throws(Failure) -> VerifiedTrust {
    guard let first = index.trust.first else {
      throw .refusal(.logIncomplete, "row 0 names no trust document")
    }
    var trust = try VerifiedTrust(pinned: try store.rawRecord(first))
    guard trust.digest == first else { throw .refusal(.logIncomplete, "the first trust document") }
    var keys: [VerifyingKey] = []
    for root in trust.document.roots {
      if let key = try? root.key.verifyingKey() { keys.append(key) }
    }
    guard AuditLog.rootsDigest(keys) == index.roots else {
      throw .refusal(.trustSignatures, "the first roots are not those of row 0")
    }
    for digest in index.trust.dropFirst() {
      let next = try VerifiedTrust(envelope: try store.rawRecord(digest), following: trust)
      guard next.digest == digest else { throw .refusal(.logIncomplete, "a trust document") }
      trust = next
    }
    return trust
  }

  /// Takes the trust file in: the version in force, or one that follows it.
  private func acceptTrust(_ file: [UInt8]) throws(Failure) {
    let envelope: Envelope
    do throws(RecordFault) {
      envelope = try Envelope.parse(file.span, limits: .document)
    } catch {
      throw .refusal(.trustInvalid, error.description, path: places.trust)
    }
    guard Digest256(hashing: envelope.payload) != trust.digest else { return }
    let next = try VerifiedTrust(envelope: file, following: trust)
    try store.keep(file, as: next.digest)
    try log.append(
      AuditEvent(
        GateEvent.trust,
        actor: actor(),
        subject: AuditSubject(
          kind: "trust",
          id: "version-\(next.document.version)",
          sha256: next.digest
        ),
        policy: next.digest,
        trustVersion: next.document.version
      ),
      signer: key,
      acceptClock: acceptClock
    )
    trust = next
    try refresh()
  }

  /// The origin that a trust file claims; what it is worth is verified against the log later.
  package static func originClaim(_ file: [UInt8]) throws(Failure) -> String {
    do throws(RecordFault) {
      let envelope = try Envelope.parse(file.span, limits: .document)
      let value = try StrictJSON.parse(envelope.payload.span, limits: .document)
      guard case .object(let object) = value, case .string(let origin)? = object["origin"] else {
        throw RecordFault(.missingField, field: "origin")
      }
      return origin
    } catch {
      throw .refusal(.trustInvalid, error.description)
    }
  }

  /// The folder of a path.
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
