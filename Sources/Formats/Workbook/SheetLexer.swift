import Vocabulary

/// A cell of a worksheet.
struct SheetCell: Hashable {
  /// What the value is: `s` shared, `str` and `inlineStr` text, `d` a date, `n` or nothing a number.
  var type: [UInt8] = []
  /// Index of its format in the workbook's styles.
  var style = 0
  /// From 1; 0 where the cell does not say.
  var column = 0
  /// From 1; 0 where the cell does not say.
  var row = 0

  /// Whether the value is a number.
  var isOfNumber: Bool { type.isEmpty || type.elementsEqual("n".utf8) }
}

/// Finds cells in the XML of a worksheet, without its grammar: the reader that masks holds that.
///
/// Source: ECMA-376 part 1, §18.3.1.4 (cells) and §18.18.11 (types).
enum SheetLexer {
  /// Bytes in front of a value in which its cell's tag is looked for.
  private static let reachBytes = 16 << 10

  /// The local name of the tag that begins at `position`, and where the name ends; nil for end tags
  /// and what is no tag.
  static func name(_ source: [UInt8], at position: Int) -> (name: Range<Int>, end: Int)? {
    var start = position + 1
    var end = start
    while end < source.count, source[end].isAlphanumeric || source[end] == 0x3A { end += 1 }
    guard end > start else { return nil }
    let colon = source.first(of: 0x3A, from: start, to: end)
    if colon < end { start = colon + 1 }
    return (start..<end, end)
  }

  /// The cell whose value begins at `position`.
  static func cell(before position: Int, in source: [UInt8]) -> SheetCell? {
    let low = max(0, position - reachBytes)
    var place = position
    while place > low {
      place -= 1
      guard source[place] == 0x3C, let tag = name(source, at: place), isCell(source[tag.name])
      else { continue }
      return cell(source, from: tag.end)
    }
    return nil
  }

  /// Whether an element of that local name is a cell: of a sheet, or of the copy of one.
  static func isCell(_ name: ArraySlice<UInt8>) -> Bool {
    name.count == 1 ? name.first == 0x63 : name.elementsEqual("cell".utf8)
  }

  /// Whether the value that begins at `position` is the result of a formula, which stands before it.
  static func isResult(_ source: [UInt8], at position: Int) -> Bool {
    guard let value = source[..<position].lastIndex(of: 0x3C),
      let before = source[max(0, value - reachBytes)..<value].lastIndex(of: 0x3C)
    else { return false }
    let isEnd = before + 1 < source.count && source[before + 1] == 0x2F
    return name(source, at: isEnd ? before + 1 : before)
      .map { source[$0.name].elementsEqual("f".utf8) } ?? false
  }

  /// The cell whose attributes begin at `position`.
  static func cell(_ source: [UInt8], from position: Int) -> SheetCell {
    var cell = SheetCell()
    var place = position
    while place < source.count, source[place] != 0x3E {
      guard source[place] <= 0x20 else {
        place += 1
        continue
      }
      while place < source.count, source[place] <= 0x20 { place += 1 }
      let start = place
      while place < source.count, source[place].isLetter { place += 1 }
      guard place + 1 < source.count, source[place] == 0x3D,
        source[place + 1] == 0x22 || source[place + 1] == 0x27
      else { continue }
      let first = place + 2
      let end = source.first(of: source[place + 1], from: first, to: source.count)
      let value = source[first..<end]
      if place - start == 1 {
        switch source[start] {
        case 0x72: (cell.column, cell.row) = reference(value)
        case 0x73: cell.style = number(value) ?? 0
        case 0x74: cell.type = Array(value)
        default: break
        }
      }
      place = min(source.count, end + 1)
    }
    return cell
  }

  /// Column and row of a reference like `AB12`.
  static func reference(_ text: ArraySlice<UInt8>) -> (column: Int, row: Int) {
    var (column, row) = (0, 0)
    for byte in text {
      if byte.isLetter {
        column = min(column * 26 + Int(byte.lowercased - 0x60), 1 << 20)
      } else if byte.isDigit {
        row = min(row * 10 + Int(byte - 0x30), 1 << 30)
      }
    }
    return (column, row)
  }

  /// A number of digits.
  static func number(_ text: ArraySlice<UInt8>) -> Int? {
    guard !text.isEmpty, text.count < 10, text.allSatisfy(\.isDigit) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// The text between tags from `position` on, with references decoded, up to the end tag of an
  /// element with this name; phonetic hints are passed over.
  static func text(_ source: [UInt8], from position: Int, endingWith name: String) -> ([UInt8], Int)
  {
    var out: [UInt8] = []
    var place = position
    var isPhonetic = false
    while place < source.count {
      if source[place] == 0x3C {
        let isEnd = place + 1 < source.count && source[place + 1] == 0x2F
        let tag = Self.name(source, at: isEnd ? place + 1 : place)
        let found = tag.map { source[$0.name] } ?? []
        if isEnd, found.elementsEqual(name.utf8) { return (out, place) }
        if found.elementsEqual("rPh".utf8) { isPhonetic = !isEnd }
        place = min(source.count, source.first(of: 0x3E, from: place, to: source.count) + 1)
        continue
      }
      if source[place] == 0x26,
        let reference = XMLEntities.decode(source, at: place, to: source.count, isHTML: false)
      {
        let scalar = Unicode.Scalar(reference.scalar) ?? "\u{FFFD}"
        if !isPhonetic { out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter }
        place = reference.end
        continue
      }
      if !isPhonetic { out.append(source[place]) }
      place += 1
    }
    return (out, place)
  }
}

/// Dates as workbooks count them: days since the end of 1899, or since the beginning of 1904.
///
/// Source: ECMA-376 part 1, §18.17.4.1.
package struct SerialDate: Sendable, Hashable {
  /// Whether days count from 1904.
  package var is1904: Bool

  /// The date of a number written in digits; nil for what is none, times of day alone included.
  ///
  /// The first day of a year is the year alone: so a date that was masked is no date any more. Years
  /// in which somebody over 89 was born are never alone.
  func text(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value >= 1, value < 2_958_466
    else { return nil }
    let days = Int(value) + (is1904 ? 1_462 : 0)
    let (year, month, day) = civil(days - 25_569 + (days < 60 ? 1 : 0))
    let firstYearAlone = 1_936
    if month == 1, day == 1, value == value.rounded(.down), year >= firstYearAlone {
      return Array("\(year)".utf8)
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return Array("\(year)-\(two(month))-\(two(day))".utf8)
  }

  /// The number of the first day of a year.
  func number(ofYear year: Int) -> Int {
    // Days before the year in the proleptic Gregorian calendar.
    let before = year - 1
    let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
    return days + 25_569 - (is1904 ? 1_462 : 0)
  }

  /// The day so many days after 1 January 1970.
  ///
  /// Source: Howard Hinnant, chrono-compatible low-level date algorithms.
  private func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
