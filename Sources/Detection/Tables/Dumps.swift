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
  private static let createWordsMax = 6
  private static let schemaWordsMax = 3
  /// Words that begin a constraint instead of a column.
  private static let constraints = Engine.hashes(
    "primary foreign unique key constraint check index exclude fulltext spatial like period"
  )

  /// The same of this text.
  private func createdColumns(
    _ text: Span<UInt8>,
    before index: Int,
    _ scratch: borrowing ScanScratch
  ) -> [String]? {
    guard index > 1 else { return nil }
    let name = scratch.tokens[index - 1].hash
    for table in scratch.created.reversed() where table < index - 2 {
      let places = table + 1...min(table + Self.createWordsMax, index - 2)
      if let place = places.last(where: { scratch.tokens[$0].hash == name }) {
        return definedColumns(text, from: scratch.tokens[place].end)
      }
    }
    return nil
  }

  /// Notes where `CREATE TABLE` stands in a text.
  func noteTables(_ scratch: inout ScanScratch) {
    scratch.created.removeAll(keepingCapacity: true)
    for index in scratch.tokens.indices
    where scratch.tokens[index].hash == Self.table && scratch.created.count < Self.createdMax {
      // `CREATE TEMPORARY TABLE` and the like have a word or two between.
      let isCreated = (max(0, index - 2)..<index)
        .contains { scratch.tokens[$0].hash == Self.create }
      if isCreated { scratch.created.append(index) }
    }
  }

  /// Tables of a text that are remembered.
  private static let createdMax = 1_024

  /// The columns that `CREATE TABLE` gave the table whose name stands before a token, in this text or far
  /// before it.
  func tableColumns(
    _ text: Span<UInt8>,
    before index: Int,
    _ scratch: borrowing ScanScratch
  ) -> [String]? {
    if let columns = createdColumns(text, before: index, scratch) { return columns }
    guard index > 0, let tables = scratch.dump?.tables, !tables.isEmpty else { return nil }
    return tables[scratch.tokens[index - 1].hash]
  }

  /// The names of the columns in the brackets behind the name of a table.
  func definedColumns(_ text: Span<UInt8>, from offset: Int) -> [String]? {
    var position = offset
    while position < text.count, text[position] <= 0x20 || Self.isQuote(text[position]) {
      position += 1
    }
    guard text.at(position) == 0x28 else { return nil }
    position += 1
    var (depth, names, name) = (1, [String](), [UInt8]())
    var isDone = false
    var comment: Range<Int>?
    func take() {
      let word = String(decoding: name, as: UTF8.self)
      guard !name.isEmpty, !Self.constraints.contains(Token.hash(word)) else { return }
      names.append(comment.flatMap { said(text, $0, of: word) } ?? word)
      comment = nil
    }
    while position < text.count, names.count < Self.columnsMax {
      let byte = text[position]
      position += 1
      switch byte {
      case 0x27:
        let string = position..<definedStringEnd(text, position)
        position = min(text.count, string.upperBound + 1)
        if Self.isComment(text, before: string.lowerBound - 1) { comment = string }
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

  /// Where a string in a definition ends.
  private func definedStringEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, text[end] != 0x27 || text.at(end + 1) == 0x27 {
      end += text[end] == 0x27 || text[end] == 0x5C ? 2 : 1
    }
    return min(end, text.count)
  }

  /// Whether `COMMENT` stands before a string.
  ///
  /// Source: MySQL 8.4 Reference Manual, CREATE TABLE.
  private static func isComment(_ text: Span<UInt8>, before quote: Int) -> Bool {
    var end = quote
    while end > 0, text[end - 1] <= 0x20 || text[end - 1] == 0x3D { end -= 1 }
    return end > 7 && Token.hash(text, end - 7..<end) == comment
  }

  private static var comment: UInt64 { Token.word("comment") }

  /// What a comment says of a column whose name says nothing; nil where that does, or the comment does not.
  private func said(_ text: Span<UInt8>, _ comment: Range<Int>, of name: String) -> String? {
    guard comment.count <= Self.commentBytesMax, fields.known(name, engine: engine) == nil else {
      return nil
    }
    let words = String(decoding: comment.map { text[$0] }, as: UTF8.self)
    return fields.known(words, engine: engine) == nil ? nil : words
  }

  /// Bytes of a comment that names a field, at most.
  private static let commentBytesMax = 48

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x60 || byte == 0x5B || byte == 0x5D
  }

  /// Takes the values of the lines behind `COPY patients (…) FROM stdin`.
  func takeCopy(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 1 else { return }
    let columns =
      columns(text, before: Int(scratch.tokens[index - 1].start))
      ?? tableColumns(text, before: index - 1, scratch)
    var start = scratch.tokens[index].end
    while start < text.count, text[start] != 0x0A { start += 1 }
    let options = Int(scratch.tokens[index].end)..<start
    let isCSV =
      options.count > 2
      && (options.lowerBound..<options.upperBound - 2)
        .contains { Token.hash(text, $0..<$0 + 3) == Self.csv }
    let separator: UInt8 = isCSV ? 0x2C : 0x09
    var rows = OpenRows(columns: columns, form: .lines(separator: separator))
    rows.judgements = copied(text, from: start + 1, separator, named: columns)
    takeLines(text, from: start + 1, rows, &scratch)
  }

  /// What the names and the values of rows up to `\.` say of their columns; as many as are named, or as the first row
  /// has cells.
  func copied(
    _ text: Span<UInt8>,
    from offset: Int,
    _ separator: UInt8,
    named columns: [String]?
  ) -> [FieldJudgement] {
    var (start, samples) = (offset, columns.map(Self.samples) ?? [])
    // A line that began before the text has not all of its cells.
    if start > 0, start < text.count, text[start - 1] != 0x0A {
      start = text.lineEnd(from: start) + 1
    }
    while start < text.count, samples.first?.values.count ?? 0 < FieldSample.valuesMax {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      if text.at(line.lowerBound) == 0x5C, text.at(line.lowerBound + 1) == 0x2E { break }
      let cells = Self.separated(text, line, separator)
      if samples.isEmpty {
        samples = cells.indices.prefix(Self.columnsMax)
          .map { FieldSample(field: FieldContext(name: "", column: Int32($0 + 1))) }
      }
      guard cells.count == samples.count else { continue }
      for (index, cell) in cells.enumerated() where cell.count <= FieldSample.valueBytesMax {
        let isNothing = cell.isEmpty || Self.isAbsent(text, cell)
        if !isNothing { samples[index].values.append(cell.map { text[$0] }) }
      }
    }
    return voted(columns, samples)
  }

  /// Columns without values yet.
  static func samples(_ columns: [String]) -> [FieldSample] {
    columns.enumerated()
      .map { FieldSample(field: FieldContext(name: $0.element, column: Int32($0.offset + 1))) }
  }

  /// What the names of columns say, or else their values: accounts below `handler`.
  func voted(_ columns: [String]?, _ samples: [FieldSample]) -> [FieldJudgement] {
    var inner = ScanScratch()
    let judged = judge(samples, scratch: &inner)
    guard let columns else { return judged }
    let named = judgements(columns)
    return named.indices.map { index in
      let isOpen = named[index].verdict == .text && !named[index].isBare
      return isOpen && index < judged.count && judged[index].isVoted ? judged[index] : named[index]
    }
  }

  /// Takes the values of lines up to `\.`, from where `rows` says that the text stands.
  func takeLines(
    _ text: Span<UInt8>,
    from offset: Int,
    _ rows: OpenRows,
    _ scratch: inout ScanScratch
  ) {
    var (start, rows) = (offset, rows)
    while start < text.count {
      var (end, isQuoted) = (start, rows.isQuoted)
      while end < text.count, isQuoted || text[end] != 0x0A {
        if rows.form == .lines(separator: 0x2C), text[end] == 0x22 { isQuoted.toggle() }
        end += 1
      }
      if rows.column == 0, text[start] == 0x5C, text.at(start + 1) == 0x2E { return }
      takeLine(text, start..<end, rows, &scratch)
      (start, rows.column, rows.isQuoted) = (end + 1, 0, false)
    }
  }

  private static var csv: UInt64 { Token.word("csv") }

  /// Takes the values of a row, and notes where its cells end.
  private func takeLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ rows: OpenRows,
    _ scratch: inout ScanScratch
  ) {
    let isCSV = rows.form == .lines(separator: 0x2C)
    // A row has as many cells as there are columns; what has not is text, whatever stands above it.
    guard rows.column + cellCount(text, line, rows) == rows.judgements.count else { return }
    var (start, column, isQuoted) = (line.lowerBound, rows.column, rows.isQuoted)
    for place in line.lowerBound...line.upperBound {
      if place < line.upperBound {
        if isCSV, text[place] == 0x22 { isQuoted.toggle() }
        if isQuoted || text[place] != (isCSV ? 0x2C : 0x09) { continue }
      }
      let judgement = column < rows.judgements.count ? rows.judgements[column] : FieldJudgement()
      scratch.cells.append(
        DumpCell(start: start, end: place, content: judgement.verdict == .coded ? .codes : .text)
      )
      var cell = start..<place
      if isCSV, cell.count > 1, text[start] == 0x22, text[place - 1] == 0x22 {
        cell = (start + 1)..<(place - 1)
      }
      if !cell.isEmpty, !Self.isAbsent(text, cell),
        case .identifier(let kind, let part) = judgement.verdict,
        var finding = engine.wholeValue(text.extracting(cell), kind, part),
        !isThing(text, cell, judgement), !isNobodyThere(text.extracting(cell), judgement)
      {
        finding.start += cell.lowerBound
        finding.end += cell.lowerBound
        scratch.cells[scratch.cells.count - 1].finding = finding
      }
      (start, column) = (place + 1, column + 1)
    }
  }

  /// The cells of a line, the one in which it begins among them.
  private func cellCount(_ text: Span<UInt8>, _ line: Range<Int>, _ rows: OpenRows) -> Int {
    let isCSV = rows.form == .lines(separator: 0x2C)
    var (count, isQuoted) = (1, rows.isQuoted)
    for place in line {
      if isCSV, text[place] == 0x22 { isQuoted.toggle() }
      if !isQuoted, text[place] == (isCSV ? 0x2C : 0x09) { count += 1 }
    }
    return count
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
      var place = cells.firstIndex(behind: finding.start)
      guard place < cells.count, cells[place].start < finding.end else {
        kept.append(finding)
        continue
      }
      if isOfMarks(text, finding, cells, from: place) { continue }
      if cells[place].start <= finding.start, finding.end <= cells[place].end {
        if isOpen(cells[place], to: finding) { kept.append(finding) }
        continue
      }
      var rest = finding.start
      while place < cells.count, cells[place].start < finding.end {
        let cell = cells[place]
        place += 1
        keep(text, rest..<max(rest, cell.start), of: finding, in: &kept)
        rest = max(rest, cell.end)
        var piece = finding
        let range = max(cell.start, finding.start)..<min(cell.end, finding.end)
        (piece.start, piece.end) = Self.trimmed(text, range)
        if piece.start < piece.end, cell.content == .text,
          Self.canBe(finding, text, piece.start..<piece.end),
          isOpen(cell, to: piece)
        {
          kept.append(piece)
        }
      }
      keep(text, rest..<max(rest, finding.end), of: finding, in: &kept)
    }
    scratch.found = kept + cells.compactMap(\.finding)
  }

  /// Whether what a cell holds of a finding that goes over its end may be a part of that: of a name no number is one,
  /// of a place none with fewer digits than a ZIP code, and a day ends with its cell.
  private static func canBe(_ finding: Finding, _ text: Span<UInt8>, _ piece: Range<Int>) -> Bool {
    let hasLetter = piece.contains { text[$0].isLetter || text[$0] >= 0x80 }
    switch finding.kind {
    case .name: return hasLetter
    case .location: return hasLetter || piece.count >= 5
    case .date: return piece.count >= 6
    default: return true
    }
  }

  /// Whether a finding takes a mark for a name or a place: it begins in one, and has no more than a word behind it.
  private func isOfMarks(
    _ text: Span<UInt8>,
    _ finding: Finding,
    _ cells: [DumpCell],
    from place: Int
  ) -> Bool {
    guard finding.kind == .name || finding.kind == .location else { return false }
    return cells[place].content == .mark && cells[place].start <= finding.start
      && !text.extracting(cells[place].end..<max(cells[place].end, finding.end)).holds(0x20)
  }

  /// Keeps what a finding holds outside of cells: words in front of a row and behind it.
  private func keep(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    of finding: Finding,
    in kept: inout [Finding]
  ) {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, !text.isWordByte(start) { start += 1 }
    while end > start, !text.isWordByte(end - 1) { end -= 1 }
    guard end - start >= Self.restBytesMin else { return }
    var piece = finding
    (piece.start, piece.end) = (start, end)
    kept.append(piece)
  }

  /// Bytes of what is kept outside of cells, at least: `N` before a string is none.
  private static let restBytesMin = 2

  /// Whether something may be found in a cell: not in one that its column names, and no name or place
  /// among codes.
  private func isOpen(_ cell: DumpCell, to finding: Finding) -> Bool {
    if let whole = cell.finding, whole.start < finding.end { return false }
    return switch cell.content {
    case .text: true
    case .codes, .mark: finding.kind != .name && finding.kind != .location
    case .closed: false
    }
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
  /// The offset of its first byte.
  var start: Int
  /// The offset behind its last byte.
  var end: Int
  /// What may be found in it.
  var content: Content
  /// What it is by the name of its column.
  var finding: Finding?

  /// What may be found in a cell.
  enum Content: Sendable {
    /// Anything.
    case text
    /// Numbers and the like, no names and no places: its column holds codes, or it names columns itself.
    case codes
    /// The same, and no name and no place begins in it: the mark of an element.
    case mark
    /// Nothing: a place or a width in a definition, a measurement.
    case closed
  }
}

extension [DumpCell] {
  /// Whether one of them lies over a range.
  func overlap(_ range: Range<Int>) -> Bool {
    let place = firstIndex(behind: range.lowerBound)
    return place < count && self[place].start < range.upperBound
  }

  /// The index of the first cell that ends behind an offset.
  fileprivate func firstIndex(behind offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
