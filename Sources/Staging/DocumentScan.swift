import Detection
import Formats
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

/// Where a document's masked bytes go; nil for a scan that writes nothing.
typealias DocumentSink = (Span<UInt8>) throws(Failure) -> Void

/// Why a document came to no end: its own fault, or the output's.
enum ScanStop: Error {
  /// The input cannot be released.
  case withheld(Withholding)
  /// The output cannot be written.
  case failed(Failure)
}

/// Scans one document that is no archive, from front to back, block by block.
struct DocumentScan {
  /// The bytes, of which none was taken yet.
  let source: PeekingSource
  /// What sniffing told.
  let sniffed: SniffedFormat

  /// Reads, scans, masks and writes the whole document.
  ///
  /// `scanner`: of the calling thread. `sink`: receives the masked bytes.
  func run(
    _ scanner: inout BlockScanner,
    sink: DocumentSink?
  ) throws(ScanStop) -> DocumentResult {
    var result = DocumentResult(
      format: sniffed.format,
      isPrompt: sniffed.isPrompt,
      isClinical: sniffed.isClinical
    )
    var reader = DocumentReader(sniffed)
    let block = Block()
    var output: [UInt8] = []
    var swallowed = 0
    var carry: [UInt8] = []
    var margin = 0
    var judgements: [FieldContext: FieldJudgement]?
    while true {
      block.reset()
      block.source.append(contentsOf: carry)
      block.body = margin..<margin
      let atEnd = try fill(block, from: margin)
      if block.source.count == margin, atEnd { break }
      let part: BlockResult
      do throws(Withholding) {
        try reader.parse(block, atEnd: atEnd)
        let known = judgements ?? scanner.judgements(by: block)
        judgements = known
        part = try scanner.scan(block, known)
      } catch {
        throw .withheld(error)
      }
      guard !block.body.isEmpty else {
        throw .failed(Failure(.internalError, "a reader made no progress"))
      }
      result.tally.add(part.tally)
      if let sink {
        output.removeAll(keepingCapacity: true)
        swallowed = write(block, part, swallowed, &output)
        do throws(Failure) { try sink(output.span) } catch { throw .failed(error) }
      }
      let start = max(0, block.body.upperBound - BlockSize.marginBytes)
      margin = block.body.upperBound - start
      carry = Array(block.source[start...])
      if atEnd, block.body.upperBound == block.source.count { break }
    }
    do throws(Withholding) { try reader.finish() } catch { throw .withheld(error) }
    return result
  }

  /// Supplies the block with what its reader may look at.
  /// - Returns: whether the document ends with it.
  private func fill(_ block: Block, from margin: Int) throws(ScanStop) -> Bool {
    // One byte more than the reader looks at tells whether the document ends here.
    let wanted = DocumentReader.lookAheadBytes + 1
    let missing = wanted - (block.source.count - margin)
    if missing <= 0 { return false }
    do throws(Withholding) {
      return try source.fill(&block.source, upTo: missing) < missing
    } catch {
      throw .withheld(error)
    }
  }

  /// Splices a block; a body that an edit swallowed whole writes nothing.
  private func write(
    _ block: Block,
    _ part: BlockResult,
    _ swallowed: Int,
    _ output: inout [UInt8]
  ) -> Int {
    if swallowed >= block.body.count { return swallowed - block.body.count }
    return splice(block, edits: part.edits, arena: part.arena, skipped: swallowed, into: &output)
  }
}
