import Testing
import Vocabulary

@testable import Detection

/// What looks like something of nobody's and is somebody's all the same: lines of sequences, wide gaps, round numbers, zones.
@Suite struct DroppedTests {
  @Test(arguments: [
    // A line pasted from a sheet is no feature of a genome and no variant.
    (
      "Okafor, Rosalind\tMRN: 4482913\tseen 3/4/2021\t72\t98\t1\t-\t0\tcall wife Ana Ruiz",
      "Okafor Rosalind 4482913 Ruiz"
    ),
    ("Dr. John Smith\t4482913\tDOB 3/4/2021\tN\tN\t3\tMRN: 4482913\tfasting", "John Smith 4482913"),
    ("MRN:\n\n4482913\n", "4482913"), ("SSN:\n\n912 44 8813\n", "912 44 8813"),
    ("MRN:" + String(repeating: " ", count: 100) + "4482913", "4482913"),
    ("Patient ID: " + String(repeating: ".", count: 90) + " 4482913", "4482913"),
    ("Patient ID: 3f2b8c9d1e4a5f6b7c8d9e0f1a2b3c4d", "3f2b8c9d1e4a5f6b7c8d9e0f1a2b3c4d"),
    ("MRN: A1B2C3D4E5F6G7H8J9 seen", "A1B2C3D4E5F6G7H8J9"),
    ("Quist, Roselyn [4482913] seen", "4482913"),
    ("Saw Roselyn Quist 4482000 in clinic", "4482000"),
    ("Nurse:Ward 2pm", "Ward"),
    ("write to john.smith at example dot org", "john.smith at example dot org"),
    ("write to smith99 AT example DOT org", "smith99 AT example DOT org"),
    ("tracking number 9400 1118 9922 3018 7745 60", "9400 1118 9922 3018 7745 60"),
  ])
  func whoSeemsNobodyIsFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "chr1\tHAVANA\tgene\t11869\t14409\t.\t+\t.\tgene_name DDX11L1",
    "1\t10177\trs367896724\tA\tAC\t100\tPASS\tAC=2130",
    "TZ=America/New_York", "zone: Europe/Berlin is set", "[4482913] events in queue",
    "COPY 4482000 rows",
  ])
  func whatIsNobodysStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "O Oak St", "O Brien Drive", "4.doi.org", "1.python.org",
    "username: " + String(repeating: "q", count: 600) + "(x",
  ])
  func textsThatBeginInTheMiddleAreScanned(_ text: String) {
    #expect(ScannedText(text).findings.allSatisfy { $0.start >= 0 && $0.end <= text.utf8.count })
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["IL ", "IL\n", "VALUES ", "New York ", "INSERT INTO t VALUES ("]
  )
  func textsOfOneWordAgainAndAgainEnd(_ word: String) {
    let text = String(repeating: word, count: 40_000)
    #expect(ScannedText(text).findings.allSatisfy { $0.end <= text.utf8.count })
  }
}
