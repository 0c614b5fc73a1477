/// Writes JSON in the one form that RFC 8785 (JCS) allows, so that equal values are equal bytes.
///
/// Numbers are integers only, so the hard part of the RFC (ECMAScript's floating point) is not
/// here.
package enum CanonicalJSON {
  /// The canonical bytes of a value, without a line end.
  package static func bytes(_ value: JSONValue) -> [UInt8] {
    var out: [UInt8] = []
    append(value, to: &out)
    return out
  }

  /// Appends the canonical bytes of a value.
  /// - Parameters:
  ///   - value: integers within ±(2^53 - 1), names distinct.
  ///   - out: grows by the value's bytes.
  package static func append(_ value: JSONValue, to out: inout [UInt8]) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(true): out.append(contentsOf: "true".utf8)
    case .bool(false): out.append(contentsOf: "false".utf8)
    case .integer(let number): append(number, to: &out)
    case .string(let text): append(text, to: &out)
    case .array(let values):
      out.append(UInt8(ascii: "["))
      for (index, element) in values.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        append(element, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let object): append(object, to: &out)
    }
  }

  /// Appends an integer in decimal digits.
  package static func append(_ number: Int64, to out: inout [UInt8]) {
    assert(number.magnitude <= StrictJSON.integerMax.magnitude, "beyond what readers keep exactly")
    out.append(contentsOf: String(number).utf8)
  }

  /// Appends a string in quotes; only what must be escaped is, in the shortest way.
  package static func append(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
      case 0x00..<0x20: appendControl(byte, to: &out)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Appends the escape of a byte below 0x20.
  private static func appendControl(_ byte: UInt8, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      out.append(contentsOf: "u00".utf8)
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
  }

  /// Appends an object, members in the order of their names' UTF-16 code units.
  private static func append(_ object: JSONObject, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    let sorted = object.members.sorted { precedes($0.name, $1.name) }
    for (index, member) in sorted.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      append(member.name, to: &out)
      out.append(UInt8(ascii: ":"))
      append(member.value, to: &out)
    }
    out.append(UInt8(ascii: "}"))
  }

  /// Whether `left` sorts before `right` by UTF-16 code units.
  ///
  /// Source: RFC 8785 §3.2.3.
  ///
  /// UTF-8 bytes sort by code point, which differs from UTF-16 in one place only: characters beyond
  /// U+FFFF (lead byte 0xF0 and up) are surrogates there, and come before U+E000 to U+FFFF (lead
  /// bytes 0xEE and 0xEF).
  package static func precedes(_ left: String, _ right: String) -> Bool {
    var others = right.utf8.makeIterator()
    for one in left.utf8 {
      guard let other = others.next() else { return false }
      if one != other {
        let isSwapped = one >= 0xEE && other >= 0xEE && (one >= 0xF0) != (other >= 0xF0)
        return isSwapped ? one > other : one < other
      }
    }
    return others.next() != nil
  }
}
