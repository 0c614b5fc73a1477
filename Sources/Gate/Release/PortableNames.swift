import Manifest
import Vocabulary

/// Looks for names that a file system which ignores case or normal form would take for one.
///
/// Holds 24 bytes for every name of what leaves, folders included: two hashes of its folded path under
/// keys of this process, and one of the path itself. A collision of hashes could only refuse.
struct PortableNames {
  /// The hash of a name by the two of what it is folded to.
  private var known: [Folded: Int] = [:]
  /// The path before.
  private var previous: [Substring] = []

  /// The hashes of a folded path.
  private struct Folded: Hashable {
    /// The one.
    let one: Int
    /// The other.
    let other: Int

    /// Folds a path: canonically equivalent strings have one hash.
    init(_ path: String) {
      let folded = path.uppercased().lowercased()
      var (first, second) = (Hasher(), Hasher())
      first.combine(folded)
      second.combine(1)
      second.combine(folded)
      (one, other) = (first.finalize(), second.finalize())
    }
  }

  /// Takes the next entry of a manifest.
  /// - Throws: `names_not_portable`, without the name.
  mutating func add(_ entry: ManifestEntry) throws(Failure) {
    guard entry.leavesAsFile, let path = entry.output?.path else { return }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    // Folders that it shares with the entry before were looked at then.
    var shared = 0
    while shared < parts.count - 1, shared < previous.count - 1,
      parts[shared].utf8.elementsEqual(previous[shared].utf8)
    {
      shared += 1
    }
    for count in (shared + 1)...max(shared + 1, parts.count) {
      let name = parts[..<count].joined(separator: "/")
      var hash = Hasher()
      for byte in name.utf8 { hash.combine(byte) }
      let own = hash.finalize()
      guard known.updateValue(own, forKey: Folded(name)) ?? own == own else {
        throw .refusal(
          .namesNotPortable,
          "a name of \(parts[count - 1].utf8.count) bytes, nothing was released",
          next: "rename one of them at the source and scan again"
        )
      }
    }
    previous = parts
  }
}
