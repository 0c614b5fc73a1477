import DeskOutbound
import Glibc
import Records
import Synchronization
import Testing

/// Programs that are not ours.
enum Outside {
  /// The folder of this package.
  static let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// `PHIGATE_PYTHON`, else the one of `.venv` beside the package, else the system's.
  static var python: String {
    if let named = unsafe getenv("PHIGATE_PYTHON") { return unsafe String(cString: named) }
    let local = "\(package)/.venv/bin/python"
    return unsafe access(local, X_OK) == 0 ? local : "python3"
  }

  /// A script of these tests.
  static func script(_ name: String) -> String {
    "\(package)/Tests/DeskIdentityTests/Scripts/\(name)"
  }

  /// Whether that Python has modules; tests that need them are skipped with a message otherwise.
  static func hasModules(_ names: String) -> Bool {
    run([python, "-c", "import \(names)"]).status == 0
  }

  /// Runs a tool and reads what it prints.
  /// - Returns: its exit status, -1 where it could not be started or was killed.
  static func run(_ arguments: [String]) -> (status: Int32, output: String) {
    guard let child = start(arguments) else { return (-1, "") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(child.output, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    close(child.output)
    var status: Int32 = 0
    while unsafe waitpid(child.id, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    return (code, String(decoding: bytes, as: UTF8.self))
  }

  /// Starts a tool whose standard output comes through a pipe.
  static func start(_ arguments: [String]) -> (id: pid_t, output: Int32)? {
    // One at a time: a child that inherited another's pipe would keep it open.
    starting.withLock { _ in startAlone(arguments) }
  }

  /// Held while a tool is started.
  private static let starting = Mutex(())

  /// Starts a tool while no other is being started.
  private static func startAlone(_ arguments: [String]) -> (id: pid_t, output: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in 0..<arguments.count { unsafe free(words[index]) } }
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, arguments[0], &actions, nil, words, environ) == 0 else {
      close(ends[0])
      return nil
    }
    return (child, ends[0])
  }
}

/// A server of a script, which prints its port; ended with this object.
final class Server: Sendable {
  /// The process.
  private let child: (id: pid_t, output: Int32)
  /// Where it listens.
  let port: Int

  /// Starts the server and waits until it listens.
  init(_ script: String) throws {
    child = try #require(Outside.start([Outside.python, Outside.script(script)]))
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(child.output, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    port = try #require(Int(String(decoding: line, as: UTF8.self)))
  }

  deinit {
    kill(child.id, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(child.id, &status, 0) < 0, errno == EINTR {}
    close(child.output)
  }
}

/// A clock that only a test moves; it begins with the system's, because providers read that one.
final class TestClock: Sendable {
  /// Seconds since 1970.
  private let seconds = Mutex(WallClock.system.now().seconds)

  /// Lets time go by.
  func advance(by amount: Int64) { seconds.withLock { $0 += amount } }

  /// The clock as the code under test reads it.
  var clock: WallClock { WallClock { Timestamp(seconds: self.seconds.withLock { $0 }) } }
}
