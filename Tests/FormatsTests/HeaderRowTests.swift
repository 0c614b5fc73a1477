import Testing

@testable import Formats

/// Which first rows name the columns of a table.
@Suite struct HeaderRowTests {
  private func names(_ row: String, allowsEmpty: Bool = true) -> [String]? {
    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      .map { Array($0.utf8)[...] }
    return HeaderRow.names(cells, allowsEmpty: allowsEmpty)
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
    ("Ingrid Solheimsen,Rutland,VT", "[NAME],[LOCATION],VT"),
    ("Ingrid Solheimsen,00817264,VT", "[NAME],[MRN],VT"),
    ("name,Dr. Quillfeather visits,mrn", "name,[NAME] visits,mrn"),
    ("i.solheimsen@example.org,ward,bed", "[EMAIL],ward,bed"),
    ("ref 4417093321884,ward", "ref [UNIQUE_ID],ward"),
  ]) func aRowIsJudgedAsItsMaskedCopyIs(row: String, copy: String) {
    #expect((names(row) == nil) == (names(copy) == nil))
    #expect((names(row) == nil) == row.contains { $0.isNumber })
  }

  @Test func namesInBracketsAreQuoted() {
    #expect(names("[LastName],[SSN],[Date of Birth]") == ["LastName", "SSN", "Date of Birth"])
    #expect(names("[NAME],[SSN]") == nil)
    #expect(names("[NAME],ward") == ["[NAME]", "ward"])
  }

  @Test func bytesThatAreNoUTF8AreReadAsTheirCellIs() {
    let cell: [UInt8] = [0x4E, 0x6F, 0xEB, 0x6C]
    #expect(HeaderRow.names([cell[...]], allowsEmpty: true) == ["Noël"])
  }
}
