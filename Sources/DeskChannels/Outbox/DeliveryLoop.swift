import Logging
import Records
import Synchronization
import Vocabulary

/// Makes the deliveries of one notifier, one after the other.
///
/// Each notifier has a loop of its own, so that one that does not answer keeps nobody else waiting.
final class DeliveryLoop: Sendable {
  /// Seconds after which the database is looked at even though nobody said anything: another
  /// process may have written, or the clock been set.
  private static let pollSecondsMax: Int64 = 30
  /// Seconds to wait after the database refused something.
  private static let troubleSeconds: Int64 = 5

  /// What was done since the start.
  struct Tally: Sendable {
    /// Deliveries made.
    var delivered = 0
    /// Attempts that failed.
    var failed = 0
  }

  /// Who is told.
  let notifier: any Notifier
  /// What waits.
  private let store: ChannelStore
  /// The time.
  private let clock: WallClock
  /// Where failures are told.
  private let logger: Logger
  /// Raised when there is something new.
  let signal = WakeSignal()
  /// Until when the other side asked for silence.
  private let silence = Mutex(Timestamp(seconds: 0))
  /// What was done.
  private let done = Mutex(Tally())

  /// Creates a loop that does nothing yet.
  init(notifier: any Notifier, store: ChannelStore, clock: WallClock, logger: Logger) {
    self.notifier = notifier
    self.store = store
    self.clock = clock
    self.logger = logger
  }

  /// What was done since the start.
  var tally: Tally { done.withLock { $0 } }

  /// Delivers until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      var seconds = Self.pollSecondsMax
      do throws(Failure) {
        try await drain()
        if let due = try await store.nextDue(of: notifier.name) {
          let start = max(due, silence.withLock { $0 })
          seconds = min(max(start.seconds - clock.now().seconds, 1), seconds)
        }
      } catch {
        logger.error("cannot look for deliveries", metadata: ["error": "\(error.message)"])
        seconds = Self.troubleSeconds
      }
      guard !Task.isCancelled else { return }
      await signal.wait(atMost: .seconds(seconds))
    }
  }

  /// Makes every delivery that is due now.
  func drain() async throws(Failure) {
    while !Task.isCancelled, clock.now() >= silence.withLock({ $0 }),
      let waiting = try await store.next(of: notifier.name)
    {
      try await attempt(waiting)
    }
  }

  /// Tries one delivery and notes what became of it.
  private func attempt(_ waiting: WaitingDelivery) async throws(Failure) {
    do throws(NotifyFault) {
      let handle = try await perform(waiting)
      done.withLock { $0.delivered += 1 }
      try await note(waiting, handle)
    } catch {
      done.withLock { $0.failed += 1 }
      try await note(waiting, error)
    }
  }

  /// Hands a delivery to the notifier.
  /// - Returns: where the message stands now; nil where it is of no more use.
  private func perform(_ waiting: WaitingDelivery) async throws(NotifyFault) -> MessageHandle? {
    switch (waiting.kind, waiting.handle) {
    // What never came into being needs no end.
    case (.close, nil): return nil
    case (.close, let handle?):
      try await notifier.close(handle, waiting.delivery)
      return handle
    case (.update, let handle?): return try await notifier.update(handle, waiting.delivery)
    case (.post, _), (.update, nil):
      let handle = try await notifier.post(waiting.delivery)
      guard handle.text.utf8.count <= MessageHandle.bytesMax else {
        throw .permanent("handle_too_large")
      }
      return handle
    }
  }

  /// Notes a delivery that was made.
  private func note(_ waiting: WaitingDelivery, _ handle: MessageHandle?) async throws(NotifyFault)
  {
    do throws(Failure) {
      try await store.succeed(waiting, handle: handle)
    } catch {
      logger.error("cannot note a delivery", metadata: ["error": "\(error.message)"])
      throw .temporary("not_noted", afterSeconds: nil)
    }
  }

  /// Notes one that failed.
  private func note(_ waiting: WaitingDelivery, _ fault: NotifyFault) async throws(Failure) {
    let attempts = waiting.attempts + 1
    let metadata: Logger.Metadata = [
      "notifier": "\(notifier.name)", "request": "\(waiting.delivery.notice.request)",
      "cause": "\(fault.cause)", "attempts": "\(attempts)",
    ]
    guard case .temporary(_, let asked) = fault, attempts < Backoff.attemptsMax else {
      logger.error("a notice is given up", metadata: metadata)
      return try await store.bury(waiting.number, cause: fault.cause)
    }
    logger.warning("a notice will be tried again", metadata: metadata)
    var generator = SystemRandomNumberGenerator()
    let seconds = Backoff.seconds(afterAttempts: attempts, asked: asked, using: &generator)
    let due = clock.now().advanced(by: seconds)
    // Whoever asks for patience asks for it in all matters.
    if asked != nil { silence.withLock { $0 = max($0, due) } }
    try await store.postpone(waiting, until: due, cause: fault.cause)
  }
}
