import Testing
import Vocabulary

@testable import Formats

/// Which first rows name the columns of a table.
@Suite struct HeaderRowTests {
  /// The cells of a row.
  private func cells(_ row: String) -> [ArraySlice<UInt8>] {
    row.split(separator: ",", omittingEmptySubsequences: false).map { Array($0.utf8)[...] }
  }

  private func names(_ row: String, allowsEmpty: Bool = true) -> [String]? {
    HeaderRow.names(cells(row), allowsEmpty: allowsEmpty) { $0 }
  }

  @Test func wordsNameColumnsAndValuesDoNot() {
    #expect(names("id,last_name,Date of Birth") == ["id", "last_name", "Date of Birth"])
    #expect(names("id,,dob") == ["id", "", "dob"])
    #expect(names("id,,dob", allowsEmpty: false) == nil)
    #expect(names("17,last_name,dob") == nil)
    #expect(names("MRN 00817264,Rutland") == nil)
    #expect(names("a,\(String(repeating: "note ", count: 13))") == nil)
  }

  @Test(arguments: [
    ("Ingrid Solheimsen,Rutland,VT", "[NAME],[LOCATION],VT", true),
    ("Ingrid Solheimsen,00817264,VT", "[NAME],[MRN],VT", false),
    ("name,Dr. Quillfeather visits,mrn", "name,[NAME] visits,mrn", true),
    ("i.solheimsen@example.org,ward,bed", "[EMAIL],ward,bed", true),
    ("ref 4417093321884,ward", "ref [UNIQUE_ID],ward", false),
    ("jan 8,ward", "[DATE],ward", false),
    ("seen 04.03.2024 a,ward", "seen 2024 a,ward", true),
  ]) func aRowIsJudgedAsItsMaskedCopyIs(row: String, copy: String, isHeader: Bool) {
    let masks = Dictionary(
      zip(cells(row).map(Array.init), cells(copy).map(Array.init))
    ) { first, _ in first }
    let original = HeaderRow.names(cells(row), allowsEmpty: true) { masks[$0] ?? $0 }
    #expect((original != nil) == isHeader)
    #expect((names(copy) != nil) == isHeader)
    // The names are those of the original.
    if isHeader { #expect(original == row.split(separator: ",").map(String.init)) }
  }

  @Test func namesInBracketsAreQuoted() {
    #expect(names("[LastName],[SSN],[Date of Birth]") == ["LastName", "SSN", "Date of Birth"])
    #expect(names("[NAME],[SSN]") == nil)
    #expect(names("[NAME],ward") == ["[NAME]", "ward"])
  }

  @Test func bytesThatAreNoUTF8AreReadAsTheirCellIs() {
    let cell: [UInt8] = [0x4E, 0x6F, 0xEB, 0x6C]
    #expect(HeaderRow.names([cell[...]], allowsEmpty: true) { $0 } == ["Noël"])
  }

  @Test(arguments: [
    ("surname,town,2023,0-30", true), ("surname,town,E11.9", true),
    ("surname,town,99213,mrn", true),
    // What is called like a field may be a value.
    ("surname,48213,town,AL", false), ("surname,1961-03-04,town", false),
    ("surname,17,12,13", false),
  ]) func namesOfFieldsHeadATableBesideNumbers(row: String, isHeader: Bool) {
    let known: Set<String> = ["surname", "town", "mrn"]
    let shape = TableShape(naming: {
      known.contains(String(decoding: $0, as: UTF8.self)) ? .person : .unknown
    })
    let cells = cells(row).enumerated().map { TableShape.Cell(column: $0, text: $1) }
    #expect(shape.isHeader(cells) == isHeader)
    #expect(shape.namesFields(cells) == isHeader)
  }
}
