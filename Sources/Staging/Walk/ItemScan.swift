import Configuration
import Files
import Formats
import Glibc
import Manifest
import Masking
import Synchronization
import Vocabulary

/// What all threads of a run share.
struct RunContext: Sendable {
  /// What the user gave.
  let sources: [ScanSource]
  /// The settings.
  let configuration: Configuration
  /// Where copies go.
  let work: WorkFolder
  /// Where finished items go.
  let journal: Journal
  /// Makes the digests of `sources.jsonl`; nil without a configuration.
  let siteKey: SiteKey?
  /// Is told of bytes read.
  let progress: StagingProgress
  /// Counts for run.json.
  let counts: RunCounts
  /// What the run before found; nil where nothing of it may be used.
  let catalog: Catalog?
  /// What times of files are worth, by source.
  let times: [FileTimes]
  /// When this round began, in nanoseconds since 1970.
  let begun: Int64
  /// Items that have ended the program in this run.
  let faults: FaultNotes
  /// Folders in which something changed while it was read: what moved away may lie there under
  /// another name, which the walk had not met.
  let changed = Monitor<Set<SourceFolder>>([])
}

/// Scans one top-level item.
struct ItemScan {
  /// The item.
  let item: WalkedItem
  /// What all threads share.
  let context: RunContext

  /// Scans a file into a copy, or notes why not.
  ///
  /// - Returns: what the journal is to have; nil where it has it already.
  func run(_ worker: WorkerAtNeed) throws(Failure) -> JournalRow? {
    let journal = context.journal
    let key = journal.localKey.digest(of: item.listedPath, for: .sourcePath)
    ItemInHand(key, .content).take()
    defer { ItemInHand.putDown() }
    let fault = context.faults.notes[key] ?? folderFault()
    if item.isSecondLook, try journal.isListed(key) { return nil }
    var row = JournalRow(
      key: key,
      stamp: stamp,
      base: "",
      entry: ManifestEntry(path: "", kind: entryKind, disposition: .clean)
    )
    if case .scan = item.action {
      // One whose own name ends the program says nothing of the others of its inode.
      if let facts = item.facts, facts.links > 1, fault?.phase != .name {
        row.twin = try journal.claim(content(facts), for: key)
      }
      if row.twin == nil, fault == nil, try isFinished(row) {
        try journal.keep(key)
        context.counts.resumed.add(1, ordering: .relaxed)
        context.progress.finishFile(remaining: item.facts?.bytes ?? 0)
        return nil
      }
      if row.twin == nil, fault == nil, try reuse(&row) {
        context.counts.reused.add(1, ordering: .relaxed)
        context.progress.finishFile(remaining: item.facts?.bytes ?? 0)
        return row
      }
    }
    if let fault, fault.phase == .name {
      // Nobody can tell what of the name may be shown.
      (row.base, row.isMasked) = ("\(Self.unnamed)-\(key.hex.prefix(Self.unnamedDigits))", true)
    } else {
      (row.base, row.isMasked) = maskedPath(worker.worker, key)
      ItemInHand(key, .content).take()
    }
    row.name = name(key)
    if item.facts?.isRegular == true { row.entry.bytes = item.facts?.bytes }
    switch item.action {
    case .note(let reason): note(reason, in: &row.entry)
    case .scan:
      if let fault {
        row.twin = nil
        note(fault.reason, in: &row.entry)
        context.progress.finishFile(remaining: item.facts?.bytes ?? 0)
      } else if row.twin != nil {
        context.progress.finishFile(remaining: item.facts?.bytes ?? 0)
      } else {
        try scan(worker.worker, &row)
      }
    }
    if row.entry.reason == .changedWhileReading { noteChange() }
    return row
  }

  /// What stands for a path whose names end the program, before digits of its key.
  private static let unnamed = "unnamed"
  private static let unnamedDigits = 16

  /// Has the item's folder looked at again, or itself where it is one; not around a file that was given
  /// by its name, beside which nothing is to be scanned.
  private func noteChange() {
    guard context.sources[item.source].fileName == nil else { return }
    let place = SourceFolder(source: item.source, path: item.path)
    context.changed.update { _ = $0.insert(item.kind == .directory ? place : place.parent) }
  }

  /// HMAC of the listed path under the site key, which `key` is where there is one.
  private func name(_ key: Digest256) -> Digest256? { context.siteKey == nil ? nil : key }

  /// Marks an item of which nothing was opened.
  private func note(_ reason: Reason, in entry: inout ManifestEntry) {
    let isRecorded: Set<Reason> = [.unsafeLink, .specialFile, .excluded, .inProgress]
    entry.disposition = isRecorded.contains(reason) ? .recorded : .withheld
    entry.reason = reason
    entry.transient = reason.isTransient
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

  /// What must be the same for a result of a round or run before to count; empty where the file
  /// was changed so shortly before this round that a later change would not be seen.
  private var stamp: [UInt8] {
    guard let facts = item.facts, context.times[item.source].isSettled(facts, at: context.begun)
    else { return [] }
    return facts.stamp
  }

  /// Takes over what the run before made of the same file, with its copy.
  ///
  /// - Returns: false where it must be scanned.
  private func reuse(_ row: inout JournalRow) throws(Failure) -> Bool {
    guard let catalog = context.catalog, let found = catalog.find(row.key, stamp: row.stamp) else {
      return false
    }
    if let path = found.copy {
      guard let output = found.entry.output,
        let copy = try context.work.adopt(
          path,
          made: found.made,
          output,
          from: catalog.stage,
          to: place(found.base)
        )
      else { return false }
      row.copy = copy.name
      row.made = copy.facts.bytes
    }
    (row.base, row.isMasked) = (found.base, found.isMasked)
    row.name = name(row.key)
    (row.entry, row.members, row.original) = (found.entry, found.members, found.original)
    return true
  }

  /// Where a copy goes unless another one has the same masked path; nil where nothing can stand there.
  private func place(_ base: String) -> [UInt8]? {
    guard Assembly.fits(base, context.configuration.limits), PathText.isPlain(base) else {
      return nil
    }
    return Assembly.dataPath(base)
  }

  /// Whether a round before has finished the item and its copy is what was written then.
  private func isFinished(_ row: JournalRow) throws(Failure) -> Bool {
    guard let found = try context.journal.find(row.key, stamp: row.stamp) else { return false }
    if found.entry.transient { return false }
    guard let output = found.entry.output else { return true }
    guard let copy = found.copy else { return false }
    if context.faults.isAnew, let made = found.made, context.work.isAsMade(copy, made) {
      return true
    }
    return try context.work.digest(of: copy, bytes: output.bytes) == output.sha256
  }

  /// What two names of one inode share exactly if what is made of them is the same: the inode, and
  /// of the name what sniffing looks at, or all of it where a member is named after it.
  private func content(_ facts: FileFacts) -> Digest256 {
    let name = item.path.split(separator: 0x2F).last.map(Array.init) ?? item.path
    let suffix = name.firstIndex(of: 0x2E).map { Array(name[$0...]) } ?? []
    let magic = context.sources[item.source].folder.firstBytes(of: item.path, count: 2)
    let matters = magic == [0x1F, 0x8B] ? name : suffix
    let bytes = Array("\(facts.device) \(facts.inode) ".utf8) + matters
    return context.journal.localKey.digest(of: bytes, for: .sourcePath)
  }

  /// The masked path of the item.
  ///
  /// A fault of a folder's name counts for all that lies in it.
  private func maskedPath(
    _ worker: ScanWorker,
    _ key: Digest256
  ) -> (text: String, isMasked: Bool) {
    let keepsDates = context.configuration.paths.keepPartitionDates
    var isMasked = false
    var masked: [UInt8] = []
    let parts = item.listedPath.split(separator: 0x2F)
    for (index, part) in parts.enumerated() {
      if index > 0 { masked.append(0x2F) }
      let isFolder = index + 1 < parts.count
      if !isFolder {
        ItemInHand(key, .name).take()
      } else if !worker.knowsFolder(Array(part)) {
        ItemInHand(self.key(ofPath: item.listedPath[..<part.endIndex]), .name).take()
      }
      let name = worker.maskedName(Array(part), isFolder: isFolder, keepsDates: keepsDates)
      isMasked = isMasked || name != nil
      masked.append(contentsOf: name ?? Array(part))
    }
    return (PathText.escape(masked), isMasked)
  }

  /// The key under which a path is listed or noted.
  private func key(ofPath path: ArraySlice<UInt8>) -> Digest256 {
    context.journal.localKey.digest(of: Array(path), for: .sourcePath)
  }

  /// What is noted of the name of a folder that the item lies in; nil for nothing.
  private func folderFault() -> FaultNotes.Note? {
    guard !context.faults.isEmpty else { return nil }
    let path = item.listedPath
    for end in path.indices where path[end] == 0x2F {
      let note = context.faults.notes[key(ofPath: path[..<end])]
      if let note, note.phase == .name { return note }
    }
    return nil
  }

  /// Scans the file; what speaks against it goes into its entry.
  private func scan(_ worker: ScanWorker, _ row: inout JournalRow) throws(Failure) {
    let content = ContentScan(
      work: context.work,
      configuration: context.configuration,
      worker: worker,
      packedBytes: item.facts?.bytes ?? 0
    )
    let tally = ReadCount(context.progress)
    defer { context.progress.finishFile(remaining: max(0, (item.facts?.bytes ?? 0) - tally.bytes)) }
    do throws(ScanStop) {
      try scan(content, tally, &row)
      row.members = content.members
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .withheld(let withholding):
        row.entry.withhold(withholding.reason)
        if !content.members.isEmpty { row.entry.kind = .archive }
        row.members = content.members.map { member in
          guard member.disposition.isReleased else { return member }
          var member = member
          member.withhold(.policy)
          return member
        }
      }
    }
  }

  /// Opens the file as what the walk saw.
  private func open() throws(Withholding) -> InputFile {
    let descriptor = context.sources[item.source].folder.open(item.path)
    guard descriptor >= 0 else {
      switch -descriptor {
      case ENOSYS: throw Withholding(.unreadable, "the kernel or sandbox lacks openat2")
      case ENOENT, ELOOP, EXDEV: throw Withholding(.changedWhileReading)
      default: throw Withholding(.unreadable)
      }
    }
    let file = try InputFile(owning: descriptor)
    if let facts = item.facts,
      facts.inode != file.facts.inode || facts.device != file.facts.device
    {
      throw Withholding(.changedWhileReading)
    }
    return file
  }

  /// Scans the file into a copy, and checks that it did not change.
  private func scan(
    _ content: ContentScan,
    _ tally: ReadCount,
    _ row: inout JournalRow
  ) throws(ScanStop) {
    let file = try withholding { () throws(Withholding) in try open() }
    let place = place(row.base)
    let (name, copy) = try stopping { () throws(Failure) in
      try context.work.newCopy(at: place)
    }
    do throws(ScanStop) {
      let hashing = HashingBytes(FileBytes(file: file), tally, isHashed: context.siteKey != nil)
      let result = try content.scan(
        hashing,
        name: item.path.split(separator: 0x2F).last.map(Array.init) ?? item.path,
        prefix: PathText.memberSeparator,
        depth: 0,
        sink: CopySink(copy)
      )
      let original = try withholding { () throws(Withholding) in
        let digest = context.siteKey == nil ? nil : try hashing.wholeDigest()
        try file.verifyUnchanged()
        return digest
      }
      if let original {
        row.original = context.siteKey?.digest(of: original.bytes, for: .sourceContent)
      }
      let digest = try stopping { () throws(Failure) in try copy.finish() }
      (row.copy, row.isScanned) = (name, true)
      row.made = copy.facts.map { CopyFacts($0).bytes } ?? []
      try stopping { () throws(Failure) in try copy.close() }
      row.entry.kind = result.kind == .archive ? .archive : .file
      row.entry.bytes = file.facts.bytes
      row.entry.output = ManifestEntry.Output(path: "", bytes: copy.byteCount, sha256: digest)
      describe(result, in: &row.entry, settings: context.configuration.scan)
      // Attributes may say anything and are not copied.
      if file.hasAttributes { row.entry.disposition = .masked }
    } catch {
      context.work.removeCopy(name, at: place)
      throw error
    }
  }
}

/// Runs what fails for the input's sake.
private func withholding<Result>(
  _ body: () throws(Withholding) -> Result
) throws(ScanStop) -> Result {
  do throws(Withholding) { return try body() } catch { throw .withheld(error) }
}

/// Bytes of one file that were read, and are told to the run's progress.
private final class ReadCount: Sendable {
  private let progress: StagingProgress
  private let count = Atomic<Int64>(0)

  /// Nothing read.
  init(_ progress: StagingProgress) {
    self.progress = progress
  }

  /// Bytes read.
  var bytes: Int64 { count.load(ordering: .relaxed) }

  /// Counts bytes.
  func add(_ bytes: Int) {
    count.add(Int64(bytes), ordering: .relaxed)
    progress.read(Int64(bytes))
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
  private let tally: ReadCount
  private let isHashed: Bool
  private let state = Mutex<(hasher: Hasher256, next: Int64)>((Hasher256(), 0))

  /// Hashes what is read of `base`; without `isHashed` it is only told.
  init(_ base: FileBytes, _ tally: ReadCount, isHashed: Bool) {
    self.base = base
    self.tally = tally
    self.isHashed = isHashed
  }

  var count: Int64 { base.count }

  /// The digest of all bytes, if they are hashed; those that were not read in order are read now.
  func wholeDigest() throws(Withholding) -> Digest256 {
    var buffer: [UInt8] = []
    while true {
      let next = state.withLock { $0.next }
      if next == base.count { return state.withLock { $0.hasher.finish() } }
      buffer.removeAll(keepingCapacity: true)
      try read(at: next, into: &buffer, count: Int(min(256 << 10, base.count - next)))
    }
  }

  func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    let start = buffer.count
    try base.read(at: offset, into: &buffer, count: count)
    let bytes = buffer[start...]
    let isNext = state.withLock { state in
      guard state.next == offset else { return false }
      if isHashed { state.hasher.update(bytes) }
      state.next += Int64(bytes.count)
      return true
    }
    if isNext { tally.add(count) }
  }
}
