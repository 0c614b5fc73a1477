import Configuration
import Detection
import Files
import Formats
import Glibc
import Manifest
import Masking
import Records
import Synchronization
package import Vocabulary

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
    let (walk, roots) = try walkSources()
    let building = try FolderInProgress(path: request.stage, mayReplace: request.mayReplace)
    defer { building.discard() }
    let work = try WorkFolder(try Folder(path: building.workPath))
    let files = walk.items.filter { if case .scan = $0.action { true } else { false } }
    progress.expect(files: files.count, bytes: files.reduce(0) { $0 + ($1.facts?.bytes ?? 0) })
    progress.enter(.scan)
    let records = try scanAll(walk.items, roots: roots, work: work)
    progress.enter(.assemble)
    let assembly = Assembly(
      records: records,
      folder: work.folder,
      configuration: request.configuration,
      scanner: BlockScanner(scanner: scanner, masker: masker)
    )
    let summary = try assembly.write(header: header())
    progress.enter(.publish)
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
    let stop = StopFlag()
    let pool = ChunkPool(stop: stop)
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let jobs = max(1, request.configuration.scan.jobs ?? Int(cores))
    let configuration = request.configuration
    runWorkers(jobs) { [scanner, masker, progress] _ in
      let worker = ScanWorker(
        scanner: BlockScanner(scanner: scanner, masker: masker),
        pool: pool,
        chunkBytes: configuration.scan.chunkBytes
      )
      var mine: [ItemRecord] = []
      pool.enter()
      do throws(Failure) {
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          if index >= items.count { break }
          try stop.check()
          let item = items[index]
          let scan = ItemScan(
            item: item,
            root: roots[item.source],
            work: work,
            configuration: configuration,
            progress: progress
          )
          mine.append(try scan.run(worker))
        }
      } catch {
        stop.stop(error)
      }
      pool.help(&worker.scanner)
      gathered.withLock { [mine] in $0.append(contentsOf: mine) }
    }
    try stop.check()
    return gathered.withLock { $0 }
  }
}
