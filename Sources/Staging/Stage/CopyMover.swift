import Files
import Glibc
import Vocabulary

/// Moves copies to their places and fills the catalog beside whoever lists them.
///
/// Batches wait in a queue for a second thread. Where it is full, or there is no second thread, the caller
/// moves a batch itself, so that nobody waits for a thread that never came.
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

  private struct State {
    /// Batches nobody has taken.
    var batches: [[Move]] = []
    /// Batches that somebody moves.
    var taken = 0
    /// Whether no more will come.
    var isClosed = false
    /// Why a move failed, the first time.
    var failure: Failure?
  }

  private let state = Monitor(State())
  private let folder: Folder
  private let stop: StopFlag

  private let catalog: CatalogWriter?
  /// When it began: what stands at its place then has been there for a tick.
  private let begun = wallClockNanoseconds()

  /// Moves files below a folder until `stop` says no.
  init(folder: Folder, stop: StopFlag, catalog: CatalogWriter? = nil) {
    self.folder = folder
    self.stop = stop
    self.catalog = catalog
  }

  /// Queues a batch.
  /// - Throws: where a move before has failed.
  func add(_ batch: [Move]) throws(Failure) {
    guard !batch.isEmpty else { return }
    let failure = state.update { state in
      state.batches.append(batch)
      return state.failure
    }
    if let failure { throw failure }
    if state.update({ $0.batches.count > Self.batchesMax }) { takeOne() }
  }

  /// Moves what is queued until nothing more comes: the work of the second thread.
  func run() {
    while true {
      let isOver = state.wait { state -> Bool? in
        if !state.batches.isEmpty { return false }
        return state.isClosed ? true : nil
      }
      if isOver { return }
      takeOne()
    }
  }

  /// Waits until everything is at its place.
  /// - Throws: where a move has failed.
  func finish() throws(Failure) {
    state.update { $0.isClosed = true }
    while state.update({ !$0.batches.isEmpty }) { takeOne() }
    let failure = state.wait { state -> Failure?? in
      state.taken == 0 ? .some(state.failure) : nil
    }
    if let failure { throw failure }
  }

  /// Leaves what is queued where it is, so that the second thread ends.
  func abandon() {
    state.update { state in
      state.isClosed = true
      state.batches.removeAll()
    }
  }

  /// Takes a batch, if there is one, and moves it.
  private func takeOne() {
    let batch = state.update { state -> [Move]? in
      guard !state.batches.isEmpty else { return nil }
      state.taken += 1
      return state.batches.removeFirst()
    }
    guard let batch else { return }
    var failed: Failure?
    do throws(Failure) {
      var last: [UInt8] = []
      for move in batch {
        try stop.check()
        if let row = move.listed { catalog?.add(row, now: begun) }
        guard let copy = move.copy else { continue }
        try Self.createParent(of: move.target, in: folder, &last)
        try folder.rename(copy, to: move.target)
      }
    } catch {
      failed = error
    }
    state.update { state in
      state.taken -= 1
      guard let failed else { return }
      state.failure = state.failure ?? failed
      state.batches.removeAll()
    }
  }

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
