import Testing
import Vocabulary

@testable import Formats

@Suite struct WorkbookTests {
  /// Source: ECMA-376 part 1, §18.17.4.1: 1 January 1900 is 1, 28 February 59, 1 March 61.
  @Test(arguments: [
    ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("22352", "1961-03-12"),
    ("45418.297222222223", "2024-05-06"), ("22282", "1961"), ("22282.5", "1961-01-01"),
    ("10960", "1930-01-02"), ("10959", "1930-01-01"),
  ]) func numbersAreDates(number: String, date: String) {
    let serial = SerialDate(is1904: false)
    #expect(
      serial.text(Array(number.utf8)[...]).map { String(decoding: $0, as: UTF8.self) } == date
    )
  }

  @Test(arguments: ["0.5", "0", "-3", "x", "99999999"]) func otherNumbersAreNone(number: String) {
    #expect(SerialDate(is1904: false).text(Array(number.utf8)[...]) == nil)
  }

  @Test func theFirstDayOfAYearIsThatYearAlone() {
    for year in 1_936...2_100 {
      for serial in [SerialDate(is1904: false), SerialDate(is1904: true)] {
        let digits = Array("\(serial.number(ofYear: year))".utf8)
        #expect(serial.text(digits[...]) == Array("\(year)".utf8))
      }
    }
  }

  @Test func cellsAreFoundWithTheirAttributes() {
    let sheet = Array("<row r=\"7\"><x:c s='3' r=\"AB7\" t=\"str\"><x:f>A1</x:f><x:v>text".utf8)
    let cell = SheetLexer.cell(before: sheet.count - 4, in: sheet)
    #expect(cell == SheetCell(type: Array("str".utf8), style: 3, column: 28, row: 7))
    #expect(SheetLexer.cell(before: 8, in: sheet) == nil)
  }

  @Test func whatAWorkbookHoldsIsKnownBeforeItIsRead() {
    let styles = """
      <styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm"/>\
      <numFmt numFmtId="171" formatCode="0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/>\
      </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>\
      <xf numFmtId="171"/></cellXfs></styleSheet>
      """
    let strings = "<sst><si><t>Name</t></si><si/><si><r><t>A&amp;</t></r><r><t>B</t></r></si></sst>"
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Born\
      </t></is></c></row><row><c t="s"><v>2</v></c><c s="1"><v>22352</v></c></row></sheetData></worksheet>
      """
    let index = WorkbookIndex(
      workbook: Array("<workbook><workbookPr date1904=\"0\"/></workbook>".utf8),
      styles: Array(styles.utf8),
      strings: Array(strings.utf8),
      sheets: [Array(sheet.utf8)]
    )
    #expect(index.dates == [false, true, true, false])
    #expect(index.layouts[0].tables[0].names == [1: "Name", 2: "Born"])
    #expect(index.layouts[0].hasUnplacedCells)
    #expect(index.uses[2] == [FieldContext(name: "Name", column: 2)])
    let block = index.sampleBlocks()[0]
    let texts = block.segments.map { String(decoding: block.text(of: $0), as: UTF8.self) }
    #expect(Set(texts) == ["Name", "A&B", "Born", "1961-03-12"])
  }
}
