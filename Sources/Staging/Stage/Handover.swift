import Vocabulary

/// Batches of work that one thread makes and another does, in the order in which they were made.
///
/// Where too many wait or there is no second thread, whoever makes them does some itself, so that nobody
/// waits for a thread that never came. One batch is done at a time.
final class Handover<Item: Sendable>: Sendable {
  private struct State {
    /// Batches that nobody has taken.
    var batches: [[Item]] = []
    /// Whether somebody does one.
    var isBusy = false
    /// Whether no more will come.
    var isClosed = false
    /// Why one failed, the first time.
    var failure: Failure?
  }

  private let state = Monitor(State())
  private let batchesMax: Int
  private let body: @Sendable ([Item]) throws(Failure) -> Void

  /// Has `body` do each batch, of which at most `batchesMax` wait.
  init(batchesMax: Int, _ body: @escaping @Sendable ([Item]) throws(Failure) -> Void) {
    (self.batchesMax, self.body) = (batchesMax, body)
  }

  /// Queues a batch.
  /// - Throws: where one before has failed.
  func add(_ batch: [Item]) throws(Failure) {
    guard !batch.isEmpty else { return }
    state.update { $0.batches.append(batch) }
    while true {
      let isFull = state.wait { [batchesMax] state -> Bool? in
        guard state.failure == nil, state.batches.count > batchesMax else { return false }
        return state.isBusy ? nil : true
      }
      guard isFull else { break }
      takeOne()
    }
    if let failure = state.update({ $0.failure }) { throw failure }
  }

  /// Does what is queued until nothing more comes: the work of the second thread.
  func run() {
    while true {
      let isOver = state.wait { state -> Bool? in
        if state.batches.isEmpty { return state.isClosed ? true : nil }
        return state.isBusy ? nil : false
      }
      if isOver { return }
      takeOne()
    }
  }

  /// Waits until everything is done.
  /// - Throws: where a batch has failed.
  func finish() throws(Failure) {
    state.update { $0.isClosed = true }
    while true {
      let isOver = state.wait { state -> Bool? in
        if state.isBusy { return nil }
        return state.batches.isEmpty
      }
      if isOver { break }
      takeOne()
    }
    if let failure = state.update({ $0.failure }) { throw failure }
  }

  /// Leaves what is queued undone, so that the second thread ends.
  func abandon() {
    state.update { state in
      state.isClosed = true
      state.batches.removeAll()
    }
  }

  /// Does the oldest batch, if there is one that nobody stands before.
  private func takeOne() {
    let batch = state.update { state -> [Item]? in
      guard !state.isBusy, !state.batches.isEmpty else { return nil }
      state.isBusy = true
      return state.batches.removeFirst()
    }
    guard let batch else { return }
    var failed: Failure?
    do throws(Failure) { try body(batch) } catch { failed = error }
    state.update { state in
      state.isBusy = false
      guard let failed else { return }
      state.failure = state.failure ?? failed
      state.batches.removeAll()
    }
  }
}
