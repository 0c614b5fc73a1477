package import Records
package import Vocabulary

/// What a token says: one person's decision on one request, field by field.
///
/// Source: export-approval/v1 schema; an in-toto Statement v1 with one subject, `manifest.jsonl`.
package struct Decision: Sendable, Hashable {
  /// What was decided.
  package enum Verdict: String, CaseIterable, Sendable {
    case approve
    case deny
    case revoke
  }

  /// What is decided on.
  package enum Action: String, CaseIterable, Sendable {
    case release = "export.release"
    case breakGlass = "export.release.break-glass"
  }

  /// The type of in-toto statements.
  package static let statementType = "https://in-toto.io/Statement/v1"
  /// The type of the predicate.
  package static let predicateType = "https://phigate.example/attestations/export-approval/v1"
  /// What an approver attests under Safe Harbor.
  ///
  /// Source: 45 CFR 164.514(b)(2)(ii).
  package static let noActualKnowledge = "no-actual-knowledge"

  /// SHA-256 of manifest.jsonl.
  package var manifest: Digest256
  /// What was decided.
  package var verdict: Verdict
  /// On what.
  package var action: Action
  /// The gate's name.
  package var origin: String
  /// The gate's key.
  package var gateKeyID: String
  /// The request.
  package var requestID: String
  /// SHA-256 of request.json.
  package var requestDigest: Digest256
  /// The bundle's id.
  package var bundleID: String
  /// Files that would leave.
  package var files: Int64
  /// Their bytes.
  package var bytes: Int64
  /// Where to.
  package var destinationID: String
  /// The destination's address.
  package var destinationURI: String
  /// The digest of the destination's settings.
  package var destinationDigest: Digest256
  /// Who asked.
  package var requesterPrincipal: String
  /// Who answers for that.
  package var requesterHuman: String
  /// Who decided.
  package var approver: String
  /// For which group.
  package var group: String
  /// With which key.
  package var keyID: String
  /// A code for the purpose.
  package var purposeCode: String
  /// What for.
  package var purpose: String
  /// The ticket.
  package var ticket: String?
  /// Under which paragraph.
  package var profile: Profile
  /// Where the policy is known under.
  package var policyURI: String
  /// The policy's digest.
  package var policy: Digest256
  /// Where the rule set is known under.
  package var rulesetURI: String
  /// The rule set's digest.
  package var ruleset: Digest256
  /// The rule set's epoch.
  package var rulesetEpoch: Int64
  /// When it was signed.
  package var issuedAt: Timestamp
  /// First moment of validity.
  package var notBefore: Timestamp
  /// First moment at which it is not valid any more.
  package var expiresAt: Timestamp
  /// 32 random hexadecimal digits.
  package var nonce: String
  /// Why.
  package var comment: String
  /// SHA-256 of the review document that the approver saw.
  package var viewDigest: Digest256
  /// Residual findings that the document stated.
  package var residualFindings: Int64
  /// The envelope that a revocation takes back.
  package var revokes: Digest256?
  /// How it was decided.
  package var channel: Channel
  /// What the approver attests.
  package var attests: [String]

  /// How a decision was made.
  package struct Channel: Sendable, Hashable {
    /// cli, web, api, slack or teams.
    package var kind: String
    /// What the signature is worth, as claimed.
    package var assurance: Assurance
    /// The chat's names of place, person and message, its time and its evidence; by field name.
    package var details: [String: String] = [:]

    /// Creates a channel.
    package init(kind: String, assurance: Assurance) {
      self.kind = kind
      self.assurance = assurance
    }
  }
}

extension Decision {
  /// The statement as canonical JSON: what is signed.
  package var payload: [UInt8] { CanonicalJSON.bytes(statement) }

  /// The in-toto statement.
  package var statement: JSONValue {
    [
      "_type": .string(Self.statementType),
      "subject": [["name": "manifest.jsonl", "digest": ["sha256": .string(manifest.hex)]]],
      "predicateType": .string(Self.predicateType),
      "predicate": predicate,
    ]
  }

  /// The predicate.
  private var predicate: JSONValue {
    var purposeObject = JSONObject([
      .init("code", .string(purposeCode)), .init("text", .string(purpose)),
    ])
    if let ticket { purposeObject["ticket"] = .string(ticket) }
    var channelObject = JSONObject([
      .init("kind", .string(channel.kind)),
      .init("assurance", .string(channel.assurance.rawValue)),
    ])
    for (name, value) in channel.details { channelObject[name] = .string(value) }
    var object = JSONObject([
      .init("decision", .string(verdict.rawValue)), .init("action", .string(action.rawValue)),
      .init("gate", ["origin": .string(origin), "keyid": .string(gateKeyID)]),
      .init("requestId", .string(requestID)), .init("requestDigest", .string(requestDigest.hex)),
      .init(
        "bundle",
        ["id": .string(bundleID), "files": .integer(files), "bytes": .integer(bytes)]
      ),
      .init(
        "destination",
        [
          "id": .string(destinationID), "uri": .string(destinationURI),
          "digest": Self.wrapped(destinationDigest),
        ]
      ),
      .init(
        "requester",
        ["principal": .string(requesterPrincipal), "human": .string(requesterHuman)]
      ),
      .init(
        "approver",
        [
          "principal": .string(approver), "human": .string(approver), "group": .string(group),
          "keyid": .string(keyID),
        ]
      ),
      .init("purpose", .object(purposeObject)), .init("profile", .string(profile.rawValue)),
      .init("policy", ["uri": .string(policyURI), "digest": Self.wrapped(policy)]),
      .init(
        "ruleset",
        [
          "uri": .string(rulesetURI), "digest": Self.wrapped(ruleset),
          "epoch": .integer(rulesetEpoch),
        ]
      ),
      .init("issuedAt", .string(issuedAt.description)),
      .init("notBefore", .string(notBefore.description)),
      .init("expiresAt", .string(expiresAt.description)), .init("nonce", .string(nonce)),
      .init("uses", 1), .init("comment", .string(comment)),
      .init(
        "reviewed",
        [
          "viewDigest": .string(viewDigest.hex),
          "residualFindings": .integer(residualFindings),
        ]
      ),
      .init("channel", .object(channelObject)),
      .init("attests", .array(attests.map { .string($0) })),
    ])
    if let revokes {
      object["revokes"] = ["envelopeDigest": .string(revokes.hex)]
    }
    return .object(object)
  }

  /// `{"sha256": "…"}`.
  private static func wrapped(_ digest: Digest256) -> JSONValue {
    ["sha256": .string(digest.hex)]
  }
}
