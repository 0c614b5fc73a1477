import Vocabulary

/// Why a message did not go out; holds nothing of it, and no address.
package enum NotifyFault: Error, Sendable, Hashable {
  /// It may help to try again.
  ///
  /// `cause`: a stable code. `afterSeconds`: what the other side asked for; nil for nothing.
  case temporary(_ cause: String, afterSeconds: Int64?)
  /// It will never go out like this.
  case permanent(_ cause: String)

  /// The stable code.
  package var cause: String {
    switch self {
    case .temporary(let cause, _), .permanent(let cause): cause
    }
  }
}

/// What a notifier needs to find its message again; opaque to everybody else, at most 1 KiB.
package struct MessageHandle: Sendable, Hashable {
  /// Bytes of a handle.
  package static let bytesMax = 1024
  /// The text.
  package let text: String

  /// Takes a handle over.
  package init(_ text: String) { self.text = text }
}

/// One delivery: a notice, and the names under which it is known outside.
package struct Delivery: Sendable, Hashable {
  /// The notice.
  package let notice: Notice
  /// The opaque name of the message; the only thing that comes back with a click.
  package let reference: String
  /// The same for every attempt at this delivery, so that a receiver can drop what it has already.
  package let id: String

  /// Creates a delivery.
  package init(notice: Notice, reference: String, id: String) {
    self.notice = notice
    self.reference = reference
    self.id = id
  }
}

/// A place that is told about requests.
///
/// The same delivery may be made again after a failure; deliveries of one message are never made at
/// the same time or out of order.
package protocol Notifier: Sendable {
  /// The name in the configuration, the database and logs: small letters, digits and `-`.
  var name: String { get }
  /// Tells about a request for the first time.
  func post(_ delivery: Delivery) async throws(NotifyFault) -> MessageHandle
  /// Shows its new state.
  /// - Returns: the handle from now on.
  func update(
    _ message: MessageHandle,
    _ delivery: Delivery
  ) async throws(NotifyFault) -> MessageHandle
  /// Shows its last state; nothing can be decided from the message afterwards.
  func close(_ message: MessageHandle, _ delivery: Delivery) async throws(NotifyFault)
}
