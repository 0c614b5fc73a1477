import Testing
import Vocabulary

@testable import Formats

/// What separates cells where no header says so, and bytes of Windows-1252 that UTF-8 never has.
@Suite struct TableSniffingTests {
  private func sniffed(_ bytes: [UInt8]) throws -> SniffedFormat {
    try sniff(head: bytes.span, isWhole: true, name: Array("a.txt".utf8).span)
  }

  @Test(arguments: ["^", "~"])
  func rareSeparatorsGoBeforeTheCommaOfNames(_ mark: String) throws {
    let rows = [
      ["2876709070", "JOHNSON,IVOR", "12/04/10", "M", "735 YARROW DR", "BROOKS,CELESTINE"],
      ["2876709071", "WALKER,ANN", "11/14/61", "F", "9 ELM ST", "HILL,JUNE"],
      ["2876709072", "GUIDRY,LEO", "02/24/72", "M", "18 OAK AVE", "BROOKS,CELESTINE"],
    ]
    let text = rows.map { $0.joined(separator: mark) + "\n" }.joined()
    let found = try sniffed(Array(text.utf8))
    #expect(found.format == .csv && found.delimiter == mark.utf8.first)
  }

  @Test(arguments: [
    "a^b and c\nd^e and f\ng^h and i\n", "H^1^2^3^4\nsecond line\nthird^line\n",
    "x ~ y\nless ~ more\nsome ~ all\n",
  ])
  func fewOfThemSeparateNothing(_ text: String) throws {
    #expect(try sniffed(Array(text.utf8)).format == .text)
  }

  /// `Á` before a letter is Windows-1252; before the second byte of a character it is an overlong one.
  @Test func capitalsWithAccentsAreText() throws {
    let head = Array("user_id;given_name;family_name\nnagyd;D".utf8)
    #expect(try sniffed(head + [0xC1] + Array("NIEL;NAGY\nroe;ANN;ROE\n".utf8)).format == .csv)
    let refused = refusal { () throws(Withholding) in
      let bytes = head + [0xC1, 0x81] + Array("NIEL;NAGY\nroe;ANN;ROE\n".utf8)
      return try sniff(head: bytes.span, isWhole: true, name: Array("a.txt".utf8).span)
    }
    #expect(refused == .unscannableContent)
  }

  /// The table of a CSV file in which some words name fields of persons, and one of towns.
  private func table(_ text: String) throws -> SniffedFormat {
    try sniff(
      head: Array(text.utf8).span,
      isWhole: true,
      name: Array("shift.csv".utf8).span,
      naming: { cell in
        switch String(decoding: cell, as: UTF8.self).lowercased() {
        case "patient", "subject name", "mobile", "name": .person
        case "town", "received by": .identifier
        default: .unknown
        }
      }
    )
  }

  @Test(arguments: [
    "Tuesday shift,,,\n", "Tuesday shift\n", "MWF 1st shift,,charge RN: Omya,\n",
    "Week of June 3,,,\n,,,\n",
  ]) func oneKnownNameBelowATitleHeadsTheTable(_ title: String) throws {
    let rows = "2,Jan Baird,88.2,R IJ cath\n3,Drumorer Zelkov,88.9,R IJ cath\n"
    let found = try table(title + "Chair,Patient,EDW,Access\n" + rows)
    #expect(found.hasHeader)
    #expect(found.layout.preambleLines == title.split(separator: "\n").count)
  }

  @Test func labelsOfOtherWidthsStandAboveATable() throws {
    let labels = "Ship to:,Rosa Thao\nCourier acct:,123456789\nTracking #:,1Z999\n"
    let header = "Tube,Subject name,Comment,Town,Received by\n"
    let rows = "T1,Jan Baird,hemolyzed,Hutto,Mack\nT2,Ana Lima,ok,Spur,Hope\n"
    let found = try table(labels + header + rows)
    #expect(found.hasHeader && found.layout.preambleLines == 3)
  }

  @Test(arguments: [
    // What is called like a field below a title may be a value: nothing differs from it.
    "Roster,,\nBaird,Mobile,AL\nHill,Troy,NY\nTanner,Hutto,TX\n",
    "Roster,,\nBed,Occupant,Patient\n4,Baird,Patient\n5,Hill,Patient\n",
    "Roster,,\n7,Patient,AL\n8,Hill,NY\n",
  ]) func valuesBelowATitleHeadNothing(_ text: String) throws {
    #expect(try table(text).layout.preambleLines == 0)
  }

  @Test func aSignAloneNamesAColumn() throws {
    #expect(try table("#,Name,Wt,Access\n2,Jan Baird,88.2,R IJ cath\n").hasHeader)
    #expect(try !table("#4,Hill,88.2,R IJ cath\n#5,Jan Baird,88.9,cath\n").hasHeader)
  }

  @Test func aTitleWithALabelNamesNoColumn() throws {
    let rows = "1,4B,52.5,118/76\n2,4C,63.5,148/92\n"
    #expect(try !table("MWF 1st shift,,RN: Virgil,\nChair,Station,EDW,BP\n" + rows).hasHeader)
    #expect(try table("Chair,Station: bed,EDW,BP\n" + rows).hasHeader)
  }
}
