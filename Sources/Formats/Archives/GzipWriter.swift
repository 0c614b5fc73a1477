package import Vocabulary

/// Writes one gzip member: no name, time 0, operating system 255 (unknown), level 6.
package final class GzipWriter {
  /// Writes to `sink`.
  package init(_ sink: any ByteSink) throws(Failure) {}

  /// Content.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {}

  /// Ends the stream.
  package func finish() throws(Failure) {}
}
