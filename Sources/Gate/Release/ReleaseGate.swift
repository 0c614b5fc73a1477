package import AuditLog
import Files
package import Manifest
package import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Scans the bytes of an open file as its manifest's rule set asks; handed in, so that the gate
/// itself holds no scanner.
package struct Rescan {
  /// Given an open descriptor at offset 0 and the entry that it is the copy of; returns findings of
  /// masked kinds that are left, by kind, empty where nothing is.
  package typealias Body = (_ descriptor: Int32, _ entry: ManifestEntry) throws(Failure) ->
    [IdentifierKind: Int]
  /// Given the header and the digest of the manifest whose files are to be scanned.
  package typealias Maker = (_ header: ManifestHeader, _ manifest: Digest256) throws(Failure) ->
    Body

  /// Makes the scan for a manifest.
  private let maker: Maker

  /// Creates a scan that is made for a manifest once the gate has verified its digest.
  ///
  /// Profile, year and rule set decide what a scan finds; read by anybody else at another moment,
  /// they could be those of another manifest.
  package init(preparing maker: @escaping Maker) { self.maker = maker }

  /// Creates a scan that is the same for every manifest.
  package init(_ body: @escaping Body) {
    self.init { (_, _) throws(Failure) in body }
  }

  /// The scan for a manifest.
  func prepared(
    _ header: ManifestHeader,
    _ manifest: Digest256
  ) throws(Failure) -> Body {
    try maker(header, manifest)
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
  /// The descriptor to which bundles for `-` are written.
  package var output: Int32 = 1

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
    for path in [places.state, places.log, places.trust, SmallFile.parent(of: places.trust)] {
      try SystemFiles.checkOwned(path)
    }
    let key = try SigningKey.load(path: places.gateKey)
    let store = ObjectStore(state: places.state)
    guard let file = try SmallFile.readIfThere(places.trust, bytesMax: 4 << 20) else {
      throw Failure(
        .usage,
        "there is no trust document",
        path: places.trust,
        next: "make one: phigate init"
      )
    }
    let origin = try Self.originClaim(file)
    var chain: TrustChain?
    let log = try AuditLog.open(
      AuditSettings(
        path: places.log,
        origin: origin,
        keys: [key.verifyingKey],
        secondPlace: places.checkpoints,
        clock: clock
      )
    ) { (log) throws(Failure) in
      let read = try TrustChain(log, store)
      chain = read
      log.witnesses = read.witnesses
      return try read.keys()
    }
    guard let chain else { throw Failure(.internalError, "the log was not read") }
    self.places = places
    self.log = log
    self.key = key
    self.store = store
    self.clock = clock
    self.acceptClock = acceptClock
    self.index = chain.index
    self.trust = chain.current
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
    if let cosigned = log.cosigned,
      now.seconds < cosigned.time.seconds - AuditLog.clockBehindSecondsMax
    {
      throw .refusal(.clockBehind, "a witness cosigned at \(cosigned.time)")
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

  /// Refuses to let anything leave for a request that no witness of the policy has seen in the log.
  ///
  /// Whoever holds the gate's key could otherwise show the approvers one log and the world another.
  /// - Throws: `witness_missing`.
  func checkWitnessed(_ requestID: String) throws(Failure) {
    guard !trust.document.witnesses.isEmpty else { return }
    let seq = index.requests[requestID]?.seq ?? .max
    let size = log.cosigned?.size ?? 0
    guard size > seq else {
      throw .refusal(
        .witnessMissing,
        "it saw \(size) rows, the request is row \(seq)",
        next: "let the witness cosign the newest checkpoint: phigate audit cosign"
      )
    }
  }

  /// Reads what was appended to the log since it was read: other processes may have written.
  func refresh() throws(Failure) {
    index = try freshIndex()
  }

  /// The index with what was appended since.
  func freshIndex() throws(Failure) -> LogIndex {
    var fresh = index
    try log.rows(from: fresh.rows) { (row) throws(Failure) in fresh.add(row) }
    return fresh
  }

  /// Appends a row with a checkpoint, unless the log holds something by then that forbids it.
  ///
  /// `check` is given what the log says at that moment. Throws: `policy_mismatch` where another
  /// process took a new trust version in: this one may hold a key that was rotated away.
  func append(
    _ event: AuditEvent,
    check: ((LogIndex) throws(Failure) -> Void)? = nil
  ) throws(Failure) {
    try log.append(event, signer: key, acceptClock: acceptClock) { () throws(Failure) in
      let fresh = try self.freshIndex()
      try self.checkTrust(fresh)
      try check?(fresh)
    }
    try refresh()
  }

  /// Refuses to go on under a trust version that is not the newest of the log.
  func checkTrust(_ index: LogIndex) throws(Failure) {
    guard index.trust.last == trust.digest else {
      throw .refusal(
        .policyMismatch,
        "another process took a new version in meanwhile",
        next: "run it again"
      )
    }
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
    guard next.document.gateKey.keyID == key.verifyingKey.keyID else {
      throw .refusal(.gateMismatch, "the new trust version names another key for this gate")
    }
    try store.keep(file, as: next.digest)
    let receipt = TrustReceipt(trust: next, previous: trust, time: clock.now())
    let detail = try store.keep(try receipt.sign(with: key))
    log.rotate(to: key.verifyingKey)
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
        trustVersion: next.document.version,
        detail: detail
      ),
      signer: key,
      acceptClock: acceptClock
    ) { () throws(Failure) in try self.checkTrust(try self.freshIndex()) }
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
}
