package import Records
import Vocabulary

extension ManifestEntry {
  /// The line as a JSON value.
  package var json: JSONValue {
    var object = JSONObject([
      .init("type", "entry"), .init("path", .string(path)), .init("kind", .string(kind.rawValue)),
      .init("disposition", .string(disposition.rawValue)),
      .init("classes", .array(classNames.map { .string($0) })),
      .init("sensitivity", .string(sensitivity.rawValue)), .init("findings", findingsJSON),
      .init("residual", .integer(Int64(residual))),
    ])
    if pathMasked { object["pathMasked"] = .bool(true) }
    if let pathBase64 { object["pathB64"] = .string(pathBase64) }
    if let format { object["format"] = .string(format) }
    if let bytes { object["bytes"] = .integer(bytes) }
    if let reason { object["reason"] = .string(reason.rawValue) }
    if transient { object["transient"] = .bool(true) }
    if let healthContext { object["healthContext"] = .string(healthContext.rawValue) }
    if allowed > 0 { object["allowed"] = .integer(Int64(allowed)) }
    if let output { object["output"] = output.json }
    return .object(object)
  }

  /// Reads one line.
  /// - Throws: the first field that is missing, unknown, out of range or against the rules of
  ///   `fault`.
  init(json: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(json)
    try fields.constant("type", "entry")
    path = try fields.string("path")
    kind = try ManifestEntry.name(&fields, "kind")
    disposition = try ManifestEntry.name(&fields, "disposition")
    pathMasked = try ManifestText.flag(&fields, "pathMasked")
    let base64 = try fields.optionalString("pathB64")
    format = try ManifestEntry.format(&fields)
    bytes = try fields.optionalInteger("bytes")
    reason = try ManifestEntry.optionalName(&fields, "reason")
    transient = try ManifestText.flag(&fields, "transient")
    classes = try ManifestEntry.classes(&fields)
    sensitivity = try ManifestEntry.name(&fields, "sensitivity")
    healthContext = try ManifestEntry.optionalName(&fields, "healthContext")
    findings = try ManifestEntry.findings(&fields)
    residual = Int(try fields.integer("residual", in: 0...Int64(Int32.max)))
    allowed = Int(try fields.optionalInteger("allowed") ?? 0)
    output = try ManifestEntry.output(&fields)
    try fields.finish()
    guard base64 == pathBase64 else { throw RecordFault(.wrongValue, field: "pathB64") }
    if let name = brokenField { throw RecordFault(.wrongValue, field: name) }
  }

  /// The name of the field that breaks a rule of the format; nil where all hold.
  ///
  /// What is released has an output, no reason and nothing left unmasked; what is not has a reason
  /// and no output. A member's output may be missing: its archive's stands for it.
  var brokenField: String? {
    guard !path.isEmpty, PathText.unescape(path) != nil else { return "path" }
    if disposition.isReleased {
      if kind != .file && kind != .archive && kind != .member { return "disposition" }
      if reason != nil { return "reason" }
      if residual != 0 { return "residual" }
      if output == nil && kind != .member { return "output" }
    } else {
      if reason == nil { return "reason" }
      if output != nil { return "output" }
    }
    if allowed < 0 || allowed > Int(Int32.max) { return "allowed" }
    if transient, reason?.isTransient != true { return "transient" }
    if healthContext != nil, !classes.contains(.phi) { return "healthContext" }
    if let output, !PathText.isPlain(output.path) { return "output.path" }
    if let wrong = findings.first(where: { $0.value.count < 1 || $0.value.transforms.isEmpty }) {
      return "findings.\(wrong.key.label)"
    }
    return nil
  }

  /// The bytes of the path where something was escaped and not masked, in base 64.
  var pathBase64: String? {
    guard !pathMasked, PathText.isEscaped(path) else { return nil }
    return PathText.unescape(path).map(Base64.encode)
  }

  /// The classes as they are written.
  var classNames: [String] {
    classes.isEmpty ? ["none"] : classes.sorted().map(\.rawValue)
  }

  /// The findings as they are written.
  private var findingsJSON: JSONValue {
    .object(
      JSONObject(
        findings.sorted { $0.key.label < $1.key.label }
          .map { kind, found in
            .init(
              kind.label,
              [
                "count": .integer(Int64(found.count)),
                "hipaa": kind.hipaaLetter.map { .string($0) } ?? .null,
                "transform": .string(found.transformNames),
              ]
            )
          }
      )
    )
  }

  /// Takes a name of a closed set.
  private static func name<Value: RawRepresentable<String>>(
    _ fields: inout JSONFields,
    _ name: String
  ) throws(RecordFault) -> Value {
    guard let value = Value(rawValue: try fields.string(name)) else {
      throw fields.fault(.wrongValue, name)
    }
    return value
  }

  /// Takes a name of a closed set that may be missing.
  private static func optionalName<Value: RawRepresentable<String>>(
    _ fields: inout JSONFields,
    _ field: String
  ) throws(RecordFault) -> Value? {
    guard fields.take(field) != nil else { return nil }
    return try name(&fields, field)
  }

  /// Takes a format's name: small letters, digits, `.`, `+` and `-`, at most 32.
  private static func format(_ fields: inout JSONFields) throws(RecordFault) -> String? {
    guard let text = try fields.optionalString("format") else { return nil }
    guard isFormat(text) else { throw fields.fault(.wrongValue, "format") }
    return text
  }

  /// Whether a text may name a format.
  static func isFormat(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy { byte in
      byte.isLowercase || byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "-")
    }
    return allowed && 1...32 ~= text.utf8.count
  }

  /// Takes the classes: sorted, each once, `none` only alone.
  private static func classes(_ fields: inout JSONFields) throws(RecordFault) -> Set<DataClass> {
    let names = try fields.strings("classes")
    if names == ["none"] { return [] }
    let classes = names.compactMap(DataClass.init(rawValue:))
    guard !names.isEmpty, classes.count == names.count,
      zip(classes, classes.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw fields.fault(.wrongValue, "classes") }
    return Set(classes)
  }

  /// Takes the findings; the letter must be the kind's.
  private static func findings(
    _ fields: inout JSONFields
  ) throws(RecordFault) -> [IdentifierKind: Findings] {
    var all = try fields.object("findings")
    var findings: [IdentifierKind: Findings] = [:]
    for label in all.remainingNames {
      guard let kind = IdentifierKind(label: label) else { throw all.fault(.unknownField, label) }
      var one = try all.object(label)
      let count = Int(try one.integer("count", in: 1...StrictJSON.integerMax))
      let letter = try one.require("hipaa")
      guard letter == kind.hipaaLetter.map({ .string($0) }) ?? .null else {
        throw one.fault(.wrongValue, "hipaa")
      }
      guard let transforms = Findings.transforms(named: try one.string("transform")) else {
        throw one.fault(.wrongValue, "transform")
      }
      try one.finish()
      findings[kind] = Findings(count: count, transforms: transforms)
    }
    return findings
  }

  /// Takes the output.
  private static func output(_ fields: inout JSONFields) throws(RecordFault) -> Output? {
    guard fields.take("output") != nil else { return nil }
    var output = try fields.object("output")
    let path = try output.string("path")
    let bytes = try output.integer("bytes")
    let digest = try output.digest("sha256")
    let base64 = try output.optionalString("pathB64")
    try output.finish()
    let value = Output(path: path, bytes: bytes, sha256: digest)
    guard base64 == value.pathBase64 else { throw output.fault(.wrongValue, "pathB64") }
    return value
  }
}

extension ManifestEntry.Findings {
  /// The transforms as they are written: sorted, joined by `+`.
  package var transformNames: String {
    transforms.map(\.rawValue).sorted().joined(separator: "+")
  }

  /// The transforms of a written name; nil where one is unknown, twice or out of order.
  static func transforms(named text: String) -> Set<Transform>? {
    let names = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    let transforms = Set(names.compactMap(Transform.init(rawValue:)))
    guard transforms.count == names.count, names == names.sorted() else { return nil }
    return transforms
  }
}

extension ManifestEntry.Output {
  /// The output as it is written.
  package var json: JSONValue {
    var object = JSONObject([
      .init("path", .string(path)), .init("bytes", .integer(bytes)),
      .init("sha256", .string(sha256.hex)),
    ])
    if let pathBase64 { object["pathB64"] = .string(pathBase64) }
    return .object(object)
  }

  /// The bytes of the path where something in it is escaped, in base 64: the name of the file.
  var pathBase64: String? {
    guard PathText.isEscaped(path) else { return nil }
    return PathText.unescape(path).map(Base64.encode)
  }
}
