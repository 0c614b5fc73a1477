import Testing
import Vocabulary

@testable import Detection

/// Days and ZIP codes of printed forms, columns of listings, and what programs count.
@Suite struct FormDayTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("OKAFOR, CHIDI N               04 12 61 X         \n", "DATE 04 12 61"),
    ("04121961 M 030125 08 1 1 12 01\n", "DATE 04121961"), ("041261   X\n", "DATE 041261"),
    ("19610412 F\n", "DATE 19610412"), ("04121961 M 030125 08 1 1 12 01\n", "DATE 030125"),
    ("SIGNATURE ON FILE        06 23 25\n", "DATE 06 23 25"),
    (" 06 08 25 06 09 25 11    99213          A\n", "DATE 06 09 25"),
    (" 06 08 25  11    G0439          A\n", "DATE 06 08 25"),
    (" OPELOUSAS LA\n 59715      (215) 227-6407\n", "LOCATION 59715"),
    (
      "TROY                     NY                \n\n12180          518 5550134\n",
      "LOCATION 12180"
    ),
  ]) func formsHaveDaysAndPlacesInBoxes(text: String, wanted: String) {
    #expect(found(text).contains(wanted))
  }

  @Test(arguments: [
    "scores 04 12 61 of three\n", "  04 12 61 77\n", "13 40 61 X\n", "99121961 M\n", "048800 X\n",
    "samples in rack\n\n12180          12181\n", "GLOVES ON SHELF        06 23 25\n",
    " 06 08 25  boxes of gloves\n", " 06 08 25  11    pairs\n",
    "gloves in OK\n 59715      12 boxes\n",
  ]) func countsStay(text: String) {
    #expect(found(text).filter { $0.hasPrefix("DATE") || $0.hasPrefix("LOCATION") }.isEmpty)
  }

  @Test func subjectsOfListingsAreFoundByTheirColumn() {
    let text =
      "  Obs    Subject     Site    SBP\n\n    1       1042       10    120\n    2       3005       12    125\n"
    #expect(found(text) == ["UNIQUE_ID 1042", "UNIQUE_ID 3005"])
    let mail = "  Obs    Subject     Site    SBP\n\n    1    Re: stock    10    120\n"
    #expect(found(mail).isEmpty)
  }

  @Test(arguments: [
    "Study 1.2.840.113619.2.55.3.6046 Bytes xmt: 5242881",
    "1.2.840.113619.2.55.3.6046 (5242881 bytes)",
    "1.2.840.113619.2.55.3.6046 bytes sent: 88421307", "1.2.840.113619.2.55.3.6046 size=20971521",
  ]) func whatProgramsCountStays(text: String) {
    let uid = "1.2.840.113619.2.55.3.6046"
    #expect(found(text).allSatisfy { $0 == "UNIQUE_ID \(uid)" })
  }

  @Test func numbersBesideStay() {
    #expect(found("Mr. Hollis Greer 5242881 was seen").contains("UNIQUE_ID 5242881"))
  }
}
