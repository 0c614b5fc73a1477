import Testing
import Vocabulary

@testable import Detection

/// Ages of ninety and more, days without a year and numbers with half a label, and what looks alike.
@Suite struct WhenTests {
  /// What is masked in a text, each finding apart from the next by a stroke.
  private func masked(_ text: String, _ kind: IdentifierKind) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.masked && $0.kind == kind }.map(scanned.text)
      .joined(separator: " | ")
  }

  @Test(arguments: [
    ("Lives w/ husband 94, walks daily.", "94"), ("her older brother (92) cooks", "92"),
    ("great-uncle lived to 101.", "101"), ("grandmother lived to be 99, no cancer", "99"),
    ("a woman of 97, off oxygen", "97"), ("Oldest patient we operated was 93.", "93"),
    ("Mrs Oyelaran 91 cellulitis", "91"), ("client 93y. Two steps at the door.", "93"),
    ("Pt (retired pilot, 92) wears a hat", "92"), ("she phoned twice, is 95 and cross", "95"),
    ("Hip (71), knee (84). Today 93, walks with a cane", "93"),
    ("I'll be 91 in the fall", "91"), ("she is going on 94 and sharp", "94"),
    ("a niner-two-year-old, correction, 93 year old", "niner-two | 93"),
    ("parents 92 and 95, both well", "92 | 95"), ("FHx: mother d. 97 CHF", "97"),
    ("father died 91, mother alive at 93", "91 | 93"), ("hes 95 and stubborn", "95"),
    ("that makes her 93 this year", "93"), ("92WM w/ CHF", "92"), ("94 WF, syncope", "94"),
    ("retired nun, 97, admitted", "97"), ("Ages of siblings: 91, 88", "91"),
    ("Neighbor, also 92, helps", "92"), ("dad still drives at 94.", "94"),
    ("93 yrs young, swims", "93"),
  ])
  func agesAreFoundBesideTheirPersons(_ text: String, _ wanted: String) {
    #expect(masked(text, .age) == wanted)
  }

  @Test(arguments: [
    "sats 94, pulse 98, both 96 on exertion", "wife 95 bpm on the monitor",
    "Today 91/60, glucose 97",
    "Tc-99m scan and Y-90 beads", "walked 100m with a cane",
    "a temp of 98, oldest log entry was 99",
    "bed (92) is free", "husband 98.6 at home", "she is going to 95 mg", "Mrs Oyelaran 95% on air",
    "bytes 94B8 94BF 94WX", "oximeter ninety three. no now ninety two",
    "lived to 98 percent of it", "Pt (pulse, 98) rests", "the man of 98 percent",
  ])
  func readingsAndQuantitiesAreNoAges(_ text: String) {
    #expect(masked(text, .age) == "")
  }

  @Test(arguments: [
    ("seen4/11by renal", "4/11"), ("D/c'd 1/4 to home", "1/4"), ("prednisone stop 5/7.", "5/7"),
    ("Signed P. Adeyemi RN 11/7\n", "11/7"), ("last dose 4/7 pm", "4/7"),
    ("INR: 4/2-2.2, 4/9-2.6, 4/11-3.1", "4/2 | 4/9 | 4/11"),
    ("namely June 2, 9 and 23, at noon", "June 2, 9 and 23"),
    ("admitted March 3rd, trached the 14th.", "March 3rd | the 14th"),
    ("On June 4 she fell; on the 12th EMS came.", "June 4 | the 12th"),
    ("a: october. like the 21st?", "october | the 21st"),
    ("she turned 88 in May and", "May"), ("mammo Sept of last year", "Sept"),
    ("seizure on halloween night", "halloween night"), ("migraine since Halloween", "Halloween"),
    ("died by suicide Veterans Day.", "Veterans Day"), ("Date 8.22.24 Time 0315", "8.22.24"),
    ("bday rule: mom (2/9)", "2/9"), ("MRI L spine (7/9): bulge", "7/9"),
    ("xray 6/7 neg, rpt 6/12", "6/7 | 6/12"), ("seen 03-14, next 04-11", "03-14 | 04-11"),
    ("quit smoking New Year's Day", "New Year's Day"),
    ("again the 18th of this month", "the 18th"),
    ("note of the third of this month", "the third of this month"),
  ])
  func daysAreFoundAsTheyAreWritten(_ text: String, _ wanted: String) {
    #expect(masked(text, .date) == wanted)
  }

  @Test(arguments: [
    "boost 5.4/3 to the bed", "Transfused 2/2 u PRBC", "39 2/7 wk by scan", "PHQ 8 -> 17 -> 9/27",
    "GAD 18/21 \u{2192} 9/21", "next in 12-24 mo", "blades 10/11/15 on the tray", "Apgar 9/10/10",
    "Registration 3/3, recall 2/3", "Augmentin 625 tds 5/7", "strength 4/5-3/5 in both arms",
    "fractures displaced the 5th, 6th and 7th ribs", "Mozilla Gecko/20100101 Firefox",
    "H/H 9.1/27 stable", "inattentive 5/9 4/9 there", "the Halloween candy and Christmas tree",
    "good day to all", "BCx 2/2 GPC clusters", "x = [-1/6, -2/3, -1/8, 3]", "happy new year",
    "took 1/2 and stop 1/2",
  ])
  func sharesScoresAndSpansAreNoDays(_ text: String) {
    #expect(masked(text, .date) == "")
    #expect(masked(text, .vehicle) == "")
  }

  @Test(arguments: [
    ("soc sec ends in 4471, hers ends 8820", IdentifierKind.ssn, "4471 | 8820"),
    ("last 4 on the guarantor 4471", .ssn, "4471"),
    ("old card, 417-88-2093A again", .ssn, "417-88-2093A"),
    ("COB: primary Harbor Mutual HM7081142 pays", .healthPlan, "HM7081142"),
    ("Medicade is QV41806B", .healthPlan, "QV41806B"),
    ("MRN E1180447 isn't the one on the tube (E1180474)", .mrn, "E1180447 | E1180474"),
  ])
  func numbersAreFoundBehindHalfLabels(_ text: String, _ kind: IdentifierKind, _ wanted: String) {
    #expect(masked(text, kind) == wanted)
  }

  @Test(arguments: [
    "primary care 4471820", "the final four 2019", "last 4 on the list 12", "it ends in 2019",
    "certificate of 2020", "Final-Recipient: rfc822", "MRN scanned twice, 4471820 rows",
  ])
  func halfLabelsAloneAreNone(_ text: String) {
    #expect(ScannedText(text).findings.filter(\.masked).isEmpty)
  }

  /// A log keeps its timestamps, but for the lines that hold somebody.
  @Test func timestampsOfALogAreMaskedWhereSomebodyStandsInTheLine() {
    let quiet = "2026-02-18T07:42:11.093Z INFO listener up\n"
    #expect(masked(quiet, .date) == "")
    let log = quiet + "2026-02-18T07:42:12.093Z INFO mail to a.b@example.org sent\n"
    #expect(ScannedText(log).findings.filter { $0.masked && $0.kind == .date }.count == 1)
    #expect(masked("I0612 10:41:55.301882 1 gc.go:12] done\n", .date) == "")
    #expect(
      masked("I0612 10:41:55.301882 1 mail.go:12] to a.b@example.org\n", .date) == "0612"
    )
  }
}
