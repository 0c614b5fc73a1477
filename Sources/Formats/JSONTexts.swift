import Vocabulary

/// Reads strings of JSON that are documents by themselves: markup with tables, and lines of one text.
struct JSONTexts {
  /// What labels in markup mean; kept from text to text.
  private var labels: MarkupLabels
  private let naming: LabelNaming?
  /// Numbers of the fields of texts in markup.
  private var numbers: [FieldContext: Int32] = [:]
  /// Elements whose text their table or list says the meaning of.
  private static let marks: [[UInt8]] = ["<td", "<th", "<dd", "data-field", "</span><span"]
    .map { Array($0.utf8) }
  /// Bytes of the longest text that is read as markup.
  static let bytesMax = 96 << 10

  /// Creates an empty memory.
  init(_ naming: LabelNaming?) {
    self.naming = naming
    labels = MarkupLabels(naming)
  }

  /// Whether anything is known of labels.
  var isUsed: Bool { labels.isUsed }

  /// Forgets the numbers of fields, all of which were forgotten.
  mutating func forgetFields() { numbers.removeAll() }

  /// Whether a text is markup in which elements say what their text is.
  static func isMarkup(_ text: ArraySlice<UInt8>) -> Bool {
    marks.contains { mark in
      text.indices.contains { place in
        text[place] == mark[0] && place + mark.count < text.endIndex
          && text[place..<place + mark.count].elementsEqual(mark)
      }
    }
  }

  /// Reads a text as a page.
  ///
  /// - Returns: a block of it, nil where it is not read to its end.
  mutating func page(_ text: ArraySlice<UInt8>) -> Block? {
    let block = Block()
    block.source = Array(text)
    var reader = XMLReader(dialect: .html, naming: naming)
    labels.forgetFields()
    swap(&reader.labels, &labels)
    defer { swap(&reader.labels, &labels) }
    // Rows may stand in strings without their table.
    reader.rows.beginTable()
    do {
      try reader.parse(block, atEnd: true)
      try reader.finish()
    } catch {
      return nil
    }
    return block.body.upperBound == text.count ? block : nil
  }

  /// The number of a field of a page.
  mutating func number(_ field: FieldContext, _ fields: inout FieldTable) -> Int32 {
    if let known = numbers[field] { return known }
    if numbers.count >= LabelRole.labelsMax { numbers.removeAll() }
    let number = fields.add(field)
    numbers[field] = number
    return number
  }
}

/// A text of JSON, with the places in the source that it came from.
private struct JSONPassage {
  /// The text.
  var text: [UInt8]
  /// For each byte where its character begins, and where the last one ends.
  var offsets: [Int]
  /// Bytes of the source between strings.
  var gaps: [Range<Int>]
}

extension JSONReader {
  /// The strings of an array that are lines of one text; nil where they are none.
  ///
  /// `head`: the line that names their columns, where lines before them told it.
  func lines(_ source: [UInt8], from start: Int, head: [UInt8] = []) -> JSONLines? {
    guard !isFHIR, inner.isUsed else { return nil }
    return JSONLines(source, from: start, head: head) { cells in
      guard cells.count > 1 else { return false }
      let named = cells.map { shape.naming($0) }
      return named.contains(.person) && named.count(where: \.isIdentifying) > 1
    }
  }

  /// The strings of an array from one on that go on with lines before them; nil where they do not.
  mutating func furtherLines(_ source: [UInt8], from position: Int) -> JSONLines? {
    guard let last = stack.indices.last, !stack[last].lineHead.isEmpty else { return nil }
    let found = lines(source, from: position, head: stack[last].lineHead)
    if found == nil { stack[last].lineHead = [] }
    return found
  }

  /// Adds the strings of an array as one text.
  ///
  /// - Returns: behind them.
  mutating func add(_ lines: JSONLines, _ writer: inout BlockWriter) throws(Withholding) -> Int {
    var gaps: [Range<Int>] = []
    writer.beginDecoded()
    // What names the columns of lines further down is only seen.
    if let first = lines.strings.first?.lowerBound, let last = stack.indices.last {
      if !stack[last].lineHead.isEmpty {
        for byte in stack[last].lineHead + [0x0A] { writer.add(byte, at: first - 1) }
      }
      stack[last].lineHead = lines.isWhole ? [] : lines.head
    }
    for (index, string) in lines.strings.enumerated() {
      let isLast = index + 1 == lines.strings.count
      let endsLine = !isLast && JSONLines.endsLine(writer.source[string])
      let end = endsLine ? string.upperBound - 2 : string.upperBound
      try decodeJSONString(&writer, string.lowerBound..<end, isStrict: true)
      if isLast { continue }
      // The end of a line stays, as what stands between the strings does.
      if endsLine || !lines.isMarkup { writer.add(0x0A, at: end) }
      gaps.append(end..<lines.strings[index + 1].lowerBound)
    }
    endValue()
    let end = (lines.strings.last?.upperBound ?? lines.end - 1)
    let owned = (lines.strings.first?.lowerBound ?? end)..<end
    if lines.isMarkup, let passage = passage(&writer, end: end, gaps),
      let page = inner.page(passage.text[...])
    {
      writer.dropDecoded()
      add(page, passage, &writer)
      return lines.end
    }
    for gap in gaps { writer.keep(gap) }
    let index = fields.index(of: field(.text), in: &writer)
    writer.endDecoded(end: end, owned: owned, field: index, coding: .escapedLines)
    return lines.end
  }

  /// Adds a string that is markup in which elements say what their text is.
  ///
  /// - Returns: false where it is none; then nothing was added.
  mutating func addMarkup(
    _ content: Range<Int>,
    _ context: Range<Int>,
    hasEscapes: Bool,
    _ writer: inout BlockWriter
  ) throws(Withholding) -> Bool {
    let markBytesMin = 16
    guard inner.isUsed, !isFHIR, content == context,
      (markBytesMin...JSONTexts.bytesMax).contains(content.count)
    else { return false }
    let mark = writer.source.first(of: 0x3C, from: content.lowerBound, to: content.upperBound)
    guard mark < content.upperBound || hasEscapes && holdsEscapedMark(writer.source, content),
      hasEscapes || JSONTexts.isMarkup(writer.source[mark..<content.upperBound]),
      !shape.naming(paths.lastKey(of: nodes[nodes.count - 1])).isIdentifying
    else { return false }
    writer.beginDecoded()
    try decodeJSONString(&writer, content, isStrict: true)
    guard JSONTexts.isMarkup(writer.decodedText),
      let passage = passage(&writer, end: content.upperBound, []),
      let page = inner.page(passage.text[...])
    else {
      writer.dropDecoded()
      return false
    }
    writer.dropDecoded()
    add(page, passage, &writer)
    return true
  }

  /// Whether a string holds a less-than sign as `\u003c`.
  private func holdsEscapedMark(_ source: [UInt8], _ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place + 6 <= range.upperBound {
      place = source.first(of: 0x5C, from: place, to: range.upperBound)
      guard place + 6 <= range.upperBound else { return false }
      if source.holds("\\u003", at: place), source[place + 5] | 0x20 == 0x63 { return true }
      place += 2
    }
    return false
  }

  /// The decoded text until now with where it came from.
  private func passage(
    _ writer: inout BlockWriter,
    end: Int,
    _ gaps: [Range<Int>]
  ) -> JSONPassage? {
    guard writer.decodedCount <= JSONTexts.bytesMax else { return nil }
    return JSONPassage(
      text: Array(writer.decodedText),
      offsets: writer.decodedOffsets + [end],
      gaps: gaps
    )
  }

  /// Adds the texts of a page at the places where they stand in the source.
  private mutating func add(_ page: Block, _ passage: JSONPassage, _ writer: inout BlockWriter) {
    let marks = page.kept.map { passage.offsets[$0.lowerBound]..<passage.offsets[$0.upperBound] }
    for range in (marks + passage.gaps).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      writer.keepAlso(range)
    }
    let numbers = page.fields.map { inner.number($0, &fields) }
    for segment in page.segments {
      writer.beginDecoded()
      for (offset, byte) in page.text(of: segment).enumerated() {
        writer.add(byte, at: passage.offsets[page.sourceOffset(of: offset, in: segment)])
      }
      let last = segment.owned.upperBound
      let from = passage.offsets[page.sourceOffset(of: segment.owned.lowerBound, in: segment)]
      writer.endDecoded(
        end: passage.offsets[page.sourceEnd(of: segment.text.count, in: segment)],
        owned: from..<passage.offsets[page.sourceEnd(of: last, in: segment)],
        field: fields.index(of: numbers[Int(segment.field)], in: &writer),
        coding: .escapedLines
      )
    }
  }
}
