import Testing
import Vocabulary

@testable import Detection

/// Rows of data whose definition says where or in which order their fields stand, and vectors that R prints.
@Suite struct DataRowTests {
  /// The texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.map { scanned.text($0) }
  }

  @Test(arguments: [
    """
    DATA LIST LIST (",") / pid (F4) patname (A30) mrn (F8) arm (A1).
    BEGIN DATA
    2,"Hope Pool",4821,B
    END DATA.
    """,
    """
    DATA LIST FIXED /
      id 1-2 patname 3-14 (A) mrn 15-22 hgb 23-26.
    BEGIN DATA
    2 Hope Pool   4821    12.1
    END DATA.
    """,
    """
    data roster; infile datalines dsd;
      input patname $ mrn hgb;
    datalines;
    Hope Pool,4821,12.1
    ;
    """,
    """
    data roster;
      input @1 patname $12. @14 mrn 8. @23 hgb 4.1;
      datalines;
    Hope Pool    4821     12.1
    ;
    """,
    "input str20 patname long mrn float hgb\n\"Hope Pool\" 4821 12.1\nend\n",
    """
    LOAD DATA INFILE * INTO TABLE pt
    FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"'
    (mrn INTEGER EXTERNAL, patname CHAR(20), hgb DECIMAL EXTERNAL)
    BEGINDATA
    4821,"Hope Pool",12.1
    """,
    """
    # cols 001-008  Chart number
    # cols 009-020  Patient name
    # cols 021-024  Site
    4821    Hope Pool   left
    """,
  ]) func definitionsNameTheFieldsOfRows(text: String) {
    #expect(Set(found(text)) == ["4821", "Hope Pool"])
  }

  @Test(arguments: [
    "DATA LIST LIST / width (F4) colour (A30).\nBEGIN DATA\n2 blue\nEND DATA.\n",
    "input str20 colour long width\n\"blue\" 4821\nend\n",
    // No type says that these are fields.
    "input surname town\nopen file close\n",
    "# cols 001-008  Chart number\n# cols 009-020  Patient name\n[MRN]  [NAME]\n",
    "data roster;\n  input @1 patname $12. @14 mrn 8.;\n  datalines;\n[NAME]    [MRN]     12.1\n;\n",
  ]) func otherRowsStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func vectorsAreNamedInFrontOrAbove() {
    #expect(
      found(" $ surname: chr  \"Rice\" \"March\" ...\n $ hgb    : num  12.1 11.2 9.8 ...\n")
        == ["Rice", "March"]
    )
    #expect(
      found("> unique(pts$city)\n[1] \"Bath\" \"Surprise\"\n[3] \"Hope\"\n")
        == ["Bath", "Surprise", "Hope"]
    )
    #expect(found("> unique(pts$colour)\n[1] \"blue\" \"green\"\n").isEmpty)
  }
}
