package import Vocabulary

/// Cuts a document into blocks and finds the text in them; one for each document, from front to back.
package struct DocumentReader {
  /// The reader of the format.
  private enum Reader {
    case text(TextReader)
    case table(TableReader)
    case json(JSONReader)
    case hl7(HL7Reader)
    case markup(XMLReader)
    case x12(X12Reader)
    case rtf(RTFReader)
    case lines(ContentLineReader)
    case fixed(FixedWidthReader)
    case workbook(WorkbookReader)
  }

  private var reader: Reader

  /// Bytes from the body's beginning on that `parse` must be given, unless the document ends.
  package static let lookAheadBytes = BlockSize.maxBytes + BlockSize.marginBytes

  /// A reader for a document of the sniffed format; archives have walkers instead.
  ///
  /// - Parameters:
  ///   - sniffed: the format, and what was seen of its beginning.
  ///   - naming: says what labels in markup mean; nil where nobody does.
  ///   - masking: what takes the place of names of elements; nil where they stay.
  ///   - persons: says whether words are a surname and a first name.
  package init(
    _ sniffed: SniffedFormat,
    naming: LabelNaming? = nil,
    masking: NameMasking? = nil,
    persons: @escaping PersonTelling = { _, _ in false }
  ) {
    if let part = sniffed.workbook {
      reader = .workbook(WorkbookReader(part))
      return
    }
    switch sniffed.format {
    case .csv, .tsv:
      reader = .table(TableReader(sniffed))
    case .json, .ndjson:
      reader = .json(
        JSONReader(isFHIR: sniffed.isClinical, naming: sniffed.naming, labels: naming)
      )
    case .hl7v2: reader = .hl7(HL7Reader(naming: sniffed.naming, persons: persons))
    case .x12: reader = .x12(X12Reader())
    case .rtf: reader = .rtf(RTFReader(naming: naming))
    case .calendar, .vcard: reader = .lines(ContentLineReader())
    case .fixedWidth: reader = .fixed(FixedWidthReader(sniffed))
    case .xml, .html, .ccda:
      reader = .markup(XMLReader(dialect: sniffed.dialect, naming: naming, masking: masking))
    default: reader = .text(TextReader(encoding: sniffed.encoding))
    }
  }

  /// Reads a whole document and forgets what is in it.
  ///
  /// - Throws: why the document cannot be released.
  package static func check(_ bytes: [UInt8], as sniffed: SniffedFormat) throws(Withholding) {
    var reader = DocumentReader(sniffed)
    let block = Block()
    var start = 0
    while start < bytes.count {
      let margin = min(start, BlockSize.marginBytes)
      let end = min(bytes.count, start + lookAheadBytes + 1)
      block.reset()
      block.source = Array(bytes[start - margin..<end])
      block.body = margin..<margin
      try reader.parse(block, atEnd: end == bytes.count)
      start += max(1, block.body.count)
    }
    try reader.finish()
  }

  /// Finds the end of the block's body and the segments in it.
  ///
  /// - Parameters:
  ///   - block: `source` holds the last `BlockSize.marginBytes` of the bodies before (all, where
  ///     there are fewer), then at least `lookAheadBytes`, or all that is left; `body.lowerBound` is
  ///     where the latter begin.
  ///   - atEnd: whether `source` ends where the document does.
  /// - Throws: why the document cannot be released.
  package mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    switch reader {
    case .text(var text):
      text.parse(block, atEnd: atEnd)
      reader = .text(text)
    case .table(var table):
      table.parse(block, atEnd: atEnd)
      reader = .table(table)
    case .json(var json):
      try json.parse(block, atEnd: atEnd)
      reader = .json(json)
    case .hl7(var hl7):
      hl7.parse(block, atEnd: atEnd)
      reader = .hl7(hl7)
    case .markup(var markup):
      try markup.parse(block, atEnd: atEnd)
      reader = .markup(markup)
    case .x12(var x12):
      try x12.parse(block, atEnd: atEnd)
      reader = .x12(x12)
    case .rtf(var rtf):
      try rtf.parse(block, atEnd: atEnd)
      reader = .rtf(rtf)
    case .lines(var lines):
      lines.parse(block, atEnd: atEnd)
      reader = .lines(lines)
    case .fixed(var fixed):
      fixed.parse(block, atEnd: atEnd)
      reader = .fixed(fixed)
    case .workbook(var workbook):
      try workbook.parse(block, atEnd: atEnd)
      reader = .workbook(workbook)
    }
  }

  /// Says that the document has ended.
  ///
  /// - Throws: `truncated` where it ended in the middle of something.
  package func finish() throws(Withholding) {
    switch reader {
    case .json(let json): try json.finish()
    case .markup(let markup): try markup.finish()
    case .rtf(let rtf): try rtf.finish()
    case .workbook(let workbook): try workbook.finish()
    case .text, .table, .fixed, .hl7, .x12, .lines: break
    }
  }
}
