import Vocabulary

/// Families and samples in rows of pedigrees (`PedigreeRow`).
extension Scanner {
  /// Rows at the beginning of a text that must be such, and digits of a number within a family, which says nothing.
  private static let pedigreeRowsMin = 2
  private static let countDigits = 3

  /// Appends who stands in rows of a pedigree to `scratch.cells`.
  func findPedigrees(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    // A text may begin inside of a row.
    var (start, seen) = (0, 0)
    if pedigree(text, start) == nil { start = text.lineEnd(from: start) + 1 }
    let first = start
    while seen < Self.pedigreeRowsMin, start < text.count {
      guard pedigree(text, start) != nil else { return }
      let end = text.lineEnd(from: start)
      // So many alleles stand in no other line.
      seen += end - start > PedigreeRow.lineBytesMax ? Self.pedigreeRowsMin : 1
      start = end + 1
    }
    guard seen >= Self.pedigreeRowsMin else { return }
    start = first
    var cells: [DumpCell] = []
    while start < text.count {
      let row = pedigree(text, start) ?? []
      let end = text.lineEnd(from: start)
      for (index, cell) in row.enumerated() {
        let isName = index < PedigreeRow.names && !isCount(text, cell)
        let finding = isName ? engine.wholeValue(text, at: cell, .uniqueID, .none) : nil
        cells.append(
          DumpCell(
            start: cell.lowerBound,
            end: cell.upperBound,
            content: .closed,
            finding: finding
          )
        )
      }
      if let last = row.last, last.upperBound < end {
        cells.append(DumpCell(start: last.upperBound, end: end, content: .closed))
      }
      start = end + 1
    }
    if !cells.isEmpty { join(cells, &scratch) }
  }

  /// The cells of the row that begins at an offset; nil where none does.
  private func pedigree(_ text: Span<UInt8>, _ start: Int) -> [Range<Int>]? {
    guard start < text.count, text[start].isAlphanumeric || text[start] >= 0x80 else { return nil }
    let end = min(text.lineEnd(from: start), start + PedigreeRow.lineBytesMax + 1)
    let row = PedigreeRow.cells((start..<end).map { text[$0] })
    return row?.map { start + $0.lowerBound..<start + $0.upperBound }
  }

  /// Whether a cell is nobody (`0`), or the number of somebody in a family.
  private func isCount(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    cell.count <= Self.countDigits && cell.allSatisfy { text[$0].isDigit }
  }
}
