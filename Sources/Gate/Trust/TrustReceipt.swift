import Records
import Vocabulary

/// What the gate says when a new trust version comes into force: the action `trust.change`, decided by
/// the roots' signatures over the new version.
struct TrustReceipt {
  /// The version.
  var trust: VerifiedTrust
  /// The version before.
  var previous: VerifiedTrust
  /// When it came into force.
  var time: Timestamp

  /// The name of the action.
  static let action = "trust.change"

  /// Signs the receipt.
  func sign(with key: SigningKey) throws(Failure) -> [UInt8] {
    try DSSE.sign(payload: CanonicalJSON.bytes(statement), with: key).bytes()
  }

  /// The in-toto statement.
  var statement: JSONValue {
    let document = trust.document
    let signers = (try? Envelope.parse(trust.envelope.span, limits: .document))?.signatures ?? []
    return [
      "_type": .string(Decision.statementType),
      "subject": [
        [
          "name": .string("trust/\(document.version).json"),
          "digest": ["sha256": .string(Digest256(hashing: trust.envelope).hex)],
        ]
      ],
      "predicateType": .string(Receipt.predicateType),
      "predicate": [
        "verifier": ["id": .string("urn:phigate:gate:\(document.origin)")],
        "timeVerified": .string(time.description),
        "resourceUri": .string("urn:phigate:trust:\(document.origin):\(document.version)"),
        "policy": [
          "uri": .string("urn:phigate:trust:\(document.origin):\(previous.document.version)"),
          "digest": ["sha256": .string(previous.digest.hex)],
        ],
        "inputAttestations": [
          ["digest": ["sha256": .string(Digest256(hashing: trust.envelope).hex)]]
        ],
        "verificationResult": "PASSED", "verifiedLevels": ["PHIGATE_APPROVED"],
        "phigate": [
          "action": .string(Self.action), "payload": .string(trust.digest.hex),
          "rootThreshold": .integer(Int64(previous.document.rootThreshold)),
          "roots": .array(signers.map { .string($0.keyID) }),
          "humans": .array(trust.signers.sorted().map { .string($0) }),
          "changes": .array(
            document.changes(since: previous.document).map { .string($0) }
          ),
        ],
      ],
    ]
  }
}
