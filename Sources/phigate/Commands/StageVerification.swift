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

  /// Problems that are kept; the others are counted.
  static let problemsMax = 20

  /// The first of what does not match, in the order of the walk.
  private(set) var problems: [Problem] = []
  /// How many there are.
  private(set) var problemCount = 0
  /// The reason codes of all problems.
  private var codes: Set<String> = []
  /// Files that match.
  private(set) var files = 0
  /// Their bytes.
  private(set) var bytes: Int64 = 0
  /// SHA-256 of manifest.jsonl.
  let digest: Digest256

  /// Verifies a stage.
  /// - Throws: an integrity failure for a manifest that is not valid; a usage failure where there is
  ///   no stage. What does not match is in `problems`.
  init(path: String) throws(Failure) {
    let file = try ManifestFile(path: path)
    guard let folder = file.folder else {
      throw Failure(.usage, "a stage is needed, not its manifest alone", path: path)
    }
    // Once to know that the manifest holds, and once along the files.
    let known = try Self.readManifest(file)
    digest = known.digest
    verifySources(of: folder, expected: known.sources)
    let name = Array("data".utf8)
    let data = folder.folder(name)
    if data == nil, folder.facts(of: name) != nil {
      add(.stageUnsafe, "data is not a folder that can be read", "data")
    }
    let reader = try StageWalk(try file.reader())
      .run(data) { (step) throws(Failure) in try take(step) }
    guard reader.result?.digest == digest else {
      throw .refusal(.manifestMismatch, "it changed while it was read", path: path)
    }
  }

  /// Reads a manifest to its end.
  private static func readManifest(
    _ file: ManifestFile
  ) throws(Failure) -> (digest: Digest256, sources: Digest256?) {
    var reader = try file.reader()
    while try reader.next() != nil {}
    guard let result = reader.result else {
      throw Failure(.internalError, "a manifest that was read to its end has no footer")
    }
    return (result.digest, reader.header.sources)
  }

  /// The reason codes of all problems, each once, sorted.
  var reasons: [String] { codes.sorted() }

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

  /// Takes a step of the walk.
  private mutating func take(_ step: StageWalk.Step) throws(Failure) {
    switch step {
    case .entered: return
    case .listed(let entry, let folder, let name):
      if let output = entry.output { verify(output, hash(folder.open(name))) }
    case .missing(let entry):
      let bytes = entry.output?.bytes ?? 0
      add(.stageMissing, "\(bytes) bytes", "data/\(entry.path)")
    case .stray(let stray):
      let place = stray.folder.isEmpty ? "data" : "data/\(stray.folder)"
      switch stray.kind {
      case .file: add(.stageUnlisted, "a file whose name has \(stray.nameBytes) bytes", place)
      case .folder: add(.stageUnlisted, "a folder", place)
      case .special:
        add(.stageUnsafe, "no regular file; its name has \(stray.nameBytes) bytes", place)
      }
    case .unreadable(let folder, let failure):
      add(.stageUnsafe, failure.message, folder.isEmpty ? "data" : "data/\(folder)")
    }
  }

  /// Compares a file with what the manifest says of it.
  private mutating func verify(
    _ output: ManifestEntry.Output,
    _ found: Result<(bytes: Int64, digest: Digest256), Unreadable>
  ) {
    let path = "data/" + output.path
    switch found {
    case .failure(let error): add(.bytesMismatch, "it cannot be read: \(error.words)", path)
    case .success(let found) where found.bytes != output.bytes:
      add(.bytesMismatch, "\(found.bytes) bytes, not \(output.bytes)", path)
    case .success(let found) where found.digest != output.sha256:
      add(.bytesMismatch, "another SHA-256 over \(found.bytes) bytes", path)
    case .success(let found):
      files += 1
      bytes += found.bytes
    }
  }

  /// Adds a problem.
  private mutating func add(_ code: RefusalCode, _ detail: String, _ path: String) {
    problemCount += 1
    codes.insert(code.rawValue)
    guard problems.count < Self.problemsMax else { return }
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
}
