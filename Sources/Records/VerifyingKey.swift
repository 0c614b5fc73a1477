import Crypto
import Vocabulary

/// An Ed25519 public key that may be trusted: canonical, and not of small order.
///
/// Known by the SHA-256 of its SubjectPublicKeyInfo DER. Source: RFC 8032, RFC 8410.
package struct VerifyingKey: Sendable, Hashable {
  /// The key's 32 bytes, as RFC 8032 encodes the point.
  package let raw: [UInt8]
  /// Lower-case hex SHA-256 of `spki`.
  package let keyID: String

  /// Bytes of a key.
  package static let rawBytes = 32
  /// Bytes of a signature.
  package static let signatureBytes = 64

  /// Creates a key from its 32 bytes.
  /// - Throws: `badKey` for another length, `weakKey` for an encoding that is not canonical or a
  ///   point of small order, under which one signature could verify for many messages.
  package init(raw: [UInt8]) throws(RecordFault) {
    guard raw.count == Self.rawBytes else { throw RecordFault(.badKey) }
    guard Self.isCanonical(raw), !Self.isSmallOrder(raw) else { throw RecordFault(.weakKey) }
    self.raw = raw
    self.keyID = Digest256(hashing: Self.spkiPrefix + raw).hex
  }

  /// Creates a key from its SubjectPublicKeyInfo DER: 44 bytes, one form.
  package init(spki: [UInt8]) throws(RecordFault) {
    guard spki.count == Self.spkiPrefix.count + Self.rawBytes, spki.starts(with: Self.spkiPrefix)
    else { throw RecordFault(.badKey) }
    try self.init(raw: Array(spki.dropFirst(Self.spkiPrefix.count)))
  }

  /// Creates a key from the PEM text that `openssl pkey -pubout` writes.
  package init(pem: String) throws(RecordFault) {
    try self.init(spki: try PEM.decode(Array(pem.utf8), label: Self.pemLabel))
  }

  /// The SubjectPublicKeyInfo DER, 44 bytes.
  ///
  /// Source: RFC 8410 §4.
  package var spki: [UInt8] { Self.spkiPrefix + raw }

  /// The PEM text, as openssl writes it.
  package var pem: String { PEM.encode(spki, label: Self.pemLabel) }

  /// Whether `signature` is this key's over `message`.
  ///
  /// Strict: S below the group order, R compared as bytes (no cofactor), so that a signature has
  /// one form only. Source: RFC 8032 §5.1.7.
  package func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard signature.count == Self.signatureBytes,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
    else { return false }
    return key.isValidSignature(signature, for: message)
  }

  /// Equal keys are equal bytes.
  package static func == (left: VerifyingKey, right: VerifyingKey) -> Bool {
    left.raw == right.raw
  }

  /// Hashes the key's bytes.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(raw)
  }

  /// The label of a public key's PEM.
  private static let pemLabel = "PUBLIC KEY"
  /// SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes }.
  private static let spkiPrefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// Whether the encoded y is below the field's prime 2^255 - 19.
  ///
  /// Source: RFC 8032 §5.1.3.
  private static func isCanonical(_ raw: [UInt8]) -> Bool {
    guard raw[31] & 0x7F == 0x7F, raw[1..<31].allSatisfy({ $0 == 0xFF }) else { return true }
    return raw[0] < 0xED
  }

  /// Whether the point's order is 1, 2, 4 or 8; the sign bit does not matter.
  private static func isSmallOrder(_ raw: [UInt8]) -> Bool {
    var y = raw
    y[31] &= 0x7F
    return smallOrderY.contains(y)
  }

  /// The y of the eight points of small order, little-endian, in canonical form: 0 (order 4),
  /// 1 (order 1), p - 1 (order 2) and the two of order 8.
  private static let smallOrderY: [[UInt8]] = [
    [UInt8](repeating: 0, count: 32),
    [1] + [UInt8](repeating: 0, count: 31),
    [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    [
      0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98,
      0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53,
      0xFC, 0x05,
    ],
    [
      0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67,
      0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC,
      0x03, 0x7A,
    ],
  ]
}

/// PEM as openssl writes it: 64 digits a line, nothing around it.
///
/// Source: RFC 7468.
enum PEM {
  /// Bytes of a PEM text that is looked at.
  static let bytesMax = 4096
  /// Base64 digits a line.
  private static let lineDigits = 64

  /// The text of DER.
  static func encode(_ der: [UInt8], label: String) -> String {
    var rest = Base64.encode(der)[...]
    var text = "-----BEGIN \(label)-----\n"
    while !rest.isEmpty {
      text += rest.prefix(lineDigits) + "\n"
      rest = rest.dropFirst(lineDigits)
    }
    return text + "-----END \(label)-----\n"
  }

  /// The DER of a text.
  /// - Parameters:
  ///   - bytes: exactly one block; the line end after it may be missing.
  ///   - label: what the block must be.
  /// - Returns: the DER.
  /// - Throws: `badPEM` for any other text.
  static func decode(_ bytes: [UInt8], label: String) throws(RecordFault) -> [UInt8] {
    guard bytes.count <= bytesMax, bytes.allSatisfy({ $0 < 0x80 }) else {
      throw RecordFault(.badPEM)
    }
    let begin = "-----BEGIN \(label)-----\n"
    let end = "\n-----END \(label)-----"
    var text = String(decoding: bytes, as: UTF8.self)
    if text.utf8.last == 0x0A { text.removeLast() }
    guard text.hasPrefix(begin), text.hasSuffix(end),
      text.utf8.count > begin.utf8.count + end.utf8.count
    else { throw RecordFault(.badPEM) }
    let body = text.dropFirst(begin.count).dropLast(end.count)
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.dropLast().allSatisfy({ $0.utf8.count == lineDigits }),
      let last = lines.last, 1...lineDigits ~= last.utf8.count,
      let der = Base64.decodeStrictly(lines.joined())
    else { throw RecordFault(.badPEM) }
    return der
  }
}
