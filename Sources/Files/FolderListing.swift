import Glibc

/// The names in a folder, one after the other, in whatever order the file system has them.
///
/// Holds one of them at a time: a folder may have millions.
@safe package final class FolderListing {
  /// What comes next.
  package enum Step {
    /// A name, neither `.` nor `..`.
    case name([UInt8])
    /// There are no more.
    case end
    /// The folder cannot be read any further.
    case failed
  }

  private let stream: OpaquePointer

  /// Begins to list a folder; nil where it cannot be read.
  package init?(_ folder: Folder) {
    let copy = unsafe openat(folder.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let stream = unsafe fdopendir(copy) else {
      close(copy)
      return nil
    }
    unsafe self.stream = stream
  }

  deinit { _ = unsafe closedir(stream) }

  /// The next name.
  package func next() -> Step {
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { return errno == 0 ? .end : .failed }
      let name: [UInt8] = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [0x2E], name != [0x2E, 0x2E] { return .name(name) }
    }
  }
}
