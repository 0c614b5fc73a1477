import Vocabulary

/// Keys of payment services and shops.
enum PaymentSecretRules {
  private static let letters = "A-Za-z0-9"
  private static let wide = "A-Za-z0-9_-"

  /// In the order of the rule set.
  static let all: [Rule] = [
    SecretRules.tokens(
      "stripe",
      of: "Stripe, Paystack",
      [
        "sk_l" + "ive_", "rk_l" + "ive_", "sk_t" + "est_", "rk_t" + "est_", "pk_l" + "ive_",
        "wh" + "sec_",
      ],
      letters,
      bytes: 16...250
    ),
    SecretRules.tokens(
      "square",
      of: "Square",
      ["sq0" + "atp-", "sq0" + "csp-", "sq0" + "idp-", "EA" + "AAl", "EA" + "AAE"],
      wide,
      bytes: 20...100
    ),
    Rule(
      "secret.braintree",
      .secret,
      .pattern(Pattern(["access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}"])),
      source: "PayPal, Braintree: access tokens",
      positive: (0..<3)
        .map { seed in
          "access_token$" + "production$" + Invented.text(16, of: "a-z0-9", seed: seed) + "$"
            + Invented.text(32, of: "a-f0-9", seed: seed)
        },
      negative: ["access_token$production$", "access_token$live$abc", "$access_token$"]
    ),
    SecretRules.tokens(
      "shop",
      of: "Shopify, Adyen, Razorpay, Flutterwave",
      [
        "shp" + "at_", "shp" + "ss_", "shp" + "ca_", "shp" + "pa_", "rzp_l" + "ive_",
        "FLWSECK" + "-",
        "AQE" + "mhm",
      ],
      wide,
      bytes: 14...200
    ),
    Rule(
      "secret.plaid",
      .secret,
      .pattern(Pattern(["access-(?:sandbox|development|production)-[a-f0-9-]{36}"])),
      source: "Plaid: access tokens",
      positive: ["sandbox", "development", "production"].enumerated()
        .map { seed, place in
          "access-" + place + "-\(Invented.text(8, of: "a-f0-9", seed: seed))-1a2b-3c4d-5e6f-"
            + Invented.text(12, of: "a-f0-9", seed: seed)
        },
      negative: ["access-production", "access-sandbox-1", "access-beta-1a2b"]
    ),
  ]
}
