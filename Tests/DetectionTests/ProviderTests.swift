import Testing
import Vocabulary

@testable import Detection

/// Providers' names and numbers, masked unless a site keeps them.
@Suite struct ProviderTests {
  private func masked(_ text: String, keeping: Bool) -> [String] {
    var options = DetectionOptions(referenceYear: 2026)
    options.maskProviders = !keeping
    let scanned = ScannedText(text, options: options)
    return scanned.findings.filter(\.masked).map(scanned.text)
  }

  @Test(arguments: [
    ("Seen by Dr. Ingrid Solheim today.", "Solheim"), ("Signed: Kwabena Okafor, MD\n", "Okafor"),
    ("NPI: 1245319599\n", "1245319599"),
  ]) func aTitleACredentialAndTheirNumbersStayWhereProvidersDo(text: String, part: String) {
    #expect(masked(text, keeping: false).contains { $0.contains(part) })
    #expect(masked(text, keeping: true).isEmpty)
  }

  @Test(arguments: [
    ("Patient: Dr. Ingrid Solheim, 61 years", "Solheim"),
    ("Patient Kwabena Okafor, RN, was seen.", "Okafor"),
    ("Ingrid Solheim called today.", "Solheim"), ("Seen with Mr. Kwabena Okafor.", "Okafor"),
    ("License no. 4471902\n", "4471902"),
  ]) func patientsGoEvenWithATitle(text: String, part: String) {
    #expect(masked(text, keeping: true).contains { $0.contains(part) })
  }
}
