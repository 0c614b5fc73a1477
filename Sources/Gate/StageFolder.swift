package import Manifest
import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A staged bundle as the gate reads it: through one descriptor, believing nothing.
package struct StageFolder: ~Copyable {
  /// Its path, for messages.
  package let path: String
  /// The open folder.
  let folder: OpenFile

  /// Bytes of a manifest that are read at most.
  package static let manifestBytesMax = 1 << 30
  /// Bytes of request.json at most.
  package static let requestBytesMax = 4 << 20

  /// Opens a stage.
  package init(path: String) throws(Failure) {
    let opened = try SystemFiles.openFolder(path)
    self.path = path
    folder = opened
  }

  /// Reads a file of the stage; nil where it is not there.
  package borrowing func read(_ name: String, bytesMax: Int) throws(Failure) -> [UInt8]? {
    let components = name.split(separator: "/").map { Array($0.utf8) }
    guard let file = try SystemFiles.openBelow(folder, components) else { return nil }
    return try SystemFiles.readAll(file, bytesMax: bytesMax, path: "\(path)/\(name)")
  }

  /// The bytes of manifest.jsonl.
  package borrowing func manifest() throws(Failure) -> [UInt8] {
    guard let bytes = try read("manifest.jsonl", bytesMax: Self.manifestBytesMax) else {
      throw .refusal(.stageMissing, "manifest.jsonl", path: path)
    }
    return bytes
  }

  /// The request of the stage.
  /// - Throws: `request_missing`, `request_mismatch`.
  package borrowing func request() throws(Failure) -> ReleaseRequest {
    guard let bytes = try read("request.json", bytesMax: Self.requestBytesMax) else {
      throw .refusal(
        .requestMissing,
        path: path,
        next: "ask for it: phigate request STAGE --destination ID"
      )
    }
    return try ReleaseRequest(reading: bytes)
  }

  /// The review document of the stage as it is.
  package borrowing func review() throws(Failure) -> Review {
    try Review(manifest: try manifest(), request: try request())
  }

  /// The envelopes in `approvals/`, in the order of their names.
  /// - Throws: `too_many_envelopes`, `envelope_too_large`.
  package borrowing func envelopes() throws(Failure) -> [(name: String, bytes: [UInt8])] {
    guard
      let approvals = try SystemFiles.openBelow(folder, [Array("approvals".utf8)], isFolder: true)
    else { return [] }
    let suffix = Array(".dsse.json".utf8)
    let names = try SystemFiles.names(approvals).filter { $0.suffix(suffix.count) == suffix[...] }
    guard names.count <= TokenLimits.envelopesMax else {
      throw .refusal(.tooManyEnvelopes, "\(names.count)", path: "\(path)/approvals")
    }
    var found: [(name: String, bytes: [UInt8])] = []
    for name in names {
      let text = String(decoding: name, as: UTF8.self)
      guard let file = try SystemFiles.openBelow(approvals, [name]) else { continue }
      guard try SystemFiles.size(file) <= Int64(TokenLimits.envelopeBytesMax) else {
        throw .refusal(.envelopeTooLarge, path: "\(path)/approvals/\(text)")
      }
      let bytes = try SystemFiles.readAll(
        file,
        bytesMax: TokenLimits.envelopeBytesMax,
        path: "\(path)/approvals/\(text)"
      )
      found.append((text, bytes))
    }
    return found
  }

  /// Refuses a stage whose `data/` holds anything that the manifest does not list.
  /// - Parameter released: entries whose copies must be all there is.
  /// - Throws: `stage_unlisted`, `stage_unsafe`, with counts and never a name.
  package borrowing func checkNothingUnlisted(_ released: [ManifestEntry]) throws(Failure) {
    var files: Set<[UInt8]> = []
    var folders: Set<[UInt8]> = [[]]
    for entry in released {
      let parts = try Self.components(of: entry)
      for count in 1..<max(1, parts.count) {
        folders.insert(Array(parts[..<count].joined(separator: [0x2F])))
      }
      files.insert(Array(parts.joined(separator: [0x2F])))
    }
    guard let data = try SystemFiles.openBelow(folder, [Array("data".utf8)], isFolder: true)
    else {
      guard released.isEmpty else { throw .refusal(.stageMissing, "data", path: path) }
      return
    }
    var unlisted = 0
    try walk(data, [], files, folders, &unlisted)
    guard unlisted == 0 else {
      throw .refusal(
        .stageUnlisted,
        "\(unlisted) files or folders, nothing was released",
        path: "\(path)/data",
        next: "scan again into an empty stage"
      )
    }
  }

  /// Counts what no entry lists below a folder.
  private borrowing func walk(
    _ folder: borrowing OpenFile,
    _ prefix: [UInt8],
    _ files: Set<[UInt8]>,
    _ folders: Set<[UInt8]>,
    _ unlisted: inout Int
  ) throws(Failure) {
    for name in try SystemFiles.names(folder) {
      let full = prefix.isEmpty ? name : prefix + [0x2F] + name
      switch SystemFiles.kind(folder, name) {
      case S_IFREG: if !files.contains(full) { unlisted += 1 }
      case S_IFDIR:
        guard folders.contains(full) else {
          unlisted += 1
          continue
        }
        guard let below = try SystemFiles.openBelow(folder, [name], isFolder: true) else {
          continue
        }
        try walk(below, full, files, folders, &unlisted)
      default:
        guard !files.contains(full) else {
          throw .refusal(.stageUnsafe, "a link or device in place of a file", path: path)
        }
        unlisted += 1
      }
    }
  }

  /// Opens the copy of an entry in `data/`.
  /// - Throws: `stage_missing`, `stage_unsafe`.
  package borrowing func open(_ entry: ManifestEntry) throws(Failure) -> OpenFile {
    let components = [Array("data".utf8)] + (try Self.components(of: entry))
    guard let file = try SystemFiles.openBelow(folder, components) else {
      throw .refusal(.stageMissing, path: "\(path)/data/\(entry.path)")
    }
    return file
  }

  /// The names on the way to an entry's copy, below `data/`.
  /// - Throws: `stage_unsafe` where they lead elsewhere.
  static func components(of entry: ManifestEntry) throws(Failure) -> [[UInt8]] {
    guard let text = entry.output?.path, let bytes = PathText.unescape(text) else {
      throw .refusal(.manifestInvalid, "a released entry without an output")
    }
    let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false).map(Array.init)
    guard parts.allSatisfy(SystemFiles.isSafeName) else {
      throw .refusal(.stageUnsafe, "a path that leaves the stage")
    }
    return parts
  }

  /// Writes a file of the stage, whole or not at all.
  package borrowing func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    try SystemFiles.writeFile("\(path)/\(name)", bytes)
  }

  /// Writes an envelope to `approvals/`, named after its digest.
  /// - Returns: its path.
  package borrowing func writeEnvelope(
    _ bytes: [UInt8],
    verdict: Decision.Verdict,
    human: String
  ) throws(Failure) -> String {
    let digest = Digest256(hashing: bytes).hex.prefix(12)
    let safe = String(human.map { $0 == "/" || $0 == ":" ? "_" : $0 })
    try SystemFiles.makeFolders("\(path)/approvals", mode: 0o755)
    let name = "approvals/\(verdict.rawValue)-\(safe)-\(digest).dsse.json"
    try write(name, bytes)
    return "\(path)/\(name)"
  }
}
