import CPlatform
import Glibc

/// A file descriptor that closes itself.
package struct OpenFile: ~Copyable {
  /// The descriptor.
  package let number: Int32

  /// Takes a descriptor over.
  package init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// What the kernel says of it; nil where it refuses.
  package var facts: FileFacts? { FileFacts(descriptor: number) }

  /// The mount that it lies on; 0 where the kernel does not tell.
  package var mountID: UInt64 { phigate_mount_id(number) }
}

extension Folder {
  /// Opens a folder below this one as `folder` does, but tells why it cannot.
  /// - Returns: the folder, or a positive errno.
  package func open(folder path: [UInt8]) -> (folder: Folder?, code: Int32) {
    let number = openBeneath(path, flags: O_RDONLY | O_DIRECTORY)
    return number >= 0 ? (Folder(owning: number), 0) : (nil, -number)
  }
}

/// Renames a folder, never over anything that is there.
///
/// Where the file system cannot promise that, the place is looked at first.
/// - Returns: 0 or an errno; EEXIST where something is there.
package func renameExclusively(_ from: String, to place: String) -> Int32 {
  let code = unsafe phigate_rename_exclusive(from, place)
  guard code == EINVAL || code == ENOSYS else { return code }
  var status = stat()
  guard unsafe lstat(place, &status) != 0 else { return EEXIST }
  return unsafe rename(from, place) == 0 ? 0 : errno
}
