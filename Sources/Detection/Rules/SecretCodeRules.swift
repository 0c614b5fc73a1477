import Vocabulary

/// Tokens of code hosts, package registries and build services.
enum CodeSecretRules {
  private static let letters = "A-Za-z0-9"
  private static let wide = "A-Za-z0-9_-"

  /// In the order of the rule set.
  static let all: [Rule] = [
    SecretRules.tokens(
      "github",
      of: "GitHub",
      ["gh" + "p_", "gh" + "o_", "gh" + "u_", "gh" + "s_", "gh" + "r_"],
      letters,
      bytes: 30...255
    ),
    SecretRules.tokens(
      "github-fine",
      of: "GitHub",
      ["github" + "_pat_"],
      "A-Za-z0-9_",
      bytes: 30...255
    ),
    SecretRules.tokens(
      "gitlab",
      of: "GitLab",
      [
        "gl" + "pat-", "gl" + "dt-", "gl" + "rt-", "gl" + "cbt-", "gl" + "ptt-", "gl" + "ft-",
        "gl" + "soat-", "gl" + "agent-", "gl" + "imt-", "gl" + "oas-",
      ],
      wide,
      bytes: 16...300
    ),
    SecretRules.tokens(
      "atlassian",
      of: "Atlassian, Bitbucket",
      ["AT" + "ATT3", "AT" + "BB", "AT" + "CTT3"],
      "A-Za-z0-9_=-",
      bytes: 20...400
    ),
    SecretRules.tokens(
      "registry",
      of: "npm, PyPI, RubyGems, Docker Hub, NuGet, crates.io, JFrog",
      [
        "npm" + "_", "pypi" + "-Ag", "rubygems" + "_", "dckr" + "_pat_", "dckr" + "_oat_",
        "oy" + "2",
        "AKC" + "p",
      ],
      wide,
      bytes: 32...400
    ),
    SecretRules.tokens(
      "build",
      of: "CircleCI, Buildkite, Linear, Notion, Figma, Airtable, Atlas",
      [
        "CCIPAT" + "_", "bkua" + "_", "lin" + "_api_", "ntn" + "_", "figd" + "_", "CCIPRJ" + "_",
        "bkaj" + "_",
      ],
      wide,
      bytes: 24...200
    ),
  ]
}
