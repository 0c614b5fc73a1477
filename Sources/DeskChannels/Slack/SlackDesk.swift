import DeskOutbound
import Logging
import Records
import Vocabulary

/// Takes what Slack sends, from the signature to the decision.
///
/// Nothing is sent to an address of a payload: `response_url` is not read. What a message is about
/// comes from the desk's own record of it.
struct SlackDesk: Sendable {
  /// Bytes of a body.
  static let bodyBytesMax = 1 << 20

  /// The Web API and the settings.
  let api: SlackAPI
  /// What is remembered.
  let store: ChannelStore
  /// Who decides.
  let decisions: any ChannelDecisions
  /// The time.
  let clock: WallClock
  /// Where refusals are told, without anything that a person wrote.
  let logger: Logger

  /// Handles one request.
  /// - Parameters:
  ///   - timestamp: the values of `X-Slack-Request-Timestamp`.
  ///   - signature: the values of `X-Slack-Signature`.
  ///   - body: the body as it came.
  /// - Returns: 401 for what is not Slack's, 409 for what was there before, 403 for what does not
  ///   match the desk's records, 503 where trying again helps, 200 otherwise.
  func handle(timestamp: [String], signature: [String], body: [UInt8]) async -> ChannelReply {
    guard body.count <= Self.bodyBytesMax else { return refuse(413, "body_too_large") }
    let evidence: [UInt8]
    do throws(SlackSignature.Fault) {
      evidence = try SlackSignature.verify(
        timestamp: timestamp,
        signature: signature,
        body: body,
        secret: api.settings.signingSecret.bytes,
        now: clock.now()
      )
    } catch {
      return refuse(401, error.rawValue)
    }
    do throws(Failure) {
      guard try await store.remember(timestamp[0], signature[0]) else {
        return refuse(409, "replayed")
      }
      return try await handle(body, evidence)
    } catch {
      logger.error("cannot handle a click", metadata: ["error": "\(error.message)"])
      return ChannelReply(status: 503)
    }
  }

  /// Handles a body that is Slack's.
  private func handle(_ body: [UInt8], _ evidence: [UInt8]) async throws(Failure) -> ChannelReply {
    let interaction: SlackInteraction
    do throws(SlackInteraction.Fault) {
      interaction = try SlackInteraction(body: body, settings: api.settings)
    } catch {
      return refuse(403, error.rawValue)
    }
    switch interaction.deed {
    case .nothing: return ChannelReply(status: 200)
    case .click(let click): return try await handle(click, of: interaction.person)
    case .submission(let submission):
      return try await handle(submission, of: interaction.person, evidence)
    }
  }

  /// A button was clicked: asks for a reason, or says why not.
  private func handle(
    _ click: SlackInteraction.Click,
    of person: SlackPerson
  ) async throws(Failure) -> ChannelReply {
    guard let message = try await store.message(click.reference),
      message.notifier == SlackNotifier.name
    else { return refuse(403, "reference_unknown") }
    guard
      message.handle.flatMap({ SlackHandle($0) })
        == SlackHandle(channel: click.channel, message: click.message)
    else { return refuse(403, "message_mismatch") }
    guard !message.isClosed else {
      return await open(SlackModal.message("This request is over."), click.trigger).reply
    }
    switch await doubt(about: person) {
    case .unknown: return ChannelReply(status: 503)
    case .certain(let code):
      _ = refuse(200, code)
      let words = "Only full members of this workspace can decide. Nothing was decided."
      return await open(SlackModal.message(words), click.trigger).reply
    case .none: break
    }
    if let objection = await decisions.objection(to: person, on: message.notice.request) {
      return await open(SlackModal.message(objection), click.trigger).reply
    }
    let question = try await store.ask(person, click.verdict, from: message)
    let window = SlackModal.question(message.notice, click.verdict, reference: question)
    let opened = await open(window, click.trigger)
    if let view = opened.view { try await store.note(view: view, of: question) }
    return opened.reply
  }

  /// A window was sent: decides.
  private func handle(
    _ submission: SlackInteraction.Submission,
    of person: SlackPerson,
    _ evidence: [UInt8]
  ) async throws(Failure) -> ChannelReply {
    let receivedAt = clock.now()
    let reason = submission.reason
    guard reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      return ChannelReply.errors([SlackModal.reasonBlock: "Say why."])
    }
    guard reason.unicodeScalars.count <= SlackLimits.reasonCharactersMax else {
      return ChannelReply.errors([SlackModal.reasonBlock: "This is too long."])
    }
    guard let question = try await store.take(question: submission.reference) else {
      return ChannelReply.replacing(
        SlackModal.message("This question is over. Open the request again.")
      )
    }
    guard question.person == person, question.view == submission.view,
      let message = try await store.message(question.message),
      let place = message.handle.flatMap({ SlackHandle($0) })
    else {
      try await store.giveBack(question: submission.reference)
      return refuse(403, "question_mismatch")
    }
    switch await doubt(about: person) {
    case .none: break
    case .unknown:
      try await store.giveBack(question: submission.reference)
      return ChannelReply.errors([SlackModal.reasonBlock: "Nothing was decided. Try again."])
    case .certain(let code):
      return refuse(403, code)
    }
    let decision = ChannelDecision(
      request: message.notice.request,
      reviewDigest: question.reviewDigest,
      person: person,
      verdict: question.verdict,
      reason: reason,
      attests: submission.attests,
      messageID: place.handle.text,
      receivedAt: receivedAt,
      evidence: evidence
    )
    let outcome = await decisions.decide(decision)
    if case .unavailable(let words) = outcome {
      try await store.giveBack(question: submission.reference)
      return ChannelReply.errors([SlackModal.reasonBlock: words])
    }
    return ChannelReply.replacing(SlackModal.message(outcome.message))
  }

  /// What speaks against a person being a full member of the workspace.
  private enum Doubt {
    /// Nothing.
    case none
    /// Slack did not say.
    case unknown
    /// The account is not one that may decide; a stable code.
    case certain(String)
  }

  /// Asks Slack what kind of account a person has, every time: accounts change.
  private func doubt(about person: SlackPerson) async -> Doubt {
    let answer: Lookup
    do throws(NotifyFault) {
      answer = try await api.get(
        "users.info",
        query: "user=\(person.user)",
        milliseconds: SlackAPI.interactiveMilliseconds
      )
    } catch {
      logger.warning("cannot ask about a person", metadata: ["cause": "\(error.cause)"])
      if case .permanent(let cause) = error, cause == "slack_user_not_found" {
        return .certain("person_unknown")
      }
      return .unknown
    }
    let user = answer["user"]
    guard user["id"].holds(person.user), user["team_id"].holds(person.team) else {
      return .certain("person_of_another_team")
    }
    let refused: [(field: String, code: String)] = [
      ("deleted", "person_deactivated"), ("is_bot", "person_is_bot"),
      ("is_workflow_bot", "person_is_bot"), ("is_restricted", "person_is_guest"),
      ("is_ultra_restricted", "person_is_guest"), ("is_stranger", "person_is_stranger"),
      ("is_invited_user", "person_is_invited"),
    ]
    for (field, code) in refused where user[field].bool == true { return .certain(code) }
    // An account of which Slack does not say that it is no bot and no guest is none that may decide.
    for field in ["is_bot", "is_restricted", "is_ultra_restricted"]
    where user[field].bool == nil { return .certain("person_unclear") }
    return .none
  }

  /// Opens a window.
  /// - Returns: its id, where it was opened, and what to answer.
  private func open(
    _ view: JSONValue,
    _ trigger: String
  ) async -> (
    view: String?, reply: ChannelReply
  ) {
    do throws(NotifyFault) {
      let answer = try await api.post(
        "views.open",
        ["trigger_id": .string(trigger), "view": view],
        milliseconds: SlackAPI.interactiveMilliseconds
      )
      guard let id = answer["view"]["id"].text, SlackID.isID(id) else {
        throw NotifyFault.permanent("answer_malformed")
      }
      return (id, ChannelReply(status: 200))
    } catch {
      logger.warning("cannot open a window", metadata: ["cause": "\(error.cause)"])
      return (nil, ChannelReply(status: 503))
    }
  }

  /// Refuses, and says why in the log alone.
  private func refuse(_ status: Int, _ code: String) -> ChannelReply {
    logger.warning("a click is refused", metadata: ["code": "\(code)"])
    return ChannelReply(status: status)
  }
}

extension ChannelReply {
  /// Puts words beside fields of a window, which stays open.
  static func errors(_ words: [String: String]) -> ChannelReply {
    let members = words.sorted { $0.key < $1.key }
      .map { JSONObject.Member($0.key, .string($0.value)) }
    return ChannelReply(
      status: 200,
      body: CanonicalJSON.bytes([
        "response_action": "errors", "errors": .object(JSONObject(members)),
      ])
    )
  }

  /// Puts another window in the place of the one that was sent.
  static func replacing(_ view: JSONValue) -> ChannelReply {
    ChannelReply(
      status: 200,
      body: CanonicalJSON.bytes(["response_action": "update", "view": view])
    )
  }
}
