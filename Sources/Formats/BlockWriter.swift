import Vocabulary

/// Collects the segments of a block while a reader walks it.
///
/// The arrays are taken out of the block and put back at the end, so that a byte costs an array
/// access and not one to a class.
struct BlockWriter {
  /// The bytes of the block.
  let source: [UInt8]
  /// Whether all of them are UTF-8; otherwise stray bytes are read as Windows-1252.
  private let isUTF8: Bool
  /// Whether the source may begin inside a character: its first bytes are the margin.
  private let isCut: Bool
  private var segments: [Segment]
  private var decoded: [UInt8]
  private var offsets: [UInt32]
  private var fields: [FieldContext]
  private var kept: [Range<Int>]
  private var imposed: [Imposed]
  /// Where the decoded segment that is being written begins in `decoded` and `offsets`.
  private var textStart = 0
  private var offsetStart = 0

  /// Takes over the arrays of a block; `finish` gives them back.
  init(_ block: Block) {
    source = block.source
    let reach = block.body.lowerBound + DocumentReader.lookAheadBytes
    isCut = block.body.lowerBound > 0
    isUTF8 = block.source.isUTF8(0..<min(block.source.count, reach), mayBeCut: isCut)
    (segments, block.segments) = (block.segments, [])
    (decoded, block.decoded) = (block.decoded, [])
    (offsets, block.offsets) = (block.offsets, [])
    (fields, block.fields) = (block.fields, [])
    (kept, block.kept) = (block.kept, [])
    (imposed, block.imposed) = (block.imposed, [])
  }

  /// Gives the arrays back and says where the body ends.
  mutating func finish(_ block: Block, end: Int) {
    swap(&segments, &block.segments)
    swap(&decoded, &block.decoded)
    swap(&offsets, &block.offsets)
    swap(&fields, &block.fields)
    swap(&kept, &block.kept)
    swap(&imposed, &block.imposed)
    block.body = block.body.lowerBound..<end
  }

  /// Adds a field.
  ///
  /// - Returns: its index.
  mutating func addField(_ field: FieldContext) -> Int32 {
    fields.append(field)
    return Int32(fields.count - 1)
  }

  /// Adds a piece whose text is its bytes.
  ///
  /// - Parameters:
  ///   - owned: whose findings count; not empty.
  ///   - context: what the scanner sees; holds `owned`.
  ///   - field: index of the field.
  ///   - coding: how a replacement is written.
  @inline(__always)
  mutating func addIdentity(
    owned: Range<Int>,
    context: Range<Int>,
    field: Int32,
    coding: SegmentCoding = .ascii
  ) {
    if !isUTF8, !source.isUTF8(context, mayBeCut: isCut && context.lowerBound == 0) {
      addMixed(owned: owned, context: context, field: field, coding: coding)
      return
    }
    segments.append(
      Segment(
        isDecoded: false,
        text: context,
        owned: owned.lowerBound - context.lowerBound..<owned.upperBound - context.lowerBound,
        field: field,
        coding: coding
      )
    )
  }

  /// Adds a piece of which the reader knows what takes its place.
  mutating func addImposed(_ range: Range<Int>, _ replacement: Imposed, field: Int32) {
    segments.append(Segment(identity: range, field: field))
    segments[segments.count - 1].coding = .imposed(Int32(imposed.count))
    imposed.append(replacement)
  }

  /// Adds a piece in which some bytes are not UTF-8.
  private mutating func addMixed(
    owned: Range<Int>,
    context: Range<Int>,
    field: Int32,
    coding: SegmentCoding
  ) {
    beginDecoded()
    addCharacters(context)
    endDecoded(end: context.upperBound, owned: owned, field: field, coding: coding)
  }

  /// Begins a segment whose text is not its bytes.
  mutating func beginDecoded() {
    textStart = decoded.count
    offsetStart = offsets.count
  }

  /// Adds one byte of text that came from `position` of the source.
  @inline(__always)
  mutating func add(_ byte: UInt8, at position: Int) {
    decoded.append(byte)
    offsets.append(UInt32(truncatingIfNeeded: position))
  }

  /// Adds a character that came from `position` of the source; a surrogate becomes U+FFFD.
  mutating func add(scalar: UInt32, at position: Int) {
    if scalar < 0x80 {
      add(UInt8(truncatingIfNeeded: scalar), at: position)
      return
    }
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { add(byte, at: position) }
  }

  /// Adds the character at `position` of the source as it is; a stray byte as Windows-1252.
  ///
  /// - Returns: where the next one begins, at most `end`.
  @inline(__always)
  mutating func addCharacter(_ position: Int, to end: Int) -> Int {
    let byte = source[position]
    if isUTF8 || byte < 0x80 {
      add(byte, at: position)
      return position + 1
    }
    let length = source.utf8Length(at: position, to: end)
    guard length > 0 else {
      add(scalar: windows1252(byte), at: position)
      return position + 1
    }
    for offset in position..<position + length { add(source[offset], at: position) }
    return position + length
  }

  /// Adds bytes of the source as they are; stray ones as Windows-1252.
  mutating func addCharacters(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound { position = addCharacter(position, to: range.upperBound) }
  }

  /// Says that no edit may remove these bytes of the source, which stand between characters.
  ///
  /// Ranges come in the order of the source.
  mutating func keep(_ range: Range<Int>) {
    if range.isEmpty { return }
    if let last = kept.last, last.upperBound == range.lowerBound {
      kept[kept.count - 1] = last.lowerBound..<range.upperBound
    } else {
      kept.append(range)
    }
  }

  /// The same of bytes that may begin inside of the last ones.
  mutating func keepAlso(_ range: Range<Int>) {
    guard let last = kept.last, range.lowerBound < last.upperBound else { return keep(range) }
    guard range.upperBound > last.upperBound else { return }
    kept[kept.count - 1] = last.lowerBound..<range.upperBound
  }

  /// Where each byte of the decoded segment came from until now.
  var decodedOffsets: [Int] { offsets[offsetStart...].map { Int($0) } }

  /// How many bytes of text the decoded segment has until now.
  var decodedCount: Int { decoded.count - textStart }

  /// The text of the decoded segment until now.
  var decodedText: ArraySlice<UInt8> { decoded[textStart...] }

  /// Where in the source the last character of the decoded segment begins.
  var lastOffset: Int? { offsets.count > offsetStart ? Int(offsets[offsets.count - 1]) : nil }

  /// Forgets the decoded segment that was begun.
  mutating func dropDecoded() {
    decoded.removeSubrange(textStart...)
    offsets.removeSubrange(offsetStart...)
  }

  /// Ends the decoded segment.
  ///
  /// `end`: where in the source the last character ends. `owned`: the bytes of the source whose
  /// findings count.
  mutating func endDecoded(
    end: Int,
    owned: Range<Int>,
    field: Int32,
    coding: SegmentCoding = .ascii
  ) {
    let count = decoded.count - textStart
    offsets.append(UInt32(truncatingIfNeeded: end))
    guard count > 0 else { return }
    let first = firstIndex(notBelow: owned.lowerBound, count: count)
    let last = firstIndex(notBelow: owned.upperBound, count: count)
    guard first < last else { return }
    segments.append(
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
      if Int(offsets[offsetStart + middle]) < position {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// The fields of a document, each made once; a block gets those that it uses.
struct FieldTable {
  /// The contexts by number.
  private(set) var contexts: [FieldContext] = []
  /// The index of each in the current block; -1 where it is not there yet.
  private var indices: [Int32] = []
  /// The numbers that the current block uses.
  private var used: [Int32] = []

  /// Adds a context.
  ///
  /// - Returns: its number.
  mutating func add(_ context: FieldContext) -> Int32 {
    contexts.append(context)
    indices.append(-1)
    return Int32(contexts.count - 1)
  }

  /// Forgets which fields the block before used.
  mutating func beginBlock() {
    for number in used { indices[Int(number)] = -1 }
    used.removeAll(keepingCapacity: true)
  }

  /// Forgets all fields of the document; the block that is being written keeps its own.
  mutating func reset() {
    contexts.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    used.removeAll(keepingCapacity: true)
  }

  /// The index in the block of a field.
  @inline(__always)
  mutating func index(of number: Int32, in writer: inout BlockWriter) -> Int32 {
    let known = indices[Int(number)]
    if known >= 0 { return known }
    let index = writer.addField(contexts[Int(number)])
    indices[Int(number)] = index
    used.append(number)
    return index
  }
}
