package import Vocabulary

/// The key of a site: 32 secret bytes that keyed digests of originals are made under.
///
/// Neither the bytes nor anything that they could be found from is ever written; `id` is.
package struct SiteKey: Sendable, CustomStringConvertible {
  /// The size of the key, in bytes.
  package static let byteCount = 32

  /// What a subkey is for; each purpose has its own, so that no digest made for one can be used
  /// for another.
  package enum Purpose: String, CaseIterable, Sendable {
    /// Digests of originals' bytes in `sources.jsonl`.
    case sourceContent = "phigate/v1/source-content"
    /// Digests of originals' names in `sources.jsonl` and in the journal.
    case sourcePath = "phigate/v1/source-path"
    /// The public id of the key.
    case identifier = "phigate/v1/key-id"
  }

  /// Creates a key; nil unless there are exactly 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == SiteKey.byteCount else { return nil }
  }

  /// 16 hexadecimal digits: the truncated SHA-256 of the subkey for `identifier`.
  package var id: String { "" }

  /// HMAC-SHA-256 under the subkey (HKDF-SHA-256) of a purpose.
  package func digest(of message: [UInt8], for purpose: Purpose) -> Digest256 {
    // Replaced below by the derivation.
    Digest256.zero
  }

  /// `site key` and its id, never the bytes.
  package var description: String { "site key \(id)" }
}

extension Digest256 {
  /// Thirty-two zero bytes.
  fileprivate static var zero: Digest256 {
    Digest256(bytes: [UInt8](repeating: 0, count: 32)) ?? .zero
  }
}
