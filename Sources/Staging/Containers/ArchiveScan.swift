import Configuration
import Formats
import Manifest
import Vocabulary

extension ContentScan {
  /// Scans a zip's members and rebuilds it.
  func scanZip(
    _ bytes: any ArchiveBytes,
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let walk: ZipWalk
    let format: FormatName
    do throws(Withholding) {
      walk = try ZipWalk(bytes, limits: configuration.limits)
      format = try zipFormat(walk)
    } catch {
      throw .withheld(error)
    }
    var rebuild = Rebuild(format: format)
    rebuild.result.isMasked = walk.hasComment
    let around = (workbook, package)
    defer { (workbook, package) = around }
    self.package = format.isPackage ? format : nil
    workbook = format == .xlsx ? try workbook(walk, packedBytes: bytes.count) : nil
    let writer = ZipWriter(sink, threads: worker.threads)
    for index in 0..<walk.count {
      let member = walk.member(index)
      if isMacro(member.path) {
        leaveOut(member, prefix: prefix, &rebuild)
        continue
      }
      guard
        let content = try content(
          of: member,
          prefix: prefix,
          &rebuild,
          open: { () throws(Withholding) in
            try walk.open(index, budget: self.budget)
          }
        )
      else { continue }
      if let ready = try mask(content, member, prefix: prefix, depth: depth, &rebuild) {
        try stopping { () throws(Failure) in
          try writer.begin(ready.member)
          try ready.output.copy { (bytes) throws(Failure) in try writer.write(bytes) }
          try writer.end()
        }
      }
    }
    try rebuild.finish()
    try stopping { () throws(Failure) in try writer.finish() }
    return rebuild.result
  }

  /// Scans a tar's members and rebuilds it.
  func scanTar(
    _ source: any ByteSource,
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let walk = TarWalk(source, limits: configuration.limits)
    return try scanMembers(walk, TarWriter(sink), format: .tar, prefix: prefix, depth: depth)
  }

  /// Scans a cpio's members and rebuilds it.
  func scanCpio(
    _ source: any ByteSource,
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    let walk = CpioWalk(source, limits: configuration.limits)
    return try scanMembers(walk, CpioWriter(sink), format: .cpio, prefix: prefix, depth: depth)
  }

  /// Scans members that are met one after the other and rebuilds their container.
  func scanMembers(
    _ walk: any MemberWalk,
    _ writer: any MemberWriter,
    format: FormatName,
    prefix: String,
    depth: Int
  ) throws(ScanStop) -> ContentResult {
    var rebuild = Rebuild(format: format)
    var written: [Int: (path: [UInt8], entry: ManifestEntry)] = [:]
    var index = 0
    while let member = try next(walk) {
      defer { index += 1 }
      if case .hardLink(let target) = member.kind, member.withholding == nil {
        guard let (linkPath, entry) = written[target] else {
          record(
            member.path,
            prefix: prefix,
            kind: .member,
            disposition: .withheld,
            reason: .unsafeLink
          )
          continue
        }
        let link = try hardLink(member, like: entry, prefix: prefix)
        try stopping { () throws(Failure) in
          try writer.begin(link, linkPath: linkPath)
          try writer.end()
        }
        continue
      }
      guard
        let content = try content(
          of: member,
          prefix: prefix,
          &rebuild,
          open: { () throws(Withholding) in
            walk
          }
        )
      else { continue }
      if let ready = try mask(content, member, prefix: prefix, depth: depth, &rebuild) {
        if member.kind == .file, let entry = members.last {
          written[index] = (ready.member.path, entry)
        }
        try stopping { () throws(Failure) in
          try writer.begin(ready.member, linkPath: [])
          try ready.output.copy { (bytes) throws(Failure) in try writer.write(bytes) }
          try writer.end()
        }
      }
    }
    try rebuild.finish()
    try stopping { () throws(Failure) in try writer.finish() }
    return rebuild.result
  }

  /// What was gathered while an archive is rebuilt.
  private struct Rebuild {
    var result: ContentResult
    /// Masked paths of the folders written.
    var folders: Set<[UInt8]> = []
    /// Masked paths of the files written.
    private var files: Set<[UInt8]> = []
    /// Masked paths of all folders around them.
    private var around: Set<[UInt8]> = []
    /// Why a member, and with it the archive, is withheld; the first one counts.
    var withholding: Withholding?

    init(format: FormatName) {
      result = ContentResult(kind: .archive, format: format)
    }

    /// Enters a file's masked path.
    ///
    /// - Throws: `name-collision` where masking has given a file the name of a folder.
    mutating func enter(_ path: [UInt8]) throws(ScanStop) {
      let collision = ScanStop.withheld(Withholding(.nameCollision, "a file is a folder, too"))
      if around.contains(path) { throw collision }
      for slash in path.indices where path[slash] == 0x2F {
        let folder = Array(path[..<slash])
        if around.contains(folder) { continue }
        if files.contains(folder) { throw collision }
        around.insert(folder)
      }
      files.insert(path)
    }

    /// Throws what withholds the archive.
    func finish() throws(ScanStop) {
      if let withholding { throw .withheld(withholding) }
    }
  }

  /// A member ready to be written.
  private struct ReadyMember {
    var member: ArchiveMember
    var output: Spool
  }

  /// The next member; nil at its verified end.
  private func next(_ walk: any MemberWalk) throws(ScanStop) -> ArchiveMember? {
    do throws(Withholding) { return try walk.next() } catch { throw .withheld(error) }
  }

  /// The verified content of a member; nil where it has none or is not released.
  private func content(
    of member: ArchiveMember,
    prefix: String,
    _ rebuild: inout Rebuild,
    open: () throws(Withholding) -> any ByteSource
  ) throws(ScanStop) -> Spool? {
    if member.holdsOtherText || member.isRenamed { rebuild.result.isMasked = true }
    switch member.kind {
    case .symbolicLink:
      record(member.path, prefix: prefix, kind: .link, disposition: .recorded, reason: .unsafeLink)
      rebuild.result.isMasked = true
      return nil
    case .special:
      record(
        member.path,
        prefix: prefix,
        kind: .special,
        disposition: .recorded,
        reason: .specialFile
      )
      rebuild.result.isMasked = true
      return nil
    case .directory where member.withholding == nil: return Spool(work)
    case .directory, .file, .hardLink: break
    }
    let spool = Spool(work)
    do throws(ScanStop) {
      if let withholding = member.withholding { throw .withheld(withholding) }
      let source: any ByteSource
      do throws(Withholding) { source = try open() } catch { throw .withheld(error) }
      try spool.fill(from: source)
      return spool
    } catch {
      guard case .withheld(let withholding) = error else { throw error }
      record(
        member.path,
        prefix: prefix,
        kind: .member,
        disposition: .withheld,
        reason: withholding.reason
      )
      try drop(withholding, &rebuild)
      return nil
    }
  }

  /// Scans a member's content; nil where it is withheld and dropped.
  private func mask(
    _ content: Spool,
    _ member: ArchiveMember,
    prefix: String,
    depth: Int,
    _ rebuild: inout Rebuild
  ) throws(ScanStop) -> ReadyMember? {
    var copy = member
    let output = Spool(work)
    if member.kind == .directory {
      copy.path = maskedPath(member.path, prefix: prefix, &rebuild)
      // Two folders may have one masked name; twice in an archive it would be a collision.
      guard rebuild.folders.insert(copy.path).inserted else { return nil }
      return ReadyMember(member: copy, output: output)
    }
    var bytes = try stopping { () throws(Failure) in try content.bytes() }
    if let other = try partInstead(member.path, bytes) {
      bytes = MemoryBytes(other)
      rebuild.result.isMasked = true
      copy.isDeflated = copy.isDeflated && !other.isEmpty
    }
    do throws(ScanStop) {
      let result = try scanMember(
        bytes,
        path: member.path,
        isRenamed: member.isRenamed,
        prefix: prefix,
        depth: depth,
        output: output
      )
      rebuild.result.isMasked = rebuild.result.isMasked || result.isMasked
      guard let entry = members.last else { throw .withheld(Withholding(.nameEncoding)) }
      copy.path = try archivePath(entry, prefix: prefix)
      try rebuild.enter(copy.path)
      copy.byteCount = output.byteCount
      return ReadyMember(member: copy, output: output)
    } catch {
      guard case .withheld(let withholding) = error else { throw error }
      try drop(withholding, &rebuild)
      return nil
    }
  }

  /// A hard link to a member that was written, listed like it under its own masked name.
  private func hardLink(
    _ member: ArchiveMember,
    like target: ManifestEntry,
    prefix: String
  ) throws(ScanStop) -> ArchiveMember {
    let (text, isPathMasked) = memberPath(member.path, prefix: prefix)
    var entry = target
    entry.path = text
    entry.pathMasked = isPathMasked || member.isRenamed
    members.append(entry)
    var link = member
    link.path = try archivePath(entry, prefix: prefix)
    return link
  }

  /// The masked path inside its archive of a member listed as `entry`.
  ///
  /// - Throws: `name-encoding` rather than falling back to a name that is not masked.
  private func archivePath(
    _ entry: ManifestEntry,
    prefix: String
  ) throws(ScanStop) -> [UInt8] {
    let text = entry.path.utf8.dropFirst(prefix.utf8.count)
    guard entry.path.utf8.starts(with: prefix.utf8),
      let path = PathText.unescape(String(decoding: Array(text), as: UTF8.self)), !path.isEmpty
    else { throw .withheld(Withholding(.nameEncoding)) }
    return path
  }

  /// Notes that a member is withheld: its archive too, unless the configuration drops such members.
  private func drop(_ withholding: Withholding, _ rebuild: inout Rebuild) throws(ScanStop) {
    let isFatal: Set<Reason> = [.limitRatio, .limitSize, .limitTime]
    if configuration.archives.onWithheldMember == .withhold || isFatal.contains(withholding.reason)
    {
      rebuild.withholding = rebuild.withholding ?? withholding
      if isFatal.contains(withholding.reason) { throw .withheld(withholding) }
    } else {
      rebuild.result.isMasked = true
    }
  }

  /// The masked path of a folder or link in an archive.
  private func maskedPath(_ path: [UInt8], prefix: String, _ rebuild: inout Rebuild) -> [UInt8] {
    let parts = path.split(separator: 0x2F)
      .map { part in
        guard let masked = worker.scanner.maskedComponent(Array(part)) else { return Array(part) }
        rebuild.result.isMasked = true
        return masked
      }
    return Array(parts.joined(separator: [0x2F]))
  }

  /// Notes a part with programs, of which nobody reads what it does; the document goes without.
  private func leaveOut(_ member: ArchiveMember, prefix: String, _ rebuild: inout Rebuild) {
    record(
      member.path,
      prefix: prefix,
      kind: .member,
      disposition: .withheld,
      reason: .unsupportedFormat
    )
    rebuild.result.isMasked = true
  }
}
