import Vocabulary

/// Keys of vendors of language models and what is used with them.
enum ModelSecretRules {
  private static let letters = "A-Za-z0-9"
  private static let wide = "A-Za-z0-9_-"

  /// In the order of the rule set.
  static let all: [Rule] = [
    SecretRules.tokens(
      "model-vendor",
      of: "Anthropic, OpenAI, OpenRouter",
      ["sk" + "-ant-", "sk" + "-proj-", "sk" + "-svcacct-", "sk" + "-admin-", "sk" + "-or-v1-"],
      wide,
      bytes: 16...300
    ),
    SecretRules.tokens(
      "model-plain",
      of: "OpenAI, DeepSeek",
      ["sk" + "-"],
      letters,
      bytes: 24...80
    ),
    SecretRules.tokens(
      "model-host",
      of: "Hugging Face, Groq, xAI, Perplexity, Replicate, NVIDIA, Fireworks, Together, LangSmith",
      [
        "h" + "f_", "gs" + "k_", "pp" + "lx-", "xa" + "i-", "r" + "8_", "nv" + "api-", "fw" + "_",
        "tgp" + "_v1_", "lsv2" + "_pt_", "lsv2" + "_sk_", "tv" + "ly-", "jina" + "_", "pc" + "sk_",
        "hf" + "_org_",
      ],
      wide,
      bytes: 28...200
    ),
  ]
}
