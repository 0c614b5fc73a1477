import Vocabulary

/// Reads HL7 v2 in its delimited form (ER7): a segment for each component and sub-component.
///
/// Separators come from MSH-1 and MSH-2 of each message; messages may stand in batches, in frames
/// of MLLP, one after the other. Source: HL7 v2.5.1, chapter 2; MLLP release 1.
struct HL7Reader {
  /// Field, component, repetition, escape and sub-component separators.
  private var separators: [UInt8] = Array("|^~\\&".utf8)
  /// The bytes that end a component.
  private var boundaries = ByteTable("|^~&\r\n".utf8)
  /// Letters of the current segment's name, the last one lowest; 0 at the beginning of a line.
  private var name: UInt64 = 0
  /// Position in the segment; the first is 1.
  private var fieldNumber = 0
  private var component = 1
  /// How many fields and repetitions were met.
  private var serial = 0
  /// OBX-2, the type of OBX-5, its letters as in `name`; 0 where there is none.
  private var valueType: UInt64 = 0
  /// Whether an escape may stand in the block.
  private var mayEscape = true
  /// Whether the block before ended inside a component.
  private var isOpen = false
  /// MFI-1, what the entries of a master file are about; 0 where there is none.
  private var masterFile: UInt64 = 0
  /// The position that a parameter of a query names for the value behind it.
  private var parameter: HL7Positions.Place?
  /// What the observation in hand is called, where that identifies somebody.
  private var observed: String?
  /// Types of values that say nothing of what a value is: strings, texts, numbers.
  private static let openTypes: Set<UInt64> = Set(
    ["", "ST", "TX", "FT", "NM", "SN"].map { type in type.utf8.reduce(0) { $0 << 8 | UInt64($1) } }
  )
  /// What stands in segments of a site's own.
  private var site: HL7SiteFields
  /// The fields of positions met.
  private var positions = HL7Positions()

  /// Creates a reader.
  ///
  /// `naming`: says which texts name fields. `persons`: says whether words are a surname and a first name.
  init(
    naming: @escaping FieldNaming = { _ in .unknown },
    persons: @escaping PersonTelling = { _, _ in false }
  ) {
    site = HL7SiteFields(naming: naming, persons: persons)
  }

  /// Finds the block's end and the segments in it.
  mutating func parse(_ block: Block, atEnd: Bool) {
    positions.beginBlock()
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let count = writer.source.count
    let isLast = atEnd && count - start <= BlockSize.maxBytes
    let limit = min(count, start + BlockSize.maxBytes)
    mayEscape = writer.source.first(of: separators[3], from: 0, to: count) < count
    var position = start
    while position < limit, position - start < BlockSize.targetBytes {
      if name == 0 {
        guard isLast || position + 16 <= limit else { break }
        position = beginLine(writer.source, at: position, limit: limit)
        continue
      }
      var end = writer.source.first(in: boundaries, from: position, to: limit)
      if end == limit, !isLast {
        guard position == start else { break }
        while end > position + 1, writer.source[end] & 0xC0 == 0x80 { end -= 1 }
        if end == position + 1 { end = limit }
        let reach = min(count, end + BlockSize.marginBytes)
        let stop = writer.source.first(in: boundaries, from: end, to: reach)
        add(&writer, position..<end, context: (isOpen ? 0 : position)..<stop)
        isOpen = true
        position = end
        break
      }
      if position < end { add(&writer, position..<end, context: (isOpen ? 0 : position)..<end) }
      isOpen = false
      position = end
      if position < limit { advance(over: writer.source[position]) }
      position = min(limit, position + 1)
    }
    writer.finish(block, end: position)
  }

  /// Steps over a delimiter.
  @inline(__always)
  private mutating func advance(over byte: UInt8) {
    if byte == 0x0D || byte == 0x0A {
      name = 0
    } else if byte == separators[0] {
      fieldNumber += 1
      component = 1
      serial &+= 1
    } else if byte == separators[1] {
      component += 1
    } else if byte == separators[2] {
      component = 1
      serial &+= 1
    }
  }

  /// Reads what begins a line: a segment's name, or a byte that frames messages.
  ///
  /// A line that does not begin like a segment continues prose that was written with line ends.
  private mutating func beginLine(_ source: [UInt8], at position: Int, limit: Int) -> Int {
    let byte = source[position]
    if byte == 0x0D || byte == 0x0A || byte == 0x0B || byte == 0x1C { return position + 1 }
    fieldNumber = 1
    component = 1
    let next = position + 3
    let isNamed =
      next <= limit && source[position..<next].allSatisfy { $0.isUppercase || $0.isDigit }
    site.beginSegment()
    observed = nil
    if isNamed, HL7Segment.isHeader(packed(source, position..<next)), next + 5 <= limit,
      source[next].separates
    {
      readSeparators(source, from: next)
      positions.beginMessage()
      name = packed(source, position..<next)
      fieldNumber = 2
      let separator = separators[0]
      return source.first(of: separator, 0x0D, 0x0A, separator, from: next + 1, to: limit)
    }
    guard isNamed, next == limit || boundaries[source[next]] else {
      name = HL7Segment.continued
      return position
    }
    name = packed(source, position..<next)
    if next < limit, source[next] == separators[0] { return next + 1 }
    return next
  }

  /// Takes the separators of a message from its header.
  ///
  /// Source: HL7 v2.5.1, 2.5.4; MSH-2 may leave the last ones out.
  private mutating func readSeparators(_ source: [UInt8], from start: Int) {
    separators = [0, 1, 2, 3, 4].map { source[start + $0] }
    mayEscape = true
    for index in 1...4 {
      let byte = separators[index]
      if byte != separators[0], byte >= 0x20, byte.separates { continue }
      for rest in index...4 { separators[rest] = separators[0] }
      break
    }
    let ending = [separators[0], separators[1], separators[2], separators[4]]
    boundaries = ByteTable(ending + [0x0D, 0x0A])
  }

  /// Adds the segment of one component, or of a piece of a long one.
  private mutating func add(
    _ writer: inout BlockWriter,
    _ range: Range<Int>,
    context: Range<Int>
  ) {
    let source = writer.source
    if range.count == 2, source[range.lowerBound] == 0x22, source[range.upperBound - 1] == 0x22 {
      return
    }
    if name == HL7Segment.observation, fieldNumber == 2, component == 1 {
      valueType = range.count <= 4 ? packed(source, range) : 0
    }
    if name == HL7Segment.observation, fieldNumber == 3, component == 1 || component == 4,
      range.count <= 7, HL7Fields.ages.contains(String(decoding: source[range], as: UTF8.self))
    {
      valueType = packed(Array(HL7Fields.age.utf8), 0..<HL7Fields.age.utf8.count)
    }
    if name == HL7Segment.observation, fieldNumber == 3, observed == nil,
      [1, 2, 4, 5].contains(component)
    {
      observed = site.observed(source[range])
    }
    if name == HL7Segment.masterFile, fieldNumber == 1, component == 1 {
      masterFile = range.count <= 4 ? packed(source, range) : 0
    }
    let index = fieldIndex(&writer, range)
    guard mayEscape, separators[3] != separators[0],
      source.first(of: separators[3], from: context.lowerBound, to: context.upperBound)
        < context.upperBound
    else {
      writer.addIdentity(owned: range, context: context, field: index)
      return
    }
    writer.beginDecoded()
    decode(&writer, context)
    writer.endDecoded(end: context.upperBound, owned: range, field: index)
  }

  /// The index of the field of a component.
  private mutating func fieldIndex(_ writer: inout BlockWriter, _ range: Range<Int>) -> Int32 {
    var place = HL7Positions.Place(
      segment: name,
      field: fieldNumber,
      component: component,
      valueType: 0
    )
    if name == HL7Segment.observation, fieldNumber == 5 {
      // `OBX|1|ST|MRN^Medical record number||48213`
      if let observed, Self.openTypes.contains(valueType),
        let index = positions.index(of: observed, &writer)
      {
        return index
      }
      place.valueType = valueType
    }
    if name == HL7Segment.masterEntry, fieldNumber == 4 { place.valueType = masterFile }
    if name == HL7Segment.query, fieldNumber > 2 {
      if component == 1 { parameter = HL7SiteFields.parameter(writer.source, range) }
      if let parameter {
        guard component > 1 else {
          // The name of a parameter is a code.
          place.field = 1
          return positions.index(of: place, &writer, range)
        }
        place = parameter
        place.component += component - 2
      }
    }
    if HL7Segment.isOfSite(name) {
      switch site.look(
        writer.source,
        range,
        field: fieldNumber,
        component: component,
        serial: serial,
        (separators[0], separators[1], separators[2])
      ) {
      case .label(let label):
        if let index = positions.index(of: label, &writer) { return index }
      case .type(let type):
        place.valueType = type
        // One part by itself is all of its value.
        if type == HL7Segment.number || type == HL7Segment.user { place.component = 1 }
      case nil: break
      }
    }
    return positions.index(of: place, &writer, range)
  }

  /// Decodes `\F\`, `\S\`, `\T\`, `\R\`, `\E\`, `\Xhh…\`; highlighting and other local escapes
  /// are no text, formatting is a blank.
  ///
  /// Source: HL7 v2.5.1, 2.7.
  private func decode(_ writer: inout BlockWriter, _ range: Range<Int>) {
    var cursor = range.lowerBound
    let end = range.upperBound
    let escape = separators[3]
    while cursor < end {
      guard writer.source[cursor] == escape else {
        cursor = writer.addCharacter(cursor, to: end)
        continue
      }
      let escapeBytesMax = 514
      let reach = min(end, cursor + escapeBytesMax)
      let close = writer.source.first(of: escape, from: cursor + 1, to: max(cursor + 1, reach))
      guard close < reach, close > cursor + 1,
        decodeEscape(&writer, cursor + 1..<close, at: cursor)
      else {
        writer.add(escape, at: cursor)
        cursor += 1
        continue
      }
      cursor = close + 1
    }
  }

  /// Adds what an escape stands for.
  ///
  /// - Returns: whether it is one.
  private func decodeEscape(
    _ writer: inout BlockWriter,
    _ code: Range<Int>,
    at cursor: Int
  ) -> Bool {
    let source = writer.source
    switch (source[code.lowerBound], code.count) {
    case (0x46, 1): writer.add(separators[0], at: cursor)
    case (0x53, 1): writer.add(separators[1], at: cursor)
    case (0x52, 1): writer.add(separators[2], at: cursor)
    case (0x45, 1): writer.add(separators[3], at: cursor)
    case (0x54, 1): writer.add(separators[4], at: cursor)
    case (0x58, 3...) where code.count % 2 == 1:
      for position in stride(from: code.lowerBound + 1, to: code.upperBound, by: 2) {
        guard let high = hexValue(source[position]), let low = hexValue(source[position + 1])
        else { return false }
        writer.add(scalar: windows1252(high << 4 | low), at: cursor)
      }
    case (0x2E, _): writer.add(0x20, at: cursor)
    case (_, 1...3): return !source[code].contains(0x20)
    default: return false
    }
    return true
  }
}

/// Up to eight bytes as a number, the last one lowest.
func packed(_ source: [UInt8], _ range: Range<Int>) -> UInt64 {
  var number: UInt64 = 0
  for position in range { number = number << 8 | UInt64(source[position]) }
  return number
}
