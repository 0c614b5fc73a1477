import Database
import Files
import Glibc
import Manifest
import Masking
import Vocabulary

/// Where the state folder keeps what the run before found in the same sources.
struct CatalogPlace: Sendable {
  /// The folder of catalogs, mode 0700.
  let folder: String
  /// The catalog's file.
  let path: String
  /// Seals the stage's path.
  let key: SiteKey

  /// The place of the catalog of some sources, named by an HMAC of their real paths.
  init(stateFolder: String, sources: [ScanSource], key: SiteKey) {
    self.key = key
    folder = "\(stateFolder)/catalog"
    let name = key.digest(
      of: sources.flatMap { Array($0.realPath.utf8) + [0] },
      for: .sourcePath
    )
    path = "\(folder)/\(name.hex.prefix(32)).db"
  }
}

/// What a catalog was made under.
struct CatalogPrint: Sendable {
  /// Digest of everything that must be the same, but for the limits.
  var settings: Digest256
  /// Limits of sizes and counts, in a fixed order.
  var limits: [Int64]

  /// What the limits of a configuration are, as far as a released file is the same under higher
  /// ones: those on names and on the depth of JSON can change what a file becomes.
  static func limits(_ limits: Limits) -> [Int64] {
    [
      Int64(limits.archiveDepthMax), Int64(limits.archiveMembersMax), Int64(limits.ratioMax),
      limits.ratioFreeBytes, limits.unpackedBytesMax, limits.memberBytesMax, limits.fileBytesMax,
    ]
  }

  /// The limits with those of `limits(_:)` as they are built in, for a digest of the others.
  static func others(_ limits: Limits) -> Limits {
    var rest = Limits()
    rest.pathBytesMax = limits.pathBytesMax
    rest.nameBytesMax = limits.nameBytesMax
    rest.jsonDepthMax = limits.jsonDepthMax
    return rest
  }

  /// The limits as a blob.
  var limitBytes: [UInt8] { Array(limits.map { "\($0)" }.joined(separator: " ").utf8) }

  /// The limits behind a blob; empty where it is none.
  static func limits(_ bytes: [UInt8]) -> [Int64] {
    String(decoding: bytes, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
  }
}

/// One file as the run before left it.
struct CatalogItem: Sendable {
  /// The masked path before collisions are resolved.
  var base: String
  /// Whether something in the path was masked.
  var isMasked: Bool
  /// The entry without its path.
  var entry: ManifestEntry
  /// Entries of members, with paths relative to the file's.
  var members: [ManifestEntry] = []
  /// HMAC of the original's content under the site key.
  var original: Digest256?
  /// The path of the copy below the stage; nil where nothing is released.
  var copy: [UInt8]?
  /// What the copy was when the stage was published.
  var made: CopyFacts

  /// Whether it or one of its members was withheld.
  var isWithheld: Bool {
    entry.disposition == .withheld || members.contains { $0.disposition == .withheld }
  }

  /// Whether its copy is as it was.
  func isThere(in stage: Folder) -> Bool {
    guard let copy else { return true }
    return stage.facts(of: copy).map { $0.contentStamp[...] == made.contentStamp } ?? false
  }

  /// Whether it or one of its members depends on the machine.
  var isTransient: Bool { entry.transient || members.contains { $0.transient } }
}

/// What the run before found in the same sources, under the same rules, settings, key and build.
///
/// A cache and no more: whatever is wrong with it means that a file is scanned. Holds masked paths
/// and HMACs alone. The gate hashes and scans what leaves, whatever a catalog says.
final class Catalog: Sendable {
  /// Which results may be used again.
  enum Use: Sendable {
    /// Those of all files that are unchanged.
    case everything
    /// Those of files of which nothing was withheld; limits may be higher than they were.
    case released
  }

  /// Changes with the tables.
  static let version: Int64 = 1

  /// KiB of pages that a connection keeps: with two, an index over some hundred thousand files.
  private static let cacheKiB = 8_192

  /// Connections that nobody uses: each thread that looks takes one, so that none waits for another.
  private let free: Monitor<[Connection]>
  private let place: CatalogPlace
  private let print: CatalogPrint
  /// The stage of the run before.
  let stage: Folder
  private let use: Use

  /// Opens a catalog; nil where there is none that counts.
  static func open(_ place: CatalogPlace, under print: CatalogPrint, _ use: Use) -> Catalog? {
    guard unsafe access(place.path, R_OK) == 0 else { return nil }
    return try? Catalog(place, print, use)
  }

  /// Opens a catalog, or throws because it does not count.
  private init(_ place: CatalogPlace, _ print: CatalogPrint, _ use: Use) throws(Failure) {
    let (connection, folder) = try Self.connect(place, print, use)
    stage = folder
    free = Monitor([connection])
    (self.place, self.print, self.use) = (place, print, use)
  }

  /// Opens the file, or throws because it does not count.
  private static func connect(
    _ place: CatalogPlace,
    _ print: CatalogPrint,
    _ use: Use
  ) throws(Failure) -> (Connection, Folder) {
    let connection = try Connection(path: place.path, mode: .readOnly)
    var folder: Folder?
    try connection.query("SELECT version, settings, limits, stage, device, inode FROM run") { row in
      guard row.integer(0) == Self.version, row.blob(1) == print.settings.bytes,
        Self.allows(CatalogPrint.limits(row.blob(2)), print.limits, use),
        let path = place.key.opened(row.blob(3)),
        let found = try? Folder(path: String(decoding: path, as: UTF8.self)),
        let facts = FileFacts(descriptor: found.descriptor),
        Int64(bitPattern: facts.device) == row.integer(4),
        Int64(bitPattern: facts.inode) == row.integer(5)
      else { return }
      folder = found
    }
    guard let folder else { throw Failure(.temporary, "the catalog is of other settings") }
    // One transaction for all looks: each of its own would lock the file and look for journals.
    try connection.execute("PRAGMA cache_size=-\(Self.cacheKiB); BEGIN")
    return (connection, folder)
  }

  /// Hands `body` a connection that nobody else uses meanwhile.
  private func withConnection<Result>(
    _ body: (Connection) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let connection: Connection
    if let idle = free.update({ $0.popLast() }) {
      connection = idle
    } else {
      let (other, folder) = try Self.connect(place, print, use)
      // Another run may have put its catalog into the place, which speaks of another stage.
      guard FileFacts(descriptor: folder.descriptor)?.inode == stageInode else {
        throw Failure(.temporary, "the catalog is another one by now")
      }
      connection = other
    }
    defer { free.update { $0.append(connection) } }
    return try body(connection)
  }

  /// The inode of the stage.
  private var stageInode: UInt64? { FileFacts(descriptor: stage.descriptor)?.inode }

  /// Whether results under limits that were count under those that are.
  private static func allows(_ old: [Int64], _ new: [Int64], _ use: Use) -> Bool {
    guard old.count == new.count else { return false }
    return use == .everything ? old == new : zip(old, new).allSatisfy { $0 <= $1 }
  }

  /// What the run before left of a file that has not changed since.
  ///
  /// - Returns: nil where it must be scanned.
  func find(_ key: Digest256, stamp: [UInt8]) -> CatalogItem? {
    guard !stamp.isEmpty else { return nil }
    guard let item = try? look(key, stamp), !item.isTransient else { return nil }
    if use == .released, item.isWithheld { return nil }
    return item
  }

  /// The row of a file.
  private func look(_ key: Digest256, _ stamp: [UInt8]) throws(Failure) -> CatalogItem? {
    try withConnection { (connection) throws(Failure) -> CatalogItem? in
      var found: (id: Int64, members: Int64, item: CatalogItem)?
      try connection.query(
        """
        SELECT id, members, base, masked, entry, original, copy, made, mode FROM item
        WHERE key = ? AND stamp = ?
        """,
        [.blob(key.bytes), .blob(stamp)]
      ) { row in
        guard let entry = EntryCoding.decode(row.blob(4), path: "x") else { return }
        let item = CatalogItem(
          base: String(decoding: row.blob(2), as: UTF8.self),
          isMasked: row.integer(3) != 0,
          entry: entry,
          original: Digest256(bytes: row.blob(5)),
          copy: row.isNull(6) ? nil : row.blob(6),
          made: CopyFacts(stamp: row.blob(7), mode: UInt32(truncatingIfNeeded: row.integer(8)))
        )
        found = (row.integer(0), row.integer(1), item)
      }
      guard var found, (found.item.copy == nil) == (found.item.entry.output == nil) else {
        return nil
      }
      guard found.members > 0 else { return found.item }
      try connection.query(
        "SELECT path, entry FROM member WHERE item = ? ORDER BY place",
        [.integer(found.id)]
      ) { row in
        let path = String(decoding: row.blob(0), as: UTF8.self)
        guard let entry = EntryCoding.decode(row.blob(1), path: path) else { return }
        found.item.members.append(entry)
      }
      return found.item.members.count == Int(found.members) ? found.item : nil
    }
  }
}
