package import Vocabulary

/// Writes a tar (ustar, pax headers where needed): the same members always give the same bytes.
///
/// Owner 0 without names, time 0, mode 0644 or 0755. Each member is `begin`, any number of `write`,
/// `end`; then `finish` once.
package final class TarWriter {
  /// Writes to `sink`.
  package init(_ sink: any ByteSink) {}

  /// Begins a file, or writes a directory or hard link (which need no `write`, but `end`).
  ///
  /// - Parameters:
  ///   - member: path (masked, without trailing `/`), kind (`file`, `directory`, `hardLink`), exact
  ///     size, `isExecutable`.
  ///   - linkPath: the masked path of a hard link's target, as it was written before; else empty.
  package func begin(_ member: ArchiveMember, linkPath: [UInt8] = []) throws(Failure) {}

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {}

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {}

  /// Writes the end of the archive.
  package func finish() throws(Failure) {}
}
