import Configuration
import Files
import Glibc
import Vocabulary

/// Something met in a source.
struct WalkedItem: Sendable {
  /// What is to be done with it.
  enum Action: Sendable, Hashable {
    /// A regular file: opened and scanned.
    case scan
    /// Recorded or withheld without being opened, for this reason.
    case note(Reason)
  }

  /// Index of the source.
  var source: Int
  /// The path below the source's folder, as bytes.
  var path: [UInt8]
  /// The path as the manifest begins it: with the source's name where there are several.
  var listedPath: [UInt8]
  /// What it is.
  var kind: ItemKind
  /// What is to be done.
  var action: Action
  /// What the kernel said of it.
  var facts: FileFacts?
  /// Whether it stands in a folder that is looked at again, so that it may be in the journal already.
  var isSecondLook = false
}

/// A folder of a source.
struct SourceFolder: Hashable, Sendable {
  /// Index of the source.
  let source: Int
  /// The path below the source's folder, as bytes; empty for itself.
  let path: [UInt8]

  /// The folder that this one lies in; itself where it is the source's.
  var parent: SourceFolder {
    let end = path.lastIndex(of: 0x2F) ?? 0
    return SourceFolder(source: source, path: Array(path[..<end]))
  }
}

/// What an item is.
enum ItemKind: Sendable {
  case file
  case link
  case special
  case directory
}

/// A folder or file that the user gave.
struct ScanSource: Sendable {
  /// The folder, or the one that the file lies in.
  let folder: Folder
  /// The file's name; nil for a folder.
  let fileName: [UInt8]?
  /// What listed paths begin with; empty for a single source.
  let prefix: [UInt8]
  /// The real path, for the journal's fingerprint and to see whether the stage lies in it.
  let realPath: String
}

/// Walks sources by descriptor, one item at a time; never follows a link, never leaves the mount
/// unless allowed.
///
/// The order is the file systems'; nothing that matters depends on it.
struct Walk {
  private let sources: [ScanSource]
  private let configuration: Configuration
  /// Names that may not be scanned, as globs.
  private let excludes: [Glob]
  /// Nanoseconds since 1970.
  private let now: Int64
  private var nextSource = 0
  /// Folders that were met and not yet entered.
  private var pending: [SourceFolder] = []
  /// Where folders are looked at again: those that were given or met, and the time since which others
  /// must have changed to be entered, in nanoseconds since 1970; nil for a whole walk.
  private var again: (met: Set<SourceFolder>, since: Int64)?
  /// The folder whose names are being read.
  private var current: Place?
  /// Endings of names of uploads in progress.
  private static let inProgress = [".part", ".filepart", ".tmp", ".crdownload"]
    .map { Array($0.utf8) }

  /// A folder that was entered: an object, so that a name more copies no set of names.
  private final class Place {
    let folder: Folder
    var listing: FolderListing
    let source: Int
    let path: [UInt8]
    /// What the kernel said of the folder before it was listed.
    var facts: FileFacts?
    /// Names that were met, as far as there are not too many.
    var seen: Set<[UInt8]> = []
    /// How often the folder was listed, and whether the last time told a new name.
    var round = 1
    var hasNews = false

    /// Begins with a first listing.
    init(
      folder: Folder,
      listing: FolderListing,
      source: Int,
      path: [UInt8],
      facts: FileFacts?
    ) {
      self.folder = folder
      self.listing = listing
      self.source = source
      self.path = path
      self.facts = facts
    }
  }

  /// Names of a folder that are remembered.
  private static let seenMax = 100_000
  /// How often a folder that changes is listed at most, and how often without a new name: one listing
  /// may have missed it again, two in a row hardly.
  private static let rounds = (most: 8, calm: 3)
  /// The same of a second look, with a pause before each listing.
  private static let roundsAgain = (most: 32, calm: 16)

  /// Prepares a walk; `now` in nanoseconds since 1970.
  init(
    _ sources: [ScanSource],
    configuration: Configuration,
    excludes: [String],
    now: Int64
  ) {
    self.sources = sources
    self.configuration = configuration
    self.excludes = (configuration.scan.excludes + excludes).map { Glob($0) }
    self.now = now
  }

  /// Prepares a second look at folders from which something moved away; folders in them are entered
  /// only where they have changed since, as one that was moved has.
  mutating func lookAgain(at folders: Set<SourceFolder>, since: Int64) {
    nextSource = sources.count
    pending = folders.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    again = (folders, since)
  }

  /// Items of a batch, and bytes of its files from which on it is full: some milliseconds of work, which
  /// is what a kill may lose and what one thread may have more to do than another at the end.
  private static let batchItems = 32
  private static let batchBytes = Int64(128 << 10)

  /// The next items, few enough to be one thread's; none where there are no more.
  ///
  /// Threads that take them one by one wait for each other more than they work, where files are small.
  mutating func nextBatch() -> [WalkedItem] {
    var items: [WalkedItem] = []
    var bytes: Int64 = 0
    while items.count < Self.batchItems, bytes < Self.batchBytes, let item = next() {
      items.append(item)
      bytes += item.facts?.bytes ?? 0
    }
    return items
  }

  /// The next item; nil where there are no more.
  mutating func next() -> WalkedItem? {
    while true {
      if let place = current {
        switch place.listing.next() {
        case .name(let name):
          if isKnown(name, in: place) { continue }
          if let item = meet(name, in: place) { return item }
        case .end: if let item = finish(place) { return item }
        case .failed:
          current = nil
          return item(place.source, place.path, .directory, .note(.unreadable))
        }
      } else if let folder = pending.popLast() {
        if let item = enter(folder) { return item }
      } else if nextSource < sources.count {
        let source = nextSource
        nextSource += 1
        if let item = begin(source) { return item }
      } else {
        return nil
      }
    }
  }

  /// Begins a source.
  private mutating func begin(_ source: Int) -> WalkedItem? {
    guard let name = sources[source].fileName else {
      pending.append(SourceFolder(source: source, path: []))
      return nil
    }
    guard let facts = sources[source].folder.facts(of: name) else {
      return item(source, name, .file, .note(.changedWhileReading))
    }
    return note(name, facts: facts, source: source, path: name)
  }

  /// Enters a folder; answers an item where that is impossible.
  private mutating func enter(_ place: SourceFolder) -> WalkedItem? {
    let (source, path) = (place.source, place.path)
    let root = sources[source].folder
    guard let folder = path.isEmpty ? root : root.folder(path) else {
      let isGone = root.facts(of: path) == nil
      if isGone, again?.met.insert(place.parent).inserted == true { pending.append(place.parent) }
      return item(source, path, .directory, .note(isGone ? .changedWhileReading : .unreadable))
    }
    if !path.isEmpty, !configuration.scan.followMounts, folder.mountID != root.mountID {
      return item(source, path, .directory, .note(.mountBoundary))
    }
    let facts = FileFacts(descriptor: folder.descriptor)
    guard let listing = FolderListing(folder) else {
      return item(source, path, .directory, .note(.unreadable))
    }
    current = Place(folder: folder, listing: listing, source: source, path: path, facts: facts)
    return nil
  }

  /// Whether a name was met before in the folder that is being listed.
  private func isKnown(_ name: [UInt8], in place: Place) -> Bool {
    guard place.seen.count < Self.seenMax else { return false }
    guard place.seen.insert(name).inserted else { return true }
    place.hasNews = true
    return false
  }

  /// Ends a folder, or lists it again where it changed meanwhile.
  ///
  /// A name that took the place of another one may stand where the listing had already been. Answers
  /// an item where names keep coming, or are too many to be told from new ones.
  private mutating func finish(_ place: Place) -> WalkedItem? {
    let facts = FileFacts(descriptor: place.folder.descriptor)
    let limits = again == nil ? Self.rounds : Self.roundsAgain
    // Names may change between two listings and not while one is made.
    let isMoving = again != nil && place.round < limits.calm && isFresh(facts)
    if isMoving { usleep(Self.pauseMicroseconds) }
    let isSame = facts != nil && facts == place.facts && !isMoving
    guard !isSame, place.round == 1 || place.hasNews || place.round < limits.calm else {
      current = nil
      return nil
    }
    guard place.round < limits.most, place.seen.count < Self.seenMax,
      let listing = FolderListing(place.folder)
    else {
      current = nil
      return item(place.source, place.path, .directory, .note(.changedWhileReading))
    }
    place.listing = listing
    place.facts = facts
    place.round += 1
    place.hasNews = false
    return nil
  }

  /// Looks at a name; nil for a folder that will be entered.
  private mutating func meet(_ name: [UInt8], in place: Place) -> WalkedItem? {
    let path = place.path.isEmpty ? name : place.path + [0x2F] + name
    guard let facts = place.folder.facts(of: name) else {
      return item(place.source, path, .file, .note(.changedWhileReading))
    }
    if facts.isLink, isBeingReplaced(name, facts, in: place.folder) {
      return item(place.source, path, .file, .note(.changedWhileReading))
    }
    guard facts.isFolder else {
      return note(name, facts: facts, source: place.source, path: path)
    }
    if isExcluded(path, name) { return item(place.source, path, .directory, .note(.excluded)) }
    guard path.count <= configuration.limits.pathBytesMax else {
      return item(place.source, path, .directory, .note(.unsafePath))
    }
    let folder = SourceFolder(source: place.source, path: path)
    if let again, facts.changed < again.since || again.met.contains(folder) { return nil }
    again?.met.insert(folder)
    pending.append(folder)
    return nil
  }

  /// Whether a link that has just appeared is another one, or a file again, a moment later: then
  /// somebody is changing the file of that name, and it is no link that lies here.
  private func isBeingReplaced(_ name: [UInt8], _ facts: FileFacts, in folder: Folder) -> Bool {
    guard isFresh(facts) else { return false }
    for _ in 0..<Self.looksMax {
      usleep(Self.pauseMicroseconds)
      if folder.facts(of: name) != facts { return true }
    }
    return false
  }

  /// Whether something has changed within the last moment.
  private func isFresh(_ facts: FileFacts?) -> Bool {
    var clock = timespec()
    guard let facts, unsafe clock_gettime(CLOCK_REALTIME, &clock) == 0 else { return false }
    let now = Int64(clock.tv_sec) * 1_000_000_000 + Int64(clock.tv_nsec)
    return now - facts.changed < Self.freshNanoseconds
  }

  /// The age up to which a link or a folder is looked at again, and the time between two looks.
  private static let freshNanoseconds: Int64 = 100_000_000
  private static let pauseMicroseconds: UInt32 = 4_000
  /// How often it is looked at.
  private static let looksMax = 5

  /// What is to be done with something that is no folder.
  private func note(
    _ name: [UInt8],
    facts: FileFacts,
    source: Int,
    path: [UInt8]
  ) -> WalkedItem {
    let limits = configuration.limits
    let minAge = configuration.scan.minAgeSeconds
    let isYoung = minAge > 0 && now - facts.modified < minAge * 1_000_000_000
    let isUpload = Self.inProgress.contains {
      name.count > $0.count && name.suffix($0.count) == $0[...]
    }
    if facts.isLink { return item(source, path, .link, .note(.unsafeLink), facts) }
    if !facts.isRegular { return item(source, path, .special, .note(.specialFile), facts) }
    if isExcluded(path, name) { return item(source, path, .file, .note(.excluded), facts) }
    if isYoung || isUpload { return item(source, path, .file, .note(.inProgress), facts) }
    if path.count > limits.pathBytesMax || name.count > limits.nameBytesMax {
      return item(source, path, .file, .note(.unsafePath), facts)
    }
    if facts.bytes > limits.fileBytesMax {
      return item(source, path, .file, .note(.limitSize), facts)
    }
    return item(source, path, .file, .scan, facts)
  }

  /// Whether a glob matches the name or the path.
  private func isExcluded(_ path: [UInt8], _ name: [UInt8]) -> Bool {
    excludes.contains { $0.matches(name) || $0.matches(path) }
  }

  /// An item; a source's own folder is listed as `.` or by its prefix.
  private func item(
    _ source: Int,
    _ path: [UInt8],
    _ kind: ItemKind,
    _ action: WalkedItem.Action,
    _ facts: FileFacts? = nil
  ) -> WalkedItem {
    let prefix = sources[source].prefix
    var listed = path
    if !prefix.isEmpty { listed = path.isEmpty ? prefix : prefix + [0x2F] + path }
    if listed.isEmpty { listed = [0x2E] }
    return WalkedItem(
      source: source,
      path: path,
      listedPath: listed,
      kind: kind,
      action: action,
      facts: facts,
      isSecondLook: again != nil
    )
  }
}
