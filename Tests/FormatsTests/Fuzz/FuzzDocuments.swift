import Vocabulary

@testable import Formats

/// Reads a document as what it looks like.
func readSniffed(_ bytes: [UInt8]) {
  let head = Array(bytes.prefix(sniffBytes))
  let names = ["a", "a.json", "a.csv", "a.zip", "a.html"]
  let name = Array(names[bytes.count % names.count].utf8)
  guard
    let sniffed = try? sniff(head: head.span, isWhole: head.count == bytes.count, name: name.span),
    !sniffed.format.holdsMembers, sniffed.format != .dicom
  else { return }
  if sniffed.encoding != .utf8, sniffed.format != .text { return }
  readDocument(bytes, sniffed)
}

/// Reads a document block by block.
///
/// Each makes progress, its segments lie inside it, and without edits what is written is what was
/// read. A document that is read to its end is so with every other word replaced as well, where no
/// word is part of the structure.
func readDocument(_ bytes: [UInt8], _ sniffed: SniffedFormat) {
  guard let edited = readWhole(bytes, sniffed, editing: true) else { return }
  // Of markup and interchanges not every word may be replaced: names of declarations, counts.
  let isFree = ![.xml, .html, .x12].contains(sniffed.format) && sniffed.encoding == .utf8
  guard isFree else { return }
  if readWhole(edited, sniffed, editing: false) == nil {
    preconditionFailure("a copy that cannot be read where its original could")
  }
}

/// The document with every other word replaced; nil where it is not read to its end.
private func readWhole(
  _ bytes: [UInt8],
  _ sniffed: SniffedFormat,
  editing: Bool
) -> [UInt8]? {
  var reader = DocumentReader(sniffed)
  var (copy, edited): ([UInt8], [UInt8]) = ([], [])
  var (start, taken) = (0, 0)
  while start < bytes.count {
    let block = Block()
    let margin = min(start, BlockSize.marginBytes)
    let end = min(bytes.count, start + DocumentReader.lookAheadBytes + 1)
    block.source = Array(bytes[start - margin..<end])
    block.body = margin..<margin
    do throws(Withholding) { try reader.parse(block, atEnd: end == bytes.count) } catch {
      return nil
    }
    precondition(!block.body.isEmpty, "a reader made no progress")
    check(block)
    let swallowed = splice(block, edits: [], arena: [], skipped: 0, into: &copy)
    precondition(swallowed == 0, "bytes are gone without an edit")
    checkEdits(block)
    if editing {
      taken = splice(block, edits: words(block), arena: tag, skipped: taken, into: &edited)
    }
    start += block.body.count
  }
  precondition(copy == bytes, "the copy differs without an edit")
  do throws(Withholding) { try reader.finish() } catch { return nil }
  return edited
}

private let tag = Array("[NAME]".utf8)

/// An edit of every other word of owned text whose replacement may have any form.
private func words(_ block: Block) -> [BlockEdit] {
  var edits: [BlockEdit] = []
  for index in block.segments.indices {
    let segment = block.segments[index]
    guard block.fields[Int(segment.field)].shape == .text else { continue }
    let text = block.text(of: segment)
    var place = segment.owned.lowerBound
    while place < segment.owned.upperBound {
      let start = place
      while place < segment.owned.upperBound, isOfWord(text[place]) { place += 1 }
      if place == start {
        place += 1
      } else if start % 2 == 0 {
        edits.append(BlockEdit(segment: index, range: start..<place, replacement: 0..<tag.count))
      }
    }
  }
  return edits
}

private func isOfWord(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
}

private func check(_ block: Block) {
  for segment in block.segments {
    let bytes = segment.isDecoded ? block.decoded : block.source
    precondition(segment.text.upperBound <= bytes.count, "text outside its block")
    precondition(segment.owned.upperBound <= segment.text.count, "owned text outside the text")
    precondition(Int(segment.field) < block.fields.count, "a field that is not there")
    let first = block.sourceOffset(of: segment.owned.lowerBound, in: segment)
    let last = block.sourceOffset(of: segment.owned.upperBound, in: segment)
    precondition(first <= last && first < block.body.upperBound, "a segment outside its block")
    precondition(last <= block.source.count, "a segment behind its block")
  }
}

/// Edits all of every owned text; what lies outside of them stays.
private func checkEdits(_ block: Block) {
  let arena: [UInt8] = [0x58]
  let edits = block.segments.indices.compactMap { index -> BlockEdit? in
    let owned = block.segments[index].owned
    return owned.isEmpty ? nil : BlockEdit(segment: index, range: owned, replacement: 0..<1)
  }
  var out: [UInt8] = []
  _ = splice(block, edits: edits, arena: arena, skipped: 0, into: &out)
}

/// Reads markup in a dialect.
func readMarkup(_ bytes: [UInt8], _ dialect: MarkupDialect) {
  var sniffed = SniffedFormat(.xml)
  sniffed.dialect = dialect
  readDocument(bytes, sniffed)
}

/// Reads a table of fixed width, where there is one.
func readFixedWidth(_ bytes: [UInt8]) {
  let head = Array(bytes.prefix(sniffBytes))
  guard let table = FixedWidthVotes(head, isWhole: head.count == bytes.count)?.columns() else {
    return
  }
  var sniffed = SniffedFormat(.fixedWidth)
  (sniffed.columns, sniffed.hasHeader) = table
  readDocument(bytes, sniffed)
}

/// Reads UTF-16 through UTF-8 and back, and as plain text.
func readWide(_ bytes: [UInt8]) {
  for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
    var sniffed = SniffedFormat(.text)
    sniffed.encoding = encoding
    readDocument(bytes, sniffed)
    let source = WideSource(SequentialBytes(MemoryBytes(bytes)), encoding)
    var narrow: [UInt8] = []
    do throws(Withholding) { while try source.read(into: &narrow, upTo: 1_000) > 0 {} } catch {
      continue
    }
    var encoder = WideEncoder(encoding)
    precondition(encoder.encode(narrow.span) == bytes && encoder.isWhole, "another text")
  }
}

/// Reads all parts of a workbook out of one input, cut at zero bytes.
func readWorkbook(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
  func part(_ index: Int) -> [UInt8] { index < parts.count ? parts[index] : [] }
  let index = WorkbookIndex(
    workbook: part(0),
    styles: part(1),
    strings: part(2),
    sheets: Array(parts.dropFirst(3).prefix(4))
  )
  _ = index.sampleBlocks()
  for (number, sheet) in parts.dropFirst(3).prefix(4).enumerated() {
    var sniffed = SniffedFormat(.xml)
    sniffed.dialect = .office
    sniffed.workbook = WorkbookPart(index: index, part: .sheet(number)) { $0.first }
    readDocument(sheet, sniffed)
  }
}

/// Readings of escapes lie inside their text and lead back to it.
func readEscapes(_ bytes: [UInt8]) {
  for view in EscapeViews.find(in: bytes, bytes.indices) {
    precondition(view.core.upperBound <= view.text.count || view.text.isEmpty, "a core outside")
    let whole = view.original(of: 0..<view.text.count).range
    precondition(
      whole.lowerBound >= 0 && whole.upperBound <= bytes.count,
      "a reading of what is not there"
    )
    _ = view.reading(of: bytes.indices)
    _ = view.written(Array("[NAME]".utf8))
  }
}
