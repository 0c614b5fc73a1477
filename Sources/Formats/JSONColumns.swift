import Vocabulary

/// What the columns of rows are called, in an object that says it beside them or in the first of the rows.
///
/// ```
/// {"columns": ["mrn", "city"], "data": [["5512093", "Boise"]]}
/// [["mrn", "city"], ["5512093", "Boise"]]
/// ```
struct JSONColumns {
  /// The names in their order.
  private var names: [String] = []
  /// How many of them are names of fields.
  private var knownCount = 0
  /// Whether the last of them is, and whether one of them is that of a field of persons and of nothing else.
  private var (isLastKnown, namesPerson) = (false, false)
  /// Numbers of the fields of texts and of numbers in each column; -1 where there is none yet.
  var fields: [Int32] = []

  /// Names that are kept, and bytes at the beginning of rows that are looked at.
  private static let namesMax = 1_024
  private static let rowBytesMax = 4_096
  /// Keys of arrays of names.
  private static let keys: Set<String> = [
    "columns", "fields", "headers", "header", "cols", "columnnames", "column_names", "colnames",
    "fieldnames", "field_names", "schema", "columnheaders", "column_headers", "columninfo",
    "column_info",
    "columnmetadata", "metadata",
  ]

  /// Whether an array with such a key holds names of columns.
  static func isKey(_ key: String) -> Bool { keys.contains(key.lowercased()) }

  /// Keys of rows that are members of an object each.
  private static let rowKeys: Set<String> = [
    "cells", "values", "row", "data", "c", "rowdata", "columns",
  ]

  /// Whether an array with such a key holds the cells of a row.
  static func isRowKey(_ key: ArraySlice<UInt8>) -> Bool {
    rowKeys.contains(String(decoding: key, as: UTF8.self).lowercased())
  }

  /// The two elements of an array from behind its bracket on, the first a string, the second a string or a number;
  /// nil for other arrays.
  static func pair(
    _ source: [UInt8],
    from start: Int
  ) -> (label: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    let limit = min(source.count, start + rowBytesMax)
    var place = start
    func skip() { while place < limit, source[place] <= 0x20 { place += 1 } }
    func string() -> ArraySlice<UInt8>? {
      guard place < limit, source[place] == 0x22 else { return nil }
      let first = place + 1
      place = first
      while place < limit, source[place] != 0x22 { place += source[place] == 0x5C ? 2 : 1 }
      guard place < limit else { return nil }
      place += 1
      return source[first..<place - 1]
    }
    skip()
    guard let label = string(), label.count <= HeaderRow.nameBytesMax else { return nil }
    skip()
    guard place < limit, source[place] == 0x2C else { return nil }
    place += 1
    skip()
    var value = string()
    if value == nil {
      let first = place
      while place < limit,
        source[place].isAlphanumeric || [0x2D, 0x2E, 0x2B].contains(source[place])
      {
        place += 1
      }
      if place > first { value = source[first..<place] }
    }
    skip()
    guard let value, place < limit, source[place] == 0x5D else { return nil }
    return (label, value)
  }

  /// Whether rows are judged by the names: two of them are those of fields, or one of a field of persons.
  var isNamed: Bool { knownCount > 1 || namesPerson }

  /// Adds the name of the next column.
  mutating func add(_ name: ArraySlice<UInt8>, _ named: NamedField) {
    guard names.count < Self.namesMax else { return }
    names.append(String(decoding: name, as: UTF8.self))
    count(name, named)
  }

  /// Takes over what the column that was added last is called for people, where nobody knows its name:
  /// `{"name": "V1", "label": "First Name"}`.
  mutating func explain(_ label: ArraySlice<UInt8>, _ named: NamedField) {
    guard !isLastKnown, named.isKnown, !names.isEmpty else { return }
    names[names.count - 1] = String(decoding: label, as: UTF8.self)
    count(label, named)
  }

  /// Counts a name.
  private mutating func count(_ name: ArraySlice<UInt8>, _ named: NamedField) {
    isLastKnown = named.isKnown
    if isLastKnown { knownCount += 1 }
    guard named == .person, LabelRole.label(name) != nil, !LabelRole.isAmbiguous(name) else {
      return
    }
    namesPerson = true
  }

  /// The number of the field of a column, from 1; nil for one without a name.
  mutating func field(
    _ column: Int32,
    _ kind: PathTable.Kind,
    _ table: inout FieldTable
  ) -> Int32? {
    guard column > 0, column <= names.count else { return nil }
    if fields.isEmpty { fields = [Int32](repeating: -1, count: names.count * 2) }
    let place = (Int(column) - 1) * 2 + (kind == .number ? 1 : 0)
    guard place < fields.count else { return nil }
    if fields[place] < 0 {
      let name = names[Int(column) - 1]
      let shape: ValueShape = kind == .number ? .number : .text
      fields[place] = table.add(FieldContext(name: name, shape: shape, column: column))
    }
    return fields[place]
  }

  /// The strings of an array from behind its bracket on; nil where it holds anything else or is long.
  static func row(_ source: [UInt8], from start: Int) -> [TableShape.Cell]? {
    var cells: [TableShape.Cell] = []
    var place = start
    let limit = min(source.count, start + rowBytesMax)
    while place < limit {
      switch source[place] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x2C: place += 1
      case 0x5D: return cells
      case 0x22:
        let end = source.first(of: 0x22, 0x5C, 0x22, 0x5C, from: place + 1, to: limit)
        guard end < limit, source[end] == 0x22 else { return nil }
        cells.append(TableShape.Cell(column: cells.count, text: source[place + 1..<end]))
        place = end + 1
      default: return nil
      }
    }
    return nil
  }
}
