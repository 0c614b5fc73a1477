import Vocabulary

/// Tables whose rows are of several types, each with columns of its own, as the first cell says.
///
/// ```
/// H|LABEXP|20260304|20
/// P|997233|DIMACULANGAN|ANDREA|19890411|M|26-6931974
/// R|2345-7|Glucose|103|mg/dL|N|202603041012|KOVACS
/// ```
///
/// Source: CLSI LIS02 (ASTM E1394), record types; flat files of laboratories, payers and payrolls.
struct RecordTypes {
  /// Columns by the type of record: the numbers of their fields and what they are called.
  typealias Columns = (values: [Int32], headers: [Int32], names: [String])

  /// Columns of the types that were met.
  private var known: [[UInt8]: Columns] = [:]
  /// The type of the row in hand.
  private var current: [UInt8] = []
  /// Bytes of the longest code.
  private static let codeBytesMax = 3
  /// Types of one document.
  static let typesMax = 24

  /// Whether a row is of another type than the one before.
  func changes(_ code: [UInt8]) -> Bool { code != current }

  /// Keeps the columns of the type in hand.
  ///
  /// - Returns: the columns of the next type; nil where it is new.
  mutating func change(to code: [UInt8], from columns: Columns) -> Columns? {
    known[current] = columns
    current = code
    return known[code]
  }

  /// The type that the first cell of a row says; empty for one that is no code.
  ///
  /// Codes are capitals and digits; a comment of that type names its columns.
  static func code(_ cell: ArraySlice<UInt8>) -> [UInt8] {
    let code = cell.drop { $0 == 0x23 || $0 == 0x22 }.prefix { $0 != 0x22 }
    guard let first = code.first, code.count <= codeBytesMax,
      code.allSatisfy({ $0.isUppercase || $0.isDigit }),
      first.isUppercase || code.count > 1 && code.allSatisfy(\.isDigit)
    else { return [] }
    return Array(code)
  }
}

extension Sniffer {
  /// Rows from which on types can be told.
  private static let typedRowsMin = 6
  /// Codes with which rows begin that have readers of their own.
  private static let segments: Set<[UInt8]> = Set(
    "MSH PID PV1 OBX OBR NK1 EVN IN1 GT1 ORC ISA GS ST NM1".split(separator: " ")
      .map { Array($0.utf8) }
  )

  /// Whether rows are of several types: their first cells are short codes, those of one type have as many cells, and
  /// those of another have more or fewer.
  ///
  /// `counts`: delimiters in each row.
  func areTyped(_ rows: [(start: Int, count: Int)], _ delimiter: UInt8) -> Bool {
    guard rows.count >= Self.typedRowsMin, let first = rows.first else { return false }
    // Records of analysers say what is a component: they are read by their places (`Engine.records`).
    let line =
      first.start..<head.first(of: 0x0A, 0x0D, 0x0A, 0x0D, from: first.start, to: head.count)
    if head.first(of: "\\^&", from: line.lowerBound, to: line.upperBound) < line.upperBound {
      return false
    }
    var types: [[UInt8]: [Int]] = [:]
    for row in rows {
      let end = head.first(of: delimiter, 0x0A, 0x0D, 0x0A, from: row.start, to: head.count)
      types[RecordTypes.code(head[row.start..<end]), default: []].append(row.count)
    }
    let others = types.removeValue(forKey: [])?.count ?? 0
    guard others * 10 <= rows.count, (2...RecordTypes.typesMax).contains(types.count),
      !types.keys.contains(where: Self.segments.contains)
    else { return false }
    let usual = Self.usual(rows.map(\.count))
    if usual.rows * 10 >= rows.count * 9 { return false }
    let shapes = types.values.filter { $0.count > 1 }.map { ($0.count, Self.usual($0)) }
    let even = shapes.reduce(0) { $0 + $1.1.rows }
    let all = shapes.reduce(0) { $0 + $1.0 }
    return shapes.count > 1 && even * 10 >= all * 9 && all * 2 > rows.count
      && Set(shapes.map(\.1.count)).count > 1 && shapes.contains { $0.1.count > 2 }
  }

  /// The count that most rows have, and how many have it.
  private static func usual(_ counts: [Int]) -> (count: Int, rows: Int) {
    let tally = counts.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    let best = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }
    return (best?.key ?? 0, best?.value ?? 0)
  }
}
