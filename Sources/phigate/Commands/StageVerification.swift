import Files
import Gate
import Glibc
import Manifest
import Records
import Vocabulary

/// The files of a stage compared with its manifest, both ways.
struct StageVerification {
  /// One thing that does not match.
  struct Problem {
    /// Which rule.
    var code: RefusalCode
    /// What exactly, with the number that matters.
    var detail: String
    /// Where, by a path that the manifest states; a name that nobody masked is never shown.
    var path: String

    /// As the command line reports it.
    var failure: Failure { .refusal(code, detail, path: path) }

    /// As a line of NDJSON.
    var json: JSONValue {
      [
        "type": "problem", "reason": .string(code.rawValue), "detail": .string(detail),
        "path": .string(path),
      ]
    }
  }

  /// What does not match, in the order of the walk.
  private(set) var problems: [Problem] = []
  /// Files that match.
  private(set) var files = 0
  /// Their bytes.
  private(set) var bytes: Int64 = 0
  /// SHA-256 of manifest.jsonl.
  let digest: Digest256

  /// Outputs that have not been met yet, by their bytes below `data/`.
  private var pending: [[UInt8]: ManifestEntry.Output] = [:]
  /// Folders that the manifest lists something in; other names are never shown.
  private let known: Set<[UInt8]>

  /// Verifies a stage.
  /// - Throws: an integrity failure for a manifest that is not valid; a usage failure where there is
  ///   no stage. What does not match is in `problems`.
  init(path: String) throws(Failure) {
    let file = try ManifestFile(path: path)
    guard let folder = file.folder else {
      throw Failure(.usage, "a stage is needed, not its manifest alone", path: path)
    }
    var reader = try file.reader()
    var pending: [[UInt8]: ManifestEntry.Output] = [:]
    while let entry = try reader.next() {
      guard entry.kind != .member, let output = entry.output,
        let name = PathText.unescape(output.path)
      else { continue }
      guard pending.updateValue(output, forKey: name) == nil else {
        throw .refusal(.manifestInvalid, "two entries have one output", path: output.path)
      }
    }
    guard let result = reader.result else {
      throw Failure(.internalError, "a manifest that was read to its end has no footer")
    }
    digest = result.digest
    known = Set(pending.keys.flatMap(StageVerification.folders))
    self.pending = pending
    verifySources(of: folder, expected: reader.header.sources)
    verifyData(of: folder)
  }

  /// The reason codes of all problems, each once, sorted.
  var reasons: [String] { Set(problems.map(\.code.rawValue)).sorted() }

  /// Compares sources.jsonl, where the stage still has it, with the header.
  private mutating func verifySources(of folder: Folder, expected: Digest256?) {
    let name = Array("sources.jsonl".utf8)
    guard folder.facts(of: name) != nil, let expected else { return }
    let found = hash(folder.open(name))
    guard case .success(let found) = found, found.digest == expected else {
      add(.bytesMismatch, "its digest is not the one in the manifest's header", "sources.jsonl")
      return
    }
  }

  /// Walks `data/` and then lists what was not met.
  private mutating func verifyData(of folder: Folder) {
    let name = Array("data".utf8)
    if let data = folder.folder(name) {
      walk(data, below: [])
    } else if folder.facts(of: name) != nil {
      add(.stageUnsafe, "data is not a folder that can be read", "data")
    }
    for (_, output) in pending.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      add(.stageMissing, "\(output.bytes) bytes", "data/" + output.path)
    }
  }

  /// Looks at everything in a folder; one that the manifest lists nothing in is a problem itself.
  private mutating func walk(_ folder: Folder, below path: [UInt8]) {
    guard path.isEmpty || known.contains(path) else {
      let parent = path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[..<$0]) } ?? []
      add(.stageUnlisted, "a folder", shown(parent))
      return
    }
    guard let names = folder.names() else {
      add(.stageUnsafe, "a folder cannot be read", shown(path))
      return
    }
    for name in names {
      let child = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
      let facts = folder.facts(of: name)
      guard facts?.isFolder == true else {
        verify(folder, name, child, isRegular: facts?.isRegular == true)
        continue
      }
      if let inner = folder.folder(name) {
        walk(inner, below: child)
      } else {
        add(.stageUnsafe, "a folder cannot be opened", shown(path))
      }
    }
  }

  /// Compares one thing that is no folder with the manifest.
  private mutating func verify(
    _ folder: Folder,
    _ name: [UInt8],
    _ path: [UInt8],
    isRegular: Bool
  ) {
    let parent = Array(path.dropLast(path.count == name.count ? name.count : name.count + 1))
    guard isRegular else {
      pending.removeValue(forKey: path)
      add(.stageUnsafe, "no regular file; its name has \(name.count) bytes", shown(parent))
      return
    }
    guard let output = pending.removeValue(forKey: path) else {
      add(.stageUnlisted, "a file whose name has \(name.count) bytes", shown(parent))
      return
    }
    switch hash(folder.open(name)) {
    case .failure(let error):
      add(.bytesMismatch, "it cannot be read: \(error.words)", "data/" + output.path)
    case .success(let found) where found.bytes != output.bytes:
      add(.bytesMismatch, "\(found.bytes) bytes, not \(output.bytes)", "data/" + output.path)
    case .success(let found) where found.digest != output.sha256:
      add(.bytesMismatch, "another SHA-256 over \(found.bytes) bytes", "data/" + output.path)
    case .success(let found):
      files += 1
      bytes += found.bytes
    }
  }

  /// A folder by its path where the manifest lists something in it; `data/…` where it does not.
  private func shown(_ path: [UInt8]) -> String {
    guard !path.isEmpty else { return "data" }
    return known.contains(path) ? "data/" + PathText.escape(path) : "data/…"
  }

  /// Adds a problem.
  private mutating func add(_ code: RefusalCode, _ detail: String, _ path: String) {
    problems.append(Problem(code: code, detail: detail, path: path))
  }

  /// Why a file could not be hashed.
  private struct Unreadable: Error {
    /// The words of the errno.
    var words: String
  }

  /// Hashes a regular file to its end and closes it.
  /// - Parameter descriptor: as `Folder.open` gives it: minus the errno where it failed.
  /// - Returns: size and digest, or why there are none.
  private func hash(_ descriptor: Int32) -> Result<(bytes: Int64, digest: Digest256), Unreadable> {
    guard descriptor >= 0 else { return .failure(Unreadable(words: describe(-descriptor))) }
    defer { close(descriptor) }
    guard FileFacts(descriptor: descriptor)?.isRegular == true else {
      return .failure(Unreadable(words: "no regular file"))
    }
    var hasher = Hasher256()
    var total: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: StageVerification.bufferBytes)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count == 0 { return .success((total, hasher.finish())) }
      if count > 0 {
        hasher.update(buffer[..<count])
        total += Int64(count)
      } else if errno != EINTR {
        return .failure(Unreadable(words: describe(errno)))
      }
    }
  }

  /// Bytes read at a time.
  private static let bufferBytes = 256 << 10

  /// Every folder that a path lies in.
  private static func folders(of path: [UInt8]) -> [[UInt8]] {
    path.indices.filter { path[$0] == UInt8(ascii: "/") }.map { Array(path[..<$0]) }
  }
}
