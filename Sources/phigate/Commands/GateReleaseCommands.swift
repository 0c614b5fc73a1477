import ArgumentParser
import Gate
import Records
import Staging
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// The command `phigate intake`.
struct IntakeCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "intake",
    abstract: "Verifies new envelopes in STAGE/approvals and enters them into the log.",
    discussion: """
      Examples:
        phigate intake /srv/stage/2026-11-22
        phigate intake /srv/asks/42            the folder of a command
      From then on a decision counts even if its file is deleted. `release` does this first, too.
      """
  )

  @Argument(help: "The staged bundle, or the folder of a command")
  var stage: String

  @OptionGroup var gate: GateOptions

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let gate = try gate.open(console)
    let folder = try StageFolder(path: stage)
    let isAction = try folder.isAction()
    let results = isAction ? try gate.intakeAction(folder) : try gate.intake(folder)
    for result in results {
      if let refusal = result.refusal { console.report(refusal) }
      guard json else {
        if let verdict = result.verdict {
          console.write("\(verdict.rawValue)  \(result.human ?? "")\n")
        }
        continue
      }
      console.write(
        bytes: jsonLine([
          "type": "intake", "sha256": .string(result.digest.hex),
          "decision": result.verdict.map { .string($0.rawValue) } ?? .null,
          "human": result.human.map { .string($0) } ?? .null,
          "reasons": .array((result.refusal?.reasons ?? []).map { .string($0) }),
        ])
      )
    }
    if !json {
      console.write(
        isAction
          ? standingText(try gate.standing(ofAction: folder))
          : standingText(try gate.standing(of: folder))
      )
    }
    let refusals = results.compactMap(\.refusal)
    return Outcome(
      code: .worst(of: refusals.map(\.code)),
      reasons: refusals.flatMap(\.reasons)
    )
  }
}

/// The command `phigate release`.
struct ReleaseCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Verifies every approval, scans again what leaves, and publishes it by one rename.",
    discussion: """
      Examples:
        phigate release /srv/stage/2026-11-22 --destination research --dry-run
        phigate release /srv/stage/2026-11-22 --destination research
        phigate release /srv/stage/2026-11-22 --destination research --abandon

      The bundle appears as a new folder at the destination, named after its manifest and request,
      whole or not at all. Approvals are used once. Every refusal has a reason code: exit 5 where
      bytes were edited, 6 where trust, keys, time or use refuse.

      A release that was killed after its approvals were spent is finished by the next one, as long
      as the log and the destination show whether the bundle left. Where they do not, it is refused
      with release_unfinished: look at the destination, then end it with --abandon and ask anew.
      """
  )

  @Argument(help: "The staged bundle")
  var stage: String

  @Option(name: .long, help: "The destination's id, as requested")
  var destination: String

  @Flag(name: .long, help: "Verify everything, spend and publish nothing")
  var dryRun = false

  @Flag(name: .long, help: "End a release that broke off and of which nothing left; it is logged")
  var abandon = false

  @OptionGroup var gate: GateOptions

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let gate = try gate.open(console)
    let folder = try StageFolder(path: stage)
    guard !abandon else {
      guard !dryRun else { throw Failure(.usage, "--abandon has no dry run") }
      let request = try gate.abandon(folder, at: destination)
      if json {
        console.write(
          bytes: jsonLine(["type": "abandoned", "request": .string(request.id)])
        )
      } else {
        console.write("abandoned: request \(request.id); ask anew: phigate request\n")
      }
      return .done
    }
    let rescan = gateRescan(
      seal: try folder.read(StageSeal.fileName, bytesMax: StageSeal.bytesMax),
      configuration: try self.gate.configuration(console)
    )
    let isStream = gate.trust.document.destination(destination)?.outlet == .standardOutput
    if isStream { try refuseTerminal(console) }
    gate.output = console.output
    let result = try gate.release(folder, to: destination, isDryRun: dryRun, rescan: rescan)
    guard !isStream || dryRun else {
      console.message("phigate: released \(result.request.folderName) to standard output")
      return .done
    }
    let humans = result.approvals.map(\.approver.human)
    if json {
      console.write(
        bytes: jsonLine([
          "type": "release", "request": .string(result.request.id), "dryRun": .bool(dryRun),
          "folder": result.folder.map { .string($0) } ?? .null,
          "files": .integer(result.request.files), "bytes": .integer(result.request.bytes),
          "approvedBy": .array(humans.map { .string($0) }),
          "singleUser": .bool(result.request.isSingleUser),
          "breakGlass": .bool(result.isBreakGlass),
        ])
      )
    } else {
      let what = dryRun ? "would be released" : "released"
      console.write(
        """
        \(what): \(grouped(result.request.files)) files, \(grouped(result.request.bytes)) bytes
        approved by \(humans.joined(separator: ", "))

        """
      )
      if result.isBreakGlass {
        console.write("the glass was broken: others have to review it, see phigate status\n")
      }
      if let folder = result.folder { console.write("  \(folder)/\n") }
    }
    return .done
  }

  /// Refuses to write a tar to a terminal, or among lines of NDJSON.
  private func refuseTerminal(_ console: Console) throws(Failure) {
    guard !json || dryRun, isatty(console.output) == 0 || dryRun else {
      throw Failure(
        .usage,
        "this destination is standard output: send it to a file or a command, without --json; "
          + "nothing was released"
      )
    }
  }
}
