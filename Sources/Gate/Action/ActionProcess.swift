import Files
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// How a command ended.
package struct ActionEnd: Sendable, Hashable {
  /// The exit code; nil where a signal ended it, or it could not be started.
  package var exitCode: Int32?
  /// The signal that ended it.
  package var signal: Int32?
  /// Why it counts as failed; nil: it ended with 0.
  package var fault: String?
}

/// Runs an approved command: exactly its words and variables, where this process stands.
enum ActionProcess {
  /// The first descriptor that a command is not given.
  private static let descriptorsMin: Int32 = 3

  /// Runs a command to its end; output and messages are this process's own.
  ///
  /// Nobody approved what standard input or other open files would say: it has neither.
  static func run(_ action: ActionDocument) -> ActionEnd {
    guard keepDescriptors() else {
      return ActionEnd(fault: "it could not be started: open files cannot be looked at")
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let variables = action.environment.map { "\($0.name)=\($0.value)" }
    var words: [UnsafeMutablePointer<CChar>?] =
      unsafe action.words.map { unsafe strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] =
      unsafe variables.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe environment.indices { unsafe free(environment[index]) }
    }
    var child: pid_t = 0
    let code = unsafe posix_spawn(
      &child,
      action.files[0].path,
      &actions,
      &attributes,
      &words,
      &environment
    )
    guard code == 0 else {
      return ActionEnd(fault: "it could not be started: error \(code)")
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    guard signal == 0 else {
      return ActionEnd(signal: signal, fault: "signal \(signal) ended it")
    }
    let exit = status >> 8 & 0xFF
    return ActionEnd(exitCode: exit, fault: exit == 0 ? nil : "it ended with \(exit)")
  }

  /// Has every open file but the first three closed in what is started from here on.
  /// - Returns: false where it cannot be known which there are.
  private static func keepDescriptors() -> Bool {
    guard let names = try? Folder(path: "/proc/self/fd").names() else { return false }
    for name in names {
      guard let number = Int32(String(decoding: name, as: UTF8.self)) else { return false }
      // The one that listed them is closed by now.
      guard number >= descriptorsMin, fcntl(number, F_GETFD) >= 0 else { continue }
      guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else { return false }
    }
    return true
  }
}
