import Testing
import Vocabulary

@testable import Detection

/// Values that a code, a field of their event or the letter of their record names.
@Suite struct CodedRecordTests {
  /// The kinds and texts that are found and masked.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  /// The marks before a segment and a field of NCPDP.
  private static let claim =
    "610014D0B1A04       1011234567893     20230926VENDOR1234\u{1E}\u{1C}AM01\u{1C}C419900212\u{1C}CAROSE"
    + "\u{1C}CBLAKE\u{1C}CM87 ELM CT\u{1C}CNHOPE\u{1C}COAR\u{1C}CP71801\u{1C}D2501555\u{1C}D7ROSE\n"

  @Test func fieldsOfAClaimAreKnownByTheirCodes() {
    let found = found(Self.claim)
    #expect(
      Set(found)
        .isSuperset(of: [
          "DATE 20230926", "DATE 19900212", "NAME ROSE", "NAME LAKE", "LOCATION 87 ELM CT",
          "LOCATION HOPE",
          "LOCATION 71801", "MRN 501555",
        ])
    )
    #expect(found.count { $0.hasSuffix("ROSE") } == 1)
  }

  @Test(arguments: [
    "CAROSE CBLAKE CNHOPE\n", "\u{1C}CA[NAME]\u{1C}CB[NAME]\u{1C}D7ROSE\n", "\u{1C}\u{1C}A",
    "\u{1C}C",
  ])
  func whatHasNoMarkOrIsMaskedStays(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    (
      "CEF:0|A|B|1|x|y|5|cs1Label=PatientName cs1=Rooms, Lake cs2Label=MRN cs2=9560 outcome=ok",
      ["NAME Rooms, Lake", "MRN 9560"]
    ),
    ("cn1Label=mrn act=read cn1=48213 cn2Label=Score cn2=48214", ["MRN 48213"]),
    ("suser=page duser=jrooms act=view", ["USERNAME page", "USERNAME jrooms"]),
    ("ts=1 user=shall action=view", ["USERNAME shall"]),
    (
      "P|1|27933|||Cook^Ruby^T||19430407|F||9 Elm Ct^Mobile^AL||2517538607|Lake^Rose\n",
      [
        "MRN 27933", "NAME Cook^Ruby^T", "DATE 19430407", "LOCATION 9 Elm Ct", "LOCATION Mobile",
        "PHONE 2517538607",
        "NAME Lake^Rose",
      ]
    ),
    ("R|1|^^^GLU|5.4|mmol/L||N||F||rcook|2023\n", ["USERNAME rcook"]),
    ("O|1|33856||^^^718-7|R||2024\n", ["MRN 33856"]),
  ]) func whatAnEventOrARecordNamesIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "cs1Label=Reason cs1=Rooms, Lake outcome=ok", "cs1Label=MRN outcome=ok", "user=shall we go\n",
    "ts=1 user=spark action=view", "ts=1 user=patient action=view", "P|1|27933|Cook|5|a|b|c\n",
    "R|one|^^^GLU|5.4|mmol/L||N||F||rcook|2023\n", "user == shall && x = 1",
  ])
  func whatNothingNamesStays(text: String) {
    #expect(found(text).isEmpty)
  }
}
