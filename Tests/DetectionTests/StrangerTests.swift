import Testing
import Vocabulary

@testable import Detection

/// What strangers write: lists behind a label, initials, days of care, numbers that show in part, columns held
/// apart by blanks.
@Suite struct StrangerTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("Acct(s): 7714402, 88-120", ["ACCOUNT 7714402", "ACCOUNT 88-120"]),
    ("MRN(s) 4410927 and 558-1203", ["MRN 4410927", "MRN 558-1203"]),
    ("Policy(s) number: QX-771; QX-88120", ["HEALTH_PLAN QX-771", "HEALTH_PLAN QX-88120"]),
  ])
  func aLabelOfOneOrSeveralHasAList(_ text: String, _ values: [String]) {
    for value in values { #expect(found(text).contains(value), "\(value) in \(found(text))") }
  }

  @Test(arguments: ["Account(s) closed: 12", "Case(s) 2 of 3", "Account(s): none, 30044719"])
  func aListEndsWithItsValues(_ text: String) {
    #expect(ScannedText(text).findings.isEmpty, "\(found(text))")
  }

  @Test(arguments: [
    ("wound culture sent, drain pulled; booster given 4/6", "4/6"),
    ("foley removed, c-collar cleared 4/5, up to chair", "4/5"),
    ("compared with the venogram of 10/06", "10/06"),
    ("has been worse since march twelve", "march twelve"),
    ("since the shot on march twelve still sore", "march twelve"),
    ("DTaP  2/17/lO  done", "2/17/lO"),
    ("back on June lst for stitches", "June lst"),
    ("due October 2lst at noon", "October 2lst"),
  ])
  func daysOfCareAreFound(_ text: String, _ day: String) {
    #expect(ScannedText(text).covered.contains(day), "\(found(text))")
  }

  @Test(arguments: [
    "given 1/2 of the dose", "he cleared 4/5 hurdles", "biceps strength of 4/5 today",
    "they march eleven miles", "in march two residents left", "the lst file", "and/or lO",
  ])
  func whatIsCountedIsNoDay(_ text: String) {
    #expect(!ScannedText(text).findings.contains { $0.kind == .date }, "\(found(text))")
  }

  @Test(arguments: [
    ("Last: Okonjo  First: Dana  MI: H", "NAME H"),
    ("Sonographer: kd\nProbe C5", "NAME kd"),
    ("Dressing changed, tolerated well. Nothing else to report. KTV", "NAME KTV"),
    ("08:40 K. Brandvold: wrong label on the tube", "NAME K. Brandvold"),
    ("summary for R. Brandvold dob 11-2-49", "NAME R. Brandvold"),
    ("Papa Oyelaran, 80 y, lives at home", "NAME Papa Oyelaran"),
    ("Radiology: Castellano. Surgery: none", "NAME Castellano"),
  ])
  func initialsAndSurnamesByTheirPlace(_ text: String, _ name: String) {
    #expect(found(text).contains(name), "\(found(text))")
  }

  @Test(arguments: [
    "Assessment: MI: H and P done before", "The film is compared with the older CT. MRI",
    "Radiology: normal. Path: benign", "Chest Pain, 80 y, smoker", "RPh IS OUT",
    "Plan for tomorrow: labs, diet, then bed. PT",
  ])
  func abbreviationsAreNobodys(_ text: String) {
    #expect(!ScannedText(text).findings.contains { $0.kind == .name }, "\(found(text))")
  }

  @Test(arguments: [
    ("read back xxx-xx-0417 to the caller", "SSN xxx-xx-0417"),
    ("second unit G1007 23 004417 hung at 2", "UNIQUE_ID G1007 23 004417"),
    ("sent ||||4471820993^Castellano^Rosa again", "LICENSE 4471820993"),
    ("filled Rx 7719034-01 late", "UNIQUE_ID 7719034-01"),
    ("member 448190221 grp HARBOR77", "HEALTH_PLAN HARBOR77"),
    ("screening number T-118 was used", "UNIQUE_ID T-118"),
    ("a text from the number ending 0417", "PHONE 0417"),
    ("call report to 5-6110 when ready", "PHONE 5-6110"),
  ])
  func numbersByTheirNeighbours(_ text: String, _ value: String) {
    #expect(found(text).contains(value), "\(found(text))")
  }

  @Test(arguments: [
    "mask xxx-xxx-xxxx", "part G1007 23 004417", "code |4471^Glucose^LN", "Rx -2.25 -0.75 x 170",
    "grp B2 strep", "a version number ending 0417",
  ])
  func otherNumbersStay(_ text: String) {
    #expect(ScannedText(text).findings.isEmpty, "\(found(text))")
  }

  @Test(arguments: [
    ("Ninety-three years and she never smoked.", "AGE Ninety-three"),
    ("Deborah Halvorsen 93, heart failure", "AGE 93"),
    ("stay    age   unit\n4410    71    five\n4411    92    six\n", "AGE 92"),
  ])
  func oldAges(_ text: String, _ age: String) {
    #expect(found(text).contains(age), "\(found(text))")
  }

  @Test(arguments: [
    "Ninety-three years and counting", "Deborah Halvorsen sats 93, heart rate normal",
    "stay    dose   unit\n4410    71    five\n4411    92    six\n",
  ])
  func whatIsNoAge(_ text: String) {
    #expect(!ScannedText(text).findings.contains { $0.kind == .age }, "\(found(text))")
  }

  @Test func columnsHeldApartByBlanks() {
    let log = found(
      "Time    User        Event\n1407    KLEMT04     opened\n1409    system      closed\n"
    )
    #expect(log == ["USERNAME KLEMT04"])
    let sheet = found("Time     Initials   Route\n0800     MKL        IV\n0900     A-O        PO\n")
    #expect(sheet == ["NAME MKL", "NAME A-O"])
    let short = found("Time     Initials   Route\n0800                IV\n0900     RN         PO\n")
    #expect(short.isEmpty)
  }

  @Test func aLineOfManyPagesHeadsNoTable() {
    let (row, wide) = ("1407    KLEMT04     opened\n", String(repeating: "x  ", count: 2_000))
    #expect(found("Time    User        Event\n" + row) == ["USERNAME KLEMT04"])
    // Looking for the line's beginning at each of its words would take the square of its length.
    #expect(found(wide + "Time    User        Event\n" + row).isEmpty)
  }

  @Test func theFirstOfAListOfAccountsIsFound() {
    let all = found("WHERE user_login NOT IN ('kjgallat', 'mtremblak')")
    #expect(all == ["USERNAME kjgallat", "USERNAME mtremblak"])
  }

  @Test func worksOfACityAreTakenAlong() {
    #expect(ScannedText("She works nights at the Chicago shipyard.").covered == "Chicago shipyard")
    #expect(ScannedText("She moved to the Chicago suburbs.").covered == "Chicago")
  }
}
