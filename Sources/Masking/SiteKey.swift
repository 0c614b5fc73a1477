import Crypto
package import Vocabulary

/// The key of a site: 32 secret bytes that keyed digests of originals are made under.
///
/// Neither the bytes nor anything that they could be found from is ever written; `id` is.
package struct SiteKey: Sendable, CustomStringConvertible {
  /// The size of the key, in bytes.
  package static let byteCount = 32

  /// What a digest is for; each purpose has its own subkey, so that a digest made for one says
  /// nothing about another.
  package enum Purpose: String, CaseIterable, Sendable {
    /// Digests of originals' bytes in `sources.jsonl`.
    case sourceContent = "phigate/v1/source-content"
    /// Digests of originals' names in `sources.jsonl` and in the journal.
    case sourcePath = "phigate/v1/source-path"
    /// Values of the allow-list in phigate.yml.
    case allowedValue = "phigate/v1/allowed-value"
    /// The seal of a stage whose copies hold keyed surrogates.
    case stageSeal = "phigate/v1/stage-seal"
  }

  /// A subkey as an HMAC that was given nothing yet: its two blocks are hashed once, not each time.
  private typealias Keyed = HMAC<SHA256>

  private let content: Keyed
  private let path: Keyed
  private let allowed: Keyed
  private let seal: Keyed
  /// From which the subkeys of surrogates are derived.
  private let surrogates: SymmetricKey
  /// Hides what the state folder must be able to tell again.
  private let state: SymmetricKey

  /// 16 lower-case hexadecimal digits: the start of SHA-256 of a subkey that nothing else uses.
  package let id: String

  /// Derives the subkeys; nil unless there are exactly 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == SiteKey.byteCount else { return nil }
    let key = SymmetricKey(data: bytes)
    content = Keyed(key: SiteKey.subkey(of: key, info: Purpose.sourceContent.rawValue))
    path = Keyed(key: SiteKey.subkey(of: key, info: Purpose.sourcePath.rawValue))
    allowed = Keyed(key: SiteKey.subkey(of: key, info: Purpose.allowedValue.rawValue))
    seal = Keyed(key: SiteKey.subkey(of: key, info: Purpose.stageSeal.rawValue))
    surrogates = SiteKey.subkey(of: key, info: "phigate/v1/surrogates")
    state = SiteKey.subkey(of: key, info: "phigate/v1/state")
    let identifier = SiteKey.subkey(of: key, info: "phigate/v1/key-id")
    id = unsafe identifier.withUnsafeBytes { bytes in
      unsafe Array(SHA256.hash(data: Array(bytes)).prefix(8)).lowercaseHex
    }
  }

  /// HMAC-SHA-256 of a message under the subkey (HKDF-SHA-256, RFC 5869) of a purpose.
  ///
  /// - Parameters:
  ///   - message: any bytes; for a content its SHA-256, so that no content is read twice.
  ///   - purpose: whose subkey is used.
  /// - Returns: the code.
  package func digest(of message: [UInt8], for purpose: Purpose) -> Digest256 {
    var code =
      switch purpose {
      case .sourceContent: content
      case .sourcePath: path
      case .allowedValue: allowed
      case .stageSeal: seal
      }
    unsafe message.withUnsafeBytes { unsafe code.update(data: $0) }
    let bytes = unsafe code.finalize().withUnsafeBytes { unsafe [UInt8]($0) }
    guard let digest = Digest256(bytes: bytes) else {
      preconditionFailure("an HMAC-SHA-256 has 32 bytes")
    }
    return digest
  }

  /// Bytes that only the key opens again (AES-256-GCM, nonce in front): paths in the state folder.
  ///
  /// - Returns: nil where they cannot be sealed.
  package func sealed(_ bytes: [UInt8]) -> [UInt8]? {
    (try? AES.GCM.seal(bytes, using: state))?.combined.map(Array.init)
  }

  /// What `sealed` was given; nil where another key sealed it or somebody changed it.
  package func opened(_ bytes: [UInt8]) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
    return (try? AES.GCM.open(box, using: state)).map(Array.init)
  }

  /// The subkey of surrogates for a use and a scope; each use and each scope has its own.
  func surrogateKey(_ use: String, scope: String) -> SymmetricKey {
    SiteKey.subkey(of: surrogates, info: "\(use)/\(scope)")
  }

  /// `site key` and its id, never the bytes.
  package var description: String { "site key \(id)" }

  /// The subkey for a purpose.
  private static func subkey(of key: SymmetricKey, info: String) -> SymmetricKey {
    HKDF<SHA256>
      .deriveKey(
        inputKeyMaterial: key,
        info: Array(info.utf8),
        outputByteCount: byteCount
      )
  }
}
