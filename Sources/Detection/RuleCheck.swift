import Vocabulary

/// Runs the examples of rules.
package enum RuleCheck {
  /// The examples that come out wrong, as `rule + example number` or `rule - example number`.
  ///
  /// Examples of field rules are `name: value`: the value is scanned in a field of that name.
  package static func failures(of ruleSet: RuleSet) -> [String] {
    var options = DetectionOptions(referenceYear: 2_026)
    options.includeKept = true
    let scanner = Scanner(ruleSet: ruleSet, options: options)
    var scratch = ScanScratch()
    var failures: [String] = []
    for (index, rule) in ruleSet.rules.enumerated() {
      for (number, example) in rule.positive.enumerated()
      where !finds(UInt16(index), rule, example, scanner, &scratch) {
        failures.append("\(rule.id) + \(number + 1)")
      }
      for (number, example) in rule.negative.enumerated()
      where finds(UInt16(index), rule, example, scanner, &scratch) {
        failures.append("\(rule.id) - \(number + 1)")
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
