/// What spoke for a finding, beside its rule.
package struct Evidence: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  @inlinable package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Both together; array literals are slow across modules.
  @inlinable package static func | (one: Evidence, other: Evidence) -> Evidence {
    Evidence(rawValue: one.rawValue | other.rawValue)
  }

  /// Whether the two have anything in common.
  @inlinable package func meets(_ other: Evidence) -> Bool { rawValue & other.rawValue != 0 }

  /// The written form fits.
  @inlinable package static var format: Evidence { Evidence(rawValue: 1) }
  /// A checksum or grammar holds.
  @inlinable package static var checksum: Evidence { Evidence(rawValue: 2) }
  /// A label stands beside it; `Finding.label` names it.
  @inlinable package static var label: Evidence { Evidence(rawValue: 4) }
  /// The field, column or path it stands in says so.
  @inlinable package static var field: Evidence { Evidence(rawValue: 8) }
  /// The lexicon knows the words.
  @inlinable package static var lexicon: Evidence { Evidence(rawValue: 16) }
  /// Words or findings around it speak for it.
  @inlinable package static var context: Evidence { Evidence(rawValue: 32) }
  /// It was established elsewhere in the same document.
  @inlinable package static var memory: Evidence { Evidence(rawValue: 64) }
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
  @inlinable package init(
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
