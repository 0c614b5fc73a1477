import Vocabulary

/// Where a table begins, and which of its cells name others.
package struct TableLayout: Sendable, Hashable {
  /// Lines above the table that are not empty: comments, titles, groups of columns.
  package var preambleLines = 0
  /// Columns, from 0, whose cells name what stands to the right of them; none where columns do not.
  package var labelColumns: [Int] = []
  /// Columns, from 0, whose cells such names are of, as the header says; none where all to the right are.
  package var valueColumns: [Int] = []
  /// Whether such names tell of a person, so that `Name` among them is the name of one.
  package var isOfPerson = false
  /// Whether the document is made of sections: labels and values of one row each, tables of other widths.
  package var isSectioned = false
  /// Whether rows are of several types with columns of their own, as their first cells say.
  package var isTyped = false
  /// Rows that name the columns together, where there is a header.
  package var headerRows = 1

  /// A table that begins with the document.
  package init() {}
}

/// Tells rows that name columns, and columns that name rows, from values.
///
/// Names of fields decide alone, which stay in a masked copy; a mask is no name of one.
struct TableShape {
  /// A cell of a row.
  struct Cell {
    /// From 0.
    var column: Int
    /// What it holds; nil for what is no text.
    var text: ArraySlice<UInt8>?
  }

  /// Says which texts name fields.
  let naming: FieldNaming
  /// Shows a cell as its copy will be.
  var masked: Tagging = { $0 }

  /// Rows at the beginning of a table that are looked at.
  static let rowsMax = 12
  /// Cells of a row that are looked at.
  private static let cellsMax = 64

  /// Whether a row names columns without any doubt: all cells can be names, two of them and half of all
  /// are names of fields; a third where two identify, one of them a person, and no cell has a digit.
  func isHeader(_ row: [Cell]) -> Bool {
    let filled = row.prefix(Self.cellsMax).filter { $0.text?.isEmpty != true }
    var (known, identifying, isOfPerson) = (0, 0, false)
    guard filled.count > 1 else { return false }
    for (index, cell) in filled.enumerated() {
      guard let text = cell.text else { return false }
      if text.last != 0x3A {
        switch naming(text) {
        case .person: (known, identifying, isOfPerson) = (known + 1, identifying + 1, true)
        case .identifier: (known, identifying) = (known + 1, identifying + 1)
        case .code: known += 1
        case .unknown: break
        }
      }
      // The rest may be known, and is too little.
      let most = known + filled.count - index - 1
      if most < 2 || most * 3 < filled.count { return false }
    }
    guard known > 1, known * 3 >= filled.count else { return false }
    if known * 2 < filled.count {
      return isOfPerson && identifying > 1 && filled.allSatisfy(Self.isPlainName)
    }
    // Beside two names of what identifies, `0-30` and `2023` are names, too.
    return identifying > 1 && mayBeNames(filled, identifying)
      || HeaderRow.names(filled.compactMap(\.text), allowsEmpty: false, masked: masked) != nil
  }

  /// Whether a cell is a few words without a digit, a comma or a mask, as names of columns are.
  private static func isPlainName(_ cell: Cell) -> Bool {
    guard let words = cell.text?.split(separator: 0x20) else { return false }
    return (1...3).contains(words.count) && words.allSatisfy(isPlainWord)
  }

  private static func isPlainWord(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, first.isLetter else { return false }
    return !word.contains { byte in byte.isDigit || byte == 0x2C || byte == 0x5B }
  }

  /// Whether a row behind an empty one names the columns of another table than the one before: it has
  /// other cells, all of which can be names, and values below that cannot.
  func isHeader(_ row: [Cell], above next: [Cell]?, behind width: Int) -> Bool {
    let filled = row.prefix(Self.cellsMax).filter { $0.text?.isEmpty != true }
    guard let next, filled.count > 1, filled.count == row.count, row.count != width else {
      return false
    }
    let values = next.filter { $0.text?.isEmpty != true }
    return filled.allSatisfy(canName) && values.count > 1 && !values.allSatisfy(isName)
  }

  /// Whether a row below a title names the columns although one of its cells alone is known: it is called as what
  /// identifies is, all others can be names as well, and nothing below repeats it.
  ///
  /// ```
  /// Tuesday shift,,,
  /// Chair,Patient,EDW,Access
  /// 2,Jan Baird,88.2,R IJ cath
  /// ```
  /// `next`: the rows below it.
  func isHeader(_ row: [Cell], belowTitle next: some Sequence<[Cell]>) -> Bool {
    let cells = row.prefix(Self.width(row))
    guard (3...Self.cellsMax).contains(cells.count), Self.filledCount(row) == cells.count else {
      return false
    }
    let known = cells.filter(identifies)
    guard !known.isEmpty, cells.allSatisfy(isShortName) else { return false }
    var (rowsBelow, hasValues) = (0, known.contains(where: Self.isOfPeople))
    for other in next {
      rowsBelow += 1
      for cell in other.prefix(cells.count) where cell.text?.isEmpty == false {
        if isKnown(cell), known.contains(where: { $0.column == cell.column }) { return false }
        hasValues = hasValues || !isName(cell)
      }
    }
    return rowsBelow > 0 && hasValues && cells.allSatisfy(canName)
  }

  /// Whether a cell is called as what identifies is, and as nothing else.
  private func identifies(_ cell: Cell) -> Bool {
    guard let text = cell.text, text.last != 0x3A, !LabelRole.isAmbiguous(text) else {
      return false
    }
    return naming(text).isIdentifying
  }

  /// Whether a cell is called as those are whom records are of: no value is.
  private static func isOfPeople(_ cell: Cell) -> Bool {
    let words = String(decoding: cell.text ?? [], as: UTF8.self).lowercased()
      .split { !$0.isLetter }
    return words.contains { peopleWords.contains(String($0)) }
  }

  private static let peopleWords: Set<String> = [
    "patient", "patients", "client", "clients", "resident", "residents", "participant", "subject",
    "name", "pt", "member", "student", "donor",
  ]

  /// Whether a row has a gap, and one cell gives a value to a label or says more than a column is called, as titles
  /// above columns do: `MWF 1st shift,,charge RN: Omya,`.
  func isTitle(ofGaps row: [Cell]) -> Bool {
    guard Self.filledCount(row) < row.count else { return false }
    return row.contains { cell in
      guard let text = cell.text else { return false }
      let words = text.count { $0 == 0x20 } < Self.titleWordsMin ? [] : masked(Array(text))
      return Self.givesValue(cell) || words.count { $0 == 0x20 } + 1 > Self.titleWordsMin
    }
  }

  /// Words of a title, as its copy has them, at least one more than these.
  private static let titleWordsMin = 4

  /// Whether a cell gives a value to a label: `charge RN: Omya`.
  static func givesValue(_ cell: Cell) -> Bool {
    guard let text = cell.text, let colon = text.firstIndex(of: 0x3A) else { return false }
    let rest = text[(colon + 1)...]
    return colon > text.startIndex && rest.first == 0x20 && rest.contains { $0 > 0x20 }
  }

  /// Whether a cell is as short as names of columns are, and says no more than what a column is called.
  private func isShortName(_ cell: Cell) -> Bool {
    guard let text = cell.text, text.last != 0x3A else { return false }
    return text.split(separator: 0x20).count <= Self.nameWordsMax
  }

  /// Words of such a name at most.
  private static let nameWordsMax = 5

  /// Whether a cell can be a name, and nothing would be masked in it or was.
  private func canName(_ cell: Cell) -> Bool {
    guard let text = cell.text, !text.contains(0x5B), isName(cell) else { return false }
    return masked(Array(text)).elementsEqual(text)
  }

  private func isName(_ cell: Cell) -> Bool {
    guard let text = cell.text else { return false }
    return HeaderRow.names([text], allowsEmpty: false, masked: masked) != nil
  }

  /// How many cells of a row hold something.
  static func filledCount(_ row: [Cell]) -> Int { row.count { $0.text?.isEmpty != true } }

  /// Columns whose cells name what stands beside them.
  struct Labels {
    /// The columns, from 0; none where columns are named by a row.
    var columns: [Int] = []
    /// The columns whose cells they name, as the header says; none where all to the right are.
    var values: [Int] = []
    /// Whether they tell of a person.
    var isOfPerson = false
    /// Whether the first row says that they are labels: `Field,Value`.
    var hasHeader = false
  }

  /// What names what in the first rows of a table, where not the first row names its columns.
  ///
  /// `rows`: none of them empty, the first one first.
  func labels(_ rows: [[Cell]]) -> Labels {
    let rows = Array(rows.prefix(Self.rowsMax))
    guard let top = rows.first, let first = top.first?.column, top.count > 1, rows.count > 1 else {
      return Labels()
    }
    let roles = top.prefix(2).map { LabelRole(text($0)) }
    if roles == [.label, .value], top.count == 2, !LabelRole.isChange(text(top[1])) {
      let isOfPerson = people(rows.dropFirst(), [first]).person > 0
      return Labels(columns: [first], isOfPerson: isOfPerson, hasHeader: true)
    }
    if let found = headedLabels(top, rows) { return found }
    // Above names of fields may stand what the other columns are: `Subject,1,2`, `Field,Case 1,Case 2`.
    let isNumbered = areNumbered(top.dropFirst())
    let heads = isNumbered ? [] : top.dropFirst()
    let named = isNumbered ? Array(rows.dropFirst()) : rows
    guard isKnown(top[0]) || !heads.contains(where: isKnown),
      !top.contains(where: { LabelRole.describes(text($0)) }), isLabelColumn(first, named)
    else { return Labels() }
    var columns = [first]
    for cell in heads {
      // Names stand beside values, never beside one another.
      let isKnown = isKnown(cell)
      if isKnown, columns.last == cell.column - 1 { return Labels() }
      if isKnown, isLabelColumn(cell.column, rows) {
        columns.append(cell.column)
      } else if isKnown {
        return Labels()
      }
    }
    let (person, others) = people(rows[...], columns)
    guard person > 0, person + others > 1 else { return Labels() }
    return Labels(columns: columns, isOfPerson: true)
  }

  /// Whether cells are one word with a number each, as cases of a study side by side are.
  private func areNumbered(_ cells: ArraySlice<Cell>) -> Bool {
    let words = cells.map { cell in (cell.text ?? [])[...].reversed().drop(while: \.isDigit) }
    guard cells.count > 1, let first = words.first, first.contains(where: \.isLetter) else {
      return false
    }
    return zip(cells, words)
      .allSatisfy { cell, word in
        word.count < cell.text?.count ?? 0 && word.elementsEqual(first)
      }
  }

  /// Headers of columns in which one value of many fields stands, each in its row; and of those that name the fields.
  private static let valueHeaders: Set<String> = [
    "value", "val", "answer", "response", "content", "new value", "old value", "new", "old", "from",
    "to", "before",
    "after", "previous", "current", "previous value", "current value", "prior value",
    "original value",
    "updated value", "changed from", "changed to", "old val", "new val", "from value", "to value",
    "from string",
    "to string", "field value", "attr value", "attribute value", "value string", "value text",
    "text value",
    "patient info", "string value", "answer text", "response text", "response value", "tval char",
    "nval num",
    "valor", "wert", "qval", "aval", "avalc", "orres", "value as string", "item value",
  ]
  private static let labelHeaders: Set<String> = [
    "field", "field name", "fieldname", "attribute", "attribute name", "attr", "attr name",
    "variable", "variable name",
    "var", "parameter", "parameter name", "property", "property name", "column name", "column",
    "question",
    "question text", "prompt", "element", "data element", "item", "item name", "key", "label",
    "name", "event type",
    "concept cd", "changed field", "field label", "campo", "feld", "qnam", "qlabel", "param",
    "paramcd",
    "item oid", "itemoid",
  ]
  /// Headers of columns that name fields by a code, beside one that does in words, or alone.
  private static let codeHeaders: Set<String> = ["qnam", "paramcd", "field name", "fieldname"]
  /// Headers that say without a known label below them what the columns are.
  ///
  /// Source: CDISC, SDTM (supplemental qualifiers) and ADaM (basic data structure).
  private static let longHeaders: Set<String> = [
    "qnam", "qlabel", "param", "paramcd", "concept cd",
  ]

  /// The columns of a table in which each row holds one field of somebody, its name and its value: exports of
  /// forms, trails of changes.
  private func headedLabels(_ top: [Cell], _ rows: [[Cell]]) -> Labels? {
    let names = top.map { cell in
      text(cell).replacing("_", with: " ").replacing("-", with: " ").lowercased()
    }
    guard let label = names.indices.last(where: { Self.labelHeaders.contains(names[$0]) }) else {
      return nil
    }
    let values = names.indices.filter { $0 > label && Self.valueHeaders.contains(names[$0]) }
    let hasCode = label > 0 && Self.codeHeaders.contains(names[label - 1])
    let columns = (hasCode ? [label - 1, label] : [label]).map { top[$0].column }
    guard !values.isEmpty else { return nil }
    let (person, others) = people(rows.dropFirst(), columns)
    // The codes of i2b2 are names of fields behind a prefix: `DEM|NAME_LAST`.
    guard person + others > 0 || Self.longHeaders.contains(names[label]) else { return nil }
    return Labels(
      columns: columns,
      values: values.map { top[$0].column },
      isOfPerson: person > 0,
      hasHeader: true
    )
  }

  /// Whether a row names columns although some of its cells are numbers or codes: two others are names of fields, one
  /// of which identifies, and no cell names what another holds.
  func namesFields(_ row: [Cell]) -> Bool {
    var (known, identifying) = (0, 0)
    for cell in row.prefix(Self.cellsMax) {
      guard let text = cell.text, text.last != 0x3A else { continue }
      switch naming(text) {
      case .person, .identifier: (known, identifying) = (known + 1, identifying + 1)
      case .code: known += 1
      case .unknown: break
      }
    }
    return known > 1 && identifying > 0 && mayBeNames(row, identifying)
  }

  /// Whether no cell holds as many digits as somebody's number or day: `Street,48213,Mobile` are values.
  private func mayBeNames(_ row: some Collection<Cell>, _ identifying: Int) -> Bool {
    let digitsMax = identifying > 2 ? Self.codeDigits : Self.codeDigits - 1
    return row.allSatisfy { cell in cell.text?.count(where: \.isDigit) ?? 0 <= digitsMax }
  }

  /// Digits of the longest code that heads a column: that of a procedure.
  private static let codeDigits = 5

  /// How many cells of some columns name what tells of a person, and other identifiers.
  private func people(_ rows: ArraySlice<[Cell]>, _ columns: [Int]) -> (person: Int, others: Int) {
    var (person, others) = (0, 0)
    for cell in rows.joined() where columns.contains(cell.column) {
      guard let text = cell.text else { continue }
      switch naming(text) {
      // `Name` alone may be that of anything.
      case .person: if LabelRole.label(text) != nil { person += 1 } else { others += 1 }
      case .identifier: others += 1
      case .code, .unknown: break
      }
    }
    return (person, others)
  }

  /// Whether most cells of a column name fields, two at least.
  private func isLabelColumn(_ column: Int, _ rows: [[Cell]]) -> Bool {
    var (known, filled) = (0, 0)
    for row in rows {
      guard let cell = row.first(where: { $0.column == column }), cell.text?.isEmpty != true else {
        continue
      }
      filled += 1
      if isKnown(cell) { known += 1 }
      // What is no name in the first rows is none in most.
      if filled == 4, known < 2 { return false }
    }
    return known > 1 && known * 10 >= filled * 6
  }

  /// Whether a cell names a field.
  func isKnown(_ cell: Cell) -> Bool { cell.text.map { naming($0).isKnown } ?? false }

  private func text(_ cell: Cell) -> String {
    cell.text.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
