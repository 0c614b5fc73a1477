import DeskOutbound
import Records
import Synchronization
import Testing
import Vocabulary

@testable import DeskChannels

/// What every notifier has to do, whatever it speaks.
@Suite(.serialized) struct ConformanceTests {
  /// A notifier, and the path of the stand-in to which it sends first.
  struct Subject: Sendable, CustomTestStringConvertible {
    /// The name.
    let testDescription: String
    /// The path of its first message.
    let path: String
    /// Makes it; its messages may take 400 ms.
    let make: @Sendable (StandIn, OutboundClient) throws -> any Notifier
  }

  static let subjects = [
    Subject(testDescription: "slack", path: "/api/chat.postMessage") { standIn, client in
      var settings = try SlackSettings(
        appID: "A0STANDIN",
        teamID: "T0STANDIN",
        channelID: "C0STANDIN",
        botToken: SecretText("xoxb-stand-in"),
        signingSecret: SecretText(ChannelFixture.secret),
        loopbackAPI: try standIn.url("/api/").text
      )
      settings.timeoutMilliseconds = 400
      return SlackNotifier(api: SlackAPI(settings: settings, client: client))
    },
    Subject(testDescription: "teams", path: "/teams") { standIn, client in
      var settings = TeamsSettings(url: try standIn.url("/teams"))
      settings.timeoutMilliseconds = 400
      return TeamsNotifier(settings: settings, client: client)
    },
    Subject(testDescription: "webhook", path: "/hook") { standIn, client in
      var settings = try WebhookSettings(
        name: "audit",
        url: try standIn.url("/hook"),
        secret: SecretText("0123456789abcdef0123")
      )
      settings.timeoutMilliseconds = 400
      return WebhookNotifier(settings: settings, client: client, clock: TestClock().clock)
    },
  ]

  /// Runs a test with a notifier and its stand-in.
  private func with(
    _ subject: Subject,
    _ body: (any Notifier, StandIn) async throws -> Void
  ) async throws {
    let client = OutboundClient()
    do {
      let standIn = try StandIn(client: client)
      try await body(try subject.make(standIn, client), standIn)
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  /// A delivery of a notice.
  private func delivery(_ notice: Notice = .example()) -> Delivery {
    Delivery(notice: notice, reference: RandomToken.make(), id: "delivery-1")
  }

  @Test(arguments: subjects) func postsUpdatesAndCloses(subject: Subject) async throws {
    try await with(subject) { (notifier, standIn) async throws in
      let handle = try await notifier.post(delivery())
      #expect(1...MessageHandle.bytesMax ~= handle.text.utf8.count)
      #expect(try await standIn.log().map(\.path) == [subject.path])
      let updated = try await notifier.update(handle, delivery())
      try await notifier.close(updated, delivery(.example(state: .released)))
      let last = try #require(await standIn.log().last)
      #expect(last.body.contains("released"))
      #expect(last.headers["content-type"] == "application/json; charset=utf-8")
    }
  }

  @Test(arguments: subjects) func takesEveryNotice(subject: Subject) async throws {
    try await with(subject) { (notifier, standIn) async throws in
      for notice in SlackMessageTests.notices {
        let handle = try await notifier.post(delivery(notice))
        try await notifier.close(handle, delivery(notice))
      }
      // What arrived is JSON, and names what it is about.
      for call in try await standIn.log() { #expect(throws: Never.self) { try call.json } }
    }
  }

  @Test(arguments: subjects) func saysWhatMayPass(subject: Subject) async throws {
    try await with(subject) { (notifier, standIn) async throws in
      let passing: [(JSONValue, Int64?)] = [
        (["status": 500], nil), (["status": 503, "headers": ["Retry-After": "7"]], 7),
        (["status": 429, "headers": ["Retry-After": "30"]], 30),
        (["status": 429, "headers": ["Retry-After": "Sat, 28 Nov 2026 09:00:00 GMT"]], nil),
        (["status": 429, "headers": ["Retry-After": "-1"]], nil),
        (["status": 408], nil), (["drop": true], nil), (["delay": 30, "status": 200], nil),
      ]
      for (step, seconds) in passing {
        try await standIn.tell("/__plan", .object(JSONObject([.init(subject.path, [step])])))
        do throws(NotifyFault) {
          _ = try await notifier.post(delivery())
          Issue.record("\(step) was taken for a success")
        } catch {
          guard case .temporary(_, let after) = error else {
            Issue.record("\(step) will not be tried again")
            continue
          }
          #expect(after == seconds)
        }
      }
      _ = try await notifier.post(delivery())
    }
  }

  @Test(arguments: subjects) func saysWhatWillNot(subject: Subject) async throws {
    try await with(subject) { (notifier, standIn) async throws in
      let elsewhere = try standIn.url("/elsewhere").text
      let lasting: [JSONValue] = [
        ["status": 400], ["status": 401], ["status": 403], ["status": 404], ["status": 410],
        ["status": 302, "headers": ["Location": .string(elsewhere)]],
        ["status": 200, "body": .string(String(repeating: "x", count: 1 << 20))],
      ]
      for step in lasting {
        try await standIn.tell("/__plan", .object(JSONObject([.init(subject.path, [step])])))
        do throws(NotifyFault) {
          _ = try await notifier.post(delivery())
          Issue.record("\(step) was taken for a success")
        } catch {
          guard case .permanent = error else {
            Issue.record("\(step) will be tried again")
            continue
          }
        }
      }
      // A redirect is not followed: it would take the notice and the token with it.
      #expect(try await !standIn.log().contains { $0.path == "/elsewhere" })
    }
  }

  @Test(arguments: subjects) func faultsHoldNoSecrets(subject: Subject) async throws {
    try await with(subject) { (notifier, standIn) async throws in
      let steps: [JSONValue] = [["status": 500], ["status": 404], ["drop": true]]
      for step in steps {
        try await standIn.tell("/__plan", .object(JSONObject([.init(subject.path, [step])])))
        do throws(NotifyFault) {
          _ = try await notifier.post(delivery())
        } catch {
          let text = "\(error)"
          for secret in ["xoxb", "0123456789", "127.0.0.1", "/hook", "/teams"] {
            #expect(!text.contains(secret))
          }
        }
      }
      #expect(notifier.name.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x2D })
    }
  }

  @Test func webhooksAreSigned() async throws {
    try await with(Self.subjects[2]) { (notifier, standIn) async throws in
      _ = try await notifier.post(delivery())
      let call = try #require(await standIn.log().first)
      let time = try #require(call.headers["phigate-timestamp"])
      let code = try #require(call.headers["phigate-signature"])
      #expect(call.headers["phigate-delivery"] == "delivery-1")
      // Judged by Python's hmac, over the bytes that arrived.
      let script = """
        import hashlib, hmac, sys
        print("v1=" + hmac.new(sys.argv[1].encode(), sys.argv[2].encode(), hashlib.sha256).hexdigest())
        """
      let arguments = [
        Outside.python, "-c", script, "0123456789abcdef0123", "v1:\(time):\(call.body)",
      ]
      #expect(Outside.run(arguments).output == code + "\n")
      var tampered = arguments
      tampered[4] += " "
      #expect(Outside.run(tampered).output != code + "\n")
      let notice = try #require(Lookup(try call.json).value("notice"))
      #expect(try Notice(reading: CanonicalJSON.bytes(notice)) == .example())
    }
  }
}
