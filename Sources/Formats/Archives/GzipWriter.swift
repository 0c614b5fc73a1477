package import Vocabulary

/// Writes one gzip member: no name, time 0, operating system 255 (unknown).
package final class GzipWriter {
  /// Where the bytes go.
  private let sink: any ByteSink
  /// What compresses.
  private let deflater: Deflater

  /// Writes to `sink`, compressing on `threads`.
  package init(_ sink: any ByteSink, threads: any SideBySide = InOrder()) {
    self.sink = sink
    deflater = Deflater(.gzip, threads: threads)
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
