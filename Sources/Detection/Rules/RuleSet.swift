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

  /// Which of the rules a site has added; they are the last ones.
  package var siteRules = 0..<0

  /// The rules of this build.
  package static let builtIn = RuleSet(
    name: "phigate-builtin",
    epoch: 3,
    rules: FieldRules.all + DateRules.all + AgeRules.all + NumberRules.all + ContactRules.all
      + NationalRules.all + ForeignRules.all + GermanicRules.all + RegionRules.all
      + RelativeRules.all
      + LabelRules.all
      + WrittenRules.all + SaidRules.all
      + SecretRules.all
      + CredentialRules.all
      + PlaceRules.all
      + NameRules.all
  )

  /// Numbers the labels of `rules`, in byte order.
  package init(name: String, epoch: Int, rules: [Rule]) {
    self.name = name
    self.epoch = epoch
    self.rules = rules
    labels =
      [""] + Set(rules.flatMap { $0.labels }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Goes up with every release whose engine finds anything else under the same tables.
  private static let engineEpoch = 3

  /// A deterministic serialisation of all rules and word lists, to be hashed.
  ///
  /// What is code and no table (grammars, validators, the forms of names and places) stands in it as
  /// `engineEpoch`.
  package var canonicalBytes: [UInt8] {
    var text = RuleSetText()
    text.add(name)
    text.add(number: epoch)
    text.endLine()
    for rule in rules { text.add(rule) }
    for list in WordLists.all {
      text.add("\(list.wordClass.rawValue)")
      text.add(list.words)
    }
    for list in CredentialWords.all {
      text.add("\(list.cue.rawValue)")
      text.add(list.words)
    }
    for entry in FieldRules.names {
      text.add(entry.kind?.label ?? "")
      text.add(entry.part.label ?? "")
      text.add(entry.names)
    }
    text.add(FieldRules.nothing.sorted())
    text.add(WordLists.standardHosts)
    text.add(number: Self.engineEpoch)
    text.add(CueTable.canonicalText)
    text.add(Checks.canonicalText)
    text.add(Lexicon.digest)
    return text.bytes
  }

  /// The index of a rule; nil for an unknown id.
  ///
  /// Linear: look indices up once, at creation.
  func index(of id: String) -> UInt16? {
    rules.firstIndex { $0.id == id }.map { UInt16($0) }
  }
}
