import AuditLog
import Manifest
import Records
import Vocabulary

// The parts of the evidence that speak of releases, access, refusals and identifiers.
extension EvidenceReport {
  /// A release with what was performed again over its records.
  func release(_ each: EvidenceCase) throws(Failure) -> JSONValue {
    let request = each.request
    let humans = each.used.map { JSONValue.string($0.approver.human) }
    return [
      "request": .string(request.id), "bundle": .string(request.folderName),
      "destination": .string(request.destinationID), "profile": .string(request.profile.rawValue),
      "purpose": .string(request.purpose), "requester": .string(request.principal),
      "requesterHumans": .array(request.humans.map { .string($0) }),
      "requestedAt": .string(each.row.time.description),
      "releasedAt": .string(each.end?.time.description ?? ""),
      "approvers": .array(humans), "breakGlass": .bool(each.isBreakGlass),
      "files": .integer(request.files), "bytes": .integer(request.bytes),
      "manifest": .string(request.manifest.hex),
      "receipt": .string(each.begin?.event.detail?.hex ?? ""),
      "envelopes": .array(each.spent.map { .string($0.hex) }),
      "rows": .array(
        [each.row, each.begin, each.end].compactMap { $0.map { .integer($0.seq) } }
      ),
      "tests": .array(try tests(each).map { ["test": .string($0.0), "holds": .bool($0.1)] }),
    ]
  }

  /// What was performed again, and whether it holds.
  private func tests(_ each: EvidenceCase) throws(Failure) -> [(String, Bool)] {
    let request = each.request
    let requesters = Set(request.humans + [request.principal])
    let trust = each.begin.flatMap { book.trust(of: $0) }
    let clauses =
      each.isBreakGlass
      ? [trust?.document.breakGlass ?? []] : trust?.document.approvals ?? []
    let isMet = Threshold.open(clauses, approvers: each.used.map(\.approver)).isEmpty
    var isPassed = false
    if let begin = each.begin, case .object(let receipt)? = try book.receipt(begin),
      case .object(let predicate)? = receipt["predicate"]
    {
      isPassed = predicate["verificationResult"] == "PASSED"
    }
    let firstUse = each.begin?.time ?? question.from
    return [
      (
        "no approver is the requester",
        each.used.allSatisfy { !requesters.contains($0.approver.human) }
      ),
      ("distinct people meet the policy in force", isMet && each.used.count == each.spent.count),
      (
        "each signed this manifest and this request",
        each.used.allSatisfy {
          $0.decision.manifest == request.manifest && $0.decision.requestDigest == request.digest
        }
      ),
      (
        "each decided before the release and within the token’s time",
        each.used.allSatisfy {
          $0.row.time <= firstUse && $0.decision.notBefore <= firstUse
            && firstUse < $0.decision.expiresAt
        }
      ),
      ("the gate signed a receipt that says PASSED", isPassed),
      ("the manifest is kept and complete", (try? book.readManifest(request)) != nil),
    ]
  }

  /// Attempts that the gate refused in the period.
  func refused() throws(Failure) -> [JSONValue] {
    let rows = cases.flatMap { each in each.refused.map { (each, $0) } }
      .filter { isInPeriod($0.1) }.sorted { $0.1.seq < $1.1.seq }
    return try rows.mapping { (each, row) throws(Failure) -> JSONValue in
      let hasReceipt = try book.receipt(row) != nil
      return [
        "row": .integer(row.seq), "time": .string(row.time.description),
        "request": .string(each.request.id), "destination": .string(each.request.destinationID),
        "actor": .string(row.event.actor.principal),
        "reasonCodes": .array(row.event.reasonCodes.map { .string($0) }),
        "receipt": hasReceipt ? .string(row.event.detail?.hex ?? "") : .null,
      ]
    }
  }

  /// Releases by breaking the glass, and their reviews, whenever those were.
  var breakGlass: [JSONValue] {
    releases.filter(\.isBreakGlass)
      .map { each in
        [
          "request": .string(each.request.id), "time": .string(each.end?.time.description ?? ""),
          "approvers": .array(each.used.map { .string($0.approver.human) }),
          "reasons": .array(each.used.map { .string($0.decision.comment) }),
          "review": each.reviewed.map { row in
            [
              "time": .string(row.time.description), "row": .integer(row.seq),
              "decision": .string(row.event.decision ?? ""),
            ]
          } ?? .null,
        ]
      }
  }

  /// The eighteen identifiers of a release: found, masked, left.
  func table(_ each: EvidenceCase) throws(Failure) -> JSONValue {
    var found: [String: Int64] = [:]
    var masked: [String: Int64] = [:]
    var kept: [String: Int64] = [:]
    var residual: Int64 = 0
    let content = try book.readManifest(each.request) { (entry) throws(Failure) in
      residual += entry.disposition.isReleased ? Int64(entry.residual) : 0
      for (kind, finding) in entry.findings {
        guard let letter = kind.hipaaLetter else { continue }
        found[letter, default: 0] += Int64(finding.count)
        guard entry.disposition.isReleased else { continue }
        if finding.transforms.contains(.keep) {
          kept[letter, default: 0] += Int64(finding.count)
        } else {
          masked[letter, default: 0] += Int64(finding.count)
        }
      }
    }
    return [
      "request": .string(each.request.id), "bundle": .string(each.request.folderName),
      "profile": .string(each.request.profile.rawValue), "residual": .integer(residual),
      "withheld": .integer(Int64(content.footer.withheld)),
      "attested": .array(
        each.used.filter { $0.decision.attests.contains(Decision.noActualKnowledge) }
          .map { .string($0.approver.human) }
      ),
      "rows": .array(
        SafeHarbor.identifiers.map { identifier in
          [
            "letter": .string(identifier.letter), "name": .string(identifier.name),
            "found": .integer(found[identifier.letter] ?? 0),
            "masked": .integer(masked[identifier.letter] ?? 0),
            "kept": .integer(kept[identifier.letter] ?? 0),
            // The manifest counts what is left by entry; by identifier it is known where it is none.
            "residual": residual == 0 ? 0 : .null,
          ]
        }
      ),
    ]
  }
}

extension EvidenceTrust {
  /// The version as JSON: who could do what, from when until when.
  var json: JSONValue {
    let document = trust.document
    return [
      "version": .integer(document.version), "digest": .string(trust.digest.hex),
      "from": .string(row.time.description),
      "until": until.map { .string($0.description) } ?? .null,
      "row": .integer(row.seq), "rootThreshold": .integer(Int64(document.rootThreshold)),
      "signedBy": .array(trust.signers.sorted().map { .string($0) }),
      "policy": .string(TrustDocument.words(document.approvals)),
      "changes": .array(
        (previous.map { document.changes(since: $0.document) } ?? []).map { .string($0) }
      ),
      "humans": .array(document.humans.map(Self.json)),
      "serviceAccounts": .array(
        document.serviceAccounts.map {
          ["id": .string($0.id), "humans": .array($0.humans.map { .string($0) })]
        }
      ),
      "destinations": .array(
        document.destinations.map { destination in
          [
            "id": .string(destination.id), "uri": .string(destination.uri),
            "accepts": .array(destination.accepts.map { .string($0.rawValue) }),
          ]
        }
      ),
    ]
  }

  /// A person: groups and keys.
  private static func json(_ human: TrustDocument.Human) -> JSONValue {
    [
      "id": .string(human.id), "groups": .array(human.groups.map { .string($0) }),
      "keys": .array(
        human.keys.map { key in
          [
            "keyid": .string(key.key.keyID), "assurance": .string(key.assurance.rawValue),
            "securityKey": key.securityKey?.json ?? .null,
            "validAfter": .string(key.validAfter.description),
            "validBefore": .string(key.validBefore.description),
            "revokedAt": key.revokedAt.map { .string($0.description) } ?? .null,
          ]
        }
      ),
    ]
  }
}
