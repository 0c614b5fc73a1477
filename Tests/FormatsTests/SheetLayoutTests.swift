import Testing
import Vocabulary

@testable import Formats

/// Which cells of a worksheet name others.
@Suite struct SheetLayoutTests {
  /// Names of fields that the test knows.
  private static let naming: FieldNaming = { text in
    let name = String(decoding: text.last == 0x3A ? text.dropLast() : text, as: UTF8.self)
    switch name.lowercased() {
    case "patient", "mrn", "ssn", "surname", "given": return .person
    case "dob", "zip": return .identifier
    case "sex", "dose": return .code
    default: return .unknown
    }
  }

  /// The layout of a sheet with these rows; numbers are numbers, empty cells and rows are left out.
  private func layout(_ rows: [[String]]) -> SheetLayout {
    var sheet = "<worksheet><sheetData>"
    for (row, cells) in rows.enumerated() where !cells.isEmpty {
      sheet += "<row r=\"\(row + 1)\">"
      for (column, text) in cells.enumerated() where !text.isEmpty {
        let place = "\(Character(Unicode.Scalar(UInt8(0x41 + column))))\(row + 1)"
        sheet +=
          Double(text) == nil
          ? "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
          : "<c r=\"\(place)\"><v>\(text)</v></c>"
      }
      sheet += "</row>"
    }
    sheet += "</sheetData></worksheet>"
    let index = WorkbookIndex(
      workbook: [],
      styles: [],
      strings: [],
      sheets: [Array(sheet.utf8)],
      naming: Self.naming
    )
    return index.layouts[0]
  }

  private func field(_ layout: SheetLayout, _ column: Int, _ row: Int) -> FieldContext {
    layout.field(SheetCell(column: column, row: row), sheet: 0)
  }

  @Test func labelsNameTheValuesBesideThem() {
    let layout = layout([["Patient", "Orla Quist"], ["MRN", "77120"], ["Weight", "71"]])
    #expect(field(layout, 1, 1) == FieldContext(isHeader: true))
    #expect(field(layout, 2, 1).name == "Patient" && field(layout, 2, 1).isLabelled)
    #expect(field(layout, 2, 2).name == "MRN")
    #expect(field(layout, 2, 3).name == "Weight")
    #expect(!field(layout, 1, 3).isHeader)
  }

  @Test func pairsOfARowAndLabelsWithColonsNameTheirOwnValues() {
    let layout = layout([
      ["Patient:", "Orla Quist", "MRN:", "77120"], ["Test", "Result"], ["Na", "138"],
      ["Patient:", "Bea Tanner", "MRN:", "77121"],
    ])
    #expect(field(layout, 2, 1).name == "Patient" && field(layout, 4, 1).name == "MRN")
    #expect(field(layout, 2, 4).name == "Patient" && field(layout, 3, 4).isHeader)
    #expect(field(layout, 1, 2).name.isEmpty && field(layout, 2, 3).name.isEmpty)
  }

  @Test func aRowOfGroupsStandsAboveTheNames() {
    let layout = layout([
      ["Person", "", "Lab"], ["Patient", "MRN", "K"], ["Orla Quist", "77120", "4"],
    ])
    #expect(field(layout, 1, 1).isHeader && field(layout, 3, 2).isHeader)
    #expect(field(layout, 1, 3).name == "Patient" && field(layout, 3, 3).name == "K")
  }

  @Test func twoRowsMayNameTheColumns() {
    let layout = layout([
      ["MRN", "Patient", "", "Dose"], ["", "Surname", "Given"], ["77120", "Quist", "Orla", "4"],
    ])
    #expect(field(layout, 2, 1).isHeader && field(layout, 2, 2).isHeader)
    #expect(field(layout, 1, 3).name == "MRN" && field(layout, 3, 3).name == "Given")
    // Values below a gap are no names.
    let other = self.layout([["MRN", "Patient", "", "Dose"], ["", "Quist", "Orla"]])
    #expect(field(other, 2, 1).isHeader && field(other, 2, 2).name == "Patient")
  }

  @Test func casesSideBySideAreNamedByTheirNumbers() {
    let layout = layout([
      ["Field", "Patient 1", "Patient 2"], ["Surname", "Quist", "Tanner"],
      ["MRN", "77120", "77121"],
      ["Dose", "4", "5"],
    ])
    #expect(field(layout, 3, 2).name == "Surname" && field(layout, 2, 3).name == "MRN")
    #expect(field(layout, 3, 4).name == "Dose")
  }

  @Test func labelsBehindAValueNameTheNextOne() {
    let layout = layout([
      ["Patient", "Orla Quist", "SSN", "219"], ["DOB", "1951", "MRN", "77120"], ["Dose", "4"],
    ])
    #expect(field(layout, 4, 1).name == "SSN" && field(layout, 4, 2).name == "MRN")
  }

  @Test func aLabelAloneNamesTheCellBelow() {
    let layout = layout([
      ["MRN"], ["77120"], ["77121"], [], ["Patient"], ["Agenda"], [], ["Dose", "4"],
    ])
    #expect(field(layout, 1, 2).name == "MRN" && field(layout, 1, 3).name.isEmpty)
    #expect(field(layout, 1, 6).name.isEmpty)
  }

  @Test func namesOfATableEndWhereAnotherBegins() {
    let layout = layout([
      ["Drug", "Dose"], ["Metformin", "500"], [], ["Surname", "Given", "MRN", "K"],
      ["Marchbanks", "Orla", "77120", "4.1"], [], ["Test", "Result"], ["Na", "138"],
    ])
    #expect(field(layout, 1, 2).name == "Drug")
    #expect(field(layout, 1, 5).name == "Surname" && field(layout, 4, 5).name == "K")
    #expect(field(layout, 1, 5).column != field(layout, 1, 2).column)
    #expect(field(layout, 1, 7).isHeader && field(layout, 1, 8).name == "Test")
  }

  @Test func aTableGoesOnBehindAnEmptyRow() {
    let layout = layout([
      ["Surname", "Given", "MRN"], ["Marchbanks", "Orla", "77120"], [], ["Tanner", "Bea", "77121"],
    ])
    #expect(field(layout, 1, 4).name == "Surname" && field(layout, 3, 4).name == "MRN")
  }

  @Test func whatSaysWhatFieldsAreIsNoForm() {
    let layout = layout([["Patient", "Description"], ["MRN", "number"], ["Zip", "code"]])
    #expect(field(layout, 1, 1).isHeader && field(layout, 2, 2).name == "Description")
  }

  @Test func labelsAboveATableNameTheirValues() {
    let layout = layout([
      ["Ship to:", "Rosa Thao"], ["Courier acct", "123456789"], ["Box:", "12"], ["Count", "2"],
      ["Chair", "Patient", "EDW"], ["2", "Jan Baird", "88.2"], ["3", "Ana Lima", "88.9"],
    ])
    #expect(field(layout, 2, 1).name == "Ship to" && field(layout, 2, 2).name == "Courier acct")
    #expect(field(layout, 2, 6).name == "Patient" && field(layout, 3, 7).name == "EDW")
  }

  @Test func aRowOfValuesBelowATitleHeadsNothing() {
    let layout = layout([
      ["Roster", "June"], ["7", "Patient", "Hutto"], ["8", "Hill", "Troy"],
    ])
    #expect(field(layout, 2, 3).name != "Patient")
  }
}
