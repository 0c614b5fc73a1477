import Files
import Gate
import Records
import TestTools
import Testing
import Vocabulary

@testable import Desk

#if canImport(Glibc)
import Glibc
#endif

/// The API of a running desk.
@Suite(.serialized) struct APITests {
  /// A desk with one request.
  private func begin(more: String = "") async throws -> (RunningDesk, DeskStage, DeskClient) {
    let desk = try RunningDesk(try DeskWorld(), more: more)
    // The trust version that knows the channel has to be in force.
    let stage = try DeskStage(desk.world)
    let client = try await desk.client([.submit, .read])
    let answer = try await desk.submit(stage, client)
    #expect(answer.status == 201)
    return (desk, stage, client)
  }

  /// Row 48: whoever is no human with a sign-in of their own decides nothing.
  @Test("48: a program decides")
  func programsDecideNothing() async throws {
    let (desk, stage, client) = try await begin()
    let path = "/v1/requests/\(stage.request.id)"
    let json = [("Content-Type", "application/json")]
    for body in [RunningDesk.click("approve"), try stage.signed("s.lind")] {
      for place in ["decisions", "revocation"] {
        let refused = try await client.ask("POST", "\(path)/\(place)", headers: json, body: body)
        #expect(refused.status == 403 && refused.problem == "human_required")
      }
      let anonymous = try await desk.stranger()
        .ask("POST", "\(path)/decisions", headers: json, body: body)
      #expect(anonymous.status == 401)
    }
    let tokens = try await client.ask("GET", "\(path)/tokens")
    #expect(tokens["tokens"] == .array([]))
    let human = try await desk.stranger()
      .ask(
        "POST",
        "\(path)/decisions",
        headers: try await desk.browser("clicks"),
        body: RunningDesk.click("approve")
      )
    #expect(human.status == 201 && human["state"] == "open")
  }

  /// Row 48 on a socket: the kernel says who it is, and a user of the machine is no sign-in.
  @Test("48: a user of the machine decides")
  func peersSubmitAndReadAndDecideNothing() async throws {
    let world = try DeskWorld(
      listening: .socket(
        path: "/tmp/phigate-desk-\(getpid())-\(UInt16.random(in: 0 ... .max)).sock"
      )
    )
    try world.amend { draft in
      draft.document.serviceAccounts[0].aliases.append("unix:\(getuid())")
      draft.document.humans.removeAll { $0.aliases == ["unix:\(getuid())"] }
    }
    let desk = try RunningDesk(world)
    let stage = try DeskStage(world)
    let peer = try desk.stranger()
    #expect(try await desk.submit(stage, peer).status == 201)
    let path = "/v1/requests/\(stage.request.id)"
    #expect(try await peer.ask("GET", path).status == 200)
    let refused = try await peer.ask(
      "POST",
      "\(path)/decisions",
      headers: [("Content-Type", "application/json")],
      body: try stage.signed("s.lind")
    )
    #expect(refused.status == 403 && refused.problem == "human_required")
    // A user whom the trust document does not name is nobody.
    try world.amend { $0.document.serviceAccounts[0].aliases.removeLast() }
    for _ in 0..<100 {
      if try await peer.ask("GET", path).status == 401 { return }
      usleep(100_000)
    }
    Issue.record("a stranger is still answered")
  }

  @Test func formsOfOtherSitesDecideNothing() async throws {
    let (desk, stage, _) = try await begin()
    let path = "/v1/requests/\(stage.request.id)/decisions"
    let browser = try await desk.browser("clicks")
    let stranger = try desk.stranger()
    let without = browser.filter { $0.0 != "X-CSRF-Token" }
    for headers in [
      without, without + [("X-CSRF-Token", "AAAA")],
      browser + [("Origin", "https://elsewhere.example.org")],
    ] {
      let refused = try await stranger.ask(
        "POST",
        path,
        headers: headers,
        body: RunningDesk.click("deny")
      )
      #expect(refused.status == 403 && refused.problem == "csrf")
    }
    let taken = try await stranger.ask(
      "POST",
      path,
      headers: browser + [("Origin", desk.world.settings.url)],
      body: RunningDesk.click("deny")
    )
    #expect(taken.status == 201 && taken["state"] == "denied")
  }

  @Test func scopesAndRevokedTokensAreKept() async throws {
    let (desk, stage, client) = try await begin()
    let path = "/v1/requests/\(stage.request.id)"
    let reader = try await desk.client([.read])
    let submit = try await desk.submit(stage, reader)
    #expect(submit.status == 403 && submit.problem == "scope_missing")
    #expect(try await reader.ask("GET", path).status == 200)
    #expect(try await reader.ask("GET", "/metrics").status == 403)
    let monitor = try await desk.client([.metrics])
    let metrics = try await monitor.ask("GET", "/metrics")
    #expect(String(decoding: metrics.body, as: UTF8.self).contains("phigate_desk_requests_open 1"))
    #expect(try await monitor.ask("GET", path).status == 403)
    let core = try await desk.world.core()
    for token in try await core.bearers() { try await core.revokeBearer(token.id, by: "test") }
    #expect(try await client.ask("GET", path).status == 401)
  }

  @Test func answersNameWhatIsWrong() async throws {
    let (desk, stage, client) = try await begin(more: "limits:\n  bodyBytes: 1 MiB")
    let id = stage.request.id
    let cases: [(String, String, Int, String)] = [
      ("GET", "/v1/requests/\(id)x", 404, "not_found"),
      ("GET", "/v1/requests/00000000-0000-0000-0000-000000000000", 404, "not_found"),
      ("GET", "/v1/nothing", 404, "not_found"),
      ("DELETE", "/v1/requests/\(id)", 405, "method_not_allowed"),
      ("GET", "/v1/requests?state=lost", 400, "query_invalid"),
      ("GET", "/v1/requests?limit=0", 400, "query_invalid"),
      ("GET", "/v1/requests?limit=01", 400, "query_invalid"),
      ("GET", "/v1/requests?cursor=%00", 400, "address_invalid"),
      ("GET", "/v1/requests?cursor=AAAA", 400, "query_invalid"),
      ("GET", "/v1/requests?other=1", 400, "query_invalid"),
      ("GET", "/v1/requests?state=open&state=open", 400, "query_invalid"),
      ("GET", "/v1/events?after=-1", 400, "event_id_invalid"),
      ("GET", "/v1/log/proof/1000000", 404, "not_found"),
      ("GET", "/v1/log/consistency?from=3", 400, "query_invalid"),
    ]
    for (method, path, status, code) in cases {
      let answer = try await client.ask(method, path)
      // A list's query problem and one of its encoding are both 400.
      #expect(answer.status == status, "\(method) \(path)")
      #expect(answer.problem == code || status == 400, "\(method) \(path) \(answer.problem ?? "")")
    }
    let key = ("Idempotency-Key", "other")
    let type = ("Content-Type", "application/x-ndjson")
    let large = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
    for (headers, body, status) in [
      ([type], try stage.body, 400), ([key], try stage.body, 415), ([key, type], large, 413),
      ([key, type], Array("{}\n".utf8), 422), ([key, type], [], 422),
    ] {
      let answer = try await client.ask("POST", "/v1/requests", headers: headers, body: body)
      #expect(answer.status == status)
    }
    #expect(!desk.log.contains("cohort"))
  }

  @Test func unchangedIsNotSentAgain() async throws {
    let (desk, stage, client) = try await begin()
    for path in [
      "/v1/requests", "/v1/requests/\(stage.request.id)",
      "/v1/requests/\(stage.request.id)/review",
    ] {
      let first = try await client.ask("GET", path)
      let etag = try #require(first.etag)
      let again = try await client.ask("GET", path, headers: [("If-None-Match", etag)])
      #expect(again.status == 304 && again.body.isEmpty)
      let other = try await client.ask("GET", path, headers: [("If-None-Match", "\"0\"")])
      #expect(other.status == 200 && other.body == first.body)
    }
    _ = try await desk.stranger()
      .ask(
        "POST",
        "/v1/requests/\(stage.request.id)/decisions",
        headers: try await desk.browser("clicks"),
        body: RunningDesk.click("approve")
      )
    let changed = try await client.ask(
      "GET",
      "/v1/requests/\(stage.request.id)",
      headers: [("If-None-Match", "\"1\"")]
    )
    #expect(changed.status == 200 && changed.etag == "\"2\"")
  }

  /// Row 30: what people read at the desk is the document that the token names.
  @Test("30: another review")
  func reviewIsTheDocumentThatTheTokenNames() async throws {
    let (desk, stage, client) = try await begin()
    let id = stage.request.id
    let review = try await client.ask("GET", "/v1/requests/\(id)/review")
    #expect(review.body == (try stage.review()))
    let browser = try await desk.browser("clicks")
    let stranger = try desk.stranger()
    let other = Digest256(hashing: review.body + [0x20]).hex
    let seen = Digest256(hashing: review.body).hex
    for (digest, status) in [(other, 409), (seen, 201)] {
      let body = CanonicalJSON.bytes([
        "decision": "approve", "comment": "looked", "attest": true, "viewDigest": .string(digest),
      ])
      let answer = try await stranger.ask(
        "POST",
        "/v1/requests/\(id)/decisions",
        headers: browser,
        body: body
      )
      #expect(answer.status == status)
      if status == 409 { #expect(answer.problem == "view_mismatch") }
    }
  }

  @Test func tooManyRequestsAreHeldBack() async throws {
    let (desk, stage, client) = try await begin(more: "limits:\n  requestsASecond: 1\n  burst: 5")
    var held: DeskClient.Answer?
    for _ in 0..<12 {
      let answer = try await client.ask("GET", "/v1/requests/\(stage.request.id)")
      if answer.status == 429 { held = answer }
    }
    #expect(held?.problem == "too_many_requests")
    #expect((held?.retryAfterSeconds ?? 0) >= 1)
    #expect(try await desk.stranger().ask("GET", "/healthz").status == 200)
  }

  @Test func stopsInPeaceAndGoesOnWithoutLoss() async throws {
    let (desk, stage, _) = try await begin()
    #expect(try await desk.stranger().ask("GET", "/readyz").status == 200)
    #expect(desk.stop() == 0)
    try desk.start()
    let client = try await desk.client([.read])
    let answer = try await client.ask("GET", "/v1/requests/\(stage.request.id)")
    #expect(answer["state"] == "open")
  }

  @Test func secondDeskOnTheSameStateIsRefused() async throws {
    let (desk, _, _) = try await begin()
    let code = DeskWorld.run([
      RunningTool.built("phigate-desk"), "serve", "--config", desk.config,
    ])
    #expect(code == 11)
  }

  @Test func everyOperationIsDescribed() async throws {
    let (desk, _, _) = try await begin()
    let answer = try await desk.stranger().ask("GET", "/openapi.json")
    guard case .object(let paths)? = answer["paths"] else {
      Issue.record("no paths")
      return
    }
    var described: Set<String> = []
    for path in paths.members {
      guard case .object(let operations) = path.value else { continue }
      for operation in operations.members where operation.name != "parameters" {
        described.insert("\(operation.name.uppercased()) \(path.name)")
      }
    }
    #expect(described == Set(DeskService.operations))
  }
}
