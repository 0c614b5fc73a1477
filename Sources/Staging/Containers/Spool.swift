import Files
import Formats
import Vocabulary

/// Bytes that are written once and then read at any place: in memory while few, else in a file of
/// the private work folder, unlinked as soon as it is open.
final class Spool: ByteSink {
  /// Bytes kept in memory before a file is used.
  static let memoryBytesMax = 4 << 20

  private let work: WorkFolder
  private var memory: [UInt8] = []
  private var file: OutputFile?
  /// Bytes written until now.
  private(set) var byteCount: Int64 = 0

  /// An empty spool.
  init(_ work: WorkFolder) {
    self.work = work
  }

  func write(_ bytes: Span<UInt8>) throws(Failure) {
    try work.stop.check()
    byteCount += Int64(bytes.count)
    if let file {
      try file.write(bytes)
      return
    }
    memory.append(span: bytes)
    if memory.count > Self.memoryBytesMax {
      let file = try work.temporaryFile()
      let gathered = memory
      memory = []
      try file.write(gathered.span)
      self.file = file
    }
  }

  func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {
    if let file {
      try file.overwrite(at: offset, with: bytes)
      return
    }
    for index in bytes.indices { memory[Int(offset) + index] = bytes[index] }
  }

  /// Writes everything that `source` has.
  func fill(from source: any ByteSource) throws(ScanStop) {
    var buffer: [UInt8] = []
    while true {
      buffer.removeAll(keepingCapacity: true)
      let got: Int
      do throws(Withholding) {
        got = try source.read(into: &buffer, upTo: 256 << 10)
      } catch {
        throw .withheld(error)
      }
      if got == 0 { return }
      do throws(Failure) { try write(buffer.span) } catch { throw .failed(error) }
    }
  }

  /// Hands everything to `sink`, in pieces.
  func copy(to sink: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) {
    guard let file else {
      let all = memory
      try sink(all.span)
      return
    }
    try file.flush()
    var offset: Int64 = 0
    var buffer: [UInt8] = []
    while offset < byteCount {
      buffer.removeAll(keepingCapacity: true)
      let count = Int(min(1 << 20, byteCount - offset))
      try file.read(at: offset, into: &buffer, count: count)
      try sink(buffer.span)
      offset += Int64(count)
    }
  }

  /// The bytes as an open file, which the caller closes.
  func descriptor() throws(Failure) -> Int32 {
    let file: OutputFile
    if let known = self.file {
      file = known
    } else {
      file = try work.temporaryFile()
      let gathered = memory
      memory = []
      try file.write(gathered.span)
      self.file = file
    }
    try file.flush()
    let descriptor = file.duplicateDescriptor()
    guard descriptor >= 0 else {
      throw Failure(.outputFailed, "a spool cannot be opened again; nothing was staged")
    }
    return descriptor
  }

  /// The bytes as an archive that can be walked.
  func bytes() throws(Failure) -> any ArchiveBytes {
    guard let file else { return MemoryBytes(memory) }
    try file.flush()
    return SpooledBytes(try work.reopen(file), count: byteCount)
  }
}

/// Spooled bytes in a file.
private struct SpooledBytes: ArchiveBytes {
  private let file: InputFile
  let count: Int64

  /// Reads a spool's file.
  init(_ file: InputFile, count: Int64) {
    self.file = file
    self.count = count
  }

  func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    try file.read(at: offset, into: &buffer, count: count)
  }
}

/// A landing zone's file as bytes that can be read at any place.
struct FileBytes: ArchiveBytes {
  /// The file.
  let file: InputFile

  var count: Int64 { file.facts.bytes }

  func read(at offset: Int64, into buffer: inout [UInt8], count: Int) throws(Withholding) {
    try file.read(at: offset, into: &buffer, count: count)
  }
}
