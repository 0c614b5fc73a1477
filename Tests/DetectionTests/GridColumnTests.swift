import Testing
import Vocabulary

@testable import Detection

/// Columns whose cells hold persons with other things, with the twins that are about nobody.
@Suite struct GridColumnTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// The values of a table's columns, each a header and cells, with tags for what is masked.
  private func copy(_ columns: [(String, [String])]) -> [[String]] {
    let samples = columns.enumerated()
      .map { index, column in
        FieldSample(
          field: FieldContext(name: column.0, column: Int32(index + 1)),
          values: column.1.map { Array($0.utf8) }
        )
      }
    var scratch = ScanScratch()
    let judgements = scanner.judge(samples, scratch: &scratch)
    return zip(samples, judgements)
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
  }

  @Test func cellsOfACalendarHoldNames() {
    let copy = copy([
      ("Mon", ["Tanaka 9-11", "Ewing 9-11", "OFF"]),
      ("Tue", ["8a Lena Liljegren", "PTO", "10-12 Anett (Montrose)"]),
      ("Wed", ["Suwarno (am)", "Marquez / Fendenashov", "closed"]),
    ])
    #expect(copy[0] == ["[NAME] 9-11", "[NAME] 9-11", "OFF"])
    #expect(copy[1] == ["8a [NAME]", "PTO", "10-12 [NAME] ([LOCATION])"])
    #expect(copy[2] == ["[NAME] (am)", "[NAME] / [NAME]", "closed"])
  }

  @Test func placesOfABoxHoldNames() {
    let copy = copy([
      ("", ["Pacheco J serum", "EMPTY", "Fadumo Jama \u{23}2"]),
      ("", ["QC pool", "Dorsey K serum", "BLANK"]),
      ("", ["Merritt C serum", "Cassandra Campanella DNA", "Knight B serum"]),
    ])
    #expect(copy[0] == ["[NAME] serum", "EMPTY", "[NAME] \u{23}2"])
    #expect(copy[1] == ["QC pool", "[NAME] serum", "BLANK"])
    #expect(copy[2] == ["[NAME] serum", "[NAME] DNA", "[NAME] serum"])
  }

  @Test(arguments: [
    [
      ["Da Vinci", "Laser 9-11"], ["C-arm (am)", "Laser / Endoscopy"],
      ["Microscope", "Stryker tower"],
    ],
    [
      ["Troponin", "Metoprolol 25 mg"], ["BNP / Lipids", "Lisinopril 9-11"],
      ["Ferritin \u{23}2", "Glucose"],
    ],
    [
      ["Cardiology clinic", "Wound care"], ["Infusion 9-11", "Labs / Dialysis"],
      ["Dental (am)", "Radiology"],
    ],
  ]) func calendarsOfThingsStay(_ cells: [[String]]) {
    let columns = zip(["Mon", "Tue", "Wed"], cells).map { ($0, $1) }
    #expect(copy(columns) == cells)
  }

  @Test func severalPersonsOfACellAreAllMasked() {
    let copy = copy([
      (
        "Client(s)",
        [
          "Mathilde & Juha Denis", "Osman, Halimo and Pompeo", "Juliette/Rita Thao",
          "Helen \"Yer\" Boatemaa",
        ]
      ),
      ("Kids (ages)", ["Patricia (16), Otto (12)", "none", "Abdi (3), Ifrah (5)", ""]),
      (
        "LAR / relationship",
        ["Bradley Welch (daughter)", "self", "Hodan Farah (mother)", "spouse"]
      ),
      ("Svc/Attg", ["SURG/Etsitty", "MED/Haltinberg", "ICU/Begay", "MED/Nez"]),
    ])
    for cell in copy[0] {
      for name in [
        "Mathilde", "Denis", "Osman", "Halimo", "Pompeo", "Juliette", "Thao", "Boatemaa", "Yer",
      ] {
        #expect(!cell.contains(name))
      }
    }
    #expect(copy[1][0] == "[NAME] (16), [NAME] (12)" && copy[1][1] == "none")
    #expect(copy[2][0] == "[NAME] (daughter)" && copy[2][1] == "self")
    #expect(copy[3] == ["SURG/[NAME]", "MED/[NAME]", "ICU/[NAME]", "MED/[NAME]"])
  }

  @Test func peopleAreCalledLikeThingsBelowNamesOfTheirWork() {
    #expect(
      copy([("phleb", ["Comfort", "Patience", "Frost"])]) == [["[NAME]", "[NAME]", "[NAME]"]]
    )
    #expect(copy([("panel", ["Comfort", "Patience", "Frost"])])[0].contains("Comfort"))
  }

  @Test func tenDigitsBehindAPersonAreATelephone() {
    let copy = copy([("Parent", ["Filippa 9069482741", "Ololade 712-555-0144", "self"])])
    #expect(copy[0] == ["[NAME] [PHONE]", "[NAME] [PHONE]", "self"])
  }

  @Test func columnsOfThingsThatAreCalledSoStay() {
    let cells = [["Web browser", "Citrix", "Mobile app"], ["MRI 3T", "CT scan", "Ultrasound"]]
    #expect(copy([("Client", cells[0]), ("Tech", cells[1])]) == cells)
  }

  @Test(arguments: ["free_text", "To do", "Status/who", "?"])
  func notesAreKnownByTheirCells(_ header: String) {
    let copy = copy([
      (
        header,
        ["see Tinsterwesson chart", "interp: Phuong", "told Hirut RN", "r/s w/ Yesenia", "no show"]
      )
    ])
    for name in ["Tinsterwesson", "Phuong", "Hirut", "Yesenia"] {
      #expect(!copy[0].joined().contains(name), "\(name) below \(header)")
    }
    #expect(copy[0].last == "no show")
  }

  @Test func descriptionsOfDiseasesStay() {
    let cells = [
      "Hodgkin lymphoma, unspecified", "Parkinson's disease", "Crohn's disease of large intestine",
      "Type 2 diabetes mellitus without complications", "Systemic lupus erythematosus",
    ]
    #expect(copy([("Description", cells)]) == [cells])
  }

  @Test func flagsBelowNamesOfIdentifiersStay() {
    let flags = ["Y", "N", "Y"]
    #expect(copy([("Copy given", flags), ("ADDRESS_PREFERRED", flags)]) == [flags, flags])
    #expect(copy([("NameDataQuality", ["1", "2", "99"])]) == [["1", "2", "99"]])
    #expect(copy([("Pod", ["C-12", "B204", "C-11"])]) == [["C-12", "B204", "C-11"]])
    let weights = ["108.3", "70.7", "97", "119.6"]
    #expect(copy([("DW kg", weights)]) == [weights])
    let kin = ["Spouse", "Mother", "Brother"]
    #expect(copy([("Relationship to emergency contact", kin)]) == [kin])
    // One of them is somebody's.
    #expect(copy([("Given", ["Y", "Rosa", "N"])])[0][1] == "[NAME]")
    #expect(copy([("Emergency contact", ["Spouse", "Erik Brajkovic"])])[0][1] == "[NAME]")
  }

  @Test func countsOfReadsBesidePersonsStay() {
    let names = [
      "Jama Guled", "Riley Lowe", "Linh Tran", "Mimi Jepsen", "Sina Wesric", "Luka Petric",
    ]
    let counts = ["1384398", "5294868", "8038976", "9679643", "4974322", "3038276"]
    #expect(copy([("name", names), ("reads", counts)])[1] == counts)
    #expect(copy([("name", names), ("c2", counts)])[1].allSatisfy { $0 == "[MRN]" })
  }
}
