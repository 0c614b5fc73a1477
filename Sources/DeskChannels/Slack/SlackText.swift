import Records
import Vocabulary

/// Limits of Slack's messages and modals, in characters unless the name says otherwise.
///
/// Characters are counted as UTF-16 code units, which is never less than what Slack counts.
/// Source: Slack, reference of Block Kit and of views.
package enum SlackLimits {
  /// Blocks of a message.
  package static let messageBlocksMax = 50
  /// Blocks of a modal.
  package static let viewBlocksMax = 100
  /// The text of a section.
  package static let sectionTextMax = 3000
  /// Fields of a section.
  package static let sectionFieldsMax = 10
  /// The text of a field.
  package static let fieldTextMax = 2000
  /// The text of a header.
  package static let headerTextMax = 150
  /// The text of a button.
  package static let buttonTextMax = 75
  /// The value of a button.
  package static let buttonValueMax = 2000
  /// The address that a button opens.
  package static let buttonURLMax = 3000
  /// Elements of a row of actions.
  package static let actionsMax = 25
  /// Ids of blocks, actions and callbacks.
  package static let idMax = 255
  /// The title of a modal, and the texts of its buttons.
  package static let viewTitleMax = 24
  /// The private metadata of a modal.
  package static let viewMetadataMax = 3000
  /// The label of an input, and its hint.
  package static let inputLabelMax = 2000
  /// The text of an option.
  package static let optionTextMax = 75
  /// The text that stands in a notification.
  package static let messageTextMax = 4000
  /// Characters of a reason: what a token's comment may hold; an input may hold 3000.
  package static let reasonCharactersMax = 2000
}

/// Texts of a message.
///
/// What comes from others is only ever plain text, which Slack does not read as markup, with `&`,
/// `<` and `>` escaped in case it does, on one line, cut after escaping and never within an escape.
enum SlackText {
  /// A text of others as an object of plain text.
  static func plain(_ text: String, max: Int) -> JSONValue {
    ["type": "plain_text", "text": .string(escaped(text, max: max)), "emoji": false]
  }

  /// A text of the desk's own with markup; never holds anything of others.
  static func markup(_ text: StaticString) -> JSONValue {
    ["type": "mrkdwn", "text": .string(text.description), "verbatim": true]
  }

  /// A text with its special characters escaped, of at most `max` UTF-16 code units; a blank where
  /// it would be empty, which Slack refuses.
  static func escaped(_ text: String, max: Int) -> String {
    var whole = ""
    var units = 0
    // Where the text ends that leaves room for the sign of having been cut.
    var end = whole.startIndex
    // Further characters cannot stay: none becomes shorter.
    let start = String(text.unicodeScalars.prefix(max + 1))
    for scalar in start.escapingControls.unicodeScalars {
      let piece =
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        default: String(scalar)
        }
      units += piece.utf16.count
      guard units <= max else { return whole[..<end] + "…" }
      whole += piece
      if units < max { end = whole.endIndex }
    }
    return whole.isEmpty ? " " : whole
  }
}
