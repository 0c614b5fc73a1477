package import Configuration
package import Detection
package import Masking
package import Vocabulary

extension Configuration {
  /// The rules of this build and those of the site.
  /// - Throws: a usage failure with the rule's name and line.
  package func ruleSet() throws(Failure) -> RuleSet {
    try RuleSet.builtIn(adding: rules, path: path)
  }

  /// What masks under a profile and these settings.
  /// - Throws: a usage failure where they cannot be carried out, or the site key cannot be read.
  package func masker(_ profile: Profile, referenceYear: Int) throws(Failure) -> Masker {
    var key: SiteKey?
    if masks.needsKey(profile), let bytes = try readSiteKey() { key = SiteKey(bytes: bytes) }
    return try Masker(profile: profile, referenceYear: referenceYear, policy: masks, key: key)
  }

  /// The profile as detection knows it: under `limited-data-set` it leaves dates, ages and places
  /// alone, so what the settings do not keep must be found as under the others.
  package func detectionProfile(_ profile: Profile) -> Profile {
    guard profile == .limitedDataSet else { return profile }
    let kept: [MaskingPolicy.Target] = [
      .init(.date), .init(.age), .init(.location, .city), .init(.location, .zip),
    ]
    let keepsAll = kept.allSatisfy {
      masks.transform($0.kind, $0.part ?? .none, profile) == .keep
    }
    return keepsAll ? profile : .expert
  }

  /// The false alarms that stay today; nil where there are none.
  /// - Throws: a usage failure for a pattern that is refused or a site key that cannot be read.
  package func allowed() throws(Failure) -> AllowList? {
    let entries = activeAllowList
    guard !entries.isEmpty else { return nil }
    var key: SiteKey?
    if let bytes = try readSiteKey() { key = SiteKey(bytes: bytes) }
    return try AllowList(entries, key: key, path: path)
  }
}

/// False alarms that stay: values by their HMAC under the site key, and patterns of whole values.
package struct AllowList: Sendable {
  private let key: SiteKey?
  /// For each kind, at its raw value: whether a value or a pattern is listed.
  private let hasValue: [Bool]
  private let hasPattern: [Bool]
  private let values: Set<Digest256>
  private let patterns: WholePatterns?
  /// The kind of each pattern.
  private let patternKinds: [IdentifierKind]

  /// Compiles entries that count.
  init(_ entries: [AllowEntry], key: SiteKey?, path: String?) throws(Failure) {
    var hasValue = IdentifierKind.allCases.map { _ in false }
    var hasPattern = hasValue
    var values: Set<Digest256> = []
    var expressions: [(text: String, line: Int)] = []
    var kinds: [IdentifierKind] = []
    for entry in entries {
      switch entry.subject {
      case .value(let digest):
        hasValue[Int(entry.kind.rawValue)] = true
        values.insert(digest)
      case .pattern(let text):
        hasPattern[Int(entry.kind.rawValue)] = true
        expressions.append((text, entry.line))
        kinds.append(entry.kind)
      }
    }
    guard values.isEmpty || key != nil else {
      throw Failure(.usage, "the allow-list holds values and there is no site key", path: path)
    }
    self.key = key
    self.hasValue = hasValue
    self.hasPattern = hasPattern
    self.values = values
    patterns = expressions.isEmpty ? nil : try WholePatterns(expressions, path: path)
    patternKinds = kinds
  }

  /// Whether a finding of a kind is a false alarm that stays.
  ///
  /// `value`: the bytes of the finding, decoded.
  package func contains(
    _ kind: IdentifierKind,
    _ value: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) -> Bool {
    if hasPattern[Int(kind.rawValue)], let patterns,
      patterns.match(value, &scratch, isWanted: { patternKinds[$0] == kind })
    {
      return true
    }
    guard hasValue[Int(kind.rawValue)], let key else { return false }
    return values.contains(Self.digest(of: value, kind, key))
  }

  /// The HMAC under which a value of a kind is listed: of the kind's label, a zero and the value.
  package static func digest(
    of value: Span<UInt8>,
    _ kind: IdentifierKind,
    _ key: SiteKey
  ) -> Digest256 {
    var message = Array(kind.label.utf8) + [0]
    for index in 0..<value.count { message.append(value[index]) }
    return key.digest(of: message, for: .allowedValue)
  }
}
