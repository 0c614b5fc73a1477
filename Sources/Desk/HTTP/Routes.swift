import Gate
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Records
import Vocabulary

/// One operation: a method, a pattern of an address, and what answers.
struct Route: Sendable {
  /// The method.
  let method: HTTPRequest.Method
  /// The parts of the address; `{name}` stands for any one part.
  let pattern: [String]
  /// The pattern as it is written, for metrics and logs.
  let text: String
  /// Whether people see what it answers, so that problems are pages.
  let isPage: Bool
  /// Answers.
  let answer: @Sendable (Incoming) async throws -> Response

  /// Creates a route, such as `GET /v1/requests/{id}`.
  init(
    _ text: String,
    isPage: Bool = false,
    _ answer: @escaping @Sendable (Incoming) async throws -> Response
  ) {
    let parts = text.split(separator: " ")
    method = HTTPRequest.Method(String(parts[0])) ?? .get
    self.text = String(parts[parts.count - 1])
    pattern = self.text.split(separator: "/").map(String.init)
    self.isPage = isPage
    self.answer = answer
  }

  /// The parameters of an address; nil where it has another pattern.
  func parameters(of path: [String]) -> [String: String]? {
    guard path.count == pattern.count else { return nil }
    var found: [String: String] = [:]
    for (part, wanted) in zip(path, pattern) {
      if wanted.hasPrefix("{") {
        found[String(wanted.dropFirst().dropLast())] = part
      } else if part != wanted {
        return nil
      }
    }
    return found
  }
}

/// Answers every request: finds the route, who asks, and says what went wrong where something did.
struct DeskResponder: HTTPResponder {
  /// The operations.
  let routes: [Route]
  /// Who asks.
  let authenticator: Authenticator
  /// How often.
  let limiter: RateLimiter
  /// Counts.
  let metrics: DeskMetrics
  /// One line a request.
  let logger: Logger
  /// Turns a problem into a page for people.
  let page: @Sendable (Problem, Incoming?) -> Response

  /// Addresses that monitors ask, whoever they are.
  private static let open: Set<String> = ["/healthz", "/readyz"]

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    let start = ContinuousClock.now
    var incoming: Incoming?
    var route: Route?
    var response: Response
    do {
      var known = try Incoming(request, context)
      incoming = known
      route = try find(&known)
      incoming = known
      guard let route else { throw Problem.notFound }
      if !Self.open.contains(route.text) { try await identify(&known) }
      incoming = known
      response = try await route.answer(known)
    } catch {
      let problem = problem(error)
      let more = allowed(problem, incoming)
      response =
        wantsPage(route, incoming)
        ? page(problem, incoming) : Answers.problem(problem, more: more)
    }
    if request.method == .head { response = response.createHeadResponse() }
    note(request, route, incoming, response, since: start)
    return response
  }

  /// The route of an address and method.
  /// - Throws: 404, 405.
  private func find(_ incoming: inout Incoming) throws(Problem) -> Route? {
    let method = incoming.request.method == .head ? .get : incoming.request.method
    var isThere = false
    for route in routes {
      guard let parameters = route.parameters(of: incoming.path) else { continue }
      isThere = true
      guard route.method == method else { continue }
      incoming.parameters = parameters
      return route
    }
    throw isThere
      ? Problem(405, "method_not_allowed", "the address does not know this method") : .notFound
  }

  /// `Allow` of an address whose method was another.
  private func allowed(_ problem: Problem, _ incoming: Incoming?) -> [(String, String)] {
    guard problem.status == 405, let incoming else { return [] }
    var methods = routes.filter { $0.parameters(of: incoming.path) != nil }.map(\.method.rawValue)
    if methods.contains("GET") { methods.append("HEAD") }
    return [("Allow", Set(methods).sorted().joined(separator: ", "))]
  }

  /// Finds out who asks, and holds back whoever asks too often; who gives a token that is none
  /// counts as a stranger of their address.
  private func identify(_ incoming: inout Incoming) async throws {
    do {
      try await authenticator.identify(&incoming)
    } catch {
      try hold("stranger \(address(incoming))")
      throw error
    }
    try hold(incoming.principal?.key ?? "stranger \(address(incoming))")
  }

  /// Takes one request out of a bucket.
  /// - Throws: 429 where it is empty.
  private func hold(_ key: String) throws(Problem) {
    guard let seconds = limiter.take(key, at: Self.milliseconds()) else { return }
    var problem = Problem(429, "too_many_requests", "too many requests")
    problem.retryAfterSeconds = seconds
    throw problem
  }

  /// Where an unknown one comes from.
  private func address(_ incoming: Incoming) -> String {
    incoming.context.channel.remoteAddress?.ipAddress ?? "socket"
  }

  /// Milliseconds of a clock that never goes back.
  private static func milliseconds() -> Int64 {
    let (seconds, attoseconds) = origin.duration(to: .now).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  /// When the program started.
  private static let origin = ContinuousClock.now

  /// What an error is for the client; what is inside is for the log.
  private func problem(_ error: any Error) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let failure as Failure:
      let problem = Problem(failure)
      if problem.status >= 500 {
        logger.error(
          "a request failed",
          metadata: ["failure": "\(failure.message)", "code": "\(failure.code.rawValue)"]
        )
      }
      return problem
    default:
      logger.error("a request failed", metadata: ["type": "\(type(of: error))"])
      return Problem(500, "internal", "something went wrong inside")
    }
  }

  /// Whether a person looks.
  private func wantsPage(_ route: Route?, _ incoming: Incoming?) -> Bool {
    if let route { return route.isPage }
    guard let incoming else { return false }
    let first = incoming.path.first ?? ""
    return first != "v1" && incoming.header("Accept")?.contains("text/html") == true
  }

  /// Counts an answer and writes its line.
  private func note(
    _ request: Request,
    _ route: Route?,
    _ incoming: Incoming?,
    _ response: Response,
    since start: ContinuousClock.Instant
  ) {
    let (seconds, attoseconds) = start.duration(to: .now).components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    let method = request.method.rawValue.utf8.count <= 7 ? request.method.rawValue : "OTHER"
    let text = route?.text ?? "other"
    let name = route == nil ? "OTHER" : method
    metrics.count(
      route: text,
      method: name,
      status: response.status.code,
      microseconds: microseconds
    )
    logger.info(
      "request",
      metadata: [
        "method": "\(name)", "route": "\(text)", "status": "\(response.status.code)",
        "microseconds": "\(microseconds)", "principal": "\(incoming?.principal?.key ?? "-")",
        "request": "\(incoming?.parameters["id"].flatMap { $0.isUUID ? $0 : nil } ?? "-")",
      ]
    )
  }
}
