import AuditLog
import Files
import Manifest
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// A gate with people and a stage in a folder of its own, at an invented time.
final class GateWorld {
  /// Everything below here is removed at the end.
  let path: String
  /// Where the gate is.
  let setup: GateSetup
  /// Keys by person; `root` is the root key.
  private(set) var keys: [String: SigningKey] = [:]
  /// The time at which everything begins.
  static let start = Timestamp(seconds: 1_790_000_000)
  /// The user who asks.
  static let requesterUID: UInt32 = 4242

  /// Makes a gate with two approvers of different groups, a spare person and a requester.
  init() throws {
    var template = Array("/tmp/phigate-gate-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    setup = GateSetup(
      folder: "\(path)/gate",
      isSingleUser: true,
      rootKey: nil,
      now: Self.start
    )
    _ = try setup.run(configuration: "")
    keys["root"] = try SigningKey.load(path: setup.rootKeyPath)
    try amend { draft in
      try draft.addHuman("r.ames", groups: ["privacy", "data-owner"], aliases: ["unix:4242"])
      try draft.addHuman("m.okafor", groups: ["privacy", "data-owner"], aliases: [])
      try draft.addHuman("s.lind", groups: ["data-owner"], aliases: [])
      try draft.addHuman("v.stray", groups: ["kitchen"], aliases: [])
      for human in ["r.ames", "m.okafor", "s.lind", "v.stray"] {
        try self.addKey(human, &draft)
      }
      draft.document.destinations.append(
        .init(
          id: "partner",
          uri: "file:\(self.path)/gate/partner",
          accepts: [.safeHarbor],
          agreement: nil,
          determination: nil,
          evidence: .receiptOnly
        )
      )
    }
    try SystemFiles.makeFolders("\(path)/gate/partner", mode: 0o755)
  }

  deinit { _ = Self.run(["rm", "-rf", path]) }

  /// Makes a key for a person, named after the person and a number.
  func addKey(_ human: String, _ draft: inout TrustDraft, name: String? = nil) throws {
    let key = try SigningKey.generate()
    keys[name ?? human] = key
    try draft.addKey(
      human: human,
      publicKey: try SSHPublicKey(key.verifyingKey),
      validAfter: Self.start,
      validBefore: Self.start.advanced(by: 30 * 86_400),
      assurance: .humanKey
    )
  }

  /// Keeps a key under a name.
  func keep(_ key: SigningKey, as name: String) { keys[name] = key }

  /// Signs a new trust version.
  func amend(_ change: (inout TrustDraft) throws -> Void) throws {
    var draft = try TrustDraft(trust: setup.places.trust, now: Self.start)
    try change(&draft)
    let left = try draft.sign(with: [try key("root")])
    try #require(left == nil)
  }

  /// A person's key.
  func key(_ name: String) throws -> SigningKey { try #require(keys[name]) }

  /// The gate, so many seconds after the start.
  func gate(_ seconds: Int64 = 0, acceptClock: Bool = false) throws -> ReleaseGate {
    try ReleaseGate(
      setup.places,
      clock: .fixed(Self.start.advanced(by: seconds)),
      acceptClock: acceptClock
    )
  }

  /// The scan of a test: `Jane Roe` is an identifier.
  static var scan: Rescan.Body {
    { (descriptor, _) throws(Failure) in
      let bytes = try SmallFile.readPiece(descriptor, max: 1 << 16)
      let name = Array("Jane Roe".utf8)
      let isThere = bytes.indices.contains { bytes[$0...].starts(with: name) }
      return isThere ? [.name: 1] : [:]
    }
  }

  /// The same scan for every manifest.
  static var rescan: Rescan { Rescan(scan) }

  /// The path of the stage.
  var stagePath: String { "\(path)/stage" }

  /// Writes a stage of these files and its manifest.
  func makeStage(
    _ files: [(String, String)] = [("a.txt", "seen: [NAME]\n"), ("sub/b.txt", "no one\n")],
    profile: Profile = .safeHarbor,
    epoch: Int = 1,
    isConfigured: Bool = true,
    withheld: String? = nil
  ) throws {
    _ = Self.run(["rm", "-rf", stagePath])
    try SystemFiles.makeFolders("\(stagePath)/data", mode: 0o755)
    let digest = Digest256(hashing: [UInt8]())
    let header = ManifestHeader(
      tool: .init(version: "0.1.0"),
      source: "landing",
      covered: true,
      profile: profile,
      settings: digest,
      ruleset: .init(name: "built-in", epoch: epoch, sha256: digest),
      zipCensus: "2020",
      referenceYear: 2026,
      keyID: isConfigured ? "0011223344556677" : nil,
      sources: isConfigured ? digest : nil
    )
    let store = ByteStore()
    var writer = try ManifestWriter(header: header) { (bytes) throws(Failure) in
      store.bytes += bytes
    }
    for (name, text) in files.sorted(by: { PathText.precedes($0.0, $1.0) }) {
      let folder = SmallFile.parent(of: "\(stagePath)/data/\(name)")
      try SystemFiles.makeFolders(folder, mode: 0o755)
      try SmallFile.replace("\(stagePath)/data/\(name)", Array(text.utf8))
      var entry = ManifestEntry(
        path: name,
        kind: .file,
        disposition: text.contains("[") ? .masked : .clean
      )
      entry.format = "text"
      entry.bytes = Int64(text.utf8.count)
      if text.contains("[") {
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
    if let withheld {
      let entry = ManifestEntry(
        path: "z\(withheld.dropFirst())",
        kind: .file,
        disposition: .withheld,
        reason: .encrypted
      )
      try writer.append(entry)
    }
    _ = try writer.finish()
    try SmallFile.replace("\(stagePath)/manifest.jsonl", store.bytes)
  }

  /// The first entry of the stage's manifest.
  func firstEntry() throws -> ManifestEntry? {
    var reader = try stage().manifest().reader()
    return try reader.next()
  }

  /// The open stage.
  func stage() throws -> StageFolder { try StageFolder(path: stagePath) }

  /// The review of the stage.
  func review() throws -> Review { try stage().review() }

  /// Makes a stage and asks for its release to research.
  @discardableResult
  func request(
    to destination: String = "research",
    uid: UInt32 = requesterUID,
    at seconds: Int64 = 10
  ) throws -> ReleaseRequest {
    try gate(seconds)
      .request(
        stage(),
        Asking(destination: destination, purpose: "cohort", uid: uid),
        rescan: Self.rescan
      )
  }

  /// A signed decision of a person, as `phigate approve` makes it.
  func decision(
    _ human: String,
    _ verdict: Decision.Verdict = .approve,
    key name: String? = nil,
    at seconds: Int64 = 20,
    revokes: Digest256? = nil
  ) throws -> [UInt8] {
    let maker = DecisionMaker(
      review: try stage().review(),
      human: human,
      key: ApprovalKey(try key(name ?? human)),
      comment: "checked",
      now: Self.start.advanced(by: seconds)
    )
    return try maker.sign(verdict, revokes: revokes)
  }

  /// A token that breaks rules, signed with a person's key.
  func forged(
    _ human: String,
    key name: String? = nil,
    group: String = "privacy",
    payloadType: String = DSSE.inTotoType,
    _ change: (inout Decision) -> Void = { _ in }
  ) throws -> [UInt8] {
    let model = try decision("m.okafor")
    let envelope = try Envelope.parse(model.span, limits: .decision)
    var decision = try Decision(payload: envelope.payload)
    let key = try key(name ?? human)
    decision.approver = human
    decision.group = group
    decision.keyID = key.verifyingKey.keyID
    change(&decision)
    return try DSSE.sign(payloadType: payloadType, payload: decision.payload, with: key).bytes()
  }

  /// Puts an envelope into the stage.
  @discardableResult
  func put(_ bytes: [UInt8]) throws -> String {
    try SystemFiles.makeFolders("\(stagePath)/approvals", mode: 0o755)
    let path = "\(stagePath)/approvals/\(Digest256(hashing: bytes).hex).dsse.json"
    try SmallFile.replace(path, bytes)
    return path
  }

  /// A stage with a request and both approvals.
  func approvedStage() throws {
    try makeStage()
    try request()
    try put(decision("m.okafor"))
    try put(decision("s.lind"))
  }

  /// Releases to research.
  @discardableResult
  func release(
    at seconds: Int64 = 30,
    to destination: String = "research",
    dryRun: Bool = false
  ) throws -> ReleaseResult {
    try gate(seconds)
      .release(
        stage(),
        to: destination,
        isDryRun: dryRun,
        rescan: Self.rescan
      )
  }

  /// Names of what lies at a destination, hidden ones too.
  func released(_ name: String = "released") throws -> [String] {
    try #require(try Folder(path: "\(path)/gate/\(name)").names())
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Expects a refusal with a code and its exit code, and that nothing was released.
  func expectRefusal(
    _ code: RefusalCode,
    _ exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) throws {
    let failure = #expect(throws: Failure.self, sourceLocation: sourceLocation) { try body() }
    #expect(failure?.reasons.first == code.rawValue, sourceLocation: sourceLocation)
    if let exit { #expect(failure?.code == exit, sourceLocation: sourceLocation) }
    #expect(try released().isEmpty, sourceLocation: sourceLocation)
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

/// Collects what a writer writes.
final class ByteStore {
  /// The bytes so far.
  var bytes: [UInt8] = []
}
