package import DeskOutbound
package import Vocabulary

/// How the desk talks to Slack.
package struct SlackSettings: Sendable {
  /// The app's id, `A…`; interactions of any other are refused.
  package var appID: String
  /// The workspace's id, `T…`.
  package var teamID: String
  /// The channel's id, `C…` or `G…`.
  package var channelID: String
  /// The bot's token, `xoxb-…`.
  package var botToken: SecretText
  /// The signing secret.
  package var signingSecret: SecretText
  /// Where methods are called; only a loopback address stands in for Slack's.
  package var api: OutboundURL
  /// Milliseconds that a message may take.
  package var timeoutMilliseconds = ChannelSettings.timeoutMilliseconds

  /// Checks and creates settings.
  /// - Parameters:
  ///   - appID: the app's id.
  ///   - teamID: the workspace's id.
  ///   - channelID: the channel's id.
  ///   - botToken: the bot's token.
  ///   - signingSecret: the signing secret, at least 16 bytes.
  ///   - loopbackAPI: a stand-in on this machine, for tests and demonstrations.
  /// - Throws: exit 2 with the setting's name.
  package init(
    appID: String,
    teamID: String,
    channelID: String,
    botToken: SecretText,
    signingSecret: SecretText,
    loopbackAPI: String? = nil
  ) throws(Failure) {
    try Self.check(appID, startsWith: ["A"], "slack.appId")
    try Self.check(teamID, startsWith: ["T"], "slack.teamId")
    try Self.check(channelID, startsWith: ["C", "G"], "slack.channelId")
    guard botToken.text.hasPrefix("xoxb-"), botToken.bytes.allSatisfy({ 0x21..<0x7F ~= $0 }) else {
      throw Failure(.usage, "slack.botToken does not begin with xoxb-")
    }
    guard signingSecret.bytes.count >= ChannelSettings.secretBytesMin else {
      throw Failure(.usage, "slack.signingSecret is too short")
    }
    api = try Self.api(loopbackAPI)
    self.appID = appID
    self.teamID = teamID
    self.channelID = channelID
    self.botToken = botToken
    self.signingSecret = signingSecret
  }

  /// Slack's address, or a stand-in's on this machine.
  private static func api(_ loopback: String?) throws(Failure) -> OutboundURL {
    let text = loopback ?? "https://slack.com/api/"
    guard let url = OutboundURL(text, allowsLoopback: loopback != nil),
      loopback == nil || url.scheme == "http", text.hasSuffix("/")
    else { throw Failure(.usage, "slack.loopbackApi is not http://127.0.0.1:PORT/PATH/") }
    return url
  }

  /// Refuses what cannot be an id of Slack's.
  private static func check(
    _ id: String,
    startsWith letters: Set<Character>,
    _ name: String
  ) throws(Failure) {
    guard let first = id.first, letters.contains(first), SlackID.isID(id) else {
      throw Failure(.usage, "\(name) is not an id of Slack's")
    }
  }
}

/// A webhook of a Workflow in Microsoft Teams; its address is a secret.
package struct TeamsSettings: Sendable {
  /// Where cards are sent.
  package var url: OutboundURL
  /// Milliseconds that a card may take.
  package var timeoutMilliseconds = ChannelSettings.timeoutMilliseconds

  /// Creates settings.
  package init(url: OutboundURL) { self.url = url }
}

/// Any other receiver of notices.
package struct WebhookSettings: Sendable {
  /// Its name, small letters, digits and `-`.
  package var name: String
  /// Where notices are sent.
  package var url: OutboundURL
  /// The key of their HMACs.
  package var secret: SecretText
  /// Milliseconds that a notice may take.
  package var timeoutMilliseconds = ChannelSettings.timeoutMilliseconds

  /// Checks and creates settings.
  /// - Throws: exit 2 where the name has another form, or the secret is too short.
  package init(name: String, url: OutboundURL, secret: SecretText) throws(Failure) {
    guard 1...32 ~= name.utf8.count,
      name.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x2D })
    else { throw Failure(.usage, "a webhook's name is not of small letters, digits and -") }
    guard secret.bytes.count >= ChannelSettings.secretBytesMin else {
      throw Failure(.usage, "a webhook's secret has less than 16 bytes")
    }
    self.name = name
    self.url = url
    self.secret = secret
  }
}

/// Where the desk tells about requests; nothing of it is required.
package struct ChannelSettings: Sendable {
  /// Bytes of a secret that signs.
  package static let secretBytesMin = 16
  /// Milliseconds that a delivery may take.
  package static let timeoutMilliseconds: Int64 = 10_000

  /// Slack.
  package var slack: SlackSettings?
  /// Teams.
  package var teams: TeamsSettings?
  /// Others; names must be distinct.
  package var webhooks: [WebhookSettings] = []

  /// No channel at all.
  package init() {}
}
