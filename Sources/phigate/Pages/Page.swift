import Records
import Vocabulary

/// A self-contained page: no script, no request to anywhere, one style.
struct Page {
  /// The title of the window.
  let title: String
  /// What stands in the body.
  let body: Markup

  /// The whole document.
  ///
  /// Its content policy forbids everything but its own style, which it names by digest: whatever
  /// else a hostile text might bring in, a browser would not follow.
  var bytes: [UInt8] {
    let style = PageStyle.text
    let digest = Base64.encode(Digest256(hashing: Array(style.utf8)).bytes)
    let head: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'sha256-\(digest)'; form-action 'none'; base-uri 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>

      """
    return Array((head.html + "<style>\(style)</style>\n</head>\n<body>\n" + body.html).utf8)
      + Array("</body>\n</html>\n".utf8)
  }
}

/// A JSON document that a page shows; what a page asks for must be there.
struct PageData {
  /// The value.
  let value: JSONValue

  /// A document in strict JSON.
  init(document: [UInt8]) throws(Failure) {
    do throws(RecordFault) {
      value = try StrictJSON.parse(document.span, limits: .document)
    } catch {
      throw error.failure(.integrity, "cannot read the document of a page", path: nil)
    }
  }

  /// A part of a document.
  init(_ value: JSONValue) { self.value = value }

  /// The value at the end of a path of names.
  func at(_ path: String...) throws(Failure) -> JSONValue { try find(path) }

  /// A text.
  func text(_ path: String...) throws(Failure) -> String {
    guard case .string(let text) = try find(path) else { throw Self.missing(path) }
    return text
  }

  /// A text that may be null or missing.
  func optionalText(_ path: String...) throws(Failure) -> String? {
    guard case .object(let object) = try find(Array(path.dropLast())) else {
      throw Self.missing(path)
    }
    guard case .string(let text)? = object[path.last ?? ""] else { return nil }
    return text
  }

  /// A number.
  func number(_ path: String...) throws(Failure) -> Int64 {
    guard case .integer(let number) = try find(path) else { throw Self.missing(path) }
    return number
  }

  /// A truth value.
  func isTrue(_ path: String...) throws(Failure) -> Bool {
    guard case .bool(let truth) = try find(path) else { throw Self.missing(path) }
    return truth
  }

  /// The elements of an array.
  func list(_ path: String...) throws(Failure) -> [PageData] {
    guard case .array(let values) = try find(path) else { throw Self.missing(path) }
    return values.map(PageData.init)
  }

  /// The texts of an array.
  func texts(_ path: String...) throws(Failure) -> [String] {
    guard case .array(let values) = try find(path) else { throw Self.missing(path) }
    return values.compactMap { value in
      if case .string(let text) = value { text } else { nil }
    }
  }

  /// The members of an object, in the order of the document.
  func members(_ path: String...) throws(Failure) -> [(name: String, value: PageData)] {
    guard case .object(let object) = try find(path) else { throw Self.missing(path) }
    return object.members.map { ($0.name, PageData($0.value)) }
  }

  /// Walks down a path.
  private func find(_ path: [String]) throws(Failure) -> JSONValue {
    var value = value
    for name in path {
      guard case .object(let object) = value, let next = object[name] else {
        throw Self.missing(path)
      }
      value = next
    }
    return value
  }

  /// The error of a document that is not what a page shows.
  private static func missing(_ path: [String]) -> Failure {
    Failure(.internalError, "a page's document lacks \(path.joined(separator: "."))")
  }
}

extension Array {
  /// `map` that keeps a typed error.
  func mapping<Result, Fault: Error>(
    _ transform: (Element) throws(Fault) -> Result
  ) throws(Fault) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { results.append(try transform(element)) }
    return results
  }
}
