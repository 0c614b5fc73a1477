import Vocabulary

/// Frames of data as programs print them into text, whose cells blanks hold apart:
///
/// ```
///   surname    mrn    town sex
/// 0   Weeks  77345  Orange   M
/// ```
///
/// A value is judged by the name of its column. Which cell of a row stands in it is told by where it ends, in rows that
/// have something at the end of each name; else by the number of the cell, with or without one for the row's own number
/// in front, or by where it begins or ends; not behind a mask, since masks move what is behind them.
extension Scanner {
  /// Rows, cells of a row, bytes of a line and of a name.
  private static let rowsMax = 20_000
  private static let cellsMax = 48
  private static let lineBytesMax = 2_048
  private static let nameBytesMax = 40
  /// Lines behind the names that may say of what type columns are, or be empty.
  private static let typeLinesMax = 3

  /// The names of a frame, for its rows in this text and behind it.
  struct FrameHead: Sendable {
    /// What the names say of their columns.
    fileprivate var columns: [FieldJudgement?]
    /// Where the names stand in their line, in characters.
    fileprivate var names: [Range<Int>]
    /// Whether a single blank holds some of them apart, so that only ends tell the cells of a row.
    fileprivate var isClose = false
  }

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
      !scratch.cells.overlap(line),
      let head = frameHead(text, line)
    else { return }
    var taken: [DumpCell] = []
    _ = eachFrameRow(text, from: line.upperBound + 1, head) { row, cells in
      takeFrameRow(text, row, cells, head, &taken)
    }
    join(taken, &scratch)
  }

  /// Appends the values of rows with which a text begins, whose names stand in a text before it.
  func takeOpenFrame(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard let head = scratch.dump?.frame else { return }
    var taken: [DumpCell] = []
    // The first line may be cut.
    _ = eachFrameRow(text, from: text.lineEnd(from: 0) + 1, head) { row, cells in
      takeFrameRow(text, row, cells, head, &taken)
    }
    join(taken, &scratch)
  }

  /// The frame among whose rows a text ends.
  func openFrame(_ text: Span<UInt8>) -> FrameHead? {
    var start = 0
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      guard line.count <= Self.lineBytesMax, let head = frameHead(text, line) else { continue }
      start = eachFrameRow(text, from: start, head) { _, _ in }
      if start >= text.count { return head }
    }
    return nil
  }

  /// Hands on the rows of a frame with their cells, up to a line that is none.
  ///
  /// - Returns: where they end.
  private func eachFrameRow(
    _ text: Span<UInt8>,
    from first: Int,
    _ head: FrameHead,
    _ take: (Range<Int>, [Range<Int>]) -> Void
  ) -> Int {
    var (start, lines, rows) = (first, 0, 0)
    while start < text.count, lines < Self.rowsMax,
      let line = text.line(around: start, bytesMax: Self.lineBytesMax)
    {
      let row = Self.inStrokes(text, line)
      let cells = frameCells(text, row)
      lines += 1
      let mayBeType = rows == 0 && lines <= Self.typeLinesMax
      if isFrameRule(text, line) || mayBeType && isTypeLine(text, cells) {
        start = line.upperBound + 1
        continue
      }
      // What was cut off at the end may be a row's beginning.
      guard cells.count > 1 || line.upperBound == text.count else { return start }
      start = line.upperBound + 1
      rows += 1
      if cells.count > 1 { take(row, cells) }
    }
    return start
  }

  /// Takes the cells of a row.
  private func takeFrameRow(
    _ text: Span<UInt8>,
    _ row: Range<Int>,
    _ found: [Range<Int>],
    _ head: FrameHead,
    _ taken: inout [DumpCell]
  ) {
    var (cells, places) = (found, [Int?]())
    if let ended = endedCells(text, row, head.names) {
      (cells, places) = (ended, ended.indices.map { $0 })
    } else {
      places = framePlaces(text, cells, row, head)
    }
    for (place, range) in zip(places, cells) where !range.isEmpty {
      var cell = DumpCell(start: range.lowerBound, end: range.upperBound, content: .text)
      if let place, let judgement = head.columns[place],
        case .identifier(let kind, let part) = judgement.verdict,
        mayBeLabelled(text.extracting(range), judgement)
      {
        cell.finding = engine.wholeValue(text, at: range, kind, part)
      }
      taken.append(cell)
    }
  }

  /// The names that a line gives the columns of a frame; nil where it names none of a person.
  private func frameHead(_ text: Span<UInt8>, _ whole: Range<Int>) -> FrameHead? {
    let line = Self.inStrokes(text, whole)
    let names = frameCells(text, line)
    guard names.count > 1 else { return nil }
    let words = names.flatMap { Self.words(text, $0) }
    if words.count > names.count, let columns = frameColumns(text, words),
      let row = firstFrameRow(text, behind: whole),
      endedCells(text, row, places(text, words, line)) != nil
    {
      return FrameHead(columns: columns, names: places(text, words, line), isClose: true)
    }
    return frameColumns(text, names)
      .map { FrameHead(columns: $0, names: places(text, names, line)) }
  }

  /// The first row behind a line of names.
  private func firstFrameRow(_ text: Span<UInt8>, behind line: Range<Int>) -> Range<Int>? {
    var (start, row): (Int, Range<Int>?) = (line.upperBound + 1, nil)
    for _ in 0...Self.typeLinesMax where row == nil && start < text.count {
      guard let next = text.line(around: start, bytesMax: Self.lineBytesMax) else { return nil }
      let inner = Self.inStrokes(text, next)
      if !isFrameRule(text, next), !isTypeLine(text, frameCells(text, inner)) { row = inner }
      start = next.upperBound + 1
    }
    return row
  }

  /// What single blanks hold apart in a cell.
  private static func words(_ text: Span<UInt8>, _ cell: Range<Int>) -> [Range<Int>] {
    var (words, start) = ([Range<Int>](), cell.lowerBound)
    for index in cell.lowerBound...cell.upperBound
    where index == cell.upperBound || text[index] == 0x20 {
      if index > start { words.append(start..<index) }
      start = index + 1
    }
    return words
  }

  /// A line without the stroke at its beginning, behind a row's number, and the one at its end, as Stata draws them.
  private static func inStrokes(_ text: Span<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] <= 0x20 { end -= 1 }
    guard end > line.lowerBound, text[end - 1] == 0x7C else { return line }
    var start = line.lowerBound
    while start < end, text[start] <= 0x20 || text[start].isDigit || text[start] == 0x2E {
      start += 1
    }
    guard start + 1 < end, text[start] == 0x7C else { return line }
    return start + 1..<end - 1
  }

  /// Where ranges stand in a line, in characters.
  private func places(
    _ text: Span<UInt8>,
    _ ranges: [Range<Int>],
    _ line: Range<Int>
  ) -> [Range<Int>] {
    ranges.map { range in
      let start = (line.lowerBound..<range.lowerBound).count { text[$0] & 0xC0 != 0x80 }
      return start..<start + range.count { text[$0] & 0xC0 != 0x80 }
    }
  }

  /// The cells of a row in which something ends where each of the names does, and nothing goes on: numbers and texts
  /// stand at the right of their columns; nil for other rows and behind masks.
  private func endedCells(
    _ text: Span<UInt8>,
    _ row: Range<Int>,
    _ names: [Range<Int>]
  ) -> [Range<Int>]? {
    var (cells, start, offset, place) = ([Range<Int>](), row.lowerBound, row.lowerBound, 0)
    for name in names {
      while offset < row.upperBound, place < name.upperBound {
        if text[offset] == 0x5B { return nil }
        offset += 1
        while offset < row.upperBound, text[offset] & 0xC0 == 0x80 { offset += 1 }
        place += 1
      }
      guard place == name.upperBound, text[offset - 1] > 0x20,
        offset == row.upperBound || text[offset] <= 0x20
      else { return nil }
      var first = start
      while first < offset, text[first] <= 0x20 { first += 1 }
      if cells.isEmpty { first = Self.behindNumber(text, first..<offset) }
      cells.append(first..<offset)
      start = offset
    }
    return cells
  }

  /// Where the first cell of a row begins, behind the row's own number or name.
  private static func behindNumber(_ text: Span<UInt8>, _ cell: Range<Int>) -> Int {
    var start = cell.lowerBound
    for index in cell where text[index] == 0x20 && text.at(index - 1) == 0x20 { start = index + 1 }
    if start == cell.lowerBound, text[start].isDigit,
      let blank = cell.first(where: { text[$0] == 0x20 }),
      (start..<blank).allSatisfy({ text[$0].isDigit })
    {
      return blank + 1
    }
    return start
  }

  /// Whether cells say of what type columns are: `<chr>`, `Int64`.
  private func isTypeLine(_ text: Span<UInt8>, _ cells: [Range<Int>]) -> Bool {
    let words = cells.flatMap { Self.words(text, $0) }
    return words.allSatisfy { word in
      if text[word.lowerBound] == 0x3C, text[word.upperBound - 1] == 0x3E { return true }
      var end = word.upperBound
      while end > word.lowerBound, !text[end - 1].isLetter { end -= 1 }
      return Self.types.contains(Token.hash(text, word.lowerBound..<end))
    }
  }

  /// Types of columns, without the digits behind them.
  ///
  /// Source: DataFrames.jl; Polars.
  private static let types = Engine.hashes(
    "string int float date datetime time any bool char symbol union missing str i f u cat object bigint categorical"
  )

  /// Whether a line is nothing but dashes.
  private func isFrameRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    !line.isEmpty
      && line.allSatisfy { [0x20, 0x2D, 0x3D, 0x5F, 0x2B, 0x0D, 0x7C].contains(text[$0]) }
      && line.contains { text[$0] > 0x20 }
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
    _ head: FrameHead
  ) -> [Int?] {
    let hasMask = row.contains { text[$0] == 0x5B }
    if head.isClose, hasMask { return cells.map { _ in nil } }
    let isNumbered = cells[0].allSatisfy { text[$0].isDigit }
    // The first of as many is the row's number where a name should stand.
    if cells.count == head.names.count, !(isNumbered && head.columns[0]?.isOfNumbers == false) {
      return cells.indices.map { $0 }
    }
    if cells.count == head.names.count + 1, text[cells[0].lowerBound].isDigit {
      return cells.indices.map { $0 == 0 ? nil : $0 - 1 }
    }
    if hasMask { return cells.map { _ in nil } }
    return places(text, cells, row)
      .map { place in
        head.names.firstIndex {
          place.lowerBound == $0.lowerBound || place.upperBound == $0.upperBound
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
