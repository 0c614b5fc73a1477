import Vocabulary

/// What WordprocessingML, PresentationML and DrawingML say of their elements and attributes.
///
/// Source: ECMA-376 part 1, §17 (WordprocessingML), §19 and §21 (presentations and drawings); part 2,
/// §11 (core properties).
enum OfficeFields {
  /// Elements at which a text ends: paragraphs and what holds them; runs are parts of one text.
  static let paragraphs = Set(
    """
    p tbl tr tc body hdr ftr comment footnote endnote txbxContent document settings styles \
    style coreProperties Properties creator lastModifiedBy title subject description keywords \
    category created modified revision lastPrinted contentStatus Company Manager Application \
    Template TotalTime Pages Words Characters Lines Paragraphs AppVersion lpstr lpwstr property \
    Relationship Relationships Override Default Types txBody sp cm cmAuthor text tag pt v \
    HyperlinkBase i4 DocSecurity language identifier version si is c row f author oddHeader \
    oddFooter evenHeader evenFooter firstHeader firstFooter definedName formula1 formula2 formula \
    binData binaryData formatCode Author LastAuthor Created LastSaved LastPrinted Title Subject Keywords \
    Description Category h table-row table-cell list-item annotation initial-creator creation-date \
    print-date printed-by keyword generator date user-defined index-title text-box desc note-body
    """
    .split(separator: " ").map { Array($0.utf8) }
  )

  /// Elements that stand for white space in a line.
  static let blanks: Set<[UInt8]> = [
    Array("tab".utf8), Array("br".utf8), Array("cr".utf8), Array("ptab".utf8),
    Array("line-break".utf8), Array("s".utf8),
  ]

  /// Headers and footers of a workbook's pages, with codes among their text.
  static let headers = Set(
    "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter".split(separator: " ")
      .map { Array($0.utf8) }
  )

  /// Parts in which an element `v` holds a cell's value or a copy of one.
  private static let copies: Set<String> = ["worksheet", "chartSpace", "externalLink"]

  /// What the text of an element is.
  static func text(_ path: [String]) -> FieldContext {
    let name = path.joined(separator: ".")
    switch path.last {
    case "creator", "lastModifiedBy", "Manager", "author", "Author", "LastAuthor",
      "initial-creator", "printed-by":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    // Pictures and objects in a document of one part.
    case "binData", "binaryData":
      return FieldContext(name: name, hint: .identifier(.photo, .none), shape: .base64)
    case "created", "modified", "lastPrinted", "filetime", "Created", "LastSaved", "LastPrinted",
      "creation-date", "print-date":
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "lpstr" where path.contains("HeadingPairs"):
      return FieldContext(name: name, hint: .coded)
    case "date" where path.first?.hasPrefix("document") == true:
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "generator": return FieldContext(name: name, hint: .version)
    case "editing-cycles", "editing-duration", "Application", "AppVersion", "Template", "TotalTime",
      "Pages", "Words", "Characters":
      return FieldContext(name: name, hint: .coded)
    case "f", "formula", "formula1", "formula2", "definedName", "lpstr":
      return FieldContext(name: name, hint: .freeText)
    case "v" where copies.contains(path.first ?? ""), "t" where path.first == "worksheet",
      "pt" where path.first == "chartSpace":
      return FieldContext(name: name, hint: .freeText)
    case "formatCode": return FieldContext(name: name, hint: .coded)
    case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
      return FieldContext(name: name, hint: .freeText)
    default: return .plainText
    }
  }

  /// Whether an attribute names a font: of runs and styles, of the table of fonts, of a workbook.
  private static func isFont(_ attribute: String, of path: [String]) -> Bool {
    switch path.last {
    case "rFonts": true
    case "mathFont", "altName", "rFont": attribute == "val"
    case "font": attribute == "name"
    case "name": attribute == "val" && path.dropLast().last == "font"
    default: false
    }
  }

  /// What an attribute is: most are structure; authors, dates and texts for people are not.
  static func attribute(_ attribute: String, of path: [String]) -> FieldContext {
    let name = (path + [attribute]).joined(separator: ".")
    if let context = OpenDocumentFields.attribute(attribute, of: path, name) { return context }
    switch attribute {
    // Namespaces, and of a theme: names of scripts, fonts and colours.
    case "xmlns": return FieldContext(name: name, hint: .version)
    case "typeface", "script", "panose":
      return FieldContext(name: name, hint: .version)
    case _ where isFont(attribute, of: path):
      return FieldContext(name: name, hint: .version)
    case "displayName" where path.last == "table": return FieldContext(name: name, hint: .coded)
    case "author", "initials", "userId", "displayName", "userName":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    case "date", "dt", "dT", "dateUtc", "fullDate", "createdate":
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoInstant)
    case "descr", "title", "alt", "tooltip", "Target", "instr", "display", "location", "prompt",
      "promptTitle", "error", "errorTitle", "connection", "command", "sourceFile":
      return FieldContext(name: name, hint: .freeText)
    case "id", "guid", "uri", "clsid":
      return FieldContext(name: name, hint: .coded, shape: .uuid)
    case "name" where path.last == "cmAuthor":
      return FieldContext(name: name, hint: .identifier(.name, .none))
    case "comment" where path.last == "definedName", "val" where path.last == "sheetName":
      return FieldContext(name: name, hint: .freeText)
    case "val" where path.last == "filter" || path.last == "customFilter":
      return FieldContext(name: name, hint: .freeText)
    case "name"
    where ["sheet", "tableColumn", "definedName", "cacheField"].contains(path.last ?? ""):
      return FieldContext(name: name, hint: .freeText)
    default: return FieldContext(name: name, hint: .coded)
    }
  }
}
