import ArgumentParser
import Vocabulary

/// What a command line that cannot be run is answered with: help, the version, or a usage error.
struct UsageReport {
  /// The command line without the program and without common options.
  let words: [String]
  /// The commands that the line names, from the first below the root on.
  let path: [any ParsableCommand.Type]

  /// Reads which command is meant.
  init(_ words: [String]) {
    self.words = words
    var path: [any ParsableCommand.Type] = []
    var names = words.filter { !$0.hasPrefix("-") }
    if names.first == "help" { names.removeFirst() }
    for name in names {
      let below = (path.last ?? PhigateCommand.self).configuration.subcommands
      guard let next = below.first(where: { Self.name(of: $0) == name }) else { break }
      path.append(next)
    }
    self.path = path
  }

  /// The name under which a command is called.
  static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }

  /// The command as it is typed: `phigate manifest show`.
  var command: String {
    (["phigate"] + path.map(Self.name)).joined(separator: " ")
  }

  /// Prints help or the version to standard output, a usage error in three lines to standard error.
  /// - Returns: `done` for help and version, `usage` for everything else.
  func report(_ error: any Error, console: Console) -> Vocabulary.ExitCode {
    if let failure = error as? Failure { return end(failure, console) }
    guard !PhigateCommand.exitCode(for: error).isSuccess else {
      let text = PhigateCommand.fullMessage(for: error)
      let isHelp = !words.contains("--version")
      console.write(isHelp ? help(text) : text + "\n")
      return .worst(of: [.done, console.reportLostOutput()])
    }
    return end(failure(for: error), console)
  }

  /// The usage error that the parser's message amounts to.
  private func failure(for error: any Error) -> Failure {
    let help = "see \(command) --help"
    if path.isEmpty, let first = words.first, !first.hasPrefix("-") {
      let names = PhigateCommand.configuration.subcommands.map(Self.name)
      let near = names.min { Self.distance($0, first) < Self.distance($1, first) }
      let isNear = near.map { Self.distance($0, first) <= 2 } ?? false
      let next = isNear ? "did you mean \(near ?? "")? \(help)" : help
      return Failure(.usage, "unknown command; nothing was done", next: next, reasons: ["usage"])
    }
    let text = PhigateCommand.message(for: error)
    let first = text.split(separator: "\n").first.map(String.init) ?? "cannot be run"
    let parts = sentence(first).split(separator: ". Did you mean ")
    let guess = parts.count > 1 ? "did you mean \(parts[1].filter { $0 != "'" }) " : ""
    return Failure(
      .usage,
      "\(parts.first ?? ""); nothing was done",
      next: guess + help,
      reasons: ["usage"]
    )
  }

  /// How many letters must be changed, added or left out to make one word of another.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8), Array(right.utf8.prefix(32)))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let changed = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }

  /// Reports a failure, with the last line of `--json` where that is asked for.
  private func end(_ failure: Failure, _ console: Console) -> Vocabulary.ExitCode {
    console.report(failure)
    if words.prefix(while: { $0 != "--" }).contains("--json") {
      console.writeExitLine(Outcome(code: failure.code, reasons: failure.reasons))
    }
    return failure.code
  }

  /// A parser's sentence in the house's form, without anything that was typed as a value.
  private func sentence(_ text: String) -> String {
    var text = text
    // The longest first, so that a value that holds another goes whole.
    for word in words.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      guard !Self.isOption(word) else { continue }
      let pieces =
        word.hasPrefix("-") ? word.split(separator: "=", maxSplits: 1).dropFirst() : [word[...]]
      for piece in pieces where !piece.isEmpty {
        text = text.replacing("'\(piece)'", with: "…").replacing("=\(piece)'", with: "=…'")
      }
      if word.hasPrefix("-"), pieces.isEmpty { text = text.replacing("'\(word)'", with: "…") }
    }
    if text.hasSuffix(".") { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Whether a word is the name of an option, as ours are written: it may be repeated in a message.
  private static func isOption(_ word: String) -> Bool {
    word.hasPrefix("-") && word.utf8.count <= 24
      && word.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }
  }

  /// Help with what every command takes, and the exit codes of the command.
  private func help(_ text: String) -> String {
    var out = String(text.reversed().drop { $0 == "\n" }.reversed()) + "\n\n" + CommonOptions.help
    guard let last = path.last, last.configuration.subcommands.isEmpty else { return out }
    out += "\nEXIT CODES:\n"
    for code in ExitCodes.of(command) {
      out += "  \(code.rawValue)".padded(to: 6) + code.meaning + "\n"
    }
    return out
  }
}

/// Which command ends with which codes.
enum ExitCodes {
  /// Codes beyond 0, 1 and 2, which every command has.
  private static let more: [String: [Vocabulary.ExitCode]] = [
    "scan": [
      .withheld, .classFound, .locked, .outputFailed, .temporary, .interrupted, .terminated,
    ],
    "detect": [.withheld, .outputFailed],
    "rules": [.outputFailed],
    "allow": [.outputFailed],
    "manifest show": [.integrity, .outputFailed],
    "manifest diff": [.integrity, .outputFailed],
    "manifest verify": [.integrity, .outputFailed],
    "stage prune": [.integrity, .outputFailed],
    "config check": [.integrity],
    "init": [.outputFailed],
    "key new": [.outputFailed],
    "key show": [],
    "trust show": [.integrity],
    "trust draft": [.integrity, .outputFailed],
    "trust add-human": [.integrity, .outputFailed],
    "trust add-key": [.integrity, .outputFailed],
    "trust add-channel": [.integrity, .outputFailed],
    "trust revoke-key": [.integrity, .outputFailed],
    "trust diff": [.integrity],
    "trust sign": [.integrity, .refused, .outputFailed],
    "trust verify": [.integrity],
    "request": [.integrity, .refused, .locked, .outputFailed, .temporary],
    "status": [.integrity, .refused, .locked],
    "review": [.integrity, .outputFailed],
    "approve": [.integrity, .refused, .outputFailed],
    "deny": [.integrity, .refused, .outputFailed],
    "revoke": [.integrity, .refused, .outputFailed],
    "intake": [.integrity, .refused, .locked, .outputFailed, .temporary],
    "release": [.integrity, .refused, .locked, .outputFailed, .temporary],
    "audit log": [.integrity, .locked],
    "audit verify": [.integrity, .locked],
    "audit export": [.integrity, .locked, .outputFailed],
    "audit proof": [.integrity, .locked],
    "audit cosign": [.integrity, .outputFailed],
    "run": [.integrity, .refused, .locked, .outputFailed, .temporary],
    "evidence": [.integrity, .refused, .locked, .outputFailed],
  ]

  /// The codes of a command as it is typed, in the order of their numbers.
  static func of(_ command: String) -> [Vocabulary.ExitCode] {
    let name = String(command.drop { $0 != " " }.dropFirst())
    return [.done, .internalError, .usage] + (more[name] ?? [])
  }

  /// Whether a command has a row of its own.
  static func knows(_ command: String) -> Bool {
    more[String(command.drop { $0 != " " }.dropFirst())] != nil
  }
}

extension Vocabulary.ExitCode {
  /// What the code means, in half a line.
  var meaning: String {
    switch self {
    case .done: "done"
    case .internalError: "an internal error: a bug"
    case .usage: "usage or configuration error; nothing was done"
    case .withheld: "done, but some inputs were withheld, with reasons"
    case .classFound: "done, and the class of --fail-on was found"
    case .integrity: "manifest, bundle, trust or audit log do not match"
    case .refused: "refused by the gate: trust, keys, time or use"
    case .locked: "state or stage is locked by another run"
    case .outputFailed: "an output could not be written; nothing half-written stays"
    case .temporary: "interrupted or temporarily impossible: run it again"
    case .interrupted: "stopped by SIGINT after a clean stop"
    case .terminated: "stopped by SIGTERM after a clean stop"
    }
  }
}

extension String {
  /// The text with blanks behind it, at least `width` characters wide.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
