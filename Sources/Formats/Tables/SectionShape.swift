import Vocabulary

/// Documents of a table's delimiter that are made of sections, as devices and laboratories export them: rows of a label
/// and its value, then a table, then perhaps the next patient's labels.
///
/// ```
/// #Patient;Pool;Bill
/// #Export user;bpool2
/// Time;Vt[mL];PEEP[mbar]
/// 08:00:00;420;8
/// ```
extension TableShape {
  /// Whether the first rows of a document are the labels of a section, without any doubt: two name fields, one of them
  /// of a person, beside values, and a title or a wider row tells them from a table of two columns.
  ///
  /// `rows`: the first ones, none of them empty.
  func beginSections(_ rows: [[Cell]]) -> Bool {
    var (pairs, known, person, isParted) = (0, 0, 0, false)
    for row in rows {
      if Self.isTitle(row) {
        isParted = true
        continue
      }
      guard Self.isPair(row) else {
        isParted = isParted || Self.filledCount(row) > 2
        break
      }
      guard let label = row[0].text.map(Self.bareLabel), let value = row[1].text else { continue }
      pairs += 1
      let named = naming(label)
      guard named.isKnown || label.last == 0x3A else { continue }
      // Names stand beside values, never beside one another.
      if naming(value).isKnown { return false }
      known += 1
      if named == .person, LabelRole.label(label) != nil { person += 1 }
    }
    return isParted && pairs > 1 && known > 1 && person > 0
  }

  /// Whether a row is a section's title and nothing else: `[Patient]`.
  static func isTitle(_ row: [Cell]) -> Bool {
    guard filledCount(row) == 1, let text = row.first?.text, text.count > 2 else { return false }
    return text.first == 0x5B && text.last == 0x5D && MaskTag.find(in: text).isEmpty
  }

  /// Whether a row is a label and its value, or a comment that holds them.
  static func isPair(_ row: [Cell]) -> Bool {
    guard row.count > 1, let first = row[0].text?.first else { return false }
    return first == 0x23 || filledCount(row) == 2 && row[1].text?.isEmpty == false
  }

  /// A label without what marks it as a comment.
  static func bareLabel(_ label: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    label.drop { $0 == 0x23 || $0 == 0x20 || $0 == 0x22 }
  }

  /// Cells of a row up to the last one that holds something.
  static func width(_ row: [Cell]) -> Int {
    (row.lastIndex { $0.text?.isEmpty != true } ?? -1) + 1
  }
}

/// What is known of a row among sections, and of the one before it.
struct TableSection {
  /// Cells up to the last one that holds something.
  private(set) var width = 0
  /// Whether the row is a label with its value.
  private(set) var isPair = false
  /// Whether it is a title.
  private var isTitle = false
  /// Whether the section holds labels and their values, and no table.
  var isOfLabels = true
  /// What names the columns of the section.
  var key: [String] = []

  /// Takes the next row, behind an empty one or not.
  ///
  /// - Returns: whether it may begin another section.
  mutating func take(_ row: [TableShape.Cell], isBehindEmpty: Bool, _ shape: TableShape) -> Bool {
    let isApart = isTitle || isBehindEmpty
    let isOther = TableShape.width(row) != width
    width = TableShape.width(row)
    isTitle = TableShape.isTitle(row)
    // A row of a table may have two cells as well.
    isPair =
      TableShape.isPair(row)
      && (isOfLabels || row[0].text?.first == 0x23
        || (isApart || row.count == 2) && shape.namesField(row[0]))
    return isApart || isOther
  }
}

extension TableShape {
  /// What begins with a row of a document of sections.
  struct Section {
    /// The names of its columns; nil where none of its rows names them.
    var header: [String]?
    /// What labels name in it.
    var labels = Labels()
  }

  /// Whether a cell names a field, perhaps as a comment.
  func namesField(_ cell: Cell) -> Bool {
    cell.text.map { naming(Self.bareLabel($0)).isKnown } ?? false
  }

  /// The section that begins with rows of one width; nil where they may be rows of the one before.
  func section(_ rows: [[Cell]], _ before: TableSection) -> Section? {
    guard let first = rows.first else { return nil }
    let labels = labels(rows)
    let header = HeaderRow.texts(of: first.map { $0.text ?? [] })
    if !labels.columns.isEmpty {
      return Section(header: labels.hasHeader ? header : nil, labels: labels)
    }
    if isHeader(first) { return Section(header: header) }
    // What a label in each row names is no column.
    if before.isPair { return Section() }
    if heads(first, rows) { return Section(header: header) }
    return before.isOfLabels && rows.count > 1 && Self.width(first) > 2 ? Section() : nil
  }

  /// Whether a row names the columns of the rows below it: all cells can, one does, and those below cannot.
  private func heads(_ first: [Cell], _ rows: [[Cell]]) -> Bool {
    func areNames(_ row: [Cell]) -> Bool {
      HeaderRow.names(row.map { $0.text ?? [] }, allowsEmpty: true, masked: masked) != nil
    }
    guard rows.count > 1, Self.width(first) > 2, first.contains(where: namesField) else {
      return false
    }
    return areNames(first) && !areNames(rows[1])
  }
}
