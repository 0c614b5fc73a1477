import Testing
import Vocabulary

@testable import Detection

/// Accounts and names that their place in a line tells: in chats, below dictations, on lists.
@Suite struct SpeakerTests {
  /// The kinds and texts that are found, days aside.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.masked && $0.kind != .date }
      .map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("[09:12] <tvoss31> ok\n", ["USERNAME tvoss31"]),
    ("13:01 < kvoss> ok\n13:02 <@nightowl_b> ok\n", ["USERNAME kvoss", "USERNAME nightowl_b"]),
    ("[7/15/2021 2:56 PM] tvoss31\nplease\n", ["USERNAME tvoss31"]),
    ("2023-06-25 13:20 @dvoss4: ok\n", ["USERNAME dvoss4"]),
    ("[09:12] tvoss31: ok\n", ["USERNAME tvoss31"]),
    ("@tvoss12 pls look\n", ["USERNAME @tvoss12"]),
    ("Cassettes A1-A3. (tvoss32)\n", ["USERNAME tvoss32"]),
    ("Cassettes A1-A3. (yxu53)\n", ["USERNAME yxu53"]),
    ("--Rivers/tvoss16\nD: x\n", ["NAME Rivers", "USERNAME tvoss16"]),
  ])
  func speakersAreAccounts(_ text: String, _ expected: [String]) {
    let all = found(text)
    for finding in expected {
      // An account is found with its sign or without.
      #expect(
        all.contains { $0.replacing("@", with: "") == finding.replacing("@", with: "") },
        "\(text): \(all)"
      )
    }
  }

  /// Levels of logs, words, versions, decorators, variables.
  @Test(arguments: [
    "[09:12] <info> started\n", "13:01 <module> ok\n", "@media screen\n", "@param size\n",
    "pkg@2 ok\n", "SET @depth1 = 4\n", "[2021-07-15 14:56] step3\n", "--Path/file1\n",
    "[10:22] started\n", "see (covid19)\n", "BP 120/80 at 09:12 stable\n",
  ])
  func whatNobodyIsCalledStays(_ text: String) {
    #expect(!found(text).contains { $0.hasPrefix("USERNAME") }, "\(found(text))")
  }

  @Test(arguments: [
    ("1. April Page     9:15 PM   x\n", "April Page"),
    ("2. Skip Winter    9:15 PM   x\n", "Skip Winter"),
    ("22:25 From  April Best  to  Everyone:\n\tok\n", "April Best"),
    ("Art de la Cruz, [16.07.2020 20:08]\nok\n", "Art de la Cruz"),
    ("Skip Bush  9:15 PM\nok\n", "Skip Bush"),
    ("Black, Faith, RN  1/3 9:15 PM  x\n", "Black, Faith"),
    ("MAY RICE  d.o.b. 10/07/2002\n", "MAY RICE"),
    ("GUY WARD,\n            Plaintiff,\n", "GUY WARD"),
    ("  -against-\nWILL HEAD, M.D.,\n        Defendant.\n", "WILL HEAD"),
    ("*LONG, SKIP*  204\n", "LONG, SKIP"),
    ("DEPENDENTS\n01 ART DAY\n02 SKIP\n", "ART DAY"),
    ("303 Frost - CHF, NPO\n304 Page - COPD, NPO\n", "Page"),
    ("the pt in 303 (Day) needs tele", "Day"),
    ("x\nSubject: Re: Fwd: Page discharge\n", "Page"),
    ("Will Long post op", "Will Long"),
  ])
  func wholeNamesAreFoundAtTheirPlace(_ text: String, _ name: String) {
    let all = found(text)
    #expect(all.contains { $0.hasPrefix("NAME") && $0.contains(name) }, "\(all)")
  }

  @Test(arguments: [
    "Progress Note  9:15 AM\n", "Staff Meeting  9:15 AM\n", "2. Wound Care    9:15 PM\n",
    "Room Service,\n            Plaintiff rooms\n", "01 ART DAY\n", "*BED, LOW*  204\n",
    "22:25 From  Ward Desk  to  Everyone:\n",
    "the dose in 303 (Day) was low", "x\nSubject: Re: Fwd: Bed discharge\n",
    "x\nSubject: Re: Price list\n", "Wound Care post op",
  ])
  func otherLinesStay(_ text: String) {
    #expect(!found(text).contains { $0.hasPrefix("NAME") }, "\(found(text))")
  }

  @Test(arguments: [
    ("Homeroom: Weeks\n", ["Weeks"]), ("Presenter: Rivers\n", ["Rivers"]),
    ("EMT Cross took over. Medic White stayed.\n", ["Cross", "White"]),
    ("CREW: Hill/Winter\n", ["Hill", "Winter"]),
    ("Nom : Park      Prénom : Amias\n", ["Park", "Amias"]),
  ])
  func surnamesAreFoundBehindTheirLabel(_ text: String, _ names: [String]) {
    let all = found(text)
    for name in names { #expect(all.contains("NAME \(name)"), "\(all)") }
  }

  @Test(arguments: [
    "Homeroom: Open\n", "Presenter: Unknown\n", "EMT Training ended.\n", "CREW: Day/Night\n",
    "Nom : dose de charge\n",
  ])
  func otherValuesStay(_ text: String) {
    #expect(!found(text).contains { $0.hasPrefix("NAME") }, "\(found(text))")
  }
}

/// Towns of letters, employers, numbers and ages by what stands around them.
@Suite struct AroundTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("x\nNormal, 14 de abril de 2021\n", "LOCATION Normal"),
    ("x\nReading, le 3 mars 2020\n", "LOCATION Reading"),
    ("Localidad: Bath  C.P.: 04530\n", "LOCATION Bath"),
    ("Localidad: Bath  C.P.: 04530\n", "LOCATION 04530"),
    ("She works at Brandt Tool & Die now.", "ORGANIZATION Brandt Tool & Die"),
    ("The employer, Olmstead Bakery, has confirmed.", "ORGANIZATION Olmstead Bakery"),
    ("Elle travaille chez Brandt Tool depuis 2019.", "ORGANIZATION Brandt Tool"),
    ("Trabaja en Brandt Tool & Die.", "ORGANIZATION Brandt Tool & Die"),
    ("Grandmother Hope (94) needs respite care.", "AGE 94"),
    ("Docket 67919\n", "UNIQUE_ID 67919"),
    ("Our ref: MY/ab/8123863\n", "UNIQUE_ID MY/ab/8123863"),
    ("Patient ID: 36060\n", "MRN 36060"), ("Unit #: 38910\n", "MRN 38910"),
    ("PAT ID: 36060\n", "MRN 36060"),
    ("Called Ruby at 255-1960, left message", "PHONE 255-1960"),
    ("- login: `tvoss21` / `Sunny6275`\n", "SECRET Sunny6275"),
    (
      "Account Number   Statement Date   Amount Due\n9502000   01/02/2020   $120.00\n",
      "ACCOUNT 9502000"
    ),
  ])
  func identifiersAreFound(_ text: String, _ expected: String) {
    #expect(found(text).contains(expected), "\(text): \(found(text))")
  }

  @Test(arguments: [
    ("x\nNormal, 14 mmol\n", "Normal"),
    ("CP: 12\n", "12"), ("Er arbeitet bei Regen.", "Regen"), ("She works at night.", "night"),
    ("Grandmother ate (94) grapes.", "94"), ("Unit: 25000 mg\n", "25000"),
    ("range 255-1960 of them", "255-1960"), ("fax   P.01/04\n", "01/04"),
    ("MINUTES - Complex Care Rounds\n", "Complex Care Rounds"),
    ("8. Bo Page     7:42 AM\n", "7:42"),
  ])
  func othersStay(_ text: String, _ value: String) {
    #expect(!found(text).contains { $0.contains(value) }, "\(found(text))")
  }
}
