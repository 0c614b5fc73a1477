import Database
import Files
import Glibc
import Manifest
import Vocabulary

/// Rows of the catalog out of a journal's lines and items.
struct ListedRows {
  /// Everything that was met.
  let journal: Journal

  /// Columns of items behind the three of a line.
  static let columns = """
    item.id, item.key, item.stamp, item.base, item.masked, item.entry, item.original, item.made,
    item.twin IS NULL AND length(item.stamp) > 0,
    (SELECT count(*) FROM member WHERE member.item = item.id)
    """

  /// The row of an item, whose copy is what it was when it was written, or what `facts` says of its path.
  ///
  /// Returns: nil for a line of a member, and for what may not be used again.
  func row(
    _ row: Statement,
    facts: ((_ path: [UInt8], ManifestEntry.Output, CopyFacts) -> CopyFacts?)? = nil
  ) throws(Failure) -> CatalogRow? {
    guard row.integer(11) != 0, let entry = EntryCoding.decode(row.blob(8), path: "x") else {
      return nil
    }
    var listed = CatalogRow(
      key: row.blob(4),
      stamp: row.blob(5),
      base: row.blob(6),
      isMasked: row.integer(7) != 0,
      entry: row.blob(8),
      original: row.blob(9)
    )
    if let output = entry.output {
      let path = Assembly.dataPath(String(decoding: row.blob(0), as: UTF8.self))
      guard !row.isNull(2), let made = CopyFacts(bytes: row.blob(10)),
        let now = facts.map({ $0(path, output, made) }) ?? made
      else { return nil }
      listed.copy = (path, now)
    }
    guard row.integer(12) > 0 else { return listed }
    try journal.connection.query(
      "SELECT path, entry FROM member WHERE item = ? ORDER BY place",
      [.integer(row.integer(3))]
    ) { (member) throws(Failure) in
      listed.members.append((member.blob(0), member.blob(1)))
    }
    return listed
  }
}

extension Assembly {
  /// Lines alone, and with what the catalog has of their items.
  static let lines = "SELECT path, entry, copy FROM line ORDER BY path"
  static let linesWithItems = """
    SELECT line.path, line.entry, line.copy, \(ListedRows.columns)
    FROM line LEFT JOIN item ON item.id = line.item ORDER BY line.path
    """

  /// Waits until a change of the copies that are there shows in their times.
  func waitForTick() {
    let rest = Int64(CatalogWriter.tickMicroseconds) - (monotonicMilliseconds() - scanned) * 1_000
    if rest > 0 { usleep(UInt32(rest)) }
  }

  /// Adds to the catalog what was moved to its place, as it is now, or everything where inodes have got
  /// another name.
  func addMoved(_ catalog: CatalogWriter) throws(Failure) {
    let which = try journal.hasTwins() ? "" : "AND line.copy <> '\(WorkFolder.placed)'"
    var now: Int64 = 0
    let rows = ListedRows(journal: journal)
    try journal.connection.query(
      """
      SELECT line.path, line.entry, line.copy, \(ListedRows.columns)
      FROM line JOIN item ON item.id = line.item
      WHERE item.twin IS NULL \(which) ORDER BY line.path
      """
    ) { (row) throws(Failure) in
      try stop.check()
      if now == 0 {
        usleep(CatalogWriter.tickMicroseconds)
        now = wallClockNanoseconds()
      }
      let listed = try rows.row(row) { path, output, made in
        guard let facts = folder.facts(of: path), facts.isRegular, facts.bytes == output.bytes,
          facts.contentStamp[...] == made.contentStamp
        else { return nil }
        return CopyFacts(facts)
      }
      if let listed { catalog.add(listed, now: now) }
    }
  }
}
