import Formats
import Vocabulary

/// Documents that are zips of parts: Office Open XML, OpenDocument, e-books.
///
/// Source: ECMA-376 part 2 (packages), OpenDocument 1.3 part 2, EPUB 3.3 §4 (containers).
extension ContentScan {
  /// The format of a zip, by its members.
  ///
  /// - Throws: `unsupported-format` for documents without a reader.
  func zipFormat(_ walk: ZipWalk) throws(Withholding) -> FormatName {
    var isOffice = false
    var folders: Set<[UInt8]> = []
    for index in 0..<walk.count {
      let path = walk.member(index).path
      if path.elementsEqual("[Content_Types].xml".utf8) { isOffice = true }
      if path.elementsEqual("mimetype".utf8) { return try format(ofType: walk, index) }
      if let slash = path.firstIndex(of: 0x2F) { folders.insert(Array(path[..<slash])) }
    }
    guard isOffice else { return .zip }
    if folders.contains(Array("xl".utf8)) { return .xlsx }
    if folders.contains(Array("word".utf8)) { return .docx }
    if folders.contains(Array("ppt".utf8)) { return .pptx }
    throw Withholding(.unsupportedFormat, "office documents of this kind have no reader yet")
  }

  /// The format that a document's member `mimetype` names.
  private func format(ofType walk: ZipWalk, _ index: Int) throws(Withholding) -> FormatName {
    let bytesMax = 256
    var type: [UInt8] = []
    if walk.member(index).byteCount <= bytesMax {
      let source = try walk.open(index, budget: budget)
      while try source.fill(&type, upTo: bytesMax) > 0 {}
    }
    let name = String(decoding: type, as: UTF8.self)
    if name.hasPrefix("application/epub+zip") { return .epub }
    let prefix = "application/vnd.oasis.opendocument."
    guard name.hasPrefix(prefix) else {
      throw Withholding(.unsupportedFormat, "documents of this kind have no reader yet")
    }
    let kind = name.dropFirst(prefix.count)
    if kind.hasPrefix("text") { return .odt }
    return kind.hasPrefix("spreadsheet") ? .ods : .odp
  }

  /// Whether a part of the document in hand is a program, or belongs to one.
  ///
  /// Source: MS-OFFMACRO2, 2.2.
  func isMacro(_ path: [UInt8]) -> Bool {
    guard package?.isOffice == true, let last = path.split(separator: 0x2F).last else {
      return false
    }
    let name = String(decoding: last, as: UTF8.self).lowercased()
    return name.hasPrefix("vbaproject") || name.hasPrefix("vbadata")
  }

  /// What stands in the place of a part of the document in hand: nothing for settings of printers and
  /// fonts, which are programs of a kind; a reference to programs is left out with them; nil for all others.
  func partInstead(
    _ path: [UInt8],
    _ bytes: any ArchiveBytes
  ) throws(ScanStop) -> [UInt8]? {
    guard let package, bytes.count > 0 else { return nil }
    let text = String(decoding: path, as: UTF8.self)
    if package.isOffice, text.hasSuffix(".rels") || text == "[Content_Types].xml",
      bytes.count <= Self.referencesBytesMax
    {
      let whole = try all(of: bytes)
      let other = Self.withoutMacros(whole)
      return other == whole ? nil : other
    }
    if package.isOpenDocument, let plain = Self.plain[path.split(separator: 0x2F).last ?? []] {
      let other = Array(plain.utf8)
      return try isSame(bytes, as: other) ? nil : other
    }
    return Self.isEmptied(text, of: package) ? [] : nil
  }

  /// Bytes of a part with references.
  private static let referencesBytesMax: Int64 = 4 << 20

  /// Parts of OpenDocument that say nothing, by their names: settings of printers, views and who may change
  /// them, and what others than the document say of it.
  private static let plain: [ArraySlice<UInt8>: String] = [
    Array("settings.xml".utf8)[...]: """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    office:version="1.2"><office:settings/></office:document-settings>
    """,
    Array("manifest.rdf".utf8)[...]: """
    <?xml version="1.0" encoding="UTF-8"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>
    """,
  ]

  /// Whether a part is left empty: settings of printers and of controls, fonts, layouts that a program remembered.
  private static func isEmptied(_ path: String, of format: FormatName) -> Bool {
    let fonts = [".odttf", ".fntdata", ".ttf", ".otf", ".woff", ".woff2", ".eot"]
    let lower = path.lowercased()
    if fonts.contains(where: { lower.hasSuffix($0) }) { return true }
    if format.isOpenDocument {
      return path == "layout-cache" || lower == "thumbnails/thumbnail.pdf"
    }
    return format.isOffice
      && (path.hasPrefix("docProps/thumbnail.")
        || path.hasSuffix(".bin")
          && (path.contains("/printerSettings/") || path.contains("/activeX/")))
  }

  /// A part's references without those to programs.
  private static func withoutMacros(_ xml: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var position = 0
    while position < xml.count {
      let start = xml[position...].firstIndex(of: 0x3C) ?? xml.count
      out += xml[position..<start]
      guard start < xml.count, let end = xml[start...].firstIndex(of: 0x3E) else {
        return out + xml[start...]
      }
      let mark = String(decoding: xml[start...end], as: UTF8.self)
      if !isOfMacro(mark) { out += xml[start...end] }
      position = end + 1
    }
    return out
  }

  /// Whether a mark refers to programs, or says of which type they are.
  private static func isOfMacro(_ mark: String) -> Bool {
    guard mark.hasSuffix("/>"), mark.hasPrefix("<Relationship ") || mark.hasPrefix("<Override ")
    else { return false }
    let lower = mark.lowercased()
    return ["/vbaproject", "\"vbaproject", "/vbadata", "\"vbadata"].contains { lower.contains($0) }
  }
}
