package import Records
package import Vocabulary

/// A person as Slack names them: the pair that a trust document enrols as `slack:TEAM/USER`.
package struct SlackPerson: Sendable, Hashable {
  /// The workspace's id.
  package let team: String
  /// The user's id.
  package let user: String

  /// Names a person.
  package init(team: String, user: String) {
    self.team = team
    self.user = user
  }

  /// The alias in a trust document.
  package var alias: String { "slack:\(team)/\(user)" }
}

/// What a person clicked, after everything that Slack says of it was verified.
package struct ChannelDecision: Sendable, Hashable {
  /// What was decided.
  package enum Verdict: String, Sendable, CaseIterable {
    case approve
    case deny
  }

  /// The request, from the desk's own record of the message.
  package let request: String
  /// The review document that the message was made from, from the same record.
  package let reviewDigest: Digest256
  /// Who.
  package let person: SlackPerson
  /// What.
  package let verdict: Verdict
  /// Why; 1 to `SlackLimits.reasonCharactersMax` characters.
  package let reason: String
  /// Whether the person attested to know of nobody who could be recognised.
  package let attests: Bool
  /// The message: its channel and time stamp, `C024BE91L/1764313200.000100`.
  package let messageID: String
  /// When the click arrived.
  package let receivedAt: Timestamp
  /// What was verified: the signed base string `v0:TIME:BODY`, byte for byte.
  package let evidence: [UInt8]

  /// How it was verified, for the token.
  package static let verifier = "slack-v0-hmac-sha256"
  /// SHA-256 of the evidence.
  package var evidenceDigest: Digest256 { Digest256(hashing: evidence) }
}

/// What became of a decision, in words for the person who made it.
package enum ChannelOutcome: Sendable, Hashable {
  /// It is in the log. Deciding the same again is this, too.
  case recorded(String)
  /// It was refused and will be refused again.
  case refused(String)
  /// Nothing was decided, and trying again may help.
  case unavailable(String)

  /// The words.
  package var message: String {
    switch self {
    case .recorded(let text), .refused(let text), .unavailable(let text): text
    }
  }
}

/// The core of the desk, as the channels see it.
package protocol ChannelDecisions: Sendable {
  /// Whether a person may decide on a request now, before they are asked for a reason.
  /// - Returns: nil where they may; otherwise what to tell them. A stranger is told nothing of the
  ///   request.
  func objection(to person: SlackPerson, on request: String) async -> String?

  /// Takes a decision: maps the person by the trust document alone, compares the review's digest
  /// with the request's, signs with the channel's key, logs. The same human deciding the same twice
  /// is one decision.
  func decide(_ decision: ChannelDecision) async -> ChannelOutcome
}
