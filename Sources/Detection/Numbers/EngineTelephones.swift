import Vocabulary

/// Telephone numbers behind an exit code, over the end of a line and with the digits of a second line.
extension Engine {
  /// Digits of a number with its exit code, and the longest code of a country with its two noughts.
  private static let exitDigits = 11...17
  private static let codeBytes = 5

  /// `0044 20 7946 0142`, `001 970 555 0142`: a number behind the exit code that stands for `+`.
  ///
  /// Source: ITU-T E.123, E.164.
  func matchExit(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    let token = scratch.tokens[first]
    guard token.length > 2, token.length <= Self.codeBytes, text.at(Int(token.start) + 2) != 0x30,
      !text.isWordByte(Int(token.start) - 1), !isCode(text.at(Int(token.start) - 1)),
      first + 2 < scratch.tokens.count, scratch.tokens[first + 1].isDigits,
      scratch.tokens[first + 1].gap != .lineBreak, scratch.tokens[first + 2].isDigits,
      scratch.tokens[first + 2].gap != .lineBreak,
      isBehindCaller(first, scratch) || hasAreaCode(text, first, scratch),
      let rule = rule(.internationalPhone),
      let end = phoneEnd(text, first, scratch), !text.isWordByte(end)
    else { return false }
    let digits = (Int(token.start)..<end).count { text[$0].isDigit }
    guard Self.exitDigits.contains(digits) else { return false }
    let kind: IdentifierKind = isFax(first, scratch) ? .fax : .phone
    emit(rule, Int(token.start), extensionEnd(text, end), .format, kind: kind, scratch: &scratch)
    return true
  }

  /// Whether the group behind an exit code of two digits is an area's and no time of day: `0044 20`.
  private func hasAreaCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let area = scratch.tokens[first + 1]
    return scratch.tokens[first].length == 4 && area.length != 4
      && text.at(Int(area.start)) != 0x30
  }

  /// `.`, `-`, `/` and `#`, behind which digits are a code.
  private func isCode(_ byte: UInt8) -> Bool {
    byte == 0x2E || byte == 0x2D || byte == 0x2F || byte == 0x23
  }

  /// `(828) 555-` at the end of a line and `0157` at the beginning of the next one.
  func matchBrokenPhone(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    let (exchange, number) = (first + 1, first + 2)
    guard number < scratch.tokens.count, scratch.tokens[first].hash >= 200,
      scratch.tokens[exchange].isDigits, scratch.tokens[exchange].length == 3,
      scratch.tokens[exchange].hash >= 200, scratch.tokens[number].isDigits,
      scratch.tokens[number].length == 4, scratch.tokens[number].gap == .lineBreak,
      text.at(scratch.tokens[exchange].end) == 0x2D,
      !text.isWordByte(scratch.tokens[number].end),
      let rule = rule(.internationalPhone)
    else { return false }
    let start = Int(scratch.tokens[first].start)
    let joint = Int(scratch.tokens[exchange].start) - scratch.tokens[first].end
    let isBracketed = text.at(start - 1) == 0x28 && text.at(scratch.tokens[first].end) == 0x29
    guard isBracketed && joint <= 2 || joint == 1 && text.at(scratch.tokens[first].end) == 0x2D,
      text.at(start - 1) != 0x2D
    else { return false }
    // Two lines, not two paragraphs.
    let end = scratch.tokens[number].end
    guard Int(scratch.tokens[number].start) - scratch.tokens[exchange].end <= Self.breakBytes else {
      return false
    }
    let kind: IdentifierKind = isFax(first, scratch) ? .fax : .phone
    emit(rule, isBracketed ? start - 1 : start, end, .format, kind: kind, scratch: &scratch)
    return true
  }

  /// A hyphen, the end of a line and what stands before the next one.
  private static let breakBytes = 6

  /// The end of the last digits of a second line: `970-555-0142/0143`; `end` where there is none.
  func otherLineEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    guard text.at(end) == 0x2F else { return end }
    var index = end + 1
    while text.at(index).isDigit { index += 1 }
    let digits = index - end - 1
    guard digits == 2 || digits == 4, !text.isWordByte(index), text.at(index) != 0x2F,
      text.at(index) != 0x2D
    else { return end }
    return index
  }
}
