import Testing
import Vocabulary

@testable import Detection

/// Text of scanned pages, in which a machine took letters and digits for others.
@Suite struct MisreadTests {
  @Test(arguments: [
    ("PATlENT lNFORMATlON\nNarne: Vasquez-Lindholm, lngrid\nD0B: O7/l9/1954", "lngrid"),
    ("Taken by van to 0hio Val1ey Medical Center in pain.", "0hio Val1ey Medical Center"),
    ("MRS D0ROTHEA KlLBRIDE was seen.", "D0ROTHEA KlLBRIDE"),
    ("lnforrnant: Vera B. Guil1ory (daughter)", "Guil1ory"),
    ("Addr: 29l6 Cedarbrook Tr., Kalamazoo, Ml 49OO8", "29l6 Cedarbrook Tr"),
  ])
  func misreadNamesAndPlacesAreFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    "Cannot ru1e out ernphysema. Recornrnend repeat CT. lmpression: norma1 chest.",
    "PHYSlCAL EXAM: 1ungs c1ear, abdornen soft, no rnasses.",
    "mRNA1273, H1N1, A1c, CO2 and B12 in the panel; l0 mg of it.",
    "PROCEDURE WlTHOUT CONTRAST, SlGNS OF PNEUM0NIA",
  ])
  func misreadWordsThatNameNobodyStay(_ text: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.isEmpty, "\(scanned.covered)")
  }

  @Test func aReadingKeepsItsOffsets() {
    let bytes = Array("in Kalarnazoo, 29l6 Val1ey".utf8)
    let meant = MisreadText(bytes.span, 0..<bytes.count)
    #expect(String(decoding: meant.bytes, as: UTF8.self) == "in Kalamazoo, 2916 Valley")
    #expect(meant.offsets.count == meant.bytes.count + 1 && meant.offsets.last == bytes.count)
    for (index, offset) in meant.offsets.dropLast().enumerated() where !meant.isChanged[index] {
      #expect(meant.bytes[index] == bytes[offset])
    }
  }
}
