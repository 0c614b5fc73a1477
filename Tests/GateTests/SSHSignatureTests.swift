import AuditLog
import Files
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

@Suite(
  "Decisions that OpenSSH signs",
  .enabled(if: GateWorld.run(["sh", "-c", "command -v ssh-keygen"]) == 0, "needs ssh-keygen")
)
struct SSHSignatureTests {
  /// A world whose `m.okafor` has a key of OpenSSH, in `id` below its folder.
  private func world() throws -> GateWorld {
    let world = try GateWorld()
    let make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(world.path)/id"]
    try #require(GateWorld.run(make) == 0)
    let line = String(
      decoding: try SmallFile.read("\(world.path)/id.pub", bytesMax: 4096),
      as: UTF8.self
    )
    let key = try SSHPublicKey(line: line)
    try world.amend { draft in
      try draft.addKey(
        human: "m.okafor",
        publicKey: key,
        validAfter: GateWorld.start,
        validBefore: GateWorld.start.advanced(by: 30 * 86_400),
        assurance: .humanKey
      )
    }
    try world.makeStage()
    try world.request()
    return world
  }

  /// What ssh-keygen signs for a namespace.
  static func sshSign(
    _ folder: String,
    _ bytes: [UInt8],
    _ namespace: String
  ) throws(Failure) -> [UInt8] {
    try SmallFile.replace("\(folder)/message", bytes)
    let line =
      "cd '\(folder)' && rm -f message.sig && "
      + "ssh-keygen -q -Y sign -n '\(namespace)' -f id message"
    guard GateWorld.run(["sh", "-c", line]) == 0 else {
      throw Failure(.internalError, "the test: ssh-keygen did not sign")
    }
    let armored = try SmallFile.read("\(folder)/message.sig", bytesMax: 4096)
    do throws(RecordFault) {
      let signature = try SSHSignature(armored: armored)
      #expect(Array(signature.armored.utf8) == armored)
      return signature.blob
    } catch {
      throw Failure(.internalError, "the test: \(error)")
    }
  }

  /// An approval that OpenSSH signed.
  private func approval(
    _ world: GateWorld,
    namespace: String = SSHSignature.approvalNamespace
  ) throws -> [UInt8] {
    let line = String(
      decoding: try SmallFile.read("\(world.path)/id.pub", bytesMax: 4096),
      as: UTF8.self
    )
    let folder = world.path
    let key = ApprovalKey(try SSHPublicKey(line: line).key) { (bytes) throws(Failure) in
      try Self.sshSign(folder, bytes, namespace)
    }
    let maker = DecisionMaker(
      review: try world.review(),
      human: "m.okafor",
      key: key,
      comment: "checked",
      now: GateWorld.start.advanced(by: 20)
    )
    return try maker.sign(.approve)
  }

  @Test func releasesWhatOpenSSHSigned() throws {
    let world = try world()
    let made = try approval(world)
    try world.put(made)
    try world.put(world.decision("s.lind"))
    #expect(try world.release().folder != nil)
    // The oracle: ssh-keygen verifies the envelope's signature by the exported allowed_signers.
    let envelope = try Envelope.parse(made.span, limits: .decision)
    let signature = try SSHSignature(blob: envelope.signatures[0].bytes)
    try SmallFile.replace("\(world.path)/sig", Array(signature.armored.utf8))
    try SmallFile.replace("\(world.path)/pae", envelope.preAuthEncoding)
    // The test's clock stands in a year of its own: the line's validity is left out.
    let signers = try world.gate(40).trust.allowedSigners
      .replacing(#/,valid-(after|before)="[^"]*"/#, with: "")
    try SmallFile.replace("\(world.path)/signers", Array(signers.utf8))
    let check =
      "cd '\(world.path)' && ssh-keygen -Y verify -f signers -I m.okafor "
      + "-n phigate-approval -s sig < "
    #expect(GateWorld.run(["sh", "-c", check + "pae"]) == 0)
    #expect(GateWorld.run(["sh", "-c", check + "sig"]) != 0)
    if Outside.python != nil {
      let released = "\(world.path)/gate/released"
      #expect(Outside.verifyTokens(trust: world.setup.places.trust, [released]) == 0)
    }
    let other = check.replacing("-I m.okafor", with: "-I s.lind")
    #expect(GateWorld.run(["sh", "-c", other + "pae"]) != 0)
  }

  @Test("45: a signature made for git, a file or nothing we know", arguments: ["git", "file", "x"])
  func refusesOtherNamespaces(namespace: String) throws {
    let world = try world()
    try world.put(approval(world, namespace: namespace))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.signatureInvalid, .refused) { try world.release() }
    try #require(GateWorld.run(["rm", "-r", "\(world.stagePath)/approvals"]) == 0)
    try world.put(approval(world))
    #expect(try world.release().folder != nil)
  }

  @Test func refusesEveryFlippedBit() throws {
    let world = try world()
    let made = try approval(world)
    let envelope = try Envelope.parse(made.span, limits: .decision)
    let key = try SSHSignature(blob: envelope.signatures[0].bytes).key
    let namespace = SSHSignature.approvalNamespace
    #expect(envelope.sshSignature(at: 0, by: key, namespace: namespace) != nil)
    // Trust documents and receipts are never signed in this form.
    #expect(!envelope.isSigned(at: 0, by: key.key))
    var flipped = envelope
    for bit in 0..<envelope.signatures[0].bytes.count * 8 {
      flipped.signatures[0].bytes = envelope.signatures[0].bytes
      flipped.signatures[0].bytes[bit / 8] ^= 1 << (bit % 8)
      let read = flipped.sshSignature(at: 0, by: key, namespace: namespace)
      #expect(read == nil, "bit \(bit)")
    }
    flipped.signatures[0].bytes = envelope.signatures[0].bytes + [0]
    #expect(flipped.sshSignature(at: 0, by: key, namespace: namespace) == nil)
  }

  @Test func phigateLetsOpenSSHSign() throws {
    let world = try world()
    let approve = [
      RunningTool.built("phigate"), "approve", world.stagePath, "--as", "m.okafor", "--comment",
      "checked", "--out", "\(world.path)/made.dsse.json", "--key",
    ]
    #expect(GateWorld.run(approve + ["\(world.path)/id"]) == 0)
    let made = try SmallFile.read("\(world.path)/made.dsse.json", bytesMax: 1 << 16)
    let token = try UnverifiedToken(made)
    #expect(SSHSignature.isOne(token.signature.bytes))
    #expect(GateWorld.run(approve + ["\(world.path)/missing"]) == ExitCode.usage.rawValue)
  }
}
