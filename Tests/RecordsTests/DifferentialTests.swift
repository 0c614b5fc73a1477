import Records
import Testing
import Vocabulary

/// Strict JSON against Python's: whatever ours accepts, Python reads as the same value; whatever
/// Python refuses, ours refuses.
@Suite struct DifferentialTests {
  /// Reads hexadecimal lines; writes for each `refused`, or the value as JSON with sorted names, and
  /// whether a stricter reader than Python's would have to object.
  private static let script = """
    import json, math, sys, unicodedata

    class Objection(Exception):
        pass

    def pairs(members):
        # One name in two normal forms is two members here and one elsewhere.
        names = [unicodedata.normalize('NFC', name) for name, _ in members]
        if len(set(names)) != len(names):
            raise Objection
        return dict(members)

    def number(text):
        if text == '-0' or abs(int(text)) > 2**53 - 1:
            raise Objection
        return int(text)

    def no(text):
        raise Objection

    def texts(value):
        if isinstance(value, str):
            value.encode('utf-8')
        elif isinstance(value, list):
            for each in value: texts(each)
        elif isinstance(value, dict):
            for name, each in value.items(): texts(name); texts(each)

    for line in sys.stdin:
        data = bytes.fromhex(line.strip())
        try:
            text = data.decode('utf-8')
            value = json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=no, parse_constant=no)
            texts(value)
            print(json.dumps(value, ensure_ascii=True).encode().hex())
        except (ValueError, Objection, RecursionError):
            print('refused')
    """

  /// Texts that mutations start from.
  private static let seeds = [
    #"{"a":1,"b":[true,false,null],"c":{"d":"x\u00e9\n","e":""}}"#,
    #"{"payload":"QUJD","payloadType":"t","signatures":[{"keyid":"k","sig":"QQ=="}]}"#,
    "[0,-1,9007199254740991,-9007199254740991,\"\\ud83d\\ude00\",\"\u{1F600}\u{20AC}\u{E9}\"]",
    "{\"\u{E9}\":1,\"e\\u0302\":[\"\u{C5}\",\"A\u{30A}\"],\"\u{1E9B}\u{323}\":{}}",
    " { \"a\" : [ ] , \"\\u0061\\/\" : { } } ", "\"\\\\\\\"\\b\\f\\n\\r\\t\"", "[[[[[[1]]]]]]",
  ]

  /// What mutations put in.
  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "0", "-",
      "-0",
      "1e2", "1.0", "01", "9007199254740992", "true", "nul", "NaN", "Infinity", " ", "\t", "\n",
      "\u{0}",
      "\u{B}", "\u{7F}", "\u{FEFF}", "\u{A0}", "\u{2028}", "\"a\":1,", "\"\\u0061\":1,",
      "\"e\u{301}\":1,", "\"e\\u0301\":1,", "\"\u{EA}\":1,", "\u{301}", "\\u0302",
      "\u{17F}\u{323}\u{307}", "/**/",
      "'",
    ]
    .map { Array($0.utf8) } + [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80],
    ]

  /// A text with one to four changes.
  private static func mutated(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      case 1: if place < bytes.count { bytes.remove(at: place) }
      case 2:
        if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
      default:
        let end = Int.random(in: place...bytes.count, using: &random)
        let other = Int.random(in: 0...bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[place..<min(end, place + 12)], at: other)
      }
    }
    return bytes
  }

  /// The seeds and ten thousand mutations of them.
  static func inputs(seed: UInt64) -> [[UInt8]] {
    var random = SeededRandom(seed: seed)
    var inputs = seeds.map { Array($0.utf8) }
    for _ in 0..<10_000 { inputs.append(mutated(&random)) }
    return inputs
  }

  /// Our reading in Python's words: `refused`, or the value.
  static func reading(_ bytes: [UInt8]) -> JSONValue? {
    try? StrictJSON.parse(bytes.span, limits: .document)
  }

  @Test func agreesWithPythonOnTenThousandMutations() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let folder = try TestFolder()
    let inputs = Self.inputs(seed: seed)
    let lines = inputs.map { $0.lowercaseHex + "\n" }.joined()
    try folder.write("inputs", Array(lines.utf8))
    try folder.write("read.py", Array(Self.script.utf8))
    let command = "python3 '\(folder.path)/read.py' < '\(folder.path)/inputs'"
    let result = folder.run(["sh", "-c", command])
    try #require(result.status == 0)
    let answers = result.output.split(separator: "\n")
    try #require(answers.count == inputs.count)
    var (accepted, refused) = (0, 0)
    for (input, answer) in zip(inputs, answers) {
      let ours = Self.reading(input)
      if answer == "refused" {
        refused += 1
        #expect(ours == nil, "seed \(seed): \(input.lowercaseHex)")
        continue
      }
      accepted += 1
      // Python's own writing of the value, read by ours: the same value, or ours read another one.
      let theirs = try #require([UInt8](lowercaseHex: String(answer)))
      #expect(ours != nil && ours == Self.reading(theirs), "seed \(seed): \(input.lowercaseHex)")
    }
    #expect(accepted > 500 && refused > 2000, "\(accepted) accepted, \(refused) refused")
  }
}
