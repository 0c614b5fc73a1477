import Files
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

@Suite("Decisions that a security key signs")
struct SecurityKeyTests {
  typealias Signing = SoftwareSecurityKey.Signing

  /// A signature that is not what the trust document asks for, and why.
  struct Forgery: Sendable, CustomTestStringConvertible {
    /// What it is.
    let testDescription: String
    /// How it is made.
    let how: Signing
    /// The code.
    let code: RefusalCode

    /// Creates one.
    init(
      _ what: String,
      _ code: RefusalCode = .signatureInvalid,
      _ change: (inout Signing) -> Void
    ) {
      var how = Signing()
      change(&how)
      (testDescription, self.how, self.code) = (what, how, code)
    }
  }

  /// What ssh-keygen refuses, too.
  static let forgeries = [
    Forgery("a touch that was not signed") { ($0.flags, $0.signedFlags) = (1, 0) },
    Forgery("a PIN that was not signed") { ($0.flags, $0.signedFlags) = (5, 1) },
    Forgery("another counter than was signed") { $0.signedCounter = 8 },
    Forgery("signed for another application") { $0.signedApplication = "ssh:other" },
    Forgery("signed for a web site") { $0.signedApplication = "example.org" },
    Forgery("another application stated") { $0.statedApplication = "ssh:other" },
    Forgery("another application stated and signed") {
      ($0.statedApplication, $0.signedApplication) = ("ssh:other", "ssh:other")
    },
    Forgery("the plain type before the signature") { $0.signatureType = "ssh-ed25519" },
    Forgery("the plain type before the key") { $0.keyType = "ssh-ed25519" },
    Forgery("the plain form of the same point") {
      ($0.keyType, $0.signatureType, $0.isPlain) = ("ssh-ed25519", "ssh-ed25519", true)
    },
    Forgery("signed without what an authenticator adds") { $0.isPlain = true },
    Forgery("a byte after the counter") { $0.tail = [0] },
    Forgery("a byte after the whole") { $0.end = [0] },
    Forgery("no counter") { $0.cut = 4 },
    Forgery("made for git") { $0.namespace = "git" },
  ]

  /// What ssh-keygen accepts: `-Y verify` does not look at the flags.
  static let untouched = [
    Forgery("nobody touched it", .presenceMissing) { $0.flags = 0 },
    Forgery("a PIN, but no touch", .presenceMissing) { $0.flags = 4 },
  ]

  /// A world with a request, in which `m.okafor` has a security key.
  private func world(
    _ key: SoftwareSecurityKey,
    isVerifyRequired: Bool = false
  ) throws -> GateWorld {
    let world = try GateWorld()
    try key.enrol("m.okafor", world, isVerifyRequired: isVerifyRequired)
    try world.makeStage()
    try world.request()
    return world
  }

  /// Whether ssh-keygen and Python's `cryptography` take a decision, by the exported signers.
  private func outside(_ world: GateWorld, _ decision: [UInt8]) throws -> (ssh: Bool, python: Bool)
  {
    let envelope = try Envelope.parse(decision.span, limits: .decision)
    let text = Base64.encode(envelope.signatures[0].bytes)
    let folder = world.path
    // The test's clock stands in a year of its own: the line's validity is left out.
    let signers = try world.gate(40).trust.allowedSigners
      .replacing(#/,valid-(after|before)="[^"]*"/#, with: "")
    let armored = "-----BEGIN SSH SIGNATURE-----\n\(text)\n-----END SSH SIGNATURE-----\n"
    try SmallFile.replace("\(folder)/signers", Array(signers.utf8))
    try SmallFile.replace("\(folder)/sig", Array(armored.utf8))
    try SmallFile.replace("\(folder)/pae", envelope.preAuthEncoding)
    let line =
      "cd '\(folder)' && ssh-keygen -Y verify -f signers -I m.okafor -n phigate-approval "
      + "-s sig < pae"
    let judge = [Outside.python ?? "", Self.script, "verify"]
    let names = ["signers", "m.okafor", "pae", "sig"]
    let words = judge + names.map { $0 == "m.okafor" ? $0 : "\(folder)/\($0)" }
    return (GateWorld.run(["sh", "-c", line]) == 0, GateWorld.run(words) == 0)
  }

  /// A security key in Python.
  static let script = "\(Outside.root)/Tests/GateTests/Scripts/security-key.py"

  @Test(arguments: ["ssh:", "ssh:phigate"])
  func releasesWhatASecurityKeySigned(application: String) throws {
    let key = try SoftwareSecurityKey(application: application)
    let world = try world(key)
    let made = try key.decision("m.okafor", world)
    try world.put(made)
    try world.put(world.decision("s.lind"))
    #expect(try world.release().folder != nil)
    guard Outside.python != nil else { return }
    let judged = try outside(world, made)
    #expect(judged.ssh)
    #expect(judged.python)
    #expect(
      Outside.verifyTokens(trust: world.setup.places.trust, ["\(world.path)/gate/released"]) == 0
    )
  }

  @Test("a security key's signature that was forged", arguments: forgeries + untouched)
  func refusesForgeries(forgery: Forgery) throws {
    let key = try SoftwareSecurityKey()
    let world = try world(key)
    let forged = try key.decision("m.okafor", world, forgery.how)
    let path = try world.put(forged)
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(forgery.code, .refused) { try world.release() }
    if Outside.python != nil {
      let judged = try outside(world, forged)
      #expect(judged.ssh == (forgery.code == .presenceMissing))
      #expect(!judged.python)
    }
    // The twin: the same decision as the key signs it.
    try SystemFiles.remove(path)
    try world.put(key.decision("m.okafor", world))
    #expect(try world.release().folder != nil)
  }

  @Test func refusesTheBareSignatureOfTheSamePoint() throws {
    let key = try SoftwareSecurityKey()
    let world = try world(key)
    world.keep(key.key, as: "bare")
    let path = try world.put(world.decision("m.okafor", key: "bare"))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.signatureInvalid, .refused) { try world.release() }
    try SystemFiles.remove(path)
    try world.put(key.decision("m.okafor", world))
    #expect(try world.release().folder != nil)
  }

  @Test func refusesASecurityKeyWhereThePlainKeyWasEntered() throws {
    let world = try GateWorld()
    let key = try SoftwareSecurityKey(key: world.key("m.okafor"))
    try world.makeStage()
    try world.request()
    let path = try world.put(key.decision("m.okafor", world))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.signatureInvalid, .refused) { try world.release() }
    try SystemFiles.remove(path)
    try world.put(world.decision("m.okafor"))
    #expect(try world.release().folder != nil)
  }

  @Test func refusesEveryFlippedBit() throws {
    let key = try SoftwareSecurityKey()
    let message = Array("message".utf8)
    let blob = try key.sign(message)
    let known = try SSHPublicKey(line: key.line)
    let namespace = SSHSignature.approvalNamespace
    let whole = try SSHSignature(blob: blob)
    #expect(whole.isValid(over: message, by: known, namespace: namespace))
    for bit in 0..<blob.count * 8 {
      var flipped = blob
      flipped[bit / 8] ^= 1 << (bit % 8)
      let read = try? SSHSignature(blob: flipped)
      let holds = read?.isValid(over: message, by: known, namespace: namespace) ?? false
      #expect(!holds, "bit \(bit)")
    }
  }

  @Test func wantsThePINThatThePolicyWants() throws {
    let key = try SoftwareSecurityKey()
    let world = try world(key, isVerifyRequired: true)
    var how = Signing()
    let path = try world.put(key.decision("m.okafor", world, how))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.presenceMissing, .refused) { try world.release() }
    try SystemFiles.remove(path)
    how.flags = 5
    try world.put(key.decision("m.okafor", world, how))
    #expect(try world.release().folder != nil)
  }

  @Test func fillsAClauseThatWantsHardware() throws {
    let key = try SoftwareSecurityKey()
    let world = try GateWorld()
    try key.enrol("m.okafor", world)
    try world.amend { draft in
      draft.document.approvals = [
        [
          .init(group: "privacy", min: 1, assurance: .hardwareKey),
          .init(group: "data-owner", min: 1, assurance: .humanKey),
        ]
      ]
    }
    try world.makeStage()
    try world.request()
    // The plain key of the same person fills the other clause alone.
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.thresholdNotMet, .refused) { try world.release() }
    try world.put(key.decision("m.okafor", world))
    #expect(try world.release(at: 31).folder != nil)
  }

  @Test("one point is one key, whatever its type", arguments: ["s.lind", "m.okafor"])
  func refusesTheTwinOfAKey(owner: String) throws {
    let key = try SoftwareSecurityKey()
    let world = try world(key)
    let twins = [
      try SSHPublicKey(key.key.verifyingKey),
      try SSHPublicKey(line: SoftwareSecurityKey(application: "ssh:twin", key: key.key).line),
      try SSHPublicKey(line: key.line),
    ]
    for twin in twins {
      try world.expectRefusal(.trustDuplicateKey, .integrity) {
        try world.amend { try add(twin, to: owner, &$0) }
      }
    }
    let other = try SSHPublicKey(line: SoftwareSecurityKey().line)
    try world.amend { try add(other, to: owner, &$0) }
  }

  /// Adds a key to a person.
  private func add(_ key: SSHPublicKey, to human: String, _ draft: inout TrustDraft) throws {
    try draft.addKey(
      human: human,
      publicKey: key,
      validAfter: GateWorld.start,
      validBefore: GateWorld.start.advanced(by: 86_400),
      assurance: .hardwareKey
    )
  }

  @Test(
    "applications of web sites, and names that are none",
    arguments: [
      "example.org", "SSH:", "ssh", "", "ssh: x", "ssh:\u{e9}", "ssh:\n",
      "ssh:" + String(repeating: "a", count: 252),
    ]
  )
  func entersNoOtherApplications(application: String) throws {
    let key = try SoftwareSecurityKey(application: application)
    #expect(throws: RecordFault.self) { _ = try SSHPublicKey(line: key.line) }
    let world = try world(SoftwareSecurityKey())
    var document = try world.gate(40).trust.document
    let index = try #require(document.humans.firstIndex { $0.id == "m.okafor" })
    let last = document.humans[index].keys.count - 1
    #expect(try TrustDocument(payload: document.payload) == document)
    document.humans[index].keys[last].securityKey?.application = application
    let failure = #expect(throws: Failure.self) {
      _ = try TrustDocument(payload: document.payload)
    }
    #expect(failure?.reasons == ["trust_invalid"])
  }

  @Test func exportsWhatOpenSSHReads() throws {
    let key = try SoftwareSecurityKey()
    let world = try world(key)
    let line = try SSHPublicKey(line: key.line).line
    #expect(key.line.hasPrefix("\(line) "))
    #expect(try world.gate(40).trust.allowedSigners.contains(" \(line)\n"))
    #expect(try !world.gate(40).trust.revokedKeys.contains(line))
    try world.amend { try $0.revokeKey(key.key.verifyingKey.keyID, at: GateWorld.start) }
    #expect(try !world.gate(41).trust.allowedSigners.contains(line))
    #expect(try world.gate(41).trust.revokedKeys == "\(line)\n")
    guard Outside.python != nil else { return }
    // Both files name it here, so that the revocation file alone decides.
    try SmallFile.replace("\(world.path)/signers", Array("m.okafor \(line)\n".utf8))
    try SmallFile.replace("\(world.path)/revoked", Array("\(line)\n".utf8))
    try SmallFile.replace("\(world.path)/sk.pub", Array("\(line)\n".utf8))
    let armored = try SSHSignature(blob: key.sign(Array("text\n".utf8))).armored
    try SmallFile.replace("\(world.path)/sig", Array(armored.utf8))
    let check = """
      cd '\(world.path)' && ssh-keygen -l -f sk.pub | grep -q ED25519-SK
      verify() {
        echo text | ssh-keygen -Y verify -f signers -I m.okafor -n phigate-approval -s sig "$@"
      }
      verify && ! verify -r revoked
      """
    #expect(GateWorld.run(["bash", "-c", check]) == 0)
  }

  @Test func runsACommandThatASecurityKeyApproved() throws {
    let key = try SoftwareSecurityKey()
    let actions = try ActionWorld()
    try key.enrol("m.okafor", actions.world)
    try actions.ask()
    try actions.put(actions.decision("s.lind"))
    func decision(_ flags: UInt8) throws -> [UInt8] {
      var how = Signing()
      how.flags = flags
      let maker = ActionDecisionMaker(
        review: try actions.folder().actionReview(),
        human: "m.okafor",
        key: key.approvalKey(how),
        comment: "agreed",
        now: GateWorld.start.advanced(by: 20)
      )
      return try maker.sign(.approve)
    }
    let path = try actions.put(decision(0))
    try actions.world.expectRefusal(.presenceMissing, .refused) { try actions.run() }
    try SystemFiles.remove(path)
    try actions.put(decision(1))
    try actions.run()
  }

  @Test(
    "ssh-keygen signs with a key that is held elsewhere, touched or not",
    arguments: [true, false]
  )
  func phigateLetsASecurityKeySign(isTouched: Bool) throws {
    guard Outside.python != nil else { return }
    let world = try GateWorld()
    let (socket, line) = ("\(world.path)/socket", "\(world.path)/id_sk.pub")
    let holder = try RunningTool(
      [Outside.python ?? "", Self.script, "hold", socket, line, isTouched ? "1" : "0"],
      output: "\(world.path)/holder.out"
    )
    while try holder.lines().isEmpty { try #require(GateWorld.run(["sleep", "0.05"]) == 0) }
    let text = String(decoding: try SmallFile.read(line, bytesMax: 4096), as: UTF8.self)
    try world.amend { try add(SSHPublicKey(line: text), to: "m.okafor", &$0) }
    try world.makeStage()
    try world.request()
    let made = "\(world.path)/made.dsse.json"
    let approve =
      "SSH_AUTH_SOCK='\(socket)' '\(RunningTool.built("phigate"))' approve '\(world.stagePath)' "
      + "--as m.okafor --comment checked --out '\(made)' --key '\(line)'"
    let code: ExitCode = isTouched ? .done : .refused
    #expect(GateWorld.run(["sh", "-c", approve]) == code.rawValue)
    guard isTouched else {
      #expect(try SmallFile.readIfThere(made, bytesMax: 1) == nil)
      return
    }
    let token = try UnverifiedToken(try SmallFile.read(made, bytesMax: 1 << 16))
    let signature = try SSHSignature(blob: token.signature.bytes)
    #expect(signature.key == (try SSHPublicKey(line: text)))
    #expect(signature.presence?.isTouched == true)
    let judged = try outside(world, token.bytes)
    #expect(judged.ssh)
    #expect(judged.python)
  }
}
