import Vocabulary

/// Frames of data as programs print them into text, whose cells two blanks or more hold apart:
///
/// ```
///   surname    mrn    town
/// 0   Weeks  77345  Orange
/// ```
///
/// A value is judged by the name of its column. Which cell of a row stands in it is told by the number of the
/// cell, with or without one for the row's own number in front, else by where it begins or ends; not behind a
/// mask, since masks move what is behind them.
extension Scanner {
  /// Rows, cells of a row, bytes of a line and of a name, rows in a row that are none.
  private static let (rowsMax, cellsMax, lineBytesMax, nameBytesMax) = (1_000, 48, 2_048, 40)

  /// Whether the word may head a column of a frame, by what stands behind it.
  @inline(__always)
  static func mayHeadFrame(_ text: Span<UInt8>, behind end: Int) -> Bool {
    switch text.at(end) {
    case 0x20: text.at(end &+ 1) == 0x20
    case 0x0A, 0x0D: true
    default: false
    }
  }

  /// Appends the values below a line of names to `scratch.cells`, where one of the names ends with a word.
  func takeFrame(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let line = text.line(around: Int(scratch.tokens[index].start), bytesMax: Self.lineBytesMax)
    guard let line, line.upperBound + 1 < text.count,
      scratch.cells.last.map({ $0.end <= line.lowerBound }) ?? true
    else { return }
    let names = frameCells(text, line)
    guard names.count > 1, let columns = frameColumns(text, names) else { return }
    var (start, rows) = (line.upperBound + 1, 0)
    while start < text.count, rows < Self.rowsMax,
      let row = text.line(around: start, bytesMax: Self.lineBytesMax)
    {
      start = row.upperBound + 1
      rows += 1
      let cells = frameCells(text, row)
      // A line below the names.
      if rows == 1, isFrameRule(text, row) { continue }
      guard cells.count > 1 else { return }
      let places = framePlaces(text, cells, row, names, line)
      for (place, cell) in zip(places, cells) {
        var taken = DumpCell(start: cell.lowerBound, end: cell.upperBound, isCode: false)
        if let place, let judgement = columns[place],
          case .identifier(let kind, let part) = judgement.verdict,
          mayBeLabelled(text.extracting(cell), judgement)
        {
          taken.finding = engine.wholeValue(text, at: cell, kind, part)
        }
        scratch.cells.append(taken)
      }
    }
  }

  /// Whether a line is nothing but dashes.
  private func isFrameRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    !line.isEmpty && line.allSatisfy { [0x20, 0x2D, 0x3D, 0x5F, 0x2B, 0x0D].contains(text[$0]) }
  }

  /// What the names of a line say of their columns; nil where they are none of persons: two identify, one of
  /// them a person, and half of them are known.
  private func frameColumns(_ text: Span<UInt8>, _ names: [Range<Int>]) -> [FieldJudgement?]? {
    var (known, identifying, isOfPerson) = (0, 0, false)
    for name in names {
      guard text[name.lowerBound].isLetter, name.count <= Self.nameBytesMax else { return nil }
      let named = namedField(name.map { text[$0] }[...])
      if named.isKnown { known += 1 }
      if named.isIdentifying { identifying += 1 }
      isOfPerson = isOfPerson || named == .person
    }
    guard isOfPerson, identifying > 1, known * 2 >= names.count else { return nil }
    return names.enumerated()
      .map { number, name in
        let name = String(decoding: name.map { text[$0] }, as: UTF8.self)
        let judgement = judge(FieldContext(name: name, column: Int32(number + 1)))
        return judgement.isIdentifier ? judgement : nil
      }
  }

  /// For each cell of a row the number of its column; nil for those of none.
  private func framePlaces(
    _ text: Span<UInt8>,
    _ cells: [Range<Int>],
    _ row: Range<Int>,
    _ names: [Range<Int>],
    _ line: Range<Int>
  ) -> [Int?] {
    if cells.count == names.count { return cells.indices.map { $0 } }
    if cells.count == names.count + 1, text[cells[0].lowerBound].isDigit {
      return cells.indices.map { $0 == 0 ? nil : $0 - 1 }
    }
    if row.contains(where: { text[$0] == 0x5B }) { return cells.map { _ in nil } }
    let shift = row.lowerBound - line.lowerBound
    return cells.map { cell in
      names.firstIndex {
        cell.lowerBound - shift == $0.lowerBound || cell.upperBound - shift == $0.upperBound
      }
    }
  }

  /// The cells of a line: what two blanks hold apart; none where a stroke or a tab does.
  private func frameCells(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var place = line.lowerBound
    while place < line.upperBound, cells.count < Self.cellsMax {
      if text[place] <= 0x20 {
        place += 1
        continue
      }
      let start = place
      while place < line.upperBound, text[place] > 0x20 || text.at(place + 1) > 0x20 {
        if text[place] == 0x7C || text[place] == 0x09 { return [] }
        place += 1
      }
      var end = place
      while text[end - 1] <= 0x20 { end -= 1 }
      cells.append(start..<end)
    }
    return cells
  }
}
