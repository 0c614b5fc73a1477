import Records
import Vocabulary

@testable import Manifest

/// Manifests for tests.
enum ManifestSample {
  /// SHA-256 of nothing, so that every digest in the samples is a real one.
  static let digest = Digest256(hashing: [])

  /// A header with everything set.
  static let header = ManifestHeader(
    tool: .init(version: "0.1.0"),
    source: "north wing",
    covered: true,
    profile: .safeHarbor,
    settings: digest,
    ruleset: .init(name: "built-in", epoch: 1, sha256: digest),
    zipCensus: "2000+2010+2020",
    referenceYear: 2_026,
    keyID: "0123456789abcdef",
    sources: digest
  )

  /// An entry of a masked file.
  static func masked(_ path: String, bytes: Int64 = 10) -> ManifestEntry {
    var entry = ManifestEntry(path: path, kind: .file, disposition: .masked)
    entry.format = "text"
    entry.bytes = bytes
    entry.classes = [.phi, .financial]
    entry.sensitivity = .restricted
    entry.findings = [
      .name: .init(count: 2, transforms: [.tag]),
      .date: .init(count: 3, transforms: [.year, .tag]),
      .organization: .init(count: 1, transforms: [.tag]),
    ]
    entry.output = .init(path: path, bytes: 9, sha256: digest)
    return entry
  }

  /// An entry of a file that is not released.
  static func withheld(_ path: String, _ reason: Reason = .encrypted) -> ManifestEntry {
    ManifestEntry(path: path, kind: .file, disposition: .withheld, reason: reason)
  }

  /// The bytes of a manifest.
  static func bytes(
    _ entries: [ManifestEntry],
    header: ManifestHeader = header
  ) throws(Failure) -> [UInt8] {
    let store = ByteStore()
    var writer = try ManifestWriter(header: header) { bytes throws(Failure) in
      store.bytes += bytes
    }
    for entry in entries { try writer.append(entry) }
    _ = try writer.finish()
    return store.bytes
  }

  /// The lines of a manifest as text.
  static func lines(_ entries: [ManifestEntry]) throws(Failure) -> [String] {
    String(decoding: try bytes(entries), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Reads lines as a manifest, to the end.
  static func read(_ lines: [String]) throws(Failure) -> ManifestDocument {
    let text = lines.map { $0 + "\n" }.joined()
    return try ManifestDocument(reading: ManifestReader(bytes: Array(text.utf8)))
  }
}

/// Bytes that a closure adds to.
final class ByteStore {
  /// Everything so far.
  var bytes: [UInt8] = []
}
