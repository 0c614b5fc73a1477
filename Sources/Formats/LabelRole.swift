/// What a member of an object or a column of a table is for, where one names what the other holds:
/// `{"question": "Home phone", "answer": …}`, or a table with the columns `Field` and `Value`.
enum LabelRole: Sendable {
  /// It names what the other holds.
  case label
  /// It holds that.
  case value
  /// Neither.
  case other

  /// Names that are told apart.
  static let labelsMax = 4_096
  /// Bytes of the longest name.
  private static let bytesMax = 64

  private static let labels: Set<String> = [
    "key", "label", "field", "question", "attribute", "property", "parameter", "name", "item",
    "prompt", "fieldname", "field_name", "caption", "feld", "campo",
  ]
  private static let values: Set<String> = [
    "value", "answer", "response", "val", "valuestring", "text_value", "wert", "valor",
  ]

  private static let descriptions: Set<String> = [
    "description", "meaning", "definition", "explanation", "comment", "comments", "note", "notes",
    "type", "data type", "datatype", "format", "length", "required", "example", "beschreibung",
  ]

  /// Whether a column of that name says what fields are, as a data dictionary does.
  static func describes(_ name: String) -> Bool { descriptions.contains(name.lowercased()) }

  /// What a member or column of that name is for.
  init(_ name: String) {
    let name = name.lowercased()
    self = Self.labels.contains(name) ? .label : Self.values.contains(name) ? .value : .other
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
