import DeskOutbound
import Records

/// Tells a channel of Microsoft Teams about requests, by a webhook of Workflows.
///
/// Such a webhook cannot change what it posted: the first card tells that a request waits, the last
/// one how it ended, and the page behind both tells what happens in between.
struct TeamsNotifier: Notifier {
  /// The name of this notifier.
  let name = "teams"
  /// Bytes of an answer, which nobody reads.
  private static let answerBytesMax = 64 << 10
  /// The settings.
  let settings: TeamsSettings
  /// The connections.
  let client: OutboundClient

  /// Posts the first card.
  func post(_ delivery: Delivery) async throws(NotifyFault) -> MessageHandle {
    try await send(delivery)
    return MessageHandle("posted")
  }

  /// Posts nothing.
  func update(
    _ message: MessageHandle,
    _ delivery: Delivery
  ) async throws(NotifyFault) -> MessageHandle { message }

  /// Posts the last card.
  func close(_ message: MessageHandle, _ delivery: Delivery) async throws(NotifyFault) {
    try await send(delivery)
  }

  /// Sends a card.
  private func send(_ delivery: Delivery) async throws(NotifyFault) {
    let body = CanonicalJSON.bytes(TeamsCard.message(delivery.notice))
    guard body.count <= TeamsCard.messageBytesMax else { throw .permanent("card_too_large") }
    _ = try await client.notify(
      OutboundRequest(
        .post,
        settings.url,
        headers: [("content-type", "application/json; charset=utf-8")],
        body: body,
        timeoutMilliseconds: settings.timeoutMilliseconds,
        answerBytesMax: Self.answerBytesMax
      )
    )
  }
}
