package import Vocabulary

/// Line 1 of a manifest: what was scanned, by what, under which rules.
///
/// Holds nothing that differs between two runs over the same input: no time, no host, no thread
/// count. Source: phigate-manifest(5).
package struct ManifestHeader: Sendable, Hashable {
  /// The value of `type` in line 1; its version changes with the format.
  package static let type = "phigate.manifest/v1"

  /// Name and version of the program that made the manifest.
  package struct Tool: Sendable, Hashable {
    /// The program's name: `phigate`.
    package var name: String
    /// As `phigate --version` prints it, without the name.
    package var version: String

    /// Creates a tool.
    package init(name: String = "phigate", version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The rule set that found what the entries count.
  package struct RuleSetReference: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its epoch, from 1 up; a gate refuses rule sets below its floor.
    package var epoch: Int
    /// The digest of its canonical bytes.
    package var sha256: Digest256

    /// Creates a reference.
    package init(name: String, epoch: Int, sha256: Digest256) {
      self.name = name
      self.epoch = epoch
      self.sha256 = sha256
    }
  }

  /// The program.
  package var tool: Tool
  /// The label of the landing zone, from the configuration; never its path.
  package var source: String
  /// Whether the source belongs to a covered entity, so that every identifier in it is PHI.
  package var covered: Bool
  /// The profile under which values were masked.
  package var profile: Profile
  /// SHA-256 of the settings that can change a result.
  package var settings: Digest256
  /// The rule set.
  package var ruleset: RuleSetReference
  /// The census lists of the small ZIP areas.
  package var zipCensus: String
  /// The year against which ages and two-digit years were counted.
  package var referenceYear: Int
  /// The id of the site key; nil without a configuration (`key` is null then).
  package var keyID: String?
  /// SHA-256 of `sources.jsonl`; nil without a configuration.
  package var sources: Digest256?
  /// Whether folders named by a date keep their name; the member is written only where true.
  package var keepPartitionDates: Bool

  /// Creates a header.
  package init(
    tool: Tool,
    source: String,
    covered: Bool,
    profile: Profile,
    settings: Digest256,
    ruleset: RuleSetReference,
    zipCensus: String,
    referenceYear: Int,
    keyID: String?,
    sources: Digest256?,
    keepPartitionDates: Bool = false
  ) {
    self.tool = tool
    self.source = source
    self.covered = covered
    self.profile = profile
    self.settings = settings
    self.ruleset = ruleset
    self.zipCensus = zipCensus
    self.referenceYear = referenceYear
    self.keyID = keyID
    self.sources = sources
    self.keepPartitionDates = keepPartitionDates
  }
}

/// The last line of a manifest: what the entries before it add up to.
package struct ManifestFooter: Sendable, Hashable {
  /// Lines between header and footer.
  package var entries = 0
  /// Entries with disposition `masked`.
  package var masked = 0
  /// Entries with disposition `clean`.
  package var clean = 0
  /// Entries with disposition `withheld`.
  package var withheld = 0
  /// Entries with disposition `recorded`.
  package var recorded = 0
  /// The sum of the entries' `bytes`.
  package var bytes: Int64 = 0
  /// The RFC 6962 tree hash over the entry lines, without their line ends.
  package var root: Digest256

  /// Creates a footer of zero entries with a root.
  package init(root: Digest256) {
    self.root = root
  }
}
