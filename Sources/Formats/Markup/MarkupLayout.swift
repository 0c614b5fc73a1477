import Vocabulary

/// Rows in which a label is the first cell or every second one, whatever their values are: `Surname`, `Swift`;
/// `City`, `Mobile`, though a bank's code and a phone are called so as well.
///
/// That is told by the rows that follow, whose labels no mask touches, and by marks: `th`, `dt`.
extension MarkupTable {
  /// How the cells of rows stand to each other.
  enum Layout {
    /// What a cell is only its own row and the header tell.
    case free
    /// A label and its value by turns.
    case pairs
    /// A label and values of several persons.
    case leading
  }

  /// Labels of a first column that are known, at least.
  private static let knownMin = 2
  /// Names of fields that are surnames and towns as well.
  static let ambiguous: Set<String> = [
    "swift", "mobile", "handy", "line", "cell", "price", "race", "first", "last", "case", "link",
    "plate", "parish", "village", "street", "nurse", "doctor", "page", "cost", "class", "pulse",
    "major", "state", "province", "ort", "rue", "pin", "county", "ward", "member", "guardian",
  ]
  /// Labels that are parts of names where a name stands behind them.
  private static let parts: Set<String> = [
    "given", "first", "last", "middle", "family", "maiden", "alias",
  ]

  /// Whether labels of the row are marked, and values are not.
  var isMarked: Bool {
    guard let first = cells.indices.first(where: { !text($0).isEmpty }) else { return false }
    return cells[first].mark != .plain
      && cells.indices.contains { cells[$0].mark == .plain && !text($0).isEmpty }
  }

  /// Decides how the cells of rows stand to each other, by the row in hand and those that follow.
  mutating func decide(_ labels: inout MarkupLabels, _ next: (() -> [[[UInt8]]])?) {
    guard layout == nil, cells.indices.count(where: { !text($0).isEmpty }) > 1 else { return }
    layout = .free
    guard let next, !isMarked else { return }
    let own = cells.indices.map { Array(text($0)) }
    let rows = ([own] + next()).filter { row in row.count(where: { !$0.isEmpty }) > 1 }
    if rows.count == 1, !hasHeader {
      if own.count == 2, isPair(own, &labels) { layout = .pairs }
      return
    }
    let first = rows.map { isAmbiguous($0[0]) ? .nothing : meaning($0[0], &labels) }
    let known = first.count { $0 != .nothing }
    let identifying = first.count { $0 == .identifier || $0 == .role }
    guard known >= Self.knownMin, known * 2 >= rows.count, identifying > 0 else { return }
    // Labels further right are those of other values; one of them is enough to say so.
    let third = rows.filter { $0.count > 2 && !$0[2].isEmpty }.map(\.[2])
    let labelled = third.count { !isAmbiguous($0) && meaning($0, &labels) != .nothing }
    if labelled == third.count {
      layout = .pairs
    } else if labelled == 0, identifying >= Self.knownMin {
      layout = .leading
    }
  }

  /// Whether a table of one row is a label and a word that names a field as well: `City`, `Mobile`.
  private func isPair(_ row: [[UInt8]], _ labels: inout MarkupLabels) -> Bool {
    let meanings = row.map { meaning($0, &labels) }
    return meanings.allSatisfy { $0 != .nothing } && isAmbiguous(row[1]) && !isAmbiguous(row[0])
  }

  /// Whether a text may as well be somebody or a town.
  private func isAmbiguous(_ text: [UInt8]) -> Bool {
    Self.ambiguous.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  /// What a text means as a label.
  private func meaning(_ text: [UInt8], _ labels: inout MarkupLabels) -> FieldMeaning {
    MarkupLabels.label(MarkupCell.trimmed(text[...])).map { labels.meaning($0, isKey: false) }
      ?? .nothing
  }

  /// The roles of cells in a row whose labels are known by marks or by their place.
  func orderedRoles(_ labels: inout MarkupLabels) -> [CellRole] {
    let isMarked = isMarked
    var roles: [CellRole] = []
    var label: (index: Int, meaning: FieldMeaning)?
    for (index, cell) in cells.enumerated() {
      let column = cell.label ?? column(of: index)
      roles.append(column.map { .value(of: $0) } ?? .plain)
      let text = text(index)
      if text.isEmpty { continue }
      let isLabel =
        isMarked ? cell.mark != .plain : layout == .pairs ? index % 2 == 0 : index == 0
      if isLabel {
        if column == nil { label = (index, meaning(Array(text), &labels)) }
        continue
      }
      guard let label, let name = MarkupLabels.label(self.text(label.index)) else { continue }
      switch label.meaning {
      case .identifier: roles[index] = .value(of: name)
      case .role where isPatient(name) || hasFurther(index) || isPart(name, text):
        roles[index] = .value(of: name)
      case .role, .name: if label.index + 1 == index, column == nil { roles[index] = .joined }
      case .nothing, .coded: break
      }
    }
    return roles
  }

  private func isPatient(_ label: String) -> Bool { label.lowercased() == "patient" }

  /// Whether a label is a part of a name and the value one word with a capital.
  private func isPart(_ label: String, _ value: ArraySlice<UInt8>) -> Bool {
    Self.parts.contains(label.lowercased()) && value.first?.isUppercase == true
      && value.allSatisfy { $0.isLetter || $0 >= 0x80 || $0 == 0x27 || $0 == 0x2D }
  }

  /// Whether the cell before or behind is a value as well.
  private func hasFurther(_ index: Int) -> Bool {
    layout == .leading && cells.count > 2
      || isMarked
        && (cells[index - 1].mark == .plain
          || index + 1 < cells.count && cells[index + 1].mark == .plain)
  }
}

/// Rows of a table that are still to be read: the beginnings of their cells' texts.
enum MarkupPreview {
  /// Rows, cells of a row and bytes that are looked at.
  private static let rowsMax = 6
  private static let cellsMax = 16
  private static let bytesMax = 16 << 10

  /// The rows from a place on, up to the table's end or a table in it.
  static func rows(_ source: [UInt8], from start: Int, isHTML: Bool) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var (row, cell): ([[UInt8]]?, [UInt8]?) = (nil, nil)
    func endCell() {
      if let text = cell, row != nil, row?.count ?? 0 < cellsMax {
        row?.append(Array(MarkupCell.trimmed(text[...])))
      }
      cell = nil
    }
    func endRow() {
      endCell()
      if let cells = row, !cells.isEmpty { rows.append(cells) }
      row = nil
    }
    var place = start
    let limit = min(source.count, start + bytesMax)
    while place < limit, rows.count < rowsMax {
      guard source[place] == 0x3C else {
        let end = source.first(of: 0x3C, from: place, to: limit)
        if let known = cell, known.count <= MarkupLabels.bytesMax {
          cell?.append(contentsOf: source[place..<end].prefix(MarkupLabels.bytesMax + 1))
        }
        place = end
        continue
      }
      let end = source.first(of: 0x3E, from: place, to: limit)
      guard end < limit else { break }
      let tag = tag(source, place..<end, isHTML: isHTML)
      place = end + 1
      switch tag.part {
      case .table:
        endRow()
        return rows
      case .row:
        endRow()
        if !tag.isEnd { row = [] }
      case .cell, .term:
        endCell()
        if !tag.isEnd { cell = [] }
      case nil: break
      }
    }
    return rows
  }

  /// The part of a table that a tag begins or ends.
  private static func tag(
    _ source: [UInt8],
    _ range: Range<Int>,
    isHTML: Bool
  ) -> (part: TablePart?, isEnd: Bool) {
    var start = range.lowerBound + 1
    let isEnd = start < range.upperBound && source[start] == 0x2F
    if isEnd { start += 1 }
    var end = start
    while end < range.upperBound, source[end].isAlphanumeric || source[end] == 0x3A {
      if source[end] == 0x3A { start = end + 1 }
      end += 1
    }
    let name = source[start..<end]
    return (isHTML ? TablePart(name.map(\.lowercased)) : TablePart(name), isEnd)
  }
}
