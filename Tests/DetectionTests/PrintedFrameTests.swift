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

  @Test(arguments: [
    "    colour    size    unit\n0     blue   77345     west\n",
    "  surname    mrn    city\n0   [NAME]  [MRN]  [LOCATION]\n1    [NAME]  [MRN]    40\n",
    "left  right  steps\nalpha  page  seven\n",
  ])
  func othersStay(text: String) {
    #expect(found(text).isEmpty)
  }
}
