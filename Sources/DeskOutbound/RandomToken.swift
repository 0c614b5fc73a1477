import Records

/// A name that nobody can guess: 256 bits of the system's generator, in base64url.
package enum RandomToken {
  /// Random bytes of a name.
  package static let bytesCount = 32

  /// A new name of 43 characters.
  package static func make() -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<bytesCount).map { _ in UInt8.random(in: 0...UInt8.max, using: &generator) }
    return Base64URL.encode(bytes)
  }

  /// Whether a text has the form of such a name, so that nothing else is looked up.
  package static func isToken(_ text: String) -> Bool {
    Base64URL.decodeStrictly(text)?.count == bytesCount
  }
}
