import Vocabulary

/// Tokens and addresses of chats, mail and telephony.
enum ChatSecretRules {
  private static let letters = "A-Za-z0-9"
  private static let wide = "A-Za-z0-9_-"

  /// In the order of the rule set.
  static let all: [Rule] = [
    SecretRules.tokens(
      "slack",
      of: "Slack",
      [
        "xox" + "b-", "xox" + "p-", "xox" + "a-", "xox" + "s-", "xox" + "r-", "xox" + "o-",
        "xox" + "e-",
        "xox" + "e.xoxp-", "xa" + "pp-",
      ],
      "A-Za-z0-9-",
      bytes: 10...250
    ),
    Rule(
      "secret.webhook",
      .secret,
      .pattern(
        Pattern(
          [
            "hooks\\.slack\\.com/(?:services|workflows)/T[A-Za-z0-9]{6}",
            "discord(?:app)?\\.com/api/webhooks/[0-9]{15}",
            "webhook\\.office\\.com/webhookb2/[A-Za-z0-9@-]{20}",
          ],
          then: "A-Za-z0-9/_@.-",
          bytesMax: 400
        )
      ),
      source:
        "Slack, Discord, Microsoft Teams: addresses that take messages from whoever knows them",
      positive: [
        "https://hooks.slack.com/serv"
          + "ices/T0A1B2C3D/B0E1F2G3H/\(Invented.text(24, of: letters))",
        "discord.com/api/webh"
          + "ooks/\(Invented.text(18, of: "0-9"))/\(Invented.text(60, of: letters))",
        "x.webhook.office.com/webh" + "ookb2/\(Invented.text(36, of: "a-f0-9"))@tenant/x",
      ],
      negative: ["hooks.slack.com/services", "discord.com/api", "webhook.office.com/docs"]
    ),
    Rule(
      "secret.telegram",
      .secret,
      .pattern(Pattern(["[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"])),
      source: "Telegram: tokens of bots",
      positive: (0..<3)
        .map { seed in
          "bot " + "61234567\(seed)8:A" + "A" + Invented.text(33, of: letters, seed: seed)
        },
      negative: ["12:AA", "612345678:AAshort", "10:30:AA batteries"]
    ),
    Rule(
      "secret.discord",
      .secret,
      .pattern(
        Pattern(
          [
            "(?i)(?:discord|bot)[a-z_ -]{0,16}[\"' ]{0,2}[:= ][\"' ]{0,2}[a-z0-9]{24,26}\\.[a-z0-9_-]{6}\\."
          ],
          then: wide,
          bytesMax: 100,
          behind: ":=\"' "
        )
      ),
      source: "Discord: tokens of bots",
      positive: (0..<3)
        .map { seed in
          "DISCORD_TOKEN=MT" + Invented.text(22, of: letters, seed: seed) + ".G"
            + Invented.text(5, of: letters, seed: seed) + "."
            + Invented.text(30, of: letters, seed: seed)
        },
      negative: ["discord token: none", "bot: a.b.c", "DISCORD_TOKEN=${TOKEN}"]
    ),
    SecretRules.tokens(
      "mail-service",
      of: "SendGrid, Mailgun, Brevo, Resend, Postmark",
      ["S" + "G.", "key" + "-", "xkeysib" + "-"],
      "A-Za-z0-9._-",
      bytes: 32...200
    ),
    Rule(
      "secret.mailchimp",
      .secret,
      .pattern(Pattern(["[a-f0-9]{32}-us[0-9]{1,2}"])),
      source: "Mailchimp: API keys name their data centre",
      positive: (0..<3).map { "key \(Invented.text(32, of: "a-f0-9", seed: $0))-us1\($0)" },
      negative: [
        "abc-us12", "\(Invented.text(31, of: "a-f0-9"))-us1",
        "\(Invented.text(32, of: "a-f0-9"))-eu1",
      ]
    ),
    SecretRules.tokens("twilio", of: "Twilio", ["S" + "K"], "a-f0-9", bytes: 32...32),
  ]
}
