package import Configuration
import Files
import Glibc
package import Masking
package import Vocabulary

/// The stages that runs of this state have published, so that old ones can be found again.
///
/// A file a stage, named by an HMAC of its path, holding the path sealed under the same key.
package struct KnownStages: Sendable {
  private let folder: String
  private let key: SiteKey
  /// Bytes of a sealed path at most.
  private static let recordBytesMax = 8_192

  /// The register of a state folder.
  package init(stateFolder: String, key: SiteKey) {
    folder = "\(stateFolder)/stages"
    self.key = key
  }

  /// The register of a state folder under the key that scans with these settings use; nil where
  /// they have none yet.
  package static func open(
    stateFolder: String,
    _ settings: Configuration
  ) throws(Failure) -> KnownStages? {
    if let bytes = try settings.readSiteKey(), let key = SiteKey(bytes: bytes) {
      return KnownStages(stateFolder: stateFolder, key: key)
    }
    return LocalKey.kept(stateFolder: stateFolder)
      .map {
        KnownStages(stateFolder: stateFolder, key: $0)
      }
  }

  /// Where the record of a stage is.
  private func place(_ stage: String) -> String {
    "\(folder)/\(key.digest(of: Array(stage.utf8), for: .sourcePath).hex.prefix(32))"
  }

  /// Remembers a stage by its absolute path.
  package func add(_ stage: String) throws(Failure) {
    let place = place(stage)
    guard unsafe access(place, F_OK) != 0, let sealed = key.sealed(Array(stage.utf8)) else {
      return
    }
    LocalKey.createFolders(folder)
    try SmallFile.replace(place, sealed, mode: 0o600)
  }

  /// Forgets a stage.
  package func remove(_ stage: String) { _ = unsafe unlink(place(stage)) }

  /// The paths of all stages that are remembered, sorted by their bytes; those that another key
  /// sealed are left out.
  package func all() -> [String] {
    guard let folder = try? Folder(path: folder) else { return [] }
    var stages: [String] = []
    for name in folder.names() ?? [] {
      let path = "\(self.folder)/\(String(decoding: name, as: UTF8.self))"
      guard let sealed = try? SmallFile.read(path, bytesMax: Self.recordBytesMax),
        let bytes = key.opened(sealed)
      else { continue }
      stages.append(String(decoding: bytes, as: UTF8.self))
    }
    return stages.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
