import Files
import Glibc
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

  /// Stamp and mode as bytes of the journal.
  var bytes: [UInt8] { stamp + (0..<4).map { UInt8(truncatingIfNeeded: mode >> ($0 * 8)) } }

  /// The facts of a stamp and a mode.
  init(stamp: [UInt8], mode: UInt32) {
    (self.stamp, self.mode) = (stamp, mode)
  }

  /// What the kernel says of a copy.
  init(_ facts: FileFacts) {
    self.init(stamp: facts.stamp, mode: facts.mode)
  }

  /// The facts behind `bytes`; nil where they are none.
  init?(bytes: [UInt8]) {
    guard bytes.count == FileFacts.stampBytes + 4 else { return nil }
    var mode: UInt32 = 0
    for byte in bytes.suffix(4).reversed() { mode = mode << 8 | UInt32(byte) }
    self.init(stamp: Array(bytes.prefix(FileFacts.stampBytes)), mode: mode)
  }
}

/// The private folder in which a stage is built: copies at their places or under temporary names, and
/// spools.
///
/// A copy is made where it will most likely stay, at its masked path below `data`. Where something stands
/// there already it gets a temporary name in `out`: which of two is called what is known at the end.
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

  /// The name of a copy that stands at the path of its item.
  static let placed = "="

  /// Creates a copy at its place, or under a temporary name where that is impossible.
  ///
  /// - Parameter place: its path below the work folder; nil for one that has none yet.
  /// - Returns: its name, and the file.
  /// - Throws: `Failure` where neither can be created.
  func newCopy(at place: [UInt8]?) throws(Failure) -> (name: String, file: OutputFile) {
    if let place, let descriptor = try occupy(place, { folder.create($0) }) {
      return (Self.placed, OutputFile(owning: descriptor))
    }
    let name = freshName("\(round)-")
    return (name, OutputFile(owning: try create(Self.path(ofCopy: name))))
  }

  /// Makes a file at a place, with the folders that it lies in.
  ///
  /// `make`: answers something, or minus an errno.
  /// Returns: nil where something else stands in the way.
  private func occupy(
    _ place: [UInt8],
    _ make: ([UInt8]) -> Int32
  ) throws(Failure) -> Int32? {
    var made = make(place)
    if made == -ENOENT, let end = place.lastIndex(of: 0x2F) {
      let code = folder.makeFolders(Array(place[..<end]))
      made = code == 0 ? make(place) : -code
      if made < 0 { Self.prune(place, in: folder) }
    }
    if made >= 0 { return made }
    guard Self.inTheWay.contains(-made) else {
      throw outputFailure(-made, "a copy cannot be created")
    }
    return nil
  }

  /// What the kernel says where a name is taken, by a file where a folder is asked or otherwise, or is
  /// none that this file system takes.
  private static let inTheWay: Set<Int32> = [
    EEXIST, ENOTDIR, EISDIR, ENOENT, ENAMETOOLONG, EINVAL, ELOOP, EXDEV,
  ]

  /// The path below the folder of a copy with a temporary name.
  static func path(ofCopy name: String) -> [UInt8] { Array("out/\(name)".utf8) }

  /// Removes a copy that will not be used.
  ///
  /// `place`: as it was given to `newCopy`.
  func removeCopy(_ name: String, at place: [UInt8]?) {
    guard name == Self.placed else { return folder.remove(Self.path(ofCopy: name)) }
    guard let place else { return }
    folder.remove(place)
    Self.prune(place, in: folder)
  }

  /// Removes the folders of a place in `data` that hold nothing: a stage has none.
  static func prune(_ place: [UInt8], in folder: Folder) {
    var path = place[...]
    while let end = path.lastIndex(of: 0x2F), end > data.count {
      path = path[..<end]
      folder.removeFolder(Array(path))
    }
  }

  /// The folder of all copies in a stage.
  static let data = Array("data".utf8)

  /// Takes over a copy of another stage, at its place or by a temporary name.
  ///
  /// Its inode's time changes also when another of its names goes, with a stage that was exchanged
  /// or pruned: where nothing else has changed, the content is hashed.
  ///
  /// - Parameters:
  ///   - path: below the other stage.
  ///   - made: what it was when that stage was published.
  ///   - output: its content's size and digest.
  ///   - stage: the other stage.
  ///   - place: where it goes, as for `newCopy`.
  /// - Returns: its name and what it is now; nil where it is not what it was, or cannot be linked.
  /// - Throws: where the run is to stop.
  func adopt(
    _ path: [UInt8],
    made: CopyFacts,
    _ output: ManifestEntry.Output,
    from stage: Folder,
    to place: [UInt8]?
  ) throws(Failure) -> (name: String, facts: CopyFacts)? {
    guard let facts = stage.facts(of: path), facts.mode == made.mode else { return nil }
    if facts.stamp != made.stamp {
      guard facts.contentStamp[...] == made.contentStamp else { return nil }
      guard try digest(of: path, in: stage, bytes: output.bytes) == output.sha256 else {
        return nil
      }
    }
    var (name, target) = (Self.placed, place ?? [])
    let isPlaced = place != nil && linkPlaced(path, of: stage, as: target)
    if !isPlaced {
      name = freshName("\(round)-")
      target = Self.path(ofCopy: name)
      guard folder.link(path, of: stage, as: target) == 0 else { return nil }
    }
    // The link has changed the time of the inode, and nothing else.
    guard let now = folder.facts(of: target), now.contentStamp[...] == made.contentStamp else {
      removeCopy(name, at: place)
      return nil
    }
    return (name, CopyFacts(now))
  }

  /// Links a copy to its place; whatever is wrong there is met again at the temporary name.
  private func linkPlaced(_ path: [UInt8], of stage: Folder, as place: [UInt8]) -> Bool {
    let made = try? occupy(place) { -folder.link(path, of: stage, as: $0) }
    return made == 0
  }

  /// Whether a copy is what it was when it was finished, but for its name: enough where the same process
  /// made it and nothing else can have been lost.
  func isAsMade(_ copy: String, _ made: CopyFacts) -> Bool {
    guard let facts = folder.facts(of: Self.path(ofCopy: copy)).map(CopyFacts.init) else {
      return false
    }
    return facts.contentStamp == made.contentStamp && facts.mode == made.mode
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
    return OutputFile(owning: descriptor, isHashed: false)
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
