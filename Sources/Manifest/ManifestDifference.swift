import Records
package import Vocabulary

/// What changed from one manifest to another, for people who review the same delivery every week.
///
/// Entries are matched by path. `summary` is the one line that a review begins with.
package struct ManifestDifference: Sendable, Hashable {
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

  /// Names of header fields that differ, in alphabetical order: other rules, other settings.
  package private(set) var headerFields: [String] = []
  /// Entries only in the newer manifest.
  package private(set) var added: [ManifestEntry] = []
  /// Entries only in the older manifest.
  package private(set) var removed: [ManifestEntry] = []
  /// Entries in both that differ in any field.
  package private(set) var changed: [Change] = []
  /// How many entries are the same in both.
  package private(set) var unchanged = 0

  /// Compares two manifests by merging them; holds only what differs.
  /// - Throws: what the readers throw; both are verified to their ends.
  package init(from older: ManifestReader, to newer: ManifestReader) throws(Failure) {
    var older = older
    var newer = newer
    headerFields = ManifestDifference.differingNames(older.header.json, newer.header.json)
    var before = try older.next()
    var after = try newer.next()
    while before != nil || after != nil {
      switch (before, after) {
      case (let old?, let new?) where old.path.hasSameBytes(as: new.path):
        match(old, new)
        before = try older.next()
        after = try newer.next()
      case (let old?, let new) where new.map { PathText.precedes(old.path, $0.path) } ?? true:
        removed.append(old)
        before = try older.next()
      default:
        if let after { added.append(after) }
        after = try newer.next()
      }
    }
  }

  /// How many of `entries` hold each class of data; entries without a class count under nil.
  package static func byClass(_ entries: [ManifestEntry]) -> [DataClass?: Int] {
    var counts: [DataClass?: Int] = [:]
    for entry in entries {
      if entry.classes.isEmpty { counts[nil, default: 0] += 1 }
      for dataClass in entry.classes { counts[dataClass, default: 0] += 1 }
    }
    return counts
  }

  /// Whether nothing differs but what always does (the digest of the sources' digests).
  package var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && changed.isEmpty && decidingHeaderFields.isEmpty
  }

  /// `same as last`, or `same as last, +3 files`, or `+3 files, -1 file, 2 changed`; other rules or
  /// settings are named at the end.
  package var summary: String {
    var parts = removed.isEmpty && changed.isEmpty ? ["same as last"] : []
    parts += ManifestDifference.counts(added, sign: "+")
    parts += ManifestDifference.counts(removed, sign: "-")
    if !changed.isEmpty { parts.append("\(changed.count) changed") }
    if !decidingHeaderFields.isEmpty {
      parts.append("other \(decidingHeaderFields.joined(separator: " and "))")
    }
    return parts.joined(separator: ", ")
  }

  /// The header's fields that differ and decide what a manifest says.
  private var decidingHeaderFields: [String] { headerFields.filter { $0 != "sources" } }

  /// Sorts one entry of each, with the same path.
  private mutating func match(_ old: ManifestEntry, _ new: ManifestEntry) {
    if old.json == new.json {
      unchanged += 1
    } else {
      changed.append(Change(before: old, after: new))
    }
  }

  /// `+3 files`, `+1 member`; nothing for none.
  private static func counts(_ entries: [ManifestEntry], sign: String) -> [String] {
    let members = entries.count { $0.kind == .member }
    let files = entries.count - members
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
