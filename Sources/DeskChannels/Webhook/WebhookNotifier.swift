import Crypto
import DeskOutbound
package import Records
import Vocabulary

/// The signature of a webhook's delivery: HMAC-SHA-256 over `v1:TIME:BODY` with the shared secret.
///
/// The same construction as Slack's under another version, so that neither is the other's.
package enum WebhookSignature {
  /// The header of the time, in whole seconds since 1970.
  package static let timeHeader = "phigate-timestamp"
  /// The header of the signature, `v1=` and 64 hexadecimal digits.
  package static let signatureHeader = "phigate-signature"
  /// The header that is the same for every attempt at one delivery.
  package static let deliveryHeader = "phigate-delivery"

  /// Signs a body.
  package static func sign(_ body: [UInt8], at time: Timestamp, secret: [UInt8]) -> String {
    let base = Array("v1:\(time.seconds):".utf8) + body
    let code = HMAC<SHA256>.authenticationCode(for: base, using: SymmetricKey(data: secret))
    return "v1=" + Array(code).lowercaseHex
  }
}

/// Tells any other receiver about requests, with the whole notice as JSON.
struct WebhookNotifier: Notifier {
  /// Bytes of an answer, which nobody reads.
  private static let answerBytesMax = 64 << 10
  /// The settings.
  let settings: WebhookSettings
  /// The connections.
  let client: OutboundClient
  /// The time that is signed.
  let clock: WallClock

  /// The name of this notifier: `webhook-` and the configuration's name.
  var name: String { "webhook-\(settings.name)" }

  /// Sends `request.opened`.
  func post(_ delivery: Delivery) async throws(NotifyFault) -> MessageHandle {
    try await send("request.opened", delivery)
    return MessageHandle("posted")
  }

  /// Sends `request.changed`.
  func update(
    _ message: MessageHandle,
    _ delivery: Delivery
  ) async throws(NotifyFault) -> MessageHandle {
    try await send("request.changed", delivery)
    return message
  }

  /// Sends `request.closed`.
  func close(_ message: MessageHandle, _ delivery: Delivery) async throws(NotifyFault) {
    try await send("request.closed", delivery)
  }

  /// Signs and sends an event.
  private func send(_ event: String, _ delivery: Delivery) async throws(NotifyFault) {
    let body = CanonicalJSON.bytes([
      "event": .string(event), "delivery": .string(delivery.id), "notice": delivery.notice.json,
    ])
    let now = clock.now()
    let signature = WebhookSignature.sign(body, at: now, secret: settings.secret.bytes)
    _ = try await client.notify(
      OutboundRequest(
        .post,
        settings.url,
        headers: [
          ("content-type", "application/json; charset=utf-8"),
          (WebhookSignature.timeHeader, String(now.seconds)),
          (WebhookSignature.signatureHeader, signature),
          (WebhookSignature.deliveryHeader, delivery.id),
        ],
        body: body,
        timeoutMilliseconds: settings.timeoutMilliseconds,
        answerBytesMax: Self.answerBytesMax
      )
    )
  }
}
