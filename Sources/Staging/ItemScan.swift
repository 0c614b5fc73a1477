import Configuration
import Files
import Formats
import Glibc
import Manifest
import Synchronization
import Vocabulary

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
  /// Is told of bytes read.
  let progress: StagingProgress

  /// Scans a file into a copy, or notes why not.
  func run(_ worker: ScanWorker) throws(Failure) -> ItemRecord {
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
      worker: worker,
      packedBytes: item.facts?.bytes ?? 0
    )
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
      let hashing = HashingBytes(FileBytes(file: file), progress)
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
      // Attributes may say anything and are not copied.
      if file.hasAttributes { record.entry.disposition = .masked }
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
  private let progress: StagingProgress
  private let state = Mutex<(hasher: Hasher256, next: Int64)>((Hasher256(), 0))

  /// Hashes what is read of `base`.
  init(_ base: FileBytes, _ progress: StagingProgress) {
    self.base = base
    self.progress = progress
  }

  deinit {
    // What was not read in order counts as read when the file is done.
    progress.finishFile(remaining: base.count - state.withLock { $0.next })
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
    progress.read(Int64(bytes.count))
  }
}
