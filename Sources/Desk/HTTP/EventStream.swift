import Hummingbird
import NIOCore
import ServiceLifecycle
import Vocabulary

/// Answers with server-sent events that go on until the client leaves or the desk stops.
struct EventStream: Sendable {
  /// Tells what happened.
  let hub: EventHub
  /// Knows what happened before.
  let reader: DeskReader

  /// Milliseconds after which a client that lost the connection comes back.
  private static let retryMilliseconds = 2_000

  /// The answer.
  ///
  /// `after`: the newest event that the client has; nil: from now on. `request`: of which request;
  /// nil: of all.
  /// - Throws: 503 where too many follow already.
  func response(after: Int64?, of request: String?) async throws -> Response {
    let newest: Int64
    if let after { newest = after } else { newest = try await reader.newestEvent() }
    guard let (number, wakes) = hub.follow(request) else {
      var problem = Problem(503, "too_many_followers", "too many clients follow events")
      problem.retryAfterSeconds = 10
      throw problem
    }
    let (hub, reader) = (hub, reader)
    var response = Answers.bytes([], type: "text/event-stream", more: [])
    response.headers[.cacheControl] = "no-store"
    response.headers[.contentLength] = nil
    response.body = ResponseBody { writer in
      defer { hub.leave(number) }
      try await writer.write(ByteBuffer(string: "retry: \(Self.retryMilliseconds)\n\n"))
      var last = newest
      try await Self.send(&writer, &last, request, hub, reader)
      // A desk that stops does not wait for those who follow.
      for await wake in wakes.cancelOnGracefulShutdown() {
        let before = last
        try await Self.send(&writer, &last, request, hub, reader)
        if case .beat = wake, last == before { try await writer.write(ByteBuffer(string: ":\n\n")) }
      }
      try await writer.finish(nil)
    }
    return response
  }

  /// Sends what is new.
  private static func send(
    _ writer: inout any ResponseBodyWriter,
    _ last: inout Int64,
    _ request: String?,
    _ hub: EventHub,
    _ reader: DeskReader
  ) async throws {
    while true {
      var batch = hub.events(after: last, of: request)
      if batch.isBehind { batch.events = try await reader.events(after: last, of: request) }
      var buffer = ByteBuffer()
      for event in batch.events {
        buffer.writeBytes(event.message)
        last = event.id
      }
      if !batch.isBehind { last = max(last, batch.newest ?? last) }
      if buffer.readableBytes > 0 { try await writer.write(buffer) }
      guard batch.isBehind, !batch.events.isEmpty else { return }
    }
  }
}
