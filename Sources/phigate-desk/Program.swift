import ArgumentParser
import Glibc
import Records
import Vocabulary

/// The program: parsed, then run, with one place where exit codes are made.
@main
struct Program {
  /// Runs the command line and exits with a code of `ExitCode`.
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try PhigateDeskCommand.parseAsRoot(words)
      if let command = command as? any DeskCommand {
        exit(await execute(command))
      }
      try command.run()
      exit(0)
    } catch {
      let code = PhigateDeskCommand.exitCode(for: error)
      let text = PhigateDeskCommand.fullMessage(for: error)
      if code.isSuccess {
        Output.write(text + "\n")
        exit(0)
      }
      Output.complain(text)
      exit(ExitCode.usage.rawValue)
    }
  }

  /// Runs a command; every error is reported here.
  private static func execute(_ command: any DeskCommand) async -> Int32 {
    do throws(Failure) {
      let code = try await command.perform()
      if command.json { Output.end(code, []) }
      return code.rawValue
    } catch {
      Output.complain("phigate-desk: \(error)")
      if command.json { Output.end(error.code, error.reasons) }
      return error.code.rawValue
    }
  }

  /// Exit codes of the project, beside those of the parser.
  typealias ExitCode = Vocabulary.ExitCode
}

/// A command that ends with an exit code of the project.
protocol DeskCommand: ParsableCommand {
  /// Whether standard output is NDJSON.
  var json: Bool { get }
  /// Does it.
  /// - Throws: a failure, which is reported once.
  func perform() async throws(Failure) -> Vocabulary.ExitCode
}

/// The root of the command tree.
struct PhigateDeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phigate-desk",
    abstract: "Where people decide what may leave: a server, and the client that waits for them.",
    discussion: """
      Once, on the desk's host:
        phigate-desk init --config /etc/phigate/phigate-desk.yml --trust /etc/phigate/trust.json
        phigate-desk token create nightly --scope submit --scope read --config …
        phigate-desk serve --config /etc/phigate/phigate-desk.yml

      Each night, on the gate's host, between `phigate request` and `phigate release`:
        phigate-desk submit /srv/stage/2026-11-22 --desk https://desk.example.org --wait 8h

      The desk is never believed: `phigate` verifies every decision again, and has no network.
      """,
    subcommands: [
      ServeCommand.self, InitCommand.self, TokenCommand.self, SubmitCommand.self,
      WaitCommand.self, ReceiptCommand.self,
    ]
  )
}

/// What goes to a person or a script.
enum Output {
  /// Writes data.
  static func write(_ text: String) { put(Array(text.utf8), to: 1) }

  /// Writes a line of NDJSON.
  static func line(_ value: JSONValue) { put(CanonicalJSON.bytes(value) + [0x0A], to: 1) }

  /// Writes a message.
  static func complain(_ text: String) { put(Array((text + "\n").utf8), to: 2) }

  /// Writes the last line of NDJSON.
  static func end(_ code: Vocabulary.ExitCode, _ reasons: [String]) {
    line([
      "type": "exit", "code": .integer(Int64(code.rawValue)),
      "reasons": .array(reasons.map { .string($0) }),
    ])
  }

  /// Writes bytes; a reader that is gone is no error of ours.
  private static func put(_ bytes: [UInt8], to descriptor: Int32) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        return
      }
    }
  }
}
