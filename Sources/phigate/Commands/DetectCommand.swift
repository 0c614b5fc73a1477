import ArgumentParser
import Detection
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
    for file in files.isEmpty ? ["-"] : files {
      var reader = try LineReader(path: file)
      if jsonl {
        while let line = try reader.nextLine() { records.takeRecord(line) }
      } else {
        try text.run(&reader) { console.write(bytes: $0) }
      }
    }
    records.flush()
    guard records.badLines == 0 else {
      return Outcome(code: .usage, reasons: ["bad-line"])
    }
    return .done
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

/// Reads a file or standard input line by line.
struct LineReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Opens a file; `-` is standard input.
  init(path: String) throws(Failure) {
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.usage, "cannot open input: errno \(errno); nothing was scanned")
    }
  }

  /// The next line without its end; nil at the end of the input.
  mutating func nextLine() throws(Failure) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = Array(buffer[start..<end])
        start = end + 1
        return line
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        let line = Array(buffer[start...])
        start = buffer.count
        return line
      }
      if start > 0 {
        searched -= start
        buffer.removeFirst(start)
        start = 0
      }
      try fill()
    }
  }

  /// Appends input until a buffer has `count` bytes.
  /// - Returns: whether there may be more.
  mutating func read(into target: inout [UInt8], upTo count: Int) throws(Failure) -> Bool {
    while target.count < count, !isAtEnd {
      try fill()
      target.append(contentsOf: buffer[start...])
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    return !isAtEnd
  }

  /// Reads once.
  private mutating func fill() throws(Failure) {
    let before = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: before), Self.chunkBytes)
      }
      if count < 0, errno == EINTR { continue }
      buffer.removeLast(Self.chunkBytes - max(0, count))
      guard count >= 0 else {
        throw Failure(.usage, "cannot read input: errno \(errno); nothing more was scanned")
      }
      isAtEnd = count == 0
      return
    }
  }

  /// Bytes asked for at once.
  private static let chunkBytes = 1 << 18
}
