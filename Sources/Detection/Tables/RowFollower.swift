import Vocabulary

/// Where among the rows of a statement a text of a database's dump begins: what its values are called is
/// said far before it.
struct OpenRows: Sendable {
  /// How the rows are written.
  enum Form: Sendable, Hashable {
    /// Lines behind `COPY`, values between separators.
    case lines(separator: UInt8)
    /// Brackets behind `VALUES`; `escapes`: whether a backslash in a string speaks of the next byte.
    case brackets(escapes: Bool)
  }

  /// What the columns are called, in their order; nil where nobody says.
  var columns: [String]?
  /// What they and their values in a text say; empty until a text is looked at.
  var judgements: [FieldJudgement] = []
  /// How the rows are written.
  var form: Form
  /// The column in which the text begins, from 0.
  var column = 0
  /// Brackets that are open there.
  var depth = 0
  /// Whether it begins inside a string.
  var isQuoted = false
}

/// What a text of a database's dump has to know of what stands before it.
package struct DumpContext: Sendable {
  /// The rows among which it begins; nil where it begins outside of any.
  var rows: OpenRows?
  /// The columns of the tables that were created, by the hashes of their names.
  var tables: [UInt64: [String]] = [:]
  /// What lists of fields at the document's beginning say of rows of literals.
  var heads: [Scanner.RowHead] = []
  /// The printed table among whose rows the document's first part ends.
  var printed = Scanner.PrintedHead()
  /// The frame among whose rows it ends.
  var frame: Scanner.FrameHead?
  /// The rows of data among which it ends.
  var data: Scanner.DataHead?
  /// The offset in the text up to which was read what is known.
  package var offset = 0
}

/// Follows a dump of a database from its beginning, so that each of its blocks is known to begin among rows or not.
///
/// It knows of SQL as much as that takes: strings, comments, brackets, `CREATE TABLE`, `INSERT … VALUES` and
/// `COPY … FROM stdin`.
package struct RowFollower: Sendable {
  /// Bytes of a statement before its rows, or of a table's definition; what is longer names no columns.
  private static let statementBytesMax = 32 << 10
  /// Bytes of a string outside of rows: an apostrophe in a text that is no SQL is taken for none.
  private static let stringBytesMax = 8 << 10
  /// Tables whose columns are remembered.
  private static let tablesMax = 10_000
  /// Bytes at the beginning of a line that tell a statement.
  private static let openings = ["insert into ", "replace into ", "copy ", "create table "]
    .map { Array($0.utf8) }

  /// Where the reading stands.
  private enum Place {
    /// In a statement.
    case statement
    /// In a string of one, with the bytes of it so far.
    case string(Int)
    /// In a comment to the end of the line, or to `*/`.
    case lineComment, comment
    /// Behind `COPY …;`, before the first row.
    case copyHead
    /// In rows, as `rows` says.
    case rows
  }

  private var place = Place.statement
  /// The statement in hand, without strings and comments.
  private var statement: [UInt8] = []
  /// The byte before, 0 where it does not matter.
  private var last: UInt8 = 0
  /// Bytes of the line in hand, as far as they tell the end of `COPY`.
  private var lineBytes = 0
  /// Whether the byte behind a backslash comes next.
  private var isEscaped = false
  /// The columns of the tables that were created, by the hashes of their names.
  private var tables: [UInt64: [String]] = [:]
  private var rows: OpenRows?
  /// What lists of fields at the document's beginning say of rows of literals.
  private let heads: [Scanner.RowHead]
  /// The printed table among whose rows its first part ends.
  private let printed: Scanner.PrintedHead
  /// The frame and the rows of data among whose rows it ends.
  private let frame: Scanner.FrameHead?
  private let data: Scanner.DataHead?
  /// Whether that part was gone over.
  private var isBehindFirst = false

  /// Begins at a document's beginning.
  package init() { (heads, printed, frame, data) = ([], Scanner.PrintedHead(), nil, nil) }

  /// Begins at a document's beginning, where that says what stands in its other parts, or is one of a dump.
  ///
  /// - Returns: nil where its parts say all of themselves.
  package init?(_ text: Span<UInt8>, _ scanner: Scanner) {
    (heads, printed) = (scanner.rowHeads(text), scanner.printedHead(text))
    data = scanner.openData(text)
    // Lines that Julia draws are blanks, as in the scan.
    if let plain = NormalizedText(text) {
      frame = scanner.openFrame(plain.bytes.span)
    } else {
      frame = scanner.openFrame(text)
    }
    if heads.isEmpty, !printed.isOpen, frame == nil, data == nil, !Self.isDump(text) { return nil }
  }

  /// What a text has to know that goes on here.
  package var context: DumpContext {
    var context = DumpContext(tables: tables)
    // What the first part says itself holds behind it.
    if isBehindFirst {
      (context.heads, context.printed) = (heads, printed)
      (context.frame, context.data) = (frame, data)
    }
    if case .rows = place { context.rows = rows }
    return context
  }

  /// Whether a text holds a line that begins like a statement of a dump.
  package static func isDump(_ text: Span<UInt8>) -> Bool {
    var start = 0
    while start < text.count {
      if openings.contains(where: { begins(text, start, $0) }) { return true }
      while start < text.count, text[start] != 0x0A { start += 1 }
      start += 1
    }
    return false
  }

  private static func begins(_ text: Span<UInt8>, _ start: Int, _ word: [UInt8]) -> Bool {
    guard text.count - start >= word.count else { return false }
    return word.indices.allSatisfy { lower(text[start + $0]) == word[$0] }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// Goes on over the next bytes of the document.
  package mutating func follow(_ bytes: Span<UInt8>, _ scanner: Scanner) {
    isBehindFirst = true
    for index in bytes.indices {
      let byte = bytes[index]
      switch place {
      case .rows:
        guard var rows else { break }
        self.rows = nil
        let goesOn = step(byte, &rows)
        self.rows = rows
        if !goesOn { leave() }
      case .statement: take(byte, scanner)
      case .string(let count):
        let isOver = byte == 0x27 && !isEscaped || count >= Self.stringBytesMax
        isEscaped = byte == 0x5C && !isEscaped && escapes
        place = isOver ? .statement : .string(count + 1)
      case .lineComment: if byte == 0x0A { place = .statement }
      case .comment: if byte == 0x2F, last == 0x2A { place = .statement }
      case .copyHead: if byte == 0x0A { (place, lineBytes) = (.rows, 0) }
      }
      last = byte
    }
  }

  /// Whether the statement is of the kind in which a backslash escapes: MySQL's, known by its quotes.
  private var escapes: Bool { statement.contains(0x60) }

  /// Leaves rows for the next statement.
  private mutating func leave() {
    (place, rows) = (.statement, nil)
    statement.removeAll(keepingCapacity: true)
  }

  /// Takes a byte of a statement.
  private mutating func take(_ byte: UInt8, _ scanner: Scanner) {
    switch byte {
    case 0x27:
      (place, isEscaped) = (.string(0), false)
      return
    case 0x2D where last == 0x2D:
      if !statement.isEmpty { statement.removeLast() }
      place = .lineComment
      return
    case 0x2A where last == 0x2F:
      if !statement.isEmpty { statement.removeLast() }
      place = .comment
      return
    case 0x28: if openBrackets(scanner) { return }
    case 0x3B:
      endStatement(scanner)
      return
    default: break
    }
    if statement.count < Self.statementBytesMax, byte > 0x20 || !statement.isEmpty {
      statement.append(byte)
    }
  }

  /// Begins rows where a bracket opens behind `VALUES`.
  private mutating func openBrackets(_ scanner: Scanner) -> Bool {
    guard let word = Self.lastWord(statement, before: statement.count),
      Self.equal(statement[word], "values"),
      let verb = Self.firstWord(statement),
      Self.equal(statement[verb], "insert") || Self.equal(statement[verb], "replace")
    else { return false }
    let columns =
      scanner.columns(statement.span, before: word.lowerBound)
      ?? Self.lastName(statement, before: word.lowerBound).flatMap { tables[$0] }
    rows = OpenRows(columns: columns, form: .brackets(escapes: escapes), depth: 1)
    (place, isEscaped) = (.rows, false)
    return true
  }

  /// Learns from a statement that ends.
  private mutating func endStatement(_ scanner: Scanner) {
    defer { statement.removeAll(keepingCapacity: true) }
    guard let verb = Self.firstWord(statement) else { return }
    if Self.equal(statement[verb], "copy") {
      guard let from = Self.words(statement).last(where: { Self.equal(statement[$0], "from") }),
        Self.words(statement).contains(where: { Self.equal(statement[$0], "stdin") })
      else { return }
      let columns =
        scanner.columns(statement.span, before: from.lowerBound)
        ?? Self.lastName(statement, before: from.lowerBound).flatMap { tables[$0] }
      let isCSV = Self.words(statement).contains { Self.equal(statement[$0], "csv") }
      rows = OpenRows(columns: columns, form: .lines(separator: isCSV ? 0x2C : 0x09))
      place = .copyHead
    } else if Self.equal(statement[verb], "create"), tables.count < Self.tablesMax,
      let bracket = statement.firstIndex(of: 0x28),
      let name = Self.lastName(statement, before: bracket),
      let columns = scanner.definedColumns(statement.span, from: bracket)
    {
      tables[name] = columns
    }
  }

  /// Goes over a byte of rows.
  /// - Returns: whether rows go on.
  private mutating func step(_ byte: UInt8, _ rows: inout OpenRows) -> Bool {
    switch rows.form {
    case .lines(let separator):
      if separator == 0x2C, byte == 0x22 { rows.isQuoted.toggle() }
      if rows.isQuoted { return true }
      if byte == 0x0A {
        if lineBytes == 2, last == 0x2E || last == 0x0D { return false }
        (rows.column, lineBytes) = (0, 0)
      } else {
        if byte == separator { rows.column += 1 }
        // `\.` alone, with a carriage return or without, is the end.
        let isEnd = lineBytes == 0 && byte == 0x5C || lineBytes == 1 && byte == 0x2E
        if isEnd { lineBytes += 1 } else if byte != 0x0D || lineBytes != 2 { lineBytes = 3 }
      }
    case .brackets(let escapes):
      if rows.isQuoted {
        if byte == 0x27, !isEscaped { rows.isQuoted = false }
        isEscaped = escapes && byte == 0x5C && !isEscaped
        return true
      }
      switch byte {
      case 0x27: (rows.isQuoted, isEscaped) = (true, false)
      case 0x28:
        if rows.depth == 0 { rows.column = 0 }
        rows.depth += 1
      case 0x29: rows.depth = max(0, rows.depth - 1)
      case 0x2C: if rows.depth == 1 { rows.column += 1 }
      case 0x3B: return rows.depth > 0
      // `ON DUPLICATE KEY UPDATE`, `RETURNING`.
      case _ where byte.isLetter: return rows.depth > 0
      default: break
      }
    }
    return true
  }

  // MARK: Words of a statement

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == 0x5F || byte >= 0x80
  }

  /// The words of a statement.
  private static func words(_ text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for index in 0...text.count {
      let isName = index < text.count && isNameByte(text[index])
      if isName, start == nil { start = index }
      if !isName, let first = start {
        found.append(first..<index)
        start = nil
      }
    }
    return found
  }

  private static func firstWord(_ text: [UInt8]) -> Range<Int>? {
    guard let start = text.firstIndex(where: isNameByte) else { return nil }
    return start..<(text[start...].firstIndex { !isNameByte($0) } ?? text.count)
  }

  /// The word that ends before an offset, but for white space and the quotes of a name.
  private static func lastWord(_ text: [UInt8], before offset: Int) -> Range<Int>? {
    var end = offset
    while end > 0, text[end - 1] <= 0x20 || [0x22, 0x60, 0x5D].contains(text[end - 1]) { end -= 1 }
    var start = end
    while start > 0, isNameByte(text[start - 1]) { start -= 1 }
    return start < end ? start..<end : nil
  }

  /// Its hash: that of a table's name without its schema's.
  private static func lastName(_ text: [UInt8], before offset: Int) -> UInt64? {
    lastWord(text, before: offset).map { Token.hash(text.span, $0) }
  }

  private static func equal(_ word: ArraySlice<UInt8>, _ other: StaticString) -> Bool {
    guard word.count == other.utf8CodeUnitCount else { return false }
    return other.withUTF8Buffer { unsafe zip(word, $0).allSatisfy { lower($0) == $1 } }
  }
}
