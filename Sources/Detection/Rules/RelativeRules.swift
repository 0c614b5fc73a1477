import Vocabulary

/// Telephones of relatives and owners, which stand with their name behind one label.
enum RelativeRules {
  /// In the order of the rule set: before labels of accounts, of which `owner` is one.
  static let all: [Rule] = [
    Rule(
      "phone.named",
      .phone,
      confidence: .medium,
      .labelled(.namedPhone),
      labels: [
        "parent", "parents", "guardian", "mother", "father", "mom", "dad", "spouse", "caregiver",
        "carer", "next of kin", "nok", "emergency contact", "foster parent", "foster mother",
        "foster father", "family contact", "legal guardian", "owner",
      ],
      source: "written usage: a relative's name and telephone in one cell of a list",
      positive: [
        "Parent: Filippa 9069482741", "Parent: Tomas Linde 4026648385",
        "Guardian: Ololade, 7125550144",
      ],
      negative: [
        "Parent: Filippa 90694827", "Owner: Records 9069482741", "Parent: Work 1234567890",
      ]
    )
  ]
}
