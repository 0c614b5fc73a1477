import Crypto
package import Vocabulary

/// Computes a SHA-256 while bytes stream by.
package struct DigestAccumulator {
  private var hash = SHA256()

  /// Begins with no bytes.
  package init() {}

  /// Adds bytes.
  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
  }

  /// The digest of everything so far; more may be added afterwards.
  package var digest: Digest256 { Digest256(finalizing: hash) }
}
