import Glibc
import Records
package import Vocabulary

/// Reads a manifest line by line and believes nothing: canonical form byte for byte, known fields
/// only, values in range, order, counts and root.
///
/// The header has been read when `init` returns; counts, root and digest hold once `next()` has
/// returned nil. Whoever stops earlier has verified nothing.
package struct ManifestReader {
  /// Where the bytes come from: the next some bytes, empty at the end.
  package typealias Source = () throws(Failure) -> [UInt8]

  /// Bytes of one line at most, so that a hostile manifest cannot fill the memory.
  package static let lineBytesMax = JSONLimits.manifestLine.bytesMax
  /// Bytes asked for at a time.
  private static let chunkBytes = 256 << 10

  /// Line 1.
  package let header: ManifestHeader
  /// The last line and the digest of everything read; nil until `next()` has returned nil.
  package private(set) var result: ManifestWriter.Result?

  private var lines: ManifestLines
  private var tally = ManifestTally()

  /// Starts reading and reads the header.
  /// - Throws: an integrity failure (`manifest_invalid`) with the line's number; what the source
  ///   throws.
  package init(source: @escaping Source) throws(Failure) {
    var lines = ManifestLines(source: source)
    let line = try lines.next()
    do {
      let json = try StrictJSON.parseCanonical(line.span, limits: .manifestLine)
      header = try ManifestHeader(json: json)
    } catch {
      throw ManifestReader.refusal(line: 1, error.refusal)
    }
    self.lines = lines
    tally.hash.update(line.span)
    tally.hash.update(ManifestReader.lineEnd.span)
  }

  /// Reads a manifest that is in memory.
  package init(bytes: [UInt8]) throws(Failure) {
    var isRead = false
    try self.init { () throws(Failure) in
      defer { isRead = true }
      return isRead ? [] : bytes
    }
  }

  /// Reads a manifest from an open descriptor, from its current offset to the end.
  ///
  /// The descriptor stays open and must outlive the reader.
  package init(descriptor: Int32) throws(Failure) {
    try self.init { () throws(Failure) in
      var buffer = [UInt8](repeating: 0, count: ManifestReader.chunkBytes)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
          unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
        }
        if count >= 0 { return Array(buffer[..<count]) }
        guard errno == EINTR else {
          throw Failure(.integrity, "cannot read manifest: errno \(errno)")
        }
      }
    }
  }

  /// The next entry; nil after the last, when footer and root have been verified.
  /// - Throws: an integrity failure (`manifest_invalid`) with the line's number and the field's name.
  package mutating func next() throws(Failure) -> ManifestEntry? {
    guard result == nil else { return nil }
    let line = try lines.next()
    let entry: ManifestEntry?
    do {
      entry = try read(line)
    } catch {
      throw ManifestReader.refusal(line: lines.number, error.refusal)
    }
    tally.hash.update(line.span)
    tally.hash.update(ManifestReader.lineEnd.span)
    if let entry {
      tally.leaves.append(line)
      return entry
    }
    try lines.expectEnd()
    result = ManifestWriter.Result(footer: tally.finished, digest: tally.hash.digest)
    return nil
  }

  /// Reads an entry, or the footer, which must be the one that belongs under the entries.
  private mutating func read(_ line: [UInt8]) throws(RecordFault) -> ManifestEntry? {
    let json = try StrictJSON.parseCanonical(line.span, limits: .manifestLine)
    if case .object(let object) = json, object["type"] == "end" {
      let footer = try ManifestFooter(json: json)
      if let name = footer.firstDifference(from: tally.finished) {
        throw RecordFault(.wrongValue, field: name)
      }
      return nil
    }
    let entry = try ManifestEntry(json: json)
    if entry.healthContext != nil, header.covered {
      throw RecordFault(.wrongValue, field: "healthContext")
    }
    try tally.add(entry)
    return entry
  }

  private static let lineEnd = [UInt8(ascii: "\n")]

  /// The failure that a fault on a line becomes.
  static func refusal(line: Int, _ text: String) -> Failure {
    Failure(
      .integrity,
      "manifest line \(line): \(text)",
      next: "scan again; a manifest is never repaired",
      reasons: ["manifest_invalid"]
    )
  }
}

extension RecordFault {
  /// What is wrong, without the position within the line that a record of one line repeats.
  fileprivate var refusal: String {
    var fault = self
    let position = fault.offset.map { "byte \($0): " } ?? ""
    fault.line = nil
    return position + fault.description
  }
}

extension ManifestFooter {
  /// The name of the first field that is not as in `other`; nil where both are equal.
  fileprivate func firstDifference(from other: ManifestFooter) -> String? {
    if entries != other.entries { return "entries" }
    if masked != other.masked { return "masked" }
    if clean != other.clean { return "clean" }
    if withheld != other.withheld { return "withheld" }
    if recorded != other.recorded { return "recorded" }
    if bytes != other.bytes { return "bytes" }
    return root == other.root ? nil : "root"
  }
}

/// Cuts bytes into lines; holds one chunk and one line.
private struct ManifestLines {
  private let source: ManifestReader.Source
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// The number of the line that was read last, from 1.
  private(set) var number = 0

  /// Reads from a source.
  init(source: @escaping ManifestReader.Source) {
    self.source = source
  }

  /// The next line without its end.
  /// - Throws: where no line is left, one does not end in a line feed, or one is too long.
  mutating func next() throws(Failure) -> [UInt8] {
    number += 1
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        guard end - position < ManifestReader.lineBytesMax else { throw tooLong }
        let line = Array(buffer[position..<end])
        position = end + 1
        return line
      }
      guard buffer.count - position < ManifestReader.lineBytesMax else { throw tooLong }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      let chunk = isAtEnd ? [] : try source()
      guard !chunk.isEmpty else {
        isAtEnd = true
        throw ManifestReader.refusal(
          line: number,
          "the manifest ends before its last line is complete"
        )
      }
      buffer.append(contentsOf: chunk)
    }
  }

  /// Checks that nothing follows.
  mutating func expectEnd() throws(Failure) {
    var hasMore = position < buffer.count
    if !hasMore, !isAtEnd { hasMore = try !source().isEmpty }
    guard !hasMore else {
      throw ManifestReader.refusal(line: number + 1, "bytes after the last line")
    }
    isAtEnd = true
  }

  /// The refusal of a line that is too long.
  private var tooLong: Failure {
    ManifestReader.refusal(
      line: number,
      "longer than the limit of \(ManifestReader.lineBytesMax) bytes"
    )
  }
}

/// A whole manifest in memory, verified.
package struct ManifestDocument: Sendable, Hashable {
  /// Line 1.
  package let header: ManifestHeader
  /// The entries in their order.
  package let entries: [ManifestEntry]
  /// The last line.
  package let footer: ManifestFooter
  /// SHA-256 of its bytes: what people approve.
  package let digest: Digest256

  /// Reads and verifies everything.
  /// - Throws: an integrity failure (`manifest_invalid`) with the line's number.
  package init(reading reader: ManifestReader) throws(Failure) {
    var reader = reader
    var entries: [ManifestEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    guard let result = reader.result else {
      throw Failure(.internalError, "a manifest that was read to its end has no footer")
    }
    header = reader.header
    self.entries = entries
    footer = result.footer
    digest = result.digest
  }
}
