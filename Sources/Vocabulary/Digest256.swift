/// A SHA-256 digest: 32 bytes.
package struct Digest256: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The bytes, always 32.
  package let bytes: [UInt8]

  /// Creates a digest from its bytes; nil unless there are exactly 32.
  package init?(bytes: some Sequence<UInt8>) {
    let array = Array(bytes)
    guard array.count == 32 else { return nil }
    self.bytes = array
  }

  /// Creates a digest from its bytes; nil unless there are exactly 32.
  ///
  /// Beside the generic one, which is not specialised in other modules and costs a call a byte.
  package init?(bytes array: [UInt8]) {
    guard array.count == 32 else { return nil }
    self.bytes = array
  }

  /// Creates a digest from 64 lower-case hexadecimal digits; nil for anything else.
  package init?(hex: String) {
    guard let bytes = [UInt8](lowercaseHex: hex), bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { bytes.lowercaseHex }

  /// The same as `hex`.
  package var description: String { hex }

  /// Orders digests by their bytes.
  package static func < (left: Digest256, right: Digest256) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension [UInt8] {
  /// Decodes an even number of lower-case hexadecimal digits; nil for anything else.
  package init?(lowercaseHex text: String) {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self = bytes
  }

  /// Two lower-case hexadecimal digits a byte.
  package var lowercaseHex: String {
    var out: [UInt8] = []
    out.reserveCapacity(count * 2)
    appendLowercaseHex(to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends two lower-case hexadecimal digits a byte.
  package func appendLowercaseHex(to out: inout [UInt8]) {
    for byte in self {
      out.append(hexDigit(byte >> 4))
      out.append(hexDigit(byte & 15))
    }
  }
}

/// The lower-case hexadecimal digit of a value below 16.
private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

/// The value of a lower-case hexadecimal digit; nil for any other byte.
private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
