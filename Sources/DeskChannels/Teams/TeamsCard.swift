import Records
import Vocabulary

/// A request as an Adaptive Card.
///
/// What comes from others stands in text runs, which know no Markdown; labels are the desk's own.
/// The only action opens the page: whoever holds a webhook's address can post to it, so nothing that
/// comes from there may decide.
enum TeamsCard {
  /// The schema's version: the newest that webhooks of Workflows show everywhere.
  static let version = "1.4"
  /// Bytes of a message.
  ///
  /// Source: Microsoft, limits of Teams: 28 KB.
  static let messageBytesMax = 28_000
  /// UTF-16 code units of a value: the most with which the whole message stays within its limit.
  static let valueUnitsMax = [400, 200, 100, 50]
  /// Names that a value lists; the rest is counted.
  static let namesMax = 12

  /// The message that a webhook of Workflows takes: one card.
  static func message(_ notice: Notice) -> JSONValue {
    message(card(notice))
  }

  /// The card, its values as long as the limit of a message lets them be.
  static func card(_ notice: Notice) -> JSONValue {
    var card = JSONValue.null
    for unitsMax in valueUnitsMax {
      card = self.card(notice, unitsMax)
      if CanonicalJSON.bytes(message(card)).count <= messageBytesMax { break }
    }
    return card
  }

  /// A message with a card.
  private static func message(_ card: JSONValue) -> JSONValue {
    [
      "type": "message",
      "attachments": [
        [
          "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": .null,
          "content": card,
        ]
      ],
    ]
  }

  /// The card with values of at most so many units.
  private static func card(_ notice: Notice, _ unitsMax: Int) -> JSONValue {
    let title = "Release request: \(NoticeWords.title(notice.state))"
    return [
      "type": "AdaptiveCard", "version": .string(version),
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "fallbackText": .string(NoticeWords.summary(notice)),
      "body": .array([heading(title)] + rows(notice).map { line($0, unitsMax) }),
      "actions": [["type": "Action.OpenUrl", "title": "Open", "url": .string(notice.link)]],
    ]
  }

  /// A line: the desk's own label, and what others wrote.
  private typealias Row = (label: StaticString, value: String)

  /// The lines of a card.
  private static func rows(_ notice: Notice) -> [Row] {
    var rows: [Row] = [
      ("Requester", notice.requester), ("Purpose", notice.purpose),
      ("Destination", notice.destination),
    ]
    if let ticket = notice.ticket { rows.append(("Ticket", ticket)) }
    rows.append(("Profile", notice.profile))
    rows.append(("Leaving", "\(notice.files) files, \(notice.bytes) bytes"))
    rows.append(("Masked", NoticeWords.counts(notice.findings, namesMax)))
    if !notice.classes.isEmpty {
      rows.append(("Files by class", NoticeWords.counts(notice.classes, namesMax)))
    }
    rows.append(("Withheld", NoticeWords.counts(notice.withheld, namesMax)))
    if notice.residual > 0 { rows.append(("Left after masking", "\(notice.residual) findings")) }
    if let difference = notice.difference { rows.append(("Since the last", difference)) }
    if !notice.state.isFinal {
      for clause in notice.clauses.prefix(namesMax) {
        rows.append(("Still needed", NoticeWords.clause(clause, namesMax)))
      }
    }
    for decision in notice.decisions.prefix(namesMax) {
      rows.append(("Decided", NoticeWords.decision(decision)))
    }
    rows.append(("Expires", notice.expiresAt.description))
    return rows
  }

  /// The heading.
  private static func heading(_ title: String) -> JSONValue {
    [
      "type": "TextBlock", "text": .string(title), "weight": "Bolder", "size": "Medium",
      "wrap": true,
    ]
  }

  /// A label and its value beside it.
  private static func line(_ row: Row, _ unitsMax: Int) -> JSONValue {
    [
      "type": "ColumnSet", "spacing": "Small",
      "columns": [
        [
          "type": "Column", "width": "110px",
          "items": [
            [
              "type": "TextBlock", "text": .string(row.label.description), "isSubtle": true,
              "wrap": true,
            ]
          ],
        ],
        [
          "type": "Column", "width": "stretch",
          "items": [
            [
              "type": "RichTextBlock",
              "inlines": [["type": "TextRun", "text": .string(plain(row.value, unitsMax))]],
            ]
          ],
        ],
      ],
    ]
  }

  /// A value on one line, cut to its limit.
  private static func plain(_ text: String, _ unitsMax: Int) -> String {
    let start = String(text.unicodeScalars.prefix(unitsMax + 1))
    return NoticeWords.cut(start.escapingControls, unitsMax: unitsMax)
  }
}
