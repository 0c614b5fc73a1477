import Testing
import Vocabulary

@testable import Staging

/// Labels of JSON that stand apart from their values: beside both values of a change, behind the value, in a
/// page or a printed frame that strings hold, in a definition of fields.
@Suite struct JSONLabelTests {
  private typealias Document = StagedDocument

  private static let members = [
    Document(
      "changes.json",
      #"[{"field":"Last Name","fromString":"Frost","toString":"Page"},{"field":"mrn","old":"48213","new":58213},"#
        + #"{"after":"Mobile","before":"Troy","field":"city"},{"field":"unit","from":"Hill","to":"Page"}]"#,
      #"[{"field":"Last Name","fromString":"[NAME]","toString":"[NAME]"},{"field":"mrn","old":"[MRN]","new":0},"#
        + #"{"after":"[LOCATION]","before":"[LOCATION]","field":"city"},{"field":"unit","from":"Hill","to":"Page"}]"#
    ),
    Document(
      "behind.json",
      #"[{"value":"Page","unit":{"field":"x"},"field":"surname"},{"value":"Page","field":"unit"},"#
        + #"{"op":"replace","value":"Brook","path":"/patient/lastName"}]"#,
      #"[{"value":"[NAME]","unit":{"field":"x"},"field":"surname"},{"value":"Page","field":"unit"},"#
        + #"{"op":"replace","value":"[NAME]","path":"/patient/lastName"}]"#
    ),
    Document(
      "references.json",
      #"{"caller_id":{"display_value":"Drew Head","value":"6816"},"state":{"display_value":"Open"},"#
        + #""u_patient":{"display_value":"June Frost"}}"#,
      #"{"caller_id":{"display_value":"[NAME]","value":"6816"},"state":{"display_value":"Open"},"#
        + #""u_patient":{"display_value":"[NAME]"}}"#
    ),
    Document(
      "names.json",
      #"{"names":{"customfield_10032":"Surname","customfield_10033":"Points"},"#
        + #""issues":[{"customfield_10032":"Page","customfield_10033":"Page"}]}"#,
      #"{"names":{"customfield_10032":"Surname","customfield_10033":"Points"},"#
        + #""issues":[{"customfield_10032":"[NAME]","customfield_10033":"Page"}]}"#
    ),
    Document(
      "attachment.json",
      #"{"fields":[{"title":"Last name","value":"Frost"},{"name":"City","value":"Mobile"},"#
        + #"{"title":"Unit","value":"Sand"}]}"#,
      #"{"fields":[{"title":"Last name","value":"[NAME]"},{"name":"City","value":"[LOCATION]"},"#
        + #"{"title":"Unit","value":"Sand"}]}"#
    ),
    Document(
      "fields.json",
      #"{"fields":[{"id":"f17","title":"Patient name"},{"id":"f18","title":"Priority"}],"#
        + #""tickets":[{"id":"f17","value":"Skip Hill"},{"id":"f18","value":"Hill"}]}"#,
      #"{"fields":[{"id":"f17","title":"Patient name"},{"id":"f18","title":"Priority"}],"#
        + #""tickets":[{"id":"f17","value":"[NAME]"},{"id":"f18","value":"Hill"}]}"#
    ),
  ]

  private static let texts = [
    Document(
      "page.json",
      #"{"body":"<p>Sand</p><table><tr><td>Surname<\/td><td>Swift</td></tr>\n<tr><td>City</td><td>Mobile</td>"#
        + #"</tr><tr><td>Diet</td><td>Soft</td></tr></table>","note":"<b>Sand</b>"}"#,
      #"{"body":"<p>Sand</p><table><tr><td>Surname<\/td><td>[NAME]</td></tr>\n<tr><td>City</td><td>[LOCATION]</td>"#
        + #"</tr><tr><td>Diet</td><td>Soft</td></tr></table>","note":"<b>Sand</b>"}"#
    ),
    Document(
      "lines.json",
      #"{"html":["<table>\n","<tr><th></th><th>surname</th><th>mrn</th></tr>\n", "#
        + #""<tr><th>0</th><td>Weeks</td><td>77345</td></tr>\n","</table>"],"#
        + #""plain":["  surname    mrn    city\n","0   Weeks  77345  Orange\n","1    Page  77346   Troy"]}"#,
      #"{"html":["<table>\n","<tr><th></th><th>surname</th><th>mrn</th></tr>\n", "#
        + #""<tr><th>0</th><td>[NAME]</td><td>[MRN]</td></tr>\n","</table>"],"#
        + #""plain":["  surname    mrn    city\n","0   [NAME]  [MRN]  [LOCATION]\n","#
        + #""1    [NAME]  [MRN]   [LOCATION]"]}"#
    ),
    Document(
      "code.json",
      stays:
        #"{"source":["x = 1\n","y = rose\n","show(y)"],"text":["  colour    size\n","0   rose  77345"]}"#
    ),
  ]

  @Test(arguments: members + texts)
  private func labelsCountForValuesApartFromThem(document: Document) throws {
    try document.check()
  }
}
