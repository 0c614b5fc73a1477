import Testing
import Vocabulary

@testable import Staging

/// Labels of markup that stand apart from their values: in the first cell of a row of values that are names
/// of fields themselves, in an attribute of the element around a value, beside both values of a change.
@Suite struct MarkupLayoutTests {
  private typealias Document = StagedDocument

  /// A row of a page's table, its first cell with a mark.
  private static func row(_ head: String, _ label: String, _ values: String...) -> String {
    let end = head.prefix { $0 != " " }
    return "<tr><\(head)>\(label)</\(end)>" + values.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }

  /// A page with a table of those rows.
  private static func table(_ name: String, _ rows: [String], _ copies: [String]) -> Document {
    Document(
      name,
      "<table>" + rows.joined() + "</table>",
      "<table>" + copies.joined() + "</table>"
    )
    .page
  }

  private static let rows = [
    table(
      "scope.html",
      [
        row("th scope=\"row\"", "Surname", "Swift"), row("th scope=\"row\"", "City", "Mobile"),
        row("th scope=\"row\"", "Diet", "Soft"),
      ],
      [
        row("th scope=\"row\"", "Surname", "[NAME]"), row("th scope=\"row\"", "City", "[LOCATION]"),
        row("th scope=\"row\"", "Diet", "Soft"),
      ]
    ),
    table(
      "pairs.html",
      [
        row("td", "Surname", "Swift"), row("td", "City", "Mobile"),
        row("td", "Patient", "June White"), row("td", "Status", "Open"),
      ],
      [
        row("td", "Surname", "[NAME]"), row("td", "City", "[LOCATION]"),
        row("td", "Patient", "[NAME]"), row("td", "Status", "Open"),
      ]
    ),
    table("pair.html", [row("td", "City", "Mobile")], [row("td", "City", "[LOCATION]")]),
    table(
      "transposed.html",
      [
        row("th", "Surname", "Swift", "Hill", "Page"),
        row("th", "City", "Mobile", "Reading", "Troy"),
        row("th", "Unit", "Hill", "Page", "Soft"),
      ],
      [
        row("th", "Surname", "[NAME]", "[NAME]", "[NAME]"),
        row("th", "City", "[LOCATION]", "[LOCATION]", "[LOCATION]"),
        row("th", "Unit", "Hill", "Page", "Soft"),
      ]
    ),
    table(
      "turns.html",
      [
        row("td", "Surname", "Swift", "City", "Mobile"),
        row("td", "First name", "Will", "MRN", "48213"),
      ],
      [
        row("td", "Surname", "[NAME]", "City", "[LOCATION]"),
        row("td", "First name", "[NAME]", "MRN", "[MRN]"),
      ]
    ),
    table(
      "columns.html",
      [row("td", "Surname", "First name"), row("td", "Swift", "Will"), row("td", "Hill", "June")],
      [
        row("td", "Surname", "First name"), row("td", "[NAME]", "[NAME]"),
        row("td", "[NAME]", "[NAME]"),
      ]
    ),
    table(
      "changes.html",
      [
        "<tr><th>Field</th><th>Old</th><th>New</th></tr>", row("td", "Last name", "Frost", "Page"),
        row("td", "City", "Mobile", "Troy"), row("td", "Unit", "Hill", "Page"),
      ],
      [
        "<tr><th>Field</th><th>Old</th><th>New</th></tr>",
        row("td", "Last name", "[NAME]", "[NAME]"),
        row("td", "City", "[LOCATION]", "[LOCATION]"), row("td", "Unit", "Hill", "Page"),
      ]
    ),
    Document(
      "terms.html",
      "<dl><dt>Surname</dt><dd>Swift</dd><dt>City</dt><dd>Mobile</dd><dt>Diet</dt><dd>Soft</dd></dl>",
      "<dl><dt>Surname</dt><dd>[NAME]</dd><dt>City</dt><dd>[LOCATION]</dd><dt>Diet</dt><dd>Soft</dd></dl>"
    )
    .page,
    // A dictionary of data holds no data.
    Document(
      "dictionary.html",
      stays: "<table><tr><th>Field</th><th>Type</th><th>Description</th></tr>"
        + row("td", "last_name", "string", "Surname") + row("td", "city", "string", "Town")
        + "</table>"
    )
    .page,
  ]

  private static let elements = [
    Document(
      "held.html",
      "<div class=\"c\" data-field=\"lastName\">White</div><p data-field=\"status\">White</p>"
        + "<span itemprop=\"familyName\">Frost</span> <b itemprop=\"title\">Stone</b>"
        + "<div data-column=\"city\"><i>Mobile</i><p>Sand</p></div>",
      "<div class=\"c\" data-field=\"lastName\">[NAME]</div><p data-field=\"status\">White</p>"
        + "<span itemprop=\"familyName\">[NAME]</span> <b itemprop=\"title\">Stone</b>"
        + "<div data-column=\"city\"><i>[LOCATION]</i><p>Sand</p></div>"
    )
    .page,
    Document(
      "cells.html",
      "<table><tr><td data-title=\"Surname\">Swift</td><td data-label=\"City\">Mobile</td><td "
        + "data-title=\"Diet\">Soft</td></tr></table><p class=\"patient-city\">Sand</p>"
        + "<p class=\"patient-city label\">Town</p>",
      "<table><tr><td data-title=\"Surname\">[NAME]</td><td data-label=\"City\">[LOCATION]</td><td "
        + "data-title=\"Diet\">Soft</td></tr></table><p class=\"patient-city\">[LOCATION]</p>"
        + "<p class=\"patient-city label\">Town</p>"
    )
    .page,
    Document(
      "parts.html",
      "<p><i class=\"label\">City:</i> <i class=\"value\">Mobile</i><br><i class=\"label\">Diet</i> <i "
        + "class=\"value\">Soft</i><br><i class=\"value\">Sand</i></p>",
      "<p><i class=\"label\">City:</i> <i class=\"value\">[LOCATION]</i><br><i class=\"label\">Diet</i> <i "
        + "class=\"value\">Soft</i><br><i class=\"value\">Sand</i></p>"
    )
    .page,
    Document(
      "headers.html",
      stays:
        "<div data-field=\"lastName\">Last Name</div><table><tr><th data-field=\"city\">Town</th>"
        + "<th data-field=\"mrn\">MRN</th></tr></table><button data-field=\"city\">Sand</button>"
    )
    .page,
    Document(
      "changes.xml",
      "<log><change field=\"last_name\" old=\"Frost\" new=\"Page\"/><change old=\"Frost\" new=\"Page\" "
        + "field=\"unit\"/><c><field>city</field><type>x</type><from>Mobile</from><to>Troy</to></c><c>"
        + "<field>unit</field><old>Frost</old></c><c><old>Frost</old></c></log>",
      "<log><change field=\"last_name\" old=\"[NAME]\" new=\"[NAME]\"/><change old=\"Frost\" new=\"Page\" "
        + "field=\"unit\"/><c><field>city</field><type>x</type><from>[LOCATION]</from><to>[LOCATION]</to>"
        + "</c><c><field>unit</field><old>Frost</old></c><c><old>Frost</old></c></log>"
    )
    .xml,
    Document(
      "codes.xml",
      "<r><fld code=\"SURNAME\"><val>Rivers</val></fld><fld code=\"UNIT\"><val>Rivers</val></fld><item type="
        + "\"MRN\">48213</item><item type=\"BED\">48214</item></r>",
      "<r><fld code=\"SURNAME\"><val>[NAME]</val></fld><fld code=\"UNIT\"><val>Rivers</val></fld><item type="
        + "\"MRN\">[MRN]</item><item type=\"BED\">48214</item></r>"
    )
    .xml,
    Document(
      "card.svg",
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Surname</text><text>Head</text><text>Diet</text>"
        + "<text>Soft</text></svg>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Surname</text><text>[NAME]</text><text>Diet</text>"
        + "<text>Soft</text></svg>"
    ),
    Document(
      "task.xml",
      "<xml><task><caller_id display_value=\"Drew Head\"/><group display_value=\"Ward\">1"
        + "</group><u_patient display_value=\"June Frost\"/></task></xml>",
      "<xml><task><caller_id display_value=\"[NAME]\"/><group display_value=\"Ward\">1"
        + "</group><u_patient display_value=\"[NAME]\"/></task></xml>"
    )
    .xml,
  ]

  @Test(arguments: rows + elements)
  private func labelsCountForValuesApartFromThem(document: Document) throws {
    try document.check()
  }
}
