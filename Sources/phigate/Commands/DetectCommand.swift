import ArgumentParser
import Detection
import Records
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
    var session = DetectSession(
      scanner: Scanner(ruleSet: .builtIn, options: options),
      console: console,
      json: json
    )
    for file in files.isEmpty ? ["-"] : files {
      var reader = try LineReader(path: file)
      if jsonl {
        while let line = try reader.nextLine() { session.takeRecord(line) }
      } else {
        session.takeText(try reader.readAll(), name: file)
      }
    }
    session.flush()
    guard session.badLines == 0 else {
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
struct DetectSession {
  /// Finds.
  let scanner: Scanner
  /// Where findings and messages go.
  let console: Console
  /// Whether plain text's findings are written as NDJSON.
  let json: Bool
  /// Lines so far that were no record.
  var badLines = 0
  private var lines = 0
  private var scratch = ScanScratch()
  private var findings: [Finding] = []
  private var out: [UInt8] = []

  /// Starts a session.
  init(scanner: Scanner, console: Console, json: Bool) {
    self.scanner = scanner
    self.console = console
    self.json = json
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
    for (index, finding) in findings.enumerated() {
      if index > 0 { out.append(0x2C) }
      out.append(contentsOf: span(finding).utf8)
    }
    out.append(contentsOf: Array("]}\n".utf8))
    if out.count > 1 << 16 { flush() }
  }

  /// Scans a plain text.
  mutating func takeText(_ text: [UInt8], name: String) {
    scan(text)
    for finding in findings {
      if json {
        out.append(contentsOf: (span(finding) + "\n").utf8)
      } else {
        let kept = finding.masked ? "" : "  kept"
        out.append(
          contentsOf:
            "\(finding.start)-\(finding.end)  \(typeName(finding))  \(rule(finding))\(kept)\n"
            .utf8
        )
      }
    }
    flush()
  }

  /// Writes what is buffered.
  mutating func flush() {
    console.write(bytes: out)
    out.removeAll(keepingCapacity: true)
  }

  /// Fills `findings`.
  private mutating func scan(_ text: [UInt8]) {
    findings.removeAll(keepingCapacity: true)
    let field = scanner.judge(.plainText)
    scanner.scan(
      text.span,
      owned: 0..<text.count,
      field: field,
      scratch: &scratch,
      into: &findings
    )
  }

  /// The kind, with the part of an address.
  private func typeName(_ finding: Finding) -> String {
    finding.kind.label + (finding.part.label.map { "/" + $0 } ?? "")
  }

  /// The rule's id.
  private func rule(_ finding: Finding) -> String { scanner.ruleSet.rules[Int(finding.rule)].id }

  /// A finding as the command line contract has it.
  private func span(_ finding: Finding) -> String {
    var text =
      "{\"start\":\(finding.start),\"end\":\(finding.end),\"type\":\"\(finding.kind.label)\""
    if let part = finding.part.label { text += ",\"part\":\"\(part)\"" }
    text += ",\"rule\":\"\(rule(finding))\",\"confidence\":\"\(finding.confidence.label)\""
    text += ",\"why\":[" + why(finding).map { "\"\($0)\"" }.joined(separator: ",") + "]"
    if !finding.masked { text += ",\"masked\":false" }
    return text + "}"
  }

  /// What spoke for a finding, in words.
  private func why(_ finding: Finding) -> [String] {
    var words: [String] = []
    let names: [(Evidence, String)] = [
      (.format, "format"), (.checksum, "checksum"), (.field, "field"), (.lexicon, "lexicon"),
      (.context, "context"), (.memory, "memory"),
    ]
    for (evidence, name) in names where finding.evidence.contains(evidence) { words.append(name) }
    if finding.evidence.contains(.label) {
      words.append("label:" + scanner.ruleSet.labels[Int(finding.label)].uppercased())
    }
    return words
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

  /// Everything that is left.
  mutating func readAll() throws(Failure) -> [UInt8] {
    while !isAtEnd { try fill() }
    return Array(buffer[start...])
  }

  /// Reads once.
  private mutating func fill() throws(Failure) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(.usage, "cannot read input: errno \(errno); nothing more was scanned")
      }
      isAtEnd = count == 0
      buffer.append(contentsOf: chunk[..<count])
      return
    }
  }
}
