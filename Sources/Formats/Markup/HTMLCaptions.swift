import Vocabulary

/// Labels of the controls of forms: the text of a `label` belongs to the control that it names, that
/// stands in it, or that comes next.
///
/// Source: WHATWG HTML, §4.10.4 (label), §4.10.7 (select), §4.10.11 (textarea).
struct HTMLCaptions {
  /// Bytes of what a control is called that are compared.
  static let nameBytesMax = 64
  /// Labels that are remembered for controls further down.
  private static let knownMax = 256
  /// Kinds of controls that hold nothing which somebody entered.
  private static let buttons: Set<String> = [
    "button", "checkbox", "hidden", "image", "radio", "reset", "submit",
  ]

  /// Texts of labels, by the controls that they name.
  private var named: [[UInt8]: [UInt8]] = [:]
  /// The text of the label in hand or of the last one that names no control.
  private var text: [UInt8]?
  /// The control that the label in hand names.
  private var target: [UInt8] = []
  /// Whether a label is open.
  private(set) var isOpen = false
  /// The number of the field of the text in a control; nil outside.
  var number: Int32?

  /// Whether a control of that kind is a button or a box to tick.
  static func isButton(_ kind: ArraySlice<UInt8>) -> Bool {
    buttons.contains(String(decoding: kind, as: UTF8.self).lowercased())
  }

  /// Begins a label.
  mutating func begin(for target: [UInt8]) {
    (text, self.target, isOpen) = ([], target, true)
  }

  /// Adds to the text of the label.
  mutating func add(_ bytes: some Collection<UInt8>) {
    guard isOpen, let known = text, known.count <= MarkupLabels.bytesMax else { return }
    text?.append(contentsOf: bytes.prefix(MarkupLabels.bytesMax + 1 - known.count))
  }

  /// Ends the label.
  mutating func end() {
    guard isOpen else { return }
    isOpen = false
    guard !target.isEmpty, let known = text, named.count < Self.knownMax else { return }
    named[target] = known
    text = nil
  }

  /// The text of the label of a control, which is that of no other.
  mutating func take(for name: [UInt8]) -> [UInt8]? {
    if !name.isEmpty, let known = named[name] { return known }
    guard isOpen || target.isEmpty else { return nil }
    defer { text = isOpen ? [] : nil }
    return text
  }
}

extension XMLReader {
  /// The label of a control in the text of a `label`, nil where it says nothing; begins such a text.
  mutating func captionLabel(_ tag: Tag) -> String? {
    switch tag.labels.element {
    case .caption: beside.captions.begin(for: tag.labels.identity)
    case .input where !tag.labels.isButton, .field:
      guard let text = beside.captions.take(for: tag.labels.identity),
        let label = MarkupLabels.label(MarkupCell.trimmed(text[...]))
      else { return nil }
      switch labels.meaning(label, isKey: false) {
      case .identifier, .role: return label
      case .nothing, .coded, .name: return nil
      }
    default: break
    }
    return nil
  }

  /// Makes the text in a control a value of that label.
  mutating func beginControl(_ tag: Tag, _ label: String, _ writer: inout BlockWriter) {
    guard tag.labels.element == .field, let number = labels.field(label, in: &fields) else {
      return
    }
    releaseRow(&writer, isWhole: false)
    endRun(&writer, blockEnd: -1)
    beside.captions.number = number
  }

  /// Ends what began with a label or a control.
  mutating func endControl(_ name: [UInt8], _ writer: inout BlockWriter) {
    let role = ElementRole(name, dialect)
    if role == .caption { beside.captions.end() }
    guard beside.captions.number != nil, role == .field || role == .choice else { return }
    releaseRow(&writer, isWhole: false)
    endRun(&writer, blockEnd: -1)
    if role == .field { beside.captions.number = nil }
  }
}
