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

  /// A container around the current value.
  struct Frame {
    /// An object, not an array.
    var isObject: Bool
    /// Elements before the current one.
    var elements: Int32 = 0
    /// What the object says its value is, in a member before it or behind.
    var label: String?
    /// Whether it was looked for behind.
    var hasLooked = false
    /// By what the object names a field that is defined elsewhere; 0 where it names none.
    var identity: UInt64 = 0
    /// Whether that says nothing by itself, and the object is one of several.
    var isOpaque = false
    /// Whether its keys are identifiers, each of an object about somebody, and how many were replaced.
    var isKeyed = false
    var keyCount = 0
    /// How a text in it is tagged; empty where it is not.
    var tag: [UInt8] = []
    /// Whether it holds a value.
    var holdsValue = false
    /// What columns of rows in it are called, and the fields of those.
    var columns = JSONColumns()
    /// Whether the array's strings are such names.
    var holdsNames = false
    /// Whether the object in such an array has said its name.
    var isNamed = false
    /// Whether it is a resource that defines others, whose path says so until it ends.
    var isDefinition = false
    /// Whether the array is a year, a month and a day.
    var isDay = false
    /// Which part of an address the object is.
    var part: String?
    /// The line that names the columns of the array's further strings, which are lines of one text; else empty.
    var lineHead: [UInt8] = []
  }

  /// The containers around.
  var stack: [Frame] = []
  /// The path of each container around, then of the current value.
  private(set) var nodes: [Int32] = [PathTable.root]
  var paths = PathTable()
  var fields = FieldTable()
  /// Numbers of the fields of columns, by path, column and kind.
  private var columnFields: [UInt64: Int32] = [:]
  /// Fields of values that a member beside them names, by that name and kind.
  var labelFields: [String: Int32] = [:]
  /// What members are for, by their paths; those that were not asked yet are missing.
  var roles: [Int32: LabelRole] = [:]
  /// Whether members are tags or tagged, by their paths.
  var spanKeys: [Int32: SpanKey] = [:]
  /// Whether arrays hold names of columns, by their paths.
  var nameKeys: [Int32: Bool] = [:]
  /// What values of members say as names of fields, by their hashes.
  var names: [UInt64: (name: [UInt8], named: NamedField)] = [:]
  /// The number of the field of values that are names of fields; -1 where there was none.
  var nameField: Int32 = -1
  /// Tells names of fields from values.
  let shape: TableShape
  /// What fields are called that were defined.
  var definitions = FieldDefinitions()
  /// Whether it is a table of a study, which has a name itself.
  private var isDataset = false
  /// Reads texts in it that are markup or lines of one text.
  var inner: JSONTexts
  /// Columns that are told apart, and fields of columns that are known at once.
  private static let columnsMax = Int32(1_024)
  private static let columnFieldsMax = 1 << 16
  private var expected = Expected.value
  /// Whether the block before ended inside a string, and whether that one is a key.
  private var openString: Bool?
  /// Containers within containers that are read.
  private let depthMax = Vocabulary.Limits().jsonDepthMax

  /// Creates a reader.
  ///
  /// `naming`: says which texts name fields. `labels`: says what labels in markup mean.
  init(
    isFHIR: Bool,
    naming: @escaping FieldNaming = { _ in .unknown },
    labels: LabelNaming? = nil
  ) {
    self.isFHIR = isFHIR
    shape = TableShape(naming: naming)
    inner = JSONTexts(labels)
  }

  /// Finds the block's end and the segments in it.
  ///
  /// - Throws: `corrupt` where the grammar is violated, `limit-depth` where it nests too deep.
  mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    beginBlock()
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let count = writer.source.count
    let isLast = atEnd && count - start <= BlockSize.maxBytes
    let limit = min(count, start + BlockSize.maxBytes)
    let target = start + BlockSize.targetBytes
    var position = start
    if stack.isEmpty, start == 0, writer.source.holds("\u{FEFF}", at: 0) { position = 3 }
    if start == 0, !isFHIR { defineAhead(writer.source) }
    if let isKey = openString {
      position = try string(&writer, from: position, limit, isKey: isKey, isLast: isLast)
    }
    while position < limit, openString == nil {
      if position >= target { break }
      let byte = writer.source[position]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case 0x22:
        let isKey = try expectsKey()
        if let lines = furtherLines(writer.source, from: position) {
          if lines.end > limit, position > start {
            writer.finish(block, end: position)
            return
          }
          position = try add(lines, &writer)
          continue
        }
        let first = position + 1
        if let end = try wholeString(&writer, from: first, limit, isKey: isKey, isLast: isLast) {
          position = end
        } else {
          // A string that does not end here begins the next block, unless it began this one.
          if position > start {
            writer.finish(block, end: position)
            return
          }
          position = try string(&writer, from: first, limit, isKey: isKey, isLast: isLast)
        }
      case 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D:
        let lines = byte == 0x5B ? lines(writer.source, from: position + 1) : nil
        if let lines, lines.end > limit, position > start {
          writer.finish(block, end: position)
          return
        }
        try structure(byte)
        position += 1
        if let lines, lines.end <= limit {
          position = try add(lines, &writer)
        } else if byte == 0x5B, !isFHIR {
          readNames(writer.source, from: position)
        } else if byte == 0x7B, !isFHIR {
          lookAtKeys(writer.source, from: position)
        }
      default:
        position = try literal(&writer, from: position, isLast: isLast)
      }
    }
    writer.finish(block, end: position)
  }

  /// Says that the document has ended.
  ///
  /// - Throws: `truncated` inside a value.
  func finish() throws(Withholding) {
    guard stack.isEmpty, openString == nil else {
      throw Withholding(.truncated, "the document ends inside \(stack.count) open values")
    }
  }

  /// Prepares what is counted by block.
  private mutating func beginBlock() {
    fields.beginBlock()
    guard paths.isFull || columnFields.count >= Self.columnFieldsMax else { return }
    paths.restart(keeping: &nodes)
    fields.reset()
    inner.forgetFields()
    columnFields.removeAll(keepingCapacity: true)
    labelFields.removeAll(keepingCapacity: true)
    nameField = -1
    for index in stack.indices { stack[index].columns.fields.removeAll() }
    roles.removeAll(keepingCapacity: true)
    nameKeys.removeAll(keepingCapacity: true)
    spanKeys.removeAll(keepingCapacity: true)
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
    let isInObject = stack.last?.isObject
    switch (byte, expected) {
    case (0x2C, .commaOrEnd) where isInObject != nil:
      expected = isInObject == true ? .key : .value
      stack[stack.count - 1].elements &+= 1
    case (0x3A, .colon): expected = .value
    case (0x5B, _) where isValueExpected: try open(isObject: false)
    case (0x7B, _) where isValueExpected: try open(isObject: true)
    case (0x5D, .commaOrEnd) where isInObject == false,
      (0x5D, .valueOrEnd) where isInObject == false:
      close()
    case (0x7D, .commaOrEnd) where isInObject == true,
      (0x7D, .keyOrEnd) where isInObject == true:
      close()
    default: throw Withholding(.corrupt, "a delimiter stands where none may")
    }
  }

  /// Enters a container, whose values have its own path until there is a key.
  private mutating func open(isObject: Bool) throws(Withholding) {
    guard stack.count < depthMax else {
      throw Withholding(.limitDepth, "nesting exceeds \(depthMax)")
    }
    stack.append(Frame(isObject: isObject))
    nodes.append(nodes[nodes.count - 1])
    expected = isObject ? .keyOrEnd : .valueOrEnd
  }

  /// Leaves a container.
  private mutating func close() {
    let frame = stack.removeLast()
    if let label = frame.label, !frame.holdsValue { definitions.define(frame.identity, label) }
    identify(around: frame)
    if frame.isObject { handOn(frame.columns) }
    nodes.removeLast()
    if frame.isDefinition, let node = nodes.last { nodes[nodes.count - 1] = paths.parent(of: node) }
    endValue()
  }

  /// Hands names of columns on to the object around, whose rows they are: `{"schema": {"fields": […]}, "data": [[…]]}`.
  private mutating func handOn(_ columns: JSONColumns) {
    guard let last = stack.indices.last, stack[last].isObject, columns.isNamed,
      columns.fields.isEmpty,
      !stack[last].columns.isNamed
    else { return }
    stack[last].columns = columns
  }

  /// What may follow a whole value.
  mutating func endValue() {
    expected = stack.isEmpty ? .value : .commaOrEnd
  }

  /// Reads a string that ends before the limit, from behind its quote.
  ///
  /// - Returns: behind its end; nil where it does not end there.
  @inline(__always)
  private mutating func wholeString(
    _ writer: inout BlockWriter,
    from first: Int,
    _ limit: Int,
    isKey: Bool,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    var hasEscapes = false
    let end = try stringEnd(writer.source, from: first, limit, &hasEscapes)
    guard end < limit else { return nil }
    let isName = !isKey && !isFHIR && namesField(writer.source, first..<end)
    try add(
      &writer,
      first..<end,
      context: first..<end,
      hasEscapes: hasEscapes,
      isKey: isKey,
      isName: isName
    )
    endString(writer.source, first..<end, isKey: isKey)
    return end + 1
  }

  /// The place of the quote that ends a string; `limit` or more where there is none before it.
  @inline(__always)
  private func stringEnd(
    _ source: [UInt8],
    from first: Int,
    _ limit: Int,
    _ hasEscapes: inout Bool
  ) throws(Withholding) -> Int {
    var cursor = first
    while cursor < limit {
      cursor = source.firstJSONMark(from: cursor, to: limit)
      if cursor == limit || source[cursor] == 0x22 { return cursor }
      guard source[cursor] == 0x5C else {
        throw Withholding(.corrupt, "a control byte in a string")
      }
      hasEscapes = true
      cursor += 2
    }
    return cursor
  }

  /// Reads a piece of a string that is longer than a block.
  ///
  /// - Returns: where the piece or the string ends.
  private mutating func string(
    _ writer: inout BlockWriter,
    from first: Int,
    _ limit: Int,
    isKey: Bool,
    isLast: Bool
  ) throws(Withholding) -> Int {
    let contextStart = openString == nil ? first : 0
    var hasEscapes = false
    let found = try stringEnd(writer.source, from: first, limit, &hasEscapes)
    if found < limit {
      openString = nil
      let context = contextStart..<found
      try add(&writer, first..<found, context: context, hasEscapes: hasEscapes, isKey: isKey)
      endString(writer.source, first..<found, isKey: isKey)
      return found + 1
    }
    if isLast { throw Withholding(.truncated, "the document ends inside a string") }
    openString = isKey
    let end = jsonPieceEnd(writer.source, from: first, limit: limit)
    let reach = min(writer.source.count, end + BlockSize.marginBytes)
    let context = contextStart..<jsonContextEnd(writer.source, from: end, limit: reach)
    try add(&writer, first..<end, context: context, hasEscapes: true, isKey: isKey)
    return end
  }

  /// What follows a whole string.
  private mutating func endString(_ source: [UInt8], _ content: Range<Int>, isKey: Bool) {
    guard isKey else {
      if isFHIR {
        noteDefinition(source, content)
        noteFHIRLabel(source, content)
      }
      endValue()
      return
    }
    expected = .colon
    let parent = nodes.count > 1 ? nodes[nodes.count - 2] : PathTable.root
    nodes[nodes.count - 1] = path(of: parent, source, content)
  }

  /// Marks the path of a resource that defines others, once it has said its type.
  private mutating func noteDefinition(_ source: [UInt8], _ content: Range<Int>) {
    let depth = stack.count
    guard depth > 0, stack[depth - 1].isObject, !stack[depth - 1].isDefinition, nodes.count > 1,
      paths.isLast(nodes[nodes.count - 1], Self.typeKey, Self.typeKey.indices),
      fhirDefinitions.contains(String(decoding: source[content], as: UTF8.self))
    else { return }
    stack[depth - 1].isDefinition = true
    let key = Array(fhirDefinition.utf8)
    nodes[nodes.count - 2] = paths.child(of: nodes[nodes.count - 2], key, key.indices)
  }

  private static let typeKey = Array("resourceType".utf8)

  /// Reads a number, `true`, `false` or `null`.
  private mutating func literal(
    _ writer: inout BlockWriter,
    from first: Int,
    isLast: Bool
  ) throws(Withholding) -> Int {
    guard expected == .value || expected == .valueOrEnd else {
      throw Withholding(.corrupt, "a value stands where none may")
    }
    let source = writer.source
    var end = first
    let lengthMax = 4_096
    while end < source.count, end - first < lengthMax, isLiteralByte(source[end]) { end += 1 }
    // A look at the beginning alone may cut a literal off; a reader has its look-ahead.
    if end == source.count, !isLast { return end }
    if !isWord(source, first..<end) {
      guard isNumber(source, first..<end) else {
        throw Withholding(.corrupt, "neither a number nor a word")
      }
      let number = labelledField(.number, source, first..<end) ?? field(.number)
      let index = fields.index(of: number, in: &writer)
      writer.addIdentity(owned: first..<end, context: first..<end, field: index)
    }
    endValue()
    return end
  }

  /// Adds a string's segment; one with escapes is decoded.
  @inline(__always)
  private mutating func add(
    _ writer: inout BlockWriter,
    _ content: Range<Int>,
    context: Range<Int>,
    hasEscapes: Bool,
    isKey: Bool,
    isName: Bool = false
  ) throws(Withholding) {
    guard !content.isEmpty else { return }
    if !isKey, !isName, try addMarkup(content, context, hasEscapes: hasEscapes, &writer) { return }
    let number =
      isKey
      ? keyField()
      : isName
        ? ownField() : labelledField(.text, writer.source, content) ?? field(.text)
    let index = fields.index(of: number, in: &writer)
    if isKey, !isFHIR, context == content {
      if let imposed = replacement(of: writer.source[content]) {
        return writer.addImposed(content, imposed, field: index)
      }
      // What annotates a member is no address of mail: `birthdate@OData.…`.
      if let name = JSONKey.annotated(writer.source[content]) {
        if name.isEmpty { return }
        return writer.addIdentity(owned: name.indices, context: name.indices, field: index)
      }
    }
    if hasEscapes {
      writer.beginDecoded()
      // What stands around a piece may begin or end inside an escape.
      let before = context.lowerBound..<content.lowerBound
      let behind = content.upperBound..<context.upperBound
      try decodeJSONString(&writer, before, isStrict: false)
      try decodeJSONString(&writer, content, isStrict: true)
      try decodeJSONString(&writer, behind, isStrict: false)
      writer.endDecoded(
        end: context.upperBound,
        owned: content,
        field: index,
        coding: .escapedLines
      )
    } else {
      writer.addIdentity(owned: content, context: context, field: index)
    }
  }

  /// The column of the current value: its place in an array that stands in an array; 0 elsewhere.
  @inline(__always)
  private var column: Int32 {
    let count = stack.count
    guard count > 1, !stack[count - 1].isObject, !stack[count - 2].isObject || isRow else {
      return 0
    }
    return min(stack[count - 1].elements, Self.columnsMax) + 1
  }

  /// Whether the array in hand is the row of a table whose rows are objects: `"rows": [{"cells": […]}]`.
  private var isRow: Bool {
    let count = stack.count
    return count > 3 && stack[count - 4].columns.isNamed && !stack[count - 3].isObject
      && JSONColumns.isRowKey(paths.lastKey(of: nodes[nodes.count - 1]))
  }

  /// The number of the field of the current object's keys: headers of what it holds.
  private mutating func keyField() -> Int32 {
    let node = nodes.count > 1 ? nodes[nodes.count - 2] : PathTable.root
    let known = paths.field(of: node, .key)
    if known >= 0 { return known }
    let number = fields.add(FieldContext(name: paths.name(of: node), isHeader: true))
    paths.setField(number, of: node, .key)
    return number
  }

  /// The number of the current path's field.
  @inline(__always)
  mutating func field(_ kind: PathTable.Kind) -> Int32 {
    if let day = dayField(kind) { return day }
    let column = column
    if column > 0 { return namedField(kind, column) ?? columnField(kind, column) }
    let node = nodes[nodes.count - 1]
    let known = paths.field(of: node, kind)
    return known >= 0 ? known : makeField(node, kind)
  }

  /// The member by which a table of a study is known.
  ///
  /// Source: CDISC, Dataset-JSON 1.1.
  private static let datasetKey = "datasetJSONVersion"

  /// Makes the field of a path.
  private mutating func makeField(_ node: Int32, _ kind: PathTable.Kind) -> Int32 {
    if paths.name(of: node) == Self.datasetKey { isDataset = true }
    let number = fields.add(context(of: node, kind))
    paths.setField(number, of: node, kind)
    return number
  }

  /// The field of a column that has a name: in an array of rows, or in the object around it.
  private mutating func namedField(_ kind: PathTable.Kind, _ column: Int32) -> Int32? {
    let depth = stack.count
    guard
      let holder = (2...4).map({ depth - $0 })
        .first(where: { $0 >= 0 && stack[$0].columns.isNamed })
    else { return nil }
    return stack[holder].columns.field(column, kind, &fields)
  }

  /// The number of the field of a column of the current path.
  private mutating func columnField(_ kind: PathTable.Kind, _ column: Int32) -> Int32 {
    let node = nodes[nodes.count - 1]
    let key = UInt64(node) << 16 | UInt64(column) << 1 | (kind == .number ? 1 : 0)
    if let known = columnFields[key] { return known }
    var context = context(of: node, kind)
    context.column = column
    let number = fields.add(context)
    columnFields[key] = number
    return number
  }

  /// What is known of the values at a path.
  private mutating func context(of node: Int32, _ kind: PathTable.Kind) -> FieldContext {
    let name = paths.name(of: isFHIR ? node : named(node))
    var context = isFHIR ? fhirContext(path: name) : chatContext(path: name)
    if isDataset, name == "name" { context.hint = .coded }
    if !definitions.isEmpty,
      let label = definitions.label(FieldDefinitions.identity(paths.lastKey(of: node)))
    {
      context = FieldContext(name: label, isLabelled: true)
    }
    if kind == .number { context.shape = .number }
    return context
  }
}
