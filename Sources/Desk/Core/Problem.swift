package import Records
package import Vocabulary

/// Why a request of HTTP was not answered as asked.
///
/// Source: RFC 9457.
package struct Problem: Error, Sendable, Hashable {
  /// The status.
  package var status: Int
  /// A stable code: the last part of `type`.
  package var code: String
  /// One sentence, lower case, no full stop; never a value of the data.
  package var title: String
  /// What the reader can do; nil where the title says it.
  package var detail: String?
  /// Codes of the gate, where it was its code that refused.
  package var reasons: [String] = []
  /// Seconds after which it may be tried again; nil: unknown.
  package var retryAfterSeconds: Int64?

  /// The media type.
  package static let mediaType = "application/problem+json"

  /// Creates a problem.
  package init(_ status: Int, _ code: String, _ title: String, detail: String? = nil) {
    self.status = status
    self.code = code
    self.title = title
    self.detail = detail
  }

  /// What the gate's code said, as a status: refusals are 409, edited bytes 422, what passes 503.
  package init(_ failure: Failure) {
    let code = failure.reasons.first
    let status =
      switch failure.code {
      case .refused: 409
      case .integrity: 422
      case .usage: 400
      case .temporary, .locked, .outputFailed: 503
      default: 500
      }
    // What went wrong inside is for the log.
    let isInside = status == 500 || status == 503
    self.init(
      status,
      code ?? (isInside ? "unavailable" : "refused"),
      isInside ? "the desk cannot do this now" : failure.message.escapingControls
    )
    reasons = failure.reasons
    if status == 503 { retryAfterSeconds = 5 }
  }

  /// The document.
  package var json: JSONValue {
    var object = JSONObject([
      .init("type", .string("urn:phigate:problem:\(code)")), .init("title", .string(title)),
      .init("status", .integer(Int64(status))),
    ])
    if let detail { object["detail"] = .string(detail) }
    if !reasons.isEmpty { object["reasonCodes"] = .array(reasons.map { .string($0) }) }
    return .object(object)
  }

  /// Nothing there, or nothing that the caller may see.
  package static let notFound = Problem(404, "not_found", "there is nothing at this address")
  /// Nobody known asked.
  package static let unauthorized = Problem(401, "unauthorized", "sign in, or give a valid token")
}
