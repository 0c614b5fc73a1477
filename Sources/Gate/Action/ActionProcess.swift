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
  /// Runs a command to its end; input, output and messages are this process's own.
  static func run(_ action: ActionDocument) -> ActionEnd {
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
      nil,
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
}
