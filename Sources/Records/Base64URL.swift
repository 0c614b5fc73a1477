/// Base 64 with the alphabet for URLs and without padding, one text for one value.
///
/// Source: RFC 4648 §5, RFC 7515 §2.
package enum Base64URL {
  /// The text of bytes.
  package static func encode(_ bytes: [UInt8]) -> String {
    var digits = Array(Base64.encode(bytes).utf8)
    while digits.last == UInt8(ascii: "=") { digits.removeLast() }
    for index in digits.indices {
      if digits[index] == UInt8(ascii: "+") { digits[index] = UInt8(ascii: "-") }
      if digits[index] == UInt8(ascii: "/") { digits[index] = UInt8(ascii: "_") }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes of a text.
  /// - Returns: nil for padding, white space, another alphabet, an impossible length or bits after
  ///   the last byte.
  package static func decodeStrictly(_ text: String) -> [UInt8]? {
    var digits: [UInt8] = []
    digits.reserveCapacity(text.utf8.count + 3)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): digits.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): digits.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: digits.append(byte)
      }
    }
    let rest = digits.count % 4
    guard rest != 1 else { return nil }
    if rest > 0 { digits.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 4 - rest)) }
    return Base64.decodeStrictly(String(decoding: digits, as: UTF8.self))
  }
}
