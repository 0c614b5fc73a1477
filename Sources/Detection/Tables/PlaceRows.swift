import Vocabulary

/// Towns and ZIP codes beside a state in rows and paths without names of columns.
///
/// ```
/// NH\Nashua\03060      \Demographics\Zip codes\MA\Boston\02115\      884213|TROY|NY|12180
/// ```
///
/// Source: i2b2, ontology paths.
extension Scanner {
  /// What stands between places, besides a tab.
  private static let placeSigns: Set<UInt8> = [0x5C, 0x7C, 0x5E, 0x7E, 0x09]
  /// Bytes of a town, digits of a ZIP code, and of a number at the beginning of such a row.
  private static let townBytes = 2...40
  private static let rowZipDigits = 5
  private static let rowNumberDigits = 5
  /// Bytes of a row before its town.
  private static let rowBytesBefore = 256

  /// Appends towns and ZIP codes in such rows to `scratch.found`.
  func findPlaceRows(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.tokens.indices {
      let token = scratch.tokens[index]
      guard token.length == 2, token.shape == .upper, States.codes(token.hash) != 0 else {
        continue
      }
      let sign = text.at(token.end)
      guard Self.placeSigns.contains(sign), isBegun(text, Int(token.start), by: sign) else {
        continue
      }
      let next = placeCell(text, from: token.end + 1, sign)
      let before = placeCell(text, before: Int(token.start), sign)
      let town: Range<Int>
      let zip: Range<Int>
      if let cell = next, isTown(text, cell), text.at(cell.upperBound) == sign,
        let last = placeCell(text, from: cell.upperBound + 1, sign), isZip(text, last)
      {
        (town, zip) = (cell, last)
      } else if let cell = next, isZip(text, cell), let first = before, isTown(text, first) {
        (town, zip) = (first, cell)
      } else {
        continue
      }
      takeWhole(text, town, .location, .city, &scratch)
      takeWhole(text, zip, .location, .zip, &scratch)
      takeRowNumber(text, before: town.lowerBound, sign, &scratch)
    }
  }

  /// Takes a value whatever was found in it.
  func takeWhole(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ scratch: inout ScanScratch
  ) {
    guard let finding = engine.wholeValue(text, at: range, kind, part) else { return }
    scratch.found.removeAll { $0.start < range.upperBound && range.lowerBound < $0.end }
    scratch.found.append(finding)
  }

  /// Takes the number that a row begins with.
  private func takeRowNumber(
    _ text: Span<UInt8>,
    before place: Int,
    _ sign: UInt8,
    _ scratch: inout ScanScratch
  ) {
    var start = place
    while start > 0, text[start - 1] != 0x0A {
      start -= 1
      if place - start > Self.rowBytesBefore { return }
    }
    var end = start
    while text.at(end).isDigit { end += 1 }
    guard end - start >= Self.rowNumberDigits, text.at(end) == sign else { return }
    takeWhole(text, start..<end, .uniqueID, .none, &scratch)
  }

  /// Whether a cell begins at an offset.
  private func isBegun(_ text: Span<UInt8>, _ start: Int, by sign: UInt8) -> Bool {
    start == 0 || text[start - 1] == sign || text[start - 1] == 0x0A
  }

  /// The cell from an offset on to its sign or the line's end; nil where it is longer than a town.
  private func placeCell(_ text: Span<UInt8>, from start: Int, _ sign: UInt8) -> Range<Int>? {
    var end = start
    while end < text.count, text[end] != sign, text[end] >= 0x20, text[end] != 0x22 {
      end += 1
      if end - start > Self.townBytes.upperBound { return nil }
    }
    return end > start ? start..<end : nil
  }

  /// The cell that ends before the sign before an offset.
  private func placeCell(_ text: Span<UInt8>, before start: Int, _ sign: UInt8) -> Range<Int>? {
    guard start > 1, text[start - 1] == sign else { return nil }
    let end = start - 1
    var first = end
    while first > 0, text[first - 1] != sign, text[first - 1] >= 0x20, text[first - 1] != 0x22 {
      first -= 1
      if end - first > Self.townBytes.upperBound { return nil }
    }
    return first < end ? first..<end : nil
  }

  /// Whether a cell is words with capitals.
  private func isTown(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    Self.townBytes.contains(cell.count)
      && (text[cell.lowerBound].isUppercase || text[cell.lowerBound] >= 0x80)
      && cell.allSatisfy {
        text[$0].isLetter || text[$0] >= 0x80 || [0x20, 0x2D, 0x27, 0x2E].contains(text[$0])
      }
  }

  /// Whether a cell is a ZIP code, with or without its last four digits.
  private func isZip(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    let digits = cell.prefix { text[$0].isDigit }.count
    guard digits == Self.rowZipDigits else { return false }
    let rest = cell.dropFirst(digits)
    return rest.isEmpty
      || rest.count == 5 && text[rest.lowerBound] == 0x2D
        && rest.dropFirst().allSatisfy { text[$0].isDigit }
  }
}
