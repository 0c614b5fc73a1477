import Testing
import Vocabulary

@testable import Detection

/// Numbers without a label of their own, days and roads as people write them, and what resembles them.
@Suite struct PlainWordsTests {
  @Test(arguments: [
    // A code beside a date or an address is somebody's.
    ("seen 03/14/2021, transmitter box GX7741882K kept", "GX7741882K"),
    ("mail to 19 Quarry Road, Millfield, OH 45761, parcel 77KT448127", "77KT448127"),
    // A number that any word and a word for number introduce.
    ("coupon number 448812 was sent", "448812"), ("the donor id AHG4418 again", "AHG4418"),
    // Days.
    ("authorized 7/1 through 9/28", "7/1"), ("off warfarin 10/6\u{2192}10/11", "10/6"),
    ("Die Wohnung wird zum 30.9. gekündigt", "30.9"),
    ("Mrs. Winterbourne presenta tos desde febrero", "febrero"),
    ("Frau Thormählen kam am 16.2. wieder", "16.2"),
    ("Sr. Bettencourt, o último em 22 de maio", "22 de maio"),
    // Ages.
    ("Mr. Whitcomb left us at 95.", "95"), ("Mr. Halvorsen, at 98 he still walks", "98"),
    // Roads, crossings and houses of saints.
    ("rear-ended on I-90 near Spokane Valley", "I-90"),
    ("got off at exit 42B and stopped", "exit 42B"),
    ("at the corner of Fulton and Nostrand", "Fulton and Nostrand"),
    ("moved to 1st & Pike", "1st & Pike"), ("took her to St. Joe's first", "St. Joe's"),
    ("domicilio: C/ Alcalde Muñoz 15", "C/ Alcalde Muñoz 15"),
  ])
  func areFound(_ text: String, _ wanted: String) {
    let scanned = ScannedText(text)
    let covered = scanned.findings.filter(\.masked).map(scanned.text).joined(separator: " ")
    #expect(covered.contains(wanted), "\(covered)")
  }

  @Test(arguments: [
    "coupon code GX7741882K, valid always", "room number 4481 and version number 90.4418",
    "PHQ-9 12/27 and GAD-7 18/21", "pool size 10/20, both busy",
    "therapy with I-131, then rest",
    "corner of the mouth and nose", "St. John's wort and St. Vitus's dance",
    "cup/disc C/D 0.4 in both eyes", "Peaks from June to September.",
    "Dr. Halvorsen: BNP 180\u{2192}240 on lasix", "version 16.2. is out", "by oral route 2 times",
    "Alles ist gut", "Alles Gute und gute Besserung",
  ])
  func resemblingOnesStay(_ text: String) {
    let scanned = ScannedText(text)
    let found = scanned.findings.filter { $0.masked }.map(scanned.text)
    #expect(found.allSatisfy { $0 == "Halvorsen" || $0 == "Dr. Halvorsen" }, "\(found)")
  }
}
