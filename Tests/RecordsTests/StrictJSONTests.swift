import Records
import Testing

@Suite struct StrictJSONTests {
  /// Parses with the limits of a decision's payload.
  private func parse(_ bytes: [UInt8]) throws(RecordFault) -> JSONValue {
    try StrictJSON.parse(bytes.span, limits: .payload)
  }

  /// The cause of the refusal; nil where the text was accepted.
  private func refusal(_ bytes: [UInt8]) -> RecordFault.Cause? {
    do throws(RecordFault) {
      _ = try parse(bytes)
      return nil
    } catch {
      return error.cause
    }
  }

  @Test(arguments: [
    ("0", JSONValue.integer(0)), ("-1", .integer(-1)), (" [ ] ", .array([])),
    ("9007199254740991", .integer(9_007_199_254_740_991)),
    ("-9007199254740991", .integer(-9_007_199_254_740_991)),
    ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
    (#""\u0041\ud83d\ude00\/\b\f\n\r\t\\\"""#, .string("A\u{1F600}/\u{8}\u{C}\n\r\t\\\"")),
    (#"{"a":{"b":[1,"x"]}}"#, JSONValue.object(JSONObject([.init("a", ["b": [1, "x"]])]))),
  ])
  func acceptsWhatTheGrammarAllows(_ text: String, _ value: JSONValue) throws {
    #expect(try parse(Array(text.utf8)) == value)
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, RecordFault.Cause.duplicateName),
    (#"{"d":1,"\u0064":2}"#, .duplicateName),
    (#"{"a":{"x":1,"x":1}}"#, .duplicateName),
    ("1.0", .notAnInteger), ("1e2", .notAnInteger), ("1E2", .notAnInteger), ("-0", .notAnInteger),
    ("00", .notAnInteger), ("01", .notAnInteger), ("-", .notAnInteger),
    ("9007199254740992", .integerRange), ("9007199254740993", .integerRange),
    ("-9007199254740992", .integerRange), ("99999999999999999999999999", .integerRange),
    (#""\ud800""#, .loneSurrogate), (#""\udc00""#, .loneSurrogate),
    (#""\ud800\u0041""#, .loneSurrogate),
    (#""\ud800x""#, .loneSurrogate), (#""\x""#, .badEscape), (#""\u00g0""#, .badEscape),
    ("\"\u{1}\"", .controlByte), ("\"a\nb\"", .controlByte), ("\"a", .truncated),
    ("[1", .truncated),
    ("{\"a\"", .truncated), ("", .truncated), ("1 2", .trailingBytes), ("{}{}", .trailingBytes),
    ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte),
    ("NaN", .unexpectedByte), ("+1", .unexpectedByte), ("tru", .truncated),
    ("trux", .unexpectedByte),
    ("'a'", .unexpectedByte), ("[1 2]", .unexpectedByte), ("/*x*/1", .unexpectedByte),
    ("\u{FEFF}1", .byteOrderMark), ("\u{A0}1", .unexpectedByte), ("1\u{0}", .trailingBytes),
  ])
  func refusesWhatOthersReadDifferently(_ text: String, _ cause: RecordFault.Cause) {
    #expect(refusal(Array(text.utf8)) == cause)
  }

  @Test func refusesUTF16AndBrokenUTF8() {
    #expect(refusal([0xFF, 0xFE, 0x31, 0x00]) == .notUTF8)
    #expect(refusal([0x31, 0x00]) == .trailingBytes)
    #expect(refusal([0x22, 0xC0, 0x80, 0x22]) == .notUTF8)
    #expect(refusal([0x22, 0xED, 0xA0, 0x80, 0x22]) == .notUTF8)
    #expect(refusal([0x22, 0xE2, 0x82, 0x22]) == .notUTF8)
  }

  /// One name in two normal forms: some readers keep both members, others one of them.
  @Test func refusesNamesThatAreCanonicallyEquivalent() throws {
    let twins = [
      ("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("q\u{307}\u{323}", "q\u{323}\u{307}"),
      ("\u{AC00}", "\u{1100}\u{1161}"),
    ]
    for (one, other) in twins {
      #expect(refusal(Array("{\"\(one)\":1,\"\(other)\":2}".utf8)) == .duplicateName, "\(one)")
      #expect(refusal(Array("{\"\(one)\":1}".utf8)) == nil)
      #expect(refusal(Array("{\"\(other)\":1}".utf8)) == nil)
      // In objects of their own, and as values, every reader sees two texts.
      #expect(refusal(Array("[{\"\(one)\":1},{\"\(other)\":1}]".utf8)) == nil)
      let texts = try parse(Array("[\"\(one)\",\"\(other)\"]".utf8))
      #expect(texts == .array([.string(one), .string(other)]))
      #expect(JSONValue.string(one) != .string(other))
    }
    // Compatibility forms are other names to everybody.
    #expect(refusal(Array("{\"\u{FB01}\":1,\"fi\":2}".utf8)) == nil)
    let many = (0..<500).map { "\"n\($0)\":0" }.joined(separator: ",")
    #expect(refusal(Array("{\(many),\"\u{E9}\":1,\"e\u{301}\":2}".utf8)) == .duplicateName)
    #expect(refusal(Array("{\(many),\"\u{E9}\":1,\"e\":2}".utf8)) == nil)
  }

  @Test func boundsDepthAndSize() {
    let limit = JSONLimits.payload.depthMax
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(refusal(nested(limit)) == nil)
    #expect(refusal(nested(limit + 1)) == .tooDeep)
    #expect(refusal(nested(limit - 1) + [UInt8](repeating: 0x20, count: 9)) == nil)
    func padded(_ count: Int) -> RecordFault.Cause? {
      let bytes = [UInt8(ascii: "1")] + [UInt8](repeating: 0x20, count: count - 1)
      do throws(RecordFault) {
        _ = try StrictJSON.parse(bytes.span, limits: .envelope)
        return nil
      } catch {
        return error.cause
      }
    }
    #expect(padded(64 << 10) == nil)
    #expect(padded((64 << 10) + 1) == .tooLarge)
  }

  @Test func findsDuplicatesAmongManyNames() {
    let names = (0..<500).map { "\"n\($0)\":0" }.joined(separator: ",")
    #expect(refusal(Array("{\(names)}".utf8)) == nil)
    #expect(refusal(Array("{\(names),\"n3\":0}".utf8)) == .duplicateName)
    #expect(refusal(Array("{\(names),\"n499\":0}".utf8)) == .duplicateName)
  }

  @Test func namesLineAndByteOfTheFault() {
    do throws(RecordFault) {
      _ = try parse(Array("{\n \"a\": 1,\n \"b\": 1.5}".utf8))
      Issue.record("accepted")
    } catch {
      #expect(error.line == 3)
      #expect(error.offset == 17)
    }
  }

  @Test func refusesUnknownFieldsByTheirPath() throws {
    var fields = try JSONFields(["known": 1, "inner": ["extra": 1]])
    #expect(try fields.integer("known") == 1)
    let inner = try fields.object("inner")
    try fields.finish()
    #expect(throws: RecordFault(.unknownField, field: "inner.extra")) { try inner.finish() }
    #expect(throws: RecordFault(.missingField, field: "other")) { try fields.string("other") }
    #expect(throws: RecordFault(.wrongType, field: "known")) { try fields.string("known") }
  }

  /// The example of RFC 8785 §3.2.3, keys that UTF-8 and UTF-16 sort differently included.
  @Test func sortsNamesByUTF16CodeUnits() {
    let value: JSONValue = [
      "\u{20AC}": 1, "\r": 2, "\u{FB33}": 3, "1": 4, "\u{1F600}": 5, "\u{80}": 6, "\u{F6}": 7,
    ]
    let expected =
      "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{F6}\":7,\"\u{20AC}\":1,\"\u{1F600}\":5,\"\u{FB33}\":3}"
    #expect(CanonicalJSON.bytes(value) == Array(expected.utf8))
  }

  @Test func sortsAsUTF16DoesForRandomNames() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let pool: [Unicode.Scalar] = [
      "a", "\u{7F}", "\u{7FF}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
    ]
    for _ in 0..<2000 {
      func name() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          text.unicodeScalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
        }
        return text
      }
      let one = name()
      let two = name()
      #expect(
        CanonicalJSON.precedes(one, two)
          == Array(one.utf16).lexicographicallyPrecedes(Array(two.utf16)),
        "seed \(seed)"
      )
    }
  }

  @Test func escapesOnlyWhatItMust() {
    #expect(
      CanonicalJSON.bytes("\u{0}\u{1f}\u{7f}/\"\\\n\u{2028}")
        == Array("\"\\u0000\\u001f\u{7f}/\\\"\\\\\\n\u{2028}\"".utf8)
    )
  }

  @Test func refusesTextThatIsNotCanonical() throws {
    let canonical = Array(#"{"a":1,"b":[true,null]}"#.utf8)
    _ = try StrictJSON.parseCanonical(canonical.span, limits: .payload)
    for text in [#"{"b":[true,null],"a":1}"#, #"{"a": 1}"#, #"{"\u0061":1}"#, "1\n"] {
      #expect(throws: RecordFault(.notCanonical)) {
        try StrictJSON.parseCanonical(Array(text.utf8).span, limits: .payload)
      }
    }
  }
}

/// A small generator whose seed is printed where a property fails (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  /// The state.
  private var state: UInt64

  /// Starts from a seed.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
