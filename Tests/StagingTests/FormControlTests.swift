import Testing

@testable import Staging

/// Controls of pages, elements and members that something else in the document names, and what has been named once
/// and stands elsewhere in the document again.
@Suite struct FormControlTests {
  private typealias Document = StagedDocument

  /// As many controls with a label as are more than a page may be expected to have.
  private static let many: Document = {
    let text = (0..<1_200).map { "<label for=\"b\($0)\">MRN</label><input id=\"b\($0)\" value=\"" }
    func page(_ value: (Int) -> String) -> String {
      text.enumerated().map { $1 + value($0) + "\">" }.joined()
    }
    return Document("many.html", page { "\(48_213 + 7 * $0)" }, page { _ in "[MRN]" }).page
  }()

  private static let controls = [
    many,
    Document(
      "labelled.html",
      "<p id=l1>Chart number</p><input aria-labelledby=\"l0 l1\" value=\"48213\">"
        + "<p id=l2>Bed</p><input aria-labelledby=l2 value=\"48217\">",
      "<p id=l1>Chart number</p><input aria-labelledby=\"l0 l1\" value=\"[MRN]\">"
        + "<p id=l2>Bed</p><input aria-labelledby=l2 value=\"48217\">"
    )
    .page,
    Document(
      "groups.html",
      "<fieldset><legend>Username</legend><input name=u value=\"jquill4\"></fieldset>"
        + "<fieldset><legend>Patient</legend><input placeholder=Diagnosis value=\"E11.9\"></fieldset>",
      "<fieldset><legend>Username</legend><input name=u value=\"[USERNAME]\"></fieldset>"
        + "<fieldset><legend>Patient</legend><input placeholder=Diagnosis value=\"E11.9\"></fieldset>"
    )
    .page,
    Document(
      "secrets.html",
      "<input type=password name=x value=\"pickle\"><input type=text name=x value=\"pickle\">",
      "<input type=password name=x value=\"[SECRET]\"><input type=text name=x value=\"pickle\">"
    )
    .page,
    Document(
      "server.html",
      "<input name=\"ctl00$Main$txtLastName\" value=\"Stone\"><input id=\"txtFirstName\" value=\"Hope\">"
        + "<span id=\"ctl00_lblMRN\">48213</span><span id=\"ctl00_lblLastName\">Surname</span>"
        + "<input id=\"txtTitle\" value=\"Stone\"><b class=\"mrn\">48217</b><b class=\"unit\">48218</b>",
      "<input name=\"ctl00$Main$txtLastName\" value=\"[NAME]\"><input id=\"txtFirstName\" value=\"[NAME]\">"
        + "<span id=\"ctl00_lblMRN\">[MRN]</span><span id=\"ctl00_lblLastName\">Surname</span>"
        + "<input id=\"txtTitle\" value=\"Stone\"><b class=\"mrn\">[MRN]</b><b class=\"unit\">48218</b>"
    )
    .page,
    Document(
      "touching.html",
      "<p><span>Patient</span><span>Art Carpenter</span></p><p><b>Note</b><i>Art class at noon</i></p>",
      "<p><span>Patient</span><span>[NAME]</span></p><p><b>Note</b><i>Art class at noon</i></p>"
    )
    .page,
    Document(
      "headers.html",
      "<table><tr><th rowspan=2>Bed<th colspan=2>Patient<th rowspan=2>MRN<th rowspan=2>Na</tr>"
        + "<tr><th>Last<th>First</tr><tr><td>1A<td>Frost<td>Will<td>48213<td>140</tr></table>",
      "<table><tr><th rowspan=2>Bed<th colspan=2>Patient<th rowspan=2>MRN<th rowspan=2>Na</tr>"
        + "<tr><th>Last<th>First</tr><tr><td>1A<td>[NAME]<td>[NAME]<td>[MRN]<td>140</tr></table>"
    )
    .page,
  ]

  @Test(arguments: controls)
  private func controlsAreCalledByWhatLabelsThem(_ document: Document) throws {
    try document.check()
  }

  private static let known = [
    Document(
      "again.html",
      "<table><tr><th>Name</th><th>MRN</th></tr><tr><td>Will Frost</td><td><a onclick=\"open('482137')\" "
        + "href=\"/p/482137?last=Frost&amp;k=1\">482137</a></td></tr></table>"
        + "<img src=\"/p/482137_frost.jpg\"><a href=\"/p/482148\">first frost</a>",
      "<table><tr><th>Name</th><th>MRN</th></tr><tr><td>[NAME]</td><td><a onclick=\"open('[MRN]')\" "
        + "href=\"/p/[MRN]?last=[NAME]&amp;k=1\">[MRN]</a></td></tr></table>"
        + "<img src=\"/p/[MRN]_[NAME].jpg\"><a href=\"/p/482148\">first frost</a>"
    )
    .page,
    Document(
      "pairs.json",
      "[{\"patientName\":\"Will Green\",\"subject\":\"Chart Will Green\",\"k\":\"Green Will\"},"
        + "{\"patientName\":\"Hope Page\",\"subject\":\"Page Will Green, hope so\"}]",
      "[{\"patientName\":\"[NAME]\",\"subject\":\"Chart [NAME]\",\"k\":\"[NAME]\"},"
        + "{\"patientName\":\"[NAME]\",\"subject\":\"Page [NAME], hope so\"}]"
    ),
  ]

  @Test(arguments: known)
  private func whatADocumentHasNamedIsKnownAgain(_ document: Document) throws {
    try document.check()
  }

  private static let elements = [
    Document(
      "model.xml",
      "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"1\">48213</Value>"
        + "</DicomAttribute><DicomAttribute tag=\"00180015\" vr=\"CS\"><Value number=\"1\">48217</Value>"
        + "</DicomAttribute></NativeDicomModel>",
      "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"1\">[MRN]</Value>"
        + "</DicomAttribute><DicomAttribute tag=\"00180015\" vr=\"CS\"><Value number=\"1\">48217</Value>"
        + "</DicomAttribute></NativeDicomModel>"
    )
    .xml,
    Document(
      "map.xml",
      "<map><entry><string>mrn</string><string>48213</string></entry><entry><string>bed</string>"
        + "<string>48217</string></entry></map>",
      "<map><entry><string>mrn</string><string>[MRN]</string></entry><entry><string>bed</string>"
        + "<string>48217</string></entry></map>"
    )
    .xml,
    Document(
      "form.xml",
      "<fields><field name=\"form1[0].#subform[0].LastName[0]\"><value>Page</value></field>"
        + "<field name=\"form1[0].#subform[0].Unit[0]\"><value>Page</value></field></fields>",
      "<fields><field name=\"form1[0].#subform[0].LastName[0]\"><value>[NAME]</value></field>"
        + "<field name=\"form1[0].#subform[0].Unit[0]\"><value>Page</value></field></fields>"
    )
    .xml,
    Document(
      "runs.xml",
      "<d><p><b>Patient: </b><i>Gene Green</i></p><p><b>Drug: </b><i>Gene therapy</i></p></d>",
      "<d><p><b>Patient: </b><i>[NAME]</i></p><p><b>Drug: </b><i>Gene therapy</i></p></d>"
    )
    .xml,
    Document(
      "board.svg",
      "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><g><text>Patient</text>"
        + "<text>Reed Brook</text></g><g><text>Patient</text><text>Provider</text></g></svg>",
      "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><g><text>Patient</text>"
        + "<text>[NAME]</text></g><g><text>Patient</text><text>Provider</text></g></svg>"
    ),
  ]

  @Test(arguments: elements)
  private func elementsAreCalledByWhatStandsBeforeThem(_ document: Document) throws {
    try document.check()
  }
}
