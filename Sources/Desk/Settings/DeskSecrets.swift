import Configuration
import DeskChannels
import DeskIdentity
import DeskOutbound
import Vocabulary

/// Settings whose secrets lie in files of their own, gathered first and read afterwards.
struct Secrets {
  /// The configuration, for relative paths.
  let file: SettingsFile
  /// What the section `signIn` says.
  private var provider: Provider?
  /// What the section `slack` says.
  private var slack: Slack?
  /// The file with the address of the Teams workflow.
  private var teams: String?
  /// Other receivers.
  private var webhooks: [Webhook] = []

  /// Receivers at most.
  private static let webhooksMax = 16

  /// Gathers for a file.
  init(file: SettingsFile) { self.file = file }

  /// An identity provider without its secret.
  private struct Provider {
    var issuer: String
    var clientID: String
    var secretFile: String?
    var tenant: String?
    var allowsLoopback: Bool
  }

  /// Slack without its secrets.
  private struct Slack {
    var appID: String
    var teamID: String
    var channelID: String
    var tokenFile: String
    var secretFile: String
    var loopback: String?
  }

  /// A receiver without its secret.
  private struct Webhook {
    var name: String
    var url: String
    var secretFile: String
    var allowsLoopback: Bool
  }

  /// Takes the section `signIn`.
  mutating func takeSignIn(
    _ top: inout SettingsReader,
    _ settings: inout DeskSettings
  ) throws(YAMLFault) {
    var section = try top.section("signIn")
    let issuer = try section.take("issuer")?.text()
    let clientID = try section.take("clientId")?.text(bytesMax: 255)
    let secretFile = try section.take("clientSecretFile")?.text()
    let tenant = try section.take("entraTenant")?.text(bytesMax: 64)
    let allowsLoopback = try section.take("allowLoopback")?.bool() ?? false
    if let name = try section.take("provider")?.text(bytesMax: 80) { settings.providerName = name }
    if let seconds = try section.take("idle")?.seconds(in: 60...86_400) {
      settings.signInTimes.idleSeconds = seconds
    }
    if let seconds = try section.take("absolute")?.seconds(in: 60...(7 * 86_400)) {
      settings.signInTimes.absoluteSeconds = seconds
    }
    try section.finish()
    guard issuer != nil || clientID != nil else { return }
    guard let issuer, let clientID else {
      throw DeskSettings.missing("signIn", "both issuer and clientId")
    }
    provider = Provider(
      issuer: issuer,
      clientID: clientID,
      secretFile: secretFile,
      tenant: tenant,
      allowsLoopback: allowsLoopback
    )
  }

  /// Takes the sections `slack`, `teams` and `webhooks`.
  mutating func takeChannels(_ top: inout SettingsReader) throws(YAMLFault) {
    var section = try top.section("slack")
    let ids = [
      try section.take("appId")?.text(), try section.take("teamId")?.text(),
      try section.take("channelId")?.text(), try section.take("botTokenFile")?.text(),
      try section.take("signingSecretFile")?.text(),
    ]
    let loopback = try section.take("loopbackApi")?.text()
    try section.finish()
    let there = ids.compactMap { $0 }
    if there.count == ids.count {
      slack = Slack(
        appID: there[0],
        teamID: there[1],
        channelID: there[2],
        tokenFile: there[3],
        secretFile: there[4],
        loopback: loopback
      )
    } else if !there.isEmpty {
      throw DeskSettings.missing(
        "slack",
        "appId, teamId, channelId, botTokenFile and signingSecretFile, all of them"
      )
    }
    var workflow = try top.section("teams")
    teams = try workflow.take("urlFile")?.text()
    try workflow.finish()
    for receiver in try top.sections("webhooks", countMax: Self.webhooksMax) {
      var receiver = receiver
      guard let name = try receiver.take("name")?.text(bytesMax: 32),
        let url = try receiver.take("url")?.text(),
        let secret = try receiver.take("secretFile")?.text()
      else { throw DeskSettings.missing("webhooks", "name, url and secretFile of each") }
      let allowsLoopback = try receiver.take("allowLoopback")?.bool() ?? false
      try receiver.finish()
      guard !webhooks.contains(where: { $0.name == name }) else {
        throw DeskSettings.missing("webhooks", "a name of its own for each")
      }
      webhooks.append(
        Webhook(name: name, url: url, secretFile: secret, allowsLoopback: allowsLoopback)
      )
    }
  }

  /// The identity provider with its secret; nil where none is configured.
  func signIn(url: String) throws(Failure) -> SignInSettings? {
    guard let provider else { return nil }
    return try SignInSettings(
      issuer: provider.issuer,
      clientID: provider.clientID,
      clientSecret: try provider.secretFile.map { (path) throws(Failure) in
        try secret(path, "signIn.clientSecretFile")
      },
      redirect: "\(url)/sign-in/callback",
      entraTenant: provider.tenant,
      allowsLoopback: provider.allowsLoopback
    )
  }

  /// The channels with their secrets.
  func channels() throws(Failure) -> ChannelSettings {
    var channels = ChannelSettings()
    if let slack {
      channels.slack = try SlackSettings(
        appID: slack.appID,
        teamID: slack.teamID,
        channelID: slack.channelID,
        botToken: try secret(slack.tokenFile, "slack.botTokenFile"),
        signingSecret: try secret(slack.secretFile, "slack.signingSecretFile"),
        loopbackAPI: slack.loopback
      )
    }
    if let teams {
      let address = try secret(teams, "teams.urlFile").text
      channels.teams = TeamsSettings(url: try outbound(address, false, "teams.urlFile"))
    }
    for webhook in webhooks {
      channels.webhooks.append(
        try WebhookSettings(
          name: webhook.name,
          url: try outbound(webhook.url, webhook.allowsLoopback, "webhooks.url"),
          secret: try secret(webhook.secretFile, "webhooks.secretFile")
        )
      )
    }
    return channels
  }

  /// The secret of a file.
  private func secret(_ path: String, _ what: String) throws(Failure) -> SecretText {
    SecretText(try SettingsFile.secret(path: file.resolved(path), what: what))
  }

  /// An address to send to.
  private func outbound(
    _ text: String,
    _ allowsLoopback: Bool,
    _ what: String
  ) throws(Failure) -> OutboundURL {
    guard let url = OutboundURL(text, allowsLoopback: allowsLoopback) else {
      throw Failure(.usage, "\(what) does not hold an https address", path: file.path)
    }
    return url
  }
}
