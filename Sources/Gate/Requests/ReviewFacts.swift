package import Records
package import Vocabulary

/// What decisions say of a review, without the review itself: who counts many requests keeps this.
package struct ReviewFacts: Sendable, Hashable {
  /// The request.
  package let request: ReleaseRequest
  /// The manifest's digest, as computed from its bytes.
  package let manifest: Digest256
  /// SHA-256 of the review document.
  package let digest: Digest256
  /// Findings left after masking, by the manifest's account.
  package let residual: Int

  /// Takes over what was computed from a manifest before.
  package init(request: ReleaseRequest, manifest: Digest256, digest: Digest256, residual: Int) {
    self.request = request
    self.manifest = manifest
    self.digest = digest
    self.residual = residual
  }
}

extension Review {
  /// What decisions say of this review.
  package var facts: ReviewFacts {
    ReviewFacts(request: request, manifest: manifest, digest: digest, residual: residual)
  }
}

extension VerificationContext {
  /// Creates a context from a review.
  package init(trust: VerifiedTrust, review: Review, now: Timestamp) {
    self.init(trust: trust, review: review.facts, now: now)
  }
}

extension DecisionMaker {
  /// Creates a maker of decisions on a review.
  package init(
    review: Review,
    human: String,
    key: ApprovalKey,
    comment: String,
    now: Timestamp
  ) {
    self.init(review: review.facts, human: human, key: key, comment: comment, now: now)
  }
}
