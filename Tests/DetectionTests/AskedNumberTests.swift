import Testing
import Vocabulary

@testable import Detection

/// Numbers in the line below the words that say what they are.
@Suite struct AskedNumberTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("MRN?\n53750\n", ["MRN 53750"]),
    ("What is your MRN?\nA: 53750\n", ["MRN 53750"]),
    ("Clerk: And your MRN, please?\nCaller: 5375012\n", ["MRN 5375012"]),
    ("[00:12] REP: MRN please\n[00:14] PT: um, it's 5375012\n", ["MRN 5375012"]),
    ("Rep: Can I have your member ID?\nPt: Sure, it is W5375 012\n", ["HEALTH_PLAN W5375 012"]),
    ("MRN\n53750\nWeight\n71 kg\n", ["MRN 53750"]),
    ("- Account number\r\n  447-1902\r\n", ["ACCOUNT 447-1902"]),
    ("PID-3 (Patient Identifier List): 53750\n", ["MRN 53750"]),
  ]) func aNumberThatIsAskedForIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "MRN?\nIt changed in 2019.\n", "MRN\nWeight\n71 kg\n", "MRN\n[MRN]\n",
    "No MRN\n53750 cells counted\n", "Do not write the MRN\n53750\n", "MRN?\n\n\n\n53750\n",
    "MRN please\nThe 53750 form is new.\n", "Sodium\n53750\n",
  ]) func whatNobodyAskedForStays(text: String) {
    #expect(found(text).isEmpty)
  }
}
