import Formats
import Vocabulary

/// What one thread of a run keeps from file to file: a scanner with its buffers, and chunks.
final class ScanWorker {
  /// Finds and masks.
  var scanner: BlockScanner
  /// Threads that may help; nil where there is none but this one.
  let pool: ChunkPool?
  /// The same for work that needs no scanner.
  var threads: any SideBySide { pool ?? InOrder() as any SideBySide }
  /// Bytes of a document in one chunk, where somebody may help.
  let chunkBytes: Int
  /// Larger chunks would cost memory and win nothing: one is some milliseconds of work.
  private static let chunkBytesMax = 512 << 10
  /// Chunks that are not in use.
  private var free: [Chunk] = []
  /// Chunks that were made because none was free.
  private(set) var chunksMade = 0
  /// Chunks that are kept for the next document.
  private static let freeMax = 4
  /// Receives the masked bytes of a block.
  var output: [UInt8] = []

  /// Receives findings, where documents are only listed and nothing is masked.
  let listing: (any FindingSink)?

  /// A worker of a pool.
  init(
    scanner: consuming BlockScanner,
    pool: ChunkPool? = nil,
    chunkBytes: Int = 0,
    listing: (any FindingSink)? = nil
  ) {
    self.listing = listing
    self.scanner = scanner
    self.pool = pool
    self.chunkBytes = min(chunkBytes, Self.chunkBytesMax)
  }

  /// What names of folders became; nil inside for what stays.
  private var folders: [[UInt8]: [UInt8]?] = [:]
  /// Names of folders that are remembered.
  private static let foldersMax = 10_000

  /// Whether the name of a folder was masked before.
  func knowsFolder(_ name: [UInt8]) -> Bool { folders[name] != nil }

  /// The component of a path with identifiers replaced; nil where it stays.
  ///
  /// `keepsDates`: whether a folder named by a date keeps its name.
  func maskedName(_ name: [UInt8], isFolder: Bool, keepsDates: Bool) -> [UInt8]? {
    guard isFolder else { return scanner.maskedComponent(name) }
    if let known = folders[name] { return known }
    var masked = scanner.maskedComponent(name)
    if keepsDates, masked != nil, let date = PartitionDate(name) {
      masked = scanner.maskedComponent(date.key) == nil ? nil : masked
    }
    if folders.count >= Self.foldersMax { folders.removeAll() }
    folders[name] = .some(masked)
    return masked
  }

  /// An empty chunk.
  func takeChunk() -> Chunk {
    let chunk: Chunk
    if let last = free.popLast() {
      chunk = last
    } else {
      chunk = Chunk()
      chunksMade += 1
    }
    chunk.reset()
    return chunk
  }

  /// Takes a chunk back that nobody uses any more.
  func recycle(_ chunk: Chunk) {
    if free.count < Self.freeMax + Self.freeMax * (pool?.helpers ?? 0) { free.append(chunk) }
  }
}

/// The worker of a thread, made where something has to be scanned: a night in which nothing has changed
/// needs none.
final class WorkerAtNeed {
  private let make: () -> ScanWorker
  /// The worker.
  private(set) lazy var worker = make()

  /// `make`: makes it, once.
  init(_ make: @escaping () -> ScanWorker) {
    self.make = make
  }
}

/// The name of a folder that is nothing but a date, or a key and a date: `2026-11-22`, `day=20261122`.
struct PartitionDate {
  /// What stands before the date, with its `=`; empty for a date alone.
  let key: [UInt8]

  /// Nil for any other name.
  init?(_ name: [UInt8]) {
    let start = name.lastIndex(of: 0x3D).map { $0 + 1 } ?? 0
    let value = name[start...]
    let digits = value.filter { $0.isDigit }.map { Int($0 - 0x30) }
    guard digits.count == 8, value.count == 8 || value.count == 10 else { return nil }
    if value.count == 10 {
      let marks = [value[start + 4], value[start + 7]]
      guard marks == [0x2D, 0x2D] || marks == [0x5F, 0x5F] else { return nil }
    }
    let year = digits[..<4].reduce(0) { $0 * 10 + $1 }
    let (month, day) = (digits[4] * 10 + digits[5], digits[6] * 10 + digits[7])
    guard 1_900...2_100 ~= year, 1...12 ~= month, 1...31 ~= day else { return nil }
    key = Array(name[..<start])
  }
}
