import Vocabulary

/// Limits on what a site may add.
enum SiteRuleLimits {
  /// Rules, and entries of the allow-list.
  static let countMax = 1_000
  /// Labels or examples of one rule.
  static let textsMax = 200
  /// Bytes of a pattern, label, example or reason.
  static let textBytesMax = 1_024
  /// Bytes of a rule's id.
  static let idBytesMax = 64
}

extension Configuration {
  /// Reads `rules`: what they find is checked where they are compiled.
  mutating func readRules(_ top: inout SettingsReader) throws(YAMLFault) {
    guard let setting = top.take("rules") else { return }
    for item in try setting.texts(countMax: SiteRuleLimits.countMax) {
      var reader = try SettingsReader(item.node, name: item.name)
      var rule = SiteRule(
        id: try item.need("id", &reader).ruleID(),
        kind: try item.need("type", &reader).kind(),
        pattern: try item.need("pattern", &reader).text(bytesMax: SiteRuleLimits.textBytesMax),
        line: item.node.position.line
      )
      if let setting = reader.take("labels") { rule.labels = try setting.words() }
      rule.validator = try reader.take("validator")?.text(bytesMax: SiteRuleLimits.idBytesMax)
      rule.dataClass = try reader.take("class")?.name(of: DataClass.self)
      rule.transform = try reader.take("transform")?.siteTransform()
      var examples = try reader.section("examples")
      if let setting = examples.take("finds") { rule.finds = try setting.examples() }
      if let setting = examples.take("leaves") { rule.leaves = try setting.examples() }
      try examples.finish()
      try reader.finish()
      guard !rules.contains(where: { $0.id == rule.id }) else {
        throw item.fault("another rule has this id: \(rule.id)")
      }
      rules.append(rule)
    }
  }

  /// Reads `allow`.
  mutating func readAllowList(_ top: inout SettingsReader) throws(YAMLFault) {
    guard let setting = top.take("allow") else { return }
    for item in try setting.texts(countMax: SiteRuleLimits.countMax) {
      var reader = try SettingsReader(item.node, name: item.name)
      let kind = try item.need("type", &reader).kind()
      let value = reader.take("value")
      let pattern = reader.take("pattern")
      let subject: AllowEntry.Subject
      switch (value, pattern) {
      case (let value?, nil): subject = .value(try value.digest())
      case (nil, let pattern?):
        subject = .pattern(try pattern.text(bytesMax: SiteRuleLimits.textBytesMax))
      default:
        throw item.fault(
          "must have either value or pattern",
          next: "make one with `phigate allow`; a value stands here only as its HMAC"
        )
      }
      let reason = try item.need("reason", &reader).text(bytesMax: SiteRuleLimits.textBytesMax)
      let owner = try item.need("owner", &reader).text(bytesMax: SiteRuleLimits.textBytesMax)
      let expires = try item.need("expires", &reader).day()
      try reader.finish()
      allowList.append(
        AllowEntry(
          kind: kind,
          subject: subject,
          reason: reason,
          owner: owner,
          expires: expires,
          line: item.node.position.line
        )
      )
    }
    guard siteKeyPath != nil || allowList.allSatisfy(\.isPattern) else {
      throw setting.fault("values are known by their HMAC under the site key, and `key` is not set")
    }
  }
}

extension AllowEntry {
  /// Whether it needs no site key.
  fileprivate var isPattern: Bool {
    if case .pattern = subject { return true }
    return false
  }
}

extension Setting {
  /// Takes a setting that must be there.
  fileprivate func need(
    _ name: String,
    _ reader: inout SettingsReader
  ) throws(YAMLFault) -> Setting {
    guard let setting = reader.take(name) else { throw fault("\(name) is missing") }
    return setting
  }

  /// The id of a rule.
  fileprivate func ruleID() throws(YAMLFault) -> String {
    let id = try text(bytesMax: SiteRuleLimits.idBytesMax)
    let isPlain = id.utf8.allSatisfy {
      $0.isDigit || $0.isLowercase || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    guard isPlain else { throw fault("must be small letters, digits, dots and hyphens") }
    return id
  }

  /// A kind of identifier by its label.
  fileprivate func kind() throws(YAMLFault) -> IdentifierKind {
    guard let kind = IdentifierKind(label: try text(bytesMax: SiteRuleLimits.idBytesMax)) else {
      let names = IdentifierKind.allCases.map { $0.label }.joined(separator: ", ")
      throw fault("must be one of \(names)")
    }
    return kind
  }

  /// A list of words or phrases, in lower case.
  fileprivate func words() throws(YAMLFault) -> [String] {
    var words: [String] = []
    for item in try texts(countMax: SiteRuleLimits.textsMax) {
      let word = try item.text(bytesMax: SiteRuleLimits.textBytesMax).lowercased()
      guard word.contains(where: { $0.isLetter || $0.isNumber }) else {
        throw item.fault("must hold a letter or a digit")
      }
      words.append(word)
    }
    return words
  }

  /// A list of examples.
  fileprivate func examples() throws(YAMLFault) -> [String] {
    var examples: [String] = []
    for item in try texts(countMax: SiteRuleLimits.textsMax) {
      examples.append(try item.text(bytesMax: SiteRuleLimits.textBytesMax))
    }
    return examples
  }

  /// What a site's own rule may turn a value into under every profile.
  fileprivate func siteTransform() throws(YAMLFault) -> Transform {
    let transform = try? name(of: Transform.self)
    guard let transform, transform == .tag || transform == .remove else {
      throw fault("must be tag or remove; without it, what the profile makes of the type")
    }
    return transform
  }

  /// 64 hexadecimal digits.
  fileprivate func digest() throws(YAMLFault) -> Digest256 {
    guard let digest = Digest256(hex: try text(bytesMax: 64)) else {
      throw fault(
        "must be 64 hexadecimal digits, the value's HMAC",
        next: "make one with `phigate allow`, which reads the value from standard input"
      )
    }
    return digest
  }

  /// A day, `YYYY-MM-DD`.
  fileprivate func day() throws(YAMLFault) -> String {
    let text = try text(bytesMax: 10)
    let bytes = Array(text.utf8)
    let isDay =
      bytes.count == 10
      && bytes.enumerated()
        .allSatisfy { $0 == 4 || $0 == 7 ? $1 == UInt8(ascii: "-") : $1.isDigit }
    let month = isDay ? Int(text.dropFirst(5).prefix(2)) ?? 0 : 0
    let day = isDay ? Int(text.suffix(2)) ?? 0 : 0
    guard (1...12).contains(month), (1...31).contains(day) else {
      throw fault("must be a day such as 2027-06-30")
    }
    return text
  }
}
