import Vocabulary

/// Three-digit ZIP prefixes that may leave, and those that may not.
///
/// Source: 45 CFR 164.514(b)(2)(i)(B): the first three digits may stay where the area that they
/// form holds more than 20,000 people.
enum ZipArea {
  /// Prefixes whose area holds 20,000 people or fewer: the union of the census lists of 2000, 2010
  /// and 2020.
  static let small: [Int] = [
    36, 59, 63, 102, 202, 203, 204, 205, 369, 556, 692, 753, 772, 790, 821, 823, 830, 831, 878,
    879, 884, 890, 893,
  ]

  /// Whether the prefix may stand in a released copy.
  /// - Parameter prefix: 0 to 999.
  /// - Returns: false for every number that is no existing prefix.
  static func mayLeave(_ prefix: Int) -> Bool {
    guard prefix >= 0, prefix < 1_000, !small.contains(prefix) else { return false }
    return ZipPrefixes.bits[prefix / 64] >> UInt64(prefix % 64) & 1 == 1
  }

  /// The prefix of a written ZIP code that may leave, 0 where none may.
  ///
  /// Five and nine digits are a code, three are a prefix that was masked before; every other number
  /// of digits is no code, and turns into 0.
  /// - Parameter value: the text of the finding.
  /// - Returns: the prefix; nil where the text is no ZIP code of the United States, so that a
  ///   foreign postal code is not cut as if it were one.
  static func prefix(of value: Span<UInt8>) -> Int? {
    var digits = 0
    var first = 0
    var letters: [UInt8] = []
    for index in value.indices {
      let byte = value[index]
      if byte.isDigit {
        if digits < 3 { first = first * 10 + Int(byte &- 0x30) }
        digits += 1
      } else if byte.isLetter || byte >= 0x80 {
        letters.append(byte)
      }
    }
    guard letters.isEmpty || States.isAbbreviation(letters), digits > 0 else { return nil }
    guard digits == 3 || digits == 5 || digits == 9, mayLeave(first) else { return 0 }
    return first
  }
}
