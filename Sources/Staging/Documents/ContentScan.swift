import Configuration
import Formats
import Manifest
import Vocabulary

/// What became of a file or member.
struct ContentResult {
  /// `archive` where it holds members.
  var kind: ManifestEntry.Kind
  /// The format's name.
  var format: FormatName
  /// What was found in it, without its members' findings.
  var tally = Tally()
  /// Whether any byte of the copy differs because something was masked in it or its members.
  var isMasked = false
  /// Whether it is text for a language model.
  var isPrompt = false
  /// Whether the format is clinical.
  var isClinical = false
}

/// Scans the content of one top-level file, archives with all that is nested in them.
final class ContentScan {
  let work: WorkFolder
  let configuration: Configuration
  let budget: UnpackBudget
  /// Entries of members, in the order in which they were met; paths relative to the top-level file.
  var members: [ManifestEntry] = []
  /// The thread that drives this scan.
  let worker: ScanWorker
  /// The workbook whose parts are being scanned; nil elsewhere.
  var workbook: WorkbookState?
  /// The format of the document whose parts are being scanned; nil elsewhere.
  var package: FormatName?
  /// The path of the part that is being scanned.
  private var part: [UInt8] = []
  /// Paths of members that are taken, per archive prefix.
  private var taken: Set<String> = []

  /// Prepares the scan of a file of `packedBytes`.
  init(
    work: WorkFolder,
    configuration: Configuration,
    worker: ScanWorker,
    packedBytes: Int64
  ) {
    self.work = work
    self.configuration = configuration
    self.worker = worker
    budget = UnpackBudget(limits: configuration.limits, packedBytes: packedBytes)
  }

  /// Scans `bytes` and writes the masked copy to `sink`.
  ///
  /// `name`: the unmasked file name, for sniffing alone. `prefix`: what members' paths begin with.
  /// `depth`: archives around.
  func scan(
    _ bytes: any ArchiveBytes,
    name: [UInt8],
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    if let result = try empty(bytes, name: name, sink: sink) { return result }
    let source = PeekingSource(SequentialBytes(bytes))
    var sniffed: SniffedFormat
    do throws(Withholding) {
      let head = try source.peek(sniffBytes)
      sniffed = try sniff(
        head: head.span,
        isWhole: Int64(head.count) == bytes.count,
        name: name.span,
        masked: { [worker] text in worker.scanner.tagged(text) },
        naming: worker.scanner.naming
      )
    } catch {
      throw .withheld(error)
    }
    try checkDepth(depth, of: sniffed.format)
    switch sniffed.format {
    case .zip: return try scanZip(bytes, prefix: prefix, depth: depth + 1, sink: sink)
    case .tar: return try scanTar(source, prefix: prefix, depth: depth + 1, sink: sink)
    case .gzip:
      return try scanGzip(source, name: name, prefix: prefix, depth: depth + 1, sink: sink)
    case .zstd: return try scanZstd(bytes, name: name, prefix: prefix, depth: depth + 1, sink: sink)
    case .cpio: return try scanCpio(source, prefix: prefix, depth: depth + 1, sink: sink)
    case .sevenZip: return try scanSevenZip(bytes, prefix: prefix, depth: depth + 1, sink: sink)
    case .bzip2, .xz, .lz4:
      return try scanPacked(
        bytes,
        sniffed.format,
        name: name,
        prefix: prefix,
        depth: depth + 1,
        sink: sink
      )
    case .dicom: return try scanDicom(bytes, sink: sink)
    case .mail:
      let copy = copyHead(sink)
      let result = try scanMail(bytes, prefix: prefix, depth: depth + 1, sink: copy ?? sink)
      if result.isMasked { try check(copy, sniffed, reader: sniffed, name: name) }
      return result
    default:
      let looks = sniffed
      try join(&sniffed)
      worker.listing?.begin(member: prefix, format: sniffed.format.rawValue)
      let copy = copyHead(sink)
      let result = try scanDocument(source, sniffed, sink: copy ?? sink)
      if !result.tally.isEmpty { try check(copy, looks, reader: sniffed, name: name) }
      return ContentResult(
        kind: .file,
        format: result.format,
        tally: result.tally,
        isMasked: !result.tally.isEmpty,
        isPrompt: result.isPrompt,
        isClinical: result.isClinical
      )
    }
  }

  /// What was found by kind, in the file itself and in its members; no kind of which nothing was.
  func counts(with result: ContentResult) -> [IdentifierKind: Int] {
    var counts: [IdentifierKind: Int] = [:]
    for kind in IdentifierKind.allCases {
      let own = result.tally.counts[Int(kind.rawValue)]
      if own > 0 { counts[kind, default: 0] += own }
    }
    for member in members {
      for (kind, found) in member.findings { counts[kind, default: 0] += found.count }
    }
    return counts
  }

  /// What looks at a copy on its way; nil where none is made.
  private func copyHead(_ sink: any ByteSink) -> CopyHead? {
    worker.listing == nil && !worker.scanner.isVerifying ? CopyHead(sink) : nil
  }

  /// Sees that the copy of a masked document is read as the document was, or that nothing is found in what
  /// it is read as: of lines that are alike but for what was masked, the copy is a table.
  private func check(
    _ copy: CopyHead?,
    _ sniffed: SniffedFormat,
    reader: SniffedFormat,
    name: [UInt8]
  ) throws(ScanStop) {
    let other: [UInt8]?
    do throws(Withholding) {
      other = try copy?
        .difference(sniffed, reader: reader, name: name) { [worker] text in
          worker.scanner.tagged(text)
        }
    } catch {
      throw .withheld(error)
    }
    guard let other, try !isClean(other, name: name) else { return }
    throw .withheld(
      Withholding(.ambiguousStructure, "its masked copy would be read in another way")
    )
  }

  /// Whether the gate would find nothing in a copy's beginning.
  private func isClean(_ copy: [UInt8], name: [UInt8]) throws(ScanStop) -> Bool {
    let content = ContentScan(
      work: work,
      configuration: configuration,
      worker: ScanWorker(scanner: worker.scanner.verifying),
      packedBytes: Int64(copy.count)
    )
    do throws(ScanStop) {
      let result = try content.scan(
        MemoryBytes(copy),
        name: name,
        prefix: "!/",
        depth: 0,
        sink: Discard()
      )
      return content.counts(with: result).isEmpty
    } catch {
      if case .failed = error { throw error }
      return false
    }
  }

  /// Refuses archives within too many archives.
  private func checkDepth(_ depth: Int, of format: FormatName) throws(ScanStop) {
    let limit = configuration.limits.archiveDepthMax
    guard format.holdsMembers, depth >= limit else { return }
    throw .withheld(Withholding(.limitDepth, "nesting depth \(depth + 1) exceeds limit \(limit)"))
  }

  /// Scans a document; one in UTF-16 or EBCDIC is read and written through UTF-8, but for plain text
  /// in UTF-16, which is masked where it stands.
  private func scanDocument(
    _ source: PeekingSource,
    _ sniffed: SniffedFormat,
    sink: any ByteSink
  ) throws(ScanStop) -> DocumentResult {
    let page: CodePage? = if case .ebcdic(let page) = sniffed.encoding { page } else { nil }
    let set: SingleByteSet? = if case .single(let set) = sniffed.encoding { set } else { nil }
    guard sniffed.encoding != .utf8, page != nil || sniffed.format != .text else {
      let document = DocumentScan(
        source: source,
        sniffed: sniffed,
        judgements: sniffed.workbook == nil ? nil : workbook?.judgements
      )
      return try document.run(worker) { (bytes) throws(Failure) in try sink.write(bytes) }
    }
    guard worker.listing == nil else {
      throw .withheld(Withholding(.unsupportedFormat, "this encoding is not listed"))
    }
    let narrow = PeekingSource(
      page.map { CodePageSource(source, $0) as any ByteSource }
        ?? set.map { SingleByteSource(source, $0) as any ByteSource }
        ?? WideSource(source, sniffed.encoding)
    )
    let encoder = WideSink(page, set, sniffed.encoding, sink)
    let document = DocumentScan(source: narrow, sniffed: sniffed)
    let result = try document.run(worker) { (bytes) throws(Failure) in try encoder.write(bytes) }
    guard encoder.isWhole else { throw .withheld(Withholding(.corrupt, "half a character")) }
    return result
  }

  /// Says of a part of a workbook what it is.
  private func join(_ sniffed: inout SniffedFormat) throws(ScanStop) {
    guard let workbook, sniffed.format != .empty else { return }
    let part = workbook.part(part)
    guard sniffed.format == .xml else {
      if part.part == .other { return }
      throw .withheld(Withholding(.corrupt, "a sheet that is no xml"))
    }
    sniffed.dialect = .office
    sniffed.workbook = part
  }

  /// Whether the bytes are a tar.
  func isTar(_ bytes: any ArchiveBytes) -> Bool {
    var magic: [UInt8] = []
    guard bytes.count >= 512, (try? bytes.read(at: 257, into: &magic, count: 5)) != nil else {
      return false
    }
    return magic.elementsEqual("ustar".utf8)
  }

  /// Scans one member whose content is there, and lists it; `isRenamed` where `path` is not the
  /// archive's name for it.
  /// - Returns: its result with the findings counted by the member's own entry.
  func scanMember(
    _ bytes: any ArchiveBytes,
    path: [UInt8],
    isRenamed: Bool = false,
    prefix: String,
    depth: Int,
    output: Spool
  ) throws(ScanStop) -> ContentResult {
    var (text, isPathMasked) = memberPath(path, prefix: prefix)
    isPathMasked = isPathMasked || isRenamed
    var entry = ManifestEntry(path: text, kind: .member, disposition: .clean)
    entry.pathMasked = isPathMasked
    entry.bytes = bytes.count
    let name = path.split(separator: 0x2F).last.map(Array.init) ?? path
    part = path
    do throws(ScanStop) {
      var result = try scan(
        bytes,
        name: name,
        prefix: text + PathText.memberSeparator,
        depth: depth,
        sink: output
      )
      describe(result, in: &entry, settings: configuration.scan)
      members.append(entry)
      result.isMasked = result.isMasked || isPathMasked
      return result
    } catch {
      guard case .withheld(let withholding) = error else { throw error }
      entry.withhold(withholding.reason)
      members.append(entry)
      throw error
    }
  }

  /// The masked, unique path of a member.
  func memberPath(_ path: [UInt8], prefix: String) -> (text: String, isMasked: Bool) {
    var isMasked = false
    let parts = path.split(separator: 0x2F)
      .map { part in
        guard let masked = worker.scanner.maskedComponent(Array(part)) else { return Array(part) }
        isMasked = true
        return masked
      }
    let whole = Array(parts.joined(separator: [0x2F]))
    let base = prefix + PathText.escape(whole)
    var (text, number) = (base, 1)
    while !taken.insert(text).inserted {
      number += 1
      text = PathText.numbered(base, number)
    }
    return (text, isMasked || number > 1)
  }

  /// Lists a member whose content is not opened.
  func record(
    _ path: [UInt8],
    prefix: String,
    kind: ManifestEntry.Kind,
    disposition: ManifestEntry.Disposition,
    reason: Reason
  ) {
    let (text, isMasked) = memberPath(path, prefix: prefix)
    var entry = ManifestEntry(path: text, kind: kind, disposition: disposition, reason: reason)
    entry.pathMasked = isMasked
    entry.transient = reason.isTransient
    members.append(entry)
  }
}

/// Runs what can only fail for the output's sake.
func stopping<Result>(_ body: () throws(Failure) -> Result) throws(ScanStop) -> Result {
  do throws(Failure) { return try body() } catch { throw .failed(error) }
}

/// Writes what was found into an entry.
func describe(_ result: ContentResult, in entry: inout ManifestEntry, settings: ScanSettings) {
  entry.format = result.format.rawValue
  if result.isMasked { entry.disposition = .masked }
  for kind in IdentifierKind.allCases where result.tally.counts[Int(kind.rawValue)] > 0 {
    entry.findings[kind] = ManifestEntry.Findings(
      count: result.tally.counts[Int(kind.rawValue)],
      transforms: result.tally.transforms(of: kind)
    )
    if kind == .secret || kind == .username {
      entry.classes.insert(.secret)
    } else if settings.covered || result.isClinical {
      entry.classes.insert(.phi)
    } else {
      entry.classes.insert(.pii)
    }
    if kind.isFinancial { entry.classes.insert(.financial) }
  }
  if !settings.covered, result.isClinical, entry.classes.contains(.phi) {
    entry.healthContext = .format
  }
  entry.classes.formUnion(result.tally.classes)
  entry.allowed = result.tally.allowed
  if result.isPrompt { entry.classes.insert(.prompt) }
  if entry.classes.contains(.phi) || entry.classes.contains(.secret) {
    entry.sensitivity = .restricted
  } else if !entry.classes.isDisjoint(with: [.pii, .financial]) {
    entry.sensitivity = .confidential
  } else if entry.classes.contains(.prompt) {
    entry.sensitivity = .internal
  }
}

extension ManifestEntry {
  /// Makes it an entry of which nothing is released.
  mutating func withhold(_ reason: Reason) {
    disposition = .withheld
    self.reason = reason
    transient = reason.isTransient
    output = nil
  }
}

/// Writes UTF-8 as UTF-16, EBCDIC or in a set of one byte a character to another sink.
private final class WideSink {
  private var encoder: WideEncoder
  private let narrow: CodePageEncoder?
  private var single: SingleByteEncoder?
  /// Whether every character was one of the set.
  private var isOfSet = true
  private let base: any ByteSink

  /// Writes in a code page, in a set, or else in UTF-16.
  init(_ page: CodePage?, _ set: SingleByteSet?, _ encoding: TextEncoding, _ base: any ByteSink) {
    encoder = WideEncoder(encoding)
    narrow = page.map { CodePageEncoder($0) }
    single = set.map { SingleByteEncoder($0) }
    self.base = base
  }

  var isWhole: Bool { encoder.isWhole && single?.isWhole != false && isOfSet }

  func write(_ bytes: Span<UInt8>) throws(Failure) {
    if single != nil {
      let coded = single?.encode(bytes)
      isOfSet = isOfSet && coded != nil
      let written = coded ?? []
      try base.write(written.span)
      return
    }
    let coded = narrow?.encode(bytes) ?? encoder.encode(bytes)
    try base.write(coded.span)
  }
}
