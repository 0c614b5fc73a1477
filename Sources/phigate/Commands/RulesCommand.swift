import ArgumentParser
import Configuration
import Detection
import Records
import Staging
import Vocabulary

/// `phigate rules`: the rule set, its examples, its digest.
struct RulesCommand: ConsoleCommand {
  /// What is asked of the rule set.
  enum Action: String, ExpressibleByArgument, CaseIterable {
    case list
    case show
    case check
  }

  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract:
      "Lists the rules, shows one, or checks every example of every rule, a site's own included.",
    discussion: """
      Examples:

        phigate rules list
        phigate rules show ssn.dashed
        phigate rules check --config phigate.yml
      """
  )

  @Argument(help: "list, show or check.")
  var action: Action

  @Argument(help: "The rule to show.")
  var id: String?

  @Option(help: "phigate.yml; default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml.")
  var config: String?

  func run(console: Console) throws(Failure) -> Outcome {
    // Compiling a site's rules runs their examples, too.
    let settings = try Configuration.resolve(option: config) { console.environment($0) }
    let ruleSet = try settings.ruleSet()
    switch action {
    case .list:
      for rule in ruleSet.rules {
        console.write("\(rule.id)  \(rule.kind.label)  \(rule.kind.hipaaLetter ?? "-")\n")
      }
    case .show:
      guard let rule = ruleSet.rules.first(where: { $0.id == id }) else {
        throw Failure(
          .usage,
          "cannot show rule: there is none of this id",
          next: "see phigate rules list"
        )
      }
      console.write(describe(rule))
    case .check:
      let failures = RuleCheck.failures(of: ruleSet)
      for failure in failures { console.write("failed  \(failure)\n") }
      let digest = Digest256(hashing: ruleSet.canonicalBytes)
      console.write("\(ruleSet.name) epoch \(ruleSet.epoch), sha256 \(digest.hex)\n")
      console.write("\(ruleSet.rules.count) rules, \(failures.count) failed examples\n")
      return Outcome(code: failures.isEmpty ? .done : .internalError)
    }
    return .done
  }

  /// One rule in words, with its examples.
  private func describe(_ rule: Rule) -> String {
    var text = "id          \(rule.id)\nkind        \(rule.kind.label)\n"
    text += "letter      \(rule.kind.hipaaLetter ?? "-")\nconfidence  \(rule.confidence.label)\n"
    text += "source      \(rule.source)\n"
    if let pattern = rule.patternText { text += "pattern     \(pattern.escapingControls)\n" }
    if let validator = rule.validatorName { text += "validator   \(validator)\n" }
    if let dataClass = rule.dataClass { text += "class       \(dataClass.rawValue)\n" }
    if let transform = rule.transform { text += "transform   \(transform.rawValue)\n" }
    if !rule.labels.isEmpty { text += "labels      \(rule.labels.joined(separator: ", "))\n" }
    for example in rule.positive { text += "finds       \(example.escapingControls)\n" }
    for example in rule.negative { text += "leaves      \(example.escapingControls)\n" }
    return text
  }
}
