import Vocabulary

/// The rules under which addresses, cities, ZIP codes and facilities are found in text.
enum PlaceRules {
  /// In the order of the rule set.
  static let all: [Rule] = []
}

/// Finds places in text; called by `Scanner.scan` before `NameFinder`, so that a street's name is
/// not taken for a person.
struct PlaceFinder: Sendable {
  /// Looks up the indices of its rules.
  init(ruleSet: RuleSet, options: DetectionOptions) {}

  /// Appends findings of kind `location`, each with its part, to `scratch.found`.
  ///
  /// The same contract as `NameFinder.find`.
  func find(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {}
}
