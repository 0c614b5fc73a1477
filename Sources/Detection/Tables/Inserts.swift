import Vocabulary

/// Rows of SQL in text: `INSERT INTO patients (last_name, dob) VALUES ('…', '…'), …`.
///
/// A value is judged by the name of its column, as in a table; where the statement does not name them, by
/// those that `CREATE TABLE` gave them before. Lines behind `COPY patients (…) FROM stdin` are rows, too.
extension Scanner {
  /// Bytes of a list of columns at most.
  private static let columnBytesMax = 2_048
  /// Bytes of a value that its column may judge; a longer one is text.
  private static let valueBytesMax = 1_024
  /// Digits of a ZIP code.
  private static let zipDigits = 5
  /// Columns of a row at most.
  static let columnsMax = 256

  /// Appends the values of rows whose columns hold identifiers to `scratch.found`.
  func findInserts(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var statements: [InsertedRows] = []
    for index in scratch.tokens.indices where engine.isWord(index, .insertValues, scratch) {
      let token = scratch.tokens[index]
      guard token.hash == Self.values || token.hash == Self.stdin else { continue }
      // What was begun before the text is followed from there on.
      if let dump = scratch.dump, token.start < dump.offset { continue }
      if token.hash == Self.stdin {
        takeCopy(text, index, &scratch)
        continue
      }
      let columns =
        columns(text, before: Int(token.start)) ?? tableColumns(text, before: index, scratch)
      let statement = max(0, Int(token.start) - Self.columnBytesMax)..<Int(token.start)
      let isEscaped = statement.contains { text[$0] == 0x60 }
      let name = index > 0 ? String(scratch.tokens[index - 1].hash) : ""
      statements.append(
        InsertedRows(
          table: columns ?? [name],
          offset: token.end,
          rows: OpenRows(columns: columns, form: .brackets(escapes: isEscaped))
        )
      )
    }
    take(text, statements, &scratch)
  }

  /// A statement's rows in a text.
  private struct InsertedRows {
    /// What tells the table: the names of its columns, or its own.
    var table: [String]
    /// Where the rows begin.
    var offset: Int
    var rows: OpenRows
  }

  /// Takes the values of rows, which are judged by the names of their columns, and as a table's where nobody names
  /// them or a name says nothing.
  private func take(
    _ text: Span<UInt8>,
    _ statements: [InsertedRows],
    _ scratch: inout ScanScratch
  ) {
    var samples: [[String]: [FieldSample]] = [:]
    for statement in statements {
      let columns = samples[statement.table] ?? statement.rows.columns.map(Self.samples) ?? []
      samples[statement.table] = sampled(text, statement, into: columns)
    }
    var judgements: [[String]: [FieldJudgement]] = [:]
    for statement in statements {
      var rows = statement.rows
      rows.judgements =
        judgements[statement.table] ?? voted(rows.columns, samples[statement.table] ?? [])
      judgements[statement.table] = rows.judgements
      takeRows(text, from: statement.offset, rows, &scratch)
    }
    scratch.cells.sort { $0.start < $1.start }
  }

  /// Columns with the values of a statement's rows; of those that nobody names as many as the rows have.
  private func sampled(
    _ text: Span<UInt8>,
    _ statement: InsertedRows,
    into columns: [FieldSample]
  ) -> [FieldSample] {
    var columns = columns
    walk(text, from: statement.offset, statement.rows) { column, value in
      while statement.rows.columns == nil, columns.count <= column, column < Self.columnsMax {
        columns.append(
          FieldSample(field: FieldContext(name: "", column: Int32(columns.count + 1)))
        )
      }
      guard column < columns.count, (1...FieldSample.valueBytesMax).contains(value.count),
        columns[column].values.count < FieldSample.valuesMax, !isNull(text, value)
      else { return }
      columns[column].values.append(value.map { text[$0] })
    }
    return columns
  }

  /// Takes the values of the rows among which the text begins.
  func takeOpenRows(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard let dump = scratch.dump, var rows = dump.rows else { return }
    switch rows.form {
    case .lines(let separator):
      rows.judgements = copied(text, from: dump.offset, separator, named: rows.columns)
      takeLines(text, from: dump.offset, rows, &scratch)
    case .brackets:
      let statement = InsertedRows(table: [], offset: dump.offset, rows: rows)
      let columns = rows.columns.map(Self.samples) ?? []
      rows.judgements = voted(rows.columns, sampled(text, statement, into: columns))
      takeRows(text, from: dump.offset, rows, &scratch)
    }
  }

  /// What the names of columns say.
  func judgements(_ columns: [String]) -> [FieldJudgement] {
    var judgements = columns.enumerated()
      .map { judge(FieldContext(name: $0.element, column: Int32($0.offset + 1))) }
    for index in Self.bareNames(Self.samples(columns), judgements) {
      judgements[index].isBare = true
    }
    // A chart is a number where persons stand beside it, else anything.
    if judgements.contains(where: { $0.kind == .name }) {
      for (index, column) in columns.enumerated()
      where judgements[index].verdict == .text && FieldNames.words(column).last == "chart" {
        judgements[index].verdict = .identifier(.mrn, .none)
      }
    }
    return judgements
  }

  /// The names in the brackets right before an offset; nil where there are none.
  func columns(_ text: Span<UInt8>, before offset: Int) -> [String]? {
    var end = offset - 1
    while end > 0, text[end] <= 0x20 { end -= 1 }
    guard end > 0, text[end] == 0x29 else { return nil }
    var start = end - 1
    while start > 0, end - start < Self.columnBytesMax, text[start] != 0x28 {
      guard text[start] != 0x29, text[start] != 0x3B else { return nil }
      start -= 1
    }
    guard start > 0, text[start] == 0x28 else { return nil }
    var names: [String] = []
    var name: [UInt8] = []
    for position in (start + 1)...end {
      let byte = text[position]
      if byte == 0x2C || byte == 0x29 {
        names.append(String(decoding: name, as: UTF8.self))
        name.removeAll()
        guard names.count <= Self.columnsMax else { return nil }
      } else if byte > 0x20, byte != 0x22, byte != 0x60, byte != 0x5B, byte != 0x5D {
        name.append(byte)
      }
    }
    return names
  }

  /// Takes the values of rows in brackets, from where `rows` says that the text stands.
  private func takeRows(
    _ text: Span<UInt8>,
    from offset: Int,
    _ rows: OpenRows,
    _ scratch: inout ScanScratch
  ) {
    walk(text, from: offset, rows) { column, value in
      // What does not end, or late, may be anything: a quote that is missing is no reason to take the rest.
      guard value.count <= Self.valueBytesMax else { return }
      let judgement = column < rows.judgements.count ? rows.judgements[column] : FieldJudgement()
      // Codes stay where rules leave them; a bracket that does not close is no reason to leave names. A state is
      // no part of the town beside it.
      let isState =
        judgement.verdict == .coded && value.count == 2
        && States.codes(Token.hash(text, value)) != 0
      // Nor is a count a part of the address.
      let isCount =
        !judgement.isIdentifier && value.count < Self.zipDigits
        && value.allSatisfy { text[$0].isDigit }
      var cell = DumpCell(
        start: value.lowerBound,
        end: value.upperBound,
        content: isState || isCount ? .codes : .text
      )
      if !value.isEmpty, case .identifier(let kind, let part) = judgement.verdict,
        var finding = engine.wholeValue(text.extracting(value), kind, part),
        !isNull(text, value), !isThing(text, value, judgement),
        !isNobodyThere(text.extracting(value), judgement)
      {
        finding.start += value.lowerBound
        finding.end += value.lowerBound
        cell.finding = finding
      }
      scratch.cells.append(cell)
    }
  }

  /// Walks the values of rows in brackets, from where `rows` says that the text stands.
  ///
  /// `take`: receives the column, from 0, and the value without its quotes.
  private func walk(
    _ text: Span<UInt8>,
    from offset: Int,
    _ rows: OpenRows,
    _ take: (Int, Range<Int>) -> Void
  ) {
    var (index, column) = (offset, rows.column)
    let escapes = rows.form == .brackets(escapes: true)
    if rows.isQuoted {
      let end = stringEnd(text, from: index, escapes: escapes)
      take(column, index..<end)
      index = end + 1
    }
    var isInside = rows.depth > 0
    while true {
      if !isInside {
        guard let open = skip(text, index, separators: [0x2C]), text[open] == 0x28 else { return }
        (index, column) = (open + 1, 0)
      }
      isInside = false
      while index < text.count, text[index] != 0x29 {
        while index < text.count, text[index] <= 0x20 { index += 1 }
        if text.at(index) == 0x2C {
          column += 1
          index += 1
          continue
        }
        guard let value = value(text, &index, escapes: escapes) else { return }
        take(column, value)
        while index < text.count, text[index] <= 0x20 { index += 1 }
      }
      guard index < text.count else { return }
      index += 1
    }
  }

  /// The first byte that is neither white space nor a separator; nil at the end.
  private func skip(_ text: Span<UInt8>, _ start: Int, separators: [UInt8]) -> Int? {
    var index = start
    while index < text.count, text[index] <= 0x20 || separators.contains(text[index]) { index += 1 }
    return index < text.count ? index : nil
  }

  /// Bytes of what is no string in a row, at most.
  private static let expressionBytesMax = 4_096

  /// The bytes of the literal at `index`, without quotes, and `index` behind it; nil where it does
  /// not end.
  private func value(_ text: Span<UInt8>, _ index: inout Int, escapes: Bool) -> Range<Int>? {
    while index < text.count, text[index] <= 0x20 { index += 1 }
    if text.at(index + 1) == 0x27, text.at(index).isLetter { index += 1 }
    guard text.at(index) == 0x27 else {
      let start = index
      var depth = 0
      while index < text.count, index - start <= Self.expressionBytesMax,
        depth > 0 || text[index] != 0x2C && text[index] != 0x29
      {
        if text[index] == 0x28 { depth += 1 }
        if text[index] == 0x29 { depth -= 1 }
        index += 1
      }
      return depth == 0 ? start..<index : nil
    }
    let start = index + 1
    let end = stringEnd(text, from: start, escapes: escapes)
    index = min(text.count, end + 1)
    return start..<end
  }

  /// Where the quote stands that ends a string, or the end of the text.
  ///
  /// `escapes`: whether a backslash speaks of the next byte. A string that goes on behind the text is
  /// taken as far as it is seen.
  private func stringEnd(_ text: Span<UInt8>, from start: Int, escapes: Bool) -> Int {
    var index = start
    while index < text.count {
      if escapes, text[index] == 0x5C {
        index += 2
        continue
      }
      if text[index] == 0x27 {
        guard text.at(index + 1) == 0x27 else { break }
        index += 1
      }
      index += 1
    }
    return min(index, text.count)
  }

  /// Whether a value is `NULL`, a variable, a function's call or a place to which one is bound: `?`, `$1`, `:mrn`, `%s`.
  private func isNull(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch text.at(range.lowerBound) {
    case 0x40: return true
    case 0x3F, 0x24, 0x3A, 0x25: if text.at(range.lowerBound - 1) != 0x27 { return true }
    default: if text.at(range.upperBound - 1) == 0x29 { return true }
    }
    return Token.hash(text, range) == Self.null
  }

  private static var null: UInt64 { Token.word("null") }
  /// The word `stdin`.
  static var stdin: UInt64 { Token.word("stdin") }
  /// The word `create`.
  static var create: UInt64 { Token.word("create") }
  /// The word `table`.
  static var table: UInt64 { Token.word("table") }
  static var values: UInt64 { Token.word("values") }
}
