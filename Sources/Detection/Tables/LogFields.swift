import Vocabulary

/// Values whose names stand in another line: parts of a form as browsers send them, dumps of a program's arrays, and
/// logs of web servers whose columns a comment names.
///
/// ```
/// Content-Disposition: form-data; name="last_name"
///
/// Frost
///
/// ["last_name"]=>
/// string(5) "Frost"
///
/// #Fields: date time cs-username c-ip
/// ```
///
/// Sources: RFC 7578; PHP's `var_dump`; W3C, Extended Log File Format.
extension Scanner {
  /// Bytes of a text in which such lines are looked for, of a name and of a value.
  private static let logBytesMin = 24
  private static let fieldBytesMax = 64
  private static let logValueBytesMax = 256
  /// Columns of a log, at most.
  private static let logColumnsMax = 64
  /// What heads of logs are told by.
  static var logHead: UInt64 { Token.word("#fields") }

  /// Appends what other lines name to `scratch.found`.
  func findLogFields(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count >= Self.logBytesMin else { return }
    var columns = scratch.dump?.heads.last { $0.callee == Self.logHead }?.judgements ?? []
    var rows = FieldRows()
    findSerialized(text, &scratch)
    var start = 0
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      if line.isEmpty { continue }
      takeFieldLine(text, line, &rows, &scratch)
      switch text[line.lowerBound] {
      case 0x23:
        if let named = logColumns(text, line) {
          columns = named
          rows.cells += Self.words(text, line)
            .map { DumpCell(start: $0.lowerBound, end: $0.upperBound, content: .codes) }
        }
      case 0x43, 0x63:
        if start < text.count, let field = Self.formField(text, line) {
          let (name, blank) = (field, start..<text.lineEnd(from: start))
          guard Self.trimmed(text, blank).isEmpty, blank.upperBound < text.count else { continue }
          takeField(text, Self.lineAt(text, blank.upperBound + 1), name, &scratch)
          continue
        }
        fallthrough
      default:
        if let name = Self.dumpedKey(text, line), start < text.count {
          if let value = Self.dumpedValue(text, Self.lineAt(text, start)) {
            takeField(text, value, name, &scratch)
          }
        } else if !columns.isEmpty {
          takeLogRow(text, line, columns, &rows.cells)
        }
      }
    }
    join(rows.cells, &scratch)
  }

  /// The columns of a log that the text names, for texts behind it.
  func logHeads(_ text: Span<UInt8>) -> [RowHead] {
    var (start, found) = (0, [RowHead]())
    while start < text.count, found.isEmpty {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      if let columns = logColumns(text, line) {
        found.append(RowHead(judgements: columns, callee: Self.logHead))
      }
    }
    return found
  }

  private static func lineAt(_ text: Span<UInt8>, _ start: Int) -> Range<Int> {
    start < text.count ? trimmed(text, start..<text.lineEnd(from: start)) : text.count..<text.count
  }

  static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// Takes a value by the name of its field.
  func takeField(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ name: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    guard (1...Self.logValueBytesMax).contains(value.count) else { return }
    let label = String(decoding: name.map { text[$0] }, as: UTF8.self)
    let judgement = judge(FieldContext(name: label, column: 1))
    guard case .identifier(let kind, let part) = judgement.verdict,
      let finding = engine.wholeValue(text, at: value, kind, part)
    else { return }
    scratch.found.append(finding)
  }

  // MARK: Forms and dumps

  /// The name in the head of a form's part; nil for a line that is none.
  private static func formField(_ text: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    guard begins(text, line, "content-disposition:") else { return nil }
    let key = Array("name=\"".utf8)
    var index = line.lowerBound
    while index + key.count < line.upperBound {
      if key.indices.allSatisfy({ text[index + $0] | 0x20 == key[$0] | 0x20 }),
        text[index - 1] == 0x20
      {
        let first = index + key.count
        var end = first
        while end < line.upperBound, text[end] != 0x22 { end += 1 }
        return (1...fieldBytesMax).contains(end - first) ? first..<end : nil
      }
      index += 1
    }
    return nil
  }

  private static func begins(_ text: Span<UInt8>, _ line: Range<Int>, _ word: String) -> Bool {
    guard line.count > word.utf8.count else { return false }
    return zip(line, word.utf8).allSatisfy { text[$0] | 0x20 == $1 }
  }

  /// The key in a line `["last_name"]=>`; nil for others.
  private static func dumpedKey(_ text: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    let line = trimmed(text, line)
    guard line.count > 6, text[line.lowerBound] == 0x5B, text[line.lowerBound + 1] == 0x22,
      text[line.upperBound - 1] == 0x3E, text[line.upperBound - 2] == 0x3D
    else { return nil }
    let first = line.lowerBound + 2
    var end = first
    while end < line.upperBound, text[end] != 0x22 { end += 1 }
    return (1...fieldBytesMax).contains(end - first) ? first..<end : nil
  }

  /// The value in a line `string(5) "Frost"` or `int(48213)`; nil for others.
  private static func dumpedValue(_ text: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
    guard let open = line.first(where: { text[$0] == 0x28 }), open > line.lowerBound,
      (line.lowerBound..<open).allSatisfy({ text[$0].isLetter })
    else { return nil }
    if let quote = (open..<line.upperBound).first(where: { text[$0] == 0x22 }) {
      guard text[line.upperBound - 1] == 0x22, quote + 1 < line.upperBound - 1 else { return nil }
      return quote + 1..<line.upperBound - 1
    }
    return text[line.upperBound - 1] == 0x29 && open + 1 < line.upperBound - 1
      ? open + 1..<line.upperBound - 1 : nil
  }

  // MARK: Logs of web servers

  /// The columns that a line `#Fields: …` names; nil for others.
  private func logColumns(_ text: Span<UInt8>, _ line: Range<Int>) -> [FieldJudgement]? {
    guard Self.begins(text, line, "#fields:") else { return nil }
    let names = Self.words(text, line).dropFirst().prefix(Self.logColumnsMax)
    let fields = names.map { word in String(decoding: word.map { text[$0] }, as: UTF8.self) }
    var columns = judgements(fields)
    for (index, field) in fields.enumerated() where Self.logCodes.contains(field.lowercased()) {
      columns[index].verdict = .coded
    }
    return columns
  }

  /// Columns of logs that hold a time of day, a method, a number of a server's or a version.
  ///
  /// Source: W3C, Extended Log File Format; Microsoft, W3C logging.
  private static let logCodes: Set<String> = [
    "time", "cs-method", "s-port", "sc-status", "sc-substatus", "sc-win32-status", "sc-bytes",
    "cs-bytes", "time-taken", "cs-version", "s-sitename",
  ]

  /// Takes the cells of a row of a log, which has as many as there are columns: what is found in one ends with it, so
  /// that a copy's row has as many.
  private func takeLogRow(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ columns: [FieldJudgement],
    _ cells: inout [DumpCell]
  ) {
    let words = Self.words(text, line)
    guard words.count == columns.count else { return }
    for (word, column) in zip(words, columns) {
      var cell = DumpCell(
        start: word.lowerBound,
        end: word.upperBound,
        content: column.verdict == .coded ? .codes : .text
      )
      if case .identifier(let kind, let part) = column.verdict,
        word.count > 1 || text[word.lowerBound] != 0x2D
      {
        cell.finding = engine.wholeValue(text, at: word, kind, part)
      }
      cells.append(cell)
    }
  }

  /// What blanks hold apart in a line.
  private static func words(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    var (words, start) = ([Range<Int>](), line.lowerBound)
    for index in line.lowerBound...line.upperBound
    where index == line.upperBound || text[index] <= 0x20 {
      if index > start, words.count <= logColumnsMax { words.append(start..<index) }
      start = index + 1
    }
    return words
  }
}
