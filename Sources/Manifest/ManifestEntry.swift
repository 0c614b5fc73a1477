package import Vocabulary

/// One thing met in the sources, and what became of it.
///
/// Source: phigate-manifest(5).
package struct ManifestEntry: Sendable, Hashable {
  /// What kind of thing an entry is.
  package enum Kind: String, CaseIterable, Sendable {
    /// A regular file.
    case file
    /// A member of an archive.
    case member
    /// A file that holds members.
    case archive
    /// A symbolic link; never followed.
    case link
    /// A device, socket or pipe.
    case special
    /// A folder that could not be read.
    case directory
  }

  /// What became of it.
  package enum Disposition: String, CaseIterable, Sendable {
    /// A changed copy is in `data/`.
    case masked
    /// An identical or rebuilt copy is in `data/`.
    case clean
    /// Nothing of it is released; `reason` says why.
    case withheld
    /// Noted only, never released: links, specials, excluded, in progress.
    case recorded

    /// Whether a copy of it is in `data/`.
    package var isReleased: Bool { self == .masked || self == .clean }
  }

  /// How often a kind was found, and what its values turned into.
  package struct Findings: Sendable, Hashable {
    /// How many, at least 1.
    package var count: Int
    /// What the values turned into, at least one; written sorted and joined by `+`.
    package var transforms: Set<Transform>

    /// Creates a count.
    package init(count: Int, transforms: Set<Transform>) {
      self.count = count
      self.transforms = transforms
    }
  }

  /// The copy in `data/`, or within the rebuilt archive for a member.
  package struct Output: Sendable, Hashable {
    /// Its path below `data/`, escaped as `PathText` does; a member's is `archive!/member`.
    package var path: String
    /// Its size in bytes.
    package var bytes: Int64
    /// SHA-256 of its bytes.
    package var sha256: Digest256

    /// Creates an output.
    package init(path: String, bytes: Int64, sha256: Digest256) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// What stood near identifiers so that they are PHI although the source is not covered.
  package enum HealthContext: String, CaseIterable, Sendable {
    /// A clinical format: HL7, FHIR.
    case format
    /// A clinical code.
    case code
    /// A clinical label.
    case label
  }

  /// The masked path, escaped as `PathText` does; unique and strictly ascending by its bytes.
  package var path: String
  /// Whether something in the path was masked; written only where true.
  package var pathMasked = false
  /// What it is.
  package var kind: Kind
  /// The format's name (`hl7v2`); nil (and not written) where nothing was opened.
  package var format: String?
  /// Its size in the source in bytes; nil (and not written) where it has none or nobody knows.
  package var bytes: Int64?
  /// What became of it.
  package var disposition: Disposition
  /// Why nothing of it is released; nil exactly where `disposition.isReleased`.
  package var reason: Reason?
  /// Whether another machine may come to another end; only with a transient reason, and written
  /// only where true.
  package var transient = false
  /// What it holds; empty is written as `["none"]`.
  package var classes: Set<DataClass> = []
  /// How badly it matters when the original gets out.
  package var sensitivity: Sensitivity = .none
  /// What made its identifiers PHI in a source that is not covered; nil (and not written) elsewhere.
  package var healthContext: HealthContext?
  /// What was found, by kind.
  package var findings: [IdentifierKind: Findings] = [:]
  /// Findings of masked kinds left after masking; 0 in everything that is released.
  package var residual = 0
  /// Findings that stay because the allow-list of the settings holds them.
  package var allowed = 0
  /// The copy; nil exactly where nothing of it is released.
  package var output: Output?

  /// Creates an entry of something that was met; the rest is set by field.
  package init(path: String, kind: Kind, disposition: Disposition, reason: Reason? = nil) {
    self.path = path
    self.kind = kind
    self.disposition = disposition
    self.reason = reason
  }
}
