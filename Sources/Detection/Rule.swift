package import Vocabulary

/// One rule as data: what is looked for, what speaks for it and against it, and how one knows.
package struct Rule: Sendable {
  /// Family and form: `ssn.dashed`. Unique, stable: manifests and settings name it.
  package var id: String
  /// What a finding of the rule is.
  package var kind: IdentifierKind
  /// Which part of an address; `none` for every other kind.
  package var part: LocationPart
  /// How sure a finding is that nothing but its form speaks for.
  package var confidence: Confidence
  /// Who finds it, with the form's parameters.
  var matcher: Matcher
  /// What else must hold.
  var validator: Validator
  /// Words and phrases before the value that speak for it, in lower case, words apart by a blank.
  package var labels: [String]
  /// Words beside the value that speak against it, in lower case.
  package var forbidden: [String]
  /// Whether a label (or a field named like one) must stand before the value.
  package var needsLabel: Bool
  /// Where the form is defined.
  package var source: String
  /// Texts in which the rule must find something; all invented.
  package var positive: [String]
  /// Texts in which the rule must find nothing; all invented.
  package var negative: [String]

  /// Creates a rule.
  init(
    _ id: String, _ kind: IdentifierKind, part: LocationPart = .none,
    confidence: Confidence = .high, _ matcher: Matcher, validator: Validator = .none,
    labels: [String] = [], forbidden: [String] = [], needsLabel: Bool = false, source: String,
    positive: [String], negative: [String]
  ) {
    self.id = id
    self.kind = kind
    self.part = part
    self.confidence = confidence
    self.matcher = matcher
    self.validator = validator
    self.labels = labels
    self.forbidden = forbidden
    self.needsLabel = needsLabel
    self.source = source
    self.positive = positive
    self.negative = negative
  }
}

/// How the engine finds candidates of a rule.
enum Matcher: Sendable, Hashable {
  /// By an engine of its own with its own lexicon: names and places in free text.
  case lexicon
}

/// What must hold of a candidate beside its form.
enum Validator: String, Sendable, Hashable {
  /// Nothing.
  case none
}
