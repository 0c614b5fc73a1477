/// The exit codes of the command line, stable for schedulers and scripts.
///
/// Where several hold, `worst(of:)` decides. Source: the command line contract, phigate(1).
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done; nothing withheld; for `release`: published.
  case done = 0
  /// An internal error: a bug.
  case internalError = 1
  /// Wrong usage or a wrong configuration.
  case usage = 2
  /// Done, but some inputs were withheld; the manifest says which and why.
  case withheld = 3
  /// `--fail-on` was met: the class was found; the stage is complete.
  case classFound = 4
  /// Manifest, bundle, trust or audit log do not match.
  case integrity = 5
  /// Refused by the gate: trust, keys, time or use.
  case refused = 6
  /// State or stage is locked by another run.
  case locked = 11
  /// An output could not be written; nothing half-written stays behind.
  case outputFailed = 74
  /// Interrupted or temporarily impossible: run it again.
  case temporary = 75
  /// Stopped by SIGINT after a clean stop.
  case interrupted = 130
  /// Stopped by SIGTERM after a clean stop.
  case terminated = 143

  /// The order in which one code hides another, the strongest first.
  private static let precedence: [ExitCode] = [
    .internalError, .outputFailed, .terminated, .interrupted, .temporary, .locked, .usage,
    .integrity, .refused, .classFound, .withheld, .done,
  ]

  /// Errors of Linux that speak of the machine and its moment, not of what the user named: EINTR,
  /// EIO, EAGAIN, ENOMEM, EBUSY, ENFILE, EMFILE, ENOSPC, ETIMEDOUT, ESTALE, EDQUOT.
  ///
  /// Source: errno(3), asm-generic/errno.h.
  private static let passing: Set<Int32> = [4, 5, 11, 12, 16, 23, 24, 28, 110, 116, 122]

  /// The code for an input that cannot be opened or read: wrong usage, unless the error may pass.
  ///
  /// `errno`: of the call that failed, or 0.
  package static func input(_ errno: Int32) -> ExitCode {
    passing.contains(errno) ? .temporary : .usage
  }

  /// The code that a run ends with in which all of `codes` hold; `done` for none.
  package static func worst(of codes: [ExitCode]) -> ExitCode {
    precedence.first { codes.contains($0) } ?? .done
  }
}
