import Testing
import Vocabulary

@testable import Formats

@Suite struct X12Tests {
  /// An interchange header with these separators.
  private func header(
    _ element: String = "*",
    _ component: String = ":",
    _ end: String = "~"
  )
    -> String
  {
    let parts = [
      "ISA", "00", "          ", "00", "          ", "ZZ", "SENDER         ", "ZZ",
      "RECEIVER       ", "260101", "1253", "^", "00501", "000000905", "0", "T",
    ]
    return parts.joined(separator: element) + element + component + end
  }

  /// The hints of a document's components by their texts.
  private func hints(_ text: String) throws -> [String: FieldHint] {
    var driver = try DocumentDriver(Array(text.utf8), name: "a.txt")
    try #require(driver.sniffed.format == .x12)
    let read = try driver.run()
    let texts = read.texts.map { String(decoding: $0, as: UTF8.self) }
    return Dictionary(zip(texts, read.hints)) { first, _ in first }
  }

  /// Source: 005010X222A1, loops 2010BA and 2300.
  @Test func qualifiersSayWhatElementsHold() throws {
    let hints = try hints(
      header() + "NM1*IL*1*DOE*JOHN*Q***MI*W1234~N3*12 ELM ST~N4*BOSTON*MA*021151234~"
        + "DMG*D8*19520131*F~REF*SY*123456789~REF*EA*MR77~PER*IC*MS ROE*TE*6175550100*FX*6175550101~"
        + "DTP*472*D8*20260102~CLM*PT26*100~NM1*85*2*GOOD CLINIC*****XX*1234567893~NTE*ADD*SEEN TODAY~"
    )
    #expect(hints["DOE"] == .identifier(.name, .none))
    #expect(hints["W1234"] == .identifier(.healthPlan, .none))
    #expect(hints["12 ELM ST"] == .identifier(.location, .street))
    #expect(hints["021151234"] == .identifier(.location, .zip))
    #expect(hints["19520131"] == .identifier(.date, .none))
    #expect(hints["123456789"] == .identifier(.ssn, .none))
    #expect(hints["MR77"] == .identifier(.mrn, .none))
    #expect(hints["6175550100"] == .identifier(.phone, .none))
    #expect(hints["6175550101"] == .identifier(.fax, .none))
    #expect(hints["20260102"] == .identifier(.date, .none))
    #expect(hints["PT26"] == .identifier(.account, .none))
    #expect(hints["GOOD CLINIC"] == .display)
    #expect(hints["1234567893"] == .identifier(.license, .none))
    #expect(hints["SEEN TODAY"] == .freeText)
    // A name that both sides agreed upon may be anybody's.
    #expect(hints["SENDER         "] == .unknown)
  }

  /// Source: 005010, data elements I05 and 66; C040 in REF04.
  @Test func referencesOfComponentsAndNumbersOfPersonsAreWhatStandsBesideThem() throws {
    let hints = try hints(
      header().replacing("*ZZ*RECEIVER", with: "*01*RECEIVER")
        + "GS*HC*ROEJ*GOODPLAN*20260101*1253*1*X*005010X222A1~REF*SY*123456789**SY:123456780:MI:W77~"
        + "NM1*IL*1*DOE*JOHN****PI*882712340~NM1*PR*2*GOOD PLAN*****PI*60054~"
    )
    #expect(hints["123456780"] == .identifier(.ssn, .none))
    #expect(hints["W77"] == .identifier(.healthPlan, .none))
    #expect(hints["882712340"] == .identifier(.healthPlan, .none))
    #expect(hints["60054"] == .coded)
    #expect(hints["MI"] == .coded)
    #expect(hints["RECEIVER       "] == .coded)
    #expect(hints["ROEJ"] == .unknown)
  }

  /// Source: 005010X231A1, IK4 and CTX.
  @Test func copiesOfRefusedValuesAreWhatTheirElementSays() throws {
    let hints = try hints(
      header() + "CTX*CLM01:681732~IK4*9:0*67*7*W8537~IK4*3*1036*6*Coy~REF*BLT*131~REF*1K*55012~"
    )
    #expect(hints["681732"] == .identifier(.uniqueID, .none))
    #expect(hints["CLM01"] == .coded)
    #expect(hints["W8537"] == .identifier(.uniqueID, .none))
    #expect(hints["Coy"] == .identifier(.name, .none))
    #expect(hints["1036"] == .coded)
    #expect(hints["131"] == .coded)
    #expect(hints["55012"] == .identifier(.uniqueID, .none))
  }

  @Test func separatorsOfComponentsInProseArePunctuation() throws {
    let hints = try hints(header() + "NTE*ADD*Patient: Roe called~SV1*HC:99213*40~")
    #expect(hints["Patient: Roe called"] == .freeText)
    #expect(hints["99213"] == .coded)
  }

  @Test func separatorsComeFromTheHeader() throws {
    let hints = try hints(header("|", ">", "\n") + "NM1|IL|1|DOE|JOHN\nSV1|HC>99213>25|40\n")
    #expect(hints["DOE"] == .identifier(.name, .none))
    #expect(hints["99213"] == .coded)
  }

  @Test func headersOfOtherWidthsAndCutSegmentsAreRefused() {
    let short = Array("ISA*00*x*00*y*ZZ*S*ZZ*R*260101*1253*^*00501*1*0*T*:~".utf8)
    #expect(refusal { () throws(Withholding) in try DocumentDriver(short, name: "a") } == .corrupt)
    let bracket = Array((header("*", "[") + "NM1*IL*1*DOE~").utf8)
    #expect(
      refusal { () throws(Withholding) in try DocumentDriver(bracket, name: "a") } == .corrupt
    )
    let cut = Array((header() + "NM1*IL*1*DOE").utf8)
    var reader = X12Reader()
    let block = Block()
    block.source = cut
    #expect(
      refusal { () throws(Withholding) in try reader.parse(block, atEnd: true) } == .truncated
    )
  }
}
