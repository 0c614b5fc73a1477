import FoundationEssentials
import Records
import Testing
import Vocabulary

/// A JSON value as Foundation's decoder reads it.
private enum FoundationValue: Decodable {
  case value(JSONValue)

  /// Any name.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The value without the wrapping.
  var json: JSONValue {
    switch self {
    case .value(let value): value
    }
  }

  init(from decoder: any Decoder) throws {
    if let fields = try? decoder.container(keyedBy: Name.self) {
      let members = try fields.allKeys.map { name in
        let value = try fields.decode(FoundationValue.self, forKey: name)
        return JSONObject.Member(name.stringValue, value.json)
      }
      self = .value(.object(JSONObject(members)))
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !list.isAtEnd { values.append(try list.decode(FoundationValue.self).json) }
      self = .value(.array(values))
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .value(.null)
    } else if let truth = try? single.decode(Bool.self) {
      self = .value(.bool(truth))
    } else if let text = try? single.decode(String.self) {
      self = .value(.string(text))
    } else {
      self = .value(.integer(try single.decode(Int64.self)))
    }
  }
}

extension DifferentialTests {
  /// Reads hexadecimal lines by protobuf's JSON parser, as in-toto's does; writes `refused` or the
  /// value as JSON.
  private static let protobuf = """
    import json, sys
    from google.protobuf import json_format, struct_pb2

    def plain(value):
        kind = value.WhichOneof('kind')
        if kind == 'null_value': return None
        if kind == 'number_value':
            number = value.number_value
            assert number == int(number)
            return int(number)
        if kind == 'struct_value': return {name: plain(each) for name, each in value.struct_value.fields.items()}
        if kind == 'list_value': return [plain(each) for each in value.list_value.values]
        return getattr(value, kind)

    for line in sys.stdin:
        try:
            value = json_format.Parse(bytes.fromhex(line.strip()), struct_pb2.Value())
            print(json.dumps(plain(value), ensure_ascii=True).encode().hex())
        except Exception:
            print('refused')
    """

  /// A value with the members of its objects sorted, for comparing with readers that lose the order.
  private static func sorted(_ value: JSONValue?) -> [UInt8]? {
    value.map { CanonicalJSON.bytes($0) }
  }

  @Test func foundationReadsAlikeWhatIsAccepted() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var (accepted, refused, looser) = (0, 0, 0)
    for input in Self.inputs(seed: seed) {
      let theirs = try? JSONDecoder().decode(FoundationValue.self, from: Data(input)).json
      guard let ours = Self.reading(input) else {
        refused += 1
        // Foundation takes what is refused here: byte order marks, UTF-16, 1.0, names twice.
        if theirs != nil { looser += 1 }
        continue
      }
      accepted += 1
      #expect(Self.sorted(theirs) == Self.sorted(ours), "seed \(seed): \(input.lowercaseHex)")
    }
    #expect(accepted > 500 && refused > 2000 && looser > 0, "\(accepted), \(refused), \(looser)")
  }

  /// Why canonically equivalent names are refused: Python reads two members, Foundation one.
  @Test func foundationKeepsOneOfTwoEquivalentNames() throws {
    let twins = Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)
    let theirs = try JSONDecoder().decode(FoundationValue.self, from: Data(twins)).json
    guard case .object(let object) = theirs else {
      Issue.record("not an object")
      return
    }
    #expect(object.members.count == 1)
    #expect(Self.reading(twins) == nil)
  }

  @Test(
    .enabled(if: OutsideTools.hasModule("google.protobuf"), "needs protobuf: run scripts/test")
  )
  func protobufReadsAlikeWhatIsAccepted() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let folder = try TestFolder()
    let inputs = Self.inputs(seed: seed)
    try folder.write("inputs", Array(inputs.map { $0.lowercaseHex + "\n" }.joined().utf8))
    try folder.write("read.py", Array(Self.protobuf.utf8))
    let python = try #require(OutsideTools.python)
    let command = "'\(python)' '\(folder.path)/read.py' < '\(folder.path)/inputs'"
    let result = folder.run(["sh", "-c", command])
    try #require(result.status == 0)
    let answers = result.output.split(separator: "\n")
    try #require(answers.count == inputs.count)
    var accepted = 0
    for (input, answer) in zip(inputs, answers) {
      guard let ours = Self.reading(input) else { continue }
      accepted += 1
      let theirs = [UInt8](lowercaseHex: String(answer)).flatMap { Self.reading($0) }
      #expect(Self.sorted(theirs) == Self.sorted(ours), "seed \(seed): \(input.lowercaseHex)")
    }
    #expect(accepted > 500)
  }
}
