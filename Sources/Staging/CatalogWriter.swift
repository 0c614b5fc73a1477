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
  private static let (suffix, draftSuffix) = (Array(".db".utf8), Array(".draft".utf8))

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

/// Makes the catalog of a stage that is about to be published.
struct CatalogWriter {
  /// Everything that was met, with its lines.
  let journal: Journal
  /// The work folder, whose copies are at their places.
  let folder: Folder
  /// Where the catalog goes.
  let place: CatalogPlace
  /// What it is made under.
  let print: CatalogPrint
  /// The stage's path, absolute and without links.
  let stage: String
  /// Ends the work early.
  let stop: StopFlag
  /// Microseconds in which a change of a copy could leave its times as they are: somewhat more than
  /// `FileTimes` asks for.
  private static let tickMicroseconds: UInt32 = 25_000

  /// Writes the catalog beside its place.
  ///
  /// - Returns: the draft, to be published once the stage is.
  /// - Throws: where it cannot be written; nothing stays behind then.
  func write() throws(Failure) -> CatalogDraft {
    let draft = "\(place.path).\(getpid()).draft"
    LocalKey.createFolders(place.folder)
    _ = unsafe unlink(draft)
    guard try SmallFile.reserve(draft) else {
      throw Failure(.temporary, "the catalog is being written by another run", path: draft)
    }
    do throws(Failure) {
      try fill(draft)
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
    return CatalogDraft(path: draft, place: place)
  }

  /// Fills a draft and brings it to the disk.
  private func fill(_ draft: String) throws(Failure) {
    // A change of a copy behind this moment is seen in its times.
    usleep(Self.tickMicroseconds)
    let connection = try Connection(path: draft, mode: .readWrite, isScratch: true)
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
    try addItems(connection)
    try connection.execute("COMMIT; CREATE INDEX item_key ON item(key);")
    connection.close()
    try bringToDisk(draft)
  }

  /// Adds every file whose result may be used again.
  private func addItems(_ connection: Connection) throws(Failure) {
    let times = FileTimes(folder, staysOnMount: true)
    let now = wallClockNanoseconds()
    var number: Int64 = 0
    try journal.connection.query(
      """
      SELECT item.id, item.key, item.stamp, item.base, item.masked, item.entry, item.original,
        item.made, line.path, line.copy,
        (SELECT count(*) FROM member WHERE member.item = item.id)
      FROM line JOIN item ON item.id = line.item
      WHERE item.twin IS NULL AND length(item.stamp) > 0 ORDER BY line.path
      """
    ) { (row) throws(Failure) in
      try stop.check()
      guard let entry = EntryCoding.decode(row.blob(5), path: "x") else { return }
      var (copy, made, mode): (Value, Value, Value) = (.null, .null, .null)
      if let output = entry.output {
        let path = Assembly.dataPath(String(decoding: row.blob(8), as: UTF8.self))
        guard !row.isNull(9), let written = CopyFacts(bytes: row.blob(7)),
          let facts = facts(of: path, written, output, isPlaced: row.text(9) == WorkFolder.placed),
          times.isSettled(stamp: facts.stamp, at: now)
        else { return }
        (copy, made, mode) = (.blob(path), .blob(facts.stamp), .integer(Int64(facts.mode)))
      }
      number += 1
      let members = row.integer(10)
      try connection.run(
        "INSERT INTO item VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .integer(number), .blob(row.blob(1)), .blob(row.blob(2)), .integer(members),
          .blob(row.blob(3)), .integer(row.integer(4)), .blob(row.blob(5)),
          row.isNull(6) ? .null : .blob(row.blob(6)), copy, made, mode,
        ]
      )
      if members > 0 { try addMembers(of: row.integer(0), as: number, connection) }
    }
  }

  /// What a copy is; nil where it is not what was written.
  ///
  /// One that stands where it was made is what it was then: any change since shows in its times.
  private func facts(
    of path: [UInt8],
    _ written: CopyFacts,
    _ output: ManifestEntry.Output,
    isPlaced: Bool
  ) -> CopyFacts? {
    if isPlaced { return written }
    guard let facts = folder.facts(of: path), facts.isRegular, facts.bytes == output.bytes,
      facts.contentStamp[...] == written.contentStamp
    else { return nil }
    return CopyFacts(facts)
  }

  /// Adds the members of a file.
  private func addMembers(
    of item: Int64,
    as number: Int64,
    _ connection: Connection
  ) throws(Failure) {
    try journal.connection.query(
      "SELECT place, path, entry FROM member WHERE item = ?",
      [.integer(item)]
    ) { (row) throws(Failure) in
      try connection.run(
        "INSERT INTO member VALUES(?, ?, ?, ?)",
        [.integer(number), .integer(row.integer(0)), .blob(row.blob(1)), .blob(row.blob(2))]
      )
    }
  }

  /// Syncs the draft.
  private func bringToDisk(_ draft: String) throws(Failure) {
    let file = unsafe open(draft, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw outputFailure(errno, "the catalog cannot be synced", path: draft) }
    defer { close(file) }
    guard fsync(file) == 0 else {
      throw outputFailure(errno, "the catalog cannot be synced", path: draft)
    }
  }
}
