import Testing
import Vocabulary

@testable import Detection

/// Numbers of states, insurances, doors, accounts and days that persons make dates.
@Suite struct NationalTests {
  @Test(arguments: [
    ("DNI n.º 48.213.907-K, con cita", "48.213.907-K"),
    ("Steuer-ID 46 831 920 572", "46 831 920 572"),
    ("Carte Vitale n° 2 51 05 39 198 042 71.", "2 51 05 39 198 042 71"),
    ("Vers.-Nr. 53 180463 G 017, Reha", "53 180463 G 017"),
    ("NINO: QQ 48 21 99 C", "QQ 48 21 99 C"),
    ("OHIP 4821 993 017 VK", "4821 993 017 VK"), ("Medicare no 2951 83021 1 ref 2", "2951 83021 1"),
    ("Driver lic: A 134 772 605 881", "A 134 772 605 881"),
    ("IMEI 35 290611 884120 7 seen", "35 290611 884120 7"),
    ("Bitte auf DE47 2005 0550 1234 8871 90 überweisen", "DE47 2005 0550 1234 8871 90"),
    ("gate code at the back is 4471#", "4471#"), ("login pw Gurney2022 again", "Gurney2022"),
    ("exp soon, cvv 418", "418"), ("ssh lwang@192.168.7.20", "lwang"),
    ("Caller: Philippa Mensah (pmensah3)", "pmensah3"),
    ("[07:02] rn_jpark: anybody there", "rn_jpark"),
    ("sunniva.k: rotating it now", "sunniva.k"), ("llamar al 654 08 71 93", "654 08 71 93"),
    ("mobil: 0176 / 2204 9158", "0176 / 2204 9158"), ("charge nurse Tamsin 4-4410", "4-4410"),
    ("we hold BX19 LKJ for the car", "BX19 LKJ"),
    (
      "study 1.2.840.113745.101000.1008.38048.4417.882", "1.2.840.113745.101000.1008.38048.4417.882"
    ),
    ("He quit on New Year's Day and slept.", "New Year's Day"),
    ("Last seen Christmas Eve.", "Christmas Eve"),
    ("She had an echo 2/9 and went home", "2/9"), ("born 14 maart 1961", "14 maart 1961"),
    ("Sra. Candelaria (97 a.) agitada", "97"), ("NAME TSUKAMOTO, HARUE AGE 94 UNIT 3", "94"),
  ])
  func areFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    #expect(scanned.covered.contains(wanted), "\(scanned.covered)")
  }

  @Test(arguments: [
    "CPR in progress for 12 minutes", "RFC 7231 and RFC 2616", "NSS 500 ml over 2 h",
    "Medicare Part B covers 80 percent", "weight 180# on Monday", "part#44 of 120",
    "pw 120 ms, PR 200 ms", "status@10 and limit@20", "[07:02] note: all done", "max_retries: 3",
    "main.c: error in line 4", "vitals 120 80 72 98", "codes 4-4410", "QX12 MGS daily",
    "class 1.2.840.10008.5.1.4.1.1.2 stored", "template 2.16.840.1.113883.10.20.22.2.1",
    "a Christmas tree in the lobby", "cultures 2/2 positive", "class 2 of 92 J.",
    "strength 5/5 today",
    "an allele (brca1) and Vitamin (vitd3)", "Fdo.: col. [LICENSE]; MIR",
    "open by Christmas in the lobby",
  ])
  func resemblingOnesStay(_ text: String) {
    let scanned = ScannedText(text)
    #expect(scanned.findings.filter(\.masked).isEmpty, "\(scanned.covered)")
  }
}
