import Formats
import Manifest
import Vocabulary

/// Compressed streams: one file, or a tar.
extension ContentScan {
  /// Scans the stream in a gzip file: a tar's members, or the one file.
  func scanGzip(
    _ source: PeekingSource,
    name: [UInt8],
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let head: [UInt8]
    let stream: GzipStream
    do throws(Withholding) {
      head = try source.peek(GzipStream.headBytes)
      stream = try GzipStream(source, budget: budget)
    } catch {
      throw .withheld(error)
    }
    let inner = innerName(name, suffixes: [(".gz", ""), (".tgz", ".tar")])
    let output = Spool(work)
    var result = try scanStream(stream, name: inner, prefix: prefix, depth: depth, output: output)
    result.format = .gzip
    if GzipStream.holdsOtherText(head, besides: inner) { result.isMasked = true }
    try stopping { () throws(Failure) in
      let writer = GzipWriter(sink, threads: worker.threads)
      try output.copy { (bytes) throws(Failure) in try writer.write(bytes) }
      try writer.finish()
    }
    return result
  }

  /// Scans the stream in a zstd file: a tar's members, or the one file.
  func scanZstd(
    _ bytes: any ArchiveBytes,
    name: [UInt8],
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let stream: ZstdStream
    do throws(Withholding) { stream = try ZstdStream(bytes, budget: budget) } catch {
      throw .withheld(error)
    }
    let inner = innerName(name, suffixes: [(".zst", ""), (".zstd", ""), (".tzst", ".tar")])
    let output = Spool(work)
    var result = try scanStream(stream, name: inner, prefix: prefix, depth: depth, output: output)
    result.format = .zstd
    if stream.holdsOtherText { result.isMasked = true }
    try stopping { () throws(Failure) in
      let writer = try ZstdWriter(sink)
      try output.copy { (bytes) throws(Failure) in try writer.write(bytes) }
      try writer.finish()
    }
    return result
  }

  /// Scans an unpacked stream.
  func scanStream(
    _ stream: any ByteSource,
    name: [UInt8],
    prefix: String,
    depth: Int,
    output: Spool
  ) throws(ScanStop) -> ContentResult {
    let inner = Spool(work)
    try inner.fill(from: stream)
    let bytes = try stopping { () throws(Failure) in try inner.bytes() }
    var result: ContentResult
    if isTar(bytes) {
      result = try scanTar(
        PeekingSource(SequentialBytes(bytes)),
        prefix: prefix,
        depth: depth,
        sink: output
      )
    } else {
      result = try scanMember(bytes, path: name, prefix: prefix, depth: depth, output: output)
    }
    result.kind = .archive
    return result
  }

  /// The name of what a compressed file holds: its own without the suffix.
  func innerName(_ name: [UInt8], suffixes: [(String, String)]) -> [UInt8] {
    for (suffix, other) in suffixes
    where name.count > suffix.utf8.count
      && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    {
      return name.dropLast(suffix.utf8.count) + Array(other.utf8)
    }
    return name
  }
}
