import Files
import Gate
import Glibc
import Records
package import Vocabulary

/// A stage whose request is decided at a desk: submits it, waits, and brings the decisions back.
///
/// Everything is safe to do again: the key of the submission is made of the request, so that a desk
/// that was restarted, or a client that was killed, ends with the same request.
package struct StageAtDesk: Sendable {
  /// The file in the stage that remembers the desk.
  package static let fileName = "desk.json"
  /// Bytes of that file.
  private static let fileBytesMax = 16 << 10
  /// Bytes of request.json and manifest.jsonl that a desk may take.
  private static let bodyBytesMax = 1 << 30
  /// Milliseconds between two looks at a request.
  private static let lookMilliseconds: Int64 = 2_000
  /// Milliseconds after a first failure, and at most.
  private static let backOffMilliseconds: (first: Int64, most: Int64) = (500, 30_000)

  /// What a person is told while it goes on.
  package enum News: Sendable, Hashable {
    /// It is at the desk, where people decide.
    case submitted(link: String)
    /// Where it stands, and how many approvals count of how many.
    case standing(state: String, filled: Int, needed: Int)
    /// The desk does not answer; it is asked again.
    case unreachable
  }

  /// The stage.
  let stage: String
  /// The desk.
  let client: DeskClient
  /// Told what goes on.
  let tell: @Sendable (News) -> Void

  /// Takes a stage to a desk.
  package init(
    stage: String,
    client: DeskClient,
    tell: @escaping @Sendable (News) -> Void
  ) {
    self.stage = stage
    self.client = client
    self.tell = tell
  }

  /// The desk that a stage remembers; nil where it was not submitted.
  package static func desk(of stage: String) throws(Failure) -> String? {
    let path = "\(stage)/\(fileName)"
    guard let bytes = try SmallFile.readIfThere(path, bytesMax: fileBytesMax) else { return nil }
    guard let value = try? StrictJSON.parse(bytes.span, limits: .envelope),
      value["_type"] == "phigate.desk/v1", case .string(let desk)? = value["desk"]
    else { throw Failure(.usage, "the stage does not say which desk it is at", path: path) }
    return desk
  }

  /// Submits the stage's request and waits for the decision.
  /// - Parameters:
  ///   - seconds: how long to wait; 0: looks once.
  ///   - submits: whether it may have to be submitted first.
  /// - Returns: the files that were written to `approvals/`; the policy is met.
  /// - Throws: exit 6 where it was denied or has expired, exit 75 where it is still pending.
  package func run(waitSeconds seconds: Int64, submits: Bool) async throws(Failure) -> [String] {
    let deadline = ContinuousClock.now + .seconds(seconds)
    let request = try StageFolder(path: stage).request()
    var backOff = Self.backOffMilliseconds.first
    var isSubmitted = !submits
    var etag: String?
    while true {
      var pause = Self.lookMilliseconds
      do throws(Failure) {
        if !isSubmitted {
          try await submit(request)
          isSubmitted = true
        }
        let (state, newer) = try await look(request, etag)
        etag = newer
        backOff = Self.backOffMilliseconds.first
        if let state {
          if let files = try await settle(state, request) { return files }
        }
      } catch  where error.code == .temporary {
        guard ContinuousClock.now < deadline else { throw error }
        tell(.unreachable)
        pause = Int64.random(in: backOff / 2...backOff)
        backOff = min(backOff * 2, Self.backOffMilliseconds.most)
      }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { throw Self.pending(request) }
      try? await Task.sleep(for: min(.milliseconds(pause), left))
    }
  }

  /// Still pending: not a failure, to be run again.
  private static func pending(_ request: ReleaseRequest) -> Failure {
    Failure(
      .temporary,
      "request \(request.id) is still pending",
      next: "phigate-desk wait STAGE",
      reasons: ["pending"]
    )
  }

  /// Submits request.json and manifest.jsonl, and remembers where.
  private func submit(_ request: ReleaseRequest) async throws(Failure) {
    var body = request.encoded
    body += try SmallFile.read("\(stage)/manifest.jsonl", bytesMax: Self.bodyBytesMax)
    let answer = try await client.ask(
      "POST",
      "/v1/requests",
      headers: [
        ("Content-Type", "application/x-ndjson"), ("Idempotency-Key", request.digest.hex),
      ],
      body: body
    )
    guard answer.status == 200 || answer.status == 201 else { throw client.failure(answer) }
    let value = try parsed(answer.body)
    guard case .string(let link)? = value["link"], value["id"] == .string(request.id) else {
      throw malformed
    }
    let record: JSONValue = [
      "_type": "phigate.desk/v1", "desk": .string(client.desk), "request": .string(request.id),
      "link": .string(link),
    ]
    try SmallFile.replace("\(stage)/\(Self.fileName)", CanonicalJSON.bytes(record) + [0x0A])
    tell(.submitted(link: link))
  }

  /// Where the request stands; nil where nothing changed.
  private func look(
    _ request: ReleaseRequest,
    _ etag: String?
  ) async throws(Failure) -> (JSONValue?, String?) {
    let headers = etag.map { [("If-None-Match", $0)] } ?? []
    let answer = try await client.ask("GET", "/v1/requests/\(request.id)", headers: headers)
    if answer.status == 304 { return (nil, etag) }
    guard answer.status == 200 else { throw client.failure(answer) }
    return (try parsed(answer.body), answer.etag)
  }

  /// Ends the waiting where the request is decided: envelopes go into the stage first.
  private func settle(
    _ value: JSONValue,
    _ request: ReleaseRequest
  ) async throws(Failure) -> [String]? {
    guard case .string(let state)? = value["state"] else { throw malformed }
    let (filled, needed) = Self.progress(value)
    tell(.standing(state: state, filled: filled, needed: needed))
    switch state {
    case "open": return nil
    case "approved", "released": return try await fetch(request)
    default:
      _ = try await fetch(request)
      var codes: [String] = []
      if case .array(let values)? = value["reasonCodes"] {
        for case .string(let code) in values { codes.append(code) }
      }
      throw Failure(
        .refused,
        "request \(request.id) is \(state)",
        next: "ask anew: phigate request STAGE --destination ID",
        reasons: codes.isEmpty ? [state] : codes
      )
    }
  }

  /// How many places of the nearest list of clauses are filled, of how many.
  private static func progress(_ value: JSONValue) -> (filled: Int, needed: Int) {
    guard case .array(let lists)? = value["clauses"] else { return (0, 0) }
    let sums = lists.map { list -> (filled: Int, needed: Int) in
      guard case .array(let clauses) = list else { return (0, 0) }
      var sum = (filled: 0, needed: 0)
      for clause in clauses {
        if case .array(let humans)? = clause["filledBy"] { sum.filled += humans.count }
        if case .integer(let min)? = clause["min"] { sum.needed += Int(min) }
      }
      return sum
    }
    return sums.min { $0.needed - $0.filled < $1.needed - $1.filled } ?? (0, 0)
  }

  /// Brings envelopes into `approvals/`, each under a name made of its digest.
  ///
  /// Those that count: the gate refuses a stage with one that does not. Of a human the strongest;
  /// a revocation where the approval that it takes back was brought before.
  private func fetch(_ request: ReleaseRequest) async throws(Failure) -> [String] {
    let answer = try await client.ask("GET", "/v1/requests/\(request.id)/tokens")
    guard answer.status == 200 else { throw client.failure(answer) }
    guard case .array(let values)? = try parsed(answer.body)["tokens"] else { throw malformed }
    var tokens: [Token] = []
    for value in values {
      let token = try token(value)
      guard token.decision.requestID == request.id else { throw malformed }
      tokens.append(token)
    }
    let revoked = Set(tokens.compactMap(\.decision.revokes))
    var approvals: [String: Token] = [:]
    var wanted: [Token] = []
    for token in tokens {
      switch token.decision.verdict {
      case .approve where token.counts && !revoked.contains(token.digest):
        let human = token.decision.approver
        let other = approvals[human]?.decision.channel.assurance
        if other.map({ $0 < token.decision.channel.assurance }) ?? true { approvals[human] = token }
      case .approve: continue
      case .deny: wanted.append(token)
      case .revoke:
        guard let revokes = token.decision.revokes,
          let target = tokens.first(where: { $0.digest == revokes }),
          SystemFiles.exists("\(stage)/\(target.fileName)")
        else { continue }
        wanted.append(token)
      }
    }
    wanted += approvals.values.sorted { $0.fileName < $1.fileName }
    return try write(wanted)
  }

  /// A decision as the desk gives it.
  private struct Token {
    let bytes: [UInt8]
    let digest: Digest256
    let decision: Decision
    let counts: Bool
    /// Its place in the stage.
    var fileName: String {
      StageFolder.envelopeName(digest, verdict: decision.verdict, human: decision.approver)
    }
  }

  /// Reads a decision; its digest must be the one that the desk states.
  private func token(_ value: JSONValue) throws(Failure) -> Token {
    guard case .string(let text)? = value["envelope"], case .string(let hex)? = value["sha256"],
      case .bool(let counts)? = value["counts"], let bytes = Base64.decodeStrictly(text),
      bytes.count <= TokenLimits.envelopeBytesMax
    else { throw malformed }
    let digest = Digest256(hashing: bytes)
    guard digest.hex == hex else { throw malformed }
    let decision = try Decision(payload: try Evaluation.envelope(bytes).payload)
    return Token(bytes: bytes, digest: digest, decision: decision, counts: counts)
  }

  /// Writes envelopes into the stage.
  private func write(_ tokens: [Token]) throws(Failure) -> [String] {
    let folder = try StageFolder(path: stage)
    var files: [String] = []
    for token in tokens {
      let decision = token.decision
      files.append(
        try folder.writeEnvelope(
          token.bytes,
          verdict: decision.verdict,
          human: decision.approver
        )
      )
    }
    return files
  }

  /// Hands the gate's receipt in.
  package func report(receipt path: String) async throws(Failure) {
    let request = try StageFolder(path: stage).request()
    let bytes = try SmallFile.read(path, bytesMax: TokenLimits.envelopeBytesMax)
    let answer = try await client.ask(
      "PUT",
      "/v1/requests/\(request.id)/receipt",
      headers: [("Content-Type", "application/json")],
      body: bytes
    )
    guard answer.status == 200 else { throw client.failure(answer) }
  }

  /// An answer as JSON.
  private func parsed(_ body: [UInt8]) throws(Failure) -> JSONValue {
    do throws(RecordFault) {
      return try StrictJSON.parse(body.span, limits: .document)
    } catch {
      throw malformed
    }
  }

  /// An answer that no desk gives.
  private var malformed: Failure {
    Failure(.temporary, "the answer is not a desk's", path: client.desk, reasons: ["desk_answer"])
  }
}
