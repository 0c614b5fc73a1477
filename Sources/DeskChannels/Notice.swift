package import Records
package import Vocabulary

/// All that a message outside the desk may show of a request.
///
/// Numbers, classes and names of people and places; never a path, a sample or a comment. Every text
/// comes from others and is to be treated as hostile. A notice is the whole state of its request,
/// so that the newest one replaces those before it.
package struct Notice: Sendable, Hashable {
  /// Where a request stands.
  package enum State: String, Sendable, CaseIterable {
    /// Clauses are open.
    case pending
    /// Every clause is filled; the gate has not released it yet.
    case approved
    case denied
    /// An approval was taken back, and clauses are open again.
    case revoked
    case expired
    case released
    /// The requester, or whoever runs the gate, took it back.
    case withdrawn

    /// Whether nothing can be decided any more: the message loses its buttons for good.
    package var isFinal: Bool {
      switch self {
      case .pending, .approved, .revoked: false
      case .denied, .expired, .released, .withdrawn: true
      }
    }
  }

  /// How many of something.
  package struct Count: Sendable, Hashable {
    /// What: a kind of identifier, a class of data or a reason.
    package var name: String
    /// The letter of 45 CFR 164.514(b)(2)(i); nil where the kind is none of the eighteen.
    package var letter: String?
    /// How many.
    package var count: Int64

    /// Creates a count.
    package init(_ name: String, letter: String? = nil, _ count: Int64) {
      self.name = name
      self.letter = letter
      self.count = count
    }
  }

  /// A clause of the policy that is still open.
  package struct Clause: Sendable, Hashable {
    /// The group that fills it.
    package var group: String
    /// `gateway-attested`, `human-key` or `hardware-key`.
    package var assurance: String
    /// How many are missing.
    package var missing: Int64
    /// Ids of the humans who may still fill it.
    package var humans: [String]

    /// Creates a clause.
    package init(group: String, assurance: String, missing: Int64, humans: [String]) {
      self.group = group
      self.assurance = assurance
      self.missing = missing
      self.humans = humans
    }
  }

  /// A decision that counts.
  package struct Decision: Sendable, Hashable {
    /// The id of the human.
    package var human: String
    /// `approve`, `deny` or `revoke`.
    package var verdict: String
    /// What its signature is worth.
    package var assurance: String
    /// When.
    package var at: Timestamp

    /// Creates a decision.
    package init(human: String, verdict: String, assurance: String, at: Timestamp) {
      self.human = human
      self.verdict = verdict
      self.assurance = assurance
      self.at = at
    }
  }

  /// The request's id, a UUID.
  package var request: String
  /// The page on which it is decided.
  package var link: String
  /// SHA-256 of the review document that this was made from; a click is a decision on it.
  package var reviewDigest: Digest256
  /// Who asks.
  package var requester: String
  /// What for.
  package var purpose: String
  /// Where to: the destination's id.
  package var destination: String
  /// The ticket.
  package var ticket: String?
  /// Under which paragraph the copy may leave.
  package var profile: String
  /// What was found and masked, by kind.
  package var findings: [Count] = []
  /// Files by class of data.
  package var classes: [Count] = []
  /// Files that would leave.
  package var files: Int64
  /// Their bytes.
  package var bytes: Int64
  /// What is withheld, by reason.
  package var withheld: [Count] = []
  /// Findings left after masking, by the manifest's account.
  package var residual: Int64 = 0
  /// What changed against the last release, in words; nil where there was none.
  package var difference: String?
  /// Clauses that are open.
  package var clauses: [Clause] = []
  /// Decisions that count.
  package var decisions: [Decision] = []
  /// Where it stands.
  package var state: State
  /// First moment at which nothing can be decided any more.
  package var expiresAt: Timestamp
  /// Whether whoever approves has to attest that they know of nobody who could be recognised
  /// (45 CFR 164.514(b)(2)(ii)).
  package var needsAttestation: Bool

  /// Creates a notice; what is not given here is set afterwards.
  package init(
    request: String,
    link: String,
    reviewDigest: Digest256,
    requester: String,
    purpose: String,
    destination: String,
    profile: String,
    files: Int64,
    bytes: Int64,
    state: State,
    expiresAt: Timestamp,
    needsAttestation: Bool
  ) {
    self.request = request
    self.link = link
    self.reviewDigest = reviewDigest
    self.requester = requester
    self.purpose = purpose
    self.destination = destination
    self.profile = profile
    self.files = files
    self.bytes = bytes
    self.state = state
    self.expiresAt = expiresAt
    self.needsAttestation = needsAttestation
  }
}
