import Files
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Reads a file or standard input line by line.
struct LineReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// Opens a file; `-` is standard input.
  init(path: String) throws(Failure) {
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        .input(errno),
        "cannot open the file: \(describe(errno)); nothing was scanned",
        path: path
      )
    }
  }

  /// The next line without its end; nil at the end of the input.
  mutating func nextLine() throws(Failure) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = Array(buffer[start..<end])
        start = end + 1
        return line
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        let line = Array(buffer[start...])
        start = buffer.count
        return line
      }
      if start > 0 {
        searched -= start
        buffer.removeFirst(start)
        start = 0
      }
      try fill()
    }
  }

  /// Reads once.
  private mutating func fill() throws(Failure) {
    let before = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress?.advanced(by: before), Self.chunkBytes)
      }
      if count < 0, errno == EINTR { continue }
      buffer.removeLast(Self.chunkBytes - max(0, count))
      guard count >= 0 else {
        throw Failure(.input(errno), "cannot read input: errno \(errno); nothing more was scanned")
      }
      isAtEnd = count == 0
      return
    }
  }

  /// Bytes asked for at once.
  private static let chunkBytes = 1 << 18
}
