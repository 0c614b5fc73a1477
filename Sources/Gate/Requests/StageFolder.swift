package import Files
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
  private let folder: Folder
  /// The mount that it lies on.
  private let mountID: UInt64

  /// Bytes of request.json at most.
  package static let requestBytesMax = 4 << 20

  /// Opens a stage.
  package init(path: String) throws(Failure) {
    let opened = try Folder(path: path)
    self.path = path
    folder = opened
    mountID = opened.mountID
  }

  /// Reads a file of the stage; nil where it is not there.
  package borrowing func read(_ name: String, bytesMax: Int) throws(Failure) -> [UInt8]? {
    let components = name.split(separator: "/").map { Array($0.utf8) }
    guard let file = try openFile(components) else { return nil }
    return try SmallFile.readAll(file.number, bytesMax: bytesMax, path: "\(path)/\(name)")
  }

  /// The stage's manifest.jsonl, open.
  /// - Throws: `stage_missing`, `stage_unsafe`.
  package borrowing func manifest() throws(Failure) -> StoredManifest {
    let name = "manifest.jsonl"
    guard let file = try openFile([Array(name.utf8)]) else {
      throw .refusal(.stageMissing, name, path: path)
    }
    return StoredManifest(file, path: "\(path)/\(name)")
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
    let place = Array("approvals".utf8)
    guard let approvals = try openFolder([place]) else { return [] }
    let suffix = Array(".dsse.json".utf8)
    let names = try names(in: approvals).filter { $0.suffix(suffix.count) == suffix[...] }
    guard names.count <= TokenLimits.envelopesMax else {
      throw .refusal(.tooManyEnvelopes, "\(names.count)", path: "\(path)/approvals")
    }
    var found: [(name: String, bytes: [UInt8])] = []
    for name in names {
      let text = String(decoding: name, as: UTF8.self)
      guard let file = try openFile([place, name]) else { continue }
      guard file.facts?.bytes ?? .max <= Int64(TokenLimits.envelopeBytesMax) else {
        throw .refusal(.envelopeTooLarge, path: "\(path)/approvals/\(text)")
      }
      let bytes = try SmallFile.readAll(
        file.number,
        bytesMax: TokenLimits.envelopeBytesMax,
        path: "\(path)/approvals/\(text)"
      )
      found.append((text, bytes))
    }
    return found
  }

  /// Refuses a stage whose `data/` holds anything that the manifest does not list, or lacks a file.
  ///
  /// `expected`: the manifest's digest. Returns: what was read. Throws: `stage_unlisted`, `stage_missing`, `stage_unsafe`,
  /// with counts and never a name; `manifest_invalid`, `manifest_mismatch`.
  @discardableResult
  borrowing func checkComplete(
    _ manifest: StoredManifest,
    expecting expected: Digest256
  ) throws(Failure) -> StoredManifest.Reading {
    let data = try openFolder([Array("data".utf8)])
    var (total, missing, unlisted) = (0, 0, 0)
    let (mountID, path) = (self.mountID, self.path)
    let reading = try manifest.judged(expecting: expected) { () throws(Failure) in
      let walk = try StageWalk(try manifest.reader())
      let reader = try walk.run(data) { (step) throws(Failure) in
        switch step {
        case .entered(let folder):
          guard folder.mountID == mountID else {
            throw .refusal(.stageUnsafe, "another file system is mounted in it", path: path)
          }
        case .listed: total += 1
        case .missing: (total, missing) = (total + 1, missing + 1)
        case .stray(let stray):
          guard !stray.isInPlace else {
            throw .refusal(.stageUnsafe, "a link or device in place of a file", path: path)
          }
          unlisted += 1
        case .unreadable(_, let failure): throw failure
        }
      }
      return try StoredManifest.Reading(reader, expecting: expected)
    }
    guard unlisted == 0 else {
      throw .refusal(
        .stageUnlisted,
        "\(unlisted) files or folders, nothing was released",
        path: "\(path)/data",
        next: "scan again into an empty stage"
      )
    }
    guard missing == 0 else {
      throw .refusal(
        .stageMissing,
        "\(missing) of \(total) files, nothing was released",
        path: "\(path)/data",
        next: "scan again into an empty stage"
      )
    }
    return reading
  }

  /// Opens the copy of an entry in `data/`.
  /// - Throws: `stage_missing`, `stage_unsafe`.
  package borrowing func open(_ entry: ManifestEntry) throws(Failure) -> OpenFile {
    let components = [Array("data".utf8)] + (try Self.components(of: entry))
    guard let file = try openFile(components) else {
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

  /// Writes a file of the stage, whole or not at all, beneath the folder that was opened: whoever may
  /// exchange the stage or `approvals` for a link turns nothing elsewhere.
  package borrowing func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    let draft = "\(name).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
    let number = folder.create(Array(draft.utf8), mode: 0o644)
    guard number >= 0 else {
      throw Failure(
        .outputFailed,
        "cannot create a file: \(describe(-number))",
        path: "\(path)/\(name)"
      )
    }
    let file = OpenFile(number)
    do throws(Failure) {
      try SmallFile.writeAll(bytes, to: file.number)
      guard fsync(file.number) == 0 else {
        throw Failure(.outputFailed, "cannot write a file: \(describe(errno))", path: path)
      }
      try folder.rename(Array(draft.utf8), to: Array(name.utf8))
    } catch {
      folder.remove(Array(draft.utf8))
      throw error
    }
    _ = fsync(folder.descriptor)
  }

  /// Writes an envelope to `approvals/`, named after its digest.
  /// - Returns: its path.
  package borrowing func writeEnvelope(
    _ bytes: [UInt8],
    verdict: Decision.Verdict,
    human: String
  ) throws(Failure) -> String {
    try folder.createFolders(Array("approvals".utf8), mode: 0o755)
    let name = Self.envelopeName(Digest256(hashing: bytes), verdict: verdict, human: human)
    try write(name, bytes)
    return "\(path)/\(name)"
  }

  /// The place of an envelope in a stage.
  package static func envelopeName(
    _ digest: Digest256,
    verdict: Decision.Verdict,
    human: String
  ) -> String {
    let safe = String(human.map { $0 == "/" || $0 == ":" ? "_" : $0 })
    return "approvals/\(verdict.rawValue)-\(safe)-\(digest.hex.prefix(12)).dsse.json"
  }

  /// Opens a regular file below the stage: beneath it, through no link, on its own mount.
  ///
  /// `components`: names, none of them empty, `.`, `..` or with a slash or NUL. Returns: nil where
  /// nothing is there. Throws: `stage_unsafe` for links, devices, pipes, other mounts and names
  /// that are not allowed.
  private borrowing func openFile(_ components: [[UInt8]]) throws(Failure) -> OpenFile? {
    let name = try Self.joined(components)
    let number = folder.open(name)
    guard number >= 0 else { return try Self.nothing(-number, path) }
    let file = OpenFile(number)
    guard let facts = file.facts else {
      throw Failure(.temporary, "cannot look at a file: \(describe(errno))", path: path)
    }
    guard facts.isRegular else { throw .refusal(.stageUnsafe, "not a regular file", path: path) }
    guard file.mountID == mountID else {
      throw .refusal(.stageUnsafe, "another file system is mounted in it", path: path)
    }
    return file
  }

  /// Opens a folder below the stage, as `openFile` does files.
  private borrowing func openFolder(_ components: [[UInt8]]) throws(Failure) -> Folder? {
    let opened = folder.open(folder: try Self.joined(components))
    guard let next = opened.folder else { return try Self.nothing(opened.code, path) }
    guard next.mountID == mountID else {
      throw .refusal(.stageUnsafe, "another file system is mounted in it", path: path)
    }
    return next
  }

  /// The names in a folder of the stage.
  private borrowing func names(in below: Folder) throws(Failure) -> [[UInt8]] {
    guard let names = below.names() else {
      throw Failure(.temporary, "cannot read a folder: \(describe(errno))", path: path)
    }
    return names
  }

  /// One path of several names.
  private static func joined(_ components: [[UInt8]]) throws(Failure) -> [UInt8] {
    guard !components.isEmpty, components.allSatisfy(SystemFiles.isSafeName) else {
      throw .refusal(.stageUnsafe, "a path that leaves the stage")
    }
    return Array(components.joined(separator: [0x2F]))
  }

  /// Nil where nothing is there; why it cannot be opened otherwise.
  private static func nothing<Opened: ~Copyable>(
    _ code: Int32,
    _ path: String
  ) throws(Failure) -> Opened? {
    switch code {
    case ENOENT: return nil
    case ENOSYS:
      throw Failure(
        .usage,
        "this kernel or sandbox lacks openat2, nothing was read",
        path: path,
        next: "run the gate on Linux 5.6 or later, without a filter on that call"
      )
    default:
      guard ExitCode.input(code) != .temporary else {
        throw Failure(.temporary, "cannot open a file: \(describe(code))", path: path)
      }
      throw .refusal(.stageUnsafe, describe(code), path: path)
    }
  }
}
