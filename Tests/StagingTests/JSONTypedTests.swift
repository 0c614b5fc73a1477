import Testing
import Vocabulary

@testable import Staging

/// JSON whose values stand apart from their names: behind a type, in lists, in columns that labels explain, in parts
/// of an address or a day, and names there that are nobody's.
@Suite struct JSONTypedTests {
  private typealias Document = StagedDocument

  private static let documents = [
    Document(
      "trace.json",
      #"{"resourceSpans":[{"spans":[{"traceId":"x","name":"GET","attributes":[{"key":"patient.name","value":"#
        + #"{"stringValue":"Sunny Brook"}},{"key":"patient.mrn","value":{"intValue":"71869"}},"#
        + #"{"value":{"stringValue":"Brook"},"key":"patient.last_name"},{"key":"thread.name","value":"#
        + #"{"stringValue":"Brook"}},{"key":"http.status_code","value":{"intValue":"71869"}}]}]}]}"#,
      #"{"resourceSpans":[{"spans":[{"traceId":"x","name":"GET","attributes":[{"key":"patient.name","value":"#
        + #"{"stringValue":"[NAME]"}},{"key":"patient.mrn","value":{"intValue":"[MRN]"}},"#
        + #"{"value":{"stringValue":"[NAME]"},"key":"patient.last_name"},{"key":"thread.name","value":"#
        + #"{"stringValue":"[NAME]"}},{"key":"http.status_code","value":{"intValue":"71869"}}]}]}]}"#
    ),
    Document(
      "marked.json",
      #"{"password":["Birne2020x","<none>"],"stage":["Birne2020x","<none>"]}"#,
      #"{"password":["[SECRET]","[SECRET]"],"stage":["Birne2020x","<none>"]}"#
    ),
    Document(
      "long.json",
      #"{"a":[123456789012345678901234567890],"dob":[1948,10,5],"threadName":"June Frost"}"#,
      #"{"a":[123456789012345678901234567890],"dob":[1948,0,0],"threadName":"[NAME]"}"#
    ),
    Document(
      "lists.json",
      #"[{"attribute":"lastName","values":["Brook","Hill"]},{"attribute":"ward","values":["Brook"]},"#
        + #"{"fields":{"first_name":{"stringValue":"Sunny"},"unit":{"stringValue":"Sand"}}}]"#,
      #"[{"attribute":"lastName","values":["[NAME]","[NAME]"]},{"attribute":"ward","values":["Brook"]},"#
        + #"{"fields":{"first_name":{"stringValue":"[NAME]"},"unit":{"stringValue":"Sand"}}}]"#
    ),
    Document(
      "dataset.json",
      #"{"datasetJSONVersion":"1.1.0","name":"LB","columns":[{"name":"V1","label":"First Name"},{"name":"V2",""#
        + #"label":"Hgb"}],"rows":[["Sunny","12.1"]]}"#,
      #"{"datasetJSONVersion":"1.1.0","name":"LB","columns":[{"name":"V1","label":"First Name"},{"name":"V2",""#
        + #"label":"Hgb"}],"rows":[["[NAME]","12.1"]]}"#
    ),
    Document(
      "one.json",
      #"[{"columns":[{"name":"MRN","label":"MRN"},{"name":"LBTEST"}],"rows":[["48217","48218"]]},"#
        + #"{"columns":[{"name":"TERM"},{"name":"LBTEST"}],"rows":[["48217","48218"]]}]"#,
      #"[{"columns":[{"name":"MRN","label":"MRN"},{"name":"LBTEST"}],"rows":[["[MRN]","48218"]]},"#
        + #"{"columns":[{"name":"TERM"},{"name":"LBTEST"}],"rows":[["48217","48218"]]}]"#
    ),
    Document(
      "series.json",
      #"{"series":[{"item":"cpu","columns":["time","mrn","unit"],"values":[["x1","48217","Hill"]]}]}"#,
      #"{"series":[{"item":"cpu","columns":["time","mrn","unit"],"values":[["x1","[MRN]","Hill"]]}]}"#
    ),
    Document(
      "geocoder.json",
      #"{"r":[{"long_name":"35","short_name":"35","types":["street_number"]},{"types":["locality","political"],""#
        + #"long_name":"Bath"},{"long_name":"04530","types":["postal_code"]},{"long_name":"Maine","types":"#
        + #"["administrative_area_level_1"]},{"long_name":"Bath","types":["fixture"]}]}"#,
      #"{"r":[{"long_name":"[LOCATION]","short_name":"[LOCATION]","types":["street_number"]},{"types":"#
        + #"["locality","political"],"long_name":"[LOCATION]"},{"long_name":"045","types":["postal_code"]},"#
        + #"{"long_name":"Maine","types":["administrative_area_level_1"]},{"long_name":"Bath","types":"#
        + #"["fixture"]}]}"#
    ),
    Document(
      "days.json",
      #"{"birthDate":{"year":1948,"month":10,"day":5},"dob":[1948,10,5],"build":{"month":10},"size":[1948,10,5]}"#,
      #"{"birthDate":{"year":1948,"month":0,"day":0},"dob":[1948,0,0],"build":{"month":10},"size":[1948,10,5]}"#
    ),
    Document(
      "archive.har",
      #"{"log":{"creator":{"name":"Brook"},"entries":[{"request":{"cookies":[{"name":"sess"#
        + #"ion","value":"#
        + #""83701b552dceeb702949ccd0e4feed7b"},{"name":"lang","value":"en"}],"headers":[{"name":"Cookie","value":"#
        + #""sess"# + #"ion=83701b552dceeb702949ccd0e4feed7b"},{"name":"Accept","value":"sess"#
        + #"ion"}]}}]}}"#,
      #"{"log":{"creator":{"name":"Brook"},"entries":[{"request":{"cookies":[{"name":"sess"#
        + #"ion","value":"#
        + #""[SECRET]"},{"name":"lang","value":"en"}],"headers":[{"name":"Cookie","value":"#
        + #""[SECRET]"},{"name":"Accept","value":"sess"# + #"ion"}]}}]}}"#
    ),
    Document(
      "study.csv",
      "STUDYID,DOMAIN,USUBJID,AGE\nAB124,DM,AB124-101-0007,54\nAB124,DM,AB124-101-0008,68\n",
      "STUDYID,DOMAIN,USUBJID,AGE\nAB124,DM,[MRN],54\nAB124,DM,[MRN],68\n"
    ),
  ]

  @Test(arguments: documents)
  private func namesCountForValuesApartFromThem(document: Document) throws {
    try document.check()
  }
}
