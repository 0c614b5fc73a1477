import Vocabulary

/// The rules under which names are found; their examples are checked like all others.
enum NameRules {
  /// In the order of the rule set.
  static let all: [Rule] = []
}

/// Finds names in text; called by `Scanner.scan` behind every rule that knows a written form.
struct NameFinder: Sendable {
  /// Looks up the indices of its rules.
  init(ruleSet: RuleSet, options: DetectionOptions) {}

  /// Appends findings of kind `name` to `scratch.found`, over the whole text, in any order.
  ///
  /// What is available: `scratch.tokens` (every word and digit run, with hash, shape and gap) and
  /// `scratch.found[..<count at entry]`, the findings of all other rules, sorted and disjoint: each
  /// is one word of its kind to a name rule. Overlaps are resolved afterwards by the scanner: the
  /// union is masked under the kind of the surer finding, so that a name never uncovers anything.
  /// - Parameters:
  ///   - text: UTF-8, possibly invalid.
  ///   - field: what is known of the field; `field.isProse` tells free text from a table's cell.
  ///   - scratch: tokens and findings so far.
  func find(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {}
}
