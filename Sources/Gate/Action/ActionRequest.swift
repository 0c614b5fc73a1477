package import Records
package import Vocabulary

/// What somebody asks to be run, and what people need to decide on it elsewhere.
package struct ActionRequest: Sendable, Hashable {
  /// The value of `_type`.
  package static let type = "phigate.action-request/v1"

  /// A random UUID, version 4.
  package var id: String
  /// When it was asked.
  package var createdAt: Timestamp
  /// First moment at which it has to be asked anew.
  package var expiresAt: Timestamp
  /// The gate's name.
  package var origin: String
  /// The gate's key.
  package var gateKeyID: String
  /// Who asked, a human or a service account.
  package var principal: String
  /// All humans who count as requester, at least one.
  package var humans: [String]
  /// The action of the trust document.
  package var action: String
  /// SHA-256 of action.json.
  package var actionDigest: Digest256
  /// What for.
  package var purpose: String
  /// The ticket it belongs to.
  package var ticket: String?
  /// SHA-256 of the trust document's payload.
  package var policy: Digest256
  /// The trust document's version.
  package var trustVersion: Int64
  /// Whether one user plays all parts.
  package var isSingleUser: Bool
  /// Seconds for which a token may be valid at most.
  package var tokenLifetimeSecondsMax: Int64
  /// Any of these lists, all clauses of it.
  package var clauses: [[ReleaseRequest.Clause]]

  /// The bytes of request.json: canonical JSON and a line end.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) + [0x0A] }
  /// SHA-256 of request.json.
  package var digest: Digest256 { Digest256(hashing: encoded) }
  /// Where the policy is known under.
  package var policyURI: String { "urn:phigate:trust:\(origin):\(trustVersion)" }

  /// The request as JSON.
  package var json: JSONValue {
    [
      "_type": .string(Self.type), "id": .string(id), "createdAt": .string(createdAt.description),
      "expiresAt": .string(expiresAt.description),
      "gate": ["origin": .string(origin), "keyid": .string(gateKeyID)],
      "requester": [
        "principal": .string(principal), "humans": .array(humans.map { .string($0) }),
      ],
      "action": ["id": .string(action), "digest": ["sha256": .string(actionDigest.hex)]],
      "purpose": ["text": .string(purpose), "ticket": ticket.map { .string($0) } ?? .null],
      "policy": ["digest": ["sha256": .string(policy.hex)], "version": .integer(trustVersion)],
      "singleUser": .bool(isSingleUser),
      "tokenLifetimeSecondsMax": .integer(tokenLifetimeSecondsMax),
      "approvals": .array(clauses.map { .array($0.map(\.json)) }),
    ]
  }
}

extension ActionRequest {
  /// Reads request.json; it must be in canonical form.
  /// - Throws: `request_mismatch`.
  package init(reading encoded: [UInt8]) throws(Failure) {
    self = try StatementReading.request(encoded) { (value) throws(RecordFault) in
      try Self(value)
    }
  }

  /// Reads the JSON form.
  private init(_ value: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(value)
    try fields.constant("_type", Self.type)
    id = try fields.string("id")
    guard id.isUUID else { throw fields.fault(.wrongValue, "id") }
    createdAt = try fields.timestamp("createdAt")
    expiresAt = try fields.timestamp("expiresAt")
    var gate = try fields.object("gate")
    origin = try gate.identifier("origin")
    gateKeyID = try gate.digest("keyid").hex
    try gate.finish()
    var requester = try fields.object("requester")
    principal = try requester.identifier("principal")
    humans = try requester.identifiers("humans")
    guard !humans.isEmpty else { throw requester.fault(.wrongValue, "humans") }
    try requester.finish()
    var command = try fields.object("action")
    action = try command.identifier("id")
    actionDigest = try command.wrappedDigest("digest")
    try command.finish()
    var purposeFields = try fields.object("purpose")
    purpose = try purposeFields.string("text")
    ticket = try purposeFields.optionalString("ticket")
    try purposeFields.finish()
    var policyFields = try fields.object("policy")
    policy = try policyFields.wrappedDigest("digest")
    trustVersion = try policyFields.integer("version")
    try policyFields.finish()
    isSingleUser = try fields.bool("singleUser")
    tokenLifetimeSecondsMax = try fields.integer("tokenLifetimeSecondsMax")
    clauses = try fields.array("approvals")
      .mapping { (list) throws(RecordFault) in
        guard case .array(let values) = list else {
          throw RecordFault(.wrongType, field: "approvals")
        }
        return try values.mapping { (each) throws(RecordFault) in
          try ReleaseRequest.Clause(try JSONFields(each, at: "approvals"))
        }
      }
    try fields.finish()
  }
}

/// The document that a person decides on: the request and the whole command.
package struct ActionReview: Sendable, Hashable {
  /// The request.
  package let request: ActionRequest
  /// The command.
  package let action: ActionDocument

  /// Holds a request against the command that it must name.
  /// - Throws: `action_mismatch`.
  package init(action: ActionDocument, request: ActionRequest) throws(Failure) {
    guard action.digest == request.actionDigest, action.action == request.action else {
      throw .refusal(.actionMismatch, "action.json is not the request's")
    }
    self.request = request
    self.action = action
  }

  /// The document as JSON.
  package var json: JSONValue {
    [
      "type": "action-review", "version": 1, "request": request.json,
      "requestDigest": .string(request.digest.hex), "action": action.json,
      "actionDigest": .string(action.digest.hex),
    ]
  }

  /// The document's bytes in canonical form, without a line end.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) }
  /// SHA-256 of the document: `reviewed.viewDigest` of a token.
  package var digest: Digest256 { Digest256(hashing: encoded) }
}

extension StageFolder {
  /// Whether the folder is of a command, not of a bundle.
  package borrowing func isAction() throws(Failure) -> Bool {
    try read(ActionDocument.fileName, bytesMax: ActionDocument.bytesMax) != nil
  }

  /// The review of the command in the folder, as it stands there.
  /// - Throws: `request_missing`, `request_mismatch`, `action_mismatch`.
  package borrowing func actionReview() throws(Failure) -> ActionReview {
    guard let action = try read(ActionDocument.fileName, bytesMax: ActionDocument.bytesMax),
      let request = try read("request.json", bytesMax: Self.requestBytesMax)
    else {
      throw .refusal(
        .requestMissing,
        "no action.json or request.json",
        path: path,
        next: "ask for it: phigate run --action NAME --ask DIR --purpose TEXT -- COMMAND"
      )
    }
    return try ActionReview(
      action: try ActionDocument(reading: action),
      request: try ActionRequest(reading: request)
    )
  }
}
