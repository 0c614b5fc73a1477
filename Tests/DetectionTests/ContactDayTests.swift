import Testing
import Vocabulary

@testable import Detection

/// Months and days on which somebody was called, met or tested, and the scores, shares and doses that look like them.
@Suite struct ContactDayTests {
  /// The days that are found.
  private func days(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.kind == .date }.map(scanned.text).joined(separator: " | ")
  }

  @Test(arguments: [
    ("LVM 10/10", "10/10"), ("ok per Dr Lepik 3/10", "3/10"), ("A1c 9.3 4/9", "4/9"),
    ("Maja dropped off samples 4/17, hemolyzed", "4/17"), ("9/17; BP 138/86", "9/17"),
    ("was consented by Ruth 6/19; BP 138/86", "6/19"), ("Judge Arroyo 6/8", "6/8"),
    ("Judge 6/7", "6/7"), ("called mom 05/10", "05/10"), ("called mom 5/10", "5/10"),
    ("left msg w/ Noa 6/24", "6/24"),
    ("appt with Dr Chen 3/4 at 2:15 PM.", "3/4 at 2:15 PM"), ("2/5 spoke to Birgit", "2/5"),
    ("10/10 lm", "10/10"), ("d/c 3/11 to Dayton", "3/11"), ("husband Leif deceased 04/10", "04/10"),
  ])
  func daysOfContactsAndResultsAreFound(_ text: String, _ wanted: String) {
    #expect(days(text) == wanted)
  }

  @Test(arguments: [
    "pain 7/10", "called, pain now 7/10", "called c/o headache 8/10.", "called, HA 8/10",
    "reflexes 2/4 throughout", "VA 6/6 OD, 6/12 OS",
    "VA 0.5 6/12", "Norco 5/325 mg", "BP 138/86", "GA 38.2 4/7", "msg 1/2", "page 03/10",
    "increase per protocol 1/2.", "seen by PT, strength 4/5.",
    "called 3/10 patients back", "Judges 2/3 of the entries", "spoke to 2/3 sisters",
    "9/10; pain", "samples 4/17 were positive", "d/c 4/9 to rehab",
  ])
  func scoresSharesAndDosesStay(_ text: String) {
    #expect(days(text).isEmpty, "\(days(text))")
  }
}
