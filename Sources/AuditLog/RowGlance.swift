import Records
import Vocabulary

/// What a replay needs of most rows, read without building them.
///
/// Takes only rows in the one form that `AuditRow` writes, of printable ASCII without escapes; for any
/// other it is nil, and the caller reads the row in full, which says what is wrong with it, if anything.
struct RowGlance: Equatable {
  /// Its place.
  private(set) var seq: Int64 = 0
  /// When it was written.
  private(set) var time = Timestamp(seconds: 0)
  /// What happened, as far as a replay looks at it.
  private(set) var kind = Kind.other

  /// Events that a replay treats differently.
  enum Kind {
    case begin, clock, spent, trust, other
  }

  /// Reads a row.
  init?(_ bytes: Span<UInt8>) {
    var scan = RowScan()
    guard scan.text(bytes, "{\"actor\":{\"channel\":"), scan.string(bytes),
      scan.text(bytes, ",\"human\":"),
      scan.stringOrNull(bytes), scan.text(bytes, ",\"principal\":"), scan.string(bytes),
      scan.text(bytes, "},\"decision\":"), scan.stringOrNull(bytes),
      scan.text(bytes, ",\"detailSha256\":"),
      scan.digestOrNull(bytes), scan.text(bytes, ",\"event\":")
    else { return nil }
    let event = scan.index
    guard scan.string(bytes) else { return nil }
    kind = Self.kind(bytes, event, scan.index)
    guard scan.text(bytes, ",\"policy\":"), scan.digestOrNull(bytes),
      scan.text(bytes, ",\"reasonCodes\":["),
      scan.strings(bytes), scan.text(bytes, "],\"requestId\":"), scan.stringOrNull(bytes),
      scan.text(bytes, ",\"ruleset\":"), scan.digestOrNull(bytes), scan.text(bytes, ",\"seq\":"),
      let seq = scan.integer(bytes), scan.text(bytes, ",\"subject\":"), scan.subjectOrNull(bytes),
      scan.text(bytes, ",\"time\":\""), let time = scan.time(bytes),
      scan.text(bytes, "\",\"trustVersion\":"),
      scan.integerOrNull(bytes), scan.text(bytes, ",\"v\":1}"), scan.index == bytes.count
    else { return nil }
    self.seq = seq
    self.time = time
  }

  /// The kind of an event whose string, quotes included, lies between two places.
  private static func kind(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Kind {
    func isThere(_ name: StaticString) -> Bool {
      guard end - start == name.utf8CodeUnitCount + 2 else { return false }
      for offset in 0..<name.utf8CodeUnitCount
      where unsafe bytes[start + 1 + offset] != name.utf8Start[offset] {
        return false
      }
      return true
    }
    if isThere("token.spent") { return .spent }
    if isThere("trust.accept") { return .trust }
    if isThere("log.begin") { return .begin }
    return isThere("clock.accepted") ? .clock : .other
  }
}

/// A place in a row's bytes that only moves on over what is as it must be.
private struct RowScan {
  /// The next byte.
  private(set) var index = 0

  /// Takes a text.
  mutating func text(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index &+ count <= bytes.count else { return false }
    for offset in 0..<count where unsafe bytes[index &+ offset] != text.utf8Start[offset] {
      return false
    }
    index &+= count
    return true
  }

  /// Takes a byte.
  private mutating func byte(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index &+= 1
    return true
  }

  /// Takes a string of printable ASCII without escapes.
  mutating func string(_ bytes: Span<UInt8>) -> Bool {
    guard byte(bytes, 0x22) else { return false }
    while index < bytes.count {
      let byte = bytes[index]
      index &+= 1
      if byte == 0x22 { return true }
      guard byte >= 0x20, byte < 0x7F, byte != 0x5C else { return false }
    }
    return false
  }

  /// Takes a string or null.
  mutating func stringOrNull(_ bytes: Span<UInt8>) -> Bool { text(bytes, "null") || string(bytes) }

  /// Takes strings with commas between them, or none.
  mutating func strings(_ bytes: Span<UInt8>) -> Bool {
    guard index < bytes.count, bytes[index] == 0x22 else { return true }
    guard string(bytes) else { return false }
    while byte(bytes, 0x2C) {
      guard string(bytes) else { return false }
    }
    return true
  }

  /// Takes 64 small hexadecimal digits in quotes, or null.
  mutating func digestOrNull(_ bytes: Span<UInt8>) -> Bool {
    if text(bytes, "null") { return true }
    guard byte(bytes, 0x22), index &+ 65 <= bytes.count else { return false }
    for offset in 0..<64 {
      let digit = bytes[index &+ offset]
      guard 0x30...0x39 ~= digit || 0x61...0x66 ~= digit else { return false }
    }
    index &+= 64
    return byte(bytes, 0x22)
  }

  /// Takes an integer that is not negative, in its only form and within JSON's exact range.
  mutating func integer(_ bytes: Span<UInt8>) -> Int64? {
    let start = index
    var value: Int64 = 0
    while index < bytes.count, 0x30...0x39 ~= bytes[index], index &- start < 16 {
      value = value &* 10 &+ Int64(bytes[index] &- 0x30)
      index &+= 1
    }
    guard index > start, index &- start == 1 || bytes[start] != 0x30,
      value <= StrictJSON.integerMax
    else { return nil }
    return value
  }

  /// Takes an integer or null.
  mutating func integerOrNull(_ bytes: Span<UInt8>) -> Bool {
    text(bytes, "null") || integer(bytes) != nil
  }

  /// Takes a subject or null.
  mutating func subjectOrNull(_ bytes: Span<UInt8>) -> Bool {
    if text(bytes, "null") { return true }
    return text(bytes, "{\"id\":") && string(bytes) && text(bytes, ",\"kind\":") && string(bytes)
      && text(bytes, ",\"sha256\":") && digestOrNull(bytes) && byte(bytes, 0x7D)
  }

  /// Takes a time.
  mutating func time(_ bytes: Span<UInt8>) -> Timestamp? {
    guard index &+ 20 <= bytes.count else { return nil }
    let start = index
    index &+= 20
    return Timestamp(form: bytes.extracting(start..<start &+ 20))
  }
}
