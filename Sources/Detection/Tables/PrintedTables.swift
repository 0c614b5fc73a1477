import CScan
import Vocabulary

/// Tables printed into text by a database's console or written in Markdown: a line of names, a line of
/// dashes, rows of values between strokes.
///
/// ```
///  member_id   | dob
/// -------------+------------
///  W8841207-01 | 1961-05-09
/// ```
///
/// A value is judged by the name of its column, as in a file of comma-separated values. Without the line of
/// dashes only accounts and passwords are, unless several cells name fields of persons: else a stroke may be
/// anything. Rows of LaTeX (`a & b \\\\`) and headers of wikis (`||a||b||`, `! a !! b`) are read as well.
extension Scanner {
  /// Bytes of a text at least, of a line and columns at most.
  private static let tableBytesMin = 24
  private static let lineBytesMax = 4_096
  private static let printedColumnsMax = 64

  /// A printed column that holds identifiers.
  fileprivate struct PrintedColumn: Sendable {
    /// Of which kind.
    var kind: IdentifierKind
    /// Of which part of a place.
    var part = LocationPart.none
    /// Whether nothing but its name says so: cells that are no ordinary words count.
    var isNamedAlone = false
    /// Whether its name may be that of persons: cells that are called like one count.
    var isPerhaps = false
  }

  /// The table among whose rows a text begins or ends: what its columns hold.
  struct PrintedHead: Sendable {
    /// Its columns; none where the text stands outside of tables.
    fileprivate var columns: [PrintedColumn?] = []
    /// Whether two strokes part its cells.
    fileprivate var isPaired = false
    /// Whether there is such a table.
    var isOpen: Bool { !columns.isEmpty }
  }

  /// Appends the values of printed columns that hold identifiers to `scratch.found`.
  func findPrintedTables(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count >= Self.tableBytesMin, holdsStroke(text) else { return }
    let known = scratch.cells.count
    _ = eachPrintedRow(text, scratch.dump?.printed ?? PrintedHead()) { line, head in
      takeCells(text, line, head.columns, isPaired: head.isPaired, &scratch)
    }
    if known > 0, scratch.cells.count > known { scratch.cells.sort { $0.start < $1.start } }
  }

  /// The table among whose rows a text ends.
  func printedHead(_ text: Span<UInt8>) -> PrintedHead {
    guard text.count >= Self.tableBytesMin, holdsStroke(text) else { return PrintedHead() }
    return eachPrintedRow(text, PrintedHead()) { _, _ in }
  }

  /// Hands on each row of printed tables with what their columns hold.
  ///
  /// `before`: the table among whose rows the text begins.
  /// - Returns: the one among whose rows it ends.
  private func eachPrintedRow(
    _ text: Span<UInt8>,
    _ before: PrintedHead,
    _ take: (Range<Int>, PrintedHead) -> Void
  ) -> PrintedHead {
    var header = 0..<0
    var (start, head) = (0, before)
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      // What is cut off says nothing of a table.
      let isCut = line.upperBound == text.count
      if isRuler(text, line) {
        // What stands between two rulers may be the names or a row.
        // In the rows of a table a town called Mobile is no column's name.
        if !header.isEmpty, head.columns.isEmpty || namesFields(text, header) {
          head = PrintedHead(columns: self.columns(text, header, isRuled: true))
        }
        header = 0..<0
      } else if line.count <= Self.lineBytesMax, isRow(text, line) {
        if !head.columns.isEmpty {
          take(line, head)
        } else if header.isEmpty || text[line.lowerBound] == 0x21 {
          head.columns = self.columns(text, line, isRuled: namesFields(text, line))
          head.isPaired = text[line.lowerBound] == 0x21
        }
        header = line
      } else if !head.columns.isEmpty, isCut || isBetweenRows(text, line) {
        continue
      } else {
        header = 0..<0
        head.columns = []
      }
    }
    return head
  }

  /// Whether a text holds what parts the cells of a row.
  private func holdsStroke(_ text: Span<UInt8>) -> Bool {
    holds(0x7C, text) || holds(0x26, text)
  }

  private func holds(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe phigate_find_byte(bytes.baseAddress, bytes.count, Int32(byte)) < bytes.count
    }
  }

  /// Whether a line is a row.
  private func isRow(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    text.at(line.lowerBound) == 0x21 && line.count > 3
      || holds(0x7C, text.extracting(line)) || isLaTeX(text, line)
  }

  /// Whether a line is a row of LaTeX: it ends with two backslashes.
  private func isLaTeX(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let bounds = trimmed(text, line)
    return bounds.count > 4 && text[bounds.upperBound - 1] == 0x5C
      && text[bounds.upperBound - 2] == 0x5C && holds(0x26, text.extracting(bounds))
  }

  /// Whether a line parts rows: `\hline`, `|-`.
  private func isBetweenRows(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let bounds = trimmed(text, line)
    return text.at(bounds.lowerBound) == 0x5C && bounds.count <= Self.ruleBytesMax
  }

  /// Bytes of a command that draws a line, at most.
  private static let ruleBytesMax = 16

  /// Whether cells of a line name fields beyond doubt: all begin with letters, a third are names of fields, two
  /// are of what identifies, and one of those of a person.
  private func namesFields(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var (cells, known, identifying, isOfPerson, isPlain) = (0, 0, 0, false, true)
    eachCell(text, line) { _, cell in
      guard isPlain, !cell.isEmpty else { return }
      cells += 1
      guard text[cell.lowerBound].isLetter, cell.count <= Self.headBytesMax else {
        isPlain = false
        return
      }
      switch namedField(cell.map { text[$0] }[...]) {
      case .unknown: break
      case .code: known += 1
      case .identifier:
        known += 1
        identifying += 1
      case .person:
        known += 1
        identifying += 1
        isOfPerson = true
      }
    }
    return isPlain && isOfPerson && identifying > 1 && known * 3 >= cells
  }

  /// Bytes of the name of a column, at most.
  private static let headBytesMax = 48

  /// Whether a line is nothing but dashes and what crosses them: `---+---`, `|:--|--:|`.
  private func isRuler(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var (dashes, crosses) = (0, 0)
    for index in line {
      switch text[index] {
      case 0x2D, 0x3D: dashes += 1
      case 0x2B, 0x7C: crosses += 1
      case 0x3A, 0x20, 0x09, 0x0D: break
      default: return false
      }
    }
    return dashes >= 3 && crosses >= 1
  }

  /// What the names of a header say of their columns; empty where none is one of an identifier.
  private func columns(
    _ text: Span<UInt8>,
    _ header: Range<Int>,
    isRuled: Bool
  ) -> [PrintedColumn?] {
    var columns: [PrintedColumn?] = []
    eachCell(text, header) { number, cell in
      columns.append(
        (isRuled ? judged(text, cell, number) : nil) ?? named(Token.hash(text, cell))
      )
    }
    return columns.contains { $0 != nil } ? columns : []
  }

  /// What the name of a field says of a column.
  private func judged(_ text: Span<UInt8>, _ cell: Range<Int>, _ number: Int) -> PrintedColumn? {
    // Names that blanks hold apart between two strokes are those of a frame.
    if cell.contains(where: { text[$0] == 0x20 && text[$0 - 1] == 0x20 }) { return nil }
    let name = String(decoding: cell.map { text[$0] }, as: UTF8.self)
    let judgement = judge(FieldContext(name: name, column: Int32(number + 1)))
    guard case .identifier(let kind, let part) = judgement.verdict else {
      return Self.mayBePersons(name) ? PrintedColumn(kind: .name, isPerhaps: true) : nil
    }
    return PrintedColumn(kind: kind, part: part)
  }

  /// What a word for accounts or passwords says of a column; a column of codes is one of products.
  private func named(_ hash: UInt64) -> PrintedColumn? {
    let cue = engine.credentialCue(hash)
    if !cue.isDisjoint(with: [.secret, .code]), !Engine.plainCodes.contains(hash) {
      return PrintedColumn(kind: .secret, isNamedAlone: true)
    }
    return cue.contains(.column) ? PrintedColumn(kind: .username, isNamedAlone: true) : nil
  }

  /// Takes the cells of a row whose columns hold identifiers.
  private func takeCells(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ columns: [PrintedColumn?],
    isPaired: Bool,
    _ scratch: inout ScanScratch
  ) {
    let hasFields = columns.contains { $0.map { !$0.isNamedAlone && !$0.isPerhaps } ?? false }
    eachCell(text, line, isPaired: isPaired) { number, cell in
      guard !cell.isEmpty else { return }
      guard number < columns.count, let column = columns[number], !column.isNamedAlone,
        hasFields
      else {
        // What is found over two cells is cut at all of them.
        if hasFields {
          scratch.cells.append(
            DumpCell(start: cell.lowerBound, end: cell.upperBound, content: .text)
          )
        }
        if number < columns.count, let column = columns[number], column.isNamedAlone {
          takeWord(text, cell, column.kind, &scratch)
        }
        return
      }
      var taken = DumpCell(start: cell.lowerBound, end: cell.upperBound, content: .text)
      if Token.hash(text, cell) != Self.nullCell,
        !column.isPerhaps || Self.isPerson(cell.map { text[$0] })
      {
        taken.finding = engine.wholeValue(text, at: cell, column.kind, column.part)
      }
      scratch.cells.append(taken)
    }
  }

  /// Takes a cell that is one word and no ordinary one.
  private func takeWord(
    _ text: Span<UInt8>,
    _ cell: Range<Int>,
    _ kind: IdentifierKind,
    _ scratch: inout ScanScratch
  ) {
    let first = text[cell.lowerBound]
    guard first != 0x2D, first != 0x3A,
      !cell.contains(where: { text[$0] == 0x20 || text[$0] == 0x28 }),
      Lexicon.bands(Token.hash(text, cell)).english == 0
    else { return }
    if kind == .secret {
      engine.emitArgumentSecret(text, cell, &scratch)
    } else {
      engine.emitLogin(text, cell, &scratch)
    }
  }

  private static var nullCell: UInt64 { Token.word("null") }

  /// Calls `body` with each cell of a line and its column, without blanks around it; a stroke at either
  /// end of the line bounds no cell of its own.
  ///
  /// `isPaired`: whether the header says that two strokes part cells (`! a !! b`).
  private func eachCell(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    isPaired: Bool = false,
    _ body: (Int, Range<Int>) -> Void
  ) {
    var bounds = trimmed(text, line)
    guard !bounds.isEmpty else { return }
    let first = text[bounds.lowerBound]
    // `||a||b||`, `! a !! b`, `| a || b`: two of them part cells. In other rows they hold an empty one.
    let isWiki = first == 0x21 || isPaired && first == 0x7C || isPairedHeader(text, bounds)
    let isLaTeX = first != 0x7C && !isWiki && self.isLaTeX(text, line)
    let sign: UInt8 = isLaTeX ? 0x26 : first == 0x21 ? 0x21 : 0x7C
    if isLaTeX { bounds = bounds.lowerBound..<bounds.upperBound - 2 }
    while !bounds.isEmpty, text[bounds.lowerBound] == sign {
      bounds = (bounds.lowerBound + 1)..<bounds.upperBound
      if !isWiki { break }
    }
    while !bounds.isEmpty, text[bounds.upperBound - 1] == sign {
      bounds = bounds.lowerBound..<(bounds.upperBound - 1)
      if !isWiki { break }
    }
    var (start, column, index) = (bounds.lowerBound, 0, bounds.lowerBound)
    while index <= bounds.upperBound {
      defer { index += 1 }
      guard index == bounds.upperBound || text[index] == sign else { continue }
      if isWiki, index < bounds.upperBound, text.at(index + 1) != sign { continue }
      guard column < Self.printedColumnsMax else { return }
      body(column, trimmed(text, start..<index))
      column += 1
      if isWiki { index += 1 }
      start = index + 1
    }
  }

  /// Whether a line begins with two strokes and has no single one: a header of Jira's wiki.
  private func isPairedHeader(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard text[line.lowerBound] == 0x7C, text.at(line.lowerBound + 1) == 0x7C else { return false }
    var index = line.lowerBound + 2
    while index < line.upperBound {
      guard text[index] == 0x7C else {
        index += 1
        continue
      }
      guard text.at(index + 1) == 0x7C else { return false }
      index += 2
    }
    return true
  }

  /// A range without blanks and marks of Markdown at its ends.
  private func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    func isEdge(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x60 || byte == 0x2A }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isEdge(text[start]) { start += 1 }
    while end > start, isEdge(text[end - 1]) { end -= 1 }
    return start..<end
  }
}
