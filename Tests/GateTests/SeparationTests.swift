import AuditLog
import Files
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Three users: who can write what")
struct SeparationTests {
  /// Runs a line of shell in a mount namespace of its own; nil where that is not allowed.
  static let canMount: Bool = {
    GateWorld.run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]) == 0
  }()

  @Test(
    "49: nobody but the scanner and its group copies out of a stage",
    .enabled(if: getuid() == 0, "needs root: it runs as another user")
  )
  func othersCannotReadAStage() throws {
    let world = try GateWorld()
    try #require(GateWorld.run(["chmod", "755", world.path]) == 0)
    let stage = "\(world.path)/staged"
    let landing = "\(Outside.root)/fixtures/landing"
    let scan = GateWorld.run([RunningTool.built("phigate"), "scan", landing, "--stage", stage])
    #expect(scan == ExitCode.withheld.rawValue)
    let manifest = ["cat", "\(stage)/manifest.jsonl"]
    let other = ["setpriv", "--reuid=60013", "--regid=60013", "--clear-groups"]
    let group = ["setpriv", "--reuid=60013", "--regid=\(getgid())", "--clear-groups"]
    #expect(GateWorld.run(other + manifest) != 0)
    #expect(GateWorld.run(other + ["cp", "-r", "\(stage)/data", "/dev/null"]) != 0)
    #expect(GateWorld.run(group + manifest) == 0)
  }

  @Test("49: a destination into which others could copy past the gate", arguments: ["777", "775"])
  func refusesADestinationThatOthersCanWrite(mode: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = "\(world.path)/gate/released"
    try #require(GateWorld.run(["chmod", mode, path]) == 0)
    try world.expectRefusal(.unsafePermissions, .usage) { try world.release() }
    try #require(GateWorld.run(["chmod", "755", path]) == 0)
    #expect(try world.release().folder != nil)
  }

  @Test(
    "53: state, trust or destination of another user",
    .enabled(if: getuid() == 0, "needs root: it gives files away"),
    arguments: ["state", "config/trust.json", "released"]
  )
  func refusesWhatBelongsToAnotherUser(name: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    let path = "\(world.path)/gate/\(name)"
    try #require(GateWorld.run(["chown", "60012", path]) == 0)
    try world.expectRefusal(.unsafePermissions, .usage) { try world.release() }
    try #require(GateWorld.run(["chown", "0", path]) == 0)
    #expect(try world.release().folder != nil)
  }

  @Test(
    "21: another file system mounted into the stage",
    .enabled(if: canMount, "needs the right to mount")
  )
  func refusesAnotherMountInTheStage() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let worker = RunningTool.built("gate-worker")
    // The same bytes by another way: only the mount differs.
    let mount = "mount --bind '\(world.stagePath)/data/sub' '\(world.stagePath)/data/sub'"
    let release = "'\(worker)' release '\(world.path)' 30"
    let mounted = GateWorld.run(["unshare", "--mount", "sh", "-c", "\(mount) && \(release)"])
    #expect(mounted == ExitCode.integrity.rawValue)
    #expect(try world.released().isEmpty)
    var reasons: [String] = []
    try world.gate(31).log.rows { (row) throws(Failure) in reasons = row.event.reasonCodes }
    #expect(reasons == ["stage_unsafe"])
    #expect(GateWorld.run(["unshare", "--mount", "sh", "-c", release]) == 0)
    #expect(try world.released().count == 1)
  }
}
