import ArgumentParser
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A command that runs against a console and answers with an exit code.
protocol ConsoleCommand: ParsableCommand {
  /// Runs the command; throws what the console reports and whose code the program exits with.
  /// - Returns: the exit code and the machine-readable reasons of the last line of `--json`.
  func run(console: Console) throws(Failure) -> Outcome

  /// Whether standard output is NDJSON, ending with the `exit` line.
  var isJSON: Bool { get }
}

/// How a command ended.
struct Outcome {
  /// The exit code.
  var code: Vocabulary.ExitCode
  /// Machine-readable reasons, most important first; empty where there is nothing to say.
  var reasons: [String] = []

  /// Done, nothing withheld.
  static let done = Outcome(code: .done)
}

extension ConsoleCommand {
  var isJSON: Bool { false }

  /// Never called: `Program` runs console commands itself.
  func run() throws {}

  /// Runs the command and reports its failure, if any.
  func execute(console: Console) -> Vocabulary.ExitCode {
    var outcome: Outcome
    do {
      outcome = try run(console: console)
    } catch {
      console.report(error)
      outcome = Outcome(code: error.code, reasons: error.reasons)
    }
    if isJSON { console.writeExitLine(outcome) }
    return outcome.code
  }
}

/// Standard output for data, standard error for messages.
struct Console: Sendable {
  /// The descriptor that data is written to.
  let output: Int32
  /// The descriptor that messages are written to.
  let messages: Int32

  /// Standard output and standard error of the process.
  static let standard = Console(output: STDOUT_FILENO, messages: STDERR_FILENO)

  /// Whether progress may be drawn: standard error is a terminal that is not dumb.
  var showsProgress: Bool {
    guard isatty(messages) == 1 else { return false }
    return environment("TERM") != "dumb"
  }

  /// Whether messages may be coloured: a terminal, and `NO_COLOR` is not set.
  var showsColor: Bool { showsProgress && (environment("NO_COLOR") ?? "").isEmpty }

  /// Writes data as it is.
  func write(_ text: String) {
    writeAll(Array(text.utf8), to: output)
  }

  /// Writes data as it is.
  func write(bytes: [UInt8]) {
    writeAll(bytes, to: output)
  }

  /// Writes a message line to standard error.
  func message(_ text: String) {
    writeAll(Array((text + "\n").utf8), to: messages)
  }

  /// Writes a warning line to standard error.
  func warn(_ text: String) {
    message("phigate: warning: \(text.escapingControls)")
  }

  /// Draws text over the last line of standard error, a terminal.
  func draw(_ text: String) {
    writeAll(Array("\r\u{1B}[K\(text)".utf8), to: messages)
  }

  /// Writes an error in its three lines to standard error.
  func report(_ failure: Failure) {
    message("phigate: \(failure)")
  }

  /// Writes the last line of `--json`.
  func writeExitLine(_ outcome: Outcome) {
    let reasons = outcome.reasons.map { "\"\($0)\"" }.joined(separator: ",")
    write("{\"type\":\"exit\",\"code\":\(outcome.code.rawValue),\"reasons\":[\(reasons)]}\n")
  }

  /// The value of an environment variable; nil where it is not set.
  func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Writes every byte, retrying interrupted and short writes; a closed reader ends it silently.
  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if written > 0 {
        done += written
      } else if written < 0, errno != EINTR {
        return
      }
    }
  }
}
