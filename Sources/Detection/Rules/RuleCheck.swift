import Vocabulary

/// Runs the examples of rules.
package enum RuleCheck {
  /// An example that comes out wrong.
  struct ExampleFailure {
    /// Index of the rule.
    var rule: Int
    /// Whether something should have been found.
    var isPositive: Bool
    /// The example, from 1.
    var number: Int
  }

  /// The examples that come out wrong, as `rule + example number` or `rule - example number`.
  ///
  /// Examples of field rules are `name: value`: the value is scanned in a field of that name.
  package static func failures(of ruleSet: RuleSet) -> [String] {
    exampleFailures(of: ruleSet, rules: ruleSet.rules.indices)
      .map { failure in
        "\(ruleSet.rules[failure.rule].id) \(failure.isPositive ? "+" : "-") \(failure.number)"
      }
  }

  /// The examples of some rules that come out wrong.
  static func exampleFailures(of ruleSet: RuleSet, rules: Range<Int>) -> [ExampleFailure] {
    var options = DetectionOptions(referenceYear: 2_026)
    options.includeKept = true
    let scanner = Scanner(ruleSet: ruleSet, options: options)
    var scratch = ScanScratch()
    var failures: [ExampleFailure] = []
    for index in rules {
      let rule = ruleSet.rules[index]
      for (number, example) in rule.positive.enumerated()
      where !finds(UInt16(index), rule, example, scanner, &scratch) {
        failures.append(ExampleFailure(rule: index, isPositive: true, number: number + 1))
      }
      for (number, example) in rule.negative.enumerated()
      where finds(UInt16(index), rule, example, scanner, &scratch) {
        failures.append(ExampleFailure(rule: index, isPositive: false, number: number + 1))
      }
    }
    return failures
  }

  /// Whether a rule finds something in an example that would be masked (or is its job to keep).
  private static func finds(
    _ index: UInt16,
    _ rule: Rule,
    _ example: String,
    _ scanner: Scanner,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var field = FieldContext.plainText
    var text = example
    if rule.matcher == .field, let colon = example.firstIndex(of: ":") {
      field = FieldContext(name: String(example[..<colon]))
      text = String(example[example.index(after: colon)...])
    }
    let bytes = Array(text.utf8)
    var findings: [Finding] = []
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: scanner.judge(field),
      scratch: &scratch,
      into: &findings
    )
    return findings.contains { $0.rule == index && ($0.masked || rule.id == "age.kept") }
  }
}
