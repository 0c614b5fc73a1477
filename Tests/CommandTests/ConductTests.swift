import ArgumentParser
import Records
import Testing
import Vocabulary

@testable import phigate

/// How the program behaves, whatever the command.
@Suite struct ConductTests {
  /// The console of a test, and what was written to it.
  private func run(_ arguments: String...) throws -> (code: Int32, output: String, errors: String) {
    let stage = try HandmadeStage()
    let result = stage.run(arguments)
    return (result.code.rawValue, result.output, result.messages)
  }

  /// Every command that runs, as it is typed.
  static let commands: [String] = {
    var pending: [(String, any ParsableCommand.Type)] = [("phigate", PhigateCommand.self)]
    var found: [String] = []
    while let (name, type) = pending.popLast() {
      let below = type.configuration.subcommands
      if below.isEmpty { found.append(name) }
      pending += below.map { ("\(name) \(UsageReport.name(of: $0))", $0) }
    }
    return found.sorted()
  }()

  @Test func thereAreCommands() {
    #expect(Self.commands.count >= 29)
  }

  @Test(arguments: commands)
  func helpTeaches(command: String) throws {
    let stage = try HandmadeStage()
    let words = command.split(separator: " ").dropFirst().map(String.init)
    let help = stage.run(words + ["--help"])
    #expect(help.code == .done)
    #expect(help.messages.isEmpty)
    let examples = help.output.split(separator: "\n").filter { $0.contains("\(command)") }
      .filter { !$0.hasPrefix("USAGE") && !$0.hasPrefix("OVERVIEW") }
    #expect(!examples.isEmpty, "no example of \(command)")
    #expect(help.output.contains("\nEXIT CODES:\n  0   done\n"))
    #expect(help.output.contains("--log-format"))
    #expect(ExitCodes.knows(command), "\(command) has no row of exit codes")
    #expect(stage.run(["help"] + words).output == help.output)
  }

  @Test(arguments: commands)
  func unknownOptionsAreUsageErrorsOfThreeLinesAtMost(command: String) throws {
    let stage = try HandmadeStage()
    let words = command.split(separator: " ").dropFirst().map(String.init)
    let result = stage.run(words + ["--no-such-option", "--json"])
    #expect(result.code == .usage)
    let lines = result.messages.split(separator: "\n")
    #expect((2...3).contains(lines.count), "\(result.messages)")
    #expect(lines.first?.hasPrefix("phigate: error: ") == true)
    #expect(lines.first?.hasSuffix("; nothing was done (usage)") == true, "\(result.messages)")
    #expect(lines.last?.hasSuffix("see \(command) --help") == true, "\(result.messages)")
    #expect(result.output == "{\"type\":\"exit\",\"code\":2,\"reasons\":[\"usage\"]}\n")
  }

  @Test func unknownOptionsAndCommandsHaveASuggestion() throws {
    let option = try run("scan", "x", "--stage", "y", "--replase")
    #expect(option.errors.contains("unknown option '--replase'; nothing was done"))
    #expect(option.errors.contains("next: did you mean --replace? see phigate scan --help"))
    let command = try run("relaese")
    #expect(command.errors.contains("next: did you mean release? see phigate --help"))
    #expect(try !run("frobnicate").errors.contains("did you mean"))
  }

  @Test(arguments: [
    ["scan", "--jobs", "Quistgaard", "a", "--stage", "b"],
    ["scan", "a", "--stage=b", "--Quistgaard"],
    ["manifest", "show", "a", "Ingeborg Quistgaard"], ["manifest", "show", "a", "O'Quistgaard"],
    ["Quistgaard"], ["detect", "--jsonl=Quistgaard"], ["rules", "Quistgaard"],
    ["scan", "-Quistgaard"],
  ])
  func usageErrorsRepeatNoValue(arguments: [String]) throws {
    let stage = try HandmadeStage()
    let result = stage.run(arguments)
    #expect(result.code == .usage)
    #expect(!(result.messages + result.output).contains("Quistgaard"), "\(result.messages)")
  }

  @Test func commonOptionsStandAnywhereButBehindTheEnd() throws {
    let stage = try HandmadeStage()
    let quiet = stage.run(["manifest", "--quiet", "verify", stage.path, "--log-format=json"])
    #expect(quiet.code == .done)
    #expect(quiet.messages.isEmpty)
    let behind = stage.run(["manifest", "verify", stage.path, "--", "--quiet"])
    #expect(behind.code == .usage)
    for wrong in [["--log-format"], ["--log-format", "yaml"], ["--log-format="]] {
      let result = stage.run(wrong + ["rules", "list"])
      #expect(result.code == .usage)
      #expect(result.messages.hasPrefix("phigate: error: --log-format is text or json"))
    }
  }

  /// Source: the command line contract: 1, 74, 143/130/75, 5, 6, 4, 3, 0.
  @Test func theStrongestExitCodeWins() {
    let order: [Vocabulary.ExitCode] = [
      .internalError, .outputFailed, .terminated, .interrupted, .temporary, .integrity, .refused,
      .classFound, .withheld, .done,
    ]
    for (index, strong) in order.enumerated() {
      for weak in order[index...] {
        #expect(Vocabulary.ExitCode.worst(of: [weak, strong]) == strong)
        #expect(Vocabulary.ExitCode.worst(of: [strong, weak]) == strong)
      }
    }
    #expect(Vocabulary.ExitCode.worst(of: []) == .done)
  }

  @Test func foundClassHidesWithheldInputs() throws {
    let scratch = Scratch()
    let landing = "\(Shell.root)/fixtures/landing"
    let stage = "'\(scratch.path)/stage'"
    let done = Shell.run("'\(Shell.phigate)' scan '\(landing)' --stage \(stage) --fail-on phi")
    #expect(done.code == 4)
    #expect(Shell.run("test -f \(stage)/manifest.jsonl").code == 0)
  }

  @Test(arguments: [
    ("manifest show", 0), ("manifest verify", 0), ("config check", 0), ("status", 2), ("review", 6),
    ("release --destination x", 2), ("audit log", 2), ("audit verify", 2), ("detect", 0),
  ])
  func jsonEndsWithTheExitLine(command: String, code: Int) throws {
    let stage = try HandmadeStage()
    var words = command.split(separator: " ").map(String.init) + ["--json"]
    if ["manifest", "review", "release"].contains(words[0]) { words.append(stage.path) }
    if words[0] == "detect" { words.append("\(stage.path)/data/a.txt") }
    let result = stage.run(words)
    let lines = result.output.split(separator: "\n")
    for line in lines {
      let bytes = Array(line.utf8)
      guard case .object(let object)? = try? StrictJSON.parse(bytes.span, limits: .document) else {
        Issue.record("no object: \(line)")
        continue
      }
      #expect(object["type"] != nil, "\(line)")
    }
    #expect(Int(result.code.rawValue) == code, "\(result.messages)")
    #expect(lines.last?.hasPrefix("{\"type\":\"exit\",\"code\":\(code),\"reasons\":[") == true)
  }

  @Test(arguments: ["color", "pipe", "full", "crash", "log", "progress", "silence"])
  func behaves(towards what: String) {
    let scratch = Scratch()
    let done = Shell.script("conduct.py", Shell.phigate, what, "\(scratch.path)/\(what)")
    #expect(done.code == 0, "\(done.output)")
  }
}

/// What a terminal shows of a run.
@Suite struct ProgressLineTests {
  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (1_999, "1.9 kB"), (10_500, "10 kB"),
      (999_999, "999 kB"), (1_200_000_000, "1.2 GB"), (5_000_000_000_000, "5.0 TB"),
    ] as [(Int64, String)]
  )
  func bytesHaveOneToThreeDigits(count: Int64, text: String) {
    #expect(ProgressLine.bytes(count) == text)
  }
}
