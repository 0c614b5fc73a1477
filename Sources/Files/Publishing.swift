import CSystem
import Glibc
package import Vocabulary

/// A folder that is built beside its place and appears whole, by one rename, or not at all.
package final class FolderInProgress {
  /// Where it will appear.
  package let path: String
  /// Where it is built: the same parent, mode 0700.
  package let workPath: String
  private var isPublished = false

  /// Creates the work folder.
  ///
  /// - Throws: usage where `path` exists, is not empty and may not be replaced; `outputFailed`
  ///   where nothing can be created.
  package init(path: String, mayReplace: Bool) throws(Failure) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    if let names = try? Folder(path: trimmed).names(), !names.isEmpty, !mayReplace {
      throw Failure(
        .usage,
        "the stage exists and is not empty; nothing was scanned",
        path: trimmed,
        next: "choose another folder, or give --replace"
      )
    }
    workPath = "\(trimmed).partial-\(getpid())"
    guard unsafe mkdir(workPath, 0o700) == 0 else {
      throw outputFailure(errno, "the stage cannot be created", path: trimmed)
    }
  }

  /// Syncs the file system once and puts the folder in its place.
  package func publish() throws(Failure) {
    let folder = try Folder(path: workPath)
    let syncCode = folder.sync()
    guard syncCode == 0 else {
      throw outputFailure(syncCode, "the stage cannot be synced", path: path)
    }
    _ = unsafe chmod(workPath, 0o750)
    if unsafe rename(workPath, path) == 0 {
      isPublished = true
      return
    }
    guard errno == EEXIST || errno == ENOTEMPTY else {
      throw outputFailure(errno, "the stage cannot be put in its place", path: path)
    }
    let code = unsafe phigate_exchange(workPath, path)
    guard code == 0 else {
      throw outputFailure(code, "the old stage cannot be exchanged", path: path)
    }
    isPublished = true
    removeTree(workPath)
  }

  /// Removes what is left where nothing was published.
  package func discard() {
    if !isPublished { removeTree(workPath) }
  }
}

/// Removes a folder with all that is in it; links are removed, not followed.
package func removeTree(_ path: String) {
  guard let folder = try? Folder(path: path) else { return }
  empty(folder)
  _ = unsafe rmdir(path)
}

/// Removes everything in a folder.
private func empty(_ folder: Folder) {
  for name in folder.names() ?? [] {
    let text = name.map { CChar(bitPattern: $0) } + [0]
    if folder.facts(of: name)?.isFolder == true, let inner = folder.folder(name) {
      empty(inner)
      _ = unsafe unlinkat(folder.descriptor, text, AT_REMOVEDIR)
    } else {
      _ = unsafe unlinkat(folder.descriptor, text, 0)
    }
  }
}
