import Testing
import Vocabulary

@testable import Detection

/// Text of Germany, Austria, Switzerland, the Netherlands and Flanders: nouns with capitals stay, and what
/// tells who somebody is does not.
@Suite struct GermanicTests {
  @Test(arguments: [
    "Danke für die Überweisung, bei ausbleibender Linderung bitte um Rückmeldung an die Ambulanz.",
    "Das Sauerstoffgerät bleibt am Bett, die Bilanzierung wird auf der Kurve nicht mehr geführt.",
    "Im Treppenhaus ist das Licht kaputt, der Hausmeister kommt nach der Mittagspause.",
    "Betreff: fehlender Laborausdruck, der Versand ist seit dem Umzug nicht mehr möglich.",
    "Für die Schmerzbehandlung und die Wundversorgung gilt der Standard der Abteilung.",
    "Die Thrombozyten und die Nierenwerte sind bei der Kontrolle nicht auffällig gewesen.",
    "Geen koorts gehad, de wond is niet rood en de drain loopt nog goed door.",
    "Poliafspraak is nog niet gemaakt, graag ook bloedafname voor de controle bij ons.",
  ])
  func nounsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Die Übergabe mit Frau Sonnenschein war gut, sie ist nicht mehr verwirrt.", "Sonnenschein"),
    ("Heute hat Herr Nachtigall bei der Visite über Schwindel geklagt.", "Nachtigall"),
    ("Der Bruder Torvald hat angerufen, er ist nicht vor dem Abend da.", "Torvald"),
    ("sag bitte tante mimmi dass wir nicht mehr kommen und auch nicht anrufen", "mimmi"),
    ("Die Wunde ist nicht mehr offen, Verband bleibt. gez. Lohrmann", "Lohrmann"),
    ("Dochter Femke blijft niet bij de patiënt slapen, zij is nog aan het werk.", "Femke"),
    ("Overdracht: mw. van den Heuvel-Smit heeft niet gegeten en is nog verward.", "Heuvel Smit"),
    ("Wond is droog, niet verbonden. Get. JvdM", "JvdM"),
    ("er liegt im josefshospital in paderborn und ist nicht wach", "josefshospital paderborn"),
  ])
  func peopleAndHousesAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    ("Untersuchung vom 7.3.25 war unauffällig", "7.3.25"),
    ("EEG folgt morgen, 14.6., danach Visite", "14.6."),
    ("Termin (3.9.) ist abgesagt", "3.9."),
    ("Sturz am 21.4. gegen Abend", "21.4."),
    ("Opname van 4 tot 9 februari in de kliniek", "4 tot 9 februari"),
    ("ophalen vanaf dinsdag 12 mei bij de balie", "12 mei"),
    ("betalen vóór 28/11 op de rekening", "28/11"),
  ])
  func daysAreFound(_ text: String, _ day: String) {
    let all = ScannedText(text).covered
    #expect(all.contains(day.hasSuffix(".") ? day.dropLast() : day[...]), "\(all)")
  }

  @Test(arguments: [
    "Der Wert lag bei 3.2. Danach stieg er.", "siehe Kapitel 3.2., Seite 12", "Tabelle 4.1.: Werte",
    "pijn op 7/10 volgens de schaal", "version 7.3.25 of the tool", "a ratio of 4.2. The rest",
  ])
  func otherNumbersStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("wohnt Erlenallee 117, HH, 3. OG rechts bei der Mutter", "Erlenallee 117 HH 3 OG rechts"),
    ("Zustellung Gartengasse 8/2/14 an die Tür", "Gartengasse 8/2/14"),
    ("woont Meerlaan 40 bus 3 in de stad", "Meerlaan 40 bus 3"),
    ("Az. 4 0733 218 60 2 bitte angeben", "4 0733 218 60 2"),
  ])
  func addressesAndFilesAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test func statesAreNoFiles() {
    let all = ScannedText("Allergy clinic moved, AZ 2 of 9 sites").covered
    #expect(!all.contains("2"), "\(all)")
  }

  @Test(arguments: [
    ("Wundversorgung", true), ("Kniebeschwerden", true),
    ("Poliafspraak", true),
    ("Hvitstrand", false),
    ("Okonkwo", false), ("Brockhurst", false), ("Papadopoulos", false),
  ])
  func compoundsAreKnownByTheirParts(_ word: String, _ isWord: Bool) {
    let text = Array(word.utf8)
    let bands = Lexicon.bands(Token.hash(word))
    #expect(Germanic.isWord(text.span, 0..<text.count, bands) == isWord)
  }
}
