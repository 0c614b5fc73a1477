import Testing
import Vocabulary

@testable import Detection

/// What regions call numbers, days, ages and places, and the same words where they tell nobody.
@Suite struct RegionTests {
  @Test(arguments: [
    ("Ms Ana Gonzalez, PhilHealth No. 14-077182044-1, seen", "14-077182044-1"),
    ("Mr Ana Gonzalez NHIA enrollee no 07718204-3", "07718204-3"),
    ("IP No. IP/21-22/07718, ward 4", "IP/21-22/07718"),
    ("Folder GSH 77182044, booked", "GSH 77182044"),
    ("seen by the physician, KMC 77182", "77182"),
    ("ID 870312 0771 08 2, female", "870312 0771 08 2"),
    ("NHI ZKA7718, 54F", "ZKA7718"),
    ("auto hit by rickshaw no MH-04-KF-2217, driver fled", "MH-04-KF-2217"),
    ("the danfo (KJA-771 XD) overturned", "KJA-771 XD"),
    ("Key safe C7718Y round the side", "C7718Y"),
    ("l'interne (bip 7718) est prévenu", "7718"),
    ("OM 77182, MGF", "77182"),
  ])
  func numbersAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Goal dw to 117.5 today, UF as tolerated.",
    "Kangaroo care, KMC 1800 g, feeding well.",
    "The folder 12 is on the shelf and UR 60.",
    "NHIS survey of the year, health card lost.",
    "Key safe fitted, big 12 hours.",
    "Le bip faible du moniteur, poste 3.",
  ])
  func numbersOfNobodyStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Frau Ana Gonzalez war am neunzehnten März hier", "neunzehnten März"),
    ("Mme Ana Gonzalez devait venir le vingt-deux pour la radio", "vingt-deux"),
    ("a Sra. Ana Gonzalez tem consulta no dia trinta e um às dez", "trinta e um"),
    ("Sra. Ana Gonzalez, cita el día catorce", "catorce"),
    ("mevrouw Ana Gonzalez, afspraak op de twaalfde", "twaalfde"),
    ("nata ad Orvenza il tre quattro trentasei", "tre quattro trentasei"),
    ("née le douze cinq quarante et un", "douze cinq quarante et un"),
    ("geboren am dritten fünften einundvierzig", "dritten fünften einundvierzig"),
    ("Mme Ana Gonzalez souffre depuis la Toussaint", "Toussaint"),
    ("Prochaine cure 14/11, voir dossier", "14/11"),
    ("CVC (inserido 23/5) sem sinais", "23/5"),
    ("foto in dossier d.d. 03-04", "03-04"),
    ("opname 14-6 op de afdeling", "14-6"),
    ("She wandered Good Friday, found later", "Good Friday"),
    ("Mr Ana Gonzalez fell on 1st Muharram", "1st Muharram"),
  ])
  func daysAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Ciclo 3/6 di terapia, cure 2/4 en cours.",
    "Subió el doce por ciento, le quatre pour cent.",
    "controle 2-3 weken na de ingreep",
    "We had a good Friday and the shop was open.",
    "Op de derde verdieping is de balie.",
    "né prématuré, trois ou quatre biberons",
  ])
  func countsAreNoDays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Ich bin jetzt einundneunzig und will heim", "einundneunzig"),
    ("sie ist zweiundneunzig Jahre alt", "zweiundneunzig"),
    ("die Oma ist schon 94", "94"), ("mit ihren 93 Jahren noch rüstig", "93"),
    ("elle a nonante-deux ans", "nonante-deux"),
    ("elle va sur ses quatre-vingt-quinze", "quatre-vingt-quinze"),
    ("va a cumplir noventa y dos", "noventa y dos"),
    ("a minha avó tem 96 e vive sozinha", "96"), ("vai fazer noventa e dois", "noventa e dois"),
    ("mijn moeder is 94 en woont alleen", "94"), ("ze is tweeënnegentig", "tweeënnegentig"),
    ("ha novantaquattro anni", "novantaquattro"),
    ("he's turning ninety on Sunday week", "ninety"),
    ("my nan is ninety-four", "ninety-four"),
  ])
  func agesAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "der Puls ist 94, der Druck stabil", "sie ist 95 cm groß geworden",
    "seit hundert Jahren bekannt", "la guerre de cent ans", "il pouls est nonante-deux",
    "elle a 93 kg perdus", "noventa por ciento de saturación",
  ])
  func readingsAreNoAges(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Mr Ana Gonzalez\nAddr: \u{23}48, 3rd Cross, Orvenza Nagar, Kollur 560019\nDOA", "\u{23}48"),
    ("Add: Purok 4, Brgy. Orvenza, Tagum City 8100\nCC: cough", "Purok 4"),
    ("seen, Plot 22, Orvenza Crescent, Wuse", "Plot 22"),
    ("wonende Singel 43, 8601 AG Sneek. Reden", "Singel 43"),
    ("mevrouw woont in Appelscha met echtgenoot", "Appelscha"),
    ("Main St, Orvenbeg, Co Westmeath", "Main St"),
    ("Apt 4, Orvenbeg N37 X8P2", "N37 X8P2"),
    ("Autounfall auf der A2 bei Guntramsdorf", "A2"),
    ("accident sur l'A7 à hauteur de Valence", "A7"),
    ("PET ist im AKH ausgemacht", "AKH"),
  ])
  func placesAreFound(_ text: String, _ wanted: String) {
    let covered = ScannedText(text).covered
    let first = wanted.replacing("#", with: "")
    #expect(covered.contains(first), "\(covered)")
  }

  @Test(arguments: [
    "Add: 5 mg at night, then review", "Address: pain, mood and sleep",
    "Plot 22, then draw the curve", "auf der B2 Station", "House 12, then turn",
    "code B12 4MGS", "woont in een huis met trap", "Block 3, no pain",
  ])
  func otherLinesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Ja, guten Tag, Lindemann hier.", "Lindemann"),
    ("Grüezi, Zurbriggen am Apparat", "Zurbriggen"),
    ("Filho de 12 anos, Kauã, na escola", "Kauã"),
    ("consulta com a doutora Mafalda às dez", "Mafalda"),
  ])
  func peopleAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "CC: biglang panghihina ng kanan, nahilo at nasuka kanina",
    "Guten Tag, Termine hier.", "Filho de 12 anos, Escola fechada",
  ])
  func wordsOfRegionsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Mein Natel ist null neunundsiebzig vierhundertzwölf sechsundvierzig fünfundachtzig", "null"),
    ("Mon natel : zéro septante-six, quatre cent douze, trente-deux, nonante-cinq", "quatre cent"),
    ("il numero è tre quattro sette, due uno, cinque cinque, otto zero quattro", "quattro sette"),
  ])
  func saidNumbersAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }
}
