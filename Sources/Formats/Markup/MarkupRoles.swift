import Vocabulary

/// What an element is to the labels around it.
enum ElementRole {
  /// Nothing.
  case other
  /// Its attribute `val` labels the content of its control: `w:alias`, `w:tag`.
  case control
  /// It holds the content of a control, whatever stands in it.
  case content
  /// An attribute labels all that stands in it: `w:customXml`, `w:fldSimple`.
  case wrapper
  /// Its text stands beside the text around it: the instruction of a field.
  case aside
  /// It says where the instruction of a field ends and what the field shows begins: `w:fldChar`.
  case fieldMark
  /// It begins a place that has a name, and ends it.
  case bookmark, bookmarkEnd
  /// It refers to such a place.
  case link
  /// A part of a line, which begins a new one where it has a place of its own: `tspan`.
  case span
  /// Its attribute `val` says how many columns the cell takes.
  case columns
  /// Its text labels a control: HTML's `label`; or the first of a group of them: `legend`.
  case caption, group
  /// A control with a value: `input`, and one with text in it.
  case input, field
  /// One of the values of such a control.
  case choice
  /// It defines an item of a study.
  case definition
  /// It holds the values of an attribute of somebody: SAML's `Attribute`, DSML's `attr`.
  case attribute
  /// Text that somebody has taken away, or put in, whose changes are recorded.
  case deletion, insertion

  /// The role of an element of that local name.
  init(_ name: [UInt8], _ dialect: MarkupDialect) {
    self = .other
    if dialect == .office, let change = Self.changes[name] {
      self = change
      return
    }
    guard name.count >= 3, name.count <= 14 else { return }
    switch String(decoding: name, as: UTF8.self) {
    case "tspan" where dialect == .xml || dialect == .html: self = .span
    case "alias" where dialect == .office, "tag" where dialect == .office: self = .control
    case "sdtContent" where dialect == .office: self = .content
    case "customXml" where dialect == .office, "smartTag" where dialect == .office,
      "fldSimple" where dialect == .office:
      self = .wrapper
    case "instrText" where dialect == .office, "delInstrText" where dialect == .office:
      self = .aside
    case "fldChar" where dialect == .office: self = .fieldMark
    case "bookmarkStart" where dialect == .office: self = .bookmark
    case "bookmarkEnd" where dialect == .office: self = .bookmarkEnd
    case "hyperlink" where dialect == .office: self = .link
    case "gridSpan" where dialect == .office: self = .columns
    case "label" where dialect == .html: self = .caption
    case "legend" where dialect == .html: self = .group
    case "DicomAttribute" where dialect == .xml: self = .wrapper
    case "input" where dialect == .html: self = .input
    case "textarea" where dialect == .html, "select" where dialect == .html: self = .field
    case "option" where dialect == .html: self = .choice
    case "ItemDef" where dialect == .xml: self = .definition
    case "Attribute" where dialect == .xml, "attr" where dialect == .xml: self = .attribute
    // A list of values. Source: OASIS ebXML Registry Information Model 3.0, Slot.
    case "Slot" where dialect == .xml: self = .wrapper
    default: break
    }
  }

  /// Elements around changed text.
  ///
  /// Source: ECMA-376 part 1, §17.13.5.
  private static let changes: [[UInt8]: ElementRole] = [
    Array("del".utf8): .deletion, Array("moveFrom".utf8): .deletion,
    Array("ins".utf8): .insertion, Array("moveTo".utf8): .insertion,
  ]
}

/// What an attribute is to others of its tag and to the content.
enum AttributeRole {
  /// Nothing.
  case other
  /// It labels them.
  case label
  /// It holds the value of such a label.
  case value
  /// It is the instruction of a field.
  case instruction
  /// It says of which type the content is.
  case type
  /// It says that the element is about a person.
  case person
  /// It names the control that the element labels, and the control itself.
  case target, identity
  /// It says which element of DICOM the content is.
  case dicomTag
  /// It names the elements that label the control.
  case labelledBy
  /// It says of which kind a control is.
  case kind
  /// It labels them where it is the name of a field that identifies.
  case mayLabel
  /// It refers to an item of a study, of which they are the value.
  case reference
  /// It labels the text of an element of HTML; the same where the field may not be a person.
  case content, title
  /// It says how an element of HTML looks.
  case look

  /// The role of an attribute of that local name.
  init(_ name: String) {
    switch name {
    case "name", "Name", "key", "Key", "label", "element", "field", "naaccrId", "naaccrNum",
      "FriendlyName":
      self = .label
    case "ItemOID": self = .reference
    case "value", "Value", "val", "content", "data-value", "valueNumeric", "valueDate",
      "string-value":
      self = .value
    case "instr": self = .instruction
    case "tag": self = .dicomTag
    case "Type": self = .type
    case "placeholder", "aria-label": self = .label
    case "for": self = .target
    case "aria-labelledby": self = .labelledBy
    case "id", "OID": self = .identity
    case "type": self = .kind
    case "class": self = .look
    case "data-field", "data-label", "data-column", "data-col", "data-colname", "data-field-name",
      "data-fieldname", "data-th", "col-id", "itemprop", "data-attribute", "data-property":
      self = .content
    case "data-name", "data-key", "data-title", "data-header", "data-id": self = .title
    default:
      let role = LabelRole(name)
      self =
        MarkupFields.isPersonal(name)
        ? .person
        : role == .label || role == .mayLabel ? .mayLabel : role == .value ? .value : .other
    }
  }
}
