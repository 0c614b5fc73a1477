import Testing
import Vocabulary

@testable import Detection

/// Ages of ninety and more, days and telephones as people tell them, and what looks alike.
@Suite struct WhenToldTests {
  /// What is masked in a text, each finding apart from the next by a stroke.
  private func masked(_ text: String, _ kind: IdentifierKind) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.masked && $0.kind == kind }.map(scanned.text)
      .joined(separator: " | ")
  }

  @Test(arguments: [
    ("Age at death: 95. Cause: sepsis.", "95"), ("Age on admission 91, from a home", "91"),
    ("the age is 94", "94"), ("Age (yrs): 96", "96"), ("siblings, ages 61, 85 and 93", "93"),
    ("ages over 89 found: 92, 95", "92 | 95"), ("age_at_visit=97", "97"), ("Edad: 95", "95"),
    ("Leeftijd: 91", "91"), ("Alter: 92", "92"), ("women of 80, 86 and 95 at lunch", "95"),
    ("Resident (95) refused lunch", "95"), ("Witness D (93) saw it", "93"),
    ("Couple (94 and 91) came in", "94 | 91"), ("Bed 7 is 95, pleasantly confused", "95"),
    ("my nan whos 95 did well", "95"), ("mum is 94 next week", "94"),
    ("her aunt, if living, would be 94 or 95", "94 | 95"), ("At 95, he still rows", "95"),
    ("and now, at 96, a stent", "96"), ("95 F w/ stroke", "95"), ("\u{2640} 95, frail", "95"),
    ("96\u{2642} with a cough", "96"), ("(F, 96)", "96"), ("93yrs, walks", "93"),
    ("Pat. weibl., 94 J. alt", "94"), ("Paziente di anni 95", "95"), ("94歳女性", "94"),
    ("zum 95. Geburtstag", "95"), ("her sister's 94th is a party", "94th"),
    ("in his 96th year", "96th"),
  ])
  func agesAreFoundBehindTheirLabelsAndPersons(_ text: String, _ wanted: String) {
    #expect(masked(text, .age) == wanted)
  }

  @Test(arguments: [
    ("She is in her nineties", "nineties"), ("a man in his mid-90s", "90s"),
    ("lived into her early nineties", "nineties"), ("Age: late 90s", "90s"),
    ("late 90s female", "90s"), ("This nonagenarian was admitted", "nonagenarian"),
    ("her ninetieth birthday", "ninetieth"), ("his hundredth with cake", "hundredth"),
    ("his wife, ninety-one, helps", "ninety-one"), ("my grandmother (ninety-six)", "ninety-six"),
    ("A woman of ninety-seven", "ninety-seven"), ("Mother lived to ninety-nine", "ninety-nine"),
    ("still farming at ninety-three", "ninety-three"),
    ("still drives at ninety-three", "ninety-three"),
    ("ages ninety-one and ninety-four", "ninety-one | ninety-four"),
    ("she was ninety-five when she fell", "ninety-five"), ("I am ninety-two.", "ninety-two"),
    ("the niece says ninety-six, the chart 95", "ninety-six | 95"),
    ("she is ninetythree now", "ninetythree"), ("a ninty-two year old", "ninty-two"),
    ("die dreiundneunzigjährige Patientin", "dreiundneunzigjährige"), ("Jahrgang 1930", "1930"),
  ])
  func agesAreFoundInWordsAndDecades(_ text: String, _ wanted: String) {
    #expect(masked(text, .age) == wanted)
  }

  @Test(arguments: [
    "Mean age 93 in group B", "age 90+ is one class", "ages 90 or older are grouped",
    "age at 95 days", "Patients (95) were enrolled", "PT (98) and INR", "kit (95) is here",
    "Room 95 is empty", "Room 9 is 95, call the desk", "SBP in the 90s", "the 1990s and the 90s",
    "her sats in the 90s", "studies of centenarians", "the centenarian project began",
    "the hospital's 100th birthday", "its hundredth anniversary", "98 F w/ chills",
    "limits of 92, 95 and 98", "set it at 95, the alarm sounds", "pulse at ninety-four, steady",
    "ninety days and a hundred times", "a sugar, ninety-six, at noon", "alter 95 lines",
    "[AGE] or older, in her [AGE]",
  ])
  func groupsReadingsAndThingsHaveNoAge(_ text: String) {
    #expect(masked(text, .age) == "")
  }

  @Test(arguments: [
    ("Drain changed the 14th, next the 21st.", "the 14th | the 21st"),
    ("He pulled it the 7th.", "the 7th"), ("see you the 19th!", "the 19th"),
    ("first fall was the 3rd.", "the 3rd"), ("off from the 9th to the 16th", "the 9th | the 16th"),
    ("began sat 22nd, clinic 24th rx given", "sat 22nd | 24th"),
    (
      "Port placed the fifth, chemo the eighth, scan the ninth.",
      "the fifth | the eighth | the ninth"
    ),
    ("had it on teh 18th", "teh 18th"), ("Wts: 3/1 80.2 | 3/2 81.0 | 3/4 82.4", "3/1 | 3/2 | 3/4"),
    ("spells: 1/3 x2, 1/4 x1", "1/3 | 1/4"), ("around 4/22ish", "4/22"), ("IV 2/4 @ 0930", "2/4"),
    ("placed 3/19@1430", "3/19@1430"), ("her 1/9 admission", "1/9"), ("the 2/7 visit", "2/7"),
    ("Called 2/3 0905, told", "2/3"), ("off 3/8 - 3/12", "3/8 | 3/12"),
    ("bled twice this month: 2/9, 2/13", "2/9 | 2/13"), ("moved to 3/4", "3/4"),
    ("6/2 faxed it\n6/10 approved it", "6/2 | 6/10"), ("/in/hip_20240402_v2.pdf", "20240402"),
    ("ekg_031924.tif", "031924"), ("Seen 040225 1510 by us", "040225"),
    ("DTSTART;TZID=US/Central:20250611T081500", "20250611T081500"),
    ("2024年3月19日 受診", "2024年3月19日"), ("19 марта 2024", "19 марта 2024"),
  ])
  func daysAreFoundByWhatStandsAround(_ text: String, _ wanted: String) {
    #expect(masked(text, .date) == wanted)
  }

  @Test(arguments: [
    ("again early March 2024", "early March 2024"), ("died 27/28 Dec overnight", "27/28 Dec"),
    ("here June 3 to 5", "June 3 to 5"), ("Feb and April 2019", "Feb | April 2019"),
    ("is it april 5 or may 4?", "april 5 | may 4"), ("on Febuary 26", "Febuary 26"),
    ("her March visit", "March"), ("Jan. 3rd-5th", "Jan. 3rd-5th"),
    ("born on May Day, 1950", "May Day, 1950"), ("seit Karfreitag 2024", "Karfreitag 2024"),
    ("hurt Halloween night 2024", "Halloween night 2024"),
    ("Columbus Day 2023", "Columbus Day 2023"),
    (
      "seen on ten twelve twenty four, ortho ten thirteen.", "ten twelve twenty four | ten thirteen"
    ),
    ("hospitalisé du 3/4 au 9/4", "3/4 | 9/4"),
  ])
  func monthsHolidaysAndSpansAreFound(_ text: String, _ wanted: String) {
    #expect(masked(text, .date) == wanted)
  }

  @Test(arguments: [
    "the first 10 kg get it", "Nodes 0/12 or 3/14", "9/10 may have it", "1/2 may be crushed",
    "scores 1/2 1, 3/4 2", "3/4 report pain", "2/3 fall within range", "1/4 - 3/8 inch",
    "visits peak in April and again in September", "Canada in 2019", "Columbus in 2021",
    "skip the second, take the third", "bills are paid the 15th", "on the 3rd floor, 4th door",
    "part_031924.stl", "lot 031924 here", "kit 040225 1510", "\n7/11 is a shop", "strength 4/5 5/5",
    "[DATE] to [DATE], the [DATE] visit",
  ])
  func sharesOrdinalsAndSeasonsAreNoDays(_ text: String) {
    #expect(masked(text, .date) == "")
  }

  @Test(arguments: [
    ("use (828) 555-\n0157 instead", "(828) 555-\n0157"), ("Gate phone 5-5100.", "5-5100"),
    ("call 970-555-0142/0143", "970-555-0142/0143"), ("0044 20 7946 0142", "0044 20 7946 0142"),
    ("at 970-555-0142, ext. 12 now", "970-555-0142, ext. 12"), ("828-555 0157", "828-555 0157"),
    ("desk: 4-4471", "4-4471"), ("call the desk at 4-4471", "4-4471"),
    ("bel 090-1234-5678", "090-1234-5678"),
  ])
  func telephonesAreFoundAsTheyAreWritten(_ text: String, _ wanted: String) {
    #expect(masked(text, .phone) == wanted)
  }

  @Test(arguments: [
    "times 0012 1300 1400", "codes 001 002 003 004", "codes at 4-4410", "ratio 555-\n0157",
    "shares 828-55\n0157",
  ])
  func timesAndCodesAreNoTelephones(_ text: String) {
    #expect(masked(text, .phone) == "")
  }
}
