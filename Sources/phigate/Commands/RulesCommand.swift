import ArgumentParser
import Detection
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
    abstract: "Lists the rules, shows one, or checks every example of every rule.",
    discussion: """
      Examples:

        phigate rules list
        phigate rules show ssn.dashed
        phigate rules check
      """
  )

  @Argument(help: "list, show or check.")
  var action: Action

  @Argument(help: "The rule to show.")
  var id: String?

  func run(console: Console) throws(Failure) -> Outcome {
    let ruleSet = RuleSet.builtIn
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
    if !rule.labels.isEmpty { text += "labels      \(rule.labels.joined(separator: ", "))\n" }
    for example in rule.positive { text += "finds       \(example.escapingControls)\n" }
    for example in rule.negative { text += "leaves      \(example.escapingControls)\n" }
    return text
  }
}
