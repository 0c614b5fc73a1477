import AuditLog
import Files
import Logging
import Manifest
import NIOPosix
import Records
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// A gate with people, a stage and a desk beside it, in a folder of its own.
final class DeskWorld: Sendable {
  /// Everything below here is removed at the end.
  let path: String
  /// Where the gate is.
  let setup: GateSetup
  /// What the desk is told.
  let settings: DeskSettings
  /// Keys by person.
  let keys: [String: SigningKey]
  /// Where everybody's time comes from.
  let clock: TestClock

  /// The user who asks: a service account for which r.ames answers.
  static let requesterUID: UInt32 = 4242

  /// Makes a gate, a desk, and a trust version that knows the desk's channel.
  ///
  /// `privacy`: what the privacy clause takes; the data-owner clause takes a human's key. `start`:
  /// seconds since 1970; nil: the time of the system.
  init(
    privacy: Assurance = .gatewayAttested,
    listening: DeskSettings.Listening = .address(host: "127.0.0.1", port: 0),
    url: String = "http://127.0.0.1",
    start: Int64? = nil,
    change: (inout DeskSettings) -> Void = { _ in }
  ) throws {
    var template = Array("/tmp/phigate-desk-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let now = start.map { Timestamp(seconds: $0) } ?? WallClock.system.now()
    clock = TestClock(start == nil ? nil : now)
    setup = GateSetup(folder: "\(path)/gate", isSingleUser: true, rootKey: nil, now: now)
    _ = try setup.run(configuration: "")
    var settings = DeskSettings(
      listening: listening,
      url: url,
      state: "\(path)/desk",
      trust: setup.places.trust
    )
    change(&settings)
    self.settings = settings
    var keys = ["root": try SigningKey.load(path: setup.rootKeyPath)]
    for human in ["m.okafor", "s.lind", "r.ames"] { keys[human] = try SigningKey.generate() }
    self.keys = keys
    _ = try DeskSetup(settings, clock: clock.wall).run()
    try amend { draft in try Self.people(&draft, self.keys, settings, privacy, now) }
  }

  deinit { _ = Self.run(["rm", "-rf", path]) }

  /// Enrols everybody.
  private static func people(
    _ draft: inout TrustDraft,
    _ keys: [String: SigningKey],
    _ settings: DeskSettings,
    _ privacy: Assurance,
    _ now: Timestamp
  ) throws {
    try draft.addHuman("m.okafor", groups: ["privacy", "data-owner"], aliases: [web("okafor")])
    try draft.addHuman("s.lind", groups: ["data-owner"], aliases: [web("lind")])
    try draft.addHuman("t.clicks", groups: ["privacy"], aliases: [web("clicks"), "slack:T1/U1"])
    try draft.addHuman("v.stray", groups: ["kitchen"], aliases: [web("stray")])
    try draft.addHuman("r.ames", groups: ["privacy", "data-owner"], aliases: [web("ames")])
    draft.document.serviceAccounts.append(
      .init(id: "svc-nightly", aliases: ["unix:\(requesterUID)"], humans: ["r.ames"])
    )
    let until = now.advanced(by: 30 * 86_400)
    for (human, key) in keys where human != "root" {
      try draft.addKey(
        human: human,
        publicKey: try SSHPublicKey(key.verifyingKey),
        validAfter: now,
        validBefore: until,
        assurance: .humanKey
      )
    }
    let channel = try SigningKey.load(path: settings.channelKey)
    try draft.addChannel(
      "desk",
      pem: channel.verifyingKey.pem,
      kinds: ["web", "slack"],
      validAfter: now,
      validBefore: until
    )
    draft.document.approvals = [
      [
        .init(group: "privacy", min: 1, assurance: privacy),
        .init(group: "data-owner", min: 1, assurance: .humanKey),
      ]
    ]
  }

  /// An account of the web.
  static func web(_ subject: String) -> String { "oidc:https://login.example.org|\(subject)" }

  /// Signs a new trust version.
  func amend(_ change: (inout TrustDraft) throws -> Void) throws {
    var draft = try TrustDraft(trust: setup.places.trust, now: clock.wall.now())
    try change(&draft)
    let left = try draft.sign(with: [try key("root")])
    try #require(left == nil)
  }

  /// A person's key.
  func key(_ name: String) throws -> SigningKey { try #require(keys[name]) }

  /// The gate, now.
  func gate() throws -> ReleaseGate { try ReleaseGate(setup.places, clock: clock.wall) }

  /// The desk's core, now; several may be open.
  func core() async throws -> DeskCore {
    let core = try DeskCore(
      settings,
      clock: clock.wall,
      loop: MultiThreadedEventLoopGroup.singleton.next(),
      metrics: DeskMetrics(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    try await core.tick()
    return core
  }

  /// Reads what the core wrote.
  func reader() throws -> DeskReader {
    try DeskReader(
      path: settings.database,
      loop: MultiThreadedEventLoopGroup.singleton.next()
    )
  }

  /// The scan of a test: `Jane Roe` is an identifier.
  static var rescan: Rescan {
    Rescan { (descriptor, _) throws(Failure) in
      let bytes = try SmallFile.readPiece(descriptor, max: 1 << 16)
      let name = Array("Jane Roe".utf8)
      let isThere = bytes.indices.contains { bytes[$0...].starts(with: name) }
      return isThere ? [.name: 1] : [:]
    }
  }

  /// The person who signed in under an account.
  static func person(_ human: String, _ subject: String, at now: Timestamp) -> Person {
    Person(
      human: human,
      account: web(subject),
      since: now,
      until: now.advanced(by: 3_600),
      csrf: "csrf"
    )
  }

  /// Runs a tool without output.
  @discardableResult
  static func run(_ arguments: [String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in arguments.indices { unsafe free(words[index]) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, arguments[0], &actions, nil, words, environ) == 0 else {
      return -1
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}

/// A clock that a test moves, or the system's.
final class TestClock: @unchecked Sendable {
  /// Seconds since 1970, written by the test between calls alone; nil: the system's time.
  private var seconds: Int64?

  /// Begins at a time.
  init(_ start: Timestamp?) { seconds = start?.seconds }

  /// Moves on.
  func advance(by seconds: Int64) { self.seconds = (self.seconds ?? 0) + seconds }

  /// The clock as the code takes it.
  var wall: WallClock {
    WallClock {
      self.seconds.map { Timestamp(seconds: $0) } ?? WallClock.system.now()
    }
  }
}

/// A stage in a world, with its request.
struct DeskStage {
  /// The world.
  let world: DeskWorld
  /// Its folder.
  let path: String
  /// The request.
  let request: ReleaseRequest

  /// Makes a stage and asks for its release.
  ///
  /// `clockJump`: the gate stood still for days, and a person accepts that.
  init(
    _ world: DeskWorld,
    name: String = "stage",
    extra: String = "",
    clockJump: Bool = false
  ) throws {
    self.world = world
    path = "\(world.path)/\(name)"
    try Self.make(path, [("a.txt", "seen: [NAME]\n"), ("b.txt", "no one \(extra)\n")])
    let gate = try ReleaseGate(
      world.setup.places,
      clock: world.clock.wall,
      acceptClock: clockJump
    )
    request = try gate.request(
      try StageFolder(path: path),
      Asking(destination: "research", purpose: "cohort", uid: DeskWorld.requesterUID),
      rescan: DeskWorld.rescan
    )
  }

  /// What is submitted.
  var body: [UInt8] {
    get throws {
      request.encoded + (try SmallFile.read("\(path)/manifest.jsonl", bytesMax: 1 << 20))
    }
  }

  /// The submission.
  var submission: Submission { get throws { try Submission(body: try body) } }

  /// The review document.
  func review() throws -> [UInt8] { try StageFolder(path: path).review().encoded }

  /// Releases the stage with these envelopes.
  /// - Returns: where the bundle is.
  func release(_ envelopes: [[UInt8]]) throws -> String? {
    let folder = try StageFolder(path: path)
    for envelope in envelopes {
      _ = try folder.writeEnvelope(envelope, verdict: .approve, human: "any")
    }
    return try world.gate().release(folder, to: "research", rescan: DeskWorld.rescan).folder
  }

  /// A decision signed with a key of the human's own, as `phigate approve` makes it.
  func signed(
    _ human: String,
    _ verdict: Decision.Verdict = .approve,
    key: String? = nil,
    group: String? = nil,
    revokes: Digest256? = nil
  ) throws -> [UInt8] {
    var maker = DecisionMaker(
      review: try StageFolder(path: path).review(),
      human: human,
      key: ApprovalKey(try world.key(key ?? human)),
      comment: "checked",
      now: world.clock.wall.now()
    )
    maker.group = group
    return try maker.sign(verdict, revokes: revokes)
  }

  /// A click of the web.
  func click(
    _ human: String,
    _ subject: String,
    _ verdict: Decision.Verdict = .approve,
    attests: Bool = true,
    message: String = "form-1"
  ) -> Click {
    Click(
      verdict: verdict,
      human: human,
      kind: "web",
      userID: TrustDocument.Channel.accountName(DeskWorld.web(subject)),
      messageID: message,
      receivedAt: world.clock.wall.now(),
      verifier: "desk-sign-in",
      evidence: Array("what came from the form".utf8),
      comment: "looked at the samples",
      attests: attests
    )
  }

  /// Writes files and their manifest.
  private static func make(_ path: String, _ files: [(String, String)]) throws {
    try SystemFiles.makeFolders("\(path)/data", mode: 0o755)
    let digest = Digest256(hashing: [UInt8]())
    let header = ManifestHeader(
      tool: .init(version: "0.1.0"),
      source: "landing",
      covered: true,
      profile: .safeHarbor,
      settings: digest,
      ruleset: .init(name: "built-in", epoch: 1, sha256: digest),
      zipCensus: "2020",
      referenceYear: 2026,
      keyID: "0011223344556677",
      sources: digest
    )
    let store = ByteStore()
    var writer = try ManifestWriter(header: header) { (bytes) throws(Failure) in
      store.bytes += bytes
    }
    for (name, text) in files {
      try SmallFile.replace("\(path)/data/\(name)", Array(text.utf8))
      let isMasked = text.contains("[")
      var entry = ManifestEntry(
        path: name,
        kind: .file,
        disposition: isMasked ? .masked : .clean
      )
      entry.format = "text"
      entry.bytes = Int64(text.utf8.count)
      if isMasked {
        entry.classes = [.phi]
        entry.sensitivity = .restricted
        entry.findings = [.name: .init(count: 1, transforms: [.tag])]
      }
      entry.output = .init(
        path: name,
        bytes: Int64(text.utf8.count),
        sha256: Digest256(hashing: Array(text.utf8))
      )
      try writer.append(entry)
    }
    _ = try writer.finish()
    try SmallFile.replace("\(path)/manifest.jsonl", store.bytes)
  }
}

/// Collects what a writer writes.
private final class ByteStore {
  /// The bytes so far.
  var bytes: [UInt8] = []
}

/// The program that submits.
let nightly = Principal.program(name: "nightly", id: "0011223344aa", scopes: [.submit, .read])

/// Expects a refusal with a code.
func expectRefusal(
  _ code: String,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("not refused", sourceLocation: sourceLocation)
  } catch let failure as Failure {
    #expect(failure.reasons.first == code, sourceLocation: sourceLocation)
  } catch let problem as Problem {
    #expect(problem.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record("another error: \(error)", sourceLocation: sourceLocation)
  }
}
