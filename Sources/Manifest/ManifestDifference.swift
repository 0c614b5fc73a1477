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
    package var fields: [String] { [] }
  }

  /// Names of header fields that differ, in alphabetical order: other rules, other settings.
  package var headerFields: [String] = []
  /// Entries only in the newer manifest.
  package var added: [ManifestEntry] = []
  /// Entries only in the older manifest.
  package var removed: [ManifestEntry] = []
  /// Entries in both that differ in any field.
  package var changed: [Change] = []
  /// How many entries are the same in both.
  package var unchanged = 0

  /// Compares two manifests by merging them; holds only what differs.
  /// - Throws: what the readers throw.
  package init(from older: ManifestReader, to newer: ManifestReader) throws(Failure) {
    throw Failure(.integrity, "not yet")
  }

  /// How many of `entries` hold each class of data; entries without a class count under nil.
  package static func byClass(_ entries: [ManifestEntry]) -> [DataClass?: Int] { [:] }

  /// `same as last`, or `same as last, +3 files`, or `+3 files, -1 file, 2 changed`.
  package var summary: String { "" }
}
