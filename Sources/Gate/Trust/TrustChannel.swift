package import Records
package import Vocabulary

extension TrustDocument {
  /// A desk's key: with it the desk says that a person decided on a surface where nobody signs.
  ///
  /// It never stands for the person's own key: what it signs is `gateway-attested`, counts where a
  /// clause takes that, and must name an account that the trust document ties to the person.
  package struct Channel: Sendable, Hashable {
    /// Id: `desk`.
    package var id: String
    /// The key.
    package var key: TrustKey
    /// Surfaces that it may speak for: `web`, `slack`, `teams`; at least one.
    package var kinds: [String]
    /// First moment of validity.
    package var validAfter: Timestamp
    /// First moment at which it is not valid any more.
    package var validBefore: Timestamp
    /// From when on it is revoked; nil: not.
    package var revokedAt: Timestamp?

    /// Creates a channel.
    package init(
      id: String,
      key: TrustKey,
      kinds: [String],
      validAfter: Timestamp,
      validBefore: Timestamp
    ) {
      self.id = id
      self.key = key
      self.kinds = kinds
      self.validAfter = validAfter
      self.validBefore = validBefore
    }

    /// Surfaces that exist, and how the accounts of people on them begin.
    package static let accounts: [String: [String]] = [
      "web": ["oidc:", "entra:"], "slack": ["slack:"], "teams": ["entra:"],
    ]
    /// Seconds that may pass between a click and the signature over it.
    package static let clickSecondsMax: Int64 = 300

    /// The key with the terms that every key has.
    var signingKey: HumanKey {
      HumanKey(
        key: key,
        validAfter: validAfter,
        validBefore: validBefore,
        revokedAt: revokedAt,
        assurance: .gatewayAttested
      )
    }

    /// Whether the channel can tell that it is this person.
    func reaches(_ human: Human) -> Bool {
      let prefixes = kinds.flatMap { Self.accounts[$0] ?? [] }
      return human.aliases.contains { alias in prefixes.contains { alias.hasPrefix($0) } }
    }

    /// The name under which a token holds an account of the web: its SHA-256, since the subject of a
    /// provider has no length that the format knows.
    package static func accountName(_ alias: String) -> String {
      Digest256(hashing: Array(alias.utf8)).hex
    }

    /// Whether a token names the account of this human on the surface that it claims.
    func holds(_ channel: Decision.Channel, of human: Human) -> Bool {
      guard kinds.contains(channel.kind), let user = channel.details["userId"] else { return false }
      let own = human.aliases.filter { alias in
        (Self.accounts[channel.kind] ?? []).contains { alias.hasPrefix($0) }
      }
      switch channel.kind {
      case "slack": return own.contains("slack:\(channel.details["workspace"] ?? "")/\(user)")
      case "teams": return own.contains("entra:\(user)")
      default: return own.contains { Self.accountName($0) == user }
      }
    }
  }

  /// The channel of a key; nil where it is none's.
  package func channel(ofKey keyID: String) -> Channel? {
    channels.first { $0.key.keyID == keyID }
  }

  /// The key that a token is signed with, and its terms: a human's or a channel's.
  func signingKey(_ keyID: String) -> HumanKey? {
    owner(ofKey: keyID)?.key ?? channel(ofKey: keyID)?.signingKey
  }

  /// Whose decision a verified token is.
  ///
  /// With a human's key it is the key's owner's. With a channel's it is the human's whom it names,
  /// where it also names an account of theirs, the evidence, and a click shortly before.
  /// - Throws: `approver_mismatch`, `channel_mismatch`.
  func signer(
    _ keyID: String,
    of decision: Decision
  ) throws(Failure) -> (human: Human, key: HumanKey) {
    if let owner = owner(ofKey: keyID) { return owner }
    guard let channel = channel(ofKey: keyID) else { throw .refusal(.keyUnknown) }
    guard let human = human(decision.approver) else { throw .refusal(.approverMismatch) }
    let details = decision.channel.details
    guard channel.holds(decision.channel, of: human) else {
      throw .refusal(.channelMismatch, "it names no account of \(human.id) on this channel")
    }
    guard details["evidenceDigest"] != nil, details["messageId"] != nil,
      details["verifier"] != nil, let received = details["receivedAt"].flatMap({ Timestamp($0) })
    else { throw .refusal(.channelMismatch, "it names no evidence") }
    let seconds = decision.issuedAt.seconds - received.seconds
    guard 0...Channel.clickSecondsMax ~= seconds else {
      throw .refusal(.channelMismatch, "signed \(seconds) seconds after the click")
    }
    return (human, channel.signingKey)
  }

  /// Refuses channels that could be mistaken for one another, or that speak for nothing.
  func checkChannels() throws(Failure) {
    var ids: Set<String> = []
    for channel in channels {
      guard ids.insert(channel.id).inserted else {
        throw .refusal(.trustDuplicateAlias, "channel \(channel.id)")
      }
      guard !channel.kinds.isEmpty, Set(channel.kinds).count == channel.kinds.count,
        channel.kinds.allSatisfy({ Channel.accounts[$0] != nil })
      else {
        throw .refusal(.trustInvalid, "channel \(channel.id) is of web, slack or teams, once each")
      }
    }
  }
}

extension TrustDocument.Channel {
  /// The channel as JSON.
  var json: JSONValue {
    [
      "id": .string(id), "keyid": .string(key.keyID), "publicKey": .string(key.pem),
      "kinds": .array(kinds.map { .string($0) }), "validAfter": .string(validAfter.description),
      "validBefore": .string(validBefore.description),
      "revokedAt": revokedAt.map { .string($0.description) } ?? .null,
    ]
  }

  /// Reads a channel.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    id = try fields.identifier("id")
    key = try TrustKey(taking: &fields)
    kinds = try fields.identifiers("kinds")
    validAfter = try fields.timestamp("validAfter")
    validBefore = try fields.timestamp("validBefore")
    revokedAt = try fields.optionalTimestamp("revokedAt")
    guard validAfter < validBefore else { throw fields.fault(.wrongValue, "validBefore") }
    try fields.finish()
  }
}

extension TrustDraft {
  /// Adds a desk's key.
  ///
  /// `kinds`: the surfaces that it may speak for.
  package mutating func addChannel(
    _ id: String,
    pem: String,
    kinds: [String],
    validAfter: Timestamp,
    validBefore: Timestamp
  ) throws(Failure) {
    guard id.isIdentifier else { throw Failure(.usage, "a channel needs an id such as desk") }
    let key: TrustKey
    do throws(RecordFault) {
      key = try TrustKey(pem: pem)
    } catch {
      throw Failure(.usage, "cannot read the public key: \(error)")
    }
    document.channels.append(
      .init(
        id: id,
        key: key,
        kinds: kinds,
        validAfter: validAfter,
        validBefore: validBefore
      )
    )
    try document.validate()
  }
}
