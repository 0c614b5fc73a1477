import Crypto
import Vocabulary

/// An Ed25519 signature as OpenSSH makes it: `ssh-keygen -Y sign`, with a plain or a security key.
///
/// What it was made for (the namespace) is part of what was signed, so a signature made for git or a
/// login is worth nothing here. Source: OpenSSH, PROTOCOL.sshsig, version 1; PROTOCOL.u2f.
package struct SSHSignature: Sendable, Hashable {
  /// The namespace of decisions.
  package static let approvalNamespace = "phigate-approval"
  /// Bytes of an armoured signature at most.
  package static let armorBytesMax = 4096

  /// What a security key says beside its signature, and signs with it.
  package struct Presence: Sendable, Hashable {
    /// The authenticator's flags.
    let flags: UInt8
    /// How often it has signed: four bytes, the highest first.
    fileprivate let counter: [UInt8]

    /// Whether somebody touched the key.
    package var isTouched: Bool { flags & 0x01 != 0 }
    /// Whether it knew its owner, by a PIN or a finger.
    package var isVerified: Bool { flags & 0x04 != 0 }
  }

  /// The key that it claims to be of.
  package let key: SSHPublicKey
  /// What it was made for.
  package let namespace: [UInt8]
  /// How the message was hashed: `sha256` or `sha512`.
  private let hash: [UInt8]
  /// The Ed25519 signature.
  private let signature: [UInt8]
  /// What a security key says; nil for a plain key.
  package let presence: Presence?
  /// The bytes that were read.
  package let blob: [UInt8]

  /// What a signature and what is signed begin with.
  private static let magic = Array("SSHSIG".utf8)
  /// Bytes of the largest signature.
  private static let blobBytesMax = 1024

  /// Reads the binary form.
  /// - Throws: `badSignature` for another version, type, hash or anything that is left over.
  package init(blob: [UInt8]) throws(RecordFault) {
    guard blob.count <= Self.blobBytesMax else { throw RecordFault(.badSignature) }
    var fields = SSHFields(blob)
    guard fields.take(Self.magic.count) == Self.magic, fields.number() == 1,
      let keyBytes = fields.string(), let namespace = fields.string(), !namespace.isEmpty,
      fields.string()?.isEmpty == true, let hash = fields.string(),
      ["sha256", "sha512"].contains(where: { Array($0.utf8) == hash }),
      let signatureBytes = fields.string(), fields.isEmpty
    else { throw RecordFault(.badSignature) }
    key = try SSHPublicKey(blob: keyBytes)
    var signatureFields = SSHFields(signatureBytes)
    guard signatureFields.string() == Array(key.type.utf8),
      let signature = signatureFields.string(), signature.count == VerifyingKey.signatureBytes
    else { throw RecordFault(.badSignature) }
    if key.application == nil {
      presence = nil
    } else {
      guard let flags = signatureFields.take(1), let counter = signatureFields.take(4) else {
        throw RecordFault(.badSignature)
      }
      presence = Presence(flags: flags[0], counter: counter)
    }
    guard signatureFields.isEmpty else { throw RecordFault(.badSignature) }
    self.namespace = namespace
    self.hash = hash
    self.signature = signature
    self.blob = blob
  }

  /// Reads the text that `ssh-keygen -Y sign` writes.
  package init(armored text: [UInt8]) throws(RecordFault) {
    let lines = String(decoding: text.prefix(Self.armorBytesMax), as: UTF8.self)
      .split(separator: "\n")
    guard text.count <= Self.armorBytesMax, lines.first == "-----BEGIN SSH SIGNATURE-----",
      lines.last == "-----END SSH SIGNATURE-----",
      let blob = Base64.decodeStrictly(lines.dropFirst().dropLast().joined())
    else { throw RecordFault(.badSignature) }
    try self.init(blob: blob)
  }

  /// Whether bytes begin as an SSH signature does.
  package static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The text that `ssh-keygen -Y verify` reads.
  package var armored: String {
    let text = Base64.encode(blob)
    var lines = ["-----BEGIN SSH SIGNATURE-----"]
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(70)))
      rest = rest.dropFirst(70)
    }
    return (lines + ["-----END SSH SIGNATURE-----", ""]).joined(separator: "\n")
  }

  /// Whether it is of `key`, for `namespace`, over `message`.
  ///
  /// What a security key says beside it is signed, but not judged here.
  package func isValid(
    over message: [UInt8],
    by key: SSHPublicKey,
    namespace: String
  ) -> Bool {
    guard self.key == key, self.namespace == Array(namespace.utf8) else { return false }
    let isShort = hash == Array("sha256".utf8)
    let digest = isShort ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
    let signed =
      Self.magic
      + [self.namespace, [], hash, digest].flatMap { VerifyingKey.sshString($0) }
    guard let application = key.application else {
      return key.key.isValid(signature: signature, over: signed)
    }
    guard let presence else { return false }
    let seen =
      Array(SHA256.hash(data: Array(application.utf8))) + [presence.flags] + presence.counter
    return key.key.isValid(signature: signature, over: seen + SHA256.hash(data: signed))
  }
}
