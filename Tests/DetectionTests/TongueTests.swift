import Testing
import Vocabulary

@testable import Detection

/// Text of further languages, and forms of names, days and houses that several languages share.
@Suite struct TongueTests {
  @Test(arguments: [
    ("Gisteren was mevrouw Bakker niet op haar kamer.", "Bakker"),
    ("Opname van dhr. P.J. van der Weide in verband met koorts.", "P.J. van der Weide"),
    ("Graag mw. T.A. Postma-de Boer bellen over de uitslag.", "T.A. Postma-de Boer"),
    ("Intervento eseguito dal dott. Lo Monaco senza complicanze.", "Lo Monaco"),
    ("Kamer 5 meneer El Amrani is nog niet wakker.", "El Amrani"),
    ("Nacht rustig, kamer 7 Jansen heeft geslapen.", "Jansen"),
    ("her name is Hallorann, H A double L O R A double N, okay", "H A double L O R A double N"),
    ("Bei der Geburt war alles gut. Kind: Jannes Holtkamp, 3400 g", "Jannes Holtkamp"),
  ])
  func namesBehindTitlesAreFound(_ text: String, _ name: String) {
    #expect(ScannedText(text).covered.contains(name), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Vielen Dank, Frau Kollegin, für die Überweisung.", "Graag mevrouw de voorzitter informeren.",
    "16 Fr. Katheter gelegt", "Kind: Mädchen, rosig", "Sig: take one tablet daily.",
    "Herr Doktor, die Werte sind da.", "Familie: unauffällig, keine Erbkrankheiten",
  ])
  func officesBehindTitlesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Hasta 3 Ekim 2021 tarihinde taburcu edildi.", "3 Ekim 2021"),
    ("Ang check-up niya ay sa Hunyo 9, 2023.", "Hunyo 9, 2023"),
    ("Li te lopital depi 12 fevriye 2022.", "12 fevriye 2022"),
    ("Pacijent je primljen 4 travnja 2020 navečer.", "4 travnja 2020"),
    ("Mevrouw kan de 14e niet, graag een andere dag.", "14e"),
    ("Patiënte komt eind september terug.", "eind september"),
    ("Die Patientin kommt am Fr., 14.6. wieder.", "14.6"),
    ("MRT 7.3.24 bei Frau Lohmann unauffällig", "7.3.24"),
    ("La paciente ingresó el Jueves Santo con fiebre.", "Jueves Santo"),
    ("Ontslag 26/11 naar huis.", "26/11"), ("Mevrouw kwam op dinsdag de 13e terug.", "13e"),
    ("Mevrouw is gevallen op 18 dec. en opgenomen.", "18 dec"),
    ("Tôi sinh ngày 14 tháng 8 năm 1951.", "14 tháng 8 năm 1951"),
    ("My visit is on Tuesday the fourteenth at ten.", "Tuesday the fourteenth"),
  ])
  func daysAreFound(_ text: String, _ day: String) {
    #expect(ScannedText(text).covered.contains(day), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "de 3e keer dit jaar dat de pomp uitvalt", "op de 2e verdieping links",
    "pijnscore 4-6 bij bewegen", "mix 20 uL. Add 5 mL",
    "his A one C seven point two today", "CT scanner software 3.2.1 installed",
  ])
  func countsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Weiter in der Gemeinschaftspraxis am Stadtpark.", "Gemeinschaftspraxis am Stadtpark"),
    ("Sie ist zu Hause in Bad Driburg. Es geht ihr gut.", "Bad Driburg"),
    ("pacjentka zam. ul. Wierzbowa 8 m. 3, 05-820 Piastów", "05-820 Piastów"),
    ("Zij woont aan de Lindenstraat 6 in Hoogeveen.", "Hoogeveen"),
    ("die frau petersen wohnt in der dorfstr. 9 im ort", "dorfstr. 9"),
    ("Verlegung nach Haus Lindhoop in Bad Essen geplant.", "Haus Lindhoop in Bad Essen"),
    ("Zij woont in verpleeghuis De Linde te Urk.", "verpleeghuis De Linde te Urk"),
    ("Vive com a filha em Lugar da Fonte, Ronfe, 4805-410 Guimarães.", "Lugar da Fonte"),
    ("le hacen la cura en el ambulatorio de la calle Olmos", "ambulatorio de la calle Olmos"),
  ])
  func housesAreFound(_ text: String, _ house: String) {
    #expect(ScannedText(text).covered.contains(house), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Die Praxis am Montag ist geschlossen.", "Das Haus Nummer ist unbekannt.",
    "Die Schule am Freitag fällt aus.", "school Monday is cancelled",
    "Die Praxis im Anschluss bitte anrufen.",
  ])
  func housesWithoutNamesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Karta informacyjna leczenia. Pacjent przebywał na oddziale. Zalecenia: kontrola w poradni za 2 tygodnie.",
    "Magandang umaga po. Wala naman akong lagnat kahapon. Salamat po sa gamot.",
    "Bonjou doktè. Mwen gen tèt fè mal depi yè. Mèsi anpil pou medikaman an.",
    "Hastanın şikayeti yok. Çıkış ilaçları aynı. Tedavi için teşekkürler.",
    "Träffade henne idag. Också feber. Läkare ringde igår.",
  ])
  func wordsOfFurtherLanguagesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Hastanın eşi Nurettin Çakır geldi, ilaç için.", "Nurettin"),
    ("Pacjent Zdzisław Wróbel przebywał na oddziale.", "Wróbel"),
  ])
  func namesAmongThemAreFound(_ text: String, _ name: String) {
    #expect(ScannedText(text).covered.contains(name), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("REF0RM N0TE from Theo dore Whit man today", "Theo dore"),
    ("P0STOP N0TE\nDR Fernando Ochoa saw Fabi ola Hernan dez.", "Fabi ola"),
    ("ADMlSSION\nSeen by Ernestine, now Femanda Holm.", "Femanda"),
    ("Admitted03/14/24Discharged03/19/24Attending", "03/14/24 03/19/24"),
  ])
  func brokenAndGluedWordsAreRead(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "N0TE: the pati ent has a norm al ex am and no com plaints.",
    "path/abcd02/11/2024x",
  ])
  func brokenWordsThatNameNobodyStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }
}
