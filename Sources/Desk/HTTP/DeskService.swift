import AuditLog
import DeskChannels
import Gate
import Hummingbird
import NIOCore
import Records
import Vocabulary

/// The operations of the API.
struct DeskService: Sendable {
  /// What the configuration says.
  let settings: DeskSettings
  /// Changes things.
  let core: DeskCore
  /// Reads things.
  let reader: DeskReader
  /// Who asks.
  let authenticator: Authenticator
  /// Slack, Teams and others; nil without any.
  let channels: Channels?
  /// Counts.
  let metrics: DeskMetrics
  /// Where the time comes from.
  let clock: WallClock

  /// Bytes of the body of a decision: an envelope, or a click with its comment.
  static let decisionBytesMax = TokenLimits.envelopeBytesMax

  /// The operations of the API, each with what answers it.
  private static let table: [(String, @Sendable (DeskService, Incoming) async throws -> Response)] =
    [
      ("POST /v1/requests", { try await $0.submit($1) }),
      ("GET /v1/requests", { try await $0.list($1) }),
      ("GET /v1/requests/{id}", { try await $0.show($1) }),
      ("GET /v1/requests/{id}/review", { try await $0.review($1) }),
      ("GET /v1/requests/{id}/statement", { try await $0.statement($1) }),
      ("POST /v1/requests/{id}/decisions", { try await $0.decide($1) }),
      ("POST /v1/requests/{id}/revocation", { try await $0.revoke($1) }),
      ("GET /v1/requests/{id}/tokens", { try await $0.tokens($1) }),
      ("PUT /v1/requests/{id}/receipt", { try await $0.receipt($1) }),
      ("GET /v1/requests/{id}/events", { try await $0.events($1) }),
      ("GET /v1/events", { try await $0.events($1) }),
      ("GET /v1/log/checkpoint", { try await $0.checkpoint($1) }),
      ("GET /v1/log/proof/{seq}", { try await $0.proof($1) }),
      ("GET /v1/log/consistency", { try await $0.consistency($1) }),
      ("GET /openapi.json", { try $0.openAPI($1) }), ("GET /healthz", { try $0.health($1) }),
      ("GET /readyz", { try await $0.ready($1) }),
      ("GET /metrics", { try await $0.showMetrics($1) }),
    ]

  /// Method and pattern of each.
  static let operations = table.map(\.0)

  /// The routes of the API.
  var routes: [Route] {
    Self.table.map { text, answer in Route(text) { try await answer(self, $0) } }
  }

  /// Who asks, where they may do this.
  /// - Throws: 401, 403.
  func principal(_ incoming: Incoming, may scope: Scope) throws(Problem) -> Principal {
    guard let principal = incoming.principal else { throw .unauthorized }
    guard principal.may(scope) else {
      // What only programs may do needs a token, which a browser has not.
      if case .person = principal { throw .unauthorized }
      throw Problem(403, "scope_missing", "this needs the scope \(scope.rawValue)")
    }
    return principal
  }

  /// The person who asks, here and now: nobody and nothing else decides.
  /// - Throws: 401, 403.
  func person(_ incoming: Incoming) throws(Problem) -> Person {
    guard let principal = incoming.principal else { throw .unauthorized }
    guard case .person(let person) = principal else {
      throw Problem(
        403,
        "human_required",
        "only somebody who has signed in decides",
        detail: "programs submit and read; people decide on the page, in Slack or with a key"
      )
    }
    return person
  }

  /// The id of the address.
  /// - Throws: 404 where it cannot be one.
  func id(_ incoming: Incoming) throws(Problem) -> String {
    guard let id = incoming.parameters["id"], id.isUUID else { throw .notFound }
    return id
  }

  /// `POST /v1/requests`.
  private func submit(_ incoming: Incoming) async throws -> Response {
    let principal = try principal(incoming, may: .submit)
    try incoming.allow([])
    guard let key = incoming.header("Idempotency-Key"), 1...255 ~= key.utf8.count,
      key.utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
    else {
      throw Problem(
        400,
        "idempotency_key_missing",
        "Idempotency-Key must be 1 to 255 printable characters of ASCII"
      )
    }
    guard incoming.mediaType == "application/x-ndjson" else {
      throw Problem(415, "media_type", "the body must be application/x-ndjson")
    }
    let submission = try Submission(
      body: try await incoming.body(bytesMax: settings.limits.bodyBytesMax)
    )
    let submitted = try await core.submit(submission, key: key, by: principal)
    guard let found = try await reader.summary(submitted.id) else { throw Problem.notFound }
    return Answers.bytes(
      found.bytes,
      type: Answers.jsonType,
      status: submitted.isReplayed ? 200 : 201,
      more: [
        ("Location", "/v1/requests/\(submitted.id)"),
        ("Idempotent-Replayed", submitted.isReplayed ? "true" : "false"),
      ]
    )
  }

  /// `GET /v1/requests`.
  private func list(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow(["state", "destination", "requester", "cursor", "limit"])
    let page = try await reader.list(try Self.listQuery(incoming.query))
    var bytes = Array("{\"next\":".utf8)
    bytes += CanonicalJSON.bytes(page.next.map { .string(Self.cursor($0)) } ?? .null)
    bytes += Array(",\"requests\":[".utf8)
    bytes += page.summaries.joined(separator: [UInt8(ascii: ",")])
    bytes += Array("]}".utf8)
    let etag = "\"\(Digest256(hashing: bytes).hex.prefix(32))\""
    guard !incoming.has(etag) else { return Answers.notModified(etag) }
    return Answers.bytes(bytes, type: Answers.jsonType, etag: etag)
  }

  /// The filters and the page that a query names.
  /// - Throws: 400.
  static func listQuery(_ query: [String: String]) throws(Problem) -> ListQuery {
    var wanted = ListQuery()
    if let text = query["state"] {
      guard let state = DeskState(rawValue: text) else {
        throw Problem(400, "query_invalid", "state is open, approved, denied, expired or released")
      }
      wanted.state = state
    }
    for (name, path) in [
      ("destination", \ListQuery.destination), ("requester", \ListQuery.requester),
    ] {
      guard let text = query[name] else { continue }
      guard text.isIdentifier else { throw Problem(400, "query_invalid", "\(name) is no id") }
      wanted[keyPath: path] = text
    }
    if let text = query["limit"] {
      guard let limit = Int64(text), 1...ListQuery.limitMax ~= limit, "\(limit)" == text else {
        throw Problem(400, "query_invalid", "limit is 1 to \(ListQuery.limitMax)")
      }
      wanted.limit = limit
    }
    if let text = query["cursor"] {
      guard let place = Int64(text), place > 0, "\(place)" == text else {
        throw Problem(400, "query_invalid", "cursor is not one of this list")
      }
      wanted.before = place
    }
    return wanted
  }

  /// A place in the list as clients pass it on.
  static func cursor(_ place: Int64) -> String { "\(place)" }

  /// `GET /v1/requests/{id}`.
  private func show(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow([])
    guard let found = try await reader.summary(try id(incoming)) else { throw Problem.notFound }
    let etag = "\"\(found.version)\""
    guard !incoming.has(etag) else { return Answers.notModified(etag) }
    return Answers.bytes(found.bytes, type: Answers.jsonType, etag: etag)
  }

  /// `GET /v1/requests/{id}/review`.
  private func review(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow([])
    guard let found = try await reader.request(try id(incoming)) else { throw Problem.notFound }
    let etag = "\"\(found.view.hex)\""
    guard !incoming.has(etag) else { return Answers.notModified(etag) }
    return Answers.bytes(found.review, type: Answers.jsonType, etag: etag)
  }

  /// `GET /v1/requests/{id}/tokens`.
  private func tokens(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow([])
    let id = try id(incoming)
    guard let found = try await reader.tokens(id), let summary = try await reader.summary(id) else {
      throw Problem.notFound
    }
    let counted = Self.counted(summary.bytes)
    return Answers.json([
      "request": .string(id),
      "tokens": .array(
        found.map { token in
          let digest = Digest256(hashing: token.envelope).hex
          return [
            "decision": .string(token.verdict), "sha256": .string(digest),
            "counts": .bool(counted.contains(digest)),
            "envelope": .string(Base64.encode(token.envelope)),
          ]
        }
      ),
    ])
  }

  /// Envelopes that count, by the API's own account.
  private static func counted(_ summary: [UInt8]) -> Set<String> {
    guard let value = try? StrictJSON.parse(summary.span, limits: .document),
      case .array(let decisions)? = value["decisions"]
    else { return [] }
    var counted: Set<String> = []
    for decision in decisions where decision["counts"] == .bool(true) {
      if case .string(let digest)? = decision["envelope"] { counted.insert(digest) }
    }
    return counted
  }

  /// `GET /v1/requests/{id}/events` and `GET /v1/events`.
  private func events(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow(["after"])
    var request: String?
    if incoming.parameters["id"] != nil {
      let id = try id(incoming)
      guard try await reader.summary(id) != nil else { throw Problem.notFound }
      request = id
    }
    var after: Int64?
    if let text = incoming.header("Last-Event-ID") ?? incoming.query["after"] {
      guard let number = Int64(text), number >= 0, "\(number)" == text else {
        throw Problem(400, "event_id_invalid", "an event's id is a number")
      }
      after = number
    }
    return try await EventStream(hub: core.hub, reader: reader).response(after: after, of: request)
  }

  /// `GET /v1/log/checkpoint`.
  private func checkpoint(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow([])
    guard let note = try await reader.checkpoint() else { throw Problem.notFound }
    return Answers.bytes(note, type: "text/plain; charset=utf-8")
  }

  /// `GET /v1/log/proof/{seq}`.
  private func proof(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow([])
    guard let text = incoming.parameters["seq"], let seq = Int64(text), "\(seq)" == text,
      let found = try await reader.proof(of: seq)
    else { throw Problem.notFound }
    return Answers.json([
      "seq": .integer(seq), "row": .string(String(decoding: found.row, as: UTF8.self)),
      "proof": .string(String(decoding: found.proof, as: UTF8.self)),
    ])
  }

  /// `GET /v1/log/consistency`.
  private func consistency(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .read)
    try incoming.allow(["from", "to"])
    var sizes: [Int64] = []
    for name in ["from", "to"] {
      guard let text = incoming.query[name], let size = Int64(text), size >= 0, "\(size)" == text
      else { throw Problem(400, "query_invalid", "\(name) is a number of rows") }
      sizes.append(size)
    }
    guard let proof = try await reader.consistency(from: sizes[0], to: sizes[1]) else {
      throw Problem(404, "not_found", "the log has no such sizes, or from is above to")
    }
    return Answers.bytes(Array(proof.text.utf8), type: "text/plain; charset=utf-8")
  }

  /// `GET /openapi.json`.
  private func openAPI(_ incoming: Incoming) throws -> Response {
    Answers.bytes(OpenAPI.document, type: Answers.jsonType)
  }

  /// `GET /healthz`: the process answers.
  private func health(_ incoming: Incoming) throws -> Response {
    Answers.json(["status": "ok"])
  }

  /// `GET /readyz`: the database and the trust document answer, too.
  private func ready(_ incoming: Incoming) async throws -> Response {
    guard await reader.isAlive(), await core.isTrusting() else {
      throw Problem(503, "not_ready", "the desk cannot take decisions now")
    }
    return Answers.json(["status": "ok"])
  }

  /// `GET /metrics`.
  private func showMetrics(_ incoming: Incoming) async throws -> Response {
    _ = try principal(incoming, may: .metrics)
    var gauges: [(name: String, help: String, value: Int64)] = [
      ("phigate_desk_followers", "Clients that follow events.", Int64(core.hub.count)),
      ("process_resident_memory_bytes", "Resident memory in bytes.", ProcessFacts.residentBytes),
    ]
    let counts = try await reader.counts()
    for state in DeskState.allCases {
      gauges.append(
        (
          "phigate_desk_requests_\(state.rawValue)", "Requests that are \(state.rawValue).",
          counts[state] ?? 0
        )
      )
    }
    if let told = try await channels?.counts() {
      gauges += [
        (
          "phigate_desk_deliveries_waiting", "Messages of channels that wait.",
          Int64(told.waiting.values.reduce(0, +))
        ),
        (
          "phigate_desk_deliveries_dead", "Messages of channels that were given up.",
          Int64(told.dead.values.reduce(0, +))
        ),
      ]
    }
    return Answers.bytes(
      Array(metrics.text(gauges: gauges).utf8),
      type: "text/plain; version=0.0.4; charset=utf-8"
    )
  }
}

extension DeskCore {
  /// Whether the trust document in force holds now.
  func isTrusting() -> Bool { clock.now() < trust.document.expires }
}
