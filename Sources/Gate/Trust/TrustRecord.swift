package import Records
package import Vocabulary

extension TrustDocument {
  /// The document as canonical JSON: what the roots sign.
  package var payload: [UInt8] { CanonicalJSON.bytes(json) }

  /// The document as JSON.
  ///
  /// Members that came later are written only where they say something, so that a document keeps its
  /// digest.
  package var json: JSONValue {
    guard case .object(var object) = base else { return base }
    if !actions.isEmpty { object["actions"] = .array(actions.map(\.json)) }
    if !channels.isEmpty { object["channels"] = .array(channels.map(\.json)) }
    return .object(object)
  }

  /// What every version says.
  private var base: JSONValue {
    [
      "_type": .string(Self.type), "version": .integer(version),
      "issuedAt": .string(issuedAt.description), "expires": .string(expires.description),
      "origin": .string(origin), "singleUser": .bool(isSingleUser),
      "gate": gateKey.json,
      "roots": ["threshold": .integer(Int64(rootThreshold)), "keys": .array(roots.map(\.json))],
      "humans": .array(humans.map(\.json)),
      "serviceAccounts": .array(serviceAccounts.map(\.json)),
      "approvals": [
        "anyOf": .array(approvals.map { ["allOf": .array($0.map(\.json))] }),
        "breakGlass": .array(breakGlass.map(\.json)),
        "tokenLifetimeSecondsMax": .integer(tokenLifetimeSecondsMax),
        "requestLifetimeSecondsMax": .integer(requestLifetimeSecondsMax),
      ],
      "destinations": .array(destinations.map(\.json)),
      "ruleset": ["epochMin": .integer(rulesetEpochMin)],
      "witnesses": .array(witnesses.map(\.json)),
    ]
  }

  /// Reads a payload and checks every rule.
  /// - Throws: `trust_invalid`, `trust_duplicate_key`, `trust_duplicate_alias`.
  package init(payload: [UInt8]) throws(Failure) {
    do throws(RecordFault) {
      let value = try StrictJSON.parse(payload.span, limits: .document)
      guard CanonicalJSON.bytes(value) == payload else { throw RecordFault(.notCanonical) }
      self = try Self(value)
    } catch {
      throw .refusal(.trustInvalid, error.description)
    }
    try validate()
  }

  /// Reads the JSON form; draft files need not be canonical.
  package init(_ value: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(value)
    try fields.constant("_type", Self.type)
    version = try fields.integer("version", in: 1...StrictJSON.integerMax)
    issuedAt = try fields.timestamp("issuedAt")
    expires = try fields.timestamp("expires")
    origin = try fields.identifier("origin")
    isSingleUser = try fields.bool("singleUser")
    gateKey = try TrustKey(try fields.object("gate"))
    var rootFields = try fields.object("roots")
    rootThreshold = Int(try rootFields.integer("threshold", in: 1...64))
    roots = try rootFields.objects("keys").mapping { (each) throws(RecordFault) in try Root(each) }
    try rootFields.finish()
    humans = try fields.objects("humans").mapping { (each) throws(RecordFault) in try Human(each) }
    serviceAccounts = try fields.objects("serviceAccounts")
      .mapping {
        (each) throws(RecordFault) in try ServiceAccount(each)
      }
    var approvalFields = try fields.object("approvals")
    approvals = try approvalFields.objects("anyOf")
      .mapping { (each) throws(RecordFault) in
        var fields = each
        let clauses = try fields.objects("allOf")
          .mapping { (each) throws(RecordFault) in
            try Clause(each)
          }
        try fields.finish()
        return clauses
      }
    tokenLifetimeSecondsMax = try approvalFields.integer(
      "tokenLifetimeSecondsMax",
      in: 60...(366 * 86_400)
    )
    if approvalFields.remainingNames.contains("breakGlass") {
      breakGlass = try approvalFields.objects("breakGlass")
        .mapping { (each) throws(RecordFault) in
          try Clause(each)
        }
    }
    if approvalFields.remainingNames.contains("requestLifetimeSecondsMax") {
      requestLifetimeSecondsMax = try approvalFields.integer(
        "requestLifetimeSecondsMax",
        in: 60...(366 * 86_400)
      )
    }
    try approvalFields.finish()
    destinations = try fields.objects("destinations")
      .mapping { (each) throws(RecordFault) in
        try Destination(each)
      }
    var ruleset = try fields.object("ruleset")
    rulesetEpochMin = try ruleset.integer("epochMin", in: 1...StrictJSON.integerMax)
    try ruleset.finish()
    witnesses = try fields.objects("witnesses")
      .mapping { (each) throws(RecordFault) in
        try TrustKey(each)
      }
    if fields.remainingNames.contains("actions") {
      actions = try fields.objects("actions")
        .mapping { (each) throws(RecordFault) in try Action(each) }
    }
    if fields.remainingNames.contains("channels") {
      channels = try fields.objects("channels")
        .mapping { (each) throws(RecordFault) in try Channel(each) }
    }
    try fields.finish()
  }
}

extension Array {
  /// `map` that keeps a typed error.
  func mapping<Result, Fault: Error>(
    _ transform: (Element) throws(Fault) -> Result
  ) throws(Fault) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    for element in self { results.append(try transform(element)) }
    return results
  }
}

extension JSONFields {
  /// Takes an id: `^[a-z0-9][a-z0-9._@+:/-]{0,254}$`.
  ///
  /// Source: export-approval/v1 schema.
  mutating func identifier(_ name: String) throws(RecordFault) -> String {
    let text = try string(name)
    guard text.isIdentifier else { throw fault(.wrongValue, name) }
    return text
  }

  /// Takes one of the raw values of a type.
  mutating func choice<Value: RawRepresentable>(
    _ name: String,
    _ type: Value.Type
  ) throws(RecordFault) -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: try string(name)) else { throw fault(.wrongValue, name) }
    return value
  }

  /// Takes an array of ids without repetition.
  mutating func identifiers(_ name: String) throws(RecordFault) -> [String] {
    let texts = try strings(name)
    guard texts.allSatisfy(\.isIdentifier), Set(texts).count == texts.count else {
      throw fault(.wrongValue, name)
    }
    return texts
  }
}

extension String {
  /// Whether the string is an id of the schema: ASCII, 1 to 255 bytes.
  package var isIdentifier: Bool {
    guard 1...255 ~= utf8.count, let first = utf8.first else { return false }
    guard first.isDigit || first.isLowercase else { return false }
    let marks = Array("._@+:/-".utf8)
    return utf8.allSatisfy { $0.isDigit || $0.isLowercase || marks.contains($0) }
  }
}

extension TrustKey {
  /// The key as JSON.
  var json: JSONValue { ["keyid": .string(keyID), "publicKey": .string(pem)] }

  /// Reads a key; the id must be the key's.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    self = try TrustKey(taking: &fields)
    try fields.finish()
  }

  /// Takes `keyid` and `publicKey` out of an object with more fields.
  init(taking fields: inout JSONFields) throws(RecordFault) {
    pem = try fields.string("publicKey")
    keyID = try fields.digest("keyid").hex
    let key = try VerifyingKey(pem: pem)
    guard key.keyID == keyID else { throw fields.fault(.wrongValue, "keyid") }
  }

  /// The key of a PEM text.
  package init(pem: String) throws(RecordFault) {
    let key = try VerifyingKey(pem: pem)
    self.pem = key.pem
    keyID = key.keyID
  }

  /// The key, ready to verify with.
  package func verifyingKey() throws(RecordFault) -> VerifyingKey { try VerifyingKey(pem: pem) }
}

extension TrustDocument.Root {
  /// The root as JSON.
  var json: JSONValue {
    [
      "keyid": .string(key.keyID), "publicKey": .string(key.pem),
      "human": human.map { .string($0) } ?? .null,
    ]
  }

  /// Reads a root.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    key = try TrustKey(taking: &fields)
    human = try fields.optionalString("human")
    try fields.finish()
  }
}

extension TrustDocument.HumanKey {
  /// The key as JSON.
  var json: JSONValue {
    guard let securityKey, case .object(var object) = base else { return base }
    object["securityKey"] = securityKey.json
    return .object(object)
  }

  /// What every key says.
  private var base: JSONValue {
    [
      "keyid": .string(key.keyID), "publicKey": .string(key.pem),
      "validAfter": .string(validAfter.description),
      "validBefore": .string(validBefore.description),
      "revokedAt": revokedAt.map { .string($0.description) } ?? .null,
      "assurance": .string(assurance.rawValue),
    ]
  }

  /// Reads a key.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    key = try TrustKey(taking: &fields)
    validAfter = try fields.timestamp("validAfter")
    validBefore = try fields.timestamp("validBefore")
    revokedAt = try fields.optionalTimestamp("revokedAt")
    assurance = try fields.choice("assurance", Assurance.self)
    guard validAfter < validBefore else { throw fields.fault(.wrongValue, "validBefore") }
    if fields.remainingNames.contains("securityKey") {
      securityKey = try TrustDocument.SecurityKey(try fields.object("securityKey"))
      _ = try openSSHKey()
    }
    try fields.finish()
  }
}

extension TrustDocument.SecurityKey {
  /// The terms as JSON.
  var json: JSONValue {
    ["application": .string(application), "verifyRequired": .bool(isVerifyRequired)]
  }

  /// Reads the terms.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    application = try fields.string("application")
    isVerifyRequired = try fields.bool("verifyRequired")
    try fields.finish()
  }
}

extension TrustDocument.Human {
  /// The human as JSON.
  var json: JSONValue {
    [
      "id": .string(id), "groups": .array(groups.map { .string($0) }),
      "keys": .array(keys.map(\.json)), "aliases": .array(aliases.map { .string($0) }),
    ]
  }

  /// Reads a human.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    id = try fields.identifier("id")
    groups = try fields.identifiers("groups")
    keys = try fields.objects("keys")
      .mapping { (each) throws(RecordFault) in
        try TrustDocument.HumanKey(each)
      }
    aliases = try fields.strings("aliases")
    try fields.finish()
  }
}

extension TrustDocument.ServiceAccount {
  /// The account as JSON.
  var json: JSONValue {
    [
      "id": .string(id), "aliases": .array(aliases.map { .string($0) }),
      "humans": .array(humans.map { .string($0) }),
    ]
  }

  /// Reads an account.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    id = try fields.identifier("id")
    aliases = try fields.strings("aliases")
    humans = try fields.identifiers("humans")
    guard !humans.isEmpty else { throw fields.fault(.wrongValue, "humans") }
    try fields.finish()
  }
}

extension TrustDocument.Clause {
  /// The clause as JSON.
  var json: JSONValue {
    [
      "group": .string(group), "min": .integer(Int64(min)),
      "assurance": .string(assurance.rawValue),
    ]
  }

  /// Reads a clause.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    group = try fields.identifier("group")
    min = Int(try fields.integer("min", in: 1...32))
    assurance = try fields.choice("assurance", Assurance.self)
    try fields.finish()
  }
}

extension TrustDocument.Action {
  /// The action as JSON; its SHA-256 stands in requests.
  var json: JSONValue {
    [
      "id": .string(id), "programs": .array(programs.map { .string($0) }),
      "environment": .array(environment.map { .string($0) }),
    ]
  }

  /// Reads an action.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    id = try fields.identifier("id")
    programs = try fields.strings("programs")
    environment = try fields.strings("environment")
    guard !programs.isEmpty, programs.allSatisfy({ $0.hasPrefix("/") && !$0.utf8.contains(0) }),
      Set(programs).count == programs.count
    else { throw fields.fault(.wrongValue, "programs") }
    let isName = { (name: String) in
      !name.isEmpty && name.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    }
    guard environment.allSatisfy(isName), Set(environment).count == environment.count else {
      throw fields.fault(.wrongValue, "environment")
    }
    try fields.finish()
  }
}

extension TrustDocument.Paper {
  /// The paper as JSON.
  var json: JSONValue {
    ["reference": .string(reference), "expires": .string(expires.description)]
  }

  /// Reads a paper.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    reference = try fields.string("reference")
    expires = try fields.timestamp("expires")
    guard 1...255 ~= reference.utf8.count else { throw fields.fault(.wrongValue, "reference") }
    try fields.finish()
  }
}

extension TrustDocument.Destination {
  /// The destination as JSON; its SHA-256 stands in tokens.
  var json: JSONValue {
    var object = JSONObject([
      .init("id", .string(id)), .init("uri", .string(uri)),
      .init("accepts", .array(accepts.map { .string($0.rawValue) })),
      .init("dua", agreement?.json ?? .null),
      .init("determination", determination?.json ?? .null),
      .init("evidence", .string(evidence.rawValue)),
    ])
    if portableNames { object["portableNames"] = true }
    return .object(object)
  }

  /// The digest of the destination's settings.
  package var digest: Digest256 { Digest256(hashing: CanonicalJSON.bytes(json)) }

  /// The folder that a `file:` URI names; nil for any other URI.
  package var folder: String? {
    guard uri.hasPrefix("file:/") else { return nil }
    var path = uri.dropFirst("file:".count)
    if path.hasPrefix("///") { path = path.dropFirst(2) }
    guard !path.hasPrefix("//"), !path.utf8.contains(0), !path.contains("%") else { return nil }
    let parts = path.split(separator: "/")
    guard !parts.isEmpty, !parts.contains(".."), !parts.contains(".") else { return nil }
    return String(path)
  }

  /// Reads a destination.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    id = try fields.identifier("id")
    uri = try fields.string("uri")
    let names = try fields.strings("accepts")
    accepts = names.compactMap { Profile(rawValue: $0) }
    guard accepts.count == names.count, Set(accepts).count == names.count else {
      throw fields.fault(.wrongValue, "accepts")
    }
    agreement = try fields.optionalObject("dua")
      .map { (each) throws(RecordFault) in
        try TrustDocument.Paper(each)
      }
    determination = try fields.optionalObject("determination")
      .map {
        (each) throws(RecordFault) in try TrustDocument.Paper(each)
      }
    evidence = try fields.choice("evidence", TrustDocument.Evidence.self)
    // Written only where it is true, so that a destination has one form.
    let isPortable = try fields.optionalBool("portableNames")
    guard isPortable != false else { throw fields.fault(.wrongValue, "portableNames") }
    portableNames = isPortable == true
    guard uri.utf8.count <= 1024, outlet != nil else { throw fields.fault(.wrongValue, "uri") }
    try fields.finish()
  }
}
