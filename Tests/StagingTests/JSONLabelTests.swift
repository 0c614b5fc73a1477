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
      #"{"caller_id":{"display_value":"[NAME]","value":"[NAME]"},"state":{"display_value":"Open"},"#
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

  /// Values beside a number, a question or a text, and definitions behind what they define.
  private static let apart = [
    Document(
      "opaque.json",
      #"{"custom_fields":[{"id":36001,"value":"884213077"},{"id":36002,"value":"XQ88421307"},"#
        + #"{"id":36003,"value":"20250312"},{"id":36004,"value":"open"}],"memory":[{"id":"total","value":"16777216"}]}"#,
      #"{"custom_fields":[{"id":0,"value":"[UNIQUE_ID]"},{"id":0,"value":"[UNIQUE_ID]"},"#
        + #"{"id":0,"value":"2025"},{"id":0,"value":"open"}],"memory":[{"id":"total","value":"16777216"}]}"#
    ),
    Document(
      "texts.json",
      #"[{"question":"MRN","text":"884213"},{"key":"member_id","text":"88421307"},{"field":"city","text":"Mobile"},"#
        + #"{"title":"Status","text":"Open"},{"label":"Color","text":"Rose"}]"#,
      #"[{"question":"MRN","text":"[MRN]"},{"key":"member_id","text":"[HEALTH_PLAN]"},{"field":"city","text":"[LOCATION]"},"#
        + #"{"title":"Status","text":"Open"},{"label":"Color","text":"Rose"}]"#
    ),
    Document(
      "answers.json",
      #"{"fields":[{"id":"SMEUb7VJz92Q","title":"Your member number"},{"id":"RUqkXSeXBXSd","title":"Best color"}],"#
        + #""answers":[{"text":"HX88421","field":{"type":"short_text","id":"SMEUb7VJz92Q"}},"#
        + #"{"field":{"id":"SMEUb7VJz92Q"},"text":"HX88422"},{"text":"Rose","field":{"id":"RUqkXSeXBXSd"}}]}"#,
      #"{"fields":[{"id":"SMEUb7VJz92Q","title":"Your member number"},{"id":"RUqkXSeXBXSd","title":"Best color"}],"#
        + #""answers":[{"text":"[HEALTH_PLAN]","field":{"type":"short_text","id":"SMEUb7VJz92Q"}},"#
        + #"{"field":{"id":"SMEUb7VJz92Q"},"text":"[HEALTH_PLAN]"},{"text":"Rose","field":{"id":"RUqkXSeXBXSd"}}]}"#
    ),
    Document(
      "ahead.json",
      #"{"issues":[{"customfield_10012":"884213077","customfield_10013":"Hill"}],"#
        + #""names":{"customfield_10012":"MRN","customfield_10013":"Points"}}"#,
      #"{"issues":[{"customfield_10012":"[MRN]","customfield_10013":"Hill"}],"#
        + #""names":{"customfield_10012":"MRN","customfield_10013":"Points"}}"#
    ),
  ]

  @Test(arguments: apart)
  private func labelsCountWhereverTheyStand(_ document: Document) throws { try document.check() }

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
