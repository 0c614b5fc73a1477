import Vocabulary

/// Labels of the controls of forms: the text of a `label` belongs to the control that it names, that
/// stands in it, or that comes next.
///
/// Source: WHATWG HTML, §4.10.4 (label), §4.10.7 (select), §4.10.11 (textarea).
struct HTMLCaptions {
  /// Bytes of what a control is called that are compared.
  static let nameBytesMax = 64
  /// Labels that are remembered for controls further down: at least the last so many.
  private static let knownMax = 1_024
  /// Kinds of controls that hold nothing which somebody entered.
  private static let buttons: Set<String> = [
    "button", "checkbox", "hidden", "image", "radio", "reset", "submit",
  ]

  /// Texts of labels, by the controls that they name or by what they are called themselves.
  private var named: [[UInt8]: [UInt8]] = [:]
  /// Those before them, which are forgotten when as many new ones have come.
  private var older: [[UInt8]: [UInt8]] = [:]
  /// An element that a control may refer to as its label: its name, what it is called, its text.
  private var gathered: (element: [UInt8], identity: [UInt8], text: [UInt8])?
  /// The text of the label in hand or of the last one that names no control.
  private var text: [UInt8]?
  /// The control that the label in hand names.
  private var target: [UInt8] = []
  /// Whether a label is open, and whether it is that of a group of controls.
  private(set) var (isOpen, isOfGroup) = (false, false)
  /// The number of the field of the text in a control; nil outside.
  var number: Int32?

  /// Whether a control of that kind is a button or a box to tick.
  static func isButton(_ kind: ArraySlice<UInt8>) -> Bool {
    buttons.contains(String(decoding: kind, as: UTF8.self).lowercased())
  }

  /// Whether texts are gathered.
  var isGathering: Bool { isOpen || gathered != nil }

  /// What programs put before the names of their controls: `txtLastName`, `lblMRN`.
  private static let prefixes = ["txt", "lbl", "ddl", "hdn", "hid", "lit", "cbo", "dtp", "fld"]
    .map { Array($0.utf8) }

  /// What a control or its text is called without what programs put before it: `ctl00$Main$txtLastName`.
  ///
  /// Source: ASP.NET, `Control.UniqueID` and `Control.ClientID`.
  static func plainName(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = name
    if let last = rest.lastIndex(of: 0x24) { rest = rest[(last + 1)...] }
    if rest.starts(with: "ctl".utf8) || rest.starts(with: "MainContent".utf8)
      || rest.starts(with: "ContentPlaceHolder".utf8), let last = rest.lastIndex(of: 0x5F)
    {
      rest = rest[(last + 1)...]
    }
    guard let prefix = prefixes.first(where: { rest.starts(with: $0) }),
      rest.dropFirst(prefix.count).first?.isUppercase == true
    else { return rest }
    return rest.dropFirst(prefix.count)
  }

  /// Whether a control of that kind is for passwords.
  static func isSecret(_ kind: ArraySlice<UInt8>) -> Bool {
    kind.map(\.lowercased).elementsEqual("password".utf8)
  }

  /// Begins a label.
  mutating func begin(for target: [UInt8], isOfGroup: Bool = false) {
    (text, self.target, isOpen, self.isOfGroup) = ([], target, true, isOfGroup)
  }

  /// Adds to the text of the label, and of the element that may be one.
  mutating func add(_ bytes: some Collection<UInt8>) {
    if let known = gathered, known.text.count <= MarkupLabels.bytesMax {
      gathered?.text.append(contentsOf: bytes.prefix(MarkupLabels.bytesMax + 1 - known.text.count))
    }
    guard isOpen, let known = text, known.count <= MarkupLabels.bytesMax else { return }
    text?.append(contentsOf: bytes.prefix(MarkupLabels.bytesMax + 1 - known.count))
  }

  /// Ends the label.
  mutating func end() {
    guard isOpen else { return }
    isOpen = false
    guard !target.isEmpty, let known = text else { return }
    remember(known, for: target)
    text = nil
  }

  /// Remembers the text of a label.
  private mutating func remember(_ text: [UInt8], for name: [UInt8]) {
    if named.count >= Self.knownMax { (older, named) = (named, [:]) }
    named[name] = text
  }

  /// Begins an element that is called something, so that a control may refer to it.
  mutating func gather(_ element: [UInt8], _ identity: [UInt8]) {
    gathered = (element, identity, [])
  }

  /// Ends such an element; one with a text that may be a label is remembered.
  mutating func endGathering(_ element: [UInt8]) {
    guard let known = gathered, known.element == element else { return }
    gathered = nil
    if MarkupLabels.label(MarkupCell.trimmed(known.text[...])) != nil {
      remember(known.text, for: known.identity)
    }
  }

  /// The text of an element or label of that name; nil where none is remembered.
  func text(of name: [UInt8]) -> [UInt8]? {
    name.isEmpty ? nil : named[name] ?? older[name]
  }

  /// The text of the label of a control, which is that of no other.
  mutating func take(for name: [UInt8]) -> [UInt8]? {
    if let known = text(of: name) { return known }
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
    case .group: beside.captions.begin(for: [], isOfGroup: true)
    case .input where !tag.labels.isButton, .field:
      let isOfGroup = beside.captions.isOfGroup
      guard let text = beside.captions.take(for: tag.labels.identity),
        let label = MarkupLabels.label(MarkupCell.trimmed(text[...]))
      else { return nil }
      switch labels.meaning(label, isKey: false) {
      case .identifier: return label
      // A group is called so whatever its controls hold.
      case .role: return isOfGroup ? nil : label
      case .nothing, .coded, .name: return nil
      }
    default: break
    }
    return nil
  }

  /// Notes the label that what an element is called gives its value: of a control, or of a text whose name says that
  /// a program fills it.
  mutating func noteOwnLabel(_ name: ArraySlice<UInt8>, _ element: ElementRole) {
    let plain = HTMLCaptions.plainName(name)
    let isControl = element == .input || element == .field
    guard isControl || plain.count < name.count, let label = fieldLabel(plain) else { return }
    if isControl {
      tag?.labels.ownLabel = label
    } else if tag?.labels.holder != nil, tag?.labels.content == nil {
      tag?.labels.content = label
      tag?.labels.isTentative = true
    }
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
    if role == .caption || role == .group { beside.captions.end() }
    beside.captions.endGathering(name)
    guard beside.captions.number != nil, role == .field || role == .choice else { return }
    releaseRow(&writer, isWhole: false)
    endRun(&writer, blockEnd: -1)
    if role == .field { beside.captions.number = nil }
  }
}
