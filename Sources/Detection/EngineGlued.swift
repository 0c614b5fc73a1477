import Vocabulary

extension Engine {
  /// Letters of the longest word that may be glued to a number: `SSN`, `No`, a slip of the finger.
  private static let gluedLettersMax = 3

  /// Matches a social security number with hyphens to which letters are glued: `k219-09-9999`.
  ///
  /// Three groups of these lengths with two hyphens are hardly anything else; other numbers behind
  /// letters are codes. Source: SSA RM 10201.
  /// - Returns: the next token to look at.
  func matchGlued(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Int {
    let (next, last) = (first &+ 1, first &+ 2)
    guard scratch.tokens[first].length == 3, last < scratch.tokens.count,
      text.at(scratch.tokens[first].end) == 0x2D
    else { return next }
    let word = scratch.tokens[first &- 1]
    let (group, serial) = (scratch.tokens[next], scratch.tokens[last])
    let before = text.at(Int(word.start) &- 1)
    guard word.isWord, word.length <= Self.gluedLettersMax, word.gap != .none, before != 0x2D,
      group.isDigits, group.length == 2, group.gap == .mark, text.at(group.end) == 0x2D,
      serial.isDigits, serial.length == 4, serial.gap == .mark, text.at(serial.end) != 0x2D,
      !text.isWordByte(serial.end)
    else { return next }
    var key: UInt64 = 0
    for index in first...last {
      let token = scratch.tokens[index]
      key = key << 8 | UInt64(token.length) << 3
      guard index < last else { break }
      key |= UInt64(ShapeMark.between(text, token.end, Int(scratch.tokens[index &+ 1].start)))
    }
    let entry = shapes(key)
    guard entry > 1 else { return next }
    for number in shapeRules[entry] {
      let rule = shapeList[Int(number)]
      let validator = facts[Int(rule)].validator
      guard validator == .ssn || validator == .itin || validator == .ssnImpossible,
        holds(validator, text, first, last, scratch), !isForbidden(rule, first, last, scratch)
      else { continue }
      return take(rule, text, first, last, &scratch)
    }
    return next
  }
}
