import Vocabulary

/// What a dump of a database says of rows elsewhere than in their own statement.
///
/// ```
/// CREATE TABLE pt (id INT, lname TEXT, mrn TEXT);
/// INSERT INTO pt VALUES (1, '…', '…');
/// COPY pt (id, lname, mrn) FROM stdin;
/// ```
extension Scanner {
  /// Words between `CREATE TABLE` and the name of the table, and before the name of an insertion's.
  private static let (createWordsMax, schemaWordsMax) = (6, 3)
  /// Words that begin a constraint instead of a column.
  private static let constraints = Engine.hashes(
    "primary foreign unique key constraint check index exclude fulltext spatial like period"
  )

  /// The columns that `CREATE TABLE` gave the table into which `VALUES` at a token insert.
  func createdColumns(
    _ text: Span<UInt8>,
    before index: Int,
    _ scratch: borrowing ScanScratch
  ) -> [String]? {
    guard index > 1 else { return nil }
    let name = scratch.tokens[index - 1].hash
    for place in stride(from: index - 2, through: 0, by: -1)
    where scratch.tokens[place].hash == name && isCreated(place, scratch) {
      return definedColumns(text, from: scratch.tokens[place].end)
    }
    return nil
  }

  /// Whether `CREATE TABLE` stands before the name of a table.
  private func isCreated(_ place: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let first = max(0, place - Self.createWordsMax)
    guard let table = (first..<place).last(where: { scratch.tokens[$0].hash == Self.table }) else {
      return false
    }
    // `CREATE TEMPORARY TABLE` and the like have a word or two between.
    return (max(0, table - 2)..<table).contains { scratch.tokens[$0].hash == Self.create }
  }

  /// The names of the columns in the brackets behind the name of a table.
  private func definedColumns(_ text: Span<UInt8>, from offset: Int) -> [String]? {
    var position = offset
    while position < text.count, text[position] <= 0x20 || Self.isQuote(text[position]) {
      position += 1
    }
    guard text.at(position) == 0x28 else { return nil }
    position += 1
    var (depth, names, name) = (1, [String](), [UInt8]())
    var isDone = false
    func take() {
      let text = String(decoding: name, as: UTF8.self)
      if !name.isEmpty, !Self.constraints.contains(Token.hash(text)) { names.append(text) }
    }
    while position < text.count, names.count < Self.columnsMax {
      let byte = text[position]
      position += 1
      switch byte {
      case 0x28: depth += 1
      case 0x29 where depth > 1: depth -= 1
      case 0x29:
        take()
        return names.isEmpty ? nil : names
      case 0x2C where depth == 1:
        take()
        (name, isDone) = ([], false)
      case _ where depth > 1 || Self.isQuote(byte): break
      case 0...0x20: isDone = isDone || !name.isEmpty
      default: if !isDone { name.append(byte) }
      }
    }
    return nil
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x60 || byte == 0x5B || byte == 0x5D
  }

  /// Takes the values of the lines behind `COPY patients (…) FROM stdin`.
  func takeCopy(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0,
      let columns = columns(text, before: Int(scratch.tokens[index - 1].start))
    else { return }
    let judgements = judgements(columns)
    var start = scratch.tokens[index].end
    while start < text.count, text[start] != 0x0A { start += 1 }
    let options = Int(scratch.tokens[index].end)..<start
    let isCSV =
      options.count > 2
      && (options.lowerBound..<options.upperBound - 2)
        .contains { Token.hash(text, $0..<$0 + 3) == Self.csv }
    start += 1
    while start < text.count {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if text[start] == 0x5C, text.at(start + 1) == 0x2E { return }
      takeLine(text, start..<end, judgements, separator: isCSV ? 0x2C : 0x09, &scratch)
      start = end + 1
    }
  }

  private static let csv = Token.hash("csv")

  /// Takes the values of a row, and notes where its cells end.
  private func takeLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ judgements: [FieldJudgement],
    separator: UInt8,
    _ scratch: inout ScanScratch
  ) {
    var (start, column, isQuoted) = (line.lowerBound, 0, false)
    for place in line.lowerBound...line.upperBound {
      if place < line.upperBound {
        if separator == 0x2C, text[place] == 0x22 { isQuoted.toggle() }
        if isQuoted || text[place] != separator { continue }
      }
      let judgement = column < judgements.count ? judgements[column] : FieldJudgement()
      scratch.cells.append(DumpCell(end: place, isCode: judgement.verdict == .coded))
      var cell = start..<place
      if cell.count > 1, separator == 0x2C, text[start] == 0x22, text[place - 1] == 0x22 {
        cell = (start + 1)..<(place - 1)
      }
      if !cell.isEmpty, !Self.isAbsent(text, cell),
        case .identifier(let kind, let part) = judgement.verdict,
        var finding = engine.wholeValue(text.extracting(cell), kind, part)
      {
        finding.start += cell.lowerBound
        finding.end += cell.lowerBound
        scratch.cells[scratch.cells.count - 1].finding = finding
      }
      (start, column) = (place + 1, column + 1)
    }
  }

  /// Whether a cell says that there is no value: `\N`.
  private static func isAbsent(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    cell.count == 2 && text[cell.lowerBound] == 0x5C && text[cell.lowerBound + 1] == 0x4E
  }

  /// Cuts findings at the ends of cells, which nothing that is found may cross, and takes those of columns.
  func cutAtCells(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let cells = scratch.cells
    var kept: [Finding] = []
    for finding in scratch.found {
      var place = cells.firstIndex(notBelow: finding.start)
      if place == cells.count || cells[place].end >= finding.end {
        if place == cells.count || isOpen(cells[place], to: finding) { kept.append(finding) }
        continue
      }
      var start = finding.start
      while start < finding.end {
        let end = place < cells.count ? min(cells[place].end, finding.end) : finding.end
        var piece = finding
        (piece.start, piece.end) = Self.trimmed(text, start..<end)
        let isCode = place < cells.count && cells[place].isCode
        if piece.start < piece.end, !isCode, place == cells.count || isOpen(cells[place], to: piece)
        {
          kept.append(piece)
        }
        (start, place) = (end + 1, place + 1)
      }
    }
    scratch.found = kept + cells.compactMap(\.finding)
  }

  /// Whether something may be found in a cell: not in one that its column names, and no name or place
  /// among codes.
  private func isOpen(_ cell: DumpCell, to finding: Finding) -> Bool {
    if let whole = cell.finding, whole.start < finding.end { return false }
    return !cell.isCode || finding.kind != .name && finding.kind != .location
  }

  /// A piece of a cell without blanks around it; empty where it says that there is no value.
  private static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> (Int, Int) {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    if end - start == 1, text[start] == 0x4E, start > 0, text[start - 1] == 0x5C {
      return (end, end)
    }
    return isAbsent(text, start..<end) ? (end, end) : (start, end)
  }
}

/// A cell of a row of a database's dump.
struct DumpCell {
  /// The offset behind its last byte.
  var end: Int
  /// Whether its column holds codes.
  var isCode: Bool
  /// What it is by the name of its column.
  var finding: Finding?
}

extension [DumpCell] {
  /// The index of the first cell that does not end before an offset.
  fileprivate func firstIndex(notBelow offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
