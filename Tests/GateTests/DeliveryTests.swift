import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

@Suite("Bundles that leave as a stream")
struct DeliveryTests {
  /// A world with a destination `stream` at an address, its stage asked for and approved.
  private func world(
    _ uri: (GateWorld) -> String,
    files: [(String, String)] = [("a.txt", "seen: [NAME]\n"), ("sub/b.txt", "no one\n")],
    approved: Bool = true
  ) throws -> GateWorld {
    let world = try GateWorld()
    try world.amend { draft in
      draft.document.destinations.append(
        .init(
          id: "stream",
          uri: uri(world),
          accepts: [.safeHarbor],
          agreement: nil,
          determination: nil,
          evidence: .full
        )
      )
    }
    try world.makeStage(files)
    try world.request(to: "stream")
    if approved {
      try world.put(world.decision("m.okafor"))
      try world.put(world.decision("s.lind"))
    }
    return world
  }

  /// A command of the test: a script that writes what it is given to `taken` below the world.
  private static func script(_ world: GateWorld, _ lines: String, mode: UInt32 = 0o755) -> String {
    let path = "\(world.path)/take"
    let text = "#!/bin/sh\ncd '\(world.path)'\n\(lines)\n"
    try? SmallFile.replace(path, Array(text.utf8))
    _ = unsafe chmod(path, mode)
    return "exec:\(path) one two"
  }

  /// Releases to the stream, standard output being a file below the world.
  private func release(_ world: GateWorld, at seconds: Int64 = 30) throws -> ReleaseResult {
    let gate = try world.gate(seconds)
    let file = unsafe open("\(world.path)/out.tar", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    gate.output = file
    return try gate.release(world.stage(), to: "stream", rescan: GateWorld.rescan)
  }

  /// The delivery that the receipt of `release.end` tells of, the row's decision and reasons.
  private func ending(_ world: GateWorld) throws -> (JSONObject, String?, [String]) {
    var end: AuditRow?
    let gate = try world.gate(40)
    try gate.log.rows { (row) throws(Failure) in
      if row.event.event == GateEvent.end { end = row }
    }
    let row = try #require(end)
    let bytes = try gate.store.record(try #require(row.event.detail))
    let envelope = try Envelope.parse(bytes.span, limits: .document)
    #expect(envelope.isSigned(at: 0, by: gate.key.verifyingKey))
    guard
      case .object(let statement) = try StrictJSON.parse(envelope.payload.span, limits: .document),
      case .object(let predicate)? = statement["predicate"],
      case .object(let own)? = predicate["phigate"], case .object(let delivery)? = own["delivery"]
    else { throw Failure(.internalError, "the test: no delivery") }
    #expect(
      predicate["verificationResult"] == (delivery["fault"] == .null ? "PASSED" : "FAILED")
    )
    return (delivery, row.event.decision, row.event.reasonCodes)
  }

  /// SHA-256 of a file, by sha256sum.
  private func sum(_ world: GateWorld, _ name: String) throws -> String {
    let line = "cd '\(world.path)' && sha256sum < \(name) > sum"
    try #require(GateWorld.run(["sh", "-c", line]) == 0)
    let text = try SmallFile.read("\(world.path)/sum", bytesMax: 200)
    return String(String(decoding: text, as: UTF8.self).prefix(64))
  }

  /// Unpacks a tar with GNU tar and holds it against its own sums.
  private func check(_ world: GateWorld, _ name: String) -> Int32 {
    GateWorld.run([
      "sh", "-c",
      "cd '\(world.path)' && rm -rf un && mkdir un && tar -xf \(name) -C un && cd un/bundle-* && "
        + "sha256sum --quiet -c SHA256SUMS && test -s receipt.dsse.json && test -s approvals/* || "
        + "ls approvals | wc -l | grep -qx 2",
    ])
  }

  @Test func feedsACommandAndKeepsItsExitCodeAndDigest() throws {
    let world = try world { Self.script($0, "cat > taken\necho \"$1 $2 $PHIGATE_REQUEST\" > said") }
    let result = try release(world)
    #expect(result.folder == nil)
    let (delivery, decision, reasons) = try ending(world)
    #expect(decision == "PASSED")
    #expect(reasons.isEmpty)
    #expect(delivery["exitCode"] == 0)
    #expect(delivery["whole"] == true)
    #expect(try delivery["sha256"] == .string(sum(world, "taken")))
    #expect(check(world, "taken") == 0)
    let said = try SmallFile.read("\(world.path)/said", bytesMax: 200)
    #expect(String(decoding: said, as: UTF8.self) == "one two \(result.request.id)\n")
    // Nothing stays behind, and what was used is used.
    #expect(try Folder(path: "\(world.setup.places.state)/outgoing").names() == [])
    let again = #expect(throws: Failure.self) { try release(world, at: 50) }
    #expect(again?.reasons == ["token_spent"])
  }

  @Test func writesToStandardOutput() throws {
    let world = try world { _ in "-" }
    _ = try release(world)
    let (delivery, decision, _) = try ending(world)
    #expect(decision == "PASSED")
    #expect(delivery["exitCode"] == .null)
    #expect(try delivery["sha256"] == .string(sum(world, "out.tar")))
    #expect(check(world, "out.tar") == 0)
    // The next release to it says what changed against this one.
    try world.makeStage([("a.txt", "seen: [NAME]\n")])
    #expect(try world.request(to: "stream", at: 60).difference.removed == 1)
  }

  @Test(arguments: [
    ("cat > taken; exit 3", "the command ended with 3", JSONValue.integer(3)),
    ("cat > taken; kill -9 $$", "signal 9 ended the command", .null),
    ("exit 0", "bytes unread", .integer(0)), ("head -c 600 > taken", "bytes unread", .integer(0)),
  ])
  func failsWhereTheCommandDoes(line: String, fault: String, code: JSONValue) throws {
    let world = try world { Self.script($0, line) }
    let failure = #expect(throws: Failure.self) { try release(world) }
    #expect(failure?.reasons == ["delivery_failed"])
    #expect(failure?.code == .outputFailed)
    let (delivery, decision, reasons) = try ending(world)
    #expect(decision == "FAILED")
    #expect(reasons == ["delivery_failed"])
    #expect(delivery["exitCode"] == code)
    guard case .string(let said)? = delivery["fault"] else { throw try #require(failure) }
    #expect(said.contains(fault) || said.contains("went away"), "\(said)")
    // Part of it may have left: never again by itself, and it is no release to compare with.
    let again = #expect(throws: Failure.self) { try release(world, at: 50) }
    #expect(again?.reasons == ["token_spent"])
    #expect(try Folder(path: "\(world.setup.places.state)/outgoing").names() == [])
    try world.makeStage()
    #expect(try world.request(to: "stream", at: 60).difference.against == nil)
  }

  @Test func failsWhereALargeBundleIsNotTaken() throws {
    let text = String(repeating: "no one here\n", count: 100_000)
    let world = try world({ Self.script($0, "head -c 100000 > taken") }, files: [("big.txt", text)])
    let failure = #expect(throws: Failure.self) { try release(world) }
    #expect(failure?.reasons == ["delivery_failed"])
    let (delivery, _, _) = try ending(world)
    #expect(delivery["whole"] == false)
    // The twin: a slow command that takes everything.
    let slow = try self.world(
      { Self.script($0, "sleep 0.3; cat > taken") },
      files: [("big.txt", text)]
    )
    _ = try release(slow)
    #expect(check(slow, "taken") == 0)
  }

  @Test func failsWhereNobodyReadsStandardOutput() throws {
    let world = try world { _ in "-" }
    var ends: [Int32] = [0, 0]
    try #require(unsafe pipe(&ends) == 0)
    close(ends[0])
    let gate = try world.gate(30)
    gate.output = ends[1]
    let failure = #expect(throws: Failure.self) {
      try gate.release(world.stage(), to: "stream", rescan: GateWorld.rescan)
    }
    close(ends[1])
    #expect(failure?.reasons == ["delivery_failed"])
    #expect(try ending(world).1 == "FAILED")
  }

  @Test func writesNothingBeforeEverythingIsVerified() throws {
    for (approved, edit, code) in [
      (false, "true", "approval_missing"),
      (true, "sed -i s/one/two/ data/sub/b.txt", "bytes_mismatch"),
      (true, "echo 'Jane Roe' > data/x", "stage_unlisted"),
    ] {
      let world = try world({ _ in "-" }, approved: approved)
      try #require(GateWorld.run(["sh", "-c", "cd '\(world.stagePath)' && \(edit)"]) == 0)
      let failure = #expect(throws: Failure.self) { try release(world) }
      #expect(failure?.reasons == [code])
      #expect(try SmallFile.read("\(world.path)/out.tar", bytesMax: 1).isEmpty)
    }
  }

  @Test func startsNoCommandThatOthersCanExchange() throws {
    let world = try world { Self.script($0, "cat > taken", mode: 0o775) }
    let failure = #expect(throws: Failure.self) { try release(world) }
    #expect(failure?.reasons == ["unsafe_permissions"])
    #expect(!SystemFiles.exists("\(world.path)/taken"))
    // Nothing was spent: with the right mode it leaves.
    _ = unsafe chmod("\(world.path)/take", 0o755)
    _ = unsafe chmod(world.path, 0o777)
    let open = #expect(throws: Failure.self) { try release(world, at: 40) }
    #expect(open?.reasons == ["unsafe_permissions"])
    _ = unsafe chmod(world.path, 0o700)
    _ = try release(world, at: 50)
    #expect(check(world, "taken") == 0)
  }

  @Test func whatBrokeOffIsForAPersonToEnd() throws {
    let world = try world { _ in "-" }
    let gate = try world.gate(30)
    _ = try gate.intake(world.stage())
    let standing = try gate.standing(of: world.stage())
    // As a gate that was killed while it wrote: spent and begun, the prepared folder still there.
    _ = try gate.log.spend(
      tokens: standing.used.map(\.digest),
      requestID: standing.review.request.id,
      event: gate.event(GateEvent.begin, standing.review.request, Digest256(hashing: [1])),
      signer: gate.key
    )
    let failure = #expect(throws: Failure.self) { try release(world, at: 31) }
    #expect(failure?.reasons == ["release_unfinished"])
    #expect(try SmallFile.read("\(world.path)/out.tar", bytesMax: 1).isEmpty)
    _ = try world.gate(32).abandon(world.stage(), at: "stream")
    let again = #expect(throws: Failure.self) { try release(world, at: 33) }
    #expect(again?.reasons == ["token_spent"])
  }

  @Test(arguments: [
    "exec:take", "exec:/a  b", "exec:/a/../b", "exec:/a ", "exec:/", "exec:/a\u{7}", "--", "",
    "https://x.example/", "exec:/a//b",
  ])
  func refusesOtherAddresses(uri: String) throws {
    let world = try GateWorld()
    let failure = #expect(throws: Failure.self) {
      try world.amend { draft in
        draft.document.destinations[0].uri = uri
        draft.document = try TrustDocument(payload: draft.document.payload)
      }
    }
    #expect(failure?.reasons == ["trust_invalid"])
  }

  @Test func sameFilesAreTheSameTar() throws {
    let world = try GateWorld()
    let long = String(repeating: "d", count: 90) + "/" + String(repeating: "f", count: 90)
    let files: [(String, String)] = [
      ("b", "2\n"), ("a b", "1\n"), ("empty", ""), (long, "long\n"), ("caf\u{E9}.txt", "x\n"),
      ("block", String(repeating: "x", count: 512)), ("d/1", "in a folder\n"), ("d.1", ""),
    ]
    for (name, text) in files {
      try SystemFiles.makeFolders(SmallFile.parent(of: "\(world.path)/in/\(name)"))
      try SmallFile.replace("\(world.path)/in/\(name)", Array(text.utf8))
    }
    let folder = try Folder(path: "\(world.path)/in")
    func tar(_ files: Int) throws(Failure) -> [UInt8] {
      var bytes: [UInt8] = []
      try BundleTar(root: "r", folder: folder, files: Int64(files))
        .write { (piece) throws(Failure) in bytes += piece }
      return bytes
    }
    let bytes = try tar(files.count)
    #expect(bytes.count % 512 == 0)
    try SmallFile.replace("\(world.path)/t.tar", bytes)
    // GNU tar and Python read the same files back, with no owner and no time.
    let line = "cd '\(world.path)' && mkdir o && tar -xf t.tar -C o && diff -r in o/r"
    #expect(GateWorld.run(["sh", "-c", line]) == 0)
    let python = """
      import sys, tarfile
      t = tarfile.open(sys.argv[1])
      names = [m.name for m in t]
      assert len(names) == 8 and sorted(names, key=lambda n: n.encode()) == names, names
      assert all((m.uid, m.gid, m.mtime, m.mode) == (0, 0, 0, 0o644) for m in t)
      """
    #expect(GateWorld.run(["python3", "-c", python, "\(world.path)/t.tar"]) == 0)
    for other in [7, 9] {
      let lost = #expect(throws: Failure.self) { try tar(other) }
      #expect(lost?.code == .integrity)
    }
  }
}
