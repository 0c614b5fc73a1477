import Vocabulary

/// How a text's characters are written.
package enum TextEncoding: Sendable, Hashable {
  /// UTF-8; bytes that are not are read as Windows-1252, one by one.
  case utf8
  /// UTF-16, the low byte first.
  case utf16LittleEndian
  /// UTF-16, the high byte first.
  case utf16BigEndian
}

/// Reads plain text: one segment a block, with the lines around it as context.
struct TextReader {
  /// How characters are written.
  let encoding: TextEncoding

  /// Finds the block's end and its one segment.
  mutating func parse(_ block: Block, atEnd: Bool) {
    let start = block.body.lowerBound
    let isWide = encoding != .utf8
    let end = textBlockEnd(block.source, from: start, atEnd: atEnd, isWide: isWide)
    block.body = start..<end
    guard end > start else { return }
    let field = block.addField(.plainText)
    let limit = min(block.source.count, end + BlockSize.marginBytes)
    switch encoding {
    case .utf8:
      var context = 0..<limit
      if !isValidUTF8(block.source, context) {
        addWindows1252(block, context: context, field: field)
        return
      }
      context = characterBounds(block.source, context)
      addIdentitySegment(block, owned: start..<end, context: context, field: field)
    case .utf16LittleEndian, .utf16BigEndian:
      addWide(block, context: 0..<limit & ~1, field: field)
    }
  }

  /// Adds the text of bytes that are not all UTF-8.
  private func addWindows1252(_ block: Block, context: Range<Int>, field: Int32) {
    let writer = DecodedWriter(block)
    var position = context.lowerBound
    while position < context.upperBound {
      let length = utf8Length(block.source, at: position, limit: context.upperBound)
      if length > 0 {
        for byte in block.source[position..<position + length] {
          writer.add(byte, at: position)
        }
        position += length
      } else {
        writer.add(scalar: windows1252(block.source[position]), at: position)
        position += 1
      }
    }
    writer.finish(end: context.upperBound, owned: block.body, field: field, coding: .ascii)
  }

  /// Adds the text of UTF-16 bytes; lone surrogates become U+FFFD.
  private func addWide(_ block: Block, context: Range<Int>, field: Int32) {
    let isBig = encoding == .utf16BigEndian
    let writer = DecodedWriter(block)
    func unit(_ position: Int) -> UInt32 {
      let (first, second) = (UInt32(block.source[position]), UInt32(block.source[position + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    var position = context.lowerBound
    while position + 1 < context.upperBound {
      let high = unit(position)
      if high & 0xFC00 == 0xD800, position + 3 < context.upperBound {
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
    writer.finish(
      end: position,
      owned: block.body,
      field: field,
      coding: isBig ? .utf16BigEndian : .utf16LittleEndian
    )
  }
}

/// Writes decoded text and its map into a block.
struct DecodedWriter {
  private let block: Block
  private let textStart: Int
  private let offsetStart: Int

  /// Begins a decoded segment.
  init(_ block: Block) {
    self.block = block
    textStart = block.decoded.count
    offsetStart = block.offsets.count
  }

  /// Adds one byte of text that came from `position` of the source.
  func add(_ byte: UInt8, at position: Int) {
    block.decoded.append(byte)
    block.offsets.append(UInt32(truncatingIfNeeded: position))
  }

  /// Adds a character that came from `position` of the source.
  func add(scalar: UInt32, at position: Int) {
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { add(byte, at: position) }
  }

  /// Ends the segment.
  ///
  /// `end`: where in the source the last character ends. `owned`: the bytes of the source whose
  /// findings count.
  func finish(end: Int, owned: Range<Int>, field: Int32, coding: SegmentCoding) {
    let count = block.decoded.count - textStart
    block.offsets.append(UInt32(truncatingIfNeeded: end))
    guard count > 0 else { return }
    let first = firstIndex(notBelow: owned.lowerBound, count: count)
    let last = firstIndex(notBelow: owned.upperBound, count: count)
    guard first < last else { return }
    block.segments.append(
      Segment(
        isDecoded: true,
        text: textStart..<textStart + count,
        owned: first..<last,
        field: field,
        coding: coding,
        offsetStart: offsetStart
      )
    )
  }

  /// The first byte of the text that came from `position` of the source or behind it.
  private func firstIndex(notBelow position: Int, count: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(block.offsets[offsetStart + middle]) < position {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// Where a block of running text ends: behind the first line end after the target, else at white
/// space, else at a character's end; a function of the document alone.
func textBlockEnd(_ source: [UInt8], from start: Int, atEnd: Bool, isWide: Bool) -> Int {
  let remaining = source.count - start
  if atEnd, remaining <= BlockSize.maxBytes { return source.count }
  let step = isWide ? 2 : 1
  let limit = start + BlockSize.maxBytes
  var position = start + BlockSize.targetBytes
  var space = 0
  while position < limit {
    let isNarrow = !isWide || source[position] == 0 || source[position + 1] == 0
    let byte = isWide ? source[position] | source[position + 1] : source[position]
    position += step
    if isNarrow, byte == 0x0A { return position }
    if isNarrow, byte == 0x20 || byte == 0x09 || byte == 0x0D { space = position }
  }
  if space > 0 { return space }
  if isWide { return limit }
  var end = limit
  while end > limit - 4, source[end] & 0xC0 == 0x80 { end -= 1 }
  return end
}

/// The range without the parts of characters that stick out at its ends.
private func characterBounds(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < end, start < range.lowerBound + 3, source[start] & 0xC0 == 0x80 { start += 1 }
  if end < source.count {
    while end > start, source[end] & 0xC0 == 0x80 { end -= 1 }
  }
  return start..<end
}

/// Whether a range is UTF-8, but for characters cut off at its ends.
func isValidUTF8(_ source: [UInt8], _ range: Range<Int>) -> Bool {
  var position = characterBounds(source, range).lowerBound
  let limit = range.upperBound
  while position < limit {
    if source[position] < 0x80 {
      position += 1
      continue
    }
    let length = utf8Length(source, at: position, limit: source.count)
    if length == 0 {
      return limit - position < 4 && limit == source.count && isCut(source, position)
    }
    position += length
  }
  return true
}

/// Whether the bytes from `position` to the end begin a character that the end cuts off.
private func isCut(_ source: [UInt8], _ position: Int) -> Bool {
  guard source[position] >= 0xC2, source[position] < 0xF5 else { return false }
  return source[(position + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
}

/// The length of the UTF-8 character at `position`, 1 to 4; 0 where there is none (RFC 3629).
func utf8Length(_ source: [UInt8], at position: Int, limit: Int) -> Int {
  let first = source[position]
  func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
    position + offset < limit && range.contains(source[position + offset])
  }
  switch first {
  case 0..<0x80: return 1
  case 0xC2...0xDF: return follows(1) ? 2 : 0
  case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
  case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
  case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
  case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
  case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
  case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
  default: return 0
  }
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
