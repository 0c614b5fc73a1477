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

  /// The labels as bytes.
  private static let spelled = IdentifierKind.allCases.map { Array($0.label.utf8) }

  /// Whether a range is the beginning of a mask that a field of fixed width has cut off: `[NAM`.
  static func isCut(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let letters = range.count - 1
    guard letters > 0, text[range.lowerBound] == 0x5B else { return false }
    return spelled.contains { label in
      letters <= label.count
        && (0..<letters).allSatisfy { text[range.lowerBound + 1 + $0] == label[$0] }
    }
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

  /// Whether a value is what a program is to put another in place of: `${MRN}`, `{{mrn}}`, `%s`, `:mrn`,
  /// `<MRN>`, `?`, or a form of nines or zeros: `(999) 999-9999`, `000-00-0000`.
  static func isTemplate(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var first = start
    // `tel:${phone}`
    if end - start > schemeBytes, text[start + schemeBytes - 1] == 0x3A, text[start].isLetter,
      text[start + schemeBytes] == 0x24
    {
      first += schemeBytes
    }
    let count = end - first
    guard count > 1 else { return false }
    let (one, two, last) = (text[first], text[first + 1], text[end - 1])
    switch one {
    case 0x24 where two == 0x7B: return last == 0x7D && isVariable(text, first + 2..<end - 1)
    case 0x7B where two == 0x7B:
      return count > 4 && last == 0x7D && text[end - 2] == 0x7D
        && isVariable(text, first + 2..<end - 2)
    case 0x25: return count == 2 && (two == 0x73 || two == 0x64)
    case 0x3A: return isVariable(text, first + 1..<end) && !two.isUppercase
    case 0x3C:
      // `<MRN>`, `<FIRST_NAME>`; `<Hill>` may be somebody.
      let name = first + 1..<end - 1
      return last == 0x3E && isVariable(text, name)
        && name.allSatisfy { text[$0].isUppercase || text[$0] == 0x5F }
        && (name.count <= fieldLetters || name.contains { text[$0] == 0x5F })
        && Lexicon.bands(Token.hash(text, name)).last == 0
    default: return isForm(text, first, end)
    }
  }

  /// Letters of what a field is called in short: `MRN`, `DOB`.
  private static let fieldLetters = 3
  /// Bytes of `tel:`.
  private static let schemeBytes = 4
  /// Digits of a form, at least.
  private static let formDigitsMin = 7

  /// Whether a range is the name of a variable.
  private static func isVariable(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { text[$0].isLetter }
      && range.allSatisfy { offset in
        let byte = text[offset]
        return byte.isAlphanumeric || byte == 0x5F || byte == 0x2E
          || byte == 0x20
            && text.at(offset - 1) == 0x7B
          || byte == 0x20 && text.at(offset + 1) == 0x7D
      }
  }

  /// Whether a range is a form of a number: nines or zeros alone, parted by marks.
  static func isForm(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var (digits, marks, digit): (Int, Int, UInt8) = (0, 0, 0)
    for offset in start..<end {
      let byte = text[offset]
      switch byte {
      case 0x30, 0x39:
        if digits > 0, byte != digit { return false }
        digit = byte
        digits += 1
      case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: marks += 1
      default: return false
      }
    }
    return digits >= formDigitsMin && marks > 0
  }

  /// Whether a word of capitals is a mask or a part of one.
  @inline(__always)
  static func holds(_ text: Span<UInt8>, _ token: Token) -> Bool {
    guard token.shape == .upper else { return false }
    let (before, behind) = (text.at(Int(token.start) &- 1), text.at(token.end))
    guard before == 0x5B || before == 0x5F || behind == 0x5D || behind == 0x5F else { return false }
    return kind(text, around: Int(token.start)) != nil
  }
}
