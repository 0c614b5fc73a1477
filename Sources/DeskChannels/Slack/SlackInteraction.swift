import DeskOutbound
import Records
import Vocabulary

/// What a person did in Slack, read out of a payload whose signature holds.
///
/// A payload is Slack's account of what its clients sent. Fields that the desk relies on must be
/// there and have their form; others are left alone, because Slack adds some.
struct SlackInteraction: Sendable, Hashable {
  /// Why a payload is refused, as a stable code.
  enum Fault: String, Error, Sendable {
    case bodyMalformed = "body_malformed"
    case payloadMalformed = "payload_malformed"
    case appMismatch = "app_mismatch"
    case teamMismatch = "team_mismatch"
    /// Of another workspace, in a channel that both share (Slack Connect).
    case personOfAnotherTeam = "person_of_another_team"
  }

  /// What they did.
  enum Deed: Sendable, Hashable {
    case click(Click)
    case submission(Submission)
    /// Something that asks for nothing, such as a window that was closed or a page that was opened.
    case nothing
  }

  /// A button of a message.
  struct Click: Sendable, Hashable {
    /// Which.
    let verdict: ChannelDecision.Verdict
    /// The message's reference, as the button gave it back.
    let reference: String
    /// The channel of the message.
    let channel: String
    /// The message's time stamp.
    let message: String
    /// What a window is opened with, once and within three seconds.
    let trigger: String
  }

  /// A window that was sent.
  struct Submission: Sendable, Hashable {
    /// The window's id.
    let view: String
    /// The question's reference, as the window gave it back.
    let reference: String
    /// Why; empty where nothing was written.
    let reason: String
    /// Whether the box was ticked.
    let attests: Bool
  }

  /// Who.
  let person: SlackPerson
  /// What.
  let deed: Deed

  /// Bytes and depth of a payload: two messages of fifty blocks fit.
  static let limits = JSONLimits(bytesMax: 512 << 10, depthMax: 24)
  /// Bytes of a reference, a trigger or an id.
  static let nameBytesMax = 512

  /// Reads a body.
  /// - Parameters:
  ///   - body: the form, its signature verified.
  ///   - settings: the app and the workspace that it must be of.
  /// - Throws: the first rule that it breaks.
  init(body: [UInt8], settings: SlackSettings) throws(Fault) {
    guard let payload = FormBody.onlyValue(of: "payload", in: body) else { throw .bodyMalformed }
    guard let value = try? StrictJSON.parse(payload.span, limits: Self.limits) else {
      throw .payloadMalformed
    }
    let root = Lookup(value)
    guard let type = root["type"].text else { throw .payloadMalformed }
    guard root["api_app_id"].holds(settings.appID) else { throw .appMismatch }
    guard root["team"]["id"].holds(settings.teamID),
      root["is_enterprise_install"].bool != true
    else { throw .teamMismatch }
    guard let user = root["user"]["id"].text, SlackID.isID(user) else { throw .payloadMalformed }
    guard root["user"]["team_id"].holds(settings.teamID) else { throw .personOfAnotherTeam }
    person = SlackPerson(team: settings.teamID, user: user)
    switch type {
    case "block_actions": deed = try Self.click(root)
    case "view_submission": deed = try Self.submission(root, settings)
    default: deed = .nothing
    }
  }

  /// Reads a click.
  private static func click(_ root: Lookup) throws(Fault) -> Deed {
    guard let actions = root["actions"].elements, actions.count == 1 else {
      throw .payloadMalformed
    }
    let action = actions[0]
    guard let name = action["action_id"].text,
      let known = SlackMessage.Action(rawValue: name),
      action["type"].holds("button"),
      action["block_id"].holds(SlackMessage.actionsBlock)
    else {
      // The box of an open window reports each tick; only what is sent counts.
      if action["action_id"].holds(SlackModal.attestAction) { return .nothing }
      throw .payloadMalformed
    }
    let verdict: ChannelDecision.Verdict
    switch known {
    case .open: return .nothing
    case .approve: verdict = .approve
    case .deny: verdict = .deny
    }
    let container = root["container"]
    guard container["type"].holds("message"), container["is_ephemeral"].bool != true,
      let channel = container["channel_id"].text, SlackID.isID(channel),
      root["channel"]["id"].holds(channel),
      let message = container["message_ts"].text, SlackID.isTimestamp(message),
      let reference = action["value"].text, RandomToken.isToken(reference),
      let trigger = root["trigger_id"].text, 1...nameBytesMax ~= trigger.utf8.count
    else { throw .payloadMalformed }
    return .click(
      Click(
        verdict: verdict,
        reference: reference,
        channel: channel,
        message: message,
        trigger: trigger
      )
    )
  }

  /// Reads what a window sent.
  private static func submission(
    _ root: Lookup,
    _ settings: SlackSettings
  ) throws(Fault) -> Deed {
    let view = root["view"]
    guard view["app_id"].holds(settings.appID) else { throw .appMismatch }
    guard view["team_id"].holds(settings.teamID) else { throw .teamMismatch }
    guard view["type"].holds("modal"), view["callback_id"].holds(SlackModal.callback),
      let id = view["id"].text, SlackID.isID(id),
      let reference = view["private_metadata"].text, RandomToken.isToken(reference)
    else { throw .payloadMalformed }
    let values = view["state"]["values"]
    let reason = values[SlackModal.reasonBlock][SlackModal.reasonAction]["value"]
    guard reason.text != nil || reason.isNothing else { throw .payloadMalformed }
    let box = values[SlackModal.attestBlock][SlackModal.attestAction]
    let ticked = box["selected_options"].elements ?? []
    return .submission(
      Submission(
        view: id,
        reference: reference,
        reason: reason.text ?? "",
        attests: ticked.count == 1 && ticked[0]["value"].holds(SlackModal.attestValue)
      )
    )
  }
}

/// A place in a JSON value that may not be there.
struct Lookup {
  /// The value; nil where the way led nowhere.
  let json: JSONValue?

  /// Stands on a value.
  init(_ json: JSONValue?) { self.json = json }

  /// A member of an object.
  subscript(name: String) -> Lookup {
    guard case .object(let object) = json else { return Lookup(nil) }
    return Lookup(object[name])
  }

  /// The text, where it is one.
  var text: String? {
    guard case .string(let text) = json else { return nil }
    return text
  }

  /// Whether it is this text, byte for byte.
  func holds(_ other: String) -> Bool { text.map { $0.hasSameBytes(as: other) } ?? false }

  /// The truth value, where it is one.
  var bool: Bool? {
    guard case .bool(let truth) = json else { return nil }
    return truth
  }

  /// The elements, where it is a list.
  var elements: [Lookup]? {
    guard case .array(let values) = json else { return nil }
    return values.map { Lookup($0) }
  }

  /// Whether there is nothing, or null.
  var isNothing: Bool { json == nil || json == .null }
}
