package import Vocabulary

/// Rules that a site adds: compiled, tried on their examples, and refused by name and line.
extension RuleSet {
  /// The rules of this build and those of a site.
  ///
  /// A site's rules come last in the set and first where a value is several rules' finding.
  /// - Parameters:
  ///   - site: in the order of the file.
  ///   - path: the file, for messages.
  /// - Returns: `builtIn` where the site adds none.
  /// - Throws: a usage failure for an expression that has no bound, matches an empty text or cannot
  ///   be compiled, an unknown validator, an id that is taken, and an example that comes out wrong.
  package static func builtIn(
    adding site: [SiteRule],
    path: String?
  ) throws(Failure) -> RuleSet {
    guard !site.isEmpty else { return builtIn }
    var rules = builtIn.rules
    for entry in site {
      guard !rules.contains(where: { $0.id == entry.id }) else {
        throw fault(entry, "has the id of another rule", path)
      }
      rules.append(try rule(entry, path))
    }
    var set = RuleSet(name: builtIn.name + "+site", epoch: builtIn.epoch, rules: rules)
    set.siteRules = builtIn.rules.count..<rules.count
    do throws(PatternFault) {
      _ = try PatternSet(PatternTable.parts(rules).0)
    } catch {
      throw Failure(.usage, "the site's rules together \(error.message)", path: path)
    }
    for failure in RuleCheck.exampleFailures(of: set, rules: set.siteRules) {
      let entry = site[failure.rule - builtIn.rules.count]
      let list = failure.isPositive ? "finds" : "leaves"
      let what = failure.isPositive ? "finds nothing in" : "finds something in"
      throw fault(entry, "\(what) example \(failure.number) of examples.\(list)", path)
    }
    return set
  }

  /// Names of the checksums that a site's rule may ask for.
  package static let siteValidators: [String] = validators.map { $0.rawValue }

  private static let validators: [Validator] = [
    .luhn, .card, .npi, .dea, .vin, .mbi, .aba, .imei, .iban, .varied,
  ]

  /// One rule, its expression compiled alone so that a fault is known to be its own.
  private static func rule(_ entry: SiteRule, _ path: String?) throws(Failure) -> Rule {
    guard entry.pattern.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw fault(entry, "has a pattern with characters other than printable ASCII", path)
    }
    do throws(PatternFault) {
      _ = try PatternSet([entry.pattern])
    } catch {
      throw fault(entry, error.message, path)
    }
    var validator = Validator.none
    if let name = entry.validator {
      guard let known = validators.first(where: { $0.rawValue == name }) else {
        throw fault(
          entry,
          "names an unknown validator",
          path,
          next: "one of \(siteValidators.joined(separator: ", "))"
        )
      }
      validator = known
    }
    var rule = Rule(
      entry.id,
      entry.kind,
      .pattern(Pattern([entry.pattern])),
      validator: validator,
      labels: entry.labels,
      source: "phigate.yml",
      positive: entry.finds,
      negative: entry.leaves
    )
    rule.dataClass = entry.dataClass
    rule.transform = entry.transform
    return rule
  }

  /// A refusal that names the rule and its line.
  private static func fault(
    _ entry: SiteRule,
    _ message: String,
    _ path: String?,
    next: String? = nil
  ) -> Failure {
    Failure(
      .usage,
      "configuration: rule \(entry.id) \(message)",
      path: "\(path ?? "phigate.yml"):\(entry.line)",
      next: next
    )
  }
}
