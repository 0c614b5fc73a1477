import Vocabulary

/// The rows of tables, held back until their last cell tells what its cells are.
struct XMLRows {
  /// A part of a row's text.
  struct Piece {
    /// What it is.
    enum Content {
      /// Characters as they stand.
      case characters
      /// A reference's character.
      case scalar(UInt32)
      /// White space that an element stands for.
      case separator(UInt32)
      /// The end of a text.
      case end
      /// The value of the cell in one of its attributes.
      case value
    }

    var content: Content
    /// Its bytes; empty for what has none.
    var range: Range<Int>
    /// The number of the field that it has without labels.
    var field: Int32
    /// The cell that it is in; -1 between cells.
    var cell: Int
    /// What a value in its place must look like.
    var shape: ValueShape
  }

  /// Tables that are open at once; what is deeper has no rows.
  private static let depthMax = 64
  /// Parts of a row that are held back.
  private static let piecesMax = 4_096

  /// The open tables.
  var tables: [MarkupTable] = []
  /// Open tables that are too deep.
  private var ignored = 0
  /// What is held back of the innermost table's row.
  private(set) var pieces: [Piece] = []
  /// Whether text is held back.
  private(set) var isOpen = false
  /// Whether a text is held back that has not ended.
  private(set) var hasOpenText = false
  /// The cell that text belongs to.
  private var cell = -1

  /// Whether as much is held back as may be.
  var isFull: Bool { pieces.count >= Self.piecesMax }

  /// Holds a part back.
  mutating func add(
    _ content: Piece.Content,
    _ range: Range<Int> = 0..<0,
    _ field: Int32 = 0,
    _ shape: ValueShape = .text
  ) {
    pieces.append(
      Piece(content: content, range: range, field: field, cell: cell, shape: shape)
    )
    switch content {
    case .characters, .scalar: hasOpenText = true
    case .end: hasOpenText = false
    case .separator, .value: break
    }
  }

  /// Gives back what was held back.
  mutating func take() -> [Piece] {
    defer {
      pieces.removeAll(keepingCapacity: true)
      hasOpenText = false
    }
    return pieces
  }

  /// Begins a table.
  mutating func beginTable() {
    (isOpen, cell) = (false, -1)
    if tables.count < Self.depthMax { tables.append(MarkupTable()) } else { ignored += 1 }
  }

  /// Ends the innermost table; the row around it goes on.
  mutating func endTable() {
    if ignored > 0 {
      ignored -= 1
    } else {
      _ = tables.popLast()
    }
    isOpen = ignored == 0 && tables.last?.isInRow == true
    cell = isOpen ? (tables.last?.cells.count ?? 0) - 1 : -1
  }

  /// Begins a row of the innermost table, where its rows say anything.
  ///
  /// `isMarked`: whether its first cell is marked as a header.
  mutating func beginRow(isMarked: Bool = false) {
    guard ignored == 0, let table = tables.last, isMarked || !table.isPlain else { return }
    tables[tables.count - 1].beginRow()
    (isOpen, cell) = (true, -1)
  }

  /// Ends the row.
  mutating func endRow() {
    (isOpen, cell) = (false, -1)
    if ignored == 0, !tables.isEmpty { tables[tables.count - 1].endRow() }
  }

  /// Begins a cell.
  mutating func beginCell(_ mark: MarkupCell.Mark) {
    cell = -1
    guard isOpen, tables[tables.count - 1].beginCell(mark) else { return }
    cell = tables[tables.count - 1].cells.count - 1
  }

  /// Says that the cell is the header of its row.
  mutating func markRowHeader() {
    if isOpen { tables[tables.count - 1].markRowHeader() }
  }

  /// Says what the cell's attributes call it.
  ///
  /// - Returns: whether a cell of a row is open.
  mutating func label(_ label: String) -> Bool {
    if isOpen { tables[tables.count - 1].label(label) }
    return isOpen
  }

  /// Says how many columns the cell takes.
  mutating func span(_ count: Int) {
    if isOpen { tables[tables.count - 1].span(count) }
  }

  /// Says how many rows the cell takes.
  mutating func spanRows(_ count: Int) {
    if isOpen { tables[tables.count - 1].spanRows(count) }
  }

  /// Ends the cell.
  mutating func endCell() { cell = -1 }

  /// Adds to the text of the cell.
  mutating func note(_ bytes: some Collection<UInt8>) {
    if cell >= 0 { tables[tables.count - 1].add(bytes) }
  }
}

extension XMLReader {
  /// Adds characters to the text, or to the row that is held back.
  mutating func addCharacters(_ range: Range<Int>, _ number: Int32, _ writer: inout BlockWriter) {
    if beside.captions.isGathering { beside.captions.add(writer.source[range]) }
    guard rows.isOpen else { return run.add(range, number, &writer) }
    rows.add(.characters, range, number, shape)
    rows.note(writer.source[range])
    if rows.isFull { releaseRow(&writer, isWhole: false) }
  }

  /// Adds the character of a reference.
  mutating func addScalar(
    _ scalar: UInt32,
    _ range: Range<Int>,
    _ number: Int32,
    _ writer: inout BlockWriter
  ) {
    if beside.captions.isGathering {
      beside.captions.add(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
    }
    guard rows.isOpen else { return run.add(scalar: scalar, range, number, &writer) }
    rows.add(.scalar(scalar), range, number, shape)
    rows.note(Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8))
    if rows.isFull { releaseRow(&writer, isWhole: false) }
  }

  /// Puts a character between the text and what follows.
  mutating func separateText(by scalar: UInt32) {
    guard rows.isOpen else { return run.separate(by: scalar) }
    rows.add(.separator(scalar))
    rows.note(CollectionOfOne(0x20))
  }

  /// Whether there is text that has not ended.
  var isTextOpen: Bool { rows.isOpen ? rows.hasOpenText || run.isOpen : run.isOpen }

  /// Opens the part of a table that an element is.
  mutating func open(_ part: TablePart, _ writer: inout BlockWriter) {
    guard labels.isUsed else { return }
    switch part {
    case .table:
      releaseRow(&writer, isWhole: false)
      rows.beginTable()
    case .row:
      endRow(&writer)
      rows.beginRow()
    case .term:
      if !rows.isOpen || rows.tables.last?.hasValue == true {
        endRow(&writer)
        rows.beginRow()
      }
      rows.beginCell(.term)
    case .cell(let isHeader):
      if rows.tables.last?.isInRow == false { rows.beginRow(isMarked: isHeader) }
      rows.beginCell(isHeader ? .header : .plain)
    }
  }

  /// Closes the part of a table that an element is.
  mutating func close(_ part: TablePart, _ writer: inout BlockWriter) {
    guard labels.isUsed else { return }
    switch part {
    case .table:
      endRow(&writer)
      rows.endTable()
    case .row: endRow(&writer)
    case .cell, .term: rows.endCell()
    }
  }

  /// Ends the row of the innermost table.
  private mutating func endRow(_ writer: inout BlockWriter) {
    guard rows.isOpen else { return rows.endRow() }
    releaseRow(&writer, isWhole: true)
    rows.endRow()
  }

  /// Adds what was held back of a row to the text, the values of labels as texts of their own.
  ///
  /// `isWhole`: whether the row ends here.
  mutating func releaseRow(_ writer: inout BlockWriter, isWhole: Bool) {
    guard rows.isOpen, let last = rows.tables.indices.last else { return }
    let pieces = rows.take()
    let (source, place, isHTML) = (writer.source, markStart, self.isHTML)
    let roles = rows.tables[last]
      .roles(&labels, isWhole: isWhole) {
        MarkupPreview.rows(source, from: place, isHTML: isHTML)
      }
    var numbers: [Int32?] = roles.map { _ in nil }
    for piece in pieces where piece.cell >= 0 {
      guard case .value(let label) = roles[piece.cell], !piece.range.isEmpty else { continue }
      if case .value = piece.content {
        if let number = labels.field(label, piece.shape, in: &fields) {
          run.setField(number, at: piece.range.lowerBound)
        }
        continue
      }
      guard numbers[piece.cell] == nil else { continue }
      numbers[piece.cell] = labels.field(label, piece.shape, in: &fields)
    }
    var cell = -1
    var isEnded = false
    for piece in pieces {
      switch piece.content {
      case .characters, .scalar:
        let known = piece.cell >= 0 ? numbers[piece.cell] : nil
        if piece.cell != cell, piece.cell >= 0 {
          let before = cell >= 0 ? numbers[cell] : nil
          if roles[piece.cell] == .joined, before == nil {
            run.join(by: 0x3A)
            isEnded = false
          } else if known != nil || before != nil {
            isEnded = true
          }
          cell = piece.cell
        }
        if isEnded { endRunHere(&writer, before: piece.range.lowerBound) }
        isEnded = false
        if !run.isOpen { addNested(&writer, before: piece.range.lowerBound) }
        if case .scalar(let scalar) = piece.content {
          run.add(scalar: scalar, piece.range, known ?? piece.field, &writer)
        } else {
          run.add(piece.range, known ?? piece.field, &writer)
        }
      case .separator(let scalar): run.separate(by: scalar)
      case .end: isEnded = true
      case .value: break
      }
    }
    // Rows with values of their own are no running text.
    let isValue = cell >= 0 && numbers[cell] != nil || isWhole && numbers.contains { $0 != nil }
    if isEnded || isValue { endRunHere(&writer, before: Int.max) }
  }

  /// Ends the run of text and adds what stands inside marks before `position`.
  private mutating func endRunHere(_ writer: inout BlockWriter, before position: Int) {
    run.finish(&writer, &fields, blockEnd: -1)
    addNested(&writer, before: position)
  }
}
