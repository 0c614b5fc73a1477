import Vocabulary

/// Tells tables by their delimiters, and where they begin.
extension Sniffer {
  /// The beginning of a row, and how many of each delimiter stand in it.
  private typealias Row = (start: Int, counts: SIMD8<Int>)

  /// A table as one of the delimiters has it.
  private struct Candidate {
    /// What separates cells.
    var delimiter: UInt8
    /// Cells in rows that are alike: more are better.
    var score: Int
    /// Offset of its first row, behind what stands above it.
    var start: Int
    /// Whether it is made of sections.
    var isSectioned = false
    /// Whether its rows are of several types.
    var isTyped = false
  }

  /// What may separate cells; those behind the fourth do only below a header.
  private static let delimiters: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C, 0x5E, 0x7E, 0x24]
  private static let plainDelimiters = 4
  /// Those behind the fourth that do without a header, too, and how many each row then holds at least: `^` and `~`
  /// of what systems download, beside which a comma stands in names.
  private static let bareDelimiters = 6
  private static let bareCount = 4
  /// Delimiters, quotes and line ends.
  private static let cellMarks = ByteTable(delimiters + [0x22, 0x0A, 0x0D])
  /// The place of each delimiter in the list.
  private static let places: [Int] = (0...255)
    .map { byte in delimiters.firstIndex(of: UInt8(byte)) ?? 7 }
  /// Rows that are looked at, and those that may stand above a table.
  private static let rowsMax = 100
  private static let preambleRowsMax = 10

  /// A table, where a delimiter gives most rows the same number of cells.
  func table() -> SniffedFormat? {
    let isNamedTable = isNamed(".csv", ".tsv", ".psv", ".tab")
    var best: Candidate?
    let rows = rows()
    if !isNamedTable, isDump(rows) { return nil }
    if areTagged(rows.map { line(at: $0.start) }) { return nil }
    for place in Self.delimiters.indices {
      guard let found = candidate(rows, place, isNamedTable) else { continue }
      if found.score > best?.score ?? 0 { best = found }
    }
    if isNamedTable, best == nil { best = Candidate(delimiter: 0x2C, score: 0, start: 0) }
    guard let best else { return nil }
    var found = SniffedFormat(best.delimiter == 0x09 ? .tsv : .csv)
    found.delimiter = best.delimiter
    if best.start > 0 { found.layout.preambleLines = lines(before: best.start) }
    if best.isSectioned {
      found.layout.isSectioned = true
      return found
    }
    if best.isTyped {
      found.layout.isTyped = true
      return found
    }
    let reader = TableReader(delimiter: best.delimiter)
    let shape = TableShape(naming: naming, masked: masked)
    let first = reader.rows(head, from: best.start, isWhole: isWhole, count: TableShape.rowsMax)
    found.layout.headerRows = shape.headerRows(first)
    if found.layout.headerRows > 1 {
      found.hasHeader = true
      return found
    }
    let labels = shape.labels(first)
    found.layout.labelColumns = labels.columns
    found.layout.valueColumns = labels.values
    found.layout.isOfPerson = labels.isOfPerson
    if labels.columns.isEmpty {
      let rest = best.start > 0 ? Array(head[best.start...]) : head
      let isTitle = first.first.map(shape.isTitle) ?? false
      found.hasHeader =
        !isTitle && reader.namesColumns(rest, isWhole: isWhole, masked: masked)
        || first.first.map(shape.namesFields) ?? false
    } else {
      found.hasHeader = labels.hasHeader
    }
    return found
  }

  /// How statements of SQL begin that hold rows, and what follows that word.
  private static let statements = [
    ("insert", "into"), ("insert", "ignore"), ("replace", "into"), ("merge", "into"),
    ("update", "set"),
    ("delete", "from"),
  ]

  /// Whether one of the first lines is a statement of SQL, or two hold one or a message: as many commas as in the next
  /// one make no table of a dump or of a log, whose rows say themselves what their values are called.
  private func isDump(_ rows: [Row]) -> Bool {
    let holders = rows.prefix(Self.preambleRowsMax)
      .count { row in
        let line = line(at: row.start)
        return holdsStatement(line) || holdsMessage(line)
      }
    if holders > 1 { return true }
    let elements = rows.prefix(Self.preambleRowsMax).count { Self.isElement(line(at: $0.start)) }
    if elements > 1, elements * 2 > min(rows.count, Self.preambleRowsMax) { return true }
    return rows.prefix(Self.preambleRowsMax).contains { beginsStatement(line(at: $0.start)) }
  }

  /// Whether a line begins as a statement does that holds rows.
  private func beginsStatement(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.prefix(Self.statementBytesMax)
    guard let start = words.firstIndex(where: { $0 > 0x20 && $0 != 0x28 }) else { return false }
    let end = words[start...].firstIndex { $0 <= 0x20 || $0 == 0x28 } ?? words.endIndex
    return Self.statements.contains { first, second in
      Self.isWord(words[start..<end], first)
        && words[end...].split { $0 <= 0x20 || $0 == 0x28 }
          .contains { Self.isWord($0, second) }
    }
  }

  /// Whether bytes are a word of small letters, in whatever case.
  private static func isWord(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool {
    bytes.count == word.utf8.count && bytes.lazy.map(\.lowercased).elementsEqual(word.utf8)
  }

  /// Whether a line is an element of DICOM as tools print it: `(0010,0020) LO [48213]   # 6, 1 PatientID`.
  private static func isElement(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 }
    guard text.first == 0x28 else { return false }
    let tag = Array(text.prefix(12).filter { $0 != 0x20 })
    guard tag.count >= 11, tag[0] == 0x28, tag[5] == 0x2C, tag[10] == 0x29 else { return false }
    return (tag[1..<5] + tag[6..<10])
      .allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) }
  }

  /// Whether a statement of SQL stands somewhere in a line: `(0.002) INSERT INTO "pt" (…) VALUES (…)`.
  private func holdsStatement(_ line: ArraySlice<UInt8>) -> Bool {
    let line = line.prefix(Self.statementBytesMax)
    guard mayHoldStatement(line) else { return false }
    let words =
      line
      .split { $0 <= 0x20 || $0 == 0x28 || $0 == 0x22 || $0 == 0x3A }
    return zip(words, words.dropFirst())
      .contains { first, second in
        let first = String(decoding: first, as: UTF8.self)
        // In a line that holds more, statements are written in capitals, or are a whole one.
        return first == "INSERT" && second.elementsEqual("INTO".utf8)
          || first == "SELECT" && words.contains { $0.elementsEqual("FROM".utf8) }
          || first == "UPDATE" && words.contains { $0.elementsEqual("SET".utf8) }
      }
  }

  /// Whether two letters stand in a line with which `INSERT`, `SELECT` or `UPDATE` begins: lines are cut into words where
  /// they do.
  private func mayHoldStatement(_ line: ArraySlice<UInt8>) -> Bool {
    var place = line.startIndex
    while place < line.endIndex {
      place = head.first(of: 0x4E, 0x45, 0x50, 0x50, from: place, to: line.endIndex)
      if place > line.startIndex, place < line.endIndex {
        switch (line[place - 1], line[place]) {
        case (0x49, 0x4E), (0x53, 0x45), (0x55, 0x50): return true
        default: break
        }
      }
      place = min(place + 1, line.endIndex)
    }
    return false
  }

  /// Whether most of the first lines are sentences or lines of logs, in which as many commas stand by chance.
  ///
  /// `Lives at 12 Mill Rd, Troy, NY 12180`, `09:12:44,551 INFO patient Frost, June moved to ICU, bed 4`: a blank stands
  /// behind each comma that is no part of a number, and beside a word in small letters there is another one.
  private func isWritten(_ rows: [Row]) -> Bool {
    let lines = rows.prefix(Self.assigningRowsMax + 1)
    let written = lines.count { Self.isSentence(line(at: $0.start)) }
    guard written > 1, written * 2 > lines.count, let first = lines.first else { return false }
    // Columns may be named with blanks between them: `Last name, First name, Date of birth`.
    let reader = TableReader(delimiter: 0x2C)
    let cells = reader.rows(head, from: first.start, isWhole: isWhole, count: 1).first ?? []
    return !TableShape(naming: naming, masked: masked).isHeader(cells)
  }

  private static func isSentence(_ line: ArraySlice<UInt8>) -> Bool {
    var (isQuoted, joints, place) = (false, 0, line.startIndex)
    while place < line.endIndex {
      let byte = line[place]
      if byte == 0x22 { isQuoted.toggle() }
      if !isQuoted, byte == 0x2C {
        guard place + 1 < line.endIndex, place > line.startIndex else { return false }
        let isNumber = line[place - 1].isDigit && line[place + 1].isDigit
        if line[place + 1] == 0x20 { joints += 1 } else if !isNumber { return false }
      }
      place += 1
    }
    return joints > 0
      && line.split(separator: 0x2C)
        .contains { cell in
          let words = cell.split(separator: 0x20)
          return words.count > 2 && words.contains(where: isSmallWord)
        }
  }

  /// Whether a word of letters is written in small ones.
  private static func isSmallWord(_ word: ArraySlice<UInt8>) -> Bool {
    word.count > 1 && word.allSatisfy { $0.isLetter && !$0.isUppercase }
  }

  /// Whether a message of HL7 begins inside a line.
  private func holdsMessage(_ line: ArraySlice<UInt8>) -> Bool {
    head.first(of: "MSH|", from: line.startIndex, to: line.endIndex) < line.endIndex
  }

  /// Bytes of a statement's beginning that are looked at.
  private static let statementBytesMax = 200

  /// A table with a delimiter; nil where there is none.
  private func candidate(_ rows: [Row], _ place: Int, _ isNamedTable: Bool) -> Candidate? {
    guard rows.contains(where: { $0.counts[place] > 0 }) else { return nil }
    let delimiter = Self.delimiters[place]
    let isPlain = place < Self.plainDelimiters
    if isPlain, assigns(rows, delimiter) { return nil }
    if isPlain, !isNamedTable, isCode(rows) || delimiter == 0x2C && isWritten(rows) { return nil }
    if isPlain, let sections = sections(rows, place, isNamedTable) { return sections }
    if isPlain, areTyped(rows.map { ($0.start, $0.counts[place]) }, delimiter) {
      let cells = rows.reduce(0) { $0 + $1.counts[place] }
      return Candidate(
        delimiter: delimiter,
        score: cells,
        start: rows[0].start,
        isTyped: true
      )
    }
    let start = start(rows, place)
    if start.row > 0 || !isPlain && !isBare(rows, place) {
      guard start.isHeader || isPlain && start.isBehindComments && isNamedTable else { return nil }
    }
    let counts = rows[start.row...].map { $0.counts[place] }
    guard let first = counts.first, first > 0, counts.count >= (isNamedTable ? 1 : 3) else {
      return nil
    }
    let same = counts.count { $0 == first }
    let isEven = same * 10 >= counts.count * (isNamedTable ? 5 : 9)
    guard isEven, isNamedTable || first >= 2 || delimiter != 0x2C else { return nil }
    return Candidate(delimiter: delimiter, score: same * first, start: rows[start.row].start)
  }

  /// Whether a rare delimiter stands in every row as often, and often enough to be no chance.
  private func isBare(_ rows: [Row], _ place: Int) -> Bool {
    guard place < Self.bareDelimiters, let first = rows.first?.counts[place] else { return false }
    return first >= Self.bareCount && rows.count > 2
      && rows.allSatisfy { $0.counts[place] == first }
  }

  /// A document of sections with a delimiter; nil where it is none.
  private func sections(_ rows: [Row], _ place: Int, _ isNamedTable: Bool) -> Candidate? {
    let delimiter = Self.delimiters[place]
    let reader = TableReader(delimiter: delimiter)
    let shape = TableShape(naming: naming, masked: masked)
    let first = rows.prefix(TableShape.rowsMax)
      .compactMap { reader.rows(head, from: $0.start, isWhole: isWhole, count: 1).first }
    guard first.count > 2, let top = first.first else { return nil }
    let counts = rows.map { $0.counts[place] }
    let isTitled = isNamedTable && TableShape.isTitle(top) && TableShape.isPair(first[1])
    // Below a header and its row, which say whose the table is, stand rows of other widths.
    let isHeaded =
      isNamedTable && counts[0] > 1 && counts[0] == counts[1]
      && counts.count { $0 == counts[0] } * 2 < counts.count && shape.isHeader(top)
    guard isTitled || isHeaded || shape.beginSections(first) else { return nil }
    let cells = counts.reduce(0, +)
    return Candidate(delimiter: delimiter, score: cells, start: rows[0].start, isSectioned: true)
  }

  /// Whether most cells of the first rows give a value to a name.
  ///
  /// `@Last = N'Roe'`, `"last": "Roe"`, `last => 'Roe'`: calls, objects and logs with as many commas in each
  /// line are text.
  private func assigns(_ rows: [Row], _ delimiter: UInt8) -> Bool {
    let reader = TableReader(delimiter: delimiter)
    var (cells, assigning) = (0, 0)
    for row in rows.prefix(Self.assigningRowsMax) {
      for cell in reader.rows(head, from: row.start, isWhole: isWhole, count: 1).first ?? [] {
        guard let text = cell.text, !text.isEmpty else { continue }
        cells += 1
        if Self.assigns(text[...]) { assigning += 1 }
      }
    }
    return cells > 1 && assigning * 2 > cells
  }

  /// Whether the first rows are lines of a program, each with as many arguments: they end like a call or a tuple,
  /// in which there is a value in quotes.
  private func isCode(_ rows: [Row]) -> Bool {
    let lines = rows.prefix(Self.assigningRowsMax + 1).map { line(at: $0.start) }
    // `tribble(~surname, ~mrn, …`: the names of columns as R writes them.
    if lines.contains(where: Self.isOfFormulas) { return true }
    let calls = lines.count { line in
      guard let open = line.firstIndex(where: { $0 == 0x28 || $0 == 0x5B || $0 == 0x7B }) else {
        return false
      }
      let end = line.last { $0 > 0x20 && $0 != 0x2C && $0 != 0x3B }
      let isClosed = end == 0x29 || end == 0x5D || end == 0x7D
      return isClosed && line[open...].contains { $0 == 0x22 || $0 == 0x27 }
    }
    return calls > 1 && calls * 2 > lines.count
  }

  /// Whether all cells of a line are names behind a tilde.
  private static func isOfFormulas(_ line: ArraySlice<UInt8>) -> Bool {
    let cells = line.split(separator: 0x2C).map { $0.drop { $0 <= 0x20 } }.filter { !$0.isEmpty }
    return cells.count > 1
      && cells.allSatisfy { $0.first == 0x7E && $0.dropFirst().first?.isLetter == true }
  }

  /// The bytes of a line.
  private func line(at start: Int) -> ArraySlice<UInt8> {
    head[start..<head.first(of: 0x0A, 0x0D, 0x0A, 0x0D, from: start, to: head.count)]
  }

  /// Whether a cell gives a value to a name.
  private static func assigns(_ text: ArraySlice<UInt8>) -> Bool {
    guard let sign = text.firstIndex(where: { $0 == 0x3D || $0 == 0x3A }), sign > text.startIndex
    else { return false }
    let marks: [UInt8] = [0x20, 0x22, 0x27, 0x60]
    let before = text[..<sign].last { !marks.contains($0) }
    let behind = text[(sign + 1)...]
    guard before?.isLetter == true || before == 0x5F, !behind.starts(with: "//".utf8) else {
      return false
    }
    return behind.contains { $0.isAlphanumeric || $0 >= 0x80 || $0 == 0x5B }
  }

  /// Rows whose cells are looked at for such values.
  private static let assigningRowsMax = 4

  /// The row with which a table begins: the first one, unless comments, titles or groups of columns stand
  /// above one that names the columns.
  private func start(
    _ rows: [Row],
    _ place: Int
  ) -> (row: Int, isHeader: Bool, isBehindComments: Bool) {
    let reader = TableReader(delimiter: Self.delimiters[place])
    let shape = TableShape(naming: naming, masked: masked)
    let isPlain = place < Self.plainDelimiters
    func cells(_ row: Int) -> [TableShape.Cell] {
      reader.rows(head, from: rows[row].start, isWhole: isWhole, count: 1).first ?? []
    }
    var first = 0
    while first + 1 < min(rows.count, Self.preambleRowsMax), isAside(rows, first, place) {
      first += 1
    }
    if first + 1 < rows.count, rows[first].counts[place] > 0, Self.isCounted(cells(first)),
      shape.isHeader(cells(first + 1))
    {
      return (first + 1, true, false)
    }
    var filled = 0
    let rowsAbove = first..<min(rows.count, first + Self.preambleRowsMax)
    func isWidest(_ row: Int) -> Bool {
      rowsAbove.allSatisfy { rows[$0].counts[place] <= rows[row].counts[place] }
    }
    // A row that gives a value to a label is a title, however many cells it has.
    let isTitled =
      cells(first).contains(where: TableShape.givesValue) && !shape.isHeader(cells(first))
    for row in rowsAbove {
      let count = rows[row].counts[place]
      // Most tables begin with rows of as many cells, none of them empty.
      if row == first, isPlain, !isTitled, first == 0, count > 0, row + 1 < rows.count,
        rows[row + 1].counts[place] == count, isWidest(row),
        TableShape.filledCount(cells(row)) > count
      {
        return (row, false, false)
      }
      guard count > 0 else { continue }
      if row == first, isTitled { continue }
      let row = (number: row, cells: cells(row))
      let now = TableShape.filledCount(row.cells)
      if now > filled, shape.isHeader(row.cells) { return (row.number, true, row.number == first) }
      if now > filled, row.number > first, isWidest(row.number),
        shape.isHeader(
          row.cells,
          belowTitle: (row.number + 1..<rowsAbove.upperBound).lazy.map(cells)
        )
      {
        return (row.number, true, false)
      }
      // A row without an empty cell is no group of columns and no title.
      if now > count, row.number + 1 < rows.count, isWidest(row.number),
        rows[row.number + 1].counts[place] == count
      {
        break
      }
      filled = max(filled, now)
    }
    return (first, false, first > 0)
  }

  /// Whether the cells of a row are the numbers of its columns.
  private static func isCounted(_ cells: [TableShape.Cell]) -> Bool {
    let numbers = cells.compactMap { cell in
      cell.text.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    }
    guard numbers.count == cells.count, numbers.count > 1 else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 + 1 == $1 }
  }

  /// Whether a row says something of the table and is none of its rows: a comment with other cells than
  /// the row below, or the delimiter as Excel writes it.
  private func isAside(_ rows: [Row], _ row: Int, _ place: Int) -> Bool {
    let start = rows[row].start
    let separatorBytes = 5
    if has("sep=", at: start) || has("\"sep=", at: start) {
      return rows[row + 1].start - start <= separatorBytes + 4
    }
    return head[start] == 0x23 && rows[row].counts[place] != rows[row + 1].counts[place]
  }

  /// How many lines that are not empty stand before an offset.
  private func lines(before end: Int) -> Int {
    head[firstText..<end].split { $0 == 0x0A || $0 == 0x0D }.count
  }

  /// The offset behind a byte order mark.
  private var firstText: Int { head.holds("\u{FEFF}", at: 0) ? 3 : 0 }

  /// How many of each delimiter stand outside quotes in each of the first rows that are not empty.
  private func rows() -> [Row] {
    var rows: [Row] = []
    var (counts, isQuoted, rowStart) = (SIMD8<Int>.zero, false, firstText)
    var place = head.first(in: Self.cellMarks, from: 0, to: head.count)
    while place < head.count, rows.count < Self.rowsMax {
      switch head[place] {
      case 0x22: isQuoted.toggle()
      case _ where isQuoted: break
      case 0x0A, 0x0D:
        if place > rowStart { rows.append((rowStart, counts)) }
        (counts, rowStart) = (.zero, place + 1)
      case let byte: counts[Self.places[Int(byte)]] += 1
      }
      place = head.first(in: Self.cellMarks, from: place + 1, to: head.count)
    }
    if isWhole, rows.count < Self.rowsMax, rowStart < head.count {
      rows.append((rowStart, counts))
    }
    return rows
  }
}
