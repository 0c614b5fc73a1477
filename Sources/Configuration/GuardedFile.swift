import Glibc
import Vocabulary

/// A small file that only its owner may change, read through one descriptor.
struct GuardedFile {
  /// What the permissions must be.
  enum Secrecy {
    /// Group and others may read, but write neither the file nor its folder.
    case writtenByOwner
    /// Only the owner may do anything, and is the user who runs.
    case readByOwner
  }

  /// The absolute path, every link resolved.
  let path: String
  /// The contents.
  let bytes: [UInt8]

  /// Opens, checks and reads a file.
  /// - Parameters:
  ///   - path: absolute or relative to the working folder.
  ///   - what: what it is, for messages.
  ///   - bytesMax: how large it may be.
  ///   - secrecy: who may do what with it.
  /// - Throws: a usage failure that names the rule.
  init(path: String, what: String, bytesMax: Int, secrecy: Secrecy) throws(Failure) {
    guard let resolved = GuardedFile.resolve(path) else {
      throw Failure(.input(errno), "cannot open \(what): \(GuardedFile.lastError)", path: path)
    }
    let descriptor = unsafe open(resolved, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Failure(.input(errno), "cannot open \(what): \(GuardedFile.lastError)", path: resolved)
    }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw Failure(
        .input(errno),
        "cannot look at \(what): \(GuardedFile.lastError)",
        path: resolved
      )
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "\(what) is not a regular file", path: resolved)
    }
    try GuardedFile.check(status, what: what, path: resolved, secrecy: secrecy)
    self.path = resolved
    bytes = try GuardedFile.read(descriptor, what: what, path: resolved, bytesMax: bytesMax)
  }

  /// Whether something is at a path, even where it cannot be opened.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 || errno != ENOENT && errno != ENOTDIR
  }

  /// The folder of an absolute path.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else {
      return "/"
    }
    return String(path[..<slash])
  }

  /// A path made absolute against the working folder, without looking whether it is there.
  static func absolute(_ path: String) throws(Failure) -> String {
    guard !path.isEmpty else { throw Failure(.usage, "the path of the state folder is empty") }
    if path.hasPrefix("/") { return path }
    guard let working = resolve(".") else {
      throw Failure(.input(errno), "cannot find the working folder: \(lastError)")
    }
    return working + "/" + path
  }

  /// Checks owner and permissions of a file and its folder.
  private static func check(
    _ status: stat,
    what: String,
    path: String,
    secrecy: Secrecy
  ) throws(Failure) {
    let mode = status.st_mode & 0o7777
    let user = geteuid()
    guard status.st_uid == user || (status.st_uid == 0 && secrecy == .writtenByOwner) else {
      throw Failure(
        .usage,
        "\(what) belongs to user \(status.st_uid), not to \(user) who runs",
        path: path
      )
    }
    switch secrecy {
    case .readByOwner:
      guard mode & 0o077 == 0 else {
        throw Failure(
          .usage,
          "\(what) has mode \(octal(mode)), not 0600: group or others can use it",
          path: path,
          next: "chmod 600 \(path)"
        )
      }
    case .writtenByOwner:
      guard mode & 0o022 == 0 else {
        throw Failure(
          .usage,
          "\(what) has mode \(octal(mode)): group or others can write it",
          path: path,
          next: "chmod go-w \(path)"
        )
      }
      try checkFolder(of: path, what: what, user: user)
    }
  }

  /// Checks that only the owner can put another file in a file's place.
  private static func checkFolder(of path: String, what: String, user: uid_t) throws(Failure) {
    let folder = folder(of: path)
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else {
      throw Failure(
        .input(errno),
        "cannot look at the folder of the \(what): \(lastError)",
        path: folder
      )
    }
    guard status.st_uid == user || status.st_uid == 0, status.st_mode & 0o022 == 0 else {
      throw Failure(
        .usage,
        "the folder of the \(what) has mode \(octal(status.st_mode & 0o7777)) and belongs to user "
          + "\(status.st_uid): others can replace the file",
        path: folder,
        next: "chmod go-w \(folder)"
      )
    }
  }

  /// Reads a file to its end.
  private static func read(
    _ descriptor: Int32,
    what: String,
    path: String,
    bytesMax: Int
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(bytesMax + 1, 64 << 10))
    while bytes.count <= bytesMax {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw Failure(.input(errno), "cannot read \(what): \(lastError)", path: path)
      }
    }
    throw Failure(.usage, "\(what) is larger than \(bytesMax) bytes", path: path)
  }

  /// The path with every link resolved; nil where it cannot be.
  private static func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// What the system says of the last call.
  private static var lastError: String { unsafe String(cString: strerror(errno)).lowercased() }

  /// Permissions as `chmod` writes them.
  private static func octal(_ mode: mode_t) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
  }
}
