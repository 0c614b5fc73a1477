import Vocabulary

/// How a text's characters are written.
package enum TextEncoding: Sendable, Hashable {
  /// UTF-8; bytes that are not are read as Windows-1252, one by one.
  case utf8
  /// UTF-16, the low byte first.
  case utf16LittleEndian
  /// UTF-16, the high byte first.
  case utf16BigEndian
  /// EBCDIC; readers see it as UTF-8.
  case ebcdic(CodePage)
  /// A set of one byte a character that a page or document of XML states; readers see it as UTF-8.
  case single(SingleByteSet)
}

/// Reads plain text: one segment a block, with the lines around it as context.
struct TextReader {
  /// How characters are written.
  let encoding: TextEncoding

  /// Finds the block's end and its one segment.
  mutating func parse(_ block: Block, atEnd: Bool) {
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let isWide = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
    let end = textBlockEnd(writer.source, from: start, atEnd: atEnd, isWide: isWide)
    defer { writer.finish(block, end: end) }
    guard end > start else { return }
    let field = writer.addField(.plainText)
    let limit = min(writer.source.count, end + BlockSize.marginBytes)
    switch encoding {
    case .utf8, .ebcdic, .single:
      // What sticks out belongs to a character that another block owns.
      let context = writer.source.characterBounds(0..<limit)
      let low = min(context.lowerBound, start)
      let whole = low..<max(end, context.upperBound)
      writer.addIdentity(owned: start..<end, context: whole, field: field)
    case .utf16LittleEndian, .utf16BigEndian:
      addWide(&writer, body: start..<end, limit: limit, field: field)
    }
  }

  /// Adds the text of UTF-16 bytes; lone surrogates become U+FFFD.
  private func addWide(
    _ writer: inout BlockWriter,
    body: Range<Int>,
    limit: Int,
    field: Int32
  ) {
    let isBig = encoding == .utf16BigEndian
    func unit(_ position: Int) -> UInt32 {
      let first = UInt32(writer.source[position])
      let second = UInt32(writer.source[position + 1])
      return isBig ? first << 8 | second : second << 8 | first
    }
    writer.beginDecoded()
    // Margins end at characters of two bytes counted from the body's beginning.
    var position = body.lowerBound & 1
    while position + 1 < limit {
      let high = unit(position)
      if high & 0xFC00 == 0xD800, position + 3 < limit {
        let low = unit(position + 2)
        if low & 0xFC00 == 0xDC00 {
          writer.add(scalar: 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), at: position)
          position += 4
          continue
        }
      }
      writer.add(scalar: high & 0xF800 == 0xD800 ? 0xFFFD : high, at: position)
      position += 2
    }
    writer.endDecoded(
      end: position,
      owned: body,
      field: field,
      coding: isBig ? .utf16BigEndian : .utf16LittleEndian
    )
  }
}

/// Where a block of running text ends: behind the first line end after the target, else at the last white
/// space, else behind the last comma, which no mask holds, else at a character's end; a function of the
/// document alone.
func textBlockEnd(_ source: [UInt8], from start: Int, atEnd: Bool, isWide: Bool) -> Int {
  let remaining = source.count - start
  if atEnd, remaining <= BlockSize.maxBytes { return source.count }
  let step = isWide ? 2 : 1
  let limit = start + BlockSize.maxBytes
  var position = start + BlockSize.targetBytes
  var (space, comma) = (0, 0)
  while position < limit {
    let isNarrow = !isWide || source[position] == 0 || source[position + 1] == 0
    let byte = isWide ? source[position] | source[position + 1] : source[position]
    position += step
    if isNarrow, byte == 0x0A { return position }
    if isNarrow, byte == 0x20 || byte == 0x09 || byte == 0x0D { space = position }
    if isNarrow, byte == 0x2C { comma = position }
  }
  if space > 0 || comma > 0 { return space > 0 ? space : comma }
  if isWide { return limit }
  var end = limit
  while end > limit - 4, source[end] & 0xC0 == 0x80 { end -= 1 }
  return end
}

/// The character of a Windows-1252 byte.
///
/// Source: WHATWG Encoding, index windows-1252.
func windows1252(_ byte: UInt8) -> UInt32 {
  let upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
  return byte >= 0x80 && byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)
}
