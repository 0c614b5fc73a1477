import Vocabulary

extension XMLReader {
  /// Reads the mark that begins at `position`.
  ///
  /// - Returns: behind its beginning; `position` where it is none; nil where it does not end before
  ///   the limit.
  mutating func readMarkup(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let source = writer.source
    markStart = position
    guard position + 1 < source.count else {
      if isHTML { return position }
      throw Withholding(.truncated, "the document ends inside a mark")
    }
    switch source[position + 1] {
    case 0x21:
      if isHTML, let end = PageCondition.end(source, at: position, limit) {
        let condition = position + 2..<end - 1
        if !PageCondition.isPlain(source[condition]) {
          nest(condition, common.comment, hasReferences: false)
        }
        return end
      }
      if source.holds("<!--", at: position) {
        open = .comment
        return position + 4
      }
      if source.holds("<![CDATA[", at: position) {
        open = .data
        return position + 9
      }
      return try readDeclaration(source, at: position, limit, isLast: isLast)
    case 0x3F:
      open = .instruction
      return position + 2
    case 0x2F: return try readEndTag(&writer, at: position, limit, isLast: isLast)
    default: return try readStartTag(&writer, at: position, limit, isLast: isLast)
    }
  }

  /// Reads a document type, of which nothing is used.
  private mutating func readDeclaration(
    _ source: [UInt8],
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let end = source.first(of: 0x3E, 0x5B, 0x3E, 0x5B, from: position, to: limit)
    guard end < limit else {
      if isLast { throw Withholding(.truncated, "the document ends inside a declaration") }
      return nil
    }
    if source[end] == 0x5B {
      throw Withholding(.ambiguousStructure, "a document type with declarations of its own")
    }
    nestDeclaration(source, position + 2..<end)
    return end + 1
  }

  /// Notes a document type.
  ///
  /// Where it refers to one, the name and the address of that are the format's own. A bracket would begin
  /// declarations of the document's own, so that masks have none.
  private mutating func nestDeclaration(_ source: [UInt8], _ range: Range<Int>) {
    let isReference =
      source.first(of: "//DTD", from: range.lowerBound, to: range.upperBound) < range.upperBound
      || source.first(of: ".dtd", from: range.lowerBound, to: range.upperBound) < range.upperBound
    let field = isReference ? common.font : common.prose
    run.nested.append(XMLRun.Nested(range: range, field: field, form: .unbracketed))
  }

  /// Reads a comment, a section of data, an instruction, raw content or a long attribute from
  /// `position` on, as far as it goes before the limit.
  mutating func readOpen(
    _ writer: inout BlockWriter,
    _ kind: Open,
    from position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let source = writer.source
    let (found, next) = closing(of: kind, source, from: position, limit)
    if let found {
      open = nil
      addOpen(&writer, kind, position..<found)
      if case .raw = kind { rawName = nil }
      return next
    }
    if isLast {
      guard isHTML else { throw Withholding(.truncated, "the document ends inside a mark") }
      open = nil
      tag = nil
      addOpen(&writer, kind, position..<limit)
      return limit
    }
    let tailBytes = 16
    let end = pieceEnd(source, from: position, limit: max(position, limit - tailBytes))
    guard end > position else { return nil }
    addOpen(&writer, kind, position..<end)
    return end
  }

  /// Adds a part of what is inside of a mark.
  private mutating func addOpen(_ writer: inout BlockWriter, _ kind: Open, _ range: Range<Int>) {
    if range.isEmpty { return }
    let source = writer.source
    switch kind {
    case .data:
      if binaryDepth > 0 {
        addWhole(&writer, range, common.binary)
      } else {
        beginRun(&writer)
        if dialect == .xml { beside.text = range }
        addCharacters(range, textField(), &writer)
      }
    case .comment, .instruction: nest(range, common.comment, hasReferences: false)
    case .raw where rawName?.elementsEqual("style".utf8) == true:
      nestStyle(source, range, common.prose, hasReferences: false)
    case .raw: nest(range, common.prose, hasReferences: false)
    case .attribute: nest(range, tag?.attribute ?? common.prose, hasReferences: true)
    }
  }

  /// Where an open mark ends, and behind its end; nil where it does not before the limit.
  private func closing(
    of kind: Open,
    _ source: [UInt8],
    from position: Int,
    _ limit: Int
  ) -> (Int?, Int) {
    var cursor = position
    let sign: UInt8
    switch kind {
    case .comment: sign = 0x2D
    case .data: sign = 0x5D
    case .instruction: sign = isHTML ? 0x3E : 0x3F
    case .raw: sign = 0x3C
    case .attribute(let quote): sign = quote
    }
    while true {
      cursor = source.first(of: sign, from: min(cursor, limit), to: limit)
      if cursor >= limit { return (nil, limit) }
      switch kind {
      case .comment where source.holds("-->", at: cursor): return (cursor, cursor + 3)
      case .data where source.holds("]]>", at: cursor): return (cursor, cursor + 3)
      case .instruction where isHTML: return (cursor, cursor + 1)
      case .instruction where source.holds("?>", at: cursor): return (cursor, cursor + 2)
      case .raw where isEnd(of: rawName ?? [], source, at: cursor): return (cursor, cursor)
      case .attribute: return (cursor, cursor + 1)
      default: cursor += 1
      }
    }
  }

  /// Whether the end tag of an element begins at `position`.
  private func isEnd(of name: [UInt8], _ source: [UInt8], at position: Int) -> Bool {
    let first = position + 2
    guard first + name.count < source.count, source[position + 1] == 0x2F else { return false }
    return source[first..<first + name.count].elementsEqual(name) { $0.lowercased == $1 }
  }

  /// Notes a value inside a mark.
  mutating func nest(_ range: Range<Int>, _ field: Int32, hasReferences: Bool) {
    if range.isEmpty { return }
    run.nested.append(
      XMLRun.Nested(range: range, field: field, form: hasReferences ? .references : .plain)
    )
  }

  /// Where the name that begins at `position` ends.
  private func nameEnd(_ source: [UInt8], _ position: Int, _ limit: Int) -> Int {
    var end = position
    while end < limit {
      let byte = source[end]
      guard byte.isAlphanumeric || byte >= 0x80 || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte) else {
        break
      }
      end += 1
    }
    return end
  }

  /// A name without its prefix.
  private func localName(_ source: [UInt8], _ name: Range<Int>) -> Range<Int> {
    let colon = source.first(of: 0x3A, from: name.lowerBound, to: name.upperBound)
    return colon + 1 < name.upperBound ? colon + 1..<name.upperBound : name
  }

  /// Reads the name of a start tag; its attributes come next.
  private mutating func readStartTag(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let source = writer.source
    let first = source[position + 1]
    guard first.isLetter || first == 0x5F || first == 0x3A || first >= 0x80 else {
      if isHTML { return position }
      throw Withholding(.corrupt, "a less-than sign begins no mark")
    }
    let end = nameEnd(source, position + 1, limit)
    if end == limit, !isLast { return nil }
    let local = localName(source, position + 1..<end)
    let name = isHTML ? source[local].map(\.lowercased) : Array(source[local])
    let isFollowed =
      end < limit && (source[end] <= 0x20 || source[end] == 0x3E || source[end] == 0x2F)
    let isPrefixed = XMLElements.isOffice(source[position + 1..<local.lowerBound])
    guard isHTML ? isFollowed && XMLElements.isHTML(name, isPrefixed: isPrefixed) : isFollowed
    else {
      if isHTML { return position }
      throw Withholding(.corrupt, "a name in a mark ends in a way that no name does")
    }
    let parent = isHTML ? PathTable.root : nodes[nodes.count - 1]
    var tag = Tag(node: paths.child(of: parent, source, local))
    tag.raw = isHTML && XMLElements.raw.contains(name) ? name : nil
    tag.isProse =
      dialect == .cda && name.elementsEqual("text".utf8)
      || dialect == .fhir && name.elementsEqual("div".utf8)
    if isHTML {
      passContent(name, isEnd: false, &writer)
      if isPrefixed, XMLElements.authors.contains(name) {
        tag.labels.holder = name
        tag.labels.content = "author name"
      }
    }
    flow(past: name, &writer)
    names.beginTag()
    nestName(source, local)
    tag.part = TablePart(name)
    if let part = tag.part { open(part, &writer) }
    tag.labels.element = ElementRole(name, dialect)
    beginBeside(name, &writer, &tag)
    self.tag = tag
    return end
  }

  /// What a mark does to the text around it.
  private mutating func flow(past name: [UInt8], _ writer: inout BlockWriter) {
    if dialect == .office, !OfficeFields.paragraphs.contains(name) {
      if OfficeFields.blanks.contains(name) { separateText(by: 0x09) }
      return
    }
    if dialect == .office {
      labelParagraph(name, writer)
      if name == [0x70] { beside.places.bookmark = nil }
    }
    guard isHTML || proseDepth > 0 else {
      // A part of a line of a drawing.
      if dialect == .xml, name.elementsEqual("tspan".utf8) { return }
      endRun(&writer, blockEnd: -1)
      return
    }
    if XMLElements.inline.contains(name) { return joinLabel(writer) }
    separateText(by: XMLElements.cells.contains(name) ? 0x09 : 0x0A)
  }

  /// Puts a colon between a label and a value that touches it: `<span>Patient</span><span>…</span>`.
  private mutating func joinLabel(_ writer: BlockWriter) {
    guard isHTML, !rows.isOpen, run.isOpen, markStart > 0, writer.source[markStart - 1] == 0x3E,
      writer.source[markStart + 1] != 0x2F, let line = run.lastLine(writer),
      let last = line.last, last.isAlphanumeric,
      let label = MarkupLabels.label(MarkupCell.trimmed(line))
    else { return }
    switch labels.meaning(label, isKey: false) {
    case .identifier, .role: run.join(by: 0x3A)
    case .nothing, .coded, .name: break
    }
  }

  /// Reads an end tag.
  private mutating func readEndTag(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let source = writer.source
    let nameLimit = nameEnd(source, position + 2, limit)
    var end = nameLimit
    while end < limit, source[end] <= 0x20 { end += 1 }
    guard end < limit else {
      if isHTML, isLast { return position }
      if isLast { throw Withholding(.truncated, "the document ends inside a mark") }
      return nil
    }
    let local = localName(source, position + 2..<nameLimit)
    if isHTML {
      let name = source[local].map(\.lowercased)
      let isPrefixed = XMLElements.isOffice(source[position + 2..<local.lowerBound])
      guard source[end] == 0x3E, XMLElements.isHTML(name, isPrefixed: isPrefixed) else {
        return position
      }
      passContent(name, isEnd: true, &writer)
      flow(past: name, &writer)
      if let part = TablePart(name) { close(part, &writer) }
      endControl(name, &writer)
      return end + 1
    }
    guard source[end] == 0x3E, nodes.count > 1, paths.isLast(nodes[nodes.count - 1], source, local)
    else { throw Withholding(.corrupt, "an end tag that ends no element") }
    endBeside(writer, local)
    if dialect == .office { endChange(source[local], &writer) }
    nodes.removeLast()
    if beside.end(at: nodes.count), dialect == .office { endRun(&writer, blockEnd: -1) }
    flow(past: Array(source[local]), &writer)
    nestName(source, local)
    if let part = TablePart(source[local]) { close(part, &writer) }
    if nodes.count < proseDepth {
      endRun(&writer, blockEnd: -1)
      proseDepth = 0
    }
    if nodes.count < binaryDepth { binaryDepth = 0 }
    return end + 1
  }

  /// Reads attributes up to the tag's end or the limit.
  mutating func readAttributes(
    _ writer: inout BlockWriter,
    from start: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    var position = start
    while position < limit {
      let byte = writer.source[position]
      if byte <= 0x20 || byte == 0x2F {
        position += 1
        continue
      }
      if byte == 0x3E {
        try endTag(&writer, isEmpty: writer.source[position - 1] == 0x2F)
        return position + 1
      }
      guard let next = try readAttribute(&writer, at: position, limit, isLast: isLast) else {
        return position > start ? position : nil
      }
      position = next
      if open != nil { return position }
    }
    if isLast {
      guard isHTML else { throw Withholding(.truncated, "the document ends inside a tag") }
      tag = nil
    }
    return position
  }

  /// Ends the tag that is being read.
  private mutating func endTag(
    _ writer: inout BlockWriter,
    isEmpty: Bool
  ) throws(Withholding) {
    guard let tag else { return }
    self.tag = nil
    applyLabels(tag, &writer, isEmpty: isEmpty)
    if isHTML {
      rawName = tag.raw
      if rawName != nil { open = .raw }
      return
    }
    if isEmpty {
      if let part = tag.part { close(part, &writer) }
      return
    }
    try enter(tag.node)
    if tag.isProse, proseDepth == 0 { proseDepth = nodes.count }
    if tag.isBinary, binaryDepth == 0 { binaryDepth = nodes.count }
    if tag.labels.element == .aside { beside.asideDepth = nodes.count }
    if dialect == .office { beginChange(tag.labels.element, &writer) }
  }

  /// Reads one attribute.
  ///
  /// - Returns: behind it; nil where it does not end before the limit.
  private mutating func readAttribute(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int,
    isLast: Bool
  ) throws(Withholding) -> Int? {
    let source = writer.source
    let nameLimit = nameEnd(source, position, limit)
    var cursor = nameLimit
    while cursor < limit, source[cursor] <= 0x20 { cursor += 1 }
    if cursor == limit, !isLast { return nil }
    guard nameLimit > position, cursor < limit, source[cursor] == 0x3D else {
      guard isHTML else { throw Withholding(.corrupt, "an attribute without a value") }
      let end = bareEnd(source, max(position + 1, nameLimit), limit)
      nest(position..<end, common.prose, hasReferences: false)
      return end
    }
    cursor += 1
    while cursor < limit, source[cursor] <= 0x20 { cursor += 1 }
    if cursor == limit { return isLast && isHTML ? limit : try atLimit(isLast) }
    let quote = source[cursor]
    let isQuoted = quote == 0x22 || quote == 0x27
    guard isQuoted || isHTML else { throw Withholding(.corrupt, "an attribute without quotes") }
    let first = isQuoted ? cursor + 1 : cursor
    var end =
      isQuoted
      ? source.first(of: quote, from: first, to: limit)
      : source.first(of: 0x20, 0x3E, 0x0A, 0x09, from: first, to: limit)
    let local = localName(source, position..<nameLimit)
    let isNamespace = source.holds("xmlns", at: position)
    let name = isNamespace ? position..<position + 5 : local
    if end == limit, !isLast || isQuoted {
      if isLast, !isHTML { return try atLimit(isLast) }
      guard !isLast, isQuoted, position == run.blockStart || nameLimit - run.blockStart < 1_024
      else {
        return isLast ? limit : nil
      }
      let field = attributeField(source, name, first..<end)
      try nestAttribute(source, position..<nameLimit, local)
      tag?.attribute = field
      open = .attribute(quote: quote)
      return first
    }
    if !isQuoted, source[end - 1] == 0x2F, end < limit, source[end] == 0x3E, end - 1 > first {
      end -= 1
    }
    try nestAttribute(source, position..<nameLimit, local)
    if first < end {
      let field = attributeField(source, name, first..<end)
      if isHTML, source[local].elementsEqual("style".utf8) {
        nestStyle(source, first..<end, field, hasReferences: true)
      } else {
        nest(first..<end, field, hasReferences: true)
      }
      note(attribute: source[local], first..<end, field, writer: &writer)
      if source.holds("B64", at: first), end - first == 3,
        source[local].elementsEqual("representation".utf8)
      {
        tag?.isBinary = true
      }
    }
    return isQuoted ? end + 1 : end
  }

  /// Where an attribute without a value ends, whose name may hold nearly anything: a mask in one stays whole.
  ///
  /// Source: WHATWG HTML, §13.1.2.3 (attribute names).
  private func bareEnd(_ source: [UInt8], _ position: Int, _ limit: Int) -> Int {
    var end = position
    while end < limit, source[end] > 0x20, ![0x22, 0x27, 0x2F, 0x3D, 0x3E].contains(source[end]) {
      end += 1
    }
    return end
  }

  /// What it means that an attribute does not end before the limit.
  private func atLimit(_ isLast: Bool) throws(Withholding) -> Int? {
    if isLast { throw Withholding(.truncated, "the document ends inside a tag") }
    return nil
  }

  /// The number of the field of an attribute of the current tag, for the value in `range`.
  private mutating func attributeField(
    _ source: [UInt8],
    _ name: Range<Int>,
    _ range: Range<Int>
  ) -> Int32 {
    if source.holds("data:", at: range.lowerBound) { return common.photo }
    let parent = tag?.node ?? PathTable.root
    let node = paths.child(of: parent, source, name, salt: 1)
    let known = paths.field(of: node, .text)
    let plain = known >= 0 ? known : makeAttributeField(node, parent)
    let text = paths.field(of: node, .number)
    guard text != plain else { return plain }
    // A code has no blanks, and an object identifier no hyphens.
    let uuidBytes = 36
    if range.count == uuidBytes, source[range.lowerBound + 8] == 0x2D,
      source[name].elementsEqual("root".utf8)
    {
      return paths.field(of: node, .key)
    }
    let blank = source.first(of: 0x20, from: range.lowerBound, to: range.upperBound)
    return blank < range.upperBound ? text : plain
  }

  /// Makes the fields of an attribute: of its value, of text in a code's place, of a UUID.
  private mutating func makeAttributeField(_ node: Int32, _ parent: Int32) -> Int32 {
    let path = paths.elements(of: parent)
    let attribute = paths.elements(of: node).last ?? ""
    let context =
      switch dialect {
      case .cda: CDAFields.attribute(attribute, of: path)
      case .fhir: MarkupFields.fhirAttribute(attribute, of: path)
      case .office: OfficeFields.attribute(attribute, of: path)
      case .html: dataField(attribute) ?? MarkupFields.htmlAttribute(attribute, of: path)
      case .xml where labels.isUsed && MarkupFields.namesThing(attribute, of: path):
        // What the path's words mean does not count, and what values look like does.
        FieldContext(name: "label \(node)")
      case .xml: MarkupFields.attribute(attribute, of: path)
      }
    let plain = fields.add(context)
    paths.setField(plain, of: node, .text)
    var text = plain
    if context.hint == .coded {
      text = fields.add(FieldContext(name: context.name, hint: .display))
      let unique = FieldContext(
        name: context.name,
        hint: .identifier(.uniqueID, .none),
        shape: .uuid
      )
      paths.setField(fields.add(unique), of: node, .key)
    }
    paths.setField(text, of: node, .number)
    return plain
  }
}
