import Vocabulary

/// The part of a table that an element is.
enum TablePart {
  /// The table, or a list of terms.
  case table
  /// A row.
  case row
  /// A cell, and whether it is marked as a header.
  case cell(isHeader: Bool)
  /// A term of a list, which begins a row.
  case term

  /// The part that an element of that local name is, whatever the vocabulary: HTML and CDA, DrawingML
  /// and WordprocessingML, SpreadsheetML 2003, OpenDocument.
  init?(_ name: some BidirectionalCollection<UInt8>) {
    guard let first = name.first, [0x74, 0x64, 0x54, 0x52, 0x43, 0x63].contains(first),
      name.count <= 5 || Self.longNames.contains(name.count)
    else { return nil }
    switch String(decoding: name, as: UTF8.self) {
    case "table", "tbl", "Table", "dl": self = .table
    case "tr", "Row", "table-row": self = .row
    case "td", "tc", "Cell", "dd", "table-cell", "covered-table-cell": self = .cell(isHeader: false)
    case "th": self = .cell(isHeader: true)
    case "dt": self = .term
    default: return nil
    }
  }

  /// Bytes of the names of OpenDocument.
  private static let longNames: Set<Int> = [9, 10, 18]
}

/// A cell of the row in hand.
struct MarkupCell {
  /// Where the beginning of its text is, one byte more than a label may have.
  var text: Range<Int>
  /// Its column, from 0.
  var column: Int
  /// How many columns it takes.
  var span = 1
  /// How it is marked.
  var mark = Mark.plain
  /// What its attributes call it: `data-label`.
  var label: String?

  /// How a cell is marked.
  enum Mark {
    case plain, header, rowHeader, term
  }

  /// Whether it is marked as a header.
  var isHeader: Bool { mark == .header || mark == .rowHeader }

  /// A text without white space and colons around it.
  static func trimmed(_ whole: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = whole
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    while let last = text.last, last <= 0x20 || last == 0x3A { text.removeLast() }
    return text
  }
}

/// What a cell is to the labels around it.
enum CellRole: Equatable {
  /// A label, a header, or a value of which nothing is known.
  case plain
  /// The value of that label.
  case value(of: String)
  /// The value of the label in the cell before it, with which it is one text.
  case joined
}

/// A table of markup: what its columns are called, and the row in hand.
///
/// Whatever decides is a label, a header or a mark, none of which is masked: a copy's tables are read
/// as those of its original.
struct MarkupTable {
  /// Cells of a row and rows before the header that are looked at.
  private static let cellsMax = 256
  private static let titlesMax = 3
  /// Rows that a cell takes.
  private static let rowsMax = 65_534
  /// Rows without a label after which none is looked for.
  private static let plainRowsMax = 64

  /// Names of the columns, missing for columns that none is known of; nil until a row decided.
  private(set) var columns: [Int: String]?
  /// How the cells of rows stand to each other; nil until rows were looked at.
  var layout: Layout?
  /// The texts of the header's cells, each of which may come again.
  private var headers: Set<[UInt8]> = []
  /// The columns that have a cell of the header of their own, and those under one of several.
  private var (named, grouped): (Set<Int>, Set<Int>) = ([], [])
  /// Whether the row before is one of the header.
  private var isBelowHeader = false
  /// Whether a header was found, and rows since the last one or the last label.
  private(set) var (hasHeader, plainRows) = (false, 0)
  /// Rows of one cell before the first with more.
  private var titles = 0
  /// The row's cells until now.
  private(set) var cells: [MarkupCell] = []
  /// The beginnings of their texts.
  private var texts: [UInt8] = []
  /// Whether a row is open, and whether it has a value already.
  private(set) var (isInRow, hasValue) = (false, false)
  /// The column of the next cell.
  private var column = 0
  /// For columns that cells of rows before reach into, how many rows they still take.
  private var taken: [Int: Int] = [:]
  /// Cells of the row that reach into the next ones: their columns, and how many.
  private var reaching: [(columns: Range<Int>, rows: Int)] = []
  /// The columns that the last cell takes.
  private var last = 0..<0

  /// Whether rows say nothing of their cells unless one is marked as a header.
  var isPlain: Bool {
    if layout == nil ? hasHeader : layout != .free { return false }
    return hasHeader ? columns?.isEmpty ?? false : plainRows >= Self.plainRowsMax
  }

  /// Begins a row.
  mutating func beginRow() {
    cells.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    (isInRow, hasValue, column) = (true, false, 0)
  }

  /// Begins a cell.
  ///
  /// - Returns: false where the row has more cells than are looked at.
  mutating func beginCell(_ mark: MarkupCell.Mark) -> Bool {
    guard cells.count < Self.cellsMax else { return false }
    while taken[column] != nil { column += 1 }
    last = column..<column + 1
    let place = texts.count
    cells.append(MarkupCell(text: place..<place, column: column, mark: mark))
    hasValue = hasValue || mark == .plain
    column += 1
    return true
  }

  /// Says that the last cell is the header of its row.
  mutating func markRowHeader() {
    if !cells.isEmpty { cells[cells.count - 1].mark = .rowHeader }
  }

  /// Says what the last cell's attributes call it.
  mutating func label(_ label: String) {
    if let last = cells.last, last.mark == .plain { cells[cells.count - 1].label = label }
  }

  /// Says how many columns the last cell takes.
  mutating func span(_ count: Int) {
    guard (2...Self.cellsMax).contains(count), let cell = cells.last else { return }
    cells[cells.count - 1].span = count
    column = cell.column + count
    last = cell.column..<column
    if let index = reaching.indices.last, reaching[index].columns.lowerBound == cell.column {
      reaching[index].columns = last
    }
  }

  /// Says how many rows the last cell takes.
  mutating func spanRows(_ count: Int) {
    guard count > 1, !cells.isEmpty else { return }
    reaching.append((last, min(count, Self.rowsMax) - 1))
  }

  /// Adds to the last cell's text.
  mutating func add(_ bytes: some Collection<UInt8>) {
    guard let last = cells.last, last.text.count <= MarkupLabels.bytesMax else { return }
    texts.append(contentsOf: bytes.prefix(MarkupLabels.bytesMax + 1 - last.text.count))
    cells[cells.count - 1].text = last.text.lowerBound..<texts.count
  }

  /// A cell's text without white space and colons around it.
  func text(_ index: Int) -> ArraySlice<UInt8> {
    MarkupCell.trimmed(texts[cells[index].text])
  }

  /// What a cell means as a label.
  private func meaning(_ index: Int, _ labels: inout MarkupLabels) -> FieldMeaning {
    MarkupLabels.label(text(index)).map { labels.meaning($0, isKey: false) } ?? .nothing
  }

  /// Ends the row.
  mutating func endRow() {
    guard isInRow else { return }
    cells.removeAll(keepingCapacity: true)
    isInRow = false
    if !taken.isEmpty { taken = taken.compactMapValues { $0 > 1 ? $0 - 1 : nil } }
    for (columns, rows) in reaching where taken.count + columns.count <= Self.cellsMax {
      for column in columns { taken[column] = rows }
    }
    reaching.removeAll(keepingCapacity: true)
  }

  /// What the cells of the row are.
  ///
  /// `isWhole`: whether the row ends here, so that it may name the columns. `next`: the texts of cells of the
  /// rows that follow; nil where nobody knows.
  mutating func roles(
    _ labels: inout MarkupLabels,
    isWhole: Bool,
    next: (() -> [[[UInt8]]])? = nil
  ) -> [CellRole] {
    if isWhole, namesColumns(&labels, next) { return cells.map { _ in .plain } }
    if isWhole { (plainRows, isBelowHeader) = (plainRows + 1, false) }
    if layout == nil, isWhole { decide(&labels, next) }
    if isMarked || layout == .pairs || layout == .leading {
      let roles = orderedRoles(&labels)
      if roles.contains(where: { $0 != .plain }) { plainRows = 0 }
      return roles
    }
    var roles: [CellRole] = []
    var label: (index: Int, meaning: FieldMeaning)?
    var isLabelNext = true
    for (index, cell) in cells.enumerated() {
      let text = text(index)
      if let name = cell.label ?? column(of: index) {
        roles.append(.value(of: name))
        continue
      }
      roles.append(.plain)
      if text.isEmpty { continue }
      if let known = label {
        label = nil
        isLabelNext = true
        if meaning(index, &labels) == .nothing {
          let name = known.meaning == .identifier ? MarkupLabels.label(self.text(known.index)) : nil
          roles[index] = name.map { .value(of: $0) } ?? .joined
          plainRows = 0
          continue
        }
      }
      guard isLabelNext else {
        isLabelNext = true
        continue
      }
      // Below a header a cell is a label only where it is marked as one.
      if hasHeader, !cell.isHeader { continue }
      let meaning = meaning(index, &labels)
      switch meaning {
      case .identifier, .role, .name: label = (index, meaning)
      case .coded: isLabelNext = false
      case .nothing: isLabelNext = !Self.isWord(text)
      }
    }
    return roles
  }

  /// Whether the row's cells name the columns: all are marked as headers, or it is the first with
  /// several, most are known and two of them stand beside each other, where a label would have its value.
  private mutating func namesColumns(
    _ labels: inout MarkupLabels,
    _ next: (() -> [[[UInt8]]])?
  ) -> Bool {
    let isMarked =
      !cells.isEmpty && cells.indices.allSatisfy { cells[$0].mark == .header || text($0).isEmpty }
    let filled = cells.indices.filter { !text($0).isEmpty }
    if !isMarked, isBelowHeader, filled.count > 1, namesGrouped(filled, &labels) { return true }
    guard columns == nil || isMarked else { return false }
    guard filled.count > 1 else {
      titles += filled.count
      if titles > Self.titlesMax, columns == nil { columns = [:] }
      return false
    }
    let meanings = cells.indices.map { meaning($0, &labels) }
    if isMarked {
      name(meanings)
      return true
    }
    if isOfGroups(filled, next) { return true }
    columns = [:]
    if self.isMarked || cells.contains(where: { $0.mark == .term || $0.label != nil }) {
      return false
    }
    let known = filled.filter { meanings[$0] != .nothing }
    let isHeader =
      known.count * 2 >= filled.count
      && known.contains { meanings[$0] != .coded && meanings[$0] != .name }
      && zip(known, known.dropFirst()).contains { $0 + 1 == $1 }
      && filled.allSatisfy { Self.isWord(text($0)) }
    guard isHeader else { return false }
    decide(&labels, next)
    guard layout == .free else { return false }
    name(meanings)
    return true
  }

  /// Whether the row's cells are over several columns each, which the next row names: `Patient`, `Specimen`.
  private func isOfGroups(_ filled: [Int], _ next: (() -> [[[UInt8]]])?) -> Bool {
    guard filled.allSatisfy({ cells[$0].span > 1 && Self.isWord(text($0)) }),
      let row = next?().first
    else { return false }
    return row.count(where: { !$0.isEmpty }) > filled.count
  }

  /// Whether the row below a header names the columns that have one cell of it together: `Last`, `First` below
  /// `Patient`.
  private mutating func namesGrouped(_ filled: [Int], _ labels: inout MarkupLabels) -> Bool {
    guard
      filled.allSatisfy({
        grouped.contains(cells[$0].column) && cells[$0].span == 1 && Self.isWord(text($0))
      })
    else { return false }
    let meanings = cells.indices.map { meaning($0, &labels) }
    guard filled.count(where: { meanings[$0] != .nothing }) * 2 >= filled.count else {
      return false
    }
    name(meanings)
    return true
  }

  /// Takes over the names of the columns; `Name` is a person's only beside what identifies one.
  ///
  /// A second row of them leaves those of the first that it says nothing of.
  private mutating func name(_ meanings: [FieldMeaning]) {
    var columns = isBelowHeader ? self.columns ?? [:] : [:]
    let isOfPersons = meanings.contains(.identifier) || !columns.isEmpty
    if !isBelowHeader { (named, grouped) = ([], []) }
    for index in cells.indices {
      let cell = cells[index]
      let isFilled = !text(index).isEmpty
      if isFilled {
        columns[cell.column] = nil
        named.insert(cell.column)
        if cell.span > 1 { grouped.formUnion(cell.column..<cell.column + cell.span) }
      }
      switch meanings[index] {
      case .name where !isOfPersons: break
      case .identifier, .role, .name:
        columns[cells[index].column] = MarkupLabels.label(text(index))
      case .nothing, .coded: break
      }
    }
    (self.columns, hasHeader, isBelowHeader) = (columns, true, true)
    headers = Set(cells.indices.map { Array(text($0)) })
    // What describes fields has no values beside their names.
    let roles = cells.indices.map { String(decoding: text($0), as: UTF8.self) }
    let isDictionary =
      roles.contains(where: LabelRole.describes) && !roles.contains { LabelRole($0) == .value }
    layout = isDictionary || cells.first.map { columns[$0.column] != nil } ?? true ? .free : nil
  }

  /// The name of a cell's column; nil where it has none, or the cell is its header once more, or is under
  /// several names as a remark is.
  func column(of index: Int) -> String? {
    let cell = cells[index]
    guard let name = columns?[cell.column], !headers.contains(Array(text(index))) else {
      return nil
    }
    let isUnderSeveral =
      cell.span > 1
      && (cell.column..<cell.column + cell.span).count(where: named.contains) > 1
    return isUnderSeveral ? nil : name
  }

  /// Whether a text has as many letters as digits: a tag counts as what its kind is written with.
  private static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
    var (letters, digits) = (0, 0)
    var place = text.startIndex
    for tag in MaskTag.find(in: text) + [(text.endIndex..<text.endIndex, .name)] {
      for byte in text[place..<tag.range.lowerBound] {
        if byte.isDigit { digits += 1 }
        if byte.isLetter || byte >= 0x80 { letters += 1 }
      }
      place = tag.range.upperBound
      if tag.range.isEmpty { break }
      switch tag.kind {
      case .name, .location, .organization, .email, .url, .username, .secret: letters += 1
      default: digits += tag.range.count
      }
    }
    return letters > 0 && digits <= letters
  }
}
