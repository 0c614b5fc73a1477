import CPlatform
import Glibc
package import Vocabulary

/// What the kernel says of a file; compared before and after it is read.
package struct FileFacts: Sendable, Hashable {
  /// The device and inode that the name led to.
  package var device: UInt64
  /// The inode.
  package var inode: UInt64
  /// Size in bytes.
  package var bytes: Int64
  /// Bytes on the disk: fewer than `bytes` where the file has holes.
  package var storedBytes: Int64
  /// Time of the last change of the content, in nanoseconds since 1970.
  package var modified: Int64
  /// Time of the last change of the inode, in nanoseconds since 1970.
  package var changed: Int64
  /// Type and permissions, as `st_mode`.
  package var mode: UInt32
  /// Names that lead to the inode.
  package var links: UInt64

  /// Whether it is a regular file.
  package var isRegular: Bool { mode & S_IFMT == S_IFREG }
  /// Whether it is a folder.
  package var isFolder: Bool { mode & S_IFMT == S_IFDIR }
  /// Whether it is a symbolic link.
  package var isLink: Bool { mode & S_IFMT == S_IFLNK }
  /// Whether the group or others may write it.
  package var isWritableByOthers: Bool { mode & 0o022 != 0 }

  /// The facts of an open descriptor; nil where the kernel refuses.
  package init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Copies what matters.
  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    bytes = Int64(status.st_size)
    storedBytes = Int64(status.st_blocks) &* 512
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    mode = status.st_mode
    links = UInt64(status.st_nlink)
  }
}

/// An open folder; everything in it is reached through its descriptor, never through links.
package final class Folder: Sendable {
  /// The descriptor, open while the object lives.
  package let descriptor: Int32

  /// Takes over an open descriptor.
  init(owning descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Opens a folder by a path that the user gave; links in that path are followed.
  /// - Throws: a usage error where there is none.
  package convenience init(path: String) throws(Failure) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(.input(errno), "cannot open the folder: \(describe(errno))", path: path)
    }
    self.init(owning: descriptor)
  }

  /// Opens a folder below this one, without following links; nil where it cannot be opened.
  package func folder(_ path: [UInt8]) -> Folder? {
    let descriptor = openBeneath(path, flags: O_RDONLY | O_DIRECTORY)
    return descriptor >= 0 ? Folder(owning: descriptor) : nil
  }

  /// Opens a file below this folder for reading, without following links and without waiting.
  /// - Returns: a descriptor that the caller closes, or minus the errno.
  package func open(_ path: [UInt8]) -> Int32 {
    openBeneath(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
  }

  /// Creates a file below this folder for writing; it must not exist.
  /// - Returns: a descriptor that the caller closes, or minus the errno.
  package func create(_ path: [UInt8], mode: UInt32 = 0o640) -> Int32 {
    openBeneath(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
  }

  /// openat2(2), with every flag that keeps a path inside.
  func openBeneath(_ path: [UInt8], flags: Int32, mode: UInt32 = 0) -> Int32 {
    if path.contains(0) { return -EINVAL }
    let name = path.map { CChar(bitPattern: $0) } + [0]
    return unsafe name.withUnsafeBufferPointer { pointer in
      guard let base = pointer.baseAddress else { return -EINVAL }
      return unsafe phigate_open_beneath(
        descriptor,
        base,
        UInt64(UInt32(bitPattern: flags | O_CLOEXEC)),
        UInt64(mode)
      )
    }
  }

  /// The first bytes of a file below this folder; fewer where it has fewer or cannot be read.
  package func firstBytes(of path: [UInt8], count: Int) -> [UInt8] {
    let file = open(path)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe pread(file, &bytes, count, 0)
    return Array(bytes.prefix(max(0, got)))
  }

  /// What a name in this folder stands for, without following it; nil where it is gone.
  package func facts(of name: [UInt8]) -> FileFacts? {
    var status = stat()
    let text = name.map { CChar(bitPattern: $0) } + [0]
    guard unsafe fstatat(descriptor, text, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileFacts(status)
  }

  /// The names in this folder, without `.` and `..`, sorted by their bytes; nil where it cannot be
  /// read.
  package func names() -> [[UInt8]]? {
    guard let listing = FolderListing(self) else { return nil }
    var names: [[UInt8]] = []
    while true {
      switch listing.next() {
      case .name(let name): names.append(name)
      case .failed: return nil
      case .end: return names.sorted { $0.lexicographicallyPrecedes($1) }
      }
    }
  }

  /// Creates the folders of a path below this one, as far as they are missing.
  /// - Throws: `outputFailed` where that is impossible.
  package func createFolders(_ path: [UInt8], mode: UInt32 = 0o750) throws(Failure) {
    let code = makeFolders(path, mode: mode)
    if code != 0 { throw outputFailure(code, "a folder of the stage cannot be created") }
  }

  /// The same for whoever looks at what is wrong.
  /// - Returns: 0 or an errno.
  package func makeFolders(_ path: [UInt8], mode: UInt32 = 0o750) -> Int32 {
    var prefix: [UInt8] = []
    for name in path.split(separator: 0x2F) {
      if !prefix.isEmpty { prefix.append(0x2F) }
      prefix += name
      let text = prefix.map { CChar(bitPattern: $0) } + [0]
      if unsafe mkdirat(descriptor, text, mode) != 0, errno != EEXIST { return errno }
    }
    return 0
  }

  /// Moves a file from one path below this folder to another.
  package func rename(_ old: [UInt8], to new: [UInt8]) throws(Failure) {
    let (from, to) = (
      old.map { CChar(bitPattern: $0) } + [0], new.map { CChar(bitPattern: $0) } + [0]
    )
    guard unsafe renameat(descriptor, from, descriptor, to) == 0 else {
      throw outputFailure(errno, "a file of the stage cannot be moved to its place")
    }
  }

  /// Gives a file below this folder a second name.
  /// - Returns: 0 or an errno.
  package func link(_ old: [UInt8], as new: [UInt8]) -> Int32 {
    let (from, to) = (
      old.map { CChar(bitPattern: $0) } + [0], new.map { CChar(bitPattern: $0) } + [0]
    )
    return unsafe linkat(descriptor, from, descriptor, to, 0) == 0 ? 0 : errno
  }

  /// Gives a file below another folder of the same file system a name below this one.
  /// - Returns: 0 or an errno.
  package func link(_ old: [UInt8], of other: Folder, as new: [UInt8]) -> Int32 {
    let (from, to) = (
      old.map { CChar(bitPattern: $0) } + [0], new.map { CChar(bitPattern: $0) } + [0]
    )
    return unsafe linkat(other.descriptor, from, descriptor, to, 0) == 0 ? 0 : errno
  }

  /// Bytes that may still be written to this folder's file system; nil where it does not tell.
  package var freeBytes: Int64? {
    var facts = statvfs()
    guard unsafe fstatvfs(descriptor, &facts) == 0 else { return nil }
    return Int64(clamping: facts.f_bavail) * Int64(clamping: facts.f_frsize)
  }

  /// Removes a file below this folder; one that is gone is no error.
  package func remove(_ path: [UInt8]) {
    let text = path.map { CChar(bitPattern: $0) } + [0]
    _ = unsafe unlinkat(descriptor, text, 0)
  }

  /// Removes an empty folder below this one; one that is gone or not empty stays as it is.
  package func removeFolder(_ path: [UInt8]) {
    let text = path.map { CChar(bitPattern: $0) } + [0]
    _ = unsafe unlinkat(descriptor, text, AT_REMOVEDIR)
  }

  /// Writes everything on this folder's file system to its disks: one call, not one for each file.
  package func sync() -> Int32 { phigate_sync_filesystem(descriptor) }

  /// The mount this folder lies on; 0 where the kernel does not tell.
  package var mountID: UInt64 { phigate_mount_id(descriptor) }
}

/// The words of an errno.
package func describe(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text).lowercased()
}

/// An output that could not be written.
package func outputFailure(_ code: Int32, _ what: String, path: String? = nil) -> Failure {
  Failure(
    .outputFailed,
    "\(what): \(describe(code)); nothing was staged",
    path: path,
    next: code == ENOSPC ? "free space on the stage's file system and run again" : nil
  )
}
