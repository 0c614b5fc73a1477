import DeskOutbound
import Glibc
import Logging
import Records
import Synchronization
import Testing
import Vocabulary

@testable import DeskChannels

extension Notice {
  /// An invented request.
  static func example(
    _ request: String = "6b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c11",
    state: State = .pending
  ) -> Notice {
    var notice = Notice(
      request: request,
      link: "https://desk.example.org/requests/\(request)",
      reviewDigest: Digest256(hashing: Array("review of \(request)".utf8)),
      requester: "etl-nightly",
      purpose: "monthly quality measures",
      destination: "registry",
      profile: "safe-harbor",
      files: 12,
      bytes: 345_678,
      state: state,
      expiresAt: Timestamp(seconds: 1_795_946_400),
      needsAttestation: true
    )
    notice.ticket = "CHG-1042"
    notice.findings = [Count("MRN", letter: "H", 120), Count("DATE", letter: "C", 45)]
    notice.classes = [Count("claims", 9), Count("notes", 3)]
    notice.withheld = [Count("limit-depth", 1)]
    notice.difference = "2 files added, 1 removed"
    notice.clauses = [
      Clause(
        group: "stewards",
        assurance: "gateway-attested",
        missing: 1,
        humans: ["ada", "grace"]
      )
    ]
    return notice
  }

  /// A request all of whose texts try to be something else, and are as many and long as can be.
  static func hostile(_ text: String, state: State = .pending) -> Notice {
    var notice = example(state: state)
    let long = String(repeating: text + " ", count: 400)
    notice.requester = long
    notice.purpose = long
    notice.destination = text
    notice.ticket = text
    notice.profile = text
    notice.difference = long
    notice.residual = 7
    let counts = (0..<200).map { Count("\(text)\($0)", letter: text, Int64($0)) }
    (notice.findings, notice.classes, notice.withheld) = (counts, counts, counts)
    notice.clauses = (0..<100)
      .map { _ in
        Clause(
          group: long,
          assurance: text,
          missing: 2,
          humans: Array(repeating: long, count: 100)
        )
      }
    notice.decisions = (0..<100)
      .map { _ in
        Decision(human: long, verdict: "approve", assurance: "human-key", at: expiresAtExample)
      }
    return notice.trimmed
  }

  /// A time of the fixtures.
  static let expiresAtExample = Timestamp(seconds: 1_795_946_400)
}

/// Texts that would be markup, links, mentions, lines or other directions of writing.
let hostileTexts = [
  "<!channel> <!here>", "<https://evil.example|Open>", "<@U012AB3CD>", "*bold* _it_ `code` ~no~",
  "[Open](https://evil.example)", "a & b < c > d &lt;!channel&gt;", "line\nline\r\u{2028}line",
  "\u{202E}desrever\u{2066}", "nul\u{0}bell\u{7}\u{1B}[2J", "\u{1F468}\u{200D}\u{1F469}\u{FE0F}",
  "https://evil.example/approve", "{{DATE(2026-01-01)}} ${x} @{triggerBody()}", "",
]

/// The core of the desk, with two people who may decide.
final class FakeDecisions: ChannelDecisions {
  /// Who may decide, by alias.
  static let humans = ["slack:T0STANDIN/U0ADA": "ada", "slack:T0STANDIN/U0GRACE": "grace"]
  /// Decisions in the order in which they were taken, one a request and human.
  private let rows = Mutex<[ChannelDecision]>([])
  /// How often `decide` was called.
  private let calls = Mutex(0)
  /// What the next call answers instead; nil for nothing special.
  let next = Mutex<ChannelOutcome?>(nil)

  /// The decisions taken.
  var taken: [ChannelDecision] { rows.withLock { $0 } }
  /// How often somebody tried to decide.
  var attempts: Int { calls.withLock { $0 } }

  func objection(to person: SlackPerson, on request: String) async -> String? {
    Self.humans[person.alias] == nil ? "You are not enrolled here." : nil
  }

  func decide(_ decision: ChannelDecision) async -> ChannelOutcome {
    calls.withLock { $0 += 1 }
    if let outcome = next.withLock({ outcome in
      defer { outcome = nil }
      return outcome
    }) {
      return outcome
    }
    guard Self.humans[decision.person.alias] != nil else { return .refused("unknown") }
    return rows.withLock { rows in
      let isThere = rows.contains {
        $0.request == decision.request && $0.person == decision.person
      }
      if !isThere { rows.append(decision) }
      return .recorded("Recorded: \(decision.verdict.rawValue).")
    }
  }
}

/// A desk's channels with stand-ins for Slack and the others.
final class ChannelFixture {
  static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
  static let person = SlackPerson(team: "T0STANDIN", user: "U0ADA")

  let folder: TestFolder
  let client: OutboundClient
  let standIn: StandIn
  let clock: TestClock
  let decisions = FakeDecisions()
  let settings: ChannelSettings
  private(set) var channels: Channels

  /// Starts the stand-ins and opens the channels.
  init(
    _ client: OutboundClient,
    clock: TestClock = TestClock(),
    slack: Bool = true,
    others: Bool = false
  ) async throws {
    self.client = client
    self.clock = clock
    folder = try TestFolder()
    standIn = try StandIn(client: client)
    var settings = ChannelSettings()
    if slack {
      settings.slack = try SlackSettings(
        appID: "A0STANDIN",
        teamID: "T0STANDIN",
        channelID: "C0STANDIN",
        botToken: SecretText("xoxb-stand-in"),
        signingSecret: SecretText(Self.secret),
        loopbackAPI: try standIn.url("/api/").text
      )
    }
    if others {
      settings.teams = TeamsSettings(url: try standIn.url("/teams"))
      settings.webhooks = [
        try WebhookSettings(
          name: "audit",
          url: try standIn.url("/hook"),
          secret: SecretText("0123456789abcdef0123")
        )
      ]
    }
    self.settings = settings
    channels = try Channels(
      settings: settings,
      databasePath: "\(folder.path)/channels.sqlite",
      client: client,
      decisions: decisions,
      clock: clock.clock,
      logger: .silent
    )
    try await standIn.tell("/__users", Self.users)
  }

  /// Opens the database anew, as a process that was started again does.
  func restart() throws {
    channels = try Channels(
      settings: settings,
      databasePath: "\(folder.path)/channels.sqlite",
      client: client,
      decisions: decisions,
      clock: clock.clock,
      logger: .silent
    )
  }

  /// What Slack says of accounts: two members, and others that may not decide.
  static let users: JSONValue = {
    let kinds: [(String, String?)] = [
      ("U0ADA", nil), ("U0GRACE", nil), ("U0NOBODY", nil), ("U0BOT", "is_bot"),
      ("U0GUEST", "is_restricted"), ("U0SINGLE", "is_ultra_restricted"),
      ("U0STRANGER", "is_stranger"), ("U0GONE", "deleted"),
    ]
    var users = JSONObject()
    for (id, mark) in kinds {
      var user = JSONObject([
        .init("id", .string(id)), .init("team_id", "T0STANDIN"), .init("name", "ada"),
        .init("deleted", false), .init("is_bot", false), .init("is_restricted", false),
        .init("is_ultra_restricted", false),
        .init("profile", ["email": "ada@example.org", "display_name": "Ada"]),
      ])
      if let mark { user[mark] = true }
      users[id] = .object(user)
    }
    return .object(users)
  }()

  /// Signs a payload as Slack does and hands it in.
  func send(
    _ payload: JSONValue,
    at time: Int64? = nil,
    secret: String = ChannelFixture.secret
  ) async -> ChannelReply {
    let body = Self.form(payload)
    let timestamp = String(time ?? clock.now)
    let base = Array("v0:\(timestamp):".utf8) + body
    return await channels.slackInteraction(
      timestamp: [timestamp],
      signature: [SlackSignature.sign(base, secret: Array(secret.utf8))],
      body: body
    )
  }

  /// A payload as the form that Slack sends.
  static func form(_ payload: JSONValue) -> [UInt8] {
    var body = Array("payload=".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in CanonicalJSON.bytes(payload) {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: body.append(byte)
      default: body += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return body
  }

  /// The message that Slack got last, and its time stamp as the stand-in numbers them.
  func lastMessage() async throws -> (reference: String, blocks: JSONValue) {
    let call = try #require(
      await standIn.log().last { $0.path.hasPrefix("/api/chat.") }
    )
    let blocks = try #require(Lookup(try call.json).value("blocks"))
    let actions = try #require(Lookup(try call.json)["blocks"].elements?.last)
    let reference = try #require(actions["elements"].elements?.last?["value"].text)
    return (reference, blocks)
  }

  /// How often a path was called.
  func calls(_ path: String) async throws -> Int {
    try await standIn.log().filter { $0.path == path }.count
  }
}

extension Lookup {
  /// A member of an object as a value.
  func value(_ name: String) -> JSONValue? { self[name].json }
}

extension Logger {
  /// A log that nobody reads.
  static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// What Slack sends when a button is clicked.
struct ClickPayload {
  var app = "A0STANDIN"
  var team = "T0STANDIN"
  var user = "U0ADA"
  var userTeam = "T0STANDIN"
  var channel = "C0STANDIN"
  var containerChannel: String?
  var message = "1764313201.000100"
  var action = "phigate.approve"
  var block = "phigate.decide"
  var value: String
  var extra: [(String, JSONValue)] = []

  init(_ value: String) { self.value = value }

  /// The payload.
  var json: JSONValue {
    var object = JSONObject([
      .init("type", "block_actions"), .init("api_app_id", .string(app)),
      .init("team", ["id": .string(team), "domain": "example"]),
      .init("enterprise", .null), .init("is_enterprise_install", false),
      .init(
        "user",
        ["id": .string(user), "username": "ada", "name": "ada", "team_id": .string(userTeam)]
      ),
      .init("token", "verification-token-that-nobody-reads"),
      .init("trigger_id", "13345224609.738474920.8088930838d88f008e0"),
      .init("channel", ["id": .string(channel), "name": "releases"]),
      .init(
        "container",
        [
          "type": "message", "message_ts": .string(message),
          "channel_id": .string(containerChannel ?? channel), "is_ephemeral": false,
        ]
      ),
      .init(
        "actions",
        [
          [
            "type": "button", "action_id": .string(action), "block_id": .string(block),
            "value": .string(value), "action_ts": "1764313300.112233",
            "text": ["type": "plain_text", "text": "Approve", "emoji": false],
          ]
        ]
      ),
      .init("response_url", "https://hooks.slack.com/actions/T0STANDIN/1/x"),
    ])
    for (name, value) in extra { object[name] = value }
    return .object(object)
  }
}

/// What Slack sends when a window is sent.
struct SubmissionPayload {
  var app = "A0STANDIN"
  var team = "T0STANDIN"
  var user = "U0ADA"
  var view: String
  var reference: String
  var reason: JSONValue = "Checked against the protocol."
  var attests = true

  /// The payload.
  var json: JSONValue {
    let options: JSONValue =
      attests
      ? [["value": "no-actual-knowledge", "text": ["type": "plain_text", "text": "I"]]] : []
    return [
      "type": "view_submission", "api_app_id": .string(app),
      "team": ["id": .string(team), "domain": "example"],
      "user": ["id": .string(user), "name": "ada", "team_id": .string(team)],
      "trigger_id": "1.2.3", "is_enterprise_install": false,
      "view": [
        "id": .string(view), "team_id": .string(team), "app_id": .string(app), "type": "modal",
        "callback_id": "phigate.reason", "private_metadata": .string(reference),
        "state": [
          "values": [
            "phigate.reason": ["reason": ["type": "plain_text_input", "value": reason]],
            "phigate.attest": [
              "attest": ["type": "checkboxes", "selected_options": options]
            ],
          ]
        ],
      ],
    ]
  }
}
