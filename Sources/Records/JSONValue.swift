/// A JSON value as the strict parser knows it: no fractions, no exponents, no duplicate names.
///
/// Strings compare by their UTF-8 bytes: Swift's own equality is canonical equivalence, under which
/// two different signed texts would be equal.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// Within ±(2^53 - 1).
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// Whether both values are the same, strings byte for byte.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.string(let one), .string(let other)): one.hasSameBytes(as: other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }

  /// Hashes the value; strings by their bytes.
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .string(let value): hasher.combine(Array(value.utf8))
    case .array(let values): hasher.combine(values)
    case .object(let value): hasher.combine(value)
    }
  }
}

/// A JSON object: members in document order; a parsed one holds no two names that are canonically
/// equivalent.
package struct JSONObject: Sendable, Hashable {
  /// One name and its value.
  package struct Member: Sendable, Hashable {
    /// The name, unescaped.
    package var name: String
    /// The value.
    package var value: JSONValue

    /// Creates a member.
    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }

    /// Whether names (byte for byte) and values are the same.
    package static func == (left: Member, right: Member) -> Bool {
      left.name.hasSameBytes(as: right.name) && left.value == right.value
    }

    /// Hashes the name's bytes and the value.
    package func hash(into hasher: inout Hasher) {
      hasher.combine(Array(name.utf8))
      hasher.combine(value)
    }
  }

  /// The members in document order.
  package private(set) var members: [Member]

  /// Creates an object.
  /// - Parameter members: names must be distinct as bytes.
  package init(_ members: [Member] = []) {
    self.members = members
  }

  /// The value of a name, compared as bytes; setting nil removes the member.
  package subscript(name: String) -> JSONValue? {
    get { members.first { $0.name.hasSameBytes(as: name) }?.value }
    set {
      let index = members.firstIndex { $0.name.hasSameBytes(as: name) }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  package init(integerLiteral value: Int64) { self = .integer(value) }
  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object; names must be distinct.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member($0, $1) }))
  }
}

extension String {
  /// Whether both strings are the same UTF-8 bytes (`==` is canonical equivalence).
  package func hasSameBytes(as other: String) -> Bool {
    let one = utf8
    let two = other.utf8
    return one.count == two.count && one.elementsEqual(two)
  }
}
