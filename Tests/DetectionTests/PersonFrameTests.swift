import Testing

@testable import Detection

/// Names that are words, eponyms or known to few, told by what stands around them, and what stands there without being
/// anybody.
@Suite struct PersonFrameTests {
  @Test(arguments: [
    ("Reviewed the Nakamura-Brandt scan today.", "Nakamura-Brandt"),
    ("Please pull the Castellano chart again.", "Castellano"),
    ("2nd outreach, QUINTEROS hung up", "QUINTEROS"),
    ("anyone seen Becker's chart?", "Becker"),
    ("care was appropriate; Becker disagreed", "Becker"),
    ("I spoke to Cross about it.", "Cross"),
    ("can somebody swap w/ Hall today", "Hall"),
    ("I paged Becker again.", "Becker"),
    ("N'Golo Kante called.", "N'Golo"),
  ])
  func whoStandsThereIsFound(text: String, name: String) {
    #expect(ScannedText(text).covered.contains(name), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Reviewed the Kaplan-Meier scan and the Bland-Altman report.",
    "Sent the Holter report, signed the Foley order.",
    "the machine hung up again",
    "Becker's nevus on the left, Murphy's sign negative.",
    "She spoke to Nursing about it, covered by Medicare today.",
    "Cross match done, Hall walk twice.",
    "lunch with Rice and beans",
  ])
  func whatStandsThereStays(text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }
}
