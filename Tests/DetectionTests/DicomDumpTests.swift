import Testing
import Vocabulary

@testable import Detection

/// Elements of DICOM files as tools print them.
@Suite struct DicomDumpTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    (
      "(0010,0010) PN [Hill^Skip]       #  10, 1 PatientName\n(0010,0020) LO [53750]   # 6, 1 PatientID\n",
      ["NAME Hill^Skip", "MRN 53750"]
    ),
    (
      "(0008, 0090) Referring Physician's Name         PN: 'Page^Olive'\n(0008, 0050) Accession Number   SH: 'A7'",
      ["NAME Page^Olive", "MRN A7"]
    ),
    ("  (0020,000D) UI [1.2.840.99.4.7] # 14, 1 StudyInstanceUID", ["UNIQUE_ID 1.2.840.99.4.7"]),
    ("(0008,0080) LO [Rose]  # 4, 1 InstitutionName", ["LOCATION Rose"]),
  ]) func whatIdentifiesIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "(0018,0015) CS [CHEST]  # 6, 1 BodyPartExamined\n",
    "(0008,0070) LO [Lumen 4]  # 8, 1 Manufacturer\n",
    "(0010,0010) PN (no value available)  # 0, 0 PatientName\n",
    "(0010,0010) PN [[NAME]]  # 8, 1 PatientName",
    "(0010,0010 PN [Skip^Bolt]", "(0010,00100) LO [53750]", "f(0010,0020) + b[53750]",
  ]) func whatDoesNotStays(text: String) {
    #expect(found(text).isEmpty)
  }
}
