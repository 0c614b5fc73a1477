import Vocabulary

/// Masks as they stand in text, such as `[NAME]`.
enum Placeholders {
  /// The labels of all kinds, as masks write them, by `Token.hash`.
  private static let labels = HashIndex(
    Dictionary(
      IdentifierKind.allCases.map { (Token.hash($0.label), UInt16($0.rawValue) + 1) }
    ) { first, _ in first }
  )
  /// Bytes of a label that are looked at.
  private static let bytesMax = 20

  /// The kind whose label in brackets, `[KIND]`, stands around the offset.
  static func kind(_ text: Span<UInt8>, around offset: Int) -> IdentifierKind? {
    var start = offset
    while start > 0, offset - start < bytesMax,
      text[start - 1].isUppercase || text[start - 1] == 0x5F
    {
      start -= 1
    }
    guard text.at(start - 1) == 0x5B else { return nil }
    var end = offset
    while end < text.count, end - start < bytesMax, text[end].isUppercase || text[end] == 0x5F {
      end += 1
    }
    guard text.at(end) == 0x5D, end > start else { return nil }
    let number = labels(Token.hash(text, start..<end))
    return number == 0 ? nil : IdentifierKind(rawValue: UInt8(number - 1))
  }

  /// Zeros of a number that is nobody's, at least.
  private static let zerosMin = 4
  private static let your = Array("your".utf8)

  /// Whether a value stands where a reader is to write his own: `YOUR_API_KEY`, `your-token`, or a number of
  /// zeros alone.
  static func isStandIn(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var zeros = 0
    for offset in start..<end where text.isWordByte(offset) {
      if text[offset] != 0x30 {
        zeros = -1
        break
      }
      zeros += 1
    }
    if zeros >= zerosMin || isWithheld(text, start) { return true }
    guard end - start > your.count else { return false }
    for offset in 0..<your.count where text[start + offset] | 0x20 != your[offset] { return false }
    let mark = text[start + your.count]
    return mark == 0x5F || mark == 0x2D
  }

  /// Whether a program wrote in brackets that it hides a value: `user=[redacted]`.
  private static func isWithheld(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.at(start - 1) == 0x5B else { return false }
    var end = start
    while text.at(end).isLetter { end += 1 }
    return text.at(end) == 0x5D && withheld.contains(Token.hash(text, start..<end))
  }

  private static let withheld: WordSet = WordSet(
    ["redacted", "removed", "hidden", "masked", "filtered", "withheld"].map { Token.hash($0) }
  )

  /// Whether a word of capitals is a mask or a part of one.
  @inline(__always)
  static func holds(_ text: Span<UInt8>, _ token: Token) -> Bool {
    guard token.shape == .upper else { return false }
    let (before, behind) = (text.at(Int(token.start) &- 1), text.at(token.end))
    guard before == 0x5B || before == 0x5F || behind == 0x5D || behind == 0x5F else { return false }
    return kind(text, around: Int(token.start)) != nil
  }
}
