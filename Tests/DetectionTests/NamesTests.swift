import Testing
import Vocabulary

@testable import Detection

/// Names, places and facilities in sentences, through the finders as the scanner calls them.
@Suite struct NamesTests {
  @Test(arguments: NamesSentences.positive)
  func findsEveryWordOfAnIdentifier(_ text: String, _ value: String) {
    let found = ScannedText(text).covered
    for word in value.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      #expect(found.contains(word), "\(word) in: \(text); found: \(found)")
    }
  }

  @Test(arguments: NamesSentences.negative)
  func leavesTextWithoutIdentifiersAsItIs(_ text: String) {
    let scanned = ScannedText(text)
    let found = scanned.findings.filter { [.name, .location, .organization].contains($0.kind) }
      .map(scanned.text)
    #expect(found.isEmpty, "\(found) in: \(text)")
  }

  @Test func findingsLieInTheTextAndNeverOverlap() {
    var state: UInt64 = 41
    let pieces =
      NamesSentences.positive.map(\.0) + NamesSentences.negative + ["\u{2019}s", "\n", "é", ", "]
    for _ in 0..<300 {
      var text: [UInt8] = []
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let piece = Array(pieces[Int(state >> 33) % pieces.count].utf8)
        text += piece.prefix(Int(state >> 20) % (piece.count + 1))
      }
      let found = ScannedText(String(decoding: text, as: UTF8.self)).findings
        .sorted { $0.start < $1.start }
      for (one, next) in zip(found, found.dropFirst()) { #expect(one.end <= next.start, "seed 41") }
      for finding in found { #expect(finding.start < finding.end) }
    }
  }

  @Test(arguments: [
    ("Meyer_Anna_Entlassung.txt", ["Meyer", "Anna"]),
    ("Discharge Maria Lopez 2026-11-03.pdf", ["Maria", "Lopez"]),
    ("john_smith_notes.pdf", ["john", "smith"]),
  ])
  func findsNamesInFileNames(_ name: String, _ words: [String]) {
    let bytes = Array(name.utf8)
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2026))
    var scratch = ScanScratch()
    var found: [Finding] = []
    scanner.scanPathComponent(bytes.span, scratch: &scratch, into: &found)
    let text = found.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined(separator: " ")
    for word in words { #expect(text.contains(word), "\(word) in \(name)") }
  }

  @Test(arguments: [
    "lab_results_2026.csv", "discharge_summary.txt", "vital-signs.json", "README.md",
  ])
  func leavesOrdinaryFileNames(_ name: String) {
    let bytes = Array(name.utf8)
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2026))
    var scratch = ScanScratch()
    var found: [Finding] = []
    scanner.scanPathComponent(bytes.span, scratch: &scratch, into: &found)
    #expect(!found.contains { $0.kind == .name || $0.kind == .location })
  }
}
