import Glibc
import Testing

/// The separation of duties as the operating system sees it.
@Suite struct ThreeUsersTests {
  /// The folder that holds Package.swift.
  private static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  @Test(
    "53: scanner, gate and approvers as three users",
    .enabled(if: geteuid() == 0, "needs root: starts processes of three other users")
  )
  func eachUserDoesItsPartAndNothingElse() throws {
    let work = "/tmp/phigate-users-test-\(getpid())"
    let script = "\(Self.root)/Tests/CommandTests/Scripts/three-users.sh"
    let line =
      "'\(script)' '\(Self.root)/.build/debug/phigate' '\(Self.root)/fixtures/landing' '\(work)'"
    let words = ["/bin/bash", "-c", "\(line); code=$?; rm -rf '\(work)'; exit $code"]
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe arguments.indices { unsafe free(arguments[index]) } }
    var child = pid_t()
    try #require(unsafe posix_spawn(&child, "/bin/bash", nil, nil, &arguments, environ) == 0)
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    #expect(status == 0)
  }
}
