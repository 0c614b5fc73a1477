import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A file descriptor that closes itself.
package struct OpenFile: ~Copyable {
  /// The descriptor.
  package let number: Int32

  /// Takes a descriptor over.
  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}

/// The few system calls of the gate, gathered here.
///
/// Paths below a folder are opened component by component with O_NOFOLLOW from an open descriptor:
/// no link is ever followed and nothing outside is ever reached, on kernels without openat2, too.
package enum SystemFiles {
  /// The system's words for an error number.
  static func words(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }

  /// Opens a folder by path; links in the path are followed (the caller trusts the path).
  package static func openFolder(_ path: String) throws(Failure) -> OpenFile {
    let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else {
      throw Failure(.usage, "cannot open a folder: \(words(errno))", path: path)
    }
    return OpenFile(number)
  }

  /// Opens a regular file below a folder for reading.
  ///
  /// `components`: names, none of them empty, `.`, `..` or with a slash or NUL. `isFolder`: whether
  /// the last one is a folder. Returns: nil where nothing is there. Throws: `stage_unsafe` for
  /// links, devices, pipes and names that are not allowed.
  package static func openBelow(
    _ folder: borrowing OpenFile,
    _ components: [[UInt8]],
    isFolder: Bool = false
  ) throws(Failure) -> OpenFile? {
    guard !components.isEmpty, components.allSatisfy(isSafeName) else {
      throw .refusal(.stageUnsafe, "a path that leaves the stage")
    }
    var current = dup(folder.number)
    guard current >= 0 else { throw Failure(.internalError, words(errno)) }
    for (index, name) in components.enumerated() {
      let isLast = index == components.count - 1
      let kind = !isLast || isFolder ? O_DIRECTORY : O_NONBLOCK | O_NOCTTY
      let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | kind
      let next = unsafe withName(name) { unsafe openat(current, $0, flags) }
      let code = errno
      close(current)
      guard next >= 0 else {
        if code == ENOENT { return nil }
        throw .refusal(.stageUnsafe, words(code))
      }
      current = next
    }
    let file = OpenFile(current)
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else {
      throw .refusal(.stageUnsafe, words(errno))
    }
    guard isFolder || status.st_mode & S_IFMT == S_IFREG else {
      throw .refusal(.stageUnsafe, "not a regular file")
    }
    return file
  }

  /// Whether a name is one component and no more.
  static func isSafeName(_ name: [UInt8]) -> Bool {
    !name.isEmpty && name.count <= 255 && name != [0x2E] && name != [0x2E, 0x2E]
      && !name.contains(0x2F) && !name.contains(0)
  }

  /// Calls with a name that ends in NUL.
  static func withName<Result>(
    _ name: [UInt8],
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    let ended = name.map { CChar(bitPattern: $0) } + [0]
    return try unsafe ended.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return try unsafe body(base)
    }
  }

  /// Size of an open file in bytes.
  package static func size(_ file: borrowing OpenFile) throws(Failure) -> Int64 {
    var status = stat()
    guard unsafe fstat(file.number, &status) == 0 else {
      throw Failure(.temporary, "cannot look at a file: \(words(errno))")
    }
    return Int64(status.st_size)
  }

  /// Reads up to so many bytes; empty at the end.
  static func read(_ descriptor: Int32, max: Int) throws(Failure) -> [UInt8] {
    while true {
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max) { buffer, used in
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, max)
        used = Swift.max(0, count)
      }
      if count >= 0 { return bytes }
      guard errno == EINTR else {
        throw Failure(.temporary, "cannot read a file: \(words(errno))")
      }
    }
  }

  /// Reads an open file to its end.
  /// - Throws: exit 5 where it has more than `bytesMax`.
  package static func readAll(
    _ file: borrowing OpenFile,
    bytesMax: Int,
    path: String
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try read(file.number, max: min(1 << 20, bytesMax + 1))
      if piece.isEmpty { return bytes }
      bytes += piece
      guard bytes.count <= bytesMax else {
        throw Failure(.integrity, "a file is larger than \(bytesMax) bytes", path: path)
      }
    }
  }

  /// Reads a file by path, not through a link; nil where nothing is there.
  package static func readFile(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8]? {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard number >= 0 else {
      if errno == ENOENT { return nil }
      throw Failure(.usage, "cannot open a file: \(words(errno))", path: path)
    }
    let file = OpenFile(number)
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "not a regular file", path: path)
    }
    return try readAll(file, bytesMax: bytesMax, path: path)
  }

  /// Writes every byte to a descriptor.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if count < 0, errno != EINTR {
        throw Failure(.outputFailed, "cannot write a file: \(words(errno)), nothing was released")
      }
    }
  }

  /// Writes a file whole or not at all: beside its place, synced, renamed.
  package static func writeFile(
    _ path: String,
    _ bytes: [UInt8],
    mode: UInt32 = 0o644
  ) throws(Failure) {
    let draft = "\(path).\(Randomness.bytes(6).lowercaseHex).part"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = unsafe open(draft, flags, mode)
    guard number >= 0 else {
      throw Failure(.outputFailed, "cannot create a file: \(words(errno))", path: path)
    }
    let file = OpenFile(number)
    do throws(Failure) {
      try writeAll(bytes, to: file.number)
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
    guard fsync(file.number) == 0, unsafe rename(draft, path) == 0 else {
      let code = errno
      _ = unsafe unlink(draft)
      throw Failure(.outputFailed, "cannot write a file: \(words(code))", path: path)
    }
  }

  /// Makes a folder with its parents; one that is there is left as it is.
  package static func makeFolders(_ path: String, mode: UInt32 = 0o700) throws(Failure) {
    var current = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      current += "/" + part
      guard unsafe mkdir(current, mode) == 0 || errno == EEXIST else {
        throw Failure(.outputFailed, "cannot make a folder: \(words(errno))", path: current)
      }
    }
  }

  /// Whether something is at a path, a link not followed.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// The path without links, `.` and `..`; nil where nothing is there.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Refuses a file or folder that group or others can write, or that belongs to a third user.
  /// - Throws: `unsafe_permissions`.
  package static func checkOwned(_ path: String) throws(Failure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw Failure(.usage, "cannot look at a file: \(words(errno))", path: path)
    }
    guard status.st_mode & 0o022 == 0 else {
      throw .refusal(
        .unsafePermissions,
        "mode 0\(String(status.st_mode & 0o777, radix: 8))",
        path: path,
        next: "chmod go-w, after looking who wrote it"
      )
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw .refusal(
        .unsafePermissions,
        "it belongs to user \(status.st_uid), not to \(geteuid())",
        path: path
      )
    }
  }

  /// The names in an open folder, sorted by their bytes, without `.` and `..`.
  static func names(_ folder: borrowing OpenFile) throws(Failure) -> [[UInt8]] {
    let copy = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let directory = unsafe fdopendir(copy) else {
      throw Failure(.temporary, "cannot read a folder: \(words(errno))")
    }
    defer { unsafe closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe Array(raw.prefix { $0 != 0 })
      }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
    guard errno == 0 else {
      throw Failure(.temporary, "cannot read a folder: \(words(errno))")
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// What stands under a name in an open folder: its type bits; nil where nothing does.
  static func kind(_ folder: borrowing OpenFile, _ name: [UInt8]) -> mode_t? {
    var status = stat()
    let result = unsafe withName(name) {
      unsafe fstatat(folder.number, $0, &status, AT_SYMLINK_NOFOLLOW)
    }
    return result == 0 ? status.st_mode & S_IFMT : nil
  }
}

extension SystemFiles {
  /// Removes a file; one that is not there is no error.
  static func remove(_ path: String) throws(Failure) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw Failure(.outputFailed, "cannot remove a file: \(words(errno))", path: path)
    }
  }
}

extension SystemFiles {
  /// The user whom something belongs to; nil where nothing is.
  package static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_uid : nil
  }
}
