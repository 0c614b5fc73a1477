import Records
import Vocabulary

extension TrustDocument.HumanKey {
  /// The key as OpenSSH knows it.
  func openSSHKey() throws(RecordFault) -> SSHPublicKey {
    try SSHPublicKey(try key.verifyingKey(), application: securityKey?.application)
  }

  /// `key 0123456789abcdef`, and what a security key is for.
  var words: String {
    guard let securityKey else { return "key \(key.keyID.prefix(16))" }
    let more = securityKey.isVerifyRequired ? ", PIN or finger" : ""
    return "key \(key.keyID.prefix(16)) (security key, \(securityKey.application)\(more))"
  }

  /// Step 5: whether a decision was signed with the key, in a form that the key has.
  ///
  /// A security key signs through OpenSSH alone, and has to say that somebody touched it: without,
  /// a program on the person's machine may have signed. A key that is entered as plain never
  /// takes such a signature, nor the other way round, although both are of one point.
  /// - Parameters:
  ///   - envelope: the decision.
  ///   - isPerson: whether the key is a person's own, which may sign with OpenSSH.
  /// - Throws: `signature_invalid`, `presence_missing`.
  func checkSignature(of envelope: Envelope, isPerson: Bool) throws(Failure) {
    let refused = Failure.refusal(.signatureInvalid, "key \(key.keyID.prefix(16))")
    guard let plain = try? key.verifyingKey(), let openSSH = try? openSSHKey() else {
      throw refused
    }
    if securityKey == nil, envelope.isSigned(at: 0, by: plain) { return }
    let namespace = SSHSignature.approvalNamespace
    guard isPerson,
      let signature = envelope.sshSignature(at: 0, by: openSSH, namespace: namespace)
    else { throw refused }
    guard let securityKey else { return }
    guard let presence = signature.presence, presence.isTouched else {
      throw .refusal(.presenceMissing, "nobody touched key \(key.keyID.prefix(16))")
    }
    guard presence.isVerified || !securityKey.isVerifyRequired else {
      throw .refusal(
        .presenceMissing,
        "key \(key.keyID.prefix(16)) was touched, but asked for no PIN or finger"
      )
    }
  }
}

extension TrustDocument {
  /// Step 5 for a decision of any kind: by a person's key or a channel's.
  /// - Throws: `signature_invalid`, `presence_missing`.
  func checkSignature(of token: UnverifiedToken, by key: HumanKey) throws(Failure) {
    try key.checkSignature(
      of: token.envelope,
      isPerson: channel(ofKey: key.key.keyID) == nil
    )
  }
}
