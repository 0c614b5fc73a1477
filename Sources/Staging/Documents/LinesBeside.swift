import Detection
import Formats
import Vocabulary

extension BlockScanner {
  /// Masks lines and cells of a marked-up text that look like nothing but a name where an identifier
  /// stands beside them: what a table or a list would hold in a field of its own.
  mutating func maskLinesBeside(_ block: Block, into result: inout BlockResult) {
    let edits = result.edits
    for (index, segment) in block.segments.enumerated()
    where segment.isDecoded && block.fields[Int(segment.field)].hint == .freeText {
      let own = edits.filter { $0.segment == index }.map(\.range)
      var start = segment.owned.lowerBound
      while start < segment.owned.upperBound {
        let first = segment.text.lowerBound + start
        let rest = block.decoded[first..<segment.text.lowerBound + segment.owned.upperBound]
        let end = start + (rest.firstIndex { $0 == 0x0A || $0 == 0x09 } ?? rest.endIndex) - first
        let line = start..<end
        start = end + 1
        guard !line.isEmpty, line.count <= Self.nameBytesMax, isBeside(line, segment, block),
          !own.contains(where: { $0.overlaps(line) })
        else { continue }
        mask(line, of: index, block, into: &result)
      }
    }
    result.edits.sort { ($0.segment, $0.range.lowerBound) < ($1.segment, $1.range.lowerBound) }
  }

  /// Whether an identifier of a person stands beside a line.
  private func isBeside(_ line: Range<Int>, _ segment: Segment, _ block: Block) -> Bool {
    let place = block.sourceOffset(of: line.lowerBound, in: segment)
    return persons.contains { abs($0 - place) <= Self.besideBytesMax }
  }

  /// Masks the name that a line is.
  private mutating func mask(
    _ line: Range<Int>,
    of index: Int,
    _ block: Block,
    into result: inout BlockResult
  ) {
    let base = block.segments[index].text.lowerBound
    let bytes = Array(block.decoded[base + line.lowerBound..<base + line.upperBound])
    findings.removeAll(keepingCapacity: true)
    scanner.scanBeside(bytes.span, scratch: &scratch, into: &findings)
    edits.removeAll(keepingCapacity: true)
    editFindings(bytes.span, shape: .text, arena: &result.arena)
    for edit in edits {
      let range = edit.range.lowerBound + line.lowerBound..<edit.range.upperBound + line.lowerBound
      result.edits.append(BlockEdit(segment: index, range: range, replacement: edit.replacement))
      result.tally.add(edit)
    }
  }
}
