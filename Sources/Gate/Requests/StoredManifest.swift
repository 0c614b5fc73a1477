import Files
package import Manifest
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A manifest in an open file, read an entry at a time and as often as is needed; or one whose bytes
/// somebody has received.
///
/// Nothing here keeps others from writing to the file. What a reading led to counts only once it has
/// come to its end with the digest that was expected; a file is never held in memory.
package final class StoredManifest {
  /// Bytes of a manifest that are read at most.
  package static let bytesMax: Int64 = 16 << 30
  /// Bytes read at a time.
  private static let pieceBytes = 256 << 10

  /// Where the bytes are.
  private enum Source: ~Copyable {
    /// In an open file.
    case file(OpenFile)
    /// Here, as somebody sent them.
    case bytes([UInt8])
  }

  /// Where the bytes are.
  private let source: Source
  /// The file's path, for messages.
  private let path: String

  /// Takes an open file over.
  init(_ file: consuming OpenFile, path: String) {
    source = .file(file)
    self.path = path
  }

  /// Takes bytes that were received, and whose number is bounded there.
  package init(_ bytes: [UInt8]) {
    source = .bytes(bytes)
    path = "manifest.jsonl"
  }

  /// A reader from the first byte on.
  /// - Throws: `manifest_invalid`, exit 75 where the file cannot be read.
  package func reader() throws(Failure) -> ManifestReader {
    var offset: Int64 = 0
    return try ManifestReader { () throws(Failure) in
      let piece = try self.piece(at: offset)
      offset += Int64(piece.count)
      return piece
    }
  }

  /// What one reading of the whole came to: all of it the same bytes.
  struct Reading {
    /// Line 1.
    let header: ManifestHeader
    /// The last line.
    let footer: ManifestFooter
    /// SHA-256 of the bytes.
    let digest: Digest256

    /// What a reader knows at its end.
    /// - Throws: `manifest_mismatch`.
    init(_ reader: ManifestReader, expecting expected: Digest256?) throws(Failure) {
      guard let result = reader.result else { throw .refusal(.manifestInvalid, "no footer") }
      guard expected == nil || expected == result.digest else {
        throw .refusal(.manifestMismatch)
      }
      header = reader.header
      footer = result.footer
      digest = result.digest
    }
  }

  /// Reads every entry.
  /// - Parameters:
  ///   - expected: the digest that the bytes must have; nil: whatever they have.
  ///   - body: is given every entry before it is known whether the manifest holds.
  /// - Returns: header, last line and digest.
  /// - Throws: `manifest_invalid`, `manifest_mismatch`, what `body` throws.
  @discardableResult
  func read(
    expecting expected: Digest256?,
    _ body: (ManifestEntry) throws(Failure) -> Void
  ) throws(Failure) -> Reading {
    try judged(expecting: expected) { () throws(Failure) in
      var reader = try self.reader()
      while let entry = try reader.next() { try body(entry) }
      return try Reading(reader, expecting: expected)
    }
  }

  /// Reads in some way; of a manifest with another digest, that comes first, whatever its form.
  /// - Throws: `manifest_mismatch` instead of `manifest_invalid` where the bytes are other ones.
  func judged(
    expecting expected: Digest256?,
    _ body: () throws(Failure) -> Reading
  ) throws(Failure) -> Reading {
    do throws(Failure) {
      return try body()
    } catch {
      if let expected, error.reasons.first == RefusalCode.manifestInvalid.rawValue {
        try copy(expecting: expected) { (_) throws(Failure) in }
      }
      throw error
    }
  }

  /// Copies the bytes.
  /// - Parameters:
  ///   - expected: the digest that they must have.
  ///   - sink: takes the next bytes.
  /// - Returns: how many there were.
  /// - Throws: `manifest_mismatch`, what `sink` throws.
  @discardableResult
  func copy(
    expecting expected: Digest256,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Int64 {
    var hash = Hasher256()
    var offset: Int64 = 0
    while true {
      let piece = try piece(at: offset)
      guard !piece.isEmpty else { break }
      offset += Int64(piece.count)
      hash.update(piece)
      try sink(piece)
    }
    guard hash.finish() == expected else { throw .refusal(.manifestMismatch) }
    return offset
  }

  /// The bytes at an offset; empty at the end.
  private func piece(at offset: Int64) throws(Failure) -> [UInt8] {
    guard offset <= Self.bytesMax else {
      throw .refusal(.manifestInvalid, "more than \(Self.bytesMax) bytes", path: path)
    }
    let number: Int32
    switch source {
    case .file(let file): number = file.number
    case .bytes(let bytes):
      let start = min(Int(offset), bytes.count)
      return Array(bytes[start..<min(start + Self.pieceBytes, bytes.count)])
    }
    while true {
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, used in
        count = unsafe pread(number, buffer.baseAddress, Self.pieceBytes, off_t(offset))
        used = max(0, count)
      }
      if count >= 0 { return bytes }
      guard errno == EINTR else {
        throw Failure(.temporary, "cannot read the manifest: \(describe(errno))", path: path)
      }
    }
  }
}
