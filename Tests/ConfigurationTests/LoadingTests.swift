import Glibc
import Testing
import Vocabulary

@testable import Configuration

/// A folder of a test's own, removed at its end.
final class TemporaryFolder {
  /// Its absolute path, every link resolved.
  let path: String

  /// Makes an empty folder of mode 0700.
  init() throws {
    var template = Array("/tmp/phigate-configuration-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Failure(.internalError, "mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["phigate.yml", "link.yml", "site.key", "folder.yml"] {
      _ = unsafe unlink(path + "/" + name)
      _ = unsafe rmdir(path + "/" + name)
    }
    _ = unsafe rmdir(path)
  }

  /// Writes a file with a mode.
  /// - Returns: its path.
  func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o600) -> String {
    let file = path + "/" + name
    let descriptor = unsafe open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    _ = unsafe Glibc.write(descriptor, bytes, bytes.count)
    _ = fchmod(descriptor, mode)
    _ = close(descriptor)
    return file
  }
}

/// Configuration files are read only where nobody else can have written them.
@Suite struct LoadingTests {
  private let text = Array("scan: {jobs: 3}\nkey: site.key\n".utf8)

  @Test(arguments: [0o600, 0o400, 0o644, 0o640] as [mode_t])
  func loadsFilesThatOnlyTheOwnerCanWrite(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = folder.write("phigate.yml", text, mode: mode)
    let settings = try Configuration.load(path: path)
    #expect(settings.scan.jobs == 3)
    #expect(settings.path == path)
    #expect(settings.siteKeyPath == folder.path + "/site.key")
  }

  @Test(arguments: [0o620, 0o602, 0o666] as [mode_t])
  func refusesFilesThatOthersCanWrite(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = folder.write("phigate.yml", text, mode: mode)
    let failure = #expect(throws: Failure.self) { try Configuration.load(path: path) }
    #expect(failure?.code == .usage)
    #expect(failure?.message.contains("group or others can write it") == true)
    #expect(failure?.next == "chmod go-w \(path)")
  }

  @Test(arguments: [0o770, 0o707, 0o1777] as [mode_t])
  func refusesFilesInFoldersThatOthersCanWrite(mode: mode_t) throws {
    let folder = try TemporaryFolder()
    let path = folder.write("phigate.yml", text)
    _ = unsafe chmod(folder.path, mode)
    let failure = #expect(throws: Failure.self) { try Configuration.load(path: path) }
    #expect(failure?.message.contains("others can replace the file") == true)
    _ = unsafe chmod(folder.path, 0o755)
    #expect(throws: Never.self) { try Configuration.load(path: path) }
  }

  @Test func judgesTheFileBehindALink() throws {
    let folder = try TemporaryFolder()
    let other = try TemporaryFolder()
    let target = other.write("phigate.yml", text)
    _ = unsafe symlink(target, folder.path + "/link.yml")
    #expect(try Configuration.load(path: folder.path + "/link.yml").path == target)
    _ = unsafe chmod(other.path, 0o777)
    #expect(throws: Failure.self) { try Configuration.load(path: folder.path + "/link.yml") }
  }

  @Test func refusesWhatIsNoFileAndWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    _ = unsafe mkdir(folder.path + "/folder.yml", 0o700)
    for name in ["folder.yml", "missing.yml"] {
      let failure = #expect(throws: Failure.self) {
        try Configuration.load(path: folder.path + "/" + name)
      }
      #expect(failure?.code == .usage)
    }
  }

  @Test func looksAtTheOptionFirstThenAtTheEnvironment() throws {
    let folder = try TemporaryFolder()
    let path = folder.write("phigate.yml", text)
    let option = try Configuration.resolve(option: path) { _ in "/nowhere" }
    #expect(option.path == path)
    let named = try Configuration.resolve(option: nil) { $0 == "PHIGATE_CONFIG" ? path : nil }
    #expect(named.path == path)
    #expect(throws: Failure.self) { try Configuration.resolve(option: nil) { _ in "/nowhere" } }
    #expect(throws: Failure.self) { try Configuration.resolve(option: "/nowhere") { _ in path } }
  }

  @Test func looksForTheStateInOrder() throws {
    var settings = Configuration.builtIn
    settings.gate.state = "/setting"
    var values = [
      "PHIGATE_STATE": "/environment", "STATE_DIRECTORY": "/systemd", "XDG_STATE_HOME": "/xdg",
      "HOME": "/home/a",
    ]
    func state(_ option: String? = nil) throws -> String {
      try settings.statePath(option: option) { values[$0] }
    }
    #expect(try state("/option") == "/option")
    #expect(try state() == "/environment")
    values["PHIGATE_STATE"] = nil
    #expect(try state() == "/setting")
    settings.gate.state = nil
    #expect(try state() == "/systemd")
    values["STATE_DIRECTORY"] = nil
    #expect(try state() == "/xdg/phigate")
    values["XDG_STATE_HOME"] = nil
    #expect(try state() == "/home/a/.local/state/phigate")
    values["HOME"] = nil
    #expect(throws: Failure.self) { try state() }
    values["PHIGATE_STATE"] = "relative"
    #expect(throws: Failure.self) { try state() }
  }

  @Test func readsTheSiteKeyOfItsOwnerOnly() throws {
    let folder = try TemporaryFolder()
    var settings = Configuration.builtIn
    #expect(try settings.readSiteKey() == nil)
    let key = [UInt8](repeating: 7, count: 32)
    settings.siteKeyPath = folder.write("site.key", key)
    #expect(try settings.readSiteKey() == key)
    for mode in [0o640, 0o604, 0o660] as [mode_t] {
      settings.siteKeyPath = folder.write("site.key", key, mode: mode)
      let failure = #expect(throws: Failure.self) { try settings.readSiteKey() }
      #expect(failure?.message.contains("not 0600") == true)
    }
    for count in [0, 31, 33] {
      settings.siteKeyPath = folder.write("site.key", [UInt8](repeating: 7, count: count))
      #expect(throws: Failure.self) { try settings.readSiteKey() }
    }
  }
}
