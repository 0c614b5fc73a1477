import Testing
import Vocabulary

@testable import Detection

/// Addresses are found to their ends, whatever the country writes first, and nothing behind them.
@Suite struct AddressTests {
  @Test(arguments: [
    (
      "Mail it to 214 Larkspur Way, Maple Falls 49503 please.", "214 Larkspur Way Maple Falls 49503"
    ),
    ("Ship to 77 Juniper Street, Otter Lake K0V 3B0.", "77 Juniper Street Otter Lake K0V 3B0"),
    ("Her address: 41 Tannery Court, Apt. 9\nMillbrook, VT 05678", "41 Tannery Court Apt 9 05678"),
    ("Unit 5022 Box 1225, APO AE 09123 is the address", "Unit 5022 Box 1225 APO AE 09123"),
    ("Ship it to Plot 9, 41 Tannery Court, please.", "Plot 9 41 Tannery Court"),
    ("She lives at 214 Larkspur Way \u{23}3F in a corner.", "214 Larkspur Way 3F"),
    // Nothing stands before it, which is no number.
    ("APO AE 09123 is the address", "APO AE 09123"),
  ])
  func everyPartOfAnAddressIsFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    ("Take unit 7 of blood at 214 Larkspur Way", ["7"]),
    ("She lives at 214 Larkspur Way, \u{23}3 of the list", ["3"]),
    ("She lives at 214 Larkspur Way and takes 40 mg daily.", ["40"]),
    ("Seen in Chicago 2000 times", ["2000"]),
    ("He lives in Chicago. BP 120/80, HR 90210", ["120", "80"]),
    ("moved to Tulsa, 12 weeks pregnant", ["12"]),
  ])
  func whatStandsBehindAnAddressStays(_ text: String, _ kept: [String]) {
    let all = ScannedText(text).covered
    for part in kept { #expect(!all.contains(part), "\(part) in \(all)") }
  }
}
