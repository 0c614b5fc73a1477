import AuditLog
package import DeskChannels
import DeskPages
import Gate
import Logging
import Records
import Vocabulary

/// What people decide in Slack: the trust document says who they are, the gate's code what it counts.
extension DeskCore: ChannelDecisions {
  /// What a stranger is told, whatever the request.
  private static let stranger =
    "You are not known here: the trust document ties no account of yours to anybody. Ask whoever runs "
    + "the gate."

  /// Why a person may not decide on a request by a click; nil where they may.
  package func objection(to person: SlackPerson, on request: String) -> String? {
    guard let (human, _) = human(of: [person.alias]) else { return Self.stranger }
    guard let standing = try? viewerStanding(of: human, on: request) else {
      return "There is no such request any more."
    }
    return Self.objection(standing)
  }

  /// A standing in words; nil where a click is enough.
  private static func objection(_ standing: ViewerStanding) -> String? {
    switch standing {
    case .mayDecide(let ways):
      ways.takesClick
        ? nil : "A click is not enough: sign with your key, on the page or at a terminal."
    case .isRequester: "You asked for this release, or answer for who did. Others decide on it."
    case .signedTrust:
      "You signed the current trust version. Who changes the rules does not decide."
    case .inNoGroup: "No open clause names a group that you are in."
    case .hasNoKey(let assurance):
      "What is open needs a key (\(assurance.rawValue)), and you have none."
    case .hasDecided(let verdict): "You decided already: \(verdict.rawValue)."
    case .isClosed(let state): "The request is \(state.rawValue)."
    }
  }

  /// Takes a decision of Slack's.
  package func decide(_ decision: ChannelDecision) -> ChannelOutcome {
    guard let (human, _) = human(of: [decision.person.alias]) else {
      note(
        refusal: .refusal(.requesterUnknown),
        .init(principal: "unknown", channel: "slack"),
        request: decision.request
      )
      return .refused(Self.stranger)
    }
    let verdict: Decision.Verdict = decision.verdict == .approve ? .approve : .deny
    var click = Click(
      verdict: verdict,
      human: human,
      kind: "slack",
      userID: decision.person.user,
      workspace: decision.person.team,
      messageID: decision.messageID,
      receivedAt: decision.receivedAt,
      verifier: ChannelDecision.verifier,
      evidence: decision.evidence,
      comment: decision.reason,
      attests: decision.attests
    )
    click.view = decision.reviewDigest
    do {
      let decided = try decide(click, on: decision.request)
      let word = verdict == .approve ? "approval" : "denial"
      return .recorded("Your \(word) is in the log; the request is \(decided.state.rawValue).")
    } catch let failure as Failure {
      guard failure.code == .refused || failure.code == .integrity || failure.code == .usage else {
        logger.error("a click failed", metadata: ["code": "\(failure.code.rawValue)"])
        return .unavailable("The desk cannot take decisions now. Nothing was decided; try again.")
      }
      return .refused(failure.message.escapingControls)
    } catch let problem as Problem {
      return .refused(problem.title)
    } catch {
      return .unavailable("The desk cannot take decisions now. Nothing was decided; try again.")
    }
  }
}
