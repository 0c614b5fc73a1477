/// What spoke for a finding, beside its rule.
package struct Evidence: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The written form fits.
  package static let format = Evidence(rawValue: 1)
  /// A checksum or grammar holds.
  package static let checksum = Evidence(rawValue: 2)
  /// A label stands beside it; `Finding.label` names it.
  package static let label = Evidence(rawValue: 4)
  /// The field, column or path it stands in says so.
  package static let field = Evidence(rawValue: 8)
  /// The lexicon knows the words.
  package static let lexicon = Evidence(rawValue: 16)
  /// Words or findings around it speak for it.
  package static let context = Evidence(rawValue: 32)
  /// It was established elsewhere in the same document.
  package static let memory = Evidence(rawValue: 64)
}

/// A range of text that identifies somebody or is otherwise sensitive; never the value itself.
///
/// Plain data without references, so that buffers of findings are reused without allocation.
package struct Finding: Sendable, Hashable {
  /// First byte, an offset into the text that was scanned, in bytes.
  package var start: Int
  /// One past the last byte.
  package var end: Int
  /// What it is.
  package var kind: IdentifierKind
  /// Which part of an address; `none` unless `kind` is `location`.
  package var part: LocationPart
  /// How sure the rule is.
  package var confidence: Confidence
  /// What spoke for it.
  package var evidence: Evidence
  /// Whether the profile masks it; false for what was seen and kept (an age below 90, a bare year).
  package var masked: Bool
  /// Index of the rule in the rule set.
  package var rule: UInt16
  /// Index of the label in the rule set's label table; 0 for none.
  package var label: UInt16

  /// Creates a finding; `start..<end` must not be empty.
  package init(
    start: Int,
    end: Int,
    kind: IdentifierKind,
    part: LocationPart = .none,
    confidence: Confidence = .high,
    evidence: Evidence = .format,
    masked: Bool = true,
    rule: UInt16 = 0,
    label: UInt16 = 0
  ) {
    assert(start < end, "a finding is never empty")
    self.start = start
    self.end = end
    self.kind = kind
    self.part = part
    self.confidence = confidence
    self.evidence = evidence
    self.masked = masked
    self.rule = rule
    self.label = label
  }

  /// The bytes of the finding, half-open.
  package var range: Range<Int> { start..<end }
}
