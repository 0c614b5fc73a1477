import Files
import Vocabulary

/// Writes copies to the disk while others are still made, on a thread of its own, so that the one sync
/// before a stage is published has little left to do.
///
/// The kernel tells an error of writing once, to whoever syncs first: it is kept here, and ends the run.
final class EarlySync: Sendable {
  /// New copies after which the disk gets something to do.
  private static let copies = 2_048

  private struct State {
    /// Copies that nobody has synced yet.
    var waiting = 0
    /// Whether a sync is going on, and whether no more shall begin.
    var isBusy = false
    var isOver = false
    /// What a sync has failed with; 0 for nothing.
    var code: Int32 = 0
  }

  private let state = Monitor(State())
  private let folder: Folder
  private let copiesMax: Int

  /// Syncs the file system of a folder after every `copies` new ones.
  init(_ folder: Folder, copies: Int = copies) {
    self.folder = folder
    copiesMax = copies
  }

  /// Begins; without a second thread everything is left to the last sync.
  func start() { runDetached { self.run() } }

  /// Says that copies were written.
  func add(_ copies: Int) {
    if copies > 0 { state.update { $0.waiting += copies } }
  }

  /// Syncs whenever there is enough to do, until the end.
  private func run() {
    while true {
      let isOver = state.wait { [copiesMax] state -> Bool? in
        if state.isOver { return true }
        guard state.waiting >= copiesMax else { return nil }
        (state.waiting, state.isBusy) = (0, true)
        return false
      }
      if isOver { return }
      let code = folder.sync()
      state.update { state in
        state.isBusy = false
        if state.code == 0 { state.code = code }
      }
    }
  }

  /// Ends it, without waiting for what is going on.
  func end() { state.update { $0.isOver = true } }

  /// Ends it, and waits for what is going on.
  /// - Throws: where something could not be written.
  func finish() throws(Failure) {
    end()
    let code = state.wait { $0.isBusy ? nil : $0.code }
    if code != 0 { throw outputFailure(code, "the stage cannot be synced") }
  }
}
