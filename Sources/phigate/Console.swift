import ArgumentParser
import Records
import Synchronization
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

  /// Runs the command and reports its failure, if any; output that could not be written is one.
  func execute(console: Console) -> Vocabulary.ExitCode {
    var outcome: Outcome
    do {
      outcome = try run(console: console)
    } catch {
      // A reader that went away ends a command early, which is nothing to speak of.
      if error.code != .done { console.report(error) }
      outcome = Outcome(code: error.code, reasons: error.reasons)
    }
    if isJSON { console.writeExitLine(outcome) }
    return .worst(of: [outcome.code, console.reportLostOutput()])
  }
}

/// Standard output for data, standard error for messages.
struct Console: Sendable {
  /// What messages look like.
  enum LogFormat: String, Sendable {
    /// For people.
    case text
    /// One object a line, after the OpenTelemetry log model.
    case json
  }

  /// The descriptor that data is written to.
  let output: Int32
  /// The descriptor that messages are written to.
  let messages: Int32
  /// Whether messages that are no warnings or errors, and progress, are left out.
  var isQuiet = false
  /// What messages look like.
  var logFormat = LogFormat.text
  /// What became of standard output.
  private let state = OutputState()

  /// Standard output and standard error of the process.
  static let standard = Console(output: STDOUT_FILENO, messages: STDERR_FILENO)

  /// Writes to two descriptors that stay open as long as the console is in use.
  init(output: Int32, messages: Int32) {
    self.output = output
    self.messages = messages
  }

  /// Whether progress may be drawn: standard error is a terminal that is not dumb.
  var showsProgress: Bool {
    guard !isQuiet, logFormat == .text, isatty(messages) == 1 else { return false }
    return environment("TERM") != "dumb"
  }

  /// Whether messages may be coloured: a terminal that is not dumb, and `NO_COLOR` is not set.
  var showsColor: Bool {
    guard logFormat == .text, isatty(messages) == 1, environment("TERM") != "dumb" else {
      return false
    }
    return (environment("NO_COLOR") ?? "").isEmpty
  }

  /// Whether nobody reads standard output any more, so that a command may stop.
  var isClosed: Bool { state.error.load(ordering: .relaxed) != 0 }

  /// Writes data as it is.
  func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// Writes data as it is; what cannot be written is remembered for `reportLostOutput`.
  func write(bytes: [UInt8]) {
    guard !isClosed, let error = writeAll(bytes, to: output) else { return }
    state.error.store(error, ordering: .relaxed)
  }

  /// Writes a message to standard error, unless `--quiet` is given.
  ///
  /// `text`: lines of which the first may begin with `phigate: `.
  func message(_ text: String) {
    if !isQuiet { log(.info, text) }
  }

  /// Writes a warning line to standard error.
  func warn(_ text: String) {
    log(.warning, "phigate: warning: \(text.escapingControls)")
  }

  /// Draws text over the last line of standard error, a terminal.
  func draw(_ text: String) {
    _ = writeAll(Array("\r\u{1B}[K\(text)".utf8), to: messages)
  }

  /// Writes an error in its three lines to standard error; names in its path that could be somebody's
  /// are masked.
  func report(_ failure: Failure) {
    var failure = failure
    failure.path = failure.path.map(ShownPath.masked)
    var attributes = JSONObject([.init("exit.code", .integer(Int64(failure.code.rawValue)))])
    if let path = failure.path { attributes["path"] = .string(path.escapingControls) }
    if let next = failure.next { attributes["next"] = .string(next.escapingControls) }
    if !failure.reasons.isEmpty {
      attributes["reasons"] = .array(failure.reasons.map { .string($0) })
    }
    log(.error, "phigate: \(failure)", attributes, body: failure.message.escapingControls)
  }

  /// Writes the last line of `--json`.
  func writeExitLine(_ outcome: Outcome) {
    let reasons = outcome.reasons.map { "\"\($0)\"" }.joined(separator: ",")
    write("{\"type\":\"exit\",\"code\":\(outcome.code.rawValue),\"reasons\":[\(reasons)]}\n")
  }

  /// Reports standard output that could not be written; a reader that went away is no error.
  /// - Returns: `outputFailed` where something was lost, else `done`.
  func reportLostOutput() -> Vocabulary.ExitCode {
    let error = state.error.load(ordering: .relaxed)
    guard error != 0, error != EPIPE else { return .done }
    let words = unsafe strerror(error).map { unsafe String(cString: $0).lowercased() } ?? "\(error)"
    report(Failure(.outputFailed, "cannot write standard output: \(words); the rest is lost"))
    return .outputFailed
  }

  /// The value of an environment variable; nil where it is not set.
  func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// How much a message matters, as OpenTelemetry numbers it.
  private enum Severity: Int64 {
    case info = 9
    case warning = 13
    case error = 17

    /// Its name in the log model.
    var name: String { self == .info ? "INFO" : self == .warning ? "WARN" : "ERROR" }
  }

  /// Writes a message in the format asked for.
  ///
  /// `text`: as people read it. `body`: what stands in its place in an object, where it differs.
  private func log(
    _ severity: Severity,
    _ text: String,
    _ attributes: JSONObject = JSONObject(),
    body: String? = nil
  ) {
    guard logFormat == .json else {
      _ = writeAll(Array((colored(text, severity) + "\n").utf8), to: messages)
      return
    }
    var words = Substring(body ?? text)
    for prefix in ["phigate: ", "warning: "] where words.hasPrefix(prefix) {
      words = words.dropFirst(prefix.count)
    }
    var record = JSONObject([
      .init("timestamp", .string(WallClock.system.now().description)),
      .init("severityNumber", .integer(severity.rawValue)),
      .init("severityText", .string(severity.name)),
      .init("body", .string(String(words.drop { $0 == " " }))),
      .init("resource", ["service.name": "phigate", "service.version": .string(phigateVersion)]),
    ])
    if !attributes.members.isEmpty { record["attributes"] = .object(attributes) }
    _ = writeAll(CanonicalJSON.bytes(.object(record)) + [0x0A], to: messages)
  }

  /// The text with its first word coloured, where that is wanted.
  private func colored(_ text: String, _ severity: Severity) -> String {
    guard severity != .info, showsColor else { return text }
    let mark = severity == .error ? "error:" : "warning:"
    let color = severity == .error ? "31" : "33"
    let prefix = "phigate: \(mark)"
    guard text.hasPrefix(prefix) else { return text }
    return "phigate: \u{1B}[1;\(color)m\(mark)\u{1B}[0m" + text.dropFirst(prefix.count)
  }

  /// Writes every byte, retrying interrupted and short writes.
  /// - Returns: nil, or the errno that ended it.
  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if written > 0 {
        done += written
      } else if written < 0, errno != EINTR {
        return errno
      }
    }
    return nil
  }
}

/// What became of standard output, shared by all copies of a console.
private final class OutputState: Sendable {
  /// The errno of the first write that failed; 0 while none did.
  let error = Atomic<Int32>(0)
}
