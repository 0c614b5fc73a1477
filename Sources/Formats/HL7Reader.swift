import Vocabulary

/// Reads HL7 v2 in its delimited form (ER7): a segment for each component and sub-component.
///
/// Separators come from MSH-1 and MSH-2 of each message. Source: HL7 v2.5.1, chapter 2.
struct HL7Reader {
  /// Field, component, repetition, escape and sub-component separators.
  private var separators: [UInt8] = Array("|^~\\&".utf8)
  /// The three letters of the current segment; empty at the beginning of a line.
  private var name: [UInt8] = []
  /// Position in the segment; the first is 1.
  private var fieldNumber = 0
  private var component = 1
  /// OBX-2, the type of OBX-5.
  private var valueType: [UInt8] = []
  /// Whether the block before ended inside a component.
  private var isOpen = false
  /// Fields of the current block by position.
  private var fields: [Int: Int32] = [:]

  /// Creates a reader.
  init() {}

  /// Finds the block's end and the segments in it.
  mutating func parse(_ block: Block, atEnd: Bool) {
    fields.removeAll(keepingCapacity: true)
    let start = block.body.lowerBound
    let isLast = atEnd && block.source.count - start <= BlockSize.maxBytes
    let limit = min(block.source.count, start + BlockSize.maxBytes)
    var position = start
    while position < limit, position - start < BlockSize.targetBytes {
      if name.isEmpty {
        guard isLast || position + 16 <= limit else { break }
        position = beginLine(block, at: position, limit: limit)
        continue
      }
      var end = position
      while end < limit, !isBoundary(block.source[end]) { end += 1 }
      let isPiece = end == limit && !isLast
      if isPiece {
        guard position == start else { break }
        while end > position + 1, block.source[end] & 0xC0 == 0x80 { end -= 1 }
      }
      add(block, position..<end, limit: limit, isPiece: isPiece)
      isOpen = isPiece
      position = end
      if !isPiece, position < limit { position = advance(block.source, over: position) }
      if isPiece { break }
    }
    block.body = start..<position
  }

  /// Whether a byte ends a component.
  private func isBoundary(_ byte: UInt8) -> Bool {
    byte == 0x0D || byte == 0x0A || byte == separators[0] || byte == separators[1]
      || byte == separators[2] || byte == separators[4]
  }

  /// Steps over the delimiter at `position`.
  private mutating func advance(_ source: [UInt8], over position: Int) -> Int {
    let byte = source[position]
    if byte == 0x0D || byte == 0x0A {
      name.removeAll(keepingCapacity: true)
    } else if byte == separators[0] {
      fieldNumber += 1
      component = 1
    } else if byte == separators[1] {
      component += 1
    } else if byte == separators[2] {
      component = 1
    }
    return position + 1
  }

  /// Reads what begins a line: a segment's name, or a byte that frames messages.
  private mutating func beginLine(_ block: Block, at position: Int, limit: Int) -> Int {
    let source = block.source
    let byte = source[position]
    if byte == 0x0D || byte == 0x0A || byte == 0x0B || byte == 0x1C { return position + 1 }
    let isNamed =
      position + 3 <= limit && source[position..<position + 3].allSatisfy { $0.isAlphanumeric }
    fieldNumber = 1
    component = 1
    guard isNamed else {
      name = Array("???".utf8)
      return position
    }
    name = Array(source[position..<position + 3])
    if ["MSH", "BHS", "FHS"].contains(String(decoding: name, as: UTF8.self)), position + 8 <= limit
    {
      separators = [3, 4, 5, 6, 7].map { source[position + $0] }
      var end = position + 4
      while end < limit, source[end] != separators[0], source[end] != 0x0D { end += 1 }
      fieldNumber = 2
      return end
    }
    let next = position + 3
    if next < limit, source[next] == separators[0] { return next + 1 }
    return next
  }

  /// Adds the segment of one component.
  private mutating func add(_ block: Block, _ range: Range<Int>, limit: Int, isPiece: Bool) {
    guard !range.isEmpty, !block.source[range].elementsEqual([0x22, 0x22]) else { return }
    let isOBX = name.elementsEqual("OBX".utf8)
    if isOBX, fieldNumber == 2, component == 1 { valueType = Array(block.source[range]) }
    let field = field(block)
    let isContinued = isOpen
    let context =
      isContinued || isPiece
      ? (isContinued ? 0 : range.lowerBound)..<min(
        block.source.count,
        range.upperBound + (isPiece ? BlockSize.marginBytes : 0)
      )
      : range
    guard block.source[range].contains(separators[3]) else {
      addIdentitySegment(block, owned: range, context: context, field: field)
      return
    }
    let writer = DecodedWriter(block)
    decode(block.source, context, into: writer)
    writer.finish(end: context.upperBound, owned: range, field: field, coding: .ascii)
  }

  /// Decodes `\F\`, `\S\`, `\T\`, `\R\`, `\E\`, `\Xhh…\` and `\.br\`; others stay as they are.
  private func decode(_ source: [UInt8], _ range: Range<Int>, into writer: DecodedWriter) {
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      let escapeBytesMax = 514
      guard source[cursor] == separators[3],
        let end = source[(cursor + 1)..<min(range.upperBound, cursor + escapeBytesMax)]
          .firstIndex(of: separators[3]), end > cursor + 1
      else {
        writer.add(source[cursor], at: cursor)
        cursor += 1
        continue
      }
      let code = source[cursor + 1..<end]
      switch (code.first ?? 0, code.count) {
      case (0x46, 1): writer.add(separators[0], at: cursor)
      case (0x53, 1): writer.add(separators[1], at: cursor)
      case (0x52, 1): writer.add(separators[2], at: cursor)
      case (0x45, 1): writer.add(separators[3], at: cursor)
      case (0x54, 1): writer.add(separators[4], at: cursor)
      case (0x58, _):
        let digits = String(decoding: code.dropFirst(), as: UTF8.self).lowercased()
        for byte in [UInt8](lowercaseHex: digits) ?? [0x20] { writer.add(byte, at: cursor) }
      case (0x2E, _): writer.add(0x20, at: cursor)
      default:
        if code.count > 3 || code.contains(0x20) {
          writer.add(source[cursor], at: cursor)
          cursor += 1
          continue
        }
      }
      cursor = end + 1
    }
  }

  /// The field of the current position, added to the block when first needed.
  private mutating func field(_ block: Block) -> Int32 {
    let isValue = name.elementsEqual("OBX".utf8) && fieldNumber == 5
    let type = isValue ? String(decoding: valueType, as: UTF8.self) : ""
    let letters = name.reduce(0) { $0 << 8 | Int($1) }
    let key =
      ((letters << 10 | fieldNumber) << 8 | component) << 16
      | (isValue ? valueType.prefix(2).reduce(1) { $0 << 7 | Int($1 & 0x7F) } & 0xFFFF : 0)
    if let known = fields[key] { return known }
    let segment = String(decoding: name, as: UTF8.self)
    let context = HL7Fields.context(
      segment: segment,
      field: fieldNumber,
      component: component,
      valueType: type
    )
    let number = block.addField(context)
    fields[key] = number
    return number
  }
}
