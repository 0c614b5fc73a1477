package import Records
package import Vocabulary

/// Limits of tokens, checked before anything is parsed.
package enum TokenLimits {
  /// Bytes of an envelope.
  package static let envelopeBytesMax = 64 << 10
  /// Bytes of its payload.
  package static let payloadBytesMax = 32 << 10
  /// Envelopes of one request.
  package static let envelopesMax = 64
  /// Seconds for which a break-glass approval may be valid.
  package static let breakGlassSecondsMax: Int64 = 3600
  /// Characters of its comment at least.
  package static let breakGlassCommentMin = 40
}

/// An envelope that was parsed and of which nothing else is known.
package struct UnverifiedToken: Sendable, Hashable {
  /// The file's bytes.
  package let bytes: [UInt8]
  /// SHA-256 of the bytes: what is spent and revoked.
  package let digest: Digest256
  /// The parsed envelope.
  let envelope: Envelope
  /// The only signature.
  let signature: Envelope.Signature

  /// Steps 1 to 3: size, strict JSON and base64, one signature.
  /// - Throws: `envelope_too_large`, `envelope_invalid`, `signature_count`.
  package init(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count <= TokenLimits.envelopeBytesMax else {
      throw .refusal(.envelopeTooLarge, "\(bytes.count) bytes")
    }
    do throws(RecordFault) {
      envelope = try Envelope.parse(bytes.span, limits: .decision)
    } catch {
      let isSize = error.cause == .tooLarge && error.field == "payload"
      throw .refusal(isSize ? .envelopeTooLarge : .envelopeInvalid, error.description)
    }
    guard envelope.signatures.count == 1, let only = envelope.signatures.first else {
      throw .refusal(.signatureCount, "\(envelope.signatures.count)")
    }
    self.bytes = bytes
    self.digest = Digest256(hashing: bytes)
    self.signature = only
  }
}

/// What a token is held against: everything as the gate itself knows it.
package struct VerificationContext: Sendable {
  /// The current trust document.
  package var trust: VerifiedTrust
  /// The request as the log knows it.
  package var request: ReleaseRequest
  /// SHA-256 of the manifest bytes just read.
  package var manifest: Digest256
  /// SHA-256 of the review document.
  package var view: Digest256
  /// Residual findings that the document states.
  package var residual: Int
  /// The time now.
  package var now: Timestamp
  /// Whether the request was released already, by breaking the glass, and is being reviewed: then
  /// the trust version under which it was released counts, and only keys are today's.
  package var isReview = false

  /// Creates a context.
  package init(
    trust: VerifiedTrust,
    review: ReviewFacts,
    now: Timestamp
  ) {
    self.trust = trust
    self.request = review.request
    self.manifest = review.manifest
    self.view = review.digest
    self.residual = review.residual
    self.now = now
  }
}

/// A token that passed steps 1 to 13: whose it is, and that it speaks of this release.
package struct VerifiedToken: Sendable, Hashable {
  /// SHA-256 of the envelope.
  package let digest: Digest256
  /// What it says.
  package let decision: Decision
  /// Who said it, for counting.
  package let approver: Approver

  /// Verifies a token; the first failure is the one that is named.
  package init(_ token: UnverifiedToken, in context: VerificationContext) throws(Failure) {
    let document = context.trust.document
    guard let known = document.signingKey(token.signature.keyID) else {
      throw .refusal(.keyUnknown, "key \(token.signature.keyID.prefix(16).escapingQuotes)")
    }
    try document.checkSignature(of: token, by: known)
    guard token.envelope.payloadType == DSSE.inTotoType else {
      throw .refusal(.payloadType, "the envelope's payload type is another")
    }
    let decision = try Decision(payload: token.envelope.payload)
    try Self.checkBinding(decision, context)
    let terms = TokenTerms(decision)
    try terms.checkTime(
      context.now,
      lifetimeMax: document.tokenLifetimeSecondsMax,
      createdAt: context.request.createdAt
    )
    try terms.checkKey(known, context.now)
    let owner = try document.signer(known.key.keyID, of: decision)
    try terms.checkApprover(
      owner,
      requesters: document.requesters(of: context.request),
      signers: context.trust.signers
    )
    self.digest = token.digest
    self.decision = decision
    self.approver = Approver(
      human: owner.human.id,
      groups: owner.human.groups,
      keyID: owner.key.key.keyID,
      assurance: owner.key.assurance
    )
  }

  /// Steps 9 and 10: the manifest, gate, request, destination, policy, rule set and view.
  private static func checkBinding(
    _ decision: Decision,
    _ context: VerificationContext
  ) throws(Failure) {
    let request = context.request
    let trust = context.trust.document
    guard decision.manifest == context.manifest else { throw .refusal(.manifestMismatch) }
    guard decision.origin == trust.origin, decision.gateKeyID == trust.gateKey.keyID else {
      throw .refusal(.gateMismatch)
    }
    if decision.action == .breakGlass {
      guard !trust.breakGlass.isEmpty, decision.verdict == .approve else {
        throw .refusal(.actionUnsupported)
      }
    }
    let isRequest =
      decision.requestID == request.id && decision.requestDigest == request.digest
      && decision.bundleID == request.bundleID && decision.files == request.files
      && decision.bytes == request.bytes && decision.requesterPrincipal == request.principal
      && decision.requesterHuman == request.human
      && decision.purpose.hasSameBytes(as: request.purpose)
      && decision.ticket == request.ticket && decision.profile == request.profile
    guard decision.destinationID == request.destinationID,
      decision.destinationURI.hasSameBytes(as: request.destinationURI),
      decision.destinationDigest == request.destinationDigest
    else { throw .refusal(.destinationMismatch) }
    guard isRequest else { throw .refusal(.requestMismatch, "the token names another request") }
    guard decision.policy == (context.isReview ? request.policy : context.trust.digest) else {
      throw .refusal(.policyMismatch)
    }
    guard decision.ruleset == request.rulesetDigest,
      decision.rulesetEpoch == request.rulesetEpoch
    else { throw .refusal(.rulesetMismatch) }
    guard decision.viewDigest == context.view,
      decision.residualFindings == Int64(context.residual)
    else { throw .refusal(.viewMismatch) }
    if !context.isReview { try checkPlace(decision, context) }
  }

  /// Step 10 as of now: destination, rule set and profile as the current trust document has them.
  private static func checkPlace(
    _ decision: Decision,
    _ context: VerificationContext
  ) throws(Failure) {
    let trust = context.trust.document
    guard let destination = trust.destination(decision.destinationID),
      decision.destinationURI.hasSameBytes(as: destination.uri),
      decision.destinationDigest == destination.digest
    else { throw .refusal(.destinationMismatch) }
    guard decision.rulesetEpoch >= trust.rulesetEpochMin else {
      throw .refusal(
        .rulesetBelowFloor,
        "epoch \(decision.rulesetEpoch), not \(trust.rulesetEpochMin)"
      )
    }
    try trust.checkProfile(context.request.profile, to: destination, at: context.now)
  }
}

extension TrustDocument {
  /// Everybody who counts as requester: those of the request, and those who now answer for its
  /// service account.
  package func requesters(of request: ReleaseRequest) -> Set<String> {
    requesters(principal: request.principal, humans: request.humans)
  }

  /// Everybody who counts as requester where a principal asked and these humans answered for it.
  func requesters(principal: String, humans asked: [String]) -> Set<String> {
    var humans = Set(asked)
    humans.insert(principal)
    for account in serviceAccounts where account.id == principal {
      humans.formUnion(account.humans)
    }
    return humans
  }
}

extension StringProtocol {
  /// The text without quotes, backslashes and control bytes, for a message about hostile input.
  var escapingQuotes: String {
    String(filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }
}
