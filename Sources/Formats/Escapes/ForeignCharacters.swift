import Vocabulary

/// Digits of other scripts, letters and signs of other widths, and ideographs to which Latin letters
/// or digits are glued: what they are in ASCII, so that a number is found in whatever digits it is
/// written.
///
/// Source: Unicode 15.1, general category Nd, blocks Halfwidth and Fullwidth Forms, Enclosed
/// Alphanumerics, Dingbats, Superscripts and Subscripts, Mathematical Alphanumeric Symbols.
enum ForeignCharacters {
  /// The zeros of all scripts that have digits of their own, sorted.
  private static let zeros: [UInt32] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650,
    0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0,
    0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0,
    0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0,
    0x1E4F0, 0x1E5F1, 0x1E950,
    0x1FBF0,
  ]
  /// The ones of digits in circles, in brackets and with full stops; their zeros stand elsewhere.
  private static let ones: [UInt32] = [0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A]
  private static let lonelyZeros: Set<UInt32> = [0x24EA, 0x24FF, 0x1F100, 0x1F10B, 0x1F10C]
  /// Scripts written without blanks.
  private static let ideographs: [ClosedRange<UInt32>] = [
    0x0E01...0x0EDF, 0x1100...0x11FF, 0x3040...0x318F, 0x3400...0x9FFF, 0xAC00...0xD7AF,
    0xF900...0xFAFF, 0xFF66...0xFFDC, 0x20000...0x3FFFF,
  ]

  /// The first such character from `position` on: where it stands and what it is in ASCII.
  static func next(
    _ bytes: [UInt8],
    from position: Int,
    in range: Range<Int>
  ) -> (place: Range<Int>, value: UInt32)? {
    var position = position
    while position < range.upperBound {
      position = bytes.firstHigh(from: position, to: range.upperBound)
      if position == range.upperBound { return nil }
      let length = max(1, bytes.utf8Length(at: position, to: range.upperBound))
      // Latin, Greek and Cyrillic letters are what most text beyond ASCII consists of.
      if length > 2 || length == 2 && (bytes[position] >= 0xD9 || bytes[position] == 0xC2) {
        let place = position..<position + length
        if let value = value(bytes, place, in: range) { return (place, value) }
      }
      position += length
    }
    return nil
  }

  /// The scalar of the character at a place of UTF-8.
  private static func scalar(_ bytes: [UInt8], _ place: Range<Int>) -> UInt32 {
    var scalar =
      UInt32(bytes[place.lowerBound]) & (place.count == 2 ? 0x1F : 0x7F >> UInt32(place.count))
    for byte in bytes[place].dropFirst() { scalar = scalar << 6 | UInt32(byte & 0x3F) }
    return scalar
  }

  /// What the character at a place is in ASCII; nil for one that is none of these.
  private static func value(
    _ bytes: [UInt8],
    _ place: Range<Int>,
    in range: Range<Int>
  ) -> UInt32? {
    let scalar = scalar(bytes, place)
    if let known = ascii(scalar) { return known }
    let (before, after) = (place.lowerBound - 1, place.upperBound)
    let precedes = before >= range.lowerBound
    if let digit = raised(scalar) {
      // One alone is an exponent or a note, and so are several behind a digit.
      if precedes, bytes[before].isDigit { return nil }
      let next = after < range.upperBound ? raised(at: after, bytes, range) : nil
      guard next != nil || isRaisedBefore(place.lowerBound, bytes, range) else { return nil }
      return digit
    }
    guard ideographs.contains(where: { $0.contains(scalar) }) else { return nil }
    let isGlued =
      precedes && bytes[before].isAlphanumeric
      || after < range.upperBound && bytes[after].isAlphanumeric
    return isGlued ? 0x20 : nil
  }

  /// What a character is in ASCII wherever it stands.
  static func ascii(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xFF01...0xFF5E: return scalar - 0xFEE0
    case 0x3000: return 0x20
    case 0x1D400...0x1D6A3:
      let letter = (scalar - 0x1D400) % 52
      return letter < 26 ? 0x41 + letter : 0x61 + letter - 26
    default: break
    }
    for one in ones where scalar >= one && scalar < one + 9 { return 0x31 + scalar - one }
    if lonelyZeros.contains(scalar) { return 0x30 }
    var (low, high) = (0, zeros.count)
    while low < high {
      let middle = (low + high) / 2
      if zeros[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    guard low > 0, scalar - zeros[low - 1] < 10 else { return nil }
    return 0x30 + scalar - zeros[low - 1]
  }

  /// The digit that stands raised or lowered.
  private static func raised(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xB9: 0x31
    case 0xB2, 0xB3: 0x30 + scalar - 0xB0
    case 0x2070, 0x2074...0x2079: 0x30 + scalar - 0x2070
    case 0x2080...0x2089: 0x30 + scalar - 0x2080
    default: nil
    }
  }

  private static func raised(at place: Int, _ bytes: [UInt8], _ range: Range<Int>) -> UInt32? {
    let length = bytes.utf8Length(at: place, to: range.upperBound)
    return length < 2 ? nil : raised(scalar(bytes, place..<place + length))
  }

  /// Whether a raised digit stands before, and no digit before those that are.
  private static func isRaisedBefore(_ end: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var (place, isFound) = (end, false)
    while place > range.lowerBound, bytes[place - 1] >= 0x80 {
      var start = place - 1
      while start > range.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      guard raised(at: start, bytes, range) != nil else { return isFound }
      (place, isFound) = (start, true)
    }
    return isFound && (place == range.lowerBound || !bytes[place - 1].isDigit)
  }
}
