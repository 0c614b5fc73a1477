import Testing
import Vocabulary

@testable import Detection

/// Frames of data printed into text, judged by the names of their columns.
@Suite struct PrintedFrameTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test func valuesAreJudgedByTheirColumns() {
    let all = found(
      """
      In [3]: df.head()
        surname    mrn    city  dose
      0   Weeks  77345  Orange    40
      1    Page  77346     NaN    20
      """
    )
    #expect(
      all == ["NAME Weeks", "MRN 77345", "LOCATION Orange", "NAME Page", "MRN 77346"]
    )
  }

  @Test func aRowThatLacksACellIsReadByItsPlaces() {
    let all = found(
      """
      surname  city    mrn
      Weeks            77345
      Page     Orange  77346
      """
    )
    #expect(
      all == ["NAME Weeks", "MRN 77345", "NAME Page", "LOCATION Orange", "MRN 77346"]
    )
  }

  @Test func oneBlankBetweenNamesIsEnoughWhereValuesEndBelowThem() {
    let all = found(
      """
      > print(pts)
          surname    given    mrn sex  hgb
      1      Hunt      Pat  26563   M 12.1
      2 Al-Rashid Mary Ann 489413   F  9.8
      """
    )
    #expect(
      all == [
        "NAME Hunt", "NAME Pat", "MRN 26563", "NAME Al-Rashid", "NAME Mary Ann", "MRN 489413",
      ]
    )
  }

  @Test(arguments: [
    "\n", "   <chr>    <int>  <chr>\n", "───────────────────────\n   String   Int64  String\n",
  ])
  func whatStandsBelowTheNamesMayBeNoRow(lines: String) {
    let all = found(
      "   surname    mrn    city\n\(lines)1  Weeks    77345  Orange\n2  Page     77346  Troy\n"
    )
    #expect(
      all == [
        "NAME Weeks", "MRN 77345", "LOCATION Orange", "NAME Page", "MRN 77346", "LOCATION Troy",
      ]
    )
  }

  @Test func framesInStrokesAreReadBehindTheNumbersOfRows() {
    let all = found(
      """
           +-----------------------------------+
           |    surname      given     mrn   hgb |
           |-----------------------------------|
        1. |      March        Joy   18197   9.8 |
        2. |       Wood   Mary Ann   18198   9.9 |
           +-----------------------------------+
      """
    )
    #expect(
      all == ["NAME March", "NAME Joy", "MRN 18197", "NAME Wood", "NAME Mary Ann", "MRN 18198"]
    )
  }

  @Test func aFrameMayHaveThousandsOfRows() {
    let rows = (0..<1_500).map { "\($0)  Weeks  \(77_345 + $0)  Orange\n" }.joined()
    #expect(found("   surname  mrn  city\n" + rows).count == 4_500)
  }

  @Test func aFrameGoesOnInTheNextText() throws {
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    let head = Array("   surname    mrn    city\n0  Weeks  77345  Orange\n".utf8)
    let begun = RowFollower(head.span, scanner)
    var follower = try #require(begun)
    follower.follow(head.span, scanner)
    var scratch = ScanScratch()
    scratch.dump = follower.context
    var findings: [Finding] = []
    let bytes = Array("cut\n901  Page  77346  Mobile\n".utf8)
    scanner.scan(
      bytes.span,
      owned: bytes.indices,
      field: FieldJudgement(),
      scratch: &scratch,
      into: &findings
    )
    #expect(
      findings.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
        "Page", "77346", "Mobile",
      ]
    )
    let other = Array("   colour    size    unit\n0  blue  77345  west\n".utf8)
    let none = RowFollower(other.span, scanner)
    #expect(none == nil)
  }

  @Test(arguments: [
    "    colour    size    unit\n0     blue   77345     west\n",
    "  surname    mrn    city\n0   [NAME]  [MRN]  [LOCATION]\n1    [NAME]  [MRN]    40\n",
    "left  right  steps\nalpha  page  seven\n",
  ])
  func othersStay(text: String) {
    #expect(found(text).isEmpty)
  }
}
