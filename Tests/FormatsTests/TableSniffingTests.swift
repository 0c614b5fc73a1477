import Testing
import Vocabulary

@testable import Formats

/// What separates cells where no header says so, and bytes of Windows-1252 that UTF-8 never has.
@Suite struct TableSniffingTests {
  private func sniffed(_ bytes: [UInt8]) throws -> SniffedFormat {
    try sniff(head: bytes.span, isWhole: true, name: Array("a.txt".utf8).span)
  }

  @Test(arguments: ["^", "~"])
  func rareSeparatorsGoBeforeTheCommaOfNames(_ mark: String) throws {
    let rows = [
      ["2876709070", "JOHNSON,IVOR", "12/04/10", "M", "735 YARROW DR", "BROOKS,CELESTINE"],
      ["2876709071", "WALKER,ANN", "11/14/61", "F", "9 ELM ST", "HILL,JUNE"],
      ["2876709072", "GUIDRY,LEO", "02/24/72", "M", "18 OAK AVE", "BROOKS,CELESTINE"],
    ]
    let text = rows.map { $0.joined(separator: mark) + "\n" }.joined()
    let found = try sniffed(Array(text.utf8))
    #expect(found.format == .csv && found.delimiter == mark.utf8.first)
  }

  @Test(arguments: [
    "a^b and c\nd^e and f\ng^h and i\n", "H^1^2^3^4\nsecond line\nthird^line\n",
    "x ~ y\nless ~ more\nsome ~ all\n",
  ])
  func fewOfThemSeparateNothing(_ text: String) throws {
    #expect(try sniffed(Array(text.utf8)).format == .text)
  }

  /// `Á` before a letter is Windows-1252; before the second byte of a character it is an overlong one.
  @Test func capitalsWithAccentsAreText() throws {
    let head = Array("user_id;given_name;family_name\nnagyd;D".utf8)
    #expect(try sniffed(head + [0xC1] + Array("NIEL;NAGY\nroe;ANN;ROE\n".utf8)).format == .csv)
    let refused = refusal { () throws(Withholding) in
      let bytes = head + [0xC1, 0x81] + Array("NIEL;NAGY\nroe;ANN;ROE\n".utf8)
      return try sniff(head: bytes.span, isWhole: true, name: Array("a.txt".utf8).span)
    }
    #expect(refused == .unscannableContent)
  }
}
