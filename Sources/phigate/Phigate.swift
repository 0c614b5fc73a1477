import ArgumentParser
import CSystem
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// The program: hardened first, then parsed, then run, with one place where exit codes are made.
@main
struct Program {
  /// Runs the command line and exits with a code of `ExitCode`.
  static func main() {
    let hardening = phigate_forbid_crash_reports()
    let console = Console.standard
    if hardening != 0 {
      console.report(
        Failure(.internalError, "cannot forbid crash reports: errno \(hardening)")
      )
      exit(ExitCode.internalError.rawValue)
    }
    exit(run(Array(CommandLine.arguments.dropFirst()), console: console).rawValue)
  }

  /// Parses and runs one command line.
  /// - Returns: the exit code; every error has been reported.
  static func run(_ arguments: [String], console: Console) -> Vocabulary.ExitCode {
    do {
      var command = try PhigateCommand.parseAsRoot(arguments)
      if let command = command as? any ConsoleCommand {
        return command.execute(console: console)
      }
      try command.run()
      return .done
    } catch {
      return reportUsage(error, console: console)
    }
  }

  /// Prints help, the version or a usage error as ArgumentParser words it.
  /// - Returns: `done` for help and version, `usage` for everything else.
  private static func reportUsage(_ error: any Error, console: Console) -> Vocabulary.ExitCode {
    let code = PhigateCommand.exitCode(for: error)
    let text = PhigateCommand.fullMessage(for: error)
    if code.isSuccess {
      console.write(text + "\n")
      return .done
    }
    console.message(text)
    return .usage
  }
}

/// The root of the command tree.
struct PhigateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phigate",
    abstract: "Finds and masks patients' data, and releases nothing that people have not approved.",
    discussion: """
      A night's run, from landing zone to release:

        phigate scan /srv/landing --stage /srv/stage/2026-11-22
        phigate manifest show /srv/stage/2026-11-22
        phigate request /srv/stage/2026-11-22 --destination research --purpose "weekly cohort"
        phigate review /srv/stage/2026-11-22
        phigate approve /srv/stage/2026-11-22 --as m.okafor --key okafor.pem --comment "checked"
        phigate release /srv/stage/2026-11-22 --destination research
        phigate audit verify

      Exit codes: 0 done, 2 usage, 3 some inputs withheld, 4 --fail-on met, 5 integrity,
      6 refused by the gate, 11 locked, 74 output failed, 75 run again. See phigate(1).
      """,
    version: "phigate \(phigateVersion)",
    subcommands: commandList
  )
}

/// The version of this build, as manifests and `--version` state it.
let phigateVersion = "0.1.0"
