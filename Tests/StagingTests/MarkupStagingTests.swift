import Manifest
import Testing
import Vocabulary

@testable import Staging

extension StagedDocument {
  /// A file of that text and copy.
  init(_ name: String, _ text: String, _ copy: String) {
    (self.name, self.text, self.copy) = (name, text, copy)
  }

  /// A file that stays as it is.
  init(_ name: String, stays text: String) { self.init(name, text, text) }

  /// The file with something around both.
  func within(_ before: String, _ after: String) -> StagedDocument {
    StagedDocument(name, before + text + after, before + copy + after)
  }

  /// A part of a document of WordprocessingML.
  var word: StagedDocument {
    within(
      "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/"
        + "wordprocessingml/2006/main\"><w:body>",
      "</w:body></w:document>"
    )
  }

  /// A part of a presentation.
  var slide: StagedDocument {
    within(
      "<?xml version=\"1.0\"?><p:sld xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main"
        + "\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\">",
      "</p:sld>"
    )
  }

  /// A page.
  var page: StagedDocument { within("<!DOCTYPE html><html><body>", "</body></html>") }
  /// A document of XML.
  var xml: StagedDocument { within("<?xml version=\"1.0\"?>", "") }
}

/// Documents of markup: what tables, attributes and elements beside a value say of it, and what beside
/// that stays.
@Suite struct MarkupStagingTests {
  private typealias Document = StagedDocument

  /// A row of a table of WordprocessingML.
  private static func row(_ cells: String...) -> String {
    let texts = cells.map { "<w:tc><w:tcPr/><w:p><w:r><w:t>\($0)</w:t></w:r></w:p></w:tc>" }
    return "<w:tr>\(texts.joined())</w:tr>"
  }

  /// A paragraph of WordprocessingML.
  private static func paragraph(_ text: String) -> String {
    "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>"
  }

  /// A row of a page's table.
  private static func line(_ cells: String..., mark: String = "td") -> String {
    "<tr>" + cells.map { "<\(mark)>\($0)</\(mark)>" }.joined() + "</tr>"
  }

  private static let forms = [
    Document(
      "named.html",
      "<label for=\"a\">First name</label> <label for=b>MRN:</label><input id=\"a\" name=q1 value=\"Skip\">"
        + "<input id=b value=\"8812\"><p>Stay</p><label for=\"c\">Unit</label><input id=\"c\" value=\"Hill\">",
      "<label for=\"a\">First name</label> <label for=b>MRN:</label><input id=\"a\" name=q1 value=\"[NAME]\">"
        + "<input id=b value=\"[MRN]\"><p>Stay</p><label for=\"c\">Unit</label><input id=\"c\" value=\"Hill\">"
    )
    .page,
    Document(
      "around.html",
      "<label>Last <b>name</b>&#58; <input type=checkbox value=\"Hill\"><input value=\"Hill\"></label>"
        + "<input value=\"Sand\"><label>MRN</label><button value=\"8812\">Find</button>"
        + "<input type=\"SUBMIT\" value=\"8813\"><input value=\"8814\"><input value=\"8815\">",
      "<label>Last <b>name</b>&#58; <input type=checkbox value=\"Hill\"><input value=\"[NAME]\"></label>"
        + "<input value=\"Sand\"><label>MRN</label><button value=\"8812\">Find</button>"
        + "<input type=\"SUBMIT\" value=\"8813\"><input value=\"[MRN]\"><input value=\"8815\">"
    )
    .page,
    Document(
      "text.html",
      "<label>Last name</label>\n<textarea>Page</textarea><p>Page 4</p><select aria-label=\"Last name\">"
        + "<option value=\"Frost\">Frost</option><option>Hill</option></select><option>Sand</option>"
        + "<input placeholder=\"MRN\" value=8812>",
      "<label>Last name</label>\n<textarea>[NAME]</textarea><p>Page 4</p><select aria-label=\"Last name\">"
        + "<option value=\"[NAME]\">[NAME]</option><option>[NAME]</option></select><option>Sand</option>"
        + "<input placeholder=\"MRN\" value=[MRN]>"
    )
    .page,
    Document(
      "things.html",
      stays:
        "<label>Unit</label><input value=\"Hill\"><label>Color</label><select><option value=Rose>Rose"
        + "</option></select><label>Notes</label><textarea>soft diet</textarea>"
    )
    .page,
  ]

  private static let named = [
    Document(
      "keys.xml",
      "<all><row_8812374 p219-09-9999=\"1\">12</row_8812374><p219-09-9999/></all>",
      "<all><row_0 p0=\"1\">12</row_0><p0/></all>"
    )
    .xml,
    Document("codes.xml", stays: "<all><row.1.2 v2.5.1=\"1\">12</row.1.2><h1/><L5501-2/></all>")
      .xml,
  ]

  @Test(arguments: named)
  private func numbersInNamesOfElementsGoAtBothEnds(_ document: Document) throws {
    try document.check()
  }

  @Test(arguments: forms)
  private func labelsOfFormsCountForTheirControls(_ document: Document) throws {
    try document.check()
  }

  private static let tables = [
    Document(
      "labels.xml",
      "<w:tbl>" + row("MRN:", "7718204", "Account #", "W88291") + row("Weight", "71 kg", "K", "4.1")
        + row("Home phone", "4065550137", "Room", "412") + "</w:tbl>",
      "<w:tbl>" + row("MRN:", "[MRN]", "Account #", "[ACCOUNT]")
        + row("Weight", "71 kg", "K", "4.1")
        + row("Home phone", "[PHONE]", "Room", "412") + "</w:tbl>"
    )
    .word,
    Document(
      "columns.xml",
      "<w:tbl>" + row("Last", "First", "Acct No", "Dx", "Zip")
        + row("Park", "Lily", "4471", "CHF", "59715")
        + row("Rose", "May", "4472", "UTI", "59716") + "</w:tbl>" + paragraph("Ward 4"),
      "<w:tbl>" + row("Last", "First", "Acct No", "Dx", "Zip")
        + row("[NAME]", "[NAME]", "[ACCOUNT]", "CHF", "597")
        + row("[NAME]", "[NAME]", "[ACCOUNT]", "UTI", "597") + "</w:tbl>" + paragraph("Ward 4")
    )
    .word,
    Document(
      "nested.xml",
      "<w:tbl><w:tr><w:tc><w:tbl>" + row("MRN", "7718204") + "</w:tbl><w:p/></w:tc><w:tc>"
        + paragraph("Lasix 40 mg") + "</w:tc></w:tr>" + row("Member ID", "WQX 204") + "</w:tbl>",
      "<w:tbl><w:tr><w:tc><w:tbl>" + row("MRN", "[MRN]") + "</w:tbl><w:p/></w:tc><w:tc>"
        + paragraph("Lasix 40 mg") + "</w:tc></w:tr>" + row("Member ID", "[HEALTH_PLAN]")
        + "</w:tbl>"
    )
    .word,
    Document(
      "slide.xml",
      "<a:tbl><a:tr><a:tc gridSpan=\"2\"><a:p><a:r><a:t>Patient</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r>"
        + "<a:t>MRN</a:t></a:r></a:p></a:tc></a:tr><a:tr><a:tc gridSpan=\"2\"><a:p><a:r><a:t>Quist, Bea"
        + "</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>99120</a:t></a:r></a:p></a:tc></a:tr></a:tbl>",
      "<a:tbl><a:tr><a:tc gridSpan=\"2\"><a:p><a:r><a:t>Patient</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r>"
        + "<a:t>MRN</a:t></a:r></a:p></a:tc></a:tr><a:tr><a:tc gridSpan=\"2\"><a:p><a:r><a:t>[NAME]"
        + "</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>[MRN]</a:t></a:r></a:p></a:tc></a:tr></a:tbl>"
    )
    .slide,
    Document(
      "page.html",
      "<table>" + line("Patient", "MRN", "K", mark: "th")
        + line("Quist,&#32;Bea&eacute;", "99120", "4.1")
        + line("Rose, May", "99121", "3.9")
        + "</table><dl><dt>Member ID<dd>WQX 204<dt>Diet<dd>soft</dl>",
      "<table>" + line("Patient", "MRN", "K", mark: "th") + line("[NAME]", "[MRN]", "4.1")
        + line("[NAME]", "[MRN]", "3.9")
        + "</table><dl><dt>Member ID<dd>[HEALTH_PLAN]<dt>Diet<dd>soft</dl>"
    )
    .page,
    // A cell over two rows: the cells below it stand one column further.
    Document(
      "rows.html",
      "<table>" + line("Unit", "Last name", "Bed", mark: "th")
        + "<tr><td rowspan=\"2\">Sand</td><td>Skip</td><td>Clear</td></tr>" + line("Drill", "Clear")
        + line("Sand", "Bolt", "Clear") + "</table>",
      "<table>" + line("Unit", "Last name", "Bed", mark: "th")
        + "<tr><td rowspan=\"2\">Sand</td><td>[NAME]</td><td>Clear</td></tr>"
        + line("[NAME]", "Clear") + line("Sand", "[NAME]", "Clear") + "</table>"
    )
    .page,
    Document(
      "narrative.xml",
      "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><text><table><thead>"
        + line("Policy Holder", "Policy ID", "Status", mark: "th") + "</thead><tbody>"
        + line("Torvald Brekke", "77-1182", "active")
        + "</tbody></table></text></ClinicalDocument>",
      "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><text><table><thead>"
        + line("Policy Holder", "Policy ID", "Status", mark: "th") + "</thead><tbody>"
        + line("[NAME]", "[HEALTH_PLAN]", "active") + "</tbody></table></text></ClinicalDocument>"
    ),
    Document(
      "sheet.xml",
      "<Workbook xmlns:ss=\"urn:x\"><Table><Row><Cell><Data ss:Type=\"String\">MRN</Data></Cell><Cell>"
        + "<Data ss:Type=\"String\">DOB</Data></Cell></Row><Row><Cell><Data ss:Type=\"Number\">99120"
        + "</Data></Cell><Cell><Data ss:Type=\"DateTime\">1951-03-14T00:00:00.000</Data></Cell></Row>"
        + "</Table></Workbook>",
      "<Workbook xmlns:ss=\"urn:x\"><Table><Row><Cell><Data ss:Type=\"String\">MRN</Data></Cell><Cell>"
        + "<Data ss:Type=\"String\">DOB</Data></Cell></Row><Row><Cell><Data ss:Type=\"Number\">0"
        + "</Data></Cell><Cell><Data ss:Type=\"DateTime\">1951-01-01T00:00:00Z</Data></Cell></Row>"
        + "</Table></Workbook>"
    )
    .xml,
    Document(
      "plain.html",
      stays: "<table>" + line("Name", "Strength", "Status", mark: "th")
        + line("Metformin", "500 mg", "active") + "</table><table>" + line("Weight", "71 kg")
        + line("Follow up with doctor", "in two weeks") + line("MRN", "not yet assigned")
        + line("Cell", "Count") + line("Neutrophils", "4.1") + "</table>"
    )
    .page,
    Document(
      "cells.xml",
      "<Sheet><Row><Cell>Metformin</Cell><Cell>500 mg</Cell></Row><Phone><Cell>4065550137</Cell></Phone>"
        + "</Sheet>",
      "<Sheet><Row><Cell>Metformin</Cell><Cell>500 mg</Cell></Row><Phone><Cell>[PHONE]</Cell></Phone>"
        + "</Sheet>"
    )
    .xml,
  ]

  private static let control =
    "</w:t></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>"
  private static let controlEnd = "</w:t></w:r></w:sdtContent></w:sdt>"
  private static let field =
    "</w:t></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:t>"

  private static let texts = [
    Document(
      "controls.xml",
      "<w:p><w:r><w:t>SSN 219-09\(control)-9998\(controlEnd)</w:p><w:p><w:r><w:t>MRN: \(field)7718204"
        + "</w:t></w:r></w:p><w:sdt><w:sdtPr><w:alias w:val=\"Member ID\"/></w:sdtPr><w:sdtContent>"
        + paragraph("WQX 204")
        + "</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:alias w:val=\"Weight\"/>"
        + "</w:sdtPr><w:sdtContent>" + paragraph("71 kg") + "</w:sdtContent></w:sdt>",
      "<w:p><w:r><w:t>SSN [SSN]\(control)\(controlEnd)</w:p><w:p><w:r><w:t>MRN: \(field)[MRN]"
        + "</w:t></w:r></w:p><w:sdt><w:sdtPr><w:alias w:val=\"Member ID\"/></w:sdtPr><w:sdtContent>"
        + paragraph("[HEALTH_PLAN]")
        + "</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:alias w:val=\"Weight\"/>"
        + "</w:sdtPr><w:sdtContent>" + paragraph("71 kg") + "</w:sdtContent></w:sdt>"
    )
    .word,
    Document(
      "merged.xml",
      "<w:p><w:fldSimple w:instr=\" MERGEFIELD MRN \"><w:r><w:t>99120</w:t></w:r></w:fldSimple></w:p>"
        + "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>99121</w:t></w:r></w:fldSimple></w:p>",
      "<w:p><w:fldSimple w:instr=\" MERGEFIELD MRN \"><w:r><w:t>[MRN]</w:t></w:r></w:fldSimple></w:p>"
        + "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>99121</w:t></w:r></w:fldSimple></w:p>"
    )
    .word,
    Document(
      "paragraphs.xml",
      paragraph("MRN") + paragraph("99120") + paragraph("Member ID") + paragraph("WQX 204")
        + paragraph("Weight") + paragraph("71 kg") + paragraph("Account") + paragraph("2 items"),
      paragraph("MRN") + paragraph("[MRN]") + paragraph("Member ID") + paragraph("[HEALTH_PLAN]")
        + paragraph("Weight") + paragraph("71 kg") + paragraph("Account") + paragraph("2 items")
    )
    .word,
    Document(
      "drawing.svg",
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>MRN: 77<tspan>18204</tspan></text>"
        + "<text><tspan x=\"1\" dy=\"2\">Dose 4</tspan><tspan x=\"1\" dy=\"2\">Sodium 139</tspan></text></svg>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>MRN: [MRN]<tspan></tspan></text>"
        + "<text><tspan x=\"1\" dy=\"2\">Dose 4</tspan><tspan x=\"1\" dy=\"2\">Sodium 139</tspan></text></svg>"
    ),
    Document(
      "comment.xml",
      "<r><!-- Patient: Torvald Brekke, user: tbrekke7 --><a>1</a><!-- Patient Name --></r>",
      "<r><!-- Patient: [NAME], user: [USERNAME] --><a>1</a><!-- Patient Name --></r>"
    )
    .xml,
    Document(
      "fonts.xml",
      stays:
        "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Constantia\" w:hAnsi=\"Rockwell\" w:cs=\"Georgia\"/>"
        + "</w:rPr><w:t>Dose 5 mg</w:t></w:r></w:p>"
    )
    .word,
    Document(
      "fonts.html",
      "<style>p{font-family:Cambria,\"Georgia\",serif}p:after{content:\"Torvald Brekke\"}</style>"
        + "<p style=\"font:12px Arial\">Dose 5 mg</p>",
      "<style>p{font-family:Cambria,\"Georgia\",serif}p:after{content:\"[NAME]\"}</style>"
        + "<p style=\"font:12px Arial\">Dose 5 mg</p>"
    )
    .page,
  ]

  private static let attributes = [
    Document(
      "fields.xml",
      "<form><field name=\"MRN\">99120</field><param name=\"ssn\" value=\"219099998\"/><param value="
        + "\"W88291\" name=\"AcctNo\"/><entry><key>mrn</key><value>99121</value></entry><item><label>"
        + "Ward</label><value>99122</value></item><field name=\"beds\">99123</field></form>",
      "<form><field name=\"MRN\">[MRN]</field><param name=\"ssn\" value=\"[SSN]\"/><param value="
        + "\"[ACCOUNT]\" name=\"AcctNo\"/><entry><key>mrn</key><value>[MRN]</value></entry><item><label>"
        + "Ward</label><value>99122</value></item><field name=\"beds\">99123</field></form>"
    )
    .xml,
    Document(
      "settings.xml",
      "<c><add key=\"SmtpPassword\" value=\"tulip-harbor-58\"/><add key=\"Theme\" value=\"dark\"/>"
        + "<property name=\"passwordEncoder\" value=\"bcrypt\"/><bean name=\"dataSource\"/></c>",
      "<c><add key=\"SmtpPassword\" value=\"[SECRET]\"/><add key=\"Theme\" value=\"dark\"/>"
        + "<property name=\"passwordEncoder\" value=\"bcrypt\"/><bean name=\"dataSource\"/></c>"
    )
    .xml,
    Document(
      "event.xml",
      "<E><Provider Name=\"Microsoft-Windows-Security-Auditing\"/><Data Name=\"TargetUserName\">"
        + "tbrekke7</Data><Data Name=\"LogonType\">3</Data></E>",
      "<E><Provider Name=\"Microsoft-Windows-Security-Auditing\"/><Data Name=\"TargetUserName\">"
        + "[USERNAME]</Data><Data Name=\"LogonType\">3</Data></E>"
    )
    .xml,
    Document(
      "persons.xml",
      "<r><patient name=\"Torvald Brekke\"/><row name=\"Askevold\" mrn=\"7718204\"/>"
        + "<testcase name=\"findsByLastName\"/><logger name=\"org.example.Ward\"/></r>",
      "<r><patient name=\"[NAME]\"/><row name=\"[NAME]\" mrn=\"[MRN]\"/>"
        + "<testcase name=\"findsByLastName\"/><logger name=\"org.example.Ward\"/></r>"
    )
    .xml,
    Document(
      "list.xml",
      "<plist><dict><key>MRN</key><string>99120</string><key>Beds</key><integer>99121</integer>"
        + "<key>Account Number</key><integer>99122</integer></dict></plist>",
      "<plist><dict><key>MRN</key><string>[MRN]</string><key>Beds</key><integer>99121</integer>"
        + "<key>Account Number</key><integer>0</integer></dict></plist>"
    )
    .xml,
    Document(
      "form.html",
      "<input name=\"mrn\" value=\"99120\"><meta name=\"patient\" content=\"Torvald Brekke\"><div "
        + "data-member-id=\"WQX 204\" data-toggle=\"tab\">x</div><input name=\"step\" value=\"99121\">",
      "<input name=\"mrn\" value=\"[MRN]\"><meta name=\"patient\" content=\"[NAME]\"><div "
        + "data-member-id=\"[HEALTH_PLAN]\" data-toggle=\"tab\">x</div><input name=\"step\" value=\"99121\">"
    )
    .page,
    Document(
      "variables.xml",
      "<w:docVar w:name=\"MRN\" w:val=\"99120\"/><w:docVar w:name=\"Beds\" w:val=\"99121\"/>"
        + "<w:date w:fullDate=\"2024-03-05T00:00:00Z\"/>",
      "<w:docVar w:name=\"MRN\" w:val=\"[MRN]\"/><w:docVar w:name=\"Beds\" w:val=\"99121\"/>"
        + "<w:date w:fullDate=\"2024-01-01T00:00:00Z\"/>"
    )
    .word,
    Document(
      "custom.xml",
      "<?xml version=\"1.0\"?><Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        + "custom-properties\"><property name=\"MRN\"><lpwstr>99120</lpwstr></property><property name="
        + "\"Chart number\"><i4>99121</i4></property><property name=\"DOB\"><filetime>1951-03-14T00:00:00Z"
        + "</filetime></property><property name=\"Revision\"><i4>7</i4></property></Properties>",
      "<?xml version=\"1.0\"?><Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
        + "custom-properties\"><property name=\"MRN\"><lpwstr>[MRN]</lpwstr></property><property name="
        + "\"Chart number\"><i4>0</i4></property><property name=\"DOB\"><filetime>1951-01-01T00:00:00Z"
        + "</filetime></property><property name=\"Revision\"><i4>7</i4></property></Properties>"
    ),
    Document(
      "parts.xml",
      stays:
        "<?xml version=\"1.0\"?><table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        + "\" displayName=\"Table1\" name=\"Table1\"></table>"
    ),
  ]

  @Test(arguments: tables + texts + attributes)
  private func whatMarkupSaysOfAValueCounts(document: Document) throws {
    try document.check()
  }

  /// A field of a document, as Word writes it.
  private static func field(_ instruction: String, _ text: String) -> String {
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> "
      + instruction + " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
      + "<w:r><w:t>\(text)</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
  }

  /// A text between the marks of a place with a name.
  private static func place(_ name: String, _ text: String) -> String {
    "<w:bookmarkStart w:id=\"1\" w:name=\"\(name)\"/><w:r><w:t>\(text)</w:t></w:r>"
      + "<w:bookmarkEnd w:id=\"1\"/>"
  }

  /// Cells over several columns.
  private static func wide(_ cells: (String, Int)...) -> String {
    let texts = cells.map { text, count in
      "<w:tc><w:tcPr><w:gridSpan w:val=\"\(count)\"/></w:tcPr>" + paragraph(text) + "</w:tc>"
    }
    return "<w:tr>\(texts.joined())</w:tr>"
  }

  private static let places = [
    Document(
      "merge.xml",
      "<w:p>" + field("MERGEFIELD Patient_Last_Name \\* MERGEFORMAT", "Cook")
        + field("MERGEFIELD Colour", "Rose") + "</w:p><w:p>" + field("MERGEFIELD MRN", "48213")
        + "</w:p><w:p>" + field("SEQ Figure", "48213") + "</w:p>",
      "<w:p>" + field("MERGEFIELD Patient_Last_Name \\* MERGEFORMAT", "[NAME]")
        + field("MERGEFIELD Colour", "Rose") + "</w:p><w:p>" + field("MERGEFIELD MRN", "[MRN]")
        + "</w:p><w:p>" + field("SEQ Figure", "48213") + "</w:p>"
    )
    .word,
    Document(
      "bookmarks.xml",
      "<w:p>" + place("MRN", "48213") + place("Figure", "48213") + "</w:p><w:p>"
        + place("pt_Anneliese_Brook", "Wound") + place("Plan_of_care", "Wound")
        + place("_Toc48213345", "Wound") + field("PAGEREF pt_Anneliese_Brook", "4")
        + "<w:hyperlink w:anchor=\"pt_Anneliese_Brook\"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>",
      "<w:p>" + place("MRN", "[MRN]") + place("Figure", "48213") + "</w:p><w:p>"
        + place("pt_x", "Wound") + place("Plan_of_care", "Wound")
        + place("_Toc48213345", "Wound") + field("PAGEREF pt_x", "4")
        + "<w:hyperlink w:anchor=\"pt_x\"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>"
    )
    .word,
    // Names of groups stand above those of columns, and a remark is no value of one.
    Document(
      "groups.xml",
      "<w:tbl>" + wide(("Patient", 2), ("Specimen", 2)) + row("Name", "Chart no.", "Test", "Result")
        + row("Hill, Skip", "48213", "Na", "138")
        + wide(("Remarks: Tolerated Warfarin well.", 4)) + "</w:tbl>",
      "<w:tbl>" + wide(("Patient", 2), ("Specimen", 2)) + row("Name", "Chart no.", "Test", "Result")
        + row("[NAME]", "[MRN]", "Na", "138")
        + wide(("Remarks: Tolerated Warfarin well.", 4)) + "</w:tbl>"
    )
    .word,
    Document(
      "variables.xml",
      "<w:docVars><w:docVar w:name=\"MRN0\" w:val=\"62337\"/><w:docVar w:name=\"Step0\" w:val=\"62337\"/>"
        + "</w:docVars>",
      "<w:docVars><w:docVar w:name=\"MRN0\" w:val=\"[MRN]\"/><w:docVar w:name=\"Step0\" w:val=\"62337\"/>"
        + "</w:docVars>"
    )
    .word,
    Document(
      "boxes.xml",
      box("MRN") + box("48213") + box("Agenda") + box("48213"),
      box("MRN") + box("[MRN]") + box("Agenda") + box("48213")
    )
    .slide,
    Document("heading.xml", stays: box("MRN") + box("Why it matters")).slide,
    // A document of one part, of Word 2003, whose runs are one text; a picture in it goes.
    Document(
      "word.xml",
      "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:p><w:r>"
        + "<w:t>Patient name: </w:t></w:r><w:r><w:t>Gene Green</w:t></w:r></w:p><w:p><w:r><w:pict>"
        + "<w:binData w:name=\"a.png\">iVBORw0KGgoAAAANSUhEUgAA</w:binData></w:pict></w:r></w:p></w:body>"
        + "</w:wordDocument>",
      "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"><w:body><w:p><w:r>"
        + "<w:t>Patient name: </w:t></w:r><w:r><w:t>[NAME]</w:t></w:r></w:p><w:p><w:r><w:pict>"
        + "<w:binData w:name=\"a.png\"></w:binData></w:pict></w:r></w:p></w:body>"
        + "</w:wordDocument>"
    )
    .xml,
    // What a document type refers to is no address of anybody.
    Document(
      "list.plist",
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"
        + "<plist version=\"1.0\"><dict><key>mrn</key><string>48213</string></dict></plist>",
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"
        + "<plist version=\"1.0\"><dict><key>mrn</key><string>[MRN]</string></dict></plist>"
    )
    .xml,
    Document(
      "type.xml",
      "<!DOCTYPE a SYSTEM \"b.okafor@example.org\"><a>Plan</a>",
      "<!DOCTYPE a SYSTEM \"EMAIL\"><a>Plan</a>"
    )
    .xml,
  ]

  /// A box of a slide.
  private static func box(_ text: String) -> String {
    "<p:sp><p:txBody><a:bodyPr/><a:p><a:r><a:t>\(text)</a:t></a:r></a:p></p:txBody></p:sp>"
  }

  @Test(arguments: places)
  private func whatPlacesOfADocumentAreCalledCounts(_ document: Document) throws {
    try document.check()
  }

  /// Columns keep their names over the end of a block.
  @Test func columnsKeepTheirNamesBehindTheEndOfABlock() throws {
    let filler = String(repeating: "<p>Dose 5 mg daily with food.</p>\n", count: 3_900)
    let world = try StagingWorld()
    let table = "<table>" + Self.line("Patient", "MRN", "K", mark: "th")
    let lines = (0..<400).map { Self.line("Quist, Bea", "99\($0 + 100)", "4.1") }
    try world.put(
      "in/a.html",
      "<html><body>" + filler + table + lines.joined() + "</table></body></html>"
    )
    _ = try world.scan()
    let copy = try world.text("stage/data/in/a.html")
    #expect(!copy.contains("Quist"))
    #expect(copy.ranges(of: "[MRN]").count == lines.count)
  }
}
