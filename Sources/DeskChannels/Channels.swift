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
