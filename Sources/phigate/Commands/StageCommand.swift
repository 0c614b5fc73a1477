import ArgumentParser
import Configuration
import Files
import Gate
import Records
import Staging
import Vocabulary

/// `phigate stage`: what becomes of stages that have served.
struct StageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage",
    abstract: "Removes stages that nobody needs any more.",
    discussion: """
        phigate stage prune --older 30d --dry-run
        phigate stage prune --older 30d
      """,
    subcommands: [StagePruneCommand.self]
  )
}

/// Removes old stages, but none that is locked or whose request is open.
struct StagePruneCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Removes stages that are older than a time, each whole or not at all.",
    discussion: """
      Without FOLDER, the stages that scans with this state have published. A stage that is locked,
      whose request is pending, owes a review or cannot be looked up, is kept, and the reason is
      printed. Audit log, receipts and trust versions are never touched.

        phigate stage prune --older 30d --dry-run
        phigate stage prune /srv/stage --older 12w
      """
  )

  @Argument(help: "Folders that hold stages.") var folders: [String] = []
  @Option(help: "The least age: a number with h, d or w behind it, as 30d.") var older: String
  @Option(help: "phigate.yml; else $PHIGATE_CONFIG, else /etc/phigate/phigate.yml.")
  var config: String?
  @Option(help: "The state folder; default: as phigate.yml says.") var state: String?
  @Flag(name: .customLong("dry-run"), help: "Print what would go, and remove nothing.")
  var isDryRun = false
  @Flag(name: .long, help: "NDJSON on standard output.") var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let age = try Self.seconds(older)
    let settings = try Configuration.resolve(option: config) { console.environment($0) }
    let state = try settings.statePath(option: state) { console.environment($0) }
    let known = try KnownStages.open(stateFolder: state, settings)
    let pruning = StagePruning(
      before: WallClock.system.now().advanced(by: -age),
      isDryRun: isDryRun,
      requests: try requests(settings, state)
    )
    var counts: [StagePruning.Fate.Kind: Int] = [:]
    for stage in try stages(known) {
      let fate = try pruning.prune(stage)
      counts[fate.kind, default: 0] += 1
      if fate.kind == .pruned || fate.kind == .absent, !isDryRun { known?.remove(stage) }
      write(fate, stage, console)
    }
    let verb = isDryRun ? "would be pruned" : "pruned"
    console.message(
      "phigate: \(counts[.pruned, default: 0]) stages \(verb), \(counts[.kept, default: 0]) kept, "
        + "\(counts[.younger, default: 0]) younger"
    )
    return .done
  }

  /// Seconds of `12h`, `30d` or `4w`.
  static func seconds(_ text: String) throws(Failure) -> Int64 {
    let units: [Character: Int64] = ["h": 3_600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), text.dropLast().allSatisfy(\.isASCII),
      let number = Int64(text.dropLast()), (1...100_000).contains(number)
    else {
      throw Failure(
        .usage,
        "--older is no number of hours, days or weeks; nothing was removed",
        next: "write it as 12h, 30d or 4w"
      )
    }
    return number * unit
  }

  /// The log's requests; nil where no configuration says where the log is.
  private func requests(
    _ settings: Configuration,
    _ state: String
  ) throws(Failure)
    -> OpenRequests?
  {
    guard settings.isConfigured, let trust = settings.gate.trust else { return nil }
    let places = GatePlaces(
      state: state,
      trust: trust,
      gateKey: settings.gate.gateKey ?? "",
      checkpoints: settings.gate.checkpoints
    )
    guard SystemFiles.exists(places.log) else { return nil }
    return try OpenRequests(try AuditView(places))
  }

  /// The paths of the stages in question.
  private func stages(_ known: KnownStages?) throws(Failure) -> [String] {
    guard !folders.isEmpty else { return known?.all() ?? [] }
    var found: [String] = []
    for path in folders {
      let folder = try Folder(path: path)
      let root = SystemFiles.realPath(path) ?? path
      for name in folder.names() ?? [] where folder.facts(of: name)?.isFolder == true {
        let text = String(decoding: name, as: UTF8.self)
        // A name that is no UTF-8 is no stage of ours: its path could not be told.
        guard Array(text.utf8) == name, !text.hasSuffix(StagePruning.suffix) else { continue }
        guard StagePruning.isStage("\(root)/\(text)") else { continue }
        found.append("\(root)/\(text)")
      }
    }
    return found
  }

  /// Prints what became of a stage; younger ones are only counted.
  private func write(_ fate: StagePruning.Fate, _ stage: String, _ console: Console) {
    guard fate.kind == .pruned || fate.kind == .kept else { return }
    let shown = ShownPath.masked(stage)
    if json {
      var line = JSONObject([
        .init("type", .string(fate.kind == .kept ? "kept" : isDryRun ? "would-prune" : "pruned")),
        .init("path", .string(shown)),
      ])
      if let time = fate.finished { line["finished"] = .string("\(time)") }
      if let reason = fate.reason { line["reason"] = .string(reason) }
      if fate.kind == .pruned { line["bytesFreed"] = .integer(fate.bytes) }
      console.write(bytes: jsonLine(.object(line)))
      return
    }
    let time = fate.finished.map { "\($0)" } ?? "no time           "
    let what: String
    if let reason = fate.reason {
      what = "kept         \(time)  \(reason)"
    } else {
      what = "\(isDryRun ? "would prune" : "pruned     ")  \(time)  \(grouped(fate.bytes)) bytes"
    }
    console.write("\(what)  \(shown.escapingControls)\n")
  }
}
