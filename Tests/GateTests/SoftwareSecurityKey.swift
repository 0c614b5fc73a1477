import Records
import Vocabulary

@testable import Gate

/// A security key in software: signs as `ssh-keygen -Y sign` does with a FIDO authenticator.
///
/// Written from OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f. What it says and what it signs can be
/// told apart, as a forger would.
struct SoftwareSecurityKey: Sendable {
  /// The point's private half.
  let key: SigningKey
  /// What it is for.
  let application: String

  /// What one signature says, and where it lies.
  struct Signing: Sendable {
    /// The flags in the blob: a touch.
    var flags: UInt8 = 1
    /// The counter in the blob.
    var counter: UInt32 = 7
    /// The flags that were signed, where they are others.
    var signedFlags: UInt8?
    /// The counter that was signed, where it is another.
    var signedCounter: UInt32?
    /// The application that was signed, where it is another.
    var signedApplication: String?
    /// The application in the blob's public key, where it is another.
    var statedApplication: String?
    /// The type in front of the public key.
    var keyType = SoftwareSecurityKey.type
    /// The type in front of the signature.
    var signatureType = SoftwareSecurityKey.type
    /// What it was made for.
    var namespace = SSHSignature.approvalNamespace
    /// Whether the key signs the data itself and not what an authenticator signs.
    var isPlain = false
    /// What follows the counter.
    var tail: [UInt8] = []
    /// What follows the whole.
    var end: [UInt8] = []
    /// Bytes that are missing at the end of the signature.
    var cut = 0
  }

  /// The type of key and signature.
  static let type = "sk-ssh-ed25519@openssh.com"

  /// Makes a key.
  init(application: String = "ssh:", key: SigningKey? = nil) throws(Failure) {
    self.key = if let key { key } else { try SigningKey.generate() }
    self.application = application
  }

  /// A string with its length.
  static func string(_ bytes: [UInt8]) -> [UInt8] { number(UInt32(bytes.count)) + bytes }

  /// A string with its length.
  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  /// Four bytes, the highest first.
  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// SHA-256.
  static func hash(_ bytes: [UInt8]) -> [UInt8] { Digest256(hashing: bytes).bytes }

  /// The line of the public key, as ssh-keygen writes it.
  var line: String {
    let blob = Self.string(Self.type) + Self.string(key.verifyingKey.raw) + Self.string(application)
    return "\(Self.type) \(Base64.encode(blob)) in software"
  }

  /// Signs bytes.
  /// - Returns: the SSHSIG blob.
  func sign(_ bytes: [UInt8], _ how: Signing = Signing()) throws(Failure) -> [UInt8] {
    let head = Self.string(how.namespace) + Self.string("") + Self.string("sha256")
    let data = Array("SSHSIG".utf8) + head + Self.string(Self.hash(bytes))
    let asked = Self.hash(Array((how.signedApplication ?? application).utf8))
    let said = [how.signedFlags ?? how.flags] + Self.number(how.signedCounter ?? how.counter)
    let raw = try key.signature(over: how.isPlain ? data : asked + said + Self.hash(data))
    var signature = Self.string(how.signatureType) + Self.string(raw)
    if how.signatureType == Self.type { signature += [how.flags] + Self.number(how.counter) }
    signature = signature.dropLast(how.cut) + how.tail
    var own = Self.string(how.keyType) + Self.string(key.verifyingKey.raw)
    if how.keyType == Self.type { own += Self.string(how.statedApplication ?? application) }
    return Array("SSHSIG".utf8) + Self.number(1) + Self.string(own) + head
      + Self.string(signature) + how.end
  }

  /// Enters it for a person.
  func enrol(
    _ human: String,
    _ world: GateWorld,
    assurance: Assurance = .hardwareKey,
    isVerifyRequired: Bool = false
  ) throws {
    try world.amend { draft in
      try draft.addKey(
        human: human,
        publicKey: SSHPublicKey(line: line),
        validAfter: GateWorld.start,
        validBefore: GateWorld.start.advanced(by: 30 * 86_400),
        assurance: assurance,
        isVerifyRequired: isVerifyRequired
      )
    }
  }

  /// A person's approval that it signs.
  func decision(
    _ human: String,
    _ world: GateWorld,
    _ how: Signing = Signing(),
    at seconds: Int64 = 20
  ) throws -> [UInt8] {
    let maker = DecisionMaker(
      review: try world.review(),
      human: human,
      key: approvalKey(how),
      comment: "checked",
      now: GateWorld.start.advanced(by: seconds)
    )
    return try maker.sign(.approve)
  }

  /// What makes decisions with it.
  func approvalKey(_ how: Signing = Signing()) -> ApprovalKey {
    ApprovalKey(key.verifyingKey) { (bytes) throws(Failure) in try sign(bytes, how) }
  }
}
