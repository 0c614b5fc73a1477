import Files
import Glibc
import Vocabulary

/// Moves copies to their places and fills the catalog beside whoever lists them.
final class CopyMover: Sendable {
  /// A copy and where it goes, both below the work folder.
  struct Move: Sendable {
    /// Where it is; nil for one that stands at its place.
    var copy: [UInt8]?
    /// Where it goes.
    var target: [UInt8]
    /// What the catalog gets of it; nil for nothing.
    var listed: CatalogRow?
  }

  /// Copies of a batch.
  static let batchCopies = 128
  /// Batches that may wait.
  static let batchesMax = 16

  private let moves: Handover<Move>

  /// Moves files below a folder until `stop` says no.
  init(folder: Folder, stop: StopFlag, catalog: CatalogWriter? = nil) {
    // What stands at its place now has been there for a tick.
    let begun = wallClockNanoseconds()
    moves = Handover(batchesMax: Self.batchesMax) { (batch) throws(Failure) in
      var last: [UInt8] = []
      for move in batch {
        try stop.check()
        if let row = move.listed { catalog?.add(row, now: begun) }
        guard let copy = move.copy else { continue }
        try Self.createParent(of: move.target, in: folder, &last)
        try folder.rename(copy, to: move.target)
      }
    }
  }

  /// Queues a batch.
  /// - Throws: where a move before has failed.
  func add(_ batch: [Move]) throws(Failure) { try moves.add(batch) }

  /// Moves what is queued until nothing more comes: the work of the second thread.
  func run() { moves.run() }

  /// Waits until everything is at its place.
  /// - Throws: where a move has failed.
  func finish() throws(Failure) { try moves.finish() }

  /// Leaves what is queued where it is, so that the second thread ends.
  func abandon() { moves.abandon() }

  /// Creates the folder that a copy goes to, unless it is the one of the copy before.
  static func createParent(
    of target: [UInt8],
    in folder: Folder,
    _ last: inout [UInt8]
  ) throws(Failure) {
    let parent = target.lastIndex(of: 0x2F).map { Array(target[..<$0]) } ?? []
    if parent == last { return }
    try folder.createFolders(parent)
    last = parent
  }
}
