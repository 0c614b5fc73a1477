import Vocabulary

/// Who calls, as exchanges write it: a name in quotes and ten digits in angle brackets.
///
/// ```
/// "DARIN CALLAHAN" <4066149496>
/// ```
///
/// Source: Asterisk, the `clid` of its call detail records.
extension Scanner {
  /// Bytes of a caller's name, at most.
  private static let callerBytesMax = 48

  /// Finds callers' names and numbers.
  func findCallers(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var place = text.firstOffset(of: 0x3C, or: 0x3C, from: 0)
    while place < text.count {
      let digits = place + 1..<min(text.count, place + 1 + Self.dialledDigits)
      if text.at(digits.upperBound) == 0x3E, Self.isTelephone(text, digits) {
        add(digits, .phone, &scratch)
        if let name = Self.callerName(text, before: place) { add(name, .name, &scratch) }
      }
      place = text.firstOffset(of: 0x3C, or: 0x3C, from: place + 1)
    }
  }

  private func add(_ range: Range<Int>, _ kind: IdentifierKind, _ scratch: inout ScanScratch) {
    scratch.found.append(
      Finding(
        start: range.lowerBound,
        end: range.upperBound,
        kind: kind,
        confidence: .high,
        evidence: .field,
        rule: engine.fieldRule(kind, .none)
      )
    )
  }

  /// The words in quotes that end before a bracket; nil where something else stands there.
  private static func callerName(_ text: Span<UInt8>, before bracket: Int) -> Range<Int>? {
    var end = bracket
    while text.at(end - 1) == 0x20 { end -= 1 }
    let quoted = end
    while text.at(end - 1) == 0x22 || text.at(end - 1) == 0x5C { end -= 1 }
    guard end < quoted else { return nil }
    var start = end
    while start > 0, end - start < callerBytesMax, text[start - 1] != 0x22 {
      let byte = text[start - 1]
      guard byte.isLetter || byte >= 0x80 || [0x20, 0x27, 0x2C, 0x2D, 0x2E].contains(byte) else {
        return nil
      }
      start -= 1
    }
    return start < end && text.at(start - 1) == 0x22 ? start..<end : nil
  }
}
