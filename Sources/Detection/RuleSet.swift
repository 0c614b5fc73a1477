import Vocabulary

/// All rules, in an order that findings refer to by index.
package struct RuleSet: Sendable {
  /// The name that manifests state.
  package var name: String
  /// Goes up whenever a rule changes; never down.
  package var epoch: Int
  /// The rules; `Finding.rule` is an index into them.
  package var rules: [Rule]
  /// The labels as they are written, lower case; `Finding.label` is an index; 0 is no label.
  package var labels: [String]

  /// The rules of this build.
  package static let builtIn = RuleSet(
    name: "phigate-builtin", epoch: 1, rules: NameRules.all + PlaceRules.all, labels: [""])

  /// A deterministic serialisation of all rules, tables and the lexicon, to be hashed.
  package var canonicalBytes: [UInt8] { Array(name.utf8) }

  /// The index of a rule; nil for an unknown id. Linear: look indices up once, at creation.
  func index(of id: String) -> UInt16? {
    rules.firstIndex { $0.id == id }.map { UInt16($0) }
  }
}
