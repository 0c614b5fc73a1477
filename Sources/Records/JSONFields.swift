package import Vocabulary

/// Takes the known fields out of an object and refuses the rest.
///
/// Every error names the field by its path. Use: take what the format knows, then `finish()`.
package struct JSONFields: Sendable {
  /// The object's path, empty for the whole record.
  package let path: String
  /// The members in document order.
  private let members: [JSONObject.Member]
  /// Which of them have been taken.
  private var taken: [Bool]

  /// Begins to read an object.
  /// - Parameters:
  ///   - value: must be an object.
  ///   - path: where it stands, for errors.
  /// - Throws: `wrongType` where it is not an object.
  package init(_ value: JSONValue, at path: String = "") throws(RecordFault) {
    guard case .object(let object) = value else { throw RecordFault(.wrongType, field: path) }
    self.path = path
    self.members = object.members
    self.taken = Array(repeating: false, count: object.members.count)
  }

  /// The path of a field of this object.
  package func path(of name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// Takes a field that may be missing; nil then.
  package mutating func take(_ name: String) -> JSONValue? {
    for index in members.indices where members[index].name.hasSameBytes(as: name) {
      taken[index] = true
      return members[index].value
    }
    return nil
  }

  /// Takes a field that may be missing or null; nil in both cases.
  package mutating func takeNullable(_ name: String) -> JSONValue? {
    guard let value = take(name), value != .null else { return nil }
    return value
  }

  /// Takes a field that must be there.
  package mutating func require(_ name: String) throws(RecordFault) -> JSONValue {
    guard let value = take(name) else { throw fault(.missingField, name) }
    return value
  }

  /// Takes a string that must be there.
  package mutating func string(_ name: String) throws(RecordFault) -> String {
    guard case .string(let text) = try require(name) else { throw fault(.wrongType, name) }
    return text
  }

  /// Takes a string that may be missing or null.
  package mutating func optionalString(_ name: String) throws(RecordFault) -> String? {
    switch takeNullable(name) {
    case nil: return nil
    case .string(let text)?: return text
    default: throw fault(.wrongType, name)
    }
  }

  /// Takes a string that must be exactly `value`.
  package mutating func constant(_ name: String, _ value: String) throws(RecordFault) {
    guard try string(name).hasSameBytes(as: value) else { throw fault(.wrongValue, name) }
  }

  /// Takes an integer that must be there and lie within `range`.
  package mutating func integer(
    _ name: String,
    in range: ClosedRange<Int64> = 0...StrictJSON.integerMax
  ) throws(RecordFault) -> Int64 {
    guard case .integer(let number) = try require(name) else { throw fault(.wrongType, name) }
    guard range.contains(number) else { throw fault(.wrongValue, name) }
    return number
  }

  /// Takes an integer that may be missing or null.
  package mutating func optionalInteger(
    _ name: String,
    in range: ClosedRange<Int64> = 0...StrictJSON.integerMax
  ) throws(RecordFault) -> Int64? {
    guard let value = takeNullable(name) else { return nil }
    guard case .integer(let number) = value else { throw fault(.wrongType, name) }
    guard range.contains(number) else { throw fault(.wrongValue, name) }
    return number
  }

  /// Takes a truth value that must be there.
  package mutating func bool(_ name: String) throws(RecordFault) -> Bool {
    guard case .bool(let truth) = try require(name) else { throw fault(.wrongType, name) }
    return truth
  }

  /// Takes a truth value that may be missing; nil then.
  package mutating func optionalBool(_ name: String) throws(RecordFault) -> Bool? {
    guard let value = take(name) else { return nil }
    guard case .bool(let truth) = value else { throw fault(.wrongType, name) }
    return truth
  }

  /// Takes an array that must be there.
  package mutating func array(_ name: String) throws(RecordFault) -> [JSONValue] {
    guard case .array(let values) = try require(name) else { throw fault(.wrongType, name) }
    return values
  }

  /// Takes an array of strings that must be there.
  package mutating func strings(_ name: String) throws(RecordFault) -> [String] {
    var texts: [String] = []
    for (index, value) in try array(name).enumerated() {
      guard case .string(let text) = value else { throw fault(.wrongType, "\(name)[\(index)]") }
      texts.append(text)
    }
    return texts
  }

  /// Takes an array of objects that must be there; each must be finished.
  package mutating func objects(_ name: String) throws(RecordFault) -> [JSONFields] {
    var objects: [JSONFields] = []
    for (index, value) in try array(name).enumerated() {
      objects.append(try JSONFields(value, at: "\(path(of: name))[\(index)]"))
    }
    return objects
  }

  /// Takes an object that must be there; it must be finished, too.
  package mutating func object(_ name: String) throws(RecordFault) -> JSONFields {
    try JSONFields(try require(name), at: path(of: name))
  }

  /// Takes an object that may be missing or null.
  package mutating func optionalObject(_ name: String) throws(RecordFault) -> JSONFields? {
    guard let value = takeNullable(name) else { return nil }
    return try JSONFields(value, at: path(of: name))
  }

  /// Takes 64 lower-case hexadecimal digits that must be there.
  package mutating func digest(_ name: String) throws(RecordFault) -> Digest256 {
    guard let digest = Digest256(hex: try string(name)) else { throw fault(.wrongValue, name) }
    return digest
  }

  /// Takes 64 lower-case hexadecimal digits that may be missing or null.
  package mutating func optionalDigest(_ name: String) throws(RecordFault) -> Digest256? {
    guard let text = try optionalString(name) else { return nil }
    guard let digest = Digest256(hex: text) else { throw fault(.wrongValue, name) }
    return digest
  }

  /// Takes a time that must be there.
  package mutating func timestamp(_ name: String) throws(RecordFault) -> Timestamp {
    guard let time = Timestamp(try string(name)) else { throw fault(.badTimestamp, name) }
    return time
  }

  /// Takes a time that may be missing or null.
  package mutating func optionalTimestamp(_ name: String) throws(RecordFault) -> Timestamp? {
    guard let text = try optionalString(name) else { return nil }
    guard let time = Timestamp(text) else { throw fault(.badTimestamp, name) }
    return time
  }

  /// The names of the fields that nobody has taken, in document order: for maps whose names are
  /// data.
  package var remainingNames: [String] {
    members.indices.filter { !taken[$0] }.map { members[$0].name }
  }

  /// Refuses the first field that nobody has taken.
  package func finish() throws(RecordFault) {
    guard let name = remainingNames.first else { return }
    throw fault(.unknownField, name)
  }

  /// A fault of one of this object's fields, for checks that the caller makes.
  package func fault(_ cause: RecordFault.Cause, _ name: String) -> RecordFault {
    RecordFault(cause, field: path(of: name))
  }
}
