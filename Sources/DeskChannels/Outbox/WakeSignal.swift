import Synchronization

/// Lets one task wait until another has something for it, or a time is over.
final class WakeSignal: Sendable {
  /// What is known of the one who waits.
  private struct State {
    /// Whether it was raised since the last wait.
    var isRaised = false
    /// Who waits.
    var waiter: CheckedContinuation<Void, Never>?
  }

  /// Guards the state.
  private let state = Mutex(State())

  /// Ends the wait that is going on, or the next one at once.
  func raise() {
    let waiter = state.withLock { state in
      state.isRaised = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Waits until it is raised, the time is over or the task is cancelled; by one task at a time.
  func wait(atMost duration: Duration) async {
    let timer = Task {
      do {
        try await Task.sleep(for: duration)
        raise()
      } catch {
        // Cancelled: somebody else ended the wait.
      }
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
        let isOver = state.withLock { state in
          if !state.isRaised { state.waiter = waiter }
          return state.isRaised
        }
        if isOver { waiter.resume() }
      }
    } onCancel: {
      raise()
    }
    timer.cancel()
    state.withLock { $0.isRaised = false }
  }
}
