import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Rotation of the gate's key")
struct RotationTests {
  /// Signs a trust version that names a new gate key, and puts the key in its place.
  private func rotate(_ world: GateWorld, installs: Bool = true) throws -> SigningKey {
    let next = try SigningKey.generate()
    try world.amend { draft in
      draft.document.gateKey = try TrustKey(pem: next.verifyingKey.pem)
    }
    if installs {
      try #require(GateWorld.run(["mv", world.setup.places.gateKey, "\(world.path)/old.pem"]) == 0)
      try next.write(path: world.setup.places.gateKey)
    }
    return next
  }

  @Test func logHoldsAcrossRotations() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    let first = try SigningKey.load(path: world.setup.places.gateKey)
    let second = try rotate(world)
    #expect(
      try world.gate(50).log.settings.keys.map(\.key) == [second.verifyingKey, first.verifyingKey]
    )
    let third = try rotate(world)
    try world.makeStage([("c.txt", "no one\n")])
    try world.request(at: 60)
    try world.put(world.decision("m.okafor", at: 61))
    try world.put(world.decision("s.lind", at: 61))
    #expect(try world.release(at: 62).folder != nil)
    let report = try world.gate(63).log.verify()
    #expect(report.checkpoints > 6)
    // Without the gate's private key, too: the keys come from the trust versions that the log names.
    let view = try AuditView(world.setup.places)
    #expect(view.log.settings.keys.map(\.key) == [third, second, first].map(\.verifyingKey))
    #expect(try view.log.verify().rows == report.rows)
  }

  @Test func exportNamesFormerKeys() throws {
    let world = try GateWorld()
    _ = try rotate(world)
    _ = try world.gate(5)
    let view = try AuditView(world.setup.places)
    let folder = "\(world.path)/export"
    _ = try view.log.export(to: folder, signer: nil, files: try view.files())
    for name in ["gate-key.pem", "gate-key-former-1.pem", "trust/3.json"] {
      #expect(SystemFiles.exists("\(folder)/\(name)"), "\(name)")
    }
    let check = "cd '\(folder)' && sha256sum --quiet -c SHA256SUMS && python3 verify_log.py"
    #expect(GateWorld.run(["sh", "-c", check]) == 0)
  }

  @Test func refusesTheOldKeyUnderNewTrust() throws {
    let world = try GateWorld()
    _ = try world.gate()
    let rows = try world.gate().log.count
    _ = try rotate(world, installs: false)
    try world.expectRefusal(.gateMismatch, .refused) { _ = try world.gate(5) }
    #expect(try AuditLogProbe(world).rows == rows)
  }

  @Test func refusesAKeyThatNoTrustNames() throws {
    let world = try GateWorld()
    try #require(GateWorld.run(["rm", world.setup.places.gateKey]) == 0)
    try SigningKey.generate().write(path: world.setup.places.gateKey)
    try world.expectRefusal(.gateMismatch, .refused) { _ = try world.gate(5) }
  }

  @Test func refusesWhatAFormerKeySignsAfterItsRotation() throws {
    let world = try GateWorld()
    let old = try SigningKey.load(path: world.setup.places.gateKey)
    _ = try rotate(world)
    let gate = try world.gate(5)
    try world.makeStage()
    try world.request(at: 10)
    // Whoever stole the former key signs the log as it stands, into the second place.
    let checkpoint = Checkpoint(
      origin: gate.trust.document.origin,
      size: try world.gate(11).log.count,
      root: try world.gate(11).log.verify().root
    )
    let folder = try #require(world.setup.places.checkpoints)
    let path = "\(folder)/\(checkpoint.origin)-\(checkpoint.size).checkpoint"
    let good = try SmallFile.read(path, bytesMax: 4096)
    try SmallFile.replace(path, try checkpoint.signed(with: old).bytes)
    let failure = #expect(throws: Failure.self) { _ = try world.gate(12) }
    #expect(failure?.reasons == ["log_checkpoint_invalid"])
    try SmallFile.replace(path, good)
    #expect(try world.gate(12).log.verify().rows == checkpoint.size)
  }
}

/// The rows of a world's log, counted without opening its gate.
private struct AuditLogProbe {
  /// How many there are.
  let rows: Int64

  /// Counts them.
  init(_ world: GateWorld) throws {
    let key = try SigningKey.load(path: world.setup.places.gateKey)
    let trust = try TrustDraft.readTrust(world.setup.places.trust)
    let settings = AuditSettings(
      path: world.setup.places.log,
      origin: trust.document.origin,
      keys: [key.verifyingKey]
    )
    rows = try AuditLog.open(settings, readOnly: true).count
  }
}
