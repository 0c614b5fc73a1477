import Vocabulary

/// Rows of SQL in text: `INSERT INTO patients (last_name, dob) VALUES ('…', '…'), …`.
///
/// A value is judged by the name of its column, as in a table; where the statement does not name them, by
/// those that `CREATE TABLE` gave them before. Lines behind `COPY patients (…) FROM stdin` are rows, too.
extension Scanner {
  /// Bytes of a list of columns at most.
  private static let columnBytesMax = 2_048
  /// Columns of a row at most.
  static let columnsMax = 256

  /// Appends the values of rows whose columns hold identifiers to `scratch.found`.
  func findInserts(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.tokens.indices where engine.isWord(index, .insertValues, scratch) {
      let token = scratch.tokens[index]
      if token.hash == Self.stdin {
        takeCopy(text, index, &scratch)
        continue
      }
      let columns =
        columns(text, before: Int(token.start)) ?? createdColumns(text, before: index, scratch)
      guard let columns else { continue }
      takeRows(text, from: token.end, judgements(columns), &scratch)
    }
  }

  /// What the names of columns say.
  func judgements(_ columns: [String]) -> [FieldJudgement] {
    columns.enumerated()
      .map { judge(FieldContext(name: $0.element, column: Int32($0.offset + 1))) }
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

  /// Walks rows in brackets and takes their values.
  private func takeRows(
    _ text: Span<UInt8>,
    from offset: Int,
    _ judgements: [FieldJudgement],
    _ scratch: inout ScanScratch
  ) {
    var index = offset
    while let open = skip(text, index, separators: [0x2C]), text[open] == 0x28 {
      index = open + 1
      var column = 0
      while index < text.count, text[index] != 0x29 {
        guard let value = value(text, &index) else { return }
        if column < judgements.count, !value.isEmpty,
          case .identifier(let kind, let part) = judgements[column].verdict,
          var finding = engine.wholeValue(text.extracting(value), kind, part),
          !isNull(text, value)
        {
          finding.start += value.lowerBound
          finding.end += value.lowerBound
          scratch.found.append(finding)
        }
        while index < text.count, text[index] <= 0x20 { index += 1 }
        if text.at(index) == 0x2C {
          column += 1
          index += 1
        }
      }
      index += 1
    }
  }

  /// The first byte that is neither white space nor a separator; nil at the end.
  private func skip(_ text: Span<UInt8>, _ start: Int, separators: [UInt8]) -> Int? {
    var index = start
    while index < text.count, text[index] <= 0x20 || separators.contains(text[index]) { index += 1 }
    return index < text.count ? index : nil
  }

  /// The bytes of the literal at `index`, without quotes, and `index` behind it; nil where it does
  /// not end.
  private func value(_ text: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
    while index < text.count, text[index] <= 0x20 { index += 1 }
    if text.at(index + 1) == 0x27, text.at(index).isLetter { index += 1 }
    guard text.at(index) == 0x27 else {
      let start = index
      var depth = 0
      while index < text.count, depth > 0 || text[index] != 0x2C && text[index] != 0x29 {
        if text[index] == 0x28 { depth += 1 }
        if text[index] == 0x29 { depth -= 1 }
        index += 1
      }
      return depth == 0 ? start..<index : nil
    }
    let start = index + 1
    index = start
    while index < text.count {
      if text[index] == 0x27 {
        guard text.at(index + 1) == 0x27 else { break }
        index += 1
      }
      index += 1
    }
    guard index < text.count else { return nil }
    index += 1
    return start..<(index - 1)
  }

  /// Whether a value is `NULL`, a variable or a function's call.
  private func isNull(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if text.at(range.lowerBound) == 0x40 || text.at(range.upperBound - 1) == 0x29 { return true }
    return Token.hash(text, range) == Self.null
  }

  private static let null = Token.hash("null")
  static let (stdin, create, table) = (
    Token.hash("stdin"), Token.hash("create"), Token.hash("table")
  )
}
