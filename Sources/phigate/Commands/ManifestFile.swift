import Files
import Glibc
import Manifest
import Vocabulary

/// An open manifest, reached without following links below the stage.
final class ManifestFile {
  /// The stage; nil where the manifest was named itself.
  let folder: Folder?
  private let descriptor: Int32

  /// Opens the manifest of a stage, or a manifest itself.
  /// - Throws: a usage failure where there is none.
  init(path: String) throws(Failure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw Failure(.input(errno), "cannot open the stage: \(describe(errno))", path: path)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      let folder = try Folder(path: path)
      self.folder = folder
      descriptor = folder.open(Array("manifest.jsonl".utf8))
    } else {
      folder = nil
      let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
      descriptor = opened >= 0 ? opened : -errno
    }
    guard descriptor >= 0 else {
      throw Failure(
        .input(-descriptor),
        "cannot open manifest.jsonl: \(describe(-descriptor))",
        path: path,
        next: "name a folder that `phigate scan` wrote"
      )
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// A reader from the first byte on; it must not outlive this object.
  func reader() throws(Failure) -> ManifestReader {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Failure(.usage, "manifest.jsonl is not a regular file")
    }
    return try ManifestReader(descriptor: descriptor)
  }
}
