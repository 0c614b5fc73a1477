package import Configuration
package import Manifest
package import Vocabulary

/// What a scan is asked to do.
package struct StagingRequest: Sendable {
  /// Folders, files and archives, as the user gave them.
  package var sources: [String]
  /// Where the stage appears.
  package var stage: String
  /// The resolved settings.
  package var configuration: Configuration
  /// Further globs that are not scanned.
  package var excludes: [String] = []
  /// Whether a stage that is there may be exchanged.
  package var mayReplace = false
  /// Asked right before an old stage is exchanged; throws where it must stay.
  package var mayExchange: @Sendable () throws(Failure) -> Void = {}
  /// Where catalogs are kept, and the key of the journal when there is no site key; nil: a killed
  /// run begins again, and every file is scanned.
  package var stateFolder: String?
  /// What of the run before over the same sources may be used again.
  package var reuse = Reuse.unchanged

  /// Whether a fault of the program ends the item that met it and not the process, which begins anew;
  /// for a process that does nothing but this run.
  package var survivesFaults = false

  /// What of an earlier run may be used again.
  package enum Reuse: Sendable {
    /// Results of files that have not changed.
    case unchanged
    /// The same, but for files of which something was withheld; size limits may be higher.
    case released
    /// Nothing.
    case nothing
  }
  /// The version that the manifest states.
  package var toolVersion: String

  /// Creates a request.
  package init(
    sources: [String],
    stage: String,
    configuration: Configuration,
    toolVersion: String
  ) {
    self.sources = sources
    self.stage = stage
    self.configuration = configuration
    self.toolVersion = toolVersion
  }
}

/// How a scan ended.
package struct StagingSummary: Sendable {
  /// The manifest's counts.
  package var footer: ManifestFooter
  /// The manifest's SHA-256.
  package var digest: Digest256
  /// Classes found in anything, with how many entries hold each.
  package var classes: [DataClass: Int]
  /// Reasons of what was withheld, with how many entries have each.
  package var reasons: [Reason: Int]
  /// Bytes of top-level files that were read.
  package var bytesRead: Int64 = 0
  /// Files whose result is that of an earlier run.
  package var reused = 0
  /// Files that ended the program by a fault or a step without end, and are withheld.
  package var faults = 0
  /// Why the next run over these sources will scan everything; nil where it need not.
  package var catalogFailure: Failure?
  /// Indices of sources in which there was nothing at all.
  package var emptySources: [Int] = []
}
