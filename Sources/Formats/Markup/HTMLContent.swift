import Vocabulary

/// An element of HTML whose attributes say what its text is: `<div data-field="lastName">`.
///
/// The text is that of the first elements in it that have any; what else stands in it has no label.
struct HTMLContent {
  /// Elements whose text may be a value.
  ///
  /// A header, a label and a button may have such attributes, too.
  static let holders: Set<[UInt8]> = Set(
    """
    address article b bdi blockquote cite code data dd div em i ins li mark output p pre samp section small \
    span strong td text time tt u var
    """
    .split(separator: " ").map { Array($0.utf8) }
  )
  /// Words that say of an element that it is about a person, at the beginning of its class.
  private static let persons: Set<String> = ["patient", "pt", "member", "resident", "subscriber"]
  /// Classes that are the name of one field and of nothing else.
  private static let fields: Set<String> = [
    "mrn", "ssn", "dob", "lastname", "firstname", "surname", "fullname", "patientname", "patientid",
    "chartno", "chartnumber", "accountno", "accountnumber", "memberid", "birthdate", "birthday",
  ]
  /// Words of a class that say that the element is no value.
  private static let noValues: Set<String> = [
    "label", "header", "heading", "title", "button", "btn", "icon", "caption", "input", "link",
    "list", "row", "col", "form", "group", "wrapper", "container", "panel", "card", "section",
  ]

  /// What the text of an element is by its classes: `<i class="label">`, `<i class="value">`.
  enum Part {
    case label, value

    /// The part that classes say; nil where none does.
    init?(ofClasses classes: ArraySlice<UInt8>) {
      for name in classes.split(separator: 0x20) {
        switch String(decoding: name, as: UTF8.self).lowercased() {
        case "label", "lbl", "field-label", "key", "field-name", "term": self = .label
        case "value", "val", "field-value", "answer": self = .value
        default: continue
        }
        return
      }
      return nil
    }
  }

  /// What the element is called.
  let name: [UInt8]
  /// Its label.
  let label: String
  /// The number of the field of its text.
  let number: Int32
  /// Whether its text may be its label instead.
  let isTentative: Bool
  /// Elements of its name that are open inside of it.
  var depth = 0
  /// Whether it has text already.
  var hasText = false

  /// The label in an element's classes: `patient-last-name`; nil where there is none.
  static func label(
    ofClasses classes: ArraySlice<UInt8>,
    _ keyLabel: (ArraySlice<UInt8>) -> String?
  ) -> String? {
    var label: String?
    for name in classes.split(separator: 0x20) {
      let words = name.split { !$0.isAlphanumeric }.map { String(decoding: $0, as: UTF8.self) }
      if words.contains(where: { noValues.contains($0.lowercased()) }) { return nil }
      let isField = fields.contains(words.joined().lowercased())
      guard words.count > 1 && persons.contains(words[0].lowercased()) || isField else { continue }
      label = label ?? keyLabel(Array(words.joined(separator: " ").utf8)[...])
    }
    return label
  }

  /// Whether a text is what the label says, as in a header: `lastName`, `Last Name`.
  func isNamed(by text: ArraySlice<UInt8>) -> Bool {
    let letters = text.filter(\.isLetter).map(\.lowercased)
    return letters.elementsEqual(label.utf8.filter(\.isLetter).map(\.lowercased))
  }
}

extension XMLReader {
  /// Begins the text of an element that its attributes label, or that is a label or its value itself.
  mutating func beginPart(_ tag: Tag, _ writer: inout BlockWriter) {
    if let label = tag.labels.content { return beginContent(tag, label, &writer) }
    switch tag.labels.part {
    case .label:
      beside.captions.begin(for: [])
      beside.captionName = tag.labels.holder
    case .value:
      guard let text = beside.captions.take(for: []),
        let label = MarkupLabels.label(MarkupCell.trimmed(text[...])),
        labels.meaning(label, isKey: false) == .identifier
      else { return }
      beginContent(tag, label, &writer)
    case nil: break
    }
  }

  /// Makes the text of an element, or of a cell, a value of that label.
  mutating func beginContent(_ tag: Tag, _ label: String, _ writer: inout BlockWriter) {
    guard let name = tag.labels.holder else { return }
    if tag.part != nil, rows.label(label) { return }
    guard let number = labels.field(label, in: &fields) else { return }
    endContent(&writer)
    endRun(&writer, blockEnd: -1)
    beside.content = HTMLContent(
      name: name,
      label: label,
      number: number,
      isTentative: tag.labels.isTentative
    )
  }

  /// Says that an element begins or ends in the one whose text has a label.
  mutating func passContent(_ name: [UInt8], isEnd: Bool, _ writer: inout BlockWriter) {
    if isEnd, beside.captionName == name {
      beside.captions.end()
      beside.captionName = nil
    }
    guard let content = beside.content else { return }
    if name == content.name {
      beside.content?.depth += isEnd ? -1 : 1
      if isEnd, content.depth == 0 { return endContent(&writer) }
    }
    let isInLine = XMLElements.inline.contains(name) || name == Array("br".utf8)
    if content.hasText, !isInLine { endContent(&writer) }
  }

  /// Whether a text is a label, whatever of.
  mutating func means(_ text: ArraySlice<UInt8>) -> Bool {
    guard let label = MarkupLabels.label(MarkupCell.trimmed(text)) else { return false }
    return labels.meaning(label, isKey: false) != .nothing
  }

  /// Ends the text that has a label.
  private mutating func endContent(_ writer: inout BlockWriter) {
    guard let content = beside.content else { return }
    beside.content = nil
    if !rows.isOpen, let text = run.label(writer),
      content.isNamed(by: text) || content.isTentative && means(text)
    {
      run.setField(common.prose)
    }
    endRun(&writer, blockEnd: -1)
  }
}
