import Testing
import Vocabulary

@testable import Detection

/// Who is called and how: pagers, lines of the house, marks below a note, and what only looks like them.
@Suite struct OnCallTests {
  @Test(arguments: [
    ("0415 call back SICU 53002, the new fellow\n", "53002"),
    ("[PAGE] 03/19 02:11 TO: 70442 FR: 9ICU\n", "70442"),
    ("page night float 31180 with results\n", "31180"),
    ("pharm director H. Bloomgarden x2-7710.\n", "2-7710"),
    ("reading room 6-2240 until 8\n", "6-2240"),
    ("last hgb 9.9 (05-15). send the map\n", "05-15"),
    ("IMM letter given and signed. -- KSW, LSW\n", "KSW"),
    ("biomed tagged the machine today.\nCY, CCHT\n", "CY"),
    ("went to the theatre and came back later\nRW", "RW"),
    ("consented  R.T.M.  72 M  eGFR 51\n", "R.T.M."), ("screened A.O. 66 F\n", "A.O."),
    ("Dr. Lin, J. Reyes and two nurses\n", "Lin|J. Reyes"),
    ("Thank you for asking us to see Mr. Fa'asavalu, 51, with AKI\n", "Mr. Fa'asavalu"),
    ("Clyde Ransom, 410 E 7th, apt 12 by van\n", "410 E 7th, apt 12"),
    ("LARRY J HAUGEN\n3340 COUNTY RD V49\nDUNKERTON IA 50626\n", "3340 COUNTY RD V49"),
    ("ok ED rn is Kofi 52208\n", "52208"),
    ("silver Corolla ORE 417 KBD in the bay\n", "ORE 417 KBD"),
    ("to see in clinic 21/11; then review\n", "21/11"), ("x\n13/7 bloods taken\n", "13/7"),
    ("bridge on Rt 29 closed, took the other\n", "Rt 29"),
    ("i work at the quarry off hwy 9 now\n", "hwy 9"),
    ("Caller: Nkechi Adeyemi (nadeyem2)\nAsked why nadeyem2 was in the OU\n", "nadeyem2|nadeyem2"),
  ])
  func peopleAndTheirLinesAreFound(_ text: String, _ wanted: String) {
    let all = ScannedText(text).covered
    for part in wanted.split(separator: "|") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "Clinic hours Mon-Fri 8-4:30 and by appointment\n", "open Mon through Fri 8-4 only\n",
    "call volume 12450 this month\n", "see page 41200 of the log\n", "callback after 10500 tries\n",
    "hgb range (10-15) is low\n", "given Ext 4/5 strength x2 days\n",
    "temp was 38 C. Dantrolene 20 was drawn\n", "graded C. Modic 2 at L5-S1\n",
    "pain on rt 2 days ago\n", "x\n24/7 care at home\n", "vision 20/10 in clinic 20/10\n",
    "Sedan with 4 doors\n", "Tickets cost 410 E 7\n",
    "Lang: Karen   Mode: video\n", "Language: Karen, needs an interpreter\n",
    "Lorem ipsum was read and then removed\nNPO",
  ])
  func whatOnlyLooksLikeItStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  /// A stage and an official form beside a person are nobody's number; a serial number there is.
  @Test(arguments: [
    ("Mr. Okafor stage cT2aN0M0 was presented\n", "cT2aN0M0", false),
    ("Mr. Okafor ypT3N1 was presented\n", "ypT3N1", false),
    ("Ms. Okafor was given WH-380-E, due in 15 days\n", "WH-380-E", false),
    ("Mr. Okafor and T9Q4N71 were presented\n", "T9Q4N71", true),
    ("Ms. Okafor was given WH-38017, due in 15 days\n", "WH-38017", true),
  ])
  func codesBesidePersons(_ text: String, _ code: String, _ isFound: Bool) {
    let all = ScannedText(text).covered
    #expect(all.contains(code) == isFound, "\(code) in \(all)")
  }
}
