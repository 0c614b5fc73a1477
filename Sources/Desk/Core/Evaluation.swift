import Gate
import Records
import Vocabulary

/// Where a request stands, as the API names it.
package enum DeskState: String, CaseIterable, Sendable {
  /// Decisions are missing.
  case open
  /// The policy is met; nobody has told the desk that the bundle left.
  case approved
  /// Somebody who may said no.
  case denied
  /// Its time is over, or the policy changed: it has to be asked anew.
  case expired
  /// The gate's receipt says that the bundle left.
  case released

  /// Whether nothing can be decided any more.
  package var isFinal: Bool { self != .open && self != .approved }
}

/// A decision as it is kept.
struct StoredDecision: Sendable {
  /// `approve`, `deny` or `revoke`.
  var verdict: String
  /// SHA-256 of the envelope.
  var digest: Digest256
  /// The envelope.
  var envelope: [UInt8]
}

/// Where a request stands, computed from its decisions by the gate's own code.
struct Evaluation {
  /// The request and its review.
  let facts: ReviewFacts
  /// Its decisions, in the order of the log.
  let decisions: [StoredDecision]
  /// The trust version in force.
  let trust: VerifiedTrust
  /// The time.
  let now: Timestamp
  /// Whether the gate's receipt says that it left.
  let isReleased: Bool
  /// What stands.
  let standing: Standing
  /// Where the request stands.
  let state: DeskState
  /// Why it is expired, where that is not its time.
  let reasons: [String]

  /// Computes it.
  init(
    facts: ReviewFacts,
    decisions: [StoredDecision],
    trust: VerifiedTrust,
    now: Timestamp,
    isReleased: Bool
  ) throws(Failure) {
    self.facts = facts
    self.decisions = decisions
    self.trust = trust
    self.now = now
    self.isReleased = isReleased
    let context = VerificationContext(trust: trust, review: facts, now: now)
    let pairs = decisions.map { (verdict: $0.verdict, envelope: $0.digest) }
    standing = try DecisionCounting(trust: trust)
      .standing(facts, context, pairs) { (digest) throws(Failure) in
        guard let stored = decisions.first(where: { $0.digest == digest }) else {
          throw .refusal(.logIncomplete, "missing")
        }
        return stored.envelope
      }
    let isOther = facts.request.policy != trust.digest
    if isReleased {
      (state, reasons) = (.released, [])
    } else if standing.isDenied {
      (state, reasons) = (.denied, [RefusalCode.denied.rawValue])
    } else if now >= facts.request.expiresAt {
      (state, reasons) = (.expired, [RefusalCode.requestExpired.rawValue])
    } else if isOther {
      (state, reasons) = (.expired, [RefusalCode.policyMismatch.rawValue])
    } else {
      (state, reasons) = (standing.open.isEmpty ? .approved : .open, [])
    }
  }

  /// The next moment at which it may be another without anybody doing anything; nil for never.
  var due: Timestamp? {
    guard !state.isFinal else { return nil }
    let ends = standing.approvals.map(\.decision.expiresAt) + [facts.request.expiresAt]
    return ends.filter { $0 > now }.min()
  }

  /// What the API shows.
  func summary(
    link: String,
    submitted: Timestamp,
    submitter: String,
    version: Int64
  ) throws(Failure) -> [UInt8] {
    let request = facts.request
    let object: JSONValue = [
      "id": .string(request.id), "state": .string(state.rawValue),
      "reasonCodes": .array(reasons.map { .string($0) }), "version": .integer(version),
      "link": .string(link), "createdAt": .string(request.createdAt.description),
      "submittedAt": .string(submitted.description), "submittedBy": .string(submitter),
      "expiresAt": .string(request.expiresAt.description),
      "requester": [
        "principal": .string(request.principal),
        "humans": .array(request.humans.map { .string($0) }),
      ],
      "destination": .string(request.destinationID), "purpose": .string(request.purpose),
      "ticket": request.ticket.map { .string($0) } ?? .null,
      "profile": .string(request.profile.rawValue),
      "bundle": [
        "id": .string(request.bundleID), "files": .integer(request.files),
        "bytes": .integer(request.bytes),
      ],
      "manifestDigest": .string(facts.manifest.hex),
      "requestDigest": .string(request.digest.hex), "viewDigest": .string(facts.digest.hex),
      "residual": .integer(Int64(facts.residual)), "clauses": clauses,
      "decisions": .array(try decisionList()),
    ]
    return CanonicalJSON.bytes(object)
  }

  /// The policy's clauses, who fills them and who still may.
  private var clauses: JSONValue {
    let approvers = standing.approvals.map(\.approver)
    let humans = Set(approvers.map(\.human))
    return .array(
      facts.request.clauses.map { list in
        let holders = Threshold.holders(list.map(\.clause), approvers: approvers)
        return .array(
          zip(list, holders)
            .map { clause, holders in
              let isOpen = holders.count < clause.clause.min && !state.isFinal
              let left = clause.eligible.map(\.human).filter { !humans.contains($0) }
              return [
                "group": .string(clause.clause.group),
                "min": .integer(Int64(clause.clause.min)),
                "assurance": .string(clause.clause.assurance.rawValue),
                "filledBy": .array(holders.map { .string($0.human) }),
                "mayFill": .array((isOpen ? left : []).map { .string($0) }),
              ]
            }
        )
      }
    )
  }

  /// Decisions with whether they count, and if not, why.
  private func decisionList() throws(Failure) -> [JSONValue] {
    let counted = Set(standing.approvals.map(\.digest))
    var list: [JSONValue] = []
    for stored in decisions {
      let envelope = try Self.envelope(stored.envelope)
      let decision = try Decision(payload: envelope.payload)
      let counts = stored.verdict != "approve" || counted.contains(stored.digest)
      list.append([
        "decision": .string(stored.verdict), "human": .string(decision.approver),
        "group": .string(decision.group),
        "assurance": .string(decision.channel.assurance.rawValue),
        "channel": .string(decision.channel.kind),
        "at": .string(decision.issuedAt.description),
        "expiresAt": .string(decision.expiresAt.description),
        "comment": .string(decision.comment), "envelope": .string(stored.digest.hex),
        "counts": .bool(counts),
        "reason": counts ? .null : .string(reason(stored, decision)),
      ])
    }
    return list
  }

  /// Why an approval does not count any more.
  private func reason(_ stored: StoredDecision, _ decision: Decision) -> String {
    let isRevoked = decisions.contains { other in
      other.verdict == "revoke"
        && (try? Decision(payload: Self.envelope(other.envelope).payload))?.revokes == stored.digest
    }
    if isRevoked { return "revoked" }
    return now >= decision.expiresAt ? "expired" : "lapsed"
  }

  /// An envelope that was verified before it was kept.
  static func envelope(_ bytes: [UInt8]) throws(Failure) -> Envelope {
    do throws(RecordFault) {
      return try Envelope.parse(bytes.span, limits: .decision)
    } catch {
      throw .refusal(.envelopeInvalid, error.description)
    }
  }
}
