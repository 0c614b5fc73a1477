import Configuration
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Text that markup cuts into pieces, where a block of a large document ends between them.
@Suite struct MarkupBlockTests {
  /// Words without anybody in them, in `bytes` bytes.
  private func filler(_ bytes: Int) -> String {
    let line = "the value was stable on the ward and the plan was kept as it is "
    return String(String(repeating: line, count: bytes / line.utf8.count + 1).prefix(bytes))
  }

  @Test func aNumberInPiecesIsFoundWhereverABlockEnds() throws {
    let world = try StagingWorld()
    let target = BlockSize.targetBytes
    for distance in stride(from: 0, through: 96, by: 12) {
      let head = "<!DOCTYPE html><html><body><p>"
      let before = "</p><p>SSN 219-<b class=\"x\">09</b>-9<i>999</i>, told Dr. Ingrid <u>Aaberg</u>"
      let text = head + filler(target - distance - head.utf8.count) + before + " today</p>"
      try world.put("\(distance).html", text + "<p>" + filler(target) + "</p></body></html>")
    }
    let manifest = try world.scan()
    for distance in stride(from: 0, through: 96, by: 12) {
      #expect(try manifest.entry("\(distance).html").disposition == .masked)
      let copy = try world.text("stage/data/\(distance).html")
      #expect(copy.contains("<p>SSN [SSN]<b class=\"x\"></b>"), "\(distance) bytes before the end")
      for left in ["219-", "999", "Aaberg", "Ingrid"] {
        #expect(!copy.contains(left), "\(left), \(distance) bytes before the end")
      }
    }
  }

  @Test func aParagraphOfManyBlocksLosesWhatItsMarksCut() throws {
    let world = try StagingWorld()
    var text = "<html><body><p>"
    var numbers: [String] = []
    for index in 0..<2_400 {
      let number = 200_000_000 + index * 7_919 % 90_000_000
      let digits = Array(String(number))
      let parts = (String(digits[..<3]), String(digits[3..<5]), String(digits[5...]))
      numbers.append(parts.0 + "-<b>" + parts.1)
      text +=
        "plan &amp; labs kept as they are on this day of the week, no change at all seen here, "
      text += "SSN \(parts.0)-<b>\(parts.1)</b>-\(parts.2) "
    }
    try world.put("long.html", text + "</p></body></html>")
    try world.scan()
    let copy = try world.text("stage/data/long.html")
    for number in numbers where copy.contains(number) { Issue.record("\(number) was left") }
    #expect(copy.split(separator: "[SSN]", omittingEmptySubsequences: false).count == 2_401)
  }

  /// An attribute without a value is one text, so that a mask in one is known again.
  @Test func aMaskInAnAttributeWithoutAValueIsNoName() throws {
    let text = "<!DOCTYPE html><html><body><div b|203.0.113.7|c hidden>ok</div></body></html>\n"
    let copy = "<!DOCTYPE html><html><body><div b|[IP]|c hidden>ok</div></body></html>\n"
    try StagedDocument(name: "page.html", text: text, copy: copy).check()
  }

  /// What is left of a postal code beside its label is no name of the column below it.
  @Test func aPostalCodeThatWasCutNamesNoColumn() throws {
    func page(_ code: String) -> String {
      "<!DOCTYPE html><html><body><table><tr><th>unit</th><td>zip code \(code)</td></tr><tr><th>note</th>"
        + "<td>exit 3 stitches</td></tr></table></body></html>\n"
    }
    try StagedDocument(name: "page.html", text: page("02139-4307"), copy: page("021")).check()
  }
}
