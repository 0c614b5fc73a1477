import Vocabulary

/// Reads JSON and NDJSON by token: a segment for each string, key and number, with its path.
///
/// RFC 8259 to the letter, any number of values in a row; what is not edited stays as it was.
struct JSONReader {
  /// Whether paths are looked up in the table of FHIR elements.
  let isFHIR: Bool
  /// What may come next.
  private enum Expected {
    case value
    case valueOrEnd
    case keyOrEnd
    case key
    case colon
    case commaOrEnd
  }

  /// The containers around: true for objects.
  private var stack: [Bool] = []
  /// Elements seen before the current one in each open container.
  private var elements: [Int32] = []
  /// The path of the current value, elements joined by dots.
  private var path: [UInt8] = []
  /// Where in `path` each open object's key began.
  private var keyStarts: [Int] = []
  private var expected = Expected.value
  /// Whether the block before ended inside a string, and whether that one is a key.
  private var openString: Bool?
  /// Fields of the current block by path.
  private var fields: [[UInt8]: Int32] = [:]
  /// Bytes of a path that are kept; longer ones share their beginning.
  private static let pathBytesMax = 512

  /// Creates a reader.
  init(isFHIR: Bool) {
    self.isFHIR = isFHIR
  }

  /// Finds the block's end and the segments in it.
  /// - Throws: `corrupt` where the grammar is violated, `limit-depth` where it nests too deep.
  mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    fields.removeAll(keepingCapacity: true)
    let start = block.body.lowerBound
    let isLast = atEnd && block.source.count - start <= BlockSize.maxBytes
    let limit = min(block.source.count, start + BlockSize.maxBytes)
    var position = start
    if stack.isEmpty, start == 0, block.source.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if let isKey = openString {
      position = try string(block, from: position, limit: limit, isKey: isKey, isLast: isLast)
    }
    while position < limit, openString == nil {
      if position - start >= BlockSize.targetBytes { break }
      let byte = block.source[position]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case 0x22:
        let isKey = try expectsKey()
        let next = try string(block, from: position + 1, limit: limit, isKey: isKey, isLast: isLast)
        if next == position + 1, openString != nil {
          openString = nil
          block.body = start..<position
          return
        }
        position = next
      case 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D:
        try structure(byte)
        position += 1
      default:
        position = try literal(block, from: position, isLast: isLast)
      }
    }
    block.body = start..<position
  }

  /// Says that the document has ended.
  /// - Throws: `truncated` inside a value.
  func finish() throws(Withholding) {
    guard stack.isEmpty, openString == nil else {
      throw Withholding(.truncated, "the document ends inside \(stack.count) open values")
    }
  }

  /// Whether the string that begins is a key.
  private func expectsKey() throws(Withholding) -> Bool {
    switch expected {
    case .key, .keyOrEnd: true
    case .value, .valueOrEnd: false
    case .colon, .commaOrEnd: throw Withholding(.corrupt, "a string stands where none may")
    }
  }

  /// Reads one of `,:[]{}`.
  private mutating func structure(_ byte: UInt8) throws(Withholding) {
    let isValueExpected = expected == .value || expected == .valueOrEnd
    switch (byte, expected) {
    case (0x2C, .commaOrEnd) where !stack.isEmpty:
      expected = stack.last == true ? .key : .value
      elements[elements.count - 1] &+= 1
    case (0x3A, .colon): expected = .value
    case (0x5B, _) where isValueExpected: try open(isObject: false)
    case (0x7B, _) where isValueExpected: try open(isObject: true)
    case (0x5D, .commaOrEnd) where stack.last == false,
      (0x5D, .valueOrEnd) where stack.last == false:
      close()
    case (0x7D, .commaOrEnd) where stack.last == true, (0x7D, .keyOrEnd) where stack.last == true:
      close()
    default: throw Withholding(.corrupt, "a delimiter stands where none may")
    }
  }

  /// Enters a container.
  private mutating func open(isObject: Bool) throws(Withholding) {
    let depthMax = Limits().jsonDepthMax
    guard stack.count < depthMax else {
      throw Withholding(.limitDepth, "nesting exceeds \(depthMax)")
    }
    stack.append(isObject)
    elements.append(0)
    if isObject { keyStarts.append(path.count) }
    expected = isObject ? .keyOrEnd : .valueOrEnd
  }

  /// Leaves a container.
  private mutating func close() {
    elements.removeLast()
    if stack.removeLast(), let start = keyStarts.popLast() { path.removeSubrange(start...) }
    endValue()
  }

  /// What may follow a whole value.
  private mutating func endValue() {
    expected = stack.isEmpty ? .value : .commaOrEnd
  }

  /// Reads a string or a further piece of one from behind its quote.
  /// - Returns: where it or its piece ends; `from`, with `openString` set, where it must begin the
  ///   next block.
  private mutating func string(
    _ block: Block,
    from first: Int,
    limit: Int,
    isKey: Bool,
    isLast: Bool
  ) throws(Withholding) -> Int {
    let isContinued = openString != nil
    var cursor = first
    var hasEscapes = false
    while cursor < limit, block.source[cursor] != 0x22 {
      if block.source[cursor] < 0x20 { throw Withholding(.corrupt, "a control byte in a string") }
      if block.source[cursor] == 0x5C {
        hasEscapes = true
        cursor += 1
      }
      cursor += 1
    }
    if cursor >= limit {
      if isLast { throw Withholding(.truncated, "the document ends inside a string") }
      openString = isKey
      if !isContinued, first - 1 > block.body.lowerBound { return first }
      let end = pieceEnd(block.source, from: first, limit: limit)
      let context = (isContinued ? 0 : first)..<min(block.source.count, end + BlockSize.marginBytes)
      add(block, content: first..<end, context: context, hasEscapes: true, isKey: isKey)
      return end
    }
    openString = nil
    let context = (isContinued ? 0 : first)..<cursor
    add(block, content: first..<cursor, context: context, hasEscapes: hasEscapes, isKey: isKey)
    if isKey {
      setKey(block.source[first..<cursor])
      expected = .colon
    } else {
      endValue()
    }
    return cursor + 1
  }

  /// Where a piece of a long string ends: not inside a character or an escape.
  private func pieceEnd(_ source: [UInt8], from first: Int, limit: Int) -> Int {
    var end = first
    var cursor = first
    while cursor < limit - 12 {
      if source[cursor] == 0x5C {
        let isUnicode = source[cursor + 1] == 0x75
        let isHigh =
          isUnicode && source[cursor + 2] | 0x20 == 0x64 && source[cursor + 3] | 0x20 < 0x63
        cursor += isUnicode ? (isHigh ? 12 : 6) : 2
      } else {
        cursor += 1
      }
      if cursor < source.count, source[cursor] & 0xC0 != 0x80 { end = cursor }
    }
    return end
  }

  /// Reads a number, `true`, `false` or `null`.
  private mutating func literal(
    _ block: Block,
    from first: Int,
    isLast: Bool
  ) throws(Withholding) -> Int {
    guard expected == .value || expected == .valueOrEnd else {
      throw Withholding(.corrupt, "a value stands where none may")
    }
    var end = first
    let lengthMax = 4_096
    while end < block.source.count, end - first < lengthMax, isLiteralByte(block.source[end]) {
      end += 1
    }
    // A look at the beginning alone may cut a literal off; a reader has its look-ahead.
    if end == block.source.count, !isLast { return end }
    let bytes = block.source[first..<end]
    let isWord =
      bytes.elementsEqual("true".utf8) || bytes.elementsEqual("false".utf8)
      || bytes.elementsEqual("null".utf8)
    if !isWord {
      guard isNumber(bytes) else { throw Withholding(.corrupt, "neither a number nor a word") }
      let field = field(block, shape: .number)
      addIdentitySegment(block, owned: first..<end, context: first..<end, field: field)
    }
    endValue()
    return end
  }

  /// Adds a string's segment; one with escapes is decoded.
  private mutating func add(
    _ block: Block,
    content: Range<Int>,
    context: Range<Int>,
    hasEscapes: Bool,
    isKey: Bool
  ) {
    guard !content.isEmpty else { return }
    let field = isKey ? keyField(block) : field(block, shape: .text)
    if hasEscapes {
      let writer = DecodedWriter(block)
      decodeJSONString(block.source, context, into: writer)
      writer.finish(end: context.upperBound, owned: content, field: field, coding: .ascii)
    } else {
      addIdentitySegment(block, owned: content, context: context, field: field)
    }
  }

  /// Makes the key part of the path.
  private mutating func setKey(_ key: ArraySlice<UInt8>) {
    guard let start = keyStarts.last else { return }
    path.removeSubrange(start...)
    if !path.isEmpty { path.append(0x2E) }
    if path.count + key.count <= Self.pathBytesMax { path.append(contentsOf: key) }
  }

  /// The column of the current value: its place in an array that stands in an array; 0 elsewhere.
  private var column: Int32 {
    guard stack.count > 1, !stack[stack.count - 1], !stack[stack.count - 2] else { return 0 }
    let columnsMax: Int32 = 1_024
    return min(elements[elements.count - 1], columnsMax) + 1
  }

  /// The field of an object's keys: headers of what the object holds.
  private mutating func keyField(_ block: Block) -> Int32 {
    let parent = path[..<(keyStarts.last ?? path.endIndex)]
    let key = [0x22] + parent
    if let known = fields[key] { return known }
    let name = String(decoding: parent, as: UTF8.self)
    let number = block.addField(FieldContext(name: name, isHeader: true))
    fields[key] = number
    return number
  }

  /// The field of the current path.
  private mutating func field(_ block: Block, shape: ValueShape) -> Int32 {
    let column = column
    var key = shape == .number ? path + [0x23] : path
    if column > 0 {
      key += [0x24, UInt8(truncatingIfNeeded: column >> 8), UInt8(truncatingIfNeeded: column)]
    }
    if let known = fields[key] { return known }
    let name = String(decoding: path, as: UTF8.self)
    var context = isFHIR ? fhirContext(path: name) : chatContext(path: name)
    if shape == .number { context.shape = .number }
    context.column = column
    let number = block.addField(context)
    fields[key] = number
    return number
  }
}

/// The context of a path in a document that is not FHIR: roles of a chat are codes, its content is
/// prose.
private func chatContext(path: String) -> FieldContext {
  switch path.split(separator: ".").last {
  case "role", "type", "model": FieldContext(name: path, hint: .coded)
  case "content", "text", "prompt", "completion": FieldContext(name: path, hint: .freeText)
  default: FieldContext(name: path)
  }
}

/// Whether a byte may stand in a number or a word.
private func isLiteralByte(_ byte: UInt8) -> Bool {
  byte.isAlphanumeric || byte == 0x2B || byte == 0x2D || byte == 0x2E
}

/// Whether bytes are a number by RFC 8259 §6.
private func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
  var rest = bytes
  func digits() -> Int {
    let count = rest.prefix { $0.isDigit }.count
    rest = rest.dropFirst(count)
    return count
  }
  if rest.first == 0x2D { rest = rest.dropFirst() }
  let leadsWithZero = rest.first == 0x30
  let whole = digits()
  if whole == 0 || (leadsWithZero && whole > 1) { return false }
  if rest.first == 0x2E {
    rest = rest.dropFirst()
    if digits() == 0 { return false }
  }
  if let first = rest.first, first | 0x20 == 0x65 {
    rest = rest.dropFirst()
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    if digits() == 0 { return false }
  }
  return rest.isEmpty
}

/// Decodes the escapes of a string's bytes; a lone surrogate becomes U+FFFD.
private func decodeJSONString(_ source: [UInt8], _ range: Range<Int>, into writer: DecodedWriter) {
  var cursor = range.lowerBound
  func unit(_ at: Int) -> UInt32? {
    guard at + 6 <= range.upperBound, source[at] == 0x5C, source[at + 1] == 0x75 else { return nil }
    return UInt32(String(decoding: source[at + 2..<at + 6], as: UTF8.self), radix: 16)
  }
  while cursor < range.upperBound {
    let byte = source[cursor]
    if byte != 0x5C || cursor + 1 >= range.upperBound {
      writer.add(byte, at: cursor)
      cursor += 1
    } else if let high = unit(cursor) {
      if high & 0xFC00 == 0xD800, let low = unit(cursor + 6), low & 0xFC00 == 0xDC00 {
        writer.add(scalar: 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), at: cursor)
        cursor += 12
      } else {
        writer.add(scalar: high & 0xF800 == 0xD800 ? 0xFFFD : high, at: cursor)
        cursor += 6
      }
    } else {
      let escapes: [UInt8: UInt8] = [0x6E: 0x0A, 0x74: 0x09, 0x72: 0x0D, 0x62: 0x08, 0x66: 0x0C]
      writer.add(escapes[source[cursor + 1]] ?? source[cursor + 1], at: cursor)
      cursor += 2
    }
  }
}
