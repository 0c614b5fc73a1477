import Vocabulary

/// Limits of a JSON text from outside.
package struct JSONLimits: Sendable, Hashable {
  /// Bytes of the text.
  package var bytesMax: Int
  /// Objects and arrays within one another; 1 is an object of plain values.
  package var depthMax: Int

  /// Creates limits.
  package init(bytesMax: Int, depthMax: Int) {
    self.bytesMax = bytesMax
    self.depthMax = depthMax
  }

  /// A DSSE envelope of a decision.
  package static let envelope = JSONLimits(bytesMax: 64 << 10, depthMax: 8)
  /// The payload of a decision.
  package static let payload = JSONLimits(bytesMax: 32 << 10, depthMax: 8)
  /// A row of the audit log.
  package static let row = JSONLimits(bytesMax: 64 << 10, depthMax: 8)
  /// A line of a manifest.
  package static let manifestLine = JSONLimits(bytesMax: 1 << 20, depthMax: 8)
  /// A trust document, its payload and other documents of one installation.
  package static let document = JSONLimits(bytesMax: 4 << 20, depthMax: 16)
}

/// The one parser for JSON from outside: manifests, tokens, trust documents, requests, log rows.
///
/// Accepts UTF-8 without a byte order mark, no name twice in an object (compared as bytes after
/// unescaping), integers only as plain digits within ±(2^53 - 1) (RFC 7493 §2.2), no `-0`, no lone
/// surrogates, one value and nothing after it. What others read differently is refused, so that a
/// signed text means one thing. Source: phigate-manifest(5), "Strict JSON".
package enum StrictJSON {
  /// The largest magnitude of an integer.
  ///
  /// Source: RFC 7493 §2.2.
  package static let integerMax: Int64 = (1 << 53) - 1

  /// Parses one text.
  /// - Parameters:
  ///   - bytes: the whole text; white space around the value is allowed.
  ///   - limits: size and depth.
  /// - Returns: the value, members in document order.
  /// - Throws: the first fault with its line and byte.
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: JSONLimits
  ) throws(RecordFault) -> JSONValue {
    guard bytes.count <= limits.bytesMax else {
      throw RecordFault(.tooLarge, line: 1, offset: limits.bytesMax)
    }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw RecordFault(.byteOrderMark, line: 1, offset: 0)
    }
    var parser = StrictJSONParser(depthMax: limits.depthMax)
    try parser.checkEncoding(bytes)
    return try parser.document(bytes)
  }

  /// Parses one text that must be in RFC 8785 canonical form, byte for byte.
  /// - Parameters:
  ///   - bytes: the whole text, without a line end.
  ///   - limits: size and depth.
  /// - Returns: the value.
  /// - Throws: as `parse`, and `notCanonical` where writing the value again gives other bytes.
  package static func parseCanonical(
    _ bytes: Span<UInt8>,
    limits: JSONLimits
  ) throws(RecordFault) -> JSONValue {
    let value = try parse(bytes, limits: limits)
    guard CanonicalJSON.bytes(value).hasSameBytes(as: bytes) else {
      throw RecordFault(.notCanonical)
    }
    return value
  }
}

extension [UInt8] {
  /// Whether both hold the same bytes.
  package func hasSameBytes(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}

/// The state of one parse: a position that only moves forward.
struct StrictJSONParser {
  /// The next byte.
  private var position = 0
  /// Objects and arrays that are open.
  private var depth = 0
  /// The most that may be open.
  private let depthMax: Int
  /// Unescaped bytes of a string with escapes, reused.
  private var scratch: [UInt8] = []

  /// Creates a parser that stands before the first byte.
  init(depthMax: Int) {
    self.depthMax = depthMax
  }

  /// Refuses what is not UTF-8 as a whole, so that strings need no check of their own.
  func checkEncoding(_ bytes: Span<UInt8>) throws(RecordFault) {
    do {
      _ = try UTF8Span(validating: bytes)
    } catch {
      throw fault(.notUTF8, bytes, at: error.byteOffsets.lowerBound)
    }
  }

  /// Parses the value and refuses anything after it.
  mutating func document(_ bytes: Span<UInt8>) throws(RecordFault) -> JSONValue {
    skipSpace(bytes)
    let value = try value(bytes)
    skipSpace(bytes)
    guard position == bytes.count else { throw fault(.trailingBytes, bytes) }
    return value
  }

  /// A fault where the parser stands, or at `offset`.
  private func fault(
    _ cause: RecordFault.Cause,
    _ bytes: Span<UInt8>,
    at offset: Int? = nil
  ) -> RecordFault {
    let offset = min(offset ?? position, bytes.count)
    var line = 1
    for index in 0..<offset where bytes[index] == 0x0A { line += 1 }
    return RecordFault(cause, line: line, offset: offset)
  }

  /// Skips the four white space bytes of JSON.
  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position &+= 1
      default: return
      }
    }
  }

  /// Parses a value of any type; the position stands on its first byte.
  private mutating func value(_ bytes: Span<UInt8>) throws(RecordFault) -> JSONValue {
    guard position < bytes.count else { throw fault(.truncated, bytes) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object(bytes))
    case UInt8(ascii: "["): return .array(try array(bytes))
    case UInt8(ascii: "\""): return .string(try string(bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .integer(try integer(bytes))
    case UInt8(ascii: "t"):
      try word("true", bytes)
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false", bytes)
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null", bytes)
      return .null
    default: throw fault(.unexpectedByte, bytes)
    }
  }

  /// Opens an object or array.
  private mutating func open(_ bytes: Span<UInt8>) throws(RecordFault) {
    guard depth < depthMax else { throw fault(.tooDeep, bytes) }
    depth += 1
    position += 1
    skipSpace(bytes)
  }

  /// Whether the next byte is `byte`; if so it is passed, with the white space after it.
  private mutating func passes(_ byte: UInt8, _ bytes: Span<UInt8>) throws(RecordFault) -> Bool {
    guard position < bytes.count else { throw fault(.truncated, bytes) }
    guard bytes[position] == byte else { return false }
    position += 1
    skipSpace(bytes)
    return true
  }

  /// Parses an object.
  private mutating func object(_ bytes: Span<UInt8>) throws(RecordFault) -> JSONObject {
    try open(bytes)
    var members: [JSONObject.Member] = []
    var names = NameSet()
    if try !passes(UInt8(ascii: "}"), bytes) {
      repeat {
        let start = position
        guard position < bytes.count else { throw fault(.truncated, bytes) }
        guard bytes[position] == UInt8(ascii: "\"") else { throw fault(.unexpectedByte, bytes) }
        let name = try string(bytes)
        guard names.insert(name, among: members) else {
          throw fault(.duplicateName, bytes, at: start)
        }
        skipSpace(bytes)
        guard try passes(UInt8(ascii: ":"), bytes) else { throw fault(.unexpectedByte, bytes) }
        members.append(JSONObject.Member(name, try value(bytes)))
        skipSpace(bytes)
      } while try passes(UInt8(ascii: ","), bytes)
      guard try closes(UInt8(ascii: "}"), bytes) else { throw fault(.unexpectedByte, bytes) }
    }
    depth -= 1
    return JSONObject(members)
  }

  /// Parses an array.
  private mutating func array(_ bytes: Span<UInt8>) throws(RecordFault) -> [JSONValue] {
    try open(bytes)
    var values: [JSONValue] = []
    if try !passes(UInt8(ascii: "]"), bytes) {
      repeat {
        values.append(try value(bytes))
        skipSpace(bytes)
      } while try passes(UInt8(ascii: ","), bytes)
      guard try closes(UInt8(ascii: "]"), bytes) else { throw fault(.unexpectedByte, bytes) }
    }
    depth -= 1
    return values
  }

  /// Whether the next byte closes the object or array; if so it is passed.
  private mutating func closes(_ byte: UInt8, _ bytes: Span<UInt8>) throws(RecordFault) -> Bool {
    try passes(byte, bytes)
  }

  /// Passes one of the three words of JSON.
  private mutating func word(_ text: StaticString, _ bytes: Span<UInt8>) throws(RecordFault) {
    for index in 0..<text.utf8CodeUnitCount {
      guard position < bytes.count else { throw fault(.truncated, bytes) }
      guard unsafe bytes[position] == text.utf8Start[index] else {
        throw fault(.unexpectedByte, bytes)
      }
      position += 1
    }
  }

  /// Parses an integer: plain digits, no leading zero, no `-0`, no fraction, no exponent.
  private mutating func integer(_ bytes: Span<UInt8>) throws(RecordFault) -> Int64 {
    let start = position
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var magnitude: Int64 = 0
    while position < bytes.count, bytes[position].isDigit {
      magnitude = magnitude * 10 + Int64(bytes[position] - 0x30)
      guard magnitude <= StrictJSON.integerMax else {
        throw fault(.integerRange, bytes, at: start)
      }
      position += 1
    }
    let digits = position - first
    guard digits > 0 else { throw fault(.notAnInteger, bytes, at: start) }
    let hasLeadingZero = bytes[first] == UInt8(ascii: "0") && (digits > 1 || isNegative)
    guard !hasLeadingZero else { throw fault(.notAnInteger, bytes, at: start) }
    if position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        throw fault(.notAnInteger, bytes, at: start)
      default: break
      }
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Parses a string; the position stands on its quote.
  private mutating func string(_ bytes: Span<UInt8>) throws(RecordFault) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = bytes.extracting(start..<position)
        position += 1
        // The whole input has been validated, and quotes stand between whole characters.
        return unsafe String(copying: UTF8Span(unchecked: text))
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(bytes, from: start) }
      guard byte >= 0x20 else { throw fault(.controlByte, bytes) }
      position &+= 1
    }
    throw fault(.truncated, bytes)
  }

  /// Parses the rest of a string that has escapes.
  private mutating func escapedString(
    _ bytes: Span<UInt8>,
    from start: Int
  ) throws(RecordFault) -> String {
    scratch.removeAll(keepingCapacity: true)
    for index in start..<position { scratch.append(bytes[index]) }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: scratch, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        try escape(bytes)
      } else {
        guard byte >= 0x20 else { throw fault(.controlByte, bytes) }
        scratch.append(byte)
        position &+= 1
      }
    }
    throw fault(.truncated, bytes)
  }

  /// Passes one escape and appends what it stands for.
  private mutating func escape(_ bytes: Span<UInt8>) throws(RecordFault) {
    guard position + 1 < bytes.count else { throw fault(.truncated, bytes, at: bytes.count) }
    let letter = bytes[position + 1]
    let plain: UInt8
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = letter
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = 0x0A
    case UInt8(ascii: "r"): plain = 0x0D
    case UInt8(ascii: "t"): plain = 0x09
    case UInt8(ascii: "u"):
      scratch.append(contentsOf: UTF8.encode(try unicodeEscape(bytes)) ?? .init())
      return
    default: throw fault(.badEscape, bytes)
    }
    scratch.append(plain)
    position += 2
  }

  /// Passes `\uXXXX`, or a pair of them for a character beyond U+FFFF.
  private mutating func unicodeEscape(_ bytes: Span<UInt8>) throws(RecordFault) -> Unicode.Scalar {
    let start = position
    let high = try codeUnit(bytes)
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, position < bytes.count, bytes[position] == UInt8(ascii: "\\") else {
      throw fault(.loneSurrogate, bytes, at: start)
    }
    guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
      throw fault(.loneSurrogate, bytes, at: start)
    }
    let low = try codeUnit(bytes)
    guard 0xDC00..<0xE000 ~= low else { throw fault(.loneSurrogate, bytes, at: start) }
    let value = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else {
      throw fault(.loneSurrogate, bytes, at: start)
    }
    return scalar
  }

  /// Passes `\uXXXX`.
  private mutating func codeUnit(_ bytes: Span<UInt8>) throws(RecordFault) -> UInt32 {
    guard position + 6 <= bytes.count else { throw fault(.truncated, bytes, at: bytes.count) }
    var value: UInt32 = 0
    for index in position + 2..<position + 6 {
      let digit: UInt8
      switch bytes[index] {
      case 0x30...0x39: digit = bytes[index] - 0x30
      case 0x41...0x46: digit = bytes[index] - 0x37
      case 0x61...0x66: digit = bytes[index] - 0x57
      default: throw fault(.badEscape, bytes)
      }
      value = value << 4 | UInt32(digit)
    }
    position += 6
    return value
  }
}

/// The names of one object: compared one by one while they are few, hashed when they are many, so
/// that a hostile object costs no more than its size.
///
/// Names are compared as Swift compares strings, by canonical equivalence: of two normal forms of one
/// name some readers keep both members and others, Foundation among them, one.
private struct NameSet {
  /// Names below this count are compared one by one.
  private static let linearMax = 16
  /// Every name; empty while they are few.
  private var hashed: Set<String> = []

  /// Remembers a name.
  /// - Parameters:
  ///   - name: unescaped.
  ///   - members: the members whose names came before.
  /// - Returns: false where the name was there before.
  mutating func insert(_ name: String, among members: [JSONObject.Member]) -> Bool {
    if members.count < Self.linearMax {
      return !members.contains { $0.name == name }
    }
    if hashed.isEmpty {
      for member in members { hashed.insert(member.name) }
    }
    return hashed.insert(name).inserted
  }
}
