import CScan
import Vocabulary

/// Elements of XML in a text that is none of it: in a line of a log, in the record of a request.
///
/// ```
/// 10:43:01 >> <soapenv:Body><SurName>Page</SurName><HospNo>9848</HospNo><Ward>ICU</Ward></soapenv:Body>
/// ```
///
/// The name between marks says what stands in an element without others, and no name and no place goes over a mark.
extension Scanner {
  /// A mark in a text.
  private struct Mark {
    /// Its bytes, from `<` to behind `>`.
    var range: Range<Int>
    /// Its name.
    var name: Range<Int>
    /// Whether it ends an element.
    var isEnd: Bool
    /// Whether an attribute or a stroke at its end says that it is no word in angles.
    var isMade: Bool
  }

  /// Bytes of a name, of a mark and of a value, at most; words of somebody's name.
  private static let markNameMax = 64
  private static let markBytesMax = 256
  private static let markedMax = 128
  private static let markedWordsMax = 5

  /// Appends the values of elements that identify, and the marks around all, to `scratch.cells`.
  func findMarkedValues(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var cells: [DumpCell] = []
    var (index, before, hasElement) = (Self.markStart(text, from: 0), Mark?.none, false)
    let ends = Self.ends(text, from: index)
    guard !ends.isEmpty else { return }
    var (outer, label, start) = (Mark?.none, Range<Int>?.none, 0)
    while index < text.count {
      guard let mark = Self.mark(text, at: index) else {
        index = Self.markStart(text, from: index + 1)
        continue
      }
      if mark.isEnd, let open = before, Self.isSame(text, open.name, mark.name) {
        hasElement = true
        let value = open.range.upperBound..<mark.range.lowerBound
        let finding =
          markedValue(text, open.name, outer?.name, value, &scratch)
          ?? labelledValue(text, label, Self.trimmed(text, value), &scratch)
        if let finding {
          cells.append(
            DumpCell(start: finding.start, end: finding.end, content: .text, finding: finding)
          )
        }
      }
      // `Seen by <June Frost> today` is no element.
      if mark.isEnd || mark.isMade || ends.contains(Token.hash(text, mark.name)) {
        cells += Self.edges(of: mark, text)
      }
      if !mark.isEnd { outer = before }
      let piece = Self.trimmed(text, min(start, index)..<index)
      if !piece.isEmpty { label = Self.label(text, piece, before: mark) }
      (before, start) = (mark.isEnd ? nil : mark, mark.range.upperBound)
      index = Self.markStart(text, from: mark.range.upperBound)
    }
    if hasElement { join(cells, &scratch) }
  }

  /// Cells of tables and terms of lists, whose whole text may be a label.
  private static let cells = Engine.hashes("td th dt")

  /// A text between marks that may be the label of what comes next: `Patient:` or all of a cell.
  private static func label(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    before mark: Mark
  ) -> Range<Int>? {
    guard range.count <= markNameMax else { return nil }
    if text[range.upperBound - 1] == 0x3A { return range.lowerBound..<range.upperBound - 1 }
    return mark.isEnd && cells.contains(Token.hash(text, mark.name)) ? range : nil
  }

  /// What a value is by the label before its element; nil where that does not say.
  private func labelledValue(
    _ text: Span<UInt8>,
    _ label: Range<Int>?,
    _ value: Range<Int>,
    _ scratch: inout ScanScratch
  ) -> Finding? {
    guard (1...Self.markedMax).contains(value.count), let label, !label.isEmpty,
      label.upperBound <= value.lowerBound
    else { return nil }
    let key = Token.mixed(Token.hash(text, label), 0x3A)
    if let known = scratch.markJudgements[key] { return self.value(text, value, known) }
    let name = String(decoding: label.map { text[$0] }, as: UTF8.self)
    var judgement = FieldJudgement()
    switch meaning(of: name, isKey: false) {
    case .identifier, .role: judgement = judge(FieldContext(name: name, isLabelled: true))
    case .nothing, .coded, .name: break
    }
    remember(judgement, key, &scratch)
    return self.value(text, value, judgement)
  }

  /// Remembers what a name or a label says.
  private func remember(_ judgement: FieldJudgement, _ key: UInt64, _ scratch: inout ScanScratch) {
    if scratch.markJudgements.count >= Self.marksMax { scratch.markJudgements.removeAll() }
    scratch.markJudgements[key] = judgement
  }

  /// What of a mark no name goes over: its name, and the sign at its end; attributes hold values.
  private static func edges(of mark: Mark, _ text: Span<UInt8>) -> [DumpCell] {
    let name = mark.range.lowerBound..<mark.name.upperBound
    let sign = mark.range.upperBound - 1..<mark.range.upperBound
    let isMark = !inline.contains(Token.hash(text, mark.name))
    return [name, sign]
      .map {
        DumpCell(start: $0.lowerBound, end: $0.upperBound, content: isMark ? .mark : .codes)
      }
  }

  /// Marks of pages, whose names say nothing of what stands in them.
  private static let inline = Engine.hashes(
    "a abbr b big br cite code div em font i li mark p s small span strong sub sup td th tr tt u"
  )

  /// Where the next mark may begin.
  private static func markStart(_ text: Span<UInt8>, from start: Int) -> Int {
    guard start < text.count else { return text.count }
    let rest = text.extracting(start..<text.count)
    return unsafe rest.withUnsafeBufferPointer { bytes in
      start + (unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x3C))
    }
  }

  /// The mark that begins at an offset; nil where none does.
  private static func mark(_ text: Span<UInt8>, at start: Int) -> Mark? {
    let isEnd = text.at(start + 1) == 0x2F
    let first = start + (isEnd ? 2 : 1)
    guard text.at(first).isLetter || text.at(first) == 0x5F else { return nil }
    var end = first
    while end - first <= markNameMax,
      text.at(end).isAlphanumeric || [0x2D, 0x2E, 0x3A, 0x5F].contains(text.at(end))
    {
      end += 1
    }
    var close = end
    if !isEnd, text.at(close) == 0x20 {
      while close < text.count, close - start < markBytesMax, ![0x3C, 0x3E].contains(text[close]) {
        close += 1
      }
    } else if text.at(close) == 0x2F {
      close += 1
    }
    guard text.at(close) == 0x3E, end > first else { return nil }
    let isMade = text[close - 1] == 0x2F || (end..<close).contains { text[$0] == 0x3D }
    return Mark(range: start..<close + 1, name: first..<end, isEnd: isEnd, isMade: isMade)
  }

  /// The names of the elements that end in a text, by their hashes.
  private static func ends(_ text: Span<UInt8>, from start: Int) -> Set<UInt64> {
    var (names, index) = (Set<UInt64>(), start)
    while index < text.count {
      guard text.at(index + 1) == 0x2F, let mark = mark(text, at: index) else {
        index = markStart(text, from: index + 1)
        continue
      }
      names.insert(Token.hash(text, mark.name))
      index = markStart(text, from: mark.range.upperBound)
    }
    return names
  }

  private static func isSame(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { text[$0] == text[$1] }
  }

  /// What the value of an element is by its name; nil where that does not say, and where it cannot be that.
  private func markedValue(
    _ text: Span<UInt8>,
    _ name: Range<Int>,
    _ outer: Range<Int>?,
    _ value: Range<Int>,
    _ scratch: inout ScanScratch
  ) -> Finding? {
    guard (1...Self.markedMax).contains(value.count) else { return nil }
    var first = name.lowerBound
    if let colon = name.last(where: { text[$0] == 0x3A }) { first = colon + 1 }
    var judgement = markedField(text, first..<name.upperBound, &scratch)
    // `<Patient><Name>…</Name>`
    if let outer, !judgement.isIdentifier, Token.hash(text, first..<name.upperBound) == Self.name {
      let words = outer.map { text[$0] } + [0x20] + name.map { text[$0] }
      judgement = judge(FieldContext(name: String(decoding: words, as: UTF8.self), column: 1))
    }
    return self.value(text, value, judgement)
  }

  private static var name: UInt64 { Token.word("name") }

  /// What a value is by the judgement of its field; nil where it cannot be that.
  private func value(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ judgement: FieldJudgement
  ) -> Finding? {
    guard case .identifier(let kind, let part) = judgement.verdict,
      mayBeLabelled(text.extracting(value), judgement),
      kind != .name || value.count(where: { text[$0] == 0x20 }) < Self.markedWordsMax
    else { return nil }
    return engine.wholeValue(text, at: value, kind, part)
  }

  /// What the name of an element says; what was asked before is known again.
  private func markedField(
    _ text: Span<UInt8>,
    _ name: Range<Int>,
    _ scratch: inout ScanScratch
  ) -> FieldJudgement {
    let hash = Token.hash(text, name)
    if let known = scratch.markJudgements[hash] { return known }
    let label = String(decoding: name.map { text[$0] }, as: UTF8.self)
    var judgement = FieldJudgement()
    if meaning(of: label, isKey: true) == .identifier {
      judgement = judge(FieldContext(name: label, column: 1))
    }
    remember(judgement, hash, &scratch)
    return judgement
  }

  /// Names of elements that are remembered.
  private static let marksMax = 1_024
}
