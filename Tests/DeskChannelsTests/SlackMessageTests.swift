import Records
import Testing
import Vocabulary

@testable import DeskChannels

/// Attack 29 of phigate-threats(7), and the limits of Block Kit.
@Suite struct SlackMessageTests {
  static let reference = String(repeating: "r", count: 43)

  /// Notices of every state, harmless and hostile.
  static let notices: [Notice] =
    Notice.State.allCases.map { Notice.example(state: $0) }
    + hostileTexts.flatMap { text in
      [Notice.hostile(text), Notice.hostile(text, state: .denied)]
    }

  /// Every object of text in a value.
  private func texts(_ value: JSONValue) -> [(type: String, text: String)] {
    switch value {
    case .array(let values): return values.flatMap(texts)
    case .object(let object):
      let inner = object.members.flatMap { texts($0.value) }
      guard case .string(let type)? = object["type"], type == "plain_text" || type == "mrkdwn",
        case .string(let text)? = object["text"]
      else { return inner }
      return inner + [(type, text)]
    default: return []
    }
  }

  @Test func showsWhatADecisionNeeds() {
    let shown = texts(SlackMessage.blocks(.example(), reference: Self.reference)).map(\.text)
    let wanted = [
      "etl-nightly", "monthly quality measures", "registry", "CHG-1042", "safe-harbor",
      "12 files, 345678 bytes", "MRN (H): 120, DATE (C): 45", "claims: 9, notes: 3",
      "limit-depth: 1", "2 files added, 1 removed", "2026-11-29T10:00:00Z",
      "1 of stewards (gateway-attested): ada, grace",
    ]
    for text in wanted { #expect(shown.contains(text), "\(text)") }
  }

  @Test func textOfOthersIsNeverMarkup() {
    let labels = Set(
      texts(SlackMessage.blocks(.example(), reference: Self.reference))
        .filter { $0.type == "mrkdwn" }.map(\.text)
    )
    for text in hostileTexts {
      let notice = Notice.hostile(text)
      let blocks = SlackMessage.blocks(notice, reference: Self.reference)
      let view = SlackModal.question(notice, .approve, reference: Self.reference)
      for (type, shown) in texts(blocks) + texts(view) {
        // Markup is the desk's own, word for word the same whatever others wrote.
        if type == "mrkdwn" {
          #expect(labels.contains(shown) || shown == "*Left after masking*" || shown == "*Decided*")
        }
        #expect(!shown.contains("<") && !shown.contains(">"), "\(text)")
        let rest = shown.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
        let escapes = ["amp;", "lt;", "gt;"]
        #expect(rest.allSatisfy { piece in escapes.contains { piece.hasPrefix($0) } }, "\(shown)")
        #expect(
          shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x2028...0x202E ~= $0.value) }
        )
      }
      #expect(NoticeWords.summary(notice) == "Release request 6b1f0c1e: awaits decisions")
    }
  }

  /// The only address in a message is the page's.
  @Test func linksToThePageAlone() {
    for text in hostileTexts {
      let bytes = CanonicalJSON.bytes(SlackMessage.blocks(.hostile(text), reference: "r"))
      let json = String(decoding: bytes, as: UTF8.self)
      #expect(json.split(separator: "\"url\":\"").count == 2)
      #expect(json.contains("\"url\":\"https://desk.example.org/requests/"))
    }
  }

  @Test func buttonsHoldTheReferenceAlone() throws {
    let blocks = Lookup(SlackMessage.blocks(.example(), reference: Self.reference))
    let buttons = try #require(blocks.elements?.last?["elements"].elements)
    #expect(
      buttons.map { $0["action_id"].text } == ["phigate.approve", "phigate.deny", "phigate.open"]
    )
    #expect(buttons.allSatisfy { $0["value"].text == Self.reference })
    let over = Lookup(SlackMessage.blocks(.example(state: .denied), reference: Self.reference))
    let left = try #require(over.elements?.last?["elements"].elements)
    #expect(left.map { $0["action_id"].text } == ["phigate.open"])
  }

  @Test(arguments: notices) func staysWithinTheLimits(notice: Notice) throws {
    let blocks = try #require(
      Lookup(SlackMessage.blocks(notice, reference: Self.reference)).elements
    )
    #expect(blocks.count <= SlackLimits.messageBlocksMax)
    for block in blocks {
      if let fields = block["fields"].elements {
        #expect(1...SlackLimits.sectionFieldsMax ~= fields.count)
        for field in fields {
          #expect(1...SlackLimits.fieldTextMax ~= field["text"].text?.utf16.count ?? 0)
        }
      }
      if block["type"].holds("header") {
        #expect(block["text"]["text"].text?.utf16.count ?? 0 <= SlackLimits.headerTextMax)
      }
      #expect(block["elements"].elements?.count ?? 0 <= SlackLimits.actionsMax)
    }
    #expect(NoticeWords.summary(notice).utf16.count <= SlackLimits.messageTextMax)
  }

  @Test func cutsAfterEscapingAndNeverWithinAnEscape() {
    #expect(SlackText.escaped("a<b>&c", max: 100) == "a&lt;b&gt;&amp;c")
    #expect(SlackText.escaped("&&&", max: 15) == "&amp;&amp;&amp;")
    #expect(SlackText.escaped("&&&", max: 14) == "&amp;&amp;…")
    #expect(SlackText.escaped("&&&", max: 10) == "&amp;…")
    #expect(SlackText.escaped("&&&", max: 5) == "…")
    #expect(SlackText.escaped("ab", max: 2) == "ab")
    #expect(SlackText.escaped("abc", max: 2) == "a…")
    // A character beyond U+FFFF counts twice and is not cut in half.
    #expect(SlackText.escaped("\u{1F468}\u{1F468}", max: 4) == "\u{1F468}\u{1F468}")
    #expect(SlackText.escaped("\u{1F468}\u{1F468}", max: 3) == "\u{1F468}…")
    #expect(SlackText.escaped("\u{1F468}\u{1F468}", max: 2) == "…")
    #expect(SlackText.escaped("", max: 5) == " ")
    #expect(SlackText.escaped("one\ntwo", max: 50) == "one\\u{a}two")
  }

  @Test(.enabled(if: Outside.hasSlackSDK, "needs slack_sdk: scripts/setup --tests"))
  func theSDKParsesEveryMessageAndWindow() throws {
    var lines: [JSONValue] = Self.notices.flatMap { notice -> [JSONValue] in
      [
        ["blocks": SlackMessage.blocks(notice, reference: Self.reference)],
        ["view": SlackModal.question(notice, .approve, reference: Self.reference)],
        ["view": SlackModal.question(notice, .deny, reference: Self.reference)],
      ]
    }
    lines += hostileTexts.map { ["view": SlackModal.message($0)] }
    let folder = try TestFolder()
    var bytes: [UInt8] = []
    for line in lines { bytes += CanonicalJSON.bytes(line) + [0x0A] }
    let file = try folder.write("cases", bytes)
    let judged = Outside.run([Outside.python, Outside.script("slack-models.py"), file])
    #expect(judged.output.contains("ok \(lines.count)\n"), "\(judged.output)")
    // Twin: the same judge refuses a button whose text is too long, and a block that it lacks.
    let long: JSONValue = .string(String(repeating: "x", count: SlackLimits.headerTextMax + 1))
    let wrong: [JSONValue] = [
      ["blocks": [["type": "header", "text": ["type": "plain_text", "text": long]]]],
      ["blocks": [["type": "sektion"]]],
    ]
    for value in wrong {
      let file = try folder.write("wrong", CanonicalJSON.bytes(value) + [0x0A])
      #expect(Outside.run([Outside.python, Outside.script("slack-models.py"), file]).status != 0)
    }
  }
}
