import Glibc

/// State that threads share under a lock, with a way to wait until it changes.
///
/// The one lock of this module that can be waited on; `Mutex` cannot.
@safe final class Monitor<State>: @unchecked Sendable {
  // Sendable, because `state` is touched only between lock and unlock of `mutex`, which does not
  // move: both allocations live as long as the object.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var state: State

  /// Shares a state.
  init(_ state: State) {
    self.state = state
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(change, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(change)
    unsafe pthread_mutex_destroy(mutex)
    unsafe change.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the state and wakes everybody who waits.
  func update<Result, Thrown: Error>(
    _ body: (inout State) throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(change)
      unsafe pthread_mutex_unlock(mutex)
    }
    return try body(&state)
  }

  /// Waits until `body` answers something; asked once at once, then after each update.
  func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      unsafe pthread_cond_wait(change, mutex)
    }
  }
}
