import CPlatform
import Glibc
package import Vocabulary

/// What the helper process can do.
package enum HelperTask: String, Sendable {
  case readXZ = "read-xz"
  case readBzip2 = "read-bzip2"
  case readLZ4 = "read-lz4"
  case readSevenZip = "read-7z"
  case writeXZ = "write-xz"
  case writeLZMA2 = "write-lzma2"
  case writeBzip2 = "write-bzip2"
  case writeLZ4 = "write-lz4"

  /// Whether it makes a container instead of reading one.
  package var writes: Bool {
    switch self {
    case .readXZ, .readBzip2, .readLZ4, .readSevenZip: false
    case .writeXZ, .writeLZMA2, .writeBzip2, .writeLZ4: true
    }
  }
}

/// A process of `phigate-reader`, which runs other people's decompressors under limits of its own.
///
/// One thread owns it. It is killed where its owner loses interest.
package final class HelperProcess {
  /// The program beside the one that runs.
  static let program: String? = {
    let bytesMax = 4_096
    var path = [CChar](repeating: 0, count: bytesMax)
    let count = unsafe readlink("/proc/self/exe", &path, bytesMax)
    guard count > 0, count < bytesMax else { return nil }
    let own = String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let slash = own.lastIndex(of: "/") else { return nil }
    return own[...slash] + "phigate-reader"
  }()

  /// Its number; nil once it has ended.
  private var process: Int32?
  /// Our end of its output.
  private let output: Int32

  /// Starts a process.
  ///
  /// - Parameters:
  ///   - task: what it is to do.
  ///   - input: an open regular file, read from its first byte; stays open.
  ///   - bytes: its size, from which its seconds follow.
  ///   - limits: those that hold.
  /// - Throws: `reader-crashed` where it cannot be started.
  package init(
    _ task: HelperTask,
    input: Int32,
    bytes: Int64,
    limits: Limits
  ) throws(Withholding) {
    let rate = Int64(task.writes ? limits.packSecondsAGiB : limits.readSecondsAGiB)
    let least = Int64(task.writes ? limits.packSecondsMin : limits.readSecondsMin)
    let seconds = max(least, (bytes >> 20) * rate >> 10)
    guard let program = Self.program else {
      throw Withholding(.readerCrashed, "nobody knows where phigate-reader is")
    }
    var (number, pipe): (Int32, Int32) = (0, -1)
    _ = lseek(input, 0, SEEK_SET)
    let code = unsafe phigate_start_helper(
      program,
      task.rawValue,
      "\(seconds)",
      input,
      &number,
      &pipe
    )
    guard code == 0 else {
      throw Withholding(.readerCrashed, "phigate-reader cannot be started (errno \(code))")
    }
    process = number
    output = pipe
  }

  deinit {
    close(output)
    if let process { _ = phigate_end_helper(process, 1) }
  }

  /// Appends the next bytes of its output.
  ///
  /// - Returns: how many there are; 0 where it has ended as it should.
  /// - Throws: `limit-time` where it ran out of seconds, `reader-crashed` where it ended otherwise.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    var got = -1
    repeat {
      got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(output, bytes.baseAddress?.advanced(by: start), count)
      }
    } while got < 0 && errno == EINTR
    buffer.removeLast(count - max(0, got))
    if got > 0 { return got }
    guard let process else { return 0 }
    self.process = nil
    switch phigate_end_helper(process, got < 0 ? 1 : 0) {
    case 0: return 0
    case -SIGXCPU: throw Withholding(.limitTime, "the reader ran out of seconds")
    case let code where code < 0:
      throw Withholding(.readerCrashed, "the reader was ended by signal \(-code)")
    case let code: throw Withholding(.readerCrashed, "the reader ended with \(code)")
    }
  }
}
