import Vocabulary

/// The text of a rule set that is hashed, written part by part: descriptions that the language makes of
/// enumerations and lists by reflection take ten milliseconds of every start.
struct RuleSetText {
  /// What was written.
  private(set) var bytes: [UInt8] = []

  /// Room for what the rules of this build need.
  init() { bytes.reserveCapacity(512 << 10) }

  /// Appends a field: its length in bytes, a colon and the text, so that no two lists read alike.
  mutating func add(_ text: some StringProtocol) {
    add(number: text.utf8.count)
    bytes.append(0x3A)
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a list of fields: how many, and each of them.
  mutating func add(_ list: some Collection<some StringProtocol>) {
    add(number: list.count)
    bytes.append(0x5B)
    for text in list { add(text) }
  }

  /// Appends a number.
  mutating func add(number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Ends a line.
  mutating func endLine() { bytes.append(0x0A) }

  /// Appends a rule as a line.
  mutating func add(_ rule: Rule) {
    add(rule.id)
    add(rule.kind.label)
    add(rule.part.label ?? "")
    add(rule.confidence.label)
    add(rule.matcher)
    add(rule.validator.rawValue)
    add(rule.labels)
    add(rule.forbidden)
    add(rule.dataClass?.rawValue ?? "")
    add(rule.transform?.rawValue ?? "")
    endLine()
  }

  /// Appends how a rule finds.
  private mutating func add(_ matcher: Matcher) {
    switch matcher {
    case .lexicon: add("lexicon")
    case .digits(let shapes):
      add("digits")
      add(shapes)
    case .labelled(let grammar):
      add("labelled")
      add(grammar)
    case .code(let patterns):
      add("code")
      add(patterns)
    case .pattern(let pattern):
      add("pattern")
      add(pattern.expressions)
      add(pattern.then)
      add(pattern.behind)
      add("\(pattern.bytesMax) \(pattern.companionBytes)")
    case .form(let form):
      add("form")
      add(number: Int(form.rawValue))
    case .field: add("field")
    }
    bytes.append(0x7C)
  }

  /// Appends what may stand behind a label.
  private mutating func add(_ grammar: Grammar) {
    switch grammar {
    case .digits(let count): add("digits \(count.lowerBound) \(count.upperBound)")
    case .code(let digits): add("code \(digits)")
    case .number(let digits): add("number \(digits)")
    case .mixedCode(let digits): add("mixedCode \(digits)")
    case .payer(let digits): add("payer \(digits)")
    case .groupCode(let count): add("groupCode \(count)")
    case .grouped(let count): add("grouped \(count.lowerBound) \(count.upperBound)")
    case .initials: add("initials")
    case .phone: add("phone")
    case .namedPhone: add("namedPhone")
    case .word(let count): add("word \(count)")
    case .codedWord(let count): add("codedWord \(count)")
    case .plainUser(let count): add("plainUser \(count)")
    case .surnameUser: add("surnameUser")
    case .plate: add("plate")
    case .partialPlate: add("partialPlate")
    case .secret(let count): add("secret \(count)")
    case .codedSecret(let count): add("codedSecret \(count)")
    case .date: add("date")
    case .partialDate: add("partialDate")
    case .birthYear: add("birthYear")
    case .pattern: add("pattern")
    }
  }
}
