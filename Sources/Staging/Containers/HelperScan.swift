import Configuration
import Files
import Formats
import Glibc
import Vocabulary

/// What the helper process unpacks and packs.
extension ContentScan {
  /// Scans a stream of bzip2, xz or lz4: a tar's members, or the one file.
  func scanPacked(
    _ bytes: any ArchiveBytes,
    _ format: FormatName,
    name: [UInt8],
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let reading: HelperTask
    let writing: HelperTask
    let suffixes: [(String, String)]
    switch format {
    case .bzip2:
      (reading, writing) = (.readBzip2, .writeBzip2)
      suffixes = [(".bz2", ""), (".tbz2", ".tar"), (".tbz", ".tar")]
    case .xz:
      (reading, writing) = (.readXZ, .writeXZ)
      suffixes = [(".xz", ""), (".txz", ".tar")]
    default:
      (reading, writing) = (.readLZ4, .writeLZ4)
      suffixes = [(".lz4", ""), (".tlz4", ".tar")]
    }
    let stream = HelperStream(
      try helper(reading, copyOf: bytes),
      packedBytes: bytes.count,
      budget: budget
    )
    let output = Spool(work)
    let inner = innerName(name, suffixes: suffixes)
    var result = try scanStream(stream, name: inner, prefix: prefix, depth: depth, output: output)
    result.format = format
    if stream.holdsOtherText { result.isMasked = true }
    if worker.listing == nil { _ = try pack(output, writing, sink) }
    return result
  }

  /// Scans a 7z's members and rebuilds it.
  func scanSevenZip(
    _ bytes: any ArchiveBytes,
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    do throws(Withholding) { try SevenZipWalk.check(bytes) } catch { throw .withheld(error) }
    let walk = SevenZipWalk(
      try helper(.readSevenZip, copyOf: bytes),
      packedBytes: bytes.count,
      budget: budget
    )
    let contents = Spool(work)
    var stop: ScanStop?
    let writer = SevenZipWriter(sink, contents: contents) { (sink) throws(Failure) in
      if self.worker.listing != nil { return 0 }
      do throws(ScanStop) {
        return try self.pack(contents, .writeLZMA2, sink)
      } catch {
        stop = error
        throw Failure(.outputFailed, "a copy cannot be compressed")
      }
    }
    do throws(ScanStop) {
      return try scanMembers(walk, writer, format: .sevenZip, prefix: prefix, depth: depth)
    } catch {
      throw stop ?? error
    }
  }

  /// What the helper process answers to a copy of `bytes`, which nobody can change any more.
  private func helper(
    _ task: HelperTask,
    copyOf bytes: any ArchiveBytes
  ) throws(ScanStop) -> HelperSource {
    let copy = Spool(work)
    try copy.fill(from: SequentialBytes(bytes))
    let input = try stopping { () throws(Failure) in try copy.descriptor() }
    defer { close(input) }
    do throws(Withholding) {
      return HelperSource(
        try HelperProcess(task, input: input, bytes: bytes.count, limits: budget.limits)
      )
    } catch {
      throw .withheld(error)
    }
  }

  /// Compresses a spool into `sink`.
  ///
  /// - Returns: how many bytes were written.
  private func pack(
    _ content: Spool,
    _ task: HelperTask,
    _ sink: any ByteSink
  ) throws(ScanStop) -> Int64 {
    let input = try stopping { () throws(Failure) in try content.descriptor() }
    defer { close(input) }
    var total: Int64 = 0
    var buffer: [UInt8] = []
    let helper: HelperProcess
    do throws(Withholding) {
      helper = try HelperProcess(
        task,
        input: input,
        bytes: content.byteCount,
        limits: budget.limits
      )
    } catch {
      throw .withheld(error)
    }
    while true {
      buffer.removeAll(keepingCapacity: true)
      do throws(Withholding) {
        if try helper.read(into: &buffer, upTo: 64 << 10) == 0 { return total }
      } catch {
        throw .withheld(error)
      }
      total += Int64(buffer.count)
      try stopping { () throws(Failure) in try sink.write(buffer.span) }
    }
  }
}

/// The helper process as a source.
private final class HelperSource: ByteSource {
  private let process: HelperProcess

  /// Reads what a process writes.
  init(_ process: HelperProcess) {
    self.process = process
  }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    try process.read(into: &buffer, upTo: count)
  }
}
