import AuditLog
import Files
import Records
import TestTools
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// A world whose trust knows the action `unmask`: one program, one variable.
final class ActionWorld {
  /// The gate and its people.
  let world: GateWorld
  /// The folder of the request.
  var asks: String { "\(world.path)/asks" }
  /// The program.
  var program: String { "\(world.path)/bin/unmask" }
  /// A file that the command names.
  var input: String { "\(world.path)/bin/input" }

  /// Makes the world, the program and the file.
  init() throws {
    world = try GateWorld()
    try SystemFiles.makeFolders("\(world.path)/bin")
    try SystemFiles.makeFolders("\(world.path)/asks")
    let lines =
      "#!/bin/sh\necho \"$# $1 $2 CASE=$CASE HOME=$HOME $(/bin/pwd)\" >> '\(world.path)/ran'\n"
      + "ls -l /proc/$$/fd > '\(world.path)/open'\nexit \"$2\"\n"
    try SmallFile.replace(program, Array(lines.utf8), mode: 0o755)
    try SmallFile.replace(input, Array("one\n".utf8))
    let own = program
    try world.amend { draft in
      draft.document.actions = [
        .init(id: "unmask", programs: [own, "/bin/true"], environment: ["CASE"]),
        .init(id: "other", programs: [own], environment: []),
      ]
    }
  }

  /// A command as it would run here and now.
  func command(
    _ words: [String]? = nil,
    action: String = "unmask",
    folder: String? = nil,
    variables: [String: String] = ["CASE": "4711", "HOME": "/root"],
    at seconds: Int64 = 20
  ) throws -> ActionDocument {
    let gate = try world.gate(seconds)
    return try ActionDocument(
      try gate.action(action),
      words: words ?? [program, "--in=\(input)", "0"],
      folder: folder ?? world.path
    ) { variables[$0] }
  }

  /// Asks for a command.
  @discardableResult
  func ask(_ command: ActionDocument? = nil, at seconds: Int64 = 10) throws -> ActionRequest {
    let command = if let command { command } else { try self.command(at: seconds) }
    return try world.gate(seconds)
      .request(
        command,
        in: asks,
        purpose: "case 4711",
        uid: GateWorld.requesterUID
      )
  }

  /// The folder of the request.
  func folder() throws -> StageFolder { try StageFolder(path: asks) }

  /// A decision of a person on what is asked.
  func decision(
    _ human: String,
    _ verdict: Decision.Verdict = .approve,
    at seconds: Int64 = 20,
    revokes: Digest256? = nil
  ) throws -> [UInt8] {
    try ActionDecisionMaker(
      review: folder().actionReview(),
      human: human,
      key: ApprovalKey(world.key(human)),
      comment: "agreed",
      now: GateWorld.start.advanced(by: seconds)
    )
    .sign(verdict, revokes: revokes)
  }

  /// Puts an envelope beside the request.
  @discardableResult
  func put(_ bytes: [UInt8]) throws -> String {
    try SystemFiles.makeFolders("\(asks)/approvals", mode: 0o755)
    let path = "\(asks)/approvals/\(Digest256(hashing: bytes).hex).dsse.json"
    try SmallFile.replace(path, bytes)
    return path
  }

  /// Asks and approves.
  func approved(_ command: ActionDocument? = nil) throws {
    try ask(command)
    try put(decision("m.okafor"))
    try put(decision("s.lind"))
  }

  /// Runs a command with what was approved.
  @discardableResult
  func run(
    _ command: ActionDocument? = nil,
    at seconds: Int64 = 30,
    dryRun: Bool = false
  ) throws -> ActionResult {
    let command = if let command { command } else { try self.command(at: seconds) }
    let folder = try folder()
    return try world.gate(seconds).run(command, folder, isDryRun: dryRun)
  }

  /// The envelope of a person beside the request.
  func envelope(of human: String) throws -> [UInt8] {
    for name in try Folder(path: "\(asks)/approvals").names() ?? [] {
      let path = "\(asks)/approvals/\(String(decoding: name, as: UTF8.self))"
      let bytes = try SmallFile.read(path, bytesMax: 1 << 16)
      let payload = try Envelope.parse(bytes.span, limits: .decision).payload
      if try ActionDecision(payload: payload).approver == human { return bytes }
    }
    throw Failure(.internalError, "the test: no envelope of \(human)")
  }

  /// How often the program ran.
  func runs() throws -> Int {
    let bytes = try SmallFile.readIfThere("\(world.path)/ran", bytesMax: 1 << 16) ?? []
    return bytes.count { $0 == 0x0A }
  }

  /// Expects a refusal with a code and that nothing was run.
  func expectRefusal(
    _ code: RefusalCode,
    _ exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) throws {
    let failure = #expect(throws: Failure.self, sourceLocation: sourceLocation) { try body() }
    #expect(failure?.reasons.first == code.rawValue, sourceLocation: sourceLocation)
    if let exit { #expect(failure?.code == exit, sourceLocation: sourceLocation) }
    #expect(try runs() == 0, sourceLocation: sourceLocation)
  }

  /// The events of the log.
  func events() throws -> [String] {
    var events: [String] = []
    try world.gate(90).log.rows { (row) throws(Failure) in events.append(row.event.event) }
    return events
  }
}

@Suite("Privileged commands that people approve")
struct ActionTests {
  @Test func runsExactlyWhatWasApprovedOnce() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    try actions.approved()
    #expect(try actions.run(dryRun: true).end == nil)
    #expect(try actions.runs() == 0)
    let result = try actions.run()
    #expect(result.end == ActionEnd(exitCode: 0))
    #expect(Set(result.approvals.map(\.approver.human)) == ["m.okafor", "s.lind"])
    // Two words, the one variable of the action and no other.
    let ran = try SmallFile.read("\(actions.world.path)/ran", bytesMax: 4096)
    #expect(
      String(decoding: ran, as: UTF8.self).hasPrefix("2 --in=\(actions.input) 0 CASE=4711 HOME= ")
    )
    let again = #expect(throws: Failure.self) { try actions.run(at: 40) }
    #expect(again?.reasons == ["token_spent"])
    #expect(try actions.runs() == 1)
    let wanted = [
      "action.request", "decision", "decision", "token.spent", "token.spent", "action.begin",
      "action.end", "action.refused",
    ]
    #expect(try actions.events().filter { $0 != "log.begin" && $0 != "trust.accept" } == wanted)
    #expect(throws: Never.self) { try AuditView(actions.world.setup.places).log.verify() }
  }

  @Test("55: words in another normal form are equal strings and other words")
  func refusesCanonicallyEquivalentWords() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    let words = [actions.program, "caf\u{E9}", "0"]
    let approved = try actions.command(words, variables: ["CASE": "\u{E9}"])
    let other = try actions.command(
      [actions.program, "cafe\u{301}", "0"],
      variables: ["CASE": "\u{E9}"]
    )
    try #require(approved.words == other.words)
    try actions.approved(approved)
    try actions.expectRefusal(.actionMismatch) { try actions.run(other) }
    let values = try actions.command(words, variables: ["CASE": "e\u{301}"])
    try actions.expectRefusal(.actionMismatch) { try actions.run(values) }
    #expect(try actions.run(approved, at: 40).end == ActionEnd(exitCode: 0))
  }

  @Test("55: what nobody approved to be read: standard input, and files that were open")
  func givesACommandNeitherInputNorOpenFiles() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    try actions.approved()
    let path = "\(actions.world.path)/secret"
    try SmallFile.replace(path, Array("nobody approved this\n".utf8))
    // Open as a program would leave it to those that it starts.
    let number = unsafe open(path, O_RDONLY)
    try #require(number > 2)
    defer { close(number) }
    try actions.run()
    let bytes = try SmallFile.read("\(actions.world.path)/open", bytesMax: 1 << 16)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(" 0 -> /dev/null"))
    #expect(!text.contains(path))
    #expect(try actions.runs() == 1)
  }

  @Test func keepsReceiptsThatOthersVerify() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    try actions.approved()
    try actions.run()
    let view = try AuditView(actions.world.setup.places)
    let export = "\(actions.world.path)/export"
    _ = try view.log.export(to: export, signer: nil, files: try view.files())
    let pem = try actions.world.gate(50).trust.document.gateKey.pem
    try SmallFile.replace("\(actions.world.path)/gate.pem", Array(pem.utf8))
    // openssl verifies the receipt, whose subject is action.json by sha256sum.
    let script = """
      cd '\(export)' && sha256sum --quiet -c SHA256SUMS && python3 - "receipts/$(ls receipts | sort -n | tail -n 1)" <<'END'
      import base64, json, sys
      e = json.load(open(sys.argv[1])); t = e["payloadType"].encode(); p = base64.b64decode(e["payload"])
      open("../pae", "wb").write(b"DSSEv1 %d %s %d %s" % (len(t), t, len(p), p))
      open("../sig", "wb").write(base64.b64decode(e["signatures"][0]["sig"]))
      s = json.loads(p); assert s["predicate"]["phigate"]["exitCode"] == 0
      print(s["subject"][0]["digest"]["sha256"] + "  ../asks/action.json", file=open("../sums", "w"))
      END
      openssl pkeyutl -verify -pubin -inkey ../gate.pem -rawin -in ../pae -sigfile ../sig
      sha256sum --quiet -c ../sums && test -s actions/*.json && test "$(ls envelopes | wc -l)" = 2
      """
    #expect(GateWorld.run(["bash", "-e", "-c", script]) == 0)
    let edited =
      "cd '\(export)' && echo x >> ../pae && openssl pkeyutl -verify -pubin -inkey ../gate.pem -rawin -in ../pae -sigfile ../sig"
    #expect(GateWorld.run(["bash", "-c", edited]) != 0)
  }

  /// A command that differs from the usual one.
  private static func other(_ what: String, _ actions: ActionWorld) throws -> ActionDocument {
    let words = [actions.program, "--in=\(actions.input)"]
    switch what {
    case "words": return try actions.command(words + ["1"])
    case "more": return try actions.command(words + ["0", ""])
    case "folder": return try actions.command(folder: "\(actions.world.path)/bin")
    case "variable": return try actions.command(variables: ["CASE": "4712"])
    case "unset": return try actions.command(variables: [:])
    default: return try actions.command(action: "other", variables: [:])
    }
  }

  @Test(arguments: ["words", "more", "folder", "variable", "unset", "action"])
  func refusesAnotherCommand(what: String) throws {
    let actions = try ActionWorld()
    try actions.approved()
    let other = try Self.other(what, actions)
    try actions.expectRefusal(.actionMismatch, .integrity) { try actions.run(other) }
    // Variables that the action does not name change nothing.
    let same = try actions.command(variables: ["CASE": "4711", "LD_PRELOAD": "/x.so"])
    #expect(try actions.run(same).end?.exitCode == 0)
  }

  @Test func refusesAnotherContentOfWhatItNames() throws {
    for name in ["input", "unmask"] {
      let actions = try ActionWorld()
      try actions.approved()
      let path = "\(actions.world.path)/bin/\(name)"
      let before = try SmallFile.read(path, bytesMax: 4096)
      try SmallFile.replace(path, before + Array("#\n".utf8), mode: 0o755)
      try actions.expectRefusal(.actionMismatch, .integrity) { try actions.run() }
      try SmallFile.replace(path, before, mode: 0o755)
      #expect(try actions.run().end?.exitCode == 0)
    }
  }

  @Test func refusesFilesThatOthersCanExchange() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    for path in [actions.input, actions.program, "\(actions.world.path)/bin"] {
      let mode: mode_t = path.hasSuffix("input") ? 0o644 : 0o755
      _ = unsafe chmod(path, mode | 0o020)
      try actions.expectRefusal(.unsafePermissions, .usage) { _ = try actions.command() }
      _ = unsafe chmod(path, mode)
    }
    #expect(throws: Never.self) { try actions.command() }
  }

  @Test func runsOnlyProgramsOfTheAction() throws {
    let actions = try ActionWorld()
    defer { withExtendedLifetime(actions) {} }
    try actions.expectRefusal(.actionNotAllowed, .refused) {
      _ = try actions.command(["/bin/false"])
    }
    try actions.expectRefusal(.actionUnknown, .usage) { _ = try actions.command(action: "x") }
    let relative = #expect(throws: Failure.self) { _ = try actions.command(["true"]) }
    #expect(relative?.code == .usage)
    let empty = #expect(throws: Failure.self) { _ = try actions.command([]) }
    #expect(empty?.code == .usage)
    let harmless = try actions.command(["/bin/true"])
    try actions.approved(harmless)
    #expect(try actions.run(harmless).end?.exitCode == 0)
  }

  @Test func needsTheThresholdsOfReleases() throws {
    let actions = try ActionWorld()
    try actions.ask()
    try actions.expectRefusal(.approvalMissing, .refused) { try actions.run() }
    try actions.put(actions.decision("m.okafor"))
    try actions.expectRefusal(.thresholdNotMet, .refused) { try actions.run() }
    try actions.expectRefusal(.approverIsRequester) { _ = try actions.decision("r.ames") }
    try actions.expectRefusal(.approverMismatch) { _ = try actions.decision("v.stray") }
    try actions.put(actions.decision("s.lind"))
    #expect(try actions.run().end?.exitCode == 0)
  }

  @Test func deniedOrTakenBackIsNotRun() throws {
    let actions = try ActionWorld()
    try actions.approved()
    let folder = try actions.folder()
    #expect(try actions.world.gate(25).intakeAction(folder).allSatisfy { $0.refusal == nil })
    let made = try actions.decision("s.lind", at: 21)
    let path = try actions.put(made)
    try actions.expectRefusal(.duplicateApprover, .refused) { try actions.run() }
    try SystemFiles.remove(path)
    let own = try actions.envelope(of: "s.lind")
    try actions.put(actions.decision("s.lind", .revoke, revokes: Digest256(hashing: own)))
    try actions.expectRefusal(.thresholdNotMet, .refused) { try actions.run() }
    let other = try ActionWorld()
    try other.approved()
    try other.put(other.decision("s.lind", .deny))
    try other.expectRefusal(.denied, .refused) { try other.run() }
  }

  @Test func refusesEveryOtherBinding() throws {
    let actions = try ActionWorld()
    try actions.ask()
    try actions.put(actions.decision("m.okafor"))
    let made = try actions.decision("s.lind")
    let model = try Envelope.parse(made.span, limits: .decision)
    let good = try ActionDecision(payload: model.payload)
    let changes: [((inout ActionDecision) -> Void, RefusalCode)] = [
      ({ $0.action = Digest256(hashing: [1]) }, .actionMismatch),
      ({ $0.actionID = "other" }, .actionMismatch), ({ $0.origin = "gate-x" }, .gateMismatch),
      ({ $0.gateKeyID = $0.keyID }, .gateMismatch),
      ({ $0.requestID = "00000000-0000-4000-8000-000000000000" }, .requestMismatch),
      ({ $0.requestDigest = Digest256(hashing: [1]) }, .requestMismatch),
      ({ $0.requester = "m.okafor" }, .requestMismatch),
      ({ $0.policy = Digest256(hashing: [1]) }, .policyMismatch),
      ({ $0.viewDigest = Digest256(hashing: [1]) }, .viewMismatch),
      ({ $0.approver = "m.okafor" }, .approverMismatch),
      ({ $0.group = "kitchen" }, .approverMismatch),
      ({ $0.assurance = .hardwareKey }, .assuranceMismatch),
      ({ $0.assurance = .gatewayAttested }, .tokenSchema),
      ({ $0.notBefore = $0.notBefore.advanced(by: 60) }, .tokenNotYetValid),
      ({ $0.expiresAt = GateWorld.start.advanced(by: 30) }, .tokenExpired),
      ({ $0.expiresAt = $0.expiresAt.advanced(by: 8 * 86_400) }, .tokenLifetime),
      ({ $0.nonce = "00" }, .tokenSchema), ({ $0.revokes = Digest256(hashing: [1]) }, .tokenSchema),
    ]
    for (index, (change, code)) in changes.enumerated() {
      var decision = good
      change(&decision)
      let bytes = try DSSE.sign(payload: decision.payload, with: actions.world.key("s.lind"))
        .bytes()
      let path = try actions.put(bytes)
      let failure = #expect(throws: Failure.self, "change \(index)") { try actions.run() }
      #expect(failure?.reasons.first == code.rawValue, "change \(index)")
      try SystemFiles.remove(path)
    }
    #expect(try actions.runs() == 0)
    try actions.put(DSSE.sign(payload: good.payload, with: actions.world.key("s.lind")).bytes())
    #expect(try actions.run().end?.exitCode == 0)
  }

  @Test func approvalsOfReleasesAndCommandsAreNoneOfEachOther() throws {
    let actions = try ActionWorld()
    try actions.world.makeStage()
    try actions.world.request()
    try actions.ask()
    // An approval of the bundle in the command's folder, and the other way round.
    let bundle = try actions.world.decision("m.okafor")
    let path = try actions.put(bundle)
    try actions.expectRefusal(.payloadType, .refused) { try actions.run() }
    try SystemFiles.remove(path)
    try actions.world.put(actions.decision("m.okafor"))
    try actions.world.expectRefusal(.payloadType, .refused) { try actions.world.release() }
  }

  @Test func refusesEditedFoldersAndExpiredRequests() throws {
    for (edit, code) in [
      ("sed -i 's/\"0\"/\"1\"/' action.json", RefusalCode.actionMismatch),
      ("sed -i 's/case 4711/case 4712/' request.json", .requestMismatch),
      ("rm action.json", .requestMissing), ("echo >> action.json", .actionMismatch),
    ] {
      let actions = try ActionWorld()
      try actions.approved()
      try #require(GateWorld.run(["sh", "-c", "cd '\(actions.asks)' && \(edit)"]) == 0)
      let failure = #expect(throws: Failure.self) { try actions.run() }
      #expect(failure?.reasons.first == code.rawValue, "\(edit)")
      #expect(try actions.runs() == 0)
    }
    for end in [10 + 3600, 10 + 3599] as [Int64] {
      let actions = try ActionWorld()
      try actions.world.amend { $0.document.requestLifetimeSecondsMax = 3600 }
      try actions.approved()
      let standing = try actions.world.gate(end).standing(ofAction: actions.folder())
      #expect(standing.progress == (end == 3610 ? .expired : .waiting))
      if end == 3610 {
        try actions.expectRefusal(.requestExpired, .refused) { try actions.run(at: end) }
      } else {
        #expect(try actions.run(at: end).end?.exitCode == 0)
      }
    }
    let actions = try ActionWorld()
    try actions.ask()
    // A folder holds one request.
    let second = #expect(throws: Failure.self) { try actions.ask() }
    #expect(second?.reasons == ["request_pending"])
  }

  @Test func failureOfTheCommandStandsInTheReceipt() throws {
    let actions = try ActionWorld()
    let failing = try actions.command([actions.program, "--in=\(actions.input)", "7"])
    try actions.approved(failing)
    let result = try actions.run(failing)
    #expect(result.end?.exitCode == 7)
    let again = #expect(throws: Failure.self) { _ = try actions.run(failing, at: 40) }
    #expect(again?.reasons == ["token_spent"])
    var row: AuditRow?
    let gate = try actions.world.gate(50)
    try gate.log.rows { (each) throws(Failure) in
      if each.event.event == GateEvent.actionEnd { row = each }
    }
    #expect(row?.event.decision == "FAILED")
    #expect(row?.event.reasonCodes == ["command_failed"])
    let bytes = try gate.store.record(try #require(row?.event.detail))
    let payload = try Envelope.parse(bytes.span, limits: .document).payload
    #expect(String(decoding: payload, as: UTF8.self).contains("\"exitCode\":7"))
  }

  @Test func trustRefusesActionsWithoutSense() throws {
    let world = try GateWorld()
    for actions in [
      [TrustDocument.Action(id: "a", programs: [], environment: [])],
      [.init(id: "a", programs: ["true"], environment: [])],
      [.init(id: "a", programs: ["/bin/true"], environment: ["A=B"])],
      [.init(id: "A", programs: ["/bin/true"], environment: [])],
    ] {
      let failure = #expect(throws: Failure.self) {
        try world.amend { draft in
          draft.document.actions = actions
          draft.document = try TrustDocument(payload: draft.document.payload)
        }
      }
      #expect(failure?.reasons == ["trust_invalid"])
    }
    let action = TrustDocument.Action(id: "a", programs: ["/bin/true"], environment: ["A"])
    let twice = #expect(throws: Failure.self) {
      try world.amend { $0.document.actions = [action, action] }
    }
    #expect(twice?.reasons == ["trust_duplicate_alias"])
    try world.amend { draft in
      draft.document.actions = [action]
      #expect(draft.changes.contains { $0.hasPrefix("action is added") })
    }
  }

  @Test func programRunsIt() throws {
    // The program itself, at today's time: asked by the user of this test, approved by two others.
    let actions = try ActionWorld()
    let words = [RunningTool.built("phigate"), "run", "--action", "unmask"]
    #expect(GateWorld.run(words + ["--", "/bin/true"]) == ExitCode.usage.rawValue)
    #expect(
      GateWorld.run(words + ["--ask", actions.asks, "--", "/bin/true"]) == ExitCode.usage.rawValue
    )
    withExtendedLifetime(actions) {}
  }
}
