import AuditLog
import Database
import Records
import Testing
import Vocabulary

@Suite struct AuditLogTests {
  @Test func holdsWhatWasWritten() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    let report = try fixture.verify()
    #expect(report.rows == 12)
    #expect(report.first.event.subject?.sha256 == AuditLog.rootsDigest([fixture.root]))
    #expect(report.newestCheckpoint == 12)
    #expect(report.heldElsewhere == 12)
    #expect(report.attestation.hasPrefix("checkpoint of 12 rows also held by "))
    #expect(try fixture.verify(secondPlace: false).attestation == "self-attested only")
  }

  @Test func readsEveryRowBackByteForByte() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    let full = AuditRow(
      seq: 1,
      time: AuditFixture.start,
      event: AuditEvent(
        "decision.approve",
        actor: AuditActor(principal: "key:1", human: nil, channel: "web"),
        subject: AuditSubject(kind: "envelope", id: "e"),
        requestID: nil,
        decision: "approve",
        reasonCodes: ["a", "b"],
        policy: Digest256(hashing: [2]),
        ruleset: nil,
        trustVersion: nil,
        detail: Digest256(hashing: [3])
      )
    )
    #expect(try log.append(full.event) == full)
    #expect(try AuditRow(full.bytes.span) == full)
    for row in [
      full, AuditRow(seq: 9, time: AuditFixture.start, event: fixture.event("\u{1F600}\n")),
    ] {
      let value = try StrictJSON.parseCanonical(row.bytes.span, limits: .row)
      #expect(CanonicalJSON.bytes(value) == row.bytes)
      #expect(try AuditRow(row.bytes.span) == row)
      for spaced in [row.bytes + [0x20], [0x20] + row.bytes] {
        #expect(throws: RecordFault(.notCanonical)) { try AuditRow(spaced.span) }
      }
    }
    var seen: [AuditRow] = []
    try log.rows(from: 1) { row in seen.append(row) }
    #expect(seen == [full])
    let extra = Array(#"{"x":1,"#.utf8) + full.bytes.dropFirst()
    #expect(throws: RecordFault.self) { try AuditRow(extra.span) }
  }

  @Test(arguments: [
    (
      "UPDATE log SET row=CAST(replace(CAST(row AS TEXT),'m1','m2') AS BLOB) WHERE seq=4",
      AuditReason.rootMismatch
    ),
    ("UPDATE log SET row=CAST(row || x'20' AS BLOB) WHERE seq=4", .rootMismatch),
    ("DELETE FROM log WHERE seq=4", .gap),
    ("DELETE FROM log WHERE seq=0", .gap),
    ("DELETE FROM log WHERE seq=11", .truncated),
    ("DELETE FROM log WHERE seq>=9", .truncated),
    ("DELETE FROM log", .truncated),
    ("INSERT INTO log(seq,row) SELECT 12,row FROM log WHERE seq=11", .rowMalformed),
    ("INSERT INTO log(seq,row) SELECT 13,row FROM log WHERE seq=11", .gap),
    ("UPDATE log SET seq=-1 WHERE seq=0", .gap),
    ("INSERT INTO spent VALUES(x'\(String(repeating: "ab", count: 32))','r',3)", .ledgerMismatch),
    ("UPDATE checkpoint SET size=99 WHERE size=12", .checkpointInvalid),
  ])
  func refusesTamperedRows(_ sql: String, _ reason: AuditReason) throws {
    let fixture = try AuditFixture()
    try fixture.createFilled(secondPlace: false)
    #expect(fixture.refusal(secondPlace: false) == nil)
    try fixture.tamper(sql)
    #expect(fixture.refusal(secondPlace: false) == reason)
  }

  @Test(arguments: [true, false])
  func noticesWhatIsWrittenAfterItWasOpened(isThorough: Bool) throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    let settings = fixture.settings()
    let log = try AuditLog.open(settings, readOnly: true, isThorough: isThorough)
    #expect(try log.verify().rows == 12)
    let other = try AuditLog.open(settings)
    try other.append(fixture.event("request.create"), signer: fixture.key)
    #expect(try log.verify().rows == 13)
    try fixture.tamper("UPDATE log SET row=CAST(row || x'20' AS BLOB) WHERE seq=4")
    let failure = #expect(throws: Failure.self) { try log.verify() }
    #expect(failure?.code == .integrity)
  }

  @Test func refusesALogCutBelowTheSecondPlace() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    // Cut with its own checkpoints: without a second place nobody could tell.
    try fixture.tamper("DELETE FROM log WHERE seq>=9; DELETE FROM checkpoint WHERE size>9")
    #expect(fixture.refusal(secondPlace: false) == nil)
    #expect(fixture.refusal() == .rolledBack)
  }

  @Test func refusesARestoredBackup() throws {
    let fixture = try AuditFixture()
    let token = Digest256(hashing: [5])
    do {
      let log = try fixture.create()
      try log.append(fixture.event("request.create"))
      try fixture.tamper("PRAGMA wal_checkpoint(TRUNCATE)")
      _ = fixture.folder.run(["cp", fixture.path, fixture.path + ".backup"])
      _ = try log.spend(
        tokens: [token],
        requestID: "r1",
        event: fixture.event("release.begin"),
        signer: fixture.key
      )
      #expect(try log.isSpent(token: token))
    }
    #expect(fixture.refusal() == nil)
    _ = fixture.folder.run(["rm", "-f", fixture.path + "-wal", fixture.path + "-shm"])
    _ = fixture.folder.run(["cp", fixture.path + ".backup", fixture.path])
    #expect(fixture.refusal() == .rolledBack)
    #expect { try AuditLog.open(fixture.settings()) } throws: { error in
      (error as? Failure)?.reasons == [AuditReason.rolledBack.rawValue]
    }
  }

  @Test func refusesAForkedCopy() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    try fixture.tamper("PRAGMA wal_checkpoint(TRUNCATE)")
    _ = fixture.folder.run(["cp", fixture.path, fixture.path + ".copy"])
    try log.append(fixture.event("request.create", request: "one"), signer: fixture.key)
    _ = fixture.folder.run(["rm", "-f", fixture.path + "-wal", fixture.path + "-shm"])
    _ = fixture.folder.run(["mv", fixture.path + ".copy", fixture.path])
    // The copy goes on with another history of the same length, out of the second place's sight.
    let copy = try AuditLog.open(fixture.settings(secondPlace: false))
    try copy.append(fixture.event("request.create", request: "two"), signer: fixture.key)
    #expect(fixture.refusal(secondPlace: false) == nil)
    #expect(fixture.refusal() == .forked)
  }

  @Test func refusesCheckpointsOfAnotherKey() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    let other = try SigningKey.generate()
    #expect(fixture.refusal(keys: [other.verifyingKey]) == .checkpointInvalid)
    #expect(fixture.refusal(keys: [other.verifyingKey, fixture.key.verifyingKey]) == nil)
    let log = try AuditLog.open(fixture.settings())
    #expect { try log.append(fixture.event("x"), signer: other) } throws: { error in
      (error as? Failure)?.reasons == ["gate_key_mismatch"]
    }
    #expect(log.count == 12)
    #expect(try fixture.verify().rows == 12)
  }

  @Test func refusesAFlippedBitInTheSecondPlace() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    let name = "elsewhere/gate.example_00112233445566ff-12.checkpoint"
    var bytes = try fixture.folder.read(name)
    bytes[bytes.count - 10] ^= 1
    try fixture.folder.write(name, bytes)
    #expect(fixture.refusal() == .checkpointInvalid)
  }

  @Test func needsTheSecondPlaceThatIsConfigured() throws {
    let fixture = try AuditFixture()
    try fixture.createFilled()
    _ = fixture.folder.run([
      "mv", "\(fixture.folder.path)/elsewhere", "\(fixture.folder.path)/gone",
    ])
    #expect(throws: Failure.self) { try fixture.verify() }
  }

  @Test func copiesWhatTheSecondPlaceMissed() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    let quiet = try AuditLog.open(fixture.settings(secondPlace: false))
    try quiet.append(fixture.event("request.create"), signer: fixture.key)
    #expect(try fixture.verify().heldElsewhere == 1)
    try log.append(fixture.event("request.create"), signer: fixture.key)
    #expect(try fixture.verify().heldElsewhere == 3)
    let listed = fixture.folder.run(["ls", "\(fixture.folder.path)/elsewhere"]).output
    #expect(listed.split(separator: "\n").count == 3)
  }

  @Test func spendsTokensAndRequestsOnce() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    let tokens = [Digest256(hashing: [1]), Digest256(hashing: [2])]
    func spend(_ tokens: [Digest256], _ request: String) throws(Failure) -> AuditRow {
      try log.spend(
        tokens: tokens,
        requestID: request,
        event: fixture.event("release.begin", request: request),
        signer: fixture.key
      )
    }
    let row = try spend(tokens, "r1")
    #expect(row.event.event == "release.begin")
    #expect(row.seq == 3)
    for (tokens, request) in [
      (tokens, "r1"), ([tokens[1]], "r2"), ([Digest256(hashing: [3])], "r1"),
    ] {
      #expect { try spend(tokens, request) } throws: { error in
        (error as? Failure)?.reasons == [AuditReason.tokenSpent.rawValue]
      }
    }
    let twice = Digest256(hashing: [4])
    #expect(throws: Failure.self) { try spend([twice, twice], "r3") }
    #expect(try !log.isSpent(token: twice))
    #expect(log.count == 4)
    #expect(try fixture.verify().spentTokens == 2)
  }

  @Test func rebuildsTheLedgerFromTheRows() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    let token = Digest256(hashing: [1])
    _ = try log.spend(
      tokens: [token],
      requestID: "r1",
      event: fixture.event("release.begin"),
      signer: fixture.key
    )
    try fixture.tamper("DELETE FROM spent")
    #expect(fixture.refusal() == .ledgerMismatch)
    #expect(try log.rebuildLedger() == 1)
    #expect(fixture.refusal() == nil)
    #expect(try log.isSpent(token: token))
  }

  @Test func letsTwoProcessesAppendInTurns() throws {
    let fixture = try AuditFixture()
    let one = try fixture.create()
    let two = try AuditLog.open(fixture.settings())
    for index in 0..<6 {
      try (index % 2 == 0 ? one : two).append(fixture.event("e\(index)"), signer: fixture.key)
    }
    #expect(try fixture.verify().rows == 7)
  }

  @Test func keepsTimeFromRunningBackwards() throws {
    let fixture = try AuditFixture()
    _ = try fixture.create()
    func append(after seconds: Int64, accept: Bool = false) throws(Failure) -> AuditRow {
      let log = try AuditLog.open(fixture.settings(after: seconds))
      return try log.append(fixture.event("e"), signer: fixture.key, acceptClock: accept)
    }
    func reasons(after seconds: Int64) -> [String] {
      do throws(Failure) {
        _ = try append(after: seconds)
        return []
      } catch {
        return error.reasons
      }
    }
    #expect(reasons(after: -301) == ["clock_behind"])
    #expect(try append(after: -300).time == AuditFixture.start)
    #expect(reasons(after: 86_401) == ["clock_ahead"])
    #expect(reasons(after: 86_400) == [])
    let jumped = try append(after: 900_000, accept: true)
    #expect(jumped.seq == 4)
    #expect(reasons(after: 900_001) == [])
    #expect(reasons(after: 0) == ["clock_behind"])
    #expect(fixture.refusal() == nil)
  }

  @Test func createsALogThatOnlyItsOwnerReads() throws {
    let fixture = try AuditFixture()
    let log = try fixture.create()
    try log.append(fixture.event("request.create"))
    let modes = fixture.folder.run(["sh", "-c", "stat -c %a \(fixture.path)*"]).output
    #expect(Set(modes.split(separator: "\n")) == ["600"])
  }

  @Test func createsALogOnce() throws {
    let fixture = try AuditFixture()
    _ = try fixture.create()
    #expect { try fixture.create() } throws: { error in (error as? Failure)?.code == .usage }
    #expect(try fixture.verify().rows == 1)
  }
}
