import Vocabulary

/// What a member of an object or a column of a table is for, where one names what the other holds:
/// `{"question": "Home phone", "answer": …}`, or a table with the columns `Field` and `Value`.
enum LabelRole: Sendable {
  /// It names what the other holds.
  case label
  /// It names what the other holds where it is the name of a field: `{"type": "MRN", "value": …}`.
  case mayLabel
  /// It names a field by a number or a code, which the document may say the meaning of elsewhere.
  case identity
  /// It holds that.
  case value
  /// It holds that where another member is a label of an identifier, and is a label itself where it names one:
  /// `{"key": "mrn", "text": …}`, `{"id": 36001, "text": "MRN"}`.
  case text
  /// Neither.
  case other

  /// Names that are told apart.
  static let labelsMax = 4_096
  /// Bytes of the longest name.
  private static let bytesMax = 64

  private static let labels: Set<String> = [
    "key", "label", "field", "question", "attribute", "property", "parameter", "name", "item",
    "prompt", "fieldname", "field_name", "caption", "feld", "campo", "attribute_name",
    "attributename", "q", "property_name", "propertyname", "field_label", "fieldlabel",
  ]
  private static let values: Set<String> = [
    "value", "answer", "response", "val", "valuestring", "text_value", "wert", "valor", "v", "a",
    "fieldvalue", "field_value", "columnvalue", "column_value",
  ]
  /// Source: OpenTelemetry's protocol, values of attributes.
  private static let identities: Set<String> = [
    "id", "fieldid", "field_id", "questionid", "question_id", "customfieldid", "custom_field_id",
    "linkid", "fieldkey", "field_key", "questionkey", "question_key", "elementid", "element_id",
    "attributeid", "attribute_id",
  ]
  private static let texts: Set<String> = ["text", "heading", "content", "display_value"]
  /// Names of both values of a change: `{"field": "city", "from": …, "to": …}`.
  private static let changes: Set<String> = [
    "old", "new", "from", "to", "fromstring", "tostring", "oldvalue", "newvalue", "old_value",
    "new_value", "before", "after", "previous", "current", "previousvalue", "currentvalue",
    "previous_value", "current_value", "beforevalue", "aftervalue", "before_value", "after_value",
    "added", "removed", "oldstring", "newstring", "was", "now", "original", "originalvalue",
    "fromvalue", "tovalue", "from_value", "to_value", "oldval", "newval", "old_val", "new_val",
  ]
  private static let others: Set<String> = [
    "type", "t", "k", "n", "title", "code", "kind", "variable", "column", "columnname",
    "column_name", "identifiertype", "idtype", "id_type", "path",
  ]
  /// Names of fields that are types of other things: lines of a drawing, cells of a notebook.
  private static let ambiguous: Set<String> = [
    "line", "cell", "first", "last", "start", "stop", "contact", "member", "policy", "link", "url",
    "issued", "street", "pin", "token", "plate", "user", "login", "account", "district", "token",
    "mother", "father", "spouse", "provider", "author", "event date", "given", "family", "invoice",
    "residence", "picture", "photo", "image", "serial", "barcode", "suffix name", "geo", "other",
  ]

  /// Whether it may be a label.
  var isLabel: Bool {
    self == .label || self == .mayLabel || self == .identity || self == .text
  }

  /// Whether it is called as one of both values of a change, which have one label.
  static func isChange(_ name: String) -> Bool { changes.contains(name.lowercased()) }

  /// Whether a text that names a field may as well be the type of something else.
  static func isAmbiguous(_ name: ArraySlice<UInt8>) -> Bool {
    ambiguous.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// Last words of names that label what the next one of their kind holds, and of those that hold it.
  private static let labelEndings: Set<String> = ["key", "name", "label", "field", "question"]
  private static let valueEndings: Set<String> = [
    "value", "val", "text", "string", "answer", "response",
  ]

  /// What a name of several words is for by its last one, and what stands before that: `meta_key`,
  /// `meta_value`, `FormattedValue`; nil for others.
  static func ending(of name: ArraySlice<UInt8>) -> (role: LabelRole, prefix: [UInt8])? {
    guard name.count <= bytesMax, let last = name.last, last.isLetter else { return nil }
    var start = name.endIndex - 1
    while start > name.startIndex, name[start - 1].isLetter,
      !name[start].isUppercase || name[start - 1].isUppercase
    {
      start -= 1
    }
    let prefix = name[..<start].filter(\.isAlphanumeric)
    guard !prefix.isEmpty else { return nil }
    let word = String(decoding: name[start...], as: UTF8.self).lowercased()
    if labelEndings.contains(word) { return (.label, prefix) }
    return valueEndings.contains(word) ? (.value, prefix) : nil
  }

  /// Words before what a question asks for.
  private static let asking: Set<String> = [
    "what", "is", "are", "what's", "whats", "your", "please", "enter", "provide", "the", "type",
    "give",
    "us", "confirm", "patient's", "child's",
  ]

  /// What a question asks for, as the name of a field: `What's your full name?`; the text itself where it is none.
  static func asked(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text
    while let last = rest.last, [0x3F, 0x3A, 0x2A, 0x20, 0x2E].contains(last) { rest.removeLast() }
    while true {
      let word = rest.prefix { $0 != 0x20 }
      guard word.count < rest.count,
        asking.contains(String(decoding: word, as: UTF8.self).lowercased())
      else { return rest.isEmpty ? text : rest }
      rest = rest.dropFirst(word.count).drop { $0 == 0x20 }
    }
  }

  private static let descriptions: Set<String> = [
    "description", "meaning", "definition", "explanation", "comment", "comments", "note", "notes",
    "type", "data type", "datatype", "format", "length", "required", "example", "beschreibung",
  ]

  /// Whether a column of that name says what fields are, as a data dictionary does.
  static func describes(_ name: String) -> Bool { descriptions.contains(name.lowercased()) }

  /// What a member or column of that name is for.
  init(_ name: String) {
    let name = name.lowercased()
    self =
      Self.labels.contains(name)
      ? .label
      : Self.values.contains(name) || Self.changes.contains(name)
        ? .value
        : Self.others.contains(name)
          ? .mayLabel
          : Self.identities.contains(name)
            ? .identity : Self.texts.contains(name) ? .text : .other
  }

  /// The name of a field in a member's value; nil where it is none, or one that says nothing: a tag may
  /// have the key `Name`, unless names beside it tell of a person.
  static func label(_ bytes: ArraySlice<UInt8>, isOfPerson: Bool = false) -> String? {
    guard (2...bytesMax).contains(bytes.count), !bytes.contains(0x5C) else { return nil }
    let text = String(decoding: bytes.last == 0x3A ? bytes.dropLast() : bytes, as: UTF8.self)
    if isOfPerson, text.lowercased() == "name" { return text }
    guard !["name", "id", "date", "type", "title", "key", "value"].contains(text.lowercased())
    else {
      return nil
    }
    return text.replacing(".", with: " ")
  }
}
