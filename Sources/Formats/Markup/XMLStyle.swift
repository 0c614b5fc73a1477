/// Fonts in style sheets, many of which are called like people and places.
///
/// Source: CSS Fonts Level 4 §2.1 and §2.7: `font-family` is a list of names, `font` ends in one.
extension XMLReader {
  private static let property = Array("font".utf8)
  private static let family = Array("-family".utf8)

  /// Notes a style sheet or a list of declarations inside a mark: the names of fonts by themselves, what
  /// is between them as the field `number`.
  mutating func nestStyle(
    _ source: [UInt8],
    _ range: Range<Int>,
    _ number: Int32,
    hasReferences: Bool
  ) {
    var done = range.lowerBound
    var position = range.lowerBound
    while position < range.upperBound {
      position = source.first(of: 0x66, from: position, to: range.upperBound)
      guard let list = Self.fonts(source, at: position, to: range.upperBound) else {
        position += 1
        continue
      }
      nest(done..<list.lowerBound, number, hasReferences: hasReferences)
      for name in source[list].split(separator: 0x2C) {
        nest(Self.trimmed(source, name.indices), common.font, hasReferences: hasReferences)
      }
      (done, position) = (list.upperBound, list.upperBound)
    }
    nest(done..<range.upperBound, number, hasReferences: hasReferences)
  }

  /// The value of the declaration of fonts that begins at `position`; nil where none does.
  private static func fonts(
    _ source: [UInt8],
    at position: Int,
    to end: Int
  ) -> Range<Int>? {
    guard position + property.count < end, source[position...].starts(with: property) else {
      return nil
    }
    var first = position + property.count
    if source[first...].starts(with: family) { first += family.count }
    while first < end, source[first] <= 0x20 { first += 1 }
    guard first < end, source[first] == 0x3A else { return nil }
    let last = source[first + 1..<end].firstIndex { $0 == 0x3B || $0 == 0x7D } ?? end
    return first + 1..<last
  }

  /// A range without blanks and quotes around it.
  private static func trimmed(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
    let isOutside = { (byte: UInt8) in byte <= 0x20 || byte == 0x22 || byte == 0x27 }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isOutside(source[low]) { low += 1 }
    while high > low, isOutside(source[high - 1]) { high -= 1 }
    return low..<high
  }
}
