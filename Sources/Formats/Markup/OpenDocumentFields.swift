import Vocabulary

/// What OpenDocument says of its attributes.
///
/// Source: OpenDocument 1.3 part 3, chapters 19 and 20.
enum OpenDocumentFields {
  /// What a value in an attribute of a cell must look like, by the attribute's local name.
  static let cellValues: [String: ValueShape] = [
    "value": .number, "date-value": .isoInstant, "string-value": .text, "time-value": .text,
  ]

  /// Elements whose names are given by people.
  private static let named: Set<String> = [
    "table", "bookmark", "bookmark-start", "bookmark-end", "frame", "section", "reference-mark",
    "reference-mark-start", "reference-mark-end", "named-range", "named-expression",
    "database-range", "user-field-decl", "variable-decl", "user-defined", "custom-shape", "page",
  ]

  /// Attributes that are shown, or that people wrote.
  private static let texts: Set<String> = [
    "formula", "href", "title", "display-name", "string-value", "current-value", "label",
    "condition", "help-message", "description", "time-value", "author-name", "content",
  ]

  /// What an attribute is; nil outside of OpenDocument, and for what is structure.
  static func attribute(
    _ attribute: String,
    of path: [String],
    _ name: String
  ) -> FieldContext? {
    guard let root = path.first, root.hasPrefix("document-") || root == "document",
      path.last?.contains("font") != true
    else { return nil }
    switch attribute {
    case "date-value", "date":
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "value" where root != "document":
      return FieldContext(name: name, hint: .freeText, shape: .number)
    case "name" where root != "document" && named.contains(path.last ?? ""):
      return FieldContext(name: name, hint: .freeText)
    case _ where texts.contains(attribute): return FieldContext(name: name, hint: .freeText)
    default: return nil
    }
  }
}
