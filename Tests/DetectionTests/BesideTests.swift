import Testing
import Vocabulary

@testable import Detection

/// Names that no list knows, given away by the identifier beside them.
@Suite struct BesideTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// What is left of a path component when its findings are cut out.
  private func rest(_ component: String) -> String {
    let text = Array(component.utf8)
    var scratch = ScanScratch()
    var findings: [Finding] = []
    scanner.scanPathComponent(text.span, scratch: &scratch, into: &findings)
    var out: [UInt8] = []
    var position = 0
    for finding in findings where finding.masked {
      out += text[position..<finding.start] + [0x2A]
      position = finding.end
    }
    return String(decoding: out + text[position...], as: UTF8.self)
  }

  /// Whether a short value beside an identifier is taken for a name.
  private func isName(_ value: String) -> Bool {
    let text = Array(value.utf8)
    var scratch = ScanScratch()
    var findings: [Finding] = []
    scanner.scanBeside(text.span, scratch: &scratch, into: &findings)
    return findings.contains { $0.start == 0 && $0.end == text.count }
  }

  @Test(arguments: [
    "Zubrinako_Velthane_DOB_1961-04-12.txt", "ZubrinakoVelthane DOB 1961-04-12.pdf",
    "DOB 1961-04-12 oyelowo discharge.txt",
  ])
  func namesBesideADateOfBirthInAPathAreFound(_ component: String) {
    let left = rest(component).lowercased()
    for word in ["zubrinako", "velthane", "oyelowo"] { #expect(!left.contains(word), "\(left)") }
  }

  @Test(arguments: [
    "export_2026-11-03_batch2.csv", "hl7v2_oru_2026-11-03.txt", "sftp_inbound_2026-11-03",
    "pg_dump_2026-11-03.sql", "IMG_2026-11-03.txt", "hba1c_trend_2026-11-03.csv",
  ])
  func technicalWordsBesideADateInAPathStay(_ component: String) {
    #expect(rest(component) == component.replacing("2026-11-03", with: "*"))
  }

  @Test(arguments: [
    "Zubrinako_Velthane_519-38-1724", "Velthane, Zubrinako SSN 519-38-1724.pdf",
    "zubrinako-519-38-1724.txt", "Zubrinako MRN 99353922", "Zubrinako MRN99353922",
  ])
  func wordsNobodyKnowsBesideNumberInPathAreNames(path: String) {
    let rest = rest(path).lowercased()
    #expect(!rest.contains("zubrinako") && !rest.contains("velthane"))
  }

  @Test(arguments: ["Zubrinako_Velthane", "velthane-service-2.4", "report 2026-01-05 Velthane"])
  func sameWordsInPathWithoutIdentifierOfOnePersonStay(path: String) {
    #expect(rest(path).lowercased().contains("velthane"))
  }

  @Test func ordinaryWordsBesideNumberInPathStay() {
    #expect(
      rest("discharge summary final SSN 519-38-1724.txt").hasPrefix("discharge summary final")
    )
  }

  @Test func uncommonPairFillingShortValueIsName() {
    #expect(isName("Zubrinako Velthane"))
    #expect(isName("Velthane, Zubrinako"))
  }

  @Test(arguments: [
    "Zubrinako", "Chest Pain", "Metformin Tablet", "New York", "velthane zubrinako", "Type 2",
    "Zubrinako visits the clinic today",
  ])
  func otherShortValuesStay(value: String) {
    #expect(!isName(value))
  }

  @Test func nameOfOneLetterBesideANumberEndsNothing() {
    #expect(!ScannedText("30 primary Meridian T  version#20211").covered.contains("primary"))
  }

  @Test func surnamesOfPapersAreFoundInPaths() {
    #expect(!rest("Consent_Chirchir_1966-03-04.txt").contains("Chirchir"))
    #expect(!rest("Referral_Okonkwo.pdf").contains("Okonkwo"))
  }

  @Test(arguments: [
    "Consent_Form_2024.txt", "Consent_Spanish.pdf", "adam_adsl", "Letter_Template.docx",
  ])
  func papersAndDataSetsOfNobodyStay(_ component: String) {
    #expect(rest(component) == component)
  }

  @Test func accountsThatLookLikeDataSetsAreFound() {
    #expect(rest("adam_adler") != "adam_adler")
  }
}
