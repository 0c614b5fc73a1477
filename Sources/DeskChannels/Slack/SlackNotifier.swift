import DeskOutbound
import Records

/// Tells a channel of Slack's about requests.
///
/// A message that was sent again after its first attempt got no answer may stand there twice; only
/// the one whose time stamp is on record can decide.
struct SlackNotifier: Notifier {
  /// The name in the database.
  static let name = "slack"
  /// The name of this notifier.
  var name: String { Self.name }
  /// The Web API.
  let api: SlackAPI

  /// Posts a message.
  /// - Returns: `CHANNEL/TIMESTAMP`.
  func post(_ delivery: Delivery) async throws(NotifyFault) -> MessageHandle {
    let answer = try await api.post(
      "chat.postMessage",
      arguments(delivery, in: api.settings.channelID, message: nil),
      milliseconds: api.settings.timeoutMilliseconds
    )
    guard answer["channel"].holds(api.settings.channelID),
      let message = answer["ts"].text, SlackID.isTimestamp(message)
    else { throw .permanent("answer_malformed") }
    return SlackHandle(channel: api.settings.channelID, message: message).handle
  }

  /// Replaces the blocks of a message.
  func update(
    _ message: MessageHandle,
    _ delivery: Delivery
  ) async throws(NotifyFault) -> MessageHandle {
    guard let place = SlackHandle(message) else { throw .permanent("handle_malformed") }
    _ = try await api.post(
      "chat.update",
      arguments(delivery, in: place.channel, message: place.message),
      milliseconds: api.settings.timeoutMilliseconds
    )
    return message
  }

  /// Replaces the blocks of a message by those of its last state, which have no buttons to decide.
  func close(_ message: MessageHandle, _ delivery: Delivery) async throws(NotifyFault) {
    _ = try await update(message, delivery)
  }

  /// The arguments of both methods.
  private func arguments(
    _ delivery: Delivery,
    in channel: String,
    message: String?
  ) -> JSONValue {
    var object = JSONObject([
      .init("channel", .string(channel)),
      .init("text", .string(NoticeWords.summary(delivery.notice))),
      .init("blocks", SlackMessage.blocks(delivery.notice, reference: delivery.reference)),
      .init("unfurl_links", false), .init("unfurl_media", false),
    ])
    if let message { object["ts"] = .string(message) }
    return .object(object)
  }
}

/// Where a message of Slack's stands.
struct SlackHandle: Sendable, Hashable {
  /// The channel's id.
  let channel: String
  /// The message's time stamp.
  let message: String

  /// Names a place.
  init(channel: String, message: String) {
    self.channel = channel
    self.message = message
  }

  /// Reads a handle; nil for any other form.
  init?(_ handle: MessageHandle) {
    let parts = handle.text.split(separator: "/", omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2, SlackID.isID(parts[0]), SlackID.isTimestamp(parts[1]) else {
      return nil
    }
    channel = parts[0]
    message = parts[1]
  }

  /// The handle.
  var handle: MessageHandle { MessageHandle("\(channel)/\(message)") }
}
