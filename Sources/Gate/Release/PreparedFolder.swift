import Files
import Manifest
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A bundle being built in a private folder (0700) beside its destination.
///
/// Bytes are hashed while they are copied and scanned from the copy, so that what was checked is
/// what leaves. Dropping it removes everything, unless the approvals were spent for it.
struct PreparedFolder: ~Copyable {
  /// The destination's folder.
  private let parent: String
  /// The private folder.
  let path: String
  /// The private folder, open.
  private let folder: Folder
  /// The name under which it will appear.
  private let finalName: String
  /// Whether it stays when this is dropped.
  private var isKept = false
  /// How many files are in it.
  private var files: Int64 = 0

  /// Bytes copied at a time.
  private static let pieceBytes = 1 << 20

  /// The private folder of a request's bundle: one a request, so that whoever comes after a crash
  /// finds it.
  static func draftPath(below parent: String, requestID: String) -> String {
    "\(parent)/.phigate-\(requestID)"
  }

  /// Makes the private folder.
  ///
  /// A folder that a killed run left under the name is removed; the caller holds the request's lock
  /// and knows that nothing was spent for it.
  /// - Throws: `unsafe_permissions`, `destination_occupied`, exit 74.
  init(below parent: String, at path: String, finalName: String) throws(Failure) {
    try SystemFiles.checkOwned(parent)
    guard !SystemFiles.exists("\(parent)/\(finalName)") else {
      throw .refusal(.destinationOccupied, path: "\(parent)/\(finalName)")
    }
    if SystemFiles.exists(path) { removeTree(path) }
    guard unsafe mkdir(path, 0o700) == 0 else {
      throw Failure(
        .outputFailed,
        "cannot make a folder: \(describe(errno)), nothing was released",
        path: parent
      )
    }
    let folder = try Folder(path: path)
    self.folder = folder
    self.parent = parent
    self.path = path
    self.finalName = finalName
  }

  deinit {
    if !isKept { removeTree(path) }
  }

  /// Step 17 for one file: copies, hashes, compares, scans the copy.
  /// - Throws: `bytes_mismatch`, `residual_phi`, `stage_missing`, `stage_unsafe`, exit 74.
  mutating func copy(
    _ entry: ManifestEntry,
    from stage: borrowing StageFolder,
    rescan: Rescan.Body
  ) throws(Failure) {
    guard let output = entry.output else { return }
    let source = try stage.open(entry)
    let name = "\(stage.path)/data/\(output.path)"
    guard source.facts?.bytes == output.bytes else {
      throw .refusal(.bytesMismatch, "another size, nothing was released", path: name)
    }
    let parts = try StageFolder.components(of: entry)
    let copy = try create([Array("data".utf8)] + parts)
    var hash = Hasher256()
    var count: Int64 = 0
    while true {
      let piece = try SmallFile.readPiece(source.number, max: Self.pieceBytes)
      if piece.isEmpty { break }
      count += Int64(piece.count)
      guard count <= output.bytes else { break }
      hash.update(piece)
      try SmallFile.writeAll(piece, to: copy.number)
    }
    files += 1
    guard count == output.bytes, hash.finish() == output.sha256 else {
      throw .refusal(
        .bytesMismatch,
        "nothing was released",
        path: name,
        next: "scan again: approved copies are not edited"
      )
    }
    try Self.scan(copy, entry, name, rescan)
  }

  /// Scans a private copy from its beginning.
  /// - Throws: `residual_phi`.
  private static func scan(
    _ copy: borrowing OpenFile,
    _ entry: ManifestEntry,
    _ name: String,
    _ rescan: Rescan.Body
  ) throws(Failure) {
    guard lseek(copy.number, 0, SEEK_SET) == 0 else {
      throw Failure(.outputFailed, "cannot read a copy: \(describe(errno))")
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
    try SmallFile.writeAll(bytes, to: file.number)
    files += 1
  }

  /// Adds a file of evidence that is written piece by piece; `name` is ours.
  mutating func add(
    _ name: String,
    _ body: (_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) -> Void
  ) throws(Failure) {
    let file = try create(name.split(separator: "/").map { Array($0.utf8) })
    let number = file.number
    try body { (bytes) throws(Failure) in try SmallFile.writeAll(bytes, to: number) }
    withExtendedLifetime(file) {}
    files += 1
  }

  /// Everything in it as one tar.
  var tar: BundleTar { BundleTar(root: finalName, folder: folder, files: files) }

  /// Creates a new file and the folders on the way, none of them through a link.
  private func create(_ components: [[UInt8]]) throws(Failure) -> OpenFile {
    guard !components.isEmpty, components.allSatisfy(SystemFiles.isSafeName) else {
      throw .refusal(.stageUnsafe, "a path that leaves the stage")
    }
    let above = Array(components.dropLast().joined(separator: [0x2F]))
    if !above.isEmpty { try folder.createFolders(above, mode: 0o755) }
    let number = folder.create(Array(components.joined(separator: [0x2F])), mode: 0o644)
    guard number >= 0 else { throw Self.failure(-number) }
    return OpenFile(number)
  }

  /// Brings everything to the disk.
  borrowing func sync() throws(Failure) {
    let code = folder.sync()
    guard code == 0 else { throw Self.failure(code) }
  }

  /// Keeps the folder whatever happens from here on: its approvals are spent.
  mutating func keep() { isKept = true }

  /// Gives the folder its name, by one rename; never over something that is there.
  /// - Returns: the published folder's path.
  consuming func publish() throws(Failure) -> String {
    let target = "\(parent)/\(finalName)"
    guard unsafe chmod(path, 0o755) == 0 else { throw Self.failure(errno) }
    let code = renameExclusively(path, to: target)
    guard code != EEXIST else { throw .refusal(.destinationOccupied, path: target) }
    guard code == 0 else { throw Self.failure(code) }
    isKept = true
    SmallFile.sync(folder: parent)
    return target
  }

  /// An output that could not be written.
  private static func failure(_ code: Int32) -> Failure {
    Failure(
      .outputFailed,
      "cannot write to the destination: \(describe(code)), "
        + "nothing was released"
    )
  }
}
