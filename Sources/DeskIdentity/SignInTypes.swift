/// Who a provider says signed in: what a trust document may name, and nothing else.
///
/// Names, addresses of mail and groups of the token are not read.
package struct SignedInIdentity: Sendable, Hashable {
  /// The issuer, as configured.
  package let issuer: String
  /// The subject, 1 to 255 bytes of printable ASCII.
  package let subject: String
  /// The object id of Microsoft Entra, where the token is of the configured tenant.
  package let entraObject: String?

  /// Names an identity.
  package init(issuer: String, subject: String, entraObject: String? = nil) {
    self.issuer = issuer
    self.subject = subject
    self.entraObject = entraObject
  }

  /// The aliases under which a trust document may know this person: `entra:OBJECT` where there is
  /// one, and `oidc:ISSUER|SUBJECT`.
  package var aliases: [String] {
    (entraObject.map { ["entra:\($0)"] } ?? []) + ["oidc:\(issuer)|\(subject)"]
  }
}

/// A sign-in that has begun.
package struct SignInStart: Sendable, Hashable {
  /// Where the browser goes.
  package let location: String
  /// The value of a cookie that ties the answer to this browser: `HttpOnly`, `Secure`,
  /// `SameSite=Lax`, path `/sign-in`, for `SignIn.pendingSecondsMax` seconds.
  package let browserSecret: String
}

/// A sign-in that has ended well.
package struct SignInEnd: Sendable, Hashable {
  /// Who.
  package let identity: SignedInIdentity
  /// Where the browser wanted to go, as `begin` was given it.
  package let returnTo: String
}

/// Why a sign-in did not end well; the codes are stable, and hold nothing of a token.
package enum SignInFault: String, Error, Sendable, Hashable, CaseIterable {
  /// The answer belongs to no sign-in of this browser, or to one that is over.
  case stateUnknown = "state_unknown"
  /// The provider said no, or the person did.
  case refusedByProvider = "refused_by_provider"
  /// The answer has another form than RFC 6749 §4.1.2 gives it.
  case answerMalformed = "answer_malformed"
  /// The provider does not answer.
  case providerUnreachable = "provider_unreachable"
  /// The discovery document, the keys or the token's answer are not as they must be.
  case providerMalformed = "provider_malformed"
  /// The discovery document names another issuer.
  case issuerMismatch = "issuer_mismatch"
  /// The provider took back or never gave the code.
  case codeRefused = "code_refused"
  case tokenMalformed = "token_malformed"
  case tokenAlgorithm = "token_algorithm"
  case tokenKeyUnknown = "token_key_unknown"
  case tokenSignature = "token_signature"
  case tokenIssuer = "token_issuer"
  case tokenAudience = "token_audience"
  case tokenExpired = "token_expired"
  case tokenNotYetValid = "token_not_yet_valid"
  case tokenNonce = "token_nonce"
  case tokenSubject = "token_subject"
  case tokenTenant = "token_tenant"
}
