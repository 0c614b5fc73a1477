import Files
import Records
import Synchronization
import Vocabulary

/// Counts of a run that are no part of its manifest.
final class RunCounts: Sendable {
  /// Files that a killed run before had finished.
  let resumed = Atomic<Int>(0)
  /// Files that are as the run before left them.
  let reused = Atomic<Int>(0)
}

/// What must not be part of the manifest's digest: `run.json`.
struct RunRecord {
  /// Seconds since 1970 at which the run began.
  let begun: Int64
  /// Milliseconds of the monotonic clock at which each phase began, in order.
  private var phases: [(name: String, start: Int64)] = []

  /// Begins now.
  init(begun: Int64) {
    self.begun = begun
  }

  /// Ends the phase before and begins another.
  mutating func enter(_ phase: StagingPhase) {
    phases.append((phase.name, monotonicMilliseconds()))
  }

  /// What the record says beside times.
  struct Facts {
    /// The program's version.
    var toolVersion: String
    /// Threads.
    var threads: Int
    /// Bytes of a chunk.
    var chunkBytes: Int
    /// Sources that the user gave.
    var sources: Int
    /// How often the run was begun.
    var rounds: Int64
    /// Files that were not scanned again.
    var resumed: Int
    /// Files whose result is that of an earlier run.
    var reused: Int
    /// What was counted.
    var progress: ProgressSnapshot
    /// The manifest.
    var manifest: Digest256
  }

  /// One line of JSON with a line end: times in UTC, durations in milliseconds.
  func bytes(_ facts: Facts) -> [UInt8] {
    let now = monotonicMilliseconds()
    var durations = JSONObject()
    for (index, phase) in phases.enumerated() {
      let end = index + 1 < phases.count ? phases[index + 1].start : now
      durations[phase.name] = .integer(end - phase.start)
    }
    let holder = LockHolder.current()
    let elapsed = now - (phases.first?.start ?? now)
    return CanonicalJSON.bytes([
      "type": "phigate.run/v1", "version": .string(facts.toolVersion),
      "started": .string("\(Timestamp(seconds: begun))"), "finished": .string(holder.since),
      "host": .string(holder.host), "process": .integer(Int64(holder.process)),
      "threads": .integer(Int64(facts.threads)), "chunkBytes": .integer(Int64(facts.chunkBytes)),
      "sources": .integer(Int64(facts.sources)), "rounds": .integer(facts.rounds),
      "files": .integer(Int64(facts.progress.filesDone)),
      "filesResumed": .integer(Int64(facts.resumed)),
      "filesReused": .integer(Int64(facts.reused)),
      "bytes": .integer(facts.progress.bytesDone), "milliseconds": .integer(elapsed),
      "phaseMilliseconds": .object(durations), "manifest": .string(facts.manifest.hex),
    ]) + [0x0A]
  }
}
