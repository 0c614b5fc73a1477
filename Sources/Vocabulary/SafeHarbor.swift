/// The eighteen identifiers whose removal makes data no longer PHI.
///
/// Source: 45 CFR 164.514(b)(2)(i)(A) to (R), in words shortened where they stay true.
package enum SafeHarbor {
  /// One of the eighteen.
  package struct Identifier: Sendable, Hashable {
    /// Its letter, `A` to `R`.
    package let letter: String
    /// What it is.
    package let name: String
  }

  /// All of them, in the order of the rule.
  package static let identifiers: [Identifier] = [
    ("A", "Names"),
    ("B", "Geographic subdivisions smaller than a State"),
    ("C", "Dates except the year, and ages over 89"),
    ("D", "Telephone numbers"),
    ("E", "Fax numbers"),
    ("F", "Electronic mail addresses"),
    ("G", "Social security numbers"),
    ("H", "Medical record numbers"),
    ("I", "Health plan beneficiary numbers"),
    ("J", "Account numbers"),
    ("K", "Certificate and license numbers"),
    ("L", "Vehicle identifiers and license plates"),
    ("M", "Device identifiers and serial numbers"),
    ("N", "Web addresses (URLs)"),
    ("O", "Internet protocol (IP) addresses"),
    ("P", "Biometric identifiers"),
    ("Q", "Full-face photographs and the like"),
    ("R", "Any other unique identifying number, characteristic or code"),
  ]
  .map { Identifier(letter: $0.0, name: $0.1) }

  /// The name of a letter; nil for another text.
  package static func name(_ letter: String) -> String? {
    identifiers.first { $0.letter == letter }?.name
  }
}
