import Vocabulary

/// Keys of clouds, hosts and what runs on them.
enum CloudSecretRules {
  private static let letters = "A-Za-z0-9"
  private static let wide = "A-Za-z0-9_-"

  /// In the order of the rule set.
  static let all: [Rule] = amazon + google + microsoft + hosts

  private static let amazon: [Rule] = [
    Rule(
      "secret.aws-key-id",
      .secret,
      .pattern(Pattern(["(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"], companionBytes: 40)),
      source: "AWS IAM: identifiers; secret access keys have 40 characters",
      positive: [
        "key \(id("AK" + "IA", 0)) in use", "AWS_ACCESS_KEY_ID=\(id("AS" + "IA", 1))",
        "(\(id("AB" + "IA", 2)))",
      ],
      negative: ["AKIA", "AS" + "IATICCOUNTRIESANDMORE", "x" + id("AK" + "IA", 0)]
    ),
    Rule(
      "secret.aws-secret-key",
      .secret,
      .pattern(
        Pattern(
          ["(?i)secret_?access_?key[\"' ]{0,3}[:=][\"' ]{0,3}[a-z0-9/+]{40}"],
          bytesMax: 40,
          behind: ":=\"' "
        )
      ),
      validator: .varied,
      source: "AWS IAM: secret access keys have 40 characters",
      positive: [
        "aws_secret_access_key = \(Invented.text(40, of: letters))",
        "\"SecretAccessKey\": \"\(Invented.text(40, of: letters, seed: 1))\"",
        "AWS_SECRET_ACCESS_KEY=\(Invented.text(40, of: letters, seed: 2))",
      ],
      negative: [
        "aws_secret_access_key = none", "secret_access_keys are rotated",
        "SecretAccessKey: \(String(repeating: "x", count: 40))",
      ]
    ),
  ]

  /// An invented identifier of a key.
  private static func id(_ beginning: String, _ seed: Int) -> String {
    beginning + Invented.text(16, of: "A-Z2-7", seed: seed)
  }

  private static let google: [Rule] = [
    SecretRules.tokens("google-key", of: "Google Cloud", ["AI" + "za"], wide, bytes: 35...35),
    SecretRules.tokens(
      "google-oauth",
      of: "Google Cloud",
      ["ya" + "29.", "GOC" + "SPX-"],
      wide,
      bytes: 24...400
    ),
    Rule(
      "secret.google-account-key-id",
      .secret,
      .pattern(
        Pattern(["private_key_id\"? ?[:=] ?\"?[a-f0-9]{40}"], bytesMax: 40, behind: ":=\" ")
      ),
      source: "Google Cloud: keys of service accounts",
      positive: [
        "\"private_key_id\": \"\(Invented.text(40, of: "a-f0-9"))\"",
        "private_key_id=\(Invented.text(40, of: "a-f0-9", seed: 1))",
        "\"private_key_id\":\"\(Invented.text(40, of: "a-f0-9", seed: 2))\",",
      ],
      negative: ["private_key_id: none", "\"key_id\": \"44\"", "private_key_id=abc"]
    ),
  ]

  private static let microsoft: [Rule] = [
    Rule(
      "secret.azure-account-key",
      .secret,
      .pattern(
        Pattern(
          ["(?:Account|SharedAccess|Access)Key=[A-Za-z0-9+/]{40}"],
          then: "A-Za-z0-9+/=",
          bytesMax: 100,
          behind: "="
        )
      ),
      validator: .varied,
      source: "Azure Storage, Service Bus, Event Grid: connection strings",
      positive: [
        "AccountName=ehr;AccountKey=\(Invented.text(86, of: letters))==;EndpointSuffix=x",
        "SharedAccessKey=\(Invented.text(43, of: letters))=",
        "Endpoint=sb://q.example.org/;AccessKey=\(Invented.text(43, of: letters, seed: 1))=",
      ],
      negative: [
        "AccountKey=", "the AccountKey= of storage", "AccountKey=\(Invented.text(12, of: letters))",
      ]
    ),
    Rule(
      "secret.azure-signature",
      .secret,
      .pattern(Pattern(["[?&;]sig=[A-Za-z0-9%+/]{40}"], then: "A-Za-z0-9%+/=", behind: "=")),
      validator: .varied,
      source: "Azure Storage: shared access signatures",
      positive: [
        "?sv=2024-11-04&sig=\(Invented.text(43, of: letters))%3D",
        "&sig=\(Invented.text(44, of: letters, seed: 1))&se=2031",
        "?sig=\(Invented.text(43, of: letters, seed: 2))=",
      ],
      negative: ["?sig=short", "&sig=\(String(repeating: "0", count: 44))", "sig. 1 po daily"]
    ),
    Rule(
      "secret.azure-client",
      .secret,
      .pattern(
        Pattern(
          ["[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31}"],
          then: "A-Za-z0-9_~.-",
          bytesMax: 40
        )
      ),
      validator: .varied,
      source: "Microsoft Entra: client secrets",
      positive: (0..<3)
        .map { seed in
          "secret " + Invented.text(3, of: letters, seed: seed) + "8Q~"
            + Invented.text(34, of: letters, seed: seed + 5)
        },
      negative: ["abc8Q~short", "8Q~", "a8Q~\(Invented.text(34, of: letters))"]
    ),
  ]

  private static let hosts: [Rule] = [
    SecretRules.tokens(
      "digitalocean",
      of: "DigitalOcean",
      ["dop" + "_v1_", "doo" + "_v1_", "dor" + "_v1_"],
      "a-f0-9",
      bytes: 64...64
    ),
    Rule(
      "secret.cloudflare",
      .secret,
      .pattern(
        Pattern(
          ["(?i)cloudflare[a-z_ -]{0,24}[\"' ]{0,2}[:= ][\"' ]{0,2}[a-z0-9_-]{37}"],
          then: wide,
          bytesMax: 64,
          behind: ":=\"' "
        )
      ),
      validator: .varied,
      source: "Cloudflare: API keys have 37, tokens 40 characters",
      positive: [
        "CLOUDFLARE_API_TOKEN=\(Invented.text(40, of: letters))",
        "cloudflare token: \(Invented.text(40, of: letters, seed: 1))",
        "cloudflare_api_key = '\(Invented.text(37, of: "a-f0-9", seed: 2))'",
      ],
      negative: [
        "cloudflare blocks bots", "cloudflare-token: none",
        "cloudflare = \(String(repeating: "x", count: 40))",
      ]
    ),
    SecretRules.tokens(
      "cloudflare-origin",
      of: "Cloudflare",
      ["v1" + ".0-"],
      "a-f0-9-",
      bytes: 100...200
    ),
    SecretRules.tokens(
      "hosting",
      of: "Alibaba Cloud, Tencent Cloud, Heroku, Netlify, Supabase, PlanetScale, Fly.io",
      [
        "LT" + "AI5t", "HRKU" + "-AA", "nfp" + "_", "AK" + "ID", "sbp" + "_", "sb_sec" + "ret_",
        "pscale" + "_tkn_", "pscale" + "_pw_", "fm2" + "_lJPE",
      ],
      wide,
      bytes: 20...200
    ),
    SecretRules.tokens(
      "operations",
      of: "HashiCorp, Grafana, Databricks, Doppler, Pulumi, New Relic, Sentry, 1Password",
      [
        "hv" + "s.", "gl" + "sa_", "da" + "pi", "hv" + "b.", "gl" + "c_", "dp" + ".pt.",
        "dp" + ".st.",
        "pul" + "-", "NRAK" + "-", "sntrys" + "_", "sntryu" + "_", "ops" + "_eyJ", "PMAK" + "-",
      ],
      wide,
      bytes: 24...400
    ),
  ]
}
