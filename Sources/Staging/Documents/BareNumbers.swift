import Vocabulary

extension BlockScanner {
  /// What the replacement of a value must look like where it stands without quotes as a number of JSON or TOML inside
  /// of a text, which is read as such elsewhere: a string of another document, a cell, a file of settings.
  ///
  /// ```
  /// {"mrn": 48213, "dx": "E11.9"}            mrn = 48213
  /// ```
  ///
  /// Sources: RFC 8259, 6; TOML 1.0, Integer.
  func shape(of range: Range<Int>, _ text: Span<UInt8>, _ shape: ValueShape) -> ValueShape {
    guard shape == .text, !range.isEmpty, text[range.lowerBound] > 0x20,
      range.allSatisfy({ (0x30...0x39).contains(text[$0]) || text[$0] == 0x2D }),
      isMember(range, text) || isSetting(range, text)
    else { return shape }
    return .number
  }

  /// Whether a value stands behind a key in quotes and a colon, and ends with a comma or a bracket.
  private func isMember(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    var behind = range.upperBound
    while behind < text.count, text[behind] <= 0x20 { behind += 1 }
    guard behind < text.count, [0x2C, 0x7D, 0x5D].contains(text[behind]) else { return false }
    var before = range.lowerBound - 1
    while before >= 0, text[before] <= 0x20 { before -= 1 }
    guard before >= 0, text[before] == 0x3A else { return false }
    before -= 1
    while before >= 0, text[before] == 0x20 { before -= 1 }
    return before > 0 && text[before] == 0x22
      && (text[before - 1].isAlphanumeric || text[before - 1] >= 0x80)
  }

  /// Whether a value is all of a setting, beside whose line stands one with a value in quotes.
  private func isSetting(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let end = range.upperBound
    guard end == text.count || text[end] == 0x0A || text[end] == 0x0D, range.lowerBound > 3 else {
      return false
    }
    let start = lineStart(text, range.lowerBound)
    guard isKey(start..<range.lowerBound, text) else { return false }
    var next = end
    while next < text.count, text[next] <= 0x20 { next += 1 }
    return hasQuotedValue(text, from: next)
      || start > 1 && hasQuotedValue(text, from: lineStart(text, start - 1))
  }

  /// Where the line begins that holds an offset.
  private func lineStart(_ text: Span<UInt8>, _ offset: Int) -> Int {
    var start = offset
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// Whether a range is a bare key and ` = `.
  private func isKey(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    guard range.count > 3, text[range.upperBound - 1] == 0x20, text[range.upperBound - 2] == 0x3D,
      text[range.upperBound - 3] == 0x20
    else { return false }
    return (range.lowerBound..<range.upperBound - 3)
      .allSatisfy { text[$0].isAlphanumeric || text[$0] == 0x5F || text[$0] == 0x2D }
  }

  /// Whether a line gives a key a value in quotes.
  private func hasQuotedValue(_ text: Span<UInt8>, from start: Int) -> Bool {
    var sign = start
    while sign < text.count, text[sign] != 0x3D, text[sign] != 0x0A { sign += 1 }
    guard sign + 2 < text.count, text[sign] == 0x3D, sign > start + 1 else { return false }
    return isKey(start..<sign + 2, text) && text[sign + 2] == 0x22
  }
}
