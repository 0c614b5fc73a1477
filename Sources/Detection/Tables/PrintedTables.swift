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
/// dashes only accounts and passwords are: there a stroke may be anything.
extension Scanner {
  /// Bytes of a text at least, of a line and columns at most.
  private static let (tableBytesMin, lineBytesMax, printedColumnsMax) = (24, 4_096, 64)

  /// A printed column that holds identifiers.
  private struct PrintedColumn {
    /// Of which kind.
    var kind: IdentifierKind
    /// Of which part of a place.
    var part = LocationPart.none
    /// Whether nothing but its name says so: cells that are no ordinary words count.
    var isNamedAlone = false
  }

  /// Appends the values of printed columns that hold identifiers to `scratch.found`.
  func findPrintedTables(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count >= Self.tableBytesMin, holdsStroke(text) else { return }
    var header = 0..<0
    var columns: [PrintedColumn?] = []
    var start = 0
    while start < text.count {
      let line = start..<lineEnd(text, start)
      start = line.upperBound + 1
      if isRuler(text, line) {
        // What stands between two rulers may be the names or, at the end, a row.
        if !header.isEmpty { columns = self.columns(text, header, isRuled: true) }
        header = 0..<0
      } else if line.count <= Self.lineBytesMax, holdsStroke(text.extracting(line)) {
        if !columns.isEmpty {
          takeCells(text, line, columns, &scratch)
        } else if header.isEmpty {
          columns = self.columns(text, line, isRuled: false)
        }
        header = line
      } else {
        header = 0..<0
        columns = []
      }
    }
  }

  /// Whether a text holds a stroke.
  private func holdsStroke(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x7C) < bytes.count
    }
  }

  /// The offset of the line feed that ends a line, or of the text's end.
  private func lineEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    let rest = text.extracting(start..<text.count)
    return unsafe rest.withUnsafeBufferPointer { bytes in
      start + (unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x0A))
    }
  }

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
    let name = String(decoding: cell.map { text[$0] }, as: UTF8.self)
    let judgement = judge(FieldContext(name: name, column: Int32(number + 1)))
    guard case .identifier(let kind, let part) = judgement.verdict else { return nil }
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
    _ scratch: inout ScanScratch
  ) {
    eachCell(text, line) { number, cell in
      guard number < columns.count, !cell.isEmpty, let column = columns[number] else { return }
      if column.isNamedAlone {
        takeWord(text, cell, column.kind, &scratch)
      } else if var finding = engine.wholeValue(
        text.extracting(cell),
        column.kind,
        column.part
      ), Token.hash(text, cell) != Self.nullCell {
        finding.start += cell.lowerBound
        finding.end += cell.lowerBound
        scratch.found.append(finding)
      }
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

  private static let nullCell = Token.hash("null")

  /// Calls `body` with each cell of a line and its column, without blanks around it; a stroke at either
  /// end of the line bounds no cell of its own.
  private func eachCell(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ body: (Int, Range<Int>) -> Void
  ) {
    var bounds = trimmed(text, line)
    if text.at(bounds.lowerBound) == 0x7C { bounds = (bounds.lowerBound + 1)..<bounds.upperBound }
    if !bounds.isEmpty, text[bounds.upperBound - 1] == 0x7C {
      bounds = bounds.lowerBound..<(bounds.upperBound - 1)
    }
    var start = bounds.lowerBound
    var column = 0
    for index in bounds.lowerBound...bounds.upperBound
    where index == bounds.upperBound || text[index] == 0x7C {
      guard column < Self.printedColumnsMax else { return }
      body(column, trimmed(text, start..<index))
      column += 1
      start = index + 1
    }
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
