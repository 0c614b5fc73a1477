import Configuration
import Masking
import Records
package import Vocabulary

/// What shows that a stage was masked by whoever has the site key.
///
/// Some surrogates look like any number: in a copy nobody could tell them from what they replaced.
/// So the scan seals the manifest, which holds every copy's digest, and the gate takes numbers by
/// their form only under that seal.
package enum StageSeal {
  /// The file's name in a stage.
  package static let fileName = "seal.json"
  /// Bytes of the file at most.
  package static let bytesMax = 4_096
  private static let type = "phigate.seal/v1"

  /// The file's bytes, a line of canonical JSON.
  static func bytes(manifest: Digest256, key: SiteKey) -> [UInt8] {
    let object = JSONObject([
      .init("type", .string(type)), .init("manifest", .string(manifest.hex)),
      .init("seal", .string(seal(manifest, key).hex)),
    ])
    return CanonicalJSON.bytes(.object(object)) + [0x0A]
  }

  /// Whether a file seals a manifest under a key: the very bytes that would be written.
  static func holds(_ bytes: [UInt8], manifest: Digest256, key: SiteKey) -> Bool {
    let wanted = self.bytes(manifest: manifest, key: key)
    guard bytes.count == wanted.count else { return false }
    // No early end, so that the time says nothing of where a forgery is wrong.
    return zip(bytes, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// HMAC-SHA-256 of a manifest's digest.
  private static func seal(_ manifest: Digest256, _ key: SiteKey) -> Digest256 {
    key.digest(of: manifest.bytes, for: .stageSeal)
  }
}

extension Rescan {
  /// Checks that a stage with keyed surrogates was masked under these settings and this site key.
  ///
  /// - Parameters:
  ///   - seal: the bytes of `seal.json`; nil where there is none.
  ///   - manifest: SHA-256 of the manifest.
  ///   - settings: the digest in its header; of a stage without surrogates it is not looked at.
  ///   - keyID: the key's id in its header.
  /// - Throws: `settings_mismatch` and `key_mismatch` (refused), `seal_mismatch` (integrity).
  package func verify(
    seal: [UInt8]?,
    manifest: Digest256,
    settings: Digest256,
    keyID: String?
  ) throws(Failure) {
    guard profile != .safeHarbor else { return }
    var current = configuration
    current.scan.profile = profile
    guard Digest256(hashing: current.canonicalSettings) == settings else {
      throw Failure(
        .refused,
        "the stage was masked under other settings than this configuration has, "
          + "nothing was released",
        next: "scan again with this configuration",
        reasons: ["settings_mismatch"]
      )
    }
    guard configuration.masks.needsKey(profile) else { return }
    guard let bytes = try configuration.readSiteKey(), let key = SiteKey(bytes: bytes),
      key.id == keyID
    else {
      throw Failure(
        .refused,
        "the stage was masked under another site key, nothing was released",
        next: "scan again with this key",
        reasons: ["key_mismatch"]
      )
    }
    guard let seal, StageSeal.holds(seal, manifest: manifest, key: key) else {
      throw Failure(
        .integrity,
        "\(StageSeal.fileName) does not seal this manifest under the site key, "
          + "nothing was released",
        next: "scan again: surrogates are trusted only under the seal of the scan",
        reasons: ["seal_mismatch"]
      )
    }
  }
}
