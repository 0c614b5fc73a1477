import Files
import Glibc
import Synchronization
import Vocabulary

/// Says to all threads of a run that it ends before its work is done, and why.
final class StopFlag: Sendable {
  private let failure = Mutex<Failure?>(nil)
  private let isSet = Atomic<Bool>(false)

  /// Ends the run; the first reason counts.
  func stop(_ reason: Failure) {
    failure.withLock { $0 = $0 ?? reason }
    isSet.store(true, ordering: .releasing)
  }

  /// Throws where the run was stopped or a signal asks for it.
  func check() throws(Failure) {
    if isSet.load(ordering: .acquiring), let reason = failure.withLock({ $0 }) { throw reason }
    try StopSignal.check()
  }
}

/// Set by SIGINT and SIGTERM; the number of the signal, 0 while none came.
package enum StopSignal {
  /// Stops cleanly on SIGINT and SIGTERM from now on, even where whoever started the program has
  /// blocked them; one that is ignored (nohup, a shell's background) stays ignored.
  package static func install() {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in [SIGINT, SIGTERM] {
      var before = sigaction()
      let code = unsafe sigaction(number, nil, &before)
      let handler = unsafe unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
      if code == 0, handler == Self.ignore { continue }
      _ = signal(number) { RunSignals.stop(by: $0) }
      unsafe sigaddset(&set, number)
    }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// The handler that stands for ignoring (`SIG_IGN`, a macro that Swift cannot see).
  private static let ignore = 1

  /// Throws the exit code of the signal that came, if any.
  static func check() throws(Failure) {
    switch RunSignals.stopped {
    case 0: return
    case SIGINT: throw Failure(.interrupted, "stopped by SIGINT; nothing was staged")
    default: throw Failure(.terminated, "stopped by SIGTERM; nothing was staged")
    }
  }
}
