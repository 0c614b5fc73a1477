import Vocabulary

/// What the attributes of a tag say of each other and of its content.
struct TagLabels {
  /// What the element is.
  var element = ElementRole.other
  /// Whether attributes of the element may be labels.
  var isLabelled = false
  /// The label in one attribute.
  var label: String?
  /// Where the values in others begin: one, or both of a change.
  var values: [Int] = []
  /// The label of the element's text.
  var content: String?
  /// The label of what the element holds, where it is none of values in its attributes.
  var held: String?
  /// Whether its classes say that its text is a label or a value.
  var part: HTMLContent.Part?
  /// What the element is called, where its text may have a label in HTML.
  var holder: [UInt8]?
  /// Where the value of an attribute called `name` begins that names a thing or a person.
  var name: Int?
  /// Whether another attribute identifies a person.
  var isOfPerson = false
  /// What a value in the content must look like.
  var shape = ValueShape.text
  /// What a control is called, or the one that the element labels.
  var identity: [UInt8] = []
  /// Whether the control holds nothing that somebody entered: a button, a box to tick.
  var isButton = false
  /// Whether the control is for passwords.
  var isSecret = false
  /// What the control's own name labels its value, where nothing else does.
  var ownLabel: String?
  /// Whether the label may as well be a heading, so that a value which is a label itself is none.
  var isTentative = false

  /// Takes over a label where there is none yet.
  mutating func add(_ label: String?) { self.label = self.label ?? label }
}

/// Labels of values that are being read: of an element's content, of the next element, of the next
/// paragraph.
struct XMLBeside {
  /// An element whose content has a label.
  private struct Labelled {
    /// Open elements inside of it.
    var depth: Int
    /// The number of the field of its text.
    var number: Int32
    /// The same for numbers and for times.
    var (count, time): (Int32, Int32)
    /// Whether text at any depth counts.
    var isDeep: Bool
    /// Whether a text that is a label itself is no value.
    var isTentative: Bool
  }

  /// Elements that hold nothing but a value, whatever is around them.
  private static let values: Set<[UInt8]> = Set(
    """
    value Value string String text lpwstr lpstr bstr integer real i1 i2 i4 i8 int ui1 ui2 ui4 ui8 uint r4 \
    r8 decimal filetime date val
    """
    .split(separator: " ").map { Array($0.utf8) }
  )
  /// Those of them that hold a number, and those that hold a time.
  private static let counts: Set<[UInt8]> = Set(
    "integer real i1 i2 i4 i8 int ui1 ui2 ui4 ui8 uint r4 r8 decimal"
      .split(separator: " ").map { Array($0.utf8) }
  )
  private static let times: Set<[UInt8]> = [Array("filetime".utf8), Array("date".utf8)]

  private var labelled: [Labelled] = []
  /// The label that an element before the next one holds, and where both stand.
  ///
  /// `prefix`: what the element's name begins with, if the next one has to begin so, too.
  private var sibling:
    (label: String, depth: Int, isNext: Bool, isTentative: Bool, prefix: [UInt8])?
  /// The text read last.
  var text: Range<Int>?
  /// What the item of a form asks, and where it stands.
  var question: (label: String, depth: Int)?
  /// The label of the content of a control.
  var control: String?
  /// The number of the field of a paragraph below one that is a label.
  var paragraph: Int32?
  /// Whether the box of a slide that held the label has ended.
  var isNextBox = false
  /// The number of open elements where text beside the text began; 0 outside.
  var asideDepth = 0
  /// Fields and named places of an Office document.
  var places = OfficePlaces()
  /// Labels of controls of HTML.
  var captions = HTMLCaptions()
  /// The element of HTML whose text is a label.
  var captionName: [UInt8]?
  /// The element of HTML whose text has a label.
  var content: HTMLContent?
  /// What attributes are for, by the numbers of their fields.
  private var attributes: [AttributeRole?] = []
  /// What elements are called that hold labels or values, by their paths.
  private var roles: [Int32: LabelRole] = [:]
  /// What they are called for by the last of their words.
  private var endings: [Int32: (role: LabelRole, prefix: [UInt8])?] = [:]

  /// The number of the field of text inside `depth` open elements; nil where it has no label.
  ///
  /// `key`: the name of the element at a depth.
  func field(at depth: Int, _ key: (Int) -> ArraySlice<UInt8>) -> Int32? {
    guard let last = labelled.last else { return nil }
    let name = Array(key(depth))
    let isValue =
      depth == last.depth + 1
      && (Self.values.contains(name) || LabelRole.isChange(String(decoding: name, as: UTF8.self))
        || LabelRole.ending(of: name[...])?.role == .value)
    guard depth == last.depth || last.isDeep || isValue else { return nil }
    if Self.counts.contains(name) { return last.count }
    return Self.times.contains(name) ? last.time : last.number
  }

  /// Gives the content of the element inside which are `depth` open elements a label.
  mutating func begin(
    _ label: String,
    at depth: Int,
    isDeep: Bool,
    isTentative: Bool,
    _ labels: inout MarkupLabels,
    _ fields: inout FieldTable
  ) {
    guard let number = labels.field(label, in: &fields),
      let count = labels.field(label, .number, in: &fields),
      let time = labels.field(label, .isoInstant, in: &fields)
    else { return }
    labelled.append(
      Labelled(
        depth: depth,
        number: number,
        count: count,
        time: time,
        isDeep: isDeep,
        isTentative: isTentative
      )
    )
  }

  /// Says that an element has ended.
  ///
  /// - Returns: whether it had a label.
  mutating func end(at depth: Int) -> Bool {
    if depth < asideDepth { asideDepth = 0 }
    guard let last = labelled.last, last.depth > depth else { return false }
    labelled.removeLast()
    return true
  }

  /// What an element is called for.
  mutating func role(_ node: Int32, _ paths: PathTable) -> LabelRole {
    if let known = roles[node] { return known }
    let name = String(decoding: paths.lastKey(of: node), as: UTF8.self)
    var role = LabelRole(name)
    // Elements of that name hold texts of any kind.
    if role == .text { role = .other }
    // A drawing's texts stand behind one another as labels and values do.
    let path = paths.elements(of: node)
    if name == "text", path.first == "svg" { role = .mayLabel }
    // What programs write of maps: `<entry><string>mrn</string><string>48213</string></entry>`.
    if name == "string", path.dropLast().last == "entry" { role = .mayLabel }
    roles[node] = role
    return role
  }

  /// What an element of several words is for by the last of them.
  mutating func ending(_ node: Int32, _ paths: PathTable) -> (role: LabelRole, prefix: [UInt8])? {
    if let known = endings[node] { return known }
    let ending = LabelRole.ending(of: paths.lastKey(of: node))
    endings[node] = .some(ending)
    return ending
  }

  /// What an attribute is for.
  mutating func attributeRole(_ field: Int32, _ name: ArraySlice<UInt8>) -> AttributeRole {
    let index = Int(field)
    if index < attributes.count, let known = attributes[index] { return known }
    let role = AttributeRole(String(decoding: name, as: UTF8.self))
    while attributes.count <= index { attributes.append(nil) }
    attributes[index] = role
    return role
  }

  /// Remembers the label that an element holds; a tentative one is that of any element behind it.
  ///
  /// `prefix`: what the name of the next element has to begin with as well.
  mutating func note(
    _ label: String?,
    at depth: Int,
    isTentative: Bool = false,
    prefix: [UInt8] = []
  ) {
    sibling = label.map { ($0, depth, true, isTentative, prefix) }
  }

  /// Whether the label of the text in hand may as well be a heading.
  var isTentative: Bool { labelled.last?.isTentative == true }

  /// Forgets the label of elements inside the one that ends.
  mutating func forgetLabel(inside depth: Int) {
    if let known = sibling, known.depth >= depth { sibling = nil }
  }

  /// The label in the element before one of that name; both values of a change have the same.
  mutating func takeLabel(
    at depth: Int,
    _ name: [UInt8]
  ) -> (label: String, isTentative: Bool)? {
    guard let known = sibling, known.depth == depth else { return nil }
    let word = String(decoding: name, as: UTF8.self)
    if LabelRole.isChange(word) { return (known.label, false) }
    sibling?.isNext = false
    guard known.isNext else { return nil }
    if !known.prefix.isEmpty {
      // `<meta_key>…</meta_key><meta_value>…</meta_value>`
      guard let own = LabelRole.ending(of: name[...]), own.role == .value,
        own.prefix == known.prefix
      else { return nil }
      return (known.label, false)
    }
    guard known.isTentative || Self.values.contains(name) || Self.isValue(LabelRole(word)) else {
      return nil
    }
    return (known.label, known.isTentative)
  }

  /// Whether an element behind a label holds its value: `<Code>LASTNAME</Code><Text>…</Text>`.
  private static func isValue(_ role: LabelRole) -> Bool { role == .value || role == .text }

  /// Forgets the numbers of fields and paths, all of which were forgotten.
  mutating func forgetFields() {
    labelled.removeAll()
    attributes.removeAll()
    roles.removeAll()
    endings.removeAll()
    paragraph = nil
    captions.number = nil
    content = nil
    places.forgetFields()
  }
}

extension XMLReader {
  /// Elements of Office documents that have such attributes; others are called by them.
  private static let labelled: Set<[UInt8]> = Set(
    "docVar property tag attr customXml smartTag user-defined user-field-decl".split(separator: " ")
      .map { Array($0.utf8) }
  )
  /// Elements around the paragraphs of a box on a slide.
  static let boxes: Set<[UInt8]> = [Array("sp".utf8), Array("txBody".utf8)]
  /// Whether labels in attributes count: HL7's own formats say themselves what is what.
  private var readsLabels: Bool {
    labels.isUsed && (dialect == .xml || dialect == .html || dialect == .office)
  }

  /// The label that bytes are for programs, where it says anything.
  mutating func keyLabel(_ bytes: ArraySlice<UInt8>) -> String? { labels.key(bytes) }

  /// Notes the texts elsewhere that label an element: `aria-labelledby`.
  private mutating func noteCaptions(_ names: ArraySlice<UInt8>) {
    for name in names.split(separator: 0x20) {
      guard let text = beside.captions.text(of: Array(name)) else { continue }
      let label = keyLabel(MarkupCell.trimmed(text[...]))
      tag?.labels.add(label)
    }
  }

  /// Notes what an attribute says of an element's content.
  private mutating func noteContent(_ label: String?) {
    tag?.labels.add(label)
    if tag?.labels.content == nil { tag?.labels.content = label }
  }

  /// Notes what an attribute is to others of its tag.
  mutating func note(
    attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ field: Int32,
    writer: inout BlockWriter
  ) {
    noteSpan(attribute, range, &writer)
    if dialect == .fhir { noteAnswer(attribute, range, writer) }
    guard readsLabels else { return }
    if dialect == .xml { nameColumn(attribute, range, writer) }
    let element = tag?.labels.element ?? .other
    if [.fieldMark, .bookmark, .link].contains(element) {
      return notePlace(attribute, range, &writer)
    }
    switch beside.attributeRole(field, attribute) {
    case .other: break
    case .value:
      tag?.labels.values.append(range.lowerBound)
      if attribute.elementsEqual("valueNumeric".utf8) { tag?.labels.shape = .number }
      if element == .control, let label = keyLabel(writer.source[range]) { beside.control = label }
    case .label where tag?.labels.isLabelled == true: noteLabel(attribute, range, writer)
    case .label: break
    case .mayLabel where dialect == .xml, .kind where dialect == .xml,
      .identity where dialect == .xml && element != .definition:
      guard let label = fieldLabel(writer.source[range]) else { return }
      tag?.labels.add(label)
      run.setField(common.comment, at: range.lowerBound)
    case .content where isHTML: noteContent(keyLabel(writer.source[range]))
    case .title where isHTML: noteContent(fieldLabel(writer.source[range]))
    case .look where isHTML:
      guard tag?.labels.holder != nil else { return }
      tag?.labels.part = HTMLContent.Part(ofClasses: writer.source[range])
      let label = HTMLContent.label(ofClasses: writer.source[range]) { keyLabel($0) }
      if tag?.labels.content == nil { tag?.labels.content = label }
    case .instruction where element == .wrapper:
      let label = MergedField.name(writer.source[range]).flatMap { keyLabel($0) }
      tag?.labels.add(label)
    case .instruction: break
    case .type:
      let type = String(decoding: writer.source[range], as: UTF8.self)
      if type == "Number" { tag?.labels.shape = .number }
      if type == "DateTime" { tag?.labels.shape = .isoInstant }
    case .person: tag?.labels.isOfPerson = true
    case .reference where dialect == .xml:
      tag?.labels.add(items.label(writer.source[range]))
      if keyLabel(writer.source[range]) != nil {
        run.setField(common.comment, at: range.lowerBound)
      }
    case .target where element == .caption, .identity where isHTML || element == .definition:
      tag?.labels.identity = Array(writer.source[range].prefix(HTMLCaptions.nameBytesMax))
      if isHTML { noteOwnLabel(writer.source[range], element) }
    case .kind where element == .input:
      tag?.labels.isButton = HTMLCaptions.isButton(writer.source[range])
      tag?.labels.isSecret = HTMLCaptions.isSecret(writer.source[range])
    case .dicomTag where element == .wrapper && dialect == .xml:
      tag?.labels.label = DicomTags.field(writer.source[range])
    case .labelledBy where isHTML:
      noteCaptions(writer.source[range])
    case .target, .identity, .labelledBy, .dicomTag, .kind, .mayLabel, .reference, .content,
      .title, .look:
      break
    }
  }

  /// Notes an attribute that labels others and the content.
  private mutating func noteLabel(
    _ attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ writer: BlockWriter
  ) {
    let bytes = writer.source[range]
    var label = NaaccrItems.name(of: bytes, attribute)
    if label == nil, dialect == .xml {
      let name = StandardAttributes.name(bytes)
      label = StandardAttributes.label(bytes) ?? name.flatMap { keyLabel($0) }
      if tag?.labels.element == .attribute, tag?.labels.held == nil {
        tag?.labels.held = label ?? StandardAttributes.label(ofDirectory: bytes)
      }
      // Of a standard's own name nothing is anybody's.
      if StandardAttributes.isStandard(bytes) {
        tag?.labels.add(label)
        return run.setField(common.font, at: range.lowerBound)
      }
    }
    label = label ?? keyLabel(isHTML ? HTMLCaptions.plainName(bytes) : bytes)
    tag?.labels.add(label)
    guard dialect == .xml else { return }
    if label != nil || tag?.labels.held != nil {
      run.setField(common.comment, at: range.lowerBound)
    } else {
      tag?.labels.name = range.lowerBound
    }
  }

  /// The label that bytes are where they are the name of a field that identifies, and not of things.
  mutating func fieldLabel(_ bytes: ArraySlice<UInt8>) -> String? {
    guard let label = keyLabel(bytes), !LabelRole.isAmbiguous(bytes),
      labels.meaning(label, isKey: true) == .identifier
    else { return nil }
    return label
  }

  /// Notes how many columns a cell takes, and that a part of a line begins a new one.
  private mutating func noteSpan(
    _ attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ writer: inout BlockWriter
  ) {
    guard let tag, tag.part != nil || tag.labels.element != .other else { return }
    let name = String(decoding: attribute, as: UTF8.self)
    if case .cell = tag.part, dialect == .office, rows.isOpen,
      let shape = OpenDocumentFields.cellValues[name]
    {
      rows.add(.value, range, 0, shape)
    } else if case .cell = tag.part,
      name == "colspan" || name == "gridSpan" || name == "number-columns-repeated"
    {
      rows.span(Int(String(decoding: writer.source[range], as: UTF8.self)) ?? 1)
    } else if case .cell = tag.part, name == "rowspan" || name == "rowSpan" {
      rows.spanRows(Int(String(decoding: writer.source[range], as: UTF8.self)) ?? 1)
    } else if case .cell = tag.part, name == "scope" {
      if writer.source.holds("row", at: range.lowerBound) { rows.markRowHeader() }
    } else if tag.labels.element == .columns, name == "val" {
      rows.span(Int(String(decoding: writer.source[range], as: UTF8.self)) ?? 1)
    } else if tag.labels.element == .span, ["x", "y", "dy"].contains(name) {
      separateText(by: 0x0A)
    }
  }

  /// Prepares an element's labels: that of the element before it, that of its control.
  mutating func beginBeside(_ name: [UInt8], _ writer: inout BlockWriter, _ tag: inout Tag) {
    guard readsLabels else { return }
    shape = .text
    tag.labels.isLabelled = dialect != .office || Self.labelled.contains(name)
    if isHTML, HTMLContent.holders.contains(name) { tag.labels.holder = name }
    if dialect == .xml {
      // A part of a line of a drawing.
      if tag.labels.element != .span { beside.text = nil }
      columns.begin(name, at: nodes.count)
      if let known = beside.takeLabel(at: nodes.count, name) {
        (tag.labels.label, tag.labels.isTentative) = known
      }
    } else if tag.labels.element == .content {
      tag.labels.label = beside.control
      beside.control = nil
    } else if tag.labels.element == .bookmarkEnd {
      endBookmark(&writer)
    }
  }

  /// Gives the value in an attribute and the content of the element the label in another.
  mutating func applyLabels(_ tag: Tag, _ writer: inout BlockWriter, isEmpty: Bool) {
    guard readsLabels else { return }
    if !isEmpty { shape = tag.labels.shape }
    if tag.labels.isOfPerson, let name = tag.labels.name { run.setField(common.person, at: name) }
    if tag.labels.element == .choice, let number = beside.captions.number {
      for value in tag.labels.values { run.setField(number, at: value) }
    }
    if tag.labels.isSecret {
      for value in tag.labels.values { run.setField(common.secret, at: value) }
      return
    }
    if isHTML, !isEmpty {
      if let name = tag.labels.holder, !tag.labels.identity.isEmpty {
        beside.captions.gather(name, tag.labels.identity)
      }
      beginPart(tag, &writer)
    }
    if tag.labels.element == .definition {
      return items.begin(tag.labels.identity, tag.labels.label, at: isEmpty ? nil : nodes.count + 1)
    }
    let caption = captionLabel(tag)
    let named = tag.labels.label ?? caption ?? tag.labels.ownLabel
    if let named, !tag.labels.values.isEmpty,
      let number = labels.field(named, tag.labels.shape, in: &fields)
    {
      for value in tag.labels.values { run.setField(number, at: value) }
    }
    guard let label = tag.labels.held ?? named else { return }
    if isHTML { return beginControl(tag, label, &writer) }
    guard !isEmpty else { return }
    let isDeep = tag.labels.element == .content || tag.labels.element == .wrapper
    if dialect == .office { endRun(&writer, blockEnd: -1) }
    beside.begin(
      label,
      at: nodes.count + 1,
      isDeep: isDeep,
      isTentative: tag.labels.isTentative,
      &labels,
      &fields
    )
  }

  /// Remembers what an element held that ends, where it may be the next one's label.
  mutating func endBeside(_ writer: BlockWriter, _ name: Range<Int>) {
    guard dialect == .xml, labels.isUsed else { return }
    beside.forgetLabel(inside: nodes.count)
    noteQuestion(writer, name)
    items.end(at: nodes.count)
    nameColumn(writer, name)
    guard let text = beside.text, !writer.source[name].elementsEqual("tspan".utf8) else { return }
    beside.text = nil
    let bytes = writer.source[text]
    if hasLabel, !beside.isTentative { return }
    switch beside.role(nodes[nodes.count - 1], paths) {
    case .label: beside.note(keyLabel(bytes), at: nodes.count - 1)
    case .mayLabel:
      if let label = fieldLabel(bytes) {
        beside.note(label, at: nodes.count - 1)
      } else if writer.source[name].elementsEqual("text".utf8) {
        // `Patient` may head others of its kind.
        beside.note(partLabel(bytes), at: nodes.count - 1, isTentative: true)
      }
    case .value, .text, .other, .identity:
      if let own = beside.ending(nodes[nodes.count - 1], paths), own.role == .label {
        if let label = keyLabel(bytes) {
          beside.note(label, at: nodes.count - 1, prefix: own.prefix)
        }
        return
      }
      // `<b>Patient: </b><i>…</i>`
      guard bytes.last(where: { $0 > 0x20 }) == 0x3A,
        let label = partLabel(MarkupCell.trimmed(bytes))
      else { return }
      beside.note(label, at: nodes.count - 1, isTentative: true)
    }
  }

  /// The label that a text is which names a field that identifies or a person's part.
  private mutating func partLabel(_ text: ArraySlice<UInt8>) -> String? {
    guard let label = MarkupLabels.label(MarkupCell.trimmed(text)) else { return nil }
    switch labels.meaning(label, isKey: false) {
    case .identifier, .role: return label
    case .nothing, .coded, .name: return nil
    }
  }

  /// Whether something else labels the text in hand, which is then a value whatever word it is.
  private var hasLabel: Bool {
    beside.field(at: nodes.count, { paths.lastKey(of: nodes[$0 - 1]) }) != nil
  }

  /// The field of an element's text that is a label; nil where it is none.
  mutating func labelField(_ source: [UInt8], _ range: Range<Int>) -> Int32? {
    guard dialect == .xml, labels.isUsed, range.count <= MarkupLabels.bytesMax,
      !hasLabel || beside.isTentative,
      let label = MarkupLabels.label(source[range])
    else { return nil }
    let meaning = labels.meaning(label, isKey: false)
    if beside.isTentative { return meaning != .nothing ? common.comment : nil }
    switch beside.role(nodes[nodes.count - 1], paths) {
    case .label: return meaning != .nothing ? common.comment : nil
    case .mayLabel: return meaning == .identifier ? common.comment : nil
    case .value, .text, .other, .identity: return nil
    }
  }

  /// The field of an attribute that pages keep data in: `data-mrn`.
  mutating func dataField(_ attribute: String) -> FieldContext? {
    guard attribute.hasPrefix("data-") else { return nil }
    let label = String(attribute.dropFirst("data-".count)).replacing("-", with: " ")
    guard labels.meaning(label, isKey: true) == .identifier else { return nil }
    return FieldContext(name: label, isLabelled: true)
  }
}
