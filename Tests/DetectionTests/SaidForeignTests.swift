import Testing
import Vocabulary

@testable import Detection

/// Numbers and dates that are said in Spanish, French, Portuguese and German.
@Suite struct SaidForeignTests {
  @Test(arguments: [
    (
      "Mi teléfono es seis uno nueve, cuatro cuarenta y dos, ochenta y uno quince.",
      "seis uno nueve, cuatro cuarenta y dos, ochenta y uno quince"
    ),
    (
      "Mon numéro : zéro six, quarante-deux, dix-sept, quatre-vingt-onze, zéro trois",
      "zéro six, quarante-deux, dix-sept, quatre-vingt-onze, zéro trois"
    ),
    (
      "Telefon null eins sieben sechs, fünfundvierzig, siebzig, achtzehn, danke",
      "null eins sieben sechs, fünfundvierzig, siebzig, achtzehn"
    ),
    (
      "O celular dela é nove oito quatro sete, dezessete, vinte e dois, trinta e um",
      "nove oito quatro sete, dezessete, vinte e dois, trinta e um"
    ),
    (
      "Nació el doce de diciembre de mil novecientos sesenta y seis en Puebla.",
      "doce de diciembre de mil novecientos sesenta y seis"
    ),
    (
      "Née le vingt-trois mars mille neuf cent cinquante-deux à Brest.",
      "vingt-trois mars mille neuf cent cinquante-deux"
    ),
    ("Doña Inés Ravelo viene el treinta y uno de mayo.", "treinta y uno de mayo"),
  ])
  func areFoundWhole(_ text: String, _ value: String) {
    let scanned = ScannedText(text)
    let found = scanned.findings.map { scanned.text($0) }
    #expect(found.contains(value), "\(found)")
  }

  @Test(arguments: [
    "Toma dos o tres veces cada doce horas durante quince días.",
    "Deux comprimés matin et soir pendant dix jours.",
    "Drei bis vier Tage lang je zwei Tabletten.",
    "Entre cuarenta y cincuenta por ciento de los casos.",
    "She eats once in two days, and cent by cent.",
  ])
  func quantitiesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }
}
