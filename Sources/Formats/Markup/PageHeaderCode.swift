import Vocabulary

/// A code in a header or footer of a workbook's pages, which touches the text behind it: `&LSmith`,
/// `&"Arial,Bold"Smith`, `&14Smith`.
///
/// Source: ECMA-376 part 1, §18.3.1.46 (`firstHeader`).
struct PageHeaderCode {
  /// Behind the code.
  let end: Int
  /// What stands between the texts on both sides: a line end between left, centre and right, a blank for
  /// what is shown in the place; nil for what says how letters look.
  let separator: UInt32?

  /// The code whose ampersand stands before the range; nil where there is none.
  init?(_ source: [UInt8], _ range: Range<Int>) {
    guard let first = range.first else { return nil }
    let byte = source[first]
    switch byte & 0xDF {
    case 0x4C, 0x43, 0x52: (end, separator) = (first + 1, 0x0A)
    case 0x50, 0x4E, 0x44, 0x54, 0x46, 0x41, 0x5A, 0x47: (end, separator) = (first + 1, 0x20)
    case 0x42, 0x49, 0x55, 0x53, 0x58, 0x59, 0x45, 0x4F, 0x48:
      (end, separator) = (first + 1, nil)
    case 0x4B:
      // A colour of six digits, or of a theme: `K01+033`.
      let digits = source[range].dropFirst().prefix(6)
      guard digits.count == 6 else { return nil }
      (end, separator) = (digits.endIndex, nil)
    default:
      let sizeDigitsMax = 3
      let size = source[range].prefix(sizeDigitsMax).prefix { $0.isDigit }
      if !size.isEmpty {
        (end, separator) = (size.endIndex, nil)
      } else if let behind = Self.fontEnd(source, range) {
        (end, separator) = (behind, nil)
      } else {
        return nil
      }
    }
  }

  /// Behind the quotes around a font's name; nil where none stand here.
  private static func fontEnd(_ source: [UInt8], _ range: Range<Int>) -> Int? {
    let mark: StaticString = "&quot;"
    if source[range.lowerBound] == 0x22 {
      let end = source.first(of: 0x22, from: range.lowerBound + 1, to: range.upperBound)
      return end < range.upperBound ? end + 1 : nil
    }
    guard source.holds(mark, at: range.lowerBound) else { return nil }
    let start = range.lowerBound + mark.utf8CodeUnitCount
    let end = source.first(of: mark, from: min(start, range.upperBound), to: range.upperBound)
    return end < range.upperBound ? end + mark.utf8CodeUnitCount : nil
  }
}
