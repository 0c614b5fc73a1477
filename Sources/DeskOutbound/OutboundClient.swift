import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// Why something could not be sent, or its answer not be read; holds nothing that was sent.
package enum OutboundFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// No answer in time: it may have arrived nevertheless.
  case timedOut
  /// No connection, or one that broke off: it may have arrived nevertheless.
  case unreachable
  /// The answer is longer than the limit.
  case answerTooLarge

  /// What happened, in small letters.
  package var description: String {
    switch self {
    case .timedOut: "no answer in time"
    case .unreachable: "no connection"
    case .answerTooLarge: "the answer is too large"
    }
  }
}

/// What is sent.
package struct OutboundRequest: Sendable {
  /// Methods that the desk uses.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  /// Where to.
  package var url: OutboundURL
  /// How.
  package var method: Method
  /// Header fields, names in any case.
  package var headers: [(name: String, value: String)]
  /// The body; nil for none.
  package var body: [UInt8]?
  /// Milliseconds until the whole answer must be there.
  package var timeoutMilliseconds: Int64
  /// Bytes of the answer.
  package var answerBytesMax: Int

  /// Creates a request.
  package init(
    _ method: Method,
    _ url: OutboundURL,
    headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil,
    timeoutMilliseconds: Int64,
    answerBytesMax: Int
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeoutMilliseconds = timeoutMilliseconds
    self.answerBytesMax = answerBytesMax
  }
}

/// What came back.
package struct OutboundAnswer: Sendable {
  /// The status, 100 to 599.
  package let status: Int
  /// The body as it came.
  package let body: [UInt8]
  /// The media type in small letters without parameters; nil where there is none.
  package let mediaType: String?
  /// Seconds of `Retry-After`; nil where there is none, or one that is no plain number of seconds.
  package let retryAfterSeconds: Int64?
  /// Seconds of `Cache-Control: max-age`; nil where there is none.
  package let maxAgeSeconds: Int64?
}

/// Sends what the desk has to say to other hosts.
///
/// Follows no redirect: the host that the configuration names is the one that is spoken to. Answers
/// are read up to a limit and within a time. Certificates are verified against the system's roots.
package struct OutboundClient: Sendable {
  /// Milliseconds until a connection must stand.
  private static let connectMilliseconds: Int64 = 5_000

  /// The connections.
  private let client: HTTPClient
  /// A log that nothing is written to: the library would write addresses into it.
  private let silent = Logger(label: "phigate.outbound") { _ in SwiftLogNoOpLogHandler() }

  /// Opens a pool of connections; `shutdown` closes it.
  package init() {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.timeout.connect = .milliseconds(Self.connectMilliseconds)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Closes every connection; nothing can be sent afterwards.
  package func shutdown() async {
    try? await client.shutdown()
  }

  /// Sends a request and reads its whole answer, whatever its status.
  /// - Throws: where no answer came, or one too long.
  package func send(_ outgoing: OutboundRequest) async throws(OutboundFault) -> OutboundAnswer {
    var request = HTTPClientRequest(url: outgoing.url.text)
    request.method = outgoing.method == .get ? .GET : .POST
    for header in outgoing.headers { request.headers.add(name: header.name, value: header.value) }
    if let body = outgoing.body { request.body = .bytes(body) }
    do {
      let response = try await client.execute(
        request,
        timeout: .milliseconds(outgoing.timeoutMilliseconds),
        logger: silent
      )
      let body = try await response.body.collect(upTo: outgoing.answerBytesMax)
      return OutboundAnswer(
        status: Int(response.status.code),
        body: Array(body.readableBytesView),
        mediaType: Self.mediaType(response.headers),
        retryAfterSeconds: Self.seconds(response.headers.first(name: "retry-after")),
        maxAgeSeconds: Self.maxAge(response.headers)
      )
    } catch is NIOTooManyBytesError {
      throw .answerTooLarge
    } catch let error as HTTPClientError
      where error == .deadlineExceeded || error == .readTimeout || error == .connectTimeout
    {
      throw .timedOut
    } catch {
      throw .unreachable
    }
  }

  /// The media type of an answer without its parameters.
  private static func mediaType(_ headers: HTTPHeaders) -> String? {
    headers.first(name: "content-type")?.split(separator: ";").first
      .map { $0.filter { $0 != " " }.lowercased() }
  }

  /// A plain number of seconds.
  private static func seconds(_ text: String?) -> Int64? {
    guard let text, 1...9 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
      return nil
    }
    return Int64(text)
  }

  /// How long an answer may be kept.
  private static func maxAge(_ headers: HTTPHeaders) -> Int64? {
    for directive in headers[canonicalForm: "cache-control"] {
      let text = directive.lowercased()
      if text.hasPrefix("max-age=") { return seconds(String(text.dropFirst(8))) }
    }
    return nil
  }
}
