import Glibc
import Manifest
import Records
import Synchronization
import Testing
import Vocabulary

@testable import phigate

/// A stage of a test's own, made by hand and removed at its end.
final class HandmadeStage {
  /// Its absolute path.
  let path: String

  /// How many were made.
  private static let made = Atomic<Int>(0)

  /// Makes `data/a.txt`, `data/b/c.txt` and their manifest.
  init() throws {
    // Letters by chance may be a name, and messages mask names: digits are none.
    let path = "/tmp/phigate-command-\(getpid())-\(Self.made.add(1, ordering: .relaxed).newValue)"
    try #require(unsafe mkdir(path, 0o700) == 0)
    self.path = path
    for folder in ["data", "data/b"] { _ = unsafe mkdir("\(path)/\(folder)", 0o750) }
    write("data/a.txt", "seen by [NAME] in 2024\n")
    write("data/b/c.txt", "nothing here\n")
    try writeManifest(["a.txt", "b/c.txt"])
  }

  deinit { HandmadeStage.remove(path) }

  /// Removes a file, a link or a folder with all that is in it.
  private static func remove(_ path: String) {
    if unsafe unlink(path) == 0 { return }
    guard let folder = unsafe opendir(path) else { return }
    while let entry = unsafe readdir(folder) {
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe Array(name.prefix { $0 != 0 })
      }
      let name = String(decoding: bytes, as: UTF8.self)
      if name != ".", name != ".." { remove("\(path)/\(name)") }
    }
    _ = unsafe closedir(folder)
    _ = unsafe rmdir(path)
  }

  /// Writes a file below the stage.
  func write(_ name: String, _ text: String) {
    let bytes = Array(text.utf8)
    let file = unsafe open("\(path)/\(name)", O_CREAT | O_WRONLY | O_TRUNC, 0o640)
    _ = unsafe Glibc.write(file, bytes, bytes.count)
    _ = close(file)
  }

  /// Writes the manifest of some files of `data/` as they are now.
  func writeManifest(_ names: [String]) throws {
    let digest = Digest256(hashing: [])
    let header = ManifestHeader(
      tool: .init(version: "0.1.0"),
      source: "north wing",
      covered: true,
      profile: .safeHarbor,
      settings: digest,
      ruleset: .init(name: "built-in", epoch: 1, sha256: digest),
      zipCensus: "2000+2010+2020",
      referenceYear: 2_026,
      keyID: nil,
      sources: nil
    )
    let lines = Lines()
    var writer = try ManifestWriter(header: header) { bytes throws(Failure) in
      lines.text += String(decoding: bytes, as: UTF8.self)
    }
    for name in names {
      let bytes = Array(read("data/\(name)").utf8)
      var entry = ManifestEntry(path: name, kind: .file, disposition: .masked)
      entry.bytes = Int64(bytes.count)
      entry.classes = [.phi]
      entry.sensitivity = .restricted
      entry.findings = [.name: .init(count: 1, transforms: [.tag])]
      entry.output = .init(path: name, bytes: Int64(bytes.count), sha256: Digest256(hashing: bytes))
      try writer.append(entry)
    }
    _ = try writer.finish()
    write("manifest.jsonl", lines.text)
  }

  /// The text of a file below the stage.
  func read(_ name: String) -> String { contents("\(path)/\(name)") }

  /// Runs a command line.
  /// - Returns: its exit code, standard output and standard error.
  func run(_ arguments: [String]) -> (code: Vocabulary.ExitCode, output: String, messages: String) {
    let out = unsafe open("\(path)/.out", O_CREAT | O_RDWR | O_TRUNC, 0o600)
    let err = unsafe open("\(path)/.err", O_CREAT | O_RDWR | O_TRUNC, 0o600)
    let code = Program.run(arguments, console: Console(output: out, messages: err))
    _ = close(out)
    _ = close(err)
    return (code, contents("\(path)/.out"), contents("\(path)/.err"))
  }

  /// Text that a closure adds to.
  private final class Lines {
    /// Everything so far.
    var text = ""
  }
}

/// The text of a file; empty where there is none.
private func contents(_ path: String) -> String {
  let file = unsafe open(path, O_RDONLY)
  guard file >= 0 else { return "" }
  defer { _ = close(file) }
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  let count = unsafe Glibc.read(file, &buffer, buffer.count)
  return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
}

/// `manifest show`, `diff` and `verify` as a shell sees them.
@Suite struct ManifestCommandTests {
  @Test func verifiesAnUntouchedStage() throws {
    let stage = try HandmadeStage()
    let result = stage.run(["manifest", "verify", stage.path])
    #expect(result.code == .done)
    #expect(result.output.hasPrefix("verified: 2 files, 36 bytes, manifest sha256 "))
    #expect(result.messages.isEmpty)
  }

  @Test func refusesEditedBytes() throws {
    let stage = try HandmadeStage()
    stage.write("data/a.txt", "seen by Johanna in 2024\n")
    let longer = stage.run(["manifest", "verify", stage.path])
    #expect(longer.code == .integrity)
    #expect(longer.messages.contains("24 bytes, not 23"))
    #expect(longer.messages.contains("path: data/a.txt"))
    stage.write("data/a.txt", "seen by Johann in 2024\n")
    let edited = stage.run(["manifest", "verify", "--json", stage.path])
    #expect(edited.code == .integrity)
    #expect(edited.output.contains("another SHA-256 over 23 bytes"))
    #expect(
      edited.output.hasSuffix(
        "{\"type\":\"exit\",\"code\":5,\"reasons\":[\"bytes_mismatch\"]}\n"
      )
    )
  }

  @Test func refusesMissingFiles() throws {
    let stage = try HandmadeStage()
    _ = unsafe unlink("\(stage.path)/data/b/c.txt")
    let result = stage.run(["manifest", "verify", stage.path])
    #expect(result.code == .integrity)
    #expect(result.messages.contains("path: data/b/c.txt"))
  }

  @Test func refusesUnlistedFilesWithoutShowingTheirNames() throws {
    let stage = try HandmadeStage()
    stage.write("data/b/Johanna Muster.txt", "x")
    _ = unsafe mkdir("\(stage.path)/data/Muster", 0o750)
    let result = stage.run(["manifest", "verify", stage.path])
    #expect(result.code == .integrity)
    #expect(result.messages.contains("18 bytes (stage_unlisted)\n  path: data/b\n"))
    #expect(result.messages.contains("a folder (stage_unlisted)\n  path: data\n"))
    #expect(!result.messages.contains("Muster"))
  }

  @Test func refusesLinksInPlaceOfFiles() throws {
    let stage = try HandmadeStage()
    _ = unsafe rename("\(stage.path)/data/a.txt", "\(stage.path)/elsewhere")
    _ = unsafe symlink("\(stage.path)/elsewhere", "\(stage.path)/data/a.txt")
    let result = stage.run(["manifest", "verify", stage.path])
    #expect(result.code == .integrity)
    #expect(result.messages.contains("no regular file"))
  }

  @Test func refusesAnEditedManifest() throws {
    let stage = try HandmadeStage()
    let manifest = stage.read("manifest.jsonl")
    stage.write("manifest.jsonl", manifest.split(separator: "north").joined(separator: "south"))
    #expect(stage.run(["manifest", "verify", stage.path]).code == .done)
    stage.write("manifest.jsonl", String(manifest.dropLast(2)))
    for command in ["verify", "show"] {
      let result = stage.run(["manifest", command, stage.path])
      #expect(result.code == .integrity)
      #expect(result.messages.contains("manifest line 4"))
    }
  }

  @Test func showsClassesAndIdentifiers() throws {
    let stage = try HandmadeStage()
    let result = stage.run(["manifest", "show", stage.path])
    #expect(result.code == .done)
    for text in ["north wing (covered entity)", "safe-harbor", "2 masked", "phi", "NAME", "(A)"] {
      #expect(result.output.contains(text), "\(text)")
    }
    let json = stage.run(["manifest", "show", "--json", stage.path])
    let lines = json.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last == #"{"type":"exit","code":0,"reasons":[]}"#)
  }

  @Test func showsWhatChangedSinceAnotherStage() throws {
    let older = try HandmadeStage()
    let newer = try HandmadeStage()
    newer.write("data/n.txt", "new\n")
    try newer.writeManifest(["a.txt", "b/c.txt", "n.txt"])
    let result = newer.run(["manifest", "diff", newer.path, older.path])
    #expect(result.code == .done)
    #expect(result.output.hasPrefix("same as last, +1 file\n"))
    #expect(result.output.contains("+ n.txt (masked: phi)"))
    #expect(newer.run(["manifest", "diff", newer.path, newer.path]).output == "same as last\n")
  }

  @Test func saysThatThereIsNoStage() throws {
    let stage = try HandmadeStage()
    for command in [["show"], ["verify"]] {
      let result = stage.run(["manifest"] + command + ["\(stage.path)/nowhere"])
      #expect(result.code == .usage)
      #expect(result.messages.hasPrefix("phigate: error: "))
    }
  }
}

/// `config check` as a shell sees it.
@Suite struct ConfigCommandTests {
  @Test func checksSettingsAndKey() throws {
    let stage = try HandmadeStage()
    stage.write("phigate.yml", "key: site.key\n")
    stage.write("site.key", String(repeating: "k", count: 32))
    for name in ["phigate.yml", "site.key"] { _ = unsafe chmod("\(stage.path)/\(name)", 0o600) }
    let result = stage.run(["config", "check", "--config", "\(stage.path)/phigate.yml"])
    #expect(result.code == .done, "\(result.messages)")
    #expect(result.output.contains("configuration: \(stage.path)/phigate.yml: ok"))
    #expect(result.output.contains("site key: \(stage.path)/site.key: ok, id "))
    #expect(!result.output.contains("kkkk"))
  }

  @Test func saysWhereASettingIsWrong() throws {
    let stage = try HandmadeStage()
    stage.write("phigate.yml", "scan:\n  minage: 3s\n")
    _ = unsafe chmod("\(stage.path)/phigate.yml", 0o600)
    let result = stage.run(["config", "check", "--config", "\(stage.path)/phigate.yml"])
    #expect(result.code == .usage)
    #expect(
      result.messages == """
        phigate: error: configuration: unknown setting scan.minage
          path: \(stage.path)/phigate.yml:2:3
          next: did you mean scan.minAge?

        """
    )
  }

  @Test func refusesATrustDocumentThatDoesNotHold() throws {
    let stage = try HandmadeStage()
    stage.write("phigate.yml", "gate: {trust: trust.json}\n")
    stage.write("trust.json", "{}")
    for name in ["phigate.yml", "trust.json"] { _ = unsafe chmod("\(stage.path)/\(name)", 0o600) }
    let result = stage.run(["config", "check", "--config", "\(stage.path)/phigate.yml"])
    #expect(result.code == .integrity)
    #expect(result.messages.contains("path: \(stage.path)/trust.json"))
  }
}
