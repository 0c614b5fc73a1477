import Vocabulary

/// What stands right beside a name that was found and belongs to it: parts behind a hyphen, the other half of a
/// name, the number of whom a file is called by.
extension Engine {
  /// Letters behind a hyphen that belong to a name, at most.
  private static let partLetters = 2...6

  /// Lengthens names over a part in small letters behind a hyphen: `Min-ho`, `Jin-ah`.
  func lengthenParts(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.found.indices {
      let end = scratch.found[index].end
      guard scratch.found[index].kind == .name, text.at(end) == 0x2D, text.at(end + 1).isLowercase
      else {
        continue
      }
      var last = end + 1
      while text.at(last).isLetter || text.at(last) >= 0x80 { last += 1 }
      guard Self.partLetters.contains(last - end - 1), !text.isWordByte(last) else { continue }
      let bands = Lexicon.bands(Token.hash(text, end + 1..<last))
      if bands.english == 0 || bands.english == 3, bands.clinical == 0 {
        scratch.found[index].end = last
      }
    }
  }

  /// Letters of the other part of a double name, at least.
  private static let doubleLetters = 3

  /// Lengthens names over the other part of a double name: `Rastogi-[NAME]`, `[NAME]-Dahl`, and over the first
  /// name that is a word as well where both are all of a line: `Grant [NAME]`.
  /// - Returns: whether one is longer now.
  private func lengthenHyphens(_ text: Span<UInt8>, _ scratch: inout ScanScratch) -> Bool {
    var isLonger = false
    for index in scratch.found.indices
    where scratch.found[index].kind == .name && scratch.found[index].masked {
      let finding = scratch.found[index]
      if text.at(finding.end) == 0x2D, text.at(finding.end - 1).isLetter {
        var end = finding.end + 1
        while isOfHalf(text.at(end)), text.at(end) != 0x2D { end += 1 }
        if isDouble(text, finding.end + 1..<end), !text.isWordByte(end), text.at(end) != 0x2D {
          scratch.found[index].end = end
          isLonger = true
        }
      }
      if text.at(finding.start - 1) == 0x2D, text.at(finding.start).isUppercase {
        var start = finding.start - 1
        while isOfHalf(text.at(start - 1)), text.at(start - 1) != 0x2D { start -= 1 }
        if isDouble(text, start..<finding.start - 1), !text.isWordByte(start - 1),
          text.at(start - 1) != 0x2D
        {
          scratch.found[index].start = start
          isLonger = true
        }
      } else if let start = givenBefore(text, finding) {
        scratch.found[index].start = start
        isLonger = true
      }
    }
    return isLonger
  }

  /// Whether a part beside a hyphen may be of a double name: with a capital, no ordinary and no clinical word.
  private func isDouble(_ text: Span<UInt8>, _ part: Range<Int>) -> Bool {
    guard part.count >= Self.doubleLetters, text[part.lowerBound].isUppercase else { return false }
    let bands = Lexicon.bands(Token.hash(text, part))
    let best = max(bands.first, bands.last)
    return best >= 4
      || bands.clinical == 0 && !bands.isBrand
        && (best >= 3 || bands.english == 0 && (best > 0 || bands.isUnknown))
  }

  /// The band of a first name that many have.
  private static let givenBand: UInt32 = 3

  /// Where the first name before a surname begins, if both are all of a line; nil where there is none.
  private func givenBefore(_ text: Span<UInt8>, _ finding: Finding) -> Int? {
    guard text.at(finding.start - 1) == 0x20, [0, 0x0A, 0x0D].contains(text.at(finding.end)),
      finding.range.allSatisfy({ isOfHalf(text[$0]) })
    else { return nil }
    var start = finding.start - 1
    while text.at(start - 1).isLetter { start -= 1 }
    guard start < finding.start - 1, text[start].isUppercase,
      start == 0 || text.at(start - 1) == 0x0A
    else { return nil }
    return Lexicon.bands(Token.hash(text, start..<finding.start - 1)).first >= Self.givenBand
      ? start : nil
  }

  /// Letters of the other half of a name at least, and digits of a number beside one.
  private static let halfLetters = 2...24
  private static let besideDigits = 5...14

  /// Finds the other half of a name behind `^`, `WARD^[NAME]^E`, and a number that `_` joins to a name: `606043_Frost`.
  func matchHalves(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    if lengthenHyphens(text, &scratch) { settle(&scratch) }
    let count = scratch.found.count
    for index in 0..<count {
      let finding = scratch.found[index]
      guard finding.kind == .name, finding.masked else { continue }
      let (before, behind) = (text.at(finding.start - 1), text.at(finding.end))
      guard before == 0x5E || behind == 0x5E || before == 0x5F || behind == 0x5F else { continue }
      if behind == 0x5E, before != 0x5E, let half = halfBehind(text, finding.end + 1) {
        emitBeside(finding.rule, half, nil, &scratch)
      }
      if before == 0x5E, let half = halfBefore(text, finding.start - 1) {
        emitBeside(finding.rule, half, nil, &scratch)
      }
      guard let rule = rule(.near) else { continue }
      if before == 0x5F, let number = numberBefore(text, finding.start - 1) {
        emitBeside(rule, number, .uniqueID, &scratch)
      }
      if behind == 0x5F, let number = numberBehind(text, finding.end + 1) {
        emitBeside(rule, number, .uniqueID, &scratch)
      }
    }
    if scratch.found.count > count { settle(&scratch) }
  }

  /// Appends what stands beside a name; where it is found already, the two become one.
  private func emitBeside(
    _ rule: UInt16,
    _ range: Range<Int>,
    _ kind: IdentifierKind?,
    _ scratch: inout ScanScratch
  ) {
    emit(
      rule,
      range.lowerBound,
      range.upperBound,
      .format | .context,
      kind: kind,
      scratch: &scratch
    )
  }

  /// The letters of a component from an offset on, where it ends behind them.
  private func halfBehind(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    var end = start
    while isOfHalf(text.at(end)) { end += 1 }
    return isHalf(text, start..<end) && endsComponent(text.at(end)) ? start..<end : nil
  }

  /// The letters of a component up to an offset, where it begins with them.
  private func halfBefore(_ text: Span<UInt8>, _ end: Int) -> Range<Int>? {
    var start = end
    while isOfHalf(text.at(start - 1)) { start -= 1 }
    return isHalf(text, start..<end) && endsComponent(text.at(start - 1))
      && text.at(start - 1) != 0x5E
      ? start..<end : nil
  }

  private func isOfHalf(_ byte: UInt8) -> Bool {
    byte.isLetter || byte >= 0x80 || byte == 0x27 || byte == 0x2D
  }

  private func isHalf(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    Self.halfLetters.contains(range.count) && text[range.lowerBound].isUppercase
  }

  /// Whether a component ends at a byte: a separator, a line's end, the end.
  private func endsComponent(_ byte: UInt8) -> Bool {
    [0, 0x0A, 0x0D, 0x5E, 0x7C, 0x7E].contains(byte)
  }

  private func numberBefore(_ text: Span<UInt8>, _ end: Int) -> Range<Int>? {
    var start = end
    while text.at(start - 1).isDigit { start -= 1 }
    let isWhole = !text.isWordByte(start - 1) && text.at(start - 1) != 0x2E
    return Self.besideDigits.contains(end - start) && isWhole ? start..<end : nil
  }

  private func numberBehind(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    var end = start
    while text.at(end).isDigit { end += 1 }
    return Self.besideDigits.contains(end - start) && !text.isWordByte(end) ? start..<end : nil
  }
}
