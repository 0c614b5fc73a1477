import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// What a workbook says of its patients outside of their cells: names of sheets, formulas, filters, lists,
/// defined names.
@Suite(.enabled(if: isOutsideInstalled("openpyxl"), "needs openpyxl")) struct WorkbookNameTests {
  private static let make = #"""
    import sys, openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.formatting.rule import FormulaRule
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "Okonjo Thandeka"
    ws.append(["MRN", "Last name", "First name", "Result"])
    for row in [["00817264", "Okonjo", "Thandeka", 5.1], ["00817265", "Page", "June", 4.2], ["00817266", "Frost", "Iris", 6]]:
        ws.append(row)
    ws["F2"] = '=IF(B2="Page","June Page, MRN 00817265","open")'
    ws["F3"] = "=COUNTIF(B:B,\"frost\")+SUM('Okonjo Thandeka'!D2:D4)"
    ws["F4"] = '=IF(D2>5,"high","low")&Page_Result'
    rule = DataValidation(type="list", formula1='"Okonjo, Page,Frost"')
    ws.add_data_validation(rule); rule.add("B2:B9")
    ws.conditional_formatting.add("A1:D4", FormulaRule(formula=['$B1="Frost"']))
    ws.auto_filter.ref = "A1:D4"
    ws.auto_filter.add_filter_column(1, ["Frost", "high"])
    for name in ["Page June", "Frost", "2026-03-04", "Summary"]: wb.create_sheet(name)
    wb["Summary"]["A1"] = "=Frost!A1+'Page June'!A1+SUM('2026-03-04'!A1:B2)"
    wb["Summary"]["A2"] = '=HYPERLINK("#\'Page June\'!A1","open")'
    wb["Summary"]["A3"] = '=IF(Summary!B1="high","mmol","mEq")'
    wb.defined_names["Page_Result"] = DefinedName("Page_Result", attr_text="'Okonjo Thandeka'!$D$3")
    wb.defined_names["Limit"] = DefinedName("Limit", attr_text="Summary!$B$1")
    wb.save(sys.argv[1])
    """#
  private static let read = #"""
    import sys, openpyxl, zipfile
    wb = openpyxl.load_workbook(sys.argv[1])
    print("|".join(wb.sheetnames))
    ws = wb[wb.sheetnames[0]]
    for place in ["F2", "F3", "F4"]: print(ws[place].value)
    print(ws.data_validations.dataValidation[0].formula1)
    for area in ws.conditional_formatting: print(area.rules[0].formula[0])
    print("|".join(ws.auto_filter.filterColumn[0].filters.filter))
    for place in ["A1", "A2", "A3"]: print(wb["Summary"][place].value)
    for name, value in sorted(wb.defined_names.items()): print(name, value.attr_text)
    """#

  @Test func whatRefersToAMaskedNameStillDoes() throws {
    let world = try StagingWorld()
    let made = try tool([
      outsidePython(), "-W", "ignore", "-c", Self.make, world.landing + "/a.xlsx",
    ])
    try #require(made.code == 0, "\(made.output)")
    let manifest = try world.scan()
    #expect(try manifest.entry("a.xlsx").disposition == .masked)
    let copy = world.stage + "/data/a.xlsx"
    let read = try tool([outsidePython(), "-W", "ignore", "-c", Self.read, copy])
    try #require(read.code == 0, "\(read.output)")
    let wanted = #"""
      NAME_1|NAME_2|NAME_3|DATE_1|Summary
      =IF(B2="[NAME]","[NAME], MRN [MRN]","open")
      =COUNTIF(B:B,"[NAME]")+SUM('NAME_1'!D2:D4)
      =IF(D2>5,"high","low")&NAME_4
      "[NAME],[NAME],[NAME]"
      $B1="[NAME]"
      [NAME]|high
      =NAME_3!A1+'NAME_2'!A1+SUM('DATE_1'!A1:B2)
      =HYPERLINK("#'NAME_2'!A1","open")
      =IF(Summary!B1="high","mmol","mEq")
      Limit Summary!$B$1
      NAME_4 'NAME_1'!$D$3
      """#
    let found = read.output.split(separator: "\n").joined(separator: "\n")
    #expect(found == wanted)
    let again = try StagingWorld()
    try again.put(Array("a.xlsx".utf8), try world.bytes("stage/data/a.xlsx"))
    #expect(try again.scan().entry("a.xlsx").disposition == .clean)
    #expect(try again.bytes("stage/data/a.xlsx") == world.bytes("stage/data/a.xlsx"))
  }
}
