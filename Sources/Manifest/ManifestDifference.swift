import Records
package import Vocabulary

/// What changed from one manifest to another, for people who review the same delivery every week.
///
/// Entries are matched by path. `summary` is the one line that a review begins with.
package struct ManifestDifference: Sendable {
  /// An entry that is in both but is not the same.
  package struct Change: Sendable, Hashable {
    /// As it was.
    package var before: ManifestEntry
    /// As it is.
    package var after: ManifestEntry

    /// The names of the manifest's fields that differ, in alphabetical order.
    package var fields: [String] {
      ManifestDifference.differingNames(before.json, after.json)
    }
  }

  /// One entry that is not in both manifests alike.
  package enum Step: Sendable, Hashable {
    /// Only in the newer one.
    case added(ManifestEntry)
    /// Only in the older one.
    case removed(ManifestEntry)
    /// In both, and not the same.
    case changed(Change)
  }

  /// How many there are of one sort, and the first of them.
  package struct Listing<Item: Sendable & Hashable>: Sendable, Hashable {
    /// The first, `listedMax` at most, in the order of the manifest.
    package private(set) var first: [Item] = []
    /// All of them.
    package private(set) var count = 0
    /// Those that are members of an archive.
    package private(set) var members = 0

    /// Counts one.
    fileprivate mutating func add(_ item: Item, _ kind: ManifestEntry.Kind) {
      if first.count < ManifestDifference.listedMax { first.append(item) }
      count += 1
      if kind == .member { members += 1 }
    }
  }

  /// Entries of one sort that are kept, whatever the size of the manifests.
  package static let listedMax = 100

  /// Names of header fields that differ, in alphabetical order: other rules, other settings.
  package private(set) var headerFields: [String] = []
  /// Entries only in the newer manifest.
  package private(set) var added = Listing<ManifestEntry>()
  /// Entries only in the older manifest.
  package private(set) var removed = Listing<ManifestEntry>()
  /// Entries in both that differ in any field.
  package private(set) var changed = Listing<Change>()
  /// The digests of both manifests, the older one's first.
  package private(set) var digests = (Merkle.emptyRoot, Merkle.emptyRoot)
  /// How many entries are the same in both.
  package private(set) var unchanged = 0
  /// How many more findings of each kind there are than before, fewer where negative; never 0.
  package private(set) var findings: [IdentifierKind: Int] = [:]

  /// Compares two manifests by merging them; holds an entry of each at a time.
  /// - Parameters:
  ///   - older: the manifest before.
  ///   - newer: the manifest now.
  ///   - each: is given every entry that differs, in the order of paths.
  /// - Throws: what the readers and `each` throw; both manifests are verified to their ends.
  package init(
    from older: ManifestReader,
    to newer: ManifestReader,
    each: (Step) throws(Failure) -> Void = { _ in }
  ) throws(Failure) {
    var older = older
    var newer = newer
    headerFields = ManifestDifference.differingNames(older.header.json, newer.header.json)
    var before = try older.next()
    var after = try newer.next()
    while before != nil || after != nil {
      switch (before, after) {
      case (let old?, let new?) where old.path.hasSameBytes(as: new.path):
        if old.json == new.json {
          unchanged += 1
        } else {
          try take(.changed(Change(before: old, after: new)), each)
        }
        before = try older.next()
        after = try newer.next()
      case (let old?, let new) where new.map { PathText.precedes(old.path, $0.path) } ?? true:
        try take(.removed(old), each)
        before = try older.next()
      default:
        if let after { try take(.added(after), each) }
        after = try newer.next()
      }
    }
    findings = findings.filter { $0.value != 0 }
    guard let first = older.result, let second = newer.result else {
      throw Failure(.internalError, "a manifest that was read to its end has no footer")
    }
    digests = (first.digest, second.digest)
  }

  /// Counts a difference and hands it on.
  private mutating func take(
    _ step: Step,
    _ each: (Step) throws(Failure) -> Void
  ) throws(Failure) {
    switch step {
    case .added(let entry):
      added.add(entry, entry.kind)
      count(entry, 1)
    case .removed(let entry):
      removed.add(entry, entry.kind)
      count(entry, -1)
    case .changed(let change):
      changed.add(change, change.after.kind)
      count(change.after, 1)
      count(change.before, -1)
    }
    try each(step)
  }

  /// Counts an entry's findings as more, or fewer.
  private mutating func count(_ entry: ManifestEntry, _ sign: Int) {
    for (kind, found) in entry.findings { findings[kind, default: 0] += sign * found.count }
  }

  /// Whether nothing differs but what always does (the digest of the sources' digests).
  package var isEmpty: Bool {
    added.count == 0 && removed.count == 0 && changed.count == 0 && decidingHeaderFields.isEmpty
  }

  /// `same as last`, or `same as last, +3 files`, or `+3 files, -1 file, 2 changed`; other rules or
  /// settings are named at the end.
  package var summary: String {
    var parts = removed.count == 0 && changed.count == 0 ? ["same as last"] : []
    parts += ManifestDifference.counts(added, sign: "+")
    parts += ManifestDifference.counts(removed, sign: "-")
    if changed.count > 0 { parts.append("\(changed.count) changed") }
    if !decidingHeaderFields.isEmpty {
      parts.append("other \(decidingHeaderFields.joined(separator: " and "))")
    }
    return parts.joined(separator: ", ")
  }

  /// The header's fields that differ and decide what a manifest says.
  private var decidingHeaderFields: [String] { headerFields.filter { $0 != "sources" } }

  /// `+3 files`, `+1 member`; nothing for none.
  private static func counts(_ listing: Listing<ManifestEntry>, sign: String) -> [String] {
    let members = listing.members
    let files = listing.count - members
    var parts: [String] = []
    if files > 0 { parts.append("\(sign)\(files) \(files == 1 ? "file" : "files")") }
    if members > 0 { parts.append("\(sign)\(members) \(members == 1 ? "member" : "members")") }
    return parts
  }

  /// The names of the members of two objects that are not in both with the same value, sorted.
  private static func differingNames(_ left: JSONValue, _ right: JSONValue) -> [String] {
    guard case .object(let one) = left, case .object(let other) = right else { return [] }
    let names = Set(one.members.map(\.name) + other.members.map(\.name))
    return names.filter { one[$0] != other[$0] }.sorted()
  }
}
