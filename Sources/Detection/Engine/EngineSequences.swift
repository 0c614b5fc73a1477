import Vocabulary

/// Lines of files of sequences, which are about genes and places in them.
extension Engine {
  /// Bytes of such a line that are looked at, and its columns that are.
  private static let lineBytesMax = 512
  private static let columnsMax = 9

  /// Whether a finding lies in a column of a line of VCF or GFF that holds no names and no numbers of
  /// persons: samples of VCF stand behind these columns, and their names in its header.
  ///
  /// Source: SAM/BAM and related specifications, VCF 4.3, 1.6; Sequence Ontology, GFF3 1.26.
  func isOfSequence(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    let from = max(0, finding.start - Self.lineBytesMax)
    let start = text.lineStart(before: finding.start, from: from)
    guard !finding.evidence.meets(.label),
      text.at(finding.end) == 0x09 || text.extracting(start..<finding.start).holds(0x09)
    else { return false }
    var columns: [Range<Int>] = []
    var (first, place) = (start, start)
    while columns.count < Self.columnsMax {
      let byte = text.at(place)
      if byte == 0x09 || byte == 0x0A || byte == 0x0D || place >= text.count {
        columns.append(first..<place)
        first = place + 1
        if byte != 0x09 { break }
      }
      place += 1
    }
    return isFeature(columns, text) && finding.end <= columns[columns.count - 1].upperBound
      || isVariant(columns, text) && finding.end <= columns[7].lowerBound
  }

  /// Whether columns are those of a feature: a source, a type, two places, a score, a strand, a phase.
  private func isFeature(_ columns: [Range<Int>], _ text: Span<UInt8>) -> Bool {
    guard columns.count == Self.columnsMax, isNumber(columns[3], text), isNumber(columns[4], text),
      columns[..<3].allSatisfy({ isWord($0, text) })
    else { return false }
    let strand = columns[6].count == 1 ? text[columns[6].lowerBound] : 0
    let phase = columns[7].count == 1 ? text[columns[7].lowerBound] : 0
    return [0x2B, 0x2D, 0x2E, 0x3F].contains(strand) && [0x2E, 0x30, 0x31, 0x32].contains(phase)
  }

  /// Whether columns are those of a variant: a place, the bases that stand there and instead of them, quality
  /// and filter.
  private func isVariant(_ columns: [Range<Int>], _ text: Span<UInt8>) -> Bool {
    guard columns.count > 7, isWord(columns[0], text), isNumber(columns[1], text),
      isWord(columns[2], text), areBases(columns[3], text),
      areBases(columns[4], text)
    else { return false }
    return columns[5].allSatisfy { text[$0].isDigit || text[$0] == 0x2E }
  }

  /// Whether a column is one word, as the names of sequences, sources and types are: no `Okafor, Rosalind`.
  private func isWord(_ column: Range<Int>, _ text: Span<UInt8>) -> Bool {
    !column.isEmpty && column.allSatisfy { text[$0] > 0x20 }
  }

  private func isNumber(_ column: Range<Int>, _ text: Span<UInt8>) -> Bool {
    !column.isEmpty && column.allSatisfy { text[$0].isDigit }
  }

  private func areBases(_ column: Range<Int>, _ text: Span<UInt8>) -> Bool {
    !column.isEmpty
      && column.allSatisfy { [0x41, 0x43, 0x47, 0x54, 0x4E, 0x2C, 0x2E, 0x2A].contains(text[$0]) }
  }
}
