import Vocabulary

/// How a mail's part is written.
///
/// Source: RFC 2045 §6.
package enum TransferEncoding: Sendable, Hashable {
  /// As it is: 7bit, 8bit, binary.
  case identity
  /// base64 in lines.
  case base64
  /// Quoted-printable.
  case quotedPrintable

  /// The encoding that a header names; nil for one without a reader.
  init?(name: [UInt8]) {
    switch String(decoding: name.map(\.lowercased), as: UTF8.self) {
    case "", "7bit", "8bit", "binary": self = .identity
    case "base64": self = .base64
    case "quoted-printable": self = .quotedPrintable
    default: return nil
    }
  }

  /// The content of an encoded part; nil where it breaks its encoding.
  package func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    switch self {
    case .identity: Array(bytes)
    case .base64: decodeBase64(bytes)
    case .quotedPrintable: decodeQuotedPrintable(bytes)
    }
  }

  /// Content written in this encoding, its lines ended like those of the original.
  package func encode(_ content: [UInt8], like original: ArraySlice<UInt8>) -> [UInt8] {
    let ending: [UInt8] = original.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
    switch self {
    case .identity: return content
    case .base64:
      let text = encodeBase64(content)
      var out: [UInt8] = []
      let lineBytes = 76
      for start in stride(from: 0, to: text.count, by: lineBytes) {
        out += text[start..<min(text.count, start + lineBytes)] + ending
      }
      return out
    case .quotedPrintable: return encodeQuotedPrintable(content, ending: ending)
    }
  }
}

private let base64Letters = Array(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
)

/// The bytes that base64 stands for; white space between is skipped.
package func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  var out: [UInt8] = []
  out.reserveCapacity(text.count / 4 * 3)
  var (bits, count, padding) = (UInt32(0), 0, 0)
  for byte in text where byte > 0x20 {
    if byte == 0x3D {
      padding += 1
      continue
    }
    guard padding == 0, let value = base64Value(byte) else { return nil }
    bits = bits << 6 | UInt32(value)
    count += 1
    if count == 4 {
      out += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      (bits, count) = (0, 0)
    }
  }
  guard padding <= 2 else { return nil }
  switch count {
  case 0: break
  case 2: out.append(UInt8(bits >> 4 & 0xFF))
  case 3: out += [UInt8(bits >> 10 & 0xFF), UInt8(bits >> 2 & 0xFF)]
  default: return nil
  }
  return out
}

/// The six bits of a letter of base64; nil for other bytes.
func base64Value(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x41...0x5A: byte - 0x41
  case 0x61...0x7A: byte - 0x47
  case 0x30...0x39: byte + 4
  case 0x2B, 0x2D: 62
  case 0x2F, 0x5F: 63
  default: nil
  }
}

/// Bytes in base64, with padding, without line ends.
package func encodeBase64(_ bytes: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(3, bytes.count - start)
    var bits = UInt32(bytes[start]) << 16
    if count > 1 { bits |= UInt32(bytes[start + 1]) << 8 }
    if count > 2 { bits |= UInt32(bytes[start + 2]) }
    for place in 0..<4 {
      let letter = base64Letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
      out.append(place <= count ? letter : 0x3D)
    }
  }
  return out
}

/// The bytes that quoted-printable stands for; a stray sign stands for itself.
///
/// Source: RFC 2045 §6.7.
func decodeQuotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
  var out: [UInt8] = []
  var position = text.startIndex
  while position < text.endIndex {
    let byte = text[position]
    position += 1
    guard byte == 0x3D else {
      out.append(byte)
      continue
    }
    if position + 1 < text.endIndex, let high = hexValue(text[position]),
      let low = hexValue(text[position + 1])
    {
      out.append(high << 4 | low)
      position += 2
      continue
    }
    // A soft line end, perhaps with blanks that a relay put there.
    let rest = text[position...].drop { $0 == 0x20 || $0 == 0x09 }
    if rest.first == 0x0A {
      position = rest.startIndex + 1
    } else if rest.first == 0x0D, rest.dropFirst().first == 0x0A {
      position = rest.startIndex + 2
    } else if rest.isEmpty {
      position = text.endIndex
    } else {
      out.append(byte)
    }
  }
  return out
}

/// Bytes in quoted-printable.
private func encodeQuotedPrintable(_ content: [UInt8], ending: [UInt8]) -> [UInt8] {
  let digits = Array("0123456789ABCDEF".utf8)
  var out: [UInt8] = []
  var column = 0
  for (index, byte) in content.enumerated() {
    if byte == 0x0A {
      if out.last != 0x0D || ending.count == 1 { out += ending } else { out.append(0x0A) }
      column = 0
      continue
    }
    let next = index + 1 < content.count ? content[index + 1] : 0x0A
    if byte == 0x0D, next == 0x0A { continue }
    let isBlank = byte == 0x20 || byte == 0x09
    let isPlain =
      isBlank ? next != 0x0A && next != 0x0D : byte > 0x20 && byte < 0x7F && byte != 0x3D
    let lineBytes = 73
    if column >= lineBytes {
      out += [0x3D] + ending
      column = 0
    }
    if isPlain {
      out.append(byte)
      column += 1
    } else {
      out += [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += 3
    }
  }
  return out
}
