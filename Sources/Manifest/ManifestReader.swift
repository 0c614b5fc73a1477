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
  package static let lineBytesMax = 1 << 20

  /// Line 1.
  package let header: ManifestHeader
  /// The last line and the digest of everything read; nil until `next()` has returned nil.
  package private(set) var result: ManifestWriter.Result?

  /// Starts reading and reads the header.
  /// - Throws: an integrity failure (`manifest_invalid`) with the line's number.
  package init(source: @escaping Source) throws(Failure) {
    throw Failure(.integrity, "not yet")
  }

  /// Reads a manifest that is in memory.
  package init(bytes: [UInt8]) throws(Failure) {
    throw Failure(.integrity, "not yet")
  }

  /// Reads a manifest from an open descriptor, from its current offset to the end.
  ///
  /// The descriptor stays open and must outlive the reader.
  package init(descriptor: Int32) throws(Failure) {
    throw Failure(.integrity, "not yet")
  }

  /// The next entry; nil after the last, when footer and root have been verified.
  /// - Throws: an integrity failure (`manifest_invalid`) with the line's number and the field's name.
  package mutating func next() throws(Failure) -> ManifestEntry? {
    nil
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
    throw Failure(.integrity, "not yet")
  }
}
