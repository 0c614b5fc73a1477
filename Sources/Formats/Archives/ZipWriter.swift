package import Vocabulary

/// Writes a zip: the same members always give the same bytes.
///
/// No times, owners, comments, extra fields (but zip64) and data descriptors. Each member is
/// `begin`, any number of `write`, `end`; then `finish` once.
package final class ZipWriter {
  /// Writes to `sink`, whose first byte is the archive's first.
  package init(_ sink: any ByteSink) {}

  /// Begins a file, or writes a directory (which needs no `write`, but `end`).
  ///
  /// - Parameters:
  ///   - member: path (masked, without trailing `/`), kind (`file` or `directory`), exact size,
  ///     `isExecutable`, `isDeflated`.
  package func begin(_ member: ArchiveMember) throws(Failure) {}

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {}

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {}

  /// Writes the central directory and the end record.
  package func finish() throws(Failure) {}
}
