import Glibc
import Staging
import Synchronization

/// How far a run is, in one line.
struct ProgressLine {
  /// What is shown.
  let now: ProgressSnapshot

  /// The line for a terminal of some columns; never wraps, so that it can be drawn over.
  ///
  /// Files, bytes, rate and time left while scanning, the phase otherwise.
  func text(columns: Int) -> String {
    String(words.prefix(max(0, columns - 1)))
  }

  /// The line without regard to the terminal.
  private var words: String {
    switch now.phase {
    case .survey: return "looking what there is"
    case .assemble: return "writing the manifest"
    case .publish: return "putting the stage in its place"
    case .scan:
      let percent = now.bytesTotal > 0 ? min(100, now.bytesDone * 100 / now.bytesTotal) : 0
      return "\(percent) %  \(now.filesDone) of \(now.filesTotal) files  "
        + "\(Self.bytes(now.bytesDone)) of \(Self.bytes(now.bytesTotal))  "
        + "\(Self.bytes(now.bytesPerSecond))/s  " + left
    }
  }

  /// The time that is left, where it can be told.
  private var left: String {
    guard let seconds = now.secondsLeft else { return "" }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    if hours > 0 { return "\(hours) h \(minutes) min left" }
    return minutes > 0 ? "\(minutes) min \(seconds % 60) s left" : "\(seconds) s left"
  }

  /// Bytes in the decimal unit in which they have one to three digits: `1.2 GB`.
  static func bytes(_ count: Int64) -> String {
    var (value, unit) = (count, 0)
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var rest: Int64 = 0
    while value >= 1_000, unit < units.count - 1 {
      (rest, value) = (value % 1_000 / 100, value / 1_000)
      unit += 1
    }
    return unit > 0 && value < 10 ? "\(value).\(rest) \(units[unit])" : "\(value) \(units[unit])"
  }
}

/// Draws progress four times a second on a thread of its own.
struct ProgressPainter {
  /// What moves.
  let progress: StagingProgress
  /// Where it is drawn.
  let console: Console
  /// Whether the run is over; the lock keeps a last line from being drawn behind the end.
  private let isOver = OverFlag()

  /// Microseconds between two drawings.
  private static let interval: UInt32 = 250_000

  /// Prepares to draw a run's progress.
  init(progress: StagingProgress, console: Console) {
    self.progress = progress
    self.console = console
  }

  /// Begins drawing.
  func start() {
    let (progress, console, isOver) = (progress, console, isOver)
    runDetached {
      while true {
        let goesOn = isOver.value.withLock { (isOver) -> Bool in
          if !isOver {
            let line = ProgressLine(now: progress.snapshot())
            console.draw(line.text(columns: Self.columns(of: console.messages)))
          }
          return !isOver
        }
        guard goesOn else { return }
        usleep(Self.interval)
      }
    }
  }

  /// Ends drawing and clears the line.
  func stop() {
    isOver.value.withLock { isOver in
      isOver = true
      console.draw("")
    }
  }

  /// The width of a terminal; 80 where it does not tell.
  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// Whether a run is over, shared with the thread that draws.
private final class OverFlag: Sendable {
  /// Set once.
  let value = Mutex(false)
}
