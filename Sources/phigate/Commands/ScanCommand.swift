import ArgumentParser
import Configuration
import Glibc
import Manifest
import Staging
import Vocabulary

/// `phigate scan`: the nightly run.
struct ScanCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scan folders, files and archives; write masked copies and a manifest.",
    discussion: """
      Sources are never written to. The stage appears whole or not at all.

        phigate scan /srv/landing/2026-11-22 --stage /srv/stage/2026-11-22
        phigate scan notes.zip tables --stage /srv/stage/adhoc --exclude '*.log'
        phigate scan /srv/landing --stage /srv/stage/again --retry-withheld

      Files that have not changed since the run before over the same sources keep their result, and
      their copies are linked, not made again; the manifest is the same as with --full.

      Ends with 0, or 3 where something was withheld: the manifest says what and why.
      """
  )

  @Argument(help: "Folders, files or archives.") var sources: [String]
  @Option(help: "The folder to make; must not exist, or be empty.") var stage: String
  @Option(help: "phigate.yml; else $PHIGATE_CONFIG, else /etc/phigate/phigate.yml.")
  var config: String?
  @Option(help: "safe-harbor (default), limited-data-set or expert.") var profile: String?
  @Option(help: "Threads; default: the machine's cores.") var jobs: Int?
  @Option(name: .customLong("fail-on"), help: "End with 4 where this class is found: phi, pii, …")
  var failOn: String?
  @Option(help: "A glob of names or paths not to scan; may be repeated.") var exclude: [String] = []
  @Flag(help: "Exchange a stage that is there, in one step.") var replace = false
  @Flag(help: "Scan every file, also those that have not changed since the run before.")
  var full = false
  @Flag(
    name: .customLong("retry-withheld"),
    help: "Scan again what the run before withheld, and what is new or has changed."
  )
  var retriesWithheld = false
  @Flag(name: .customLong("json"), help: "Standard output as NDJSON, ending with the exit line.")
  var isJSON = false

  func run(console: Console) throws(Failure) -> Outcome {
    var settings = try Configuration.resolve(option: config) { console.environment($0) }
    if let profile {
      guard let known = Profile(rawValue: profile) else {
        throw Failure(.usage, "unknown profile; nothing was scanned", next: "use safe-harbor")
      }
      settings.scan.profile = known
    }
    let wanted = try failOn.map { (name) throws(Failure) in
      guard let known = DataClass(rawValue: name) else {
        throw Failure(.usage, "--fail-on names no class; nothing was scanned")
      }
      return known
    }
    if let jobs {
      guard (1...256).contains(jobs) else {
        throw Failure(.usage, "--jobs \(jobs) is not between 1 and 256; nothing was scanned")
      }
      settings.scan.jobs = jobs
    }
    guard !full || !retriesWithheld else {
      throw Failure(.usage, "--full and --retry-withheld exclude each other; nothing was scanned")
    }
    settings.warnOfExpired(console)
    try refusePending(stage)
    var request = StagingRequest(
      sources: sources,
      stage: stage,
      configuration: settings,
      toolVersion: phigateVersion
    )
    request.excludes = exclude
    request.mayReplace = replace
    request.reuse = full ? .nothing : retriesWithheld ? .released : .unchanged
    request.stateFolder = try? settings.statePath(option: nil) { console.environment($0) }
    request.mayExchange = { [self] () throws(Failure) in try refusePending(stage) }
    request.survivesFaults = true
    StopSignal.install()
    let run = try StagingRun(request, year: currentYear())
    let summary = try observe(run, console: console)
    report(summary, console: console)
    var codes: [Vocabulary.ExitCode] = [.done]
    if summary.footer.withheld > 0 { codes.append(.withheld) }
    if let wanted, summary.classes[wanted] != nil { codes.append(.classFound) }
    return Outcome(
      code: .worst(of: codes),
      reasons: summary.reasons.keys.map(\.rawValue).sorted()
    )
  }

  /// A stage with a pending request must not be exchanged.
  private func refusePending(_ stage: String) throws(Failure) {
    guard replace, unsafe access(stage + "/request.json", F_OK) == 0 else { return }
    throw Failure(
      .usage,
      "the stage has a pending request; nothing was scanned",
      path: stage,
      next: "release or deny it first, or choose another stage"
    )
  }

  /// The year of today, in UTC.
  private func currentYear() -> Int {
    var now = time(nil)
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&now, &parts)
    return unsafe Int(parts.tm_year) + 1900
  }

  /// Runs, drawing progress on a terminal.
  private func observe(_ run: StagingRun, console: Console) throws(Failure) -> StagingSummary {
    guard console.showsProgress else { return try run.run() }
    let painter = ProgressPainter(progress: run.progress, console: console)
    painter.start()
    defer { painter.stop() }
    return try run.run()
  }

  /// Prints the summary.
  private func report(_ summary: StagingSummary, console: Console) {
    let counts = summary.footer
    if isJSON {
      console.write(
        "{\"type\":\"summary\",\"entries\":\(counts.entries),\"masked\":\(counts.masked),"
          + "\"clean\":\(counts.clean),\"withheld\":\(counts.withheld),"
          + "\"recorded\":\(counts.recorded),\"manifest\":\"\(summary.digest.hex)\"}\n"
      )
    }
    if let failure = summary.catalogFailure {
      console.warn("the next run will scan everything: \(failure.message)")
    }
    if summary.faults > 0 {
      let many = summary.faults == 1 ? "1 file" : "\(summary.faults) files"
      console.warn("\(many) ended the scan by a fault of phigate, withheld; please report it")
    }
    for index in summary.emptySources {
      console.warn("a source is empty: \(ShownPath.masked(sources[index]))")
    }
    console.message(
      "phigate: \(counts.entries) entries: \(counts.masked) masked, \(counts.clean) clean, "
        + "\(counts.withheld) withheld, \(counts.recorded) recorded"
    )
    for (reason, count) in summary.reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      console.message("  withheld: \(reason.rawValue) \(count)")
    }
    if summary.reused > 0 {
      console.message("  unchanged since the run before, not scanned: \(summary.reused)")
    }
    console.message("phigate: manifest sha256 \(summary.digest.hex)")
  }
}
