import Testing
import Vocabulary

@testable import Detection

/// Columns of persons, numbers and days whose headings nobody knows, with their look-alikes that are about nobody.
@Suite struct PersonCellTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// Patients, so that a table tells of persons.
  private static let patients = (
    "Patient",
    [
      "Vance, Ottilie", "Brandt, Kofi", "Tran, Mirela", "Okafor, Signe", "Haas, Pavel",
      "Ruiz, Anouk",
    ]
  )

  /// The values of a table's columns behind one of patients, with tags for what is masked.
  private func copy(_ columns: [(String, [String])], isOfPersons: Bool = true) -> [[String]] {
    let all = (isOfPersons ? [Self.patients] : []) + columns
    let samples = all.enumerated()
      .map { index, column in
        FieldSample(
          field: FieldContext(name: column.0, column: Int32(index + 1)),
          values: column.1.map { Array($0.utf8) }
        )
      }
    var scratch = ScanScratch()
    let judgements = scanner.judge(samples, scratch: &scratch)
    let copies = zip(samples, judgements)
      .map { sample, judgement in
        sample.values.map { value in
          var found: [Finding] = []
          scanner.scan(
            value.span,
            owned: value.indices,
            field: judgement,
            scratch: &scratch,
            into: &found
          )
          return String(decoding: Scanner.tag(found.filter(\.masked), in: value), as: UTF8.self)
        }
      }
    return isOfPersons ? Array(copies.dropFirst()) : copies
  }

  @Test(arguments: ["Scored", "cover", "PRELIM_BY", "Holder", "Belongs to"])
  func cellsTellThatAColumnIsOfPersons(_ heading: String) {
    let copy = copy([
      (
        heading,
        [
          "Gonzales J 4/13", "Liu (R3)", "pend", "Tesfaye A (temp)", "van Baalen S 7/1",
          "Cross M 11/5",
        ]
      )
    ])
    #expect(
      copy[0] == [
        "[NAME] [DATE]", "[NAME] (R3)", "pend", "[NAME] (temp)", "[NAME] [DATE]", "[NAME] [DATE]",
      ]
    )
  }

  @Test func relativesAndRoomsStandBehindPersons() {
    let copy = copy([
      (
        "Complainant",
        ["Vicki Thao (wife)", "Russell, Gilbert - son", "self", "Bridges, Ana - dtr", "anonymous"]
      ),
      ("Visiting", ["Weller rm 31", "Ruben", "Bridges rm 4", "Kiara", "Simmons", "Mathew"]),
      ("cover", ["Ravi/Isabela", "ok per Fuentes", "?", "Judith", "Shelly/Carlo", "Mariann"]),
      ("Called to", ["Ramona LPN 10:07", "Ethan LPN", "nurse Marc", "Nichole RN 13:38"]),
    ])
    #expect(
      copy[0] == ["[NAME] (wife)", "[NAME] - son", "self", "[NAME] - dtr", "anonymous"]
    )
    #expect(copy[1] == ["[NAME] rm 31", "[NAME]", "[NAME] rm 4", "[NAME]", "[NAME]", "[NAME]"])
    #expect(
      copy[2] == ["[NAME]/[NAME]", "ok per [NAME]", "?", "[NAME]", "[NAME]/[NAME]", "[NAME]"]
    )
    for name in ["Ramona", "Ethan", "Marc", "Nichole"] { #expect(!copy[3].joined().contains(name)) }
  }

  @Test func numbersBehindPersonsAreTheirs() {
    let copy = copy([
      (
        "rep/ref#",
        ["Reginald / 13974975", "Colton / 48444927", "Brianna / 64266867", "Andrew / 39432231"]
      ),
      (
        "ride",
        ["husb keith 3132944650", "leilani", "self", "candace", "husb jacob 660.594.5788", "erica"]
      ),
    ])
    #expect(copy[0] == Array(repeating: "[NAME] / [UNIQUE_ID]", count: 4))
    #expect(copy[1][0] == "husb [NAME] [PHONE]" && copy[1][2] == "self")
    for name in ["leilani", "candace", "jacob", "erica"] {
      #expect(!copy[1].joined(separator: " ").contains(name))
    }
  }

  @Test(arguments: [
    ("Payer", ["Humana", "Aetna", "Cigna", "Medicare", "Anthem", "Medicaid"]),
    ("Access", ["R IJ cath", "LUA AVF", "L AVG", "RUA AVF", "R IJ cath", "L AVG"]),
    (
      "DX",
      [
        "Parkinson disease", "Crohn ileitis", "Graves", "Addison crisis", "Hashimoto",
        "Bell palsy",
      ]
    ),
    (
      "Analyzer", ["Cobas 6000", "Architect", "Vitros 5600", "Cobas 6000", "Sysmex", "Vitros 5600"]
    ),
    (
      "drug",
      ["remicade 500", "venofer 200", "keytruda 200", "entyvio 300", "injectafer", "ocrevus"]
    ),
    ("disp", ["held", "mailed", "tossed", "kept", "sold", "lost"]),
  ]) func columnsOfThingsBesidePersonsStay(_ heading: String, _ cells: [String]) {
    #expect(copy([(heading, cells)]) == [cells])
  }

  @Test func tablesWithoutPersonsStay() {
    let cells = ["Porter 5", "Baker 7", "Miller 9", "Fisher 2", "Turner 8"]
    #expect(copy([("Mesh", cells)], isOfPersons: false) == [cells])
  }

  @Test func degreesBehindNamesStay() {
    let copy = copy([
      (
        "To",
        [
          "Luis Golden; Chelsea Moran (Esq.)", "Suzanne Lewis; Craig Duran (Esq.)",
          "Hiroshi Yamada; Ekani Lanka (Esq.)", "Max Jennings (Esq.)",
        ]
      )
    ])
    #expect(copy[0][0] == "[NAME]; [NAME] (Esq.)" && copy[0][3] == "[NAME] (Esq.)")
  }

  // MARK: Numbers

  @Test func columnsThatCouldBeDialledAreTelephones() {
    let numbers = [
      "4066149496", "4027022029", "3207014293", "2696393021", "6038568709", "3204926013",
    ]
    #expect(copy([("src", numbers)], isOfPersons: false) == [numbers.map { _ in "[PHONE]" }])
    let seconds = [
      "1764549496", "1764522029", "1764514293", "1764593021", "1764568709", "1764526013",
    ]
    #expect(copy([("src", seconds)], isOfPersons: false) == [seconds])
  }

  @Test func callersStandBeforeTheirNumbers() {
    let text = ScannedText("\"SHELLEY ZELDRU\" <4066149496>")
    #expect(text.covered == "SHELLEY ZELDRU 4066149496")
    #expect(text.findings.map(\.kind) == [.name, .phone])
    #expect(ScannedText("\"build\" <1764549496>").findings.isEmpty)
    #expect(ScannedText("if (a <4066149496) return").findings.allSatisfy { $0.kind != .phone })
  }

  @Test(arguments: [
    ("Unit", ["W5573 26 822929", "W4144 26 777775", "W1513 26 213449"]),
    ("unit", ["W557326822929", "W414426777775", "W151326213449"]),
    ("FedEx", ["7729 9781 8829", "7381 4327 7512", "7729 4411 0937"]),
    ("rx", ["2681944-46", "8353217-77", "7657166-41"]),
  ]) func numbersInGroupsAreEachRowsOwn(_ heading: String, _ cells: [String]) {
    let rows = cells + ["", "", ""]
    #expect(copy([(heading, rows)])[0].prefix(3).allSatisfy { !$0.contains(where: \.isNumber) })
  }

  @Test(arguments: [
    ("NDC", ["65862-0008-01", "00093-7214-01", "00378-1805-10"]),
    ("Ht/Wt", ["63/294", "70/267", "67/154", "64/201", "72/188", "66/143"]),
    ("Odo", ["89410", "29660", "96510", "30307", "71233", "55012"]),
    ("ORGAN", ["LU", "KI", "KI", "HR", "LI", "KI"]),
    ("T XM", ["POS", "NEG", "POS", "NEG", "NEG", "NEG"]),
    ("LOINC", ["2345-7", "718-7", "4548-4"]),
  ]) func numbersAndCodesOfThingsStay(_ heading: String, _ cells: [String]) {
    #expect(copy([(heading, cells)]) == [cells])
  }

  // MARK: Days

  @Test func whatMostCellsProveToBeADayIsOneInAll() {
    let copy = copy([
      ("dates", ["5/23", "out til 3/18", "4/6", "6/12-8/27", "1/28", "3/4"]),
      (
        "resp", ["takes 1/2 tab", "seen 3/19", "hosp 6/23 back 7/26", "hosp 6/8 back 7/30", "", ""]
      ),
    ])
    #expect(copy[0].allSatisfy { !$0.contains("/") })
    #expect(copy[1][3] == "hosp [DATE] back [DATE]" && copy[1][0] == "takes 1/2 tab")
  }

  @Test func sharesAndStrengthsStay() {
    let cells = ["5/5", "4/5", "3/5", "5/5", "4/5", "2/5"]
    #expect(copy([("Strength", cells)]) == [cells])
  }

  // MARK: Standards

  @Test func columnsOfFlattenedRecordsAreReadByTheirPath() {
    let copy = copy(
      [
        (
          "resource.generalPractitioner[0].display",
          ["Earl Bruce", "Jamie Denkelman", "Glenn Travis"]
        ),
        ("resource.telecom[0].value", ["8707283607", "(620) 521-9381", "3137011207"]),
        ("resource.maritalStatus.coding[0].display", ["Single", "Married", "Single"]),
      ],
      isOfPersons: false
    )
    #expect(copy[0].allSatisfy { $0 == "[NAME]" } && copy[1].allSatisfy { $0 == "[PHONE]" })
    #expect(copy[2] == ["Single", "Married", "Single"])
  }

  @Test func questionsAskForPersons() {
    func masked(_ question: String, _ answer: String) -> String {
      let field = FieldContext(name: question, isLabelled: true)
      return ScannedText(answer, field: field).covered
    }
    #expect(masked("Who lives with you?", "Maureen") == "Maureen")
    #expect(masked("Other doctors", "Cannon, Pospisil") == "Cannon Pospisil")
    #expect(masked("Who lives with you?", "wife and son").isEmpty)
    #expect(masked("What helps with pain?", "Comfort").isEmpty)
  }

  @Test func postalCodesStandBehindStatesOfPharmacies() {
    let text =
      "PAT*US**06*88372611*****BAIRD*JAN*M***12 OAK ST**SCOBEY*MT*59263*4065550143*19610405*F*01~"
    #expect(ScannedText(text).covered.contains("59263"))
    let drug = "CDI*1*01*00406012301*1*01~"
    let both = ScannedText(text + drug)
    #expect(!both.covered.contains("00406012301"))
  }
}
