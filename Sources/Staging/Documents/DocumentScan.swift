import Detection
import Formats
import Masking
import Vocabulary

/// What became of one document's bytes.
struct DocumentResult: Sendable {
  /// The format.
  var format: FormatName
  /// What was found and replaced.
  var tally = Tally()
  /// Whether the content is text written for or by a language model.
  var isPrompt = false
  /// Whether the format is clinical.
  var isClinical = false
}

/// Where a document's masked bytes go.
typealias DocumentSink = (Span<UInt8>) throws(Failure) -> Void

/// Why a document came to no end: its own fault, or the output's.
enum ScanStop: Error {
  /// The input cannot be released.
  case withheld(Withholding)
  /// The output cannot be written, or the run is to end.
  case failed(Failure)
}

/// Cuts a document into blocks, each with its margins, from front to back.
struct BlockCutter {
  private let source: PeekingSource
  private var reader: DocumentReader
  /// Bytes read and not yet in a body, behind the margin that the next block needs.
  private var carry: [UInt8] = []
  private var margin = 0
  /// Whether the document was cut to its end, or something speaks against it.
  private(set) var isOver = false
  /// What speaks against the document.
  private(set) var fault: ScanStop?

  /// Begins with a document of which no byte was taken yet.
  ///
  /// `scanner`: says what labels mean.
  init(source: PeekingSource, sniffed: SniffedFormat, scanner: Scanner) {
    self.source = source
    let names = MarkupNames(scanner)
    reader = DocumentReader(
      sniffed,
      naming: { label, isKey in scanner.meaning(of: label, isKey: isKey) },
      masking: { names.masked($0) },
      persons: { scanner.arePerson(surname: $0, given: $1) }
    )
  }

  /// Fills a chunk with blocks until their bodies have `bytes` bytes, at least with one; with none
  /// where the document is over.
  ///
  /// A fault is kept: the blocks before it come first, as if it had been met after them.
  mutating func fill(_ chunk: Chunk, bytes: Int) {
    var total = 0
    while !isOver, chunk.count == 0 || total < bytes {
      let block = chunk.addBlock()
      do throws(ScanStop) {
        if try cut(block) {
          total += block.body.count
        } else {
          chunk.dropLast()
          isOver = true
          do throws(Withholding) { try reader.finish() } catch { fault = .withheld(error) }
        }
      } catch {
        chunk.dropLast()
        fault = error
        isOver = true
      }
    }
  }

  /// Cuts the next block.
  /// - Returns: false where the document has no more bytes.
  private mutating func cut(_ block: Block) throws(ScanStop) -> Bool {
    unsafe carry.withUnsafeBufferPointer { unsafe block.source.append(contentsOf: $0) }
    block.body = margin..<margin
    // One byte more than the reader looks at tells whether the document ends here.
    let missing = DocumentReader.lookAheadBytes + 1 - (block.source.count - margin)
    var atEnd = false
    do throws(Withholding) {
      if missing > 0 { atEnd = try source.fill(&block.source, upTo: missing) < missing }
      if atEnd, block.source.count == margin { return false }
      try reader.parse(block, atEnd: atEnd)
    } catch {
      throw .withheld(error)
    }
    guard !block.body.isEmpty else {
      throw .failed(Failure(.internalError, "a reader made no progress"))
    }
    let start = max(0, block.body.upperBound - BlockSize.marginBytes)
    margin = block.body.upperBound - start
    carry.removeAll(keepingCapacity: true)
    unsafe block.source.withUnsafeBufferPointer {
      unsafe carry.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start...]))
    }
    return true
  }
}

/// Scans one document that is no archive, from front to back.
///
/// The calling thread drives: it reads and cuts blocks, hands runs of them to threads without work,
/// scans itself when there is nothing to hand out or write, and writes all in order. Where blocks
/// end depends on the document alone, and each is scanned by itself, so that neither threads nor
/// the size of chunks can change a result.
struct DocumentScan {
  /// The bytes, of which none was taken yet.
  let source: PeekingSource
  /// What sniffing told.
  let sniffed: SniffedFormat
  /// What is known of fields before anything is read; nil where the first block says it.
  var judgements: [FieldContext: FieldJudgement]?
  /// Chunks in hand for each thread that helps: one that it scans, one that waits for it, one that
  /// waits to be written.
  private static let chunksAHelper = 3

  /// Reads, scans, masks and writes the whole document.
  ///
  /// `worker`: of the calling thread. `sink`: receives the masked bytes.
  func run(_ worker: ScanWorker, sink: DocumentSink) throws(ScanStop) -> DocumentResult {
    var result = DocumentResult(
      format: sniffed.format,
      isPrompt: sniffed.isPrompt,
      isClinical: sniffed.isClinical
    )
    var cutter = BlockCutter(
      source: source,
      sniffed: sniffed,
      scanner: worker.scanner.scanner
    )
    var swallowed = 0
    var judgements = judgements
    var subject: DateSubject?
    var names = RecordNames(sniffed.format)
    var rows: RowFollower?
    var isFirst = true
    var window: [Chunk] = []
    defer { if !window.isEmpty { worker.pool?.withdraw(window) } }
    while true {
      if let pool = worker.pool {
        do throws(Failure) { try pool.check() } catch { throw .failed(error) }
      }
      let helpers = worker.pool?.helpers ?? 0
      if !cutter.isOver, window.isEmpty || window.count < 1 + Self.chunksAHelper * helpers {
        let chunk = worker.takeChunk()
        cutter.fill(chunk, bytes: helpers > 0 ? worker.chunkBytes : 0)
        if judgements == nil, let first = chunk.blocks.first, chunk.count > 0 {
          judgements = worker.scanner.judgements(by: first)
        }
        chunk.judgements = judgements ?? [:]
        chunk.follow(&names, &worker.scanner)
        if isFirst { rows = follower(chunk, worker.scanner.scanner) }
        isFirst = false
        if var follower = rows.take() {
          chunk.follow(&follower, worker.scanner.scanner)
          rows = follower
        }
        if worker.scanner.masker.shiftsDates {
          chunk.follow(&subject, sniffed.format, &worker.scanner)
        }
        chunk.isListed = worker.listing != nil
        if chunk.count == 0 {
          worker.recycle(chunk)
        } else if helpers == 0 || cutter.isOver, window.isEmpty {
          chunk.scan(&worker.scanner)
          try write(chunk, &swallowed, &result.tally, worker, sink)
          worker.recycle(chunk)
        } else {
          window.append(chunk)
          worker.pool?.submit(chunk)
        }
        continue
      }
      guard let pool = worker.pool, !window.isEmpty else { break }
      switch pool.step(window) {
      case .scan(let chunk):
        chunk.scan(&worker.scanner)
        pool.finish(chunk)
      case .write:
        let chunk = window.removeFirst()
        try write(chunk, &swallowed, &result.tally, worker, sink)
        worker.recycle(chunk)
      }
    }
    if let fault = cutter.fault { throw fault }
    return result
  }

  /// What follows the rows of a document which may go on behind its first block, if that is one of a dump or says what
  /// rows of literals hold.
  private func follower(_ chunk: Chunk, _ scanner: Scanner) -> RowFollower? {
    guard sniffed.format == .text, sniffed.encoding == .utf8, chunk.count > 0 else { return nil }
    let (source, body) = (chunk.blocks[0].source, chunk.blocks[0].body)
    guard body.count >= BlockSize.targetBytes else { return nil }
    return RowFollower(source.span.extracting(body), scanner)
  }

  /// Hands on what was found in a chunk's blocks.
  private func list(_ chunk: Chunk, _ listing: any FindingSink) throws(ScanStop) {
    for index in 0..<chunk.count {
      do throws(Failure) {
        let bytes = chunk.blocks[index].body.count
        try listing.take(chunk.results[index].found, bodyBytes: bytes)
      } catch {
        throw .failed(error)
      }
    }
  }

  /// Writes a chunk's blocks with their edits, behind what was written before.
  ///
  /// `swallowed`: bytes of the next body that an edit before it has replaced.
  private func write(
    _ chunk: Chunk,
    _ swallowed: inout Int,
    _ tally: inout Tally,
    _ worker: ScanWorker,
    _ sink: DocumentSink
  ) throws(ScanStop) {
    if let listing = worker.listing { return try list(chunk, listing) }
    var output: [UInt8] = []
    swap(&output, &worker.output)
    defer { swap(&output, &worker.output) }
    for index in 0..<chunk.count {
      let block = chunk.blocks[index]
      tally.add(chunk.results[index].tally)
      if swallowed >= block.body.count {
        swallowed -= block.body.count
        continue
      }
      output.removeAll(keepingCapacity: true)
      swallowed = splice(
        block,
        edits: chunk.results[index].edits,
        arena: chunk.results[index].arena,
        skipped: swallowed,
        into: &output
      )
      do throws(Failure) { try sink(output.span) } catch { throw .failed(error) }
    }
    if let withholding = chunk.withholding { throw .withheld(withholding) }
  }
}
