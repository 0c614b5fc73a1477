import Configuration
import Files
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
}

/// What an item is.
enum ItemKind: Sendable {
  case file
  case link
  case special
  case directory
}

/// Walks sources by descriptor; never follows a link, never leaves the mount unless allowed.
struct Walk {
  let configuration: Configuration
  /// Names that may not be scanned, as globs.
  let excludes: [Glob]
  /// Nanoseconds since 1970.
  let now: Int64
  /// What was met.
  var items: [WalkedItem] = []
  /// Endings of names of uploads in progress.
  private static let inProgress = [".part", ".filepart", ".tmp", ".crdownload"]
    .map { Array($0.utf8) }

  /// Prepares a walk.
  init(configuration: Configuration, excludes: [String], now: Int64) {
    self.configuration = configuration
    self.excludes = (configuration.scan.excludes + excludes).map { Glob($0) }
    self.now = now
  }

  /// Walks a folder.
  ///
  /// `prefix`: what listed paths begin with; empty for a single source.
  mutating func folder(_ folder: Folder, source: Int, prefix: [UInt8]) {
    visit(folder, source: source, path: [], prefix: prefix, mount: folder.mountID)
  }

  /// Notes one file given as a source.
  mutating func file(_ name: [UInt8], facts: FileFacts, source: Int, prefix: [UInt8]) {
    note(name, facts: facts, source: source, path: name, prefix: prefix)
  }

  /// Visits everything in a folder.
  private mutating func visit(
    _ folder: Folder,
    source: Int,
    path: [UInt8],
    prefix: [UInt8],
    mount: UInt64
  ) {
    guard let names = folder.names() else {
      add(source, path, prefix, .directory, .note(.unreadable), nil)
      return
    }
    for name in names {
      let whole = path.isEmpty ? name : path + [0x2F] + name
      guard let facts = folder.facts(of: name) else {
        add(source, whole, prefix, .file, .note(.changedWhileReading), nil)
        continue
      }
      guard facts.isFolder else {
        note(name, facts: facts, source: source, path: whole, prefix: prefix)
        continue
      }
      if isExcluded(whole, name) {
        add(source, whole, prefix, .directory, .note(.excluded), facts)
        continue
      }
      guard whole.count <= configuration.limits.pathBytesMax else {
        add(source, whole, prefix, .directory, .note(.unsafePath), facts)
        continue
      }
      guard let inner = folder.folder(name) else {
        add(source, whole, prefix, .directory, .note(.unreadable), facts)
        continue
      }
      if inner.mountID != mount, !configuration.scan.followMounts {
        add(source, whole, prefix, .directory, .note(.mountBoundary), facts)
        continue
      }
      visit(inner, source: source, path: whole, prefix: prefix, mount: mount)
    }
  }

  /// Notes something that is no folder.
  private mutating func note(
    _ name: [UInt8],
    facts: FileFacts,
    source: Int,
    path: [UInt8],
    prefix: [UInt8]
  ) {
    let limits = configuration.limits
    let age = now - facts.modified
    let minAge = configuration.scan.minAgeSeconds
    if facts.isLink {
      add(source, path, prefix, .link, .note(.unsafeLink), facts)
    } else if !facts.isRegular {
      add(source, path, prefix, .special, .note(.specialFile), facts)
    } else if isExcluded(path, name) {
      add(source, path, prefix, .file, .note(.excluded), facts)
    } else if Self.inProgress.contains(where: {
      name.count > $0.count && name.suffix($0.count) == $0[...]
    })
      || (minAge > 0 && age < minAge * 1_000_000_000)
    {
      add(source, path, prefix, .file, .note(.inProgress), facts)
    } else if facts.bytes > limits.fileBytesMax {
      add(source, path, prefix, .file, .note(.limitSize), facts)
    } else {
      add(source, path, prefix, .file, .scan, facts)
    }
  }

  /// Whether a glob matches the name or the path.
  private func isExcluded(_ path: [UInt8], _ name: [UInt8]) -> Bool {
    excludes.contains { $0.matches(name) || $0.matches(path) }
  }

  /// Adds an item.
  private mutating func add(
    _ source: Int,
    _ path: [UInt8],
    _ prefix: [UInt8],
    _ kind: ItemKind,
    _ action: WalkedItem.Action,
    _ facts: FileFacts?
  ) {
    items.append(
      WalkedItem(
        source: source,
        path: path,
        listedPath: prefix.isEmpty ? path : prefix + [0x2F] + path,
        kind: kind,
        action: action,
        facts: facts
      )
    )
  }
}

/// A shell pattern over bytes: `*` (not across `/`), `**` (across), `?`.
struct Glob: Sendable {
  private let pattern: [UInt8]

  /// Takes a pattern.
  init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// Whether all of `text` matches; linear in the product of both lengths.
  func matches(_ text: [UInt8]) -> Bool {
    var states: Set<Int> = close([0])
    for byte in text {
      var next: Set<Int> = []
      for state in states where state < pattern.count {
        let isStar = pattern[state] == 0x2A
        let isDouble = isStar && state + 1 < pattern.count && pattern[state + 1] == 0x2A
        if isStar, isDouble || byte != 0x2F { next.insert(state) }
        if !isStar, pattern[state] == byte || (pattern[state] == 0x3F && byte != 0x2F) {
          next.insert(state + 1)
        }
      }
      if next.isEmpty { return false }
      states = close(next)
    }
    return states.contains(pattern.count)
  }

  /// Adds what stars reach without a byte.
  private func close(_ states: Set<Int>) -> Set<Int> {
    var all = states
    var pending = Array(states)
    while let state = pending.popLast() {
      guard state < pattern.count, pattern[state] == 0x2A else { continue }
      let isDouble = state + 1 < pattern.count && pattern[state + 1] == 0x2A
      let next = state + (isDouble ? 2 : 1)
      if all.insert(next).inserted { pending.append(next) }
    }
    return all
  }
}
