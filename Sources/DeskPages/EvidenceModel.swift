package import Records
package import Vocabulary

/// A row of the desk's log that speaks of a request.
package struct LogEntry: Sendable, Hashable {
  /// Its number, from 0.
  package var sequence: Int64
  /// When.
  package var time: Timestamp
  /// What happened, such as `decision.approve`.
  package var event: String
  /// Who did it.
  package var actor: String
  /// SHA-256 of what it speaks of; nil: of nothing.
  package var detail: Digest256?

  /// Creates an entry.
  package init(
    sequence: Int64,
    time: Timestamp,
    event: String,
    actor: String,
    detail: Digest256?
  ) {
    self.sequence = sequence
    self.time = time
    self.event = event
    self.actor = actor
    self.detail = detail
  }
}

/// The gate's own word on how a release ended.
package struct ReceiptFacts: Sendable, Hashable {
  /// When.
  package var time: Timestamp
  /// Whether it says PASSED.
  package var isPassed: Bool
  /// Reason codes where it does not.
  package var reasonCodes: [String]
  /// SHA-256 of the receipt's envelope.
  package var digest: Digest256

  /// Creates the facts of a receipt.
  package init(time: Timestamp, isPassed: Bool, reasonCodes: [String], digest: Digest256) {
    self.time = time
    self.isPassed = isPassed
    self.reasonCodes = reasonCodes
    self.digest = digest
  }
}

/// What a request leaves behind for whoever looks months later.
package struct EvidenceModel: Sendable {
  /// Who looks.
  package var viewer: Viewer
  /// The review document, byte for byte.
  package var review: [UInt8]
  /// Where the request stands.
  package var state: RequestState
  /// Decisions, oldest first.
  package var decisions: [DecisionEntry]
  /// The gate's receipt, where the desk was given it.
  package var receipt: ReceiptFacts?
  /// Rows of the desk's log, oldest first.
  package var log: [LogEntry]
  /// The newest checkpoint, a signed note; nil: there is none.
  package var checkpoint: String?

  /// Creates the evidence of a request.
  package init(
    viewer: Viewer,
    review: [UInt8],
    state: RequestState,
    decisions: [DecisionEntry],
    receipt: ReceiptFacts?,
    log: [LogEntry],
    checkpoint: String?
  ) {
    self.viewer = viewer
    self.review = review
    self.state = state
    self.decisions = decisions
    self.receipt = receipt
    self.log = log
    self.checkpoint = checkpoint
  }
}
