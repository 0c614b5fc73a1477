package import Records
import Vocabulary

extension ManifestHeader {
  /// Bytes of a label or a name at most.
  static let textBytesMax = 256
  /// Years that a reference year may be.
  static let years: ClosedRange<Int64> = 1_900...2_199

  /// Line 1 as a JSON value.
  package var json: JSONValue {
    var object = JSONObject([
      .init("type", .string(ManifestHeader.type)),
      .init("tool", ["name": .string(tool.name), "version": .string(tool.version)]),
      .init("source", .string(source)), .init("covered", .bool(covered)),
      .init("profile", .string(profile.rawValue)), .init("settings", .string(settings.hex)),
      .init(
        "ruleset",
        [
          "name": .string(ruleset.name), "epoch": .integer(Int64(ruleset.epoch)),
          "sha256": .string(ruleset.sha256.hex),
        ]
      ),
      .init("zipCensus", .string(zipCensus)),
      .init("referenceYear", .integer(Int64(referenceYear))),
      .init("key", keyID.map { ["id": .string($0)] } ?? .null),
      .init("sources", sources.map { .string($0.hex) } ?? .null),
    ])
    if keepPartitionDates { object["keepPartitionDates"] = .bool(true) }
    return .object(object)
  }

  /// Reads line 1.
  /// - Throws: the first field that is missing, unknown or out of range.
  init(json: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(json)
    try fields.constant("type", ManifestHeader.type)
    tool = try Tool(&fields)
    source = try ManifestText.label(&fields, "source")
    covered = try fields.bool("covered")
    guard let profile = Profile(rawValue: try fields.string("profile")) else {
      throw fields.fault(.wrongValue, "profile")
    }
    self.profile = profile
    settings = try fields.digest("settings")
    ruleset = try RuleSetReference(&fields)
    zipCensus = try ManifestText.label(&fields, "zipCensus")
    referenceYear = Int(try fields.integer("referenceYear", in: ManifestHeader.years))
    keyID = try ManifestHeader.keyID(&fields)
    let sources = try fields.require("sources")
    self.sources = sources == .null ? nil : try fields.digest("sources")
    keepPartitionDates = try ManifestText.flag(&fields, "keepPartitionDates")
    try fields.finish()
  }

  /// Reads `key`: null, or an object with the id alone.
  private static func keyID(_ fields: inout JSONFields) throws(RecordFault) -> String? {
    guard try fields.require("key") != .null else { return nil }
    var key = try fields.object("key")
    let id = try key.string("id")
    guard id.utf8.count == 16, [UInt8](lowercaseHex: id) != nil else {
      throw key.fault(.wrongValue, "id")
    }
    try key.finish()
    return id
  }
}

extension ManifestHeader.Tool {
  /// Reads `tool`.
  init(_ fields: inout JSONFields) throws(RecordFault) {
    var tool = try fields.object("tool")
    name = try ManifestText.label(&tool, "name")
    version = try ManifestText.label(&tool, "version")
    try tool.finish()
  }
}

extension ManifestHeader.RuleSetReference {
  /// Reads `ruleset`.
  init(_ fields: inout JSONFields) throws(RecordFault) {
    var ruleset = try fields.object("ruleset")
    name = try ManifestText.label(&ruleset, "name")
    epoch = Int(try ruleset.integer("epoch", in: 1...Int64(Int32.max)))
    sha256 = try ruleset.digest("sha256")
    try ruleset.finish()
  }
}

extension ManifestFooter {
  /// The last line as a JSON value.
  package var json: JSONValue {
    [
      "type": "end", "entries": .integer(Int64(entries)), "masked": .integer(Int64(masked)),
      "clean": .integer(Int64(clean)), "withheld": .integer(Int64(withheld)),
      "recorded": .integer(Int64(recorded)), "bytes": .integer(bytes), "root": .string(root.hex),
    ]
  }

  /// Reads the last line.
  init(json: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(json)
    try fields.constant("type", "end")
    entries = Int(try fields.integer("entries"))
    masked = Int(try fields.integer("masked"))
    clean = Int(try fields.integer("clean"))
    withheld = Int(try fields.integer("withheld"))
    recorded = Int(try fields.integer("recorded"))
    bytes = try fields.integer("bytes")
    root = try fields.digest("root")
    try fields.finish()
  }

  /// Counts one more entry.
  /// - Returns: false where the sum of bytes would leave the range of JSON's integers.
  mutating func count(_ entry: ManifestEntry) -> Bool {
    entries += 1
    switch entry.disposition {
    case .masked: masked += 1
    case .clean: clean += 1
    case .withheld: withheld += 1
    case .recorded: recorded += 1
    }
    bytes += entry.bytes ?? 0
    return bytes <= StrictJSON.integerMax
  }
}

/// Reads what several lines have in common.
enum ManifestText {
  /// Takes a short text that is not empty and holds no control characters.
  static func label(_ fields: inout JSONFields, _ name: String) throws(RecordFault) -> String {
    let text = try fields.string(name)
    guard !text.isEmpty, text.utf8.count <= ManifestHeader.textBytesMax,
      text.escapingControls.hasSameBytes(as: text)
    else { throw fields.fault(.wrongValue, name) }
    return text
  }

  /// Takes a flag that is written only where it is true.
  static func flag(_ fields: inout JSONFields, _ name: String) throws(RecordFault) -> Bool {
    switch try fields.optionalBool(name) {
    case nil: return false
    case true?: return true
    case false?: throw fields.fault(.wrongValue, name)
    }
  }
}
