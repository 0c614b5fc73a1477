import ArgumentParser
import Gate
import Manifest
import Records
import Vocabulary

/// Shows, compares and verifies classification manifests.
struct ManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Shows, compares and verifies classification manifests.",
    discussion: """
      A STAGE is a folder that `scan` wrote, or a manifest.jsonl itself.

        phigate manifest show /srv/stage/2026-11-22
        phigate manifest diff /srv/stage/2026-11-22 /srv/stage/2026-11-15
        phigate manifest verify /srv/stage/2026-11-22
      """,
    subcommands: [ManifestShowCommand.self, ManifestDiffCommand.self, ManifestVerifyCommand.self]
  )
}

/// Prints what a manifest says.
struct ManifestShowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints what a manifest says: classes, identifiers, what was withheld and why.",
    discussion: """
      The whole manifest is verified on the way (5 where it is not complete and canonical).

        phigate manifest show /srv/stage/2026-11-22
      """
  )

  @Argument(help: "A stage, or a manifest.jsonl.")
  var stage: String

  @Flag(name: .long, help: "One JSON object a line; the last is the exit line.")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let file = try ManifestFile(path: stage)
    let summary = try ManifestSummary(reading: try file.reader())
    if json {
      console.write(bytes: CanonicalJSON.bytes(summary.json) + [UInt8(ascii: "\n")])
    } else {
      console.write(summary.text)
    }
    return .done
  }
}

/// Prints what changed between two manifests.
struct ManifestDiffCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Prints what changed in a stage since another one.",
    discussion: """
      Entries are matched by path; both manifests are verified on the way. The exit code is 0
      whether or not something changed.

        phigate manifest diff /srv/stage/2026-11-22 /srv/stage/2026-11-15
      """
  )

  @Argument(help: "The newer stage, or its manifest.jsonl.")
  var stage: String

  @Argument(help: "The older stage, or its manifest.jsonl.")
  var other: String

  @Flag(name: .long, help: "One JSON object a line; the last is the exit line.")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let newer = try ManifestFile(path: stage)
    let older = try ManifestFile(path: other)
    let difference = try ManifestDifference(from: older.reader(), to: newer.reader())
    guard json else {
      console.write(difference.text)
      return .done
    }
    console.write(bytes: jsonLine(difference.summaryJSON))
    // What came, then what went, then what differs; lists are not kept, however long they are.
    for type in ["added", "removed", "changed"] {
      let again = try ManifestDifference(from: older.reader(), to: newer.reader()) {
        (step) throws(Failure) in
        let line = step.json
        if line.type == type { console.write(bytes: jsonLine(line.value)) }
      }
      guard again.digests == difference.digests else {
        throw .refusal(.manifestMismatch, "a manifest changed while it was read")
      }
    }
    return .done
  }
}

/// Compares a stage's files with its manifest, both ways.
struct ManifestVerifyCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compares the files of a stage with its manifest, both ways.",
    discussion: """
      Every listed file must be there with its size and SHA-256, and nothing else may be: no
      unlisted file, no link, no device. Exit code 5 where something does not match.

        phigate manifest verify /srv/stage/2026-11-22
      """
  )

  @Argument(help: "A stage or a released bundle.")
  var stage: String

  @Flag(name: .long, help: "One JSON object a line; the last is the exit line.")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let verification = try StageVerification(path: stage)
    for problem in verification.problems {
      if json {
        console.write(bytes: CanonicalJSON.bytes(problem.json) + [UInt8(ascii: "\n")])
      } else {
        console.report(problem.failure)
      }
    }
    let hidden = verification.problemCount - verification.problems.count
    if hidden > 0 { console.message("phigate: \(hidden) more problems are not shown") }
    guard verification.problems.isEmpty else {
      return Outcome(code: .integrity, reasons: verification.reasons)
    }
    let digest = verification.digest.hex
    if json {
      let line: JSONValue = [
        "type": "verified", "files": .integer(Int64(verification.files)),
        "bytes": .integer(verification.bytes), "digest": .string(digest),
      ]
      console.write(bytes: CanonicalJSON.bytes(line) + [UInt8(ascii: "\n")])
    } else {
      console.write(
        "verified: \(verification.files) files, \(verification.bytes) bytes, manifest sha256 \(digest)\n"
      )
    }
    return .done
  }
}
