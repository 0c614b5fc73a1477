import Vocabulary

extension Sniffer {
  /// XML and HTML by their beginning; nil where the document is neither.
  ///
  /// What begins like XML and breaks its grammar is HTML where its marks are those of HTML, else
  /// corrupt.
  /// - Throws: `unscannable-content` for encodings without a reader, `corrupt` for broken XML.
  func marked() throws(Withholding) -> SniffedFormat? {
    let start = firstMark
    guard start + 1 < head.count, head[start] == 0x3C else { return nil }
    let next = head[start + 1]
    guard next.isLetter || next == 0x21 || next == 0x3F || next == 0x5F else { return nil }
    // A program that writes pages is text.
    if has("<?php", at: start) || has("<?=", at: start) { return nil }
    try refuseEncoding()
    var found = SniffedFormat(.xml)
    // Parts of a document of HL7, without their root: identifiers and templates are below its arc.
    let isPart = contains("root=\"2.16.840.1.113883.")
    if !isPart, beginsLikeHTML(start) {
      found.format = .html
      found.dialect = .html
      return found
    }
    if isPart || contains("urn:hl7-org:v3") && contains("ClinicalDocument") {
      found.format = .ccda
      found.dialect = .cda
      found.isClinical = true
    } else if contains("schemas.openxmlformats.org/") || contains("purl.oclc.org/ooxml/")
      || contains("schemas.microsoft.com/office/word/2003/wordml")
      || contains("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
    {
      found.dialect = .office
    } else if contains("http://hl7.org/fhir") {
      found.dialect = .fhir
      found.isClinical = true
    }
    let block = Block()
    block.source = head
    var reader = XMLReader(dialect: found.dialect)
    do {
      let tailBytes = 1_024
      try reader.parse(
        block,
        atEnd: isWhole,
        lookAheadBytes: isWhole ? 0 : min(tailBytes, head.count)
      )
    } catch {
      let isXML = has("<?xml", at: start) || isNamed(".xml", ".ccda", ".xsd", ".svg")
      if isXML || error.reason != .corrupt && error.reason != .truncated { throw error }
      found.format = .html
      found.dialect = .html
    }
    return found
  }

  /// Whether the first mark is one of HTML.
  private func beginsLikeHTML(_ start: Int) -> Bool {
    if has("<?xml", at: start) { return contains("<html") || contains("<HTML") }
    let end = head[(start + 1)...].firstIndex { !$0.isAlphanumeric && $0 != 0x21 } ?? head.count
    let name = head[start + 1..<end].map(\.lowercased)
    if name.elementsEqual("!doctype".utf8) {
      let behind = head[end...].drop { $0 <= 0x20 }.prefix(4).map(\.lowercased)
      return behind.elementsEqual("html".utf8)
    }
    if contains("xmlns") { return false }
    return XMLElements.html.contains(name)
      && (isNamed(".html", ".htm", ".xhtml")
        || ["html", "head", "body"]
          .contains {
            name.elementsEqual($0.utf8)
          }
        || !isNamed(".xml"))
  }

  /// A page or a document of XML that says that it is written in a set of one byte a character; nil for others,
  /// and for one that is UTF-8 all the same, as parts of mail are once they were decoded.
  func pageInSet() throws(Withholding) -> SniffedFormat? {
    let start = firstMark
    guard !isWide, !isDecoded, start < head.count, head[start] == 0x3C,
      let set = statedEncodings.compactMap({ SingleByteSet(charset: $0) }).first
    else { return nil }
    let bad = head.firstInvalid(from: 0, to: head.count)
    let isASCII = head.firstHigh(from: 0, to: head.count) == head.count
    let tailBytes = 3
    guard isASCII || bad < head.count - tailBytes || isWhole && bad < head.count else { return nil }
    var inner = Sniffer(
      head: set.decode(head),
      isWhole: isWhole,
      name: name,
      masked: masked,
      naming: naming
    )
    inner.isDecoded = true
    var found = try inner.sniff()
    guard [.xml, .html, .ccda].contains(found.format) else { return nil }
    found.encoding = .single(set)
    return found
  }

  /// The encodings that the beginning of a document states.
  private var statedEncodings: [String] {
    let sample = String(decoding: head.prefix(1_024).map(\.lowercased), as: UTF8.self)
    return ["encoding=", "charset="]
      .compactMap { label in
        guard let place = sample.firstRange(of: label) else { return nil }
        let name = sample[place.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
          .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return String(name)
      }
  }

  /// Refuses documents that say that they are written in an encoding without a reader.
  private func refuseEncoding() throws(Withholding) {
    for name in statedEncodings {
      let known = [
        "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1",
        "windows-1252", "cp1252", "",
      ]
      let isKnown =
        isWide
        ? name.hasPrefix("utf-16") || name.isEmpty
        : known.contains(name) || SingleByteSet(charset: name) != nil
      guard isKnown else {
        throw Withholding(.unscannableContent, "its encoding has no reader")
      }
    }
  }
}
