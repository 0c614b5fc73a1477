import AuditLog
import Files
import Manifest
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Release: edited bytes and hostile stages")
struct TamperTests {
  @Test(
    "1: manifest edited after approval",
    arguments: ["header", "entry", "count", "footer", "line end", "longer", "shorter"]
  )
  func refusesEditedManifest(place: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = "\(world.stagePath)/manifest.jsonl"
    let good = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    var bytes = good
    switch place {
    case "header": bytes[20] ^= 1
    case "entry": bytes[bytes.count / 2] ^= 1
    case "count":
      let digits = try #require(bytes.indices.last { bytes[$0].isDigit })
      bytes[digits] = bytes[digits] == 0x30 ? 0x31 : 0x30
    case "footer": bytes[bytes.count - 10] ^= 1
    case "line end": bytes[bytes.count - 1] = 0x0D
    case "longer": bytes.append(0x0A)
    default: bytes.removeLast()
    }
    try SmallFile.replace(path, bytes)
    // The oracle: sha256sum sees other bytes than were approved.
    let approved = try world.stage().request().manifest.hex
    let sum = "test \(approved) = $(sha256sum < '\(path)' | cut -d' ' -f1)"
    #expect(GateWorld.run(["sh", "-c", sum]) != 0)
    try world.expectRefusal(.manifestMismatch, .integrity) { try world.release() }
    try SmallFile.replace(path, good)
    #expect(GateWorld.run(["sh", "-c", sum]) == 0)
    #expect(try world.release().folder != nil)
  }

  @Test("43: a manifest of entries with endless paths fills neither a review nor a request")
  func listsNoEndlessPaths() throws {
    let world = try GateWorld()
    for (length, isListed) in [(Review.pathBytesMax, true), (Review.pathBytesMax + 1, false)] {
      try world.makeStage(withheld: String(repeating: "n", count: length))
      try world.request()
      let review = try world.review()
      #expect(review.footer.withheld == 1)
      #expect(review.reasons == ["encrypted": 1])
      #expect(review.withheld.count == (isListed ? 1 : 0))
      #expect(review.encoded.count < 20_000)
    }
  }

  @Test("15: manifest without a footer") func refusesManifestWithoutFooter() throws {
    let world = try GateWorld()
    try world.makeStage()
    let path = "\(world.stagePath)/manifest.jsonl"
    let bytes = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    let end = try #require(bytes.dropLast().lastIndex(of: 0x0A))
    try SmallFile.replace(path, Array(bytes[...end]))
    try world.expectRefusal(.manifestInvalid, .integrity) { try world.request() }
  }

  @Test(
    "15: an entry dropped, a count changed, another root",
    arguments: ["entry", "count", "root"]
  )
  func refusesPartialManifest(what: String) throws {
    let world = try GateWorld()
    try world.makeStage()
    let path = "\(world.stagePath)/manifest.jsonl"
    let good = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    var lines = String(decoding: good, as: UTF8.self).split(separator: "\n").map(String.init)
    let last = lines.count - 1
    switch what {
    case "entry": lines.remove(at: 1)
    case "count": lines[last] = lines[last].replacing("\"entries\":2", with: "\"entries\":3")
    default: lines[last] = lines[last].replacing("\"root\":\"", with: "\"root\":\"0")
    }
    let edited = Array((lines.joined(separator: "\n") + "\n").utf8)
    try #require(edited != good)
    try SmallFile.replace(path, edited)
    try world.expectRefusal(.manifestInvalid, .integrity) { try world.request() }
    try SmallFile.replace(path, good)
    #expect(try world.request().files == 2)
  }

  @Test("2: copy edited, same size and time") func refusesEditedCopy() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/sub/b.txt"
    GateWorld.run(["cp", "-p", file, "\(world.path)/old"])
    let descriptor = unsafe open(file, O_WRONLY)
    _ = unsafe write(descriptor, "N", 1)
    close(descriptor)
    GateWorld.run(["touch", "-r", "\(world.path)/old", file])
    // The oracle: sha256sum finds it by the digest in the manifest.
    let digest = Digest256(hashing: Array("no one\n".utf8)).hex
    let check = "echo '\(digest)  \(file)' | sha256sum -c --quiet"
    #expect(GateWorld.run(["sh", "-c", check]) != 0)
    #expect(GateWorld.run(["sh", "-c", check.replacing(file, with: "\(world.path)/old")]) == 0)
    try world.expectRefusal(.bytesMismatch, .integrity) { try world.release() }
    #expect(try world.gate(60).log.isSpent(requestID: world.stage().request().id) == false)
  }

  @Test("16: extra file, dotfile, empty folder", arguments: ["c.txt", ".c", "sub/c"])
  func refusesUnlistedFile(name: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    try SmallFile.replace("\(world.stagePath)/data/\(name)", [0x41])
    try world.expectRefusal(.stageUnlisted, .integrity) { try world.release() }
  }

  @Test("16: empty folder") func refusesEmptyFolder() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try SystemFiles.makeFolders("\(world.stagePath)/data/empty")
    try world.expectRefusal(.stageUnlisted, .integrity) { try world.release() }
  }

  @Test("17: symlink in place of a file") func refusesLinkInPlaceOfFile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/sub/b.txt"
    GateWorld.run(["mv", file, "\(world.path)/b.txt"])
    GateWorld.run(["ln", "-s", "\(world.path)/b.txt", file])
    try world.expectRefusal(.stageUnsafe, .integrity) { try world.release() }
  }

  @Test("17: symlink in place of a folder") func refusesLinkInPlaceOfFolder() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let folder = "\(world.stagePath)/data/sub"
    GateWorld.run(["mv", folder, "\(world.path)/sub"])
    GateWorld.run(["ln", "-s", "\(world.path)/sub", folder])
    try world.expectRefusal(.stageUnlisted, .integrity) { try world.release() }
  }

  @Test("19: a pipe in place of a file does not hang") func refusesPipe() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/a.txt"
    GateWorld.run(["rm", file])
    GateWorld.run(["mkfifo", file])
    try world.expectRefusal(.stageUnsafe, .integrity) { try world.release() }
  }

  @Test func refusesMissingFile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    GateWorld.run(["rm", "\(world.stagePath)/data/a.txt"])
    try world.expectRefusal(.stageMissing, .integrity) { try world.release() }
  }

  @Test("51: stage made by hand from raw files") func refusesHandMadeStage() throws {
    let world = try GateWorld()
    try world.makeStage([("raw.txt", "patient Jane Roe\n")])
    try world.request()
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.residualPHI, .integrity) { try world.release() }
  }

  @Test func showsNoSampleOfRawFile() throws {
    let world = try GateWorld()
    try world.makeStage([("raw.txt", "[NAME] Jane Roe\n")])
    try world.expectRefusal(.residualPHI, .integrity) { try world.request() }
    #expect(!SystemFiles.exists("\(world.stagePath)/request.json"))
  }

  @Test func refusesEditedRequest() throws {
    let world = try GateWorld()
    try world.approvedStage()
    var request = try world.stage().request()
    request.purpose = "something else"
    try SmallFile.replace("\(world.stagePath)/request.json", request.encoded)
    try world.expectRefusal(.requestMismatch, .integrity) { try world.release() }
  }

  @Test func refusesMissingDecisionRecord() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let gate = try world.gate(25)
    let results = try gate.intake(world.stage())
    let digest = try #require(results.first?.digest)
    try SystemFiles.remove(gate.store.path(digest))
    try world.expectRefusal(.logIncomplete, .integrity) { try world.release() }
  }

  @Test(
    "31, 32: rows of the log edited, removed, inserted, cut",
    arguments: [
      (
        "UPDATE log SET row=CAST(replace(CAST(row AS TEXT),'r.ames','v.stray') AS BLOB)",
        "log_forked"
      ),
      ("DELETE FROM log WHERE seq=1", "log_gap"),
      ("INSERT INTO log SELECT seq+1,row FROM log WHERE seq=(SELECT max(seq) FROM log)", ""),
      ("DELETE FROM log WHERE seq>=2", "log_rolled_back"),
      ("DELETE FROM log WHERE seq>=2; DELETE FROM checkpoint WHERE size>2", "log_rolled_back"),
    ]
  )
  func refusesTamperedLog(sql: String, reason: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    _ = try world.gate(25).intake(world.stage())
    let script = "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);c.executescript(sys.argv[2])"
    let log = world.setup.places.log
    try #require(GateWorld.run(["python3", "-c", script, log, sql]) == 0)
    let failure = #expect(throws: Failure.self) { try world.release() }
    #expect(failure?.code == .integrity)
    #expect(failure?.reasons == [reason.isEmpty ? "log_row_malformed" : reason])
    #expect(try world.released().isEmpty)
  }

  @Test("35: the ledger emptied behind the log's back") func rowsOutweighTheLedger() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    let script =
      "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);c.execute('DELETE FROM spent');c.commit()"
    try #require(GateWorld.run(["python3", "-c", script, world.setup.places.log]) == 0)
    let again = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(again?.reasons == ["token_spent"])
    let verified = #expect(throws: Failure.self) { try world.gate(41).log.verify() }
    #expect(verified?.reasons == ["log_ledger_mismatch"])
    #expect(try world.released().count == 1)
  }

  @Test("33: a log that forked") func refusesForkedLog() throws {
    let world = try GateWorld()
    try world.makeStage()
    let state = world.setup.places.state
    GateWorld.run(["cp", "-a", state, "\(world.path)/backup"])
    try world.request()
    GateWorld.run(["rm", "-rf", state])
    GateWorld.run(["cp", "-a", "\(world.path)/backup", state])
    // Another history of the same length, its checkpoints kept out of the second place.
    var places = world.setup.places
    places.checkpoints = nil
    let gate = try ReleaseGate(places, clock: .fixed(GateWorld.start.advanced(by: 11)))
    GateWorld.run(["rm", "\(world.stagePath)/request.json"])
    _ = try gate.request(
      world.stage(),
      Asking(destination: "research", purpose: "other", uid: GateWorld.requesterUID),
      rescan: GateWorld.rescan
    )
    let failure = #expect(throws: Failure.self) { try world.release() }
    #expect(failure?.code == .integrity)
    #expect(failure?.reasons == ["log_forked"])
  }

  @Test("34: restored database") func refusesRestoredDatabase() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let state = world.setup.places.state
    GateWorld.run(["cp", "-a", state, "\(world.path)/backup"])
    try world.release()
    GateWorld.run(["rm", "-rf", state])
    GateWorld.run(["cp", "-a", "\(world.path)/backup", state])
    let failure = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(failure?.code == .integrity)
    #expect(failure?.reasons == ["log_rolled_back"])
    #expect(try world.released().count == 1)
  }
}
