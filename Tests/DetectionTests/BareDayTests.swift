import Testing
import Vocabulary

@testable import Detection

/// Days and codes that nothing but somebody nearby makes identifiers.
@Suite struct BareDayTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    (
      "Mr. Hollis Greer: warfarin stopped, bridged 6th-8th, rash from 14th pm.",
      ["NAME Mr. Hollis Greer", "DATE 6th", "DATE 8th", "DATE 14th"]
    ),
    (
      "Rebooked Feb29 and Mar1, Trujillo, Maria ate.",
      ["DATE Feb29", "DATE Mar1", "NAME Trujillo, Maria"]
    ),
    (
      "She became WQ260, or PNC0048821, and he is 00661274 with us.",
      ["UNIQUE_ID PNC0048821", "UNIQUE_ID 00661274"]
    ),
  ]) func besideSomebodyTheyAreFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "Mr. Hollis Greer: 6th and 7th ribs, weight 15th, 9th grade, 5th floor.",
    "Mr. Hollis Greer has a SEPT9 and a MARC1 variant.",
    "Warfarin is stopped, then bridged 6th-8th.",
    "Form W2604 77120 is printed on demand, part 00661274.",
  ]) func otherwiseTheyStay(text: String) {
    #expect(found(text).filter { !$0.hasPrefix("NAME") }.isEmpty)
  }
}
