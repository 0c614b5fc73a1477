import DeskPages
import Gate
import Hummingbird
import NIOCore
import Records
import Vocabulary

/// Pages that people look at, and the form by which they decide without scripts.
struct PageService: Sendable {
  /// What pages show, and what a click becomes.
  let service: DeskService

  /// Bytes of a form: 2000 characters, each up to four bytes written as `%XX`, and the rest.
  private static let formBytesMax = 32 << 10

  /// The routes of pages.
  var routes: [Route] {
    [
      Route("GET /", isPage: true, list), Route("GET /requests/{id}", isPage: true, show),
      Route("GET /requests/{id}/evidence", isPage: true, evidence),
      Route("POST /requests/{id}/decision", isPage: true, decide),
      Route("GET /assets/{name}", isPage: true, asset),
    ]
  }

  /// A problem as a page.
  static func page(_ problem: Problem, _ incoming: Incoming?) -> Response {
    let request = incoming?.parameters["id"].flatMap { $0.isUUID ? $0 : nil }
    let notice: DeskPages.Notice =
      switch problem.status {
      case 403: .forged
      case 404: .notFound
      case 405: .wrongMethod
      case 429: .tooMany(seconds: problem.retryAfterSeconds ?? 1)
      case 503: .unavailable
      case 400, 413, 415: .invalid(field: problem.code, request: request)
      case 409, 422:
        problem.code == "attestation_missing"
          ? .invalid(field: "attest", request: request)
          : .refused(
            reasons: problem.reasons.isEmpty ? [problem.code] : problem.reasons,
            request: request
          )
      default: .failed(reference: problem.code)
      }
    var more: [(String, String)] = []
    if let seconds = problem.retryAfterSeconds { more.append(("Retry-After", "\(seconds)")) }
    let page = NoticePage(NoticeModel(notice, viewer: incoming.flatMap(viewer)))
    return Answers.page(page.bytes, status: problem.status, more: more)
  }

  /// Who looks, where it is somebody who signed in.
  private static func viewer(_ incoming: Incoming) -> Viewer? {
    guard case .person(let person)? = incoming.principal else { return nil }
    return Viewer(human: person.human, csrf: person.csrf, signedInUntil: person.until)
  }

  /// Sends a stranger to the sign-in, and back here afterwards.
  private static func toSignIn(_ incoming: Incoming) -> Response {
    let path = "/" + incoming.path.joined(separator: "/")
    let old = incoming.cookie("__Host-phigate-desk") ?? incoming.cookie("phigate-desk")
    return Answers.redirect(
      "/sign-in?to=\(path.queryEncoded)\(old == nil ? "" : "&why=ended")"
    )
  }

  /// `GET /`.
  private func list(_ incoming: Incoming) async throws -> Response {
    guard let viewer = Self.viewer(incoming) else { return Self.toSignIn(incoming) }
    try incoming.allow(["state", "destination", "requester", "cursor"])
    // A menu of the form that is left at `any` is sent empty.
    let wanted = try DeskService.listQuery(incoming.query.filter { !$0.value.isEmpty })
    let page = try await service.reader.list(wanted)
    let counts = try await service.reader.counts()
    let names = try await service.reader.names()
    let states = counts.compactMap { state, count in
      RequestState(rawValue: state.rawValue).map { ($0, count) }
    }
    let model = ListModel(
      viewer: viewer,
      now: service.clock.now(),
      filter: ListFilter(
        state: wanted.state.flatMap { RequestState(rawValue: $0.rawValue) },
        destination: wanted.destination,
        requester: wanted.requester
      ),
      rows: try page.summaries.map { try PageReading($0).row(for: viewer.human) },
      counts: Dictionary(uniqueKeysWithValues: states),
      destinations: names.destinations,
      requesters: names.requesters,
      nextCursor: page.next.map(DeskService.cursor),
      isFirst: wanted.before == nil
    )
    return Answers.page(ListPage(model).bytes)
  }

  /// `GET /requests/{id}`.
  private func show(_ incoming: Incoming) async throws -> Response {
    guard let viewer = Self.viewer(incoming) else { return Self.toSignIn(incoming) }
    try incoming.allow(["done"])
    let id = try service.id(incoming)
    // Before the rest, so that what happens meanwhile is told to the script.
    let newest = try await service.reader.newestEvent(of: id)
    guard let found = try await service.reader.request(id) else { throw Problem.notFound }
    let reading = try PageReading(found.summary)
    let standing = try await service.core.viewerStanding(of: viewer.human, on: id)
    let model = RequestModel(
      viewer: viewer,
      now: service.clock.now(),
      review: found.review,
      state: try reading.state(),
      clauses: try reading.clauses(),
      decisions: try reading.decisions(),
      standing: standing,
      lastEventID: "\(newest)",
      done: Self.done(incoming.query["done"], standing)
    )
    return Answers.page(try RequestPage(model).bytes())
  }

  /// What the viewer just did, if it is so: an address proves nothing.
  private static func done(_ text: String?, _ standing: ViewerStanding) -> DeskPages.Verdict? {
    guard let text, case .hasDecided(let verdict) = standing, verdict.rawValue == text else {
      return nil
    }
    return verdict
  }

  /// `GET /requests/{id}/evidence`.
  private func evidence(_ incoming: Incoming) async throws -> Response {
    guard let viewer = Self.viewer(incoming) else { return Self.toSignIn(incoming) }
    try incoming.allow([])
    let id = try service.id(incoming)
    guard let found = try await service.reader.request(id) else { throw Problem.notFound }
    let reading = try PageReading(found.summary)
    let receipt = try await service.core.receiptFacts(found)
    let rows = try await service.reader.rows(of: id)
    let note = try await service.reader.checkpoint()
    let model = EvidenceModel(
      viewer: viewer,
      review: found.review,
      state: try reading.state(),
      decisions: try reading.decisions(),
      receipt: receipt,
      log: rows.map(PageReading.entry),
      checkpoint: note.map { String(decoding: $0, as: UTF8.self) }
    )
    return Answers.page(try RequestEvidencePage(model).bytes())
  }

  /// `POST /requests/{id}/decision`: a click, attested by the desk.
  private func decide(_ incoming: Incoming) async throws -> Response {
    let fields = try await Self.fields(incoming)
    guard case .person(let person)? = incoming.principal else { return Self.toSignIn(incoming) }
    try service.authenticator.checkOrigin(incoming, field: fields["csrf"] ?? "")
    let id = try service.id(incoming)
    let comment = (fields["comment"] ?? "").replacing("\r\n", with: "\n")
    guard let verdict = Decision.Verdict(rawValue: fields["decision"] ?? ""), verdict != .revoke
    else { return Self.invalid("decision", id, incoming) }
    guard 1...DeskService.commentCharactersMax ~= comment.unicodeScalars.count,
      comment.contains(where: { !$0.isWhitespace })
    else { return Self.invalid("comment", id, incoming) }
    guard fields["attest"] == nil || fields["attest"] == Decision.noActualKnowledge else {
      return Self.invalid("attest", id, incoming)
    }
    var shown = JSONObject([])
    for (name, value) in fields where name != "csrf" { shown[name] = .string(value) }
    var click = service.webClick(
      verdict,
      person,
      comment: comment,
      attests: fields["attest"] != nil,
      body: .object(shown)
    )
    if let view = fields["view"] {
      guard let digest = Digest256(hex: view) else { return Self.invalid("view", id, incoming) }
      click.view = digest
    }
    _ = try await service.core.decide(click, on: id)
    return Answers.redirect("/requests/\(id)?done=\(verdict.rawValue)")
  }

  /// A form with a field that cannot be used.
  private static func invalid(_ field: String, _ id: String, _ incoming: Incoming) -> Response {
    let notice = NoticeModel(.invalid(field: field, request: id), viewer: viewer(incoming))
    let page = NoticePage(notice)
    return Answers.page(page.bytes, status: page.status)
  }

  /// The fields of a form, each once.
  /// - Throws: 415, 413, 400.
  static func fields(_ incoming: Incoming) async throws -> [String: String] {
    guard incoming.mediaType == "application/x-www-form-urlencoded" else {
      throw Problem(415, "media_type", "the body must be a form")
    }
    let body = try await incoming.body(bytesMax: formBytesMax)
    guard let text = String(validating: body, as: UTF8.self) else {
      throw Problem(400, "form_invalid", "the form is not UTF-8")
    }
    return try Incoming.form(text[...], what: "form", bytesMax: formBytesMax)
  }

  /// `GET /assets/{name}`.
  private func asset(_ incoming: Incoming) async throws -> Response {
    guard let asset = incoming.parameters["name"].flatMap(Asset.named) else {
      throw Problem.notFound
    }
    var response = Answers.bytes(asset.bytes, type: asset.contentType)
    response.headers[.cacheControl] = SecurityHeaders.assetCaching.value
    return response
  }
}
