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
}
