import DeskPages
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Vocabulary

/// Answers of HTTP, all with the headers that hold a browser to what the desk promises.
enum Answers {
  /// The media type of JSON.
  static let jsonType = "application/json"

  /// Bytes of a media type.
  static func bytes(
    _ bytes: [UInt8],
    type: String,
    status: Int = 200,
    etag: String? = nil,
    more: [(String, String)] = []
  ) -> Response {
    var headers = headers(more)
    headers[.contentType] = type
    if let etag {
      headers[.eTag] = etag
      headers[.cacheControl] = "private, no-cache"
    }
    return Response(
      status: .init(code: status),
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  /// A JSON document in canonical form.
  static func json(
    _ value: JSONValue,
    status: Int = 200,
    etag: String? = nil,
    more: [(String, String)] = []
  ) -> Response {
    bytes(CanonicalJSON.bytes(value), type: jsonType, status: status, etag: etag, more: more)
  }

  /// What the browser has is what there is.
  static func notModified(_ etag: String) -> Response {
    var headers = headers([])
    headers[.eTag] = etag
    headers[.cacheControl] = "private, no-cache"
    return Response(status: .notModified, headers: headers)
  }

  /// A problem.
  static func problem(_ problem: Problem, more: [(String, String)] = []) -> Response {
    var more = more
    if problem.status == 401 { more.append(("WWW-Authenticate", "Bearer realm=\"phigate-desk\"")) }
    if let seconds = problem.retryAfterSeconds { more.append(("Retry-After", "\(seconds)")) }
    return bytes(
      CanonicalJSON.bytes(problem.json),
      type: Problem.mediaType,
      status: problem.status,
      more: more
    )
  }

  /// A page.
  static func page(_ bytes: [UInt8], status: Int = 200, more: [(String, String)] = []) -> Response {
    Self.bytes(bytes, type: "text/html; charset=utf-8", status: status, more: more)
  }

  /// Sends the browser elsewhere on this desk, or to the identity provider.
  static func redirect(_ place: String, more: [(String, String)] = []) -> Response {
    bytes([], type: "text/plain", status: 303, more: more + [("Location", place)])
  }

  /// The headers of every answer, and more.
  static func headers(_ more: [(String, String)]) -> HTTPFields {
    var headers = HTTPFields()
    for (name, value) in SecurityHeaders.pages {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    for (name, value) in more {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    return headers
  }
}
