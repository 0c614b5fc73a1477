import Vocabulary

/// The names that the first row of a table gives its columns.
///
/// A row is judged as its masked copy will be, since a gate that reads other columns finds other
/// things: a tag counts as letters or digits by its kind, whatever stood in its place.
enum HeaderRow {
  /// Bytes of a column's name; longer cells are values.
  static let nameBytesMax = 64
  /// Digits that a tag of a number stands for.
  private static let tagDigits = 9
  /// Digits of a date's tag: often the year stands in its place.
  private static let yearDigits = 4

  /// The names in a row's cells; nil where the row holds values.
  ///
  /// A cell that names a column is short and has at least as many other characters as digits, a letter
  /// among them; `allowsEmpty` columns need no name. Names in brackets, as databases quote them, are
  /// read without: `[LastName],[SSN]`. `masked`: writes tags in place of what would be masked.
  static func names(
    _ cells: [ArraySlice<UInt8>],
    allowsEmpty: Bool,
    masked: Tagging
  ) -> [String]? {
    let names = isQuoted(cells) ? cells.map { $0.dropFirst().dropLast() } : cells
    for name in names where !(allowsEmpty && name.isEmpty) {
      guard isName(masked(Array(name))[...]) else { return nil }
    }
    return names.map(text)
  }

  /// The names in the cells of a row that is a header.
  static func texts(of cells: [ArraySlice<UInt8>]) -> [String] {
    (isQuoted(cells) ? cells.map { $0.dropFirst().dropLast() } : cells).map(text)
  }

  /// Whether all cells are in brackets, and not all of them are tags.
  private static func isQuoted(_ cells: [ArraySlice<UInt8>]) -> Bool {
    cells.allSatisfy(hasBrackets)
      && !cells.allSatisfy { cell in MaskTag.find(in: cell).first?.range == cell.indices }
  }

  /// A cell's text; where it is no UTF-8, Windows-1252, as its segment is read.
  private static func text(_ cell: ArraySlice<UInt8>) -> String {
    if let text = String(validating: cell, as: UTF8.self) { return text }
    var text = ""
    for byte in cell { text.unicodeScalars.append(Unicode.Scalar(windows1252(byte)) ?? "\u{FFFD}") }
    return text
  }

  /// Whether a cell can name a column.
  private static func isName(_ cell: ArraySlice<UInt8>) -> Bool {
    // What counts rows or is a share of a hundred is called by a sign alone.
    if cell.count == 1, cell.first == 0x23 || cell.first == 0x25 { return true }
    var (letters, digits, others) = (0, 0, 0)
    var place = cell.startIndex
    for tag in MaskTag.find(in: cell) + [(cell.endIndex..<cell.endIndex, .name)] {
      for byte in cell[place..<tag.range.lowerBound] {
        if byte.isDigit {
          digits += 1
        } else if byte.isLetter || byte >= 0x80 {
          letters += 1
        } else {
          others += 1
        }
      }
      place = tag.range.upperBound
      if tag.range.isEmpty { break }
      switch tag.kind {
      case .name, .location, .organization, .email, .url, .username, .secret: letters += 1
      case .date: digits += yearDigits
      default: digits += tagDigits
      }
    }
    return cell.count <= nameBytesMax && letters > 0 && digits <= letters + others
  }

  private static func hasBrackets(_ cell: ArraySlice<UInt8>) -> Bool {
    cell.count > 2 && cell.first == 0x5B && cell.last == 0x5D
      && !cell.dropFirst().dropLast().contains { $0 == 0x5B || $0 == 0x5D }
  }
}
