import Configuration
import Files
import Glibc
import Manifest
import Masking
import Vocabulary

/// Gives every copy its masked path and writes what makes a folder of copies a stage.
struct Assembly {
  /// Everything that was met.
  var records: [ItemRecord]
  /// The work folder.
  let folder: Folder
  /// The settings.
  let configuration: Configuration
  /// Masks names.
  var scanner: BlockScanner

  /// Moves copies to their places and writes the manifest, SHA256SUMS, sources and run.json.
  func write(header: ManifestHeader) throws(Failure) -> StagingSummary {
    var assembly = self
    assembly.nameEverything()
    return try assembly.finish(header: header)
  }

  /// Masks every path and makes equal ones different, in the order of their outputs' digests.
  private mutating func nameEverything() {
    var components: [[UInt8]: [UInt8]?] = [:]
    for index in records.indices {
      var isMasked = false
      let parts = records[index].item.listedPath.split(separator: 0x2F)
        .map { part -> [UInt8] in
          let name = Array(part)
          if configuration.paths.keepPartitionDates, isPartitionDate(name) { return name }
          let masked = components[name] ?? scanner.maskedComponent(name)
          components[name] = masked
          if masked != nil { isMasked = true }
          return masked ?? name
        }
      records[index].entry.path = PathText.escape(Array(parts.joined(separator: [0x2F])))
      records[index].entry.pathMasked = isMasked
    }
    records.sort { left, right in
      if !left.entry.path.utf8.elementsEqual(right.entry.path.utf8) {
        return PathText.precedes(left.entry.path, right.entry.path)
      }
      let (one, two) = (left.output?.sha256, right.output?.sha256)
      if one != two { return one.map { first in two.map { first < $0 } ?? true } ?? false }
      return left.item.listedPath.lexicographicallyPrecedes(right.item.listedPath)
    }
    var folders: Set<[UInt8]> = []
    for record in records {
      let path = Array(record.entry.path.utf8)
      for index in path.indices where path[index] == 0x2F { folders.insert(Array(path[..<index])) }
    }
    var taken: Set<[UInt8]> = []
    for index in records.indices {
      let base = records[index].entry.path
      var (path, number) = (base, 1)
      while !taken.insert(Array(path.utf8)).inserted
        || (records[index].entry.disposition.isReleased && folders.contains(Array(path.utf8)))
      {
        number += 1
        path = PathText.numbered(base, number)
      }
      records[index].entry.path = path
      for member in records[index].members.indices {
        records[index].members[member].path = path + records[index].members[member].path
      }
    }
  }

  /// Whether a name is a date, or a key with a date.
  private func isPartitionDate(_ name: [UInt8]) -> Bool {
    let value = name.lastIndex(of: 0x3D).map { name[($0 + 1)...] } ?? name[...]
    return value.count >= 8 && value.allSatisfy { $0.isDigit || $0 == 0x2D || $0 == 0x5F }
  }

  /// Writes every file of the stage.
  private mutating func finish(header: ManifestHeader) throws(Failure) -> StagingSummary {
    try folder.createFolders(Array("data".utf8))
    var header = header
    if let key = try configuration.readSiteKey(), let siteKey = SiteKey(bytes: key) {
      header.keyID = siteKey.id
      header.sources = try writeSources(siteKey)
    }
    var entries: [ManifestEntry] = []
    for var record in records {
      if let copy = record.copy, let output = record.output, record.entry.disposition.isReleased {
        let path = record.entry.path
        record.entry.output = ManifestEntry.Output(
          path: path,
          bytes: output.bytes,
          sha256: output.sha256
        )
        let target = Array("data/".utf8) + (PathText.unescape(path) ?? Array(path.utf8))
        if let slash = target.lastIndex(of: 0x2F) {
          try folder.createFolders(Array(target[..<slash]))
        }
        try folder.rename(copy, to: target)
      }
      entries.append(record.entry)
      entries.append(contentsOf: record.members)
    }
    entries.sort { PathText.precedes($0.path, $1.path) }
    let (result, sums) = try writeManifest(header, entries)
    try write("SHA256SUMS", sums + sumLine(result.digest, Array("manifest.jsonl".utf8)))
    try writeRun(result)
    folder.removeFolder(Array("out".utf8))
    return summary(result, entries)
  }

  /// Writes the manifest.
  /// - Returns: its digest and counts, and the lines of SHA256SUMS for data/.
  private func writeManifest(
    _ header: ManifestHeader,
    _ entries: [ManifestEntry]
  ) throws(Failure) -> (ManifestWriter.Result, [UInt8]) {
    let file = try newFile("manifest.jsonl")
    var writer = try ManifestWriter(header: header) { (bytes) throws(Failure) in
      try file.write(bytes.span)
    }
    var sums: [UInt8] = []
    for entry in entries {
      try writer.append(entry)
      if let output = entry.output {
        let path = Array("data/".utf8) + (PathText.unescape(output.path) ?? [])
        sums += sumLine(output.sha256, path)
      }
    }
    let result = try writer.finish()
    _ = try file.finish()
    return (result, sums)
  }

  /// Writes keyed digests of originals and their names.
  /// - Returns: the SHA-256 of the file.
  private func writeSources(_ key: SiteKey) throws(Failure) -> Digest256 {
    let file = try newFile("sources.jsonl")
    for record in records {
      let name = key.digest(of: record.item.listedPath, for: .sourcePath)
      var line = "{\"name\":\"\(name.hex)\",\"path\":\(quoted(record.entry.path))"
      if let original = record.original {
        line += ",\"sha256\":\"\(key.digest(of: original.bytes, for: .sourceContent).hex)\""
      }
      try file.write(Array((line + "}\n").utf8).span)
    }
    return try file.finish()
  }

  /// Writes what must not be part of the digest.
  private func writeRun(_ result: ManifestWriter.Result) throws(Failure) {
    var host = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&host, host.count - 1)
    let name = String(
      decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    let text =
      "{\"finished\":\(time(nil)),\"host\":\(quoted(name)),\"manifest\":\"\(result.digest.hex)\"}\n"
    try write("run.json", Array(text.utf8))
  }

  /// A JSON string.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// A line as `sha256sum` writes it; names with a backslash or line end are escaped.
  private func sumLine(_ digest: Digest256, _ path: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
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
  private func newFile(_ name: String) throws(Failure) -> OutputFile {
    let descriptor = folder.create(Array(name.utf8))
    guard descriptor >= 0 else { throw outputFailure(-descriptor, "\(name) cannot be created") }
    return OutputFile(owning: descriptor)
  }

  /// Writes a whole file of the stage.
  private func write(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    let file = try newFile(name)
    try file.write(bytes.span)
    try file.flush()
  }

  /// Counts for messages.
  private func summary(
    _ result: ManifestWriter.Result,
    _ entries: [ManifestEntry]
  ) -> StagingSummary {
    var classes: [DataClass: Int] = [:]
    var reasons: [Reason: Int] = [:]
    for entry in entries {
      for found in entry.classes { classes[found, default: 0] += 1 }
      if entry.disposition == .withheld, let reason = entry.reason {
        reasons[reason, default: 0] += 1
      }
    }
    return StagingSummary(
      footer: result.footer,
      digest: result.digest,
      classes: classes,
      reasons: reasons,
      bytesRead: records.reduce(0) { $0 + ($1.item.facts?.bytes ?? 0) }
    )
  }
}
