import Glibc
import Synchronization

/// What a run is doing.
package enum StagingPhase: Int, Sendable, CaseIterable {
  /// Counting what is to be done.
  case survey
  /// Reading, masking and copying.
  case scan
  /// Naming copies and writing the manifest.
  case assemble
  /// Syncing and putting the stage in its place.
  case publish

  /// The phase's name in run.json.
  package var name: String {
    switch self {
    case .survey: "survey"
    case .scan: "scan"
    case .assemble: "assemble"
    case .publish: "publish"
    }
  }
}

/// How far a run is, at one moment: what a terminal or a metric shows.
///
/// Holds no name. Totals are those of the survey; sources that change meanwhile may pass them.
package struct ProgressSnapshot: Sendable {
  /// What it is doing.
  package var phase: StagingPhase
  /// Files done, of those in the sources (members of archives are not counted).
  package var filesDone: Int
  /// Files to do; 0 until the survey has ended.
  package var filesTotal: Int
  /// Bytes read of files, those of large files in progress included.
  package var bytesDone: Int64
  /// Bytes to read; 0 until the survey has ended.
  package var bytesTotal: Int64
  /// Milliseconds since the run began.
  package var elapsedMilliseconds: Int64
  /// Bytes a second, since the scan began; 0 where nothing is known.
  package var bytesPerSecond: Int64
  /// Seconds that the rest of the scan will take at this rate; nil while nobody can tell.
  package var secondsLeft: Int64?
}

/// Progress of a run; moves while it does, read from any thread by `snapshot()`.
package final class StagingProgress: Sendable {
  private let phase = Atomic<Int>(0)
  private let filesDone = Atomic<Int>(0)
  private let filesTotal = Atomic<Int>(0)
  private let bytesDone = Atomic<Int64>(0)
  private let bytesTotal = Atomic<Int64>(0)
  /// Milliseconds of the monotonic clock at which the run and its scan began.
  private let begun = Atomic<Int64>(monotonicMilliseconds())
  private let scanBegun = Atomic<Int64>(0)

  /// Nothing done.
  package init() {}

  /// Where the run stands now.
  package func snapshot() -> ProgressSnapshot {
    let now = monotonicMilliseconds()
    let start = scanBegun.load(ordering: .relaxed)
    let done = bytesDone.load(ordering: .relaxed)
    let total = bytesTotal.load(ordering: .relaxed)
    let milliseconds = start == 0 ? 0 : now - start
    let rate = milliseconds > 0 ? done * 1_000 / milliseconds : 0
    return ProgressSnapshot(
      phase: StagingPhase(rawValue: phase.load(ordering: .relaxed)) ?? .survey,
      filesDone: filesDone.load(ordering: .relaxed),
      filesTotal: filesTotal.load(ordering: .relaxed),
      bytesDone: done,
      bytesTotal: total,
      elapsedMilliseconds: now - begun.load(ordering: .relaxed),
      bytesPerSecond: rate,
      secondsLeft: rate > 0 ? max(0, total - done) / rate : nil
    )
  }

  /// Enters a phase.
  func enter(_ next: StagingPhase) {
    phase.store(next.rawValue, ordering: .relaxed)
    if next == .scan { scanBegun.store(monotonicMilliseconds(), ordering: .relaxed) }
  }

  /// Says what there is to do.
  func expect(files: Int, bytes: Int64) {
    filesTotal.store(files, ordering: .relaxed)
    bytesTotal.store(bytes, ordering: .relaxed)
  }

  /// Counts bytes of a file in progress.
  func read(_ bytes: Int64) { bytesDone.add(bytes, ordering: .relaxed) }

  /// Counts a file as done, with those of its bytes that were not counted while it was read.
  func finishFile(remaining bytes: Int64) {
    filesDone.add(1, ordering: .relaxed)
    bytesDone.add(bytes, ordering: .relaxed)
  }
}

/// Milliseconds of the monotonic clock.
func monotonicMilliseconds() -> Int64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}
