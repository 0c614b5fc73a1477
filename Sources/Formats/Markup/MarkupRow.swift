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
  /// and WordprocessingML, SpreadsheetML 2003.
  init?(_ name: some BidirectionalCollection<UInt8>) {
    guard name.count <= 5, let first = name.first, [0x74, 0x64, 0x54, 0x52, 0x43].contains(first)
    else { return nil }
    switch String(decoding: name, as: UTF8.self) {
    case "table", "tbl", "Table", "dl": self = .table
    case "tr", "Row": self = .row
    case "td", "tc", "Cell", "dd": self = .cell(isHeader: false)
    case "th": self = .cell(isHeader: true)
    case "dt": self = .term
    default: return nil
    }
  }
}

/// A cell of the row in hand.
struct MarkupCell {
  /// The beginning of its text, one byte more than a label may have.
  var text: [UInt8] = []
  /// Its column, from 0.
  var column = 0
  /// Whether it is marked as a header.
  var isHeader = false

  /// The label that it is; nil where it is none.
  var label: String? { MarkupLabels.label(trimmed) }

  /// Adds to the text.
  mutating func add(_ bytes: some Collection<UInt8>) {
    text.append(contentsOf: bytes.prefix(MarkupLabels.bytesMax + 1 - text.count))
  }

  /// The text without white space and colons around it.
  var trimmed: ArraySlice<UInt8> {
    var text = text[...]
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
  private static let (cellsMax, titlesMax) = (256, 3)

  /// Names of the columns, nil inside for columns that none is known of; nil until a row decided.
  private(set) var columns: [Int: String]?
  /// The texts of the header's cells, each of which may come again.
  private var headers: Set<[UInt8]> = []
  /// Rows of one cell before the first with more.
  private var titles = 0
  /// The row's cells until now.
  private(set) var cells: [MarkupCell] = []
  /// Whether a row is open, and whether it has a value already.
  private(set) var (isInRow, hasValue) = (false, false)
  /// The column of the next cell.
  private var column = 0

  /// Begins a row.
  mutating func beginRow() {
    cells.removeAll(keepingCapacity: true)
    (isInRow, hasValue, column) = (true, false, 0)
  }

  /// Begins a cell.
  ///
  /// - Returns: false where the row has more cells than are looked at.
  mutating func beginCell(isHeader: Bool) -> Bool {
    guard cells.count < Self.cellsMax else { return false }
    cells.append(MarkupCell(column: column, isHeader: isHeader))
    hasValue = hasValue || !isHeader
    column += 1
    return true
  }

  /// Says how many columns the last cell takes.
  mutating func span(_ count: Int) {
    guard (2...Self.cellsMax).contains(count), let last = cells.last else { return }
    column = last.column + count
  }

  /// Adds to the last cell's text.
  mutating func add(_ bytes: some Collection<UInt8>) {
    if !cells.isEmpty { cells[cells.count - 1].add(bytes) }
  }

  /// Ends the row.
  mutating func endRow() {
    cells.removeAll(keepingCapacity: true)
    isInRow = false
  }

  /// What the cells of the row are.
  ///
  /// `isWhole`: whether the row ends here, so that it may name the columns.
  mutating func roles(_ labels: inout MarkupLabels, isWhole: Bool) -> [CellRole] {
    let texts = cells.map(\.label)
    let meanings = texts.map { text in
      text.map { labels.meaning($0, isKey: false) } ?? .nothing
    }
    if isWhole, namesColumns(meanings) {
      name(texts, meanings)
      return cells.map { _ in .plain }
    }
    var roles: [CellRole] = []
    let isOfLabels = columns?.isEmpty ?? true
    var label: Int?
    var isLabelNext = true
    for (index, cell) in cells.enumerated() {
      let text = cell.trimmed
      if let name = columns?[cell.column], !headers.contains(Array(text)) {
        roles.append(.value(of: name))
        continue
      }
      roles.append(.plain)
      if text.isEmpty { continue }
      if let known = label {
        label = nil
        isLabelNext = true
        if meanings[index] == .nothing {
          roles[index] = meanings[known] == .identifier ? .value(of: texts[known] ?? "") : .joined
          continue
        }
      }
      guard isLabelNext else {
        isLabelNext = true
        continue
      }
      switch meanings[index] {
      // Below a header that names the columns a cell is a label only where it is marked as one.
      case .identifier, .role, .name: if isOfLabels || cell.isHeader { label = index }
      case .coded: isLabelNext = false
      case .nothing: isLabelNext = !Self.isWord(text)
      }
    }
    return roles
  }

  /// Whether the row's cells name the columns: all are marked as headers, or it is the first with
  /// several, most are known and two of them stand beside each other, where a label would have its value.
  private mutating func namesColumns(_ meanings: [FieldMeaning]) -> Bool {
    let filled = cells.indices.filter { !cells[$0].trimmed.isEmpty }
    guard filled.count > 1 else {
      titles += filled.count
      if titles > Self.titlesMax, columns == nil { columns = [:] }
      return false
    }
    if filled.allSatisfy({ cells[$0].isHeader }) { return true }
    guard columns == nil else { return false }
    columns = [:]
    let known = filled.filter { meanings[$0] != .nothing }
    return known.count * 2 >= filled.count
      && known.contains { meanings[$0] != .coded && meanings[$0] != .name }
      && zip(known, known.dropFirst()).contains { $0 + 1 == $1 }
      && filled.allSatisfy { Self.isWord(cells[$0].trimmed) }
  }

  /// Takes over the names of the columns; `Name` is a person's only beside what identifies one.
  private mutating func name(_ texts: [String?], _ meanings: [FieldMeaning]) {
    var columns: [Int: String] = [:]
    let isOfPersons = meanings.contains(.identifier)
    for index in cells.indices {
      switch meanings[index] {
      case .identifier, .role: columns[cells[index].column] = texts[index]
      case .name where isOfPersons: columns[cells[index].column] = texts[index]
      default: break
      }
    }
    self.columns = columns
    headers = Set(cells.map { Array($0.trimmed) })
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
