import DeskChannels
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Vocabulary

/// Tells the channels about requests, and answers what Slack sends.
struct ChannelService: Service {
  /// Knows where requests stand.
  let core: DeskCore
  /// Slack, Teams and others.
  let channels: Channels
  /// Told what fails.
  let logger: Logger

  /// Bytes of what Slack sends.
  private static let bodyBytesMax = 1 << 20

  /// The routes; none without Slack.
  var routes: [Route] {
    channels.takesSlackInteractions ? [Route("POST /slack/interactions", interact)] : []
  }

  /// Tells about what happened while the desk stood still, and about everything from now on.
  func begin() async throws {
    await core.notify { id in await publish(id) }
    for id in try await core.openRequests() { await publish(id) }
  }

  /// Delivers until the desk stops.
  func run() async throws {
    await cancelWhenGracefulShutdown { await channels.run() }
  }

  /// Puts where a request stands on its way.
  private func publish(_ id: String) async {
    do throws(Failure) {
      guard let notice = try await core.notice(of: id) else { return }
      try await channels.publish(notice)
    } catch {
      logger.error(
        "a notice was not put on its way",
        metadata: ["request": "\(id)", "reason": "\(error.reasons.first ?? error.message)"]
      )
    }
  }

  /// `POST /slack/interactions`: verified by the channels, byte for byte.
  private func interact(_ incoming: Incoming) async throws -> Response {
    let body = try await incoming.body(bytesMax: Self.bodyBytesMax)
    let reply = await channels.slackInteraction(
      timestamp: incoming.headers("X-Slack-Request-Timestamp"),
      signature: incoming.headers("X-Slack-Signature"),
      body: body
    )
    return Answers.bytes(reply.body, type: reply.contentType, status: reply.status)
  }
}
