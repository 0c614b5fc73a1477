import Detection
import Formats
import Testing
import Vocabulary

@testable import Staging

/// Values in which nothing was found are known again, and no others.
@Suite struct CleanValueTests {
  /// Text as a whole value.
  private func key(_ values: CleanValues, _ text: String, field: Int = 0) -> CleanValues.Key {
    let bytes = Array(text.utf8)
    return values.key(of: bytes, bytes.indices, field)
  }

  @Test func knowsTheSameBytesOfTheSameField() {
    var values = CleanValues()
    values.insert(key(values, "mmol/L"))
    #expect(values.holds(key(values, "mmol/L")))
    #expect(!values.holds(key(values, "mmol/l")))
    #expect(!values.holds(key(values, "mmol/L ")))
    #expect(!values.holds(key(values, "mmol/L", field: 1)))
  }

  @Test func tellsLengthsApartWhereBytesAreZero() {
    var values = CleanValues()
    values.insert(key(values, "a"))
    #expect(!values.holds(key(values, "a\0")))
    #expect(!values.holds(key(values, "")))
  }

  @Test func readsValuesInTheMiddleOfABufferAndAtItsEnd() {
    var values = CleanValues()
    let bytes = Array("left,exactly 24 bytes of text,right".utf8)
    values.insert(values.key(of: bytes, 5..<29, 3))
    #expect(values.holds(key(values, "exactly 24 bytes of text", field: 3)))
    values.insert(values.key(of: bytes, 30..<35, 3))
    #expect(values.holds(key(values, "right", field: 3)))
  }

  @Test func takesNoLongValueAndNoneWithoutAField() {
    var values = CleanValues()
    let long = String(repeating: "x", count: 25)
    values.insert(key(values, long))
    #expect(!values.holds(key(values, long)))
    #expect(!values.isWanted(key(values, "x", field: -1)))
  }

  @Test func forgets() {
    var values = CleanValues()
    values.insert(key(values, "final"))
    let old = key(values, "final")
    values.forget()
    #expect(!values.holds(key(values, "final")))
    #expect(old != key(values, "final"))
  }

  @Test func judgesEqualValuesOfDifferentFieldsApart() throws {
    var detector = try DocumentDetector(
      scanner: .init(ruleSet: .builtIn, options: .init(referenceYear: 2_026))
    )
    let rows = (0..<40).map { "\($0),Rowan,Rowan" }.joined(separator: "\n")
    let bytes = Array("row,drug,first_name\n\(rows)\n".utf8)
    let found = detector.find(bytes) ?? []
    #expect(found.count == 40)
    #expect(found.allSatisfy { $0.kind == .name && bytes[$0.start - 1] == 0x2C })
  }
}
