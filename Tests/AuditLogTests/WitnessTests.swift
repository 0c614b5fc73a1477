import AuditLog
import Records
import Testing
import Vocabulary

@Suite struct WitnessTests {
  private let name = "witness.example/1"

  /// Cosigns a checkpoint of the second place as a witness would.
  private func cosign(
    _ fixture: AuditFixture,
    size: Int,
    by witness: SigningKey,
    at seconds: Int64 = 60
  ) throws {
    let stem = "elsewhere/\(AuditFixture.origin.replacing("/", with: "_"))-\(size)"
    var note = try SignedNote.parse(try fixture.folder.read("\(stem).checkpoint"))
    try note.cosign(name: name, with: witness, at: AuditFixture.start.advanced(by: seconds))
    try fixture.folder.write("\(stem).cosigned", note.bytes)
  }

  /// Opens the log with witnesses and verifies it.
  private func verify(
    _ fixture: AuditFixture,
    _ witnesses: [VerifyingKey]
  ) throws(Failure) -> AuditReport {
    let log = try AuditLog.open(fixture.settings(), readOnly: true) { (log) throws(Failure) in
      log.witnesses = witnesses
      return [AuditKey(fixture.key.verifyingKey)]
    }
    return try log.verify()
  }

  @Test func newestCosignedCheckpointIsKnown() throws {
    let fixture = try AuditFixture()
    let witness = try SigningKey.generate()
    try fixture.createFilled()
    #expect(try verify(fixture, [witness.verifyingKey]).cosigned == nil)
    try cosign(fixture, size: 4, by: witness)
    try cosign(fixture, size: 7, by: witness, at: 90)
    let report = try verify(fixture, [witness.verifyingKey])
    #expect(report.cosigned?.size == 7)
    #expect(report.cosigned?.time == AuditFixture.start.advanced(by: 90))
    #expect(report.attestation.hasPrefix("checkpoint of 7 rows cosigned by a witness"))
    // Another witness's does not count, nor any where the policy names none.
    #expect(try verify(fixture, [try SigningKey.generate().verifyingKey]).cosigned == nil)
    #expect(try verify(fixture, []).cosigned == nil)
  }

  @Test func whatAWitnessSawOutlivesTheOwnCheckpoints() throws {
    let fixture = try AuditFixture()
    let witness = try SigningKey.generate()
    try fixture.createFilled()
    try cosign(fixture, size: 12, by: witness)
    // The gate's owner restores a backup and takes its own checkpoints back, but not the witness's.
    try fixture.tamper("DELETE FROM log WHERE seq>=7; DELETE FROM checkpoint WHERE size>7")
    #expect(
      fixture.folder.run(["sh", "-c", "rm '\(fixture.folder.path)'/elsewhere/*.checkpoint"]).status
        == 0
    )
    let failure = #expect(throws: Failure.self) { try self.verify(fixture, [witness.verifyingKey]) }
    #expect(failure?.reasons == ["log_rolled_back"])
    // Without the witness it passes as it is: that is what a witness is for.
    #expect(throws: Never.self) { try self.verify(fixture, []) }
  }

  @Test func anotherHistoryIsAFork() throws {
    let fixture = try AuditFixture()
    let witness = try SigningKey.generate()
    try fixture.createFilled()
    let stem = "elsewhere/\(AuditFixture.origin.replacing("/", with: "_"))-7"
    var other = try Checkpoint(origin: AuditFixture.origin, size: 7, root: Merkle.leaf([9]))
      .signed(with: fixture.key)
    try other.cosign(name: name, with: witness, at: AuditFixture.start)
    try fixture.folder.write("\(stem).cosigned", other.bytes)
    let failure = #expect(throws: Failure.self) { try self.verify(fixture, [witness.verifyingKey]) }
    #expect(failure?.reasons == ["log_forked"])
    // A checkpoint that the gate did not sign is none, whoever cosigned it.
    var foreign = try Checkpoint(origin: AuditFixture.origin, size: 7, root: Merkle.leaf([9]))
      .signed(with: try SigningKey.generate())
    try foreign.cosign(name: name, with: witness, at: AuditFixture.start)
    try fixture.folder.write("\(stem).cosigned", foreign.bytes)
    let bad = #expect(throws: Failure.self) { try self.verify(fixture, [witness.verifyingKey]) }
    #expect(bad?.reasons == ["log_checkpoint_invalid"])
  }

  @Test func consistencyProofsHoldForTheirSizesOnly() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    let log = try AuditLog.open(fixture.settings(), readOnly: true)
    func checkpoint(_ size: Int) throws -> Checkpoint {
      let stem = "elsewhere/\(AuditFixture.origin.replacing("/", with: "_"))-\(size)"
      let note = try SignedNote.parse(try fixture.folder.read("\(stem).checkpoint"))
      return try Checkpoint.verified(
        note,
        origin: AuditFixture.origin,
        key: fixture.key.verifyingKey
      )
    }
    for (old, new) in [(1, 4), (4, 7), (7, 12), (1, 12), (4, 4)] {
      let proof = try log.consistencyProof(from: Int64(old), to: Int64(new))
      let read = try ConsistencyProof(proof.text)
      #expect(read == proof)
      #expect(try read.holds(from: checkpoint(old), to: checkpoint(new)))
      #expect(try !read.holds(from: checkpoint(old), to: checkpoint(10)))
      var other = try checkpoint(new)
      other.root = Merkle.leaf([9])
      #expect(try !read.holds(from: checkpoint(old), to: other))
    }
    for text in [
      "", "x\n1\n2\n", "phigate-consistency/v1\n2\n1\n", "phigate-consistency/v1\n1\n2\nAA\n",
      "phigate-consistency/v1\n01\n2\n",
    ] {
      #expect(throws: RecordFault.self) { try ConsistencyProof(text) }
    }
    let beyond = #expect(throws: Failure.self) { try log.consistencyProof(from: 1, to: 13) }
    #expect(beyond?.code == .usage)
  }
}

@Suite(
  "Oracle: Go's sumdb packages over an export",
  .enabled(if: Sumdb.isThere, "needs golang-golang-x-mod-dev: run scripts/test")
)
struct SumdbTests {
  /// An export with a cosigned checkpoint, and the witness's key as Go takes it.
  private func export(_ fixture: AuditFixture) throws -> (folder: String, witness: String) {
    let witness = try SigningKey.generate()
    try fixture.createFilled()
    let stem = "elsewhere/\(AuditFixture.origin.replacing("/", with: "_"))-7"
    var note = try SignedNote.parse(try fixture.folder.read("\(stem).checkpoint"))
    try note.cosign(name: "witness.example/1", with: witness, at: AuditFixture.start)
    try fixture.folder.write("\(stem).cosigned", note.bytes)
    let log = try AuditLog.open(fixture.settings()) { (log) throws(Failure) in
      log.witnesses = [witness.verifyingKey]
      return [AuditKey(fixture.key.verifyingKey)]
    }
    let folder = "\(fixture.folder.path)/export"
    _ = try log.export(to: folder, signer: fixture.key)
    return (
      folder,
      Cosignature.verifierKey(name: "witness.example/1", key: witness.verifyingKey)
    )
  }

  @Test func agreesWithCheckpointsProofsAndCosignatures() throws {
    let fixture = try AuditFixture()
    let (folder, witness) = try export(fixture)
    let result = Sumdb.check(fixture.folder, folder, witness)
    #expect(result.status == 0, "\(result.output)")
    #expect(
      result.output
        == "12 rows, 5 checkpoints, 12 inclusions, 4 consistencies, 1 cosigned: sumdb agrees\n"
    )
    #expect(fixture.folder.run(["python3", "\(folder)/verify_log.py"]).status == 0)
  }

  @Test(arguments: [
    "sed -i s/r4/r5/ rows.jsonl", "sed -i '$d' rows.jsonl", "sed -i 4d rows.jsonl",
    "sed -i 's/^index 3/index 4/' proofs/3.tlog-proof",
    "sed -i 2s/4/5/ checkpoints/4.checkpoint", "sed -i 2s/4/1/ consistency/4-7.proof",
    "sed -i '$d' consistency/7-10.proof",
    "sed -i 's/^— witness.example.1/— witness.example.2/' cosigned/7.checkpoint",
  ])
  func refusesWhatWasTampered(change: String) throws {
    let fixture = try AuditFixture()
    let (folder, witness) = try export(fixture)
    #expect(fixture.folder.run(["sh", "-c", "cd \(folder) && \(change)"]).status == 0)
    #expect(Sumdb.check(fixture.folder, folder, witness).status != 0)
  }
}

/// Go's packages as Debian installs them.
enum Sumdb {
  /// The program that asks them, built once.
  private static let program: String? = {
    let scripts = #filePath.split(separator: "/").dropLast(1).joined(separator: "/")
    guard let folder = try? TestFolder() else { return nil }
    let target = "/\(scripts.split(separator: "/").dropLast(2).joined(separator: "/"))/.build/sumdb"
    let line =
      "export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE='\(folder.path)/cache'; "
      + "go build -o '\(target)' '/\(scripts)/Scripts/sumdb.go'"
    return folder.run(["sh", "-c", line]).status == 0 ? target : nil
  }()

  /// Whether they are there.
  static var isThere: Bool { program != nil }

  /// Checks an export.
  static func check(
    _ folder: TestFolder,
    _ export: String,
    _ witness: String
  ) -> (status: Int32, output: String) {
    folder.run([program ?? "", export, witness])
  }
}
