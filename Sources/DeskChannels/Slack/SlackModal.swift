import Records

/// The windows that Slack opens after a click.
enum SlackModal {
  /// The callback of the window that asks for a reason.
  static let callback = "phigate.reason"
  /// The block and the action of the reason.
  static let reasonBlock = "phigate.reason"
  static let reasonAction = "reason"
  /// The block, the action and the option of the attestation.
  static let attestBlock = "phigate.attest"
  static let attestAction = "attest"
  static let attestValue = "no-actual-knowledge"

  /// Asks for a reason, and for the attestation where an approval needs one.
  /// - Parameters:
  ///   - notice: what the message shows.
  ///   - verdict: which button was clicked.
  ///   - reference: the opaque name of this question; comes back with the answer.
  /// - Returns: the window, as `views.open` takes it.
  static func question(
    _ notice: Notice,
    _ verdict: ChannelDecision.Verdict,
    reference: String
  ) -> JSONValue {
    var blocks: [JSONValue] = [
      [
        "type": "section",
        "text": SlackText.plain(
          "\(notice.files) files to \(notice.destination), asked for by \(notice.requester): "
            + notice.purpose,
          max: SlackMessage.valueMax
        ),
      ],
      [
        "type": "input", "block_id": .string(reasonBlock),
        "label": SlackText.plain("Reason", max: SlackLimits.inputLabelMax),
        "element": [
          "type": "plain_text_input", "action_id": .string(reasonAction), "multiline": true,
          "min_length": 1, "max_length": .integer(Int64(SlackLimits.reasonCharactersMax)),
        ],
      ],
    ]
    if verdict == .approve, notice.needsAttestation { blocks.append(attestation) }
    return [
      "type": "modal", "callback_id": .string(callback), "private_metadata": .string(reference),
      "title": SlackText.plain(
        verdict == .approve ? "Approve a release" : "Deny a release",
        max: SlackLimits.viewTitleMax
      ),
      "submit": SlackText.plain(
        verdict == .approve ? "Approve" : "Deny",
        max: SlackLimits.viewTitleMax
      ),
      "close": SlackText.plain("Cancel", max: SlackLimits.viewTitleMax),
      "blocks": .array(blocks),
    ]
  }

  /// Says something, with nothing to send.
  static func message(_ text: String) -> JSONValue {
    [
      "type": "modal", "callback_id": "phigate.message",
      "title": SlackText.plain("Release request", max: SlackLimits.viewTitleMax),
      "close": SlackText.plain("Close", max: SlackLimits.viewTitleMax),
      "blocks": [
        ["type": "section", "text": SlackText.plain(text, max: SlackLimits.sectionTextMax)]
      ],
    ]
  }

  /// The box that an approval under safe harbor needs.
  ///
  /// Source: 45 CFR 164.514(b)(2)(ii).
  private static var attestation: JSONValue {
    [
      "type": "input", "block_id": .string(attestBlock),
      "label": SlackText.plain("Attestation", max: SlackLimits.inputLabelMax),
      "element": [
        "type": "checkboxes", "action_id": .string(attestAction),
        "options": [
          [
            "text": SlackText.plain(
              "I have no actual knowledge that what leaves could identify anyone.",
              max: SlackLimits.optionTextMax
            ),
            "value": .string(attestValue),
          ]
        ],
      ],
    ]
  }
}
