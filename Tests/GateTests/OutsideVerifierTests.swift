import AuditLog
import Files
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

  /// The judge of exports.
  static let verifyExport = "\(root)/Tests/GateTests/Scripts/verify-export.py"

  /// Whether that Python has pymerkle, too.
  static let hasPymerkle =
    python.map { GateWorld.run([$0, "-c", "import pymerkle"]) == 0 } ?? false

  /// Go's packages, asked by the program of the log's tests; nil where they are not there.
  static let sumdb: String? = {
    let target = "\(root)/.build/sumdb-gate"
    let line =
      "export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE='\(root)/.build/go-cache'; "
      + "go build -o '\(target)' '\(root)/Tests/AuditLogTests/Scripts/sumdb.go'"
    return GateWorld.run(["sh", "-c", line]) == 0 ? target : nil
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

@Suite("Oracle: what an export's README says, run as it stands")
struct ExportReadmeTests {
  /// The commands of a README that hold a word, with their scratch files in a folder of the test.
  private func command(_ readme: String, _ word: String, _ scratch: String) throws -> String {
    let line = readme.split(separator: "\n").first { $0.hasPrefix("    ") && $0.contains(word) }
    return try #require(line).dropFirst(4).description.replacing("/tmp/", with: "\(scratch)/")
  }

  @Test func verifiesEveryEnvelopeAndReceipt() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try world.release()
    let again = #expect(throws: Failure.self) { try world.release(at: 40) }
    #expect(again?.reasons == ["token_spent"])
    let view = try AuditView(world.setup.places)
    let folder = "\(world.path)/export"
    _ = try view.log.export(to: folder, signer: nil, files: try view.files())
    let readme = String(
      decoding: try SmallFile.read("\(folder)/README.md", bytesMax: 1 << 20),
      as: UTF8.self
    )
    let encode = try command(readme, "ENVELOPE", world.path)
    let verify = try command(readme, "KEY.pem", world.path)
    let trust = try #require(view.versions.last?.document)
    var pems = [trust.gateKey.keyID: trust.gateKey.pem]
    for key in trust.humans.flatMap(\.keys) { pems[key.key.keyID] = key.key.pem }
    var verified = 0
    for place in ["envelopes", "receipts"] {
      for name in try #require(try Folder(path: "\(folder)/\(place)").names()) {
        let path = "\(folder)/\(place)/\(String(decoding: name, as: UTF8.self))"
        let bytes = try SmallFile.read(path, bytesMax: 1 << 20)
        let envelope = try Envelope.parse(bytes.span, limits: .document)
        let pem = try #require(pems[envelope.signatures[0].keyID])
        try SmallFile.replace("\(world.path)/KEY.pem", Array(pem.utf8))
        let first = encode.replacing("ENVELOPE", with: "'\(path)'")
        let script = "cd '\(world.path)' && \(first) && \(verify)"
        #expect(GateWorld.run(["sh", "-c", script]) == 0, "\(path)")
        var edited = envelope
        edited.payload[edited.payload.count / 2] ^= 1
        try SmallFile.replace(path, edited.bytes())
        #expect(GateWorld.run(["sh", "-c", script]) != 0, "\(path)")
        verified += 1
      }
    }
    // Two approvals; receipts of a change of trust, of a release and of a refused one.
    #expect(verified == 5)
    let sums = "cd '\(folder)' && sha256sum --quiet -c SHA256SUMS"
    #expect(GateWorld.run(["sh", "-c", sums]) != 0)
  }
}
