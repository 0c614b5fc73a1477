import Records
import Testing
import Vocabulary

@testable import DeskChannels

/// Cards of Microsoft Teams: valid, small, and without markup of others.
@Suite struct TeamsCardTests {
  /// Every object of one type in a value.
  private func objects(_ value: JSONValue, _ type: String) -> [JSONObject] {
    switch value {
    case .array(let values): return values.flatMap { objects($0, type) }
    case .object(let object):
      let inner = object.members.flatMap { objects($0.value, type) }
      return object["type"] == .string(type) ? inner + [object] : inner
    default: return []
    }
  }

  @Test(
    .enabled(if: Outside.schema("1.4.0") != nil, "needs ../shared/schemas"),
    .enabled(if: Outside.hasJSONSchema, "needs jsonschema: scripts/setup --tests"),
    arguments: ["1.4.0", "1.5.0", "1.6.0"]
  )
  func cardsAreValid(version: String) throws {
    let schema = try #require(Outside.schema(version))
    let folder = try TestFolder()
    let notices = SlackMessageTests.notices
    var lines: [UInt8] = []
    for notice in notices { lines += CanonicalJSON.bytes(TeamsCard.card(notice)) + [0x0A] }
    let file = try folder.write("cards", lines)
    let judged = Outside.run([Outside.python, Outside.script("cards.py"), schema, file])
    #expect(judged.output == "ok \(notices.count)\n", "\(judged.output)")
    // Twin: an action without its address is none.
    guard case .object(var card) = TeamsCard.card(.example()) else { return }
    card["actions"] = [["type": "Action.OpenUrl", "title": "Open"]]
    let wrong = try folder.write("wrong", CanonicalJSON.bytes(.object(card)) + [0x0A])
    #expect(Outside.run([Outside.python, Outside.script("cards.py"), schema, wrong]).status != 0)
  }

  /// Blocks of text read Markdown, runs of text do not.
  @Test func textOfOthersIsNeverMarkdown() {
    let own = objects(TeamsCard.card(.example()), "TextBlock").compactMap { $0["text"] }
    for text in hostileTexts {
      let card = TeamsCard.card(.hostile(text))
      for block in objects(card, "TextBlock") {
        let isOwn = block["text"].map(own.contains) ?? false
        #expect(isOwn || block["text"] == "Left after masking" || block["text"] == "Decided")
      }
      #expect(objects(card, "Action.OpenUrl").count == 1)
      #expect(objects(card, "Action.Submit").isEmpty && objects(card, "Action.Execute").isEmpty)
    }
  }

  @Test(arguments: SlackMessageTests.notices) func staysWithinTheLimit(notice: Notice) {
    #expect(CanonicalJSON.bytes(TeamsCard.message(notice)).count <= TeamsCard.messageBytesMax)
  }
}
