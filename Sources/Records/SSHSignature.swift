import Crypto
import Vocabulary

/// An Ed25519 signature as OpenSSH makes it: `ssh-keygen -Y sign`.
///
/// What it was made for (the namespace) is part of what was signed, so a signature made for git or a
/// login is worth nothing here. Source: OpenSSH, PROTOCOL.sshsig, version 1.
package struct SSHSignature: Sendable, Hashable {
  /// The namespace of decisions.
  package static let approvalNamespace = "phigate-approval"
  /// Bytes of an armoured signature at most.
  package static let armorBytesMax = 4096

  /// The key that it claims to be of.
  package let key: VerifyingKey
  /// What it was made for.
  package let namespace: [UInt8]
  /// How the message was hashed: `sha256` or `sha512`.
  private let hash: [UInt8]
  /// The Ed25519 signature.
  private let signature: [UInt8]
  /// The bytes that were read.
  package let blob: [UInt8]

  /// What a signature and what is signed begin with.
  private static let magic = Array("SSHSIG".utf8)
  /// The type of key and signature.
  private static let type = Array("ssh-ed25519".utf8)
  /// Bytes of the largest signature.
  private static let blobBytesMax = 1024

  /// Reads the binary form.
  /// - Throws: `badSignature` for another version, type, hash or anything that is left over.
  package init(blob: [UInt8]) throws(RecordFault) {
    guard blob.count <= Self.blobBytesMax else { throw RecordFault(.badSignature) }
    var fields = SSHFields(blob)
    guard fields.take(Self.magic.count).map(Array.init) == Self.magic, fields.number() == 1,
      let keyBytes = fields.string(), let namespace = fields.string(), !namespace.isEmpty,
      fields.string()?.isEmpty == true, let hash = fields.string(),
      ["sha256", "sha512"].contains(where: { Array($0.utf8) == hash }),
      let signatureBytes = fields.string(), fields.isEmpty
    else { throw RecordFault(.badSignature) }
    var signatureFields = SSHFields(signatureBytes)
    guard signatureFields.string() == Self.type, let signature = signatureFields.string(),
      signature.count == VerifyingKey.signatureBytes, signatureFields.isEmpty
    else { throw RecordFault(.badSignature) }
    self.key = try VerifyingKey(sshBlob: keyBytes)
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
  package func isValid(
    over message: [UInt8],
    by key: VerifyingKey,
    namespace: String
  ) -> Bool {
    guard self.key == key, self.namespace == Array(namespace.utf8) else { return false }
    let isShort = hash == Array("sha256".utf8)
    let digest = isShort ? Array(SHA256.hash(data: message)) : Array(SHA512.hash(data: message))
    let signed =
      Self.magic
      + [self.namespace, [], hash, digest].flatMap { VerifyingKey.sshString($0) }
    return key.isValid(signature: signature, over: signed)
  }
}

extension VerifyingKey {
  /// Reads OpenSSH's wire form of a public key.
  init(sshBlob: [UInt8]) throws(RecordFault) {
    var fields = SSHFields(sshBlob)
    guard fields.string() == Array("ssh-ed25519".utf8), let raw = fields.string(), fields.isEmpty
    else { throw RecordFault(.badKey) }
    try self.init(raw: raw)
  }

  /// Reads an OpenSSH public key line: type, base 64, a comment that is not looked at.
  package init(openSSH line: String) throws(RecordFault) {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0] == "ssh-ed25519",
      let blob = Base64.decodeStrictly(String(words[1].prefix { !$0.isNewline }))
    else { throw RecordFault(.badKey) }
    try self.init(sshBlob: blob)
  }
}

/// Fields of OpenSSH's wire form.
///
/// Source: RFC 4251 §5.
private struct SSHFields {
  /// What is left.
  private var rest: ArraySlice<UInt8>

  /// Begins at the first byte.
  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// Whether nothing is left.
  var isEmpty: Bool { rest.isEmpty }

  /// Takes so many bytes; nil where there are fewer.
  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// Takes a number of 32 bits.
  mutating func number() -> Int? {
    take(4)?.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Takes a string: its length, its bytes.
  mutating func string() -> [UInt8]? {
    guard let count = number(), let bytes = take(count) else { return nil }
    return Array(bytes)
  }
}
