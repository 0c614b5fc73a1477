private import Crypto
package import Vocabulary

/// SHA-256 of bytes that come in pieces.
package struct Hasher256 {
  private var state = SHA256()

  /// Nothing hashed yet.
  package init() {}

  /// Hashes more bytes.
  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  /// Hashes a part of an array.
  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe state.update(bufferPointer: $0) }
  }

  /// The digest of everything until now.
  package func finish() -> Digest256 {
    let bytes = unsafe state.finalize().withUnsafeBytes { unsafe [UInt8]($0) }
    guard let digest = Digest256(bytes: bytes) else {
      preconditionFailure("a SHA-256 digest has 32 bytes")
    }
    return digest
  }
}
