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
    if scratch.tokens[first].length == 4 { matchLogDay(text, first, &scratch) }
    if text.at(scratch.tokens[first].end) == 0x2F {
      return matchGluedDay(text, first, &scratch) ?? next
    }
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

  /// The month and day of a line of a log behind its level, `I0612 10:41:55.301882`.
  ///
  /// They count where a person stands near. Source: glog, log line format.
  private func matchLogDay(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let (level, time) = (scratch.tokens[first &- 1], first &+ 1)
    guard level.length == 1, level.gap == .lineBreak, level.shape == .capitalized,
      Self.levels.contains(level.hash), time < scratch.tokens.count,
      scratch.tokens[time].gap == .blank, scratch.tokens[time].length == 2,
      text.at(scratch.tokens[time].end) == 0x3A, text.at(scratch.tokens[time].end &+ 3) == 0x3A
    else { return }
    let day = scratch.tokens[first]
    guard (1...12).contains(day.hash / 100), (1...31).contains(day.hash % 100),
      let rule = rule(.openDay)
    else { return }
    emit(rule, Int(day.start), day.end, .format, masked: false, scratch: &scratch)
  }

  private static let levels = hashes("i w e f d")
}
