import Vocabulary

/// What looks like nothing but an identifier where nothing says what a value is.
enum IdentifierForm {
  /// Bytes of the longest one: longer ones are hashes and object identifiers.
  static let bytesMax = 24
  /// Digits of the shortest one with letters, and of one without.
  private static let codeDigits = 6
  private static let numberDigits = 7

  /// Whether a value is digits, capitals among them or not, too long for a count or a code: `884213077`,
  /// `XQH884213077`.
  static func isLong(_ text: ArraySlice<UInt8>) -> Bool {
    guard (numberDigits...bytesMax).contains(text.count), !isDay(text) else { return false }
    let digits = text.count(where: \.isDigit)
    let letters = text.count { $0.isUppercase }
    return digits + letters == text.count && digits >= (letters == 0 ? numberDigits : codeDigits)
      && text.contains { $0.isDigit && $0 != 0x30 }
  }

  /// Whether digits are a day, perhaps with a time: `20250312`, `20250312080455`.
  static func isDay(_ text: ArraySlice<UInt8>) -> Bool {
    guard [8, 10, 12, 14].contains(text.count), text.allSatisfy(\.isDigit) else { return false }
    let digits = text.map { Int($0 - 0x30) }
    let (century, month, day) = (
      digits[0] * 10 + digits[1], digits[4] * 10 + digits[5], digits[6] * 10 + digits[7]
    )
    return (18...20).contains(century) && (1...12).contains(month) && (1...31).contains(day)
      && (text.count == 8 || digits[8] * 10 + digits[9] < 24)
  }
}
