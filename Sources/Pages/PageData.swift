package import Records
package import Vocabulary

/// A JSON document that a page shows; what a page asks for must be there.
package struct PageData: Sendable {
  /// The value.
  package let value: JSONValue

  /// A document in strict JSON.
  package init(document: [UInt8]) throws(Failure) {
    do throws(RecordFault) {
      value = try StrictJSON.parse(document.span, limits: .document)
    } catch {
      throw error.failure(.integrity, "cannot read the document of a page", path: nil)
    }
  }

  /// A part of a document.
  package init(_ value: JSONValue) { self.value = value }

  /// The value at the end of a path of names.
  package func at(_ path: String...) throws(Failure) -> JSONValue { try find(path) }

  /// A text.
  package func text(_ path: String...) throws(Failure) -> String {
    guard case .string(let text) = try find(path) else { throw Self.missing(path) }
    return text
  }

  /// A text that may be null or missing.
  package func optionalText(_ path: String...) throws(Failure) -> String? {
    guard case .object(let object) = try find(Array(path.dropLast())) else {
      throw Self.missing(path)
    }
    guard case .string(let text)? = object[path.last ?? ""] else { return nil }
    return text
  }

  /// A number.
  package func number(_ path: String...) throws(Failure) -> Int64 {
    guard case .integer(let number) = try find(path) else { throw Self.missing(path) }
    return number
  }

  /// A truth value.
  package func isTrue(_ path: String...) throws(Failure) -> Bool {
    guard case .bool(let truth) = try find(path) else { throw Self.missing(path) }
    return truth
  }

  /// The elements of an array.
  package func list(_ path: String...) throws(Failure) -> [PageData] {
    guard case .array(let values) = try find(path) else { throw Self.missing(path) }
    return values.map(PageData.init)
  }

  /// The texts of an array.
  package func texts(_ path: String...) throws(Failure) -> [String] {
    guard case .array(let values) = try find(path) else { throw Self.missing(path) }
    return values.compactMap { value in
      if case .string(let text) = value { text } else { nil }
    }
  }

  /// The members of an object, in the order of the document.
  package func members(_ path: String...) throws(Failure) -> [(name: String, value: PageData)] {
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
  package func mapping<Result, Fault: Error>(
    _ transform: (Element) throws(Fault) -> Result
  ) throws(Fault) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { results.append(try transform(element)) }
    return results
  }

  /// `filter` that keeps a typed error.
  package func filtering<Fault: Error>(
    _ isIncluded: (Element) throws(Fault) -> Bool
  ) throws(Fault) -> [Element] {
    var kept: [Element] = []
    for element in self where try isIncluded(element) { kept.append(element) }
    return kept
  }
}
