import Testing
import Vocabulary

@testable import Detection

/// Plants, dishes, stars, signs and tests that are called by names, and people who are called alike.
@Suite struct ThingTests {
  @Test(arguments: [
    "A bed of creeping jenny behind the ramp.",
    "The Norway spruce in the lobby is plastic.", "A Jackson-Pratt on the right, strip it daily.",
    "Hunt-Hess 2, Lund-Mackay 11.", "Finkelstein neg, Phalen neg.", "Duodenal ulcer, Forrest IIa.",
    "Salter-Harris II of the radius.", "Le Fort II, no rhinorrhea.",
    "Views: Stenvers, Schuller, Grashey, Norgaard.", "Ordered a BodyBlade and a wedge.",
    "Tc-99m sestamibi, 25 mCi.", "99mTc-DTPA was given.",
    "p.(Gln1756Profs*74) is pathogenic, p.(Ser1982Argfs*22) as well.",
    "select avg(abx_min), max(age_max) from stay",
  ])
  func areNotFound(_ text: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.isEmpty, "\(scanned.covered)")
  }

  @Test(arguments: [
    ("Seen by Dr. Grashey and Mrs. Norgaard.", "Norgaard"),
    ("Her daughter Jenny Robert called from home.", "Jenny Robert"),
    ("Signed, Anne Jackson-Pratt, RN", "Jackson-Pratt"),
    ("He lives in Ann Arbor with his wife.", "Ann Arbor"),
    ("Patient: Stanley Brown, DOB 4/5/1961", "Stanley Brown"),
    ("Mr. James Harris III came with his son.", "James Harris"),
    ("Pt 99m with a fall at home", "99"),
    ("Password is on the fridge: Gln2024!Moon", "Gln2024!Moon"),
    ("Staff: Mrs. Okafor, Lou - Macintosh 3 blade, easy.", "Okafor"),
    ("She lives in Royal Oak near her son.", "Royal Oak"),
    ("ping camille_b about the chart", "camille_b"),
  ])
  func areFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test func aListOfSignsStaysOneBesideAMask() {
    let copy = "Views: Stenvers, [NAME], Grashey, Norgaard."
    #expect(ScannedText(copy).findings.isEmpty, "\(ScannedText(copy).covered)")
  }

  @Test(arguments: ["herb robert", "creeping jenny", "sweet william", "queen anne lace"])
  func theLexiconHoldsThingsAsPhrases(_ text: String) {
    let words = text.split(separator: " ").map { Token.hash(String($0)) }
    let hash = words.dropFirst().reduce(words[0]) { Lexicon.phrase($0, $1) }
    #expect(Lexicon.bands(hash).isBrand)
    #expect(Lexicon.bands(words[1]).isBrand == false)
  }
}
