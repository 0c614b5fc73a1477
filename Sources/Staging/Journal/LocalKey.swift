import Glibc
import Masking
import Vocabulary

/// The key under which a journal names paths where there is no site key: 32 secret bytes in the
/// user's state folder, made when they are first needed, far from the journal.
enum LocalKey {
  /// The file's name in the state folder.
  private static let fileName = "journal.key"

  /// Reads or makes the key.
  ///
  /// - Parameter stateFolder: created where it is missing; nil for none.
  /// - Returns: the key; one that nobody keeps where the folder cannot hold it, so that a run that
  ///   is killed begins again.
  /// - Throws: `temporary` where the kernel has no random bytes.
  static func load(stateFolder: String?) throws(Failure) -> SiteKey {
    let fresh = try randomBytes()
    if let stateFolder, let kept = keep(fresh, in: stateFolder), let key = SiteKey(bytes: kept) {
      return key
    }
    guard let key = SiteKey(bytes: fresh) else {
      throw Failure(.internalError, "a key has \(fresh.count) bytes")
    }
    return key
  }

  /// The key in a folder, which is `fresh` where there was none; nil where it can hold none.
  private static func keep(_ fresh: [UInt8], in folder: String) -> [UInt8]? {
    createFolders(folder)
    let path = "\(folder)/\(fileName)"
    let draft = "\(path).\(getpid())"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if file >= 0 {
      let isWhole = unsafe write(file, fresh, fresh.count) == fresh.count && fsync(file) == 0
      close(file)
      // The first of two runs wins; neither ever sees half a key.
      if isWhole { _ = unsafe link(draft, path) }
      _ = unsafe unlink(draft)
    }
    return read(path)
  }

  /// The key that a state folder holds; nil where it holds none.
  static func kept(stateFolder: String) -> SiteKey? {
    read("\(stateFolder)/\(fileName)").flatMap { SiteKey(bytes: $0) }
  }

  /// The bytes of a key's file; nil unless they are this user's alone.
  private static func read(_ path: String) -> [UInt8]? {
    let kept = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard kept >= 0 else { return nil }
    defer { close(kept) }
    var status = stat()
    guard unsafe fstat(kept, &status) == 0, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: SiteKey.byteCount + 1)
    let count = unsafe Glibc.read(kept, &bytes, bytes.count)
    return count == SiteKey.byteCount ? Array(bytes.dropLast()) : nil
  }

  /// Creates a folder and those around it, mode 0700, as far as they are missing.
  static func createFolders(_ path: String) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for name in path.split(separator: "/") {
      prefix += "/\(name)"
      _ = unsafe mkdir(prefix, 0o700)
    }
  }

  /// 32 bytes of the kernel's generator.
  private static func randomBytes() throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: SiteKey.byteCount)
    guard unsafe getentropy(&bytes, bytes.count) == 0 else {
      throw Failure(.temporary, "no random bytes; nothing was scanned")
    }
    return bytes
  }
}
