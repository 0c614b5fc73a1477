import Testing
import Vocabulary

@testable import Detection

/// Small towns and sentences in capitals, told by what is said around them.
@Suite struct DweltPlaceTests {
  /// The kinds and texts that are found in a cell of a table.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text, field: FieldContext(name: "coval", column: 4))
    return scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("72 yo male collapsed at home in Cisco on the evening of the fall.", "Cisco"),
    ("Seen by Dr. Okafor in Bowman", "Bowman"),
    ("long drive from Ider", "Ider"), ("lives in Banner", "Banner"),
    ("SNF Lewisville", "Lewisville"), ("SNF South Glastonbury", "South Glastonbury"),
  ])
  func townsWherePeopleLiveAreFound(_ text: String, _ town: String) {
    #expect(
      found(text).contains("LOCATION \(town)") || found(text).contains("LOCATION SNF \(town)")
    )
  }

  @Test(arguments: [
    "in Progress", "from Baseline", "in Texas", "lives in Isolation", "resides in Texas",
    "lives in March",
    "at home in Bed",
    "Seen by PT in Clinic", "SNF Medicare", "drives from Clinic", "data from Banner",
    "switch from Cisco", "left in Spring",
  ])
  func otherWordsThereStay(_ text: String) {
    #expect(!found(text).contains { $0.hasPrefix("LOCATION") }, "\(found(text))")
  }

  @Test(arguments: [
    ("SUBJECT STATED RODRIGO FELL AT HOME", "NAME RODRIGO"),
    ("SITE STAFF VADIM POGREBNYAK QUERIED", "NAME VADIM POGREBNYAK"),
    ("AE CONFIRMED WITH PCP DR KASPRZAK IN ROSENDALE", "LOCATION ROSENDALE"),
  ])
  func sentencesInCapitalsAreRead(_ text: String, _ wanted: String) {
    #expect(found(text).contains(wanted), "\(found(text))")
  }

  @Test(arguments: [
    "METFORMIN HCL 500 MG TABLET", "REPAIR OF ROTATOR CUFF BY OPEN APPROACH",
    "HOME HEALTH SERVICES WITH OXYGEN", "SUBJECT WAS NOT AT HOME",
  ])
  func namesOfThingsInCapitalsStay(_ text: String) {
    #expect(found(text).isEmpty, "\(found(text))")
  }
}
