/// A row of a pedigree file: family, person, father, mother, sex and a trait, then alleles.
///
/// ```
/// FAM003 S0442187 S0442190 S0442191 1 2
/// FAM003 S0442190 0 0 1 1 A A G G C T
/// ```
///
/// Source: PLINK 1.9, file formats (.fam, .ped, .tfam).
package enum PedigreeRow {
  /// Cells that say who somebody is, and those before the alleles.
  package static let names = 4
  private static let head = 6
  /// Bytes of a cell, and of the beginning of a row that is looked at.
  private static let cellBytesMax = 40
  private static let rowBytesMax = 512
  private static let sexes: Set<UInt8> = Set("012".utf8)
  private static let alleles: Set<UInt8> = Set("ACGTDIN01234-acgt".utf8)

  /// The cells of a line before its alleles, as offsets from its first byte; nil for any other line.
  ///
  /// `line`: without its end; a longer one may be cut.
  package static func cells(_ line: [UInt8]) -> [Range<Int>]? {
    var (cells, start) = ([Range<Int>](), 0)
    let end = min(line.count, rowBytesMax)
    while start < end {
      while start < end, line[start] <= 0x20 { start += 1 }
      let first = start
      while start < end, line[start] > 0x20 { start += 1 }
      if start > first, start < rowBytesMax || end == line.count { cells.append(first..<start) }
    }
    guard cells.count >= head, cells[0].lowerBound == 0,
      cells.prefix(names).allSatisfy({ isName(line[$0]) }),
      cells[4].count == 1, sexes.contains(line[cells[4].lowerBound]),
      isTrait(line[cells[5]], isAlone: cells.count == head)
    else { return nil }
    let genotype = cells.dropFirst(head)
    guard genotype.allSatisfy({ $0.count == 1 && alleles.contains(line[$0.lowerBound]) }),
      !genotype.isEmpty || isFounder(line, cells) || line[cells[2]] != line[cells[3]]
    else { return nil }
    return Array(cells.prefix(head))
  }

  /// Bytes of a line that `cells` looks at.
  package static var lineBytesMax: Int { rowBytesMax }

  private static func isFounder(_ line: [UInt8], _ cells: [Range<Int>]) -> Bool {
    [cells[2], cells[3]].allSatisfy { line[$0].elementsEqual([0x30]) }
  }

  /// Whether a cell may say who somebody is: a name or a number of one word, or its mask.
  private static func isName(_ cell: ArraySlice<UInt8>) -> Bool {
    cell.count <= cellBytesMax
      && cell.allSatisfy { byte in
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte >= 0x80
          || [0x2D, 0x5F, 0x2E, 0x3A, 0x5B, 0x5D].contains(byte)
      }
  }

  /// Whether a cell is a trait: affected or not, nothing known, or a number before alleles.
  private static func isTrait(_ cell: ArraySlice<UInt8>, isAlone: Bool) -> Bool {
    let text = String(decoding: cell, as: UTF8.self)
    if ["0", "1", "2", "-9", "NA"].contains(text) { return true }
    return !isAlone && cell.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D }
  }
}
