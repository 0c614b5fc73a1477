import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOSSL
import Records
package import Vocabulary

/// Speaks with a desk, from the host of the gate.
package struct DeskClient: Sendable {
  /// What the desk answered.
  package struct Answer: Sendable {
    /// The status.
    package var status: Int
    /// The body.
    package var body: [UInt8]
    /// The ETag; nil without.
    package var etag: String?
    /// Seconds after which to try again; nil: the desk does not say.
    package var retryAfterSeconds: Int64?

    /// Whether it may help to try again.
    package var isPassing: Bool { status == 429 || status == 408 || status >= 500 }
  }

  /// Seconds until an answer must be there.
  private static let timeoutSeconds: Int64 = 60
  /// Bytes of an answer.
  private static let answerBytesMax = 16 << 20

  /// The desk's address as it was given.
  package let desk: String
  /// What addresses of the API begin with.
  private let base: String
  /// The token; nil on a socket, where the kernel says who asks.
  private let token: String?
  private let client: HTTPClient

  /// Opens a client.
  /// - Parameters:
  ///   - desk: `https://HOST[:PORT]`, `http://127.0.0.1:PORT` or `unix:/PATH`.
  ///   - token: of a program; nil on a socket.
  ///   - roots: a file of certificates in PEM to believe instead of the system's; nil: the system's.
  /// - Throws: exit 2 for any other address.
  package init(desk: String, token: String?, roots: String? = nil) throws(Failure) {
    self.desk = desk
    self.token = token
    base = try Self.base(desk)
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(10)
    // Whoever waits has a back-off of their own.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let roots {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(roots)
      configuration.tlsConfiguration = tls
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// What addresses of a desk begin with.
  private static func base(_ desk: String) throws(Failure) -> String {
    let bare = desk.hasSuffix("/") ? String(desk.dropLast()) : desk
    if bare.hasPrefix("unix:/") {
      let path = bare.dropFirst("unix:".count)
      let encoded = path.utf8.map { byte in
        let isPlain =
          byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
          || byte.isAlphanumeric
        return isPlain ? String(UnicodeScalar(byte)) : "%" + [byte].lowercaseHex.uppercased()
      }
      return "http+unix://\(encoded.joined())"
    }
    let isLocal = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
      .contains { bare == $0 || bare.hasPrefix("\($0):") }
    guard isLocal || bare.hasPrefix("https://"), !bare.contains("?"), !bare.contains("#"),
      bare.utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
    else {
      throw Failure(
        .usage,
        "a desk's address is https://HOST, http://127.0.0.1:PORT or unix:/PATH",
        path: desk
      )
    }
    return bare
  }

  /// Closes every connection.
  package func close() async { try? await client.shutdown() }

  /// Asks once.
  /// - Throws: exit 75 where no answer came: it may have arrived nevertheless.
  package func ask(
    _ method: String,
    _ path: String,
    headers: [(String, String)] = [],
    body: [UInt8]? = nil
  ) async throws(Failure) -> Answer {
    var request = HTTPClientRequest(url: base + path)
    request.method = HTTPMethod(rawValue: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let body { request.body = .bytes(body) }
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.timeoutSeconds))
      let answer = try await response.body.collect(upTo: Self.answerBytesMax)
      return Answer(
        status: Int(response.status.code),
        body: Array(answer.readableBytesView),
        etag: response.headers.first(name: "ETag"),
        retryAfterSeconds: response.headers.first(name: "Retry-After").flatMap { Int64($0) }
      )
    } catch {
      throw Failure(
        .temporary,
        "the desk does not answer",
        path: desk,
        next: "run it again",
        reasons: ["desk_unreachable"]
      )
    }
  }

  /// An answer that is a refusal, in the desk's words.
  package func failure(_ answer: Answer) -> Failure {
    let problem = try? StrictJSON.parse(answer.body.span, limits: .envelope)
    var title = "status \(answer.status)"
    if case .string(let text)? = problem?["title"] { title = text }
    var reasons: [String] = []
    if case .array(let values)? = problem?["reasonCodes"] {
      for case .string(let code) in values { reasons.append(code) }
    }
    if reasons.isEmpty, case .string(let type)? = problem?["type"] {
      reasons = [String(type.split(separator: ":").last ?? "")]
    }
    let code: ExitCode =
      switch answer.status {
      case 409: .refused
      case 422: .integrity
      case _ where answer.isPassing: .temporary
      default: .usage
      }
    return Failure(code, "the desk refused: \(title)", path: desk, reasons: reasons)
  }
}
