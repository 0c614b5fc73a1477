/// A secret of the configuration: never printed, never compared in a time that tells where it
/// differs.
package struct SecretText: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The secret's bytes; for keys of HMACs and for headers alone.
  package let bytes: [UInt8]

  /// Takes a secret over.
  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The secret as text, for a header or a form.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Says that there is a secret, and nothing of it.
  package var description: String { "(secret)" }

  /// The same as `description`.
  package var debugDescription: String { description }

  /// Shows no member, so that a dump of settings holds no secret.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension [UInt8] {
  /// Whether both hold the same bytes, in a time that depends on their lengths alone.
  package func isEqualInConstantTime(to other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for (one, two) in zip(self, other) { difference |= one ^ two }
    return difference == 0
  }
}
