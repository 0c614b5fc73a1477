import ArgumentParser
import Configuration
import Detection
import Files
import Records
import Staging
import Synchronization
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// `phigate detect`: findings only, nothing written.
struct DetectCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Shows what would be masked, never the values.",
    discussion: """
      Reads what `scan` reads, tables, JSON, HL7 and archives included, and writes nothing.

        phigate detect note.txt
        phigate detect --json claims.csv outer.zip
        jq -c '{id, text}' notes.jsonl | phigate detect --jsonl

      Offsets are bytes of the document, half-open. With --jsonl each line is an object with `id` \
      and `text`, and offsets are bytes of the UTF-8 text; a line that is none is reported with its \
      number, and the exit code is 2. What cannot be read is reported with its reason: 3.
      """
  )

  @Argument(help: "Files to read; standard input where there is none.")
  var files: [String] = []

  @Flag(help: "Read one JSON object with id and text a line, write one with spans a line.")
  var jsonl = false

  @Flag(help: "Also list what the profile keeps, with masked false.")
  var all = false

  @Flag(help: "Write NDJSON instead of a table; the last line is the exit line.")
  var json = false

  @Option(help: "phigate.yml; default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml.")
  var config: String?

  var isJSON: Bool { json }

  /// Threads that are of use, at most.
  private static let threadsMax = 16

  func run(console: Console) throws(Failure) -> Outcome {
    let settings = try Configuration.resolve(option: config) { console.environment($0) }
    var options = DetectionOptions(
      referenceYear: settings.scan.referenceYear ?? WallClock.system.now().year
    )
    options.profile = settings.detectionProfile(settings.scan.profile)
    options.maskProviders = settings.scan.maskProviders
    options.includeKept = all
    let scanner = Scanner(ruleSet: try settings.ruleSet(), options: options)
    settings.warnOfExpired(console)
    guard !jsonl else { return try runRecords(scanner, try settings.allowed(), console) }
    return try runDocuments(scanner, settings, console)
  }

  /// Scans one record a line.
  private func runRecords(
    _ scanner: Scanner,
    _ allowed: AllowList?,
    _ console: Console
  ) throws(Failure) -> Outcome {
    var records = try RecordScan(scanner: scanner, allowed: allowed, console: console)
    for file in files.isEmpty ? ["-"] : files {
      var reader = try LineReader(path: file)
      while !console.isClosed, let line = try reader.nextLine() { records.takeRecord(line) }
    }
    records.flush()
    return records.badLines == 0 ? .done : Outcome(code: .usage, reasons: ["bad-line"])
  }

  /// Scans files by their formats.
  private func runDocuments(
    _ scanner: Scanner,
    _ settings: Configuration,
    _ console: Console
  ) throws(Failure) -> Outcome {
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let run = try FindingRun(
      configuration: settings,
      scanner: scanner,
      threads: min(Self.threadsMax, settings.scan.jobs ?? cores)
    )
    let temporary = try TemporaryFolder()
    var reasons: Set<String> = []
    for file in files.isEmpty ? ["-"] : files where !console.isClosed {
      let shown = file == "-" ? "standard input" : ShownPath.masked(file)
      let writer = FindingWriter(
        ruleSet: scanner.ruleSet,
        path: shown,
        isJSON: json,
        hasHeadings: files.count > 1,
        console: console
      )
      let withheld = try run.run(
        descriptor: try open(file),
        name: Array(file.split(separator: "/").last.map(String.init)?.utf8 ?? "".utf8),
        temporary: temporary.path,
        sink: writer
      )
      writer.finish()
      for (member, withholding) in withheld {
        reasons.insert(withholding.reason.rawValue)
        console.report(failure(withholding, member.isEmpty ? shown : "\(shown)!/\(member)"))
      }
    }
    return Outcome(code: reasons.isEmpty ? .done : .withheld, reasons: reasons.sorted())
  }

  /// Opens a file for reading; `-` is standard input.
  private func open(_ path: String) throws(Failure) -> Int32 {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        .input(errno),
        "cannot open the file: \(describe(errno)); nothing more was scanned",
        path: path
      )
    }
    return descriptor
  }

  /// What is said of a document that no reader reads.
  private func failure(_ withholding: Withholding, _ path: String) -> Failure {
    let detail = withholding.detail.isEmpty ? "" : ": \(withholding.detail)"
    return Failure(
      .withheld,
      "cannot be scanned\(detail); `scan` would withhold it",
      path: path,
      reasons: [withholding.reason.rawValue]
    )
  }
}

/// Writes findings as they come, with a heading for each document where there are several.
final class FindingWriter: FindingSink {
  /// What changes while findings come.
  private struct State {
    /// Writes them.
    var text: FindingText
    /// Where in the document the next stretch begins.
    var offset = 0
    /// Where the last finding ended: what a stretch before has found is not found again.
    var end = 0
    /// What is not yet written.
    var out: [UInt8] = []
  }

  /// The masked path of the file.
  private let path: String
  private let isJSON: Bool
  private let hasHeadings: Bool
  private let console: Console
  private let state: Mutex<State>

  /// Bytes that are gathered before they are written.
  private static let bufferBytes = 1 << 16

  /// Writes to a console; `hasHeadings` says whether there are several files.
  init(
    ruleSet: RuleSet,
    path: String,
    isJSON: Bool,
    hasHeadings: Bool,
    console: Console
  ) {
    self.path = path
    self.isJSON = isJSON
    self.hasHeadings = hasHeadings
    self.console = console
    state = Mutex(State(text: FindingText(ruleSet: ruleSet, form: isJSON ? .lines : .table)))
  }

  func begin(member: String, format: String) {
    let name = member.isEmpty ? path : "\(path)!/\(member.dropLast(2))"
    state.withLock { state in
      (state.offset, state.end) = (0, 0)
      if isJSON {
        let line: JSONValue = [
          "type": "document", "path": .string(name), "format": .string(format),
        ]
        state.out += CanonicalJSON.bytes(line) + [0x0A]
      } else if hasHeadings || !member.isEmpty {
        state.out += Array("\(name.escapingControls) (\(format))\n".utf8)
      }
    }
  }

  func take(_ found: [Finding], bodyBytes: Int) throws(Failure) {
    guard !console.isClosed else {
      throw Failure(.done, "nobody reads the findings any more")
    }
    state.withLock { state in
      let known = state.end - state.offset
      let fresh = known > 0 ? found.filter { $0.start >= known } : found
      state.text.append(fresh, offset: state.offset, to: &state.out)
      if let last = fresh.last { state.end = state.offset + last.end }
      state.offset += bodyBytes
    }
    if state.withLock({ $0.out.count }) > Self.bufferBytes { finish() }
  }

  /// Writes what is left.
  func finish() {
    let bytes = state.withLock { state in
      defer { state.out.removeAll(keepingCapacity: true) }
      return state.out
    }
    console.write(bytes: bytes)
  }
}
/// Scans records and writes their findings.
struct RecordScan: ~Copyable {
  /// Finds.
  let scanner: Scanner
  /// Where findings and messages go.
  let console: Console
  /// Lines so far that were no record.
  var badLines = 0
  private var lines = 0
  private var scratch = ScanScratch()
  private var findings: [Finding] = []
  private var out: [UInt8] = []
  private var spans: FindingText
  private var documents: DocumentDetector
  private let allowed: AllowList?

  /// Begins with no records.
  init(scanner: Scanner, allowed: AllowList?, console: Console) throws(Failure) {
    documents = try DocumentDetector(scanner: scanner, allowed: allowed)
    self.allowed = allowed
    self.scanner = scanner
    self.console = console
    spans = FindingText(ruleSet: scanner.ruleSet, form: .spans)
  }

  /// Bytes of one record, at most.
  private static let limits = JSONLimits(bytesMax: 256 << 20, depthMax: 64)

  /// Scans one line of `--jsonl`; reports one that is no record and goes on.
  mutating func takeRecord(_ line: [UInt8]) {
    lines += 1
    guard line.contains(where: { $0 > 0x20 }) else { return }
    guard let value = try? StrictJSON.parse(line.span, limits: Self.limits),
      case .object(let object) = value, case .string(let text)? = object["text"]
    else {
      badLines += 1
      console.report(
        Failure(
          .usage,
          "line \(lines) is no JSON object with a string named text; it was not scanned"
        )
      )
      return
    }
    scan(Array(text.utf8))
    out.append(contentsOf: Array("{\"id\":".utf8))
    out.append(contentsOf: CanonicalJSON.bytes(object["id"] ?? .null))
    out.append(contentsOf: Array(",\"spans\":[".utf8))
    spans.append(findings, to: &out)
    out.append(contentsOf: Array("]}\n".utf8))
    if out.count > 1 << 16 { flush() }
  }

  /// Writes what is buffered.
  mutating func flush() {
    console.write(bytes: out)
    out.removeAll(keepingCapacity: true)
  }

  /// Fills `findings`: of a table, JSON or HL7 by field, of anything else as text.
  private mutating func scan(_ text: [UInt8]) {
    findings.removeAll(keepingCapacity: true)
    if let found = documents.find(text) {
      findings = found
      return
    }
    let field = scanner.judge(.plainText)
    scanner.scan(
      text.span,
      owned: 0..<text.count,
      field: field,
      scratch: &scratch,
      into: &findings
    )
    documents.findBehindEscapes(text, into: &findings)
    if let allowed { keep(text.span, allowed) }
  }

  /// Takes out of `findings` what the allow-list lets stay, or marks it where kept ones are wanted.
  private mutating func keep(_ text: Span<UInt8>, _ allowed: AllowList) {
    for index in findings.indices {
      let finding = findings[index]
      let value = text.extracting(finding.range)
      if allowed.contains(finding.kind, value, &scratch) { findings[index].masked = false }
    }
    if !scanner.options.includeKept { findings.removeAll { !$0.masked } }
  }
}
