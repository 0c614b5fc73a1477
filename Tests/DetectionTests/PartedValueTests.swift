import Testing
import Vocabulary

@testable import Detection

/// Values in texts that stand apart from their names: between marks, behind a type, in lists and schemas, in parts
/// of a day; with the twins that must stay.
@Suite struct PartedValueTests {
  private typealias Line = SettingTests.Line

  /// What is found in a text.
  private func found(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { scanned.text($0) }.joined(separator: " | ")
  }

  private static let lines = [
    // Elements of XML.
    Line(
      "10:43 DEBUG >> <s:Body><Find><SurName>Page</SurName><HospNo>9849</HospNo><Ward>Oncology</Ward>",
      "Page | 9849"
    ),
    Line("<Unit>Page</Unit><Beds>9849</Beds>", ""), Line("a <b>9849</b> c <Ward>", ""),
    // Days in parts.
    Line("patient { birth_date { year: 1948 month: 10 day: 5 } beds: 5 }", "10 | 5"),
    Line(#"{"patient"=>{"dob(1i)"=>"1951", "dob(2i)"=>"4", "dob(3i)"=>"28"}}"#, "4 | 28"),
    Line(#"in {"birthDate":{"year":1948,"month":10},"dob":[1948,10,5]}"#, "10 | 1948,10,5"),
    Line("window { year: 1948 month: 10 } size [1948,10,5] f(2i)", ""),
    // Types between names and values.
    Line(#"mrn = { N = "4711" }"#, "4711"), Line(#"beds = { N = "4711" }"#, ""),
    Line(#"put {"last_name":{"S":"Brook"},"unit":{"S":"tablet"}}"#, "Brook"),
    Line(#"10:11 POST {"family":"Short","given":["Pat"],"x":1}"#, "Short | Pat"),
    Line(#"10:11 POST {"words":"Short","items":["Sand"],"x":1}"#, ""),
    // Lists and schemas of YAML.
    Line("mrn:\n- 4711\n- 4712\nbeds:\n- 4713\n", "4711 | 4712"),
    Line("last_name:\n- Brook\n- Page\nstate:\n- Open\n- Short\n", "Brook | Page"),
    Line(
      "props:\n  firstName: {type: string, example: \"Will\"}\n  unit: {example: \"Sand\"}\n",
      "Will"
    ),
    Line(
      "lastName:\n  type: string\n  example: \"Hill\"\nunit:\n  type: string\n  example: \"Sand\"\n",
      "Hill"
    ),
    Line("city:\n  example: Mobile\nphase:\n  example: Mobile\n", "Mobile"),
    Line("pt9b80cd:\n  first_name: Sunny\n  state: open\n", "Sunny"),
  ]

  @Test(arguments: lines)
  private func valuesApartFromTheirNamesAreFound(line: Line) {
    #expect(found(line.text) == line.found)
  }
}
