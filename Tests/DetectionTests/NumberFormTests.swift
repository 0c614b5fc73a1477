import Testing
import Vocabulary

@testable import Detection

/// Numbers, addresses of mail and pages in forms of their own; what looks like them is left.
@Suite struct NumberFormTests {
  /// What is found of some kinds in a text, each finding apart from the next by a stroke.
  private func found(_ text: String, _ kinds: Set<IdentifierKind>) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.masked && kinds.contains($0.kind) }
      .map { scanned.text($0) }.joined(separator: " | ")
  }

  @Test(arguments: [
    "bkowalski (at) lakeside (dot) org", "b.kowalski [at] lakeside [dot] org",
    "bkowalski(at)lakeside.org",
    "bkowalski[@]lakeside[.]org", "bkowalski_at_lakeside_dot_org", "bkowalski@lakeside (dot) org",
    "bkowalski @ lakeside.org", "b.kowalski AT lakeside.org",
  ])
  func hiddenAddressesOfMailAreFound(_ text: String) {
    #expect(found("write to " + text + " today", [.email]) == text)
  }

  @Test(arguments: [
    "seen (at) noon", "look at example.com", "the rate @ 5.2", "values (at) St.Mary", "x_at_y",
    "meet at the clinic (dot matrix)",
  ])
  func whatIsNoAddressOfMailStays(_ text: String) {
    #expect(found(text, [.email]).isEmpty)
  }

  @Test(arguments: [
    "curl https://api.github.com/rate_limit",
    "https://repo.maven.apache.org/maven2/junit/junit-4.13.2.jar",
    "see https://www.ncbi.nlm.nih.gov/books/NBK430685/",
    "https://clinicaltrials.gov/study/NCT04280705",
    "host sftp.lakeside.net", "machine ftp2.lakeside.net", "EndpointSuffix=core.windows.net",
  ])
  func pagesAndHostsOfEverybodyStay(_ text: String) {
    #expect(found(text, [.url]).isEmpty)
  }

  @Test(arguments: [
    "https://docs.python.org/3?user=bkowalski", "https://portal.lakeside.org/p/17",
    "sftp.lakeside.net/bk",
    "see bkowalski.lakeside.org", "https://github.com/bkowalski",
  ])
  func pagesOfSomebodyAreFound(_ text: String) {
    #expect(!found(text, [.url]).isEmpty)
  }

  @Test func credentialsInPublicAddressesAreFound() {
    #expect(!found("https://bk:Quail99Tea@api.github.com/x", [.secret]).isEmpty)
  }

  @Test(arguments: [
    ("from 446A.2349.D289 via eth2", "446A.2349.D289"),
    ("0011.22ab.4455 learned", "0011.22ab.4455"),
  ])
  func addressesOfSwitchesAreFound(_ text: String, _ value: String) {
    #expect(found(text, [.device]) == value)
  }

  @Test(arguments: [
    ("direct deposit: 111000025 / 1044882207", "111000025 | 1044882207"),
    ("Visa ****4242", "****4242"), ("4111 11XX XXXX 1111", "4111 11XX XXXX 1111"),
    ("rendering 1234567893", "1234567893"),
    ("CMS-1500 box 1a R58820447 | 23 P004418 | 26 TUL0003", "R58820447 | P004418 | TUL0003"),
    ("account number on the check is 1044882207", "1044882207"), ("Guarantor ID: 441822", "441822"),
    ("UPS label 1Z 88A 4F2 03 9920 1174.", "1Z 88A 4F2 03 9920 1174"),
    ("obj=CHART/4417720 pages=2", "4417720"), ("patient 0044182 called", "0044182"),
    ("mrn ends 118, other ends 774", "118 | 774"), ("MR# 00-44-18", "00-44-18"),
    ("MRN changed from 5551234 to 98-4471", "5551234 | 98-4471"),
    ("Seguro social (IMSS): 4298 71 0553-2", "4298 71 0553-2"),
    ("Mrs. Okafor, 0088-1142, armband on", "0088-1142"), ("SNILS 112-204-886 17", "112-204-886 17"),
    ("SSN XXX XX 9917", "XXX XX 9917"), ("confirmation code QX7T9K", "QX7T9K"),
    ("customer cus_Q3kfPz71LmXy0a", "cus_Q3kfPz71LmXy0a"), ("a/c 1044 8821", "1044 8821"),
    ("MRN (EPIC) 004418", "004418"), ("screening # S-118", "S-118"),
  ])
  func numbersOfPersonsAreFound(_ text: String, _ values: String) {
    let kinds: Set<IdentifierKind> = [
      .mrn, .account, .bankRouting, .creditCard, .license, .healthPlan, .uniqueID, .ssn,
    ]
    #expect(found(text, kinds) == values)
  }

  @Test(arguments: [
    "count 111000025", "per patient 120000", "patient 250000 units", "PO Box 11, 12345",
    "box 23 of 40", "rendered 1234567893", "446A.2349", "version 1.2349.1289", "pages xx 1111",
    "Mrs. Okafor works 0700-1530", "Mrs. Okafor, status 0xC000006D", "room 118, other ends",
    "vitamins A, C 500 000", "referral 2023-2024", "cus_name", "confirmation code 4 digits",
  ])
  func numbersOfThingsStay(_ text: String) {
    let kinds: Set<IdentifierKind> = [
      .mrn, .account, .bankRouting, .creditCard, .license, .healthPlan, .uniqueID, .ssn, .device,
    ]
    #expect(found(text, kinds).isEmpty)
  }
}
