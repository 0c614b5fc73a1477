import ArgumentParser
import AuditLog
import Configuration
import Gate
import Records
import Vocabulary

/// `phigate audit`: what happened at the gate, and the proof that nothing of it was changed.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Shows, verifies and exports the gate's log.",
    discussion: """
      phigate audit log --request 1f0c…
      phigate audit verify
      phigate audit export --bundle /srv/audit/2026-11

      An export is checked without phigate: its README has the sha256sum, python3, openssl and
      ssh-keygen commands.
      """,
    subcommands: [
      AuditLogCommand.self, AuditVerifyCommand.self, AuditExportCommand.self,
      AuditProofCommand.self, AuditCosignCommand.self,
    ]
  )
}

/// Where the log is, as every audit command takes it.
struct AuditOptions: ParsableArguments {
  /// The configuration file.
  @Option(help: "Configuration file (default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml).")
  var config: String?

  /// The state folder.
  @Option(help: "State folder (default: $PHIGATE_STATE, then gate.state).")
  var state: String?

  /// Whether standard output is NDJSON.
  @Flag(help: "Write NDJSON.")
  var json = false

  /// Opens the log for reading, its checkpoints and its trust compared.
  func open(_ console: Console, isThorough: Bool = false) throws(Failure) -> AuditView {
    let environment = { (name: String) in console.environment(name) }
    let configuration = try Configuration.resolve(option: config, environment: environment)
    guard let trust = configuration.gate.trust else {
      throw Failure(
        .usage,
        "the audit log needs a configuration with gate.trust",
        next: "phigate init, or name it with --config"
      )
    }
    let state = try configuration.statePath(option: state, environment: environment)
    return try AuditView(
      GatePlaces(
        state: state,
        trust: trust,
        gateKey: configuration.gate.gateKey ?? "",
        checkpoints: configuration.gate.checkpoints
      ),
      isThorough: isThorough
    )
  }
}

/// `phigate audit log`: the rows.
struct AuditLogCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Shows the rows of the log, the oldest first.",
    discussion: """
      phigate audit log
      phigate audit log --request 1f0c… --json
      """
  )

  /// Where the log is.
  @OptionGroup var options: AuditOptions

  /// The request whose rows are shown.
  @Option(help: "Only rows of this request.")
  var request: String?

  /// Whether standard output is NDJSON.
  var isJSON: Bool { options.json }

  /// Shows the rows.
  func run(console: Console) throws(Failure) -> Outcome {
    let view = try options.open(console)
    try view.log.rows { row in
      if let request, row.event.requestID != request { return }
      console.write(bytes: options.json ? Self.json(row) : Array(Self.line(row).utf8))
    }
    return .done
  }

  /// A row as NDJSON: the row itself is as it stands in the log.
  private static func json(_ row: AuditRow) -> [UInt8] {
    Array(#"{"row":"#.utf8) + row.bytes + Array(#","type":"row"}"#.utf8) + [0x0A]
  }

  /// A row as one line of text.
  private static func line(_ row: AuditRow) -> String {
    let event = row.event
    var words = ["\(row.seq)", row.time.description, event.event, event.actor.principal]
    if let human = event.actor.human { words.append("(\(human))") }
    if let decision = event.decision { words.append(decision) }
    if let subject = event.subject { words.append("\(subject.kind):\(subject.id)") }
    if let request = event.requestID { words.append("request:\(request)") }
    if !event.reasonCodes.isEmpty {
      words.append("[\(event.reasonCodes.joined(separator: ","))]")
    }
    return words.joined(separator: "  ").escapingControls + "\n"
  }
}

/// `phigate audit verify`: everything replayed offline.
struct AuditVerifyCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Replays the log offline: rows, checkpoints, second place, ledger, trust.",
    discussion: """
      phigate audit verify

      Exit 5 and a reason code where something does not hold: log_root_mismatch, log_rolled_back,
      log_forked and others. `self-attested only` means that no second place holds a checkpoint:
      the log then convinces only people who do not hold the gate's key.
      """
  )

  /// Where the log is.
  @OptionGroup var options: AuditOptions

  /// Whether standard output is NDJSON.
  var isJSON: Bool { options.json }

  /// Verifies the log.
  func run(console: Console) throws(Failure) -> Outcome {
    let view = try options.open(console, isThorough: true)
    let report = try view.log.verify()
    AuditSummary(report: report, trustVersions: view.versions.count, isJSON: options.json)
      .write(to: console)
    return .done
  }
}

/// `phigate audit export`: everything that an auditor needs.
struct AuditExportCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes rows, checkpoints, proofs and records to a folder for an auditor.",
    discussion: """
      phigate audit export --bundle /srv/audit/2026-11

      The folder must not exist; it appears whole or not at all. Its README has the commands that
      check it without phigate.
      """
  )

  /// Where the log is.
  @OptionGroup var options: AuditOptions

  /// The folder to write.
  @Option(help: "Folder to write; must not exist.")
  var bundle: String

  /// Whether standard output is NDJSON.
  var isJSON: Bool { options.json }

  /// Writes the export.
  func run(console: Console) throws(Failure) -> Outcome {
    let view = try options.open(console, isThorough: true)
    let report = try view.log.export(to: bundle, signer: nil, files: try view.files())
    AuditSummary(report: report, trustVersions: view.versions.count, isJSON: options.json)
      .write(to: console)
    console.message("phigate: exported to \(bundle.escapingControls); see README.md there")
    return .done
  }
}

/// What `verify` and `export` say of a log that holds.
struct AuditSummary {
  /// What was verified.
  let report: AuditReport
  /// Trust versions, each verified against the one before.
  let trustVersions: Int
  /// Whether it is said as NDJSON.
  let isJSON: Bool

  /// Writes the summary.
  func write(to console: Console) {
    guard !isJSON else {
      let line = CanonicalJSON.bytes([
        "type": "audit", "rows": .integer(report.rows), "root": .string(report.root.hex),
        "checkpoints": .integer(Int64(report.checkpoints)),
        "newestCheckpoint": report.newestCheckpoint.map { .integer($0) } ?? .null,
        "heldElsewhere": report.heldElsewhere.map { .integer($0) } ?? .null,
        "spentTokens": .integer(Int64(report.spentTokens)),
        "trustVersions": .integer(Int64(trustVersions)),
        "newestTime": .string(report.newestTime.description),
        "attestation": .string(report.attestation),
      ])
      console.write(bytes: line + [0x0A])
      return
    }
    let newest = report.newestCheckpoint ?? 0
    console.write(
      """
      rows         \(report.rows), none missing, none changed; newest \(report.newestTime)
      root         \(report.root.hex)
      checkpoints  \(report.checkpoints), newest of \(newest) rows, all signed by the gate
      ledger       \(report.spentTokens) spent tokens, the same as in the rows
      trust        \(trustVersions) versions, from the roots that row 0 pins
      attestation  \(report.attestation.escapingControls)

      """
    )
  }
}
