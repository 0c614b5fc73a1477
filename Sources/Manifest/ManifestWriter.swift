import Records
package import Vocabulary

/// Writes a manifest line by line; holds one line at a time.
///
/// Entries must come in the byte order of `path`; counts, root and digest are computed on the way.
package struct ManifestWriter {
  /// Where the bytes go, in order, one line at a time.
  package typealias Sink = (_ bytes: [UInt8]) throws(Failure) -> Void

  /// What a finished manifest is.
  package struct Result: Sendable, Hashable {
    /// The last line.
    package var footer: ManifestFooter
    /// SHA-256 of all bytes: what people approve.
    package var digest: Digest256
  }

  private let sink: Sink
  private var tally = ManifestTally()

  /// Starts a manifest and writes its header.
  /// - Throws: an internal failure for a header that no reader would accept; what the sink throws.
  package init(header: ManifestHeader, sink: @escaping Sink) throws(Failure) {
    self.sink = sink
    do {
      _ = try ManifestHeader(json: header.json)
    } catch {
      throw Failure(.internalError, "cannot write manifest: header: \(error.description)")
    }
    try write(header.json)
  }

  /// An entry with its line and the hash of that: all that needs no other entry.
  package struct PreparedEntry: Sendable {
    /// The entry.
    package let entry: ManifestEntry
    /// Its line without an end.
    fileprivate let line: [UInt8]
    /// The leaf that the line is in the tree.
    fileprivate let leaf: Digest256
  }

  /// Makes the line of an entry, on any thread.
  /// - Throws: an internal failure where fields of the entry do not belong together: a bug in the caller.
  package static func prepare(_ entry: ManifestEntry) throws(Failure) -> PreparedEntry {
    do {
      try entry.check()
    } catch {
      throw Failure(.internalError, "cannot write manifest: an entry: \(error.description)")
    }
    var line: [UInt8] = []
    line.reserveCapacity(usualLineBytes)
    entry.appendLine(to: &line)
    return PreparedEntry(entry: entry, line: line, leaf: Merkle.leaf(line))
  }

  /// Writes one entry.
  /// - Throws: an internal failure where the entry breaks a rule of the format (order, fields that
  ///   do not belong together): a bug in the caller; what the sink throws.
  package mutating func append(_ entry: ManifestEntry) throws(Failure) {
    try append(Self.prepare(entry))
  }

  /// Writes one entry whose line was made.
  /// - Throws: an internal failure where it does not come after the one before: a bug in the caller; what
  ///   the sink throws.
  package mutating func append(_ prepared: PreparedEntry) throws(Failure) {
    do {
      try tally.add(prepared.entry)
    } catch {
      throw Failure(
        .internalError,
        "cannot write manifest: entry \(tally.footer.entries + 1): \(error.description)"
      )
    }
    tally.leaves.append(leafHash: prepared.leaf)
    try write(prepared.line)
  }

  /// Bytes of an entry's line, as a rule.
  private static let usualLineBytes = 640

  /// Writes the footer; call it once, last.
  package mutating func finish() throws(Failure) -> Result {
    let footer = tally.finished
    try write(footer.json)
    return Result(footer: footer, digest: tally.hash.digest)
  }

  /// Writes a line.
  private mutating func write(_ json: JSONValue) throws(Failure) {
    try write(CanonicalJSON.bytes(json))
  }

  /// Writes a line that has no end yet.
  private mutating func write(_ line: consuming [UInt8]) throws(Failure) {
    guard line.count < ManifestReader.lineBytesMax else {
      throw Failure(
        .internalError,
        "cannot write manifest: a line of \(line.count) bytes exceeds \(ManifestReader.lineBytesMax)"
      )
    }
    line.append(UInt8(ascii: "\n"))
    tally.hash.update(line.span)
    try sink(line)
  }
}

/// What writer and reader count alike: order, sums, root and digest.
struct ManifestTally {
  /// Counts so far; its root is not yet known.
  private(set) var footer = ManifestFooter(root: Merkle.emptyRoot)
  /// The tree over the entry lines.
  var leaves = MerkleAccumulator()
  /// The digest of every byte so far.
  var hash = DigestAccumulator()
  private var previous: String?

  /// Counts an entry that follows those before.
  /// - Throws: where its path does not come after the one before, or a sum leaves its range.
  mutating func add(_ entry: ManifestEntry) throws(RecordFault) {
    if let previous, !PathText.precedes(previous, entry.path) {
      throw RecordFault(.wrongValue, field: "path")
    }
    previous = entry.path
    guard footer.count(entry) else { throw RecordFault(.integerRange, field: "bytes") }
  }

  /// The footer that belongs under the entries.
  var finished: ManifestFooter {
    var footer = footer
    footer.root = leaves.root
    return footer
  }
}
