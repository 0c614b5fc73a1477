import Crypto
package import Vocabulary

extension Digest256 {
  /// The SHA-256 of bytes.
  package init(hashing bytes: [UInt8]) {
    var hash = SHA256()
    unsafe bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    self.init(finalizing: hash)
  }

  /// The SHA-256 of bytes.
  package init(hashing bytes: Span<UInt8>) {
    var hash = SHA256()
    unsafe bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    self.init(finalizing: hash)
  }

  /// The digest of everything that `hash` was given.
  init(finalizing hash: SHA256) {
    let bytes = unsafe hash.finalize().withUnsafeBytes { buffer in unsafe [UInt8](buffer) }
    guard let digest = Digest256(bytes: bytes) else {
      preconditionFailure("a SHA-256 digest has 32 bytes")
    }
    self = digest
  }
}

/// Base 64 with the standard alphabet and padding, one text for one value.
///
/// Source: RFC 4648 §4.
package enum Base64 {
  /// The alphabet.
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// The text of bytes, with padding.
  package static func encode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let one = UInt32(bytes[index]) << 16
      let two = left > 1 ? UInt32(bytes[index + 1]) << 8 : 0
      let three = left > 2 ? UInt32(bytes[index + 2]) : 0
      let group = one | two | three
      out.append(alphabet[Int(group >> 18)])
      out.append(alphabet[Int(group >> 12 & 63)])
      out.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
      out.append(left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
      index += 3
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of a text.
  /// - Returns: nil for white space, another alphabet, missing padding or bits after the last byte,
  ///   so that no two texts mean the same bytes.
  package static func decodeStrictly(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 4) else { return nil }
    var padding = 0
    if digits.last == UInt8(ascii: "=") {
      padding = digits[digits.count - 2] == UInt8(ascii: "=") ? 2 : 1
    }
    var out: [UInt8] = []
    out.reserveCapacity(digits.count / 4 * 3)
    var group: UInt32 = 0
    for (index, digit) in digits.enumerated() {
      if index < digits.count - padding {
        guard let value = value(digit) else { return nil }
        group = group << 6 | value
      } else {
        group <<= 6
      }
      if index & 3 == 3 {
        out.append(UInt8(truncatingIfNeeded: group >> 16))
        out.append(UInt8(truncatingIfNeeded: group >> 8))
        out.append(UInt8(truncatingIfNeeded: group))
        group = 0
      }
    }
    guard out.suffix(padding).allSatisfy({ $0 == 0 }) else { return nil }
    out.removeLast(padding)
    return out
  }

  /// The six bits of a digit; nil for any other byte.
  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit) - 0x41
    case 0x61...0x7A: UInt32(digit) - 0x61 + 26
    case 0x30...0x39: UInt32(digit) - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
