import Vocabulary

/// Finds long runs of base32 letters in a text that stand for text.
///
/// Source: RFC 4648 §6.
enum Base32Runs {
  /// Letters of the shortest run that is looked at: eleven digits and signs make 18.
  static let lettersMin = 16
  /// Letters of a group.
  static let groupLetters = 8
  /// Bytes of a group.
  static let groupBytes = 5

  /// The five bits of a letter; nil for other bytes.
  private static func bits(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x41...0x5A: UInt64(byte - 0x41)
    case 0x61...0x7A: UInt64(byte - 0x61)
    case 0x32...0x37: UInt64(byte - 0x32 + 26)
    default: nil
    }
  }

  /// The readings of all runs in a range.
  static func views(_ bytes: [UInt8], _ range: Range<Int>) -> [EscapeView] {
    var views: [EscapeView] = []
    var position = range.lowerBound
    while position + lettersMin <= range.upperBound {
      var place = position + lettersMin - 1
      while place >= position, bits(bytes[place]) != nil { place -= 1 }
      guard place < position else {
        position = place + 1
        continue
      }
      var end = position + lettersMin
      while end < range.upperBound, bits(bytes[end]) != nil { end += 1 }
      // A margin may begin inside a group.
      let phases = position == range.lowerBound ? 0..<groupLetters : 0..<1
      for phase in phases {
        guard let view = view(bytes, position + phase..<end, range) else { continue }
        views.append(view)
        break
      }
      position = end
    }
    return views
  }

  /// The text that letters stand for; nil where they stand for no text.
  private static func view(
    _ bytes: [UInt8],
    _ run: Range<Int>,
    _ range: Range<Int>
  ) -> EscapeView? {
    var text: [UInt8] = []
    var (value, count) = (UInt64(0), 0)
    for place in run {
      value = value << 5 | (bits(bytes[place]) ?? 0)
      count += 5
      guard count >= 8 else { continue }
      count -= 8
      let byte = UInt8(truncatingIfNeeded: value >> UInt64(count))
      guard (0x20..<0x7F).contains(byte) || [0x09, 0x0A, 0x0D].contains(byte) else { return nil }
      text.append(byte)
    }
    var end = run.upperBound
    while end < range.upperBound, end < run.upperBound + 6, bytes[end] == 0x3D { end += 1 }
    let places = run.map { UInt32($0 - range.lowerBound) } + [UInt32(end - range.lowerBound)]
    let isUpper = bytes[run].contains { (0x41...0x5A).contains($0) }
    return EscapeView(
      kind: .base32(isUpper: isUpper),
      text: text,
      places: places,
      core: text.indices
    )
  }

  /// Whole groups of bytes as letters.
  static func encode(_ bytes: [UInt8], isUpper: Bool) -> [UInt8] {
    let letters = Array(
      (isUpper ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" : "abcdefghijklmnopqrstuvwxyz234567").utf8
    )
    var out: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: groupBytes) {
      let value = bytes[start..<start + groupBytes].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      for place in 0..<groupLetters {
        out.append(letters[Int(value >> UInt64(35 - 5 * place) & 31)])
      }
    }
    return out
  }
}
