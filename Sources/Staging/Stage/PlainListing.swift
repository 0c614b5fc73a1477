import Database
import Files
import Manifest
import Records
import Vocabulary

/// Lists a stage in which every copy stands at its place, under a path that nothing else has: as nights are
/// that hold no archives.
///
/// The order of such paths is that of the items, which are listed as they are read: no line goes through the
/// journal, so that a file costs a third of what it costs where paths may be taken.
extension Assembly {
  /// Whether everything that was met is of that kind.
  ///
  /// Of two files one has a temporary name where both want a path, or one the other's folder; what is left to be
  /// seen here is what has no copy.
  func isPlain() throws(Failure) -> Bool {
    guard journal.isPlain else { return false }
    // Paths that begin what comes next, as a folder's would.
    var (open, isPlain) = ([[UInt8]](), true)
    try journal.connection.query("SELECT base FROM item ORDER BY base") { (row) throws(Failure) in
      try stop.check()
      let base = row.blob(0)
      while let last = open.last, !base.starts(with: last) { open.removeLast() }
      if open.contains(where: { $0.count == base.count || base[$0.count] == 0x2F }) {
        isPlain = false
      }
      open.append(base)
    }
    return isPlain
  }

  /// Writes the lines of `sources.jsonl`.
  func writePlainSources(_ file: OutputFile) throws(Failure) {
    try journal.connection.query("SELECT base, original, name FROM item ORDER BY base") {
      (row) throws(Failure) in
      try stop.check()
      let line = sourceLine(
        String(decoding: row.blob(0), as: UTF8.self),
        original: Digest256(bytes: row.blob(1)),
        name: Digest256(bytes: row.blob(2))
      )
      try file.write(line.span)
    }
  }

  /// Writes the manifest and SHA256SUMS: lines are made on this thread, and written and added to the catalog
  /// on a second one.
  func listPlain(_ header: ManifestHeader) throws(Failure) -> StagingSummary {
    try folder.createFolders(WorkFolder.data)
    let list = Monitor(try StageList(header, self))
    // Made within the last tick: added when it is over, as few as are made in one.
    let late = Monitor<[CatalogRow]>([])
    let lines = Handover<PlainLine>(batchesMax: CopyMover.batchesMax) {
      [catalog, stop] (batch) throws(Failure) in
      try stop.check()
      try list.update { (list) throws(Failure) in
        for line in batch { try list.append(line.entry) }
      }
      guard let catalog else { return }
      let now = wallClockNanoseconds()
      for case let row? in batch.lazy.map(\.listed) where !catalog.add(row, now: now) {
        late.update { if $0.count < Self.lateMax { $0.append(row) } }
      }
    }
    let summary = try besides(lines.run) { (_) throws(Failure) in
      do throws(Failure) {
        try readPlain(lines)
        try lines.finish()
      } catch {
        lines.abandon()
        throw error
      }
      return try list.update { (list) throws(Failure) in try list.finish() }
    }
    let rows = late.update { $0 }
    if let catalog, !rows.isEmpty {
      waitForTick()
      let now = wallClockNanoseconds()
      for row in rows { catalog.add(row, now: now) }
    }
    return summary
  }

  /// Rows of copies that wait for the end of a tick.
  private static let lateMax = 8_192

  /// A line of the manifest, and what the catalog gets of it; nil for nothing.
  private struct PlainLine: Sendable {
    var entry: ManifestWriter.PreparedEntry
    var listed: CatalogRow?
  }

  /// Makes the lines of all items.
  private func readPlain(_ lines: Handover<PlainLine>) throws(Failure) {
    var batch: [PlainLine] = []
    try journal.connection.query(
      """
      SELECT base, masked, entry, key, stamp, original, made FROM item ORDER BY base
      """
    ) { (row) throws(Failure) in
      try stop.check()
      let (base, coded, isMasked) = (row.blob(0), row.blob(2), row.integer(1) != 0)
      guard
        var entry = EntryCoding.decode(coded, path: String(decoding: base, as: UTF8.self))
      else { throw Failure(.internalError, "the journal holds an entry that cannot be read") }
      entry.pathMasked = isMasked
      var listed: CatalogRow?
      let stamp = row.blob(4)
      if catalog != nil, !stamp.isEmpty {
        listed = CatalogRow(
          key: row.blob(3),
          stamp: stamp,
          base: base,
          isMasked: isMasked,
          entry: coded,
          original: row.blob(5)
        )
        if entry.output != nil {
          // What stands where it was made is what it was then: any later change shows in its times.
          if let made = CopyFacts(bytes: row.blob(6)) {
            listed?.copy = (Self.dataPath(entry.path), made)
          } else {
            listed = nil
          }
        }
      }
      batch.append(PlainLine(entry: try ManifestWriter.prepare(entry), listed: listed))
      if batch.count == CopyMover.batchCopies {
        try lines.add(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    try lines.add(batch)
  }
}

/// The files that list a stage, while they are written.
struct StageList {
  private let manifest: OutputFile
  private let sums: OutputFile
  private var writer: ManifestWriter
  private var classes: [DataClass: Int] = [:]
  private var reasons: [Reason: Int] = [:]

  /// Creates `manifest.jsonl`, with its header, and `SHA256SUMS`.
  init(_ header: ManifestHeader, _ assembly: Assembly) throws(Failure) {
    let file = try assembly.newFile("manifest.jsonl")
    (manifest, sums) = (file, try assembly.newFile("SHA256SUMS"))
    writer = try ManifestWriter(header: header) { (bytes) throws(Failure) in
      try file.write(bytes.span)
    }
  }

  /// Lists the next entry.
  mutating func append(_ prepared: ManifestWriter.PreparedEntry) throws(Failure) {
    try writer.append(prepared)
    let entry = prepared.entry
    if let output = entry.output {
      try sums.write(Assembly.sumLine(output.sha256, Assembly.dataPath(output.path)).span)
    }
    for found in entry.classes { classes[found, default: 0] += 1 }
    if entry.disposition == .withheld, let reason = entry.reason {
      reasons[reason, default: 0] += 1
    }
  }

  /// Ends both files, of which the second lists the first.
  mutating func finish() throws(Failure) -> StagingSummary {
    let result = try writer.finish()
    try manifest.close()
    try sums.write(Assembly.sumLine(result.digest, Array("manifest.jsonl".utf8)).span)
    try sums.close()
    return StagingSummary(
      footer: result.footer,
      digest: result.digest,
      classes: classes,
      reasons: reasons
    )
  }
}
