package import Records
package import Vocabulary

/// What the gate says about a release or its refusal, in the shape of a SLSA verification summary.
///
/// Source: slsa.dev/verification_summary/v1, in an in-toto Statement v1.
package struct Receipt: Sendable {
  /// The type of the predicate.
  package static let predicateType = "https://slsa.dev/verification_summary/v1"

  /// The request.
  package var request: ReleaseRequest
  /// Envelopes that released it.
  package var envelopes: [Digest256]
  /// When it was verified.
  package var time: Timestamp
  /// Why it was refused; empty: it passed.
  package var reasonCodes: [String]
  /// What was approved: a release, or one that broke the glass and is to be reviewed.
  package var action: Decision.Action = .release
  /// What became of a bundle that left as a stream; nil for all others.
  package var delivery: Delivery?

  /// Signs the receipt.
  /// - Returns: the envelope's bytes.
  func sign(with key: SigningKey) throws(Failure) -> [UInt8] {
    try DSSE.sign(payload: CanonicalJSON.bytes(statement), with: key).bytes()
  }

  /// The in-toto statement.
  var statement: JSONValue {
    let isPassed = reasonCodes.isEmpty
    return [
      "_type": .string(Decision.statementType),
      "subject": [
        ["name": "manifest.jsonl", "digest": ["sha256": .string(request.manifest.hex)]]
      ],
      "predicateType": .string(Self.predicateType),
      "predicate": [
        "verifier": ["id": .string("urn:phigate:gate:\(request.origin)")],
        "timeVerified": .string(time.description),
        "resourceUri": .string(request.destinationURI),
        "policy": [
          "uri": .string(request.policyURI),
          "digest": ["sha256": .string(request.policy.hex)],
        ],
        "inputAttestations": .array(
          envelopes.map { ["digest": ["sha256": .string($0.hex)]] }
        ),
        "verificationResult": .string(isPassed ? "PASSED" : "FAILED"),
        "verifiedLevels": isPassed ? ["PHIGATE_APPROVED"] : [],
        "phigate": [
          "requestId": .string(request.id), "requestDigest": .string(request.digest.hex),
          "bundle": .string(request.folderName), "files": .integer(request.files),
          "bytes": .integer(request.bytes), "profile": .string(request.profile.rawValue),
          "ruleset": [
            "name": .string(request.rulesetName), "epoch": .integer(request.rulesetEpoch),
            "sha256": .string(request.rulesetDigest.hex),
          ],
          "gateKey": .string(request.gateKeyID), "singleUser": .bool(request.isSingleUser),
          "action": .string(action.rawValue),
          "reasonCodes": .array(reasonCodes.map { .string($0) }),
          "delivery": delivery?.json ?? .null,
        ],
      ],
    ]
  }
}
