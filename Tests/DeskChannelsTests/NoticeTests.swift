import DeskOutbound
import Records
import Testing
import Vocabulary

@testable import DeskChannels

/// Notices, settings and addresses.
@Suite struct NoticeTests {
  @Test(arguments: SlackMessageTests.notices) func isReadAsItIsWritten(notice: Notice) throws {
    #expect(try Notice(reading: notice.encoded) == notice)
    #expect(notice.trimmed == notice)
  }

  @Test func refusesOtherForms() throws {
    let right = String(decoding: Notice.example().encoded, as: UTF8.self)
    let changes = [
      ("phigate.notice/v1", "phigate.notice/v2"), (#""state":"pending""#, #""state":"open""#),
      (#""residual":0"#, #""residual":0,"other":1"#), (#""residual":0,"#, ""),
      (#""count":120"#, #""count":-1"#), (#""files":12"#, #""files":"12""#),
    ]
    for (from, to) in changes {
      let pieces = right.split(separator: from, omittingEmptySubsequences: false)
      #expect(pieces.count > 1, "\(from)")
      let wrong = Array(pieces.joined(separator: to).utf8)
      #expect(throws: RecordFault.self, "\(to)") { try Notice(reading: wrong) }
    }
  }

  @Test func cutsTextsAndLists() {
    var notice = Notice.example()
    notice.purpose = String(repeating: "\u{1F468}", count: Notice.textBytesMax)
    notice.findings = (0..<1_000).map { Notice.Count("kind\($0)", Int64($0)) }
    let trimmed = notice.trimmed
    #expect(trimmed.purpose.utf8.count <= Notice.textBytesMax)
    #expect(trimmed.purpose.hasSuffix("\u{1F468}…"))
    #expect(trimmed.findings.count == Notice.listMax)
    #expect(trimmed.encoded.count < Notice.limits.bytesMax)
  }

  @Test(arguments: [
    ("https://hooks.example.org/a/b?c=d&e=%20", true), ("https://10.0.0.8:8443/hook", true),
    ("https://example.org", true), ("http://example.org/", false), ("ftp://example.org/", false),
    ("https://user@example.org/", false), ("https://user:secret@example.org/", false),
    ("https://example.org:0/", false), ("https://example.org:65536/", false),
    ("https://example.org:443x/", false), ("https://example.org\\@evil.example/", false),
    ("https://Example.org/", false), ("https://exa_mple.org/", false), ("https:///x", false),
    ("https://example..org/", false), ("https://example.org/ x", false),
    ("https://example.org/#x", false), ("https://example.org/\u{E9}", false),
    ("https://\u{445}example.org/", false), ("https://169.254.169.254/latest", false),
    ("https://0.0.0.0/", false), ("https://0x7f.0.0.1/", false), ("https://2130706433/", false),
    ("https://127.1/", false), ("https://0177.0.0.1/", false), ("https://256.1.1.1/", false),
    ("https://[::ffff:127.0.0.1]/", false), ("https://[fe80::1]/", false), ("", false),
    ("https://127.0.0.1/", false), ("https://localhost/", false), ("https://[::1]/", false),
    ("http://127.0.0.1:80/", false), ("https://127.9.9.9/", false),
    ("https://desk.localhost/", false),
  ])
  func sendsToPlainAddressesAlone(text: String, isAllowed: Bool) {
    #expect((OutboundURL(text) != nil) == isAllowed)
  }

  @Test func sendsToThisMachineWhereThatIsAllowed() throws {
    for text in ["http://127.0.0.1:8080/x", "http://localhost/", "http://[::1]:9/x?y"] {
      #expect(OutboundURL(text, allowsLoopback: true) != nil)
    }
    #expect(OutboundURL("http://example.org/", allowsLoopback: true) == nil)
    let url = try #require(OutboundURL("http://[::1]:9/x?y", allowsLoopback: true))
    #expect((url.host, url.port, url.pathAndQuery) == ("::1", 9, "/x?y"))
    #expect(url.origin == "http://[::1]:9")
    let plain = try #require(OutboundURL("https://example.org?x"))
    #expect((plain.host, plain.port, plain.pathAndQuery) == ("example.org", 443, "/?x"))
    // The path of a webhook is a secret.
    #expect("\(try #require(OutboundURL("https://example.org/secret")))" == "https://example.org")
  }

  @Test func secretsAreNotPrinted() throws {
    let settings = try WebhookSettings(
      name: "audit",
      url: try #require(OutboundURL("https://example.org/path-of-its-own")),
      secret: SecretText("0123456789abcdef0123")
    )
    var dumped = ""
    dump(settings.secret, to: &dumped)
    let all = "\(settings.secret) \(String(reflecting: settings.secret)) \(dumped) \(settings)"
    #expect(!all.contains("0123456789"))
  }

  @Test func refusesSettingsOfAnotherForm() throws {
    let url = try #require(OutboundURL("https://example.org/"))
    let long = SecretText("0123456789abcdef")
    #expect(throws: Never.self) { try WebhookSettings(name: "a-1", url: url, secret: long) }
    for name in ["", "A", "a b", "a/b", String(repeating: "a", count: 33)] {
      #expect(throws: Failure.self) { try WebhookSettings(name: name, url: url, secret: long) }
    }
    #expect(throws: Failure.self) {
      try WebhookSettings(name: "a", url: url, secret: SecretText("0123456789abcde"))
    }
    let make = { (app: String, team: String, channel: String, token: String, api: String?) in
      try SlackSettings(
        appID: app,
        teamID: team,
        channelID: channel,
        botToken: SecretText(token),
        signingSecret: long,
        loopbackAPI: api
      )
    }
    #expect(try make("A1", "T1", "C1", "xoxb-1", nil).api.text == "https://slack.com/api/")
    #expect(try make("A1", "T1", "G1", "xoxb-1", "http://127.0.0.1:1/").api.port == 1)
    let wrong: [(String, String, String, String, String?)] = [
      ("T1", "T1", "C1", "xoxb-1", nil), ("A1", "E1", "C1", "xoxb-1", nil),
      ("A1", "T1", "D1", "xoxb-1", nil), ("a1", "T1", "C1", "xoxb-1", nil),
      ("A1", "T1", "C1", "xoxp-1", nil), ("A1", "T1", "C1", "xoxb-1 ", nil),
      ("A1", "T1", "C1", "xoxb-1", "https://evil.example/"),
      ("A1", "T1", "C1", "xoxb-1", "http://evil.example/"),
      ("A1", "T1", "C1", "xoxb-1", "http://127.0.0.1:1/x"),
    ]
    for (app, team, channel, token, api) in wrong {
      #expect(throws: Failure.self) { try make(app, team, channel, token, api) }
    }
  }
}
