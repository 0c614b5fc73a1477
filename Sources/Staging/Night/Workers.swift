import Glibc

/// Runs `body` on a fixed number of threads and waits for all of them.
///
/// Plain threads, because the work blocks on files; each gets its number, from 0.
package func runWorkers(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let threads = (1..<max(2, count + 1)).dropLast()
    .compactMap { index in
      start { body(index) }
    }
  body(0)
  for thread in threads { pthread_join(thread, nil) }
}

/// Runs `other` on a second thread while `body` runs on this one, and waits for both.
///
/// `body`: gets whether there is a second thread; where the system has none left, `other` does not run.
func besides<Result, Thrown: Error>(
  _ other: @escaping @Sendable () -> Void,
  _ body: (_ hasThread: Bool) throws(Thrown) -> Result
) throws(Thrown) -> Result {
  let thread = start(other)
  defer { if let thread { pthread_join(thread, nil) } }
  return try body(thread != nil)
}

/// Runs `body` on a thread of its own that nobody waits for.
package func runDetached(_ body: @escaping @Sendable () -> Void) {
  if let thread = start(body) { pthread_detach(thread) }
}

/// Starts a thread; nil where the system has none left.
private func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var thread = pthread_t()
  let job = unsafe Unmanaged.passRetained(Job(body)).toOpaque()
  let code = unsafe pthread_create(
    &thread,
    nil,
    { argument in
      guard let argument = unsafe argument else { return nil }
      unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    },
    job
  )
  guard code != 0 else { return thread }
  unsafe Unmanaged<Job>.fromOpaque(job).release()
  return nil
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
