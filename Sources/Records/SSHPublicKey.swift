import Vocabulary

/// A public key of OpenSSH: an Ed25519 key, plain or of a security key (FIDO).
///
/// What a security key signs holds its application, so that one point under two applications, or
/// under none, is two keys to OpenSSH. Here the point alone says whose a key is: its id is that of
/// the point. Source: RFC 8709 §4; OpenSSH, PROTOCOL.u2f.
package struct SSHPublicKey: Sendable, Hashable {
  /// The point.
  package let key: VerifyingKey
  /// What a security key signs for, such as `ssh:`; nil for a plain key.
  package let application: String?

  /// The type of a plain key.
  static let plainType = "ssh-ed25519"
  /// The type of a security key's.
  static let securityType = "sk-ssh-ed25519@openssh.com"
  /// What applications begin with; no name of a web site does, so that no site can ask for
  /// signatures under one.
  package static let applicationPrefix = "ssh:"
  /// Bytes of an application at most.
  package static let applicationBytesMax = 255

  /// Creates a key.
  /// - Throws: `badKey` for an application that does not begin with `ssh:`, is longer than 255
  ///   bytes or not printable ASCII.
  package init(_ key: VerifyingKey, application: String? = nil) throws(RecordFault) {
    if let application {
      guard application.utf8.starts(with: Self.applicationPrefix.utf8),
        application.utf8.count <= Self.applicationBytesMax,
        application.utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
      else { throw RecordFault(.badKey, field: "application") }
    }
    self.key = key
    self.application = application
  }

  /// Reads the wire form.
  init(blob: [UInt8]) throws(RecordFault) {
    var fields = SSHFields(blob)
    let type = fields.string()
    guard let type, let raw = fields.string() else { throw RecordFault(.badKey) }
    var application: String?
    switch type {
    case Array(Self.plainType.utf8): break
    case Array(Self.securityType.utf8):
      guard let bytes = fields.string() else { throw RecordFault(.badKey) }
      application = String(decoding: bytes, as: UTF8.self)
    default: throw RecordFault(.badKey)
    }
    guard fields.isEmpty else { throw RecordFault(.badKey) }
    try self.init(try VerifyingKey(raw: raw), application: application)
  }

  /// Reads an OpenSSH public key line: type, base 64, a comment that is not looked at.
  package init(line: String) throws(RecordFault) {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2,
      let blob = Base64.decodeStrictly(String(words[1].prefix { !$0.isNewline }))
    else { throw RecordFault(.badKey) }
    try self.init(blob: blob)
    guard words[0] == type else { throw RecordFault(.badKey) }
  }

  /// Whether bytes begin as a line does that can be read.
  package static func isLine(_ bytes: some Sequence<UInt8>) -> Bool {
    [plainType, securityType].contains { bytes.starts(with: "\($0) ".utf8) }
  }

  /// The type, as the wire form and lines begin.
  var type: String { application == nil ? Self.plainType : Self.securityType }

  /// The wire form.
  package var blob: [UInt8] {
    let parts = [Array(type.utf8), key.raw] + (application.map { [Array($0.utf8)] } ?? [])
    return parts.flatMap { VerifyingKey.sshString($0) }
  }

  /// The OpenSSH public key: `ssh-ed25519 AAAA…`.
  package var line: String { "\(type) \(Base64.encode(blob))" }

  /// The key's line for an OpenSSH `allowed_signers` file, without a line end.
  ///
  /// Source: ssh-keygen(1), ALLOWED SIGNERS.
  /// - Parameters:
  ///   - principal: who signs; letters, digits and `._@+-` only.
  ///   - namespace: what signatures are for; a signature made for another use is refused.
  ///   - validAfter: first moment, or nil.
  ///   - validBefore: last moment, or nil.
  /// - Returns: nil where the principal or namespace could be read as more than one.
  package func allowedSignersLine(
    principal: String,
    namespace: String,
    validAfter: Timestamp? = nil,
    validBefore: Timestamp? = nil
  ) -> String? {
    guard Self.isPlainWord(principal), Self.isPlainWord(namespace) else { return nil }
    var options = ["namespaces=\"\(namespace)\""]
    if let validAfter { options.append("valid-after=\"\(Self.sshTime(validAfter))\"") }
    if let validBefore { options.append("valid-before=\"\(Self.sshTime(validBefore))\"") }
    return "\(principal) \(options.joined(separator: ",")) \(line)"
  }

  /// `20260131235959Z`, as OpenSSH writes UTC times.
  private static func sshTime(_ time: Timestamp) -> String {
    time.description.filter { $0.isNumber } + "Z"
  }

  /// Whether OpenSSH reads the word as one literal word, not as a pattern, list or option.
  private static func isPlainWord(_ text: String) -> Bool {
    let others = Array("._@+-/:".utf8)
    return !text.isEmpty && text.utf8.first != UInt8(ascii: "#")
      && text.utf8.allSatisfy { $0.isAlphanumeric || others.contains($0) }
  }
}

extension VerifyingKey {
  /// The OpenSSH public key: `ssh-ed25519 AAAA…`.
  ///
  /// Source: RFC 8709 §4.
  package var openSSH: String {
    let parts = [Array(SSHPublicKey.plainType.utf8), raw]
    return "\(SSHPublicKey.plainType) \(Base64.encode(parts.flatMap { Self.sshString($0) }))"
  }

  /// A string with its length in four bytes.
  ///
  /// Source: RFC 4251 §5.
  static func sshString(_ bytes: [UInt8]) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
  }
}

/// Fields of OpenSSH's wire form.
///
/// Source: RFC 4251 §5.
struct SSHFields {
  /// What is left.
  private var rest: ArraySlice<UInt8>

  /// Begins at the first byte.
  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// Whether nothing is left.
  var isEmpty: Bool { rest.isEmpty }

  /// Takes so many bytes; nil where there are fewer.
  mutating func take(_ count: Int) -> [UInt8]? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// Takes a number of 32 bits.
  mutating func number() -> Int? {
    take(4)?.reduce(0) { $0 << 8 | Int($1) }
  }

  /// Takes a string: its length, its bytes.
  mutating func string() -> [UInt8]? {
    guard let count = number() else { return nil }
    return take(count)
  }
}
