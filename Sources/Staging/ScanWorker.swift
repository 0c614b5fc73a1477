import Vocabulary

/// What one thread of a run keeps from file to file: a scanner with its buffers, and chunks.
final class ScanWorker {
  /// Finds and masks.
  var scanner: BlockScanner
  /// Threads that may help; nil where there is none but this one.
  let pool: ChunkPool?
  /// Bytes of a document in one chunk, where somebody may help.
  let chunkBytes: Int
  /// Larger chunks would cost memory and win nothing: one is some milliseconds of work.
  private static let chunkBytesMax = 512 << 10
  /// Chunks that are not in use.
  private var free: [Chunk] = []
  /// Chunks that are kept for the next document.
  private static let freeMax = 4
  /// Receives the masked bytes of a block.
  var output: [UInt8] = []

  /// A worker of a pool.
  init(scanner: BlockScanner, pool: ChunkPool? = nil, chunkBytes: Int = 0) {
    self.scanner = scanner
    self.pool = pool
    self.chunkBytes = min(chunkBytes, Self.chunkBytesMax)
  }

  /// An empty chunk.
  func takeChunk() -> Chunk {
    let chunk = free.popLast() ?? Chunk()
    chunk.reset()
    return chunk
  }

  /// Takes a chunk back that nobody uses any more.
  func recycle(_ chunk: Chunk) {
    if free.count < Self.freeMax { free.append(chunk) }
  }
}
