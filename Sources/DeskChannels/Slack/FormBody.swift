/// A body of `application/x-www-form-urlencoded`, read strictly.
///
/// Source: WHATWG URL, application/x-www-form-urlencoded parsing, narrowed: broken escapes, bytes
/// that are not UTF-8 and names that occur twice are refused.
enum FormBody {
  /// The value of the one field that a body must hold, and nothing else.
  /// - Returns: nil where the body holds another field, more fields or none.
  static func onlyValue(of name: String, in body: [UInt8]) -> [UInt8]? {
    let prefix = Array("\(name)=".utf8)
    guard body.starts(with: prefix), !body.contains(UInt8(ascii: "&")) else { return nil }
    var value: [UInt8] = []
    value.reserveCapacity(body.count)
    var index = prefix.count
    while index < body.count {
      switch body[index] {
      case UInt8(ascii: "+"): value.append(0x20)
      case UInt8(ascii: "%"):
        guard index + 2 < body.count, let high = digit(body[index + 1]),
          let low = digit(body[index + 2])
        else { return nil }
        value.append(high << 4 | low)
        index += 2
      case 0x21..<0x7F: value.append(body[index])
      default: return nil
      }
      index += 1
    }
    return value
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
