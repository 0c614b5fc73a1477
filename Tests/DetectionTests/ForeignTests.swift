import Testing
import Vocabulary

@testable import Detection

/// French, Spanish, Portuguese and Italian: houses, streets, days, numbers and people.
@Suite struct ForeignTests {
  @Test(arguments: [
    ("Suivie au CMP de Brémont-les-Eaux par le docteur", "CMP de Brémont-les-Eaux"),
    ("admise au CHR Valmorel hier", "CHR Valmorel"),
    ("Recordar cita en la UMF No. 41 Xochitepec, con su cartilla", "UMF No. 41 Xochitepec"),
    ("mora na aldeia, no lar Santa Brites, Penedo, com a filha", "Santa Brites"),
    ("El centro médico Oyarzun queda en la entrada", "centro médico Oyarzun"),
    ("Scuola primaria Collodi di Lecco", "Scuola primaria Collodi di Lecco"),
    ("couvent de Brémont", "couvent de Brémont"),
  ])
  func housesAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    (
      "habite 12, rue des Ormes, app. 4, 93210 Valmorel", "12, rue des Ormes, app. 4 93210 Valmorel"
    ),
    ("C/ Pintor Oyarzun 22, 4º B, 46009 Benarque", "C/ Pintor Oyarzun 22, 4º B 46009 Benarque"),
    ("Calle 45 No. 12-40 apto 301", "Calle 45 No. 12-40 apto 301"),
    ("Entrada por Pº Recoletas 34, con la bata", "Pº Recoletas 34"),
    ("Rua do Alecrim 22, 3.º Esq., 1209-018 Penedo", "Rua do Alecrim 22, 3.º Esq"),
    ("consultorio di via Saragat, Portolago.", "via Saragat"),
    ("vu en PMI rue de Tanger, par la puéricultrice", "rue de Tanger"),
    ("vit à la ferme au lieu-dit les Brandes, seul", "les Brandes"),
    ("colisão na EN1 ao km 184, sem perda", "EN1 ao km 184"),
    ("Residencial Los Aromos 440, Villarrica", "Los Aromos 440"),
  ])
  func streetsAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    ("Retorno dia 5/5 às 9h30", "5/5"), ("séances depuis le 3/2.", "3/2"),
    ("início 20/02, NS1 positivo", "20/02"), ("faltou ontem (9/1) à sessão", "9/1"),
    ("Reçu le 5.11.24.", "5.11.24"), ("pendiente con hora 18 dic y la orden", "18 dic"),
    ("Nota de la cama 9. 18-abr de guardia", "18-abr"),
    ("Óbito às 6h12 de 7 set. na enfermaria", "7 set"),
    ("Mme Ana Gonzalez, vue à la consultation le premier octobre", "premier octobre"),
    ("nacido el seis de enero del setenta y dos", "seis de enero del setenta y dos"),
    (
      "— siete de agosto, mil novecientos cuarenta y uno.",
      "siete de agosto, mil novecientos cuarenta y uno"
    ),
    ("nata il tre marzo millenovecentoquarantadue", "tre marzo millenovecentoquarantadue"),
    ("Mme Ana Gonzalez reste jusqu'à Pâques", "Pâques"),
    ("a Sra. Ana Gonzalez faz anos na véspera de Natal", "véspera de Natal"),
    ("Mme Ana Gonzalez, changement prévu le 1er.", "le 1er"),
    ("ha novantuno anni", "novantuno"),
  ])
  func daysAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    ("NAM : OYAR 3452 1719", "OYAR 3452 1719"), ("TI 1.043.887.215, ingresa", "1.043.887.215"),
    ("carteirinha 0 044 117200983 4 da", "0 044 117200983 4"),
    ("assureur Valdor n° 1.447.209.83", "1.447.209.83"), ("MPPS 51704", "51704"),
    ("Véhicule GH-418-KT, chauffeur", "GH-418-KT"), ("targa FX 418 KM", "FX 418 KM"),
    ("RIB enregistré : 20041 01005 0417783W026 19", "20041 01005 0417783W026 19"),
    ("telefone 15 3217-8840", "15 3217-8840"), ("que c'est 1 38 07 29 171 044 61", "171 044 61"),
    ("cartella n. H0091772", "H0091772"), ("initiales : B-L", "B-L"),
    ("le code du portail : 27B64", "27B64"), ("CRM-MG 61.074", "61.074"),
  ])
  func numbersAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    ("Hola, soy Amparito de la farmacia", "Amparito"), ("Plantonista Abílio de noite", "Abílio"),
    ("RN de Tainá, peso 910 g", "Tainá"), ("Box 2: Lola, con cánula", "Lola"),
    ("el nene de los Acuña, deshidratado", "Acuña"), ("service du Pr Oudin", "Oudin"),
    ("OYARZUN COLÍN OFELIA, tiene cita", "OYARZUN COLÍN OFELIA"),
    ("l'expert J.-P. Castaing", "J.-P. Castaing"), ("técnico Julián, silla", "Julián"),
    ("Logopedista Ilaria B. del reparto", "Ilaria B"),
  ])
  func peopleAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    "Clinique privée et école publique", "En el centro de salud se abre en julio",
    "Hôpital de jour ouvert de 8 h à 17 h", "la clínica dental ofrece consultas",
    "casa de la familia", "au lieu de prendre le bus", "sent via Zoom 2 days ago",
    "the data set 2021 was reviewed", "he did 7 set reps", "loi n° 20023 du code",
    "chambre n° 4120", "Force 4/5, EVA 3/7", "Apgar 9/10/10", "rib fracture 44718",
    "Ventoline : agiter, puis inspirer lentement avec le masque", "CAP score 12",
    "EXPLORAR DOLOR ABDOMINAL", "route 4 km 12", "tension hier 12/8",
    "Il piano delle liste parte in febbraio", "Ch 14 Foley", "stage C. Weight 190",
    "PD 63, BVD 12. Frame", "VA cc OD 20/40-2 PH 20/30", "SV1*HC:11042:RT",
    "la correspondance est quai B, et à pied",
    "port 8080 2024",
  ])
  func resemblingOnesStay(_ text: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.filter(\.masked).isEmpty, "\(scanned.covered)")
  }

  @Test(arguments: [
    "12, rue des Ormes, app. 4, 93210 Valmorel, vit avec sa fille et le chien",
    "Soy [NAME], del [LOCATION], y la cita es el [DATE] con el doctor",
    "carteirinha [HEALTH_PLAN] da [NAME], mora na [LOCATION], [LOCATION]",
  ])
  func masksShowNothingNew(_ text: String) {
    var masked = Array(text.utf8)
    for finding in ScannedText(text).findings.filter(\.masked).reversed() {
      masked.replaceSubrange(finding.range, with: Array("[\(finding.kind.label)]".utf8))
    }
    let again = ScannedText(String(decoding: masked, as: UTF8.self))
    #expect(again.findings.filter(\.masked).isEmpty, "\(again.covered)")
  }
}
