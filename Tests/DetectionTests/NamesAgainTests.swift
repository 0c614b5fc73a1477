import Testing
import Vocabulary

@testable import Detection

/// Names that are words, found again where somebody acts; numbers beside names; sentences in fields for codes.
@Suite struct NamesAgainTests {
  @Test(arguments: [
    ("Patient: Will Hart\nThis morning Will was calm. Will is 44 and hard of hearing.", "Will", 2),
    ("June Frost was seen. June's phone is broken.", "June's", 1),
    ("Mr. Skip Hill was admitted. Overnight Hill refused his tray.", "Hill", 1),
    ("Patient: Grace Banks\nAt 0735 Banks became pale.", "Banks", 1),
    ("I saw Mr. Skip Hill today.\nHill c/o nausea.", "Hill", 1),
  ])
  func wordsThatAreNamesAreFoundWhereSomebodyActs(_ text: String, _ word: String, _ count: Int) {
    let again = ScannedText(text).findings.dropFirst().filter { $0.kind == .name }
    #expect(again.count >= count, "\(word) in \(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "June Frost was seen. In June was the last dose; the next one is due in June.",
    "Patient: Rose Case\nThe case is closed. A rose was on the table.",
    "Will is a verb. June's weather was mild. Case became law.",
  ])
  func theWordsThemselvesStay(_ text: String) {
    let names = ScannedText(text).findings.filter { $0.kind == .name }
    let first = text.contains("June Frost") || text.contains("Rose Case")
    #expect(names.count == (first ? 1 : 0), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Hope Page was discharged home on oral antibiotics.", "Hope Page"),
    ("Bill Hand is a 45 year old man with asthma.", "Bill Hand"),
    ("Grace Banks denies chest pain today.", "Grace Banks"),
    ("the pt in 465 (Weeks) needs tele", "Weeks"), ("Patient: Hope Case", "Hope Case"),
    ("Guarantor: PAGE ROSE    Ward 4", "PAGE ROSE"), ("Rose Case DOB 3/4/1961", "Rose Case"),
    ("HILL SKIP  M  62", "HILL SKIP"), ("Consent was reviewed with Rose Page today.", "Rose Page"),
    ("Art Best (MRN 4471203)", "Art Best"), ("Hope Stone called re her tablets.", "Hope Stone"),
    ("Art Best d.o.b. 3/4/1961", "Art Best"),
  ])
  func patientsWhoseNamesAreWordsAreFound(_ text: String, _ name: String) {
    #expect(ScannedText(text).covered.contains(name), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Hope Springs was opened in May.", "Hand surgery was seen as the best option.",
    "Grace Period is a term of 30 days.", "Bill was admitted into evidence.",
    "GOOD HOPE  M  scale", "The letter came from Grand Banks.",
    "Patient: Grace period of 30 days",
    "the patient in 465 (Isolation) needs tele",
  ])
  func otherSubjectsStay(_ text: String) {
    #expect(
      !ScannedText(text).findings.contains { $0.kind == .name },
      "\(ScannedText(text).covered)"
    )
  }

  @Test(arguments: [
    ("FROST, JUNE          34370      DOB 08/06/1976    Rm 529", "34370"),
    ("re: Rose Short (7/24/40) \u{23}48117", "48117"),
    ("1) Hale, Sue / 73451 / b. 9/15/1943", "73451"),
    ("Sanchez, Jean   62849", "62849"), ("PAT ID: 65268    DOB: 05/25/1976", "65268"),
    ("Patient:   FROST, JUNE      Unit #: 93649", "93649"),
    ("chart 44762 has the wrong allergy", "44762"), ("Patient ID: 65268", "65268"),
    ("Subject ID 12180 was enrolled", "12180"), ("HOSPITAL ID: 83701", "83701"),
  ])
  func shortNumbersBesideNamesAreFound(_ text: String, _ number: String) {
    #expect(ScannedText(text).covered.contains(number), "\(ScannedText(text).covered)")
  }

  @Test func townsInIdahoAreFound() {
    #expect(ScannedText("She moved to Boise, ID 83702 in May").covered.contains("Boise, ID 83702"))
  }

  @Test(arguments: [
    ("Frost, June   62849 mL", "62849"), ("June Frost counted 34370 cells", "34370"),
    ("DIALYSIS UNIT      48117", "48117"), ("June Frost   1234   ok", "1234"),
    ("chart 12 of 20, unit # 412", "412"),
  ])
  func countsStay(_ text: String, _ number: String) {
    #expect(!ScannedText(text).covered.contains(number), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Call Rose Page, 12 Mill Rd, Troy, NY 12180", "Rose Page"),
    ("Spoke with Rose Page by phone. Moved to 463 Oak Ave, Normal.", "463 Oak Ave"),
    ("Daughter June Frost called", "June Frost"),
  ])
  func sentencesInFieldsForCodesAreRead(_ value: String, _ found: String) {
    let scanned = ScannedText(value, field: FieldContext(name: "result", column: 2))
    #expect(scanned.covered.contains(found), "\(scanned.covered)")
  }

  @Test(arguments: [
    "Type 2 diabetes mellitus without complications", "Rose bengal score", "final", "5.4 mmol/L",
    "Glucose [Mass/volume] in Serum or Plasma",
  ])
  func codesStay(_ value: String) {
    let scanned = ScannedText(value, field: FieldContext(name: "result", column: 2))
    #expect(scanned.findings.isEmpty, "\(scanned.covered)")
  }

  /// The head of a form's part with nothing behind it.
  @Test(arguments: ["", "\n", "\n\n", "\r\n\r\n"])
  func aFormMayEndWithItsHead(_ end: String) {
    #expect(ScannedText("Content-Disposition: form-data; name=\"surname\"" + end).findings.isEmpty)
  }
}
