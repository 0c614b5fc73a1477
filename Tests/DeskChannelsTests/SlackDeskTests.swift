import DeskOutbound
import Records
import Synchronization
import Testing
import Vocabulary

@testable import DeskChannels

/// Clicks in Slack, from the signature to the decision.
///
/// Attacks 24, 25, 26 and 28 of phigate-threats(7), each beside its untampered twin.
@Suite(.serialized) struct SlackDeskTests {
  /// Runs a test with a request that is told about in Slack.
  private func withMessage(
    _ body: (ChannelFixture, _ reference: String) async throws -> Void
  ) async throws {
    let client = OutboundClient()
    do {
      let fixture = try await ChannelFixture(client)
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      try await body(fixture, try await fixture.lastMessage().reference)
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  /// The window that Slack was last asked to open: its id and the reference in it.
  private func window(
    _ fixture: ChannelFixture
  ) async throws -> (view: String, reference: String, text: String) {
    let log = try await fixture.standIn.log()
    let call = try #require(log.last { $0.path == "/api/views.open" })
    let number = log.filter { $0.path == "/api/views.open" || $0.path == "/api/chat.postMessage" }
      .count
    let view = Lookup(try call.json)["view"]
    return (
      "V\(1_764_313_200 + number)", view["private_metadata"].text ?? "",
      view["blocks"].elements?.first?["text"]["text"].text ?? ""
    )
  }

  @Test func decidesInTwoSteps() async throws {
    try await withMessage { (fixture, reference) async throws in
      let clicked = await fixture.send(ClickPayload(reference).json)
      #expect(clicked == ChannelReply(status: 200))
      #expect(fixture.decisions.taken.isEmpty)
      let window = try await window(fixture)
      let payload = SubmissionPayload(view: window.view, reference: window.reference)
      fixture.clock.advance(by: 60)
      let sent = await fixture.send(payload.json)
      #expect(String(decoding: sent.body, as: UTF8.self).contains("Recorded: approve."))
      let decision = try #require(fixture.decisions.taken.first)
      #expect(fixture.decisions.taken.count == 1)
      #expect(decision.request == Notice.example().request)
      #expect(decision.reviewDigest == Notice.example().reviewDigest)
      #expect(decision.person == ChannelFixture.person)
      #expect(decision.verdict == .approve)
      #expect(decision.reason == "Checked against the protocol.")
      #expect(decision.attests)
      #expect(decision.messageID == "C0STANDIN/1764313201.000100")
      #expect(decision.receivedAt == Timestamp(seconds: fixture.clock.now))
      // The evidence is what was signed, so that whoever holds the secret can verify it again.
      let base = Array("v0:\(fixture.clock.now):".utf8) + ChannelFixture.form(payload.json)
      #expect(decision.evidence == base)
      #expect(decision.evidenceDigest == Digest256(hashing: base))
    }
  }

  @Test func denialKeepsWhatWasClicked() async throws {
    try await withMessage { (fixture, reference) async throws in
      var click = ClickPayload(reference)
      click.action = "phigate.deny"
      _ = await fixture.send(click.json)
      let window = try await window(fixture)
      _ = await fixture.send(
        SubmissionPayload(view: window.view, reference: window.reference, attests: false).json
      )
      #expect(fixture.decisions.taken.map(\.verdict) == [.deny])
      #expect(fixture.decisions.taken.map(\.attests) == [false])
    }
  }

  @Test func refusesReplayInsideTheWindow() async throws {
    try await withMessage { (fixture, reference) async throws in
      let click = ClickPayload(reference).json
      #expect(await fixture.send(click).status == 200)
      #expect(await fixture.send(click).status == 409)
      #expect(try await fixture.calls("/api/views.open") == 1)
      let window = try await window(fixture)
      let payload = SubmissionPayload(view: window.view, reference: window.reference).json
      let time = fixture.clock.now
      #expect(await fixture.send(payload, at: time).status == 200)
      #expect(await fixture.send(payload, at: time).status == 409)
      // It is remembered by a process that was started again, and beyond the time that it holds.
      try fixture.restart()
      for seconds in [1, 299, 300] as [Int64] {
        fixture.clock.advance(by: seconds)
        let reply = await fixture.send(payload, at: time)
        #expect(reply.status == (fixture.clock.now - time <= 300 ? 409 : 401))
      }
      #expect(fixture.decisions.attempts == 1)
      // Another delivery of the same under another signature finds its question answered.
      let again = await fixture.send(payload)
      #expect(String(decoding: again.body, as: UTF8.self).contains("This question is over"))
      #expect(fixture.decisions.taken.count == 1)
      #expect(fixture.decisions.attempts == 1)
    }
  }

  @Test func forgetsSignaturesOnlyWhenTheyHoldNoLonger() async throws {
    try await withMessage { (fixture, _) async throws in
      let store = try ChannelStore(
        path: "\(fixture.folder.path)/other.sqlite",
        clock: fixture.clock.clock
      )
      #expect(try await store.remember("1", "v0=a"))
      for _ in 0..<2 {
        fixture.clock.advance(by: 300)
        try await store.forget()
        #expect(try await !store.remember("1", "v0=a"))
      }
      #expect(try await store.remember("2", "v0=a"))
      fixture.clock.advance(by: SlackSignature.memorySeconds)
      try await store.forget()
      #expect(try await store.remember("1", "v0=a"))
      #expect(SlackSignature.memorySeconds >= 600)
    }
  }

  /// What a tampered click says, and the untampered one.
  @Test func refusesClicksThatDoNotMatchTheRecord() async throws {
    try await withMessage { (fixture, reference) async throws in
      try await fixture.channels.publish(.example("0b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c22"))
      try await fixture.channels.deliverDue()
      let other = try await fixture.lastMessage().reference
      #expect(other != reference)
      let tampered: [(inout ClickPayload) -> Void] = [
        // The other request's reference on this message.
        { $0.value = other },
        { $0.value = RandomToken.make() },
        { $0.value = Notice.example().request },
        { $0.value = "" },
        { $0.message = "1764313202.000100" },
        { $0.message = "1764313201.000101" },
        { $0.message = "x" },
        { $0.channel = "C0OTHER" },
        { $0.containerChannel = "C0OTHER" },
        {
          $0.team = "T0OTHER"
          $0.userTeam = "T0OTHER"
        },
        { $0.app = "A0OTHER" },
        { $0.block = "phigate.other" },
        { $0.action = "phigate.approve2" },
        { $0.extra = [("is_enterprise_install", true)] },
        { $0.extra = [("actions", [])] },
        { $0.extra = [("container", .null)] },
        { $0.extra = [("container", ["type": "view", "view_id": "V1"])] },
        { $0.extra = [("user", ["id": "U0ADA"])] },
        { $0.extra = [("type", 1)] },
      ]
      for (index, change) in tampered.enumerated() {
        var click = ClickPayload(reference)
        change(&click)
        // Each is signed at a time of its own, so that none is refused for being a replay.
        fixture.clock.advance(by: 1)
        let reply = await fixture.send(click.json)
        #expect(reply == ChannelReply(status: 403), "change \(index)")
      }
      #expect(try await fixture.calls("/api/views.open") == 0)
      fixture.clock.advance(by: 1)
      #expect(await fixture.send(ClickPayload(reference).json).status == 200)
      #expect(try await fixture.calls("/api/views.open") == 1)
    }
  }

  @Test func refusesAnswersThatDoNotMatchTheQuestion() async throws {
    try await withMessage { (fixture, reference) async throws in
      _ = await fixture.send(ClickPayload(reference).json)
      let window = try await window(fixture)
      let right = SubmissionPayload(view: window.view, reference: window.reference)
      let tampered: [(inout SubmissionPayload) -> Void] = [
        { $0.user = "U0GRACE" },
        { $0.view = "V0OTHER" },
        { $0.app = "A0OTHER" },
        { $0.team = "T0OTHER" },
        { $0.reference = "x" },
        { $0.reason = 1 },
      ]
      for (index, change) in tampered.enumerated() {
        var payload = right
        change(&payload)
        fixture.clock.advance(by: 1)
        #expect(await fixture.send(payload.json).status == 403, "change \(index)")
      }
      var unknown = right
      unknown.reference = RandomToken.make()
      let over = await fixture.send(unknown.json)
      #expect(String(decoding: over.body, as: UTF8.self).contains("This question is over"))
      #expect(fixture.decisions.attempts == 0)
      fixture.clock.advance(by: 1)
      _ = await fixture.send(right.json)
      #expect(fixture.decisions.taken.count == 1)
    }
  }

  @Test func refusesWhoMayNotDecide() async throws {
    let people = [
      ("U0NOBODY", "You are not enrolled here."), ("U0BOT", "Only full members"),
      ("U0GUEST", "Only full members"), ("U0SINGLE", "Only full members"),
      ("U0STRANGER", "Only full members"), ("U0GONE", "Only full members"),
      ("U0MISSING", "Only full members"),
    ]
    try await withMessage { (fixture, reference) async throws in
      for (user, words) in people {
        var click = ClickPayload(reference)
        click.user = user
        #expect(await fixture.send(click.json).status == 200)
        let window = try await window(fixture)
        #expect(window.text.hasPrefix(words), "\(user): \(window.text)")
        // Nothing of the request is shown, and there is nothing to send.
        #expect(window.reference.isEmpty)
      }
      #expect(fixture.decisions.attempts == 0)
    }
  }

  /// A name and an address of mail are the account's own to choose: they count for nothing.
  @Test func refusesAnotherAccountOfTheSameNameAndMail() async throws {
    try await withMessage { (fixture, reference) async throws in
      var click = ClickPayload(reference)
      click.user = "U0NOBODY"
      click.extra = [
        (
          "user",
          [
            "id": "U0NOBODY", "username": "ada", "name": "ada", "email": "ada@example.org",
            "team_id": "T0STANDIN",
          ]
        )
      ]
      _ = await fixture.send(click.json)
      #expect(try await window(fixture).text == "You are not enrolled here.")
      fixture.clock.advance(by: 1)
      _ = await fixture.send(ClickPayload(reference).json)
      #expect(try await !window(fixture).reference.isEmpty)
    }
  }

  /// Slack Connect: the workspace is ours, the person is of another.
  @Test func refusesPeopleOfAnotherWorkspace() async throws {
    try await withMessage { (fixture, reference) async throws in
      var click = ClickPayload(reference)
      click.userTeam = "T0ELSEWHERE"
      #expect(await fixture.send(click.json).status == 403)
      #expect(try await fixture.calls("/api/views.open") == 0)
      #expect(try await fixture.calls("/api/users.info") == 0)
    }
  }

  /// An account that became a guest after it was asked.
  @Test func asksAgainWhoSomebodyIsBeforeDeciding() async throws {
    try await withMessage { (fixture, reference) async throws in
      _ = await fixture.send(ClickPayload(reference).json)
      let window = try await window(fixture)
      guard case .object(var users) = ChannelFixture.users,
        case .object(var ada)? = users["U0ADA"]
      else { return }
      ada["is_restricted"] = true
      users["U0ADA"] = .object(ada)
      try await fixture.standIn.tell("/__users", .object(users))
      let payload = SubmissionPayload(view: window.view, reference: window.reference)
      #expect(await fixture.send(payload.json).status == 403)
      #expect(fixture.decisions.attempts == 0)
    }
  }

  @Test func neverCallsAnAddressOfThePayload() async throws {
    try await withMessage { (fixture, reference) async throws in
      let addresses = [
        try fixture.standIn.url("/elsewhere").text, "http://169.254.169.254/latest/meta-data/",
        "https://hooks.slack.com/actions/T0STANDIN/1/x", "file:///etc/passwd",
      ]
      for address in addresses {
        fixture.clock.advance(by: 1)
        var click = ClickPayload(reference)
        click.extra = [
          ("response_url", .string(address)),
          ("response_urls", [["response_url": .string(address)]]),
        ]
        #expect(await fixture.send(click.json).status == 200)
      }
      let called = Set(try await fixture.standIn.log().map(\.path))
      #expect(called == ["/api/chat.postMessage", "/api/users.info", "/api/views.open"])
    }
  }

  @Test func asksForAReason() async throws {
    try await withMessage { (fixture, reference) async throws in
      _ = await fixture.send(ClickPayload(reference).json)
      let window = try await window(fixture)
      var payload = SubmissionPayload(view: window.view, reference: window.reference)
      let tooLong = String(repeating: "x", count: SlackLimits.reasonCharactersMax + 1)
      for reason in [.null, "", " \n\t ", .string(tooLong)] as [JSONValue] {
        payload.reason = reason
        fixture.clock.advance(by: 1)
        let reply = await fixture.send(payload.json)
        #expect(
          String(decoding: reply.body, as: UTF8.self).contains(#""errors":{"phigate.reason""#)
        )
      }
      #expect(fixture.decisions.attempts == 0)
      payload.reason = .string(String(repeating: "x", count: SlackLimits.reasonCharactersMax))
      fixture.clock.advance(by: 1)
      _ = await fixture.send(payload.json)
      #expect(fixture.decisions.taken.count == 1)
    }
  }

  @Test func aQuestionCanBeAnsweredAgainWhereNothingWasDecided() async throws {
    try await withMessage { (fixture, reference) async throws in
      _ = await fixture.send(ClickPayload(reference).json)
      let window = try await window(fixture)
      let payload = SubmissionPayload(view: window.view, reference: window.reference).json
      fixture.decisions.next.withLock { $0 = .unavailable("The log is busy.") }
      let first = await fixture.send(payload)
      #expect(String(decoding: first.body, as: UTF8.self).contains("The log is busy."))
      fixture.clock.advance(by: 1)
      _ = await fixture.send(payload)
      #expect(fixture.decisions.taken.count == 1)
      // A refusal ends the question.
      fixture.clock.advance(by: 1)
      let third = await fixture.send(payload)
      #expect(String(decoding: third.body, as: UTF8.self).contains("This question is over"))
    }
  }

  @Test func questionsEnd() async throws {
    try await withMessage { (fixture, reference) async throws in
      _ = await fixture.send(ClickPayload(reference).json)
      let window = try await window(fixture)
      fixture.clock.advance(by: ChannelStore.questionSecondsMax)
      let payload = SubmissionPayload(view: window.view, reference: window.reference).json
      let reply = await fixture.send(payload)
      #expect(String(decoding: reply.body, as: UTF8.self).contains("This question is over"))
      #expect(fixture.decisions.attempts == 0)
    }
  }

  @Test func decidesNothingWhereTheRequestIsOver() async throws {
    try await withMessage { (fixture, reference) async throws in
      try await fixture.channels.publish(.example(state: .denied))
      _ = await fixture.send(ClickPayload(reference).json)
      #expect(try await window(fixture).text == "This request is over.")
      #expect(try await window(fixture).reference.isEmpty)
    }
  }

  @Test func saysSoWhereSlackDoesNotAnswer() async throws {
    try await withMessage { (fixture, reference) async throws in
      for path in ["/api/users.info", "/api/views.open"] {
        let steps: [JSONValue] = [
          ["status": 500], ["drop": true], ["status": 429, "headers": ["Retry-After": "1"]],
          ["status": 200, "body": "<html>"],
          ["status": 200, "body": #"{"ok":false,"error":"fatal_error"}"#],
          ["delay": 3, "status": 200, "body": "{}"],
        ]
        for step in steps {
          try await fixture.standIn.tell("/__plan", .object(JSONObject([.init(path, [step])])))
          fixture.clock.advance(by: 1)
          #expect(await fixture.send(ClickPayload(reference).json).status == 503)
        }
      }
      #expect(fixture.decisions.attempts == 0)
    }
  }

  @Test func refusesBodiesOfAnotherForm() async throws {
    let bodies = [
      "", "payload=", "payload=%7B%7D&payload=%7B%7D", "x=1", "payload=%7B%7D&x=1", "payload=%7B",
      "payload=%zz", "payload=%7", "payload=\u{FF}", "{}", "payload=[]", "payload=%22x%22",
      "payload=%7B%22type%22%3A%22block_actions%22%2C%22type%22%3A%22x%22%7D",
      "payload=%7B%22type%22%3A1.5%7D",
    ]
    try await withMessage { (fixture, _) async throws in
      let time = String(fixture.clock.now)
      for text in bodies {
        let body = Array(text.utf8)
        let code = SlackSignature.sign(
          Array("v0:\(time):".utf8) + body,
          secret: Array(ChannelFixture.secret.utf8)
        )
        let reply = await fixture.channels.slackInteraction(
          timestamp: [time],
          signature: [code],
          body: body
        )
        #expect(reply == ChannelReply(status: 403), "\(text)")
      }
    }
  }

  @Test func refusesForgedAndHugeBodies() async throws {
    try await withMessage { (fixture, reference) async throws in
      let click = ClickPayload(reference).json
      #expect(await fixture.send(click, secret: "another-secret-of-an-app").status == 401)
      #expect(await fixture.send(click, at: fixture.clock.now - 301).status == 401)
      let huge = [UInt8](repeating: 0x61, count: SlackDesk.bodyBytesMax + 1)
      let reply = await fixture.channels.slackInteraction(
        timestamp: ["1"],
        signature: ["v0="],
        body: huge
      )
      #expect(reply.status == 413)
      #expect(try await fixture.calls("/api/views.open") == 0)
      #expect(await fixture.send(click, at: fixture.clock.now - 300).status == 200)
    }
  }
}
