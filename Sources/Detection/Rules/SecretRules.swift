import Vocabulary

/// Keys, tokens and passwords: each family of providers has a file of its own.
enum SecretRules {
  /// In the order of the rule set.
  static let all: [Rule] =
    CloudSecretRules.all + CodeSecretRules.all + ChatSecretRules.all + PaymentSecretRules.all
    + ModelSecretRules.all + KeyRules.all

  /// A rule for the tokens of one provider.
  ///
  /// `provider`: whose documentation says what they look like. `beginnings`: literals, each with a
  /// body of `alphabet`, `bytes` at least; examples are made of the first three.
  static func tokens(
    _ id: String,
    of provider: String,
    _ beginnings: [String],
    _ alphabet: String,
    bytes: ClosedRange<Int>
  ) -> Rule {
    let expressions = beginnings.map { "\(escaped($0))[\(alphabet)]{\(bytes.lowerBound)}" }
    let samples = [
      beginnings[0], beginnings[1 % beginnings.count], beginnings[2 % beginnings.count],
    ]
    let values = samples.enumerated()
      .map { number, beginning in
        beginning + Invented.text(bytes.lowerBound, of: alphabet, seed: number)
      }
    let short = beginnings[0] + Invented.text(bytes.lowerBound - 4, of: alphabet, seed: 3)
    let dummy = beginnings[0] + String(repeating: "a", count: bytes.lowerBound)
    return Rule(
      "secret.\(id)",
      .secret,
      .pattern(
        Pattern(
          expressions,
          then: bytes.count == 1 ? "" : alphabet,
          bytesMax: (beginnings.map { $0.utf8.count }.max() ?? 0) + bytes.upperBound
        )
      ),
      validator: .varied,
      source: "\(provider): documentation of the form of its tokens",
      positive: ["token \(values[0]).", "KEY=\(values[1])", "{\"key\": \"\(values[2])\"}"],
      negative: ["token \(short).", "see \(dummy)", "x\(values[0])"]
    )
  }

  /// A literal as an expression that matches nothing else.
  private static func escaped(_ literal: String) -> String {
    literal.map { ".$+?()[]{}|\\^*".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}

/// Values of examples, made so that nobody takes them for somebody's.
enum Invented {
  /// So many characters of a set such as `A-Za-z0-9_`, the same for the same seed.
  static func text(_ count: Int, of alphabet: String, seed: Int = 0) -> String {
    let set = ByteSet(alphabet)
    let bytes = (0x21...0x7E).map { UInt8($0) }.filter { set.contains($0) && $0.isAlphanumeric }
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    var out = ""
    for _ in 0..<max(0, count) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      out.unicodeScalars.append(Unicode.Scalar(bytes[Int(state >> 33) % bytes.count]))
    }
    return out
  }
}
