package import Detection
package import Formats
import Masking
import Synchronization
package import Vocabulary

/// Finds identifiers in a document in memory by its format, as the nightly run does, and changes
/// nothing.
package struct DocumentDetector {
  private var blocks: BlockScanner

  /// Uses a scanner.
  package init(scanner: Scanner) throws(Failure) {
    let options = scanner.options
    let masker = try Masker(profile: options.profile, referenceYear: options.referenceYear)
    blocks = BlockScanner(scanner: scanner, masker: masker)
  }

  /// The findings in a table, in JSON or in HL7, sorted, disjoint, offsets into `bytes`.
  ///
  /// - Returns: nil for plain text, and for what no reader reads to its end: scan that as text.
  package mutating func find(_ bytes: [UInt8]) -> [Finding]? {
    guard
      let sniffed = try? sniff(
        head: bytes.span.extracting(first: sniffBytes),
        isWhole: bytes.count <= sniffBytes,
        name: [UInt8]().span
      )
    else { return nil }
    switch sniffed.format {
    case .csv, .tsv, .json, .ndjson, .hl7v2: break
    default: return nil
    }
    guard case .utf8 = sniffed.encoding else { return nil }
    let source = PeekingSource(SequentialBytes(MemoryBytes(bytes)))
    var cutter = BlockCutter(source: source, sniffed: sniffed)
    let chunk = Chunk()
    var judgements: [FieldContext: FieldJudgement]?
    var findings: [Finding] = []
    var base = 0
    while !cutter.isOver {
      chunk.reset()
      cutter.fill(chunk, bytes: 0)
      guard cutter.fault == nil else { return nil }
      for block in chunk.blocks.prefix(chunk.count) {
        let known = judgements ?? blocks.judgements(by: block)
        judgements = known
        blocks.find(block, known, offset: base - block.body.lowerBound, into: &findings)
        base += block.body.count
      }
    }
    return findings
  }

  /// Bytes of one thread's share of a wave, and shares a thread.
  private static let (shareBytes, sharesAThread) = (512 << 10, 4)

  /// Finds in a document of any length on several threads, in order.
  ///
  /// - Parameters:
  ///   - source: the document, of which no byte was taken.
  ///   - sniffed: a format that is neither text nor an archive.
  ///   - threads: the calling one included.
  ///   - write: receives the findings of a share, offsets into the document.
  /// - Throws: why the document cannot be read from some place on; what was found before it was
  ///   handed on.
  package func run(
    _ source: PeekingSource,
    _ sniffed: SniffedFormat,
    threads: Int,
    write: ([Finding]) -> Void
  ) throws(Withholding) {
    var first = blocks
    var cutter = BlockCutter(source: source, sniffed: sniffed)
    var judgements: [FieldContext: FieldJudgement]?
    var base = 0
    let chunks = (0..<threads * Self.sharesAThread).map { _ in Chunk() }
    while !cutter.isOver {
      var starts: [Int] = []
      for chunk in chunks where !cutter.isOver {
        chunk.reset()
        cutter.fill(chunk, bytes: Self.shareBytes)
        starts.append(base)
        for block in chunk.blocks.prefix(chunk.count) {
          judgements = judgements ?? first.judgements(by: block)
          base += block.body.count
        }
      }
      for found in scan(chunks, starts, judgements ?? [:], threads: threads) { write(found) }
    }
    switch cutter.fault {
    case nil: return
    case .withheld(let withholding): throw withholding
    case .failed(let failure): throw Withholding(.unreadable, failure.message)
    }
  }

  /// The findings of each chunk that has a start.
  private func scan(
    _ chunks: [Chunk],
    _ starts: [Int],
    _ judgements: [FieldContext: FieldJudgement],
    threads: Int
  ) -> [[Finding]] {
    let next = Atomic<Int>(0)
    let found = Mutex<[[Finding]]>(Array(repeating: [], count: starts.count))
    runWorkers(min(threads, starts.count)) { [blocks] _ in
      var scanner = blocks
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < starts.count else { return }
        var (base, mine) = (starts[index], [Finding]())
        let chunk = chunks[index]
        for block in chunk.blocks.prefix(chunk.count) {
          scanner.find(block, judgements, offset: base - block.body.lowerBound, into: &mine)
          base += block.body.count
        }
        found.withLock { [mine] in $0[index] = mine }
      }
    }
    return found.withLock { $0 }
  }
}
