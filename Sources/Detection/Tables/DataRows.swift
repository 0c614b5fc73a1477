import Vocabulary

/// Rows of data in programs for statistics and loading, whose places or order a definition says before them:
///
/// ```
/// DATA LIST FIXED / surname 1-20 (A) mrn 21-28.        input @1 ptname $20. @21 mrn 8.;
/// BEGIN DATA                                           datalines;
///
/// input str20 surname long mrn                         # cols 001-020  Last name
/// "Frost" 48213                                        # cols 021-028  Chart number
/// ```
///
/// Definitions stay in a masked copy. In rows whose places count, nothing behind a mask is taken, since masks move it.
///
/// Sources: IBM, SPSS Statistics Command Syntax Reference; SAS, DATA Step Statements; Stata, Data Management; Oracle,
/// SQL*Loader.
extension Scanner {
  /// What rows of data hold.
  struct DataHead: Sendable {
    /// What the fields' names say, in their order.
    var judgements: [FieldJudgement]
    /// How a row is cut.
    var form: Form
    /// What a line is that ends the rows, in small letters; empty lines do where there is none.
    var end: [String]

    /// How a row is cut.
    enum Form: Sendable {
      /// At places, in characters from 0.
      case places([Range<Int>])
      /// At a sign; a blank stands for any number of them.
      case sign(UInt8)
    }
  }

  /// Bytes of a definition, of a line, and of a row; fields of one.
  private static let definitionBytesMax = 16_384
  private static let rowBytesMax = 4_096
  private static let dataFieldsMax = 256

  /// Appends the values of rows of data that hold identifiers to `scratch.cells`.
  func findDataRows(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var cells: [DumpCell] = []
    if let head = scratch.dump?.data {
      _ = takeRows(text, from: text.lineEnd(from: 0) + 1, head, &cells)
    }
    _ = eachDataHead(text) { head, definition, first in
      cells +=
        definition
        .map { word in
          DumpCell(
            start: word.lowerBound,
            end: word.upperBound,
            content: DataDefinition.isPlace(text, word) ? .closed : .codes
          )
        }
      return takeRows(text, from: first, head, &cells)
    }
    if !cells.isEmpty { join(cells, &scratch) }
  }

  /// What the rows hold among which a text ends.
  func openData(_ text: Span<UInt8>) -> DataHead? {
    var cells: [DumpCell] = []
    return eachDataHead(text) { head, _, first in takeRows(text, from: first, head, &cells) }
  }

  /// Hands on each definition with its words and the offset of the first row.
  ///
  /// `take`: returns where its rows end.
  /// - Returns: the one whose rows do not end in the text.
  private func eachDataHead(
    _ text: Span<UInt8>,
    _ take: (DataHead, [Range<Int>], Int) -> Int
  ) -> DataHead? {
    var (start, floor) = (0, 0)
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      guard let parsed = definition(text, line, next: start, floor: &floor) else { continue }
      // A definition of nobody is passed over whole.
      start = max(start, parsed.first)
      guard parsed.fields.count <= Self.dataFieldsMax else { continue }
      let judgements = judgements(parsed.fields.map(\.name))
      guard judgements.contains(where: \.isIdentifier) else { continue }
      let places = parsed.fields.compactMap(\.place)
      let form: DataHead.Form =
        places.count == judgements.count ? .places(places) : .sign(parsed.separator)
      let head = DataHead(judgements: judgements, form: form, end: parsed.end)
      start = max(start, take(head, parsed.words, parsed.first))
      if start >= text.count { return head }
    }
    return nil
  }

  /// The definition that a line ends, or whose rows it begins.
  ///
  /// `floor`: where the definition may begin at the earliest: behind the line that ended another.
  private func definition(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    next: Int,
    floor: inout Int
  ) -> DataDefinition? {
    let first = line.first { text[$0] > 0x20 }
    guard let first else { return nil }
    // Most lines of prose begin like none of those words.
    let second = text.at(first + 1) | 0x20
    switch text[first] | 0x20 {
    case 0x62 where second == 0x65:
      guard Self.isLine(text, line, ["begin data", "begin data.", "begindata"]) else { return nil }
      let before = max(floor, line.lowerBound - Self.definitionBytesMax)..<line.lowerBound
      floor = line.upperBound
      return text[first + 5] == 0x20
        ? DataDefinition(dataList: text, before, next) : DataDefinition(control: text, before, next)
    case 0x63 where second == 0x61, 0x64 where second == 0x61, 0x6C where second == 0x69:
      guard Self.isLine(text, line, ["datalines;", "cards;", "lines;", "datalines4;", "cards4;"])
      else { return nil }
      let before = max(floor, line.lowerBound - Self.definitionBytesMax)..<line.lowerBound
      floor = line.upperBound
      return DataDefinition(step: text, before, next)
    case 0x69: return DataDefinition(input: text, line, next)
    case 0x23, 0x2A, 0x2D, 0x2F: return DataDefinition(layout: text, line, next)
    default: return nil
    }
  }

  /// Whether a line is one of some, whatever letters it is written in.
  static func isLine(_ text: Span<UInt8>, _ line: Range<Int>, _ words: [String]) -> Bool {
    let line = dataTrimmed(text, line)
    return words.contains { word in
      word.utf8.count == line.count
        && zip(line, word.utf8).allSatisfy { text[$0].lowercased == $1 }
    }
  }

  /// A range without white space around it.
  static func dataTrimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// Takes the cells of rows up to their end.
  ///
  /// - Returns: where they end; behind the text where they do not.
  private func takeRows(
    _ text: Span<UInt8>,
    from first: Int,
    _ head: DataHead,
    _ cells: inout [DumpCell]
  ) -> Int {
    var start = first
    while start < text.count {
      let row = start..<text.lineEnd(from: start)
      if Self.isLine(text, row, head.end) || head.end.isEmpty && Self.dataTrimmed(text, row).isEmpty
      {
        return start
      }
      start = row.upperBound + 1
      guard row.count <= Self.rowBytesMax else { continue }
      let ranges: [Range<Int>]
      switch head.form {
      case .places(let places): ranges = Self.placed(text, row, places)
      case .sign(let sign): ranges = Self.separated(text, row, sign)
      }
      // A row of another length is none of these.
      if case .sign = head.form, ranges.count != head.judgements.count { continue }
      for (range, judgement) in zip(ranges, head.judgements) where !range.isEmpty {
        cells.append(cell(text, range, judgement))
      }
    }
    return max(start, text.count)
  }

  /// What stands at places of a row, up to a mask.
  private static func placed(
    _ text: Span<UInt8>,
    _ row: Range<Int>,
    _ places: [Range<Int>]
  ) -> [Range<Int>] {
    var offsets: [Int] = []
    let mask = row.first { text[$0] == 0x5B }
    let end = mask ?? row.upperBound
    for offset in row.lowerBound..<end where text[offset] & 0xC0 != 0x80 { offsets.append(offset) }
    return places.map { place in
      guard place.lowerBound < offsets.count, mask == nil || place.upperBound < offsets.count else {
        return row.lowerBound..<row.lowerBound
      }
      let last = place.upperBound < offsets.count ? offsets[place.upperBound] : end
      return dataTrimmed(text, offsets[place.lowerBound]..<last)
    }
  }

  /// What a sign holds apart in a row, without quotes around it.
  static func separated(
    _ text: Span<UInt8>,
    _ row: Range<Int>,
    _ sign: UInt8
  ) -> [Range<Int>] {
    var (cells, start, quote): ([Range<Int>], Int, UInt8) = ([], row.lowerBound, 0)
    for offset in row.lowerBound...row.upperBound {
      let isEnd = offset == row.upperBound
      let byte = isEnd ? sign : text[offset]
      if quote != 0, !isEnd {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 && text.at(offset - 1) <= 0x20 {
        quote = byte
      } else if byte == sign || sign == 0x20 && byte == 0x09 {
        let cell = unquoted(text, dataTrimmed(text, start..<offset))
        if sign != 0x20 || !cell.isEmpty { cells.append(cell) }
        start = offset + 1
      }
    }
    return cells
  }

  /// A cell without quotes around it.
  private static func unquoted(_ text: Span<UInt8>, _ cell: Range<Int>) -> Range<Int> {
    guard cell.count > 1 else { return cell }
    let quote = text[cell.lowerBound]
    let isQuoted = quote == 0x22 || quote == 0x27
    guard isQuoted, text[cell.upperBound - 1] == quote else { return cell }
    return cell.lowerBound + 1..<cell.upperBound - 1
  }
}
