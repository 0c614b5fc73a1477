package import Records
import Vocabulary

extension Notice {
  /// The name of the form in which notices are kept and sent to webhooks.
  package static let type = "phigate.notice/v1"
  /// Bytes of a purpose and of what changed; longer texts are cut.
  package static let textBytesMax = 2048
  /// Bytes of a name; longer ones are cut.
  package static let nameBytesMax = 255
  /// Elements of one list of a notice; further ones are left out.
  package static let listMax = 32
  /// Humans of a clause; further ones are left out.
  package static let humansMax = 16
  /// Bytes and depth of a notice that is read: every byte within the limits above may be written as
  /// six.
  static let limits = JSONLimits(bytesMax: 4 << 20, depthMax: 4)

  /// The notice with texts and lists cut to their limits, so that no request makes a message that
  /// cannot be sent.
  package var trimmed: Notice {
    var notice = self
    notice.requester = Self.cut(requester)
    notice.purpose = Self.cut(purpose, to: Self.textBytesMax)
    notice.destination = Self.cut(destination)
    notice.ticket = ticket.map { Self.cut($0) }
    notice.profile = Self.cut(profile)
    notice.difference = difference.map { Self.cut($0, to: Self.textBytesMax) }
    notice.findings = Self.cut(findings)
    notice.classes = Self.cut(classes)
    notice.withheld = Self.cut(withheld)
    notice.clauses = clauses.prefix(Self.listMax)
      .map {
        Clause(
          group: Self.cut($0.group),
          assurance: Self.cut($0.assurance),
          missing: $0.missing,
          humans: $0.humans.prefix(Self.humansMax).map { Self.cut($0) }
        )
      }
    notice.decisions = decisions.prefix(Self.listMax)
      .map {
        var decision = $0
        decision.human = Self.cut($0.human)
        return decision
      }
    return notice
  }

  /// The notice as JSON.
  package var json: JSONValue {
    [
      "type": .string(Self.type), "request": .string(request), "link": .string(link),
      "reviewDigest": .string(reviewDigest.hex), "requester": .string(requester),
      "purpose": .string(purpose), "destination": .string(destination),
      "ticket": Self.optional(ticket), "profile": .string(profile),
      "findings": .array(findings.map(\.json)), "classes": .array(classes.map(\.json)),
      "leaving": ["files": .integer(files), "bytes": .integer(bytes)],
      "withheld": .array(withheld.map(\.json)), "residual": .integer(residual),
      "difference": Self.optional(difference), "clauses": .array(clauses.map(\.json)),
      "decisions": .array(decisions.map(\.json)), "state": .string(state.rawValue),
      "expiresAt": .string(expiresAt.description), "needsAttestation": .bool(needsAttestation),
    ]
  }

  /// The notice's bytes in canonical form.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) }

  /// Reads the form that `encoded` writes.
  package init(reading bytes: [UInt8]) throws(RecordFault) {
    var fields = try JSONFields(try StrictJSON.parse(bytes.span, limits: Self.limits))
    try fields.constant("type", Self.type)
    var leaving = try fields.object("leaving")
    guard let state = State(rawValue: try fields.string("state")) else {
      throw fields.fault(.wrongValue, "state")
    }
    self.init(
      request: try fields.string("request"),
      link: try fields.string("link"),
      reviewDigest: try fields.digest("reviewDigest"),
      requester: try fields.string("requester"),
      purpose: try fields.string("purpose"),
      destination: try fields.string("destination"),
      profile: try fields.string("profile"),
      files: try leaving.integer("files"),
      bytes: try leaving.integer("bytes"),
      state: state,
      expiresAt: try fields.timestamp("expiresAt"),
      needsAttestation: try fields.bool("needsAttestation")
    )
    try leaving.finish()
    ticket = try fields.optionalString("ticket")
    difference = try fields.optionalString("difference")
    residual = try fields.integer("residual")
    findings = try Self.counts(&fields, "findings")
    classes = try Self.counts(&fields, "classes")
    withheld = try Self.counts(&fields, "withheld")
    for each in try fields.objects("clauses") { clauses.append(try Clause(each)) }
    for each in try fields.objects("decisions") { decisions.append(try Decision(each)) }
    try fields.finish()
  }

  /// A text or null.
  private static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Reads a list of counts.
  private static func counts(
    _ fields: inout JSONFields,
    _ name: String
  ) throws(RecordFault) -> [Count] {
    var counts: [Count] = []
    for each in try fields.objects(name) { counts.append(try Count(each)) }
    return counts
  }

  /// A list of counts within the limits.
  private static func cut(_ counts: [Count]) -> [Count] {
    counts.prefix(listMax).map { Count(cut($0.name), letter: $0.letter.map { cut($0) }, $0.count) }
  }

  /// A text of at most so many bytes, cut between characters.
  private static func cut(_ text: String, to bytesMax: Int = nameBytesMax) -> String {
    guard text.utf8.count > bytesMax else { return text }
    var kept = ""
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      guard bytes <= bytesMax - "…".utf8.count else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }
}

extension Notice.Count {
  /// The count as JSON.
  var json: JSONValue {
    [
      "name": .string(name), "hipaa": letter.map { .string($0) } ?? .null,
      "count": .integer(count),
    ]
  }

  /// Reads a count.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    name = try fields.string("name")
    letter = try fields.optionalString("hipaa")
    count = try fields.integer("count")
    try fields.finish()
  }
}

extension Notice.Clause {
  /// The clause as JSON.
  var json: JSONValue {
    [
      "group": .string(group), "assurance": .string(assurance), "missing": .integer(missing),
      "humans": .array(humans.map { .string($0) }),
    ]
  }

  /// Reads a clause.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    group = try fields.string("group")
    assurance = try fields.string("assurance")
    missing = try fields.integer("missing")
    humans = try fields.strings("humans")
    try fields.finish()
  }
}

extension Notice.Decision {
  /// The decision as JSON.
  var json: JSONValue {
    [
      "human": .string(human), "verdict": .string(verdict), "assurance": .string(assurance),
      "at": .string(at.description),
    ]
  }

  /// Reads a decision.
  init(_ fields: JSONFields) throws(RecordFault) {
    var fields = fields
    human = try fields.string("human")
    verdict = try fields.string("verdict")
    assurance = try fields.string("assurance")
    at = try fields.timestamp("at")
    try fields.finish()
  }
}
