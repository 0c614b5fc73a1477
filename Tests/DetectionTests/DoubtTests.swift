import Testing
import Vocabulary

@testable import Detection

/// Eponyms, products, services and ordinary words where names and places stand, and people and
/// places that are called alike.
@Suite struct DoubtTests {
  @Test(arguments: [
    "Bone age by Greulich and Pyle is ten years.",
    "Hirschsprung was treated with a Soave pull-through.",
    "Started Skyrizi and Tremfya, stopped Humira.", "Prolacta was added, 18 mL every three hours.",
    "Broken Mason jar, small cut.", "Homer Wright rosettes and amplified MYCN.",
    "Two Lister sprayers and a Crookes tube.", "Acute on Chronic Systolic Heart Failure, stable.",
    "Home with Home Health and a walker.", "Transferred out of Neonatal Intensive Care today.",
    "Nimodipine 30 every two hours.",
    "Vorhofflimmern, arterielle Hypertonie, Kurzfassung.", "The vent is a Hamilton C6 on loan.",
    "Applied Dycem, ordered Mepilex and Tegaderm.", "Zebra printer on Windows 10 failed again.",
    "pt's Foley was removed and pt's Troponin is up.", "The patient's Braden is 14 today.",
    "H/o Barretts, Hashimotos and Raynauds.", "Severity per Hinchey is moderate.",
    "Discussed Fontan with parents.", "Deyo weights and Elixhauser were compared.",
  ])
  func areNoNames(_ text: String) {
    let scanned = ScannedText(text)
    let found = scanned.findings.filter { $0.kind == .name || $0.kind == .location }
    #expect(found.isEmpty, "\(found.map(scanned.text))")
  }

  @Test(arguments: [
    ("Seen with Dr. Greulich at noon.", "Greulich"), ("Mrs. Ford refuses dialysis.", "Ford"),
    ("The patient's daughter Humira Begum called.", "Humira Begum"),
    ("Signed, Tobias Hirschsprung, MD", "Hirschsprung"),
    ("My name is Mason Whitcomb and I need a refill.", "Mason Whitcomb"),
    ("Frau Vorhoff wurde entlassen, Tochter Annegret informiert.", "Annegret"),
    ("Admitted to St. Brendan's Neonatal Intensive Care.", "Brendan"),
    ("She was seen at Maple Ridge Family Medicine.", "Maple Ridge"),
    ("He thanked Deborah Hamilton for the visit.", "Hamilton"),
    ("Lives in Phoenix with his wife.", "Phoenix"),
    ("The patient's wife Margaret Foley called.", "Margaret Foley"),
    ("Discussed with Fontaine at noon.", "Fontaine"), ("per Okonkwo hold heparin", "Okonkwo"),
    ("Seen by Dr. Elixhauser today.", "Elixhauser"),
  ])
  func areFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test func whatIsDoubtedIsDoubtedInAMaskedCopyToo() {
    let original = "Mrs. Abernathy asked about Skyrizi. Bone age by Greulich and Pyle, Mason jar."
    let copy = "Mrs. [NAME] asked about Skyrizi. Bone age by Greulich and Pyle, Mason jar."
    #expect(ScannedText(original).covered.contains("Abernathy"))
    #expect(ScannedText(copy).findings.isEmpty, "\(ScannedText(copy).covered)")
  }
}
