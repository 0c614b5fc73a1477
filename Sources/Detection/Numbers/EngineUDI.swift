import Vocabulary

/// Identifiers of devices and members that consist of several groups.
extension Engine {
  /// `1EG4-TE5-MK73`, as Medicare cards print it; `start` is where a run of four begins.
  func matchGroupedMBI(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.groupedMBI), start + 13 <= text.count else { return }
    let mark = text[start + 4]
    guard mark == 0x2D || mark == 0x20, text[start + 8] == mark, !text.isWordByte(start + 13) else {
      return
    }
    var bytes = InlineArray<11, UInt8>(repeating: 0)
    var count = 0
    for offset in 0..<13 where offset != 4 && offset != 8 {
      bytes[count] = text[start + offset]
      count += 1
    }
    guard Checks.mbi(bytes.span) else { return }
    emit(rule, start, start + 13, .format | .checksum, scratch: &scratch)
  }

  /// Bytes of a device identifier with its production identifiers, at most.
  private static let udiBytesMax = 120

  /// `(01)` and fourteen digits with their check digit, and the elements behind them; or the same
  /// without brackets.
  ///
  /// `start`: the first digit of `01`. Source: GS1 General Specifications, section 3.
  func matchGS1(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.udi), text.at(start) == 0x30, text.at(start + 1) == 0x31 else { return }
    let isBracketed = text.at(start - 1) == 0x28 && text.at(start + 2) == 0x29
    let number = start + (isBracketed ? 3 : 2)
    guard isGTIN(text, number) else { return }
    var end = number + 14
    if isBracketed {
      while end - start < Self.udiBytesMax, let next = elementEnd(text, end) { end = next }
      guard !text.isWordByte(end) else { return }
      return emit(rule, start - 1, end, .format | .checksum, scratch: &scratch)
    }
    let element = Int(text.at(end) &- 0x30) * 10 + Int(text.at(end + 1) &- 0x30)
    guard text.at(end).isDigit, text.at(end + 1).isDigit, [10, 11, 17, 21].contains(element) else {
      return
    }
    while end - start < Self.udiBytesMax, text.at(end).isAlphanumeric || text.at(end) == 0x2D {
      end += 1
    }
    guard end - start >= 22 else { return }
    emit(rule, start, end, .format | .checksum, scratch: &scratch)
  }

  /// The end of `(17)261231`; nil where none begins.
  private func elementEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text.at(start) == 0x28 else { return nil }
    var index = start + 1
    while text.at(index).isDigit, index - start <= 4 { index += 1 }
    guard index - start >= 3, text.at(index) == 0x29 else { return nil }
    index += 1
    let value = index
    while index - value < 30,
      text.at(index).isAlphanumeric || text.at(index) == 0x2D || text.at(index) == 0x2F
        || text.at(index) == 0x5F
    {
      index += 1
    }
    return index > value ? index : nil
  }

  /// Whether fourteen digits with their check digit begin at an offset.
  private func isGTIN(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var sum = 0
    for offset in 0..<14 {
      let byte = text.at(start + offset)
      guard byte.isDigit else { return false }
      sum += Int(byte &- 0x30) * (offset.isMultiple(of: 2) ? 3 : 1)
    }
    return sum > 0 && sum.isMultiple(of: 10)
  }

  /// `+A99912345/$$52001510X3`: a labeller's code that begins with a letter, and behind a slash
  /// what was produced when.
  ///
  /// `start`: the byte behind `+`. Source: ANSI/HIBC 2.6, section 2.
  func matchHIBC(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.udi), text.at(start - 1) == 0x2B, text.at(start).isUppercase,
      !text.isWordByte(start - 2)
    else { return }
    var slash = start
    while text.at(slash).isDigit || text.at(slash).isUppercase { slash += 1 }
    guard (5...23).contains(slash - start), text.at(slash) == 0x2F, text.at(slash + 1) == 0x24
    else { return }
    var end = slash + 1
    while end - start < Self.udiBytesMax, isHIBCByte(text.at(end)) { end += 1 }
    while end > slash, text[end - 1] == 0x2E || text[end - 1] == 0x20 { end -= 1 }
    guard end - slash >= 4 else { return }
    emit(rule, start - 1, end, .format, scratch: &scratch)
  }

  /// Digits, capitals and `-.$/+%`, the characters of the code but for the blank.
  private func isHIBCByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x24, 0x2F, 0x2B, 0x25: true
    default: byte.isDigit || byte.isUppercase
    }
  }
}
