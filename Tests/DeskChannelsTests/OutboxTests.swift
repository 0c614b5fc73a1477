import Database
import DeskOutbound
import Records
import Synchronization
import Testing
import Vocabulary

@testable import DeskChannels

/// Deliveries survive everything, in order, at least once, and not for ever.
@Suite(.serialized) struct OutboxTests {
  /// Runs a test with channels of all kinds.
  private func withChannels(
    slack: Bool = true,
    others: Bool = false,
    _ body: (ChannelFixture) async throws -> Void
  ) async throws {
    let client = OutboundClient()
    do {
      try await body(try await ChannelFixture(client, slack: slack, others: others))
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  /// The heading of each message that Slack got, in order.
  private func headings(_ fixture: ChannelFixture) async throws -> [String] {
    try await fixture.standIn.log().filter { $0.path.hasPrefix("/api/chat.") }
      .map { call in
        let text = Lookup(try call.json)["blocks"].elements?.first?["text"]["text"].text
        return "\(call.path.dropFirst(10)): \(text ?? "")"
      }
  }

  @Test func survivesARestart() async throws {
    try await withChannels { (fixture) async throws in
      try await fixture.channels.publish(.example())
      try fixture.restart()
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 1)
      try await fixture.channels.publish(.example(state: .released))
      try fixture.restart()
      try await fixture.channels.deliverDue()
      #expect(
        try await headings(fixture) == [
          "postMessage: Release request: awaits decisions", "update: Release request: released",
        ]
      )
      let calls = try await fixture.standIn.log().filter { $0.path == "/api/chat.update" }
      #expect(Lookup(try #require(calls.first).json)["ts"].text == "1764313201.000100")
    }
  }

  @Test func theSameAgainIsNothingNew() async throws {
    try await withChannels { (fixture) async throws in
      for _ in 0..<3 {
        try await fixture.channels.publish(.example())
        try await fixture.channels.deliverDue()
      }
      #expect(try await headings(fixture).count == 1)
      // What is over and was never told about stays untold.
      try await fixture.channels.publish(
        .example("0b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c22", state: .expired)
      )
      try await fixture.channels.deliverDue()
      #expect(try await headings(fixture).count == 1)
      // What is over stays over.
      try await fixture.channels.publish(.example(state: .denied))
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      #expect(try await headings(fixture).last == "update: Release request: denied")
      #expect(try await headings(fixture).count == 2)
    }
  }

  @Test func onlyTheNewestStateIsSentAfterATrouble() async throws {
    try await withChannels { (fixture) async throws in
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      try await fixture.standIn.tell(
        "/__plan",
        ["/api/chat.update": [["status": 500], ["status": 500]]]
      )
      for state in [.approved, .revoked, .pending, .denied] as [Notice.State] {
        var notice = Notice.example(state: state)
        notice.residual = 1
        try await fixture.channels.publish(notice)
        try await fixture.channels.deliverDue()
      }
      fixture.clock.advance(by: 3_600)
      try await fixture.channels.deliverDue()
      let sent = try await headings(fixture)
      #expect(sent.first == "postMessage: Release request: awaits decisions")
      #expect(sent.last == "update: Release request: denied")
      // Never out of order: approved, revoked, pending, denied, each at most as often as tried.
      let states = ["approved, not released yet", "an approval was revoked", "awaits", "denied"]
      let order = sent.dropFirst().compactMap { text in states.firstIndex { text.contains($0) } }
      #expect(order == order.sorted())
      #expect(try await fixture.channels.counts().waiting.isEmpty)
    }
  }

  @Test func waitsAsLongAsItIsAskedTo() async throws {
    try await withChannels { (fixture) async throws in
      try await fixture.standIn.tell(
        "/__plan",
        ["/api/chat.postMessage": [["status": 429, "headers": ["Retry-After": "50"]]]]
      )
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      // Another request waits, too: the limit is Slack's, not the message's.
      try await fixture.channels.publish(.example("0b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c22"))
      fixture.clock.advance(by: 49)
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 1)
      fixture.clock.advance(by: 1)
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 3)
      #expect(try await fixture.channels.counts().waiting.isEmpty)
    }
  }

  @Test func oneThatDoesNotAnswerKeepsNobodyWaiting() async throws {
    try await withChannels(others: true) { (fixture) async throws in
      try await fixture.standIn.tell(
        "/__plan",
        ["/api/chat.postMessage": .array(Array(repeating: ["status": 500], count: 50))]
      )
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/teams") == 1)
      #expect(try await fixture.calls("/hook") == 1)
      #expect(try await fixture.channels.counts().waiting == ["slack": 1])
    }
  }

  @Test func givesUpAfterTheBound() async throws {
    try await withChannels { (fixture) async throws in
      let steps = JSONValue.array(Array(repeating: ["status": 500], count: 500))
      try await fixture.standIn.tell("/__plan", ["/api/chat.postMessage": steps])
      try await fixture.channels.publish(.example())
      for _ in 0..<Backoff.attemptsMax + 10 {
        try await fixture.channels.deliverDue()
        fixture.clock.advance(by: Backoff.longestSeconds)
      }
      #expect(try await fixture.calls("/api/chat.postMessage") == Int(Backoff.attemptsMax))
      let counts = try await fixture.channels.counts()
      #expect(counts.dead == ["slack": 1] && counts.waiting.isEmpty)
      #expect(counts.failed == ["slack": Int(Backoff.attemptsMax)])
      // Asked for again, it goes out with the newest state, as a message of its own.
      try await fixture.standIn.tell("/__plan", [:])
      #expect(try await fixture.channels.revive() == 1)
      try await fixture.channels.deliverDue()
      #expect(try await fixture.channels.counts().dead.isEmpty)
      #expect(try await headings(fixture).last?.hasPrefix("postMessage") == true)
      _ = try await fixture.lastMessage()
    }
  }

  @Test func whatNeverHelpsIsGivenUpAtOnce() async throws {
    try await withChannels { (fixture) async throws in
      let steps: JSONValue = [
        ["status": 200, "body": #"{"ok":false,"error":"channel_not_found"}"#]
      ]
      try await fixture.standIn.tell("/__plan", ["/api/chat.postMessage": steps])
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      #expect(try await fixture.channels.counts().dead == ["slack": 1])
      fixture.clock.advance(by: 86_400)
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 1)
      // The next state is told as if nothing had been before.
      try await fixture.channels.publish(.example(state: .approved))
      try await fixture.channels.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 2)
    }
  }

  /// The process ends after Slack took a message and before that was noted.
  @Test func aMessageThatIsThereTwiceDecidesOnce() async throws {
    try await withChannels { (fixture) async throws in
      try await fixture.channels.publish(.example())
      try await fixture.standIn.tell(
        "/__plan",
        ["/api/chat.postMessage": [["delay": 11, "status": 200, "body": "{}"]]]
      )
      var slack = fixture.settings
      slack.slack?.timeoutMilliseconds = 300
      let impatient = try Channels(
        settings: slack,
        databasePath: "\(fixture.folder.path)/channels.sqlite",
        client: fixture.client,
        decisions: fixture.decisions,
        clock: fixture.clock.clock,
        logger: .silent
      )
      try await impatient.deliverDue()
      fixture.clock.advance(by: 60)
      try await impatient.deliverDue()
      #expect(try await fixture.calls("/api/chat.postMessage") == 2)
      let (reference, _) = try await fixture.lastMessage()
      var orphan = ClickPayload(reference)
      orphan.message = "1764313200.000100"
      #expect(await fixture.send(orphan.json).status == 403)
      #expect(await fixture.send(ClickPayload(reference).json).status == 200)
    }
  }

  @Test func runsUntilItIsCancelled() async throws {
    try await withChannels { (fixture) async throws in
      let channels = fixture.channels
      let running = Task { await channels.run() }
      try await channels.publish(.example())
      while try await fixture.calls("/api/chat.postMessage") == 0 {
        try await Task.sleep(for: .milliseconds(20))
      }
      try await channels.publish(.example(state: .denied))
      while try await fixture.calls("/api/chat.update") == 0 {
        try await Task.sleep(for: .milliseconds(20))
      }
      running.cancel()
      await running.value
    }
  }

  @Test func doublesWithARandomPart() {
    var generator = SystemRandomNumberGenerator()
    let whole: [Int64] = [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    for (index, seconds) in whole.enumerated() {
      var seen: Set<Int64> = []
      for _ in 0..<500 {
        let drawn = Backoff.seconds(
          afterAttempts: Int64(index + 1),
          asked: nil,
          using: &generator
        )
        #expect((seconds + 1) / 2...seconds ~= drawn)
        seen.insert(drawn)
      }
      #expect(seen.count > 1)
    }
    for (asked, least) in [(1000, 1000), (3_600, 3_600), (1_000_000, 3_600)] as [(Int64, Int64)] {
      #expect(Backoff.seconds(afterAttempts: 1, asked: asked, using: &generator) == least)
    }
    #expect(Backoff.seconds(afterAttempts: .max, asked: nil, using: &generator) <= 900)
  }

  @Test func refusesADatabaseOfALaterVersion() async throws {
    let folder = try TestFolder()
    let path = "\(folder.path)/channels.sqlite"
    _ = try ChannelStore(path: path, clock: TestClock().clock)
    _ = try ChannelStore(path: path, clock: TestClock().clock)
    try Connection(path: path, mode: .readWrite).execute("PRAGMA user_version=2")
    #expect(throws: Failure.self) { try ChannelStore(path: path, clock: TestClock().clock) }
  }

  @Test func forgetsWhatIsLongOver() async throws {
    try await withChannels { (fixture) async throws in
      try await fixture.channels.publish(.example())
      try await fixture.channels.deliverDue()
      let reference = try await fixture.lastMessage().reference
      let store = try ChannelStore(
        path: "\(fixture.folder.path)/channels.sqlite",
        clock: fixture.clock.clock
      )
      fixture.clock.advance(by: ChannelStore.keepSeconds)
      try await store.forget()
      #expect(try await store.message(reference) != nil)
      try await fixture.channels.publish(.example(state: .denied))
      try await fixture.channels.deliverDue()
      fixture.clock.advance(by: ChannelStore.keepSeconds - 1)
      try await store.forget()
      #expect(try await store.message(reference)?.isClosed == true)
      fixture.clock.advance(by: 1)
      try await store.forget()
      #expect(try await store.message(reference) == nil)
    }
  }
}
