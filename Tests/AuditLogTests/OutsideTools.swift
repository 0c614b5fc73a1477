import Testing

#if canImport(Glibc)
import Glibc
#endif

/// A folder of one test, removed when the test ends.
final class TestFolder {
  /// The folder's path.
  let path: String

  /// Makes a new folder.
  init() throws {
    var template = Array("/tmp/phigate-test-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = run(["rm", "-rf", path]) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, mode)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    try #require(written == bytes.count)
    return file
  }

  /// The bytes of a file.
  func read(_ name: String) throws -> [UInt8] {
    guard let file = unsafe fopen("\(path)/\(name)", "r") else { throw MissingFile(name: name) }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var byte = unsafe fgetc(file)
    while byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
      byte = unsafe fgetc(file)
    }
    return bytes
  }

  /// Runs a tool with its standard output going to a file.
  /// - Returns: its exit status, -1 where it could not be started, and what it wrote.
  func run(_ arguments: [String]) -> (status: Int32, output: String) {
    let output = "\(path)/stdout-\(UInt64.random(in: 0 ... .max))"
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer {
      for index in 0..<arguments.count { unsafe free(words[index]) }
    }
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, arguments[0], &actions, nil, words, environ) == 0 else {
      return (-1, "")
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    let name = String(output.dropFirst(path.utf8.count + 1))
    let text = (try? read(name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    return (code, text)
  }
}

/// Finds the Python that the outside verifiers are installed for.
enum OutsideTools {
  /// `PHIGATE_PYTHON`, else the one of `.venv` beside the package, else nil.
  static var python: String? {
    if let named = unsafe getenv("PHIGATE_PYTHON") { return unsafe String(cString: named) }
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let local = "/\(package)/.venv/bin/python"
    return unsafe access(local, X_OK) == 0 ? local : nil
  }

  /// Whether that Python has a module; tests that need it are skipped with a message otherwise.
  static func hasModule(_ name: String) -> Bool {
    guard let python, let folder = try? TestFolder() else { return false }
    return folder.run([python, "-c", "import \(name)"]).status == 0
  }
}

/// A file that a test expected to be there.
struct MissingFile: Error {
  /// Its name in the test's folder.
  let name: String
}
