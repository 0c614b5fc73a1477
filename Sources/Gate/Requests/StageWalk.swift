package import Files
package import Manifest
import Records
package import Vocabulary

/// Holds a folder against the outputs that a manifest lists, both in the order of their paths.
///
/// One name and one entry are looked at at a time; what is held in memory is the names of the
/// folders on the way (`FolderNames`). Folders in which nothing is listed are not entered.
package struct StageWalk {
  /// Something that no entry lists, or that is no regular file where one does.
  package struct Stray {
    /// What it is.
    package enum Kind {
      /// A regular file.
      case file
      /// A folder in which nothing is listed.
      case folder
      /// A link, device, pipe or socket.
      case special
    }

    /// What it is.
    package var kind: Kind
    /// Bytes of its name, which nobody has masked.
    package var nameBytes: Int
    /// The folder that holds it, below `data/` as manifests write paths; empty for `data` itself.
    package var folder: String
    /// Whether it stands where a file is listed.
    package var isInPlace: Bool
  }

  /// What is met.
  package enum Step {
    /// A folder in which something is listed, before it is read.
    case entered(Folder)
    /// A regular file where an entry has its output, by its name in an open folder.
    case listed(ManifestEntry, in: Folder, name: [UInt8])
    /// An output that is not there.
    case missing(ManifestEntry)
    /// Something that should not be there.
    case stray(Stray)
    /// A folder that cannot be opened or read, below `data/` as manifests write paths.
    case unreadable(folder: String, Failure)
  }

  /// Takes what is met.
  package typealias Visit = (Step) throws(Failure) -> Void

  private var reader: ManifestReader
  /// The next entry that has a file of its own.
  private var pending: ManifestEntry?
  /// Its output's path, in bytes.
  private var pendingKey: [UInt8] = []

  /// Begins a walk along a manifest.
  /// - Throws: `manifest_invalid`.
  package init(_ reader: ManifestReader) throws(Failure) {
    self.reader = reader
    try advance()
  }

  /// Walks a folder to its end.
  /// - Parameters:
  ///   - data: the folder; nil where there is none.
  ///   - visit: takes every step, in the order of paths.
  /// - Returns: the reader at its end, whose digest has still to be compared.
  /// - Throws: `manifest_invalid`, what `visit` throws.
  package consuming func run(
    _ data: Folder?,
    _ visit: Visit
  ) throws(Failure) -> ManifestReader {
    if let data { try walk(data, [], visit) }
    while let entry = pending {
      try visit(.missing(entry))
      try advance()
    }
    return reader
  }

  /// Takes the next entry whose copy is a file of its own; members leave inside their archive.
  /// - Throws: `manifest_invalid`, `stage_unsafe` for an output that could not lie in a folder.
  private mutating func advance() throws(Failure) {
    while let entry = try reader.next() {
      guard entry.leavesAsFile, let output = entry.output else { continue }
      // What people are shown is the entry's path, what leaves has the output's.
      guard output.path.hasSameBytes(as: entry.path) else {
        throw .refusal(.manifestInvalid, "an output has another path than its entry")
      }
      _ = try StageFolder.components(of: entry)
      (pending, pendingKey) = (entry, Array(output.path.utf8))
      return
    }
    pending = nil
  }

  /// Walks one folder; `prefix` is its path with a slash, as manifests write it.
  private mutating func walk(
    _ folder: Folder,
    _ prefix: [UInt8],
    _ visit: Visit
  ) throws(Failure) {
    try visit(.entered(folder))
    let place = String(decoding: prefix.dropLast(), as: UTF8.self)
    let names: FolderNames
    do throws(Failure) {
      names = try FolderNames(folder, path: place) { Array(PathText.escape($0).utf8) }
    } catch {
      return try visit(.unreadable(folder: place, error))
    }
    for index in 0..<names.count {
      let key = names[index]
      let full = prefix + key
      while let entry = pending, pendingKey.lexicographicallyPrecedes(full) {
        try visit(.missing(entry))
        try advance()
      }
      guard let name = PathText.unescape(String(decoding: key, as: UTF8.self)) else {
        throw Failure(.internalError, "a name that does not come back")
      }
      if name.last == 0x2F {
        try enter(folder, Array(name.dropLast()), full, visit)
      } else {
        try look(folder, name, full, visit)
      }
    }
  }

  /// Enters a folder in which something is listed.
  private mutating func enter(
    _ folder: Folder,
    _ name: [UInt8],
    _ full: [UInt8],
    _ visit: Visit
  ) throws(Failure) {
    guard pending != nil, pendingKey.starts(with: full) else {
      return try visit(.stray(stray(.folder, name, full, isFolder: true)))
    }
    let opened = folder.open(folder: name)
    guard let next = opened.folder else {
      let place = String(decoding: full.dropLast(), as: UTF8.self)
      let failure = Failure(.temporary, "cannot open a folder: \(describe(opened.code))")
      return try visit(.unreadable(folder: place, failure))
    }
    try walk(next, full, visit)
  }

  /// Looks at what is no folder.
  private mutating func look(
    _ folder: Folder,
    _ name: [UInt8],
    _ full: [UInt8],
    _ visit: Visit
  ) throws(Failure) {
    let isRegular = folder.facts(of: name)?.isRegular == true
    guard let entry = pending, pendingKey == full else {
      return try visit(.stray(stray(isRegular ? .file : .special, name, full)))
    }
    if isRegular {
      try visit(.listed(entry, in: folder, name: name))
    } else {
      var stray = stray(.special, name, full)
      stray.isInPlace = true
      try visit(.stray(stray))
    }
    try advance()
  }

  /// Something that should not be there.
  private func stray(
    _ kind: Stray.Kind,
    _ name: [UInt8],
    _ full: [UInt8],
    isFolder: Bool = false
  ) -> Stray {
    let path = full.dropLast(isFolder ? 1 : 0)
    let folder = path.lastIndex(of: 0x2F).map { path[..<$0] } ?? []
    return Stray(
      kind: kind,
      nameBytes: name.count,
      folder: String(decoding: folder, as: UTF8.self),
      isInPlace: false
    )
  }
}
