import Database
import Files
import Glibc
import Manifest
import Masking
import Vocabulary

/// A catalog beside its place; gone with `discard` unless it was published.
struct CatalogDraft {
  /// Where it stands.
  let path: String
  /// Where it goes.
  let place: CatalogPlace
  /// Catalogs that are kept, the newest ones: sources that come no more have some, too.
  private static let catalogsMax = 32
  /// A day: longer than any run takes from its draft to its end.
  private static let draftNanosecondsMax: Int64 = 86_400_000_000_000
  /// Endings of names: a catalog, and one that is being made.
  private static let suffix = Array(".db".utf8)
  private static let draftSuffix = Array(".draft".utf8)

  /// Puts it into its place, and removes the oldest catalogs where there are too many.
  func publish() throws(Failure) {
    guard unsafe rename(path, place.path) == 0 else {
      throw outputFailure(errno, "the catalog cannot be put in its place", path: place.path)
    }
    SmallFile.sync(folder: place.folder)
    removeOldest()
  }

  /// Removes it, where it was not published.
  func discard() { _ = unsafe unlink(path) }

  /// Removes drafts of runs that were killed and all catalogs but the newest.
  private func removeOldest() {
    guard let folder = try? Folder(path: place.folder) else { return }
    var known: [(name: [UInt8], time: Int64)] = []
    for name in folder.names() ?? [] {
      guard let facts = folder.facts(of: name) else { continue }
      if name.suffix(Self.draftSuffix.count) == Self.draftSuffix[...] {
        let age = wallClockNanoseconds() - facts.modified
        if age > Self.draftNanosecondsMax { folder.remove(name) }
      } else if name.suffix(Self.suffix.count) == Self.suffix[...] {
        known.append((name, facts.modified))
      }
    }
    known.sort { $0.time > $1.time }
    for old in known.dropFirst(Self.catalogsMax) { folder.remove(old.name) }
  }
}

/// A row of a catalog, as the journal has it.
struct CatalogRow: Sendable {
  /// As `JournalRow` has them.
  var (key, stamp, base): ([UInt8], [UInt8], [UInt8])
  /// Whether something in the path was masked.
  var isMasked: Bool
  /// The entry as `EntryCoding` writes it.
  var entry: [UInt8]
  /// HMAC of the original's content; empty for none.
  var original: [UInt8]
  /// Path and facts of the copy; nil where nothing is released.
  var copy: (path: [UInt8], facts: CopyFacts)?
  /// Paths and entries of members, in order.
  var members: [(path: [UInt8], entry: [UInt8])] = []
}

/// Makes the catalog of a stage that is about to be published, from any thread.
///
/// What goes wrong with it ends no run: it is kept, and said at the end.
final class CatalogWriter: Sendable {
  /// What the lock guards.
  private struct State {
    let connection: Connection
    /// Rows until now.
    var count: Int64 = 0
    /// Why there will be none, the first time something failed.
    var failure: Failure?
  }

  /// The catalog beside its place.
  let draft: CatalogDraft
  private let state: Monitor<State>
  /// What times of copies are worth, and when the first row was asked for.
  private let times: FileTimes
  /// Microseconds in which a change of a copy could leave its times as they are: somewhat more than
  /// `FileTimes` asks for.
  static let tickMicroseconds: UInt32 = 25_000

  /// Begins a catalog beside its place.
  ///
  /// - Parameters:
  ///   - place: where it goes.
  ///   - print: what it is made under.
  ///   - stage: the stage's path, absolute and without links.
  ///   - folder: the work folder.
  /// - Throws: where it cannot be written; nothing stays behind then.
  init(
    _ place: CatalogPlace,
    under print: CatalogPrint,
    stage: String,
    in folder: Folder
  ) throws(Failure) {
    let path = "\(place.path).\(getpid()).draft"
    LocalKey.createFolders(place.folder)
    _ = unsafe unlink(path)
    guard try SmallFile.reserve(path) else {
      throw Failure(.temporary, "the catalog is being written by another run", path: path)
    }
    draft = CatalogDraft(path: path, place: place)
    times = FileTimes(folder, staysOnMount: true)
    do throws(Failure) {
      state = Monitor(State(connection: try Self.begin(path, place, print, stage, folder)))
    } catch {
      draft.discard()
      throw error
    }
  }

  /// Makes the tables and says what they are of.
  private static func begin(
    _ path: String,
    _ place: CatalogPlace,
    _ print: CatalogPrint,
    _ stage: String,
    _ folder: Folder
  ) throws(Failure) -> Connection {
    let connection = try Connection(path: path, mode: .readWrite, isScratch: true)
    try connection.execute(
      """
      PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;
      CREATE TABLE run(
        version INTEGER, settings BLOB, limits BLOB, stage BLOB, device INTEGER, inode INTEGER);
      CREATE TABLE item(
        id INTEGER PRIMARY KEY, key BLOB, stamp BLOB, members INTEGER, base BLOB, masked INTEGER,
        entry BLOB, original BLOB, copy BLOB, made BLOB, mode INTEGER);
      CREATE TABLE member(
        item INTEGER, place INTEGER, path BLOB, entry BLOB,
        PRIMARY KEY(item, place)) WITHOUT ROWID;
      BEGIN;
      """
    )
    guard let facts = FileFacts(descriptor: folder.descriptor),
      let sealed = place.key.sealed(Array(stage.utf8))
    else { throw Failure(.temporary, "nobody knows where the stage is") }
    try connection.run(
      "INSERT INTO run VALUES(?, ?, ?, ?, ?, ?)",
      [
        .integer(Catalog.version), .blob(print.settings.bytes), .blob(print.limitBytes),
        .blob(sealed), .integer(Int64(bitPattern: facts.device)),
        .integer(Int64(bitPattern: facts.inode)),
      ]
    )
    return connection
  }

  /// Adds a file whose result may be used again, unless its copy could change without being seen.
  ///
  /// - Parameters:
  ///   - row: what is known of it.
  ///   - now: a moment at which its copy was what it is, in nanoseconds since 1970.
  /// - Returns: whether that is long enough after the copy was made.
  @discardableResult
  func add(_ row: CatalogRow, now: Int64) -> Bool {
    if let copy = row.copy, !times.isSettled(stamp: copy.facts.stamp, at: now) { return false }
    state.update { state in
      guard state.failure == nil else { return }
      do throws(Failure) {
        state.count += 1
        try Self.insert(row, as: state.count, state.connection)
      } catch {
        state.failure = error
      }
    }
    return true
  }

  /// Inserts a row.
  private static func insert(
    _ row: CatalogRow,
    as number: Int64,
    _ connection: Connection
  ) throws(Failure) {
    try connection.run(
      "INSERT INTO item VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(number), .blob(row.key), .blob(row.stamp), .integer(Int64(row.members.count)),
        .blob(row.base), .integer(row.isMasked ? 1 : 0), .blob(row.entry),
        row.original.isEmpty ? .null : .blob(row.original),
        row.copy.map { .blob($0.path) } ?? .null, row.copy.map { .blob($0.facts.stamp) } ?? .null,
        row.copy.map { .integer(Int64($0.facts.mode)) } ?? .null,
      ]
    )
    for (place, member) in row.members.enumerated() {
      try connection.run(
        "INSERT INTO member VALUES(?, ?, ?, ?)",
        [.integer(number), .integer(Int64(place)), .blob(member.path), .blob(member.entry)]
      )
    }
  }

  /// Ends the catalog and brings it to the disk.
  ///
  /// - Throws: what went wrong until now.
  func finish() throws(Failure) {
    try state.update { (state) throws(Failure) in
      if let failure = state.failure { throw failure }
      try state.connection.execute("COMMIT; CREATE INDEX item_key ON item(key);")
      state.connection.close()
    }
    let file = unsafe open(draft.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure }
  }

  /// The draft cannot be brought to the disk.
  private var failure: Failure {
    outputFailure(errno, "the catalog cannot be synced", path: draft.path)
  }
}
