/// The rows of a table, held back until their last cell tells what its cells are.
///
/// A row begins where one is defined (`\trowd`) or a paragraph is said to stand in a table (`\intbl`),
/// and ends with `\row`; text outside of rows ends the table. Tables in cells are text of their cell.
///
/// Source: Rich Text Format Specification 1.9.1, "Table Definitions".
struct RTFTable {
  /// A character of the row that is held back.
  struct Piece {
    var scalar: UInt32
    /// Its bytes; empty at its place for white space that a control word stands for.
    var place: Range<Int>
    /// The cell that it is in.
    var cell: Int
    /// The number of the field that a label beside it gives it.
    var field: Int32?
    /// Whether it follows a control word without a blank.
    var isTight: Bool
  }

  /// Characters of a row that are held back.
  private static let piecesMax = 16_384

  private var table = MarkupTable()
  private var pieces: [Piece] = []
  /// Whether a cell is open, and whether the row is marked as a header (`\trhdr`).
  private var (isInCell, isHeader) = (false, false)

  /// Whether a row is open.
  var isInRow: Bool { table.isInRow }
  /// Whether as much is held back as may be.
  var isFull: Bool { pieces.count >= Self.piecesMax }

  /// Begins a row where none is open.
  mutating func beginRow() {
    guard !table.isInRow else { return }
    table.beginRow()
    (isInCell, isHeader) = (false, false)
  }

  /// Marks the row as a header.
  mutating func markHeader() { isHeader = true }

  /// Ends the row.
  mutating func endRow() { table.endRow() }

  /// Says that text stands outside of rows.
  mutating func leave() {
    if table.columns != nil { table = MarkupTable() }
  }

  /// Holds a character back.
  ///
  /// White space that a control word stands for has no bytes and begins no cell.
  mutating func add(
    _ scalar: UInt32,
    _ place: Range<Int>,
    field: Int32? = nil,
    isTight: Bool
  ) {
    if !isInCell, !place.isEmpty { isInCell = table.beginCell(isHeader ? .header : .plain) }
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    table.add(Array(String(scalar).utf8))
    let cell = max(0, table.cells.count - 1)
    pieces.append(
      Piece(scalar: scalar.value, place: place, cell: cell, field: field, isTight: isTight)
    )
  }

  /// Ends the cell.
  mutating func endCell() {
    if !isInCell { _ = table.beginCell(isHeader ? .header : .plain) }
    isInCell = false
  }

  /// Lets the last character take bytes along that follow it.
  ///
  /// - Returns: whether it does.
  mutating func extend(_ place: Range<Int>) -> Bool {
    guard let last = pieces.last, last.place.upperBound == place.lowerBound else { return false }
    pieces[pieces.count - 1].place = last.place.lowerBound..<place.upperBound
    return true
  }

  /// Gives back what was held back, and what the row's cells are.
  mutating func take(
    _ labels: inout MarkupLabels,
    isWhole: Bool
  ) -> (pieces: [Piece], roles: [CellRole]) {
    defer { pieces.removeAll(keepingCapacity: true) }
    return (pieces, table.roles(&labels, isWhole: isWhole))
  }
}

extension RTFReader {
  /// Reads a control word of tables.
  mutating func tableWord(_ writer: inout BlockWriter, _ name: String) {
    switch name {
    case "trowd", "intbl": table.beginRow()
    case "trhdr" where table.isInRow: table.markHeader()
    case "cell" where table.isInRow: table.endCell()
    case "row" where table.isInRow:
      releaseRow(&writer, isWhole: true)
      table.endRow()
    default: break
    }
  }

  /// Adds what was held back of a row to the text, the values of labels as texts of their own.
  ///
  /// `isWhole`: whether the row ends here.
  mutating func releaseRow(_ writer: inout BlockWriter, isWhole: Bool) {
    guard table.isInRow else { return }
    let (pieces, roles) = table.take(&labels, isWhole: isWhole)
    let numbers = roles.map { role -> Int32? in
      guard case .value(let label) = role else { return nil }
      return labels.field(label, in: &fields)
    }
    var (cell, isEnded) = (-1, false)
    var blanks: [RTFTable.Piece] = []
    for piece in pieces {
      // White space that cells are parted by belongs to no value.
      guard !piece.place.isEmpty else {
        blanks.append(piece)
        continue
      }
      let known = numbers.indices.contains(piece.cell) ? numbers[piece.cell] : nil
      if piece.cell != cell {
        let before = numbers.indices.contains(cell) ? numbers[cell] : nil
        isEnded = known != nil || before != nil
        if !isEnded, roles.indices.contains(piece.cell), roles[piece.cell] == .joined,
          let last = blanks.indices.last
        {
          blanks[last].scalar = 0x3A
        }
        cell = piece.cell
      }
      if isEnded {
        endRun(&writer, before: piece.place.lowerBound)
      } else {
        for blank in blanks { addSeparator(&writer, blank.scalar, at: blank.place.lowerBound) }
      }
      blanks.removeAll(keepingCapacity: true)
      isEnded = false
      addToRun(
        &writer,
        piece.scalar,
        piece.place,
        field: known ?? piece.field,
        isTight: piece.isTight
      )
    }
    // Rows with values of their own are no running text.
    let isValue = numbers.indices.contains(cell) && numbers[cell] != nil
    if isValue || isWhole && numbers.contains(where: { $0 != nil }) {
      endRun(&writer)
    } else {
      for blank in blanks { addSeparator(&writer, blank.scalar, at: blank.place.lowerBound) }
    }
  }
}
