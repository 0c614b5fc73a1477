import Testing
import Vocabulary

@testable import Detection

/// A name and a telephone number in one cell or line, full names where accounts stand, and the other half of a name.
@Suite struct NamedTelephoneTests {
  /// What is found in a text, each with its kind.
  private func found(_ scanned: ScannedText) -> [String] {
    scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("Parent", "Ololade 712-555-0144", "NAME Ololade", "PHONE 712-555-0144"),
    ("Parent", "Filippa 9069482741", "NAME Filippa", "PHONE 9069482741"),
    ("Foster parent", "Gunilla 9069482744", "NAME Gunilla", "PHONE 9069482744"),
    ("Owner", "Tomas Linde (402) 664-8385", "NAME Tomas Linde", "PHONE (402) 664-8385"),
    ("Owner", "Tomas Linde 4026648385", "NAME Tomas Linde", "PHONE 4026648385"),
  ])
  func nameAndNumberOfACellAreFound(
    _ label: String,
    _ value: String,
    _ name: String,
    _ number: String
  ) {
    let cell = found(ScannedText(value, field: FieldContext(name: label, column: 2)))
    #expect(cell == [name, number])
    let line = found(ScannedText("\(label): \(value)"))
    #expect(line == [name, number])
  }

  @Test(arguments: [
    ("Parent", "Work 90694"), ("Parent", "process 4127"), ("Owner", "Facilities"),
    ("Owner", "Quality Committee"), ("Parent", "Front Desk"),
  ])
  func whatIsNobodyStays(_ label: String, _ value: String) {
    let cell = ScannedText(value, field: FieldContext(name: label, column: 2))
    #expect(cell.covered.isEmpty, "\(cell.covered)")
  }

  @Test func fullNamesWhereAccountsStandAreNames() {
    #expect(found(ScannedText("Owner=Yuko Burns")) == ["NAME Yuko Burns"])
    #expect(found(ScannedText("Owner: Tomas Linde")) == ["NAME Tomas Linde"])
    #expect(found(ScannedText("Owner: tlinde")) == ["USERNAME tlinde"])
    #expect(ScannedText("User: Jsmith Role: admin").covered == "Jsmith")
  }

  @Test func columnsBesideOneAnotherAreNoAccounts() {
    let text = """
      INSERT INTO participant (id, given_name, created_by, modified_by, enrolled_by, a1c)
      VALUES (1, 'Maja', 'kvaldez', 'wagnel', 'sixlir', 7.4);
      """
    #expect(
      found(ScannedText(text))
        == ["NAME Maja", "USERNAME kvaldez", "USERNAME wagnel", "USERNAME sixlir"]
    )
  }

  @Test func accountsInRowsOfACopyAreFound() {
    let text =
      "COPY public.participant (id, given_name, dob, enrolled_by) FROM stdin;\n"
      + "1\tMaja\t1981-02-13\tkvaldez\n2\tJonas\t1971-02-03\twagnel\n\\.\n"
    #expect(found(ScannedText(text)).contains("USERNAME kvaldez"))
  }

  @Test(arguments: [
    ("Corrected per source, Rosalind Castellano-Acuna", "Acuna"), ("Grant Okonkwo", "Grant"),
  ])
  func otherHalvesOfNamesAreFound(_ text: String, _ half: String) {
    let scanned = ScannedText(text, field: FieldContext(name: "remark", column: 3))
    #expect(scanned.covered.contains(half), "\(scanned.covered)")
  }

  @Test func wordsBehindAHyphenStay() {
    let text = "Rosalind Castellano-Nurse, Dr. Halvorsen-approved plan"
    let scanned = ScannedText(text)
    #expect(!scanned.covered.contains("approved"))
  }
}
