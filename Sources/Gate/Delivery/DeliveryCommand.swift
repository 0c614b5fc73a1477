import Files
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A command that takes a bundle on its standard input, without a shell, with an environment of our
/// own, its output going where messages go.
final class DeliveryCommand {
  /// The process.
  private let process: pid_t
  /// The end of the pipe that is written to.
  private var input: Int32
  /// The end that the command reads, kept to see what it leaves unread.
  private let unread: Int32
  /// How the command ended; nil while it runs.
  private var status: Int32?

  /// How long a full pipe is waited for before looking whether the command still lives.
  private static let waitMilliseconds: Int32 = 100

  /// Refuses a program that others could exchange.
  /// - Throws: `unsafe_permissions`; exit 2 where it is not there.
  static func check(_ words: [String]) throws(Failure) {
    try SystemFiles.checkOwnedPath(words[0])
    guard unsafe access(words[0], X_OK) == 0 else {
      throw Failure(
        .usage,
        "cannot run a destination's command: \(describe(errno))",
        path: words[0]
      )
    }
  }

  /// Starts a command.
  /// - Throws: exit 74 where it cannot be started; it was given nothing then.
  init(_ words: [String], environment: [String]) throws(Failure) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else {
      throw Failure(.temporary, "out of descriptors, nothing was released")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    unread = ends[0]
    input = ends[1]
    process = try Self.start(words, environment, ends[0])
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
  }

  deinit {
    closeInput()
    close(unread)
  }

  /// Writes bytes as far as the command takes them.
  /// - Returns: false where the command ended before it had taken everything.
  func write(_ bytes: [UInt8]) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(input, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if errno == EAGAIN {
        var request = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, Self.waitMilliseconds)
        if request.revents & Int16(POLLOUT) == 0, isOver(options: WNOHANG) { return false }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Ends the command's input and waits for its end.
  /// - Returns: exit code or signal, and how many bytes it left unread.
  func finish() -> (exitCode: Int32?, signal: Int32?, unread: Int) {
    closeInput()
    _ = isOver(options: 0)
    var left: Int32 = 0
    _ = unsafe ioctl(unread, UInt(FIONREAD), &left)
    let status = status ?? 0
    let signal = status & 0x7F
    return (signal == 0 ? status >> 8 & 0xFF : nil, signal == 0 ? nil : signal, Int(left))
  }

  /// Whether the command is over.
  private func isOver(options: Int32) -> Bool {
    guard status == nil else { return true }
    var ended: Int32 = 0
    while true {
      let answer = unsafe waitpid(process, &ended, options)
      if answer == process {
        status = ended
        return true
      }
      if answer == 0 || errno != EINTR { return answer != 0 }
    }
  }

  /// Closes the end that is written to.
  private func closeInput() {
    guard input >= 0 else { return }
    close(input)
    input = -1
  }

  /// Starts the process, with signals as a program expects them.
  private static func start(
    _ words: [String],
    _ environment: [String],
    _ input: Int32
  ) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 2, 1)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe sigaddset(&none, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &none)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe arguments.indices { unsafe free(arguments[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else {
      throw Failure(
        .outputFailed,
        "cannot start a destination's command: \(describe(code)), nothing was released",
        path: words[0]
      )
    }
    return child
  }
}
