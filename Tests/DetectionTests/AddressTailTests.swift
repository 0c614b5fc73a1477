import Testing
import Vocabulary

@testable import Detection

/// Addresses of countries whose words nobody knows, by their form and a word for an address before them.
@Suite struct AddressTailTests {
  /// The places that are found, whole.
  private func places(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.kind == .location && $0.masked }.map(scanned.text)
  }

  @Test(arguments: [
    (
      "I once lived in Vollacher Strasse 89, PRAFFING 5230. I moved.",
      "Vollacher Strasse 89, PRAFFING 5230"
    ),
    ("Send the statement to birkmühlenweg 94, schmiedau 5112?", "birkmühlenweg 94, schmiedau 5112"),
    ("my address is Kralova tér 31., Trenovice 2 53012", "Kralova tér 31., Trenovice 2 53012"),
    ("The address is: ul. wolborska 42, olszyn 20-115", "wolborska 42, olszyn 20-115"),
  ]) func anAddressIsFoundWhole(text: String, wanted: String) {
    #expect(places(text).contains { $0.hasSuffix(wanted) }, "\(places(text))")
  }

  @Test(arguments: [
    "We address this in Section 4, page 5230.", "The addresses of table 3, June 2020 were checked.",
    "Graph 89, potassium 5230 mg", "sent 12, received 5112",
    "address [LOCATION] 12, [LOCATION] 5230",
  ])
  func whatHasNoStreetTownOrCueStays(text: String) {
    #expect(places(text).isEmpty, "\(places(text))")
  }
}
