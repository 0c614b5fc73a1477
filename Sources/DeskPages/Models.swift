package import Records
package import Vocabulary

/// Somebody who signed in, as pages address them.
package struct Viewer: Sendable, Hashable {
  /// The human's id in trust.json; never a name or an address that the sign-in brought along.
  package var human: String
  /// What forms send as `csrf` and the script as `X-CSRF-Token`; of the sign-in, not of the person.
  package var csrf: String
  /// When the sign-in ends.
  package var signedInUntil: Timestamp

  /// Creates a viewer.
  package init(human: String, csrf: String, signedInUntil: Timestamp) {
    self.human = human
    self.csrf = csrf
    self.signedInUntil = signedInUntil
  }
}

/// Where a request stands, as lists and pages show it.
package enum RequestState: String, CaseIterable, Sendable, Codable {
  /// Decisions are missing.
  case open
  /// The policy is met; the gate has not said that it let the bundle go.
  case approved
  /// Somebody who may said no.
  case denied
  /// Nobody decided in time.
  case expired
  /// The gate's receipt says that the bundle left.
  case released
}

/// What a person decided.
package enum Verdict: String, CaseIterable, Sendable {
  /// It may leave.
  case approve
  /// It may not.
  case deny
  /// An approval taken back.
  case revoke
}

/// A request in the list.
package struct ListRow: Sendable, Hashable {
  /// The request's UUID.
  package var id: String
  /// Where it stands.
  package var state: RequestState
  /// The destination's id.
  package var destination: String
  /// Who asked: a human or a service account.
  package var requester: String
  /// What for; text of a stranger.
  package var purpose: String
  /// Files that would leave.
  package var files: Int64
  /// Identifiers left after masking, by the manifest's account.
  package var residual: Int64
  /// When it was asked.
  package var createdAt: Timestamp
  /// First moment at which it has to be asked anew.
  package var expiresAt: Timestamp
  /// Places of the nearest list of clauses that are filled.
  package var filled: Int64
  /// Places of that list.
  package var needed: Int64
  /// Whether the viewer may decide on it and has not.
  package var awaitsViewer: Bool

  /// Creates a row.
  package init(
    id: String,
    state: RequestState,
    destination: String,
    requester: String,
    purpose: String,
    files: Int64,
    residual: Int64,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    filled: Int64,
    needed: Int64,
    awaitsViewer: Bool
  ) {
    self.id = id
    self.state = state
    self.destination = destination
    self.requester = requester
    self.purpose = purpose
    self.files = files
    self.residual = residual
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.filled = filled
    self.needed = needed
    self.awaitsViewer = awaitsViewer
  }
}

/// What a list is narrowed to; also the query of its address, by the names of these fields.
package struct ListFilter: Sendable, Hashable {
  /// Only in this state.
  package var state: RequestState?
  /// Only to this destination.
  package var destination: String?
  /// Only of this requester.
  package var requester: String?

  /// Creates a filter; without arguments it lets everything pass.
  package init(
    state: RequestState? = nil,
    destination: String? = nil,
    requester: String? = nil
  ) {
    self.state = state
    self.destination = destination
    self.requester = requester
  }

  /// Whether everything passes.
  package var isEmpty: Bool { self == ListFilter() }
}

/// A page of the list, newest request first.
package struct ListModel: Sendable {
  /// Who looks.
  package var viewer: Viewer
  /// The time of the page.
  package var now: Timestamp
  /// What the list is narrowed to.
  package var filter: ListFilter
  /// The rows of this page.
  package var rows: [ListRow]
  /// Requests in each state, whatever the filter says.
  package var counts: [RequestState: Int64]
  /// All destinations, for the filter.
  package var destinations: [String]
  /// All requesters, for the filter.
  package var requesters: [String]
  /// The cursor of the next page; nil: this is the last.
  package var nextCursor: String?
  /// Whether this is the first page.
  package var isFirst: Bool

  /// Creates a page of the list.
  package init(
    viewer: Viewer,
    now: Timestamp,
    filter: ListFilter = ListFilter(),
    rows: [ListRow],
    counts: [RequestState: Int64],
    destinations: [String],
    requesters: [String],
    nextCursor: String? = nil,
    isFirst: Bool = true
  ) {
    self.viewer = viewer
    self.now = now
    self.filter = filter
    self.rows = rows
    self.counts = counts
    self.destinations = destinations
    self.requesters = requesters
    self.nextCursor = nextCursor
    self.isFirst = isFirst
  }
}

/// A clause, who filled it, and who still may.
package struct ClauseProgress: Sendable, Hashable {
  /// The group.
  package var group: String
  /// How many humans of it.
  package var min: Int64
  /// What their signatures have to be worth.
  package var assurance: Assurance
  /// Humans whose approval fills a place of it.
  package var filledBy: [String]
  /// Humans who may fill one that is open; empty where none is open.
  package var mayFill: [String]

  /// Creates the progress of a clause.
  package init(
    group: String,
    min: Int64,
    assurance: Assurance,
    filledBy: [String],
    mayFill: [String]
  ) {
    self.group = group
    self.min = min
    self.assurance = assurance
    self.filledBy = filledBy
    self.mayFill = mayFill
  }

  /// Whether nothing of it is open.
  package var isFilled: Bool { Int64(filledBy.count) >= min }
}

/// A decision that was made.
package struct DecisionEntry: Sendable, Hashable {
  /// What was decided.
  package var verdict: Verdict
  /// By whom.
  package var human: String
  /// For which group.
  package var group: String
  /// What the signature is worth.
  package var assurance: Assurance
  /// cli, web, api, slack or teams.
  package var channel: String
  /// When.
  package var at: Timestamp
  /// First moment at which it does not count any more.
  package var expiresAt: Timestamp
  /// Why; text of the person who decided.
  package var comment: String
  /// SHA-256 of the envelope.
  package var envelope: Digest256
  /// Why it does not count, in words; nil: it does.
  package var setAside: String?

  /// Creates an entry.
  package init(
    verdict: Verdict,
    human: String,
    group: String,
    assurance: Assurance,
    channel: String,
    at: Timestamp,
    expiresAt: Timestamp,
    comment: String,
    envelope: Digest256,
    setAside: String? = nil
  ) {
    self.verdict = verdict
    self.human = human
    self.group = group
    self.assurance = assurance
    self.channel = channel
    self.at = at
    self.expiresAt = expiresAt
    self.comment = comment
    self.envelope = envelope
    self.setAside = setAside
  }
}

/// A public key of the viewer that the trust document holds and that may fill a clause.
package struct EnrolledKey: Sendable, Hashable {
  /// The lower-case hex SHA-256 of the SubjectPublicKeyInfo DER.
  package var keyID: String
  /// The 32 bytes of the Ed25519 public key (RFC 8032).
  package var publicKey: [UInt8]
  /// What a signature with it is worth.
  package var assurance: Assurance

  /// Creates a key.
  package init(keyID: String, publicKey: [UInt8], assurance: Assurance) {
    self.keyID = keyID
    self.publicKey = publicKey
    self.assurance = assurance
  }
}

/// How the viewer may decide.
package struct DecisionWays: Sendable, Hashable {
  /// The group to decide for.
  package var group: String
  /// The least that a clause which the viewer may fill takes.
  package var needed: Assurance
  /// The viewer's keys that are strong enough, `keyID` as the trust document has it.
  package var keys: [EnrolledKey]

  /// Creates ways.
  package init(group: String, needed: Assurance, keys: [EnrolledKey]) {
    self.group = group
    self.needed = needed
    self.keys = keys
  }

  /// Whether a click of the person who signed in is enough.
  package var takesClick: Bool { needed == .gatewayAttested }
}

/// What the viewer may do, and why not if not.
package enum ViewerStanding: Sendable, Hashable {
  /// Decide.
  case mayDecide(DecisionWays)
  /// Nothing: the viewer asked for the release, or answers for who did.
  case isRequester
  /// Nothing: the viewer signed the current trust version.
  case signedTrust
  /// Nothing: no clause names a group of the viewer.
  case inNoGroup
  /// Nothing: clauses need a key which the viewer has not enrolled.
  case hasNoKey(Assurance)
  /// Nothing any more: the viewer decided.
  case hasDecided(Verdict)
  /// Nothing: the request is not open.
  case isClosed(RequestState)
}

/// A request, to be reviewed and decided.
package struct RequestModel: Sendable {
  /// Who looks.
  package var viewer: Viewer
  /// The time of the page.
  package var now: Timestamp
  /// The review document, byte for byte; its SHA-256 is `reviewed.viewDigest` of every decision.
  package var review: [UInt8]
  /// Where the request stands.
  package var state: RequestState
  /// Any of these lists, all clauses of it.
  package var clauses: [[ClauseProgress]]
  /// Decisions so far, oldest first.
  package var decisions: [DecisionEntry]
  /// What the viewer may do.
  package var standing: ViewerStanding
  /// The newest event of the request, after which the script follows; nil: from now on.
  package var lastEventID: String?
  /// What the viewer just did, once behind a form.
  package var done: Verdict?

  /// Creates the model of a request.
  package init(
    viewer: Viewer,
    now: Timestamp,
    review: [UInt8],
    state: RequestState,
    clauses: [[ClauseProgress]],
    decisions: [DecisionEntry],
    standing: ViewerStanding,
    lastEventID: String? = nil,
    done: Verdict? = nil
  ) {
    self.viewer = viewer
    self.now = now
    self.review = review
    self.state = state
    self.clauses = clauses
    self.decisions = decisions
    self.standing = standing
    self.lastEventID = lastEventID
    self.done = done
  }
}
