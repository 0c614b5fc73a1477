import Files
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// What the gate asks of paths that its configuration and its users name.
///
/// Everything below a stage or a destination is reached through `Files.Folder` (openat2).
package enum SystemFiles {
  /// Whether a name is one component and no more.
  static func isSafeName(_ name: [UInt8]) -> Bool {
    !name.isEmpty && name.count <= 255 && name != [0x2E] && name != [0x2E, 0x2E]
      && !name.contains(0x2F) && !name.contains(0)
  }

  /// Makes a folder with its parents; one that is there is left as it is.
  package static func makeFolders(_ path: String, mode: UInt32 = 0o700) throws(Failure) {
    var current = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      current += "/" + part
      guard unsafe mkdir(current, mode) == 0 || errno == EEXIST else {
        throw Failure(.outputFailed, "cannot make a folder: \(describe(errno))", path: current)
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
      throw Failure(.input(errno), "cannot look at a file: \(describe(errno))", path: path)
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

  /// Refuses a file that group or others can write or exchange: it and every folder above it.
  ///
  /// A folder that others can write is passed where only owners may rename in it (`/tmp`).
  /// - Throws: `unsafe_permissions`.
  package static func checkOwnedPath(_ path: String) throws(Failure) {
    guard let whole = realPath(path) else {
      throw Failure(.usage, "cannot look at a file: \(describe(errno))", path: path)
    }
    try checkOwned(whole)
    var folder = whole
    while folder != "/" {
      folder = SmallFile.parent(of: folder)
      var status = stat()
      guard unsafe stat(folder, &status) == 0, status.st_uid == geteuid() || status.st_uid == 0,
        status.st_mode & 0o022 == 0 || status.st_mode & 0o1000 != 0
      else {
        throw .refusal(.unsafePermissions, "others can exchange files in it", path: folder)
      }
    }
  }

  /// Removes a file; one that is not there is no error.
  static func remove(_ path: String) throws(Failure) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw Failure(.outputFailed, "cannot remove a file: \(describe(errno))", path: path)
    }
  }

  /// The user whom something belongs to; nil where nothing is.
  package static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_uid : nil
  }
}
