import CTagger
import Testing
import Vocabulary

@testable import Detection

/// Sentences whose build says that somebody or some place stands in them; no list holds the words.
@Suite struct FrameTests {
  @Test(arguments: [
    ("\"The road is closed until noon,\" says Hvitstrand.", "Hvitstrand"),
    ("Vandrel, can I please borrow your keys for the afternoon?", "Vandrel"),
    ("Ordvik spent a year at the mill before the fire.", "Ordvik"),
    ("Tebrin began writing when the shop closed its doors.", "Tebrin"),
    ("I want to take my kid Tovrin off the form.", "Tovrin"),
    ("Everybody has called me Jorvil since school.", "Jorvil"),
    ("We met the Quennevald family on the ferry.", "Quennevald"),
    ("The three founders: Ossvik, Marwell and Banks opened it in spring.", "Ossvik Marwell Banks"),
    ("Hollings and Murphy were late again for the early shift.", "Hollings Murphy"),
    ("Elizabeth: \"Are you coming?\"\nVorrun: \"In a minute.\"", "Elizabeth Vorrun"),
    ("the note that brayden k. thompson left on the desk is gone", "brayden thompson"),
    ("Żdanowicz shouted from the far end of the pier.", "Żdanowicz"),
  ])
  func personsAreFound(_ text: String, _ names: String) {
    let all = ScannedText(text).covered
    for name in names.split(separator: " ") { #expect(all.contains(name), "\(name) in \(all)") }
  }

  @Test(arguments: [
    "\"The road is closed until noon,\" says nobody.",
    "However, can I please borrow your keys for the afternoon?",
    "Metformin began working when the dose went up.",
    "I want to take my kid swimming after the visit.",
    "We met the local family on the ferry.",
    "The three stages: Mild, Moderate and Severe mean what they say.",
    "Tests and Results were late again for the early shift.",
    "Question: \"Are you coming?\"\nAnswer: \"In a minute.\"",
    "the plan with vitamin k and iron is gone",
    "Says Dada and Mama, specific, pulls to stand.",
  ])
  func otherSentencesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("She grew up in Drennick and came here for work.", "Drennick"),
    ("The parcel arrived at Ostvaler this morning.", "Ostvaler"),
    ("Our stall stood in Bjarvik 6091 for a week.", "Bjarvik 6091"),
    ("Please ship it with Valdour 3, Ubrid 48145 for this order.", "Valdour 3 Ubrid 48145"),
    ("Meet me at the corner of Brygget 64 and Alder Pass.", "corner Brygget 64 and Alder Pass"),
    ("wait at the corner of moravgade 7 and linden street", "moravgade 7 and linden"),
    ("Send it to 19902 Dobranska 1394 Apt. 066", "19902 Dobranska 1394 066"),
    ("The stop is on Villanger Strasse 89.", "Villanger Strasse 89"),
  ])
  func placesAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    (
      "Elle rentre de l'hôpital de Kervalen depuis le 22 du mois.", "hôpital de Kervalen"
    ),
    (
      "Vu au cabinet de cardiologie des Tillerons la semaine passée.",
      "cabinet de cardiologie des Tillerons"
    ),
    ("La nieta entra a la escuela Belmirán a las ocho.", "escuela Belmirán"),
    ("He came by air from the Waldruh hut with a broken leg.", "Waldruh hut"),
    ("They slept in the Orvaldine shelter on the hill.", "Orvaldine shelter"),
    ("She was hit on Route 9 in Millfossen on the way home.", "Millfossen"),
  ])
  func housesAreFound(_ text: String, _ house: String) {
    let all = ScannedText(text).covered
    for part in house.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "Elle rentre de l'hôpital de jour depuis une semaine.",
    "Vu au cabinet de cardiologie la semaine passée.",
    "He called the Human Resources office about the form.",
    "They slept in the Emergency shelter on the hill.",
    "The pilot study and the detective story were long.",
  ])
  func kindsWithoutANameStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("The pilot Haakvind reports forty minutes.", "Haakvind"),
    ("Ch. 207 : M. Ouedravi a bien dormi cette nuit et sa famille est venue.", "Ouedravi"),
  ])
  func rolesAndTitlesLeadToNames(_ text: String, _ name: String) {
    #expect(ScannedText(text).covered.contains(name), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "She grew up in Estonia and came here for work.",
    "The parcel arrived at noon this morning.",
    "She grew up in Estonia 2004 to 2009.",
    "Reviewed in Zoom 2024 by the whole team.",
    "It stood in the corner of the room and the window was open.",
    "We are at the corner of cost and benefit.",
  ])
  func whatNamesNoPlaceStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  /// A capital is one whatever letter it is; the letters behind it are small, and stay so.
  @Test(arguments: [
    ("Žofie", TokenShape.capitalized), ("žofie", .lower), ("Łucja", .capitalized),
    ("łucja", .lower), ("Óscar", .capitalized), ("óscar", .lower), ("Ÿves", .capitalized),
    ("ÅSLAUG", .upper), ("ŠÁRKA", .upper), ("åSLAUG", .mixed), ("МАРИЯ", .upper),
    ("Мария", .capitalized), ("мария", .lower), ("×", .lower),
  ])
  func capitalsOfOtherLetters(_ word: String, _ shape: TokenShape) {
    var scratch = ScanScratch()
    // Once within a block of the tokenizer, once across the border of two.
    for blanks in [0, 63] {
      let text = Array((String(repeating: " ", count: blanks) + word).utf8)
      scratch.tokenize(text.span)
      #expect(scratch.tokens.map(\.shape) == [shape])
    }
  }

  /// The lexicon knows a name however it is written, although its hash tells those letters apart.
  @Test(arguments: ["Šimon", "ŠIMON", "šimon"])
  func namesAreKnownInEveryCase(_ name: String) {
    #expect(Lexicon.bands(Token.hash(name)).first > 0)
  }

  @Test func wordsOfALanguageAreNoNames() {
    for word in ["iban", "theres", "cita", "bitte"] {
      #expect(Lexicon.bands(Token.hash(word)).first == 0, "\(word)")
    }
  }
}
