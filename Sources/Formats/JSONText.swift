import Vocabulary

/// Whether a byte may stand in a number or a word.
func isLiteralByte(_ byte: UInt8) -> Bool {
  byte.isAlphanumeric || byte == 0x2B || byte == 0x2D || byte == 0x2E
}

/// Whether bytes are `true`, `false` or `null`.
func isWord(_ source: [UInt8], _ range: Range<Int>) -> Bool {
  switch range.count {
  case 4: source.holds("true", at: range.lowerBound) || source.holds("null", at: range.lowerBound)
  case 5: source.holds("false", at: range.lowerBound)
  default: false
  }
}

/// Whether bytes are a number by RFC 8259 §6.
func isNumber(_ source: [UInt8], _ range: Range<Int>) -> Bool {
  var position = range.lowerBound
  let end = range.upperBound
  func skipDigits() -> Int {
    let first = position
    while position < end, source[position].isDigit { position += 1 }
    return position - first
  }
  if position < end, source[position] == 0x2D { position += 1 }
  let leadsWithZero = position < end && source[position] == 0x30
  let whole = skipDigits()
  if whole == 0 || (leadsWithZero && whole > 1) { return false }
  if position < end, source[position] == 0x2E {
    position += 1
    if skipDigits() == 0 { return false }
  }
  if position < end, source[position] | 0x20 == 0x65 {
    position += 1
    if position < end, source[position] == 0x2B || source[position] == 0x2D { position += 1 }
    if skipDigits() == 0 { return false }
  }
  return position == end
}

/// The value of four hexadecimal digits behind `\u` at `position`; nil where there is no such
/// escape before `end`.
private func unicodeEscape(_ source: [UInt8], _ position: Int, _ end: Int) -> UInt32? {
  guard position + 6 <= end, source[position] == 0x5C, source[position + 1] == 0x75 else {
    return nil
  }
  var value: UInt32 = 0
  for digit in source[position + 2..<position + 6] {
    guard let nibble = hexValue(digit) else { return nil }
    value = value << 4 | UInt32(nibble)
  }
  return value
}

/// The value of a hexadecimal digit; nil for other bytes.
func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 0x30...0x39: digit - 0x30
  case 0x41...0x46: digit - 0x37
  case 0x61...0x66: digit - 0x57
  default: nil
  }
}

/// Decodes the escapes of a string's bytes; a lone surrogate becomes U+FFFD.
///
/// Throws: `corrupt` where `isStrict` and an escape is none of RFC 8259 §7.
func decodeJSONString(
  _ writer: inout BlockWriter,
  _ range: Range<Int>,
  isStrict: Bool
) throws(Withholding) {
  let end = range.upperBound
  var cursor = range.lowerBound
  while cursor < end {
    let byte = writer.source[cursor]
    if byte != 0x5C {
      cursor = writer.addCharacter(cursor, to: end)
    } else if let next = decodeUnicode(&writer, at: cursor, end) {
      cursor = next
    } else {
      let code: UInt8
      guard cursor + 1 < end else {
        writer.add(byte, at: cursor)
        return
      }
      switch writer.source[cursor + 1] {
      case 0x22, 0x5C, 0x2F: code = writer.source[cursor + 1]
      case 0x6E: code = 0x0A
      case 0x74: code = 0x09
      case 0x72: code = 0x0D
      case 0x62: code = 0x08
      case 0x66: code = 0x0C
      default:
        if isStrict { throw Withholding(.corrupt, "an unknown escape in a string") }
        code = writer.source[cursor + 1]
      }
      writer.add(code, at: cursor)
      cursor += 2
    }
  }
}

/// Decodes the `\u` escape at `cursor` with the low surrogate behind it.
///
/// Returns: behind it; nil where there is none.
private func decodeUnicode(_ writer: inout BlockWriter, at cursor: Int, _ end: Int) -> Int? {
  guard let high = unicodeEscape(writer.source, cursor, end) else { return nil }
  if high & 0xFC00 == 0xD800, let low = unicodeEscape(writer.source, cursor + 6, end),
    low & 0xFC00 == 0xDC00
  {
    writer.add(scalar: 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), at: cursor)
    return cursor + 12
  }
  writer.add(scalar: high & 0xF800 == 0xD800 ? 0xFFFD : high, at: cursor)
  return cursor + 6
}

/// Where a piece of a long string ends: not inside a character or an escape.
func jsonPieceEnd(_ source: [UInt8], from first: Int, limit: Int) -> Int {
  var end = first
  var cursor = first
  while cursor < limit - 12 {
    if source[cursor] == 0x5C {
      let isUnicode = source[cursor + 1] == 0x75
      let isHigh =
        isUnicode && source[cursor + 2] | 0x20 == 0x64 && source[cursor + 3] | 0x20 > 0x37
        && source[cursor + 3] | 0x20 < 0x63
      let isPair = isHigh && source[cursor + 6] == 0x5C && source[cursor + 7] == 0x75
      cursor += isUnicode ? (isPair ? 12 : 6) : 2
    } else {
      cursor += 1
    }
    if source[cursor] & 0xC0 != 0x80 { end = cursor }
  }
  return end > first ? end : cursor
}

/// Where the context behind a piece ends: with the string.
func jsonContextEnd(_ source: [UInt8], from end: Int, limit: Int) -> Int {
  var cursor = end
  while cursor < limit {
    cursor = source.first(of: 0x22, 0x5C, 0x22, 0x5C, from: cursor, to: limit)
    if cursor == limit || source[cursor] == 0x22 { return cursor }
    cursor += 2
  }
  return limit
}

/// The context of a path in a document that is not FHIR: roles of a chat are codes, its content is
/// prose.
func chatContext(path: String) -> FieldContext {
  switch path.split(separator: ".").last {
  case "role", "type", "model": FieldContext(name: path, hint: .coded)
  case "content", "text", "prompt", "completion": FieldContext(name: path, hint: .freeText)
  default: FieldContext(name: path)
  }
}
