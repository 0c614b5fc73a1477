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

  /// The code that a run ends with in which all of `codes` hold; `done` for none.
  package static func worst(of codes: [ExitCode]) -> ExitCode {
    precedence.first { codes.contains($0) } ?? .done
  }
}
