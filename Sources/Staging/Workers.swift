import Glibc
import Synchronization

/// Runs `body` on a fixed number of threads and waits for all of them.
///
/// Plain threads, because the work blocks on files; each gets its number, from 0.
func runWorkers(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  var threads: [pthread_t] = []
  for index in 1..<max(1, count) {
    var thread = pthread_t()
    let job = unsafe Unmanaged.passRetained(Job { body(index) })
    let code = unsafe pthread_create(
      &thread,
      nil,
      { argument in
        if let argument {
          unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      },
      job.toOpaque()
    )
    if code == 0 {
      threads.append(thread)
    } else {
      unsafe job.release()
    }
  }
  body(0)
  for thread in threads { _ = pthread_join(thread, nil) }
}

/// What a thread runs.
private final class Job: Sendable {
  /// The work.
  let run: @Sendable () -> Void

  /// Keeps the work until the thread begins.
  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}

/// Set by SIGINT and SIGTERM; the number of the signal, 0 while none came.
package enum StopSignal {
  /// The signal that came.
  static let received = Atomic<Int32>(0)

  /// Stops cleanly on SIGINT and SIGTERM from now on.
  package static func install() {
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { StopSignal.received.store($0, ordering: .relaxed) }
    }
  }
}

/// Runs `body` on a thread of its own that nobody waits for.
package func runDetached(_ body: @escaping @Sendable () -> Void) {
  var thread = pthread_t()
  let job = unsafe Unmanaged.passRetained(Job(body))
  let code = unsafe pthread_create(
    &thread, nil,
    { argument in
      if let argument {
        unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
      }
      return nil
    }, unsafe job.toOpaque())
  if code == 0 { pthread_detach(thread) } else { unsafe job.release() }
}
