/// A rule that a site adds in phigate.yml, as it is written there; nothing of it is checked yet but
/// its form.
package struct SiteRule: Sendable, Hashable {
  /// Names the rule in findings and messages: small letters, digits, dots and hyphens.
  package var id: String
  /// What its findings are.
  package var kind: IdentifierKind
  /// A regular expression with a bound.
  package var pattern: String
  /// Words one of which must stand before a value, in lower case; none: the pattern alone decides.
  package var labels: [String] = []
  /// The name of a checksum that must hold; nil for none.
  package var validator: String?
  /// Texts in which the rule must find something.
  package var finds: [String] = []
  /// Texts in which the rule must find nothing.
  package var leaves: [String] = []
  /// The class of a file in which it finds something, beside those of its kind.
  package var dataClass: DataClass?
  /// What its findings turn into; nil: what the profile makes of its kind.
  package var transform: Transform?
  /// The line of the file on which it begins, from 1.
  package var line: Int

  /// Creates a rule without labels, checksum and examples.
  package init(id: String, kind: IdentifierKind, pattern: String, line: Int) {
    self.id = id
    self.kind = kind
    self.pattern = pattern
    self.line = line
  }
}

/// A false alarm that stays: one value, or what a pattern matches.
package struct AllowEntry: Sendable, Hashable {
  /// What the entry lets through.
  package enum Subject: Sendable, Hashable {
    /// A value, known by its HMAC-SHA-256 under the site key.
    case value(Digest256)
    /// Whole values that a regular expression matches.
    case pattern(String)
  }

  /// The only kind of finding that it lets through.
  package var kind: IdentifierKind
  /// What it lets through.
  package var subject: Subject
  /// Why, in words that hold no value.
  package var reason: String
  /// Who answers for it.
  package var owner: String
  /// The last day on which it counts, `YYYY-MM-DD` in UTC.
  package var expires: String
  /// The line of the file on which it begins, from 1.
  package var line: Int

  /// Creates an entry.
  package init(
    kind: IdentifierKind,
    subject: Subject,
    reason: String,
    owner: String,
    expires: String,
    line: Int
  ) {
    self.kind = kind
    self.subject = subject
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.line = line
  }

  /// Whether the entry counts on a day, `YYYY-MM-DD`.
  package func counts(on day: String) -> Bool {
    !expires.utf8.lexicographicallyPrecedes(day.utf8)
  }
}
