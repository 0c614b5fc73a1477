import Detection
import Testing
import Vocabulary

@testable import Staging

/// Findings by format, without a masked copy.
@Suite struct DocumentDetectorTests {
  private let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// The values found in a document in memory; nil for plain text.
  private func values(_ text: String) throws -> [String]? {
    var detector = try DocumentDetector(scanner: scanner)
    let bytes = Array(text.utf8)
    return detector.find(bytes)?.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func cellsAreFoundByTheirHeader() throws {
    let table =
      "id,last_name,a1c,zip\n1,Zubrinak,7.4,05401\n2,Velthane,8.1,05402\n3,Ottway,6.9,05403\n"
    #expect(
      try values(table) == ["Zubrinak", "05401", "Velthane", "05402", "Ottway", "05403"]
    )
  }

  @Test func stringsAreFoundByTheirPathWithTheirEscapes() throws {
    let json = #"{"patient": {"lastName": "Zubr\u0131nak", "note": "ok"}, "potassium": 4}"#
    #expect(try values(json) == [#"Zubr\u0131nak"#])
  }

  @Test func whoWritesIsFoundBesideWhatIsWritten() throws {
    let chat = #"[{"from": "Faith Sharp", "text": "ok"}, {"from": "Skip Long", "text": "no"}]"#
    #expect(try values(chat) == ["Faith Sharp", "Skip Long"])
    let trip = #"[{"from": "Faith Sharp", "to": "4"}, {"from": "Skip Long", "to": "5"}]"#
    #expect(
      try values(trip.replacing("Faith Sharp", with: "Low").replacing("Skip Long", with: "High"))
        == []
    )
  }

  @Test func columnsOfPersonsAreFoundWhateverWordsTheyAre() throws {
    let board = "Rm,Attg,Dx\n1,Green,CHF\n2,van der Berg,COPD\n3,Long,CHF\n"
    #expect(try values(board) == ["Green", "van der Berg", "Long"])
    let log = "Room,To see,Out\n1,Green,x\n2,Frost,y\n3,Long,z\n"
    #expect(try values(log) == ["Green", "Frost", "Long"])
    let ledger = "Item,Dr,Cr\nrent,120.00,\nfees,,80.00\n"
    #expect(try values(ledger) == [])
  }

  @Test func proseIsLeftToTheScanOfText() throws {
    #expect(try values("Seen by Dr. Halvorsen.\nHe agreed, and left.\n") == nil)
  }

  @Test func whatNoReaderReadsToItsEndIsLeftToTheScanOfText() throws {
    #expect(try values(#"{"lastName": "Zubrinak", "open": ["#) == nil)
  }

  /// What a scan masks behind escapes and across lines is told as well, with the rule that found it.
  @Test(arguments: [
    ("He said that you can call him at (251)\n555-1234 after five today.", "(251)\n555-1234"),
    ("name=Ingrid%20Solheimsen&ward=4", "Ingrid%20Solheimsen"),
    ("seen by Dr. &#72;alvorsen today", "&#72;alvorsen"),
  ])
  func whatStandsBehindEscapesIsFound(_ text: String, _ wanted: String) throws {
    var detector = try DocumentDetector(scanner: scanner)
    let bytes = Array(text.utf8)
    var scratch = ScanScratch()
    var findings: [Finding] = []
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: scanner.judge(.plainText),
      scratch: &scratch,
      into: &findings
    )
    detector.findBehindEscapes(bytes, into: &findings)
    let found = findings.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(found.contains { $0.contains(wanted) }, "\(found)")
    #expect(zip(findings, findings.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test func escapesOfNobodyStay() throws {
    var detector = try DocumentDetector(scanner: scanner)
    var findings: [Finding] = []
    detector.findBehindEscapes(
      Array("status=in%20stock&ward=4, 5 &lt; 6\nand 7 &gt; 2".utf8),
      into: &findings
    )
    #expect(findings.isEmpty)
  }
}
