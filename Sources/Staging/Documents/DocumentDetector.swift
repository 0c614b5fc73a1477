package import Detection
import Formats
import Masking
package import Vocabulary

/// Finds identifiers in a document in memory by its format, as the nightly run does, and changes
/// nothing.
package struct DocumentDetector: ~Copyable {
  private var blocks: BlockScanner

  /// Uses a scanner and an allow-list; nil for none.
  package init(scanner: Scanner, allowed: AllowList? = nil) throws(Failure) {
    // Nothing is masked here, so any masker will do.
    let masker = try Masker(profile: .safeHarbor, referenceYear: scanner.options.referenceYear)
    blocks = BlockScanner(scanner: scanner, masker: masker, allowed: allowed)
  }

  /// The findings in a table, in JSON, HL7, X12 or markup, sorted, disjoint, offsets into `bytes`.
  ///
  /// - Returns: nil for plain text, and for what no reader reads to its end: scan that as text.
  package mutating func find(_ bytes: [UInt8]) -> [Finding]? {
    guard
      let sniffed = try? sniff(
        head: bytes.span.extracting(first: sniffBytes),
        isWhole: bytes.count <= sniffBytes,
        name: [UInt8]().span,
        masked: { [scanner = blocks.scanner, allowed = blocks.allowed] name in
          var scratch = ScanScratch()
          return BlockScanner.tagged(name, scanner, allowed, &scratch)
        },
        naming: blocks.naming
      )
    else { return nil }
    switch sniffed.format {
    case .csv, .tsv, .json, .ndjson, .hl7v2, .x12, .xml, .ccda, .html: break
    default: return nil
    }
    guard case .utf8 = sniffed.encoding else { return nil }
    let source = PeekingSource(SequentialBytes(MemoryBytes(bytes)))
    var cutter = BlockCutter(source: source, sniffed: sniffed, scanner: blocks.scanner)
    let chunk = Chunk()
    var judgements: [FieldContext: FieldJudgement]?
    var findings: [Finding] = []
    var base = 0
    var names = RecordNames(sniffed.format)
    while !cutter.isOver {
      chunk.reset()
      cutter.fill(chunk, bytes: 0)
      guard cutter.fault == nil else { return nil }
      for block in chunk.blocks.prefix(chunk.count) {
        let known = judgements ?? blocks.judgements(by: block)
        judgements = known
        blocks.names = blocks.names(&names, over: block, known)
        blocks.find(block, known, offset: base - block.body.lowerBound, into: &findings)
        base += block.body.count
      }
    }
    return findings
  }

  /// Adds to the findings in plain text, sorted and disjoint, what stands behind escapes and across lines in it.
  package mutating func findBehindEscapes(_ text: [UInt8], into findings: inout [Finding]) {
    let judgement = blocks.scanner.judge(.plainText)
    blocks.findBehindEscapes(text, text.indices, owned: text.indices, judgement, into: &findings)
  }
}
