package import DeskOutbound
package import Logging
package import Records
package import Vocabulary

/// An answer to what Slack sent, for the web server to give back.
package struct ChannelReply: Sendable, Hashable {
  /// The status.
  package let status: Int
  /// The body: JSON, or empty.
  package let body: [UInt8]

  /// Creates an answer.
  package init(status: Int, body: [UInt8] = []) {
    self.status = status
    self.body = body
  }

  /// The media type of the body.
  package var contentType: String { "application/json; charset=utf-8" }
}

/// How much is on its way, for metrics.
package struct ChannelCounts: Sendable, Hashable {
  /// Deliveries that wait, by notifier.
  package var waiting: [String: Int] = [:]
  /// Deliveries given up, by notifier.
  package var dead: [String: Int] = [:]
  /// Deliveries made since the start, by notifier.
  package var delivered: [String: Int] = [:]
  /// Attempts that failed since the start, by notifier.
  package var failed: [String: Int] = [:]
}

/// Tells people about requests outside the desk, and takes their clicks.
///
/// The database is the channels' own. The core publishes what is in its log; where the process ends
/// in between, it publishes every open request again when it starts, which is nothing new for those
/// that were told.
package final class Channels: Sendable {
  /// Seconds between looks for what may be forgotten.
  private static let forgetSeconds: Int64 = 3_600

  /// What is remembered.
  private let store: ChannelStore
  /// A loop for each notifier.
  private let loops: [DeliveryLoop]
  /// What takes Slack's interactions; nil without Slack.
  private let slack: SlackDesk?
  /// Where troubles are told.
  private let logger: Logger

  /// Opens the database and creates the notifiers of the settings.
  /// - Parameters:
  ///   - settings: where to tell.
  ///   - databasePath: a file in a folder that only the desk's user may read.
  ///   - client: stays open as long as this is used.
  ///   - decisions: the core.
  ///   - clock: the time.
  ///   - logger: gets codes, ids of requests and names of notifiers.
  /// - Throws: exit 2 where two webhooks bear one name or the database cannot be opened.
  package init(
    settings: ChannelSettings,
    databasePath: String,
    client: OutboundClient,
    decisions: any ChannelDecisions,
    clock: WallClock = .system,
    logger: Logger
  ) throws(Failure) {
    let store = try ChannelStore(path: databasePath, clock: clock)
    var notifiers: [any Notifier] = []
    if let slack = settings.slack {
      let api = SlackAPI(settings: slack, client: client)
      notifiers.append(SlackNotifier(api: api))
      self.slack = SlackDesk(
        api: api,
        store: store,
        decisions: decisions,
        clock: clock,
        logger: logger
      )
    } else {
      slack = nil
    }
    if let teams = settings.teams {
      notifiers.append(TeamsNotifier(settings: teams, client: client))
    }
    for webhook in settings.webhooks {
      notifiers.append(WebhookNotifier(settings: webhook, client: client, clock: clock))
    }
    guard Set(notifiers.map(\.name)).count == notifiers.count else {
      throw Failure(.usage, "two webhooks have the same name")
    }
    self.store = store
    self.logger = logger
    loops = notifiers.map {
      DeliveryLoop(notifier: $0, store: store, clock: clock, logger: logger)
    }
  }

  /// Whether `POST /slack/interactions` is to be served.
  package var takesSlackInteractions: Bool { slack != nil }

  /// Delivers until the task is cancelled.
  package func run() async {
    await withTaskGroup { group in
      for loop in loops { group.addTask { await loop.run() } }
      group.addTask { await self.forgetNowAndThen() }
    }
  }

  /// Makes every delivery that is due now, and returns.
  package func deliverDue() async throws(Failure) {
    for loop in loops { try await loop.drain() }
  }

  /// Puts the state of a request on its way; it is on disk when this returns.
  ///
  /// The same state again is nothing new. A request that is over is not told about where its
  /// beginning was not.
  package func publish(_ notice: Notice) async throws(Failure) {
    let told = try await store.publish(notice.trimmed, to: loops.map(\.notifier.name))
    for loop in loops where told.contains(loop.notifier.name) { loop.signal.raise() }
  }

  /// Puts what was given up on its way again.
  /// - Returns: how many messages.
  package func revive() async throws(Failure) -> Int {
    let revived = try await store.revive()
    for loop in loops { loop.signal.raise() }
    return revived
  }

  /// Handles `POST /slack/interactions`.
  /// - Parameters:
  ///   - timestamp: every value of `X-Slack-Request-Timestamp`.
  ///   - signature: every value of `X-Slack-Signature`.
  ///   - body: the body, byte for byte.
  /// - Returns: the answer, which has to leave within three seconds; 404 without Slack.
  package func slackInteraction(
    timestamp: [String],
    signature: [String],
    body: [UInt8]
  ) async -> ChannelReply {
    guard let slack else { return ChannelReply(status: 404) }
    return await slack.handle(timestamp: timestamp, signature: signature, body: body)
  }

  /// How much is on its way.
  package func counts() async throws(Failure) -> ChannelCounts {
    let (waiting, dead) = try await store.counts()
    var counts = ChannelCounts(waiting: waiting, dead: dead)
    for loop in loops {
      counts.delivered[loop.notifier.name] = loop.tally.delivered
      counts.failed[loop.notifier.name] = loop.tally.failed
    }
    return counts
  }

  /// Forgets what is over, every hour.
  private func forgetNowAndThen() async {
    while !Task.isCancelled {
      do throws(Failure) {
        try await store.forget()
      } catch {
        logger.error("cannot forget what is over", metadata: ["error": "\(error.message)"])
      }
      try? await Task.sleep(for: .seconds(Self.forgetSeconds))
    }
  }
}
