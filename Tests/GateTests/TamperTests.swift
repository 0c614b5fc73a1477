import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Release: edited bytes and hostile stages")
struct TamperTests {
  @Test("1: manifest edited after approval") func refusesEditedManifest() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = "\(world.stagePath)/manifest.jsonl"
    var bytes = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    bytes[bytes.count / 2] ^= 1
    try SmallFile.replace(path, bytes)
    try world.expectRefusal(.manifestMismatch, .integrity) { try world.release() }
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

  @Test("2: copy edited, same size and time") func refusesEditedCopy() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/sub/b.txt"
    GateWorld.run(["cp", "-p", file, "\(world.path)/old"])
    let descriptor = unsafe open(file, O_WRONLY)
    _ = unsafe write(descriptor, "N", 1)
    close(descriptor)
    GateWorld.run(["touch", "-r", "\(world.path)/old", file])
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

  @Test("31: edited log row") func refusesEditedLogRow() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let sql =
      "UPDATE log SET row=CAST(replace(CAST(row AS TEXT),'request.create','request.creat2') AS BLOB)"
    let script =
      "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);"
      + "c.execute(\"\(sql)\");c.commit()"
    #expect(GateWorld.run(["python3", "-c", script, world.setup.places.log]) == 0)
    let failure = #expect(throws: Failure.self) { try world.release() }
    #expect(failure?.code == .integrity)
    #expect(try world.released().isEmpty)
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
    #expect(try world.released().count == 1)
  }
}
