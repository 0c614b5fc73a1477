package import Configuration
import Detection
import Files
import Formats
import Glibc
package import Manifest
import Masking
import Records
package import Synchronization
package import Vocabulary

/// What a scan is asked to do.
package struct StagingRequest: Sendable {
  /// Folders, files and archives, as the user gave them.
  package var sources: [String]
  /// Where the stage appears.
  package var stage: String
  /// The resolved settings.
  package var configuration: Configuration
  /// Further globs that are not scanned.
  package var excludes: [String] = []
  /// Whether a stage that is there may be exchanged.
  package var mayReplace = false
  /// The version that the manifest states.
  package var toolVersion: String

  /// Creates a request.
  package init(
    sources: [String],
    stage: String,
    configuration: Configuration,
    toolVersion: String
  ) {
    self.sources = sources
    self.stage = stage
    self.configuration = configuration
    self.toolVersion = toolVersion
  }
}

/// How a scan ended.
package struct StagingSummary: Sendable {
  /// The manifest's counts.
  package var footer: ManifestFooter
  /// The manifest's SHA-256.
  package var digest: Digest256
  /// Classes found in anything, with how many entries hold each.
  package var classes: [DataClass: Int]
  /// Reasons of what was withheld, with how many entries have each.
  package var reasons: [Reason: Int]
  /// Bytes of top-level files that were read.
  package var bytesRead: Int64
}

/// Progress of a scan, for a terminal.
package final class StagingProgress: Sendable {
  /// Top-level files done.
  package let filesDone = Atomic<Int>(0)
  /// Top-level files to do.
  package let filesTotal = Atomic<Int>(0)
  /// Bytes of files done.
  package let bytesDone = Atomic<Int64>(0)
  /// Bytes to do.
  package let bytesTotal = Atomic<Int64>(0)

  /// Nothing done.
  package init() {}
}

/// What became of one top-level item, before paths are final.
struct ItemRecord: Sendable {
  /// The item.
  var item: WalkedItem
  /// Its entry; the path is set at assembly.
  var entry: ManifestEntry
  /// Entries of members, paths relative to the item's.
  var members: [ManifestEntry] = []
  /// The copy's temporary path.
  var copy: [UInt8]?
  /// The copy's size and digest.
  var output: (bytes: Int64, sha256: Digest256)?
  /// SHA-256 of the original, kept only to make the keyed digest.
  var original: Digest256?
}

/// The nightly run: walks sources, scans on a fixed number of threads, and stages the result.
package final class StagingRun: Sendable {
  private let request: StagingRequest
  private let scanner: Scanner
  private let masker: Masker
  private let ruleSetDigest: Digest256
  private let referenceYear: Int
  /// Moves while the run does.
  package let progress = StagingProgress()

  /// Prepares a run.
  ///
  /// `year`: the current year, used where the settings name none.
  package init(_ request: StagingRequest, year: Int) throws(Failure) {
    self.request = request
    let settings = request.configuration.scan
    referenceYear = settings.referenceYear ?? year
    var options = DetectionOptions(referenceYear: referenceYear)
    options.profile = settings.profile
    options.maskProviders = settings.maskProviders
    scanner = Scanner(ruleSet: .builtIn, options: options)
    masker = try Masker(profile: settings.profile, referenceYear: referenceYear)
    ruleSetDigest = Digest256(hashing: RuleSet.builtIn.canonicalBytes)
  }

  /// Runs to the end; the stage is there whole, or not at all.
  package func run() throws(Failure) -> StagingSummary {
    try installMappingGuard()
    let (walk, roots) = try walkSources()
    let building = try FolderInProgress(path: request.stage, mayReplace: request.mayReplace)
    defer { building.discard() }
    let work = try WorkFolder(try Folder(path: building.workPath))
    progress.filesTotal.store(walk.items.count, ordering: .relaxed)
    progress.bytesTotal.store(
      walk.items.reduce(0) { $0 + ($1.facts?.bytes ?? 0) },
      ordering: .relaxed
    )
    let records = try scanAll(walk.items, roots: roots, work: work)
    let assembly = Assembly(
      records: records,
      folder: work.folder,
      configuration: request.configuration,
      scanner: BlockScanner(scanner: scanner, masker: masker)
    )
    let summary = try assembly.write(header: header())
    try building.publish()
    return summary
  }

  /// The manifest's first line; the digest of the sources is set at assembly.
  private func header() throws(Failure) -> ManifestHeader {
    let configuration = request.configuration
    return ManifestHeader(
      tool: ManifestHeader.Tool(version: request.toolVersion),
      source: configuration.scan.sourceLabel,
      covered: configuration.scan.covered,
      profile: configuration.scan.profile,
      settings: Digest256(hashing: configuration.canonicalSettings),
      ruleset: ManifestHeader.RuleSetReference(
        name: RuleSet.builtIn.name,
        epoch: RuleSet.builtIn.epoch,
        sha256: ruleSetDigest
      ),
      zipCensus: Masker.zipCensus,
      referenceYear: referenceYear,
      keyID: nil,
      sources: nil,
      keepPartitionDates: configuration.paths.keepPartitionDates
    )
  }

  /// Walks every source.
  private func walkSources() throws(Failure) -> (Walk, [Folder]) {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    var walk = Walk(
      configuration: request.configuration,
      excludes: request.excludes,
      now: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    )
    var roots: [Folder] = []
    var names: Set<[UInt8]> = []
    for (index, path) in request.sources.enumerated() {
      var bytes = Array(path.utf8)
      while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
      let name = bytes.split(separator: 0x2F).last.map(Array.init) ?? []
      let prefix = request.sources.count > 1 ? name : []
      guard names.insert(name).inserted else {
        throw Failure(
          .usage,
          "two sources have the same last component; nothing was scanned",
          path: path
        )
      }
      var status = stat()
      guard unsafe stat(path, &status) == 0 else {
        throw Failure(
          .usage,
          "cannot open the source: \(describe(errno)); nothing was scanned",
          path: path
        )
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        let folder = try Folder(path: path)
        roots.append(folder)
        walk.folder(folder, source: index, prefix: prefix)
      } else {
        let parent = bytes.lastIndex(of: 0x2F).map { String(decoding: bytes[..<$0], as: UTF8.self) }
        let folder = try Folder(path: parent.map { $0.isEmpty ? "/" : $0 } ?? ".")
        roots.append(folder)
        if let facts = folder.facts(of: name) {
          walk.file(name, facts: facts, source: index, prefix: prefix)
        }
      }
    }
    return (walk, roots)
  }

  /// Scans every item on the worker threads.
  private func scanAll(
    _ items: [WalkedItem],
    roots: [Folder],
    work: WorkFolder
  ) throws(Failure) -> [ItemRecord] {
    let next = Atomic<Int>(0)
    let gathered = Mutex<[ItemRecord]>([])
    let failure = Mutex<Failure?>(nil)
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let jobs = max(1, request.configuration.scan.jobs ?? Int(cores))
    let configuration = request.configuration
    runWorkers(jobs) { [scanner, masker, progress] _ in
      var blockScanner = BlockScanner(scanner: scanner, masker: masker)
      var mine: [ItemRecord] = []
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= items.count || failure.withLock({ $0 != nil }) { break }
        if StopSignal.received.load(ordering: .relaxed) != 0 { break }
        let item = items[index]
        do throws(Failure) {
          let scan = ItemScan(
            item: item,
            root: roots[item.source],
            work: work,
            configuration: configuration
          )
          mine.append(try scan.run(&blockScanner))
        } catch {
          failure.withLock { $0 = $0 ?? error }
          break
        }
        progress.filesDone.add(1, ordering: .relaxed)
        progress.bytesDone.add(item.facts?.bytes ?? 0, ordering: .relaxed)
      }
      gathered.withLock { [mine] in $0.append(contentsOf: mine) }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    switch StopSignal.received.load(ordering: .relaxed) {
    case 0: return gathered.withLock { $0 }
    case SIGINT: throw Failure(.interrupted, "stopped by SIGINT; nothing was staged")
    default: throw Failure(.terminated, "stopped by SIGTERM; nothing was staged")
    }
  }
}

/// Scans one top-level item.
struct ItemScan {
  /// The item.
  let item: WalkedItem
  /// The source's folder.
  let root: Folder
  /// Where copies go.
  let work: WorkFolder
  /// The settings.
  let configuration: Configuration

  /// Scans a file into a copy, or notes why not.
  func run(_ scanner: inout BlockScanner) throws(Failure) -> ItemRecord {
    var record = ItemRecord(
      item: item,
      entry: ManifestEntry(path: "", kind: entryKind, disposition: .clean)
    )
    if item.facts?.isRegular == true { record.entry.bytes = item.facts?.bytes }
    if case .note(let reason) = item.action {
      let isRecorded: Set<Reason> = [.unsafeLink, .specialFile, .excluded, .inProgress]
      record.entry.disposition = isRecorded.contains(reason) ? .recorded : .withheld
      record.entry.reason = reason
      record.entry.transient = reason.isTransient
      return record
    }
    let content = ContentScan(
      work: work,
      configuration: configuration,
      scanner: scanner,
      packedBytes: item.facts?.bytes ?? 0
    )
    defer { scanner = content.scanner }
    do throws(ScanStop) {
      try scan(content, &record)
      record.members = content.members
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .withheld(let withholding):
        record.entry.withhold(withholding.reason)
        if !content.members.isEmpty { record.entry.kind = .archive }
        record.members = content.members.map { member in
          guard member.disposition.isReleased else { return member }
          var member = member
          member.withhold(.policy)
          return member
        }
      }
    }
    return record
  }

  /// What the manifest calls the item.
  private var entryKind: ManifestEntry.Kind {
    switch item.kind {
    case .file: .file
    case .link: .link
    case .special: .special
    case .directory: .directory
    }
  }

  /// Opens the file, scans it into a copy, and checks that it did not change.
  private func scan(_ content: ContentScan, _ record: inout ItemRecord) throws(ScanStop) {
    let file: InputFile
    do throws(Withholding) {
      let descriptor = root.open(item.path)
      guard descriptor >= 0 else {
        if descriptor == -ENOSYS {
          throw Withholding(.unreadable, "the kernel or sandbox lacks openat2")
        }
        let isChanged = descriptor == -ENOENT || descriptor == -ELOOP || descriptor == -EXDEV
        throw Withholding(isChanged ? .changedWhileReading : .unreadable)
      }
      file = try InputFile(owning: descriptor)
      if let facts = item.facts,
        facts.inode != file.facts.inode || facts.device != file.facts.device
      {
        throw Withholding(.changedWhileReading)
      }
    } catch {
      throw .withheld(error)
    }
    let (path, copy) = try stopping { () throws(Failure) in try work.newCopy() }
    record.copy = path
    do throws(ScanStop) {
      let hashing = HashingBytes(FileBytes(file: file))
      let name = item.path.split(separator: 0x2F).last.map(Array.init) ?? item.path
      let result = try content.scan(
        hashing,
        name: name,
        prefix: PathText.memberSeparator,
        depth: 0,
        sink: CopySink(copy)
      )
      record.original = hashing.digest
      do throws(Withholding) { try file.verifyUnchanged() } catch { throw .withheld(error) }
      let digest = try stopping { () throws(Failure) in try copy.finish() }
      record.output = (copy.byteCount, digest)
      record.entry.kind = result.kind == .archive ? .archive : .file
      record.entry.bytes = file.facts.bytes
      describe(result, in: &record.entry, settings: configuration.scan)
    } catch {
      work.folder.remove(path)
      record.copy = nil
      throw error
    }
  }
}

/// A copy as a sink of writers.
private final class CopySink: ByteSink {
  private let file: OutputFile

  /// Writes to a file.
  init(_ file: OutputFile) {
    self.file = file
  }

  func write(_ bytes: Span<UInt8>) throws(Failure) { try file.write(bytes) }

  func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {
    try file.overwrite(at: offset, with: bytes)
  }
}

/// Bytes whose digest is taken while they are read from front to back for the first time.
private final class HashingBytes: ArchiveBytes {
  private let base: FileBytes
  private let state = Mutex<(hasher: Hasher256, next: Int64)>((Hasher256(), 0))

  /// Hashes what is read of `base`.
  init(_ base: FileBytes) {
    self.base = base
  }

  var count: Int64 { base.count }

  /// The digest; nil unless everything was read in order.
  var digest: Digest256? {
    state.withLock { $0.next == base.count ? $0.hasher.finish() : nil }
  }

  func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    let start = buffer.count
    try base.read(at: offset, into: &buffer, count: count)
    let isNext = state.withLock { $0.next == offset }
    guard isNext else { return }
    let bytes = buffer[start...]
    state.withLock { state in
      state.hasher.update(bytes)
      state.next += Int64(bytes.count)
    }
  }
}
