package import Vocabulary

/// The settings of phigate.yml, typed, checked and complete.
///
/// Source: phigate.yml(5).
package struct Configuration: Sendable, Hashable {
  /// Where it was read from; nil for the built-in defaults.
  package var path: String?
  /// What is scanned and how.
  package var scan = ScanSettings()
  /// Limits on hostile or huge input.
  package var limits = Limits()
  /// What becomes of archives.
  package var archives = ArchiveSettings()
  /// What becomes of names of folders.
  package var paths = PathSettings()
  /// Where the gate keeps what it needs; only paths, never trust itself.
  package var gate = GateSettings()
  /// Rules that the site adds, in the order of the file.
  package var rules: [SiteRule] = []
  /// False alarms that stay, expired ones included.
  package var allowList: [AllowEntry] = []
  /// Transforms that differ from those of the profile, the scope of pseudonyms, bounds of shifts.
  package var masks = MaskingPolicy()
  /// The day by which entries of the allow-list expire, `YYYY-MM-DD` in UTC; none counts without it.
  package var today: String?
  /// The path of the site key file; nil without one.
  package var siteKeyPath: String?

  /// The defaults that hold without any configuration: profile safe-harbor, no key.
  package static let builtIn = Configuration()

  /// Entries of the allow-list that count today.
  package var activeAllowList: [AllowEntry] {
    guard let today else { return [] }
    return allowList.filter { $0.counts(on: today) }
  }

  /// Entries of the allow-list that count no more.
  package var expiredAllowList: [AllowEntry] {
    guard let today else { return [] }
    return allowList.filter { !$0.counts(on: today) }
  }

  /// Whether a configuration file was read; the gate's commands need one.
  package var isConfigured: Bool { path != nil }
}

/// What is scanned and how.
package struct ScanSettings: Sendable, Hashable {
  /// Under which paragraph copies may leave.
  package var profile: Profile = .safeHarbor
  /// The label of the source in the manifest's header.
  package var sourceLabel = "landing"
  /// Whether the source belongs to a covered entity: every identifier is PHI then.
  package var covered = true
  /// The year against which ages are counted; nil: the year in which the run began.
  package var referenceYear: Int?
  /// Whether providers' names and numbers are masked too.
  package var maskProviders = true
  /// Seconds that a file must have been left alone; younger ones are recorded as in progress.
  package var minAgeSeconds: Int64 = 0
  /// Glob patterns of relative paths that are recorded, not scanned.
  package var excludes: [String] = []
  /// Whether folders on other file systems are entered; otherwise recorded as `mount-boundary`.
  package var followMounts = false
  /// Worker threads, which cannot change a result; nil: as many as the machine has.
  package var jobs: Int?
  /// Bytes of a piece of work, which cannot change a result.
  package var chunkBytes = 256 << 10
}

/// What becomes of archives.
package struct ArchiveSettings: Sendable, Hashable {
  /// What becomes of an archive of which one member is withheld.
  package enum WithheldMember: String, CaseIterable, Sendable {
    /// The archive is rebuilt without the member; the manifest says so.
    case drop
    /// Nothing of the archive is released.
    case withhold
  }

  /// What becomes of an archive of which one member is withheld.
  package var onWithheldMember: WithheldMember = .withhold
}

/// What becomes of the names of folders.
package struct PathSettings: Sendable, Hashable {
  /// Whether a folder whose whole name is a date or `key=date` keeps it.
  package var keepPartitionDates = false
}

/// Where the gate keeps what it needs; all paths are absolute once loaded.
package struct GateSettings: Sendable, Hashable {
  /// The state folder; nil: as the environment says.
  package var state: String?
  /// The signed trust document.
  package var trust: String?
  /// The gate's private key, PKCS#8 PEM, mode 0600.
  package var gateKey: String?
  /// A second place for checkpoints, under another user or on another host.
  package var checkpoints: String?

  /// Creates settings without any path.
  package init() {}
}
