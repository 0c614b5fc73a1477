import Glibc

/// Other programs, run as a shell would.
enum Shell {
  /// The folder that holds Package.swift.
  static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  /// The folder of this target's Python scripts.
  static let scripts = "\(root)/Tests/DeskPagesTests/Scripts"

  /// The Python of `.venv` or `PHIGATE_PYTHON`, where it has html5lib; nil otherwise.
  static let python: String? = {
    let named = unsafe getenv("PHIGATE_PYTHON").map { unsafe String(cString: $0) }
    let path = named ?? "\(root)/.venv/bin/python3"
    return run("'\(path)' -c 'import html5lib, securesystemslib.dsse'").code == 0 ? path : nil
  }()

  /// Whether there is a browser to walk with.
  static let hasBrowser =
    python != nil && run("command -v chromium-headless-shell chromium").code == 0

  /// Runs a line of bash.
  ///
  /// - Returns: its exit code, minus the signal where one ended it, and everything that it wrote.
  static func run(_ line: String) -> (code: Int32, output: String) {
    var template = Array("/tmp/phigate-shell-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&template)
    guard file >= 0 else { return (-1, "") }
    defer { _ = close(file) }
    _ = unsafe unlink(template)
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    _ = unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    _ = unsafe posix_spawn_file_actions_adddup2(&actions, file, 1)
    _ = unsafe posix_spawn_file_actions_adddup2(&actions, file, 2)
    // Test threads block signals, which a program that is started would inherit.
    var attributes = posix_spawnattr_t()
    _ = unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    _ = unsafe sigemptyset(&none)
    _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
    _ = unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let words = ["/bin/bash", "-c", line]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    guard unsafe posix_spawn(&process, "/bin/bash", &actions, &attributes, &arguments, environ) == 0
    else {
      return (-1, "")
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    return (code, contents(of: file))
  }

  /// Runs a script of this target.
  static func script(_ name: String, _ arguments: String...) -> (code: Int32, output: String) {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    return run("'\(python ?? "python3")' '\(scripts)/\(name)' \(words)")
  }

  /// Everything in an open file.
  private static func contents(of file: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe pread(file, &buffer, buffer.count, off_t(bytes.count))
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}

/// A folder of a test's own, removed at its end.
final class Scratch {
  /// Its absolute path.
  let path: String

  /// Makes the folder.
  init() {
    var template = Array("/tmp/phigate-scratch-XXXXXX".utf8CString)
    _ = unsafe mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = Shell.run("rm -rf '\(path)'") }
}
