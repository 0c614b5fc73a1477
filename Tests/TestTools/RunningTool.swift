import Glibc

/// A tool that could not be started.
package struct CannotStart: Error {
  /// Its name.
  package let tool: String
}

/// A tool that runs beside a test, its standard output in a file.
package final class RunningTool {
  /// Its process.
  private let child: pid_t
  /// Where its output goes.
  private let output: String
  /// What `waitpid` said, once it did.
  private var status: Int32?

  /// Starts a tool.
  package init(_ arguments: [String], output: String) throws {
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in arguments.indices { unsafe free(words[index]) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_APPEND
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Test threads block signals, which a program that is started would inherit.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var started: pid_t = 0
    let code = unsafe posix_spawnp(&started, arguments[0], &actions, &attributes, words, environ)
    guard code == 0 else { throw CannotStart(tool: arguments[0]) }
    child = started
    self.output = output
  }

  deinit { if status == nil { _ = kill() } }

  /// Waits for its end.
  /// - Returns: its exit code, or minus the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    if status == nil {
      var got: Int32 = 0
      while unsafe waitpid(child, &got, 0) < 0, errno == EINTR {}
      status = got
    }
    let ended = status ?? 0
    return ended & 0x7F == 0 ? ended >> 8 & 0xFF : -(ended & 0x7F)
  }

  /// Sends it a signal.
  package func signal(_ number: Int32) {
    if status == nil { Glibc.kill(child, number) }
  }

  /// Kills it with SIGKILL and waits.
  @discardableResult
  package func kill() -> Int32 {
    if status == nil { Glibc.kill(child, SIGKILL) }
    return wait()
  }

  /// The lines that it wrote so far, whole ones only.
  package func lines() throws -> [String] {
    let descriptor = unsafe open(output, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    guard let end = text.lastIndex(of: 0x0A) else { return [] }
    return text[..<end].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The folder with Package.swift.
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// What was built beside the tests: `gate-worker`, `phigate`.
  package static func built(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    let beside = own.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(beside)/\(name)"
    return unsafe access(path, X_OK) == 0 ? path : "\(root)/.build/debug/\(name)"
  }
}
