import Gate
import Hummingbird
import NIOCore
import Records
import Vocabulary

// Operations by which people decide.
extension DeskService {
  /// `GET /v1/requests/{id}/statement`: what a key may sign, as bytes.
  func statement(_ incoming: Incoming) async throws -> Response {
    let person = try person(incoming)
    try incoming.allow(["decision", "keyid", "group", "comment", "revokes"])
    let id = try id(incoming)
    guard let text = incoming.query["decision"], let verdict = Decision.Verdict(rawValue: text)
    else { throw Problem(400, "query_invalid", "decision is approve, deny or revoke") }
    guard let keyID = incoming.query["keyid"], Digest256(hex: keyID) != nil else {
      throw Problem(400, "query_invalid", "keyid is 64 hexadecimal digits")
    }
    let group = incoming.query["group"]
    guard group?.isIdentifier ?? true else {
      throw Problem(400, "query_invalid", "group is no id")
    }
    let comment = incoming.query["comment"] ?? ""
    guard comment.unicodeScalars.count <= Self.commentCharactersMax else {
      throw Problem(400, "query_invalid", "a comment has at most 2000 characters")
    }
    var revokes: Digest256?
    if let text = incoming.query["revokes"] {
      guard let digest = Digest256(hex: text) else {
        throw Problem(400, "query_invalid", "revokes is 64 hexadecimal digits")
      }
      revokes = digest
    }
    let payload = try await core.statement(
      verdict,
      on: id,
      by: person,
      keyID: keyID,
      group: group,
      comment: comment,
      revokes: revokes
    )
    return Answers.bytes(payload, type: DSSE.inTotoType)
  }

  /// Characters of a comment.
  static let commentCharactersMax = 2000

  /// `POST /v1/requests/{id}/decisions`: an envelope, or a click of somebody who has signed in.
  func decide(_ incoming: Incoming) async throws -> Response {
    try await take(incoming, wanting: [.approve, .deny])
  }

  /// `POST /v1/requests/{id}/revocation`.
  func revoke(_ incoming: Incoming) async throws -> Response {
    try await take(incoming, wanting: [.revoke])
  }

  /// Takes a decision, whichever form it has.
  private func take(
    _ incoming: Incoming,
    wanting verdicts: Set<Decision.Verdict>
  ) async throws -> Response {
    let person = try person(incoming)
    try authenticator.checkOrigin(incoming)
    try incoming.allow([])
    let id = try id(incoming)
    guard incoming.mediaType == Answers.jsonType || incoming.mediaType == DSSE.envelopeType else {
      throw Problem(415, "media_type", "the body must be application/json")
    }
    let body = try await incoming.body(bytesMax: Self.decisionBytesMax)
    let value: JSONValue
    do throws(RecordFault) {
      value = try StrictJSON.parse(body.span, limits: .envelope)
    } catch {
      throw Problem(400, "body_invalid", "the body is not strict JSON: \(error)")
    }
    let decided: Decided
    if value["payloadType"] != nil {
      decided = try await core.decide(body, on: id, by: person, wanting: verdicts)
    } else {
      let click = try click(value, person, verdicts)
      decided = try await core.decide(click, on: id)
    }
    return Answers.json(
      [
        "request": .string(id), "decision": .string(decided.verdict.rawValue),
        "envelope": .string(decided.envelope.hex), "state": .string(decided.state.rawValue),
        "replayed": .bool(decided.isReplayed),
      ],
      status: decided.isReplayed ? 200 : 201
    )
  }

  /// A click as JSON: `{"decision": …, "comment": …, "attest": …, "viewDigest": …}`.
  /// - Throws: 400.
  private func click(
    _ value: JSONValue,
    _ person: Person,
    _ verdicts: Set<Decision.Verdict>
  ) throws -> Click {
    do throws(RecordFault) {
      var fields = try JSONFields(value)
      let isRevocation = verdicts == [.revoke]
      let text = isRevocation ? "revoke" : try fields.string("decision")
      guard let verdict = Decision.Verdict(rawValue: text), verdicts.contains(verdict) else {
        throw fields.fault(.wrongValue, "decision")
      }
      let comment = try fields.string("comment")
      let attests = isRevocation ? false : try fields.optionalBool("attest") ?? false
      let view = isRevocation ? nil : try fields.optionalDigest("viewDigest")
      let revokes = isRevocation ? try fields.optionalDigest("envelope") : nil
      try fields.finish()
      guard 1...Self.commentCharactersMax ~= comment.unicodeScalars.count else {
        throw fields.fault(.wrongValue, "comment")
      }
      var click = webClick(verdict, person, comment: comment, attests: attests, body: value)
      click.view = view
      click.revokes = revokes
      return click
    } catch {
      throw Problem(400, "body_invalid", "the body is no decision: \(error)")
    }
  }

  /// A click on the web, with its evidence: what came, from whose sign-in, when.
  func webClick(
    _ verdict: Decision.Verdict,
    _ person: Person,
    comment: String,
    attests: Bool,
    body: JSONValue
  ) -> Click {
    let now = clock.now()
    let message = Randomness.uuid()
    let evidence = CanonicalJSON.bytes([
      "_type": "phigate.click/v1", "message": .string(message), "body": body,
      "decision": .string(verdict.rawValue), "human": .string(person.human),
      "account": .string(person.account), "signedInAt": .string(person.since.description),
      "receivedAt": .string(now.description),
    ])
    return Click(
      verdict: verdict,
      human: person.human,
      kind: "web",
      userID: TrustDocument.Channel.accountName(person.account),
      messageID: message,
      receivedAt: now,
      verifier: "desk-sign-in",
      evidence: evidence,
      comment: comment,
      attests: attests
    )
  }

  /// `PUT /v1/requests/{id}/receipt`: the gate's receipt, by which a request is released.
  func receipt(_ incoming: Incoming) async throws -> Response {
    let principal = try principal(incoming, may: .submit)
    try incoming.allow([])
    let id = try id(incoming)
    guard incoming.mediaType == Answers.jsonType || incoming.mediaType == DSSE.envelopeType else {
      throw Problem(415, "media_type", "the body must be application/json")
    }
    let body = try await incoming.body(bytesMax: Self.decisionBytesMax)
    let state = try await core.receive(receipt: body, for: id, by: principal)
    return Answers.json(["request": .string(id), "state": .string(state.rawValue)])
  }
}

extension DSSE {
  /// The media type of an envelope.
  static let envelopeType = "application/vnd.dsse.envelope.v1+json"
}
