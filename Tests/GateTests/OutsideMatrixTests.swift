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

/// Every kind of record that the gate and its people sign or prove, and who else verifies it.
///
/// The table of phigate-threats(7) says which tools those are; here it is held against what they do.
@Suite(
  "Oracle: two tools that are not ours for every kind of record",
  .enabled(
    if: Outside.hasPymerkle && Outside.sumdb != nil,
    "needs pymerkle and golang-golang-x-mod-dev: run scripts/test"
  )
)
struct OutsideMatrixTests {
  /// A comment of 40 characters and more.
  private static let emergency = "outage of the ward's system, ticket 4411"

  /// Asks, decides and releases or runs in every way that leaves another kind of record.
  private static func makeEverything() throws -> ActionWorld {
    let actions = try ActionWorld()
    let world = actions.world
    let witness = try SigningKey.generate()
    let make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(world.path)/id"]
    try #require(GateWorld.run(make) == 0)
    let line = try SmallFile.read("\(world.path)/id.pub", bytesMax: 4096)
    let ssh = try SSHPublicKey(line: String(decoding: line, as: UTF8.self))
    let securityKey = try SoftwareSecurityKey()
    try world.amend { draft in
      draft.document.breakGlass = [.init(group: "kitchen", min: 1, assurance: .humanKey)]
      draft.document.destinations.append(
        .init(
          id: "stream",
          uri: "exec:/bin/cat",
          accepts: [.safeHarbor],
          agreement: nil,
          determination: nil,
          evidence: .full
        )
      )
      try draft.addKey(
        human: "m.okafor",
        publicKey: ssh,
        validAfter: GateWorld.start,
        validBefore: GateWorld.start.advanced(by: 30 * 86_400),
        assurance: .humanKey
      )
    }
    try securityKey.enrol("s.lind", world)
    try actions.approved()
    try actions.run(at: 40)
    try releases(world, ssh, securityKey)
    try decisions(world)
    try deniedCommand(actions)
    // A witness comes last, so that nothing before has to wait for it.
    try world.amend { draft in
      let key = witness.verifyingKey
      draft.document.witnesses = [TrustKey(keyID: key.keyID, pem: key.pem)]
    }
    try cosign(world, witness, at: 900)
    return actions
  }

  /// A refused release, one by two people (one of them with OpenSSH), one as a stream (one of them
  /// with a security key).
  private static func releases(
    _ world: GateWorld,
    _ ssh: SSHPublicKey,
    _ securityKey: SoftwareSecurityKey
  ) throws {
    try world.makeStage()
    try world.request(at: 50)
    let early = #expect(throws: Failure.self) { try world.release(at: 52) }
    #expect(early?.reasons == ["approval_missing"])
    let folder = world.path
    let key = ApprovalKey(ssh.key) { (bytes) throws(Failure) in
      try SSHSignatureTests.sshSign(folder, bytes, SSHSignature.approvalNamespace)
    }
    let maker = DecisionMaker(
      review: try world.review(),
      human: "m.okafor",
      key: key,
      comment: "checked",
      now: GateWorld.start.advanced(by: 60)
    )
    try world.put(maker.sign(.approve))
    try world.put(world.decision("s.lind", at: 60))
    try world.release(at: 70)
    try world.makeStage([("n.txt", "no one\n")])
    try world.request(to: "stream", at: 100)
    try world.put(world.decision("m.okafor", at: 110))
    try world.put(securityKey.decision("s.lind", world, at: 110))
    try world.release(at: 120, to: "stream")
  }

  /// A denial, an approval that is taken back, a broken glass.
  private static func decisions(_ world: GateWorld) throws {
    try world.makeStage([("d.txt", "no one\n")])
    try world.request(at: 200)
    let taken = try world.decision("m.okafor", at: 210)
    try world.put(taken)
    _ = try world.gate(211).intake(world.stage())
    let digest = Digest256(hashing: taken)
    try world.put(world.decision("m.okafor", .revoke, at: 212, revokes: digest))
    _ = try world.gate(213).intake(world.stage())
    try world.put(world.decision("s.lind", .deny, at: 214))
    _ = try world.gate(215).intake(world.stage())
    try world.makeStage([("b.txt", "no one\n")])
    try world.request(at: 300)
    var maker = DecisionMaker(
      review: try world.review(),
      human: "v.stray",
      key: ApprovalKey(try world.key("v.stray")),
      comment: emergency,
      now: GateWorld.start.advanced(by: 310)
    )
    maker.isBreakGlass = true
    try world.put(maker.sign(.approve))
    try world.release(at: 320)
  }

  /// A command that is denied after an approval was taken back.
  private static func deniedCommand(_ actions: ActionWorld) throws {
    try #require(GateWorld.run(["rm", "-r", actions.asks]) == 0)
    try SystemFiles.makeFolders(actions.asks)
    try actions.ask(at: 500)
    let taken = try actions.decision("m.okafor", at: 510)
    try actions.put(taken)
    _ = try actions.world.gate(511).intakeAction(actions.folder())
    let digest = Digest256(hashing: taken)
    try actions.put(actions.decision("m.okafor", .revoke, at: 512, revokes: digest))
    _ = try actions.world.gate(513).intakeAction(actions.folder())
    try actions.put(actions.decision("s.lind", .deny, at: 514))
    _ = try actions.world.gate(515).intakeAction(actions.folder())
  }

  /// Cosigns the newest checkpoint of the second place.
  private static func cosign(_ world: GateWorld, _ witness: SigningKey, at seconds: Int64) throws {
    let gate = try world.gate(seconds)
    let folder = try #require(world.setup.places.checkpoints)
    let path = "\(folder)/\(gate.trust.document.origin)-\(gate.log.count)"
    var note = try SignedNote.parse(try SmallFile.read("\(path).checkpoint", bytesMax: 1 << 16))
    try note.cosign(
      name: "witness.example",
      with: witness,
      at: GateWorld.start.advanced(by: seconds)
    )
    try SmallFile.replace("\(path).cosigned", note.bytes)
  }

  /// Exports a world's log.
  private static func export(_ world: GateWorld) throws -> String {
    let view = try AuditView(world.setup.places)
    let folder = "\(world.path)/export"
    _ = try view.log.export(to: folder, signer: nil, files: try view.files())
    return folder
  }

  /// What the manual says: tools by kind of record.
  private static func manual() throws -> [String: Set<String>] {
    let page = try SmallFile.read("\(Outside.root)/man/phigate-threats.7", bytesMax: 1 << 20)
    var table: [String: Set<String>] = [:]
    var record = ""
    for line in String(decoding: page, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix(".It Ic "), words.count >= 3 { record = words[2] }
      if line.hasPrefix(".Sh ") || line.hasPrefix(".El") { record = "" }
      if line.hasPrefix(".Cm "), !record.isEmpty { table[record, default: []].insert(words[1]) }
    }
    return table
  }

  @Test func everyRecordIsVerifiedByTheToolsThatTheManualNames() throws {
    let actions = try Self.makeEverything()
    let export = try Self.export(actions.world)
    let output = "\(actions.world.path)/matrix"
    let tool = try RunningTool(
      [Outside.python ?? "", Outside.verifyExport, export, Outside.sumdb ?? ""],
      output: output
    )
    let code = tool.wait()
    let lines = try tool.lines()
    #expect(code == 0, "\(lines.joined(separator: "\n"))")
    var found: [String: Set<String>] = [:]
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 3, Int(words[2]) ?? 0 > 0 else { continue }
      found[words[0], default: []].insert(words[1])
    }
    let manual = try Self.manual()
    #expect(found == manual, "\(lines.joined(separator: "\n"))")
    for (record, tools) in manual { #expect(tools.count >= 2, "\(record)") }
  }

  /// The judge itself: what was exchanged as a whole, and holds in itself, is not taken either.
  @Test(arguments: [
    "sed -i 's/\"decision\":\"approve\"/\"decision\":\"deny\"/' rows.jsonl",
    "python3 -c \"import sys; p=sys.argv[1]; s=open(p).read(); i=s.rindex('\\\"}]') - 9; "
      + "open(p, 'w').write(s[:i] + ('A' if s[i] != 'A' else 'B') + s[i+1:])\" $(ls envelopes/* | head -n 1)",
    "sed -i '2s/.*/2/' checkpoints/$(ls checkpoints | sort -n | tail -n 1)",
    "truncate -s -2 consistency/$(ls consistency | head -n 1)",
    "sed -i '$d' cosigned/*.checkpoint; echo '— witness.example AAAA' >> cosigned/*.checkpoint",
  ])
  func refusesAnExportThatWasAltered(change: String) throws {
    let actions = try Self.makeEverything()
    let export = try Self.export(actions.world)
    try #require(GateWorld.run(["sh", "-c", "cd '\(export)' && \(change)"]) == 0)
    #expect(GateWorld.run([Outside.python ?? "", Outside.verifyExport, export]) != 0)
  }
}
