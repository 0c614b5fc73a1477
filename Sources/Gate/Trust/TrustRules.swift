package import Records
package import Vocabulary

extension TrustDocument {
  /// Checks every rule that one version can break by itself.
  /// - Throws: `trust_invalid`, `trust_duplicate_key`, `trust_duplicate_alias`.
  package func validate() throws(Failure) {
    try checkKeys()
    try checkNames()
    try checkChannels()
    try checkApprovals()
    guard issuedAt < expires else { throw .refusal(.trustInvalid, "expires before it is issued") }
    guard roots.count >= rootThreshold else {
      throw .refusal(
        .trustInvalid,
        "\(roots.count) root keys cannot meet a threshold of \(rootThreshold)"
      )
    }
    for root in roots {
      guard let human = root.human else { continue }
      guard self.human(human) != nil else {
        throw .refusal(.trustInvalid, "a root key belongs to \(human), who is not a human here")
      }
    }
    for destination in destinations where destination.accepts.isEmpty {
      throw .refusal(.trustInvalid, "destination \(destination.id) accepts no profile")
    }
  }

  /// Each public key once: a key enrolled twice would be two people, or approver and root.
  private func checkKeys() throws(Failure) {
    var seen: Set<String> = []
    let all =
      [gateKey.keyID] + roots.map(\.key.keyID)
      + humans.flatMap { $0.keys.map(\.key.keyID) } + witnesses.map(\.keyID)
      + channels.map(\.key.keyID)
    for keyID in all {
      guard seen.insert(keyID).inserted else {
        throw .refusal(.trustDuplicateKey, "key \(keyID.prefix(16))")
      }
    }
  }

  /// Each id and alias once, each alias of a known form, each reference to somebody who is there.
  private func checkNames() throws(Failure) {
    var names: Set<String> = []
    for name in humans.map(\.id) + serviceAccounts.map(\.id) {
      guard names.insert(name).inserted else { throw .refusal(.trustDuplicateAlias, name) }
    }
    var aliases: Set<String> = []
    for alias in humans.flatMap(\.aliases) + serviceAccounts.flatMap(\.aliases) {
      guard Self.isAlias(alias) else {
        throw .refusal(.trustInvalid, "an alias is not unix:, slack:, entra:, oidc: or api:")
      }
      guard aliases.insert(alias).inserted else { throw .refusal(.trustDuplicateAlias, alias) }
    }
    var places: Set<String> = []
    for destination in destinations {
      guard places.insert(destination.id).inserted else {
        throw .refusal(.trustDuplicateAlias, "destination \(destination.id)")
      }
    }
    var commands: Set<String> = []
    for action in actions {
      guard commands.insert(action.id).inserted else {
        throw .refusal(.trustDuplicateAlias, "action \(action.id)")
      }
    }
    for account in serviceAccounts {
      for human in account.humans where self.human(human) == nil {
        throw .refusal(.trustInvalid, "\(account.id) names \(human), who is not a human here")
      }
    }
  }

  /// At least one list, none of them empty.
  private func checkApprovals() throws(Failure) {
    guard !approvals.isEmpty, approvals.allSatisfy({ !$0.isEmpty }) else {
      throw .refusal(.trustInvalid, "approvals need at least one clause")
    }
    guard breakGlass.allSatisfy({ $0.assurance >= .humanKey }) else {
      throw .refusal(.trustInvalid, "break-glass is signed with a key of the human's own")
    }
    let slots = (approvals + [breakGlass]).map { $0.reduce(0) { $0 + $1.min } }.max() ?? 0
    guard slots <= Self.slotsMax else {
      throw .refusal(.trustInvalid, "\(slots) approvals in one list exceed \(Self.slotsMax)")
    }
  }

  /// Approvals that one list can ask for.
  private static let slotsMax = 64

  /// Whether a text is `unix:UID` or one of the other forms, printable ASCII without spaces.
  private static func isAlias(_ text: String) -> Bool {
    guard text.utf8.count <= 255, text.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) else { return false }
    if text.hasPrefix("unix:") {
      let digits = text.dropFirst(5)
      return !digits.isEmpty && digits.utf8.allSatisfy(\.isDigit)
        && (digits == "0" || digits.utf8.first != 0x30) && UInt32(digits) != nil
    }
    return ["slack:", "entra:", "oidc:", "api:"].contains { text.hasPrefix($0) && text != $0 }
  }

  /// Whether a profile may go to a destination at a time.
  /// - Throws: `profile_not_accepted`, with what is missing.
  package func checkProfile(
    _ profile: Profile,
    to destination: Destination,
    at now: Timestamp
  ) throws(Failure) {
    guard destination.accepts.contains(profile) else {
      let accepted = destination.accepts.map(\.rawValue).joined(separator: ", ")
      throw .refusal(
        .profileNotAccepted,
        "\(destination.id) accepts \(accepted), not \(profile.rawValue)"
      )
    }
    switch profile {
    case .safeHarbor: return
    case .limitedDataSet:
      guard let paper = destination.agreement, now < paper.expires else {
        throw .refusal(.profileNotAccepted, "limited-data-set needs a data use agreement in force")
      }
    case .expert:
      guard let paper = destination.determination, now < paper.expires else {
        throw .refusal(.profileNotAccepted, "expert needs a determination in force")
      }
    }
  }

  /// What changed since an older version, one line a change, in words a reader can check.
  package func changes(since old: TrustDocument) -> [String] {
    var lines: [String] = []
    if version != old.version { lines.append("version \(old.version) becomes \(version)") }
    if expires != old.expires { lines.append("expires \(old.expires) becomes \(expires)") }
    if origin != old.origin { lines.append("origin \(old.origin) becomes \(origin)") }
    if isSingleUser != old.isSingleUser { lines.append("single user becomes \(isSingleUser)") }
    if gateKey != old.gateKey { lines.append("the gate's key becomes \(gateKey.keyID)") }
    if rootThreshold != old.rootThreshold {
      lines.append("root threshold \(old.rootThreshold) becomes \(rootThreshold)")
    }
    lines += Self.listed("root key", old.roots.map(\.json), roots.map(\.json))
    lines += humanChanges(since: old)
    lines += Self.listed(
      "service account",
      old.serviceAccounts.map(\.json),
      serviceAccounts.map(\.json)
    )
    if approvals != old.approvals {
      lines.append("approvals \(Self.words(old.approvals)) become \(Self.words(approvals))")
    }
    if breakGlass != old.breakGlass {
      let words = { (list: [Clause]) in list.isEmpty ? "nobody" : Self.words([list]) }
      lines.append("break-glass by \(words(old.breakGlass)) becomes by \(words(breakGlass))")
    }
    if requestLifetimeSecondsMax != old.requestLifetimeSecondsMax {
      lines.append("a request may stand \(requestLifetimeSecondsMax) seconds")
    }
    if tokenLifetimeSecondsMax != old.tokenLifetimeSecondsMax {
      lines.append("a token may live \(tokenLifetimeSecondsMax) seconds")
    }
    lines += Self.listed("destination", old.destinations.map(\.json), destinations.map(\.json))
    lines += Self.listed("action", old.actions.map(\.json), actions.map(\.json))
    lines += Self.listed("channel", old.channels.map(\.json), channels.map(\.json))
    if rulesetEpochMin != old.rulesetEpochMin {
      lines.append("rule sets from epoch \(old.rulesetEpochMin) become from \(rulesetEpochMin)")
    }
    lines += Self.listed("witness", old.witnesses.map(\.json), witnesses.map(\.json))
    return lines
  }

  /// Changes of people: who came, who went, whose keys and groups differ.
  private func humanChanges(since old: TrustDocument) -> [String] {
    var lines: [String] = []
    for human in old.humans where self.human(human.id) == nil {
      lines.append("human \(human.id) is removed")
    }
    for human in humans {
      let groups = human.groups.joined(separator: ", ")
      guard let before = old.human(human.id) else {
        lines.append("human \(human.id) is added, groups: \(groups)")
        lines += human.keys.map { "human \(human.id) gets \($0.words)" }
        continue
      }
      if human.groups != before.groups { lines.append("human \(human.id) is in: \(groups)") }
      if human.aliases != before.aliases {
        lines.append("human \(human.id) is also: \(human.aliases.joined(separator: ", "))")
      }
      for key in human.keys where !before.keys.contains(key) {
        let word = key.revokedAt == nil ? "gets" : "loses (revoked)"
        lines.append("human \(human.id) \(word) \(key.words)")
      }
      for key in before.keys
      where !human.keys.contains(where: { $0.key.keyID == key.key.keyID }) {
        lines.append("human \(human.id) loses key \(key.key.keyID.prefix(16))")
      }
    }
    return lines
  }

  /// Elements that came and went.
  private static func listed(_ what: String, _ old: [JSONValue], _ new: [JSONValue]) -> [String] {
    func text(_ value: JSONValue) -> String {
      String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
    }
    return old.filter { !new.contains($0) }.map { "\(what) is removed: \(text($0))" }
      + new.filter { !old.contains($0) }.map { "\(what) is added: \(text($0))" }
  }

  /// `1 of privacy (human-key) and 1 of data-owner (human-key), or …`.
  package static func words(_ approvals: [[Clause]]) -> String {
    approvals.map { list in
      list.map { "\($0.min) of \($0.group) (\($0.assurance.rawValue))" }
        .joined(separator: " and ")
    }
    .joined(separator: ", or ")
  }
}
