import Records
import Vocabulary

/// A request as a message of Slack's.
///
/// Labels stand on the left as markup of the desk's own, values on the right as plain text. The
/// only link is the button that opens the page. Buttons hold the message's reference and nothing
/// of the request.
enum SlackMessage {
  /// The block of the buttons.
  static let actionsBlock = "phigate.decide"
  /// The buttons.
  enum Action: String {
    case approve = "phigate.approve"
    case deny = "phigate.deny"
    case open = "phigate.open"
  }
  /// Names that a value lists; the rest is counted.
  static let namesMax = 12
  /// Characters of a value.
  static let valueMax = 600

  /// The blocks of a message.
  static func blocks(_ notice: Notice, reference: String) -> JSONValue {
    var blocks: [JSONValue] = [
      [
        "type": "header",
        "text": SlackText.plain(
          "Release request: \(NoticeWords.title(notice.state))",
          max: SlackLimits.headerTextMax
        ),
      ]
    ]
    blocks += table(rows(notice))
    if !notice.state.isFinal { blocks += table(openClauses(notice)) }
    blocks += table(decisions(notice))
    blocks.append(buttons(notice, reference))
    return .array(blocks)
  }

  /// A line of the table: the desk's own label, and what others wrote.
  private typealias Row = (label: StaticString, value: String)

  /// What is asked for.
  private static func rows(_ notice: Notice) -> [Row] {
    var rows: [Row] = [
      ("*Requester*", notice.requester), ("*Purpose*", notice.purpose),
      ("*Destination*", notice.destination),
    ]
    if let ticket = notice.ticket { rows.append(("*Ticket*", ticket)) }
    rows.append(("*Profile*", notice.profile))
    rows.append(("*Leaving*", "\(notice.files) files, \(notice.bytes) bytes"))
    rows.append(("*Masked*", NoticeWords.counts(notice.findings, namesMax)))
    if !notice.classes.isEmpty {
      rows.append(("*Files by class*", NoticeWords.counts(notice.classes, namesMax)))
    }
    rows.append(("*Withheld*", NoticeWords.counts(notice.withheld, namesMax)))
    if notice.residual > 0 { rows.append(("*Left after masking*", "\(notice.residual) findings")) }
    if let difference = notice.difference { rows.append(("*Since the last*", difference)) }
    rows.append(("*Expires*", notice.expiresAt.description))
    return rows
  }

  /// The policy's open clauses.
  private static func openClauses(_ notice: Notice) -> [Row] {
    notice.clauses.prefix(namesMax).map { ("*Still needed*", NoticeWords.clause($0, namesMax)) }
  }

  /// Decisions so far.
  private static func decisions(_ notice: Notice) -> [Row] {
    notice.decisions.prefix(namesMax).map { ("*Decided*", NoticeWords.decision($0)) }
  }

  /// Rows as sections, five to each: a section has ten fields.
  private static func table(_ rows: [Row]) -> [JSONValue] {
    let perSection = SlackLimits.sectionFieldsMax / 2
    return stride(from: 0, to: rows.count, by: perSection)
      .map { start in
        let fields = rows[start..<min(start + perSection, rows.count)]
          .flatMap {
            [SlackText.markup($0.label), SlackText.plain($0.value, max: valueMax)]
          }
        return ["type": "section", "fields": .array(fields)]
      }
  }

  /// The buttons; a request that is over can only be opened.
  private static func buttons(_ notice: Notice, _ reference: String) -> JSONValue {
    var open = JSONObject([
      .init("type", "button"), .init("action_id", .string(Action.open.rawValue)),
      .init("text", SlackText.plain("Open", max: SlackLimits.buttonTextMax)),
      .init("value", .string(reference)),
    ])
    // A link that is too long would make the whole message be refused.
    if notice.link.utf16.count <= SlackLimits.buttonURLMax { open["url"] = .string(notice.link) }
    var elements: [JSONValue] = []
    if !notice.state.isFinal {
      elements.append(button(.approve, "Approve", style: "primary", reference))
      elements.append(button(.deny, "Deny", style: "danger", reference))
    }
    elements.append(.object(open))
    return [
      "type": "actions", "block_id": .string(actionsBlock), "elements": .array(elements),
    ]
  }

  /// A button that decides.
  private static func button(
    _ action: Action,
    _ text: String,
    style: String,
    _ reference: String
  ) -> JSONValue {
    [
      "type": "button", "action_id": .string(action.rawValue),
      "text": SlackText.plain(text, max: SlackLimits.buttonTextMax), "style": .string(style),
      "value": .string(reference),
    ]
  }
}
