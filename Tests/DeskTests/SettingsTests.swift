import Configuration
import DeskChannels
import DeskIdentity
import DeskOutbound
import Files
import Testing
import Vocabulary

@testable import Desk

#if canImport(Glibc)
import Glibc
#endif

/// The configuration: what it takes, and the line of what it does not.
@Suite struct SettingsTests {
  /// The least that works.
  private static let least = """
    listen:
      address: "127.0.0.1:8477"
    url: http://127.0.0.1:8477
    state: state
    trust: /etc/phigate/trust.json

    """

  /// Reads a text as a file of `/srv/desk`.
  private func read(_ text: String) throws(Failure) -> DeskSettings {
    try DeskSettings.read(
      try SettingsFile(
        text: Array(text.utf8),
        path: "/srv/desk/phigate-desk.yml",
        manual: DeskSettings.manual
      )
    )
  }

  @Test func leastIsEnough() throws {
    let settings = try read(Self.least)
    #expect(settings.listening == .address(host: "127.0.0.1", port: 8477))
    #expect(settings.state == "/srv/desk/state" && settings.trust == "/etc/phigate/trust.json")
    #expect(settings.signIn == nil && settings.channels.slack == nil && !settings.isSecure)
    #expect(settings.limits == DeskSettings.Limits())
  }

  @Test func everyLimitCanBeSet() throws {
    let settings = try read(
      Self.least + """
        limits:
          bodyBytes: 2 MiB
          requestsASecond: 7
          burst: 9
          followers: 11
          openRequests: 13
        signIn:
          issuer: https://login.example.org
          clientId: desk
          allowLoopback: true
          idle: 10m
          absolute: 2h
        logLevel: warning

        """
    )
    #expect(settings.limits.bodyBytesMax == 2 << 20 && settings.limits.requestsASecond == 7)
    #expect(settings.limits.burst == 9 && settings.limits.followersMax == 11)
    #expect(settings.limits.openMax == 13 && settings.logLevel == "warning")
    #expect(
      settings.signInTimes.idleSeconds == 600 && settings.signInTimes.absoluteSeconds == 7_200
    )
    #expect(settings.signIn?.redirect.text == "http://127.0.0.1:8477/sign-in/callback")
  }

  @Test(arguments: [
    ("address: \"127.0.0.1:8477\"", "address: \"0.0.0.0:8477\"", ":2:", "without tls"),
    ("address: \"127.0.0.1:8477\"", "address: \"127.0.0.1\"", ":2:", "HOST:PORT"),
    ("state: state", "state: state\nlogLevl: info", ":5:", "did you mean"),
    ("url: http://127.0.0.1:8477", "url: http://desk.example.org", ":3:", "url"),
    ("url: http://127.0.0.1:8477", "url: https://desk.example.org/here", ":3:", "no path"),
    ("state: state", "sate: state", ":1:", "state and trust"),
    ("state: state", "state: state\nlimits:\n  burst: 0", ":6:", "limits.burst"),
    ("state: state", "state: state\nslack:\n  appId: A1", ":1:", "slack"),
    ("state: state", "state: state\nsignIn:\n  issuer: https://x.example", ":1:", "clientId"),
  ])
  func faultNamesItsLine(old: String, new: String, place: String, word: String) throws {
    #expect(Self.least.contains(old))
    let failure = #expect(throws: Failure.self) {
      _ = try self.read(Self.least.replacing(old, with: new))
    }
    #expect(failure?.code == .usage)
    #expect(failure?.path?.contains("phigate-desk.yml\(place)") == true, "\(failure?.path ?? "")")
    let words = "\(failure?.message ?? "") \(failure?.next ?? "")"
    #expect(words.contains(word), "\(words)")
  }

  @Test func secretsThatOthersMayReadAreRefused() throws {
    let path = "/tmp/phigate-desk-secret-\(getpid())"
    defer { _ = unsafe unlink(path) }
    let text =
      Self.least + "signIn:\n  issuer: https://login.example.org\n  clientId: desk\n"
      + "  allowLoopback: true\n  clientSecretFile: \(path)\n"
    try SmallFile.replace(path, Array("s3cret\n".utf8), mode: 0o600)
    #expect(try read(text).signIn?.clientSecret?.text == "s3cret")
    _ = unsafe chmod(path, 0o644)
    let failure = #expect(throws: Failure.self) { _ = try self.read(text) }
    #expect(failure?.code == .usage)
    #expect(failure.map { "\($0)" }?.contains("s3cret") == false)
  }
}
