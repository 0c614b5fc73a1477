import Testing
import Vocabulary

@testable import Detection

/// Values of a field that say that there is none, and those that only look so.
@Suite struct FieldValueTests {
  /// Whether a whole value of a field called so is found.
  private func isFound(_ value: String, _ field: String) -> Bool {
    let bytes = Array(value.utf8)
    var scratch = ScanScratch()
    var found: [Finding] = []
    let judgement = sharedScanner.judge(FieldContext(name: field, column: 1))
    sharedScanner.scan(
      bytes.span,
      owned: bytes.indices,
      field: judgement,
      scratch: &scratch,
      into: &found
    )
    return found.contains { $0.masked }
  }

  @Test func passwordsOfSignsAreFoundAndRulersStay() {
    #expect(isFound("!@#$%^&*()!@#$%^&", "password"))
    #expect(!isFound("--------------------", "last_name"))
    #expect(!isFound("====================", "password"))
  }

  @Test func aSurnameIsNoMissingValue() {
    #expect(isFound("Null", "last_name"))
    #expect(!isFound("NULL", "last_name"))
    #expect(!isFound("null", "last_name"))
  }

  @Test(arguments: [
    ("C_BioSense_ID", "2024.09.07.3738.2163356_57152"),
    ("StudyInstanceUID", "1.2.840.113619.2.9976.913739218059"),
    ("series_instance_uid", "1.2.840.113619.2.1969.129232205608"),
    ("STATE_FILE_NO", "129-24-030799"), ("ADDRESS_ZIP9", "015295255"), ("encodedId", "794CP9"),
    ("lonlat", "-84.233059,39.269200"), ("tract", "552587"), ("geoid", "39061025200"),
    ("created_by", "kvaldez"), ("enrolled_by", "wagnel"), ("modified_by", "Rosa Lee"),
  ])
  func numbersAndAccountsAreFoundByTheirLabels(_ field: String, _ value: String) {
    #expect(isFound(value, field))
  }

  @Test(arguments: [
    ("SOPClassUID", "1.2.840.10008.5.1.4.1.1.2"), ("geoid", "39"), ("tract", "corticospinal"),
    ("created_by", "system"), ("enrolled_by", "admin"), ("created_by", "12"),
    ("consented_by", "phone"), ("file_no", ""),
  ])
  func statesProgramsAndCodesStay(_ field: String, _ value: String) {
    #expect(!isFound(value, field))
  }

  @Test func bothNumbersOfACellAreFound() {
    let scanned = ScannedText("5051423 / 6251500", field: FieldContext(name: "Rx #s", column: 1))
    #expect(scanned.covered == "5051423 6251500")
    let dose = ScannedText("5051423 / 30 mg", field: FieldContext(name: "Rx #s", column: 1))
    #expect(dose.covered == "5051423")
  }
}
