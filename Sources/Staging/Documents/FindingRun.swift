package import Configuration
package import Detection
import Files
import Formats
import Glibc
import Manifest
import Masking
import Synchronization
package import Vocabulary

/// Receives what is found, document by document, each from front to back.
package protocol FindingSink: Sendable {
  /// Begins a document.
  ///
  /// - Parameters:
  ///   - member: the masked path inside the archive with `!/` at its end; empty where there is none.
  ///   - format: the format's name, as in a manifest.
  func begin(member: String, format: String)

  /// Takes the findings of the next stretch of the document.
  ///
  /// - Parameters:
  ///   - found: sorted, offsets from the beginning of the stretch; the last may end behind it.
  ///   - bodyBytes: bytes of the stretch.
  /// - Throws: to end the run.
  func take(_ found: [Finding], bodyBytes: Int) throws(Failure)
}

/// Finds identifiers in files by the readers of the nightly run, and changes nothing.
package struct FindingRun: Sendable {
  private let configuration: Configuration
  private let scanner: Scanner
  private let masker: Masker
  private let threads: Int
  private let allowed: AllowList?

  /// Prepares a run.
  ///
  /// `threads`: the calling one included.
  package init(
    configuration: Configuration,
    scanner: Scanner,
    threads: Int
  ) throws(Failure) {
    self.configuration = configuration
    self.scanner = scanner
    self.threads = max(1, threads)
    allowed = try configuration.allowed()
    masker = try configuration.masker(
      configuration.scan.profile,
      referenceYear: scanner.options.referenceYear
    )
  }

  /// Reads a file to its end.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading, a file or a pipe; taken over and closed.
  ///   - name: the file's name, which helps sniffing; empty where there is none.
  ///   - temporary: an existing private folder for what must be unpacked to a file.
  ///   - sink: receives findings, on the calling thread.
  /// - Returns: what could not be read, with the masked paths inside the archive.
  /// - Throws: what `sink` throws, and where there is no room to unpack.
  package func run(
    descriptor: Int32,
    name: [UInt8],
    temporary: String,
    sink: any FindingSink
  ) throws(Failure) -> [(member: String, withholding: Withholding)] {
    let work = try WorkFolder(try Folder(path: temporary))
    defer { work.remove() }
    let stop = StopFlag()
    let pool = ChunkPool(stop: stop)
    for _ in 0..<threads { pool.enter() }
    let result = Mutex<Result<[(member: String, withholding: Withholding)], Failure>>(.success([]))
    runWorkers(threads) { [self] index in
      let worker = ScanWorker(
        scanner: BlockScanner(scanner: scanner, masker: masker, allowed: allowed),
        pool: pool,
        chunkBytes: configuration.scan.chunkBytes,
        listing: sink
      )
      if index == 0 {
        do throws(ScanStop) {
          let withheld = try drive(descriptor, name, work, worker)
          result.withLock { $0 = .success(withheld) }
        } catch {
          switch error {
          case .withheld(let reason): result.withLock { $0 = .success([("", reason)]) }
          case .failed(let failure): result.withLock { $0 = .failure(failure) }
          }
        }
      }
      pool.help(&worker.scanner)
    }
    return try result.withLock { $0 }.get()
  }

  /// Reads and hands on everything, with the help of the pool.
  private func drive(
    _ descriptor: Int32,
    _ name: [UInt8],
    _ work: WorkFolder,
    _ worker: ScanWorker
  ) throws(ScanStop) -> [(member: String, withholding: Withholding)] {
    let bytes: any ArchiveBytes
    if FileFacts(descriptor: descriptor)?.isRegular == true,
      lseek(descriptor, 0, SEEK_CUR) == 0
    {
      do throws(Withholding) {
        bytes = FileBytes(file: try InputFile(owning: descriptor))
      } catch {
        throw .withheld(error)
      }
    } else {
      let source = PeekingSource(DescriptorSource(owning: descriptor))
      if let sniffed = try document(source, name, worker) {
        worker.listing?.begin(member: "", format: sniffed.format.rawValue)
        _ = try DocumentScan(source: source, sniffed: sniffed)
          .run(worker) { (_) throws(Failure) in }
        return []
      }
      let spool = Spool(work)
      try spool.fill(from: source)
      bytes = try stopping { () throws(Failure) in try spool.bytes() }
    }
    let content = ContentScan(
      work: work,
      configuration: configuration,
      worker: worker,
      packedBytes: bytes.count
    )
    var whole: [(member: String, withholding: Withholding)] = []
    do throws(ScanStop) {
      _ = try content.scan(bytes, name: name, prefix: "", depth: 0, sink: Discard())
    } catch {
      guard case .withheld(let withholding) = error else { throw error }
      whole = [("", withholding)]
    }
    return whole
      + content.members.compactMap { member in
        guard member.disposition == .withheld, let reason = member.reason else { return nil }
        return (member.path, Withholding(reason))
      }
  }

  /// What a stream is; nil for an archive, which must be there whole to be read.
  private func document(
    _ source: PeekingSource,
    _ name: [UInt8],
    _ worker: ScanWorker
  ) throws(ScanStop) -> SniffedFormat? {
    do throws(Withholding) {
      let head = try source.peek(sniffBytes)
      let sniffed = try sniff(
        head: head.span,
        isWhole: head.count < sniffBytes,
        name: name.span,
        masked: { text in worker.scanner.tagged(text) },
        naming: worker.scanner.naming
      )
      switch sniffed.format {
      case .zip, .tar, .gzip: return nil
      default: return sniffed
      }
    } catch {
      throw .withheld(error)
    }
  }
}

/// A pipe or terminal as bytes that are read once.
private final class DescriptorSource: ByteSource {
  /// What is read.
  private let descriptor: Int32

  /// Takes a descriptor over.
  init(owning descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    var piece = [UInt8](repeating: 0, count: min(count, 1 << 18))
    while true {
      let got = unsafe piece.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if got >= 0 {
        buffer.append(contentsOf: piece[..<got])
        return got
      }
      guard errno == EINTR else {
        throw Withholding(.unreadable, describe(errno))
      }
    }
  }
}

/// A sink that forgets.
final class Discard: ByteSink {
  func write(_ bytes: Span<UInt8>) throws(Failure) {}
  func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {}
}
