import AuditLog
import Database
import Files
import Gate
package import Records
package import Vocabulary

/// The trust version that a desk begins with.
package struct PinnedTrust: Sendable, Hashable {
  /// Its version.
  package let version: Int64
  /// SHA-256 of its payload: the policy digest of every token.
  package let digest: Digest256
}

/// Makes a desk: its keys, its log, its tables.
package struct DeskSetup: Sendable {
  /// Where everything goes.
  package var settings: DeskSettings
  /// Where the time comes from.
  package var clock: WallClock

  /// Creates a setup.
  package init(_ settings: DeskSettings, clock: WallClock = .system) {
    self.settings = settings
    self.clock = clock
  }

  /// Makes everything; refuses where a desk is already.
  ///
  /// The trust document that is there now is the first, and row 0 of the log pins its roots: whoever
  /// runs this compares its digest with the gate's.
  /// - Returns: the trust version that was pinned.
  package func run() throws(Failure) -> PinnedTrust {
    for path in [settings.database, settings.channelKey, settings.logKey]
    where SystemFiles.exists(path) {
      throw Failure(.usage, "there is a desk already, nothing was changed", path: path)
    }
    guard let file = try SmallFile.readIfThere(settings.trust, bytesMax: DeskCore.trustBytesMax)
    else {
      throw Failure(
        .usage,
        "there is no trust document",
        path: settings.trust,
        next: "copy the gate's trust.json there"
      )
    }
    let trust = try VerifiedTrust(pinned: file)
    try SystemFiles.makeFolders(settings.state, mode: 0o700)
    try SystemFiles.checkOwned(settings.state)
    if let place = settings.checkpoints { try SystemFiles.makeFolders(place, mode: 0o755) }
    let channelKey = try SigningKey.generate()
    let logKey = try SigningKey.generate()
    try channelKey.write(path: settings.channelKey)
    try logKey.write(path: settings.logKey)
    try SmallFile.replace(
      "\(settings.state)/channel.pub",
      Array(channelKey.verifyingKey.pem.utf8)
    )
    try SmallFile.replace("\(settings.state)/log.pub", Array(logKey.verifyingKey.pem.utf8))
    try ObjectStore(state: settings.state).keep(file, as: trust.digest)
    var roots: [VerifyingKey] = []
    for root in trust.document.roots {
      do throws(RecordFault) {
        roots.append(try root.key.verifyingKey())
      } catch {
        throw error.failure(.integrity, "cannot read a root key", path: settings.trust)
      }
    }
    let log = try AuditLog.create(
      DeskCore.auditSettings(settings, logKey, clock),
      roots: roots,
      actor: AuditActor(principal: "desk", channel: "desk"),
      trust: trust.digest,
      signer: logKey
    )
    try log.database.execute(DeskSchema.tables)
    return PinnedTrust(version: trust.document.version, digest: trust.digest)
  }
}
