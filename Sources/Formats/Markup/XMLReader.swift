import Vocabulary

/// Which markup is read.
package enum MarkupDialect: Sendable, Hashable {
  /// XML of any vocabulary.
  case xml
  /// HTML: what is no known element is text.
  case html
  /// HL7 Clinical Document Architecture.
  case cda
  /// FHIR's XML.
  case fhir
  /// A part of an Office Open XML document or presentation: runs are joined to paragraphs.
  case office
}

/// Reads XML and HTML with a lexer of its own: a segment for each text and attribute, comments and
/// instructions too.
///
/// Text goes on across references, CDATA sections and, in prose, elements inside a line. No document
/// type is read, no entity expanded, nothing fetched. Source: XML 1.0 fifth edition, HTML §13.2.
struct XMLReader {
  /// What is read.
  let dialect: MarkupDialect

  /// What the next bytes are inside of, beside text and tags.
  enum Open {
    case data
    case comment
    case instruction
    case raw
    case attribute(quote: UInt8)
  }

  /// A start tag whose attributes are being read.
  struct Tag {
    /// Its path.
    var node: Int32
    /// Its local name in small letters where its content is not markup.
    var raw: [UInt8]?
    /// Whether prose begins with it.
    var isProse = false
    /// Whether its content is base64.
    var isBinary = false
    /// The part of a table that it is.
    var part: TablePart?
    /// What its attributes say of each other and of its content.
    var labels = TagLabels()
    /// The number of the field of the attribute whose value is being read.
    var attribute: Int32 = 0
  }

  var paths = PathTable()
  var fields = FieldTable()
  /// The open elements' paths from the document on.
  var nodes: [Int32] = [PathTable.root]
  var open: Open?
  /// The tag whose attributes come next.
  var tag: Tag?
  /// The name of the element whose content is not markup.
  var rawName: [UInt8]?
  /// The number of open elements where prose began; 0 outside of prose.
  var proseDepth = 0
  /// The number of open elements where base64 began; 0 outside.
  var binaryDepth = 0
  /// The text that is being gathered.
  var run = XMLRun()
  /// Numbers of the fields of prose, of comments and labels, of base64, of data addresses, of names, fonts and
  /// passwords, and of numbers in names.
  var common = (
    prose: Int32(0), comment: Int32(0), binary: Int32(0), photo: Int32(0), person: Int32(0),
    font: Int32(0), secret: Int32(0), number: Int32(0)
  )
  /// What labels mean.
  var labels: MarkupLabels
  /// What is somebody's in names of elements and attributes.
  var names: XMLNames
  /// The rows of open tables.
  var rows = XMLRows()
  /// Labels of what is being read.
  var beside = XMLBeside()
  /// Columns that are named in one element for rows in another.
  var columns = XMLColumns()
  /// What items of a study are called.
  var items = StudyItems()
  /// Where the last mark begins.
  var markStart = 0
  /// The number of open elements where marked inserted text began; 0 outside.
  var insertionDepth = 0
  /// What a value at the current place must look like.
  var shape = ValueShape.text
  private let depthMax = Vocabulary.Limits().jsonDepthMax

  /// Creates a reader.
  ///
  /// `naming`: says what labels mean; nil where nobody does. `masking`: what takes the place of a name of an
  /// element that holds somebody's.
  init(dialect: MarkupDialect, naming: LabelNaming? = nil, masking: NameMasking? = nil) {
    self.dialect = dialect
    names = XMLNames(masking)
    labels = MarkupLabels(naming)
    addCommonFields()
  }

  var isHTML: Bool { dialect == .html }

  /// Finds the block's end and the segments in it.
  ///
  /// Throws: `corrupt`, `truncated`, `limit-depth`, or `ambiguous-structure` for entities.
  /// `lookAheadBytes`: bytes at the end that marks may reach into but none begins in.
  mutating func parse(
    _ block: Block,
    atEnd: Bool,
    lookAheadBytes: Int = 0
  ) throws(Withholding) {
    beginBlock()
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    run.blockStart = start
    let count = writer.source.count
    let isLast = atEnd && count - start <= BlockSize.maxBytes
    let limit = min(count - lookAheadBytes, start + BlockSize.maxBytes)
    var position = start
    if start == 0, writer.source.holds("\u{FEFF}", at: 0) { position = 3 }
    while position < limit, position - start < BlockSize.targetBytes || isHolding {
      if position - start >= Self.openRunBytesMax,
        let cut = cutInText(writer.source, from: position, to: limit)
      {
        try addText(&writer, position..<cut)
        position = cut
        break
      }
      guard let next = try step(&writer, at: position, limit, isLast: isLast) else {
        guard position > start else {
          throw Withholding(.corrupt, "a mark does not end within \(limit - start) bytes")
        }
        break
      }
      position = next
    }
    releaseRow(&writer, isWhole: false)
    endRun(&writer, blockEnd: position)
    writer.finish(block, end: position)
  }

  /// Bytes of a block from which on a text that goes on is cut: between words far from any mark, so that
  /// both parts are seen with what stands beside them.
  private static let openRunBytesMax = BlockSize.targetBytes + 24 << 10
  /// Bytes without a mark on both sides of such a cut.
  private static let cutBytesMin = 48

  /// Whether a text or a row goes on, which a block does not end in if it can be helped.
  private var isHolding: Bool { run.isOpen || rows.isOpen && !rows.pieces.isEmpty }

  /// Where a text that is gathered may be cut: behind a blank amid a stretch without marks; nil where no
  /// such stretch begins here.
  private func cutInText(_ source: [UInt8], from position: Int, to limit: Int) -> Int? {
    guard open == nil, tag == nil, run.isOpen || rows.hasOpenText, binaryDepth == 0 else {
      return nil
    }
    let end = source.first(of: 0x3C, 0x26, 0x3C, 0x26, from: position, to: limit)
    guard end - position >= 3 * Self.cutBytesMin else { return nil }
    var cut = position + Self.cutBytesMin
    while cut < end - Self.cutBytesMin, source[cut - 1] > 0x20 { cut += 1 }
    return source[cut - 1] <= 0x20 ? cut : nil
  }

  /// Says that the document has ended.
  ///
  /// - Throws: `truncated` inside an element.
  func finish() throws(Withholding) {
    if isHTML { return }
    guard nodes.count == 1, open == nil, tag == nil else {
      throw Withholding(.truncated, "the document ends inside \(nodes.count - 1) open elements")
    }
  }

  /// Makes the fields that belong to no path.
  private mutating func addCommonFields() {
    common.prose = fields.add(.plainText)
    common.comment = fields.add(FieldContext(isHeader: true))
    common.binary = fields.add(
      FieldContext(hint: .identifier(.uniqueID, .none), shape: .base64)
    )
    common.font = fields.add(FieldContext(hint: .version))
    common.person = fields.add(FieldContext(hint: .identifier(.name, .none)))
    common.number = fields.add(
      FieldContext(hint: .identifier(.uniqueID, .none), shape: .number)
    )
    common.secret = fields.add(FieldContext(hint: .identifier(.secret, .none)))
    common.photo = fields.add(FieldContext(hint: .identifier(.photo, .none), shape: .base64))
  }

  /// Prepares what is counted by block.
  private mutating func beginBlock() {
    fields.beginBlock()
    // Places are those of one block.
    beside.text = nil
    tag?.labels.values.removeAll()
    tag?.labels.name = nil
    guard paths.isFull else { return }
    var kept = nodes + [tag?.node ?? PathTable.root]
    paths.restart(keeping: &kept)
    names.forget()
    let last = kept.removeLast()
    tag?.node = last
    nodes = kept
    fields = FieldTable()
    labels.forgetFields()
    beside.forgetFields()
    columns.forgetFields()
    addCommonFields()
    tag?.attribute = common.prose
  }

  /// Reads what stands at `position`.
  ///
  /// - Returns: behind it; nil where it does not end before the limit.
  private mutating func step(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    if let open { return try readOpen(&writer, open, from: position, limit, isLast: isLast) }
    if tag != nil { return try readAttributes(&writer, from: position, limit, isLast: isLast) }
    guard writer.source[position] == 0x3C else {
      return try readText(&writer, from: position, limit, isLast: isLast)
    }
    let next = try readMarkup(&writer, at: position, limit, isLast: isLast)
    guard next == position else { return next }
    // No mark after all: a less-than sign of HTML.
    beginRun(&writer)
    addCharacters(position..<position + 1, textField(), &writer)
    return position + 1
  }

  /// Reads text up to the next mark.
  private mutating func readText(
    _ writer: inout BlockWriter,
    from position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    var end = writer.source.first(of: 0x3C, from: position, to: limit)
    if end == limit, !isLast {
      end = pieceEnd(writer.source, from: position, limit: limit)
      if end == position { return nil }
    }
    let range = position..<end
    if binaryDepth > 0 {
      addWhole(&writer, range, common.binary)
    } else if beside.asideDepth > 0 {
      // An instruction may stand in several runs.
      let isFirst = !run.extend(valueAt: beside.places.instructionStart, by: range)
      if isFirst { nest(range, common.prose, hasReferences: true) } else { breakText(&writer) }
      beside.places.add(writer.source, range, isFirst: isFirst)
      // `PAGEREF pt_Ann_Roe`
      if writer.source.first(of: "REF ", from: range.lowerBound, to: range.upperBound)
        < range.upperBound
      {
        run.setWords(common.prose, at: beside.places.instructionStart)
      }
    } else if isTextOpen || !isBlank(writer.source, range) {
      beginRun(&writer)
      if dialect == .xml { beside.text = range }
      try addText(&writer, range)
    }
    return end
  }

  /// Ends the text before an instruction of several parts, so that nothing but its own marks are kept in it.
  private mutating func breakText(_ writer: inout BlockWriter) {
    if rows.isOpen {
      if rows.hasOpenText { rows.add(.end) }
    } else if run.isOpen {
      run.finish(&writer, &fields, blockEnd: -1)
    }
  }

  /// Adds text with its references to the run.
  private mutating func addText(
    _ writer: inout BlockWriter,
    _ range: Range<Int>
  ) throws(Withholding) {
    let number = labelField(writer.source, range) ?? textField()
    var position = range.lowerBound
    while position < range.upperBound {
      let mark = writer.source.first(of: 0x26, from: position, to: range.upperBound)
      if mark > position { addCharacters(position..<mark, number, &writer) }
      position = mark
      guard mark < range.upperBound else { break }
      if let reference = XMLEntities.decode(
        writer.source,
        at: mark,
        to: range.upperBound,
        isHTML: isHTML
      ) {
        if reference.scalar == 0x26,
          let code = headerCode(writer.source, reference.end..<range.upperBound)
        {
          if let separator = code.separator { separateText(by: separator) }
          position = code.end
          continue
        }
        addScalar(reference.scalar, mark..<reference.end, number, &writer)
        position = reference.end
      } else {
        if !isHTML { throw Withholding(.ambiguousStructure, "a reference to an unknown entity") }
        addCharacters(mark..<mark + 1, number, &writer)
        position = mark + 1
      }
    }
  }

  /// The code of a page's header or footer that stands behind an ampersand; nil elsewhere.
  private func headerCode(_ source: [UInt8], _ range: Range<Int>) -> PageHeaderCode? {
    guard dialect == .office,
      OfficeFields.headers.contains(Array(paths.lastKey(of: nodes[nodes.count - 1])))
    else { return nil }
    return PageHeaderCode(source, range)
  }

  /// Where a piece of text ends that goes on behind the limit: not inside a character or reference.
  func pieceEnd(_ source: [UInt8], from position: Int, limit: Int) -> Int {
    var end = limit
    while end > position, end > limit - 4, end < source.count, source[end] & 0xC0 == 0x80 {
      end -= 1
    }
    let low = max(position, end - XMLEntities.bytesMax)
    var mark = end
    while mark > low, source[mark - 1] != 0x26, source[mark - 1] != 0x3B { mark -= 1 }
    if mark > low, source[mark - 1] == 0x26 { end = mark - 1 }
    return end
  }

  /// The number of the field of text at the current place.
  mutating func textField() -> Int32 {
    if isHTML {
      guard let content = beside.content else { return beside.captions.number ?? common.prose }
      beside.content?.hasText = true
      return content.number
    }
    if proseDepth > 0 { return common.prose }
    if let named = beside.places.number { return named }
    if let labelled = beside.field(at: nodes.count, { paths.lastKey(of: nodes[$0 - 1]) }) {
      return labelled
    }
    if let column = columns.field(at: nodes.count, in: &fields) { return column }
    let node = nodes[nodes.count - 1]
    let known = paths.field(of: node, .text)
    if known >= 0 { return known }
    let path = paths.elements(of: node)
    let context =
      switch dialect {
      case .cda: CDAFields.text(path)
      case .office: OfficeFields.text(path)
      default: MarkupFields.text(path)
      }
    let number = fields.add(context)
    paths.setField(number, of: node, .text)
    return number
  }

  /// Adds bytes that are a value by themselves, behind the run.
  mutating func addWhole(_ writer: inout BlockWriter, _ range: Range<Int>, _ number: Int32) {
    if isBlank(writer.source, range) { return }
    releaseRow(&writer, isWhole: false)
    endRun(&writer, blockEnd: -1)
    let index = fields.index(of: number, in: &writer)
    writer.addIdentity(owned: range, context: range, field: index)
  }

  /// Adds what stood inside marks before a text begins.
  mutating func beginRun(_ writer: inout BlockWriter) {
    if !rows.isOpen, !run.isOpen, !run.nested.isEmpty { endRun(&writer, blockEnd: -1) }
  }

  /// Ends the run of text and adds what stood inside its marks.
  mutating func endRun(_ writer: inout BlockWriter, blockEnd: Int) {
    if rows.isOpen, !rows.pieces.isEmpty { return rows.add(.end) }
    run.finish(&writer, &fields, blockEnd: blockEnd)
    addNested(&writer, before: Int.max)
  }

  /// Adds what stood inside marks before `position`.
  mutating func addNested(_ writer: inout BlockWriter, before position: Int) {
    var count = 0
    while count < run.nested.count, run.nested[count].range.lowerBound < position {
      addValue(&writer, run.nested[count])
      count += 1
    }
    run.nested.removeFirst(count)
  }

  /// Adds the value of an attribute, a comment or an instruction.
  private mutating func addValue(_ writer: inout BlockWriter, _ value: XMLRun.Nested) {
    let index = fields.index(of: value.field, in: &writer)
    let range = value.range
    var isWords = false
    var coding = SegmentCoding.ascii
    switch value.form {
    // The name of a place, whose words are joined by low lines: `pt_Ann_Roe`.
    case .words: (isWords, coding) = (true, .letter)
    case .unbracketed: coding = .unbracketed
    case .imposed(let replacement):
      return writer.addImposed(range, replacement, field: index)
    case .plain, .references: break
    }
    let mark = writer.source.first(of: 0x26, from: range.lowerBound, to: range.upperBound)
    let isDecoded = value.form == .references && mark < range.upperBound
    guard isDecoded || isWords || !value.more.isEmpty else {
      writer.addIdentity(owned: range, context: range, field: index, coding: coding)
      return
    }
    writer.beginDecoded()
    var end = range.lowerBound
    for part in [range] + value.more {
      writer.keep(end..<part.lowerBound)
      addPart(&writer, part, isWords: isWords)
      end = part.upperBound
    }
    writer.endDecoded(end: end, owned: range.lowerBound..<end, field: index, coding: coding)
  }

  /// Adds a part of a value with its references decoded; low lines between words are blanks.
  private func addPart(_ writer: inout BlockWriter, _ range: Range<Int>, isWords: Bool) {
    var position = range.lowerBound
    while position < range.upperBound {
      if isWords, writer.source[position] == 0x5F {
        writer.add(0x20, at: position)
        position += 1
        continue
      }
      guard writer.source[position] == 0x26, !isWords else {
        position = writer.addCharacter(position, to: range.upperBound)
        continue
      }
      let reference = XMLEntities.decode(
        writer.source,
        at: position,
        to: range.upperBound,
        isHTML: true
      )
      writer.add(scalar: reference?.scalar ?? 0x26, at: position)
      position = reference?.end ?? position + 1
    }
  }

  /// Enters an element.
  mutating func enter(_ node: Int32) throws(Withholding) {
    guard nodes.count <= depthMax else {
      throw Withholding(.limitDepth, "nesting exceeds \(depthMax)")
    }
    nodes.append(node)
  }

  /// Whether a range is white space.
  func isBlank(_ source: [UInt8], _ range: Range<Int>) -> Bool {
    for position in range where source[position] > 0x20 { return false }
    return true
  }
}
