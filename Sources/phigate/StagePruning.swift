import Files
import Gate
import Glibc
import Records
import Vocabulary

/// Removes stages, each whole or not at all.
struct StagePruning {
  /// Stages that were finished before this are old.
  let before: Timestamp
  /// Whether nothing is removed.
  let isDryRun: Bool
  /// Requests that are open; nil where nobody knows, so that every request counts as open.
  let requests: OpenRequests?
  /// What the name of a stage ends in while it is being removed.
  static let suffix = ".pruned"
  /// Bytes of run.json and request.json at most.
  private static let recordBytesMax = 4 << 20

  /// What became of a stage.
  struct Fate {
    /// How it ended.
    enum Kind {
      /// It was removed, or would be.
      case pruned
      /// It is old and stays.
      case kept
      /// It is not old.
      case younger
      /// It is not there.
      case absent
    }
    /// How it ended.
    var kind: Kind
    /// When its run ended; nil where it does not say.
    var finished: Timestamp?
    /// Why it stays.
    var reason: String?
    /// Bytes on the disk that no other name holds.
    var bytes: Int64 = 0
  }

  /// Whether a folder is a stage: it has a manifest and the record of its run.
  static func isStage(_ path: String) -> Bool {
    SystemFiles.exists("\(path)/manifest.jsonl") && SystemFiles.exists("\(path)/run.json")
  }

  /// Removes a stage where that is allowed.
  ///
  /// - Throws: `outputFailed` where it cannot be removed whole.
  func prune(_ path: String) throws(Failure) -> Fate {
    if !isDryRun { removeTree(path + Self.suffix) }
    guard Self.isStage(path) else { return Fate(kind: .absent) }
    guard let finished = finished(path) else {
      return Fate(kind: .kept, reason: "run.json does not say when it ended")
    }
    guard finished < before else { return Fate(kind: .younger, finished: finished) }
    func kept(_ reason: String) -> Fate { Fate(kind: .kept, finished: finished, reason: reason) }
    let lock: FileLock
    do throws(Failure) {
      lock = try FileLock(path: path + ".lock", what: "the stage")
    } catch {
      guard error.code == .locked else { return kept("it cannot be locked") }
      return kept(error.message.replacing("; nothing was done", with: ""))
    }
    defer { withExtendedLifetime(lock) {} }
    if let reason = openReason(path) { return kept(reason) }
    var fate = Fate(kind: .pruned, finished: finished)
    guard let folder = try? Folder(path: path) else { return kept("it cannot be opened") }
    fate.bytes = Self.bytes(folder)
    if isDryRun { return fate }
    try remove(path)
    return fate
  }

  /// Moves a stage out of its place, looks once more, and removes it.
  private func remove(_ path: String) throws(Failure) {
    let aside = path + Self.suffix
    let code = renameExclusively(path, to: aside)
    guard code == 0 else {
      throw outputFailure(code, "a stage cannot be moved aside", path: path)
    }
    // Somebody may have asked for its release at the same moment.
    if openReason(aside) != nil, renameExclusively(aside, to: path) == 0 { return }
    removeTree(aside)
    guard !SystemFiles.exists(aside) else {
      throw Failure(
        .outputFailed,
        "a stage cannot be removed whole; what is left is beside its place",
        path: aside,
        next: "remove it as the user it belongs to, and run again"
      )
    }
  }

  /// Why a stage's request forbids to remove it; nil where nothing does.
  private func openReason(_ path: String) -> String? {
    guard SystemFiles.exists("\(path)/request.json") else { return nil }
    guard let requests else { return "a request, and no audit log that says whether it is open" }
    let bytes = try? SmallFile.read("\(path)/request.json", bytesMax: Self.recordBytesMax)
    return requests.contains(bytes ?? []) ? "its request is open" : nil
  }

  /// When the run of a stage ended.
  private func finished(_ path: String) -> Timestamp? {
    guard let bytes = try? SmallFile.read("\(path)/run.json", bytesMax: Self.recordBytesMax),
      case .object(let record)? = try? StrictJSON.parse(bytes.span, limits: .document),
      case .string(let text)? = record["finished"]
    else { return nil }
    return Timestamp(text)
  }

  /// Bytes on the disk of files that have no other name, in a folder and below it.
  private static func bytes(_ folder: Folder) -> Int64 {
    var total: Int64 = 0
    guard let listing = FolderListing(folder) else { return 0 }
    while case .name(let name) = listing.next() {
      guard let facts = folder.facts(of: name) else { continue }
      if facts.isFolder {
        if let inner = folder.folder(name) { total += bytes(inner) }
      } else if facts.links == 1 {
        total += facts.storedBytes
      }
    }
    return total
  }
}
