import Testing
import Vocabulary

@testable import Detection

/// Initials, nicknames, lists and boards, and what looks like them.
@Suite struct PeopleTests {
  @Test(arguments: [
    ("Mrs. Abernathy ate well and slept. Will recheck in the morning. —jtq", "jtq"),
    ("Spoke with Mrs. Abernathy, she agrees to the plan.\n—kb", "kb"),
    ("Mrs. Abernathy was seen, back in two weeks. kw 4/2", "kw"),
    ("Mrs. Abernathy rests, no complaints.\nQV 1845", "QV"),
    ("Dose for Mrs. Abernathy checked twice. TK/QF", "TK QF"),
    ("Pump for Mrs. Abernathy set, two nurses witnessed (KB/MO).", "KB MO"),
    ("Thank you for visiting Mrs. Abernathy. — Odalys", "Odalys"),
    ("Mrs. Abernathy was seen by JB in triage and went home.", "JB"),
    ("Photo of the wound of Mrs. Abernathy uploaded by D.K. today.", "D.K."),
    ("The copy was mailed to Mrs. Abernathy. Clerk, by T.M., Deputy", "T.M."),
    ("Dictated rjm / transcribed tsq for Mrs. Abernathy", "rjm tsq"),
    ("Mrs. Abernathy may go home per RK, d/w MJ on rounds.", "RK MJ"),
  ])
  func initialsAreFound(_ text: String, _ names: String) {
    let all = ScannedText(text).covered
    for name in names.split(separator: " ") { #expect(all.contains(name), "\(name) in \(all)") }
  }

  @Test(arguments: [
    "Seen by GI and then by ENT; the scan was read by IR.",
    "Placed by IR, updated by HIM.",
    "Dictated but not read. Transcribed by software.",
    "Ambulate twice a day. PT/OT",
    "The pump is set by two nurses (ICU/ER).",
    "Signed into law by U.S. senators.",
    "Recheck potassium in the morning. —or",
    "Rounds end at noon.\nOR 1845",
  ])
  func abbreviationsStay(_ text: String) {
    #expect(
      ScannedText(text).findings.allSatisfy { $0.kind != .name },
      "\(ScannedText(text).covered)"
    )
  }

  @Test(arguments: [
    ("OR board\nRm 4 TILLMAN lap appy / CROWDER / anes VOSS", "TILLMAN CROWDER VOSS"),
    ("Admit: Lovejoy (CHF), Merriweather (GIB), Strong (PNA).", "Lovejoy Merriweather Strong"),
    ("Report called to RN Hathaway at noon.", "Hathaway"),
    ("Hepatologist Lindqvist is in favor.", "Lindqvist"),
    ("For Mrs. Abernathy: SW Proctor worried about support.", "Proctor"),
    ("Mrs. Abernathy was seen with R2 Villalobos on rounds.", "Villalobos"),
    ("Ms Law, 61, says she is well.", "Law"),
    ("pt's boss vince wants a note", "vince"),
  ])
  func peopleOfBoardsAndListsAreFound(_ text: String, _ names: String) {
    let all = ScannedText(text).covered
    for name in names.split(separator: " ") { #expect(all.contains(name), "\(name) in \(all)") }
  }

  @Test(arguments: [
    "Rm 4 HOLD, Rm 5 DIRTY, Rm 6 BLOCKED until noon",
    "Consults: Cardiology, Nephrology. Pending: Cultures, Echo.",
    "DC: Foley, Heparin, Telemetry. Admit: Telemetry.",
    "LPN Refresher and CRNA Staffing are programs.",
    "Paris, Texas\nAspirin, Ibuprofen\nSpring, Summer",
    "MS Stage, DR Note and Dr Pepper",
  ])
  func boardsWithoutPeopleStay(_ text: String) {
    #expect(
      ScannedText(text).findings.allSatisfy { $0.kind != .name },
      "\(ScannedText(text).covered)"
    )
  }

  @Test(arguments: [
    ("Mrs. Abernathy rests; the Okonkwos brought dinner.", "Okonkwos"),
    ("Mrs. Abernathy lives with her dog Waffles in two rooms.", "Waffles"),
    ("Athlete: Tevita \"T.J.\" Fonua-Reyes, 15, of Mr. Halvorsen's team", "T.J. Reyes"),
    ("In the group of Mrs. Abernathy \"Bunny\" was quiet.", "Bunny"),
    ("Mrs. Abernathy: Nan and Barbara have the holidays off.", "Nan Barbara"),
    ("Dr. Halvorsen met Anna Sergeyevna Mirskaya.", "Sergeyevna Mirskaya"),
    ("Mrs. Abernathy wrote: Уважаемая Галина Петровна!", "Галина Петровна"),
    ("Esposa Ma. de la Luz presente en la visita.", "Luz"),
    ("Hannah: where is everybody?\nVandrel: room six is waiting", "Vandrel"),
  ])
  func nicknamesAndFamiliesAreFound(_ text: String, _ names: String) {
    let all = ScannedText(text).covered
    for name in names.split(separator: " ") { #expect(all.contains(name), "\(name) in \(all)") }
  }

  @Test(arguments: [
    "The service dog Policy covers the cat Scanner and the Rockies.",
    "The word \"Hope\" was the theme of the quarter.",
    "Report of the Dean. Report of the Chair. Old business.",
    "The Julian expiration on the kit has passed.",
    "A Penny-sized lesion, a Hudson-style mask and a Parkinson-like gait.",
    "Tinel and Phalen were described long ago. Zenker and Barrett were surgeons.",
    "Named hernias: Amyand, Richter, Spigelian and Bochdalek.",
    "Simpson's paradox and Berkson's bias are traps of statistics.",
    "Forrest Ia: treat. Forrest III: leave alone.",
    "client = WebClient(base, timeout)",
    "The program prints what both optind and optarg hold.",
    "Gross: received fresh, inked. Micro: benign glands.",
    "PACU 0945. Turnover 0950 to 1020. Lab draw 0400.",
  ])
  func wordsLikeNamesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "[NAME] rests, no complaints. —kb", "[NAME] rests; the Okonkwos brought dinner.",
    "[NAME] may go home, d/w us on rounds.", "[NAME] was seen. OK/NA",
    "[NAME] lives with her dog Waffles in two rooms.", "\"Bunny\" was quiet with [NAME].",
  ])
  func aMaskLeadsToNobody(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }
}
