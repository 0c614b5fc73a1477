import Configuration
import Database
import Files
import Glibc
import Manifest
import Masking
import Records
import Vocabulary

/// Gives every copy its path and writes what makes a folder of copies a stage.
///
/// Works on the journal alone, a row at a time: memory does not grow with the number of files.
struct Assembly {
  /// Everything that was met.
  let journal: Journal
  /// The work folder.
  let folder: Folder
  /// The settings.
  let configuration: Configuration
  /// Makes the digests of `sources.jsonl`; nil without a configuration.
  let siteKey: SiteKey?
  /// Ends the work early.
  let stop: StopFlag
  /// Receives what the next run may use; nil where there will be no catalog.
  var catalog: CatalogWriter?
  /// When the last copy was finished, on the monotonic clock in milliseconds.
  var scanned: Int64 = 0

  /// Moves copies to their places and writes the manifest, SHA256SUMS, sources.jsonl and the seal.
  ///
  /// `header`: without key and sources, which are set here.
  func write(header: ManifestHeader) throws(Failure) -> StagingSummary {
    var header = header
    try journal.finish()
    let sources = try siteKey.map { (_) throws(Failure) in try newFile("sources.jsonl") }
    let isPlain = try isPlain()
    if !isPlain {
      try nameEverything(sources)
    } else if let sources {
      try writePlainSources(sources)
    }
    if let siteKey, let sources {
      header.keyID = siteKey.id
      header.sources = try sources.finish()
      try sources.close()
    }
    let summary = try isPlain ? listPlain(header) : listAndMove(header)
    if !isPlain {
      try linkTwins()
      if let catalog { try addMoved(catalog) }
    }
    if let siteKey, configuration.masks.needsKey(configuration.scan.profile) {
      let seal = try newFile(StageSeal.fileName)
      try seal.write(StageSeal.bytes(manifest: summary.digest, key: siteKey).span)
      try seal.close()
    }
    return summary
  }

  /// Takes back what a round before moved or put into its place, so that all copies have temporary names
  /// and nothing else is left of it.
  static func undo(_ journal: Journal, in folder: Folder) throws(Failure) {
    let connection = journal.connection
    try folder.createFolders(Array("out".utf8))
    try connection.query("SELECT path, copy FROM line WHERE copy <> '\(WorkFolder.placed)'") {
      (row) throws(Failure) in
      try StopSignal.check()
      let target = dataPath(String(decoding: row.blob(0), as: UTF8.self))
      if folder.facts(of: target) != nil {
        try? folder.rename(target, to: WorkFolder.path(ofCopy: row.text(1)))
      }
    }
    try connection.query("SELECT id, base FROM item WHERE copy = '\(WorkFolder.placed)'") {
      (row) throws(Failure) in
      try StopSignal.check()
      let place = dataPath(String(decoding: row.blob(1), as: UTF8.self))
      try displace(row.integer(0), from: place, in: folder, connection)
    }
    try connection.run("DELETE FROM line")
    try journal.commit()
    if let data = folder.folder(Array("data".utf8)) { emptyFolder(data) }
    for name in [
      "data", "manifest.jsonl", "SHA256SUMS", "sources.jsonl", "run.json", StageSeal.fileName,
    ] {
      folder.remove(Array(name.utf8))
      folder.removeFolder(Array(name.utf8))
    }
  }

  /// Gives the copy of an item that stands at a place a temporary name, and tells the journal.
  ///
  /// The name is the same each time: a kill between both leaves the copy where the next round looks. A
  /// copy that is not there is missed when its digest is asked for.
  @discardableResult
  private static func displace(
    _ item: Int64,
    from place: [UInt8],
    in folder: Folder,
    _ connection: Connection
  ) throws(Failure) -> Value {
    let name = "p\(item)"
    if folder.facts(of: place) != nil {
      try folder.rename(place, to: WorkFolder.path(ofCopy: name))
    }
    try connection.run(
      "UPDATE item SET copy = ? WHERE id = ?",
      [.text(name), .integer(item)]
    )
    return .text(name)
  }

  /// The path below the work folder of the copy of a listed path.
  static func dataPath(_ path: String) -> [UInt8] {
    Array("data/".utf8) + (PathText.unescape(path) ?? Array(path.utf8))
  }

  /// One item as it is read back, in the order of the manifest.
  private struct Item {
    var id: Int64
    var base: String
    var isMasked: Bool
    var entry: [UInt8]
    var copy: Value
    var original: Digest256?
    var name: Digest256?
    var twin: Value
  }

  /// Makes equal paths different, in the order of their outputs' digests, and puts a line into the
  /// journal for every entry, members included.
  private func nameEverything(_ sources: OutputFile?) throws(Failure) {
    let connection = journal.connection
    let hasMembers = try connection.integer("SELECT 1 FROM member LIMIT 1") != nil
    try connection.query(
      """
      SELECT id, base, masked, entry, copy, original, name, twin FROM item
      ORDER BY base, digest IS NULL, digest, entry, name
      """
    ) { (row) throws(Failure) in
      try stop.check()
      let item = Item(
        id: row.integer(0),
        base: String(decoding: row.blob(1), as: UTF8.self),
        isMasked: row.integer(2) != 0,
        entry: row.blob(3),
        copy: row.isNull(4) ? .null : .text(row.text(4)),
        original: Digest256(bytes: row.blob(5)),
        name: Digest256(bytes: row.blob(6)),
        twin: row.isNull(7) ? .null : .blob(row.blob(7))
      )
      let path = try name(item, hasMembers: hasMembers, connection)
      if let sources {
        let line = sourceLine(path, original: item.original, name: item.name)
        try sources.write(line.span)
      }
    }
    try journal.commit()
  }

  /// Puts the lines of one item and its members into the journal.
  /// - Returns: the item's path.
  private func name(
    _ item: Item,
    hasMembers: Bool,
    _ connection: Connection
  ) throws(Failure) -> String {
    guard var isReleased = EntryCoding.isReleased(item.entry) else {
      throw Failure(.internalError, "the journal holds an entry that cannot be read")
    }
    var entry = item.entry
    EntryCoding.setPathMasked(item.isMasked, in: &entry)
    var (path, number) = (item.base, 1)
    while try isTaken(path, isReleased: isReleased, connection) {
      number += 1
      path = PathText.numbered(item.base, number)
    }
    let fits = Self.fits(path, configuration.limits)
    if !fits, isReleased {
      entry = try Self.withheld(entry, .unsafePath)
      isReleased = false
    }
    var copy = item.copy
    if copy == .text(WorkFolder.placed), number > 1 || !isReleased {
      let place = Self.dataPath(item.base)
      copy = try Self.displace(item.id, from: place, in: folder, connection)
      WorkFolder.prune(place, in: folder)
    }
    try add(
      path,
      entry,
      [isReleased ? copy : .null, isReleased ? item.twin : .null, .integer(item.id)],
      connection
    )
    guard hasMembers else { return path }
    let members = "SELECT path, entry FROM member WHERE item = "
    let (owner, value) =
      item.twin == .null
      ? ("?", .integer(item.id)) : ("(SELECT id FROM item WHERE key = ?)", item.twin)
    try connection.query("\(members)\(owner) ORDER BY place", [value]) { (row) throws(Failure) in
      var bytes = row.blob(1)
      if !fits, EntryCoding.isReleased(bytes) == true { bytes = try Self.withheld(bytes, .policy) }
      let member = path + String(decoding: row.blob(0), as: UTF8.self)
      try add(member, bytes, [.null, .null, .null], connection)
    }
    return path
  }

  /// An entry of which nothing is released any more.
  private static func withheld(_ bytes: [UInt8], _ reason: Reason) throws(Failure) -> [UInt8] {
    guard var entry = EntryCoding.decode(bytes, path: "x") else {
      throw Failure(.internalError, "the journal holds an entry that cannot be read")
    }
    entry.withhold(reason)
    return EntryCoding.encode(entry)
  }

  /// Whether a path can be created below the stage.
  static func fits(_ path: String, _ limits: Limits) -> Bool {
    let bytes = PathText.unescape(path) ?? []
    return bytes.count <= limits.pathBytesMax
      && bytes.split(separator: 0x2F).allSatisfy { $0.count <= limits.nameBytesMax }
  }

  /// Adds a line: path, entry, and the copy, twin and key of an item that is released.
  private func add(
    _ path: String,
    _ entry: [UInt8],
    _ place: [Value],
    _ connection: Connection
  ) throws(Failure) {
    try connection.run(
      "INSERT INTO line VALUES(?, ?, ?, ?, ?)",
      [.blob(Array(path.utf8)), .blob(entry)] + place
    )
  }

  /// Whether a line has the path already, or something lies below that of a copy.
  private func isTaken(
    _ path: String,
    isReleased: Bool,
    _ connection: Connection
  ) throws(Failure) -> Bool {
    let bytes = Array(path.utf8)
    let line = try connection.integer("SELECT 1 FROM line WHERE path = ?", [.blob(bytes)])
    if line != nil { return true }
    guard isReleased else { return false }
    // `0` is the byte behind `/`.
    return try connection.integer(
      "SELECT 1 FROM item WHERE base >= ? AND base < ? LIMIT 1",
      [.blob(bytes + [0x2F]), .blob(bytes + [0x30])]
    ) != nil
  }

  /// Writes the manifest and SHA256SUMS, and moves copies to their places on a second thread.
  private func listAndMove(_ header: ManifestHeader) throws(Failure) -> StagingSummary {
    try folder.createFolders(WorkFolder.data)
    if catalog != nil { waitForTick() }
    let mover = CopyMover(folder: folder, stop: stop, catalog: catalog)
    return try besides(mover.run) { (_) throws(Failure) in
      do throws(Failure) {
        let summary = try writeManifest(header, mover)
        try mover.finish()
        return summary
      } catch {
        mover.abandon()
        throw error
      }
    }
  }

  /// Gives names to copies that are another's twin.
  private func linkTwins() throws(Failure) {
    guard try journal.hasTwins() else { return }
    let connection = journal.connection
    var last: [UInt8] = []
    try connection.execute("CREATE INDEX IF NOT EXISTS line_item ON line(item)")
    try connection.query(
      """
      SELECT line.path, first.path FROM line JOIN item ON item.key = line.twin
      JOIN line AS first ON first.item = item.id
      WHERE line.twin IS NOT NULL AND first.copy IS NOT NULL ORDER BY line.path
      """
    ) { (row) throws(Failure) in
      try stop.check()
      let target = Self.dataPath(String(decoding: row.blob(0), as: UTF8.self))
      let first = Self.dataPath(String(decoding: row.blob(1), as: UTF8.self))
      try CopyMover.createParent(of: target, in: folder, &last)
      if folder.link(first, as: target) != 0 { try copy(first, to: target) }
    }
  }

  /// Copies a file of the work folder, where the file system has no second names.
  private func copy(_ source: [UInt8], to target: [UInt8]) throws(Failure) {
    let (input, output) = (folder.open(source), folder.create(target))
    guard output >= 0 else { throw outputFailure(-output, "a copy cannot be created") }
    let file = OutputFile(owning: output)
    do throws(Withholding) {
      let bytes = FileBytes(file: try InputFile(owning: input))
      var offset: Int64 = 0
      var buffer: [UInt8] = []
      while offset < bytes.count {
        buffer.removeAll(keepingCapacity: true)
        let count = Int(min(1 << 20, bytes.count - offset))
        try bytes.read(at: offset, into: &buffer, count: count)
        do throws(Failure) { try file.write(buffer.span) } catch { throw Withholding(.unreadable) }
        offset += Int64(count)
      }
    } catch {
      throw outputFailure(EIO, "a copy cannot be copied")
    }
    try file.close()
  }

  /// Writes the manifest and SHA256SUMS, and has copies moved and the catalog written beside it, in the
  /// order of the lines.
  private func writeManifest(
    _ header: ManifestHeader,
    _ mover: CopyMover
  ) throws(Failure) -> StagingSummary {
    var list = try StageList(header, self)
    var batch: [CopyMover.Move] = []
    // What stands where it was made is what it was then: any later change shows in its times.
    let listing = try journal.hasTwins() ? nil : catalog.map { _ in ListedRows(journal: journal) }
    try journal.connection.query(listing == nil ? Self.lines : Self.linesWithItems) {
      (row) throws(Failure) in
      try stop.check()
      let path = String(decoding: row.blob(0), as: UTF8.self)
      guard let entry = EntryCoding.decode(row.blob(1), path: path) else {
        throw Failure(.internalError, "the journal holds an entry that cannot be read")
      }
      let isPlaced = row.isNull(2) || row.text(2) == WorkFolder.placed
      let listed = try isPlaced ? listing?.row(row) : nil
      if !isPlaced || listed != nil {
        let copy = isPlaced ? nil : WorkFolder.path(ofCopy: row.text(2))
        batch.append(CopyMover.Move(copy: copy, target: Self.dataPath(path), listed: listed))
        if batch.count == CopyMover.batchCopies {
          try mover.add(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
      try list.append(try ManifestWriter.prepare(entry))
    }
    try mover.add(batch)
    return try list.finish()
  }

  /// A line of `sources.jsonl`: keyed digests of an original and its name.
  func sourceLine(_ path: String, original: Digest256?, name: Digest256?) -> [UInt8] {
    var line = JSONObject([.init("path", .string(path))])
    if let name { line["name"] = .string(name.hex) }
    if let original { line["sha256"] = .string(original.hex) }
    return CanonicalJSON.bytes(.object(line)) + [0x0A]
  }

  /// A line as `sha256sum` writes it; names with a backslash or line end are escaped.
  static func sumLine(_ digest: Digest256, _ path: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(path.count)
    for byte in path {
      switch byte {
      case 0x5C: escaped += [0x5C, 0x5C]
      case 0x0A: escaped += [0x5C, 0x6E]
      case 0x0D: escaped += [0x5C, 0x72]
      default: escaped.append(byte)
      }
    }
    let mark: [UInt8] = escaped.count == path.count ? [] : [0x5C]
    return mark + Array("\(digest.hex)  ".utf8) + escaped + [0x0A]
  }

  /// Creates a file of the stage.
  func newFile(_ name: String) throws(Failure) -> OutputFile {
    let descriptor = folder.create(Array(name.utf8))
    guard descriptor >= 0 else { throw outputFailure(-descriptor, "\(name) cannot be created") }
    return OutputFile(owning: descriptor)
  }
}
