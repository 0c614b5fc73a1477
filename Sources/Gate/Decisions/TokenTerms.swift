import Records
import Vocabulary

/// What every kind of token says of who signed, with what and when; steps 11 to 13 are the same for
/// all.
struct TokenTerms {
  /// Who decided.
  var approver: String
  /// For which group.
  var group: String
  /// With which key.
  var keyID: String
  /// When it was signed.
  var issuedAt: Timestamp
  /// First moment of validity.
  var notBefore: Timestamp
  /// First moment at which it is not valid any more.
  var expiresAt: Timestamp
  /// What the signature is worth, as claimed.
  var assurance: Assurance
  /// Whether it breaks the glass, for an hour at most.
  var isBreakGlass = false

  /// Step 11: `notBefore` included, `expiresAt` excluded, no longer than the policy allows.
  func checkTime(
    _ now: Timestamp,
    lifetimeMax: Int64,
    createdAt: Timestamp
  ) throws(Failure) {
    guard now >= notBefore, now >= issuedAt else {
      throw .refusal(.tokenNotYetValid, "valid from \(notBefore), now \(now)")
    }
    guard now < expiresAt else {
      throw .refusal(.tokenExpired, "valid until \(expiresAt), now \(now)")
    }
    let start = min(notBefore, issuedAt)
    let lifetime = expiresAt.seconds - start.seconds
    let most = min(lifetimeMax, isBreakGlass ? TokenLimits.breakGlassSecondsMax : .max)
    guard lifetime > 0, lifetime <= most else {
      throw .refusal(.tokenLifetime, "\(lifetime) seconds, at most \(most)")
    }
    guard issuedAt >= createdAt else {
      throw .refusal(.tokenLifetime, "it was issued before the request was made")
    }
  }

  /// Step 12: the key is valid at the time of signing and now, and not revoked.
  func checkKey(_ key: TrustDocument.HumanKey, _ now: Timestamp) throws(Failure) {
    guard key.revokedAt == nil else { throw .refusal(.keyRevoked) }
    for time in [issuedAt, now] {
      guard time >= key.validAfter, time < key.validBefore else {
        throw .refusal(
          .keyNotValid,
          "valid from \(key.validAfter) to \(key.validBefore), used at \(time)"
        )
      }
    }
    guard assurance == key.assurance else {
      throw .refusal(
        .assuranceMismatch,
        "\(assurance.rawValue), the key has \(key.assurance.rawValue)"
      )
    }
  }

  /// Step 13: the key's owner is who the token names, in that group, and not the requester.
  func checkApprover(
    _ owner: (human: TrustDocument.Human, key: TrustDocument.HumanKey),
    requesters: Set<String>,
    signers: Set<String>
  ) throws(Failure) {
    let human = owner.human.id
    guard approver == human, keyID == owner.key.key.keyID, owner.human.groups.contains(group)
    else { throw .refusal(.approverMismatch) }
    guard !requesters.contains(human) else { throw .refusal(.approverIsRequester, human) }
    guard !signers.contains(human) else { throw .refusal(.approverSignedTrust, human) }
  }
}

extension TokenTerms {
  /// The terms of a decision on a release.
  init(_ decision: Decision) {
    approver = decision.approver
    group = decision.group
    keyID = decision.keyID
    issuedAt = decision.issuedAt
    notBefore = decision.notBefore
    expiresAt = decision.expiresAt
    assurance = decision.channel.assurance
    isBreakGlass = decision.action == .breakGlass
  }
}
