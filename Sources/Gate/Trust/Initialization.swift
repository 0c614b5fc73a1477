import AuditLog
import Files
package import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Makes a gate: keys, first trust version, log.
package struct GateSetup: Sendable {
  /// The folder that holds `config/`, `state/`, `checkpoints/`, `keys/`, `released/`.
  package var folder: String
  /// Whether one user plays all parts.
  package var isSingleUser: Bool
  /// Where the root key goes; nil: `keys/root.pem`.
  package var rootKey: String?
  /// The time now.
  package var now: Timestamp

  /// Days for which the first trust version holds.
  package static let trustDays: Int64 = 365
  /// Seconds for which a token may be valid at most, in the first version.
  package static let tokenLifetimeSecondsMax: Int64 = 7 * 86_400

  /// Creates a setup.
  package init(folder: String, isSingleUser: Bool, rootKey: String?, now: Timestamp) {
    self.folder = folder
    self.isSingleUser = isSingleUser
    self.rootKey = rootKey
    self.now = now
  }

  /// Where everything goes.
  package var places: GatePlaces {
    GatePlaces(
      state: "\(folder)/state",
      trust: "\(folder)/config/trust.json",
      gateKey: "\(folder)/state/gate.pem",
      checkpoints: "\(folder)/checkpoints"
    )
  }

  /// The root key's file.
  package var rootKeyPath: String { rootKey ?? "\(folder)/keys/root.pem" }

  /// Makes everything; refuses where a gate is already.
  ///
  /// `configuration`: the text of phigate.yml. Returns: the first trust version.
  package func run(configuration: String) throws(Failure) -> VerifiedTrust {
    let places = places
    for path in [places.trust, places.log, places.gateKey] where SystemFiles.exists(path) {
      throw Failure(.usage, "there is a gate already, nothing was changed", path: path)
    }
    try SystemFiles.makeFolders(folder, mode: 0o755)
    for (name, mode) in [
      ("config", 0o755), ("state", 0o700), ("checkpoints", 0o755), ("keys", 0o700),
      ("released", 0o755),
    ] as [(String, UInt32)] {
      try SystemFiles.makeFolders("\(folder)/\(name)", mode: mode)
      try SystemFiles.checkOwned("\(folder)/\(name)")
    }
    let gateKey = try SigningKey.generate()
    let rootKey = try SigningKey.generate()
    try rootKey.write(path: rootKeyPath)
    try gateKey.write(path: places.gateKey)
    let document = try firstTrust(gate: gateKey.verifyingKey, root: rootKey.verifyingKey)
    let envelope =
      try DSSE.sign(
        payloadType: TrustDocument.payloadType,
        payload: document.payload,
        with: rootKey
      )
      .bytes()
    let trust = try VerifiedTrust(pinned: envelope)
    try ObjectStore(state: places.state).keep(envelope, as: trust.digest)
    try SmallFile.replace(places.trust, envelope)
    if !SystemFiles.exists("\(folder)/config/phigate.yml") {
      try SmallFile.replace("\(folder)/config/phigate.yml", Array(configuration.utf8))
    }
    _ = try AuditLog.create(
      AuditSettings(
        path: places.log,
        origin: document.origin,
        keys: [gateKey.verifyingKey],
        secondPlace: places.checkpoints,
        clock: .fixed(now)
      ),
      roots: [rootKey.verifyingKey],
      actor: AuditActor(principal: "uid:\(getuid())"),
      trust: trust.digest,
      signer: gateKey
    )
    _ = unsafe chmod(places.log, 0o600)
    return trust
  }

  /// The first trust version: whoever runs this may ask, two groups must approve.
  private func firstTrust(
    gate: VerifyingKey,
    root: VerifyingKey
  ) throws(Failure) -> TrustDocument {
    let released = SystemFiles.realPath("\(folder)/released") ?? "\(folder)/released"
    let uid = getuid()
    let document = TrustDocument(
      version: 1,
      issuedAt: now,
      expires: now.advanced(by: Self.trustDays * 86_400),
      origin: "gate-\(Randomness.bytes(8).lowercaseHex)",
      isSingleUser: isSingleUser,
      gateKey: TrustKey(keyID: gate.keyID, pem: gate.pem),
      rootThreshold: 1,
      roots: [.init(key: TrustKey(keyID: root.keyID, pem: root.pem), human: nil)],
      humans: [
        .init(id: "user-\(uid)", groups: ["requesters"], keys: [], aliases: ["unix:\(uid)"])
      ],
      serviceAccounts: [],
      approvals: [
        [
          .init(group: "privacy", min: 1, assurance: .humanKey),
          .init(group: "data-owner", min: 1, assurance: .humanKey),
        ]
      ],
      tokenLifetimeSecondsMax: Self.tokenLifetimeSecondsMax,
      destinations: [
        .init(
          id: "research",
          uri: "file:\(released)",
          accepts: [.safeHarbor],
          agreement: nil,
          determination: nil,
          evidence: .full
        )
      ],
      rulesetEpochMin: 1,
      witnesses: []
    )
    try document.validate()
    return document
  }
}
