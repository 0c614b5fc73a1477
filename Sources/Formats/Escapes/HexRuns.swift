import Vocabulary

/// Finds long runs of hexadecimal digits in a text that stand for text.
///
/// Digests and keys do not: what they stand for is no text. Source: RFC 4648 §8.
enum HexRuns {
  /// Digits of the shortest run that is looked at: eleven digits and signs make 22.
  static let digitsMin = 22

  /// The readings of all runs in a range.
  static func views(_ bytes: [UInt8], _ range: Range<Int>) -> [EscapeView] {
    var views: [EscapeView] = []
    var position = range.lowerBound
    while position + digitsMin <= range.upperBound {
      var place = position + digitsMin - 1
      while place >= position, hexValue(bytes[place]) != nil { place -= 1 }
      guard place < position else {
        position = place + 1
        continue
      }
      var end = position + digitsMin
      while end < range.upperBound, hexValue(bytes[end]) != nil { end += 1 }
      // A margin may begin or end between the two digits of a byte.
      let phases = position == range.lowerBound ? 0...1 : 0...0
      for phase in phases {
        guard let view = view(bytes, position + phase..<end, range) else { continue }
        views.append(view)
        break
      }
      position = end
    }
    return views
  }

  /// The text that digits stand for; nil where they stand for no text.
  private static func view(
    _ bytes: [UInt8],
    _ run: Range<Int>,
    _ range: Range<Int>
  ) -> EscapeView? {
    guard run.count.isMultiple(of: 2) || run.upperBound == range.upperBound else { return nil }
    var text: [UInt8] = []
    var places: [UInt32] = []
    var place = run.lowerBound
    while place + 1 < run.upperBound {
      guard let high = hexValue(bytes[place]), let low = hexValue(bytes[place + 1]) else {
        return nil
      }
      let byte = UInt8(high) << 4 | UInt8(low)
      guard (0x20..<0x7F).contains(byte) || [0x09, 0x0A, 0x0D].contains(byte) else { return nil }
      text.append(byte)
      places.append(UInt32(place - range.lowerBound))
      place += 2
    }
    places.append(UInt32(place - range.lowerBound))
    let isUpper = bytes[run].contains { (0x41...0x46).contains($0) }
    return EscapeView(kind: .hex(isUpper: isUpper), text: text, places: places, core: text.indices)
  }
}
