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
  /// Numbers of the fields of texts and of numbers in each column; -1 where there is none yet.
  var fields: [Int32] = []

  /// Names that are kept, and bytes at the beginning of rows that are looked at.
  private static let (namesMax, rowBytesMax) = (1_024, 4_096)
  /// Keys of arrays of names.
  private static let keys: Set<String> = [
    "columns", "fields", "headers", "header", "cols", "columnnames", "column_names", "colnames",
    "fieldnames", "field_names", "schema",
  ]

  /// Whether an array with such a key holds names of columns.
  static func isKey(_ key: String) -> Bool { keys.contains(key.lowercased()) }

  /// Whether rows are judged by the names: two of them are those of fields.
  var isNamed: Bool { knownCount > 1 }

  /// Adds the name of the next column.
  mutating func add(_ name: ArraySlice<UInt8>, isKnown: Bool) {
    guard names.count < Self.namesMax else { return }
    names.append(String(decoding: name, as: UTF8.self))
    if isKnown { knownCount += 1 }
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
