import ArgumentParser
import Detection
import Formats
import Records
import Staging
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// `phigate detect`: findings only, nothing written.
struct DetectCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "detect",
    abstract: "Shows what would be masked in text, never the values.",
    discussion: """
      Examples:

        phigate detect note.txt
        jq -c '{id, text}' notes.jsonl | phigate detect --jsonl

      Offsets are bytes of the UTF-8 text, half-open. With --jsonl each line is an object with `id` \
      and `text`; a line that is none is reported with its number, and the exit code is 2.
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

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    var options = DetectionOptions(referenceYear: currentYear())
    options.includeKept = all
    var records = try RecordScan(
      scanner: Scanner(ruleSet: .builtIn, options: options),
      console: console
    )
    let text = DetectText(
      scanner: records.scanner,
      form: json ? .lines : .table,
      threads: min(DetectText.threadsMax, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    )
    var isWhole = true
    for file in files.isEmpty ? ["-"] : files {
      var reader = try LineReader(path: file)
      if jsonl {
        while let line = try reader.nextLine() { records.takeRecord(line) }
      } else {
        isWhole = try detect(&reader, path: file, text, console) && isWhole
      }
    }
    records.flush()
    guard records.badLines == 0 else {
      return Outcome(code: .usage, reasons: ["bad-line"])
    }
    return isWhole ? .done : Outcome(code: .withheld, reasons: ["not-scanned"])
  }

  /// Scans one document by its format.
  /// - Returns: whether all of it was scanned; otherwise a message says why not.
  private func detect(
    _ reader: inout LineReader,
    path: String,
    _ text: DetectText,
    _ console: Console
  ) throws(Failure) -> Bool {
    let head = try reader.peek(sniffBytes)
    let name = path.split(separator: "/").last.map { Array($0.utf8) } ?? []
    let sniffed: SniffedFormat
    do throws(Withholding) {
      sniffed = try sniff(head: head.span, isWhole: head.count < sniffBytes, name: name.span)
    } catch {
      // Markup is text, too, if nobody knows its elements; binary content is not.
      guard error.reason == .unsupportedFormat, !head.contains(0) else {
        return refuse(error, path, console)
      }
      sniffed = SniffedFormat(.text)
    }
    switch sniffed.format {
    case .zip, .tar, .gzip:
      return refuse(Withholding(.unsupportedFormat, "an archive: scan reads those"), path, console)
    case .csv, .tsv, .json, .ndjson, .hl7v2: break
    case _ where sniffed.encoding != .utf8: break
    default:
      try text.run(&reader) { console.write(bytes: $0) }
      return true
    }
    var lines = FindingText(ruleSet: text.scanner.ruleSet, form: text.form)
    let detector = try DocumentDetector(scanner: text.scanner)
    do throws(Withholding) {
      try detector
        .run(PeekingSource(ReaderBytes(reader)), sniffed, threads: text.threads) { findings in
          var out: [UInt8] = []
          lines.append(findings, to: &out)
          console.write(bytes: out)
        }
      return true
    } catch {
      return refuse(error, path, console)
    }
  }

  /// Says that a document was not scanned to its end.
  private func refuse(_ why: Withholding, _ path: String, _ console: Console) -> Bool {
    console.report(
      Failure(
        .withheld,
        "\(why.detail.isEmpty ? why.reason.rawValue : why.detail); it was not scanned to its end",
        path: path,
        reasons: [why.reason.rawValue]
      )
    )
    return false
  }

  /// The current year in UTC, against which birth years become ages.
  private func currentYear() -> Int {
    var now = time(nil)
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&now, &parts)
    return unsafe Int(parts.tm_year) + 1_900
  }
}

/// Scans records and writes their findings.
struct RecordScan {
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

  /// Begins with no records.
  init(scanner: Scanner, console: Console) throws(Failure) {
    documents = try DocumentDetector(scanner: scanner)
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
      console.message(
        "phigate: error: line \(lines) is no JSON object with a string named text; it was not scanned"
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
  }
}
