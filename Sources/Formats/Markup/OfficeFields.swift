import Vocabulary

/// What WordprocessingML, PresentationML and DrawingML say of their elements and attributes.
///
/// Source: ECMA-376 part 1, §17 (WordprocessingML), §19 and §21 (presentations and drawings); part 2,
/// §11 (core properties).
enum OfficeFields {
  /// Elements at which a text ends: paragraphs and what holds them; runs are parts of one text.
  static let paragraphs = Set(
    """
    p tbl tr tc body hdr ftr comment footnote endnote txbxContent sdtContent document settings styles \
    style coreProperties Properties creator lastModifiedBy title subject description keywords \
    category created modified revision lastPrinted contentStatus Company Manager Application \
    Template TotalTime Pages Words Characters Lines Paragraphs AppVersion lpstr lpwstr property \
    Relationship Relationships Override Default Types txBody sp cm cmAuthor text tag pt v \
    HyperlinkBase i4 DocSecurity language identifier version si is c row f author oddHeader \
    oddFooter evenHeader evenFooter firstHeader firstFooter definedName formula1 formula2 formula
    """
    .split(separator: " ").map { Array($0.utf8) }
  )

  /// Elements that stand for white space in a line.
  static let blanks: Set<[UInt8]> = [
    Array("tab".utf8), Array("br".utf8), Array("cr".utf8), Array("ptab".utf8),
  ]

  /// What the text of an element is.
  static func text(_ path: [String]) -> FieldContext {
    let name = path.joined(separator: ".")
    switch path.last {
    case "creator", "lastModifiedBy", "Manager", "author":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    case "created", "modified", "lastPrinted":
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "Application", "AppVersion", "Template", "TotalTime", "Pages", "Words", "Characters":
      return FieldContext(name: name, hint: .coded)
    case "v" where path.first == "worksheet", "t" where path.first == "worksheet":
      return FieldContext(name: name, hint: .freeText)
    default: return .plainText
    }
  }

  /// What an attribute is: most are structure; authors, dates and texts for people are not.
  static func attribute(_ attribute: String, of path: [String]) -> FieldContext {
    let name = (path + [attribute]).joined(separator: ".")
    switch attribute {
    // Of a theme: names of scripts, fonts and colours.
    case "typeface", "script", "panose":
      return FieldContext(name: name, hint: .version)
    case "author", "initials", "userId", "providerId", "displayName", "userName":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    case "date", "dt", "dateUtc":
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "descr", "title", "alt", "tooltip", "Target", "instr", "display", "location", "prompt",
      "promptTitle", "error", "errorTitle", "connection", "command", "sourceFile":
      return FieldContext(name: name, hint: .freeText)
    case "id", "guid", "uri", "clsid":
      return FieldContext(name: name, hint: .coded, shape: .uuid)
    case "name" where path.last == "cmAuthor":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    case "name" where path.last == "sheet" || path.last == "tableColumn":
      return FieldContext(name: name, hint: .freeText)
    default: return FieldContext(name: name, hint: .coded)
    }
  }
}
