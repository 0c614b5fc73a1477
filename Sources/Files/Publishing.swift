import CPlatform
import Glibc
package import Vocabulary

/// A folder that is built beside its place and appears whole, by one rename, or not at all.
///
/// Its lock is held as long as the object lives. What a killed process left is found again.
package final class FolderInProgress {
  /// Where it will appear.
  package let path: String
  /// Where it is built: `PATH.partial`, mode 0700.
  package let workPath: String
  /// Whether the work folder was there already: a run before was killed.
  package let wasThere: Bool
  private let mayReplace: Bool
  private var isPublished = false
  /// Held to the end.
  private let lock: FileLock

  /// Takes the lock and creates the work folder, or takes over what a killed run left.
  ///
  /// - Throws: usage where `path` exists, is not empty and may not be replaced; `locked` where
  ///   another run builds it; `outputFailed` where nothing can be created.
  package init(path: String, mayReplace: Bool) throws(Failure) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    self.mayReplace = mayReplace
    workPath = "\(trimmed).partial"
    try Self.refuse(trimmed, mayReplace)
    lock = try FileLock(path: "\(trimmed).lock", what: "the stage")
    // Whoever held the lock until now may have published.
    try Self.refuse(trimmed, mayReplace)
    if unsafe mkdir(workPath, 0o700) == 0 {
      wasThere = false
      return
    }
    guard errno == EEXIST else {
      throw outputFailure(errno, "the stage cannot be created", path: trimmed)
    }
    var status = stat()
    guard unsafe lstat(workPath, &status) == 0, FileFacts(status).isFolder,
      status.st_uid == geteuid()
    else {
      throw Failure(
        .usage,
        "what stands beside the stage is no folder of this user; nothing was done",
        path: workPath
      )
    }
    wasThere = true
  }

  /// Refuses a place where something stands that must stay.
  private static func refuse(_ path: String, _ mayReplace: Bool) throws(Failure) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard FileFacts(status).isFolder else {
      throw Failure(.usage, "the stage exists and is no folder; nothing was scanned", path: path)
    }
    guard !mayReplace, let folder = try? Folder(path: path), let listing = FolderListing(folder)
    else { return }
    if case .end = listing.next() { return }
    throw Failure(
      .usage,
      "the stage exists and is not empty; nothing was scanned",
      path: path,
      next: "choose another folder, or give --replace"
    )
  }

  /// Removes everything in the work folder.
  package func empty() throws(Failure) { emptyFolder(try Folder(path: workPath)) }

  /// Syncs the file system once and puts the folder in its place.
  ///
  /// A folder that is there and may be replaced changes places with it in one step.
  ///
  /// `prepare`: run between both, to remove what must not be published.
  package func publish(_ prepare: () -> Void = {}) throws(Failure) {
    let folder = try Folder(path: workPath)
    let syncCode = folder.sync()
    guard syncCode == 0 else {
      throw outputFailure(syncCode, "the stage cannot be synced", path: path)
    }
    prepare()
    _ = unsafe chmod(workPath, 0o750)
    if unsafe rename(workPath, path) == 0 {
      isPublished = true
      syncParent()
      return
    }
    guard errno == EEXIST || errno == ENOTEMPTY else {
      throw outputFailure(errno, "the stage cannot be put in its place", path: path)
    }
    guard mayReplace else {
      throw Failure(
        .temporary,
        "something was put into the stage's place meanwhile; nothing was staged",
        path: path
      )
    }
    let code = unsafe phigate_exchange(workPath, path)
    guard code == 0 else {
      throw outputFailure(code, "the old stage cannot be exchanged", path: path)
    }
    isPublished = true
    syncParent()
    removeTree(workPath)
  }

  /// Removes what is left where nothing was published.
  package func discard() {
    if !isPublished { removeTree(workPath) }
  }

  /// Writes the parent folder to its disk, so that the rename outlives a crash.
  private func syncParent() {
    guard let folder = try? Folder(path: parentFolder(of: path)) else { return }
    _ = fsync(folder.descriptor)
  }
}

/// The path of the folder that a path lies in.
package func parentFolder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Removes a folder with all that is in it; links are removed, not followed.
package func removeTree(_ path: String) {
  guard let folder = try? Folder(path: path) else { return }
  emptyFolder(folder)
  _ = unsafe rmdir(path)
}

/// Removes everything in a folder, as far as that is possible.
package func emptyFolder(_ folder: Folder) {
  // Names are taken first, some at a time: what readdir(3) tells while names go is not defined, and
  // a million names would not fit.
  let namesMax = 4_096
  var isGoing = true
  while isGoing, let listing = FolderListing(folder) {
    var names: [[UInt8]] = []
    while names.count < namesMax, case .name(let name) = listing.next() { names.append(name) }
    isGoing = false
    for name in names where remove(name, in: folder) { isGoing = true }
  }
}

/// Removes a file, or a folder with all that is in it.
/// - Returns: whether it is gone.
private func remove(_ name: [UInt8], in folder: Folder) -> Bool {
  let text = name.map { CChar(bitPattern: $0) } + [0]
  if unsafe unlinkat(folder.descriptor, text, 0) == 0 { return true }
  guard let inner = folder.folder(name) else { return false }
  emptyFolder(inner)
  return unsafe unlinkat(folder.descriptor, text, AT_REMOVEDIR) == 0
}
