import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Witnesses that the policy names, and what leaves a receipt beside releases")
struct WitnessGateTests {
  /// A world whose policy names a witness.
  private func world() throws -> (GateWorld, SigningKey) {
    let world = try GateWorld()
    let witness = try SigningKey.generate()
    let key = witness.verifyingKey
    try world.amend { $0.document.witnesses = [TrustKey(keyID: key.keyID, pem: key.pem)] }
    return (world, witness)
  }

  /// Cosigns the newest checkpoint of the second place.
  private func cosign(_ world: GateWorld, _ witness: SigningKey, at seconds: Int64) throws {
    let folder = try #require(world.setup.places.checkpoints)
    let size = try world.gate(seconds).log.count
    let origin = try world.gate(seconds).trust.document.origin
    let path = "\(folder)/\(origin)-\(size)"
    var note = try SignedNote.parse(try SmallFile.read("\(path).checkpoint", bytesMax: 1 << 16))
    try note.cosign(
      name: "witness.example",
      with: witness,
      at: GateWorld.start.advanced(by: seconds)
    )
    try SmallFile.replace("\(path).cosigned", note.bytes)
  }

  @Test func releasesOnlyWhatTheWitnessSawAskedFor() throws {
    let (world, witness) = try world()
    _ = try world.gate(5)
    try cosign(world, witness, at: 6)
    try world.approvedStage()
    // It saw the log before the request only.
    try world.expectRefusal(.witnessMissing, .refused) { try world.release() }
    try cosign(world, try SigningKey.generate(), at: 40)
    try world.expectRefusal(.witnessMissing, .refused) { try world.release(at: 41) }
    try cosign(world, witness, at: 42)
    #expect(try world.release(at: 43).folder != nil)
  }

  @Test func needsNoWitnessWhereThePolicyNamesNone() throws {
    let world = try GateWorld()
    try world.approvedStage()
    #expect(try world.release().folder != nil)
  }

  @Test func clockStandsNotBeforeTheWitness() throws {
    let (world, witness) = try world()
    try world.approvedStage()
    try cosign(world, witness, at: 20)
    // The witness's clock says 400 seconds; ours may lag 300.
    let folder = try #require(world.setup.places.checkpoints)
    let size = try world.gate(20).log.count
    let path = "\(folder)/\(try world.gate(20).trust.document.origin)-\(size)"
    var note = try SignedNote.parse(try SmallFile.read("\(path).checkpoint", bytesMax: 1 << 16))
    try note.cosign(
      name: "witness.example",
      with: witness,
      at: GateWorld.start.advanced(by: 400)
    )
    try SmallFile.replace("\(path).cosigned", note.bytes)
    try world.expectRefusal(.clockBehind, .refused) { try world.release(at: 99) }
    #expect(try world.release(at: 100).folder != nil)
  }

  @Test func commandsNeedTheWitnessToo() throws {
    let actions = try ActionWorld()
    let witness = try SigningKey.generate()
    let key = witness.verifyingKey
    try actions.world.amend { $0.document.witnesses = [TrustKey(keyID: key.keyID, pem: key.pem)] }
    try actions.approved()
    try actions.expectRefusal(.witnessMissing, .refused) { try actions.run() }
    try cosign(actions.world, witness, at: 40)
    #expect(try actions.run(at: 41).end?.exitCode == 0)
  }

  @Test func changeOfTrustLeavesASignedReceipt() throws {
    let world = try GateWorld()
    let gate = try world.gate(5)
    var row: AuditRow?
    try gate.log.rows { (each) throws(Failure) in
      if each.event.event == GateEvent.trust { row = each }
    }
    let bytes = try gate.store.record(try #require(row?.event.detail))
    let envelope = try Envelope.parse(bytes.span, limits: .document)
    #expect(envelope.isSigned(at: 0, by: gate.key.verifyingKey))
    let text = String(decoding: envelope.payload, as: UTF8.self)
    #expect(text.contains("\"action\":\"trust.change\""))
    #expect(text.contains("human m.okafor is added"))
    let file = try SmallFile.read(world.setup.places.trust, bytesMax: 1 << 20)
    #expect(text.contains(Digest256(hashing: file).hex))
    // The export holds it beside the version itself, and everything there has its sum.
    let view = try AuditView(world.setup.places)
    let folder = "\(world.path)/export"
    _ = try view.log.export(to: folder, signer: nil, files: try view.files())
    let line =
      "cd '\(folder)' && sha256sum --quiet -c SHA256SUMS && ls receipts | wc -l | grep -qx 1"
    #expect(GateWorld.run(["sh", "-c", line]) == 0)
    withExtendedLifetime(world) {}
  }

  @Test(
    .enabled(if: GateWorld.run(["sh", "-c", "command -v ssh-keygen"]) == 0, "needs ssh-keygen")
  )
  func revokedKeysAreRefusedBySSHKeygen() throws {
    let world = try GateWorld()
    let line =
      "cd '\(world.path)' && for n in one two; do ssh-keygen -q -t ed25519 -N '' -f $n; done"
    try #require(GateWorld.run(["sh", "-c", line]) == 0)
    for name in ["one", "two"] {
      let text = try SmallFile.read("\(world.path)/\(name).pub", bytesMax: 4096)
      let key = try SSHPublicKey(line: String(decoding: text, as: UTF8.self))
      try world.amend { draft in
        try draft.addKey(
          human: "m.okafor",
          publicKey: key,
          validAfter: GateWorld.start,
          validBefore: GateWorld.start.advanced(by: 86_400),
          assurance: .humanKey
        )
        if name == "one" { try draft.revokeKey(key.key.keyID, at: GateWorld.start) }
      }
    }
    let trust = try TrustDraft.readTrust(world.setup.places.trust)
    #expect(!trust.revokedKeys.isEmpty)
    try SmallFile.replace("\(world.path)/revoked", Array(trust.revokedKeys.utf8))
    // Both are allowed here, so that the revocation file alone decides.
    let check = """
      cd '\(world.path)' && echo text > message && for n in one two; do
        echo "m.okafor $(cat $n.pub)" >> signers
        ssh-keygen -q -Y sign -n phigate-approval -f $n message; mv message.sig $n.sig
      done
      verify() { ssh-keygen -Y verify -f signers -I m.okafor -n phigate-approval -s $1.sig "${@:2}" < message; }
      verify one && verify two && verify two -r revoked && ! verify one -r revoked
      """
    #expect(GateWorld.run(["bash", "-c", check]) == 0)
    withExtendedLifetime(world) {}
  }
}
