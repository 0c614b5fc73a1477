import AuditLog
package import Records
package import Vocabulary

/// What an auditor asks for.
package struct EvidenceQuestion: Sendable {
  /// First moment.
  package var from: Timestamp
  /// First moment after the period.
  package var until: Timestamp
  /// Whose controls.
  package var framework: EvidenceFramework
  /// What samples are drawn by; nil: the root of the log.
  package var seed: String?
  /// Items of a sample at most.
  package var sampleMax: Int

  /// Items of a sample unless asked otherwise.
  package static let sampleMaxDefault = 25

  /// Creates a question.
  package init(
    from: Timestamp,
    until: Timestamp,
    framework: EvidenceFramework,
    seed: String? = nil,
    sampleMax: Int = sampleMaxDefault
  ) {
    self.from = from
    self.until = until
    self.framework = framework
    self.seed = seed
    self.sampleMax = sampleMax
  }
}

/// The evidence of a period: populations, samples, access, refusals, emergencies, Safe Harbor tables
/// and the controls they support, from a log that was verified whole.
package struct EvidenceReport {
  /// What was asked.
  let question: EvidenceQuestion
  /// What was verified.
  let audit: AuditReport
  /// The gate's name.
  let origin: String
  /// The log.
  let book: EvidenceBook
  /// What samples are drawn by.
  let seed: String
  /// The requests of the log, in its order.
  let cases: [EvidenceCase]

  /// Verifies the log of a gate and reads it.
  package init(_ view: AuditView, _ question: EvidenceQuestion) throws(Failure) {
    self.question = question
    audit = try view.log.verify()
    origin = view.versions.last?.document.origin ?? ""
    let book = try view.evidenceBook()
    self.book = book
    seed = question.seed ?? audit.root.hex
    cases = book.order.compactMap { book.cases[$0] }
  }

  /// The document: RFC 8785 JSON, the same bytes for the same log and question.
  package func document() throws(Failure) -> [UInt8] { CanonicalJSON.bytes(try json()) }

  /// The document as JSON.
  func json() throws(Failure) -> JSONValue {
    let populations = populations
    let releases = releases
    return [
      "type": "evidence", "version": 1, "framework": .string(question.framework.rawValue),
      "frameworkTitle": .string(question.framework.title), "gate": .string(origin),
      "period": [
        "from": .string(question.from.description), "until": .string(question.until.description),
      ],
      "log": [
        "rows": .integer(audit.rows), "root": .string(audit.root.hex),
        "newestRow": .string(audit.newestTime.description),
        "checkpoints": .integer(Int64(audit.checkpoints)),
        "spentTokens": .integer(Int64(audit.spentTokens)),
        "attestation": .string(audit.isHeldElsewhere ? "second-place" : "self-attested"),
      ],
      "sampling": [
        "seed": .string(seed), "sampleMax": .integer(Int64(question.sampleMax)),
        "method": .string(Self.method),
      ],
      "populations": .array(populations.map(\.json)),
      "samples": .array(populations.map { $0.sample(seed: seed, max: question.sampleMax) }),
      "releases": .array(try releases.mapping { (each) throws(Failure) in try release(each) }),
      "access": .array(access.map(\.json)),
      "refused": .array(try refused()),
      "breakGlass": .array(breakGlass),
      "safeHarbor": .array(try releases.mapping { (each) throws(Failure) in try table(each) }),
      "controls": .array(question.framework.controls.map(\.json)),
      "notShown": .array(notShown.map { .string($0) }),
    ]
  }

  /// How samples are drawn, so that anybody can draw them again.
  private static let method =
    "the items with the smallest SHA-256 of seed, space, population, space, item"

  /// Whether a time lies in the period.
  func isInPeriod(_ time: Timestamp) -> Bool { time >= question.from && time < question.until }

  /// Whether a row lies in the period.
  func isInPeriod(_ row: AuditRow?) -> Bool { row.map { isInPeriod($0.time) } ?? false }

  /// Requests that were released in the period.
  var releases: [EvidenceCase] {
    cases.filter { isInPeriod($0.end) && $0.end?.event.decision == "PASSED" }
  }

  /// Trust versions that were in force at any time of the period.
  var access: [EvidenceTrust] {
    book.trusts.filter { version in
      version.row.time < question.until && (version.until.map { $0 > question.from } ?? true)
    }
  }

  /// What happened in the period, by kind.
  private var populations: [EvidencePopulation] {
    [
      EvidencePopulation(
        id: "requests",
        what: "requests for a release",
        items: cases.filter { isInPeriod($0.row) }.map(\.request.id)
      ),
      EvidencePopulation(
        id: "decisions",
        what: "decisions of people, by SHA-256 of their envelope",
        items: cases.flatMap(\.decisions).filter { isInPeriod($0.row) }.map(\.envelope.hex)
      ),
      EvidencePopulation(
        id: "releases",
        what: "bundles that were released, by their request",
        items: releases.map(\.request.id)
      ),
      EvidencePopulation(
        id: "refused",
        what: "refused attempts, by their row of the log",
        items: cases.flatMap(\.refused).filter(isInPeriod).map { "row-\($0.seq)" }
      ),
      EvidencePopulation(
        id: "break-glass",
        what: "releases by breaking the glass, by their request",
        items: releases.filter(\.isBreakGlass).map(\.request.id)
      ),
      EvidencePopulation(
        id: "failed-deliveries",
        what: "bundles of which part may have left as a stream, by their request",
        items: cases.filter { isInPeriod($0.end) && $0.end?.event.decision != "PASSED" }
          .map(\.request.id)
      ),
      EvidencePopulation(
        id: "commands",
        what: "privileged commands that were started, by their request",
        items: commands(GateEvent.actionBegin).compactMap(\.event.requestID)
      ),
      EvidencePopulation(
        id: "commands-broken-off",
        what: "privileged commands of which nothing says how they ended, by their request",
        items: commandsWithoutEnd
      ),
      EvidencePopulation(
        id: "commands-refused",
        what: "privileged commands that were not run, by their row of the log",
        items: commands(GateEvent.actionRefused).map { "row-\($0.seq)" }
      ),
      EvidencePopulation(
        id: "trust",
        what: "changes of who may do what, by SHA-256 of the signed payload",
        items: book.trusts.filter { isInPeriod($0.row) }.map(\.trust.digest.hex)
      ),
    ]
  }

  /// Requests whose command began in the period and has no end in the log.
  private var commandsWithoutEnd: [String] {
    let ended = Set(
      book.commands.filter { $0.event.event == GateEvent.actionEnd }.compactMap(\.event.requestID)
    )
    return commands(GateEvent.actionBegin).compactMap(\.event.requestID)
      .filter { !ended.contains($0) }
  }

  /// Rows of commands in the period.
  private func commands(_ event: String) -> [AuditRow] {
    book.commands.filter { isInPeriod($0) && $0.event.event == event }
  }

  /// What this evidence does not show, and must not be taken for.
  private var notShown: [String] {
    var lines = [
      "Whether anybody copied data past the gate: that is what the users and modes of its "
        + "folders are for, which an auditor looks at on the host.",
      "Whether a person read what they approved: only that a key of theirs signed the digest of "
        + "the review.",
      "Whether every identifier was found: counts are of what the rules found; what they miss, "
        + "they do not count.",
      "Who a human or a key id is in the world: the trust document names them, and enrolment is a "
        + "procedure of the organization.",
      "What happened before the first row of this log, or at another gate.",
      "What a destination did with what it received, and what a command did that was run; the "
        + "records of commands are in the export.",
      "Whether a control as a whole operates: it lists what supports one, not an opinion.",
    ]
    if !audit.isHeldElsewhere {
      lines.append(
        "That nobody who holds the gate’s key wrote the log anew: no checkpoint of it is kept in a "
          + "second place."
      )
    }
    if book.trusts.contains(where: { $0.trust.document.isSingleUser }) {
      lines.append("Separation of duties on the host: one user played all parts at this gate.")
    }
    return lines
  }
}

/// Everything of a kind that happened in the period.
struct EvidencePopulation {
  /// Its name.
  let id: String
  /// What it holds.
  let what: String
  /// Its items, in the order of the log.
  let items: [String]

  /// The population as JSON.
  var json: JSONValue {
    [
      "id": .string(id), "what": .string(what), "count": .integer(Int64(items.count)),
      "items": .array(items.map { .string($0) }),
    ]
  }

  /// A sample: the items that come first by their digest with the seed.
  func sample(seed: String, max: Int) -> JSONValue {
    let drawn =
      items.map { item in
        (Digest256(hashing: Array("\(seed) \(id) \(item)".utf8)), item)
      }
      .sorted { $0.0.bytes.lexicographicallyPrecedes($1.0.bytes) }
      .prefix(max)
    return [
      "population": .string(id), "of": .integer(Int64(items.count)),
      "items": .array(drawn.map { .string($0.1) }),
    ]
  }
}

extension AuditReport {
  /// Whether somebody else than the log's owner could tell that it was changed.
  var isHeldElsewhere: Bool { heldElsewhere != nil }
}
