import DeskOutbound
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Vocabulary

/// What comes with each request: the connection, for who is at its other end.
struct DeskContext: RequestContext {
  /// What the framework keeps.
  var coreContext: CoreRequestContextStorage
  /// The connection.
  let channel: any Channel

  /// Takes a connection over.
  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}

/// A request of HTTP, read strictly: what is not as the API says is refused, not guessed.
struct Incoming: Sendable {
  /// The request as the framework has it.
  let request: Request
  /// The connection.
  let context: DeskContext
  /// Parts of the path, decoded.
  let path: [String]
  /// Parameters of the query, decoded; each once.
  let query: [String: String]
  /// What patterns of the route named in the path.
  var parameters: [String: String] = [:]
  /// Who asks; nil: nobody known.
  var principal: Principal?
  /// The secret of the sign-in's cookie; nil where it is not a sign-in that asks.
  var signInSecret: String?

  /// Bytes of a query.
  static let queryBytesMax = 4_096

  /// Reads address and query.
  /// - Throws: 400 where they are not valid percent-encoding of UTF-8.
  init(_ request: Request, _ context: DeskContext) throws(Problem) {
    self.request = request
    self.context = context
    let whole = request.head.path ?? "/"
    let parts = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path: [String] = []
    for part in parts[0].split(separator: "/", omittingEmptySubsequences: true) {
      guard let text = Self.decoded(part, plusIsSpace: false) else {
        throw Problem(400, "address_invalid", "the address is not valid percent-encoding")
      }
      path.append(text)
    }
    self.path = path
    query = try Self.form(parts.count > 1 ? parts[1] : "", what: "query")
  }

  /// The fields of a form or a query.
  ///
  /// `bytesMax`: of the text.
  static func form(
    _ text: Substring,
    what: String,
    bytesMax: Int = queryBytesMax
  ) throws(Problem) -> [String: String] {
    guard text.utf8.count <= bytesMax else {
      throw Problem(400, "\(what)_invalid", "the \(what) is too long")
    }
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0], plusIsSpace: true),
        let value = decoded(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
      else { throw Problem(400, "\(what)_invalid", "the \(what) is not valid percent-encoding") }
      guard fields.updateValue(value, forKey: name) == nil else {
        throw Problem(400, "\(what)_invalid", "a field of the \(what) occurs twice")
      }
    }
    return fields
  }

  /// A text without percent-encoding; nil where that is not valid, or not UTF-8.
  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexDigit),
          let low = rest.popFirst().flatMap(hexDigit)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The value of a hexadecimal digit.
  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// A header field; nil where it is missing.
  func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }

  /// All values of a header field, in their order.
  func headers(_ name: String) -> [String] {
    HTTPField.Name(name).map { request.headers[values: $0] } ?? []
  }

  /// The value of a cookie; nil where it is missing.
  func cookie(_ name: String) -> String? {
    for line in request.headers[values: .cookie] {
      for pair in line.split(separator: ";") {
        let sides = pair.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { continue }
        if sides[0].drop(while: { $0 == " " }) == name { return String(sides[1]) }
      }
    }
    return nil
  }

  /// Refuses parameters of the query that the operation does not have.
  func allow(_ names: Set<String>) throws(Problem) {
    guard let unknown = query.keys.filter({ !names.contains($0) }).min() else { return }
    throw Problem(400, "query_invalid", "unknown parameter \(String(unknown.prefix(40)).printable)")
  }

  /// The media type of the body in small letters, without parameters.
  var mediaType: String {
    let text = request.headers[.contentType] ?? ""
    return (text.split(separator: ";").first ?? "").filter { $0 != " " }.lowercased()
  }

  /// The whole body.
  /// - Throws: 413 where it is longer than allowed.
  func body(bytesMax: Int) async throws -> [UInt8] {
    if let text = request.headers[.contentLength], let length = Int(text), length > bytesMax {
      throw Problem(413, "body_too_large", "at most \(bytesMax) bytes")
    }
    do {
      let buffer = try await request.body.collect(upTo: bytesMax)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem(413, "body_too_large", "at most \(bytesMax) bytes")
    }
  }

  /// Whether a browser has what an ETag names.
  func has(_ etag: String) -> Bool {
    guard let text = request.headers[.ifNoneMatch] else { return false }
    return text == "*"
      || text.split(separator: ",")
        .contains { item in
          let tag = item.drop { $0 == " " }
          return tag == etag || tag == "W/\(etag)"
        }
  }
}

extension String {
  /// The text for a message: ASCII without control characters and quotes.
  var printable: String {
    String(filter { $0.isASCII && $0 != "\"" && !$0.isNewline && ($0.asciiValue ?? 0) >= 0x20 })
  }
}
