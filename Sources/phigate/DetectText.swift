import Detection
import Staging
import Synchronization
import Vocabulary

/// Scans plain text of any length on all cores: a wave of blocks at a time, written in their order.
///
/// Blocks end at the first line end behind `BlockSize.targetBytes`, as in the nightly run, so that
/// the result depends neither on the number of threads nor on how the input arrives.
struct DetectText {
  /// Finds.
  let scanner: Scanner
  /// How findings are written.
  let form: FindingText.Form
  /// Threads, the calling one included.
  let threads: Int
  /// Bytes of a wave.
  private static let waveBytes = 8 << 20
  /// Threads that are of use, at most.
  static let threadsMax = 16

  /// A piece of the buffer.
  private struct Piece {
    /// The block with its margins.
    var context: Range<Int>
    /// The block.
    var owned: Range<Int>
  }

  /// What the threads of a wave share.
  private final class Shared: Sendable {
    /// The piece to take next.
    let next = Atomic<Int>(0)
    /// What each piece's findings are written as.
    let outputs: Mutex<[[UInt8]]>

    /// Begins with the first of `count` pieces.
    init(count: Int) { outputs = Mutex(Array(repeating: [], count: count)) }
  }

  /// Scans everything a reader has and hands the findings on, in order.
  func run(
    _ reader: inout LineReader,
    write: ([UInt8]) -> Void
  ) throws(Failure) {
    var buffer: [UInt8] = []
    // Where the next block begins in the buffer, and where the buffer begins in the input.
    var position = 0
    var base = 0
    var isAtEnd = false
    while !isAtEnd {
      let wanted = position + Self.waveBytes + BlockSize.maxBytes + BlockSize.marginBytes
      isAtEnd = try !reader.read(into: &buffer, upTo: wanted)
      let pieces = cut(buffer, from: position, isAtEnd: isAtEnd)
      scan(buffer, pieces, base: base, write: write)
      position = pieces.last?.owned.upperBound ?? position
      let kept = max(0, position - BlockSize.marginBytes)
      buffer.removeFirst(kept)
      position -= kept
      base += kept
    }
  }

  /// Cuts what can be cut: to the end, or as far as whole margins are there.
  private func cut(_ buffer: [UInt8], from first: Int, isAtEnd: Bool) -> [Piece] {
    var pieces: [Piece] = []
    var start = first
    while start < buffer.count {
      let limit = start + BlockSize.maxBytes
      if !isAtEnd, limit + BlockSize.marginBytes > buffer.count { break }
      var end = min(buffer.count, start + BlockSize.targetBytes)
      while end < min(limit, buffer.count), buffer[end - 1] != 0x0A { end += 1 }
      let low = max(0, start - BlockSize.marginBytes)
      let high = min(buffer.count, end + BlockSize.marginBytes)
      pieces.append(Piece(context: low..<high, owned: start..<end))
      start = end
    }
    return pieces
  }

  /// Scans a wave and writes its findings.
  private func scan(
    _ buffer: [UInt8],
    _ pieces: [Piece],
    base: Int,
    write: ([UInt8]) -> Void
  ) {
    let shared = Shared(count: pieces.count)
    let field = scanner.judge(.plainText)
    let work: @Sendable (Int) -> Void = { _ in
      var scratch = ScanScratch()
      var findings: [Finding] = []
      var text = FindingText(ruleSet: scanner.ruleSet, form: form)
      while true {
        let index = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < pieces.count else { return }
        let piece = pieces[index]
        let low = piece.context.lowerBound
        findings.removeAll(keepingCapacity: true)
        scanner.scan(
          buffer.span.extracting(piece.context),
          owned: piece.owned.lowerBound - low..<piece.owned.upperBound - low,
          field: field,
          scratch: &scratch,
          into: &findings
        )
        var out: [UInt8] = []
        text.append(findings, offset: base + low, to: &out)
        shared.outputs.withLock { $0[index] = out }
      }
    }
    runWorkers(min(threads, pieces.count), work)
    for output in shared.outputs.withLock({ $0 }) where !output.isEmpty { write(output) }
  }
}
