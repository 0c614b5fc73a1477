import Vocabulary

/// Identifiers as they are said: in words, with their marks.
enum SaidRules {
  private static let source = "written usage: dictation and transcripts of calls"

  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "url.spoken",
      .url,
      confidence: .medium,
      .form(.saidURL),
      source: source,
      positive: [
        "go to my chart dot lakeside dot org slash p slash four one",
        "it's w w w dot hopper care dot com slash invite slash nine nine",
        "read my blog, tumor diaries dot com", "on lena knits dot wordpress dot com",
      ],
      negative: [
        "our site is lakeside dot org", "the dot com boom", "c d c dot gov slash flu",
        "polka dot slash striped",
      ]
    ),
    Rule(
      "ip.spoken",
      .ip,
      confidence: .medium,
      .form(.saidIP),
      source: source,
      positive: [
        "from ten dot four dot one twelve dot nine today",
        "one ninety-two dot one six eight dot oh dot forty",
        "it says one seven two dot sixteen dot two dot five",
      ],
      negative: ["version ten dot four", "one dot five dot two", "ten dots four dots one"]
    ),
    Rule(
      "user.spoken",
      .username,
      confidence: .medium,
      .form(.saidUser),
      source: source,
      positive: [
        "under the name chalk underscore marc on it", "username is night nurse kay.",
        "my login is r marsh forty", "screen name slim poke ninety",
      ],
      negative: [
        "the username is not working", "login is required.", "my login is still locked",
        "the user is at home", "the username is wrong.",
      ]
    ),
    Rule(
      "secret.spoken",
      .secret,
      confidence: .medium,
      .form(.saidSecret),
      source: source,
      positive: [
        "the password's biscuit, capital B, twenty nineteen, pound sign.",
        "my password is maple leaf seven", "the passcode is otter lake.",
        "PIN is four four one nine",
      ],
      negative: [
        "the password is not working", "my password is expired.", "password is required.",
        "the password is wrong and", "a password is eight characters at least.",
      ]
    ),
  ]
}
