import DeskOutbound
import Records

/// Calls methods of Slack's Web API with the bot's token.
struct SlackAPI: Sendable {
  /// Milliseconds that a call may take while a person waits: Slack gives up on the desk after
  /// three seconds, and there are two such calls.
  static let interactiveMilliseconds: Int64 = 1_200
  /// Bytes of an answer.
  static let answerBytesMax = 256 << 10
  /// Depth of an answer.
  static let answerDepthMax = 24
  /// Errors of Slack's that pass.
  ///
  /// Source: Slack, chat.postMessage, chat.update, views.open: errors.
  private static let passing: Set<String> = [
    "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable",
    "request_timeout", "team_added_to_org",
  ]

  /// The settings.
  let settings: SlackSettings
  /// The connections.
  let client: OutboundClient

  /// Calls a method with JSON.
  /// - Parameters:
  ///   - method: its name.
  ///   - arguments: an object.
  ///   - milliseconds: how long it may take.
  /// - Returns: the answer, which said `ok`.
  /// - Throws: temporary where it may help to try again.
  func post(
    _ method: StaticString,
    _ arguments: JSONValue,
    milliseconds: Int64
  ) async throws(NotifyFault) -> Lookup {
    try await call(
      method,
      .post,
      "",
      body: CanonicalJSON.bytes(arguments),
      milliseconds: milliseconds
    )
  }

  /// Calls a method that only reads.
  ///
  /// `query`: names and values that need no escaping.
  func get(
    _ method: StaticString,
    query: String,
    milliseconds: Int64
  ) async throws(NotifyFault) -> Lookup {
    try await call(method, .get, "?" + query, body: nil, milliseconds: milliseconds)
  }

  /// Sends a call and judges its answer.
  private func call(
    _ method: StaticString,
    _ verb: OutboundRequest.Method,
    _ query: String,
    body: [UInt8]?,
    milliseconds: Int64
  ) async throws(NotifyFault) -> Lookup {
    let isLoopback = settings.api.scheme == "http"
    let text = settings.api.text + method.description + query
    guard let url = OutboundURL(text, allowsLoopback: isLoopback),
      url.origin == settings.api.origin
    else { throw .permanent("address_malformed") }
    var headers = [(name: "authorization", value: "Bearer \(settings.botToken.text)")]
    if body != nil { headers.append(("content-type", "application/json; charset=utf-8")) }
    let answer = try await client.notify(
      OutboundRequest(
        verb,
        url,
        headers: headers,
        body: body,
        timeoutMilliseconds: milliseconds,
        answerBytesMax: Self.answerBytesMax
      )
    )
    let limits = JSONLimits(bytesMax: Self.answerBytesMax, depthMax: Self.answerDepthMax)
    guard let value = try? StrictJSON.parse(answer.body.span, limits: limits) else {
      throw .permanent("answer_malformed")
    }
    let root = Lookup(value)
    if root["ok"].bool == true { return root }
    guard let error = root["error"].text, error.utf8.allSatisfy(Self.isCodeByte),
      1...64 ~= error.utf8.count
    else { throw .permanent("answer_malformed") }
    throw Self.passing.contains(error)
      ? .temporary("slack_\(error)", afterSeconds: answer.retryAfterSeconds)
      : .permanent("slack_\(error)")
  }

  /// Whether a byte may stand in one of Slack's error codes.
  private static func isCodeByte(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte || 0x30...0x39 ~= byte || byte == 0x5F
  }
}
