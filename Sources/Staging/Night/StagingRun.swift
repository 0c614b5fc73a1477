import Configuration
import Detection
import Files
import Glibc
import Manifest
import Masking
import Records
import Synchronization
package import Vocabulary

/// The nightly run: walks sources, scans on a fixed number of threads, and stages the result.
///
/// A run that was killed is taken up again by the next one to the same stage: what it finished is
/// not scanned again, and the result is the same, byte for byte.
package final class StagingRun: Sendable {
  private let request: StagingRequest
  private let year: Int
  private let ruleSet: RuleSet
  private let scanner: ScannerAtNeed
  private let allowed: AllowList?
  /// Moves while the run does; read it from any thread.
  package let progress = StagingProgress()

  /// Prepares a run.
  ///
  /// `year`: the current year, used where the settings name none.
  package init(_ request: StagingRequest, year: Int) throws(Failure) {
    self.request = request
    self.year = year
    ruleSet = try request.configuration.ruleSet()
    let settings = request.configuration.scan
    var options = DetectionOptions(referenceYear: settings.referenceYear ?? year)
    options.profile = request.configuration.detectionProfile(settings.profile)
    options.maskProviders = settings.maskProviders
    scanner = ScannerAtNeed(ruleSet, options)
    allowed = try request.configuration.allowed()
    // Refuses what cannot be carried out before anything is read.
    _ = try request.configuration.masker(request.configuration.scan.profile, referenceYear: year)
  }

  /// What one run works with.
  private struct Work {
    var building: FolderInProgress
    var journal: Journal
    var folder: Folder
    var context: RunContext
  }

  /// Runs to the end; the stage is there whole, or not at all.
  package func run() throws(Failure) -> StagingSummary {
    raiseDescriptorLimit()
    let begun = wallClockNanoseconds()
    var record = RunRecord(begun: begun / 1_000_000_000)
    record.enter(.survey)
    let sources = try openSources(request.sources, stage: trimmedStage)
    let building = try FolderInProgress(path: trimmedStage, mayReplace: request.mayReplace)
    var isInterrupted = true
    defer { if isInterrupted { building.discard() } }
    let (survey, basis, catalog) = try begin(sources, now: begun)
    try checkRoom(survey, sources, now: begun, building, basis, catalog)
    let work = try prepare(building, sources, basis, catalog, begun: begun)
    progress.enter(.scan)
    record.enter(.scan)
    let stop = work.context.work.stop
    let early = EarlySync(work.folder)
    early.start()
    defer { early.end() }
    try scanAll(sources, now: begun, work.context, stop, early)
    let faults = work.context.faults
    faults.end()
    let scanned = monotonicMilliseconds()
    progress.enter(.assemble)
    record.enter(.assemble)
    let (catalogWriter, failure) = beginCatalog(work, basis)
    defer { catalogWriter?.draft.discard() }
    let assembly = Assembly(
      journal: work.journal,
      folder: work.folder,
      configuration: request.configuration,
      siteKey: work.context.siteKey,
      stop: stop,
      catalog: catalogWriter,
      scanned: scanned
    )
    var summary = try assembly.write(header: header(work.journal.referenceYear, basis))
    summary.bytesRead = progress.snapshot().bytesDone
    summary.emptySources = survey.empty
    summary.reused = work.context.counts.reused.load(ordering: .relaxed)
    summary.faults = faults.notes.count
    try writeRecord(record, summary, work)
    summary.catalogFailure = failure
    progress.enter(.publish)
    try stop.check()
    try request.mayExchange()
    try early.finish()
    if let failure = try publish(work, catalogWriter) { summary.catalogFailure = failure }
    isInterrupted = false
    let next = summary.catalogFailure == nil ? catalogWriter?.draft : nil
    remember(next, basis, &summary)
    return summary
  }

  /// Puts the stage in its place, while a second thread ends its catalog.
  ///
  /// - Returns: why there is no catalog; nil where there is one or none was wanted.
  /// - Throws: where the stage cannot be put there.
  private func publish(_ work: Work, _ catalog: CatalogWriter?) throws(Failure) -> Failure? {
    let outcome = Mutex<Failure?>(nil)
    @Sendable func finish() {
      do throws(Failure) {
        try catalog?.finish()
      } catch {
        outcome.withLock { $0 = error }
      }
    }
    try besides(finish) { (hasThread) throws(Failure) in
      // The journal stays until everything is on the disk, so that a kill loses nothing before.
      try work.building.publish {
        work.journal.close()
        cleanUp(work.folder)
      }
      if !hasThread { finish() }
    }
    return outcome.withLock { $0 }
  }

  /// Begins the catalog of the stage beside its place; one that cannot be made is no failure.
  private func beginCatalog(_ work: Work, _ basis: RunBasis) -> (CatalogWriter?, Failure?) {
    guard let place = basis.place, let stage = absolutePath(trimmedStage) else { return (nil, nil) }
    do throws(Failure) {
      let print = basis.print(work.journal.referenceYear)
      return (try CatalogWriter(place, under: print, stage: stage, in: work.folder), nil)
    } catch {
      return (nil, error)
    }
  }

  /// Keeps what the next run and `stage prune` need; what cannot be kept is no failure.
  private func remember(
    _ next: CatalogDraft?,
    _ basis: RunBasis,
    _ summary: inout StagingSummary
  ) {
    do throws(Failure) {
      try next?.publish()
      if let folder = request.stateFolder, let stage = absolutePath(trimmedStage) {
        try KnownStages(stateFolder: folder, key: basis.localKey).add(stage)
      }
    } catch {
      summary.catalogFailure = error
    }
  }

  /// The stage's path without slashes at its end.
  private var trimmedStage: String {
    var path = request.stage
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The threads of a run.
  private var jobs: Int {
    max(1, request.configuration.scan.jobs ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// What a first walk over the sources has met.
  private struct Survey {
    var (files, bytes, holes) = (0, Int64(0), Int64(0))
    /// The sources in which nothing was met.
    var empty: [Int] = []
  }

  /// Counts what there is to do, while a second thread finds what results rest on and, where nothing can be
  /// used again, makes the scanner.
  private func begin(
    _ sources: [ScanSource],
    now: Int64
  ) throws(Failure) -> (Survey, RunBasis, Catalog?) {
    let known = Mutex<Result<(RunBasis, Catalog?), Failure>?>(nil)
    @Sendable func prepare() {
      let result: Result<(RunBasis, Catalog?), Failure>
      do throws(Failure) {
        let basis = try RunBasis(request, sources, ruleSet, year: year)
        let catalog = basis.catalog(request.reuse)
        if catalog == nil { _ = scanner.scanner(referenceYear: basis.year) }
        result = .success((basis, catalog))
      } catch {
        result = .failure(error)
      }
      known.withLock { $0 = result }
    }
    let survey = try besides(prepare) { (hasThread) throws(Failure) in
      if !hasThread { prepare() }
      return try self.survey(sources, now: now)
    }
    guard let result = known.withLock({ $0 }) else {
      throw Failure(.internalError, "nobody knows what results rest on")
    }
    let (basis, catalog) = try result.get()
    return (survey, basis, catalog)
  }

  /// Counts what there is to do.
  ///
  /// - Parameters:
  ///   - sources: walked without being read.
  ///   - now: when the run began, in nanoseconds since 1970.
  /// - Returns: what was met.
  /// - Throws: where a signal asks for the end.
  private func survey(_ sources: [ScanSource], now: Int64) throws(Failure) -> Survey {
    var walk = walk(sources, now: now)
    var survey = Survey()
    var isEmpty = sources.map { _ in true }
    while let item = walk.next() {
      isEmpty[item.source] = false
      if survey.files & 0xFF == 0 { try StopSignal.check() }
      guard case .scan = item.action else { continue }
      survey.files += 1
      survey.bytes += item.facts?.bytes ?? 0
      // A file that is nearly all holes is withheld by its first bytes; it must not stop the run.
      if let facts = item.facts, facts.storedBytes < facts.bytes / Self.holesFrom {
        survey.holes += facts.bytes - facts.storedBytes
      }
    }
    survey.empty = isEmpty.indices.filter { isEmpty[$0] }
    progress.expect(files: survey.files, bytes: survey.bytes)
    return survey
  }

  /// Looks whether there is room for what there is to do.
  ///
  /// - Parameters:
  ///   - survey: what there is to do.
  ///   - sources: walked again where room is scarce.
  ///   - now: when the run began, in nanoseconds since 1970.
  ///   - building: where the copies go, and those of a killed run are.
  ///   - basis: what results of the run before are found by.
  ///   - catalog: what that run found.
  /// - Throws: `outputFailed` with both numbers where there is too little room.
  private func checkRoom(
    _ survey: Survey,
    _ sources: [ScanSource],
    now: Int64,
    _ building: FolderInProgress,
    _ basis: RunBasis,
    _ catalog: Catalog?
  ) throws(Failure) {
    // The room was there when the run began, and most of it is taken by what it made.
    if request.survivesFaults, RunSignals.isAnew, building.wasThere { return }
    let folder = try Folder(path: building.workPath)
    var needed = survey.bytes - survey.holes + Self.overheadBytes
    needed += Int64(survey.files) * Self.overheadBytesAFile
    guard let free = folder.freeBytes, free < needed else { return }
    // What is there already needs no room: copies of a killed run, and those that will be linked.
    if building.wasThere {
      for name in ["out", "data"] {
        if let copies = folder.folder(Array(name.utf8)) { needed -= storedBytes(copies) }
      }
    }
    if let catalog { needed -= try linkedBytes(sources, now: now, basis, catalog) }
    guard free < needed else { return }
    throw Failure(
      .outputFailed,
      "about \(needed >> 20) MiB are needed and \(free >> 20) MiB are free; nothing was scanned",
      path: trimmedStage,
      next: "free space on the stage's file system and run again",
      reasons: ["no_space"]
    )
  }

  /// Bytes of files in a folder and below it.
  private func storedBytes(_ folder: Folder) -> Int64 {
    guard let listing = FolderListing(folder) else { return 0 }
    var bytes: Int64 = 0
    while case .name(let name) = listing.next() {
      guard let facts = folder.facts(of: name) else { continue }
      if facts.isFolder {
        bytes += folder.folder(name).map { storedBytes($0) } ?? 0
      } else {
        bytes += min(facts.bytes, facts.storedBytes)
      }
    }
    return bytes
  }

  /// Bytes of sources whose copies need no room, because those of the run before are linked.
  private func linkedBytes(
    _ sources: [ScanSource],
    now: Int64,
    _ basis: RunBasis,
    _ catalog: Catalog
  ) throws(Failure) -> Int64 {
    let times = times(sources)
    var walk = walk(sources, now: now)
    var bytes: Int64 = 0
    while let item = walk.next() {
      try StopSignal.check()
      guard case .scan = item.action, let facts = item.facts,
        times[item.source].isSettled(facts, at: now)
      else { continue }
      let key = basis.localKey.digest(of: item.listedPath, for: .sourcePath)
      if let found = catalog.find(key, stamp: facts.stamp), found.isThere(in: catalog.stage) {
        bytes += facts.bytes
      }
    }
    return bytes
  }

  /// What times of files are worth, by source.
  private func times(_ sources: [ScanSource]) -> [FileTimes] {
    sources.map {
      FileTimes($0.folder, staysOnMount: !request.configuration.scan.followMounts)
    }
  }

  /// How many times more than what is on the disk a file with holes says it has; a file system
  /// that compresses does less.
  private static let holesFrom: Int64 = 64
  /// Bytes beside a copy that a file needs in journal and manifest, and a run whatever it scans.
  private static let overheadBytesAFile = Int64(2_048)
  private static let overheadBytes = Int64(1 << 20)

  /// A walk over all sources.
  private func walk(_ sources: [ScanSource], now: Int64) -> Walk {
    Walk(
      sources,
      configuration: request.configuration,
      excludes: request.excludes,
      now: now
    )
  }

  /// Opens the journal of the run that was killed, or begins one in an empty folder.
  private func prepare(
    _ building: FolderInProgress,
    _ sources: [ScanSource],
    _ basis: RunBasis,
    _ catalog: Catalog?,
    begun: Int64
  ) throws(Failure) -> Work {
    let configuration = request.configuration
    func open() throws(Failure) -> Journal {
      try Journal(
        folder: building.workPath,
        fingerprint: basis.fingerprint,
        referenceYear: configuration.scan.referenceYear ?? year,
        localKey: basis.localKey
      )
    }
    let folder = try Folder(path: building.workPath)
    func resume() throws(Failure) -> Journal {
      let journal = try open()
      if journal.isResumed {
        try Assembly.undo(journal, in: folder)
      } else if building.wasThere {
        journal.close()
        throw Failure(.internalError, "what was left has no journal")
      }
      return journal
    }
    let journal: Journal
    do throws(Failure) {
      journal = try resume()
    } catch {
      guard building.wasThere else { throw error }
      // Of another run, or broken with the machine: nothing of it counts.
      try building.empty()
      journal = try open()
    }
    let context = RunContext(
      sources: sources,
      configuration: configuration,
      work: try WorkFolder(folder, round: journal.round, stop: StopFlag()),
      journal: journal,
      siteKey: basis.siteKey,
      progress: progress,
      counts: RunCounts(),
      catalog: catalog,
      times: times(sources),
      begun: begun,
      faults: request.survivesFaults
        ? try FaultNotes(in: folder, isTakenUp: journal.isResumed) : FaultNotes()
    )
    return Work(building: building, journal: journal, folder: folder, context: context)
  }

  /// The manifest's first line; key and sources are set at assembly.
  private func header(_ referenceYear: Int, _ basis: RunBasis) -> ManifestHeader {
    let configuration = request.configuration
    return ManifestHeader(
      tool: ManifestHeader.Tool(version: request.toolVersion),
      source: configuration.scan.sourceLabel,
      covered: configuration.scan.covered,
      profile: configuration.scan.profile,
      settings: Digest256(hashing: configuration.canonicalSettings),
      ruleset: ManifestHeader.RuleSetReference(
        name: ruleSet.name,
        epoch: ruleSet.epoch,
        sha256: basis.ruleSetDigest
      ),
      zipCensus: Masker.zipCensus,
      referenceYear: referenceYear,
      keyID: nil,
      sources: nil,
      keepPartitionDates: configuration.paths.keepPartitionDates
    )
  }

  /// Scans every item on the worker threads.
  private func scanAll(
    _ sources: [ScanSource],
    now: Int64,
    _ context: RunContext,
    _ stop: StopFlag,
    _ early: EarlySync
  ) throws(Failure) {
    let referenceYear = context.journal.referenceYear
    let profile = request.configuration.scan.profile
    let masker = try request.configuration.masker(profile, referenceYear: referenceYear)
    var walk = walk(sources, now: now)
    for _ in 0...Self.looksAgainMax {
      scan(walk, context, stop, early) { [allowed, scanner] in
        let scanner = scanner.scanner(referenceYear: referenceYear)
        return BlockScanner(scanner: scanner, masker: masker, allowed: allowed)
      }
      try stop.check()
      let changed = context.changed.update { folders in
        defer { folders = [] }
        return folders
      }
      if changed.isEmpty { break }
      walk.lookAgain(at: changed, since: context.begun - Self.tickNanoseconds)
    }
  }

  /// How often folders are looked at again from which something moved away while it was read.
  private static let looksAgainMax = 3
  /// What times of folders may lag behind the clock.
  private static let tickNanoseconds: Int64 = 2_000_000_000

  /// Scans what a walk meets on the worker threads; what fails goes into `stop`.
  private func scan(
    _ walk: Walk,
    _ context: RunContext,
    _ stop: StopFlag,
    _ early: EarlySync,
    _ makeScanner: @escaping @Sendable () -> BlockScanner
  ) {
    let pool = ChunkPool(stop: stop)
    let items = Monitor(walk)
    let watch = StepWatch()
    defer { watch.end() }
    if request.survivesFaults {
      runDetached { [limits = request.configuration.limits] in
        watch.watch(seconds: limits.stepSecondsMax)
      }
    }
    runWorkers(jobs) { _ in
      ItemInHand.watched {
        self.work(makeScanner, items, context, pool, early)
      }
    }
  }

  /// Scans what `items` meets on the calling thread, and then what others leave to it.
  private func work(
    _ makeScanner: @escaping () -> BlockScanner,
    _ items: Monitor<Walk>,
    _ context: RunContext,
    _ pool: ChunkPool,
    _ early: EarlySync
  ) {
    let chunkBytes = request.configuration.scan.chunkBytes
    let worker = WorkerAtNeed {
      ScanWorker(scanner: makeScanner(), pool: pool, chunkBytes: chunkBytes)
    }
    let stop = context.work.stop
    pool.enter()
    do throws(Failure) {
      while true {
        try stop.check()
        let batch = items.update { $0.nextBatch() }
        if batch.isEmpty { break }
        var rows: [JournalRow] = []
        for item in batch {
          try stop.check()
          if let row = try ItemScan(item: item, context: context).run(worker) { rows.append(row) }
        }
        try context.journal.add(rows)
        early.add(rows.count { $0.isScanned })
      }
    } catch {
      stop.stop(error)
    }
    pool.help { $0.scan(&worker.worker.scanner) }
  }

  /// Writes run.json.
  private func writeRecord(
    _ record: RunRecord,
    _ summary: StagingSummary,
    _ work: Work
  ) throws(Failure) {
    let facts = RunRecord.Facts(
      toolVersion: request.toolVersion,
      threads: jobs,
      chunkBytes: request.configuration.scan.chunkBytes,
      sources: request.sources.count,
      rounds: work.journal.round,
      resumed: work.context.counts.resumed.load(ordering: .relaxed),
      reused: work.context.counts.reused.load(ordering: .relaxed),
      progress: progress.snapshot(),
      manifest: summary.digest
    )
    let descriptor = work.folder.create(Array("run.json".utf8))
    guard descriptor >= 0 else { throw outputFailure(-descriptor, "run.json cannot be created") }
    let file = OutputFile(owning: descriptor)
    try file.write(record.bytes(facts).span)
    try file.close()
  }

  /// Removes from the work folder what is no part of a stage.
  private func cleanUp(_ folder: Folder) {
    folder.remove(Array(FaultNotes.fileName.utf8))
    for suffix in ["", "-wal", "-shm", "-journal"] {
      folder.remove(Array((Journal.fileName + suffix).utf8))
    }
    if let copies = folder.folder(Array("out".utf8)) { emptyFolder(copies) }
    folder.removeFolder(Array("out".utf8))
    for name in folder.names() ?? [] where name.starts(with: Array("spool-".utf8)) {
      folder.remove(name)
    }
  }

  /// Lets the process open as many files as it may: deep folders and nested archives need some.
  private func raiseDescriptorLimit() {
    var limit = rlimit()
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(resource, &limit)
  }
}
