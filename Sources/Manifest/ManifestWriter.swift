package import Vocabulary

/// Writes a manifest line by line; holds one line at a time.
///
/// Entries must come in the byte order of `path`; counts, root and digest are computed on the way.
package struct ManifestWriter {
  /// Where the bytes go, in order, some lines at a time.
  package typealias Sink = (_ bytes: [UInt8]) throws(Failure) -> Void

  /// What a finished manifest is.
  package struct Result: Sendable, Hashable {
    /// The last line.
    package var footer: ManifestFooter
    /// SHA-256 of all bytes: what people approve.
    package var digest: Digest256
  }

  private let sink: Sink

  /// Starts a manifest and writes its header.
  package init(header: ManifestHeader, sink: @escaping Sink) throws(Failure) {
    self.sink = sink
  }

  /// Writes one entry.
  /// - Throws: an internal failure where the entry breaks a rule of the format (order, fields that
  ///   do not belong together): a bug in the caller; what the sink throws.
  package mutating func append(_ entry: ManifestEntry) throws(Failure) {
  }

  /// Writes the footer; call it once, last.
  package mutating func finish() throws(Failure) -> Result {
    throw Failure(.internalError, "not yet")
  }
}
