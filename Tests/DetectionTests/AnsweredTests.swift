import Testing
import Vocabulary

@testable import Detection

/// What is asked in one line and answered in the next, shifts of a roster, and where a number or a house ends.
@Suite struct AnsweredTests {
  @Test(arguments: [
    ("A: Okay what's your username\nC: uh, mpietrangelo61\nA: thanks\n", "mpietrangelo61"),
    ("Clerk: your login name please?\nCaller: ovandermeer\n", "ovandermeer"),
    ("Network ID to create: oadeyink\n", "oadeyink"), ("Mirror access of: jsandova\n", "jsandova"),
    ("meanwhile i used tkowalski2 / Winter2024!snf yesterday\n", "tkowalski2 Winter2024!snf"),
    ("it is spelled P-I-E-T-R-A-N-G-E-L-O-6-1\n", "P-I-E-T-R-A-N-G-E-L-O-6-1"),
    ("Medicare was 3 A F 7, W K 2, M N 4 5. Our telephone\n", "3 A F 7, W K 2, M N 4 5"),
    ("Mon 7a-3p Stoltzfus | 11p-7a Brown\n", "Stoltzfus Brown"), ("'addr2': 'Apt 3C'\n", "Apt 3C"),
    ("John Smith dc from Mercy 07-22 after CHF\n", "John Smith 07-22"),
    ("aartsa 03/04/2026: inbound from the office\n", "aartsa"),
    ("x\n03/04/2026 10:14 wouta - called about a claim\n", "wouta"),
    ("[~sdavis2] please check the subscriber\n", "sdavis2"),
    ("OM Joe to send the form\n", "Joe"), ("MD Cavalcante review\n", "Cavalcante"),
    ("spoke to Durante (dtr)\n", "Durante"), ("husband Jack has POA\n", "Jack"),
    ("dtr Elizabeth came\n", "Elizabeth"),
    ("We reviewed a request from Amrita Sundaresan MD for MRI\n", "Amrita Sundaresan"),
  ])
  func answersAndEndsAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "A: Okay what's your username\nC: I forgot it\n",
    "Operator: E-4 usually means not enough blood\n",
    "SELECT e.contact_date FROM visit v JOIN pat_enc e ON e.pat_id = v.pat_id\n",
    "Count out loud one two three four one two three four and do not stop\n",
    "Mon 7a-3p OPEN | 11p-7a Float\n", "visits 01-24 were kept\n", "Title: Pharmacy Tech II\n",
    "inbound calls alone\nx ~ [~abc\n",
    "RN Notes were read\n", "the second try (son et lumiere) was good\n",
  ])
  func whatOnlyLooksLikeItStays(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  /// A number of North America ends before a time or the next line; a bracket is no number of a house.
  @Test(arguments: [
    ("to be called before any transfer, cell 417-882-0193\n1215 ate half of lunch\n", "1215"),
    ("vomiting call 512-341-6627 24h or come in\n", "24"),
    ("Call in 3/30 0112 from there\n", "0112"),
    ("seen by R. Szymanski   PH (925) 555-0110\n", "PH"),
    ("request from Amrita Sundaresan MD for MRI\n", "MD"),
  ])
  func findingsEndWhereTheyEnd(_ text: String, _ rest: String) {
    let all = ScannedText(text).covered
    #expect(!all.isEmpty && !all.contains(rest), "\(rest) in \(all)")
  }
}
