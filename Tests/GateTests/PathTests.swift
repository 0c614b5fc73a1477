import Files
import Manifest
import Records
import Testing
import Vocabulary

@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// A path of an output and whether a bundle may hold it.
struct PathCase: CustomTestStringConvertible, Sendable {
  /// What is special about it.
  var testDescription: String
  /// The path as it stands in the manifest.
  var text: String
  /// Whether it is allowed.
  var isAllowed: Bool
  /// Whether a manifest may say it, although no file can be there.
  var isPlain: Bool

  /// Creates a case.
  init(_ what: String, _ text: String, allowed: Bool = false, plain: Bool = false) {
    (testDescription, self.text, isAllowed, isPlain) = (what, text, allowed, plain)
  }

  /// Names as hostile archives have them, and their harmless twins.
  static let all: [PathCase] = [
    PathCase("parent", "../out.txt"), PathCase("parent inside", "a/../../out.txt"),
    PathCase("parent at the end", "a/.."), PathCase("only parent", ".."),
    PathCase("dot", "."), PathCase("dot inside", "a/./b"), PathCase("absolute", "/etc/passwd"),
    PathCase("two slashes", "a//b"), PathCase("slash at the end", "a/"), PathCase("empty", ""),
    PathCase("escaped NUL", "a%00b"), PathCase("NUL alone", "%00"),
    PathCase("escaped slash is no slash", "a%2Fb"), PathCase("escaped dots", "%2E%2E/b"),
    PathCase("small escape", "a%0ab"), PathCase("half an escape", "a%0"),
    PathCase("escape of nothing", "a%41b"), PathCase("raw control", "a\u{1}b"),
    PathCase("name of 256 bytes", String(repeating: "n", count: 256), plain: true),
    PathCase("path of 4097 bytes", String(repeating: "nnnnnnn/", count: 512) + "n", plain: true),
    PathCase("three dots", "...", allowed: true),
    PathCase("two dots and more", "..a", allowed: true),
    PathCase("hidden", ".a", allowed: true), PathCase("hyphen", "-rf", allowed: true),
    PathCase("spaces", " a b ", allowed: true), PathCase("backslash", "a\\..\\b", allowed: true),
    PathCase("colon", "C:a", allowed: true), PathCase("line end", "a%0Ab", allowed: true),
    PathCase("not UTF-8", "a%FFb", allowed: true), PathCase("percent", "100%25", allowed: true),
    PathCase("composed", "caf\u{E9}", allowed: true),
    PathCase("decomposed", "cafe\u{301}", allowed: true),
    PathCase("right to left", "a\u{202E}txt.b", allowed: true),
    PathCase("name of 255 bytes", String(repeating: "n", count: 255), allowed: true),
    PathCase("deep", String(repeating: "d/", count: 200) + "n", allowed: true),
  ]
}

@Suite("Paths, links and files that are none")
struct PathTests {
  /// The entry of a released file at a path.
  private func entry(_ path: String, _ text: String) -> ManifestEntry {
    var entry = ManifestEntry(path: path, kind: .file, disposition: .clean)
    entry.format = "text"
    entry.bytes = Int64(text.utf8.count)
    entry.output = .init(
      path: path,
      bytes: Int64(text.utf8.count),
      sha256: Digest256(hashing: Array(text.utf8))
    )
    return entry
  }

  /// A manifest of one entry, written without the writer's own checks.
  private func manifest(_ world: GateWorld, _ entry: ManifestEntry) throws -> [UInt8] {
    try world.makeStage([("a.txt", "no one was here\n")])
    let path = "\(world.stagePath)/manifest.jsonl"
    let good = try #require(try SmallFile.readIfThere(path, bytesMax: 1 << 20))
    let lines = good.split(separator: 0x0A).map { Array($0) }
    let line = CanonicalJSON.bytes(entry.json)
    let last = lines[2]
    guard case .object(var footer) = try StrictJSON.parse(last.span, limits: .document) else {
      return []
    }
    var tree = MerkleTree()
    tree.append(line)
    footer["root"] = .string(tree.root.hex)
    let end = CanonicalJSON.bytes(.object(footer))
    return Array([lines[0], line, end].joined(separator: [0x0A])) + [0x0A]
  }

  @Test("20: a corpus of paths in a manifest", arguments: PathCase.all)
  func acceptsOrRefusesPath(path: PathCase) throws {
    let world = try GateWorld()
    let text = "no one was here\n"
    let entry = entry(path.text, text)
    try SmallFile.replace("\(world.path)/out.txt", Array(text.utf8))
    let bytes = try manifest(world, entry)
    try SmallFile.replace("\(world.stagePath)/manifest.jsonl", bytes)
    try #require(GateWorld.run(["rm", "\(world.stagePath)/data/a.txt"]) == 0)
    guard path.isAllowed else {
      // Refused by the manifest's reader and, had that let it through, by whoever opens the file.
      let failure = #expect(throws: Failure.self) { try world.request() }
      let isLong = path.text.utf8.count > 4096
      let code: RefusalCode =
        isLong ? .stageMissing : path.isPlain ? .stageUnsafe : .manifestInvalid
      #expect(failure?.reasons == [code.rawValue])
      #expect(
        failure?.message.contains("path") == true || path.isPlain,
        "\(String(describing: failure))"
      )
      let opened = #expect(throws: Failure.self) { _ = try world.stage().open(entry) }
      let isText = PathText.unescape(path.text) != nil
      #expect(opened?.reasons == [isText ? "stage_unsafe" : "manifest_invalid"])
      return
    }
    let raw = try #require(PathText.unescape(path.text))
    let folder = try Folder(path: "\(world.stagePath)/data")
    let above = Array(raw.split(separator: 0x2F).dropLast().joined(separator: [0x2F]))
    if !above.isEmpty { try folder.createFolders(above) }
    let file = OpenFile(folder.create(raw))
    try #require(file.number >= 0)
    try SmallFile.writeAll(Array(text.utf8), to: file.number)
    try world.request()
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    let target = try #require(try world.release().folder)
    let sums = "cd '\(target)' && sha256sum -c --quiet SHA256SUMS"
    #expect(GateWorld.run(["sh", "-c", sums]) == 0)
  }

  @Test("20: an output under another path than the one that people are shown")
  func refusesOutputUnderAnotherPath() throws {
    let world = try GateWorld()
    let text = "no one was here\n"
    var entry = entry("a.txt", text)
    for (path, name) in [("other.txt", "a.txt"), ("a.txt", "other.txt")] {
      entry.path = path
      entry.output?.path = name
      let bytes = try manifest(world, entry)
      try SmallFile.replace("\(world.stagePath)/manifest.jsonl", bytes)
      try SmallFile.replace("\(world.stagePath)/data/\(name)", Array(text.utf8))
      try world.expectRefusal(.manifestInvalid, .integrity) { try world.request() }
      entry.path = name
      let good = try manifest(world, entry)
      try SmallFile.replace("\(world.stagePath)/manifest.jsonl", good)
      if name != "a.txt" {
        try #require(GateWorld.run(["rm", "\(world.stagePath)/data/a.txt"]) == 0)
        try SmallFile.replace("\(world.stagePath)/data/\(name)", Array(text.utf8))
      }
      #expect(try world.request().files == 1)
      try #require(GateWorld.run(["rm", "-r", world.stagePath]) == 0)
    }
  }

  @Test("20: what Python's tar filter refuses, ours refuses") func refusesWhatPythonRefuses() throws
  {
    let script = """
      import sys, tarfile
      member = tarfile.TarInfo(bytes.fromhex(sys.argv[1]).decode('utf-8', 'surrogateescape'))
      try:
          tarfile.data_filter(member, '/srv/out')
      except tarfile.FilterError:
          sys.exit(9)
      """
    var refused = 0
    for path in PathCase.all {
      guard let raw = PathText.unescape(path.text), !raw.contains(0) else { continue }
      let code = GateWorld.run(["python3", "-c", script, raw.lowercaseHex])
      #expect([0, 9].contains(code), "\(path.testDescription)")
      if code == 9 {
        refused += 1
        #expect(!path.isAllowed, "\(path.testDescription)")
      }
    }
    #expect(refused >= 3)
  }

  @Test("18: a hard link to a secret, unlisted") func refusesUnlistedHardLink() throws {
    let world = try GateWorld()
    try world.approvedStage()
    try SmallFile.replace("\(world.path)/secret", Array("Jane Roe\n".utf8))
    let link = "\(world.stagePath)/data/c.txt"
    try #require(GateWorld.run(["ln", "\(world.path)/secret", link]) == 0)
    try world.expectRefusal(.stageUnlisted, .integrity) { try world.release() }
    try #require(GateWorld.run(["rm", link]) == 0)
    #expect(try world.release().folder != nil)
  }

  @Test("18: a hard link over a listed file can only fail the digest")
  func refusesHardLinkOverListedFile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/sub/b.txt"
    try SmallFile.replace("\(world.path)/secret", Array("Ann Po\n".utf8))
    try #require(GateWorld.run(["cp", file, "\(world.path)/same"]) == 0)
    try #require(GateWorld.run(["ln", "-f", "\(world.path)/secret", file]) == 0)
    try world.expectRefusal(.bytesMismatch, .integrity) { try world.release() }
    // The same bytes through a shared inode are the same bytes; the copy shares no inode.
    try #require(GateWorld.run(["ln", "-f", "\(world.path)/same", file]) == 0)
    let target = try #require(try world.release().folder)
    let links = "test $(stat -c %h '\(target)/data/sub/b.txt') = 1"
    #expect(GateWorld.run(["sh", "-c", links]) == 0)
  }

  @Test("17: a link in the middle of the path, to a folder with the same bytes")
  func refusesLinkInTheMiddle() throws {
    let world = try GateWorld()
    try world.makeStage([("top/middle/b.txt", "no one\n")])
    try world.request()
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    let middle = "\(world.stagePath)/data/top/middle"
    try #require(GateWorld.run(["mv", middle, "\(world.path)/moved"]) == 0)
    try #require(GateWorld.run(["ln", "-s", "\(world.path)/moved", middle]) == 0)
    try world.expectRefusal(.stageUnlisted, .integrity) { try world.release() }
    // Opened all the same, the kernel refuses to pass through it.
    let entry = try #require(try world.firstEntry())
    try world.expectRefusal(.stageUnsafe, .integrity) { _ = try world.stage().open(entry) }
    try #require(GateWorld.run(["rm", middle]) == 0)
    try #require(GateWorld.run(["mv", "\(world.path)/moved", middle]) == 0)
    #expect(try world.release().folder != nil)
  }

  @Test("19: a sparse file of a tebibyte is refused by its size") func refusesHugeFile() throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/a.txt"
    try #require(GateWorld.run(["truncate", "-s", "1T", file]) == 0)
    try world.expectRefusal(.bytesMismatch, .integrity) { try world.release() }
  }

  @Test("19: a device and a socket in place of a file", arguments: ["device", "socket"])
  func refusesDevice(kind: String) throws {
    let world = try GateWorld()
    try world.approvedStage()
    let file = "\(world.stagePath)/data/a.txt"
    try #require(GateWorld.run(["rm", file]) == 0)
    let bind = "import socket,sys;s=socket.socket(socket.AF_UNIX);s.bind(sys.argv[1])"
    let made =
      kind == "device"
      ? GateWorld.run(["mknod", file, "c", "1", "5"])
      : GateWorld.run(["python3", "-c", bind, file])
    guard made == 0 else {
      print("skipped: cannot make a \(kind) here")
      return
    }
    try world.expectRefusal(.stageUnsafe, .integrity) { try world.release() }
  }

  @Test(
    "20: twins by case or normal form, where the destination says that it cannot keep them apart",
    arguments: [
      ["a/One.txt", "a/one.txt"], ["caf\u{E9}.txt", "cafe\u{301}.txt"], ["A/x", "a/y"],
      ["A/x", "a"], ["Stra\u{DF}e", "STRASSE"], ["\u{212A}", "k"],
    ]
  )
  func refusesTwinsWhereNamesMustBePortable(names: [String]) throws {
    let world = try GateWorld()
    try world.amend { $0.document.destinations[0].portableNames = true }
    let id = try world.gate().trust.document.destinations[0].id
    try #require(id == "research")
    try world.makeStage(names.map { ($0, "no one\n") })
    try world.expectRefusal(.namesNotPortable, .refused) { try world.request() }
    // To a destination that says nothing they may go; each alone may go to this one.
    #expect(try world.request(to: "partner", at: 20).files == 2)
    for (number, name) in names.enumerated() {
      try world.makeStage([(name, "no one\n"), ("other/\(number)", "no one\n")])
      #expect(try world.request(at: Int64(30 + number)).files == 2)
    }
  }

  @Test("20: a release looks for twins itself") func refusesTwinsAtRelease() throws {
    let world = try GateWorld()
    try world.makeStage([("a", "no one\n"), ("A", "no one\n")])
    let request = try world.request()
    let gate = try world.gate(20)
    var place = try #require(gate.trust.document.destination("research"))
    func prepare() throws {
      let release = try gate.releaseCase(
        world.review(),
        place,
        try #require(place.outlet),
        GateWorld.start
      )
      _ = try gate.prepare(release, at: release.draft, world.stage(), GateWorld.rescan)
    }
    #expect(throws: Never.self) { try prepare() }
    place.portableNames = true
    try world.expectRefusal(.namesNotPortable) { try prepare() }
    #expect(request.files == 2)
  }

  @Test("20: names that differ by case or normal form are two files") func keepsTwinsApart() throws
  {
    let world = try GateWorld()
    try world.makeStage([
      ("caf\u{E9}.txt", "one\n"), ("cafe\u{301}.txt", "two\n"), ("CAFE.txt", "three\n"),
      ("cafe.txt", "four\n"),
    ])
    try world.request()
    try world.put(world.decision("m.okafor"))
    try world.put(world.decision("s.lind"))
    let target = try #require(try world.release().folder)
    #expect(try Folder(path: "\(target)/data").names()?.count == 4)
  }
}
