import Vocabulary

/// Words and texts that an annotator or a recogniser has tagged: one word a line, or a span a line.
///
/// ```
/// Underhill	I-PER
/// Troy NNP I-NP B-LOC
/// T1	DOCTOR 10 19	Underhill
/// ```
///
/// Sources: CoNLL-2003 shared task; brat standoff format.
extension Scanner {
  /// Bytes of a line, at most.
  private static let taggedBytesMax = 256

  /// Appends what is tagged to `scratch.found`.
  func findTaggedTokens(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var start = 0
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      guard (4...Self.taggedBytesMax).contains(line.count),
        let (value, tag) = Self.taggedWord(text, line) ?? Self.taggedSpan(text, line),
        let meaning = EntityTag.meaning(of: tag.map { text[$0] }),
        let finding = engine.wholeValue(text, at: value, meaning.kind, meaning.part)
      else { continue }
      scratch.found.append(finding)
    }
  }

  /// The first word of a line whose last one is a tag with its place.
  private static func taggedWord(
    _ text: Span<UInt8>,
    _ line: Range<Int>
  ) -> (value: Range<Int>, tag: Range<Int>)? {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
    guard end > line.lowerBound, text[end - 1].isLetter else { return nil }
    var start = end
    while start > line.lowerBound, text[start - 1].isLetter || text[start - 1] == 0x5F {
      start -= 1
    }
    start -= 2
    guard start > line.lowerBound + 1, text[start + 1] == 0x2D, isGap(text[start - 1]),
      EntityTag.hasPlace((start..<end).map { text[$0] })
    else { return nil }
    var word = line.lowerBound
    while word < start, !isGap(text[word]) { word += 1 }
    return word > line.lowerBound ? (line.lowerBound..<word, start..<end) : nil
  }

  /// The text of an annotation that stands apart from what it annotates.
  private static func taggedSpan(
    _ text: Span<UInt8>,
    _ line: Range<Int>
  ) -> (value: Range<Int>, tag: Range<Int>)? {
    guard text[line.lowerBound] == 0x54, text.at(line.lowerBound + 1).isDigit else { return nil }
    let tabs = line.filter { text[$0] == 0x09 }
    guard tabs.count == 2 else { return nil }
    let words = tabs[0] + 1..<tabs[1]
    guard let blank = words.first(where: { text[$0] == 0x20 }), blank > words.lowerBound,
      (blank..<words.upperBound)
        .allSatisfy({ text[$0].isDigit || text[$0] == 0x20 || text[$0] == 0x3B })
    else { return nil }
    let value = dataTrimmed(text, tabs[1] + 1..<line.upperBound)
    return value.isEmpty ? nil : (value, words.lowerBound..<blank)
  }

  private static func isGap(_ byte: UInt8) -> Bool { byte == 0x09 || byte == 0x20 }
}
