package import Records
package import Vocabulary

/// What somebody asks to let leave, and everything that people need to decide on it elsewhere.
///
/// The row in the log is the truth; `request.json` in the stage must be these bytes. Source:
/// phigate-approval(5).
package struct ReleaseRequest: Sendable, Hashable {
  /// The value of `_type`.
  package static let type = "phigate.request/v1"
  /// Masked samples at most.
  package static let samplesMax = 20
  /// Bytes of one sample at most.
  package static let sampleBytesMax = 160

  /// Somebody who may fill a clause.
  package struct Eligible: Sendable, Hashable {
    /// The human's id.
    package var human: String
    /// The human's keys that are strong enough and were valid when the request was made: what a
    /// signature with each is worth, by key id.
    package var keys: [String: Assurance]
  }

  /// A clause and who may fill it.
  package struct Clause: Sendable, Hashable {
    /// The clause.
    package var clause: TrustDocument.Clause
    /// Those in its group who are not excluded, in the order of the trust document.
    package var eligible: [Eligible]
  }

  /// What changed against the last release to the same destination.
  package struct Difference: Sendable, Hashable {
    /// The request of that release; nil: there was none.
    package var against: String?
    /// `same as last, +3 files`, or `first release to this destination`.
    package var summary: String
    /// Entries that came, went, differ, stayed.
    package var added: Int
    /// Entries that went.
    package var removed: Int
    /// Entries that differ.
    package var changed: Int
    /// Entries that stayed.
    package var unchanged: Int
    /// The first of what came, went and differs: `added`, `removed` or `changed`, and masked path.
    package var entries: [DifferingEntry] = []
    /// By how many each kind's findings differ, in the order of kinds; those that stayed are left
    /// out.
    package var findings: [KindChange] = []

    /// Entries that are listed.
    package static let entriesMax = 100
  }

  /// An entry that differs from the last release.
  package struct DifferingEntry: Sendable, Hashable {
    /// `added`, `removed` or `changed`.
    package var change: String
    /// The masked path.
    package var path: String
  }

  /// How the findings of a kind differ from the last release.
  package struct KindChange: Sendable, Hashable {
    /// The kind's label.
    package var kind: String
    /// More findings, or fewer where negative.
    package var change: Int
  }

  /// A piece of a masked copy.
  package struct Sample: Sendable, Hashable {
    /// The masked path.
    package var path: String
    /// Masked text with its context, up to 160 bytes.
    package var text: String
  }

  /// A random UUID, version 4.
  package var id: String
  /// When it was asked.
  package var createdAt: Timestamp
  /// First moment at which it has to be asked anew.
  package var expiresAt: Timestamp
  /// The gate's name.
  package var origin: String
  /// The gate's key.
  package var gateKeyID: String
  /// Who asked, a human or a service account.
  package var principal: String
  /// All humans who count as requester, at least one.
  package var humans: [String]
  /// Where to.
  package var destinationID: String
  /// The destination's address.
  package var destinationURI: String
  /// The digest of the destination's settings.
  package var destinationDigest: Digest256
  /// What for.
  package var purpose: String
  /// The ticket it belongs to.
  package var ticket: String?
  /// Under which paragraph.
  package var profile: Profile
  /// SHA-256 of manifest.jsonl.
  package var manifest: Digest256
  /// Files that would leave.
  package var files: Int64
  /// Their bytes.
  package var bytes: Int64
  /// SHA-256 of the trust document's payload.
  package var policy: Digest256
  /// The trust document's version.
  package var trustVersion: Int64
  /// The rule set's name.
  package var rulesetName: String
  /// The rule set's digest.
  package var rulesetDigest: Digest256
  /// The rule set's epoch.
  package var rulesetEpoch: Int64
  /// Whether one user plays all parts.
  package var isSingleUser: Bool
  /// Seconds for which a token may be valid at most.
  package var tokenLifetimeSecondsMax: Int64
  /// Any of these lists, all clauses of it.
  package var clauses: [[Clause]]
  /// All of these in an emergency; empty: nobody can.
  package var breakGlass: [Clause]
  /// What changed against the last release.
  package var difference: Difference
  /// Up to 20 pieces of masked copies.
  package var samples: [Sample]

  /// The bundle's id, made of the manifest's digest.
  package var bundleID: String { "bundle-\(manifest.hex.prefix(16))" }
  /// The name of the folder in which the bundle appears at its destination: unique a request.
  package var folderName: String { "\(bundleID)-\(id.prefix(8))" }
  /// Where the policy is known under.
  package var policyURI: String { "urn:phigate:trust:\(origin):\(trustVersion)" }
  /// Where the rule set is known under.
  package var rulesetURI: String { "urn:phigate:ruleset:\(rulesetName)" }
  /// The first of the humans who answer for the request.
  package var human: String { humans.first ?? principal }

  /// The bytes of request.json: canonical JSON and a line end.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) + [0x0A] }
  /// SHA-256 of request.json.
  package var digest: Digest256 { Digest256(hashing: encoded) }
}

extension ReleaseRequest {
  /// The request as JSON.
  package var json: JSONValue {
    var purposeObject: JSONObject = JSONObject([
      .init("code", "release"), .init("text", .string(purpose)),
    ])
    if let ticket { purposeObject["ticket"] = .string(ticket) }
    return [
      "_type": .string(Self.type), "id": .string(id), "createdAt": .string(createdAt.description),
      "expiresAt": .string(expiresAt.description),
      "gate": ["origin": .string(origin), "keyid": .string(gateKeyID)],
      "requester": [
        "principal": .string(principal), "humans": .array(humans.map { .string($0) }),
      ],
      "destination": [
        "id": .string(destinationID), "uri": .string(destinationURI),
        "digest": ["sha256": .string(destinationDigest.hex)],
      ],
      "purpose": .object(purposeObject), "profile": .string(profile.rawValue),
      "manifest": ["sha256": .string(manifest.hex)],
      "bundle": [
        "id": .string(bundleID), "files": .integer(files), "bytes": .integer(bytes),
      ],
      "policy": ["digest": ["sha256": .string(policy.hex)], "version": .integer(trustVersion)],
      "ruleset": [
        "name": .string(rulesetName), "digest": ["sha256": .string(rulesetDigest.hex)],
        "epoch": .integer(rulesetEpoch),
      ],
      "singleUser": .bool(isSingleUser),
      "tokenLifetimeSecondsMax": .integer(tokenLifetimeSecondsMax),
      "approvals": .array(clauses.map { .array($0.map(\.json)) }),
      "breakGlass": .array(breakGlass.map(\.json)),
      "difference": difference.json,
      "samples": .array(
        samples.map { ["path": .string($0.path), "text": .string($0.text)] }
      ),
    ]
  }

  /// Reads request.json; it must be in canonical form.
  /// - Throws: `request_mismatch`.
  package init(reading encoded: [UInt8]) throws(Failure) {
    self = try StatementReading.request(encoded) { (value) throws(RecordFault) in
      try Self(value)
    }
  }

  /// Reads the JSON form.
  private init(_ value: JSONValue) throws(RecordFault) {
    var fields = try JSONFields(value)
    try fields.constant("_type", Self.type)
    id = try fields.string("id")
    guard id.isUUID else { throw fields.fault(.wrongValue, "id") }
    createdAt = try fields.timestamp("createdAt")
    expiresAt = try fields.timestamp("expiresAt")
    guard createdAt < expiresAt else { throw fields.fault(.wrongValue, "expiresAt") }
    var gate = try fields.object("gate")
    origin = try gate.identifier("origin")
    gateKeyID = try gate.digest("keyid").hex
    try gate.finish()
    var requester = try fields.object("requester")
    principal = try requester.identifier("principal")
    humans = try requester.identifiers("humans")
    guard !humans.isEmpty else { throw requester.fault(.wrongValue, "humans") }
    try requester.finish()
    var destination = try fields.object("destination")
    destinationID = try destination.identifier("id")
    destinationURI = try destination.string("uri")
    destinationDigest = try destination.wrappedDigest("digest")
    try destination.finish()
    var purposeFields = try fields.object("purpose")
    try purposeFields.constant("code", "release")
    purpose = try purposeFields.string("text")
    ticket = try purposeFields.optionalString("ticket")
    try purposeFields.finish()
    profile = try fields.choice("profile", Profile.self)
    manifest = try fields.wrappedDigest("manifest")
    var bundle = try fields.object("bundle")
    let bundleText = try bundle.string("id")
    files = try bundle.integer("files")
    bytes = try bundle.integer("bytes")
    try bundle.finish()
    var policyFields = try fields.object("policy")
    policy = try policyFields.wrappedDigest("digest")
    trustVersion = try policyFields.integer("version")
    try policyFields.finish()
    var ruleset = try fields.object("ruleset")
    rulesetName = try ruleset.string("name")
    rulesetDigest = try ruleset.wrappedDigest("digest")
    rulesetEpoch = try ruleset.integer("epoch")
    try ruleset.finish()
    isSingleUser = try fields.bool("singleUser")
    tokenLifetimeSecondsMax = try fields.integer("tokenLifetimeSecondsMax")
    clauses = try fields.array("approvals")
      .mapping { (list) throws(RecordFault) in
        guard case .array(let values) = list else {
          throw RecordFault(.wrongType, field: "approvals")
        }
        return try values.mapping { (each) throws(RecordFault) in
          try Clause(try JSONFields(each, at: "approvals"))
        }
      }
    breakGlass = try fields.objects("breakGlass")
      .mapping { (each) throws(RecordFault) in try Clause(each) }
    difference = try Difference(try fields.object("difference"))
    samples = try fields.objects("samples")
      .mapping { (each) throws(RecordFault) in
        var sample = each
        let result = Sample(path: try sample.string("path"), text: try sample.string("text"))
        try sample.finish()
        return result
      }
    try fields.finish()
    guard bundleText == bundleID else { throw RecordFault(.wrongValue, field: "bundle.id") }
  }
}

extension JSONFields {
  /// Takes `{"sha256": "…"}`.
  mutating func wrappedDigest(_ name: String) throws(RecordFault) -> Digest256 {
    var fields = try object(name)
    let digest = try fields.digest("sha256")
    try fields.finish()
    return digest
  }
}

extension ReleaseRequest.Clause {
  /// The clause as JSON.
  var json: JSONValue {
    [
      "group": .string(clause.group), "min": .integer(Int64(clause.min)),
      "assurance": .string(clause.assurance.rawValue),
      "eligible": .array(
        eligible.map {
          [
            "human": .string($0.human),
            "keys": .object(
              JSONObject(
                $0.keys.map { JSONObject.Member($0.key, .string($0.value.rawValue)) }
              )
            ),
          ]
        }
      ),
    ]
  }

  /// Reads a clause.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    clause = TrustDocument.Clause(
      group: try fields.identifier("group"),
      min: Int(try fields.integer("min", in: 1...32)),
      assurance: try fields.choice("assurance", Assurance.self)
    )
    eligible = try fields.objects("eligible")
      .mapping { (each) throws(RecordFault) in
        var person = each
        var result = ReleaseRequest.Eligible(human: try person.identifier("human"), keys: [:])
        var keys = try person.object("keys")
        for name in keys.remainingNames {
          result.keys[name] = try keys.choice(name, Assurance.self)
        }
        try keys.finish()
        try person.finish()
        return result
      }
    try fields.finish()
  }
}

extension ReleaseRequest.Difference {
  /// The difference as JSON.
  var json: JSONValue {
    [
      "against": against.map { .string($0) } ?? .null, "summary": .string(summary),
      "added": .integer(Int64(added)), "removed": .integer(Int64(removed)),
      "changed": .integer(Int64(changed)), "unchanged": .integer(Int64(unchanged)),
      "entries": .array(
        entries.map { ["change": .string($0.change), "path": .string($0.path)] }
      ),
      "findings": .array(
        findings.map { ["kind": .string($0.kind), "change": .integer(Int64($0.change))] }
      ),
    ]
  }

  /// Reads a difference.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    against = try fields.optionalString("against")
    summary = try fields.string("summary")
    added = Int(try fields.integer("added"))
    removed = Int(try fields.integer("removed"))
    changed = Int(try fields.integer("changed"))
    unchanged = Int(try fields.integer("unchanged"))
    entries = try fields.objects("entries")
      .mapping { (each) throws(RecordFault) in
        var entry = each
        let change = try entry.string("change")
        guard ["added", "removed", "changed"].contains(change) else {
          throw entry.fault(.wrongValue, "change")
        }
        let result = ReleaseRequest.DifferingEntry(
          change: change,
          path: try entry.string("path")
        )
        try entry.finish()
        return result
      }
    findings = try fields.objects("findings")
      .mapping { (each) throws(RecordFault) in
        var kind = each
        let bound = StrictJSON.integerMax
        let result = ReleaseRequest.KindChange(
          kind: try kind.string("kind"),
          change: Int(try kind.integer("change", in: -bound...bound))
        )
        try kind.finish()
        return result
      }
    try fields.finish()
  }
}

extension String {
  /// Whether the string is a UUID in lower-case hexadecimal digits and hyphens.
  package var isUUID: Bool {
    let form = Array("00000000-0000-0000-0000-000000000000".utf8)
    let bytes = Array(utf8)
    guard bytes.count == form.count else { return false }
    return bytes.indices.allSatisfy { index in
      form[index] == UInt8(ascii: "-")
        ? bytes[index] == UInt8(ascii: "-")
        : bytes[index].isDigit || (0x61...0x66).contains(bytes[index])
    }
  }
}
