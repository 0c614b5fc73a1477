package import Vocabulary

/// Writes one gzip member: no name, time 0, operating system 255 (unknown), level 6.
package final class GzipWriter {
  /// Where the bytes go.
  private let sink: any ByteSink
  /// zlib.
  private let deflater: Deflater

  /// Writes to `sink`.
  package init(_ sink: any ByteSink) throws(Failure) {
    self.sink = sink
    deflater = try Deflater(.gzip)
  }

  /// Content.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    try deflater.write(bytes, to: sink)
  }

  /// Ends the stream.
  package func finish() throws(Failure) {
    try deflater.finish(to: sink)
  }
}
