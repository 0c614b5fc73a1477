import Files
import Manifest
import Synchronization
import Vocabulary

/// What a copy was when its stage was published.
struct CopyFacts: Sendable {
  /// Device, inode, size and times, as `FileFacts.stamp`.
  var stamp: [UInt8]
  /// Type and permissions, as `st_mode`.
  var mode: UInt32

  /// The stamp without the time of the inode.
  var contentStamp: ArraySlice<UInt8> { stamp.prefix(FileFacts.contentStampBytes) }
}

/// The private folder in which a stage is built: copies under temporary names, and spools.
final class WorkFolder: Sendable {
  /// The folder, mode 0700.
  let folder: Folder
  /// Ends the work early.
  let stop: StopFlag
  private let round: Int64
  private let counter = Atomic<Int>(0)

  /// Prepares a folder for copies.
  ///
  /// `round`: how often the run was begun; keeps names apart.
  init(_ folder: Folder, round: Int64 = 1, stop: StopFlag = StopFlag()) throws(Failure) {
    self.folder = folder
    self.stop = stop
    self.round = round
    try folder.createFolders(Array("out".utf8))
  }

  /// A name that nobody else uses, in this round or one before.
  private func freshName(_ prefix: String) -> String {
    "\(prefix)\(counter.add(1, ordering: .relaxed).newValue)"
  }

  /// Creates a copy under a temporary name.
  /// - Returns: its name in the folder of copies, and the file.
  func newCopy() throws(Failure) -> (name: String, file: OutputFile) {
    let name = freshName("\(round)-")
    return (name, OutputFile(owning: try create(Self.path(ofCopy: name))))
  }

  /// The path below the folder of a copy.
  static func path(ofCopy name: String) -> [UInt8] { Array("out/\(name)".utf8) }

  /// Removes a copy that will not be used.
  func removeCopy(_ name: String) { folder.remove(Self.path(ofCopy: name)) }

  /// Takes over a copy of another stage by a name of its own.
  ///
  /// Its inode's time changes also when another of its names goes, with a stage that was exchanged
  /// or pruned: where nothing else has changed, the content is hashed.
  ///
  /// - Parameters:
  ///   - path: below the other stage.
  ///   - made: what it was when that stage was published.
  ///   - output: its content's size and digest.
  ///   - stage: the other stage.
  /// - Returns: its name in the folder of copies; nil where it is not what it was, or cannot be
  ///   linked.
  /// - Throws: where the run is to stop.
  func adopt(
    _ path: [UInt8],
    made: CopyFacts,
    _ output: ManifestEntry.Output,
    from stage: Folder
  ) throws(Failure) -> String? {
    guard let facts = stage.facts(of: path), facts.mode == made.mode else { return nil }
    if facts.stamp != made.stamp {
      guard facts.contentStamp[...] == made.contentStamp else { return nil }
      guard try digest(of: path, in: stage, bytes: output.bytes) == output.sha256 else {
        return nil
      }
    }
    let name = freshName("\(round)-")
    let place = Self.path(ofCopy: name)
    guard folder.link(path, of: stage, as: place) == 0 else { return nil }
    // The link has changed the time of the inode, and nothing else.
    guard let now = folder.facts(of: place), now.contentStamp[...] == made.contentStamp else {
      folder.remove(place)
      return nil
    }
    return name
  }

  /// The SHA-256 of a copy of a round before; nil where it is not there in that size.
  func digest(of copy: String, bytes: Int64) throws(Failure) -> Digest256? {
    try digest(of: Self.path(ofCopy: copy), in: folder, bytes: bytes)
  }

  /// The SHA-256 of a file; nil where it is not there in that size, or has attributes.
  private func digest(
    of path: [UInt8],
    in folder: Folder,
    bytes: Int64
  ) throws(Failure) -> Digest256? {
    let descriptor = folder.open(path)
    guard descriptor >= 0 else { return nil }
    var hasher = Hasher256()
    do throws(Withholding) {
      let file = try InputFile(owning: descriptor)
      guard file.facts.bytes == bytes, !file.hasAttributes else { return nil }
      var buffer: [UInt8] = []
      var offset: Int64 = 0
      while offset < bytes {
        // Whoever goes on without a digest is stopped at the next step.
        guard (try? stop.check()) != nil else { return nil }
        buffer.removeAll(keepingCapacity: true)
        let count = Int(min(1 << 20, bytes - offset))
        try file.read(at: offset, into: &buffer, count: count)
        hasher.update(buffer)
        offset += Int64(count)
      }
    } catch {
      return nil
    }
    return hasher.finish()
  }

  /// Creates a file that has no name.
  func temporaryFile() throws(Failure) -> OutputFile {
    let path = Array(freshName("spool-\(round)-").utf8)
    let descriptor = try create(path)
    folder.remove(path)
    return OutputFile(owning: descriptor)
  }

  /// The same file for reading, by a descriptor of its own.
  func reopen(_ file: OutputFile) throws(Failure) -> InputFile {
    do throws(Withholding) {
      return try InputFile(owning: file.duplicateDescriptor())
    } catch {
      throw Failure(.outputFailed, "a spool cannot be read back; nothing was staged")
    }
  }

  /// Removes the folder of copies, where it is empty.
  func remove() { folder.removeFolder(Array("out".utf8)) }

  /// Creates a file of mode 0640.
  private func create(_ path: [UInt8]) throws(Failure) -> Int32 {
    let descriptor = folder.create(path)
    guard descriptor >= 0 else {
      throw outputFailure(-descriptor, "a copy cannot be created")
    }
    return descriptor
  }
}
