import AuditLog
import Files
import Manifest
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Processes that race, and what happens while a release runs")
struct ConcurrencyTests {
  /// A number that the environment names; nil where it names none.
  private static func setting(_ name: String) -> Int? {
    unsafe getenv(name).flatMap { unsafe Int(String(cString: $0)) }
  }

  @Test("35: 8 processes spend hundreds of tokens, killed again and again, each token once")
  func spendsEveryTokenOnceInManyProcesses() throws {
    let world = try GateWorld()
    // 1,000 tokens take a minute where eight processes share two processors: PHIGATE_RACE_TOKENS.
    let (count, processes) = (Self.setting("PHIGATE_RACE_TOKENS") ?? 400, 8)
    let kills = count * 3 / 50
    let seed = UInt64.random(in: 0..<1 << 40)
    let path = "\(world.path)/spend.sqlite"
    let gate = try SigningKey.load(path: world.setup.places.gateKey)
    _ = try AuditLog.create(
      AuditSettings(
        path: path,
        origin: "gate-race",
        keys: [gate.verifyingKey],
        clock: .fixed(GateWorld.start)
      ),
      roots: [gate.verifyingKey],
      actor: AuditActor(principal: "uid:0"),
      trust: nil,
      signer: gate
    )
    func start(_ number: Int, _ output: String) throws -> RunningTool {
      let words = [
        path, "gate-race", world.setup.places.gateKey, "\(count)", "\(seed &+ UInt64(number))",
      ]
      return try RunningTool([RunningTool.built("gate-worker"), "spend"] + words, output: output)
    }
    var tools: [RunningTool] = []
    for number in 0..<processes { tools.append(try start(number, "\(world.path)/out-\(number)")) }
    for number in 0..<kills {
      usleep(UInt32.random(in: 5_000...60_000))
      tools[number % processes].kill()
      tools[number % processes] = try start(
        number + processes,
        "\(world.path)/out-\(number % processes)"
      )
    }
    let codes = tools.map { $0.wait() }
    #expect(codes.allSatisfy { $0 == 0 }, "seed \(seed): \(codes)")
    let accepted = try tools.flatMap { try $0.lines() }
    // A process that was killed between the commit and its line printed nothing: never twice.
    #expect(Set(accepted).count == accepted.count, "seed \(seed): a token was spent twice")
    #expect(accepted.count >= count - kills)
    let log = try AuditLog.open(
      AuditSettings(path: path, origin: "gate-race", keys: [gate.verifyingKey]),
      readOnly: true
    )
    let report = try log.verify()
    #expect(report.spentTokens == count)
    #expect(report.rows == Int64(1 + 2 * count))
    // The oracle: sqlite3 counts tokens and requests, each once, and rows as many.
    let sql =
      "SELECT (SELECT count(*) FROM spent) || ' ' || (SELECT count(DISTINCT token_sha256) FROM spent)"
      + " || ' ' || (SELECT count(DISTINCT request_id) FROM spent) || ' ' || (SELECT count(*) FROM log)"
    let line =
      "test \"$(sqlite3 '\(path)' \"\(sql)\")\" = '\(count) \(count) \(count) \(1 + 2 * count)'"
    #expect(GateWorld.run(["sh", "-c", line]) == 0)
    print("35: \(count) tokens, \(accepted.count) said to be spent, \(kills) kills, none twice")
  }

  /// Releases an approved stage; something happens once while its files are copied.
  private func release(
    _ world: GateWorld,
    while change: @escaping () throws -> Void
  ) throws {
    let hasChanged = Flag()
    let rescan = Rescan { (descriptor, entry) throws(Failure) in
      if !hasChanged.isSet {
        hasChanged.isSet = true
        do { try change() } catch { throw Failure(.internalError, "the test: \(error)") }
      }
      return try GateWorld.scan(descriptor, entry)
    }
    _ = try world.gate(30).release(world.stage(), to: "research", rescan: rescan)
  }

  @Test func releasesWhereNothingHappensMeanwhile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try release(world) {}
    #expect(try world.released().count == 1)
  }

  @Test("46: a denial logged between the start of a release and the spend stops it")
  func refusesWhatWasDeniedMeanwhile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.expectRefusal(.denied, .refused) {
      try release(world) {
        try world.put(world.decision("m.okafor", .deny, at: 21))
        _ = try world.gate(30).intake(world.stage())
      }
    }
    let id = try world.stage().request().id
    #expect(try world.gate(31).log.isSpent(requestID: id) == false)
  }

  @Test("46: a revocation logged meanwhile stops it") func refusesWhatWasRevokedMeanwhile() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    let approval = try world.decision("m.okafor")
    try world.put(approval)
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.thresholdNotMet, .refused) {
      try release(world) {
        let digest = Digest256(hashing: approval)
        try world.put(world.decision("m.okafor", .revoke, at: 26, revokes: digest))
        _ = try world.gate(30).intake(world.stage())
      }
    }
  }

  @Test("11: a key revoked meanwhile stops it") func refusesWhereTrustChangedMeanwhile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let keyID = try world.key("m.okafor").verifyingKey.keyID
    try world.expectRefusal(.policyMismatch, .refused) {
      try release(world) {
        try world.amend { try $0.revokeKey(keyID, at: GateWorld.start.advanced(by: 25)) }
        _ = try world.gate(30)
      }
    }
  }

  @Test("8: a token that expires while files are copied") func refusesWhatExpiredMeanwhile() throws
  {
    let world = try GateWorld()
    try world.approvedStage()
    let isLate = Flag()
    let end = GateWorld.start.advanced(by: 20 + DecisionMaker.lifetimeSecondsDefault)
    let clock = WallClock { isLate.isSet ? end : GateWorld.start.advanced(by: 30) }
    let rescan = Rescan { (descriptor, entry) throws(Failure) in
      isLate.isSet = true
      return try GateWorld.scan(descriptor, entry)
    }
    try world.expectRefusal(.tokenExpired, .refused) {
      _ = try ReleaseGate(world.setup.places, clock: clock)
        .release(world.stage(), to: "research", rescan: rescan)
    }
  }

  @Test("35: one release of a request at a time") func refusesASecondReleaseMeanwhile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    var second: Failure?
    try release(world) {
      do throws(Failure) {
        let gate = try ReleaseGate(
          world.setup.places,
          clock: .fixed(GateWorld.start.advanced(by: 30))
        )
        let stage = try StageFolder(path: world.stagePath)
        _ = try gate.release(stage, to: "research", rescan: GateWorld.rescan)
      } catch {
        second = error
      }
    }
    #expect(second?.code == .locked)
    #expect(second?.message.contains("process \(getpid()) on ") == true)
    #expect(try world.released().count == 1)
  }

  @Test(
    "3, 51: the scan is made for the manifest that was verified, not for one that was there once"
  )
  func scansUnderTheHeaderOfTheVerifiedManifest() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = "\(world.stagePath)/manifest.jsonl"
    let good = try SmallFile.read(path, bytesMax: 1 << 20)
    let text = String(decoding: good, as: UTF8.self)
    let other = Array(text.replacing("\"safe-harbor\"", with: "\"expert\"").utf8)
    try #require(other != good)
    let approved = try world.stage().request().manifest
    // Exchanged the moment its header was used: nothing that follows may rest on the other one.
    let exchanged = Rescan(preparing: { (header, digest) throws(Failure) in
      #expect(header.profile == .safeHarbor)
      #expect(digest == approved)
      try SmallFile.replace(path, other)
      return GateWorld.scan
    })
    let gate = try world.gate(30)
    try world.expectRefusal(.manifestMismatch, .integrity) {
      _ = try gate.release(world.stage(), to: "research", rescan: exchanged)
    }
    // There before anything is read: no scan is made for it at all.
    let never = Rescan(preparing: { (_, _) throws(Failure) in
      Issue.record("a scan for a manifest that nobody approved")
      return GateWorld.scan
    })
    try world.expectRefusal(.manifestMismatch, .integrity) {
      _ = try gate.release(world.stage(), to: "research", rescan: never)
    }
    try SmallFile.replace(path, good)
    #expect(try world.release(at: 40).folder != nil)
  }

  @Test("3: a racer rewrites staged files while they are copied: no other byte is ever published")
  func publishesNoByteThatDiffersFromTheManifest() throws {
    let world = try GateWorld()
    let text = String(repeating: "no one was seen here\n", count: 400)
    try world.makeStage([("a.txt", text)])
    let request = try world.request()
    let file = "\(world.stagePath)/data/a.txt"
    // Three ways to change a file: in place, by rename, by a link to another one.
    let racer = """
      import os, sys
      path, outside = sys.argv[1], sys.argv[2]
      good = open(path, 'rb').read()
      evil = good.replace(b'no one', b'Ann Fo')
      open(outside, 'wb').write(evil)
      turn = 0
      while True:
          turn += 1
          if turn % 3 == 0:
              with open(path, 'r+b') as f:
                  f.write(evil); f.flush(); f.seek(0); f.write(good)
          elif turn % 3 == 1:
              open(path + '.new', 'wb').write(evil if turn % 2 else good)
              os.replace(path + '.new', path)
          else:
              os.symlink(outside, path + '.link'); os.replace(path + '.link', path)
          if turn % 5 == 0:
              open(path + '.new', 'wb').write(good); os.replace(path + '.new', path)
      """
    let tool = try RunningTool(
      ["python3", "-c", racer, file, "\(world.path)/outside"],
      output: "\(world.path)/racer"
    )
    let entry = try #require(try world.firstEntry())
    let folder = "\(world.path)/gate/released"
    // 10 000 rounds take a minute: PHIGATE_RACE_ROUNDS=10000.
    let rounds = Self.setting("PHIGATE_RACE_ROUNDS") ?? 1500
    var (copied, refused) = (0, 0)
    for round in 0..<rounds {
      do throws(Failure) {
        var prepared = try PreparedFolder(
          below: folder,
          at: PreparedFolder.draftPath(below: folder, requestID: request.id),
          finalName: "round-\(round)"
        )
        try prepared.copy(entry, from: StageFolder(path: world.stagePath), rescan: GateWorld.scan)
        let copy = try SmallFile.readIfThere("\(prepared.path)/data/a.txt", bytesMax: 1 << 20)
        #expect(copy == Array(text.utf8))
        copied += 1
      } catch {
        let known = ["bytes_mismatch", "stage_unsafe", "stage_missing"]
        #expect(known.contains(error.reasons.first ?? ""), "\(error)")
        refused += 1
      }
    }
    #expect(
      copied > 0 && refused > 0,
      "\(copied) copied, \(refused) refused: the racer did not race"
    )
    tool.kill()
    #expect(try world.released().isEmpty)
  }
}

/// Something that happened.
final class Flag: @unchecked Sendable {
  /// Whether it did; set and read by one thread.
  var isSet = false
}
