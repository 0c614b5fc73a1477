import ArgumentParser
import CPlatform
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
  static func run(_ words: [String], console: Console) -> Vocabulary.ExitCode {
    var console = console
    var arguments = words
    do throws(Failure) {
      try CommonOptions.take(from: &arguments, into: &console)
    } catch {
      return UsageReport(words).report(error, console: console)
    }
    do {
      var command = try PhigateCommand.parseAsRoot(arguments)
      if let command = command as? any ConsoleCommand {
        return command.execute(console: console)
      }
      try command.run()
      return .done
    } catch {
      return UsageReport(arguments).report(error, console: console)
    }
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

      Each command's --help has examples and its exit codes; the manual is phigate(1).
      """,
    version: "phigate \(phigateVersion)",
    subcommands: commandList
  )
}

/// The version of this build, as manifests and `--version` state it.
let phigateVersion = "0.1.0"
