import Glibc
package import Vocabulary

/// Small files read whole and created whole.
package enum SmallFile {
  /// Reads a regular file.
  /// - Parameters:
  ///   - path: not a link.
  ///   - bytesMax: larger files are refused.
  /// - Returns: the whole content.
  /// - Throws: exit 2 where it cannot be read.
  package static func read(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = unsafe open(path, flags)
    guard descriptor >= 0 else {
      throw Failure(.input(errno), "cannot open a file: \(describe(errno))", path: path)
    }
    defer { close(descriptor) }
    return try readAll(descriptor, bytesMax: bytesMax, path: path)
  }

  /// Creates a file that appears whole or not at all, and syncs it and its folder.
  /// - Returns: false where a file of that name is there already; it is left as it is.
  /// - Throws: exit 74 where it cannot be written; nothing half-written stays.
  package static func create(
    _ path: String,
    _ bytes: [UInt8],
    in folder: String
  ) throws(Failure) -> Bool {
    let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).draft"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(draft, flags, 0o644)
    guard descriptor >= 0 else {
      throw Failure(.outputFailed, "cannot create a file: \(describe(errno))", path: path)
    }
    defer {
      close(descriptor)
      _ = unsafe unlink(draft)
    }
    try writeAll(bytes, to: descriptor)
    guard fsync(descriptor) == 0 else {
      throw Failure(.outputFailed, "cannot write a file: \(describe(errno))", path: path)
    }
    guard unsafe link(draft, path) == 0 else {
      if errno == EEXIST { return false }
      throw Failure(.outputFailed, "cannot name a file: \(describe(errno))", path: path)
    }
    sync(folder: folder)
    return true
  }

  /// Makes an empty file of mode 0600 where nothing is yet.
  /// - Returns: false where something is there already.
  /// - Throws: exit 74 where it cannot be made.
  package static func reserve(_ path: String) throws(Failure) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw Failure(.outputFailed, "cannot create a file: \(describe(errno))", path: path)
    }
    close(descriptor)
    return true
  }

  /// Brings a folder's names to the disk; a file system that cannot is not an error.
  package static func sync(folder: String) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Reads a file that need not be there; a link to it is followed, as for a configured path.
  /// - Parameters:
  ///   - path: a path that a person configured or named.
  ///   - bytesMax: larger files are refused.
  /// - Returns: the whole content; nil where nothing is there.
  /// - Throws: exit 2 where it is no regular file or cannot be read, exit 5 where it is larger.
  package static func readIfThere(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(.input(errno), "cannot open a file: \(describe(errno))", path: path)
    }
    defer { close(descriptor) }
    guard let facts = FileFacts(descriptor: descriptor) else {
      throw Failure(.input(errno), "cannot look at a file: \(describe(errno))", path: path)
    }
    guard facts.isRegular else {
      throw Failure(.usage, "not a regular file", path: path)
    }
    return try readAll(descriptor, bytesMax: bytesMax, path: path)
  }

  /// Reads an open file from where it stands to its end.
  /// - Throws: exit 5 where it has more than `bytesMax` bytes, exit 75 where it cannot be read.
  package static func readAll(
    _ descriptor: Int32,
    bytesMax: Int,
    path: String
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try readPiece(descriptor, max: min(1 << 20, bytesMax + 1))
      if piece.isEmpty { return bytes }
      bytes += piece
      guard bytes.count <= bytesMax else {
        throw Failure(.integrity, "a file is larger than \(bytesMax) bytes", path: path)
      }
    }
  }

  /// Reads up to so many bytes; empty at the end.
  package static func readPiece(_ descriptor: Int32, max: Int) throws(Failure) -> [UInt8] {
    while true {
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max) { buffer, used in
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, max)
        used = Swift.max(0, count)
      }
      if count >= 0 { return bytes }
      guard errno == EINTR else {
        throw Failure(.temporary, "cannot read a file: \(describe(errno))")
      }
    }
  }

  /// Writes every byte to a descriptor.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if count < 0, errno != EINTR {
        throw Failure(.outputFailed, "cannot write a file: \(describe(errno))")
      }
    }
  }

  /// Writes a file whole or not at all, over one that is there: beside its place, synced, renamed.
  /// - Throws: exit 74 where it cannot be written; nothing half-written stays.
  package static func replace(
    _ path: String,
    _ bytes: [UInt8],
    mode: UInt32 = 0o644
  ) throws(Failure) {
    try replace(path, mode: mode) { (write) throws(Failure) in try write(bytes) }
  }

  /// The same for a file that is written piece by piece.
  /// - Parameters:
  ///   - path: where it will be.
  ///   - mode: its permissions, less the umask.
  ///   - body: is given what takes the next bytes.
  /// - Throws: what `body` throws, exit 74; nothing half-written stays.
  package static func replace(
    _ path: String,
    mode: UInt32 = 0o644,
    _ body: (_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(draft, flags, mode)
    guard descriptor >= 0 else {
      throw Failure(.outputFailed, "cannot create a file: \(describe(errno))", path: path)
    }
    defer { close(descriptor) }
    do throws(Failure) {
      try body { (bytes) throws(Failure) in try writeAll(bytes, to: descriptor) }
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
    guard fsync(descriptor) == 0, unsafe rename(draft, path) == 0 else {
      let code = errno
      _ = unsafe unlink(draft)
      throw Failure(.outputFailed, "cannot write a file: \(describe(code))", path: path)
    }
    sync(folder: parent(of: path))
  }

  /// The folder of a path.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
