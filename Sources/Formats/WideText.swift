package import Vocabulary

/// UTF-16 read as UTF-8, so that readers of formats see one encoding alone.
package final class WideSource: ByteSource {
  private let base: any ByteSource
  private let isBig: Bool
  /// Bytes of units that were not decoded yet.
  private var rest: [UInt8] = []
  /// Bytes read at once.
  private static let pieceBytes = 64 << 10

  /// Reads `base`, from which nobody else may read.
  package init(_ base: any ByteSource, _ encoding: TextEncoding) {
    self.base = base
    isBig = encoding == .utf16BigEndian
  }

  /// As `ByteSource.read`; may hand out up to two bytes more than asked for.
  ///
  /// - Throws: `corrupt` for half a unit or half a pair: they could not be written back.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let start = buffer.count
    while buffer.count == start {
      let wanted = max(4, min(Self.pieceBytes, count / 2))
      let got = try base.fill(&rest, upTo: wanted)
      if got == 0 {
        guard rest.isEmpty else { throw Withholding(.corrupt, "half a character at the end") }
        return 0
      }
      let used = try decodeUTF16(rest, isBig: isBig, into: &buffer)
      rest.removeFirst(used)
    }
    return buffer.count - start
  }
}

/// Decodes whole characters of UTF-16.
///
/// - Parameters:
///   - bytes: two for each unit.
///   - isBig: whether the high one comes first.
///   - out: receives UTF-8.
/// - Returns: the bytes decoded; half a pair at the end is left.
/// - Throws: `corrupt` for half a pair elsewhere.
func decodeUTF16(
  _ bytes: [UInt8],
  isBig: Bool,
  into out: inout [UInt8]
) throws(Withholding) -> Int {
  func unit(_ place: Int) -> UInt32 {
    let (first, second) = (UInt32(bytes[place]), UInt32(bytes[place + 1]))
    return isBig ? first << 8 | second : second << 8 | first
  }
  var position = 0
  while position + 1 < bytes.count {
    var value = unit(position)
    var length = 2
    if value & 0xFC00 == 0xD800 {
      guard position + 3 < bytes.count else { break }
      let low = unit(position + 2)
      guard low & 0xFC00 == 0xDC00 else {
        throw Withholding(.corrupt, "half of a pair at \(position)")
      }
      value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
      length = 4
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw Withholding(.corrupt, "half of a pair at \(position)")
    }
    if value < 0x80 {
      out.append(UInt8(value))
    } else {
      out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
    position += length
  }
  return position
}

/// Writes UTF-8 as UTF-16.
package struct WideEncoder {
  private let isBig: Bool
  /// Bytes of a character that is not whole yet.
  private var rest: [UInt8] = []

  /// Writes in an encoding.
  package init(_ encoding: TextEncoding) {
    isBig = encoding == .utf16BigEndian
  }

  /// Whether every character was whole.
  package var isWhole: Bool { rest.isEmpty }

  /// Bytes in the other encoding.
  package mutating func encode(_ bytes: Span<UInt8>) -> [UInt8] {
    rest.append(span: bytes)
    var end = rest.count
    // A character cut off waits for its end.
    let low = max(0, end - 3)
    for place in stride(from: end - 1, through: low, by: -1) where rest[place] & 0xC0 != 0x80 {
      let length = rest[place] >= 0xF0 ? 4 : rest[place] >= 0xE0 ? 3 : rest[place] >= 0xC0 ? 2 : 1
      if place + length > end { end = place }
      break
    }
    var out: [UInt8] = []
    out.reserveCapacity(end * 2)
    for unit in String(decoding: rest[..<end], as: UTF8.self).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      out.append(isBig ? high : low)
      out.append(isBig ? low : high)
    }
    rest.removeFirst(end)
    return out
  }
}
