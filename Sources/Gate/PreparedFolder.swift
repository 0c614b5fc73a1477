import Crypto
import Manifest
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A bundle being built in a private folder (0700) beside its destination.
///
/// Bytes are hashed while they are copied and scanned from the copy, so that what was checked is
/// what leaves. Dropping it removes everything.
struct PreparedFolder: ~Copyable {
  /// The destination's folder.
  private let parent: String
  /// The private folder.
  private let draft: String
  /// The name under which it will appear.
  private let finalName: String
  /// Whether it was renamed.
  private var isPublished = false

  /// Bytes copied at a time.
  private static let pieceBytes = 1 << 20

  /// Makes the private folder.
  /// - Throws: `unsafe_permissions`, `destination_occupied`, exit 74.
  init(below parent: String, finalName: String) throws(Failure) {
    try SystemFiles.checkOwned(parent)
    let draft = "\(parent)/.phigate-\(Randomness.bytes(8).lowercaseHex)"
    guard !SystemFiles.exists("\(parent)/\(finalName)") else {
      throw .refusal(.destinationOccupied, path: "\(parent)/\(finalName)")
    }
    guard unsafe mkdir(draft, 0o700) == 0 else {
      throw Failure(
        .outputFailed,
        "cannot make a folder: \(SystemFiles.words(errno)), nothing was released",
        path: parent
      )
    }
    self.parent = parent
    self.draft = draft
    self.finalName = finalName
  }

  deinit {
    if !isPublished { removeTree(draft) }
  }

  /// Step 17 for one file: copies, hashes, compares, scans the copy.
  /// - Throws: `bytes_mismatch`, `residual_phi`, `stage_missing`, `stage_unsafe`, exit 74.
  mutating func copy(
    _ entry: ManifestEntry,
    from stage: borrowing StageFolder,
    rescan: Rescan
  ) throws(Failure) {
    guard let output = entry.output else { return }
    let source = try stage.open(entry)
    let name = "\(stage.path)/data/\(output.path)"
    guard try SystemFiles.size(source) == output.bytes else {
      throw .refusal(.bytesMismatch, "another size, nothing was released", path: name)
    }
    let parts = try StageFolder.components(of: entry)
    let copy = try create([Array("data".utf8)] + parts)
    var hash = SHA256()
    var count: Int64 = 0
    while true {
      let piece = try SystemFiles.read(source.number, max: Self.pieceBytes)
      if piece.isEmpty { break }
      count += Int64(piece.count)
      guard count <= output.bytes else { break }
      hash.update(data: piece)
      try SystemFiles.writeAll(piece, to: copy.number)
    }
    guard count == output.bytes, Digest256(bytes: hash.finalize()) == output.sha256 else {
      throw .refusal(
        .bytesMismatch,
        "nothing was released",
        path: name,
        next: "scan again: approved copies are not edited"
      )
    }
    guard lseek(copy.number, 0, SEEK_SET) == 0 else {
      throw Failure(.outputFailed, "cannot read a copy: \(SystemFiles.words(errno))")
    }
    let residual = try rescan(copy.number, entry)
    guard residual.isEmpty else {
      let kinds = residual.keys.map(\.label).sorted().joined(separator: ", ")
      throw .refusal(
        .residualPHI,
        "\(residual.values.reduce(0, +)) of \(kinds), nothing was released",
        path: name,
        next: "scan again into an empty stage"
      )
    }
  }

  /// Adds a file of evidence; `name` is ours.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    let file = try create(name.split(separator: "/").map { Array($0.utf8) })
    try SystemFiles.writeAll(bytes, to: file.number)
  }

  /// Creates a new file and the folders on the way, none of them through a link.
  private func create(_ components: [[UInt8]]) throws(Failure) -> OpenFile {
    var folder = try SystemFiles.openFolder(draft)
    for name in components.dropLast() {
      let made = unsafe SystemFiles.withName(name) { unsafe mkdirat(folder.number, $0, 0o755) }
      guard made == 0 || errno == EEXIST,
        let next = try SystemFiles.openBelow(folder, [name], isFolder: true)
      else { throw Self.failure(errno) }
      folder = next
    }
    guard let last = components.last, SystemFiles.isSafeName(last) else {
      throw .refusal(.stageUnsafe, "a path that leaves the stage")
    }
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = unsafe SystemFiles.withName(last) {
      unsafe openat(folder.number, $0, flags, 0o644)
    }
    guard number >= 0 else { throw Self.failure(errno) }
    return OpenFile(number)
  }

  /// Brings everything to the disk.
  borrowing func sync() throws(Failure) {
    let folder = try SystemFiles.openFolder(draft)
    Glibc.sync()
    guard fsync(folder.number) == 0 else { throw Self.failure(errno) }
  }

  /// Gives the folder its name, by one rename; never over something that is there.
  /// - Returns: the published folder's path.
  consuming func publish() throws(Failure) -> String {
    let target = "\(parent)/\(finalName)"
    guard !SystemFiles.exists(target) else { throw .refusal(.destinationOccupied, path: target) }
    guard unsafe chmod(draft, 0o755) == 0, unsafe rename(draft, target) == 0 else {
      throw Self.failure(errno)
    }
    isPublished = true
    let folder = try SystemFiles.openFolder(parent)
    _ = fsync(folder.number)
    return target
  }

  /// An output that could not be written.
  private static func failure(_ code: Int32) -> Failure {
    Failure(
      .outputFailed,
      "cannot write to the destination: \(SystemFiles.words(code)), "
        + "nothing was released"
    )
  }
}

/// Removes a folder of ours with everything in it, following no link.
private func removeTree(_ path: String) {
  guard let folder = try? SystemFiles.openFolder(path) else { return }
  removeContents(folder)
  _ = unsafe rmdir(path)
}

/// Empties an open folder.
private func removeContents(_ folder: borrowing OpenFile) {
  guard let names = try? SystemFiles.names(folder) else { return }
  for name in names {
    if SystemFiles.kind(folder, name) == S_IFDIR,
      let below = try? SystemFiles.openBelow(folder, [name], isFolder: true)
    {
      removeContents(below)
      _ = unsafe SystemFiles.withName(name) {
        unsafe unlinkat(folder.number, $0, AT_REMOVEDIR)
      }
    } else {
      _ = unsafe SystemFiles.withName(name) { unsafe unlinkat(folder.number, $0, 0) }
    }
  }
}
