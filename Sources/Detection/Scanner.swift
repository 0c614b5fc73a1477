package import Vocabulary

/// What a scan is to find.
package struct DetectionOptions: Sendable {
  /// Decides what is masked and what is only seen.
  package var profile: Profile = .safeHarbor
  /// The year against which birth years become ages.
  package var referenceYear: Int
  /// Whether findings that the profile keeps are reported too, with `masked` false.
  package var includeKept = false
  /// Whether physicians' names and numbers are masked as well.
  package var maskProviders = true

  /// Creates options for the safe-harbor profile.
  package init(referenceYear: Int) {
    self.referenceYear = referenceYear
  }
}

/// What Detection makes of a field, once for all its values.
package struct FieldJudgement: Sendable {
  /// What the field's name or its format says of every value.
  enum Verdict: Sendable, Hashable {
    /// Prose, or a field nobody knows: scanned as text.
    case text
    /// Every value that can be one is a finding of this kind.
    case identifier(IdentifierKind, LocationPart)
    /// Codes and counts: only what is unmistakable by itself.
    case coded
  }

  /// What is looked for in the field's values.
  var verdict: Verdict = .text
  /// Whether the field is running text, not a cell of a table or a value of an object.
  var isProse = true
}

/// Finds identifiers in text.
package final class Scanner: Sendable {
  /// The rules in use.
  package let ruleSet: RuleSet
  /// What is looked for.
  package let options: DetectionOptions
  /// Finds names in free text.
  let names: NameFinder
  /// Finds places in free text.
  let places: PlaceFinder

  /// Prepares the rules' tables, once a process.
  package init(ruleSet: RuleSet, options: DetectionOptions) {
    self.ruleSet = ruleSet
    self.options = options
    names = NameFinder(ruleSet: ruleSet, options: options)
    places = PlaceFinder(ruleSet: ruleSet, options: options)
  }

  /// What a field's name and format say of its values. Microseconds: cache it for each context.
  package func judge(_ field: FieldContext) -> FieldJudgement {
    FieldJudgement()
  }

  /// Finds identifiers whose first byte is in `owned`.
  ///
  /// What is found depends on at most `BlockSize.marginBytes` around it.
  /// - Parameters:
  ///   - text: UTF-8; invalid bytes are letters without meaning.
  ///   - owned: offsets into `text` whose findings are wanted; the rest is context.
  ///   - field: the field the text stands in.
  ///   - scratch: buffers of the calling thread.
  ///   - findings: receives findings, sorted, disjoint, offsets into `text`.
  package func scan(
    _ text: Span<UInt8>, owned: Range<Int>, field: FieldJudgement, scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
  }

  /// Finds identifiers in the name of a file or folder, in which `_`, `-`, `.` and a change to
  /// capitals separate words.
  package func scanPathComponent(
    _ text: Span<UInt8>, scratch: inout ScanScratch, into findings: inout [Finding]
  ) {
  }
}
