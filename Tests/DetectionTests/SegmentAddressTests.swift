import Testing
import Vocabulary

@testable import Detection

/// Values behind addresses of fields, authorities and elements of messages in a text.
@Suite struct SegmentAddressTests {
  /// The kinds and texts that are found and masked.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    (
      "PID-5.1 (Family Name): Frost\nPID-11.3: Mobile\nPID-8 (Sex): F\n",
      ["NAME Frost", "LOCATION Mobile"]
    ),
    ("NK1-2.1: Gross\nNK1-2.2: June\n", ["NAME Gross", "NAME June"]),
    ("PID-5|Rivers^Hope^^^", ["NAME Rivers^Hope^^^"]),
    ("PID[5] Patient Name = 'Best^Skip'\n", ["NAME Best^Skip"]),
    ("filter @PID.5.1^Winter~@PID.11.5^44882~@PID.8^F", ["NAME Winter", "LOCATION 44882"]),
    ("PID-3=48213 rejected, PID-5=Frost^June ok", ["MRN 48213", "NAME Frost^June"]),
    ("found 41617^^^&1.2.840.113619&ISO in index", ["MRN 41617"]),
    ("  NM1*IL*1*Short*Brook****MI*XQ2251~\n", ["NAME Short", "NAME Brook", "UNIQUE_ID XQ2251"]),
    ("  N4*Hope*AR*58889~\n", ["LOCATION Hope", "LOCATION 58889"]),
  ]) func whatAnAddressNamesIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "PID-11: Patient address\nPV1-7: Attending Doctor\nPID-13: phone number\n",
    "// PID-3 = MRN, PID-5 = patient name (family^given), PID-11 = address, PID-13 = phone\n",
    "PID-5 failed validation: value too long\n", "PID-5.1: [NAME]\n", "OBX-5: Rivers\n",
    "SPID-5.1: Rivers\n", "[MRN]^^^&1.2.840&ISO\n", "NM1*PR*2*PAYER*****PI*60054~\n",
    "REF*BLT*131~\n",
  ]) func descriptionsAndOtherPlacesStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    (
      "demographics/person/address:0/line|value",
      FieldJudgement.Verdict.identifier(.location, .street)
    ),
    ("KIDLNAME", .identifier(.name, .none)), ("IDOB_DY", .identifier(.date, .other)),
    ("CITYTEXT_R", .identifier(.location, .city)), ("vitals/pulse:0/rate|value", .coded),
    ("Observation.component[0].unit", .coded),
  ]) func pathsWithPlacesInThemAreFieldsToo(name: String, verdict: FieldJudgement.Verdict) {
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    #expect(scanner.judge(FieldContext(name: name, column: 1)).verdict == verdict)
  }
}
