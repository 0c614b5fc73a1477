/// Queries and forms.
///
/// Source: RFC 6749 appendix B, WHATWG URL, application/x-www-form-urlencoded.
enum WebText {
  /// A name or value with everything but letters, digits and `-._~` escaped.
  static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Names and values as a query or a form.
  static func joined(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  }

  /// The names and values of a query.
  /// - Returns: nil for broken escapes, bytes that are not UTF-8, control bytes, a name that occurs
  ///   twice, and more than `pairsMax` pairs.
  static func pairs(_ query: String, pairsMax: Int) -> [String: String]? {
    var found: [String: String] = [:]
    for piece in query.split(separator: "&") {
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard found.count < pairsMax, let name = unescaped(parts[0]),
        let value = parts.count == 2 ? unescaped(parts[1]) : "",
        found.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    return found
  }

  /// A name or value without its escapes; nil where they are broken or hide control bytes.
  private static func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The value of a hexadecimal digit in either case.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
