import AuditLog
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// Tools that are not ours, where the machine has them.
enum Outside {
  /// The folder that holds Package.swift.
  static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  /// `PHIGATE_PYTHON`, else the one of `.venv`, where it has securesystemslib; nil otherwise.
  static let python: String? = {
    let named = unsafe getenv("PHIGATE_PYTHON").map { unsafe String(cString: $0) }
    let path = named ?? "\(root)/.venv/bin/python3"
    return GateWorld.run([path, "-c", "import securesystemslib.dsse"]) == 0 ? path : nil
  }()

  /// Runs Tests/GateTests/Scripts/verify-tokens.py over folders.
  static func verifyTokens(trust: String, _ folders: [String]) -> Int32 {
    GateWorld.run(
      [python ?? "", "\(root)/Tests/GateTests/Scripts/verify-tokens.py", trust] + folders
    )
  }
}

@Suite(
  "Oracle: openssl and securesystemslib over everything that is signed",
  .enabled(if: Outside.python != nil, "needs securesystemslib: run scripts/test")
)
struct OutsideVerifierTests {
  /// A world in which one bundle was refused and one released.
  private func released() throws -> GateWorld {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    let early = #expect(throws: Failure.self) { try world.release(at: 12) }
    #expect(early?.reasons == ["approval_missing"])
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    try world.release()
    return world
  }

  @Test func verifyTokensReceiptsAndCheckpoints() throws {
    let world = try released()
    let gate = "\(world.path)/gate"
    let folders = [world.stagePath, "\(gate)/released", "\(gate)/checkpoints"]
    #expect(Outside.verifyTokens(trust: world.setup.places.trust, folders) == 0)
  }

  @Test(arguments: ["approvals", "receipt", "manifest", "checkpoint", "trust"])
  func refuseWhatWasEdited(what: String) throws {
    let world = try released()
    let bundle = "\(world.path)/gate/released/*"
    let file =
      switch what {
      case "approvals": "\(bundle)/approvals/*"
      case "receipt": "\(bundle)/receipt.dsse.json"
      case "manifest": "\(bundle)/manifest.jsonl"
      case "checkpoint": "\(world.path)/gate/checkpoints/*-1.checkpoint"
      default: world.setup.places.trust
      }
    // One character of a signature, a payload or a digit of the text.
    let edit =
      "python3 - \(file) <<'END'\nimport re,sys\nfor p in sys.argv[1:]:\n"
      + " s=open(p).read(); i=len(s)*2//3\n"
      + " c='A' if s[i]!='A' else 'B'\n open(p,'w').write(s[:i]+c+s[i+1:])\nEND"
    #expect(GateWorld.run(["bash", "-c", edit]) == 0)
    let folders = ["\(world.path)/gate/released", "\(world.path)/gate/checkpoints"]
    #expect(Outside.verifyTokens(trust: world.setup.places.trust, folders) != 0)
  }
}
